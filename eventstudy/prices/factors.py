"""Fama-French daily factors, from a file or from Kenneth French's data library.

Values are decimal fractions whatever the source prints; names are French's:
Mkt-RF, SMB, HML, RMW, CMA, Mom, RF, and SMB_FF3 for the three-factor SMB.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices import shelf
from eventstudy.prices.access import Access
from eventstudy.prices.failures import FetchError
from eventstudy.prices.panel import Days, Floats
from eventstudy.prices.retries import retried
from eventstudy.prices.table import Columns, ascending, days, numbers, read_columns, read_header

NAMES = ("Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom", "RF", "SMB_FF3")
SPELLINGS = {
    "mktrf": "Mkt-RF",
    "smb": "SMB",
    "smb5": "SMB",
    "hml": "HML",
    "rmw": "RMW",
    "cma": "CMA",
    "mom": "Mom",
    "umd": "Mom",
    "wml": "Mom",
    "rf": "RF",
    "smbff3": "SMB_FF3",
    "smb3": "SMB_FF3",
}
PERCENT_SPREAD = 0.1  # the market's daily standard deviation is near 1 in percent, 0.01 as fraction
FEWEST_ROWS = 20  # to tell percent from fractions
MISSING = -99.0  # French prints -99.99 or -999 where there is no figure
HOST = "https://mba.tuck.dartmouth.edu/pages/faculty/ken.french/ftp/"
FRENCH = {
    "five": "F-F_Research_Data_5_Factors_2x3_daily_CSV.zip",
    "three": "F-F_Research_Data_Factors_daily_CSV.zip",
    "momentum": "F-F_Momentum_Factor_daily_CSV.zip",
}
SCHEMA = "eventstudy/factors/1"
SOURCE = "Kenneth R. French, Data Library, Tuck School of Business at Dartmouth"


@dataclass(frozen=True, slots=True)
class Factors:
    """Daily factor returns.

    Attributes
    ----------
    sessions : datetime64[D], shape (S,)
    values : dict of str to float, shape (S,)
        By name, decimal fractions, NaN where missing.
    source : str
    retrieved_at : str or None
        UTC instant of a download.
    sha256 : str
        Of the values as read.
    """

    sessions: Days
    values: dict[str, Floats]
    source: str
    retrieved_at: str | None
    sha256: str

    def on(self, name: str, sessions: Days) -> Floats:
        """Return a factor on the given sessions, NaN where there is none."""
        at = np.minimum(np.searchsorted(self.sessions, sessions), len(self.sessions) - 1)
        return np.where(self.sessions[at] == sessions, self.values[name][at], np.nan)


def read_factors(path: Path, name: str = "", units: str | None = None) -> Factors:
    """Read factors from a CSV with a date and a column a factor.

    Parameters
    ----------
    path : Path
    name : str
        How messages call the file.
    units : {"percent", "fraction"}, optional
        Told from the market's spread when None.

    Raises
    ------
    PriceError
        If the file is no such table, or too short to tell its units.
    """
    name = name or str(path)
    header = read_header(path, name)
    known = {_spelled(c): i for i, c in reversed(list(enumerate(header))) if _spelled(c)}
    if "date" not in known or "Mkt-RF" not in known or "RF" not in known:
        raise PriceError(
            f"{name}:1: factors need the columns Date, Mkt-RF and RF; found: {', '.join(header)}"
        )
    columns = read_columns(path, name, known)
    if not columns.lines:
        raise PriceError(f"{name}:1: a header and no rows; fill the file")
    sessions = days(columns, "date")
    ascending(columns, sessions, range(len(sessions)))
    values = {k: numbers(columns, k) for k in NAMES if k in known}
    scale = _scale(values["Mkt-RF"], units, name)
    return _factors(sessions, values, scale, f"provided by the user ({path.resolve().name})", None)


def french_factors(access: Access) -> Factors:
    """Return French's factors: from the cache, else downloaded (three files).

    Raises
    ------
    FetchError
        If they are not in the cache and cannot be downloaded.
    """
    held = None if access.refresh else _held(access)
    if held is not None:
        return held
    if access.offline:
        raise FetchError("not_cached", f"the cache {access.cache} holds no factors")
    access.step("Fama-French factors")
    bodies = {key: _download(file, access) for key, file in FRENCH.items()}
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    factors = from_zips(bodies, at)
    _keep(bodies, at, access)
    return factors


def from_zips(bodies: Mapping[str, bytes], retrieved_at: str | None) -> Factors:
    """Put French's five-factor, three-factor and momentum files together.

    The dates are the five-factor file's; RF is its own.
    """
    tables = {key: _table(body, FRENCH[key]) for key, body in bodies.items()}
    sessions, values = tables["five"]
    values = dict(values)
    for key, names in (("three", {"SMB": "SMB_FF3"}), ("momentum", {"Mom": "Mom"})):
        other, columns = tables[key]
        for theirs, ours in names.items():
            values[ours] = _on(sessions, other, columns[theirs])
    return _factors(sessions, values, 0.01, SOURCE, retrieved_at)


def _spelled(column: str) -> str:
    """Return our name of a column, or nothing."""
    plain = re.sub(r"[^a-z0-9]", "", column.lower())
    return "date" if plain == "date" else SPELLINGS.get(plain, "")


def _scale(market: Floats, units: str | None, name: str) -> float:
    """Return what turns figures into fractions."""
    if units:
        return 0.01 if units == "percent" else 1.0
    known = market[np.isfinite(market)]
    if len(known) < FEWEST_ROWS:
        raise PriceError(
            f"{name}: {len(known)} rows are too few to tell percent from fractions; give units"
        )
    return 0.01 if float(known.std()) > PERCENT_SPREAD else 1.0


def _factors(
    sessions: Days, values: Mapping[str, Floats], scale: float, source: str, at: str | None
) -> Factors:
    scaled = {k: values[k] * scale for k in NAMES if k in values}
    digest = hashlib.sha256(sessions.astype(np.int64).tobytes())
    for key, column in scaled.items():
        digest.update(key.encode() + column.tobytes())
    return Factors(sessions, scaled, source, at, digest.hexdigest())


def _on(sessions: Days, other: Days, values: Floats) -> Floats:
    at = np.minimum(np.searchsorted(other, sessions), len(other) - 1)
    return np.where(other[at] == sessions, values[at], np.nan)


def _table(body: bytes, name: str) -> tuple[Days, dict[str, Floats]]:
    """Read French's CSV: some lines of text, a header, rows of YYYYMMDD, more text."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            text = archive.read(archive.namelist()[0]).decode("latin-1")
    except (zipfile.BadZipFile, IndexError, OSError, EOFError, NotImplementedError) as error:
        raise FetchError("bad_answer", f"{name} is no whole zip file: {error}") from None
    lines = [[c.strip() for c in line.split(",")] for line in text.splitlines()]
    start = next(
        (
            i
            for i, row in enumerate(lines)
            if (row[0] == "" and "RF" in row[-1:]) or "Mom" in row[1:]
        ),
        None,
    )
    if start is None:
        raise FetchError("bad_answer", f"{name} has no header of factors")
    header = lines[start]
    rows = [
        (i, r) for i, r in enumerate(lines[start + 1 :], start + 2) if re.fullmatch(r"\d{8}", r[0])
    ]
    cells = {c: [r[j] for _, r in rows] for j, c in enumerate(header) if c}
    cells["date"] = [f"{r[0][:4]}-{r[0][4:6]}-{r[0][6:]}" for _, r in rows]
    columns = Columns(name, [i for i, _ in rows], cells)
    sessions = days(columns, "date")
    ascending(columns, sessions, range(len(rows)))
    values = {_spelled(c): numbers(columns, c) for c in header if c and _spelled(c)}
    return sessions, {k: np.where(v <= MISSING, np.nan, v) for k, v in values.items()}


def _download(file: str, access: Access) -> bytes:
    from eventstudy.prices.guard import get_file

    return retried(lambda: get_file(HOST + file, access.network), access.say)


def _keep(bodies: Mapping[str, bytes], at: str, access: Access) -> None:
    files = {f"{key}.zip": body for key, body in bodies.items()}
    said = {"schema": SCHEMA, "retrieved_at": at, "files": shelf.described(files)}
    try:
        shelf.put(access.cache / "french", at, {**files, shelf.MANIFEST: shelf.encoded(said)})
    except OSError as error:
        access.say(
            f"factors: downloaded, but not kept in the cache {access.cache}: {error.strerror}"
        )


def _held(access: Access) -> Factors | None:
    """Return the newest whole download in the cache."""
    for folder in reversed(shelf.fetches(access.cache / "french")):
        try:
            said = shelf.manifest(folder, SCHEMA)
            bodies = {k: shelf.checked(folder, said["files"], f"{k}.zip") for k in FRENCH}
            return from_zips(bodies, str(said["retrieved_at"]))
        except (shelf.Damaged, OSError, KeyError, FetchError) as error:
            access.say(shelf.set_aside(folder, "factors", str(error)))
    return None

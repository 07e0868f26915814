"""The price cache: every fetch a folder of its own, whole or not there.

::

    CACHE/yahoo/NVDA/20261121T225923.123456Z-1f2e/
        manifest.json     what was asked and answered, when, by which versions; hashes
        prices.csv        the values, for people
        values.f64        the same values, for speed; refused unless its hash fits
        answer-0.json.gz  the raw answers, as received

A fetch is written beside the cache and moved in with one rename, so a killed
process leaves nothing half-made. The newest whole fetch counts; a damaged one is
moved aside and named. ``shelf.KEPT`` fetches of a symbol are kept.
"""

import gzip
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from eventstudy.prices import shelf
from eventstudy.prices.files import file_name, symbol_of
from eventstudy.prices.panel import Floats, Provenance, Series, Split
from eventstudy.prices.shelf import MANIFEST, Damaged
from eventstudy.prices.written import series_text

SCHEMA = "eventstudy/prices/1"
SOURCE = "yahoo"
FAST = 1  # gzip level
HEADER = "symbol,date,open,high,low,close,adj_close,volume\n"
TABLE, VALUES = "prices.csv", "values.f64"
FIELDS = ("open", "high", "low", "close", "total_return", "volume")


@dataclass(frozen=True, slots=True)
class Answer:
    """A raw answer and the requests that led to it."""

    body: bytes
    exchanges: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the cache holds of a symbol.

    Attributes
    ----------
    series : Series
    dividends : tuple of (date, float)
    currency, zone : str
    first, through : date
        The days that were asked for: nothing exists between ``first`` and the
        series' own first, and ``through`` was the last closed session.
    retrieved_at : str
        UTC instant.
    versions : dict of str to str
    answers : tuple of Answer
        Bodies empty when read back; they stay on disk.
    warnings : tuple of str
    text : str
        ``series_text`` of the series; empty when read back.
    """

    series: Series
    dividends: tuple[tuple[date, float], ...]
    currency: str
    zone: str
    first: date
    through: date
    retrieved_at: str
    versions: dict[str, str]
    answers: tuple[Answer, ...]
    warnings: tuple[str, ...] = ()
    text: str = ""


def cache_folder() -> Path:
    """Return the cache folder: ``EVENTSTUDY_CACHE``, else the user's own."""
    given = os.environ.get("EVENTSTUDY_CACHE")
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_cache_dir("eventstudy"))


def symbol_folder(cache: Path, symbol: str) -> Path:
    """Return the folder of a symbol's fetches."""
    return cache / SOURCE / file_name(symbol).removesuffix(".csv")


def symbols(cache: Path) -> list[str]:
    """List the symbols in the cache, sorted."""
    root = cache / SOURCE
    if not root.is_dir():
        return []
    return sorted(symbol_of(f.name) for f in root.iterdir() if f.is_dir() and shelf.fetches(f))


def read(cache: Path, symbol: str, say: Callable[[str], None] = lambda _: None) -> Entry | None:
    """Return the newest whole fetch of a symbol; a damaged one is set aside and named.

    Parameters
    ----------
    cache : Path
    symbol : str
    say : callable
        Told about each damaged fetch.
    """
    for folder in reversed(shelf.fetches(symbol_folder(cache, symbol))):
        try:
            return _read(folder, symbol)
        except FileNotFoundError as error:
            if not folder.exists():
                continue  # another process tidied it away
            say(shelf.set_aside(folder, symbol, f"{Path(str(error.filename)).name} is missing"))
        except (Damaged, OSError) as error:
            say(shelf.set_aside(folder, symbol, str(error)))
    return None


def write(cache: Path, entry: Entry, earlier: Sequence[Path] = ()) -> Path:
    """Add a fetch to the cache, whole or not at all.

    Parameters
    ----------
    cache : Path
    entry : Entry
    earlier : sequence of Path
        Raw answers of the fetch that this one extends, carried over.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; nothing is left behind.
    """
    target = symbol_folder(cache, entry.series.symbol)
    return shelf.put(target, entry.retrieved_at, _contents(entry, earlier))


def raw_answers(cache: Path, symbol: str) -> list[Path]:
    """List the raw answers of the newest fetch."""
    fetches = shelf.fetches(symbol_folder(cache, symbol))
    return sorted(fetches[-1].glob("answer-*.json.gz")) if fetches else []


def _contents(entry: Entry, earlier: Sequence[Path]) -> dict[str, bytes]:
    """Return the files of a fetch by name, the manifest last."""
    files = {p.name: p.read_bytes() for p in earlier}
    for answer in entry.answers:
        if answer.body:
            files[f"answer-{len(files)}.json.gz"] = gzip.compress(answer.body, FAST, mtime=0)
    files[TABLE] = (HEADER + (entry.text or series_text(entry.series))).encode("utf-8-sig")
    files[VALUES] = packed(entry.series).astype("<f8").tobytes()
    manifest = _manifest(entry, shelf.described(files))
    return {**files, MANIFEST: manifest}


def packed(series: Series) -> Floats:
    """Return a series as one array, shape (7, S): days since 1970, then its columns."""
    days = series.sessions.astype(np.int64).astype(np.float64)
    return np.vstack([days, *(getattr(series, f) for f in FIELDS)])


def _manifest(entry: Entry, files: dict[str, list[Any]]) -> bytes:
    series = entry.series
    said = {
        "schema": SCHEMA,
        "source": SOURCE,
        "symbol": series.symbol,
        "currency": entry.currency,
        "zone": entry.zone,
        "first": entry.first.isoformat(),
        "through": entry.through.isoformat(),
        "retrieved_at": entry.retrieved_at,
        "versions": entry.versions,
        "splits": [[s.session.isoformat(), s.ratio] for s in series.splits],
        "dividends": [[d.isoformat(), v] for d, v in entry.dividends],
        "provenance": asdict(series.provenance),
        "exchanges": [list(a.exchanges) for a in entry.answers],
        "warnings": list(entry.warnings),
        "files": files,
    }
    return shelf.encoded(said)


def _read(folder: Path, symbol: str) -> Entry:
    said = _read_manifest(folder, symbol)
    data = shelf.checked(folder, said["files"], VALUES)
    try:
        return _entry(said, np.frombuffer(data, "<f8").reshape(len(FIELDS) + 1, -1))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise Damaged(f"{MANIFEST}: {type(error).__name__}: {error}") from None


def _read_manifest(folder: Path, symbol: str) -> dict[str, Any]:
    said = shelf.manifest(folder, SCHEMA)
    if said.get("symbol") != symbol or VALUES not in said["files"]:
        raise Damaged(f"{MANIFEST} is another symbol's")
    return said


def _entry(said: dict[str, Any], values: Floats) -> Entry:
    origin = said["provenance"]
    series = Series(
        symbol=said["symbol"],
        sessions=values[0].astype(np.int64).astype("datetime64[D]"),
        **dict(zip(FIELDS, values[1:], strict=True)),
        splits=tuple(Split(date.fromisoformat(d), r) for d, r in said["splits"]),
        provenance=Provenance(**origin),
    )
    return Entry(
        series=series,
        dividends=tuple((date.fromisoformat(d), v) for d, v in said["dividends"]),
        currency=said["currency"],
        zone=said["zone"],
        first=date.fromisoformat(said["first"]),
        through=date.fromisoformat(said["through"]),
        retrieved_at=said["retrieved_at"],
        versions=said["versions"],
        answers=tuple(Answer(b"", tuple(e)) for e in said["exchanges"]),
        warnings=tuple(said["warnings"]),
    )

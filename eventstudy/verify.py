"""Compute a page again from what it carries, and name every difference.

A page holds its config, its article records and the prices it used. First the
results are computed from these and compared number by number; then the page is
written again from its results and compared byte by byte.
"""

import base64
import dataclasses
import hashlib
import json
import math
import re
import tempfile
import zlib
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eventstudy.cautions import cautions, with_sizes
from eventstudy.config import StudyFile, parse_study, stored_records
from eventstudy.describe import versions
from eventstudy.errors import DifferenceError, EventStudyError, InputError, PriceError
from eventstudy.pipeline import run_study, worded
from eventstudy.prices.load import UNADJUSTED
from eventstudy.report.jsontext import from_json, to_json
from eventstudy.report.page import render
from eventstudy.report.tables import csv_of, to_csv
from eventstudy.result import PriceInfo, Results
from eventstudy.sourcing import FactorSource, FileSource, Prices
from eventstudy.study import EventsFile

RELATIVE = 1e-9  # other machines sum in another order
ABSOLUTE = 1e-12
CONTEXT = 40  # characters shown of a line that differs
LONGEST_POINTER = 200  # results themselves are longer
SAME_FOR_BYTES = ("eventstudy", "plotly")


def verify(path: Path) -> str:
    """Check one report and say what was checked.

    Returns
    -------
    str
        What holds: how many figures, and whether the page itself was compared.

    Raises
    ------
    InputError
        If the file cannot be read or is no page of this tool.
    DifferenceError
        With one line for each difference, named by its place.
    """
    page = _read(path)
    carried = _carried(page, path)
    stored = from_json(carried)
    found = list(_recomputed(stored, path))
    same = all(stored.versions.get(n) == versions().get(n) for n in SAME_FOR_BYTES)
    if same:
        found += _page_differences(page, stored)
    if found:
        raise DifferenceError("\n".join(f"{path}: {line}" for line in found))
    return f"{path}: {_count(json.loads(carried)):,} figures hold; {_about_page(stored, same=same)}"


def _about_page(stored: Results, *, same: bool) -> str:
    if same:
        return "the page is what its results give, byte for byte"
    made = ", ".join(f"{n} {stored.versions.get(n, 'unknown')}" for n in SAME_FOR_BYTES)
    ours = ", ".join(f"{n} {versions()[n]}" for n in SAME_FOR_BYTES)
    return f"only the figures were checked: the page was made with {made}, here are {ours}"


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot read this report: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8, so no report of this tool") from None


def _carried(page: str, path: Path) -> str:
    """Return the results that a page carries, or those of the file beside it that it names."""
    found = re.search(r'<script type="application/json" id="results">(.*?)</script>', page, re.S)
    if found is None:
        raise InputError(f"{path}: carries no results; give a report.html that this tool wrote")
    text = found.group(1)
    if len(text) > LONGEST_POINTER:
        return text
    named = re.fullmatch(r'\{"file": "results\.json", "sha256": "([0-9a-f]{64})"\}', text)
    return text if named is None else _beside(path, "results.json", named.group(1)).decode()


def _beside(path: Path, name: str, sha256: str) -> bytes:
    """Read a file that belongs to a page and must stand beside it unchanged."""
    try:
        data = (path.parent / name).read_bytes()
    except OSError:
        raise PriceError(
            f"{path}: {name} is not beside it, so nothing can be computed again; keep the "
            "report's folder together"
        ) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DifferenceError(f"{path}: {name} beside it is not the one it was written with")
    return data


def _recomputed(stored: Results, path: Path) -> Iterator[str]:
    """Compare the stored results with those of the stored config, records and prices."""
    large = (stored.panel or {}).get("files") or {}
    beside = {name: _beside(path, name, sha256) for name, sha256 in large.items()}
    try:
        fresh = recompute(stored, beside)
    except EventStudyError as error:
        yield f"results: cannot be computed from what the page carries: {error}"
        return
    yield from differences(json.loads(to_json(stored)), json.loads(to_json(fresh)))


def recompute(stored: Results, beside: dict[str, bytes] | None = None) -> Results:
    """Run a study from the config, the records and the prices of a result.

    Parameters
    ----------
    stored : Results
    beside : dict of str to bytes, optional
        The files of a large panel, which its results do not hold.
    """
    with tempfile.TemporaryDirectory(prefix="eventstudy-verify-") as name:
        folder = Path(name)
        for file_name, data in (beside or {}).items():
            (folder / file_name).write_bytes(data)
        table = folder / ("prices.parquet" if beside else "prices.csv")
        if not beside:
            table.write_bytes(csv_of(stored, "prices").encode("utf-8"))
        read = stored_records(stored.study.records)
        file = parse_study(stored.study.config, "config of the report", folder, read)
        file = _with_factors(_with_events(file, stored, folder), stored, folder)
        fresh = _with_notes(run_study(_with_prices(file, stored, table)), stored)
        fresh = dataclasses.replace(fresh, calibration=stored.calibration)
    if stored.panel is not None:
        return _panel_again(stored, fresh)
    prices = _with_origins(fresh.prices, stored)
    fresh = dataclasses.replace(
        fresh,
        versions=stored.versions,
        prices=prices,
        warnings=tuple(w for w in fresh.warnings if w.code == "price_defect"),
    )
    return worded(dataclasses.replace(fresh, warnings=cautions(file.study, fresh)))


def _with_events(file: StudyFile, stored: Results, folder: Path) -> StudyFile:
    """Point the config of a panel at the events that the result carries or that lie beside it."""
    if stored.panel is None:
        return file
    name, columns = "events.parquet", stored.panel["events"]["columns"]
    if columns is not None:
        name = "events.csv"
        records = [
            dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
        ]
        (folder / name).write_bytes(to_csv(tuple(columns), records).encode("utf-8"))
    events = EventsFile(file=name)
    return dataclasses.replace(file, study=file.study.model_copy(update={"events": events}))


def _with_prices(file: StudyFile, stored: Results, table: Path) -> StudyFile:
    """Point the config at the prices that the result carries, with the splits that were known."""
    source = FileSource.model_validate({"files": str(table), "splits": stored.prices.splits})
    declared = file.study.prices or Prices(sources=(source,))
    prices = declared.model_copy(update={"sources": (source,)})
    return dataclasses.replace(file, study=file.study.model_copy(update={"prices": prices}))


def _with_factors(file: StudyFile, stored: Results, folder: Path) -> StudyFile:
    """Point the config at the factors that the result carries."""
    if stored.factors is None:
        return file
    columns = stored.factors["values"]
    records = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    (folder / "factors.csv").write_bytes(to_csv(tuple(columns), records).encode("utf-8"))
    factors = FactorSource(path="factors.csv", units="fraction")
    return dataclasses.replace(file, study=file.study.model_copy(update={"factors": factors}))


def _with_notes(fresh: Results, stored: Results) -> Results:
    """Keep what the figures cannot tell: where factors came from, closes taken for adjusted ones."""
    kept = tuple(
        w
        for w in stored.warnings
        if w.code == "price_defect" and str(w.data.get("text", "")).endswith(UNADJUSTED)
    )
    factors = fresh.factors
    if factors is not None and stored.factors is not None:
        told = {k: stored.factors[k] for k in ("source", "retrieved_at", "sha256")}
        factors = {**factors, **told}
    return dataclasses.replace(fresh, warnings=(*fresh.warnings, *kept), factors=factors)


def _panel_again(stored: Results, fresh: Results) -> Results:
    """Keep what no computation can tell of a panel: the names and hashes of its files."""
    if stored.panel is None or fresh.panel is None:
        return fresh
    kept = {key: stored.panel[key] for key in ("events", "files")}
    large = bool(stored.panel["files"])
    prices = stored.prices if large else _with_origins(fresh.prices, stored)
    panel = {**fresh.panel, **kept}
    fresh = dataclasses.replace(fresh, versions=stored.versions, prices=prices, panel=panel)
    return worded(with_sizes(fresh))


def _with_origins(fresh: PriceInfo, stored: Results) -> PriceInfo:
    """Keep where prices came from, which no price can tell; take dates, rows and hashes anew."""
    origins = {s.symbol: s for s in stored.prices.sources}
    sources = tuple(
        dataclasses.replace(
            origins.get(s.symbol, s), first=s.first, last=s.last, rows=s.rows, sha256=s.sha256
        )
        for s in fresh.sources
    )
    prices = dataclasses.replace(fresh, sources=sources)
    text = csv_of(dataclasses.replace(stored, prices=prices), "prices")
    return dataclasses.replace(prices, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest())


def differences(stored: Any, fresh: Any, place: str = "") -> Iterator[str]:
    """Name every value that differs, numbers beyond rounding only."""
    if isinstance(stored, dict) and isinstance(fresh, dict):
        for key in [*stored, *(k for k in fresh if k not in stored)]:
            where = f"{place}.{key}".lstrip(".")
            if key not in stored or key not in fresh:
                yield f"{where}: {'not computed again' if key in stored else 'missing in the page'}"
            else:
                yield from differences(stored[key], fresh[key], where)
    elif isinstance(stored, list) and isinstance(fresh, list):
        if len(stored) != len(fresh):
            yield f"{place}: {len(stored)} entries in the page, {len(fresh)} computed"
        for i, pair in enumerate(zip(stored, fresh, strict=False)):
            yield from differences(*pair, f"{place}[{i}]")
    elif not _equal(stored, fresh):
        yield f"{place}: {_short(stored)} in the page, {_short(fresh)} computed"


def _equal(stored: Any, fresh: Any) -> bool:
    numbers = (int, float)
    if isinstance(stored, numbers) and isinstance(fresh, numbers):
        return math.isclose(stored, fresh, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return bool(stored == fresh)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 2 * CONTEXT else text[: 2 * CONTEXT] + "…"


def _count(value: Any) -> int:
    """Count the figures in plain values."""
    if isinstance(value, dict):
        return sum(map(_count, value.values()))
    if isinstance(value, list):
        return sum(map(_count, value))
    return int(isinstance(value, (int, float)) and not isinstance(value, bool))


def _page_differences(page: str, stored: Results) -> Iterator[str]:
    """Write the page again from its results and name the lines that differ."""
    lang = re.search(r'<html lang="(\w+)">', page)
    others = tuple(dict.fromkeys(re.findall(r'hreflang="(\w+)"', page)))
    carried = 'id="plotly"' in page if stored.panel is None else 'id="results">{"file"' not in page
    assets = "inline" if carried else "shared"
    try:
        again = render(stored, lang.group(1) if lang else "en", others, assets)
    except KeyError as error:
        yield f"page: cannot be written again: {error} is unknown"
        return
    ours, theirs = (_unpacked(text).split("\n") for text in (page, again))
    if ours == theirs:
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield _line_difference("\n".join(ours[a:b]), "\n".join(theirs[c:d]), ours[: a + 1])


def _unpacked(page: str) -> str:
    """Put the hash of plotly's text in place of its packed form, which zlib may pack otherwise."""
    return re.sub(r'(id="plotly">)([^<]*)(</script>)', _plotly_hash, page)


def _plotly_hash(found: re.Match[str]) -> str:
    try:
        text = zlib.decompress(base64.b64decode(found.group(2)))
    except (ValueError, zlib.error):
        text = found.group(2).encode()
    return found.group(1) + hashlib.sha256(text).hexdigest() + found.group(3)


def _line_difference(ours: str, theirs: str, before: list[str]) -> str:
    """Show where two texts part, under the last place that has a name."""
    start = next(
        (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    ids = re.findall(r'\bid="([^"]+)"', "\n".join(before)[-200_000:])
    where = f"page, #{ids[-1]}" if ids else "page, top"
    shown = slice(max(start - CONTEXT // 2, 0), start + CONTEXT)
    return f"{where}: {ours[shown]!r} in the page, {theirs[shown]!r} from its results"

"""The prices of a study: each symbol from the first source that has what is needed.

Sources are never spliced in one series. What is needed is a list of ``Need``;
sessions after a series' last one are not missing here, because only the
benchmark says where the data end: see ``data_end`` and ``require_sessions``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices import checks, files
from eventstudy.prices.candidates import Found, Need, chosen_of, faults_of, judged, nowhere, short
from eventstudy.prices.checks import Defect
from eventstudy.prices.panel import PricePanel, Series
from eventstudy.prices.written import with_provenance
from eventstudy.sessions import Calendar
from eventstudy.study import FileSource, Prices

__all__ = ["SOURCES", "Need", "data_end", "file_days", "load_prices", "require_sessions", "where"]

SHOWN = 10


Read = Callable[[FileSource, Path, Sequence[str]], dict[str, Series]]
SOURCES: dict[str, Read] = {"files": files.read_files}


def load_prices(
    prices: Prices,
    needs: Sequence[Need],
    calendar: Calendar,
    base: Path,
    override: Path | None = None,
) -> PricePanel:
    """Load every symbol that is needed.

    Parameters
    ----------
    prices : Prices
        Sources in order; ``start`` and ``end`` cut every series.
    needs : sequence of Need
        A symbol may stand in several.
    calendar : Calendar
        Must span all needs.
    base : Path
        Folder that the sources' relative paths start from.
    override : Path, optional
        ``--prices PATH``: replaces every source; relative to the current folder.

    Returns
    -------
    PricePanel
        In the order in which the needs first name the symbols. Series keep
        their whole history between ``start`` and ``end``. A claim's symbol that
        no source has is absent.

    Raises
    ------
    PriceError
        If a required symbol is nowhere, starts too late, or has a defect on a
        session that is needed. One line each.
    """
    wanted = _by_symbol(needs)
    sources, folder = sources_of(prices, base, override)
    candidates: dict[str, list[Found]] = {s: [] for s in wanted}
    for source in sources:
        open_ = [s for s, found in candidates.items() if not (found and not found[-1].gaps)]
        for symbol, read in _read(source, folder, open_).items():
            cut = _cut(read, prices)
            candidates[symbol].append(judged(source, cut, wanted[symbol], calendar))
    chosen = {s: chosen_of(found) for s, found in candidates.items() if found}
    faults = [
        f for s, found in chosen.items() for f in faults_of(found, wanted[s], calendar, folder)
    ]
    absent = [
        s for s, asked in wanted.items() if s not in chosen and any(n.required for n in asked)
    ]
    faults += [nowhere(s, sources, folder) for s in absent]
    if faults:
        raise PriceError("\n".join(faults))
    in_order = {s: chosen[s] for s in wanted if s in chosen and chosen[s].span}
    series = {s: _usable(found) for s, found in in_order.items()}
    return PricePanel(series, tuple(_warnings(in_order, wanted)))


def sources_of(
    prices: Prices, base: Path, override: Path | None
) -> tuple[tuple[FileSource, ...], Path]:
    """Return the sources of a run, in order, and the folder their paths start from."""
    if override is None:
        return prices.sources, base
    return (FileSource(files=str(override)),), Path()


def file_days(
    prices: Prices, symbols: Sequence[str], base: Path, override: Path | None = None
) -> list[date]:
    """List the days on which any of the symbols has a price, for ``calendar: data``.

    Raises
    ------
    PriceError
        If no source has any of the symbols.
    """
    sources, folder = sources_of(prices, base, override)
    days: set[date] = set()
    for source in sources:
        for series in _read(source, folder, symbols).values():
            known = np.isfinite(checks.priced(_cut(series, prices)))
            days.update(_cut(series, prices).sessions[known].tolist())
    if not days:
        raise PriceError(nowhere(", ".join(symbols[:SHOWN]), sources, folder))
    return sorted(days)


def data_end(benchmark: Series, end: date | None = None) -> date:
    """Return the last session for which the study has data.

    The benchmark's last session in its source, or ``prices.end`` if earlier.
    """
    span = checks.span(benchmark)
    if span is None:
        raise PriceError(
            f"{benchmark.symbol}: no price at all; the benchmark says where the data end"
        )
    return min(span[1], end) if end else span[1]


def require_sessions(
    panel: PricePanel, needs: Sequence[Need], calendar: Calendar, end: date
) -> None:
    """Hold every required series to the data end.

    ``load_prices`` lets a series end early, because it does not know the
    benchmark. A session missing before the data end is an error after all.

    Raises
    ------
    PriceError
        Naming symbol and sessions.
    """
    faults = []
    for need in needs:
        if need.required:
            series, last = panel[need.symbol], min(need.last, end)
            gone = checks.missing_sessions(series, calendar, need.first, last)
            if gone:
                faults.append(short(series, gone, end))
    if faults:
        raise PriceError("\n".join(dict.fromkeys(faults)))


def where(
    prices: Prices,
    needs: Sequence[Need],
    calendar: Calendar,
    base: Path,
    override: Path | None = None,
) -> dict[str, str]:
    """Say for each symbol where its prices would come from, or what is wrong, for ``check``."""
    lines = {}
    for symbol in _by_symbol(needs):
        own = [n for n in needs if n.symbol == symbol]
        try:
            panel = load_prices(prices, own, calendar, base, override)
        except PriceError as error:
            lines[symbol] = str(error)
            continue
        if symbol not in panel:
            lines[symbol] = "in no source; its claims cannot be checked"
            continue
        origin = panel[symbol].provenance
        lines[symbol] = (
            f"{origin.source}: {origin.first} to {origin.last} ({origin.rows:,} sessions)"
        )
    return lines


def _by_symbol(needs: Iterable[Need]) -> dict[str, list[Need]]:
    wanted: dict[str, list[Need]] = {}
    for need in needs:
        wanted.setdefault(need.symbol, []).append(need)
    return wanted


def _read(source: FileSource, folder: Path, symbols: Sequence[str]) -> dict[str, Series]:
    return SOURCES["files"](source, folder, symbols) if symbols else {}


def _cut(series: Series, prices: Prices) -> Series:
    """Return the part of a series between ``prices.start`` and ``prices.end``."""
    keep = np.ones(len(series.sessions), dtype=bool)
    if prices.start:
        keep &= series.sessions >= np.datetime64(prices.start, "D")
    if prices.end:
        keep &= series.sessions <= np.datetime64(prices.end, "D")
    return series if keep.all() else checks.kept_rows(series, keep)


def _usable(found: Found) -> Series:
    """Return the series without rows that cannot be prices, its provenance brought up to date.

    Without any adjusted close, ``total_return`` is the close.
    """
    series = checks.without_unusable(found.series, found.defects)
    if not np.isfinite(series.total_return).any():
        series = replace(series, total_return=series.close)
    old = series.provenance
    return with_provenance(series, old.source, old.retrieved_at, old.licence, old.note)


def _warnings(chosen: dict[str, Found], wanted: dict[str, list[Need]]) -> list[str]:
    """Write what is wrong with the chosen series outside what is needed."""
    lines = []
    for symbol, found in chosen.items():
        needed = [(n.first, n.last) for n in wanted[symbol] if n.required]
        _, warn = checks.divided(found.defects, needed)
        lines += checks.sentences(symbol, [_left_out(d) for d in warn])
    unadjusted = [s for s, f in chosen.items() if _unadjusted(f.series)]
    if unadjusted:
        named = ", ".join(unadjusted[:SHOWN])
        more = f" and {len(unadjusted) - SHOWN} more" if unadjusted[SHOWN:] else ""
        lines.append(
            f"{named}{more}: no adjusted close; returns are from closes, without dividends"
        )
    return lines


def _left_out(defect: Defect) -> Defect:
    if defect.kind not in checks.UNUSABLE:
        return defect
    return Defect(defect.session, defect.kind, f"{defect.text}; the row is left out")


def _unadjusted(series: Series) -> bool:
    """Whether a share (not an index, ``^…``) has closes only."""
    return not series.symbol.startswith("^") and not np.isfinite(series.total_return).any()

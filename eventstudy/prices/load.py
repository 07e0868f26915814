"""The prices of a study: each symbol from the first source that has what is needed.

Sources are never spliced in one series. What is needed is a list of ``Need``;
sessions after a series' last one are not missing here, because only the
benchmark says where the data end: see ``data_end`` and ``require_sessions``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices import checks
from eventstudy.prices.access import Access
from eventstudy.prices.asked import Asked
from eventstudy.prices.candidates import (
    Found,
    Need,
    chosen_of,
    faults_of,
    judged,
    missed,
    nowhere,
    short,
)
from eventstudy.prices.checks import Defect
from eventstudy.prices.oddities import oddities
from eventstudy.prices.panel import PricePanel, Series
from eventstudy.prices.sources import SOURCES, Answers, ask
from eventstudy.prices.store import cache_folder
from eventstudy.prices.written import with_provenance
from eventstudy.sessions import Calendar
from eventstudy.sourcing import FileSource, Prices, Source

__all__ = ["SOURCES", "Need", "data_end", "file_days", "load_prices", "require_sessions", "where"]

SHOWN = 10
UNADJUSTED = "no adjusted close; returns are from closes, without dividends"


@dataclass(frozen=True, slots=True)
class Origins:
    """The sources of a run in order, where their paths start, and how they may be asked."""

    sources: tuple[Source, ...]
    folder: Path
    access: Access


def load_prices(
    prices: Prices,
    needs: Sequence[Need],
    calendar: Calendar,
    base: Path,
    override: Path | None = None,
    access: Access | None = None,
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
    access : Access, optional
        Network and cache; by default the network and the user's own cache.

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
    origins = _origins(prices, base, override, access)
    wanted = _by_symbol(needs)
    candidates, answers = _candidates(origins, prices, wanted, calendar)
    chosen = {s: chosen_of(found) for s, found in candidates.items() if found}
    _refuse(origins, chosen, wanted, calendar, answers)
    for symbol, why in answers.failures.items():
        if symbol in chosen or not any(n.required for n in wanted[symbol]):
            origins.access.say(f"{symbol}: {why}")
    in_order = {s: chosen[s] for s in wanted if s in chosen and chosen[s].span}
    series = {s: _usable(found) for s, found in in_order.items()}
    return PricePanel(series, tuple(_warnings(in_order, wanted, answers)))


def file_days(
    prices: Prices,
    symbols: Sequence[str],
    base: Path,
    override: Path | None = None,
    access: Access | None = None,
) -> list[date]:
    """List the days on which any of the symbols has a price, for ``calendar: data``.

    Raises
    ------
    PriceError
        If no source has any of the symbols.
    """
    origins = _origins(prices, base, override, access)
    asked = [Asked(s, prices.start or date.min, prices.end or date.max) for s in symbols]
    days: set[date] = set()
    failures: list[str] = []
    for source in origins.sources:
        answers = ask(source, origins.folder, asked, origins.access)
        failures += answers.failures.values()
        for series in answers.series.values():
            cut = _cut(series, prices)
            days.update(cut.sessions[np.isfinite(checks.priced(cut))].tolist())
    if not days:
        raise PriceError(
            nowhere(", ".join(symbols[:SHOWN]), origins.sources, origins.folder, failures)
        )
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
            gone = missed(series, need, calendar, last)
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
    access: Access | None = None,
) -> dict[str, str]:
    """Say for each symbol where its prices would come from, or what is wrong, for ``check``.

    Nothing is downloaded: what the cache lacks is said to come from Yahoo.
    """
    origins = _origins(prices, base, override, access)
    held = replace(origins.access, offline=True, refresh=False)
    lines = {}
    for symbol, own in _by_symbol(needs).items():
        try:
            panel = load_prices(prices, own, calendar, base, override, held)
        except PriceError as error:
            lines[symbol] = _would_be(symbol, str(error), origins)
            continue
        if symbol not in panel:
            lines[symbol] = _would_be(symbol, "in no source; its claims cannot be checked", origins)
            continue
        origin = panel[symbol].provenance
        lines[symbol] = (
            f"{origin.source}: {origin.first} to {origin.last} ({origin.rows:,} sessions)"
        )
    return lines


def _would_be(symbol: str, otherwise: str, origins: Origins) -> str:
    if "yahoo" in origins.sources and not origins.access.offline:
        return "to be downloaded from Yahoo Finance"
    return otherwise


def _origins(prices: Prices, base: Path, override: Path | None, access: Access | None) -> Origins:
    access = access or Access(cache_folder())
    if override is None:
        return Origins(prices.sources, base, access)
    return Origins((FileSource(files=str(override)),), Path(), access)


def _by_symbol(needs: Iterable[Need]) -> dict[str, list[Need]]:
    wanted: dict[str, list[Need]] = {}
    for need in needs:
        wanted.setdefault(need.symbol, []).append(need)
    return wanted


def _asked(symbol: str, needs: Sequence[Need], prices: Prices) -> Asked:
    """Return the days to ask for: the declared ones, or those that are needed."""
    first = prices.start or min(n.first for n in needs)
    return Asked(symbol, first, prices.end or max(n.last for n in needs))


def _candidates(
    origins: Origins, prices: Prices, wanted: dict[str, list[Need]], calendar: Calendar
) -> tuple[dict[str, list[Found]], Answers]:
    """Ask the sources in turn, each for what those before it do not cover."""
    candidates: dict[str, list[Found]] = {s: [] for s in wanted}
    told = Answers({})
    for source in origins.sources:
        open_ = [s for s, found in candidates.items() if all(f.gaps for f in found)]
        asked = [_asked(s, wanted[s], prices) for s in open_]
        answers = ask(source, origins.folder, asked, origins.access)
        told = told.with_notes(answers)
        for symbol, series in answers.series.items():
            cut = _cut(series, prices)
            found = judged(source, cut, wanted[symbol], calendar)
            candidates[symbol].append(replace(found, whole=cut is series))
    return candidates, told


def _refuse(
    origins: Origins,
    chosen: dict[str, Found],
    wanted: dict[str, list[Need]],
    calendar: Calendar,
    answers: Answers,
) -> None:
    """Raise for everything that stops the study, one line each."""
    faults: list[str] = []
    for symbol, own in wanted.items():
        why = [answers.failures[symbol]] if symbol in answers.failures else []
        if symbol in chosen:
            found = faults_of(chosen[symbol], own, calendar, origins.folder)
            faults += [f"{f}. {why[0]}" if why and i == 0 else f for i, f in enumerate(found)]
        elif any(n.required for n in own):
            faults.append(nowhere(symbol, origins.sources, origins.folder, why))
    if faults:
        raise PriceError("\n".join(faults))


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
    adjusted = series.returns is not None or np.isfinite(series.total_return).any()
    if series is found.series and found.whole and adjusted:
        return series
    if not adjusted:
        series = replace(series, total_return=series.close)
    old = series.provenance
    series = with_provenance(series, old.source, old.retrieved_at, old.licence, old.note)
    return replace(series, provenance=replace(series.provenance, texts=old.texts))


def _warnings(
    chosen: dict[str, Found], wanted: dict[str, list[Need]], answers: Answers
) -> list[str]:
    """Write what is wrong or odd in the chosen series, outside what stops the study."""
    lines = []
    for symbol, found in chosen.items():
        needed = [(n.first, n.last) for n in wanted[symbol] if n.required and not n.holes]
        _, warn = checks.divided(found.defects, needed)
        lines += checks.sentences(symbol, [_left_out(d) for d in warn])
        if found.source == "yahoo":
            lines += answers.warnings.get(symbol, ())
        dividends = answers.dividends.get(symbol) if found.source == "yahoo" else None
        usable = checks.without_unusable(found.series, found.defects)
        lines += oddities(usable, dividends)
    unadjusted = [s for s, f in chosen.items() if _unadjusted(f.series)]
    if unadjusted:
        named = ", ".join(unadjusted[:SHOWN])
        more = f" and {len(unadjusted) - SHOWN} more" if unadjusted[SHOWN:] else ""
        lines.append(f"{named}{more}: {UNADJUSTED}")
    return lines


def _left_out(defect: Defect) -> Defect:
    if defect.kind not in checks.UNUSABLE:
        return defect
    return Defect(defect.session, defect.kind, f"{defect.text}; the row is left out")


def _unadjusted(series: Series) -> bool:
    """Whether a share (not an index, ``^…``) has closes only."""
    given = series.returns is not None or np.isfinite(series.total_return).any()
    return not series.symbol.startswith("^") and not given

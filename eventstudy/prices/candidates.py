"""What the sources have of a symbol: the one to take, and what stops the study."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from eventstudy.prices import checks, files
from eventstudy.prices.checks import Defect
from eventstudy.prices.panel import Series
from eventstudy.sessions import Calendar
from eventstudy.sourcing import FileSource, Source

SHOWN = 10
YAHOO = "Yahoo Finance"


@dataclass(frozen=True, slots=True)
class Need:
    """Sessions ``first`` to ``last`` of a symbol, both included.

    ``required`` is False for what only claims ask for: absent or short is then
    no error, and the claim says so. With ``holes`` sessions without a price between the first and the
    last are no error either.
    """

    symbol: str
    first: date
    last: date
    required: bool
    holes: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A series that a source has, cut to the asked days, with what is wrong with it.

    ``whole`` tells that nothing was cut, so that its provenance still holds.
    """

    source: Source
    series: Series
    defects: tuple[Defect, ...]
    gaps: tuple[date, ...]
    whole: bool = False

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last session with a price."""
        return checks.span(self.series)

    @property
    def only_too_old(self) -> bool:
        """Whether nothing is missing but sessions after the series' last one."""
        return self.span is not None and all(d > self.span[1] for d in self.gaps)


def judged(source: Source, series: Series, needs: Sequence[Need], calendar: Calendar) -> Found:
    """Compare what a source has with what is needed (by claims, if by nothing else)."""
    required = [n for n in needs if n.required] or needs
    gaps = {d for n in required for d in missed(series, n, calendar)}
    return Found(source, series, tuple(checks.defects(series, calendar)), tuple(sorted(gaps)))


def missed(series: Series, need: Need, calendar: Calendar, last: date | None = None) -> list[date]:
    """List the sessions of a need, up to ``last``, that a series lacks and that it may not lack."""
    gone = checks.missing_sessions(series, calendar, need.first, last or need.last)
    span = checks.span(series)
    if not need.holes or span is None:
        return gone
    return [d for d in gone if not span[0] < d < span[1]]


def chosen_of(found: Sequence[Found]) -> Found:
    """Return the first that covers all; else the one that reaches furthest; else the fullest."""
    complete = [f for f in found if not f.gaps]
    if complete:
        return complete[0]
    too_old = [f for f in found if f.only_too_old]
    if too_old:
        return max(too_old, key=_last_session)
    return min(found, key=lambda f: len(f.gaps))


def _last_session(found: Found) -> date:
    return found.span[1] if found.span else date.min


def faults_of(found: Found, needs: Sequence[Need], calendar: Calendar, folder: Path) -> list[str]:
    """List what stops the study in the chosen series, one line each; nothing for claims alone."""
    required = [n for n in needs if n.required]
    if not required:
        return []
    symbol = found.series.symbol
    name = place_of(found.source, folder, symbol)
    if found.span is None:
        first, last = min(n.first for n in required), max(n.last for n in required)
        return [
            f"{name}: {symbol}: no price from {first} to {last}, which the study needs; bring a "
            "longer history, widen prices.start and prices.end, or correct the event's date"
        ]
    start, end = found.span
    if any(d < start for d in found.gaps):
        return [_too_late(name, required, start, calendar)]
    inside = [d for d in found.gaps if d <= end]
    if inside:
        return [
            f"{name}: {symbol}: no price on {checks.listed(inside)}, when the {calendar.name} "
            f"traded and the study needs it; {_todo(found.source)}"
        ]
    judged_here = [d for d in found.defects if d.kind != "missing"]
    stop, _ = checks.divided(judged_here, [(n.first, n.last) for n in required])
    return [_placed(found, folder, symbol, d) for d in stop]


def _too_late(name: str, needs: Sequence[Need], start: date, calendar: Calendar) -> str:
    first, last = min(n.first for n in needs), max(n.last for n in needs)
    needed = sum(first <= d <= last for d in calendar.days)
    have = sum(start <= d <= last for d in calendar.days)
    return (
        f"{name}: {needs[0].symbol}: needs {needed} sessions from {first} to {last}; prices start "
        f"{start} ({have}). Move prices.start back, bring longer prices, or shorten "
        "windows.estimation"
    )


def _placed(found: Found, folder: Path, symbol: str, defect: Defect) -> str:
    place = place_of(found.source, folder, symbol, defect.session)
    return (
        f"{place}: {symbol}: {defect.session}: {defect.text}; "
        f"the study needs this session; {_todo(found.source)}"
    )


def _todo(source: Source) -> str:
    mend = "correct the file, or " if isinstance(source, FileSource) else ""
    return f"{mend}name a further source under prices.sources, or use --prices PATH"


def nowhere(
    symbol: str, sources: Sequence[Source], folder: Path, failures: Sequence[str] = ()
) -> str:
    """Say that no source has a symbol, what each has instead, and why one gave no answer."""
    places = []
    for source in sources:
        if isinstance(source, FileSource):
            have = files.symbols_in(source, folder)
            more = f" and {len(have) - SHOWN} more" if have[SHOWN:] else ""
            shown = ", ".join(have[:SHOWN]) + more
            places.append(f"{files.locate(source, folder).name} has {shown or 'no prices'}")
    told = " ".join(failures)
    if not places:
        return f"{symbol}: {told}"
    return (
        f"{symbol}: no prices found; {'; '.join(places)}. {told + '. ' if told else ''}Add the "
        "symbol's prices there, name a further source under prices.sources, or use --prices PATH"
    )


def place_of(source: Source, folder: Path, symbol: str, session: date | None = None) -> str:
    """Say where a figure stands: ``file:line``, or the source's name."""
    if not isinstance(source, FileSource):
        return YAHOO
    at = None if session is None else np.datetime64(session, "D")
    return files.place_of(source, folder, symbol, at)


def short(series: Series, gone: Sequence[date], end: date) -> str:
    """Say that a series has holes before the data end."""
    return (
        f"{series.symbol}: no price on {checks.listed(gone)}, though the data go to {end} "
        f"({series.provenance.source}). Add the rows, name a further source, or set prices.end"
    )

"""Defects of a price series: errors where the study needs it, warnings elsewhere.

Nothing is repaired. A figure that cannot be a price is left out where no one
needs it (and said so), and stops the study where it is needed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from eventstudy.prices.panel import QUOTED, Days, Floats, Series
from eventstudy.sessions import Calendar

SHOWN = 5  # dates in one message
UNUSABLE = {"value"}  # kinds whose row cannot be used at all
ROUNDING = 1e-6  # relative; tables printed to six digits differ by as much


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with one session of a series.

    ``kind`` is missing, value, adjusted, range or extra; all but the last stop a
    study that needs the session.
    """

    session: date
    kind: str
    text: str


def divided(
    found: Iterable[Defect], needs: Sequence[tuple[date, date]]
) -> tuple[list[Defect], list[Defect]]:
    """Part defects into those that stop the study and those that do not."""
    stop: list[Defect] = []
    warn: list[Defect] = []
    for defect in found:
        inside = any(a <= defect.session <= b for a, b in needs)
        (stop if inside and defect.kind != "extra" else warn).append(defect)
    return stop, warn


def defects(
    series: Series, calendar: Calendar, first: date | None = None, last: date | None = None
) -> list[Defect]:
    """List every defect of a series in order of date.

    Sessions are expected from the earlier of ``first`` and the series' own
    first to the later of ``last`` and its own last.
    """
    found = [
        *_missing(series, calendar, first, last),
        *_extra(series, calendar),
        *_values(series),
        *_ranges(series),
    ]
    return sorted(found, key=lambda d: (d.session, d.kind))


def priced(series: Series) -> Floats:
    """Return the figures that say whether a session is there: closes, or what stands for them."""
    if series.returns is not None:
        return series.returns
    return series.close if np.isfinite(series.close).any() else series.total_return


def span(series: Series) -> tuple[date, date] | None:
    """Return the first and the last session with a price."""
    days: list[date] = series.sessions[np.isfinite(priced(series))].tolist()
    return (days[0], days[-1]) if days else None


def missing_sessions(series: Series, calendar: Calendar, first: date, last: date) -> list[date]:
    """List the calendar's sessions from ``first`` to ``last`` that have no price."""
    start, end = bisect_left(calendar.days, first), bisect_right(calendar.days, last)
    wanted = np.array(calendar.days[start:end], dtype="datetime64[D]")
    have = series.sessions[np.isfinite(priced(series))]
    gone: list[date] = wanted[~np.isin(wanted, have)].tolist()
    return gone


def without_unusable(series: Series, found: Iterable[Defect]) -> Series:
    """Return the series without the rows whose figures cannot be prices."""
    bad = np.array([d.session for d in found if d.kind in UNUSABLE], dtype="datetime64[D]")
    if not len(bad):
        return series
    keep = ~np.isin(series.sessions, bad)
    return kept_rows(series, keep)


def kept_rows(series: Series, keep: np.typing.NDArray[np.bool_]) -> Series:
    """Return the series with some of its rows; the provenance is left to the caller."""
    return replace(
        series,
        sessions=series.sessions[keep],
        open=series.open[keep],
        high=series.high[keep],
        low=series.low[keep],
        close=series.close[keep],
        total_return=series.total_return[keep],
        volume=series.volume[keep],
        returns=None if series.returns is None else series.returns[keep],
    )


def sentences(symbol: str, found: Sequence[Defect]) -> list[str]:
    """Write defects as lines, the same text only once with its dates."""
    grouped: dict[str, list[date]] = {}
    for defect in found:
        grouped.setdefault(defect.text, []).append(defect.session)
    return [f"{symbol}: {listed(when)}: {text}" for text, when in grouped.items()]


def listed(when: Sequence[date]) -> str:
    """Write dates, at most a few of them, and how many more."""
    shown = ", ".join(str(d) for d in when[:SHOWN])
    return shown if len(when) <= SHOWN else f"{shown} and {len(when) - SHOWN} more"


def _missing(
    series: Series, calendar: Calendar, first: date | None, last: date | None
) -> list[Defect]:
    own = span(series) or (None, None)
    starts = [d for d in (first, own[0]) if d]
    ends = [d for d in (last, own[1]) if d]
    if not starts or not ends:
        return []
    text = f"no price, though the {calendar.name} traded"
    gone = missing_sessions(series, calendar, min(starts), max(ends))
    return [Defect(d, "missing", text) for d in gone]


def _extra(series: Series, calendar: Calendar) -> list[Defect]:
    if not calendar.days:
        return []
    text = f"a price, though the {calendar.name} did not trade; the row is not used"
    known, days = calendar.sessions, series.sessions
    inside = (days >= known[0]) & (days <= known[-1])
    extra: list[date] = days[inside & ~np.isin(days, known)].tolist()
    return [Defect(d, "extra", text) for d in extra]


def _values(series: Series) -> list[Defect]:
    """Find figures that no price can be, and closes without their adjusted close."""
    found = [Defect(day, "value", text) for day, text in _impossible(series)]
    adjusted = series.total_return
    alone = np.isfinite(series.close) & np.isnan(adjusted) & np.isfinite(adjusted).any()
    below = series.volume < 0
    for rows, kind, text in (
        (alone, "adjusted", "a close without an adjusted close"),
        (below, "range", "volume is negative"),
    ):
        found += [Defect(_day(series.sessions, r), kind, text) for r in np.flatnonzero(rows)]
    return found


def _impossible(series: Series) -> Iterator[tuple[date, str]]:
    """Yield the days with prices of zero or less, and which they are."""
    columns = {_word(n): getattr(series, n) for n in (*QUOTED, "total_return")}
    anywhere = np.any([v <= 0 for v in columns.values()], axis=0)
    for row in np.flatnonzero(anywhere):
        wrong = [f"{w} is {v[row]:g}" for w, v in columns.items() if v[row] <= 0]
        yield _day(series.sessions, row), f"{', '.join(wrong)}, no price can be"


def _ranges(series: Series) -> list[Defect]:
    """Find days whose low, open, close and high cannot all be true."""
    high, low = series.high, series.low
    slack = ROUNDING * np.abs(high)
    wrong = {
        "low above high": low > high + slack,
        "open outside low to high": _outside(series.open, low, high, slack),
        "close outside low to high": _outside(series.close, low, high, slack),
    }
    return [
        Defect(_day(series.sessions, row), "range", f"{text} ({_bar(series, row)})")
        for text, where in wrong.items()
        for row in np.flatnonzero(where)
    ]


def _outside(
    values: Floats, low: Floats, high: Floats, slack: Floats
) -> np.typing.NDArray[np.bool_]:
    both = low <= high + slack  # false where either is missing
    below, above = values < low - slack, values > high + slack
    return np.where(both, below | above, False)


def _bar(series: Series, row: np.intp) -> str:
    parts = ((w, getattr(series, w)[row]) for w in ("open", "high", "low", "close"))
    return ", ".join(f"{w} {v:.10g}" for w, v in parts if np.isfinite(v))


def _day(sessions: Days, row: np.intp) -> date:
    day: date = sessions[row].item()
    return day


def _word(name: str) -> str:
    return "adjusted close" if name == "total_return" else name

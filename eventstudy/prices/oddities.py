"""What is possible but odd in a price series, with its evidence: warnings for a person to judge."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from eventstudy.prices.checks import SHOWN, listed
from eventstudy.prices.panel import Floats, Series

LARGE_MOVE = 0.40  # of the previous close
STALE_RUN = 5  # sessions with the same close
ADJUSTED_STEP = 5e-4  # relative; figures rounded to cents step by less


def oddities(series: Series, dividends: Sequence[tuple[date, float]] | None = None) -> list[str]:
    """Name what a careful reader would ask about.

    Parameters
    ----------
    series : Series
    dividends : sequence of (date, float), optional
        By ex-dividend day; None where the source does not know them, and a
        step between close and adjusted close is then not judged.

    Returns
    -------
    list of str
        Moves above 40 % without a split on the day, adjusted closes that step
        where no dividend was paid, runs of five equal closes, days without volume.
    """
    if len(series.sessions) < 2:
        return []
    found = [*_moves(series), *_stale(series), *_without_volume(series)]
    if dividends is not None:
        found += _steps(series, {d for d, _ in dividends})
    return [f"{series.symbol}: {text}" for text in found]


def _moves(series: Series) -> list[str]:
    move = series.close[1:] / series.close[:-1] - 1
    split = {s.session for s in series.splits}
    rows = [
        row
        for row in np.flatnonzero(np.abs(move) > LARGE_MOVE).tolist()
        if _day(series, row + 1) not in split
    ]
    lines = [
        f"{_day(series, row + 1)}: the close moved {100 * move[row]:+.1f} %, from "
        f"{series.close[row]:.10g} to {series.close[row + 1]:.10g}, and no split is known"
        for row in rows[:SHOWN]
    ]
    rest = [_day(series, row + 1) for row in rows[SHOWN:]]
    return [*lines, f"{listed(rest)}: further moves above 40 % without a split"] if rest else lines


def _stale(series: Series) -> list[str]:
    """Find runs of equal closes; the longest stands for all."""
    same = np.concatenate([[False], series.close[1:] == series.close[:-1], [False]])
    edges = np.flatnonzero(np.diff(same.astype(int))).tolist()
    runs = [(b - a + 1, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    long = [run for run in runs if run[0] >= STALE_RUN]
    if not long:
        return []
    length, a, b = max(long, key=lambda run: run[0])
    line = (
        f"{_day(series, a)} to {_day(series, b)}: the same close, {series.close[a]:.10g}, on "
        f"{length} sessions in a row"
    )
    return [
        line
        if len(long) == 1
        else f"{line}, and {len(long) - 1} shorter runs of {STALE_RUN} or more"
    ]


def _without_volume(series: Series) -> list[str]:
    """Find sessions of a share that traded nothing, if it trades at all."""
    empty = series.sessions[series.volume == 0].tolist()
    if not empty or series.symbol.startswith("^") or not (series.volume > 0).any():
        return []
    return [f"{listed(empty)}: volume is zero"]


def _steps(series: Series, paid: set[date]) -> list[str]:
    """Find days on which close over adjusted close steps though nothing was paid."""
    ratio: Floats = series.close / series.total_return
    step = np.abs(ratio[1:] / ratio[:-1] - 1)
    days = [_day(series, row + 1) for row in np.flatnonzero(step > ADJUSTED_STEP).tolist()]
    unpaid = [d for d in days if d not in paid]
    if not unpaid:
        return []
    return [
        f"{listed(unpaid)}: the adjusted close steps against the close, and no dividend is known"
    ]


def _day(series: Series, row: int) -> date:
    return date.fromisoformat(str(series.sessions[row]))

"""Cases in calendar time: on each date, the portfolio of those then in their window."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from eventstudy.inference.evidence import Cells, Evidence, Portfolio
from eventstudy.models.normal import Flags
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

FEWEST_DATES = 60
DATES = 128  # dates summed at a time, which stay in a processor's cache


def portfolios(cells: Cells, lengths: Collection[int], k: int) -> dict[int, Portfolio]:
    """Return, by window length, each date's cases and their portfolio's residual spread.

    A date holds the cases whose event day lies up to ``length - 1`` sessions before the
    window's own start there. The spread is that of their mean residual on the estimation
    dates that all of them have; under 60 such dates, √Σσ̂²/count.
    """
    if not lengths:
        return {}
    at = cells.row - cells.row[0]
    n = int(at[-1]) + 1
    plain = np.stack([cells.count, cells.variance, cells.n_obs], axis=1)
    days = _Days(
        held=_dense(plain, at, n),
        residual=_dense(cells.residual, at, n),
        seen=None if cells.seen.all() else _dense(cells.count[:, None] * cells.seen, at, n),
    )
    return {length: _portfolio(days, length, k) for length in lengths}


@dataclass(frozen=True, slots=True)
class _Days:
    """Sums over the cases of each event day, from the first to the last.

    ``held`` has count, variance and n_obs, shape (n, 3); ``residual`` and ``seen``, the cases
    with a return, have shape (n, L1); ``seen`` is None where every case has every return.
    """

    held: Floats
    residual: Floats
    seen: Floats | None


def _portfolio(days: _Days, length: int, k: int) -> Portfolio:
    n = len(days.residual)
    held = np.zeros((n + length - 1, 3))
    for lag in range(length):
        held[lag : lag + n] += days.held
    count, variance, n_obs = held.T
    safe = np.maximum(count, 1)
    common, squares = np.empty((2, len(held)))
    for start in range(0, len(held), DATES):
        dates = slice(start, min(start + DATES, len(held)))
        both = _every_one_seen(days, dates, length, count[dates])
        mean = _diagonal_sums(days.residual, dates, length) / safe[dates, None]
        common[dates] = both.sum(axis=1)
        squares[dates] = np.einsum("dt,dt,dt->d", mean, mean, both)
    enough = common >= FEWEST_DATES
    own = np.sqrt(squares / np.maximum(common - k, 1))
    return Portfolio(
        count=count,
        sd=np.where(enough, own, np.sqrt(variance) / safe),
        df=np.where(enough, common, n_obs / safe) - k,
    )


def _diagonal_sums(values: Floats, dates: slice, length: int) -> Floats:
    """Sum over the event days that dates hold: their estimation windows start a session apart.

    The event day ``lag`` sessions before a date starts its window that much earlier; shape
    (dates, L1 + length - 1).
    """
    n, sessions = values.shape
    total = np.zeros((dates.stop - dates.start, sessions + length - 1))
    for lag in range(length):
        low, high = max(dates.start - lag, 0), min(dates.stop - lag, n)
        if low < high:
            here = slice(low + lag - dates.start, high + lag - dates.start)
            total[here, length - 1 - lag :][:, :sessions] += values[low:high]
    return total


def _every_one_seen(days: _Days, dates: slice, length: int, count: Floats) -> Flags:
    """Tell which estimation dates all cases of a date have, shape (dates, L1 + length - 1)."""
    if days.seen is not None:
        seen = _diagonal_sums(days.seen, dates, length)
        return np.asarray((seen == count[:, None]) & (count > 0)[:, None])
    n, sessions = days.residual.shape
    place = np.arange(n)
    there = days.held[:, 0] > 0
    before = np.maximum.accumulate(np.where(there, place, -1))
    after = np.minimum.accumulate(np.where(there, place, n)[::-1])[::-1]
    date = np.arange(dates.start, dates.stop)
    last = before[np.minimum(date, n - 1)] - date  # minus the shortest and longest lag held
    first = after[np.maximum(date - length + 1, 0)] - date
    session = np.arange(sessions + length - 1) - (length - 1)
    inside = (session >= last[:, None]) & (session < first[:, None] + sessions)
    return np.asarray(inside & (count > 0)[:, None])


def window_sums(evidence: Evidence, first: int, last: int) -> Floats:
    """Return each date's sum of abnormal returns over the cases in their window, shape (D,)."""
    cells = evidence.cells
    at = cells.row - cells.row[0]
    n = int(at[-1]) + 1
    total = np.zeros(n + last - first)
    by_row = _dense(cells.abnormal, at, n)
    for lag, tau in enumerate(range(first, last + 1)):
        total[lag : lag + n] += by_row[:, tau - evidence.span[0]]
    return total


def _dense(values: Floats, at: Ints, size: int) -> Floats:
    """Sum values by place; places ascend."""
    starts = np.flatnonzero(np.append(True, np.diff(at) != 0))
    if len(starts) == len(values) == size:
        return values
    total = np.zeros((size, *values.shape[1:]))
    total[at[starts]] = np.add.reduceat(values, starts)
    return total

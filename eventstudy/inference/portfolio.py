"""Cases in calendar time: on each date, the portfolio of those then in their window."""

import numpy as np

from eventstudy.inference.evidence import Cells, Evidence, Portfolio
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

FEWEST_DATES = 60


def portfolio(cells: Cells, length: int, k: int) -> Portfolio:
    """Return how many cases each date holds, and their portfolio's residual spread.

    A date holds the cases whose event day lies up to ``length - 1`` sessions before the
    window's own start there. The spread is that of their mean residual on the estimation
    dates that all of them have; under 60 such dates, √Σσ̂²/count.
    """
    at = cells.row - cells.row[0]
    n, sessions = int(at[-1]) + 1, cells.seen.shape[1]
    dates, width = n + length - 1, sessions + length - 1
    by_row = _dense(np.stack([cells.count, cells.variance, cells.n_obs], axis=1), at, n)
    seen_by_row = _dense(cells.count[:, None] * cells.seen, at, n)
    residual_by_row = _dense(cells.residual, at, n)
    held = np.zeros((dates, 3))
    seen, total = np.zeros((dates, width)), np.zeros((dates, width))
    for lag in range(length):
        # cases with event row d - lag are held on date d; their estimation starts lag earlier
        here, there = slice(lag, lag + n), slice(length - 1 - lag, length - 1 - lag + sessions)
        held[here] += by_row
        seen[here, there] += seen_by_row
        total[here, there] += residual_by_row
    count, variance, n_obs = held.T
    common = (seen == count[:, None]) & (count > 0)[:, None]
    n_common, safe = common.sum(axis=1), np.maximum(count, 1)
    squares = np.where(common, (total / safe[:, None]) ** 2, 0.0).sum(axis=1)
    enough = n_common >= FEWEST_DATES
    own = np.sqrt(squares / np.maximum(n_common - k, 1))
    return Portfolio(
        count=count,
        sd=np.where(enough, own, np.sqrt(variance) / safe),
        df=np.where(enough, n_common, n_obs / safe) - k,
    )


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
    total = np.zeros((size, *values.shape[1:]))
    total[at[starts]] = np.add.reduceat(values, starts)
    return total

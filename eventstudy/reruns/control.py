"""A security against its synthetic control, and each donor against the others."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from eventstudy.abnormal import Window
from eventstudy.choices import FEWEST_DONORS
from eventstudy.models.synthetic import gap, synthetic
from eventstudy.prices.panel import Floats
from eventstudy.returns import Returns

Figure = dict[str, Any]


def controlled(
    returns: Returns,
    security: str,
    row: int,
    donors: Sequence[str],
    estimation: Window,
    windows: Sequence[Window],
    fewest: int,
) -> list[Figure]:
    """Compute a security's gap to its synthetic control over each window.

    Parameters
    ----------
    returns : Returns
    security : str
    row : int
        Event row.
    donors : sequence of str
    estimation : (int, int)
    windows : sequence of (int, int)
    fewest : int
        Estimation sessions that the security and all donors must share.

    Returns
    -------
    list of dict
        ``{car, se, p_value}`` a window; ``se`` is null. The p-value is (1 + donors whose own
        |gap|/sd is as large)/(1 + donors), each donor against the other donors. What cannot be
        computed is null, with the reason as ``missing``.
    """
    if len(donors) < FEWEST_DONORS:
        return [_missing(f"{len(donors)} donors; at least {FEWEST_DONORS} are needed")] * len(
            windows
        )
    table = returns.values[:, [returns.column(s) for s in (security, *donors)]]
    first, last = row + estimation[0], row + estimation[1]
    before = table[max(first, 0) : max(last + 1, 0)]
    found = int(np.isfinite(before).all(axis=1).sum())
    if found < fewest:
        return [
            _missing(f"the estimation window holds {found} returns of security and donors")
        ] * len(windows)
    scores = [_scores(table, before, at, row, windows) for at in range(table.shape[1])]
    return [_ranked(i, scores) for i in range(len(windows))]


def _scores(
    table: Floats, before: Floats, at: int, row: int, windows: Sequence[Window]
) -> list[tuple[float, float]]:
    """Return one column's gap, and its gap over sd, to the donors without it, a pair a window."""
    others = [i for i in range(1, table.shape[1]) if i != at]
    fit = synthetic(before[:, at], before[:, others])
    if fit is None:
        return [(np.nan, np.nan)] * len(windows)
    apart = gap(table[:, at], table[:, others], fit.weights)
    sums = [_sum(apart, row + a, row + b) for a, b in windows]
    return [(value, value / fit.sd) for value in sums]


def _sum(values: Floats, first: int, last: int) -> float:
    return float(values[first : last + 1].sum()) if first >= 0 and last < len(values) else np.nan


def _ranked(window: int, scores: Sequence[Sequence[tuple[float, float]]]) -> Figure:
    value, own = scores[0][window]
    theirs = np.array([s[window][1] for s in scores[1:]])
    if not np.isfinite(own):
        return _missing("a session of the window has no return, or the gap does not vary")
    if not np.isfinite(theirs).all():
        return _missing("a donor has no return on a session of the window")
    larger = int((np.abs(theirs) >= abs(own)).sum())
    return {"car": value, "se": None, "p_value": (1 + larger) / (1 + len(theirs))}


def _missing(reason: str) -> Figure:
    return {"car": None, "se": None, "p_value": None, "missing": reason}

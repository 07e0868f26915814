"""Mean correlation between cases, from sums by date: never a loop over pairs of cases."""

import numpy as np

from eventstudy.inference.evidence import Cells, Evidence
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

COMMON = 60  # fewest common estimation dates of a pair
BATCH = 4096


def mean_correlation(evidence: Evidence, at: int) -> float:
    """Return r̄, the mean correlation of the cases' CARs over one window.

    ``overlap``: the mean over all pairs of ρ_ij n_ij / L, n_ij the sessions common to both CAR
    windows, ρ_ij from the common estimation dates (at least 60; fewer count 0). Pairs
    whose windows never meet count 0. ``event_time``: the mean of the correlations of
    residuals at the same event time, as other packages compute it.

    References
    ----------
    Kolari & Pynnönen (2010), *Review of Financial Studies* 23(11), 3996-4025;
    Kolari, Pape & Pynnönen (2018), for partly overlapping windows.
    """
    n, length = len(evidence), evidence.length(at)
    shared = 1 - np.arange(length) / length
    if evidence.options.correlation == "event_time":
        shared = np.ones(1)
    return float(2 * (shared @ evidence.pairs[: len(shared)]) / (n * (n - 1)))


def pair_sums(cells: Cells, correlation: str, longest: int) -> Floats:
    """Sum ρ over the pairs of cases at each distance of their event days, up to a window's length.

    For ``event_time`` one sum over all pairs, residuals meeting at the same event time.
    """
    if correlation == "event_time":
        return np.array([_same_time(_by_event_time(cells))])
    return np.array([_at_gap(cells, gap) for gap in range(longest)])


def _by_event_time(cells: Cells) -> Cells:
    """Move every cell to one date, so that event time takes the place of dates."""
    patterns, which = np.unique(cells.seen, axis=0, return_inverse=True)
    c = len(patterns)

    def add(values: Floats) -> Floats:
        total = np.zeros((c, *values.shape[1:]))
        np.add.at(total, which.ravel(), values)
        return total

    return Cells(
        row=np.zeros(c, dtype=np.int64),
        count=add(cells.count),
        seen=patterns,
        residual=add(cells.residual),
        z=add(cells.z),
        abnormal=add(cells.abnormal),
        variance=add(cells.variance),
        n_obs=add(cells.n_obs),
    )


def _at_gap(cells: Cells, gap: int) -> float:
    """Sum ρ over the pairs whose event days are ``gap`` sessions apart."""
    return _same_time(cells) if gap == 0 else _pairs(cells, *_cells_apart(cells.row, gap), gap)


def _same_time(cells: Cells) -> float:
    """Sum ρ over the pairs on one day: within each cell, and between its cells."""
    n = cells.seen.sum(axis=1)
    squares = np.einsum("ct,ct->c", cells.z, cells.z)
    enough = n >= COMMON
    within = (squares[enough] / n[enough] - cells.count[enough]).sum() / 2
    left, right = _cells_apart(cells.row, 0)
    between = left < right
    return float(within) + _pairs(cells, left[between], right[between], 0)


def _cells_apart(row: Ints, gap: int) -> tuple[Ints, Ints]:
    """List the pairs of cells whose event rows differ by ``gap``."""
    first = np.searchsorted(row, row + gap, "left")
    size = np.searchsorted(row, row + gap, "right") - first
    left = np.repeat(np.arange(len(row)), size)
    within = np.arange(len(left)) - np.repeat(np.cumsum(size) - size, size)
    return left, np.repeat(first, size) + within


def _pairs(cells: Cells, left: Ints, right: Ints, gap: int) -> float:
    """Sum ρ over listed pairs of cells, in batches; ``right`` lies ``gap`` sessions later."""
    stop = cells.z.shape[1] - gap
    if stop < COMMON or not len(left):
        return 0.0
    complete = bool(cells.seen.all())
    total = 0.0
    for start in range(0, len(left), BATCH):
        a, b = _run(left[start : start + BATCH]), _run(right[start : start + BATCH])
        product = np.einsum("pt,pt->p", cells.z[a, gap:], cells.z[b, :stop])
        if complete:
            total += float(product.sum()) / stop
            continue
        n = (cells.seen[a, gap:] & cells.seen[b, :stop]).sum(axis=1)
        total += float((product[n >= COMMON] / n[n >= COMMON]).sum())
    return total


def _run(places: Ints) -> Ints | slice:
    """Return successive places as a slice, which copies nothing."""
    if places[-1] - places[0] == len(places) - 1 and (np.diff(places) == 1).all():
        return slice(int(places[0]), int(places[-1]) + 1)
    return places

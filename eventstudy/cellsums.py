"""Sums of residuals over the cases of each cell: one event day, the same missing sessions.

They come from residuals where those are made anyway, and else from the table itself.
"""

from itertools import pairwise

import numpy as np

from eventstudy.batches import Batch, in_chunks
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

CELLS = 64  # cells summed at a time
ALONE = 1 << 18  # multiplications up to which a matrix product starts no threads of its own
PRODUCT = 8  # multiplications of a matrix product in the time of adding up one residual


def cell_of(batch: Batch, pattern: Ints) -> Ints:
    """Return each case's cell, from 0; cases stand in the order of (event row, ``pattern``)."""
    new = (np.diff(batch.cases.row) != 0) | (np.diff(pattern) != 0)
    return np.append(0, np.cumsum(new))


def is_dense(batch: Batch, cell: Ints) -> bool:
    """Tell whether products with the whole table are less work than the cases' residuals."""
    cells = int(cell[-1]) + 1
    return bool(cells * batch.values.shape[1] < PRODUCT * len(batch))


def no_sums(batch: Batch, cell: Ints) -> Floats:
    """Return sums over no cases: zeros, (2, C, L1)."""
    return np.zeros((2, int(cell[-1]) + 1, batch.estimation[1] - batch.estimation[0] + 1))


def added(residual: Floats, centre: Floats, spread: Floats, cell: Ints) -> Floats:
    """Sum residuals, and residuals less ``centre`` over ``spread``, by ascending cell.

    Returns
    -------
    float, shape (2, C, L1)
        Of the cells from the first to the last; anything where a return is missing.
    """
    kept = residual if np.isfinite(residual).all() else np.nan_to_num(residual)
    weight = np.stack([np.ones(len(cell)), 1 / spread])
    edges = np.append(np.flatnonzero(np.append(True, np.diff(cell))), len(cell))
    cases = [slice(*edge) for edge in pairwise(edges.tolist())]
    sums = np.stack([weight[:, some] @ kept[some] for some in cases], axis=1)
    sums[1] -= np.add.reduceat(centre / spread, edges[:-1])[:, None]
    return sums


def combined(batch: Batch, cell: Ints) -> Floats:
    """Return the same sums without making residuals.

    A residual is a combination of the table's columns, so a sum of residuals is one too: a
    cell's weights are summed first, by column, and meet the returns once.
    """
    finite = np.isfinite(batch.values)
    kept = batch.values if finite.all() else np.where(finite, batch.values, 0.0)
    first = np.searchsorted(cell, np.arange(int(cell[-1]) + 2))

    def some(part: slice) -> Floats:
        cases = slice(int(first[part.start]), int(first[part.stop]))
        return _combined(batch.take(cases), kept, cell[cases] - part.start)

    return np.concatenate(list(in_chunks(len(first) - 1, some, CELLS)), axis=1)


def _combined(batch: Batch, kept: Floats, cell: Ints) -> Floats:
    """Return the same sums without making residuals.

    A residual is a combination of the table's columns, so a sum of residuals is one too: a
    cell's weights are summed first, by column, and meet the returns once.
    """
    model, m = batch.model, kept.shape[1]
    scale = np.stack([np.ones(len(batch)), 1 / model.spread])
    constant = scale * model.centre * [[0.0], [1.0]]
    terms = [(batch.cases.security, scale)]
    if model.offset is not None:
        terms.append((model.offset, -scale))
    if model.intercept and model.unit is None:
        constant = constant + scale * model.coefficients[:, 0]
    elif model.intercept and model.unit is not None:
        terms.append((model.unit, -scale * model.coefficients[:, 0]))
    for column, slope in zip(model.regressors.T, model.slopes.T, strict=True):
        terms.append((column, -scale * slope))
    place = np.concatenate([cell * m + column for column, _ in terms])
    weights = np.concatenate([weight for _, weight in terms], axis=1)
    cells = int(cell[-1]) + 1
    total = np.stack([np.bincount(place, w, cells * m).reshape(-1, m) for w in weights], axis=1)
    less = np.stack([np.bincount(cell, c) for c in constant], axis=1)
    starts = batch.cases.row[np.searchsorted(cell, np.arange(cells))] + batch.estimation[0]
    length = batch.estimation[1] - batch.estimation[0] + 1
    windows = (_stretch(kept, start, length) for start in starts.tolist())
    sums = np.array([_product(one, window) for one, window in zip(total, windows, strict=True)])
    return np.asarray((sums - less[:, :, None]).transpose(1, 0, 2))


def _product(weights: Floats, window: Floats) -> Floats:
    """Multiply weights (2, m) with a window of the table (L1, m), on this thread alone."""
    step = max(1, ALONE // (2 * len(window)))
    parts = [slice(low, low + step) for low in range(0, len(weights[0]), step)]
    return np.asarray(sum(weights[:, part] @ window[:, part].T for part in parts))


def _stretch(values: Floats, first: int, length: int) -> Floats:
    """Return rows of the table from ``first`` on, zeros outside."""
    if first >= 0 and first + length <= len(values):
        return values[first : first + length]
    out = np.zeros((length, values.shape[1]))
    low, high = max(first, 0), min(first + length, len(values))
    out[low - first : high - first] = values[low:high]
    return out

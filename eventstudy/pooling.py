"""Many cases together: scores first, then what the residuals leave behind, chunk by chunk.

The estimation residuals of a chunk go as soon as their sums are taken, so memory does not
grow with them. Chunks are added in their order, whatever the number of threads.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from eventstudy.abnormal import Window, abnormal_returns, car, daily_variance, residuals
from eventstudy.engine import CaseIndex, Design
from eventstudy.inference import ranks as ranking
from eventstudy.inference.correlation import pair_sums
from eventstudy.inference.evidence import Cells, Evidence, Options, Shifts, moments
from eventstudy.inference.portfolio import portfolios
from eventstudy.inference.table import RANKS
from eventstudy.models.normal import NormalModel
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

CHUNK = 510  # cases whose residuals are held at a time
WIDE = 8192  # cases whose event windows are held at a time
PATTERNS = 1 << 16  # cases whose missing sessions are compared at a time
BLOCK = 31 << 20  # bytes; glibc learns from freed blocks of up to 32 MiB
CELLS = 64  # cells summed at a time
ALONE = 1 << 18  # multiplications up to which a matrix product starts no threads of its own
PRODUCT = 30  # multiplications of a matrix product in the time of one residual

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """n usable cases in the order of their event rows, and their fitted model."""

    values: Floats
    cases: CaseIndex
    model: NormalModel
    estimation: Window
    span: Window

    def __len__(self) -> int:
        return len(self.cases)

    def take(self, cases: Ints | slice) -> "Batch":
        """Keep some of the cases."""
        index, model = self.cases.take(cases), self.model.take(cases)
        return Batch(self.values, index, model, self.estimation, self.span)

    def residuals(self, part: Ints | slice) -> Floats:
        """Return abnormal returns over the estimation window, shape (n', L1)."""
        security, row = self.cases.security[part], self.cases.row[part]
        return residuals(self.values, security, row, self.model.take(part), self.estimation)


@dataclass(frozen=True, slots=True)
class Scores:
    """CAR, and CAR over its prediction error, of n cases in W windows: both (n, W).

    The windows are each day of the span, then the CAR windows.
    """

    windows: tuple[Window, ...]
    car: Floats
    score: Floats


def in_chunks(n: int, work: Callable[[slice], T], size: int = CHUNK) -> Iterator[T]:
    """Apply a function to slices of 0..n on all processors, results in order."""
    parts = [slice(at, min(at + size, n)) for at in range(0, n, size)]
    _keep_freed_memory()
    if len(parts) == 1:
        yield work(parts[0])
        return
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        yield from pool.map(work, parts)


def _keep_freed_memory() -> None:
    """Have glibc keep the memory that a chunk frees for the next one.

    Until it has seen a large block freed, it hands every array of a chunk back to the system,
    which clears the pages again for the next chunk: half of the time of a large study. The
    block here is never touched, so it costs nothing; other allocators do not mind it.
    """
    np.empty(BLOCK, dtype=np.uint8)


def scores(batch: Batch, cars: Sequence[Window]) -> Scores:
    """Compute every case's CAR and score on every day and in every CAR window."""
    days = [(tau, tau) for tau in range(batch.span[0], batch.span[1] + 1)]
    windows = (*days, *cars)
    total, score = np.empty((2, len(windows), len(batch))).transpose(0, 2, 1)  # by column

    def fill(part: slice) -> None:
        security, row = batch.cases.security[part], batch.cases.row[part]
        one = abnormal_returns(batch.values, security, row, batch.model.take(part), batch.span)
        total[part, : len(days)] = one.daily
        score[part, : len(days)] = one.daily / np.sqrt(daily_variance(one))
        for at, window in enumerate(cars, len(days)):
            summed = car(one, window)
            total[part, at], score[part, at] = summed.value, summed.standardised

    for _ in in_chunks(len(batch), fill, WIDE):
        pass
    return Scores(windows, total, score)


def patterns(batch: Batch) -> Ints:
    """Give each case's pattern of missing estimation sessions a number, 0 for none missing."""
    sessions = batch.estimation[1] - batch.estimation[0] + 1
    pattern = np.zeros(len(batch), dtype=np.int64)
    holed = np.flatnonzero(batch.model.n_obs < sessions)
    if not len(holed):
        return pattern
    packed = [
        np.packbits(np.isfinite(batch.residuals(holed[at : at + PATTERNS])), axis=1)
        for at in range(0, len(holed), PATTERNS)
    ]
    keys = np.vstack(packed)
    rows = keys.view(np.dtype((np.void, keys.shape[1]))).ravel()
    pattern[holed] = 1 + np.unique(rows, return_inverse=True)[1].ravel()
    return pattern


@dataclass(frozen=True, slots=True)
class Left:
    """What a chunk of residuals leaves behind; ``positive`` is each case's share above zero."""

    positive: Floats
    ranks: ranking.Totals
    shifts: dict[int, Shifts]


def evidence(
    batch: Batch, computed: Scores, pattern: Ints, design: Design, wanted: Sequence[str]
) -> Evidence:
    """Gather what the wanted tests need of a batch of cases.

    Parameters
    ----------
    batch : Batch
        In the order of (event row, ``pattern``).
    computed : Scores
    pattern : int, shape (n,)
    design : Design
    wanted : sequence of str
        Names of tests; what only others use is not gathered.
    """
    lengths = {b - a + 1 for a, b in computed.windows}
    score_moments = moments(computed.score)
    left = _left_behind(batch, computed, score_moments.sd, lengths, set(wanted))
    cells = cell_sums(batch, computed, pattern)
    calendar = lengths if "calendar_time_portfolio" in wanted and len(batch) > 1 else set()
    correlated = len(batch) > 1 and {"kp_bmp", "adjusted_patell"} & set(wanted)
    return Evidence(
        estimation=batch.estimation,
        span=batch.span,
        windows=computed.windows,
        car=computed.car,
        score=computed.score,
        car_moments=moments(computed.car),
        score_moments=score_moments,
        row=batch.cases.row,
        variance=batch.model.variance,
        n_obs=batch.model.n_obs,
        positive=None if left is None else left.positive,
        k=batch.model.k,
        cells=cells,
        ranks=ranking.rank_sums(left.ranks) if left is not None and left.ranks else None,
        shifts={} if left is None else left.shifts,
        portfolios=portfolios(cells, calendar, batch.model.k),
        pairs=pair_sums(cells, design.correlation, max(lengths)) if correlated else np.empty(0),
        patell_error=_patell_error(batch.model),
        means=_event_time_means(cells),
        options=Options(design.alpha, design.seed, design.draws, design.correlation),
    )


def _patell_error(model: NormalModel) -> float:
    df = model.n_obs - model.k
    if model.volatility is not None or df.min() <= 2:
        return np.nan
    return float(np.sqrt((df / (df - 2)).sum()))


def _event_time_means(cells: Cells) -> Floats:
    count = cells.count @ cells.seen
    return np.asarray(cells.residual.sum(axis=0)[count > 0] / count[count > 0])


def cell_sums(batch: Batch, computed: Scores, pattern: Ints) -> Cells:
    """Sum residuals over the cases of each cell."""
    row = batch.cases.row
    new = np.append(True, (np.diff(row) != 0) | (np.diff(pattern) != 0))
    first = np.flatnonzero(new)
    size = np.diff(np.append(first, len(batch)))
    sessions = batch.estimation[1] - batch.estimation[0] + 1
    sums = np.empty((2, len(first), sessions))
    seen = np.ones((len(first), sessions), dtype=bool)
    finite = np.isfinite(batch.values)
    kept = batch.values if finite.all() else np.where(finite, batch.values, 0.0)

    def fill(part: slice) -> None:
        low, cell = int(first[part.start]), np.repeat(np.arange(len(size[part])), size[part])
        cases = batch.take(slice(low, low + len(cell)))
        if len(size[part]) * kept.shape[1] < PRODUCT * len(cell):
            sums[:, part] = _combined(cases, kept, cell)
        else:
            sums[:, part] = _added(cases, cell)
        holed = part.start + np.flatnonzero(pattern[first[part]])
        seen[holed] = np.isfinite(batch.residuals(first[holed]))
        sums[:, holed] *= seen[holed]

    for _ in in_chunks(len(first), fill, CELLS):
        pass
    days = batch.span[1] - batch.span[0] + 1
    return Cells(
        row=row[first],
        count=size.astype(float),
        seen=seen,
        residual=sums[0],
        z=sums[1],
        abnormal=np.add.reduceat(computed.car[:, :days], first),
        variance=np.add.reduceat(batch.model.variance, first),
        n_obs=np.add.reduceat(batch.model.n_obs, first).astype(float),
    )


def _added(batch: Batch, cell: Ints) -> Floats:
    """Sum residuals and standardised residuals by ascending cell: (2, C, L1)."""
    sums = np.zeros((2, int(cell[-1]) + 1, batch.estimation[1] - batch.estimation[0] + 1))
    for start in range(0, len(cell), CHUNK):
        part = slice(start, min(start + CHUNK, len(cell)))
        residual, model = batch.residuals(part), batch.model.take(part)
        z = (residual - model.centre[:, None]) / model.spread[:, None]
        new = np.flatnonzero(np.append(True, np.diff(cell[part])))
        for total, values in zip(sums, (residual, z), strict=True):
            total[cell[part][new]] += np.add.reduceat(np.nan_to_num(values), new)
    return sums


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


def _left_behind(
    batch: Batch, computed: Scores, sd: Floats, lengths: set[int], wanted: set[str]
) -> Left | None:
    """Make the residuals chunk by chunk and keep what the wanted tests need of them."""
    if not wanted & {"generalized_sign", "permutation", *RANKS}:
        return None
    shifted = lengths if "permutation" in wanted else set()
    spread = _spread(computed.score, sd) if RANKS & wanted else None

    def leave(part: slice) -> Left:
        residual, variance = batch.residuals(part), batch.model.variance[part]
        ranks: ranking.Totals = {}
        if spread is not None:
            ranks = _ranked(residual, computed, np.sqrt(variance), spread, part, batch.span)
        above = np.bitwise_count(np.packbits(residual > 0, axis=1)).sum(axis=1)
        positive = above / batch.model.n_obs[part]
        return Left(positive, ranks, _shifted(residual, variance, shifted))

    positive: list[Floats] = [np.empty(0)]
    ranks: ranking.Totals = {}
    shifts: dict[int, Shifts] = {}
    for part in in_chunks(len(batch), leave, CHUNK):
        positive.append(part.positive)
        ranks = ranking.add(ranks, part.ranks)
        shifts = {k: _plus(shifts.get(k), v) for k, v in part.shifts.items()}
    return Left(np.concatenate(positive), ranks, shifts)


def _spread(score: Floats, sd: Floats) -> Floats:
    """Return the cross-sectional sd of each column over the cases that have it.

    ``sd`` is that of columns that every case has, NaN elsewhere.
    """
    if np.isfinite(sd).all():
        return sd
    seen = np.isfinite(score)
    n = seen.sum(axis=0)
    mean = np.where(seen, score, 0.0).sum(axis=0) / np.maximum(n, 1)
    squares = np.where(seen, (score - mean) ** 2, 0.0).sum(axis=0)
    return np.asarray(np.sqrt(squares / np.maximum(n - 1, 1)))


def _ranked(
    residual: Floats, computed: Scores, sigma: Floats, spread: Floats, part: slice, span: Window
) -> ranking.Totals:
    days = span[1] - span[0] + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = computed.score[part] / spread * sigma[:, None]
    return ranking.rank_totals(residual, computed.car[part, :days], scaled)


def _shifted(residual: Floats, variance: Floats, lengths: set[int]) -> dict[int, Shifts]:
    """Sum standardised residuals over every stretch, one entry a window length."""
    if not lengths:
        return {}
    scaled = residual / np.sqrt(variance)[:, None]
    return {length: _shift(scaled, length) for length in lengths}


def _shift(scaled: Floats, length: int) -> Shifts:
    stretches = np.lib.stride_tricks.sliding_window_view(scaled, length, axis=1)
    sums = stretches.sum(axis=2) / np.sqrt(length)
    seen = np.isfinite(sums)
    sums = np.where(seen, sums, 0.0)
    return Shifts(seen.sum(axis=0).astype(float), sums.sum(axis=0), (sums**2).sum(axis=0))


def _plus(left: Shifts | None, right: Shifts) -> Shifts:
    if left is None:
        return right
    count, total = left.count + right.count, left.total + right.total
    return Shifts(count, total, left.squares + right.squares)

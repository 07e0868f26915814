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

from eventstudy.abnormal import Window, abnormal_returns, car, daily_variance
from eventstudy.engine import CaseIndex, Design
from eventstudy.inference import ranks as ranking
from eventstudy.inference.evidence import Cells, Evidence, Options, RankSums, Shifts, moments
from eventstudy.inference.portfolio import portfolio
from eventstudy.inference.table import RANKS
from eventstudy.models.normal import NormalModel
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

CHUNK = 1024
PATTERNS = 1 << 16  # cases whose missing sessions are compared at a time

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

    def take(self, cases: Ints) -> "Batch":
        """Keep some of the cases."""
        index, model = self.cases.take(cases), self.model.take(cases)
        return Batch(self.values, index, model, self.estimation, self.span)

    def residuals(self, part: Ints | slice) -> Floats:
        """Return abnormal returns over the estimation window, shape (n', L1)."""
        security, row = self.cases.security[part], self.cases.row[part]
        model = self.model.take(part)
        return abnormal_returns(self.values, security, row, model, self.estimation).abnormal


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
    if len(parts) == 1:
        yield work(parts[0])
        return
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        yield from pool.map(work, parts)


def scores(batch: Batch, cars: Sequence[Window]) -> Scores:
    """Compute every case's CAR and score on every day and in every CAR window."""
    days = [(tau, tau) for tau in range(batch.span[0], batch.span[1] + 1)]
    windows = (*days, *cars)
    total, score = np.empty((2, len(batch), len(windows)))

    def fill(part: slice) -> None:
        security, row = batch.cases.security[part], batch.cases.row[part]
        one = abnormal_returns(batch.values, security, row, batch.model.take(part), batch.span)
        total[part, : len(days)] = one.abnormal
        score[part, : len(days)] = one.abnormal / np.sqrt(daily_variance(one))
        for at, window in enumerate(cars, len(days)):
            summed = car(one, window)
            total[part, at], score[part, at] = summed.value, summed.standardised

    for _ in in_chunks(len(batch), fill):
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
    """What a chunk of residuals leaves behind.

    ``residual``, ``z`` and ``seen`` are sums (and presence) by cell from cell ``first`` on;
    ``positive`` is each case's share of positive residuals.
    """

    first: int
    residual: Floats
    z: Floats
    seen: Floats
    positive: Floats
    ranks: RankSums | None
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
        Names of tests; ranks, shifts and portfolios are gathered only for those that use them.
    """
    first, cell = _number(batch.cases.row, pattern)
    lengths = {b - a + 1 for a, b in computed.windows}
    shifted = lengths if "permutation" in wanted else set()
    score_moments = moments(computed.score)
    spread = _spread(computed.score) if RANKS & set(wanted) else None

    def leave(part: slice) -> Left:
        residual = batch.residuals(part)
        variance = batch.model.variance[part]
        ranks = None
        if spread is not None:
            ranks = _ranked(residual, computed, np.sqrt(variance), spread, part, batch.span)
        return left_behind(residual, cell[part], ranks, _shifted(residual, variance, shifted))

    sums = _gather(in_chunks(len(batch), leave), len(first), batch)
    cells = _cells(batch, computed, first, sums)
    calendar = lengths if "calendar_time_portfolio" in wanted and len(batch) > 1 else set()
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
        positive=sums.positive,
        k=batch.model.k,
        cells=cells,
        ranks=sums.ranks,
        shifts=sums.shifts,
        portfolios={length: portfolio(cells, length, batch.model.k) for length in calendar},
        options=Options(design.alpha, design.seed, design.draws, design.correlation),
    )


def _number(row: Ints, pattern: Ints) -> tuple[Ints, Ints]:
    """Return each cell's first case, and each case's cell."""
    new = np.append(True, (np.diff(row) != 0) | (np.diff(pattern) != 0))
    return np.flatnonzero(new), np.cumsum(new) - 1


def left_behind(
    residual: Floats, cell: Ints, ranks: RankSums | None, shifts: dict[int, Shifts]
) -> Left:
    """Take the sums of one chunk of residuals, shape (n', L1), NaN where missing."""
    seen = np.isfinite(residual)
    kept = residual if seen.all() else np.where(seen, residual, 0.0)
    n = seen.sum(axis=1)
    mean = kept.sum(axis=1) / n
    sd = np.sqrt(np.einsum("nt,nt->n", kept, kept) / n - mean**2)
    z = (kept - mean[:, None]) / sd[:, None]
    z[~seen] = 0.0
    starts = np.flatnonzero(np.append(True, np.diff(cell) != 0))
    return Left(
        first=int(cell[0]),
        residual=np.add.reduceat(kept, starts),
        z=np.add.reduceat(z, starts),
        seen=seen[starts],
        positive=np.count_nonzero(kept > 0, axis=1) / n,
        ranks=ranks,
        shifts=shifts,
    )


def _gather(parts: Iterator[Left], cells: int, batch: Batch) -> Left:
    """Add chunks in their order; a cell may continue in the next chunk."""
    sessions = batch.estimation[1] - batch.estimation[0] + 1
    residual, z = np.zeros((2, cells, sessions))
    seen = np.zeros((cells, sessions), dtype=bool)
    positive, ranks, shifts = [np.empty(0)], None, {}
    for part in parts:
        here = slice(part.first, part.first + len(part.residual))
        residual[here] += part.residual
        z[here] += part.z
        seen[here] |= part.seen
        positive.append(part.positive)
        ranks = part.ranks if ranks is None else ranking.add(ranks, part.ranks)
        shifts = {k: _plus(shifts.get(k), v) for k, v in part.shifts.items()}
    return Left(0, residual, z, seen, np.concatenate(positive), ranks, shifts)


def _cells(batch: Batch, computed: Scores, first: Ints, sums: Left) -> Cells:
    days = batch.span[1] - batch.span[0] + 1
    return Cells(
        row=batch.cases.row[first],
        count=np.diff(np.append(first, len(batch))).astype(float),
        seen=sums.seen,
        residual=sums.residual,
        z=sums.z,
        abnormal=np.add.reduceat(computed.car[:, :days], first),
        variance=np.add.reduceat(batch.model.variance, first),
        n_obs=np.add.reduceat(batch.model.n_obs, first).astype(float),
    )


def _spread(score: Floats) -> Floats:
    """Return the cross-sectional sd of each column over the cases that have it."""
    seen = np.isfinite(score)
    if seen.all():
        return moments(score).sd
    n = seen.sum(axis=0)
    mean = np.where(seen, score, 0.0).sum(axis=0) / np.maximum(n, 1)
    squares = np.where(seen, (score - mean) ** 2, 0.0).sum(axis=0)
    return np.sqrt(squares / np.maximum(n - 1, 1))


def _ranked(
    residual: Floats, computed: Scores, sigma: Floats, spread: Floats, part: slice, span: Window
) -> RankSums:
    days = span[1] - span[0] + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = computed.score[part] / spread * sigma[:, None]
    return ranking.rank_sums(residual, computed.car[part, :days], scaled)


def _shifted(residual: Floats, variance: Floats, lengths: set[int]) -> dict[int, Shifts]:
    """Sum standardised residuals over every stretch, one entry a window length."""
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

"""Many cases together: scores first, then what the residuals leave behind, chunk by chunk.

The estimation residuals of a chunk go as soon as their sums are taken, so memory does not
grow with them. Chunks are added in their order, whatever the number of threads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eventstudy.abnormal import Window, abnormal_returns, car, daily_variance
from eventstudy.batches import Batch, Scores, in_chunks
from eventstudy.cellsums import added, cell_of, combined, is_dense, no_sums
from eventstudy.engine import Design
from eventstudy.inference import ranks as ranking
from eventstudy.inference.correlation import pair_sums
from eventstudy.inference.evidence import Cells, Evidence, Options, Shifts, moments
from eventstudy.inference.portfolio import portfolios
from eventstudy.inference.table import RANKS
from eventstudy.models.normal import NormalModel
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

CHUNK = 1250  # cases whose residuals are held at a time
WIDE = 2048  # cases whose event windows are held at a time
PATTERNS = 1 << 16  # cases whose missing sessions are compared at a time
FAR = 1 << 31  # sessions


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
    """What residuals leave behind.

    ``positive`` is each case's share above zero; ``sums`` are those of ``cellsums.added``, None
    where ``cellsums.combined`` is less work.
    """

    positive: Floats
    sums: Floats | None
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
    cell = cell_of(batch, pattern)
    left = _left_behind(batch, computed, score_moments.sd, cell, lengths, set(wanted))
    sums = combined(batch, cell) if left is None or left.sums is None else left.sums
    cells = cell_sums(batch, computed, pattern, cell, sums)
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
        closest=int(np.diff(batch.cases.row).min(initial=FAR)),
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
        rank_error=float(np.sqrt((batch.model.n_obs / (12 * (batch.model.n_obs + 2.0))).sum())),
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


def cell_sums(batch: Batch, computed: Scores, pattern: Ints, cell: Ints, sums: Floats) -> Cells:
    """Put together what is summed over each cell; ``sums`` has residuals and z, (2, C, L1)."""
    first = np.searchsorted(cell, np.arange(int(cell[-1]) + 1))
    seen = np.ones(sums.shape[1:], dtype=bool)
    holed = np.flatnonzero(pattern[first])
    seen[holed] = np.isfinite(batch.residuals(first[holed]))
    sums[:, holed] *= seen[holed]
    days = batch.span[1] - batch.span[0] + 1
    return Cells(
        row=batch.cases.row[first],
        count=np.bincount(cell).astype(float),
        seen=seen,
        residual=sums[0],
        z=sums[1],
        abnormal=np.add.reduceat(computed.car[:, :days], first),
        variance=np.add.reduceat(batch.model.variance, first),
        n_obs=np.add.reduceat(batch.model.n_obs, first).astype(float),
    )


def _left_behind(
    batch: Batch, computed: Scores, sd: Floats, cell: Ints, lengths: set[int], wanted: set[str]
) -> Left | None:
    """Make the residuals chunk by chunk and keep what the wanted tests need of them.

    None where no test needs them and their sums are had with less work.
    """
    dense = is_dense(batch, cell)
    if dense and not wanted & {"generalized_sign", "permutation", *RANKS}:
        return None
    shifted = lengths if "permutation" in wanted else set()
    spread = _spread(computed.score, sd) if RANKS & wanted else None

    def leave(part: slice) -> Left:
        residual, model = batch.residuals(part), batch.model.take(part)
        ranks: ranking.Totals = {}
        if spread is not None:
            ranks = _ranked(residual, computed, np.sqrt(model.variance), spread, part, batch.span)
        above = np.bitwise_count(np.packbits(residual > 0, axis=1)).sum(axis=1)
        sums = None if dense else added(residual, model.centre, model.spread, cell[part])
        return Left(above / model.n_obs, sums, ranks, _shifted(residual, model.variance, shifted))

    positive: list[Floats] = [np.empty(0)]
    sums = None if dense else no_sums(batch, cell)
    ranks: ranking.Totals = {}
    shifts: dict[int, Shifts] = {}
    for at, part in enumerate(in_chunks(len(batch), leave, CHUNK)):
        positive.append(part.positive)
        if sums is not None and part.sums is not None:
            sums[:, cell[at * CHUNK] :][:, : part.sums.shape[1]] += part.sums
        ranks = ranking.add(ranks, part.ranks)
        shifts = {k: _plus(shifts.get(k), v) for k, v in part.shifts.items()}
    return Left(np.concatenate(positive), sums, ranks, shifts)


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

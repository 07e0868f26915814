"""Tests whose null distribution is made from the cases themselves."""

import numpy as np

from eventstudy.inference.evidence import Evidence
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.inference.say import no_spread, said, too_few
from eventstudy.prices.panel import Floats

ENUMERATE_UP_TO = 13
FEWEST_CLUSTERS = 6
BATCH = 1 << 22  # signs drawn at a time
ROUNDING = 1e-12  # draws this close to the case count as equal


def wild_bootstrap(evidence: Evidence, at: int) -> Outcome:
    """Flip the signs of whole clusters of scores, the null imposed; statistic BMP.

    A cluster is the cases whose windows share a session, chained; all 2^C signs if C ≤ 13.
    Cameron, Gelbach & Miller (2008).
    """
    name, m = "wild_bootstrap", evidence.score_moments
    if few := too_few(name, evidence, 2):
        return few
    if not m.sd[at]:
        return no_spread(name)
    sums = _cluster_sums(evidence, at)
    if len(sums) < FEWEST_CLUSTERS:
        return NotApplicable(
            name,
            f"{len(sums)} clusters of cases with shared sessions; this test needs at least "
            f"{FEWEST_CLUSTERS}",
        )
    squares = float((evidence.score[:, at] ** 2).sum())
    own = _bmp(np.array([m.mean[at] * m.n]), squares, m.n)[0]
    count, n = _count_larger(sums, squares, m.n, abs(own), evidence)
    every = len(sums) <= ENUMERATE_UP_TO
    p = count / n if every else (1 + count) / (1 + n)
    floor = 2 / n if every else 1 / (1 + n)
    null = "the mean standardised abnormal return is zero; its sign is arbitrary in each cluster"
    return said(name, null, own, p, "wild bootstrap", evidence, at, floor=floor)


def _cluster_sums(evidence: Evidence, at: int) -> Floats:
    order = np.argsort(evidence.row, kind="stable")
    new = np.append(True, np.diff(evidence.row[order]) >= evidence.length(at))
    return np.asarray(np.add.reduceat(evidence.score[order, at], np.flatnonzero(new)))


def _bmp(total: Floats, squares: Floats | float, n: Floats | int) -> Floats:
    """Return mean/(sd/√n) from sums and sums of squares."""
    mean = total / n
    variance = (squares - n * mean**2) / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(mean / np.sqrt(variance / n))


def _count_larger(
    sums: Floats, squares: float, n: int, own: float, evidence: Evidence
) -> tuple[int, int]:
    """Count the sign patterns whose |BMP| reaches the case's, among how many."""
    clusters = len(sums)
    limit = own * (1 - ROUNDING)
    if clusters <= ENUMERATE_UP_TO:
        patterns = np.arange(2**clusters)[:, None] >> np.arange(clusters) & 1
        drawn = _bmp((2.0 * patterns - 1) @ sums, squares, n)
        return int((np.abs(drawn) >= limit).sum()), 2**clusters
    rng = np.random.default_rng(evidence.options.seed)
    draws, count = evidence.options.draws, 0
    size = max(1, BATCH // clusters)
    for start in range(0, draws, size):
        signs = rng.integers(0, 2, (min(size, draws - start), clusters), dtype=np.int8)
        drawn = _bmp((2.0 * signs - 1) @ sums, squares, n)
        count += int((np.abs(drawn) >= limit).sum())
    return count, draws


def permutation(evidence: Evidence, at: int) -> Outcome:
    """Shift all cases by the same number of sessions into estimation time; statistic BMP.

    No draws are needed, and who shares which date is kept.
    """
    name, m = "permutation", evidence.score_moments
    if few := too_few(name, evidence, 3):
        return few
    if not m.sd[at]:
        return no_spread(name)
    shifts = evidence.shifts[evidence.length(at)]
    live = shifts.count >= 3
    drawn = _bmp(shifts.total[live], shifts.squares[live], shifts.count[live])
    drawn = drawn[np.isfinite(drawn)]
    own = float(m.mean[at] / m.sd[at] * np.sqrt(m.n))
    n = len(drawn)
    if not n:
        return NotApplicable(name, "no stretch of the estimation window is long enough")
    count = int((np.abs(drawn) >= abs(own) * (1 - ROUNDING)).sum())
    return said(
        name,
        "the event window is an ordinary stretch of these cases' estimation windows",
        own,
        (1 + count) / (1 + n),
        "permutation",
        evidence,
        at,
        floor=1 / (1 + n),
    )

"""Sign tests, which ask whether more cumulative abnormal returns are positive than usual."""

import numpy as np
from scipy.special import erfc

from eventstudy.inference.evidence import Evidence
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.inference.say import normal, said, too_few
from eventstudy.prices.panel import Floats

EXACT_UP_TO = 50


def sign(evidence: Evidence, at: int) -> Outcome:
    """Compare the number of positive CARs with one half."""
    few = too_few("sign", evidence, 2)
    null = "a positive CAR is as likely as not"
    return few or normal("sign", null, _sign_z(evidence, at, 0.5), evidence, at)


def generalized_sign(evidence: Evidence, at: int) -> Outcome:
    """Compare the number of positive CARs with the share of positive residuals. Cowan (1992)."""
    name = "generalized_sign"
    if few := too_few(name, evidence, 2):
        return few
    if evidence.positive is None:
        raise ValueError("shares of positive residuals were not collected for these cases")
    share = float(evidence.positive.mean())
    if not 0 < share < 1:
        return NotApplicable(name, "estimation residuals are all of one sign")
    null = "a positive CAR is as likely as a positive residual"
    return normal(name, null, _sign_z(evidence, at, share), evidence, at)


def _sign_z(evidence: Evidence, at: int, share: float) -> float:
    n, positive = len(evidence), int((evidence.car[:, at] > 0).sum())
    return float((positive - n * share) / np.sqrt(n * share * (1 - share)))


def wilcoxon(evidence: Evidence, at: int) -> Outcome:
    """Sum the ranks of positive CARs by size, zeros dropped. Wilcoxon (1945).

    Exact up to 50 cases without ties, else normal with the tie correction.
    """
    name, null = "wilcoxon", "CARs are symmetric about zero"
    if few := too_few(name, evidence, 2):
        return few
    car = evidence.car[:, at]
    w, n, ties = _signed_ranks(car[car != 0])
    if not n:
        return NotApplicable(name, "every CAR is zero")
    if n <= EXACT_UP_TO and not ties:
        p, floor = _exact_p(w, n)
        return said(name, null, w, p, "exact", evidence, at, floor=floor, n=n)
    variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    z = (w - n * (n + 1) / 4) / np.sqrt(variance)
    p = float(erfc(abs(z) / np.sqrt(2)))
    return said(name, null, w, p, "N(0,1)", evidence, at, n=n)


def _signed_ranks(values: Floats) -> tuple[float, int, float]:
    """Return W+, the number of values and Σ(t³ - t) over ties.

    A size's bits sort like the size; its sign rides along in the bit that sizes leave free.
    """
    keys = np.abs(values).view(np.uint64) << np.uint64(1)
    keys = np.sort(keys | (values > 0))
    n = len(keys)
    positive, sizes = (keys & np.uint64(1)).astype(bool), keys >> np.uint64(1)
    new = np.flatnonzero(np.append(True, sizes[1:] != sizes[:-1])) if n else np.empty(0, int)
    if len(new) == n:
        return float((np.flatnonzero(positive) + 1).sum()), n, 0.0
    size = np.diff(np.append(new, n))
    ranks = np.repeat(new + (size + 1) / 2, size)
    return float(ranks[positive].sum()), n, float((size.astype(float) ** 3 - size).sum())


def _exact_p(w: float, n: int) -> tuple[float, float]:
    """Return the two-sided exact p of W+ without ties, and the smallest possible."""
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1.0
    for rank in range(1, n + 1):
        ways[rank:] = (ways[rank:] + ways[: len(ways) - rank].copy()) / 2
        ways[:rank] /= 2
    low = min(w, len(ways) - 1 - w)
    return float(min(1.0, 2 * ways[: int(low) + 1].sum())), float(min(1.0, 2 * ways[0]))

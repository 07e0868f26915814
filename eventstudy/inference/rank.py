"""Rank tests, which ask whether the event's mean rank among all days is unusual."""

import numpy as np

from eventstudy.inference.evidence import Evidence, RankSums
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.inference.say import normal, student, too_few
from eventstudy.prices.panel import Floats

SAME = "event days rank like any other day"


def corrado_rank(evidence: Evidence, at: int) -> Outcome:
    """Rank event days among all days of each case; mid-ranks. Corrado (1989), Cowan (1992)."""
    ranks = _ranks(evidence)
    return _mean_rank("corrado_rank", ranks.corrado, ranks.count, evidence, at)


def corrado_zivney(evidence: Evidence, at: int) -> Outcome:
    """Rank standardised returns, event days by their cross-sectional spread too.

    Corrado & Zivney (1992).
    """
    ranks = _ranks(evidence)
    return _mean_rank("corrado_zivney", ranks.zivney, ranks.count, evidence, at)


def _ranks(evidence: Evidence) -> RankSums:
    if evidence.ranks is None:
        raise ValueError("rank sums were not collected for these cases")
    return evidence.ranks


def _mean_rank(name: str, total: Floats, count: Floats, evidence: Evidence, at: int) -> Outcome:
    if few := too_few(name, evidence, 2):
        return few
    sessions = count > 0
    mean = np.where(sessions, total / np.maximum(count, 1), 0.0)
    spread = np.sqrt((count / len(evidence) * mean**2).sum() / sessions.sum())
    if not spread:
        return NotApplicable(name, "mean ranks do not vary from day to day")
    offset = len(count) - (evidence.span[1] - evidence.span[0] + 1) - evidence.span[0]
    first, last = evidence.windows[at]
    window = slice(offset + first, offset + last + 1)
    length = np.sqrt(max(sessions[window].sum(), 1))
    return normal(name, SAME, mean[window].sum() / (length * spread), evidence, at)


def grank_t(evidence: Evidence, at: int) -> Outcome:
    """Rank the window's score among standardised residuals, against their time series.

    Kolari & Pynnönen (2011).
    """
    name = "grank_t"
    if few := too_few(name, evidence, 3):
        return few
    z, sessions = _grank(evidence, at)
    if not np.isfinite(z) or z**2 >= sessions:
        return NotApplicable(name, "mean ranks do not vary from day to day")
    statistic = z * np.sqrt((sessions - 1) / (sessions - z**2))
    return student(name, SAME, statistic, sessions - 1, evidence, at)


def _grank(evidence: Evidence, at: int) -> tuple[float, int]:
    """Return Ū₀ over the spread of mean ranks, and T."""
    ranks, estimation = _ranks(evidence), evidence.cells.seen.shape[1]
    count = np.append(ranks.count[:estimation], len(evidence))
    sessions = count > 0
    mean = np.where(sessions, ranks.grank[at] / np.maximum(count, 1), 0.0)
    spread = np.sqrt((count / len(evidence) * mean**2).sum() / sessions.sum())
    return (float(mean[-1] / spread) if spread else np.nan), int(sessions.sum()) - 1


def grank_z(evidence: Evidence, at: int) -> Outcome:
    """Rank the window's score among standardised residuals, cases independent.

    Kolari & Pynnönen (2011).
    """
    name = "grank_z"
    if few := too_few(name, evidence, 3):
        return few
    return normal(name, SAME, _ranks(evidence).grank[at, -1] / evidence.rank_error, evidence, at)

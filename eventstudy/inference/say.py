"""How an outcome is written: distributions to p-values, and reasons for silence."""

import numpy as np
from scipy.special import ndtr, stdtr

from eventstudy.inference.evidence import Evidence
from eventstudy.inference.result import HypothesisTest, NotApplicable, Outcome
from eventstudy.names import TESTS

SPEAK_ON_ONE_DATE = {
    "kp_bmp",
    "adjusted_patell",
    "crude_dependence_1985",
    "calendar_time_portfolio",
    "permutation",
    "corrado_rank",
    "corrado_zivney",
    "grank_t",
}
SPEAK_ON_OVERLAP = {"kp_bmp", "adjusted_patell", "calendar_time_portfolio", "permutation"}


def normal(name: str, null: str, statistic: float, evidence: Evidence, at: int) -> Outcome:
    """Compare a statistic with the standard normal distribution."""
    p = float(2 * ndtr(-abs(statistic)))
    return said(name, null, statistic, p, "N(0,1)", evidence, at)


def student(
    name: str, null: str, statistic: float, df: float, evidence: Evidence, at: int
) -> Outcome:
    """Compare a statistic with Student's t distribution."""
    p = float(2 * stdtr(df, -abs(statistic)))
    return said(name, null, statistic, p, f"t({df:g})", evidence, at, df=df)


def said(
    name: str,
    null: str,
    statistic: float,
    p: float,
    distribution: str,
    evidence: Evidence,
    at: int,
    *,
    df: float | None = None,
    floor: float | None = None,
    n: int | None = None,
) -> Outcome:
    """Make the outcome of a test on a window, with its warning where dates are shared."""
    if not np.isfinite(statistic):
        return NotApplicable(name, "the statistic is not defined for these cases")
    return HypothesisTest(
        name=name,
        null=null,
        statistic=float(statistic),
        p_value=p,
        n=len(evidence) if n is None else n,
        distribution=distribution,
        source=TESTS[name].source,
        floor=floor,
        df=None if df is None else float(df),
        warning=shared_dates(name, evidence.overlap(at)),
    )


def shared_dates(name: str, overlap: str) -> str | None:
    """Warn where a test treats cases as independent although their windows share sessions."""
    if overlap == "one_date" and name not in SPEAK_ON_ONE_DATE:
        return "all cases share one date; this test treats them as independent"
    if overlap == "some" and name not in SPEAK_ON_OVERLAP:
        return "some cases' windows share sessions; this test treats them as independent"
    return None


def too_few(name: str, evidence: Evidence, least: int) -> NotApplicable | None:
    """Say that a test needs more cases than there are."""
    n = len(evidence)
    if n >= least:
        return None
    found = "one case" if n == 1 else f"{n} cases"
    return NotApplicable(name, f"{found}; this test needs at least {least}")


def no_spread(name: str) -> NotApplicable:
    """Say that the cases do not differ."""
    return NotApplicable(name, "the cases do not differ, so their spread is zero")

"""What a test says: a statistic with its null in words, or why it cannot speak."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class HypothesisTest:
    """The outcome of one test.

    Attributes
    ----------
    name : str
        A key of ``names.TESTS``.
    null : str
        The null hypothesis in words.
    statistic : float
    p_value : float
        Two-sided.
    p_holm, p_bh : float or None
        Adjusted across the windows of this test, where there are several.
    floor : float or None
        The smallest p that the test can give here; None if there is no floor.
    df : float or None
    distribution : str
        Such as ``t(248)``, ``N(0,1)``, ``ranks``.
    n : int
        Observations, placebo runs or cases behind the p-value.
    source : str
    warning : str or None
    details : dict
        Further figures of this test that the page shows, JSON values only.
    """

    name: str
    null: str
    statistic: float
    p_value: float
    n: int
    distribution: str
    source: str
    floor: float | None = None
    df: float | None = None
    p_holm: float | None = None
    p_bh: float | None = None
    warning: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A test that cannot speak here, with the reason in words."""

    name: str
    not_applicable: str


Outcome = HypothesisTest | NotApplicable

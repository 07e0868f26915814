"""Allowed set and observed interval → rating and gap.

A claim earns the best rating that any value in the observed interval earns.
The interval is open: a price printed as 118.42 is nearer to 118.42 than to 118.43.
"""

import math
from dataclasses import dataclass

from eventstudy.claims.verdict import Allowed, Observed
from eventstudy.wording import AllowedSet, Quantity, allowed, inexact_margin

ROUNDING = 1e-9  # relative: float noise of sums and ratios of prices
BEST_FIRST = ("consistent", "inexact", "inconsistent", "contradicted", "not_checkable")


@dataclass(frozen=True, slots=True)
class Rating:
    """How a stated figure fares.

    Attributes
    ----------
    rating : str
        A key of ``names.RATINGS``.
    allowed : Allowed
        Magnitudes that the words allow.
    gap : float
        Distance between allowed set and observation, 0 when consistent.
    """

    rating: str
    allowed: Allowed
    gap: float


def rate(quantity: Quantity, observed: Observed, directional: bool) -> Rating:
    """Rate a stated figure against an observation, both in the base unit.

    Parameters
    ----------
    quantity : Quantity
    observed : Observed
        Signed.
    directional : bool
        Whether a sign opposite to the stated one contradicts the claim (returns and
        changes), or only the figure counts (levels and market values). A stated zero
        has no direction.
    """
    words = allowed(quantity)
    ends = Allowed(words.lo, words.hi, words.lo_closed, words.hi_closed)
    lo, hi = toward(observed, quantity, directional)
    # Where the two only touch, the printed figure itself is half the interval away.
    gap = _distance(lo, hi, *_bounds(words)) or (hi - lo) / 2
    if hi <= 0 and directional:
        return Rating("contradicted", ends, gap)
    if _meets(lo, hi, words):
        return Rating("consistent", ends, 0.0)
    if _within_margin(quantity, lo, hi):
        return Rating("inexact", ends, gap)
    exceeded = quantity.hedge == "up_to" and lo >= _bounds(words)[1]
    return Rating("contradicted" if exceeded else "inconsistent", ends, gap)


def toward(observed: Observed, quantity: Quantity, directional: bool) -> tuple[float, float]:
    """Turn the observation so that the stated direction is positive."""
    if directional and not any(quantity.numbers):
        nearest = max(observed.lo, -observed.hi, 0.0)
        return nearest, max(-observed.lo, observed.hi)
    if directional and quantity.sign < 0:
        return -observed.hi, -observed.lo
    return observed.lo, observed.hi


def _meets(lo: float, hi: float, words: AllowedSet) -> bool:
    """Tell whether an open interval shares more than an end with the allowed set."""
    if lo == hi:
        return words.holds(lo)
    floor, ceiling = _bounds(words)
    return min(hi, ceiling) - max(lo, floor) > ROUNDING * max(abs(lo), abs(hi))


def _bounds(words: AllowedSet) -> tuple[float, float]:
    return words.lo or 0.0, math.inf if words.hi is None else words.hi


def _within_margin(quantity: Quantity, lo: float, hi: float) -> bool:
    """Tell whether another rounding of some value in the interval gives the stated figure."""
    low, high = (float(m) for m in quantity.magnitudes)
    margin = inexact_margin(quantity)
    return hi > 0 and _distance(lo, hi, low, high) <= margin + ROUNDING * high


def _distance(lo: float, hi: float, floor: float, ceiling: float) -> float:
    return max(0.0, lo - ceiling, floor - hi)

"""Numbers and days as a reader sees them; the only place where they become text.

Digits here are language-free. A minus is the minus sign, not a hyphen. Where a
printed figure would contradict the decision made on the exact one, digits are
added until it agrees.
"""

import math
from collections.abc import Sequence
from datetime import date

MINUS = "\u2212"
PERCENT = "\u00a0%"  # a no-break space: the figure stays with its unit
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_DIGITS = 12


def number(value: float, digits: int = 0, sign: bool = False) -> str:
    """Write a number with thousands separators; ``sign`` also marks a positive one.

    A value that is not zero never loses its sign to rounding: digits are added
    until one of them shows.
    """
    text = f"{abs(value):,.{digits}f}"
    if value and digits and not text.strip("0.,"):
        return number(value, digits + 1, sign) if digits < MOST_DIGITS else f"{value:g}"
    if not text.strip("0.,"):
        return text
    return (MINUS if value < 0 else "+" if sign else "") + text


def percent(value: float, digits: int = 2, sign: bool = True) -> str:
    """Write a decimal fraction as a percentage: -0.1697 gives −16.97 %."""
    return number(100 * value, digits, sign) + PERCENT


def points(value: float, digits: int = 1, sign: bool = True) -> str:
    """Write a decimal fraction in percentage points, without a unit."""
    return number(100 * value, digits, sign)


def between(low: float, high: float, digits: int = 1) -> tuple[str, str]:
    """Write the two ends of an interval of fractions in percentage points."""
    return points(low, digits), points(high, digits)


def p_value(p: float, alpha: float = 0.05) -> str:
    """Write a p-value so that the text stands on the same side of alpha as the value."""
    if p < 0.0001:
        return "< 0.0001"
    digits = 4 if p < 0.001 else 3 if p < 0.995 else 2
    while digits < MOST_DIGITS and (float(f"{p:.{digits}f}") <= alpha) != (p <= alpha):
        digits += 1
    return f"{p:.{digits}f}"


def p_equals(p: float, alpha: float = 0.05) -> str:
    """Write ``p = 0.055`` or ``p < 0.0001``."""
    text = p_value(p, alpha)
    return f"p {text}" if text.startswith("<") else f"p = {text}"


def rate(value: float, interval: Sequence[float]) -> str:
    """Write a rejection rate with its interval: 6.1 % (4.7 to 7.8)."""
    low, high = (number(100 * end, 1) for end in interval)
    return f"{number(100 * value, 1)}{PERCENT} ({low} – {high})"


def share(value: float) -> str:
    """Write a share of stretches: 0.4203 gives 42 %, a small one keeps a digit, and only all is 100 %."""
    digits = 0 if value >= 0.0995 or value == 0 else 1
    while value < 1 and digits < MOST_DIGITS and round(100 * value, digits) >= 100:
        digits += 1
    return number(100 * value, digits) + PERCENT


def plain_percent(value: float) -> str:
    """Write a round share as it was given: 0.05 is 5 %."""
    return f"{100 * value:g}{PERCENT}"


def confidence(alpha: float) -> str:
    """Write the confidence level that belongs to alpha: 95 %."""
    return plain_percent(round(1 - alpha, 12))


def price(value: float, currency: str = "") -> str:
    """Write a price to the cent, or to what is left of a price below a dollar."""
    return currency + number(value, 2 if abs(value) >= 1 else 4)


def money(value: float, closer: float = 1.0) -> str:
    """Write dollars in the scale that people use: −588.8 billion USD.

    ``closer``: digits are added until the text is within this share of the value.
    """
    for size, word in ((1e12, " trillion USD"), (1e9, " billion USD"), (1e6, " million USD")):
        if abs(value) >= size:
            digits = within(value / size, 3 if size == 1e12 else 1, closer)
            return number(value / size, digits) + word
    return number(value, within(value, 2, closer)) + " USD"


def within(value: float, digits: int, closer: float) -> int:
    """Return the fewest digits, ``digits`` at least, that write a value this closely."""
    enough = (d for d in range(digits, MOST_DIGITS) if _close(value, d, closer))
    return next(enough, MOST_DIGITS)


def _close(value: float, digits: int, closer: float) -> bool:
    return abs(round(value, digits) - value) <= closer * abs(value)


def floor(value: float) -> str:
    """Write the smallest p a rank test can give as a fraction: 1/251."""
    return f"1/{round(1 / value):,}" if value > 0 else "0"


def window(pair: tuple[int, int] | list[int]) -> str:
    """Write a window in event time: [0, +1]."""
    first, last = (number(v, 0, sign=True) for v in pair)
    return f"[{first}, {last}]"


def full_day(iso: str, lang: str = "en") -> str:
    """Write an ISO date, or the date of an ISO instant, in words."""
    day = date.fromisoformat(iso[:10])
    if lang == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(iso: str, lang: str = "en") -> str:
    """Write an ISO date with a short month, for ranges and tables."""
    day = date.fromisoformat(iso[:10])
    if lang == "ko":
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def agreeing(value: float, ends: tuple[float | None, ...], digits: int, scale: float = 1) -> int:
    """Return how many digits keep a printed value on its own side of every end.

    Parameters
    ----------
    value : float
        What is printed, times ``scale`` (100 for percent).
    ends : tuple of float or None
        Bounds it is judged against, in the unit of ``value``.
    digits : int
        The fewest digits wanted.
    scale : float

    Returns
    -------
    int
        At most ``MOST_DIGITS``.
    """
    sides = [_side(value * scale, e * scale) for e in ends if e is not None]
    known = [e * scale for e in ends if e is not None]
    for more in range(digits, MOST_DIGITS):
        shown = round(value * scale, more)
        if all(_side(shown, e) == side for e, side in zip(known, sides, strict=True)):
            return more
    return digits


def _side(value: float, end: float) -> int:
    if math.isclose(value, end, rel_tol=1e-12, abs_tol=1e-15):
        return 0
    return 1 if value > end else -1

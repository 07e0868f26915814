"""Figures of a verdict as text, with enough digits never to contradict its rating."""

from eventstudy.claims.verdict import Allowed, Verdict
from eventstudy.report.format import agreeing, money, number, percent, within

DIGITS = {"fraction": 2, "points": 2, "USD": 1}
EXACT = 1e-10  # relative: float noise of a decimal figure
SHOWN = 0.05  # a gap is written to within this share of it
LEVEL_KINDS = ("higher ", "lower ")  # of records: a higher close, a lower intraday low
SCALES = {"fraction": 100.0, "points": 1.0, "USD": 1e-9}


def unit_of(verdict: Verdict) -> str:
    """Return fraction, points or USD."""
    return verdict.unit if verdict.unit in SCALES else "fraction"


def amount(value: float, unit: str, digits: int | None = None, sign: bool = False) -> str:
    """Write a value of a claim in its unit."""
    if unit == "USD":
        return money(value)
    wanted = DIGITS[unit] if digits is None else digits
    return percent(value, wanted, sign) if unit == "fraction" else number(value, wanted, sign)


def stated(verdict: Verdict) -> str:
    """Write the size of the stated value with the digits it was printed with."""
    values = verdict.value_range or ((verdict.value,) if verdict.value is not None else ())
    unit, digits = unit_of(verdict), verdict.decimals or 0
    return " \u2013 ".join(amount(abs(v), unit, digits) for v in values)


def in_index_points(verdict: Verdict) -> bool:
    """Tell whether a change is of an index in points, which its figure alone does not say."""
    return verdict.measure == "point_change" and (verdict.subject or "").startswith("^")


def allowed_text(verdict: Verdict) -> str:
    """Write the allowed set as an interval of magnitudes: [16.5%, 17.5%]."""
    if verdict.allowed is None:
        return ""
    allowed, unit = verdict.allowed, unit_of(verdict)
    low = "0" if allowed.lo is None else _end(allowed.lo, verdict, unit)
    high = "∞" if allowed.hi is None else _end(allowed.hi, verdict, unit)
    opening = "[" if allowed.lo_closed else "("
    return f"{opening}{low}, {high}{']' if allowed.hi_closed and allowed.hi is not None else ')'}"


def _end(value: float, verdict: Verdict, unit: str) -> str:
    """Write an end of the set with every digit it has: half a unit more than the claim."""
    if unit == "USD":
        return money(value, EXACT)
    return amount(value, unit, within(value * SCALES[unit], verdict.decimals or 0, EXACT))


def observed_text(verdict: Verdict) -> str:
    """Write the observation: one figure, or both ends where they matter."""
    if verdict.observed is None:
        return ""
    low, high, unit = verdict.observed.lo, verdict.observed.hi, unit_of(verdict)
    digits = DIGITS[unit]
    if unit != "USD":
        digits = max(_digits(v, verdict.allowed, unit) for v in (low, high, (low + high) / 2))
    signed = verdict.measure not in {"level", "market_value"}
    wide = abs(high - low) * SCALES[unit] > 2.5 * 10.0 ** -DIGITS[unit]
    if wide or _straddles(verdict):
        return f"{amount(low, unit, digits, signed)} to {amount(high, unit, digits, signed)}"
    if unit != "USD":
        digits = _digits((low + high) / 2, verdict.allowed, unit)
    return amount((low + high) / 2, unit, digits, signed)


def _digits(value: float, allowed: Allowed | None, unit: str) -> int:
    ends = (allowed.lo, allowed.hi) if allowed else ()
    return agreeing(abs(value), ends, DIGITS[unit], SCALES[unit])


def holds(allowed: Allowed, magnitude: float) -> bool:
    """Tell whether a magnitude is in the allowed set."""
    above = (
        allowed.lo is None
        or magnitude > allowed.lo
        or (allowed.lo_closed and magnitude == allowed.lo)
    )
    below = (
        allowed.hi is None
        or magnitude < allowed.hi
        or (allowed.hi_closed and magnitude == allowed.hi)
    )
    return above and below


def _straddles(verdict: Verdict) -> bool:
    """Tell whether only part of the observed interval is allowed."""
    if verdict.allowed is None or verdict.observed is None:
        return False
    ends = (abs(verdict.observed.lo), abs(verdict.observed.hi))
    return len({holds(verdict.allowed, e) for e in ends}) > 1


def gap_text(verdict: Verdict) -> str:
    """Write the distance between the observation and the allowed set; nothing without a set."""
    if verdict.gap is None:
        return ""
    if verdict.gap == 0:
        return "0"
    unit = unit_of(verdict)
    if unit == "USD":
        return money(verdict.gap, SHOWN)
    size = verdict.gap * SCALES[unit]
    return number(size, within(size, DIGITS[unit], SHOWN))


def evidence_value(verdict: Verdict, value: float) -> str:
    """Write one figure of the evidence: a return where moves decide, else a price."""
    return percent(value) if of_moves(verdict) else number(value, 2)


def of_moves(verdict: Verdict) -> bool:
    """Tell whether returns are the evidence: of directions, and of records that are no level."""
    if verdict.measure != "record":
        return verdict.measure in {"direction", "group_direction"}
    kinds = [str(n.get("kind", "")) for n in verdict.note_codes]
    return not any(k.startswith(LEVEL_KINDS) for k in kinds)

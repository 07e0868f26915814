"""A claim with its rating: the row of claims.csv, results.json and the page."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Allowed:
    """Magnitudes that the words allow; None is an end without bound."""

    lo: float | None
    hi: float | None
    lo_closed: bool
    hi_closed: bool


@dataclass(frozen=True, slots=True)
class Observed:
    """The observation as an interval, signed, in the claim's base unit."""

    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One price or return that decided or explains the rating.

    ``value`` is a price in the money of that day where the claim states a figure,
    and a return (fraction) for directions, groups and records of moves. ``basis``
    is open, high, low or close.
    """

    symbol: str
    date: str
    basis: str
    value: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim and how it fares against the prices.

    ``value`` is signed and in ``unit`` (fraction, points or USD), ±1 for
    directions, null for a record; ``step`` is one unit of the last printed
    digit. ``allowed``, ``observed`` and ``gap`` are null for directions, groups and
    records, where ``evidence`` decides. ``gap`` is the distance between allowed set
    and observation in ``unit``, 0 when consistent. ``notes`` are English sentences;
    ``note_codes`` say the same without a language: ``{"code": …, figures}``, one each.
    ``start_approximate``: the span was given in words ("over a year").
    """

    id: str
    article: str
    quote: str
    at: int | None
    subject: str | None
    candidates: tuple[str, ...]
    measure: str
    start: str | None
    date: str | None
    value: float | None
    value_range: tuple[float, float] | None
    unit: str | None
    decimals: int | None
    step: float | None
    hedge: str
    basis: str
    group: str | tuple[str, ...] | None
    rule: str | None
    date_because: str | None
    rating: str
    allowed: Allowed | None
    observed: Observed | None
    gap: float | None
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    note_codes: tuple[dict[str, Any], ...] = ()
    start_approximate: bool = False

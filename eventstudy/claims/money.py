"""The money of the day: which split factor and which half cent a printed price has.

A price is printed to the cent, so it is known to half a cent either way, in the
money of its day. Price files carry split-adjusted figures: 4.98375 was 199.35
before two splits, and its half cent is 0.005 / 40 today.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from eventstudy.claims.verdict import Observed
from eventstudy.prices.panel import QUOTED, Series

HALF_CENT = 0.005
NOISE = 1.2e-7  # single precision, relative: downloads print 118.42 as 118.419998
CENT_TOLERANCE = 0.05  # cents; far below what a wrong factor leaves over
LARGEST_FACTOR = 60
LOOK_AHEAD = 30  # sessions: later prices never need a larger factor
ENOUGH = 10  # prices behind an inferred factor

Floats = NDArray[np.float64]


def split_factor(series: Series, day: date) -> float | None:
    """Return by what a price of ``day`` must be multiplied to be in the money of that day.

    The splits that the source names decide, if they leave whole cents. Where they do
    not, or none are named, the cents decide: the factor is the smallest whole number
    that makes this day's prices and those of the following sessions whole cents.
    Indices are never split.

    Returns
    -------
    float or None
        None where nothing is named and no whole number up to ``LARGEST_FACTOR`` fits,
        as in a series that is adjusted for dividends too.
    """
    if series.symbol.startswith("^"):
        return 1.0
    row = int(np.searchsorted(series.sessions, np.datetime64(day, "D")))
    own = _known(np.array([getattr(series, f)[row : row + 1] for f in QUOTED]).ravel())
    ahead = _known(series.close[row : row + LOOK_AHEAD])
    named = float(np.prod([s.ratio for s in series.splits if s.session > day]))
    if series.splits and _leaves_cents(own, ahead, named):
        return named
    whole = range(1, LARGEST_FACTOR + 1) if len(ahead) >= ENOUGH else (1,)
    inferred = next((float(k) for k in whole if _leaves_cents(own, ahead, k)), None)
    return inferred or (named if series.splits else None)


def _leaves_cents(own: Floats, ahead: Floats, factor: float) -> bool:
    """Tell whether a factor makes prices whole cents; one odd print in four may stay."""
    if not len(own) or not len(ahead):
        return False
    return _whole_cents(own, factor) >= 0.75 and _whole_cents(ahead, factor) >= 0.9


def _whole_cents(prices: Floats, factor: float) -> float:
    """Return the share of prices that are whole cents after a factor."""
    cents = prices * factor * 100
    tolerance = np.clip(cents * NOISE, CENT_TOLERANCE / 5, CENT_TOLERANCE)
    return float((np.abs(cents - np.round(cents)) <= tolerance).mean())


def printed_price(series: Series, field: str, row: int, factor: float | None) -> Observed | None:
    """Return the interval of a price in the file's money; None where it was not recorded.

    Without a factor the digits of the figure itself say how precise it is, two at least.
    """
    price = float(getattr(series, field)[row])
    if not np.isfinite(price):
        return None
    half = HALF_CENT / factor if factor else _half_digit(price)
    return Observed(price - half, price + half)


def _half_digit(price: float) -> float:
    digits = next((d for d in range(2, 8) if abs(price - round(price, d)) <= NOISE * abs(price)), 8)
    return 0.5 * 10.0**-digits


def _known(values: Floats) -> Floats:
    return values[np.isfinite(values)]

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

NOISE = 1.2e-7  # single precision, relative: downloads print 118.42 as 118.419998
CENT_TOLERANCE = 0.05  # cents; far below what a wrong factor leaves over
FACTORS = tuple(  # products of the ratios that shares are split by
    sorted({a * b for a in (1, 2, 3, 4, 5, 6, 7, 10, 15, 20) for b in (1, 2, 3, 4, 5, 6)})
)
NEAR = 30  # sessions looked at on each side
ENOUGH = 10  # prices behind an inferred factor
CLOSE = QUOTED.index("close")
MOST = 0.9  # a few closes lie between two cents

Floats = NDArray[np.float64]


def split_factor(series: Series, day: date) -> float | None:
    """Return by what a price of ``day`` must be multiplied to be in the money of that day.

    The splits that the source names decide, if they leave whole cents. Where they do
    not, or none are named, the cents decide: the smallest whole number that makes the
    closes of the sessions around the day whole cents. Indices are never split.

    Returns
    -------
    float or None
        None where nothing is named and none of ``FACTORS`` fits,
        as in a series that is adjusted for dividends too.
    """
    if series.symbol.startswith("^"):
        return 1.0
    row = int(np.searchsorted(series.sessions, np.datetime64(day, "D")))
    first = max(0, row - NEAR)
    prices = np.stack([getattr(series, f)[first : row + NEAR] for f in QUOTED])
    named = float(np.prod([s.ratio for s in series.splits if s.session > day]))
    ahead = prices[CLOSE, row - first :]
    if series.splits and (not len(ahead) or _leaves_cents(ahead, named)):
        return named
    return _inferred(prices, row - first) or (named if series.splits else None)


def _inferred(prices: Floats, at: int) -> float | None:
    """Return the factor that the cents around column ``at`` imply.

    Closes tell the factor; opens, highs and lows of a share can lie between two cents.
    Later sessions never need a larger factor. Where those up to the day and those from
    it on differ, a split lies between: the day is before it as long as a session from
    it on has its close, or three of its four prices, off the cent.
    """
    behind, ahead = prices[CLOSE, : at + 1], prices[CLOSE, at:]
    if min(np.isfinite(behind).sum(), np.isfinite(ahead).sum()) < ENOUGH:
        return _smallest(prices[CLOSE])
    before, after = _smallest(behind), _smallest(ahead)
    if after is None or before == after:
        return before
    odd = ~_are_cents(prices[:, at:], after) & np.isfinite(prices[:, at:])
    return before if (odd[CLOSE] | (odd.sum(axis=0) >= 3)).any() else after


def _smallest(closes: Floats) -> float | None:
    """Return the smallest factor that leaves whole cents; few closes can only show 1."""
    factors = FACTORS if np.isfinite(closes).sum() >= ENOUGH else (1,)
    return next((float(k) for k in factors if _leaves_cents(closes, k)), None)


def _leaves_cents(prices: Floats, factor: float) -> bool:
    """Tell whether a factor makes nine in ten whole cents."""
    known = prices[np.isfinite(prices)]
    return bool(len(known)) and bool(_are_cents(known, factor).mean() >= MOST)


def _are_cents(prices: Floats, factor: float) -> NDArray[np.bool_]:
    """Tell which prices are whole cents after a factor."""
    cents = prices * factor * 100
    tolerance = np.clip(np.abs(cents) * NOISE, CENT_TOLERANCE / 5, CENT_TOLERANCE)
    return np.abs(cents - np.round(cents)) <= tolerance


def printed_price(series: Series, field: str, row: int, factor: float | None) -> Observed | None:
    """Return the interval of a price in the file's money; None where it was not recorded.

    A price that single precision left beside a cent (118.419998) is that cent. Without a
    factor the digits of the figure itself say how precise it is, two at least.
    """
    price = float(getattr(series, field)[row])
    if not 0 < price < np.inf:
        return None
    if factor is None:
        half = _half_digit(price)
        return Observed(price - half, price + half)
    cents = price * factor * 100
    whole = round(cents) if abs(cents - round(cents)) <= CENT_TOLERANCE else cents
    return Observed((whole - 0.5) / factor / 100, (whole + 0.5) / factor / 100)


def _half_digit(price: float) -> float:
    digits = next((d for d in range(2, 8) if abs(price - round(price, d)) <= NOISE * abs(price)), 8)
    return 0.5 * 10.0**-digits

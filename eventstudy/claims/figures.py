"""What each measure with a figure observes, on each basis of a session."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from eventstudy.article import Claim
from eventstudy.claims.notes import printed, signed
from eventstudy.claims.observe import (
    Market,
    Unknown,
    Window,
    extreme,
    hull,
    middle,
    observe_window,
    shares_on,
)
from eventstudy.claims.rate import Rating, rate
from eventstudy.claims.shares import ShareCount
from eventstudy.claims.verdict import Observed
from eventstudy.prices.panel import QUOTED
from eventstudy.wording import Quantity

OUTSIDE_SESSION = {"premarket": "before the open", "afterhours": "after the close"}
ONE = Observed(1.0, 1.0)  # for measures that need no share count
COLUMNS = {"open": "Open", "high": "High", "low": "Low", "close": "Close"}


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure follows from prices.

    Attributes
    ----------
    units : tuple of str
        Base units that the measure can have.
    directional : bool
        Whether the sign is part of the claim.
    from_start : bool
        Whether it compares with the close of the start.
    per_share : bool
        False where a share count is needed too.
    value : callable
        (reference, price, shares) → observed interval in the base unit.
    """

    units: tuple[str, ...]
    directional: bool
    from_start: bool
    per_share: bool
    value: Callable[[Observed, Observed, Observed], Observed]


def price_return(reference: Observed, price: Observed, shares: Observed) -> Observed:
    """Return the move as a fraction of the reference."""
    return Observed(price.lo / reference.hi - 1, price.hi / reference.lo - 1)


def price_change(reference: Observed, price: Observed, shares: Observed) -> Observed:
    """Return the move in points, or in dollars a share."""
    return Observed(price.lo - reference.hi, price.hi - reference.lo)


def price_level(reference: Observed, price: Observed, shares: Observed) -> Observed:
    """Return the price itself."""
    return price


def value_change(reference: Observed, price: Observed, shares: Observed) -> Observed:
    """Return the move of the market value in USD, at one share count."""
    change = price_change(reference, price, shares)
    ends = [c * s for c in (change.lo, change.hi) for s in (shares.lo, shares.hi)]
    return Observed(min(ends), max(ends))


def market_value(reference: Observed, price: Observed, shares: Observed) -> Observed:
    """Return the market value in USD."""
    return Observed(price.lo * shares.lo, price.hi * shares.hi)


FIGURES = {
    "return": Measure(("fraction",), True, True, True, price_return),
    "level": Measure(("points", "USD"), False, False, True, price_level),
    "point_change": Measure(("points", "USD"), True, True, True, price_change),
    "value_change": Measure(("USD",), True, True, False, value_change),
    "market_value": Measure(("USD",), False, False, False, market_value),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim read for one security, with what was quoted.

    ``shares`` is the count on the session, None where the measure needs none.
    """

    claim: Claim
    quantity: Quantity
    measure: Measure
    window: Window
    market: Market
    shares: ShareCount | None

    def on(self, price: Observed) -> Observed:
        """Return what the measure makes of a price of the session."""
        shares = ONE if self.shares is None else self.shares.interval
        return self.measure.value(self.window.reference or price, price, shares)

    def rate(self, observed: Observed) -> Rating:
        """Rate the claim against an observation."""
        return rate(self.quantity, observed, self.measure.directional)

    def write(self, observed: Observed, decisive: bool = False) -> str:
        """Write an observation with digits that agree with its rating."""
        quantity, words = self.quantity, self.rate(observed).allowed
        digits = _digits(middle(observed), quantity.base_unit, quantity.decimals, decisive)
        limits = [e for e in (words.lo, words.hi) if e]
        text = printed(middle(observed), quantity.base_unit, digits, limits)
        return signed(text) if self.measure.directional else text

    @property
    def is_range(self) -> bool:
        """Whether all prices of the session count, not one of them."""
        return self.claim.basis == "intraday" and self.claim.hedge != "up_to"

    def say(self, observed: Observed) -> str:
        """Write the observation that decides, both ends of a range."""
        if not self.is_range:
            return self.write(observed, decisive=True)
        ends = [self.on(self.window.quoted[f]) for f in ("low", "high")]
        return " to ".join(self.write(e) for e in ends)


def _digits(value: float, unit: str, stated: int, decisive: bool) -> int:
    """Return the fewest digits to print: those stated, more for what decides."""
    if unit == "USD" and abs(value) >= 1e6:
        return 3 if abs(value) >= 1e12 else 1
    return max(1 if unit == "fraction" and not decisive else 2, min(stated, 6))


def read(
    claim: Claim, symbol: str, market: Market, start: date | None, day: date | None
) -> Reading | Unknown:
    """Look up everything a claim with a figure needs, or say what is missing."""
    measure, quantity = FIGURES[claim.measure], claim.quantity
    unfit = _unfit(claim, measure, quantity, start)
    if unfit or quantity is None:
        return unfit or _wrong_unit(claim, measure)
    window = observe_window(symbol, start, day, market, claim.start_approximate)
    if isinstance(window, Unknown):
        return window
    if measure.from_start and window.reference is None:
        return no_reference(window)
    shares = None if measure.per_share else shares_on(symbol, window, market)
    if isinstance(shares, Unknown):
        return shares
    return Reading(claim, quantity, measure, window, market, shares)


def _unfit(
    claim: Claim, measure: Measure, quantity: Quantity | None, start: date | None
) -> Unknown | None:
    """Say what in the claim itself keeps it from being held against daily prices."""
    if quantity is None or quantity.base_unit not in measure.units:
        return _wrong_unit(claim, measure)
    if measure.from_start and claim.start_approximate and start is None:
        return Unknown("no_start", "the text fixes no start of the span", "the day it starts")
    return outside_session(claim.basis) if claim.basis in OUTSIDE_SESSION else None


def _wrong_unit(claim: Claim, measure: Measure) -> Unknown:
    units = " or ".join("percent" if u == "fraction" else u for u in measure.units)
    return Unknown("unit", f"a {claim.measure} is not in {claim.unit}", f"a figure in {units}")


def outside_session(basis: str) -> Unknown:
    """Say that daily prices hold nothing from outside the session."""
    return Unknown(
        "outside_session",
        f"the claim is about prices {OUTSIDE_SESSION[basis]}",
        "quotes from outside the trading session",
    )


def no_reference(window: Window) -> Unknown:
    """Say that there is no close to compare with."""
    when = f"on {window.start}" if window.start else f"before {window.day}"
    return Unknown(
        "no_start_close",
        f"no close of {window.symbol} {when}",
        f"its close {when}",
    )


def no_column(window: Window, fields: tuple[str, ...]) -> Unknown:
    """Say that the price file lacks a column that the basis needs."""
    names = " and ".join(COLUMNS[f] for f in fields)
    return Unknown(
        "no_column", f"{window.symbol}: no {names} recorded for {window.day}", f"its {names}"
    )


def judged_price(claim: Claim, window: Window, market: Market) -> Observed | Unknown:
    """Return the price interval that decides: the stated basis, or the close.

    ``up_to`` is held against the day's extreme in the stated direction, any other
    intraday figure against all prices of the session.
    """
    basis = claim.basis
    if basis in {"close", "open"} or (basis == "unspecified" and claim.hedge != "up_to"):
        field = "open" if basis == "open" else "close"
        return window.quoted.get(field) or no_column(window, (field,))
    if claim.hedge == "up_to" and claim.measure != "level":
        field = "low" if claim.sign < 0 else "high"
        return extreme(window, market, field) or no_column(window, (field,))
    missing = tuple(f for f in ("low", "high") if f not in window.quoted)
    return no_column(window, missing) if missing else _day_range(claim, window)


def _day_range(claim: Claim, window: Window) -> Observed:
    """Return all prices of the session; for "up to" a level, the end nearer to it."""
    low, high = window.quoted["low"], window.quoted["high"]
    quantity = claim.quantity
    if claim.hedge != "up_to" or quantity is None:
        return hull(low, high)
    level = float(quantity.magnitudes[0])
    return min((low, high), key=lambda end: abs(middle(end) - level))


def judged(reading: Reading) -> Observed | Unknown:
    """Return the observation that decides the rating."""
    price = judged_price(reading.claim, reading.window, reading.market)
    return price if isinstance(price, Unknown) else reading.on(price)


def alternatives(reading: Reading) -> dict[str, Observed]:
    """Return the observation on every recorded basis: close, open, low, high."""
    quoted = reading.window.quoted
    order = ("close", *(f for f in QUOTED if f != "close"))
    return {f: reading.on(quoted[f]) for f in order if f in quoted}

"""Notes that explain a rating: other bases, sessions, share classes, cut digits."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from eventstudy.article import Claim
from eventstudy.claims import notes
from eventstudy.claims.figures import Reading, alternatives, judged, read
from eventstudy.claims.notes import Note
from eventstudy.claims.observe import Market, Unknown, middle, scaled, session_at
from eventstudy.claims.rate import Rating, toward
from eventstudy.claims.verdict import Observed
from eventstudy.names import SISTERS
from eventstudy.wording import Quantity

TWO_SIDED = {"plain", "about", "digits", "up_to"}
NEAR = (-1, 1)
FARTHER = (-2, 2, -3, 3, -4, 4, -5, 5)
PRECISE = Decimal(
    "0.05"
)  # a last digit finer than this share of the figure fits few days by chance
KINDS = {  # (measure is a move, falls, bound holds above)
    (True, True, True): "larger fall",
    (True, True, False): "smaller fall",
    (True, False, True): "larger rise",
    (True, False, False): "smaller rise",
    (False, False, True): "higher figure",
    (False, False, False): "lower figure",
}

Seen = tuple[Reading, Observed]


def single_day(claim: Claim, symbol: str, market: Market, day: date) -> bool:
    """Tell whether the claim is about one session's move, not a longer window."""
    if claim.start is None:
        return True
    return session_at(day, -1, market.prices[symbol], market.calendar) == session_at(
        claim.start, 0, market.prices[symbol], market.calendar
    )


def see(
    claim: Claim, symbol: str, market: Market, start: date | None, day: date | None
) -> Seen | None:
    """Read the claim on another security or session; None where the data do not reach."""
    reading = read(claim, symbol, market, start, day)
    if isinstance(reading, Unknown):
        return None
    observed = judged(reading)
    return None if isinstance(observed, Unknown) else (reading, observed)


def fitting_session(claim: Claim, symbol: str, market: Market, day: date) -> Seen | None:
    """Find the nearest other session that the figure fits.

    A bound fits too many days to tell. Sessions more than one away count only for
    figures with enough digits not to fit by chance.
    """
    quantity = claim.quantity
    if claim.hedge not in TWO_SIDED or quantity is None or not quantity.magnitudes[0]:
        return None
    precise = is_precise(quantity)
    single = single_day(claim, symbol, market, day)
    for shift in NEAR + (FARTHER if precise and single and claim.hedge != "about" else ()):
        session = session_at(day, shift, market.prices[symbol], market.calendar)
        seen = see(claim, symbol, market, None if single else claim.start, session)
        if seen and seen[0].rate(seen[1]).rating == "consistent":
            return seen
    return None


def other_session(reading: Reading) -> Seen | None:
    """Find another session that the figure fits; a day's whole range fits too easily."""
    window = reading.window
    if reading.is_range:
        return None
    return fitting_session(reading.claim, window.symbol, reading.market, window.day)


def is_precise(quantity: Quantity) -> bool:
    """Tell whether a figure has digits enough not to fit by chance."""
    return quantity.step <= PRECISE * quantity.magnitudes[0]


def explain(reading: Reading, observed: Observed, rating: Rating) -> tuple[Note, ...]:
    """Return the notes of a figure: what it was held against, and what explains it."""
    if rating.rating == "consistent":
        return (*_spare_room(reading, observed), *context(reading))
    return (*_mismatch(reading, observed, rating), *context(reading))


def context(reading: Reading) -> Iterator[Note]:
    """Say which prices, shares and start stand behind the observation."""
    claim, window = reading.claim, reading.window
    if reading.is_range:
        ends = alternatives(reading)
        yield notes.day_range(window.day, reading.write(ends["low"]), reading.write(ends["high"]))
    if window.factor != 1 and claim.measure in {"level", "point_change"}:
        yield notes.split_undone(window)
    if reading.shares is not None:
        yield notes.share_count(reading.shares)
    if claim.start and window.start and reading.measure.from_start:
        if claim.start_approximate:
            yield notes.approximate_start(window.start, (window.day - window.start).days // 10)
        elif claim.start != window.start:
            yield notes.start_moved(claim.start, window.start)


def _judged_basis(reading: Reading) -> str:
    """Return the column that decided; "close" for a whole day's range."""
    claim = reading.claim
    if claim.basis == "open":
        return "open"
    if claim.basis == "intraday" or (claim.hedge == "up_to" and claim.basis != "close"):
        return "low" if claim.sign < 0 else "high"
    return "close"


def _spare_room(reading: Reading, observed: Observed) -> Iterator[Note]:
    """Say that a bound holds with room to spare, and where the figure lies."""
    hedge, quantity = reading.quantity.hedge, reading.quantity
    above = hedge in {"at_least", "more_than"}
    if reading.is_range or not (above or hedge in {"at_most", "less_than"}):
        return
    low, high = toward(observed, quantity, reading.measure.directional)
    figure = float(quantity.magnitudes[0 if above else -1])
    if (low - figure if above else figure - high) <= float(quantity.step):
        return
    move = reading.measure.directional
    kind = KINDS[move, move and quantity.sign < 0, above]
    here = reading.write(observed, decisive=True).lstrip("−+")
    basis = notes.BASIS_NAMES[_judged_basis(reading)]
    yield notes.room(kind, here, notes.stated(quantity), basis)
    yield from _between(reading)


def _between(reading: Reading) -> Iterator[Note]:
    """Name the two prices of the session, open and extreme, around the figure."""
    bases, quantity = alternatives(reading), reading.quantity
    far = "low" if quantity.sign < 0 else "high"
    if not reading.measure.directional or not {"open", far} <= set(bases):
        return
    first, second = (middle(bases[b]) * quantity.sign for b in ("open", far))
    if first < float(quantity.magnitudes[0]) < second:
        texts = [(b, reading.write(bases[b])) for b in ("open", far)]
        yield notes.between(notes.stated(quantity), texts[0], texts[1])


def _mismatch(reading: Reading, observed: Observed, rating: Rating) -> Iterator[Note]:
    claim, window, market = reading.claim, reading.window, reading.market
    here = reading.say(observed)
    yield from _cut_digits(reading, observed, here)
    yield from _other_bases(reading, here)
    yield from _other_session(reading)
    sister = SISTERS.get(window.symbol)
    other = see(claim, sister, market, claim.start, window.day) if sister else None
    if sister and other and other[0].rate(other[1]).rating == "consistent":
        yield notes.fits_sister(sister, other[0].say(other[1]), window.symbol)
    yield from _beyond(reading, observed, here)
    flipped = Observed(-observed.hi, -observed.lo)
    if rating.rating == "contradicted" and reading.rate(flipped).rating == "consistent":
        yield notes.fits_other_sign(here)
    yield _all_bases(reading)


def _beyond(reading: Reading, observed: Observed, here: str) -> Iterator[Note]:
    """Name a day that went further than "as much as", and a price quoted after splits."""
    figure, window = reading.quantity.magnitudes[-1], reading.window
    further = reading.quantity.hedge == "up_to" and abs(middle(observed)) > figure
    if further and reading.measure.directional:
        yield notes.exceeded(here, _judged_basis(reading), notes.stated(reading.quantity))
    if reading.claim.measure == "level" and window.factor != 1 and not reading.is_range:
        adjusted = scaled(observed, 1 / window.factor)
        if reading.rate(adjusted).rating == "consistent":
            yield notes.fits_adjusted(reading.write(adjusted), here, window.day)


def _cut_digits(reading: Reading, observed: Observed, here: str) -> Iterator[Note]:
    """Name a truncated or twice rounded last digit."""
    quantity = reading.quantity
    if quantity.hedge not in {"plain", "about"} or quantity.value is None:
        return
    size, step = Decimal(repr(abs(middle(observed)))), quantity.step
    figure = quantity.magnitudes[0]
    units = size / step
    nearest = units.quantize(Decimal(1), ROUND_HALF_UP)
    once = units.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if nearest * step == figure:
        return
    if units.quantize(Decimal(1), ROUND_DOWN) * step == figure:
        yield notes.truncated(here, notes.stated(quantity))
    elif once.quantize(Decimal(1), ROUND_HALF_UP) * step == figure:
        yield notes.rounded_twice(here, notes.stated(quantity))


def _other_bases(reading: Reading, here: str) -> Iterator[Note]:
    """Name every other price of the session that the figure fits."""
    chosen = _judged_basis(reading)
    name = "day's range" if reading.is_range else notes.BASIS_NAMES[chosen]
    for basis, seen in alternatives(reading).items():
        rating = reading.rate(seen).rating
        if basis == chosen or rating not in {"consistent", "inexact"}:
            continue
        there = reading.write(seen)
        if rating == "consistent":
            yield notes.fits_basis(basis, there, name, here, reading.window.day)
        elif basis != "open" and _one_step_off(reading, seen):
            yield notes.near_basis(basis, there, name, here, reading.window.day)


def _one_step_off(reading: Reading, seen: Observed) -> bool:
    quantity = reading.quantity
    distance = abs(abs(middle(seen)) - float(quantity.magnitudes[0]))
    return is_precise(quantity) and distance <= float(quantity.step)


def _other_session(reading: Reading) -> Iterator[Note]:
    """Name another session, or the window's last day alone, that the figure fits."""
    claim, window, market = reading.claim, reading.window, reading.market
    found = other_session(reading)
    if found:
        there = found[0].say(found[1])
        yield notes.fits_session(found[0].window.day, there, window.day, "")
    if window.start and not single_day(claim, window.symbol, market, window.day):
        alone = see(claim, window.symbol, market, None, window.day)
        if alone and alone[0].rate(alone[1]).rating == "consistent":
            there = alone[0].say(alone[1])
            yield notes.fits_single_day(window.day, there, window.start)


def _all_bases(reading: Reading) -> Note:
    """List every basis of the session, and the close of its neighbours."""
    claim, window, market = reading.claim, reading.window, reading.market
    bases = alternatives(reading)
    values = {b: reading.write(o, decisive=b == "close") for b, o in bases.items()}
    near = claim.model_copy(update={"basis": "close", "hedge": "plain"})
    single = single_day(claim, window.symbol, market, window.day)
    sessions = {}
    for shift in NEAR:
        day = session_at(window.day, shift, market.prices[window.symbol], market.calendar)
        seen = see(near, window.symbol, market, None if single else claim.start, day)
        if seen:
            sessions[str(seen[0].window.day)] = seen[0].write(seen[1], decisive=True)
    return notes.all_bases(window.day, values, sessions)

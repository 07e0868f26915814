"""One check per measure: figures, directions and groups (records have their own module)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from eventstudy.article import Claim
from eventstudy.claims import notes
from eventstudy.claims.explain import explain, fitting_session, other_session
from eventstudy.claims.figures import (
    OUTSIDE_SESSION,
    Reading,
    judged,
    judged_price,
    no_reference,
    outside_session,
    read,
)
from eventstudy.claims.notes import Note, printed, signed
from eventstudy.claims.observe import Market, Unknown, Window, middle, observe_window
from eventstudy.claims.rate import Rating
from eventstudy.claims.shares import SHARES_HOLD, ShareCount
from eventstudy.claims.verdict import Allowed, Evidence, Observed
from eventstudy.wording import allowed

NEAR_MISS = 0.05  # what dividends, issues and buy-backs of a year or two can shift a figure by
UNCHANGED = 1e-12  # float noise; two different prices differ by a cent
COUNT_DRIFT = 0.02  # by which counts of the same quarter differ: issues, buy-backs, dilution


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; the part of a verdict that prices decide."""

    rating: str
    allowed: Allowed | None
    observed: Observed | None
    gap: float | None
    notes: tuple[Note, ...]
    evidence: tuple[Evidence, ...]


Check = Callable[[Claim, str | None, Market], Finding]
Move = tuple[Window, float]  # with the return of the printed prices


def undecided(unknown: Unknown, claim: Claim, evidence: tuple[Evidence, ...] = ()) -> Finding:
    """Return a finding that says why the data cannot decide."""
    quantity = claim.quantity
    words = None
    if quantity is not None:
        ends = allowed(quantity)
        words = Allowed(ends.lo, ends.hi, ends.lo_closed, ends.hi_closed)
    return Finding("not_checkable", words, None, None, (notes.not_checkable(unknown),), evidence)


def no_subject() -> Unknown:
    """Say that the text does not name a security."""
    return Unknown("no_subject", "the text names no security that is known", "its symbol")


def check_figure(claim: Claim, symbol: str | None, market: Market) -> Finding:
    """Rate a claim that states a figure.

    Parameters
    ----------
    claim : Claim
        Measure return, level, point_change, value_change or market_value.
    symbol : str or None
        The security it is read for.
    market : Market

    Returns
    -------
    Finding
        ``observed`` is signed, in the base unit; ``evidence`` the prices used.
    """
    if symbol is None:
        return undecided(no_subject(), claim)
    reading = read(claim, symbol, market, claim.start, claim.date)
    if isinstance(reading, Unknown):
        return _wrong_day(reading, claim, symbol, market) or undecided(reading, claim)
    observed = judged(reading)
    if isinstance(observed, Unknown):
        return undecided(observed, claim, quoted_prices(reading))
    return _rated(reading, observed)


def _rated(reading: Reading, observed: Observed) -> Finding:
    rating = reading.rate(observed)
    word = _final_word(reading, rating)
    doubt = _doubt(reading, observed) if word != "consistent" else None
    if doubt:
        return undecided(doubt, reading.claim, quoted_prices(reading))
    gap = 0.0 if word == "consistent" else rating.gap
    texts = explain(reading, observed, rating)
    return Finding(word, rating.allowed, observed, gap, texts, quoted_prices(reading))


def _final_word(reading: Reading, rating: Rating) -> str:
    """Soften a rating where the start is approximate or only the date is wrong."""
    if rating.rating == "inconsistent" and reading.claim.start_approximate:
        return "inexact"
    if rating.rating == "contradicted" and other_session(reading):
        return "inconsistent"
    return rating.rating


def _doubt(reading: Reading, observed: Observed) -> Unknown | None:
    """Say where a near miss may be the data's fault: adjusted prices, an old share count."""
    window, miss = reading.window, _miss(reading, observed)
    if miss is None or miss > NEAR_MISS:
        return None
    here = reading.say(observed)
    if not window.as_quoted and reading.claim.measure != "return":
        return Unknown(
            "adjusted_series",
            f"the prices of {window.symbol} are adjusted for more than splits "
            f"({here} was not quoted that day)",
            "prices as quoted",
        )
    count = reading.shares
    if count is None or not _may_have_changed(count, window.day, miss):
        return None
    return Unknown(
        "old_share_count",
        f"the share count is of {count.as_of} ({count.source}); with it {here}, "
        "which is too near to tell",
        f"shares_outstanding of {window.symbol} nearer to {window.day}",
    )


def _miss(reading: Reading, observed: Observed) -> float | None:
    """Return how far the observation's nearest end is off, as a share of the figure."""
    figure = float(reading.quantity.magnitudes[0])
    low, high = sorted((abs(observed.lo), abs(observed.hi)))
    return abs(min(max(figure, low), high) / figure - 1) if figure else None


def _may_have_changed(count: ShareCount, day: date, miss: float) -> bool:
    """Tell whether another share count of that day could explain a miss."""
    return abs((day - count.as_of).days) > SHARES_HOLD or (count.tabled and miss <= COUNT_DRIFT)


def _wrong_day(unknown: Unknown, claim: Claim, symbol: str, market: Market) -> Finding | None:
    """Rate a figure whose stated day is no session but which fits the one beside it."""
    if unknown.code != "not_a_session" or claim.date is None:
        return None
    found = fitting_session(claim, symbol, market, claim.date)
    if found is None or abs((found[0].window.day - claim.date).days) > 5:
        return None
    reading, observed = found
    there = reading.say(observed)
    note = notes.fits_session(reading.window.day, there, claim.date, f": {unknown.reason}")
    words = reading.rate(observed).allowed
    return Finding("inconsistent", words, None, None, (note,), quoted_prices(reading))


def quoted_prices(reading: Reading) -> tuple[Evidence, ...]:
    """List the start's close and every recorded price of the session, in its money."""
    window = reading.window
    found = []
    if reading.measure.from_start and window.reference and not reading.claim.start_approximate:
        found.append(_price(window, window.start, "close", window.reference))
    found += [_price(window, window.day, field, p) for field, p in window.quoted.items()]
    return tuple(found)


def _price(window: Window, day: date | None, basis: str, price: Observed) -> Evidence:
    return Evidence(window.symbol, str(day), basis, round(middle(price), 6))


def check_direction(claim: Claim, symbol: str | None, market: Market) -> Finding:
    """Rate "rose" or "fell"; prices equal to the cent cannot decide."""
    if symbol is None:
        return undecided(no_subject(), claim)
    found = observed_move(claim, symbol, market)
    if isinstance(found, Unknown):
        return undecided(found, claim)
    window, move = found
    evidence = (_move(claim, found),)
    note = notes.observed_move(symbol, window.day, write_move(move))
    verdict = agrees(claim.sign, move)
    if verdict is None:
        unknown = Unknown("unchanged", f"{symbol} was unchanged to the cent", "a finer price")
        return undecided(unknown, claim, evidence)
    return Finding("consistent" if verdict else "contradicted", None, None, None, (note,), evidence)


def check_group(claim: Claim, symbol: str | None, market: Market) -> Finding:
    """Rate "all rose" or "all fell": one member that moved the other way contradicts it.

    A member without prices leaves the claim open unless there is a counterexample.
    """
    members = group_members(claim, market)
    if isinstance(members, Unknown):
        return undecided(members, claim)
    seen = {m: observed_move(claim, m, market) for m in members}
    moves = {m: f for m, f in seen.items() if not isinstance(f, Unknown)}
    evidence = tuple(_move(claim, f) for f in moves.values())
    against = [m for m, f in moves.items() if agrees(claim.sign, f[1]) is False]
    if against:
        texts = [(m, write_move(moves[m][1])) for m in against]
        note = notes.moved_otherwise(texts, "rose" if claim.sign > 0 else "fell")
        return Finding("contradicted", None, None, None, (note,), evidence)
    gaps = _open_members(claim, seen)
    if gaps:
        return undecided(gaps, claim, evidence)
    return Finding("consistent", None, None, None, (), evidence)


def group_members(claim: Claim, market: Market) -> tuple[str, ...] | Unknown:
    """Return the symbols a group claim is about."""
    if claim.group is None:
        return Unknown("no_group", "the text does not say which securities", "their symbols")
    if isinstance(claim.group, tuple):
        return claim.group
    if claim.group not in market.groups:
        known = ", ".join(market.groups) or "none"
        return Unknown(
            "unknown_group",
            f"no group {claim.group!r} is defined (known: {known})",
            f"groups.{claim.group} with its members",
        )
    return market.groups[claim.group].members


def _open_members(claim: Claim, seen: dict[str, Move | Unknown]) -> Unknown | None:
    """Say which members leave the claim open: without a price, or unchanged."""
    missing = {m: f for m, f in seen.items() if isinstance(f, Unknown)}
    flat = [m for m, f in seen.items() if not isinstance(f, Unknown) and agrees(1, f[1]) is None]
    if missing:
        reasons = "; ".join(dict.fromkeys(u.reason for u in missing.values()))
        needed = "; ".join(dict.fromkeys(u.needed for u in missing.values()))
        rest = len(seen) - len(missing)
        return Unknown("missing_members", f"{reasons} ({rest} of {len(seen)} seen)", needed)
    if flat:
        return Unknown("unchanged", f"unchanged to the cent: {', '.join(flat)}", "finer prices")
    return None


def observed_move(claim: Claim, symbol: str, market: Market) -> Move | Unknown:
    """Return the return of a security on the claim's basis, for claims without a figure.

    During a session, any moment in the stated direction counts: the day's extreme decides.
    """
    if claim.basis in OUTSIDE_SESSION:
        return outside_session(claim.basis)
    window = observe_window(symbol, claim.start, claim.date, market)
    if isinstance(window, Unknown):
        return window
    if window.reference is None:
        return no_reference(window)
    extreme = claim.model_copy(update={"hedge": "up_to"}) if claim.basis == "intraday" else claim
    price = judged_price(extreme, window, market)
    if isinstance(price, Unknown):
        return price
    return window, middle(price) / middle(window.reference) - 1


def agrees(sign: int, move: float) -> bool | None:
    """Tell whether a move has a direction; None where the printed prices are equal."""
    return None if abs(move) < UNCHANGED else move * sign > 0


def write_move(move: float) -> str:
    """Write a return with digits enough to show that it is not zero."""
    return signed(printed(move, "fraction", 2, [0.0]))


def _move(claim: Claim, found: Move) -> Evidence:
    window, move = found
    extreme = "low" if claim.sign < 0 else "high"
    basis = {"open": "open", "intraday": extreme}.get(claim.basis, "close")
    return Evidence(window.symbol, str(window.day), basis, round(move, 12))

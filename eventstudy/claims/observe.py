"""From a claim's days to what was quoted: intervals, in the money of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from eventstudy.claims.money import printed_price, split_factor
from eventstudy.claims.shares import COUNTS, SHARES_HOLD, ShareCount, declared_count, tabled_count
from eventstudy.claims.verdict import Observed
from eventstudy.prices.panel import QUOTED, PricePanel, Series
from eventstudy.sessions import Calendar
from eventstudy.study import Assumption, Group


@dataclass(frozen=True, slots=True)
class Market:
    """All that claims are held against."""

    prices: PricePanel
    calendar: Calendar
    shares: Mapping[str, Assumption]
    groups: Mapping[str, Group]


CONFIRM = "a person who reads the words; then take `rule` out of the record"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why the data cannot decide, and what would be needed.

    ``code`` is language-free; ``not_a_session`` is the one that callers ask for.
    """

    code: str
    reason: str
    needed: str


@dataclass(frozen=True, slots=True)
class Window:
    """A security between the close of ``start`` and the session ``day``.

    Attributes
    ----------
    reference : Observed or None
        Close of ``start``; None where a start was not needed or has no close.
    quoted : dict of str to Observed
        open, high, low and close of ``day``, those recorded, in the money of that day.
    factor : float
        Whole number by which the file's prices were multiplied to get there.
    as_quoted : bool
        False where no factor gives whole cents: the series is adjusted for more than splits.
    """

    symbol: str
    start: date | None
    day: date
    reference: Observed | None
    quoted: dict[str, Observed]
    factor: float
    as_quoted: bool


def is_session(day: date, series: Series, calendar: Calendar) -> bool:
    """Ask the calendar; outside its span, the price file."""
    if _covers(calendar, day):
        return calendar.is_session(day)
    return series.row(day) is not None


def session_at(day: date, shift: int, series: Series, calendar: Calendar) -> date | None:
    """Return the session ``shift`` sessions from a day, which may be none itself.

    0 is that day or the last session before it, -1 and 1 the nearest ones before
    and after the day. None where neither calendar nor prices reach.
    """
    days = calendar.sessions if _covers(calendar, day) else series.sessions
    side: Literal["left", "right"] = "right" if shift >= 0 else "left"
    at = int(days.searchsorted(np.datetime64(day, "D"), side=side)) - (shift >= 0) + shift
    return _as_date(days[at]) if 0 <= at < len(days) else None


def scaled(interval: Observed, factor: float) -> Observed:
    """Multiply both ends by a positive factor."""
    return Observed(interval.lo * factor, interval.hi * factor)


def hull(*intervals: Observed) -> Observed:
    """Return the smallest interval that holds all of them."""
    return Observed(min(i.lo for i in intervals), max(i.hi for i in intervals))


def middle(interval: Observed) -> float:
    """Return the printed figure that an interval stands for."""
    return (interval.lo + interval.hi) / 2


def observe_window(
    symbol: str, start: date | None, day: date | None, market: Market, approximate: bool = False
) -> Window | Unknown:
    """Look up what was quoted on a session, and the close it is compared with.

    Parameters
    ----------
    symbol : str
    start : date or None
        None is the previous session. A day without a session counts as the last one before it.
    day : date or None
        The session the claim is about.
    market : Market
    approximate : bool
        ``start`` comes from a span in words: the reference covers the closes of every
        start within a tenth of the span.

    Returns
    -------
    Window or Unknown
    """
    found = _series_on(symbol, day, market)
    if isinstance(found, Unknown) or day is None:
        return found if isinstance(found, Unknown) else _no_date()
    series, row = found, found.row(day)
    if row is None:
        return _no_close(symbol, day, series)
    if start is not None and start >= day:
        return Unknown(
            "empty_window",
            f"the window from {start} to {day} holds no session",
            "a start before it",
        )
    first = session_at(day if start is None else start, -(start is None), series, market.calendar)
    factor = split_factor(series, day)
    prices = {f: printed_price(series, f, row, factor) for f in QUOTED}
    money = factor or 1.0
    reference = _reference(series, first, day, approximate)
    return Window(
        symbol=symbol,
        start=first,
        day=day,
        reference=None if reference is None else scaled(reference, money),
        quoted={f: scaled(p, money) for f, p in prices.items() if p is not None},
        factor=money,
        as_quoted=factor is not None,
    )


def _reference(series: Series, first: date | None, day: date, approximate: bool) -> Observed | None:
    """Return the close of the start, or of all starts within a tenth of the span."""
    if first is None:
        return None
    slack = (day - first) / 10 if approximate else timedelta(0)
    lo, hi = np.datetime64(first - slack, "D"), np.datetime64(first + slack, "D")
    rows = np.flatnonzero((series.sessions >= lo) & (series.sessions <= hi))
    closes = [
        printed_price(series, "close", int(r), split_factor(series, _as_date(series.sessions[r])))
        for r in (rows if approximate else rows[-1:])
    ]
    known = [c for c in closes if c is not None]
    return hull(*known) if known and series.row(first) is not None else None


def extreme(window: Window, market: Market, field: str) -> Observed | None:
    """Return the lowest low or highest high between start and day, in the day's money.

    None where a session of the window did not record it.
    """
    series = market.prices[window.symbol]
    first = np.datetime64(window.start or window.day - timedelta(days=1), "D")
    rows = np.flatnonzero(
        (series.sessions > first) & (series.sessions <= np.datetime64(window.day, "D"))
    )
    values = getattr(series, field)[rows]
    if len(rows) <= 1 or not np.isfinite(values).all():
        return window.quoted.get(field) if len(rows) <= 1 else None
    row = int(rows[values.argmin() if field == "low" else values.argmax()])
    price = printed_price(series, field, row, split_factor(series, _as_date(series.sessions[row])))
    return None if price is None else scaled(price, window.factor)


def shares_on(symbol: str, window: Window, market: Market) -> ShareCount | Unknown:
    """Return the share count of a day, with splits in between undone.

    A declared count always wins; without one, the nearest that a filing printed counts.
    """
    assumed = market.shares.get(symbol)
    if assumed is not None:
        then = split_factor(market.prices[symbol], assumed.as_of) or 1.0
        return declared_count(assumed, then / window.factor)
    found = tabled_count(symbol, window.day, window.factor, window.as_quoted)
    if found is not None:
        return found
    known = f" within {SHARES_HOLD} days of {window.day}" if symbol in COUNTS else ""
    return Unknown(
        "no_shares",
        f"no share count of {symbol} is given{known}",
        f"shares_outstanding of {symbol} with its date and source",
    )


def _series_on(symbol: str, day: date | None, market: Market) -> Series | Unknown:
    """Return the series, or why nothing can be looked up on that day."""
    if day is None:
        return _no_date()
    if symbol not in market.prices:
        return Unknown(
            "no_prices", f"no prices for {symbol}", f"daily prices of {symbol} around {day}"
        )
    series = market.prices[symbol]
    last = _last_close(series)
    closed = _covers(market.calendar, day) and not market.calendar.is_session(day)
    if last is not None and day > last and not closed:
        return Unknown(
            "not_yet",
            f"prices of {symbol} run until {last}; {day} lies after them",
            f"its close on {day}",
        )
    if not is_session(day, series, market.calendar):
        why = f" ({market.calendar.why_closed(day)})" if _covers(market.calendar, day) else ""
        return Unknown(
            "not_a_session", f"{day} was not a trading session{why}", "the session that is meant"
        )
    return series


def _last_close(series: Series) -> date | None:
    known = series.sessions[np.isfinite(series.close)]
    return _as_date(known[-1]) if len(known) else None


def _no_date() -> Unknown:
    return Unknown("no_date", "the text fixes no session", "the date of the move")


def _no_close(symbol: str, day: date, series: Series) -> Unknown:
    known = series.sessions[np.isfinite(series.close)]
    span = f"; its prices run {known[0]} to {known[-1]}" if len(known) else ""
    return Unknown("no_close", f"no close of {symbol} on {day}{span}", f"its close on {day}")


def _covers(calendar: Calendar, day: date) -> bool:
    return bool(calendar.days) and calendar.days[0] <= day <= calendar.days[-1]


def _as_date(day: np.datetime64) -> date:
    return date.fromisoformat(str(day))

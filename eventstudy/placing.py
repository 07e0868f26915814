"""Where a study's events fall: sessions for event time 0, and what else happened when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventstudy.config import StudyFile, citation_faults
from eventstudy.errors import ConfigError, InputError, PriceError
from eventstudy.exchanges import exchange_of
from eventstudy.faults import fault
from eventstudy.sessions import Calendar, EventDay, event_day
from eventstudy.study import DatedFact, Event, Security, Study

HISTORY_DAYS = 2560  # seven years before the first needed session: room for placebo days


@dataclass(frozen=True, slots=True)
class Placed:
    """One (event, security) with its event day."""

    event: Event
    security: Security
    calendar: Calendar
    day: EventDay
    place: str = ""

    @property
    def row(self) -> int:
        """Position of the event day in the calendar."""
        return self.calendar.row(self.day.session)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last calendar day of prices a study uses."""

    first: date
    last: date


def announced_day(event: Event) -> date:
    """Return the calendar day of an announcement, as written."""
    value = event.announced
    return value.date() if isinstance(value, datetime) else value


def study_span(file: StudyFile) -> Span:
    """Return the days whose prices are used: ``prices.start`` and ``end``, or what follows.

    Without ``start``: the earliest estimation window less seven years, so that placebo
    days have room. Without ``end``: the latest event window or claim.
    """
    study, prices = file.study, file.study.prices
    days = [announced_day(e) for e in study.listed]
    claims = [d for r in file.records.values() for c in r.article.claims for d in (c.start, c.date)]
    stated = [d for d in claims if d is not None]
    first = sessions_back(min(days), study.windows.estimation[0]) - timedelta(HISTORY_DAYS)
    last = sessions_on(max(days), study.windows.event[1])
    start = prices.start if prices and prices.start else min([first, *stated])
    end = prices.end if prices and prices.end else max([last, *(d + timedelta(7) for d in stated)])
    return Span(start, end)


def sessions_back(day: date, sessions: int) -> date:
    """Go back by sessions in calendar days, generously (252 sessions are 365 days)."""
    return day - timedelta(days=int(abs(min(sessions, 0)) * 1.6) + 15)


def sessions_on(day: date, sessions: int) -> date:
    """Go on by sessions in calendar days, generously."""
    return day + timedelta(days=int(max(sessions, 0) * 1.6) + 15)


def calendar_code(study: Study, symbol: str) -> str:
    """Return the calendar of a symbol: the study's, or that of its exchange.

    Raises
    ------
    InputError
        If the symbol's suffix is unknown and the study names no calendar.
    """
    if study.calendar is not None:
        return study.calendar
    exchange = exchange_of(symbol)
    if exchange is None:
        raise InputError(
            f"{symbol}: no exchange is known for this symbol; add calendar: with the exchange's "
            "code, such as XKRX, and a benchmark"
        )
    return exchange.calendar


def place_events(file: StudyFile, calendars: Mapping[str, Calendar]) -> tuple[Placed, ...]:
    """Find the event day of each (event, security), in the order of the config.

    Parameters
    ----------
    calendars : mapping of str to Calendar
        By code; the event day belongs to the pair (event, security).

    Raises
    ------
    ConfigError
        If an event cites records of which none states its date or session, or
        a security is its own benchmark.
    """
    _refuse_own_benchmark(file)
    placed = tuple(
        Placed(event, security, calendar, _event_day(file, i, calendar), _place(file, i))
        for i, event in enumerate(file.study.listed)
        for security in file.study.members(event)
        for calendar in (calendars[calendar_code(file.study, security.symbol)],)
    )
    days = {e.id: tuple(p.day for p in placed if p.event.id == e.id) for e in file.study.listed}
    faults = citation_faults(file, days)
    if faults:
        raise ConfigError(faults)
    return placed


def _place(file: StudyFile, event: int) -> str:
    return f"{file.located.at(('events', event, 'announced'))}: events[{event}].announced"


def _event_day(file: StudyFile, event: int, calendar: Calendar) -> EventDay:
    """Find one event's day; what is wrong with it names its place in the config."""
    try:
        return event_day(file.study.listed[event].announced, calendar)
    except (InputError, PriceError) as error:
        raise type(error)(f"{_place(file, event)}: {error}") from None


def by_calendar(placed: Sequence[Placed]) -> dict[str, tuple[Placed, ...]]:
    """Group placed events by the code of their calendar."""
    codes = dict.fromkeys(p.calendar.code for p in placed)
    return {code: tuple(p for p in placed if p.calendar.code == code) for code in codes}


def _refuse_own_benchmark(file: StudyFile) -> None:
    if file.study.model == "constant_mean":
        return
    for i, security in enumerate(file.study.securities):
        if security.symbol == security.benchmark:
            place = ("securities", i, "benchmark")
            problem = f"{security.symbol} cannot be its own benchmark; name another index"
            raise ConfigError([fault(file.located, place, problem)])


def window_sessions(placed: Placed, study: Study) -> Span:
    """Return the first and last session that a case needs prices for.

    The return of the first estimation session needs the close before it. Sessions past
    the end of a calendar that only knows dates are left out.

    Raises
    ------
    PriceError
        If the calendar starts too late for the estimation window.
    """
    days, row = placed.calendar.days, placed.row
    needed = 1 - study.windows.estimation[0]
    if row < needed:
        raise PriceError(
            f"{placed.place}: {placed.security.symbol}: the windows need {needed} sessions before "
            f"{placed.day.session}; there are {row} (from {days[0]}). Add earlier prices, or shorten "
            "windows.estimation"
        )
    return Span(days[row - needed], days[min(row + study.windows.event[1], len(days) - 1)])


def fact_session(fact: DatedFact, calendar: Calendar) -> date | None:
    """Return the session that a dated fact counts from; None outside the calendar."""
    if not calendar.days[0] <= fact.date < calendar.days[-1]:
        return None
    return calendar.after(fact.date) if fact.after_close else calendar.on_or_after(fact.date)


def study_dates(study: Study, calendar: Calendar) -> Iterator[tuple[date, str]]:
    """List the sessions of listed events and confounders, with what happened."""
    for event in study.listed:
        yield event_day(event.announced, calendar).session, f"listed event: {event.title}"
        for fact in event.confounders:
            session = fact_session(fact, calendar)
            if session is not None:
                yield session, f"confounder: {fact.what}"

"""From an announcement and an exchange to the event day, with the reason.

One rule: the event day is the first session whose close comes after the
announcement. A plain date means that session or, if there is none, the next.
No clock is read here; a calendar spans the days it was asked for.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from eventstudy.errors import InputError, PriceError

Days = NDArray[np.datetime64]

EXCHANGES = {
    "XNYS": "New York Stock Exchange",
    "XNAS": "Nasdaq",
    "XKRX": "Korea Exchange",
    "XTKS": "Tokyo Stock Exchange",
    "XHKG": "Hong Kong Stock Exchange",
    "XLON": "London Stock Exchange",
    "XETR": "Xetra",
    "XPAR": "Euronext Paris",
    "data": "price file",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The sessions of an exchange between two days.

    Attributes
    ----------
    code, name : str
        Such as "XNYS" and "New York Stock Exchange".
    zone : str
        Time zone of the exchange.
    days : list of date
        Sessions, ascending.
    opens, closes : list of datetime
        UTC, one a session; empty when only dates are known (code "data").
    holidays : dict of date to str
        Names of weekdays without a session, as far as they have one.
    """

    code: str
    name: str
    zone: str
    days: tuple[date, ...]
    opens: tuple[datetime, ...]
    closes: tuple[datetime, ...]
    holidays: dict[date, str]

    @property
    def sessions(self) -> Days:
        """Sessions as datetime64[D], shape (S,)."""
        return np.array(self.days, dtype="datetime64[D]")

    def is_session(self, day: date) -> bool:
        """Tell whether the exchange traded on a day."""
        at = bisect.bisect_left(self.days, day)
        return at < len(self.days) and self.days[at] == day

    def row(self, session: date) -> int:
        """Return the position of a session.

        Raises
        ------
        PriceError
            If the day is no session or outside the calendar.
        """
        if not self.is_session(session):
            raise PriceError(f"{session} is not a session of the {self.name} in this calendar")
        return bisect.bisect_left(self.days, session)

    def on_or_after(self, day: date) -> date:
        """Return the first session on or after a day."""
        return self._at(bisect.bisect_left(self.days, day), day)

    def on_or_before(self, day: date) -> date:
        """Return the last session on or before a day."""
        return self._at(bisect.bisect_right(self.days, day) - 1, day)

    def after(self, day: date) -> date:
        """Return the first session after a day."""
        return self._at(bisect.bisect_right(self.days, day), day)

    def before(self, day: date) -> date:
        """Return the last session before a day."""
        return self._at(bisect.bisect_left(self.days, day) - 1, day)

    def shift(self, session: date, sessions: int) -> date:
        """Move by a number of sessions."""
        return self._at(self.row(session) + sessions, session)

    def why_closed(self, day: date) -> str:
        """Say why there was no session: a holiday's name, "weekend" or "closed"."""
        if day.weekday() > 4:
            return "weekend"
        return self.holidays.get(day, "closed")

    def _at(self, row: int, asked: date) -> date:
        if not 0 <= row < len(self.days):
            span = f"{self.days[0]} to {self.days[-1]}" if self.days else "no session"
            raise PriceError(f"{asked}: outside the {self.name} calendar in use ({span})")
        return self.days[row]


@dataclass(frozen=True, slots=True)
class EventDay:
    """The session for event time 0 and why it is that one.

    ``code`` is same_day, not_a_session, before_open, during_session or
    after_close; ``closed_days`` are the skipped days with their reasons.
    """

    session: date
    code: str
    reason: str
    closed_days: tuple[tuple[date, str], ...] = ()


def exchange_calendar(code: str, first: date, last: date) -> Calendar:
    """Load an exchange's sessions from ``first`` to ``last``.

    Raises
    ------
    InputError
        If no exchange has this code.
    """
    import exchange_calendars as xc  # heavy: pandas

    if code not in xc.get_calendar_names(include_aliases=True):
        raise InputError(
            f"calendar: unknown exchange {code!r}; allowed: a code such as XNYS, XKRX, XTKS, XLON, or data"
        )
    source = xc.get_calendar(code, start=first.isoformat(), end=last.isoformat())
    named = source.regular_holidays.holidays(first.isoformat(), last.isoformat(), return_name=True)
    return Calendar(
        code=code,
        name=EXCHANGES.get(code, code),
        zone=str(source.tz),
        days=tuple(source.sessions.date),
        opens=tuple(source.opens.array.to_pydatetime()),
        closes=tuple(source.closes.array.to_pydatetime()),
        holidays={day.date(): str(name) for day, name in named.items()},
    )


def data_calendar(days: Sequence[date]) -> Calendar:
    """Make a calendar of the dates found in a price file; it knows no hours."""
    return Calendar("data", EXCHANGES["data"], "UTC", tuple(days), (), (), {})


def event_day(announced: date | datetime, calendar: Calendar) -> EventDay:
    """Return the first session that can react to an announcement, and why.

    Parameters
    ----------
    announced : date or aware datetime
        A date is the exchange's own.
    calendar : Calendar
        Must reach past the announcement.

    Raises
    ------
    InputError
        If an instant is given for a calendar that knows no hours.
    PriceError
        If the calendar ends before the first session that can react.
    """
    if isinstance(announced, datetime):
        return _from_instant(announced, calendar)
    session = calendar.on_or_after(announced)
    if session == announced:
        reason = f"{announced} was a session of the {calendar.name}"
        return EventDay(session, "same_day", reason)
    closed = _closed_days(announced, session, calendar)
    reason = f"{announced} was not a session of the {calendar.name} ({_why(closed)}); " + (
        f"{session} is the first session after it"
    )
    return EventDay(session, "not_a_session", reason, closed)


def _from_instant(announced: datetime, calendar: Calendar) -> EventDay:
    if not calendar.closes:
        raise InputError(
            f"announced: {announced.isoformat()} is an instant, but calendar: data knows no closing "
            "times; give the date of the session"
        )
    row = bisect.bisect_right(calendar.closes, announced)
    if row == len(calendar.closes):
        raise PriceError(
            f"{announced.isoformat()}: the {calendar.name} calendar in use ends before it"
        )
    zone = ZoneInfo(calendar.zone)
    local = announced.astimezone(zone)
    session, close = calendar.days[row], calendar.closes[row].astimezone(zone)
    said = f"announced {local:%Y-%m-%d %H:%M} in {calendar.zone.split('/')[-1].replace('_', ' ')}"
    if local.date() == session:
        code = "during_session" if announced >= calendar.opens[row] else "before_open"
        when = "during the session of" if code == "during_session" else "before the open of"
        reason = f"{said}, {when} {session}, which closed at {close:%H:%M}"
        return EventDay(session, code, reason)
    closed = _closed_days(local.date(), session, calendar)
    if calendar.is_session(local.date()):
        own = calendar.closes[calendar.row(local.date())].astimezone(zone)
        reason = f"{said}, at or after the close at {own:%H:%M}; {session} is the next session"
        return EventDay(session, "after_close", reason + _skipped(closed), closed)
    reason = f"{said}, when there was no session ({_why(closed)}); {session} is the first session after it"
    return EventDay(session, "not_a_session", reason, closed)


def _closed_days(first: date, session: date, calendar: Calendar) -> tuple[tuple[date, str], ...]:
    """List the days from ``first`` to before ``session`` without a session, with the reason."""
    days = (first + timedelta(d) for d in range((session - first).days))
    return tuple((d, calendar.why_closed(d)) for d in days if not calendar.is_session(d))


def _why(closed: tuple[tuple[date, str], ...]) -> str:
    """Name the reasons of closed days once each, in order."""
    return ", ".join(dict.fromkeys(why for _, why in closed))


def _skipped(closed: tuple[tuple[date, str], ...]) -> str:
    return f" (skipping {_why(closed)})" if closed else ""

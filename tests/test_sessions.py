"""Event days against the published calendar of the New York and Korea exchanges."""

from datetime import date, datetime

import pytest

from eventstudy.errors import InputError, PriceError
from eventstudy.sessions import data_calendar, event_day, exchange_calendar


@pytest.fixture(scope="module")
def nyse():
    return exchange_calendar("XNYS", date(2024, 6, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("announced", "session", "code"),
    [
        ("2025-01-20", "2025-01-21", "not_a_session"),  # Martin Luther King Jr. Day
        ("2025-01-09", "2025-01-10", "not_a_session"),  # day of mourning
        ("2025-01-25", "2025-01-27", "not_a_session"),  # a Saturday
        ("2025-01-27", "2025-01-27", "same_day"),
        ("2025-01-20T20:00+08:00", "2025-01-21", "not_a_session"),
        ("2025-01-21T10:00-05:00", "2025-01-21", "during_session"),
        ("2025-01-21T08:00-05:00", "2025-01-21", "before_open"),
        ("2025-01-21T15:59:59-05:00", "2025-01-21", "during_session"),
        ("2025-01-21T16:00-05:00", "2025-01-22", "after_close"),  # at the close: next session
        (
            "2025-01-28T05:59+09:00",
            "2025-01-27",
            "during_session",
        ),  # Seoul, before New York's close
        ("2025-01-28T06:00+09:00", "2025-01-28", "after_close"),
        ("2024-07-03T12:59-04:00", "2024-07-03", "during_session"),  # half day: closed at 13:00
        ("2024-07-03T13:00-04:00", "2024-07-05", "after_close"),
        ("2025-01-17T17:00-05:00", "2025-01-21", "after_close"),  # Friday to Tuesday
    ],
)
def test_event_day_is_the_first_session_that_closes_after_the_news(nyse, announced, session, code):
    value = datetime.fromisoformat(announced) if "T" in announced else date.fromisoformat(announced)

    day = event_day(value, nyse)

    assert (day.session.isoformat(), day.code) == (session, code)
    assert session in day.reason


def test_the_reason_names_the_holiday(nyse):
    day = event_day(date(2025, 1, 20), nyse)

    assert "Martin Luther King" in day.reason
    assert "New York Stock Exchange" in day.reason
    assert [(d.isoformat(), "King" in why) for d, why in day.closed_days] == [("2025-01-20", True)]


def test_the_lunar_new_year_moves_a_korean_share_to_the_31st():
    seoul = exchange_calendar("XKRX", date(2025, 1, 1), date(2025, 3, 1))

    assert event_day(date(2025, 1, 27), seoul).session == date(2025, 1, 31)


def test_a_price_file_as_calendar_takes_dates_but_no_instants():
    calendar = data_calendar([date(2025, 1, d) for d in (2, 3, 6)])

    assert event_day(date(2025, 1, 4), calendar).session == date(2025, 1, 6)
    with pytest.raises(InputError, match="knows no closing times"):
        event_day(datetime.fromisoformat("2025-01-03T10:00+00:00"), calendar)


def test_moving_by_sessions_skips_closed_days(nyse):
    assert nyse.shift(date(2025, 1, 17), 1) == date(2025, 1, 21)
    assert nyse.before(date(2025, 1, 27)) == date(2025, 1, 24)
    assert nyse.on_or_before(date(2025, 1, 26)) == date(2025, 1, 24)
    assert nyse.after(date(2025, 1, 24)) == date(2025, 1, 27)


def test_leaving_the_calendar_says_what_it_spans(nyse):
    with pytest.raises(PriceError, match="2024-06-03 to 2025-06-30"):
        nyse.on_or_after(date(2026, 1, 1))
    with pytest.raises(PriceError, match="is not a session"):
        nyse.row(date(2025, 1, 20))


def test_an_unknown_exchange_is_refused():
    with pytest.raises(InputError, match="unknown exchange 'NOPE'"):
        exchange_calendar("NOPE", date(2025, 1, 1), date(2025, 2, 1))

"""How far back the words of a record reach."""

from datetime import date

import pytest
from claims_data import claim

from eventstudy.claims.scopes import Scope, not_of_sessions, says_session, stated_scope

DAY = "2025-01-27"


def scope(quote):
    found = stated_scope(claim(measure="record", quote=quote, date=DAY))
    return (found.start.isoformat(), found.approximate) if found else None


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        ("worst day since September 2022", "2022-09-01"),
        ("its biggest loss since Aug. 5, 2024", "2024-08-05"),
        ("best day since 2008", "2008-01-01"),
        ("the largest since March", "2024-03-01"),  # a month to come this year was last year's
        ("2020년 3월 이후 가장 큰", "2020-03-01"),
        ("작년 9월 이후 가장 컸고", "2024-09-01"),
        ("지난해 12월 31일 이후 최저", "2024-12-31"),
        ("2008년 이후 최대 상승", "2008-01-01"),
        ("재작년 9월 이후 최대", "2023-09-01"),
        ("worst day since at least March 2020", "2020-03-01"),
        ("worst day of the year", "2024-12-31"),
        ("연중 최고", "2024-12-31"),
        ("52-week low", "2024-01-29"),  # 52 times 7 days back
        ("largest since Jan. 6", "2025-01-06"),  # a day of the month that runs
        ("largest since Jan. 6, 2025", "2025-01-06"),
        ("1월 6일 이후 최대", "2025-01-06"),
        ("largest since Jan. 28", "2024-01-28"),  # a day to come was last year's
    ],
)
def test_a_named_day_month_or_year_is_read(quote, start):
    assert scope(quote) == (start, False)


@pytest.mark.parametrize(
    "quote", ["올해 3월 이후 최대", "올 3월 이후 최대", "largest since March of this year"]
)
def test_a_month_of_this_year_is_not_the_whole_year(quote):
    found = stated_scope(claim(measure="record", quote=quote, date="2025-09-26"))

    assert found == Scope(date(2025, 3, 1), approximate=False)


def test_the_year_that_runs_counts_from_its_start():
    later = {"measure": "record", "date": "2025-09-26"}

    assert stated_scope(claim(quote="올해 이후 최대", **later)) == Scope(date(2024, 12, 31), False)
    assert stated_scope(claim(quote="best since 2025", **later)) is None


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        ("6주 만의 최대 낙폭", "2024-12-16"),  # 42 days back
        ("biggest drop in over six weeks", "2024-12-16"),
        ("lowest close in 10 days", "2025-01-13"),
        ("두 달 만에 최대 상승", "2024-11-28"),
        ("largest one-day gain in two years", "2023-01-27"),
    ],
)
def test_a_counted_span_is_approximate(quote, start):
    found = scope(quote)

    assert found is not None
    assert found[1]
    assert abs(date.fromisoformat(found[0]) - date.fromisoformat(start)).days <= 1


@pytest.mark.parametrize(
    "quote", ["largest fall in 200 years", "largest fall in 9999 years", "999999년 만의 최대"]
)
def test_a_span_of_more_than_a_century_is_one(quote):
    assert scope(quote) == ("1925-01-27", True)


@pytest.mark.parametrize(
    "quote",
    [
        "largest ever",
        "사상 최대",
        "worst since the pandemic",
        "largest in several years",
        "이후 처음",
        "best since 2025",  # the year of the day itself
        "worst since February 30, 2020",
        "since March 2031",
        "largest fall in one day",  # how long the fall was
        "biggest drop in a session",
    ],
)
def test_what_names_no_past_day_stays_open(quote):
    assert scope(quote) is None


def test_records_of_other_things_are_named():
    assert "weeks" in not_of_sessions("its worst week since March 2020")
    assert "weeks" in not_of_sessions("주간 기준 최대 낙폭")
    assert "points" in not_of_sessions("biggest one-day point drop ever")
    assert not_of_sessions("biggest drop in six weeks") == ""
    assert not_of_sessions("52-week high") == ""


def test_a_session_is_named_by_day_close_or_haru():
    assert says_session("worst day since 2008")
    assert says_session("하루 최대 낙폭")
    assert not says_session("largest since March 2020")

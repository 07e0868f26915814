"""Records: refuted by one larger day, confirmed only inside the data."""

from datetime import date

import numpy as np
import pytest
from claims_data import claim, codes, market_of, rated, series, weekdays

from eventstudy.claims.records import scope_start

FALL = {"measure": "record", "quote": "largest fall"}


@pytest.mark.parametrize(
    ("fields", "rating"),
    [
        # NVDA fell 18.76 % on 2018-11-16 and 18.45 % on 2020-03-16, in the bundled prices.
        ({"start": "2020-03-01"}, "consistent"),  # "since March 2020": after that month
        ({"start": "2020-03-16"}, "consistent"),
        ({"start": "2020-01-01"}, "consistent"),  # "since 2020": after that year
        ({"start": "2020-03-15"}, "contradicted"),
        ({}, "contradicted"),  # ever
        ({"start": "2017-12-01"}, "contradicted"),
        ({"subject": "AAPL"}, "contradicted"),  # it rose
        ({"subject": "MU"}, "not_checkable"),  # ever: prices start in January 2025
        ({"subject": "MU", "start": "2020-03-01"}, "not_checkable"),
        ({"subject": "MU", "start": "2025-01-17"}, "consistent"),
        ({"start": "2026-03-02"}, "not_checkable"),  # a span that starts after the day
        ({"date": "2025-01-26"}, "not_checkable"),
        ({"subject": None}, "not_checkable"),
        ({"basis": "afterhours"}, "not_checkable"),
        ({"unit": "billion USD"}, "not_checkable"),
        ({"quote": "largest fall in six weeks"}, "consistent"),  # the words give the start
        ({"quote": "largest fall since March 2020"}, "consistent"),
        ({"quote": "largest fall since 2019"}, "contradicted"),  # 2020-03-16
        ({"quote": "largest fall since 2017", "start": "2020-03-16"}, "consistent"),  # start wins
        ({"quote": "largest fall since the pandemic"}, "not_checkable"),
        ({"quote": "하루 최대 낙폭, 2020년 3월 이후"}, "consistent"),
        ({"quote": "worst week since 2019"}, "not_checkable"),
        ({"quote": "largest fall in one day"}, "contradicted"),  # ever: 2020-03-16
        ({"quote": "largest one-day point drop ever"}, "not_checkable"),
        # proposed by rules: words that name no session, or a day that may be misread
        ({"quote": "largest fall since 2019", "rule": "record"}, "not_checkable"),
        ({"quote": "largest one-day fall since 2019", "rule": "record"}, "contradicted"),
        ({"quote": "worst day ever", "rule": "record", "subject": "AAPL"}, "not_checkable"),
        ({"basis": "intraday", "start": "2020-03-19"}, "consistent"),
        ({"quote": "record high", "date": "2025-01-06", "start": "2024-01-06"}, "consistent"),
        ({"quote": "record high", "start": "2024-01-27"}, "contradicted"),
        ({"quote": "52-week low", "start": "2024-12-27"}, "consistent"),
        ({"quote": "rose to its own record", "date": "2025-01-06"}, "not_checkable"),
    ],
)
def test_records_are_rated(fields, rating):
    assert rated(**FALL | fields).rating == rating


@pytest.mark.parametrize(
    ("day", "start", "rating"),
    [
        ("2025-01-13", "2024-12-30", "contradicted"),  # 3 larger falls in 7 sessions
        ("2025-01-13", "2024-12-26", "not_checkable"),  # 4 in 9
        ("2025-01-07", "2024-07-31", "contradicted"),  # 4 in 109
    ],
)
def test_a_proposed_record_is_doubtful_where_larger_moves_were_many_and_common(day, start, rating):
    fields = {"quote": "largest one-day fall", "rule": "record", "date": day, "start": start}

    assert rated(**FALL | fields).rating == rating


def test_the_larger_days_and_the_scope_are_named():
    verdict = rated(**FALL)

    assert "2018-11-16 (−18.76 %), 2020-03-16 (−18.45 %)" in verdict.notes[0]
    assert any("2018-01-02 to 2025-01-24" in n for n in verdict.notes)
    assert [e.date for e in verdict.evidence] == ["2025-01-27", "2018-11-16", "2020-03-16"]
    assert (verdict.allowed, verdict.observed, verdict.gap) == (None, None, None)


def test_a_confirmed_record_names_the_day_that_ends_it():
    verdict = rated(**FALL, start="2022-01-01")

    assert verdict.notes[-1] == "the last larger fall before it was 2020-03-16 (−18.45 %)"


def test_an_unrefuted_record_of_all_time_prints_what_was_checked():
    verdict = rated(**FALL, subject="MU")

    assert verdict.note_codes[0]["cause"] == "scope_outside"
    assert "scope" in codes(verdict)


def test_a_missing_session_leaves_a_record_open():
    days = weekdays("2025-01-06", 20)
    close = np.full(20, 100.0)
    close[-1], close[8] = 90.0, np.nan
    made, other = series("X", days, close), series("Y", days, np.full(20, 50.0))
    fields = {"subject": "X", "date": str(days[-1])}

    gap = rated(market_of(made, other), **FALL | fields, start=str(days[2]))
    whole = rated(market_of(made, other), **FALL | fields, start=str(days[12]))

    assert gap.note_codes[0]["cause"] == "scope_gaps"
    assert whole.rating == "consistent"


def test_a_move_over_a_gap_is_nobodys_record():
    days = weekdays("2025-01-06", 20)
    close = np.full(20, 100.0)
    close[8], close[9:] = np.nan, 80.0
    close[-1] = 76.0
    made, other = series("X", days, close), series("Y", days, np.full(20, 50.0))

    verdict = rated(
        market_of(made, other), **FALL, subject="X", date=str(days[-1]), start=str(days[2])
    )

    assert verdict.rating == "not_checkable"  # −20 % over two sessions does not refute −5 %


def test_the_move_decides_the_direction_where_the_words_do_not():
    fields = {"measure": "record", "quote": "largest move", "start": "2025-01-17"}

    assert "larger fall" in rated(**fields).notes[1]
    assert "larger rise" in rated(**fields, subject="AAPL").notes[1]


@pytest.mark.parametrize(
    ("rival", "rating"),
    [
        (99.5, "not_checkable"),
        (100.5, "not_checkable"),
        (98.5, "consistent"),
        (102, "contradicted"),
    ],
)
def test_adjusted_prices_do_not_order_days_within_a_hundredth(rival, rating):
    days = weekdays("2024-05-01", 60)
    close = np.random.default_rng(9).integers(7000, 9500, 60) / 100
    close[20], close[50] = rival, 100.0
    made = series("X", days, close * 0.9876543)
    fields = {"subject": "X", "date": str(days[50]), "start": str(days[5])}

    verdict = rated(market_of(made), measure="record", quote="record high", **fields)

    assert verdict.rating == rating
    assert (verdict.note_codes[0].get("cause") == "adjusted_series") == (rating == "not_checkable")


@pytest.mark.parametrize(
    ("start", "scope"),
    [
        ("2020-03-01", "2020-03-31"),
        ("2020-01-01", "2020-12-31"),
        ("2025-01-01", "2025-01-01"),  # the year of the day itself cannot end before it
        ("2020-03-16", "2020-03-16"),
        (None, None),
    ],
)
def test_a_named_month_or_year_ends_before_the_scope(start, scope):
    found = scope_start(claim(**FALL, start=start))

    assert found == (None if scope is None else np.datetime64(scope))


def test_an_approximate_span_starts_a_tenth_later():
    approximate = claim(**FALL, start="2025-01-07", start_approximate=True)

    assert scope_start(approximate) == np.datetime64(date(2025, 1, 9))

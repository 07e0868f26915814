"""Share counts: known to their digits, dated, and in the shares of the day."""

from datetime import date
from decimal import Decimal

import pytest
from claims_data import bundled, codes, market_of, rated, series, weekdays

from eventstudy.claims.shares import COUNTS, SPLITS, declared_count, tabled_count
from eventstudy.study import Assumption

EXACT = 1e-12  # relative: products of a few doubles
VALUE = {"measure": "market_value", "unit": "billion USD"}
CHANGE = {"measure": "value_change", "unit": "billion USD"}


def assumed(value):
    return Assumption(value=value, as_of=date(2024, 11, 15), source="the test")


@pytest.mark.parametrize(
    ("value", "half"),
    [
        (24490000000, 5e6),
        (2.46e9, 5e6),
        (24.4e9, 5e7),
        (3e9, 5e7),
        (15022073000, 500),
        (12.5, 0.05),
    ],
)
def test_a_count_is_known_to_half_its_last_digit(value, half):
    count = declared_count(assumed(value), 1.0)

    assert count.value == value
    assert (count.interval.lo, count.interval.hi) == pytest.approx(
        (value - half, value + half), rel=EXACT
    )


def test_the_rounding_of_the_count_widens_the_observation():
    seen = rated(bundled(24.4e9), value="-600", **CHANGE).observed

    # 142.62 to 118.42, each to half a cent, times 24.35 to 24.45 billion
    assert (seen.lo, seen.hi) == pytest.approx((-24.21 * 24.45e9, -24.19 * 24.35e9), rel=1e-9)


@pytest.mark.parametrize(
    ("shares", "value", "hedge", "rating"),
    [
        (24.33e9, "-600", "about", "consistent"),
        (24.33e9, "-600", "plain", "inexact"),
        (24.33e9, "-593.7", "plain", "inconsistent"),
        (24.49e9, "-592.7", "plain", "consistent"),
        (24.49e9, "-593.7", "plain", "inconsistent"),
    ],
)
def test_the_worked_examples_hold_with_rounded_counts(shares, value, hedge, rating):
    assert rated(bundled(shares), value=value, hedge=hedge, **CHANGE).rating == rating


@pytest.mark.parametrize(
    ("symbol", "day", "factor", "quoted", "billions", "as_of"),
    [
        ("NVDA", "2024-06-07", 10.0, True, 2.46, "2024-05-24"),  # before the split
        ("NVDA", "2024-06-18", 1.0, True, 24.6, "2024-05-24"),  # after it
        ("NVDA", "2024-06-07", 1.0, True, 2.46, "2024-05-24"),  # a file that never divided
        ("NVDA", "2024-06-07", 1.0, False, 24.6, "2024-05-24"),  # an adjusted one did
        ("NVDA", "2024-12-30", 1.0, True, 24.49, "2024-11-15"),
        ("NVDA", "2025-01-27", 1.0, True, 24.4, "2025-02-21"),
        ("NFLX", "2024-09-03", 10.0, True, 0.4292, "2024-06-30"),
        ("AAPL", "2022-11-10", 1.0, True, 15.91, "2022-10-14"),
    ],
)
def test_the_nearest_count_is_taken_in_the_shares_of_the_day(
    symbol, day, factor, quoted, billions, as_of
):
    count = tabled_count(symbol, date.fromisoformat(day), factor, quoted)

    assert count.value == pytest.approx(billions * 1e9, rel=EXACT)
    assert (str(count.as_of), count.tabled) == (as_of, True)


@pytest.mark.parametrize(
    ("symbol", "day", "factor"),
    [
        ("MU", "2025-01-27", 1.0),  # no count
        ("NVDA", "2018-01-02", 40.0),  # no count near
        ("AAPL", "2025-10-19", 1.0),  # 184 days after the last
        ("NVDA", "2024-06-07", 20.0),  # not its splits
    ],
)
def test_no_count_is_better_than_a_wrong_one(symbol, day, factor):
    assert tabled_count(symbol, date.fromisoformat(day), factor, True) is None


def test_market_values_are_checked_without_a_config():
    fields = {"subject": "AAPL", "date": "2025-01-27"}  # 229.86 × 15.02 bn is 3452.5

    right, near, far = (rated(value=v, **VALUE | fields) for v in ("3452", "3501", "3801"))

    assert right.rating == "consistent"
    assert "with 15.02 billion shares (as of 2025-01-17; cover page of Form 10-Q)" in right.notes
    assert near.note_codes[0]["cause"] == "old_share_count"
    assert "too near to tell" in near.notes[0]
    assert rated(value="3500", **VALUE | fields).rating == "not_checkable"
    assert far.rating == "inconsistent"
    assert "share_count" in codes(far)


def test_a_declared_count_wins_over_the_table():
    count = rated(bundled(24.33e9), value="-600", **CHANGE).note_codes[-1]

    assert count["shares"] == 24.33e9


def test_no_count_near_the_day_says_so():
    days = weekdays("2019-01-07", 20)
    made = series("AAPL", days, [150.0] * 20)

    verdict = rated(market_of(made), value="700", subject="AAPL", date=str(days[-1]), **VALUE)

    assert verdict.note_codes[0]["cause"] == "no_shares"
    assert "within 183 days of 2019-02-01" in verdict.notes[0]


def test_the_table_is_in_order():
    for rows in COUNTS.values():
        days = [date.fromisoformat(r[0]) for r in rows]
        assert days == sorted(set(days))
        assert all(Decimal(r[1]) > 0 and r[2] for r in rows)
    assert set(SPLITS) <= set(COUNTS)

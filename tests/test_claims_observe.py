"""What was quoted: cents, splits, starts and sessions."""

from datetime import date

import numpy as np
import pytest
from claims_data import bundled, market_of, series, weekdays

from eventstudy.claims.money import printed_price, split_factor
from eventstudy.claims.observe import Unknown, middle, observe_window, session_at, shares_on
from eventstudy.prices.panel import Split
from eventstudy.study import Assumption

EXACT = 1e-9  # prices of a few hundred dollars in double precision
# NVDA: 4 for 1 on 2021-07-20, 10 for 1 on 2024-06-10.
NVDA_FACTORS = {
    "2018-01-02": 40,
    "2021-07-16": 40,
    "2021-07-19": 40,
    "2021-07-20": 10,
    "2024-06-06": 10,
    "2024-06-07": 10,
    "2024-06-10": 1,
    "2025-02-28": 1,
}


def cents(seed, count, low=5000, high=90000):
    return np.random.default_rng(seed).integers(low, high, count) / 100


@pytest.mark.parametrize(("day", "factor"), NVDA_FACTORS.items())
def test_whole_cents_give_away_the_splits(day, factor):
    nvda = bundled().prices["NVDA"]

    assert split_factor(nvda, date.fromisoformat(day)) == factor


def test_a_price_of_the_day_has_a_cent_of_the_day():
    nvda = bundled().prices["NVDA"]

    window = observe_window("NVDA", None, date(2018, 1, 3), bundled())

    assert middle(window.reference) == pytest.approx(199.35, abs=EXACT)  # 4.98375 × 40
    assert middle(window.quoted["close"]) == pytest.approx(212.47, abs=EXACT)
    assert window.quoted["close"].hi - window.quoted["close"].lo == pytest.approx(0.01, abs=EXACT)
    printed = printed_price(nvda, "close", 0, 40)
    assert printed.hi - printed.lo == pytest.approx(0.01 / 40, abs=EXACT)


def test_named_splits_are_undone():
    days = weekdays("2024-05-01", 40)
    quoted = cents(1, 40)
    made = series("X", days, quoted / 3, splits=[Split(date(2024, 12, 2), 3.0)])

    assert split_factor(made, date(2024, 5, 1)) == 3
    assert split_factor(made, date(2024, 12, 3)) == 1


def test_a_split_that_the_source_forgot_is_seen_in_the_cents():
    days = weekdays("2024-05-01", 60)
    made = series("X", days, cents(2, 60) / 20, splits=[Split(date(2020, 1, 2), 2.0)])

    assert split_factor(made, date(2024, 5, 1)) == 20


def test_an_index_is_never_split():
    days = weekdays("2024-05-01", 40)
    made = series("^X", days, np.linspace(1000.123, 1100.456, 40))

    assert split_factor(made, date(2024, 5, 10)) == 1


def test_a_dividend_adjusted_series_has_no_factor():
    days = weekdays("2024-05-01", 60)
    made = series("X", days, cents(3, 60) * 0.9876543)

    window = observe_window("X", None, date(2024, 5, 10), market_of(made))

    assert split_factor(made, date(2024, 5, 10)) is None
    assert not window.as_quoted


def test_single_precision_noise_is_not_a_price():
    days = weekdays("2024-05-01", 40)
    made = series("X", days, np.float32(cents(4, 40)).astype(float))

    printed = printed_price(made, "close", 7, split_factor(made, date(2024, 5, 10)))

    assert middle(printed) == pytest.approx(cents(4, 40)[7], abs=EXACT)


def test_digits_count_where_no_factor_is_known():
    made = series("X", ["2024-05-01"], [0.12345])

    printed = printed_price(made, "close", 0, None)

    assert printed.hi - printed.lo == pytest.approx(1e-5, abs=1e-12)


def test_the_start_is_the_previous_session_unless_given():
    day_before = observe_window("NVDA", None, date(2025, 1, 21), bundled())
    over_a_week = observe_window("NVDA", date(2025, 1, 20), date(2025, 1, 27), bundled())

    assert day_before.start == date(2025, 1, 17)  # 20 January 2025 was a holiday
    assert over_a_week.start == date(2025, 1, 17)
    assert middle(over_a_week.reference) == pytest.approx(137.71, abs=EXACT)


def test_an_approximate_start_covers_a_tenth_of_the_span():
    days = weekdays("2024-01-01", 101)
    close = np.full(101, 100.0)
    close[5], close[20] = 80.0, 200.0
    made = series("X", days, close)
    day, start = days[100].astype(object), days[0].astype(object)

    window = observe_window("X", start, day, market_of(made), approximate=True)

    assert window.reference.lo == pytest.approx(79.995, abs=EXACT)  # within 14 days
    assert window.reference.hi == pytest.approx(100.005, abs=EXACT)  # the 200 is 28 days off


@pytest.mark.parametrize(
    ("symbol", "start", "day", "code"),
    [
        ("IBM", None, date(2025, 1, 27), "no_prices"),
        ("NVDA", None, None, "no_date"),
        ("NVDA", None, date(2025, 1, 26), "not_a_session"),
        ("AAPL", None, date(2024, 6, 3), "no_close"),
        ("NVDA", date(2025, 1, 27), date(2025, 1, 27), "empty_window"),
        ("NVDA", None, date(2026, 1, 5), "not_yet"),
    ],
)
def test_what_is_missing_is_named(symbol, start, day, code):
    found = observe_window(symbol, start, day, bundled())

    assert isinstance(found, Unknown)
    assert found.code == code
    assert found.reason
    assert found.needed


def test_sessions_are_counted_from_any_day():
    market = bundled()
    sunday, nvda = date(2025, 1, 26), market.prices["NVDA"]

    found = [session_at(sunday, s, nvda, market.calendar) for s in (-2, -1, 0, 1, 2)]

    assert [d.day for d in found] == [23, 24, 24, 27, 28]
    assert session_at(date(2018, 1, 2), -1, nvda, market.calendar) is None


def test_splits_between_share_count_and_day_are_undone():
    days = weekdays("2024-05-01", 60)
    close = cents(5, 60)
    made = series("X", days, np.where(np.arange(60) < 30, close / 10, close))
    counted = {"X": Assumption(value=1000.0, as_of=days[50].astype(object), source="the test")}
    market = market_of(made, shares=counted)

    before = observe_window("X", None, days[20].astype(object), market)
    after = observe_window("X", None, days[45].astype(object), market)

    assert shares_on("X", before, market).value == 100
    assert shares_on("X", after, market).value == 1000

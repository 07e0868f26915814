import numpy as np
import pytest
from bundled import bundled_returns, read, row_of
from price_tables import returns_of_prices

from eventstudy.errors import PriceError
from eventstudy.returns import drifted_weight, index_without, take_window

EXACT = 1e-15  # a few operations on numbers near 1
DAYS = np.arange("2025-01-01", "2025-01-06", dtype="datetime64[D]")


def test_a_simple_return_is_the_ratio_of_two_prices_less_one():
    returns = returns_of_prices(DAYS, {"A": np.array([100.0, 110.0, 99.0, 99.0, 198.0])}, "simple")

    assert np.isnan(returns.values[0, 0])
    assert returns.values[1:, 0] == pytest.approx([0.1, -0.1, 0.0, 1.0], abs=EXACT)


def test_a_log_return_is_the_difference_of_logarithms():
    prices = np.array([100.0, 110.0, 99.0, 99.0, 198.0])

    returns = returns_of_prices(DAYS, {"A": prices}, "log")

    assert returns.values[1:, 0] == pytest.approx(np.diff(np.log(prices)), abs=EXACT)


def test_a_missing_price_takes_its_own_return_and_the_next():
    returns = returns_of_prices(DAYS, {"A": np.array([1.0, 2.0, np.nan, 4.0, 8.0])}, "simple")

    assert np.isnan(returns.values[:, 0]).tolist() == [True, False, True, True, False]


@pytest.mark.parametrize("price", [0.0, -1.0, np.inf])
def test_an_impossible_price_is_refused_with_its_day(price):
    with pytest.raises(PriceError, match="A: 2025-01-03"):
        returns_of_prices(DAYS, {"A": np.array([1.0, 2.0, price, 4.0, 8.0])}, "simple")


def test_an_unknown_series_is_refused_by_name():
    with pytest.raises(PriceError, match="XYZ"):
        bundled_returns().column("XYZ")


def test_the_index_without_its_member_is_the_rest_of_a_two_stock_index():
    firm = np.array([10.0, 12.0, 9.0, 9.0, 18.0])
    rest = np.array([30.0, 33.0, 33.0, 30.0, 30.0])
    index = firm + rest

    without = index_without(index, firm, 9 / 42, as_of_row=2)

    assert without[1:] == pytest.approx(rest[1:] / rest[:-1] - 1, abs=EXACT)


def test_the_weight_in_the_index_drifts_with_the_two_prices():
    days, index = read("^GSPC", "Close")
    firm = read("NVDA", "Close")[1]

    weight = drifted_weight(index, firm, 0.066, row_of(days, "2025-01-24"))

    assert weight[row_of(days, "2024-08-30")] == pytest.approx(0.060, abs=5e-4)


def test_a_weight_needs_a_close_on_its_day():
    with pytest.raises(PriceError, match="as_of"):
        index_without(np.ones(5), np.array([1, 1, np.nan, 1, 1]), 0.1, as_of_row=2)


def test_a_weight_that_drifts_past_the_whole_index_is_refused():
    with pytest.raises(PriceError, match="drifts"):
        index_without(np.ones(3), np.array([1.0, 2.0, 4.0]), 0.3, as_of_row=0)


def test_logs_of_the_index_without_its_member_are_logs_of_its_simple_returns():
    firm, index = np.array([10.0, 12.0, 9.0]), np.array([40.0, 45.0, 42.0])

    simple = index_without(index, firm, 0.25, 0)
    logs = index_without(index, firm, 0.25, 0, kind="log")

    assert logs[1:] == pytest.approx(np.log1p(simple[1:]), abs=EXACT)


def test_a_window_outside_the_table_is_missing():
    table = np.arange(6.0)[:, None]

    taken = take_window(table, np.array([0, 0]), np.array([0, 5]), (-1, 1))

    assert np.isnan(taken).tolist() == [[True, False, False], [False, False, True]]
    assert taken[0, 1:].tolist() == [0.0, 1.0]

"""What must hold whatever the returns are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from price_tables import returns_of_prices
from statsmodels.regression.linear_model import OLS

from eventstudy.aggregate import aggregate, batch_of
from eventstudy.engine import CaseIndex, Design, fit, usable
from eventstudy.inference.result import HypothesisTest
from eventstudy.pooling import scores
from eventstudy.returns import Returns
from eventstudy.study import Windows

CLOSE = 1e-8  # small numbers against large ones, relative
CARS = ((0, 0), (-1, 1))
seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def design(model="market"):
    windows = Windows(estimation=(-80, -6), event=(-2, 2), cars=CARS)
    return Design(model=model, windows=windows, min_estimation=20)


def made_up(seed, scale=0.02, holes=0.0):
    rng = np.random.default_rng(seed)
    market = rng.normal(0, scale / 2, 200)
    firms = rng.normal(1, 0.5, 6) * market[:, None] + rng.standard_t(4, (200, 6)) * scale
    values = np.column_stack([market, firms])
    values[:, 1:][rng.random((200, 6)) < holes] = np.nan
    rows = rng.integers(85, 195, 6)
    index = CaseIndex(np.arange(1, 7), np.zeros(6, dtype=int), rows)
    return Returns(np.datetime64("2020-01-01") + np.arange(200), tuple("mabcdef"), values), index


def computed(returns, index, model="market"):
    chosen = design(model)
    fitted = fit(returns, index, chosen)
    kept = usable(fitted, chosen)
    return batch_of(returns.values, index.take(kept), fitted.take(kept), chosen)


@few
@given(seeds, st.floats(0, 0.2))
def test_statsmodels_agrees_case_by_case_with_whatever_is_missing(seed, holes):
    returns, index = made_up(seed, holes=holes)

    batch = computed(returns, index)

    for i in range(len(batch)):
        days = batch.cases.row[i] + np.arange(-80, -5)
        y, x = returns.values[days, batch.cases.security[i]], returns.values[days, 0]
        seen = np.isfinite(y)
        theirs = OLS(y[seen], np.column_stack([np.ones(seen.sum()), x[seen]])).fit()
        assert batch.model.coefficients[i] == pytest.approx(theirs.params, rel=CLOSE, abs=1e-12)
        assert batch.model.variance[i] == pytest.approx(theirs.mse_resid, rel=CLOSE)


@few
@given(seeds, st.floats(1e-3, 1e6))
def test_the_unit_of_prices_changes_nothing(seed, unit):
    rng = np.random.default_rng(seed)
    prices = np.exp(np.cumsum(rng.normal(0, 0.02, 50)))
    days = np.datetime64("2020-01-01") + np.arange(50)

    plain = returns_of_prices(days, {"A": prices}, "log").values
    scaled = returns_of_prices(days, {"A": unit * prices}, "log").values

    assert scaled[1:] == pytest.approx(plain[1:], abs=1e-12)


@few
@given(seeds, st.floats(-0.01, 0.01))
def test_a_constant_added_to_every_return_moves_cars_as_the_model_says(seed, constant):
    returns, index = made_up(seed)
    shifted = Returns(returns.sessions, returns.columns, returns.values + constant)

    def moved(model):
        before = scores(computed(returns, index, model), CARS).car
        return scores(computed(shifted, index, model), CARS).car - before

    assert moved("raw")[:, -1] == pytest.approx(3 * constant, abs=1e-12)
    assert moved("constant_mean") == pytest.approx(0, abs=1e-12)
    assert moved("market_adjusted") == pytest.approx(0, abs=1e-12)
    assert np.ptp(moved("market")[:, 0] - moved("market")[:, 1]) == pytest.approx(0, abs=1e-12)


@few
@given(seeds, st.floats(0.1, 10))
def test_the_unit_of_returns_changes_no_standardised_statistic(seed, unit):
    returns, index = made_up(seed)
    scaled = Returns(returns.sessions, returns.columns, returns.values * unit)

    before, after = (aggregate(computed(r, index), design())[0] for r in (returns, scaled))

    for left, right in zip(before["windows"], after["windows"], strict=True):
        for a, b in zip(left["tests"], right["tests"], strict=True):
            if isinstance(a, HypothesisTest):
                assert b.statistic == pytest.approx(a.statistic, rel=CLOSE, abs=1e-10)


@few
@given(seeds, st.floats(0, 0.5))
def test_every_test_speaks_a_finite_number_or_says_why_not(seed, holes):
    returns, index = made_up(seed, holes=holes)

    for block in aggregate(computed(returns, index), design()):
        for row in [*block["daily"], *block["windows"]]:
            for test in row["tests"]:
                if isinstance(test, HypothesisTest):
                    assert np.isfinite(test.statistic)
                    assert 0 <= test.p_value <= 1
                else:
                    assert test.not_applicable

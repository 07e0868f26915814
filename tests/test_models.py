import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS

from eventstudy.abnormal import abnormal_returns, car, daily_variance
from eventstudy.models.diagnostics import diagnostics
from eventstudy.models.normal import Sample
from eventstudy.models.table import MODELS

CLOSE = 1e-12  # running sums against a decomposition of the design, relative
WINDOW = (-120, -11)


@pytest.fixture(scope="module")
def table():
    rng = np.random.default_rng(3)
    market = rng.normal(0.0004, 0.01, 600)
    firms = 1.2 * market[:, None] + rng.standard_t(5, (600, 4)) * 0.02
    firms[150:155, 2] = np.nan
    return np.column_stack([market, firms])


def sample(table, security, row, window=WINDOW):
    security, row = np.asarray(security), np.asarray(row)
    return Sample(table, security, np.zeros(len(row), dtype=int), row, window)


def by_statsmodels(table, security, row):
    days = np.arange(row + WINDOW[0], row + WINDOW[1] + 1)
    y, x = table[days, security], table[days, 0]
    seen = np.isfinite(y)
    return OLS(y[seen], np.column_stack([np.ones(seen.sum()), x[seen]])).fit()


@pytest.mark.parametrize("row", [130, 200, 260, 599])
@pytest.mark.parametrize("security", [1, 2, 3])
def test_the_market_model_is_statsmodels_least_squares(table, security, row):
    fit = by_statsmodels(table, security, row)

    model = MODELS["market"](sample(table, [security], [row]))

    assert model.coefficients[0] == pytest.approx(fit.params, rel=CLOSE)
    assert model.variance[0] == pytest.approx(fit.mse_resid, rel=CLOSE)
    assert model.covariance[0] == pytest.approx(fit.cov_params(), rel=1e-11)
    assert model.n_obs[0] == fit.nobs


def test_the_prediction_error_is_statsmodels_variance_of_a_new_observation(table):
    fit = by_statsmodels(table, 1, 300)
    model = MODELS["market"](sample(table, [1], [300]))
    ahead = np.column_stack([np.ones(11), table[295:306, 0]])

    abnormal = abnormal_returns(table, np.array([1]), np.array([300]), model, (-5, 5))

    expected = fit.get_prediction(ahead).var_pred_mean + fit.mse_resid
    assert daily_variance(abnormal)[0] == pytest.approx(expected, rel=CLOSE)
    assert abnormal.abnormal[0] == pytest.approx(table[295:306, 1] - fit.predict(ahead), abs=1e-15)


def test_the_variance_of_a_car_is_the_full_covariance_summed(table):
    fit = by_statsmodels(table, 1, 300)
    model = MODELS["market"](sample(table, [1], [300]))
    ahead = np.column_stack([np.ones(3), table[299:302, 0]])
    V = fit.mse_resid * np.eye(3) + ahead @ fit.cov_params() @ ahead.T

    abnormal = abnormal_returns(table, np.array([1]), np.array([300]), model, (-5, 5))

    assert car(abnormal, (-1, 1)).variance[0] == pytest.approx(V.sum(), rel=CLOSE)


def test_the_constant_mean_model_subtracts_the_mean(table):
    model = MODELS["constant_mean"](sample(table, [1], [300]))
    days = table[180:290, 1]

    assert model.coefficients[0, 0] == pytest.approx(days.mean(), rel=CLOSE)
    assert model.variance[0] == pytest.approx(days.var(ddof=1), rel=CLOSE)
    assert model.k == 1


def test_the_market_adjusted_model_subtracts_the_benchmark_and_nothing_else(table):
    model = MODELS["market_adjusted"](sample(table, [1], [300]))
    days = table[180:290, 1] - table[180:290, 0]

    abnormal = abnormal_returns(table, np.array([1]), np.array([300]), model, (0, 0))

    assert abnormal.abnormal[0, 0] == pytest.approx(table[300, 1] - table[300, 0], abs=1e-16)
    assert model.variance[0] == pytest.approx(days.var(ddof=1), rel=CLOSE)
    assert car(abnormal, (0, 0)).variance[0] == model.variance[0]


def test_many_cases_at_once_are_each_what_they_are_alone(table):
    security, row = np.array([1, 2, 3, 4, 1, 2]), np.array([130, 200, 260, 599, 400, 331])

    together = MODELS["market"](sample(table, security, row))
    alone = [MODELS["market"](sample(table, [s], [r])) for s, r in zip(security, row, strict=True)]

    assert together.coefficients == pytest.approx(np.vstack([m.coefficients for m in alone]), 1e-13)
    assert together.variance == pytest.approx(np.concatenate([m.variance for m in alone]), 1e-13)


def test_one_enormous_return_elsewhere_does_not_cost_digits(table):
    spoiled = table.copy()
    spoiled[10, 1] = 1e9

    fit = by_statsmodels(table, 1, 300)
    model = MODELS["market"](sample(spoiled, [1], [300]))

    assert model.variance[0] == pytest.approx(fit.mse_resid, rel=CLOSE)


def test_a_nearly_perfect_fit_keeps_its_small_variance(table):
    close = table.copy()
    close[:, 1] = 2 * close[:, 0] + 1e-7 * close[:, 3]
    close[np.isnan(close)] = 0.001

    fit = by_statsmodels(close, 1, 300)
    model = MODELS["market"](sample(close, [1], [300]))

    assert model.variance[0] == pytest.approx(fit.mse_resid, rel=1e-6)


@pytest.mark.parametrize(
    "values", [lambda t: t[:, 0], lambda t: 0.01 + 0 * t[:, 0], lambda t: t[:, 0] * 0]
)
@pytest.mark.parametrize("name", ["market"])
def test_nothing_left_to_explain_gives_no_variance(table, values, name):
    flat = table.copy()
    flat[:, 1] = values(table)

    assert np.isnan(MODELS[name](sample(flat, [1], [300])).variance[0])


def test_a_benchmark_that_does_not_move_gives_no_variance(table):
    still = table.copy()
    still[:, 0] = 0.001

    assert np.isnan(MODELS["market"](sample(still, [1], [300])).variance[0])


def test_no_observation_gives_no_variance_and_a_count_of_zero(table):
    model = MODELS["market"](sample(table * np.nan, [1, 2], [300, 20]))

    assert model.n_obs.tolist() == [0, 0]
    assert np.isnan(model.variance).all()


def test_diagnostics_are_those_of_statsmodels(table):
    from statsmodels.stats.diagnostic import acorr_ljungbox
    from statsmodels.stats.stattools import durbin_watson, jarque_bera

    y, X = table[180:290, 1], np.column_stack([np.ones(110), table[180:290, 0]])
    fit = OLS(y, X).fit()

    found = diagnostics(y, X, ("alpha", "beta"))

    assert found["r_squared"] == pytest.approx(fit.rsquared)
    assert found["jarque_bera_p"] == pytest.approx(jarque_bera(fit.resid)[1])
    assert found["durbin_watson"] == pytest.approx(durbin_watson(fit.resid))
    squared = fit.resid**2
    lags = np.column_stack([np.ones(105), *(squared[5 - i : 110 - i] for i in range(1, 6))])
    engle = stats.chi2.sf(105 * OLS(squared[5:], lags).fit().rsquared, 5)
    assert found["arch_lm_p"] == pytest.approx(engle)
    assert found["ljung_box_p"] == pytest.approx(acorr_ljungbox(fit.resid, [5]).lb_pvalue.iloc[0])
    assert found["hc3_se_beta"] == pytest.approx(fit.HC3_se[1])


def test_diagnostics_without_a_regression_describe_the_residuals_only(table):
    found = diagnostics(table[180:290, 1], np.zeros((110, 0)), ())

    assert "r_squared" not in found
    assert found["skewness"] is not None


def test_the_raw_model_expects_nothing(table):
    model = MODELS["raw"](sample(table, [1], [300]))

    abnormal = abnormal_returns(table, np.array([1]), np.array([300]), model, (0, 0))

    assert abnormal.abnormal[0, 0] == table[300, 1]
    assert model.variance[0] == pytest.approx(table[180:290, 1].var(ddof=1), rel=CLOSE)


@pytest.mark.parametrize("factors", [1, 3, 6])
def test_a_factor_model_is_least_squares_on_the_excess_return(table, factors):
    rng = np.random.default_rng(9)
    wide = np.column_stack([table, rng.normal(0, 0.01, (600, factors)), np.full(600, 1e-4)])
    columns = np.arange(5, 5 + factors)[None]
    one = Sample(
        wide,
        np.array([2]),
        np.array([0]),
        np.array([200]),
        WINDOW,
        columns,
        tuple("abcdef"[:factors]),
        np.array([5 + factors]),
    )
    days = np.arange(200 + WINDOW[0], 200 + WINDOW[1] + 1)
    y = wide[days, 2] - 1e-4
    seen = np.isfinite(y)
    fit = OLS(
        y[seen], np.column_stack([np.ones(len(days)), wide[np.ix_(days, columns[0])]])[seen]
    ).fit()

    model = MODELS["ff3"](one)
    abnormal = abnormal_returns(wide, np.array([2]), np.array([200]), model, (0, 1))

    assert model.coefficients[0] == pytest.approx(fit.params, rel=1e-10)
    assert model.variance[0] == pytest.approx(fit.mse_resid, rel=CLOSE)
    ahead = np.column_stack([np.ones(2), wide[np.ix_([200, 201], columns[0])]])
    expected = wide[200:202, 2] - 1e-4 - fit.predict(ahead)
    assert abnormal.abnormal[0] == pytest.approx(expected, abs=1e-15)
    V = fit.mse_resid * np.eye(2) + ahead @ fit.cov_params() @ ahead.T
    assert car(abnormal, (0, 1)).variance[0] == pytest.approx(V.sum(), rel=CLOSE)


def window_of(table, row, shift=0):
    return table[row + WINDOW[0] + shift : row + WINDOW[1] + 1 + shift, 0]


def test_scholes_williams_instruments_the_market_with_three_sessions(table):
    y, m = table[300 + WINDOW[0] : 300 + WINDOW[1] + 1, 1], window_of(table, 300)
    z = window_of(table, 300, -1) + m + window_of(table, 300, 1)
    X, Z = np.column_stack([np.ones(110), m]), np.column_stack([np.ones(110), z])
    b = np.linalg.solve(Z.T @ X, Z.T @ y)
    residual = y - X @ b
    sigma2 = residual @ residual / 108
    A = np.linalg.inv(Z.T @ X) @ (Z.T @ Z) @ np.linalg.inv(X.T @ Z)
    ahead = np.column_stack([np.ones(3), table[299:302, 0]])

    model = MODELS["scholes_williams"](sample(table, [1], [300]))
    abnormal = abnormal_returns(table, np.array([1]), np.array([300]), model, (-1, 1))

    assert model.coefficients[0] == pytest.approx(b, rel=1e-10)
    assert model.variance[0] == pytest.approx(sigma2, rel=CLOSE)
    V = sigma2 * (np.eye(3) + ahead @ A @ ahead.T)
    assert car(abnormal, (-1, 1)).variance[0] == pytest.approx(V.sum(), rel=1e-11)


def test_dimson_sums_the_betas_of_three_sessions(table):
    y = table[300 + WINDOW[0] : 300 + WINDOW[1] + 1, 1]
    lags = [window_of(table, 300, shift) for shift in (-1, 0, 1)]
    fit = OLS(y, np.column_stack([np.ones(110), *lags])).fit()
    beta = fit.params[1:].sum()
    distance = table[299:302, 0] - lags[1].mean()

    model = MODELS["dimson"](sample(table, [1], [300]))
    abnormal = abnormal_returns(table, np.array([1]), np.array([300]), model, (-1, 1))

    assert model.coefficients[0] == pytest.approx([y.mean() - beta * lags[1].mean(), beta], 1e-10)
    assert model.k == 4
    V = (
        fit.mse_resid * (np.eye(3) + np.ones((3, 3)) / 110)
        + np.outer(distance, distance) * fit.cov_params()[1:, 1:].sum()
    )
    assert car(abnormal, (-1, 1)).variance[0] == pytest.approx(V.sum(), rel=1e-11)


def test_a_security_that_repeats_its_market_leaves_no_variance_to_the_instrumented_model():
    rng = np.random.default_rng(0)
    for _ in range(30):
        market = rng.normal(0, 0.01, (400, 1))
        copies = rng.uniform(-2, 2, 5) * market + rng.normal(0, 0.001, 5)
        values = np.column_stack([market, copies])

        model = MODELS["scholes_williams"](sample(values, np.arange(1, 6), np.full(5, 300)))

        assert np.isnan(model.variance).all()

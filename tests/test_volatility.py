import numpy as np
import pytest
from bundled import bundled_returns, row_of, spec
from scipy import stats

from eventstudy.abnormal import abnormal_returns, car
from eventstudy.assemble import build_cases
from eventstudy.engine import Design, why_unusable
from eventstudy.models.normal import Sample
from eventstudy.models.table import MODELS
from eventstudy.study import Windows

arch = pytest.importorskip("arch", reason="the extra garch is not installed")

SAME = 1e-8  # a likelihood's maximum is found to about this, relative


@pytest.fixture(scope="module")
def returns():
    return bundled_returns()


@pytest.fixture(scope="module")
def event(returns):
    return row_of(returns.sessions, "2025-01-27")


def fitted(returns, event, kind):
    y, x = (100 * returns.values[event - 260 : event - 10, c] for c in (0, 1))
    model = arch.arch_model(
        y, x=x[:, None], mean="LS", vol=kind, p=1, o=int(kind == "EGARCH"), q=1, dist="t",
        rescale=False,
    )  # fmt: skip
    return model.fit(disp="off")


def ours(returns, event, name):
    sample = Sample(
        returns.values, np.array([0]), np.array([1]), np.array([event]), (-260, -11), ahead=5
    )
    model = MODELS[name](sample)
    span = (-5, 5)
    return model, abnormal_returns(returns.values, np.array([0]), np.array([event]), model, span)


def test_garch_variances_are_filtered_to_the_day_before_and_forecast_over_the_window(
    returns, event
):
    fit = fitted(returns, event, "GARCH")
    const, slope, omega, a, b, nu = fit.params
    residual = 100 * (returns.values[:, 0]) - const - slope * 100 * returns.values[:, 1]
    h = fit.conditional_volatility[-1] ** 2
    for row in range(event - 11, event):
        h = omega + a * residual[row] ** 2 + b * h
    following = omega + (a + b) * h

    model, abnormal = ours(returns, event, "garch")

    assert model.coefficients[0] == pytest.approx([const / 100, slope], rel=SAME)
    assert model.volatility.nu[0] == pytest.approx(nu, rel=SAME)
    assert car(abnormal, (0, 0)).variance[0] == pytest.approx(h / 1e4, rel=SAME)
    assert car(abnormal, (0, 1)).variance[0] == pytest.approx((h + following) / 1e4, rel=SAME)


def test_egarch_variances_follow_the_logarithm(returns, event):
    fit = fitted(returns, event, "EGARCH")
    const, slope, omega, a, lean, b, _ = fit.params
    residual = 100 * (returns.values[:, 0]) - const - slope * 100 * returns.values[:, 1]
    log_h = 2 * np.log(fit.conditional_volatility[-1])
    for row in range(event - 11, event):
        z = residual[row] / np.exp(log_h / 2)
        log_h = omega + a * (abs(z) - np.sqrt(2 / np.pi)) + lean * z + b * log_h

    model, abnormal = ours(returns, event, "egarch")

    if np.isfinite(model.variance[0]):
        assert car(abnormal, (0, 0)).variance[0] == pytest.approx(np.exp(log_h) / 1e4, rel=SAME)
    else:
        assert "converge" in why_unusable(model, Design(model="egarch"))[0]


def test_the_t_test_of_a_volatility_model_is_student_on_one_day_and_normal_over_several(returns):
    design = Design(
        model="garch",
        windows=Windows(estimation=(-260, -11), event=(-1, 5), cars=((0, 0), (0, 1))),
        tests=("t",),
    )

    (case,), dropped = build_cases(
        returns, [spec(returns, "2025-01-27")], design, len(returns.sessions) - 1
    )

    assert not dropped
    day, two = (w.tests[0] for w in case.windows)
    nu = float(day.distribution.removeprefix("standardised t(").rstrip(")"))
    scaled = abs(day.statistic) * np.sqrt(nu / (nu - 2))
    assert day.p_value == pytest.approx(2 * stats.t.sf(scaled, nu), rel=0.05)
    assert two.distribution == "N(0,1)"
    assert two.p_value == pytest.approx(2 * stats.norm.sf(abs(two.statistic)), rel=1e-10)
    margin = 1.959963984540054 * case.windows[1].se
    assert case.windows[1].ci[1] == pytest.approx(case.windows[1].car + margin, rel=1e-9)


def test_a_case_whose_model_cannot_be_fitted_is_dropped_with_the_reason(returns, event):
    flat = returns.values.copy()
    flat[:, 0] = 0.001
    sample = Sample(flat, np.array([0]), np.array([1]), np.array([event]), (-260, -11), ahead=5)

    model = MODELS["garch"](sample)

    assert np.isnan(model.variance[0])
    assert "converge" in why_unusable(model, Design(model="garch"))[0]

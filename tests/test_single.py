import numpy as np
import pytest
from scipy import stats

from eventstudy.inference.result import NotApplicable
from eventstudy.inference.single import SingleCase, WindowCar, ewma_before
from eventstudy.inference.table import SINGLE

EXACT = 1e-14


def case(residuals, after, *, design=None, gap=0):
    """Estimation residuals from event time -(len + gap), the gap, then the window from 0."""
    values = np.concatenate([residuals, after])
    first = -(len(residuals) + gap)
    design = np.ones((len(values), 1)) if design is None else design
    return SingleCase(first, (first, -1 - gap), values, design, values, len(residuals) - 1)


def own(case, window):
    return WindowCar(window, float(case.abnormal[case.rows(window)].sum()), 0.5)


def test_the_t_test_uses_students_distribution_with_the_models_degrees_of_freedom():
    one = case(np.arange(-5.0, 5.0), [1.2])

    found = SINGLE["t"](one, own(one, (0, 0)))

    assert found.statistic == pytest.approx(2.4, abs=EXACT)
    assert found.p_value == pytest.approx(2 * stats.t.sf(2.4, 9), rel=1e-12)
    assert found.distribution == "t(9)"


def test_the_sample_quantile_ranks_the_day_among_the_residuals():
    one = case(np.array([0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7, -0.8, 0.9]), [-0.65])

    found = SINGLE["sample_quantile"](one, own(one, (0, 0)))

    assert found.p_value == (1 + 3) / (1 + 9)
    assert found.floor == 1 / 10
    assert found.details["one_tailed_p"] == (1 + 1) / (1 + 9)


def test_the_sample_quantile_sums_successive_residuals_and_never_across_a_gap():
    one = case(np.array([1.0, -1.0, 2.0, np.nan, 3.0, 1.0, 1.0]), [2.5, 1.0])

    found = SINGLE["sample_quantile"](one, own(one, (0, 1)))

    assert found.n == 4  # sums 0, 1, 4, 2
    assert found.p_value == (1 + 1) / (1 + 4)


def test_a_window_longer_than_every_stretch_is_not_applicable():
    one = case(np.array([1.0, np.nan, 2.0]), [1.0, 1.0])

    assert isinstance(SINGLE["sample_quantile"](one, own(one, (0, 1))), NotApplicable)


def test_conformal_refits_and_ranks_among_cyclic_blocks():
    residuals, after = np.array([1.0, -2.0, 3.0, 0.0, -1.0, 2.0]), np.array([4.0, 1.0])
    one = case(residuals, after)
    joint = np.concatenate([residuals, after])
    joint = joint - joint.mean()
    blocks = [abs(joint[i] + joint[(i + 1) % 8]) for i in range(8)]

    found = SINGLE["conformal"](one, own(one, (0, 1)))

    assert found.p_value == sum(b >= blocks[6] - 1e-12 for b in blocks) / 8
    assert found.floor == 1 / 8


def test_the_volatility_before_a_session_is_exponentially_weighted():
    rng = np.random.default_rng(1)
    values = rng.normal(size=33)
    variance = np.mean(values[:30] ** 2)
    expected = [variance]
    for value in values[30:]:
        expected.append(0.94 * expected[-1] + 0.06 * value**2)

    found = ewma_before(values)

    assert found[30:] == pytest.approx(np.sqrt(expected), rel=1e-14)
    assert np.isnan(found[:30]).all()


def test_the_scaled_quantile_compares_in_units_of_the_volatility_of_the_time():
    rng = np.random.default_rng(2)
    residuals = rng.normal(size=100)
    one = case(residuals, [2.2])
    scale = ewma_before(residuals)
    ordinary = residuals[30:] / scale[30:-1]

    found = SINGLE["scaled_quantile"](one, own(one, (0, 0)))

    assert found.n == 70
    count = (np.abs(ordinary) >= 2.2 / scale[-1]).sum()
    assert found.p_value == (1 + count) / 71


def test_too_few_sessions_to_start_the_volatility_is_not_applicable():
    one = case(np.arange(20.0), [1.0])

    assert isinstance(SINGLE["scaled_quantile"](one, own(one, (0, 0))), NotApplicable)

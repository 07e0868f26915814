import json

import numpy as np
import pytest
from bundled import bundled_returns
from click.testing import CliRunner
from scipy import stats

from eventstudy.cli import cli
from eventstudy.engine import Design
from eventstudy.errors import PriceError
from eventstudy.reruns.calibrate import calibrate, calibrate_single, rate
from eventstudy.returns import Returns
from eventstudy.study import Windows

DESIGN = Design(
    windows=Windows(estimation=(-110, -11), event=(-1, 1), cars=((0, 0),)),
    min_estimation=60,
    tests=("bmp", "kp_bmp", "cross_sectional_t", "patell", "corrado_rank"),
)


@pytest.fixture(scope="module")
def industry():
    rng = np.random.default_rng(3)
    market, shared = rng.normal(0, 0.01, (2, 500))
    firms = market[:, None] + shared[:, None] + rng.normal(0, 0.01, (500, 30))
    days = np.datetime64("2020-01-01") + np.arange(500)
    names = ("MKT", *(f"F{i}" for i in range(30)))
    return Returns(days, names, np.column_stack([market, firms]))


@pytest.fixture(scope="module")
def found(industry):
    return calibrate(industry, industry.columns[1:], "MKT", DESIGN, samples=150, cases=25)


def size(found, test, dates, noisy=False):
    rows = found["size"]
    return next(r for r in rows if (r["test"], r["dates"], r["noisy"]) == (test, dates, noisy))


def test_tests_that_ignore_correlation_reject_far_too_often_on_a_common_date(found):
    assert size(found, "bmp", "common")["rate"] > 0.3
    assert size(found, "kp_bmp", "common")["rate"] < 0.12


def test_on_random_dates_a_right_test_keeps_its_size(found):
    low, high = size(found, "kp_bmp", "random")["ci"]

    assert low <= 0.06
    assert high >= 0.02


def test_event_induced_variance_spoils_patell_and_not_bmp(found):
    assert size(found, "patell", "random", noisy=True)["rate"] > 0.1
    assert size(found, "bmp", "random", noisy=True)["rate"] < 0.12


def test_power_grows_with_the_shock(found):
    rates = [r["rate"] for r in found["power"] if (r["test"], r["dates"]) == ("kp_bmp", "random")]

    assert rates == sorted(rates)
    assert rates[-1] > 0.95


def test_the_same_seed_gives_the_same_rates(industry, found):
    again = calibrate(industry, industry.columns[1:], "MKT", DESIGN, samples=150, cases=25)

    assert again == found


def test_the_interval_of_a_rate_is_exact():
    exact = stats.binomtest(7, 50).proportion_ci(0.95, method="exact")

    assert rate(7, 50)["ci"] == pytest.approx((exact.low, exact.high), rel=1e-9)
    assert rate(0, 50)["ci"][0] == 0.0
    assert rate(0, 0)["rate"] is None


def test_single_case_tests_are_measured_on_the_securitys_own_sessions():
    design = Design(windows=Windows(estimation=(-260, -11), event=(-1, 1), cars=((0, 0),)))

    rows = calibrate_single(bundled_returns(), "NVDA", "^GSPC", design, draws=300)

    rates = {r["test"]: r["rate"] for r in rows}
    assert set(rates) == {"t", "sample_quantile", "conformal", "scaled_quantile"}
    assert all(0.01 < r < 0.12 for r in rates.values())


def test_the_command_writes_its_figures_beside_the_report(root, tmp_path):
    config = root / "configs" / "deepseek-r1.yaml"

    done = CliRunner().invoke(
        cli, ["calibrate", str(config), "--draws", "60", "--out", str(tmp_path)]
    )

    assert done.exit_code == 0, done.output
    found = json.loads((tmp_path / "deepseek-r1" / "calibration.json").read_text("utf-8"))
    assert {row["security"] for row in found["single"]} == {"NVDA", "^IXIC"}
    assert all(row["n"] > 50 for row in found["single"])
    assert found["many"] is None


def test_a_history_too_short_for_one_pseudo_event_is_one_clear_error(industry):
    design = Design(windows=Windows(estimation=(-510, -11), event=(-1, 1), cars=((0, 0),)))

    with pytest.raises(PriceError, match="no session has"):
        calibrate_single(industry, "F0", "MKT", design)

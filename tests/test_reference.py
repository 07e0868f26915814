"""Our numbers against those of other people's code, on the same inputs."""

import numpy as np
import pytest
from price_tables import returns_of_prices
from reference_cases import expected, index, rows, statistics, wide

from eventstudy.aggregate import aggregate, batch_of
from eventstudy.engine import Design, fit
from eventstudy.pooling import scores
from eventstudy.study import Windows

DOUBLE = 1e-12  # the same formulas in double precision, relative


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "reference"


@pytest.fixture(scope="module")
def textbook(folder):
    return expected(folder / "shared_panel" / "expected_textbook.json")


def panel_blocks(folder, correlation, cars):
    names, days, prices = wide(folder / "shared_panel" / "prices.csv")
    _, _, market = wide(folder / "shared_panel" / "market.csv")
    table = dict(zip(names, prices.T, strict=True)) | {"MKT": market[:, 0]}
    returns = returns_of_prices(days, table, "simple")
    events = rows(folder / "shared_panel" / "events.csv")
    cases = index(returns, [e["firm"] for e in events], "MKT", [e["event_date"] for e in events])
    windows = Windows(estimation=(-265, -16), event=(-5, 5), cars=cars)
    design = Design(windows=windows, correlation=correlation)
    batch = batch_of(returns.values, cases, fit(returns, cases, design), design)
    return batch, scores(batch, cars), aggregate(batch, design)[0]


@pytest.fixture(scope="module")
def panel(folder):
    return panel_blocks(folder, "event_time", ((-5, 5),))


def test_coefficients_abnormal_returns_and_errors_are_the_textbooks(panel, textbook):
    batch, found, _ = panel
    ar, se = np.array(textbook["ar"]), np.array(textbook["ar_se_prediction"])

    assert batch.model.coefficients[:, 0] == pytest.approx(np.array(textbook["alpha"]), rel=1e-10)
    assert batch.model.coefficients[:, 1] == pytest.approx(np.array(textbook["beta"]), rel=DOUBLE)
    assert np.sqrt(batch.model.variance) == pytest.approx(np.array(textbook["sigma"]), rel=DOUBLE)
    assert found.car[:, :11] == pytest.approx(ar, rel=DOUBLE, abs=1e-16)
    assert found.car[:, :11] / found.score[:, :11] == pytest.approx(se, rel=DOUBLE)
    assert found.car[:, 11] == pytest.approx(np.array(textbook["car"]), rel=DOUBLE)
    assert found.score[:, 11] == pytest.approx(np.array(textbook["scar"]), rel=DOUBLE)


@pytest.mark.parametrize(
    ("test", "day", "window", "tolerance"),
    [
        ("cross_sectional_t", "t_cross_sectional_day", "t_cross_sectional_caar", DOUBLE),
        ("patell", "patell_z_day", "patell_z_caar", DOUBLE),
        ("bmp", "bmp_t_day", "bmp_t_caar", DOUBLE),
        ("kp_bmp", "kp_bmp_t_day", "kp_bmp_t_caar", DOUBLE),
        ("adjusted_patell", "adj_patell_z_day", "adj_patell_z_caar", DOUBLE),
        ("crude_dependence_1985", "bw1985_crude_dependence_t_day", "bw1985_crude_dependence_t_caar", DOUBLE),
        ("skewness_adjusted_t", "skew_adjusted_t_day", None, DOUBLE),
        ("sign", "sign_z_day", "sign_z_caar", DOUBLE),
        ("generalized_sign", "gen_sign_z_day", "gen_sign_z_caar", DOUBLE),
        ("wilcoxon", "wilcoxon_W_plus_day", None, DOUBLE),
        ("corrado_rank", "corrado_rank_z_day", "corrado_rank_z_caar_cowan", DOUBLE),
        ("corrado_zivney", "corrado_zivney_z_day", None, DOUBLE),
        ("grank_t", None, "grank_t_caar", DOUBLE),
        ("grank_z", None, "grank_z_caar", DOUBLE),
    ],
)  # fmt: skip
def test_every_test_of_the_textbook_panel_is_met(panel, textbook, test, day, window, tolerance):
    daily, windows = statistics(panel[2], test)

    if day:
        assert daily == pytest.approx(np.array(textbook[day]), rel=tolerance)
    if window:
        assert windows[-5, 5] == pytest.approx(textbook[window], rel=tolerance)


def test_the_correlation_of_overlapping_windows_corrects_bmp_as_published(folder):
    cars = ((0, 0), (-1, 1), (-5, 5))

    _, windows = statistics(panel_blocks(folder, "overlap", cars)[2], "kp_bmp")

    assert [windows[c] for c in cars] == pytest.approx([2.0151, 1.8767, 1.4797], abs=5e-5)

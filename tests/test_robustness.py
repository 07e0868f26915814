import json
from dataclasses import replace

import numpy as np
import pytest
from bundled import RESULTS_DAYS, bundled_returns, row_of, spec
from statsmodels.robust.norms import HuberT
from statsmodels.robust.robust_linear_model import RLM

from eventstudy.assemble import build_cases
from eventstudy.engine import Design
from eventstudy.models.normal import Sample
from eventstudy.models.robust import huber
from eventstudy.reruns.robustness import Specification, Target, robustness, specifications
from eventstudy.study import Windows

DESIGN = Design(windows=Windows(estimation=(-260, -11), event=(-5, 20), cars=((0, 0), (0, 1))))
MAIN = Specification("market", "^GSPC", "clean", (-260, -11))


@pytest.fixture(scope="module")
def tables():
    return {"simple": bundled_returns(), "log": bundled_returns("log")}


@pytest.fixture(scope="module")
def found(tables):
    sessions = tables["simple"].sessions
    known = tuple(row_of(sessions, d) + 1 for d in RESULTS_DAYS)
    target = Target("selloff", "NVDA", row_of(sessions, "2025-01-27"), known)
    chosen = specifications(
        MAIN,
        ["market_adjusted", "constant_mean", "raw", "huber"],
        [("^GSPC ex NVDA", "clean"), ("^IXIC", "holds the firm")],
        [(-130, -11), (-510, -11)],
    )
    return robustness(tables, [target], {target: chosen}, DESIGN)


def row(found, window=(0, 0), **wanted):
    rows = [r for r in found["rows"] if r["window"] == window]
    return next(r for r in rows if all(r[k] == v for k, v in wanted.items()))


def test_the_main_specification_leads_and_is_the_studys_own_number(found):
    first = found["rows"][0]

    assert (first["model"], first["benchmark"], first["window"]) == ("market", "^GSPC", (0, 0))
    assert first["car"] == pytest.approx(-0.13260, abs=5e-6)
    assert first["p_value"] == pytest.approx(5.7e-7, rel=0.05)


def test_no_specification_stands_twice_and_each_window_has_a_row(found):
    keys = [tuple(r[k] for k in list(r)[:9]) for r in found["rows"]]

    assert len(set(keys)) == len(keys)
    assert len(keys) % 2 == 0


def test_groups_are_counted_apart_and_add_up(found):
    groups = found["groups"]

    assert set(groups) == {"clean", "holds the firm"}
    assert sum(g["n"] for g in groups.values()) == found["n"] == len(found["rows"])
    assert found["same_sign"] == found["n"]
    assert 0 < found["significant"] < found["n"]


def test_raw_and_market_adjusted_are_plain_returns(found):
    raw = row(found, model="raw", estimation=(-260, -11))["car"]
    adjusted = row(found, model="market_adjusted", benchmark="^GSPC", estimation=(-260, -11))["car"]

    assert raw == pytest.approx(-0.1697, abs=5e-5)
    assert adjusted == pytest.approx(-0.1551, abs=5e-4)


def test_log_returns_give_logs_of_simple_ones(found):
    logs = row(found, returns="log", benchmark="^GSPC")["car"]

    assert logs == pytest.approx(np.log1p(-0.1697) + 2.68 * 0.0147, abs=5e-3)


def test_results_days_can_be_left_out_of_the_estimation_window(found, tables):
    without = row(found, without_known=True, benchmark="^GSPC")

    assert without["car"] != row(found, benchmark="^GSPC", model="market")["car"]
    assert without["se"] < row(found, benchmark="^GSPC", model="market")["se"]


def test_huber_is_the_robust_regression_of_statsmodels(tables):
    values = tables["simple"].values
    at = row_of(tables["simple"].sessions, "2025-01-27")
    y, x = values[at - 260 : at - 10, 0], values[at - 260 : at - 10, 1]
    X = np.column_stack([np.ones(250), x])
    theirs = RLM(y, X, M=HuberT(1.345)).fit(maxiter=500, tol=1e-12, scale_est="mad")

    ours = huber(Sample(values, np.array([0]), np.array([1]), np.array([at]), (-260, -11)))

    assert ours.coefficients[0] == pytest.approx(theirs.params, rel=2e-3)


def test_a_specification_that_cannot_be_computed_says_why(tables):
    target = Target("early", "NVDA", 100)

    found = robustness(tables, [target], {target: [MAIN]}, DESIGN)

    assert found["n"] == 0
    assert "holds 89 returns" in found["rows"][0]["missing"]


def test_counts_are_plain_numbers_that_json_can_hold(found):
    assert json.loads(json.dumps(found["groups"])) == found["groups"]


def test_models_without_a_benchmark_are_clean_whatever_holds_the_firm():
    main = Specification("market", "^GSPC", "holds the firm", (-260, -11))

    labels = {s.model: s.label for s in specifications(main, ["raw", "market_adjusted"], [], [])}

    assert labels == {
        "market": "holds the firm",
        "raw": "clean",
        "market_adjusted": "holds the firm",
    }


def test_a_volatility_model_has_the_p_of_its_own_single_case(tables):
    pytest.importorskip("arch", reason="the extra garch is not installed")
    returns = tables["simple"]
    at = row_of(returns.sessions, "2025-01-27")
    garch = Specification("garch", "^GSPC", "clean", (-260, -11))
    design = replace(DESIGN, model="garch", windows=DESIGN.windows, tests=("t",))

    target = Target("selloff", "NVDA", at)
    rows = robustness(tables, [target], {target: [MAIN, garch]}, DESIGN)["rows"]

    (case,), _ = build_cases(returns, [spec(returns, "2025-01-27")], design, at + 20)
    own = {w.window: w for w in case.windows}
    for found in (r for r in rows if r["model"] == "garch"):
        (test,) = own[found["window"]].tests
        assert found["p_value"] == pytest.approx(test.p_value, rel=1e-9)
        assert found["se"] == pytest.approx(own[found["window"]].se, rel=1e-9)

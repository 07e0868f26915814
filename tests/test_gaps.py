"""Returns over several sessions, matched with the market's: Maynes & Rumsey (1993)."""

import csv
import json

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS, WLS

import eventstudy as es
from eventstudy.engine import CaseIndex, Design
from eventstudy.errors import ConfigError, InputError
from eventstudy.gaps import matched
from eventstudy.returns import Returns
from eventstudy.runs import RunOptions, run_configs
from eventstudy.study import Windows

CLOSE = 1e-10  # compounded logs against products, relative
DAYS = pd.bdate_range("2020-01-01", periods=420)
EVENT, FIRST, LAST = 300, -150, -11
WINDOWS = {"estimation": (FIRST, LAST), "window": (-5, 5), "cars": [(0, 0), (-2, 2), (4, 5)]}
MATCH = {"benchmark": "MKT", "min_estimation": 60, **WINDOWS}


@pytest.fixture
def prices():
    """Three firms; A does not trade on some days of every window, others always do."""
    rng = np.random.default_rng(11)
    market = rng.normal(0.0004, 0.01, len(DAYS))
    firms = 0.0002 + 1.2 * market[:, None] + rng.normal(0, 0.02, (len(DAYS), 8))
    values = 50 * np.cumprod(1 + np.column_stack([market, firms]), axis=0)
    frame = pd.DataFrame(values, index=DAYS, columns=["MKT", *"ABCDEFGH"])
    idle = [*range(160, 164), 190, 220, 221, 255, 299, 303]
    frame.iloc[idle, 1] = np.nan
    return frame


def returns_of(prices):
    """As a vendor gives them: after sessions without a trade, the return since the last one."""
    return pd.DataFrame({c: prices[c].dropna().pct_change().reindex(prices.index) for c in prices})


@pytest.fixture
def events():
    return pd.DataFrame({"event_id": range(8), "security": list("ABCDEFGH"), "date": DAYS[EVENT]})


def study(prices, events, **other):
    return es.event_study(
        returns_of(prices), events, **{**MATCH, "missing": "trade_to_trade", **other}
    )


def traded(prices, security, first, last):
    """Return by hand R, R_m and g of every return that begins and ends inside the sessions."""
    own = prices[security].iloc[first - 1 : last + 1]
    kept = own.dropna()
    at = np.array([prices.index.get_loc(d) for d in kept.index])
    market = prices["MKT"].to_numpy()[at]
    inside = at[:-1] >= first - 1
    g = np.diff(at)
    return (
        (kept.to_numpy()[1:] / kept.to_numpy()[:-1] - 1)[inside],
        (market[1:] / market[:-1] - 1)[inside],
        g[inside].astype(float),
    )


def by_hand(prices, security="A", first=FIRST, last=LAST):
    r, m, g = traded(prices, security, EVENT + first, EVENT + last)
    return r, m, g, WLS(r / g, np.column_stack([np.ones(len(g)), m / g]), weights=g).fit()


def test_the_market_model_is_weighted_least_squares_on_returns_over_the_same_sessions(
    prices, events
):
    result = study(prices, events)

    r, m, g, fit = by_hand(prices)
    plain = OLS(r / np.sqrt(g), np.column_stack([np.sqrt(g), m / np.sqrt(g)])).fit()
    model = result.batch.model
    assert (g > 1).sum() == 4
    assert model.n_obs[0] == len(g) == 140 - 8
    assert model.coefficients[0] == pytest.approx(fit.params, rel=CLOSE)
    assert model.coefficients[0] == pytest.approx(plain.params, rel=CLOSE)
    assert model.variance[0] == pytest.approx(plain.mse_resid, rel=CLOSE)
    assert model.covariance[0] == pytest.approx(plain.cov_params(), rel=CLOSE)


def test_a_window_that_holds_a_gap_has_the_return_over_it_and_g_times_the_variance(prices, events):
    result = study(prices, events)

    fit = by_hand(prices)[3]
    alpha, beta = fit.params
    p, market = prices["A"].to_numpy(), prices["MKT"].to_numpy()
    at = EVENT
    days = [(at - 2, 1), (at, 2), (at + 1, 1), (at + 2, 1)]  # 299 was idle
    ar = [p[t] / p[t - g] - 1 - alpha * g - beta * (market[t] / market[t - g] - 1) for t, g in days]
    x = np.array([5.0, sum(market[t] / market[t - g] - 1 for t, g in days)])
    variance = 5 * fit.mse_resid + x @ fit.cov_params() @ x
    own = result.windows.query("event_id == 0 and window_start == -2").iloc[0]
    assert own["car"] == pytest.approx(sum(ar), rel=CLOSE)
    assert own["se"] == pytest.approx(np.sqrt(variance), rel=CLOSE)
    assert own["bhar"] == pytest.approx(
        np.prod([p[t] / p[t - g] for t, g in days])
        - np.prod([p[t] / p[t - g] - a for (t, g), a in zip(days, ar, strict=True)]),
        rel=CLOSE,
    )


def test_a_gap_across_the_edge_of_a_window_leaves_the_case_out_there(prices, events):
    result = study(prices, events)

    counts = {r["window"]: r["n"] for r in result.aggregate[0]["windows"]}
    daily = {r["tau"]: r["n"] for r in result.aggregate[0]["daily"]}
    own = result.windows.query("event_id == 0").set_index("window_start")["car"]
    assert counts == {(0, 0): 7, (-2, 2): 8, (4, 5): 7}
    assert own.isna().to_dict() == {0: True, -2: False, 4: True}
    assert [daily[t] for t in (-2, -1, 0, 1, 2, 3, 4, 5)] == [8, 7, 7, 8, 8, 7, 7, 8]
    assert result.dropped.empty
    frame = result.abnormal_returns.query("event_id == 0").set_index("tau")
    p = prices["A"].to_numpy()
    assert np.isnan(frame.loc[-1, "actual"])
    assert frame.loc[0, "actual"] == pytest.approx(p[EVENT] / p[EVENT - 2] - 1, rel=CLOSE)


def test_every_test_of_many_cases_speaks_or_says_why_not(prices, events):
    tests = study(prices, events).tests

    spoken = tests["statistic"].notna()
    assert np.isfinite(tests.loc[spoken, "statistic"]).all()
    assert tests.loc[~spoken, "not_applicable"].notna().all()
    assert spoken.mean() > 0.7


def test_bmp_of_a_window_with_a_gap_is_the_textbooks(prices, events):
    result = study(prices, events)

    scores = result.windows.query("window_start == -2")
    s = (scores["car"] / scores["se"]).to_numpy()
    own = result.tests.query("kind == 'window' and window_start == -2 and test == 'bmp'")
    assert own["statistic"].iloc[0] == pytest.approx(
        s.mean() / (s.std(ddof=1) / np.sqrt(8)), rel=CLOSE
    )


def test_without_gaps_nothing_changes(prices, events):
    full = prices.ffill()

    left, right = (
        es.event_study(returns_of(full), events, **MATCH, missing=m)
        for m in ("drop", "trade_to_trade")
    )

    pd.testing.assert_frame_equal(left.windows, right.windows)
    pd.testing.assert_frame_equal(left.tests, right.tests)


def test_dropping_leaves_the_case_out_where_its_event_window_has_a_hole(prices, events):
    result = study(prices, events, missing="drop")

    assert result.dropped["security"].tolist() == ["A"]


def test_a_case_without_any_covered_window_is_dropped_with_the_reason(prices, events):
    result = study(prices, events, cars=[(0, 0), (4, 4)])

    assert result.dropped["security"].tolist() == ["A"]
    assert "cross the edges of every CAR window" in result.dropped["reason"][0]


def test_a_return_that_begins_before_the_estimation_window_is_left_out(prices, events):
    late = -138  # 162 is idle, so the return of 164 began before

    model = study(prices, events, estimation=(late, LAST)).batch.model

    g = by_hand(prices, first=late)[2]
    assert model.n_obs[0] == len(g) == 128 - 6 - 1


@pytest.mark.parametrize("model", ["raw", "constant_mean", "market_adjusted"])
def test_simple_models_take_the_spread_of_one_session(prices, events, model):
    result = study(prices, events, model=model)

    r, m, g = by_hand(prices)[:3]
    y = (r - m if model == "market_adjusted" else r) / np.sqrt(g)
    rest = y - np.sqrt(g) * (np.sqrt(g) @ y) / g.sum()
    own = result.windows.query("event_id == 0 and window_start == -2").iloc[0]
    variance = rest @ rest / (len(g) - 1)
    extra = 25 / g.sum() * variance if model == "constant_mean" else 0.0
    assert result.batch.model.variance[0] == pytest.approx(variance, rel=CLOSE)
    assert own["se"] == pytest.approx(np.sqrt(5 * variance + extra), rel=CLOSE)


def test_factors_are_compounded_over_the_same_sessions(prices, events):
    rng = np.random.default_rng(2)
    names = ["Mkt-RF", "SMB_FF3", "HML", "RF"]
    factors = pd.DataFrame(rng.normal(0, 0.005, (len(DAYS), 4)), index=DAYS, columns=names)
    factors["RF"] = 0.0001

    model = study(prices, events, model="ff3", factors=factors).batch.model

    own = prices["A"].iloc[EVENT + FIRST - 1 : EVENT + LAST + 1].dropna()
    at = np.array([DAYS.get_loc(d) for d in own.index])
    g = np.diff(at).astype(float)
    level = np.cumprod(1 + factors.to_numpy(), axis=0)[at]
    growth = level[1:] / level[:-1] - 1
    y = (own.to_numpy()[1:] / own.to_numpy()[:-1] - 1 - growth[:, 3]) / np.sqrt(g)
    X = np.column_stack([np.sqrt(g), growth[:, :3] / np.sqrt(g)[:, None]])
    theirs = OLS(y, X).fit()
    assert model.coefficients[0] == pytest.approx(theirs.params, rel=1e-9)
    assert model.variance[0] == pytest.approx(theirs.mse_resid, rel=CLOSE)


def test_a_market_without_a_price_at_the_gaps_edge_matches_nothing():
    days = np.datetime64("2020-01-01") + np.arange(8)
    own = np.array([0.1, 0.1, np.nan, np.nan, 0.3, 0.1, np.nan, 0.2])
    market = np.array([0.1, np.nan, 0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
    covers = np.ones((8, 2), dtype=np.int64)
    covers[[4, 7], 0] = 3, 2
    table = Returns(days, ("A", "M"), np.column_stack([own, market]), covers)
    design = Design(windows=Windows(estimation=(-3, -2), event=(0, 0), cars=((0, 0),)),
                    missing="trade_to_trade")  # fmt: skip

    wide, cases = matched(table, CaseIndex(*np.array([[0], [1], [7]])), design)

    root = wide.values[:, cases.matched[0, 0]]
    found = wide.values[:, cases.benchmark[0]] * root
    assert root[7] == pytest.approx(np.sqrt(2))
    assert found[7] == pytest.approx(1.2 * 1.3 - 1)
    assert np.isnan(found[4])  # the market has no price where the gap begins
    assert np.isnan(wide.values[4, cases.security[0]])


def test_models_that_need_every_session_refuse_the_rule(prices, events):
    with pytest.raises(InputError, match="not defined for the model dimson"):
        study(prices, events, model="dimson")
    with pytest.raises(InputError, match="allowed: drop, trade_to_trade"):
        study(prices, events, missing="fill")


# --- through the command -------------------------------------------------------------

CONFIG = """\
title: Gaps
benchmark: MKT
calendar: data
min_estimation: 60
missing: {missing}
events: {{file: events.csv}}
windows: {{estimation: [-150, -11], event: [-5, 5], cars: [[0, 0], [-2, 2], [4, 5]]}}
prices: {{provider: files, path: prices.csv}}
{more}"""


def command(folder, prices, events, missing="trade_to_trade", more=""):
    prices.rename_axis("date").to_csv(folder / "prices.csv")
    events.to_csv(folder / "events.csv", index=False)
    path = folder / "study.yaml"
    path.write_text(CONFIG.format(missing=missing, more=more), encoding="utf-8")
    (done,) = run_configs([path], RunOptions(folder / "out", None, offline=True))
    if done.error is not None:
        raise done.error
    return folder / "out" / "study"


def test_the_command_gives_what_event_study_gives_and_says_so_on_the_page(tmp_path, prices, events):
    out = command(tmp_path, prices, events)

    with (out / "windows.csv").open(encoding="utf-8-sig") as stream:
        ours = [float(r["car"]) if r["car"] else np.nan for r in csv.DictReader(stream)]
    frames = study(prices, events)
    assert ours == pytest.approx(frames.windows["car"].tolist(), rel=1e-9, nan_ok=True)
    found = json.loads((out / "results.json").read_text("utf-8"))
    assert found["study"]["missing"] == "trade_to_trade"
    first = found["cases"][0]
    assert [w["car"] is None for w in first["windows"]] == [True, False, True]
    assert "crosses the edge" in first["windows"][0]["missing"]
    outcomes = {t["name"]: t for t in first["windows"][1]["tests"]}
    assert (
        outcomes["conformal"]["not_applicable"] == "a return of the window covers several sessions"
    )
    assert outcomes["t"]["p_value"] > 0
    page = (out / "report.html").read_text("utf-8")
    assert "matched with that of the benchmark over the same sessions" in page


def test_the_command_drops_by_default(tmp_path, prices, events):
    out = command(tmp_path, prices, events, "drop")

    text = (out / "dropped.csv").read_text("utf-8-sig")
    assert "0,A," in text
    page = (out / "report.html").read_text("utf-8")
    assert "Returns over sessions without a price are left out" in page


def test_a_config_with_a_model_that_needs_every_session_is_refused(tmp_path, prices, events):
    with pytest.raises(ConfigError, match="missing: trade_to_trade is not defined for the model"):
        command(tmp_path, prices, events, more="model: scholes_williams")


def test_log_returns_add_up_over_a_gap(prices, events):
    logs = pd.DataFrame(
        {c: np.log(prices[c].dropna()).diff().reindex(prices.index) for c in prices}
    )

    model = es.event_study(logs, events, **MATCH, missing="trade_to_trade", kind="log").batch.model

    r, m, g, _ = by_hand(prices)
    X = np.column_stack([np.sqrt(g), np.log1p(m) / np.sqrt(g)])
    theirs = OLS(np.log1p(r) / np.sqrt(g), X).fit()
    assert model.coefficients[0] == pytest.approx(theirs.params, rel=CLOSE)
    assert model.variance[0] == pytest.approx(theirs.mse_resid, rel=CLOSE)


LISTED = """\
title: One event
securities: [{{symbol: A, benchmark: MKT}}]
events: [{{id: e, title: t, announced: {day}}}]
calendar: data
missing: {missing}
min_estimation: 60
windows: {{estimation: [-150, -11], event: [-5, 5], cars: [[-2, 2], [0, 0]]}}
robustness: {{models: [constant_mean, huber]}}
prices: {{provider: files, path: prices.csv}}
report: {{lang: [en, ko]}}
"""


def test_a_listed_event_may_have_gaps_that_the_page_tells_of(tmp_path, prices, events):
    (tmp_path / "study.yaml").write_text(
        LISTED.format(day=DAYS[EVENT].date(), missing="trade_to_trade"), encoding="utf-8"
    )
    prices.rename_axis("date").to_csv(tmp_path / "prices.csv")

    (done,) = run_configs([tmp_path / "study.yaml"], RunOptions(tmp_path / "out", None, True))

    assert done.error is None
    found = json.loads((tmp_path / "out/study/results.json").read_text("utf-8"))
    ours = study(prices, events).windows.query("event_id == 0 and window_start == -2").iloc[0]
    case = found["cases"][0]
    assert case["windows"][0]["car"] == pytest.approx(ours["car"], rel=1e-9)
    assert case["windows"][1]["car"] is None
    assert [d["covers"] for d in case["abnormal"] if d["tau"] in (-2, 0, 1)] == [1, 2, 1]
    assert [r["tau"] for r in case["path"]] == [-5, -4, -3, -2, 0, 1, 2, 4, 5]
    rows = found["robustness"]["rows"]
    main = next(r for r in rows if r["model"] == "market" and r["window"] == [-2, 2])
    refused = next(r for r in rows if r["model"] == "huber")
    assert main["car"] == pytest.approx(ours["car"], rel=1e-9)
    assert "not defined for the model huber" in refused["missing"]
    page = (tmp_path / "out/study/report.ko.html").read_text("utf-8")
    assert "(g = 2)" in page


def test_without_the_rule_a_gap_of_a_listed_event_stops_the_study(tmp_path, prices):
    (tmp_path / "study.yaml").write_text(
        LISTED.format(day=DAYS[EVENT].date(), missing="drop"), encoding="utf-8"
    )
    prices.rename_axis("date").to_csv(tmp_path / "prices.csv")

    (done,) = run_configs([tmp_path / "study.yaml"], RunOptions(tmp_path / "out", None, True))

    assert "no price on" in str(done.error)


@pytest.mark.parametrize("seed", range(4))
def test_random_gaps_of_firms_and_market_are_met_case_by_case(seed):
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.01, 400)
    firms = 0.9 * market[:, None] + rng.normal(0, 0.02, (400, 12))
    table = 20 * np.cumprod(1 + np.column_stack([market, firms]), axis=0)
    table[:, 1:][rng.random((400, 12)) < 0.12] = np.nan
    table[rng.random(400) < 0.01, 0] = np.nan
    prices = pd.DataFrame(table, index=DAYS[:400], columns=["MKT", *map(str, range(12))])
    at = rng.integers(230, 380, 12)
    events = pd.DataFrame({"event_id": range(12), "date": DAYS[at]})
    cars = [(0, 0), (-1, 1), (-3, 5), (2, 4)]

    result = study(
        prices, events.assign(security=[str(i) for i in range(12)]),
        estimation=(-200, -11), window=(-5, 6), cars=cars, min_estimation=40,
    )  # fmt: skip

    found = result.windows.set_index(["event_id", "window_start"])
    for case, start in found.index:
        own, event = table[:, 1 + case], at[case]
        ends = np.flatnonzero(np.isfinite(own))
        a, b = ends[:-1], ends[1:]
        moves = np.column_stack(
            [a + 1, b, own[b] / own[a] - 1, table[b, 0] / table[a, 0] - 1, b - a]
        )
        moves = moves[np.isfinite(moves).all(axis=1)]

        def inside(first, last, moves=moves, event=event):
            return moves[(moves[:, 0] >= event + first) & (moves[:, 1] <= event + last)]

        r, m, g = inside(-200, -11)[:, 2:].T
        fit = OLS(r / np.sqrt(g), np.column_stack([np.sqrt(g), m / np.sqrt(g)])).fit()
        stop = dict(cars)[start]
        r, m, g = inside(start, stop)[:, 2:].T
        x = np.array([g.sum(), m.sum()])
        row = found.loc[case, start]
        if g.sum() != stop - start + 1:
            assert np.isnan(row["car"])
            assert "crosses the edge" in row["missing"]
            continue
        variance = g.sum() * fit.mse_resid + x @ fit.cov_params() @ x
        assert row["car"] == pytest.approx(r.sum() - x @ fit.params, rel=CLOSE)
        assert row["se"] == pytest.approx(np.sqrt(variance), rel=CLOSE)

from datetime import date

import numpy as np
import pytest
from bundled import bundled_returns, row_of, spec
from scipy import stats

from eventstudy.assemble import build_cases, minimum_detectable
from eventstudy.engine import Design
from eventstudy.inference.result import NotApplicable
from eventstudy.inference.single import Reference
from eventstudy.returns import Returns
from eventstudy.study import Windows

ROUNDED = {"p": 5e-4, "points": 5e-4}  # the study's published figures carry three digits
DESIGN = Design(
    windows=Windows(
        estimation=(-260, -11), event=(-5, 20), cars=((0, 0), (0, 1), (-1, 1), (0, 5), (1, 10))
    )
)


@pytest.fixture(scope="module")
def returns():
    return bundled_returns()


@pytest.fixture(scope="module")
def cases(returns):
    specs = [
        spec(returns, "2025-01-21"),
        spec(returns, "2025-01-27", chosen_by="price_move"),
        spec(returns, "2025-01-27", benchmark="^GSPC ex NVDA", chosen_by="price_move"),
        spec(returns, "2025-01-27", "^IXIC", chosen_by="price_move"),
        spec(returns, "2024-09-03", chosen_by="price_move"),
        spec(returns, "2024-09-03", benchmark="^GSPC ex NVDA", chosen_by="price_move"),
    ]
    made, dropped = build_cases(returns, specs, DESIGN, len(returns.sessions) - 1)
    assert not dropped
    keys = ["launch", "selloff", "without", "nasdaq", "second", "second without"]
    return dict(zip(keys, made, strict=True))


def outcome(case, name, window=(0, 0)):
    found = next(w for w in case.windows if w.window == window)
    return next(t for t in found.tests if t.name == name)


@pytest.mark.parametrize(
    ("key", "car", "t"),
    [
        ("launch", -0.0030, -0.117),
        ("selloff", -0.1326, -5.13),
        ("without", -0.1646, -5.59),
        ("nasdaq", -0.0107, -3.23),
        ("second", -0.0445, -1.77),
        ("second without", -0.0641, -2.29),
    ],
)
def test_the_day_is_as_abnormal_as_independent_computations_found(cases, key, car, t):
    assert cases[key].windows[0].car == pytest.approx(car, abs=5e-5)
    assert outcome(cases[key], "t").statistic == pytest.approx(t, abs=5e-3)


@pytest.mark.parametrize(
    ("key", "rank"), [("selloff", 1), ("nasdaq", 2), ("second", 14), ("second without", 10)]
)
def test_the_rank_among_the_ordinary_days_of_the_estimation_window(cases, key, rank):
    assert outcome(cases[key], "sample_quantile").p_value == rank / 251


@pytest.mark.parametrize(
    ("name", "p"),
    [
        ("t", 0.055),
        ("sample_quantile", 0.068),
        ("conformal", 0.075),
        ("placebo", 0.050),
        ("scaled_quantile", 0.026),
    ],
)
def test_two_days_are_borderline_by_every_test(cases, name, p):
    assert outcome(cases["selloff"], name, (0, 1)).p_value == pytest.approx(p, abs=ROUNDED["p"])


def test_three_earlier_days_were_larger_in_units_of_their_own_error(cases):
    found = outcome(cases["selloff"], "placebo")

    assert (found.n, found.details["rank"], found.details["raw_rank"]) == (1466, 4, 1)
    larger = {run["date"] for run in found.details["larger"]}
    assert larger == {"2019-01-28", "2020-02-28", "2021-11-04"}
    assert found.p_value == 4 / 1467
    assert outcome(cases["without"], "placebo").details["rank"] == 2


def test_the_days_that_placebo_runs_avoid_are_named(cases):
    avoided = outcome(cases["selloff"], "placebo").details["avoided"]

    assert {"date": "2019-02-15", "what": "results"} in avoided
    assert len(avoided) == outcome(cases["selloff"], "placebo").details["excluded"] == 24


@pytest.mark.parametrize(
    ("sessions", "p", "kept"), [(21, 0.0352, 0.0632), (63, 0.0961, 0.1826), (250, 0.4179, 0.6627)]
)
def test_how_often_a_stretch_of_history_holds_a_move_this_large(cases, sessions, p, kept):
    spans = outcome(cases["selloff"], "max_placebo").details["spans"]
    found = next(s for s in spans if s["sessions"] == sessions)

    assert found["p_value"] == pytest.approx(p, abs=1e-4)
    assert found["p_value_known_kept"] == pytest.approx(kept, abs=1e-4)


def test_the_largest_of_many_days_is_asked_only_where_the_day_was_chosen(cases):
    names = [t.name for t in cases["launch"].windows[0].tests]

    assert "max_placebo" not in names
    assert isinstance(outcome(cases["selloff"], "max_placebo", (0, 1)), NotApplicable)


def test_the_path_ends_in_the_car_of_its_window(cases):
    path = cases["selloff"].path

    assert (path[0]["tau"], path[-1]["tau"], len(path)) == (-5, 20, 26)
    assert path[-1]["car"] == pytest.approx(
        sum(day.abnormal for day in cases["selloff"].abnormal), rel=1e-12
    )
    assert path[0]["se"] == pytest.approx(cases["selloff"].abnormal[0].se, rel=1e-12)


def future(returns, days):
    extra = np.arange(len(days), dtype="timedelta64[D]") * 0
    sessions = np.concatenate([returns.sessions, np.array(days, dtype="datetime64[D]") + extra])
    empty = np.full((len(days), returns.values.shape[1]), np.nan)
    return Returns(sessions, returns.columns, np.vstack([returns.values, empty]))


def test_a_window_past_the_data_end_says_until_when_it_must_wait(returns):
    longer = future(returns, [f"2025-03-{d:02}" for d in (3, 4, 5, 6, 7, 10, 11, 12, 13, 14)])

    (case,), dropped = build_cases(
        longer, [spec(longer, "2025-02-28")], DESIGN, len(returns.sessions) - 1
    )

    assert not dropped
    assert case.windows[0].car is not None
    assert case.windows[1].missing == "not yet known; needs the session of 2025-03-03"
    assert case.windows[3].missing == "not yet known; needs the session of 2025-03-07"
    assert [d.abnormal is None for d in case.abnormal[4:8]] == [False, False, True, True]
    assert case.path[-1]["session"] == "2025-02-28"


def test_a_missing_return_in_the_event_window_drops_the_case_and_names_the_day(returns):
    values = returns.values.copy()
    values[row_of(returns.sessions, "2025-01-29"), 0] = np.nan
    holed = Returns(returns.sessions, returns.columns, values)

    cases, (dropped,) = build_cases(
        holed, [spec(holed, "2025-01-27")], DESIGN, len(returns.sessions) - 1
    )

    assert not cases
    assert dropped.event_id == "2025-01-27"
    assert "NVDA on 2025-01-29" in dropped.reason


def test_too_short_a_history_drops_the_case_with_the_counts(returns):
    _, (dropped,) = build_cases(
        returns, [spec(returns, "2018-03-01")], DESIGN, len(returns.sessions) - 1
    )

    assert "120" in dropped.reason
    assert "holds 29 returns" in dropped.reason


def test_few_earlier_sessions_make_the_placebo_test_inapplicable(returns):
    (case,), _ = build_cases(
        returns, [spec(returns, "2019-02-14")], DESIGN, len(returns.sessions) - 1
    )

    assert "earlier sessions" in outcome(case, "placebo").not_applicable


def test_a_case_computed_alone_is_the_same_as_among_others(returns, cases):
    (alone,), _ = build_cases(
        returns,
        [spec(returns, "2025-01-27", chosen_by="price_move")],
        DESIGN,
        len(returns.sessions) - 1,
    )

    assert alone == cases["selloff"]


@pytest.mark.parametrize("model", ["constant_mean", "market_adjusted"])
def test_other_models_go_the_same_way(returns, model):
    design = Design(model=model, windows=DESIGN.windows)

    (case,), _ = build_cases(
        returns, [spec(returns, "2025-01-27")], design, len(returns.sessions) - 1
    )

    assert case.event_day == date(2025, 1, 27).isoformat()
    assert all(w.car is not None for w in case.windows)


def test_no_cases_are_no_error(returns):
    assert build_cases(returns, [], DESIGN, 0) == ((), ())


def test_the_detectable_car_is_the_sum_of_two_quantiles_of_students_t():
    expected = stats.t.ppf(0.975, 248) + stats.t.ppf(0.8, 248)

    assert minimum_detectable(2.0, Reference("t(248)", 248, 1.0), 0.05) == pytest.approx(
        2 * expected, rel=1e-12
    )

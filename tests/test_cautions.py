import dataclasses

import pytest
from studies import CONFIGS, deepseek, september

from eventstudy.cautions import cautions
from eventstudy.config import read_study
from eventstudy.inference.result import HypothesisTest, NotApplicable
from eventstudy.result import CarWindow
from eventstudy.standing import benchmark_decides, companion, moved_back, standing

P_TOLERANCE = 0.005  # the published p-values are given to two or three digits


def window(*p_values, car=-0.05, floor=None):
    tests = tuple(
        HypothesisTest(
            name=f"test{i}",
            null="",
            statistic=1.0,
            p_value=p,
            n=250,
            distribution="",
            source="",
            floor=floor,
        )
        for i, p in enumerate(p_values)
    )
    return CarWindow((0, 1), car, 0.02, (-0.09, -0.01), None, None, tests)


@pytest.mark.parametrize(
    ("p_values", "word"),
    [
        ((0.001, 0.004, 0.003), "unusual"),
        ((0.5, 0.4, 0.9), "ordinary"),
        ((0.055, 0.068, 0.075, 0.050, 0.026), "borderline"),
        ((0.001, 0.2), "borderline"),  # the tests disagree
        ((0.045, 0.001), "borderline"),  # one lies near
        ((), "unknown"),
    ],
)
def test_a_car_is_plain_only_where_every_test_is(p_values, word):
    assert standing(window(*p_values), 0.05) == word


def test_a_test_that_cannot_reach_alpha_does_not_decide():
    assert standing(window(0.2, floor=0.1), 0.05) == "unknown"
    assert standing(window(0.001, car=None), 0.05) == "unknown"


def caution(result, code, **data):
    return [
        w.data
        for w in result.warnings
        if w.code == code and all(w.data.get(k) == v for k, v in data.items())
    ]


def test_the_selloff_lies_inside_the_launch_window():
    (found,) = caution(deepseek(), "overlap", security="NVDA")

    assert (found["event"], found["inner"], found["tau"]) == ("r1-launch", "selloff", 4)


def test_a_day_chosen_for_its_move_carries_the_searched_stretches():
    (found,) = caution(deepseek(), "chosen_day", security="NVDA")
    without = [row["p_value"] for row in found["spans"]]
    kept = [row["p_value_known_kept"] for row in found["spans"]]

    assert [row["sessions"] for row in found["spans"]] == [21, 63, 250]
    assert without == pytest.approx([0.035, 0.096, 0.42], abs=P_TOLERANCE)
    assert kept == pytest.approx([0.063, 0.18, 0.66], abs=P_TOLERANCE)


def test_a_firm_in_its_benchmark_shows_both_figures():
    (found,) = caution(deepseek(), "own_benchmark", security="NVDA")
    row = next(r for r in found["rows"] if r["event"] == "selloff")

    assert found["weight"] == 0.066
    assert row["car"] == pytest.approx(-0.1326, abs=1e-4)
    assert row["car_without"] == pytest.approx(-0.165, abs=1e-3)


def test_the_other_index_that_holds_the_firm_is_named():
    (found,) = caution(deepseek(), "other_index")

    assert (found["security"], found["index"], found["weight"]) == ("NVDA", "^IXIC", 0.105)


def test_the_next_day_that_took_points_back_is_named():
    (found,) = caution(deepseek(), "reversal", security="NVDA")

    assert found["session"] == "2025-01-28"
    assert found["back"] == pytest.approx(0.063, abs=5e-4)
    assert found["left"] == pytest.approx(-0.070, abs=5e-4)


def test_the_two_day_car_of_the_selloff_is_borderline():
    found = caution(deepseek(), "borderline", event="selloff", security="NVDA")

    assert [0, 1] in [d["window"] for d in found]
    assert [0, 0] not in [d["window"] for d in found]


def test_news_after_the_close_counts_from_the_next_session():
    (found,) = caution(deepseek(), "confounder")

    assert (found["date"], found["tau"]) == ("2025-01-21", 1)


def test_the_september_day_depends_on_the_benchmark():
    result = september()
    case = next(c for c in result.cases if c.label == "main")
    other = companion(result, case)

    assert benchmark_decides(case.windows[0], other.windows[0], 0.05)
    assert caution(result, "benchmark_decides", security="NVDA")


def test_a_benchmark_decides_only_where_t_and_rank_agree_on_it():
    def both(t, rank):
        named = zip(("t", "sample_quantile"), window(t, rank).tests, strict=True)
        tests = tuple(dataclasses.replace(test, name=name) for name, test in named)
        return dataclasses.replace(window(), tests=tests)

    assert benchmark_decides(both(0.079, 0.056), both(0.023, 0.040), 0.05)
    assert not benchmark_decides(both(0.098, 0.072), both(0.063, 0.048), 0.05)  # t crosses nowhere
    assert not benchmark_decides(both(0.04, 0.06), both(0.06, 0.04), 0.05)  # opposite ways


@pytest.mark.parametrize(
    ("car", "following", "told"),
    [
        (-0.13, 0.06, True),
        (-0.13, 0.01, False),  # a trifle
        (-0.13, 0.20, False),  # more than all of it
        (-0.13, -0.06, False),  # the same way
    ],
)
def test_a_move_taken_back_is_a_good_part_of_it_and_no_more(car, following, told):
    assert moved_back(car, following) == told


def test_single_cases_say_that_cross_sectional_tests_do_not_apply():
    (found,) = caution(deepseek(), "one_case")

    assert found["cases"] == 4


def test_an_unfinished_window_is_a_caution_with_its_reason():
    result = deepseek()
    cases = tuple(
        dataclasses.replace(
            c,
            windows=(
                *c.windows[:1],
                dataclasses.replace(
                    c.windows[1],
                    car=None,
                    ci=None,
                    tests=(NotApplicable("t", "later"),),
                    missing="until 2025-03-03",
                ),
            ),
        )
        for c in result.cases
    )
    study = read_study(CONFIGS / "deepseek-r1.yaml").study
    found = cautions(study, dataclasses.replace(result, cases=cases, warnings=()))

    unfinished = [w.data for w in found if w.code == "unfinished"]
    assert [r["window"] for r in unfinished[0]["windows"]] == [[0, 1]]
    assert unfinished[0]["windows"][0]["reason"] == "until 2025-03-03"

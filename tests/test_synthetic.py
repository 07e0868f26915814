"""The synthetic control of the robustness table."""

import csv
import json

import numpy as np
import pytest
from price_tables import returns_of_prices
from scipy.optimize import minimize

from eventstudy.engine import Design
from eventstudy.errors import ConfigError
from eventstudy.models.synthetic import simplex_weights, synthetic
from eventstudy.reruns.control import controlled
from eventstudy.reruns.robustness import Specification, Target, robustness, specifications
from eventstudy.returns import Returns
from eventstudy.runs import RunOptions, run_configs
from eventstudy.study import Windows

SOLVED = 1e-6  # what a general optimiser reaches, absolute
CLOSE = 1e-12
WINDOWS = Windows(estimation=(-120, -11), event=(-2, 5), cars=((0, 0), (0, 3)))


def made_up(seed, donors=5, sessions=200):
    rng = np.random.default_rng(seed)
    common = rng.normal(0, 0.01, (sessions, 2))
    values = common @ rng.normal(1, 0.5, (2, donors)) + rng.normal(0, 0.01, (sessions, donors))
    own = values[:, 0] * 0.6 + values[:, 1] * 0.4 + rng.normal(0, 0.005, sessions)
    names = ("F", *(f"D{i}" for i in range(donors)))
    days = np.datetime64("2020-01-01") + np.arange(sessions)
    return Returns(days, names, np.column_stack([own, values]))


@pytest.mark.parametrize("seed", range(8))
def test_the_weights_are_those_of_a_general_optimiser(seed):
    values = made_up(seed, donors=3 + seed).values
    own, donors = values[:, 0], values[:, 1:]
    j = donors.shape[1]

    theirs = minimize(
        lambda w: 1e4 * ((own - donors @ w) ** 2).sum(),
        np.full(j, 1 / j),
        jac=lambda w: -2e4 * donors.T @ (own - donors @ w),
        bounds=[(0, 1)] * j,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )

    ours = simplex_weights(own, donors)
    assert (ours >= 0).all()
    assert ours.sum() == pytest.approx(1, abs=CLOSE)
    assert ((own - donors @ ours) ** 2).sum() <= theirs.fun / 1e4 * (1 + 1e-9)
    assert ours == pytest.approx(theirs.x, abs=1e3 * SOLVED)


def test_no_small_move_between_two_donors_is_better():
    values = made_up(3).values
    own, donors = values[:, 0], values[:, 1:]
    w = simplex_weights(own, donors)
    gradient = -2 * donors.T @ (own - donors @ w)

    active = gradient[w > SOLVED]
    assert np.ptp(active) < 1e-12
    assert (gradient[w <= SOLVED] >= active.max() - 1e-12).all()


def test_a_mixture_of_donors_is_found_again():
    values = made_up(1).values
    own = 0.25 * values[:, 1] + 0.75 * values[:, 4]

    assert simplex_weights(own, values[:, 1:]) == pytest.approx([0.25, 0, 0, 0.75, 0], abs=1e-9)
    assert synthetic(own, values[:, 1:]) is None  # nothing is left to compare with


def test_the_p_value_is_the_rank_when_each_donor_takes_the_firms_place():
    returns = made_up(5)
    values = returns.values.copy()
    values[150, 0] -= 0.2
    returns = Returns(returns.sessions, returns.columns, values)

    day, run = controlled(returns, "F", 150, returns.columns[1:], (-120, -11), WINDOWS.cars, 100)

    before, scores = values[30:140], []
    for at in range(6):
        others = [i for i in range(1, 6) if i != at]
        w = simplex_weights(before[:, at], before[:, others])
        gap = values[:, at] - values[:, others] @ w
        scores.append((gap[150], gap[150:154].sum(), gap[30:140].std(ddof=1)))
    assert day["car"] == pytest.approx(scores[0][0], rel=CLOSE)
    assert run["car"] == pytest.approx(scores[0][1], rel=CLOSE)
    assert day["p_value"] == pytest.approx(1 / 6)  # no donor moved as far
    ranks = [abs(c) / sd for _, c, sd in scores]
    assert run["p_value"] == (1 + sum(r >= ranks[0] for r in ranks[1:])) / 6
    assert day["se"] is None


def test_its_label_is_that_of_the_least_clean_donor_and_benchmarks_do_not_cross_it():
    main = Specification("market", "M", "holds the firm", (-120, -11))
    donors = [("A", "clean"), ("B", "hit by the news"), ("C", "holds the firm")]

    found = specifications(main, ["synthetic"], [("N", "clean")], [(-60, -11)], donors=donors)

    own = [s for s in found if s.model == "synthetic"]
    assert [(s.benchmark, s.label, s.estimation) for s in own] == [
        ("A, B, C", "hit by the news", (-120, -11)),
        ("A, B, C", "hit by the news", (-60, -11)),
    ]
    assert all(not s.donors for s in found if s.model != "synthetic")


def test_what_cannot_be_controlled_has_its_reason():
    returns = made_up(2)
    holed = returns.values.copy()
    holed[150, 3] = np.nan
    holed[40:120, 2] = np.nan
    main = Specification("market", "D0", "clean", (-120, -11))
    few = specifications(main, ["synthetic"], [], [], donors=[("D0", "clean")])
    many = specifications(main, ["synthetic"], [], [], donors=[(f"D{i}", "clean") for i in (0, 2)])
    gone = specifications(main, ["synthetic"], [], [], donors=[(f"D{i}", "clean") for i in (0, 1)])
    design = Design(windows=WINDOWS, min_estimation=60)
    table = Returns(returns.sessions, returns.columns, holed)

    def reason(chosen):
        target = Target("e", "F", 150)
        rows = robustness({"simple": table, "log": table}, [target], {target: chosen}, design)
        return next(r for r in rows["rows"] if r["model"] == "synthetic")["missing"]

    assert reason(few) == "1 donors; at least 2 are needed"
    assert reason(many) == "a session of the window has no return, or the gap does not vary"
    assert reason(gone) == "the estimation window holds 30 returns of security and donors"


CONFIG = """\
title: Controlled
securities: [{{symbol: F, benchmark: D0}}]
events: [{{id: e, title: t, announced: {day}}}]
calendar: data
min_estimation: 60
windows: {{estimation: [-100, -11], event: [-2, 5], cars: [[0, 0]]}}
robustness: {{models: [{models}], donors: [{donors}]}}
prices: {{provider: files, path: prices.csv}}
"""
TWO = "{symbol: D1, label: clean}, {symbol: D2, label: hit by the news}"


def command(folder, models="synthetic", donors=TWO):
    table = made_up(4)
    prices = 50 * np.cumprod(1 + table.values, axis=0)
    days = [str(d) for d in table.sessions]
    with (folder / "prices.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["date", *table.columns])
        writer.writerows([d, *map(repr, map(float, p))] for d, p in zip(days, prices, strict=True))
    path = folder / "study.yaml"
    path.write_text(CONFIG.format(day=days[150], models=models, donors=donors), encoding="utf-8")
    (done,) = run_configs([path], RunOptions(folder / "out", None, offline=True))
    if done.error is not None:
        raise done.error
    returns = returns_of_prices(table.sessions, dict(zip(table.columns, prices.T, strict=True)), "simple")  # fmt: skip
    return json.loads((folder / "out" / "study" / "results.json").read_text("utf-8")), returns


def test_the_command_puts_it_among_the_other_choices_with_its_kind(tmp_path):
    found, returns = command(tmp_path)

    row = next(r for r in found["robustness"]["rows"] if r["model"] == "synthetic")
    ours = controlled(returns, "F", 150, ["D1", "D2"], (-100, -11), ((0, 0),), 60)[0]
    assert (row["benchmark"], row["label"]) == ("D1, D2", "hit by the news")
    assert row["car"] == pytest.approx(ours["car"], rel=1e-9)
    assert row["p_value"] == ours["p_value"]
    assert found["robustness"]["groups"]["hit by the news"]["n"] == 1


@pytest.mark.parametrize(
    ("models", "donors", "said"),
    [
        ("synthetic", "", "needs at least 2 donors"),
        ("synthetic", "{symbol: D1, label: clean}", "needs at least 2 donors"),
        ("huber", TWO, "only for the model synthetic"),
        ("synthetic", f"{TWO}, {TWO}", "a donor stands twice"),
        ("synthetic", "{symbol: D1}, {symbol: D2, label: clean}", "label"),
    ],
)
def test_donors_and_model_go_together(tmp_path, models, donors, said):
    with pytest.raises(ConfigError, match=said):
        command(tmp_path, models, donors)

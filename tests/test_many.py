"""Many-case tests against slow, plain computations of the same definitions."""

import importlib
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from eventstudy import names, pooling
from eventstudy.aggregate import aggregate, batch_of
from eventstudy.engine import CaseIndex, Design, fit
from eventstudy.inference.multiple import benjamini_hochberg, holm
from eventstudy.inference.result import HypothesisTest, NotApplicable
from eventstudy.pooling import evidence, patterns, scores
from eventstudy.returns import Returns
from eventstudy.study import Windows

SAME = 1e-10  # the same sums in another order, relative
DESIGN = Design(
    windows=Windows(estimation=(-130, -11), event=(-3, 3), cars=((0, 0), (-1, 1), (-3, 3))),
    min_estimation=60,
)
ROWS = np.array([200, 201, 203, 203, 203, 220, 221, 300, 301, 304, 304, 350])
FIRMS = np.array([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4])


def table(seed=0, missing=False):
    rng = np.random.default_rng(seed)
    market, industry = rng.normal(0, 0.01, (2, 400))
    firms = market[:, None] + 0.7 * industry[:, None] + rng.standard_t(5, (400, 8)) * 0.015
    if missing:
        firms[rng.random(firms.shape) < 0.02] = np.nan
        firms[:90, 2] = np.nan
        firms[195:225] = np.nan_to_num(firms[195:225], nan=0.003)
        firms[295:355] = np.nan_to_num(firms[295:355], nan=0.003)
    return np.column_stack([market, firms])


def cases(rows=ROWS, firms=FIRMS):
    return CaseIndex(firms, np.zeros(len(rows), dtype=int), rows)


def returns_of(values):
    days = np.datetime64("2020-01-01") + np.arange(len(values))
    return Returns(days, tuple("mabcdefgh"), values)


def gathered(values, index=None, design=DESIGN):
    index = cases() if index is None else index
    returns = returns_of(values)
    batch = batch_of(values, index, fit(returns, index, design), design)
    pattern = patterns(batch)
    order = np.lexsort((pattern, batch.cases.row))
    batch, pattern = batch.take(order), pattern[order]
    found = scores(batch, design.windows.cars)
    return batch, evidence(batch, found, pattern, design, tuple(names.TESTS))


def block(values, index=None, design=DESIGN, groups=None):
    index = cases() if index is None else index
    returns = returns_of(values)
    return aggregate(batch_of(values, index, fit(returns, index, design), design), design, groups)


def outcome(found, name, window=(-1, 1)):
    row = next(r for r in found["windows"] if r["window"] == window)
    return next(t for t in row["tests"] if t.name == name)


def by_date(batch):
    """Return each case's standardised residuals at their dates, NaN elsewhere."""
    out = np.full((len(batch), len(batch.values)), np.nan)
    for i in range(len(batch)):
        residual = batch.residuals(slice(i, i + 1))[0]
        z = (residual - np.nanmean(residual)) / np.nanstd(residual)
        first = batch.cases.row[i] + batch.estimation[0]
        out[i, first : first + len(z)] = z
    return out


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("at", [7, 8, 9])
def test_the_correlation_of_overlapping_windows_is_the_mean_over_all_pairs(missing, at):
    from eventstudy.inference.correlation import mean_correlation

    batch, found = gathered(table(missing=missing))
    z, length, total = by_date(batch), found.length(at), 0.0
    for i, j in combinations(range(len(batch)), 2):
        shared = max(0, length - abs(batch.cases.row[i] - batch.cases.row[j]))
        both = np.isfinite(z[i]) & np.isfinite(z[j])
        if both.sum() >= 60:
            total += shared / length * (z[i, both] @ z[j, both]) / both.sum()

    n = len(batch)
    assert mean_correlation(found, at) == pytest.approx(2 * total / (n * (n - 1)), rel=SAME)


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("window", [(0, 0), (-3, 3)])
def test_the_calendar_time_portfolio_is_its_definition_date_by_date(missing, window):
    values = table(missing=missing)
    batch, _ = gathered(values)
    residual = {}
    for i in range(len(batch)):
        first = batch.cases.row[i] + batch.estimation[0]
        one = np.full(len(values), np.nan)
        one[first : first + 120] = batch.residuals(slice(i, i + 1))[0]
        residual[i] = one
    car = scores(batch, ()).car
    total = spread = 0.0
    for day in range(len(values)):
        held = [i for i in range(len(batch)) if window[0] <= day - batch.cases.row[i] <= window[1]]
        if not held:
            continue
        p = np.mean([car[i, day - batch.cases.row[i] + 3] for i in held])
        mean = np.mean([residual[i] for i in held], axis=0)
        common = np.isfinite(mean)
        assert common.sum() >= 60
        total += p / np.sqrt((mean[common] ** 2).sum() / (common.sum() - 2))
        spread += (common.sum() - 2) / (common.sum() - 4)

    found = outcome(block(values)[0], "calendar_time_portfolio", window)

    assert found.statistic == pytest.approx(total / np.sqrt(spread), rel=SAME)


def ranks_by_hand(batch, event, estimation):
    """Return mean centred ranks by session and their counts, mid-ranks."""
    joint = np.column_stack([estimation, event])
    ranks = stats.rankdata(joint, axis=1, nan_policy="omit")
    U = ranks / (1 + np.isfinite(joint).sum(axis=1))[:, None] - 0.5
    return np.nanmean(U, axis=0), np.isfinite(U).sum(axis=0)


@pytest.mark.parametrize("kind", ["complete", "missing", "ties"])
def test_rank_tests_are_their_definitions_with_mid_ranks(kind):
    values = table(missing=kind == "missing")
    design = replace(DESIGN, model="raw" if kind == "ties" else "market")
    if kind == "ties":
        values = np.round(values, 2)
    batch, _ = gathered(values, design=design)
    event = scores(batch, ())
    estimation = batch.residuals(slice(0, len(batch)))
    n = len(batch)
    found = block(values, design=design)[0]

    mean, count = ranks_by_hand(batch, event.car, estimation)
    S = np.sqrt((count / n * mean**2).sum() / len(mean))
    assert outcome(found, "corrado_rank", (0, 0)).statistic == pytest.approx(mean[-4] / S, rel=SAME)
    window = mean[-5:-2].sum() / (np.sqrt(3) * S)
    assert outcome(found, "corrado_rank").statistic == pytest.approx(window, rel=SAME)

    sigma = np.sqrt(batch.model.variance)[:, None]
    scaled = event.score / event.score.std(axis=0, ddof=1)
    mean, count = ranks_by_hand(batch, scaled, estimation / sigma)
    S = np.sqrt((count / n * mean**2).sum() / len(mean))
    zivney = outcome(found, "corrado_zivney", (0, 0)).statistic
    assert zivney == pytest.approx(mean[-4] / S, rel=SAME)

    score = scores(batch, ((-1, 1),)).score[:, -1]
    mean, count = ranks_by_hand(batch, (score / score.std(ddof=1))[:, None], estimation / sigma)
    T = len(mean) - 1
    Z = mean[-1] / np.sqrt((count / n * mean**2).sum() / (T + 1))
    grank = outcome(found, "grank_t")
    assert grank.statistic == pytest.approx(Z * np.sqrt((T - 1) / (T - Z**2)), rel=SAME)
    assert grank.df == T - 1


def test_the_jackknife_leaves_each_case_out_in_turn():
    _, found = gathered(table())
    S = found.score[:, 8]
    n = len(S)
    theta = S.mean() / S.std(ddof=1)
    J = []
    for i in range(n):
        rest = np.delete(S, i)
        J.append(n * theta - (n - 1) * rest.mean() / rest.std(ddof=1))

    expected = np.mean(J) / (np.std(J, ddof=1) / np.sqrt(n))
    assert outcome(block(table())[0], "jackknife").statistic == pytest.approx(expected, rel=SAME)


def test_the_permutation_test_shifts_all_cases_into_estimation_time():
    batch, found = gathered(table())
    e = batch.residuals(slice(0, len(batch))) / np.sqrt(batch.model.variance)[:, None]
    drawn = []
    for first in range(120 - 3 + 1):
        m = e[:, first : first + 3].sum(axis=1) / np.sqrt(3)
        drawn.append(m.mean() / (m.std(ddof=1) / np.sqrt(len(m))))
    S = found.score[:, 8]
    own = S.mean() / (S.std(ddof=1) / np.sqrt(len(S)))
    expected = (1 + (np.abs(drawn) >= abs(own)).sum()) / (1 + len(drawn))

    assert outcome(block(table())[0], "permutation").p_value == expected


def test_the_wild_bootstrap_flips_whole_clusters_and_counts_every_pattern():
    rows = np.array([150, 150, 170, 190, 191, 220, 250, 280])
    index = cases(rows, np.arange(1, 9))
    _, found = gathered(table(), index)
    S = found.score[:, 8]
    clusters = [[0, 1], [2], [3, 4], [5], [6], [7]]
    own = abs(S.mean() / S.std(ddof=1))
    larger = 0
    for signs in product([-1, 1], repeat=6):
        drawn = S.copy()
        for sign, members in zip(signs, clusters, strict=True):
            drawn[members] *= sign
        larger += abs(drawn.mean() / drawn.std(ddof=1)) >= own * (1 - 1e-12)

    result = outcome(block(table(), index)[0], "wild_bootstrap")

    assert result.p_value == larger / 64
    assert result.floor == 2 / 64


def test_wilcoxon_is_exact_without_ties_and_corrected_with_them():
    _, found = gathered(table())
    result = outcome(block(table())[0], "wilcoxon")

    exact = stats.wilcoxon(found.car[:, 8], mode="exact")
    assert result.p_value == pytest.approx(exact.pvalue, rel=1e-12)

    from eventstudy.inference.sign import wilcoxon

    tied = np.round(found.car, 2)
    normal = wilcoxon(replace(found, car=tied), 8)
    values = tied[tied[:, 8] != 0, 8]
    theirs = stats.wilcoxon(values, correction=False, mode="approx")
    assert normal.p_value == pytest.approx(theirs.pvalue, rel=1e-10)


def test_sign_tests_count_positive_cars():
    batch, found = gathered(table())
    n, w = len(batch), (found.car[:, 8] > 0).sum()
    share = (batch.residuals(slice(0, n)) > 0).mean()

    result = block(table())[0]

    assert outcome(result, "sign").statistic == pytest.approx((w - n / 2) / np.sqrt(n / 4))
    expected = (w - n * share) / np.sqrt(n * share * (1 - share))
    assert outcome(result, "generalized_sign").statistic == pytest.approx(expected, rel=SAME)


@pytest.mark.parametrize("size", [1, 3, 7])
@pytest.mark.parametrize("missing", [False, True])
def test_the_size_of_chunks_changes_nothing(monkeypatch, size, missing):
    whole = block(table(missing=missing))[0]
    for name in ("CHUNK", "WIDE", "PATTERNS"):
        monkeypatch.setattr(pooling, name, size)

    small = block(table(missing=missing))[0]

    for left, right in zip(whole["windows"], small["windows"], strict=True):
        for a, b in zip(left["tests"], right["tests"], strict=True):
            if isinstance(a, HypothesisTest):
                assert b.statistic == pytest.approx(a.statistic, rel=SAME)


def test_a_group_is_tested_as_if_it_were_alone():
    groups = ["x" if i % 2 else "y" for i in range(len(ROWS))]
    some = np.flatnonzero(np.array(groups) == "x")

    together = next(b for b in block(table(), groups=groups) if b["group"] == "x")
    alone = block(table(), cases(ROWS[some], FIRMS[some]))[0]

    assert together["n"] == alone["n"]
    assert outcome(together, "kp_bmp").statistic == pytest.approx(
        outcome(alone, "kp_bmp").statistic, rel=SAME
    )


def test_cases_that_share_dates_are_warned_about_where_a_test_takes_them_as_independent():
    shared = block(table())[0]
    one_day = block(table(), cases(np.full(8, 300), np.arange(1, 9)))[0]
    apart = block(table(), cases(np.arange(150, 390, 30), np.arange(1, 9)))[0]

    assert "some cases' windows" in outcome(shared, "bmp").warning
    assert outcome(shared, "kp_bmp").warning is None
    assert "one date" in outcome(one_day, "cross_sectional_t").warning
    assert outcome(one_day, "corrado_rank").warning is None
    assert outcome(apart, "bmp").warning is None


def test_adjusted_p_values_are_those_of_statsmodels():
    p = np.array([0.04, 0.001, 0.2, 0.03, 0.03])

    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])
    found = block(table())[0]
    raw = [outcome(found, "bmp", w).p_value for w in DESIGN.windows.cars]
    adjusted = [outcome(found, "bmp", w).p_holm for w in DESIGN.windows.cars]
    assert adjusted == pytest.approx(multipletests(raw, method="holm")[1])


def test_without_spread_or_with_one_case_tests_say_why_they_are_silent():
    one = block(table(), cases(ROWS[:1], FIRMS[:1]))[0]

    assert all(isinstance(t, NotApplicable) for t in one["windows"][0]["tests"])
    assert "one case" in outcome(one, "bmp", (0, 0)).not_applicable


def test_the_tables_of_tests_have_exactly_the_names_that_can_be_named():
    table_ = importlib.import_module("eventstudy.inference.table")
    reruns = importlib.import_module("eventstudy.reruns.placebo")

    assert {*table_.SINGLE, *table_.MANY, *reruns.RERUNS} == set(names.TESTS)


@pytest.mark.parametrize(("spread", "window"), [(1, (0, 0)), (10, (0, 0)), (10, (0, 2))])
def test_the_corrected_test_keeps_its_size_where_firms_move_together(spread, window):
    """Fifty firms of one industry: kp_bmp rejects near 5 %, on one day or spread over ten."""
    rng = np.random.default_rng(17)
    rejected, samples = 0, 400
    design = replace(DESIGN, windows=Windows(estimation=(-130, -11), event=(0, 2), cars=(window,)))
    design = replace(design, tests=("kp_bmp",))
    for _ in range(samples):
        market, industry = rng.normal(0, 0.01, (2, 160))
        firms = market[:, None] + industry[:, None] * 0.8 + rng.normal(0, 0.02, (160, 50))
        values = np.column_stack([market, firms])
        rows = 140 + np.sort(rng.integers(0, spread, 50))
        index = CaseIndex(np.arange(1, 51), np.zeros(50, dtype=int), rows)
        days = np.datetime64("2020-01-01") + np.arange(160)
        returns = Returns(days, tuple(map(str, range(51))), values)
        found = aggregate(batch_of(values, index, fit(returns, index, design), design), design)[0]
        rejected += outcome(found, "kp_bmp", window).p_value < 0.05

    assert 0.02 <= rejected / samples <= 0.07

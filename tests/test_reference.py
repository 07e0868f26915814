"""Our numbers against those of other people's code, on the same inputs."""

import numpy as np
import pytest
from reference_cases import expected, index, rows, statistics, wide
from scipy import stats

from eventstudy.aggregate import aggregate, batch_of
from eventstudy.engine import Design, fit
from eventstudy.pooling import scores
from eventstudy.returns import Returns, from_prices
from eventstudy.study import Windows

DOUBLE = 1e-12  # the same formulas in double precision, relative
CHAINED = 1e-9  # a rank or a correlation amplifies rounding
FORMULA = 1e-10  # another definition, converted by its formula


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
    returns = from_prices(days, table, "simple")
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


@pytest.fixture(scope="module")
def covid(folder):
    """R estudy2: one date for all firms, firms with shorter histories keep their own T."""
    names, days, values = wide(folder / "estudy2_covid" / "returns.csv")
    market, _, index_values = wide(folder / "estudy2_covid" / "market_returns.csv")
    returns = Returns(days, (*names, *market), np.column_stack([values, index_values]))
    theirs = expected(folder / "estudy2_covid" / "expected.json")["sim"]
    firms = [f["ticker"] for f in theirs["firms"]]
    cases = index(returns, firms, market[0], ["2020-03-16"] * len(firms))
    last = int(np.searchsorted(days, np.datetime64("2020-03-16")))
    windows = Windows(estimation=(-last, -1), event=(0, 4), cars=((0, 4),))
    design = Design(windows=windows, returns="log", min_estimation=100)
    model = fit(returns, cases, design)
    batch = batch_of(returns.values, cases, model, design)
    return theirs, model, scores(batch, ((0, 4),)), aggregate(batch, design)[0]


def test_estudy2_firms_are_met_each_on_its_own_observations(covid):
    theirs, model, found, _ = covid

    assert model.n_obs.tolist() == [f["estimation_length"] for f in theirs["firms"]]
    abnormal = np.array([f["abnormal_event"] for f in theirs["firms"]])
    assert found.car[:, :5] == pytest.approx(abnormal, rel=1e-11)
    sd = np.array([f["sd_abnormal_est"] for f in theirs["firms"]])
    df = model.n_obs - 2
    assert np.sqrt(model.variance * df / (model.n_obs - 1)) == pytest.approx(sd, rel=FORMULA)


def theirs_daily(covid, table, key):
    return np.array([row[key] for row in covid[0]["tests"][table]])


@pytest.mark.parametrize(
    ("test", "table", "key"),
    [
        ("cross_sectional_t", "t_test", "t_test_stat"),
        ("crude_dependence_1985", "brown_warner_1985", "bw_1985_stat"),
        ("sign", "sign_test", "sign_stat"),
        ("wilcoxon", "wilcoxon_test", "wlcx_stat"),
    ],
)
def test_estudy2_tests_with_the_same_definition_are_met(covid, test, table, key):
    daily, _ = statistics(covid[3], test)

    assert daily == pytest.approx(theirs_daily(covid, table, key), rel=FORMULA)


def test_estudy2_window_by_crude_dependence_is_met(covid):
    _, windows = statistics(covid[3], "crude_dependence_1985")

    theirs = covid[0]["car"]["car_brown_warner_1985"][0]["statistic"]
    assert windows[0, 4] == pytest.approx(theirs, rel=FORMULA)


def test_estudy2_crude_dependence_1980_divides_variances_by_one_less(covid):
    daily, _ = statistics(covid[3], "crude_dependence_1980")
    variance, n_obs = covid[1].variance, covid[1].n_obs

    converted = daily * np.sqrt(variance.sum() / (variance * (n_obs - 2) / (n_obs - 1)).sum())

    theirs = theirs_daily(covid, "brown_warner_1980", "bw_1980_stat")
    assert converted == pytest.approx(theirs, rel=FORMULA)


@pytest.fixture(scope="module")
def their_scores(covid, folder):
    """Scores with estudy2's error: sd by T - 1, the market's moments over sessions of all firms."""
    _, days, market = wide(folder / "estudy2_covid" / "market_returns.csv")
    event = int(np.searchsorted(days, np.datetime64("2020-03-16")))
    m, ahead = market[:event, 0], market[event : event + 5, 0]
    _, model, found, _ = covid
    sd = np.sqrt(model.variance * (model.n_obs - 2) / (model.n_obs - 1))[:, None]
    leverage = (ahead - m.mean()) ** 2 / ((m - m.mean()) ** 2).sum()
    return found.car[:, :5] / (sd * np.sqrt(1 + 1 / model.n_obs[:, None] + leverage))


def test_estudy2_patell_and_boehmer_differ_by_their_prediction_error(covid, their_scores):
    df, n = covid[1].n_obs - 2, len(their_scores)

    patell = their_scores.sum(axis=0) / np.sqrt((df / (df - 2)).sum())
    bmp = their_scores.mean(axis=0) / their_scores.std(axis=0, ddof=1) * np.sqrt(n)

    assert patell == pytest.approx(theirs_daily(covid, "patell", "pt_stat"), rel=FORMULA)
    assert bmp == pytest.approx(theirs_daily(covid, "boehmer", "bh_stat"), rel=FORMULA)
    ours, _ = statistics(covid[3], "bmp")
    assert ours == pytest.approx(bmp, rel=5e-3)


def test_estudy2_generalized_sign_pools_the_residuals_of_all_firms(covid):
    _, model, found, block = covid
    n, w = len(model.n_obs), (found.car[:, :5] > 0).sum(axis=0)
    ours, _ = statistics(block, "generalized_sign")
    pooled = 814 / model.n_obs.sum()  # positive residuals of all firms, counted by hand

    converted = (w - n * pooled) / np.sqrt(n * pooled * (1 - pooled))

    theirs = theirs_daily(covid, "generalized_sign_test", "gsign_stat")
    assert converted == pytest.approx(theirs, rel=FORMULA)
    assert ours == pytest.approx(theirs, rel=5e-3)
    assert model.n_obs.sum() == 1639


def test_estudy2_modified_rank_test_weights_short_days_the_other_way(covid, folder):
    """Theirs: S² = Σ(N/N_t)Ū_t² over the mean number of observations; ours Σ(N_t/N)Ū_t²/(T + L2)."""
    _, model, _, block = covid
    ours, _ = statistics(block, "corrado_rank")
    names, _, values = wide(folder / "estudy2_covid" / "returns.csv")
    firms = [names.index(f["ticker"]) for f in covid[0]["firms"]]
    market = wide(folder / "estudy2_covid" / "market_returns.csv")[2]
    days = len(market[: int(model.n_obs.max()) + 5])
    alpha, beta = model.coefficients.T
    ar = values[:days, firms] - alpha - beta * market[:days]
    ranks = stats.rankdata(ar, axis=0, nan_policy="omit")
    U = ranks / (1 + np.isfinite(ar).sum(axis=0)) - 0.5
    mean, count, n = np.nanmean(U, axis=1), np.isfinite(U).sum(axis=1), len(firms)
    textbook = np.sqrt((count / n * mean**2).sum() / days)
    estudy2 = np.sqrt((n / count * mean**2).sum() / (model.n_obs + 5).mean())

    assert ours == pytest.approx(mean[-5:] / textbook, rel=FORMULA)
    theirs = theirs_daily(covid, "modified_rank_test", "mrank_stat")
    assert ours * textbook / estudy2 == pytest.approx(theirs, rel=FORMULA)


@pytest.fixture(scope="module")
def splits(folder):
    """R eventstudies: returns in percent, day 0 the last session on or before the date."""
    here = folder / "eventstudies_splits"
    names, days, values = wide(here / "returns.csv")
    others, other_days, other = wide(here / "other_returns.csv")
    index_column = other[:, others.index("NiftyIndex")]
    aligned = dict(zip(other_days.tolist(), index_column, strict=True))
    market = np.array([aligned.get(d, np.nan) for d in days.tolist()])
    returns = Returns(days, (*names, "NiftyIndex"), np.column_stack([values, market]) / 100)
    theirs = expected(here / "expected.json")
    listed = rows(here / "events.csv")
    chosen = [
        listed[int(i) - 1] for i in theirs["marketModel"]["abnormal_returns"]["event_rows_1based"]
    ]
    whens = np.array([e["when"] for e in chosen], dtype="datetime64[D]")
    at = days[np.searchsorted(days, whens, side="right") - 1]
    cases = index(returns, [e["name"] for e in chosen], "NiftyIndex", at)
    windows = Windows(estimation=(-len(days), -7), event=(-6, 7), cars=((-6, 7),))
    return theirs, returns, cases, Design(windows=windows, min_estimation=28)


def test_eventstudies_abnormal_returns_are_met(splits):
    theirs, returns, cases, design = splits

    model = fit(returns, cases, design)
    found = scores(batch_of(returns.values, cases, model, design), ())

    assert (model.n_obs >= 28).all()
    expected_percent = np.array(theirs["marketModel"]["abnormal_returns"]["matrix"])
    assert pytest.approx(expected_percent, rel=DOUBLE, abs=1e-13) == 100 * found.car.T


def test_eventstudies_leaves_the_first_day_out_of_its_cumulative_mean(splits):
    theirs, returns, cases, design = splits

    found = scores(batch_of(returns.values, cases, fit(returns, cases, design), design), ())

    ours = 100 * found.car.mean(axis=0)
    path = np.concatenate([[0.0], np.cumsum(ours[1:])])
    means = [row[1] for row in theirs["marketModel"]["classic"]["matrix"]]
    assert path == pytest.approx(np.array(means), rel=1e-11, abs=1e-12)

"""Our numbers beside other people's on the inputs of ../shared/reference, row by row.

Where a definition differs the row says how, and carries the number that their definition gives
from our abnormal returns and residuals. ``docs/conformance.py`` prints the rows and
``test_conformance.py`` holds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from price_tables import returns_of_prices
from reference_cases import expected, index, rows, statistics, wide
from scipy import stats

from eventstudy.aggregate import aggregate, batch_of
from eventstudy.engine import Design, fit
from eventstudy.pooling import scores
from eventstudy.returns import Returns
from eventstudy.study import Windows

CARS = ((-5, 5),)
MODELS = {"sim": "market", "mean_adj": "constant_mean", "mrkt_adj": "market_adjusted"}
SIPEMU_MODELS = {
    "market_model": "market",
    "mean_adjusted": "constant_mean",
    "market_adjusted": "market_adjusted",
}
SD_T_MINUS_1 = "σ̂ divides by T − 1, not T − k"
NO_PREDICTION_ERROR = "scores are AR/σ̂, without the prediction error"
ONE_MARKET = (
    "σ̂ divides by T − 1, and the prediction error takes the market's mean and spread over the "
    "sessions of all firms, not of each firm's own T_i"
)
POOLED = "p̂ pools the residuals of all firms; ours averages each firm's share"
RANKS = "ranks as they are, not over 1 + M_i; S² = Σ(mean rank − own mean)²/mean M"
INVERSE = "S² = Σ(N/N_t)Ū²/mean M, where ours is Σ(N_t/N)Ū²/(T + L2)"
POOLED_RANKS = "ranks as they are, against the mean over firms of their mean rank"
NONE = "no such test here; their formula on our residuals and abnormal returns"
FIRST_DAY = "prints the first day's value on every day"
DRAWS = (
    "the sign of each case's AR is drawn 999 times; ours draws those of clusters of scores. Drawn "
    "20,000 times from our ARs it is the same within Monte Carlo error"
)
ONE_OVER_T = "scores have a prediction error of 1/T although nothing is fitted: × 1/√(1 + 1/T)"
DROPPED_DAY = "the first day's AR is left out of the path"


class Row(NamedTuple):
    """One comparison, values by day or one value; ``ours`` is None without such a test here."""

    case: str
    package: str
    model: str
    test: str
    theirs: Any
    ours: Any = None
    why: str = ""
    converted: Any = None


@dataclass(frozen=True)
class Computed:
    """A reference case through our engine: the only things that conversions may use."""

    ar: Any
    eps: Any
    score: Any
    variance: Any
    n_obs: Any
    market: Any  # the event window's and the estimation window's, by case
    before: Any
    block: Any

    @property
    def full(self) -> Any:
        return np.concatenate([self.eps, self.ar], axis=1)

    def daily(self, test: str) -> Any:
        return statistics(self.block, test)[0]

    def window(self, test: str) -> Any:
        return np.array([statistics(self.block, test)[1][self.block["windows"][0]["window"]]])


def computed(returns: Returns, cases: Any, design: Design) -> Computed:
    model = fit(returns, cases, design)
    batch = batch_of(returns.values, cases, model, design)
    found = scores(batch, design.windows.cars)
    (a, b), days = design.windows.estimation, design.windows.event
    span = np.arange(days[0], days[1] + 1)
    at = cases.row[:, None]
    return Computed(
        ar=found.car[:, : len(span)],
        eps=batch.residuals(slice(None)),
        score=found.score[:, : len(span)],
        variance=model.variance,
        n_obs=model.n_obs,
        market=returns.values[at + span, cases.benchmark[:, None]],
        before=returns.values[at + np.arange(a, b + 1), cases.benchmark[:, None]],
        block=aggregate(batch, design)[0],
    )


@cache
def shared_panel(folder: Path, model: str) -> Computed:
    names, days, prices = wide(folder / "shared_panel" / "prices.csv")
    _, _, market = wide(folder / "shared_panel" / "market.csv")
    table = dict(zip(names, prices.T, strict=True)) | {"MKT": market[:, 0]}
    events = rows(folder / "shared_panel" / "events.csv")
    returns = returns_of_prices(days, table, "simple")
    cases = index(returns, [e["firm"] for e in events], "MKT", [e["event_date"] for e in events])
    windows = Windows(estimation=(-265, -16), event=(-5, 5), cars=CARS)
    design = Design(model=model, windows=windows, correlation="event_time")
    return computed(returns, cases, design)


@cache
def covid(folder: Path, model: str) -> Computed:
    names, days, values = wide(folder / "estudy2_covid" / "returns.csv")
    market, _, others = wide(folder / "estudy2_covid" / "market_returns.csv")
    returns = Returns(days, (*names, *market), np.column_stack([values, others]))
    firms = [f["ticker"] for f in _estudy2(folder, "estudy2_covid")["sim"]["firms"]]
    cases = index(returns, firms, market[0], ["2020-03-16"] * len(firms))
    windows = Windows(estimation=(-int(cases.row[0]), -1), event=(0, 4), cars=((0, 4),))
    return computed(returns, cases, Design(model=model, windows=windows, returns="log"))


@cache
def splits(folder: Path, model: str) -> Computed:
    here = folder / "eventstudies_splits"
    names, days, values = wide(here / "returns.csv")
    others, other_days, other = wide(here / "other_returns.csv")
    nifty = dict(zip(other_days.tolist(), other[:, others.index("NiftyIndex")], strict=True))
    market = np.array([nifty.get(d, np.nan) for d in days.tolist()])
    returns = Returns(days, (*names, "NiftyIndex"), np.column_stack([values, market]) / 100)
    listed = rows(here / "events.csv")
    theirs = expected(here / "expected.json")["marketModel"]["abnormal_returns"]
    chosen = [listed[int(i) - 1] for i in theirs["event_rows_1based"]]
    when = np.array([e["when"] for e in chosen], dtype="datetime64[D]")
    at = days[np.searchsorted(days, when, side="right") - 1]  # their day 0: on or before
    cases = index(returns, [e["name"] for e in chosen], "NiftyIndex", at)
    windows = Windows(estimation=(-len(days), -7), event=(-6, 7), cars=((-6, 7),))
    return computed(returns, cases, Design(model=model, windows=windows, min_estimation=28))


def _estudy2(folder: Path, case: str) -> Any:
    name = "expected.json" if case == "estudy2_covid" else "expected_estudy2_0.10.0.json"
    return expected(folder / case / name)


def comparisons(folder: Path) -> Iterator[Row]:
    """Yield every comparison of the folder, case by case."""
    yield from textbook(folder)
    for case, run in (("shared_panel", shared_panel), ("estudy2_covid", covid)):
        for block, model in MODELS.items():
            yield from estudy2(case, model, run(folder, model), _estudy2(folder, case)[block])
    yield from firms(folder)
    for block, model in SIPEMU_MODELS.items():
        theirs = expected(folder / "shared_panel" / "expected_sipemu_EventStudy_0.50.json")[block]
        yield from sipemu(model, shared_panel(folder, model), theirs)
    yield from wild(folder)
    yield from python_peers(folder)
    for block, model in (("marketModel", "market"), ("None", "raw"), ("excessReturn", "market_adjusted")):  # fmt: skip
        theirs = expected(folder / "eventstudies_splits" / "expected.json")[block]
        yield from eventstudies(model, splits(folder, model), theirs)


# --- the textbook --------------------------------------------------------------------

BY_DAY = {
    "cross_sectional_t": "t_cross_sectional_day",
    "patell": "patell_z_day",
    "adjusted_patell": "adj_patell_z_day",
    "bmp": "bmp_t_day",
    "kp_bmp": "kp_bmp_t_day",
    "crude_dependence_1985": "bw1985_crude_dependence_t_day",
    "skewness_adjusted_t": "skew_adjusted_t_day",
    "corrado_rank": "corrado_rank_z_day",
    "corrado_zivney": "corrado_zivney_z_day",
    "sign": "sign_z_day",
    "generalized_sign": "gen_sign_z_day",
    "wilcoxon": "wilcoxon_W_plus_day",
}
BY_WINDOW = {
    "cross_sectional_t": "t_cross_sectional_caar",
    "patell": "patell_z_caar",
    "adjusted_patell": "adj_patell_z_caar",
    "bmp": "bmp_t_caar",
    "kp_bmp": "kp_bmp_t_caar",
    "crude_dependence_1985": "bw1985_crude_dependence_t_caar",
    "corrado_rank": "corrado_rank_z_caar_cowan",
    "grank_t": "grank_t_caar",
    "grank_z": "grank_z_caar",
    "sign": "sign_z_caar",
    "generalized_sign": "gen_sign_z_caar",
}


def textbook(folder: Path) -> Iterator[Row]:
    book = expected(folder / "shared_panel" / "expected_textbook.json")
    own = shared_panel(folder, "market")
    row = ("shared_panel", "textbook (numpy)", "market")
    yield Row(*row, "abnormal returns", np.array(book["ar"]).ravel(), own.ar.ravel())
    error = np.array(book["ar_se_prediction"]).ravel()
    yield Row(*row, "prediction errors", error, (own.ar / own.score).ravel())
    for test, key in BY_DAY.items():
        yield Row(*row, test, np.array(book[key]), own.daily(test))
    for test, key in BY_WINDOW.items():
        yield Row(*row, f"{test}, window", np.array([book[key]]), own.window(test))


# --- R estudy2 -----------------------------------------------------------------------

SAME = {
    "t_test": ("cross_sectional_t", "t_test_stat"),
    "brown_warner_1985": ("crude_dependence_1985", "bw_1985_stat"),
    "sign_test": ("sign", "sign_stat"),
    "wilcoxon_test": ("wilcoxon", "wlcx_stat"),
}
OTHER = {
    "brown_warner_1980": ("crude_dependence_1980", "bw_1980_stat", SD_T_MINUS_1),
    "patell": ("patell", "pt_stat", ONE_MARKET),
    "boehmer": ("bmp", "bh_stat", ONE_MARKET),
    "generalized_sign_test": ("generalized_sign", "gsign_stat", POOLED),
    "rank_test": ("corrado_rank", "rank_stat", RANKS),
    "modified_rank_test": ("corrado_rank", "mrank_stat", INVERSE),
    "corrado_sign_test": (None, "csign_stat", NONE),
    "lamb": (None, "lmb_stat", NONE),
}


def estudy2(case: str, model: str, own: Computed, theirs: Any) -> Iterator[Row]:
    row = (case, "R estudy2 0.10.0", model)
    for table, found in theirs["tests"].items():
        name, key, *why = SAME.get(table) or OTHER[table]
        values = np.array([r[key] for r in found], dtype=float)
        ours = None if name is None else own.daily(name)
        if not why:
            yield Row(*row, table, values, ours)
        else:
            yield Row(*row, table, values, ours, why[0], ESTUDY2[table](own))
    for table, found in theirs["car"].items():
        value = np.array([found[0]["statistic"]])
        if table == "car_brown_warner_1985":
            yield Row(*row, table, value, own.window("crude_dependence_1985"))
        elif table == "car_rank_test":
            ours, converted = own.window("corrado_rank"), car_rank(own)
            yield Row(*row, table, value, ours, POOLED_RANKS, converted)
        else:
            yield Row(*row, table, value, None, NONE, lamb(own).sum(keepdims=True) / np.sqrt(5))


def firms(folder: Path) -> Iterator[Row]:
    """Compare each firm of estudy2's own case: abnormal returns and residual spread."""
    for block, model in MODELS.items():
        theirs, own = _estudy2(folder, "estudy2_covid")[block]["firms"], covid(folder, model)
        row = ("estudy2_covid", "R estudy2 0.10.0", model)
        abnormal = np.array([f["abnormal_event"] for f in theirs]).ravel()
        yield Row(*row, "abnormal returns", abnormal, own.ar.ravel())
        sd, ours = np.array([f["sd_abnormal_est"] for f in theirs]), np.sqrt(own.variance)
        yield Row(*row, "σ̂", sd, ours, SD_T_MINUS_1, _sd(own))


def _sd(own: Computed) -> Any:
    return np.nanstd(own.eps, axis=1, ddof=1)


def brown_warner_1980(own: Computed) -> Any:
    return own.ar.sum(axis=0) / np.sqrt((_sd(own) ** 2).sum())


def _their_scores(own: Computed) -> Any:
    m, ahead = own.before, own.market
    mean, square = m.mean(axis=1, keepdims=True), m.var(axis=1, keepdims=True) * m.shape[1]
    error = np.sqrt(1 + 1 / own.n_obs[:, None] + (ahead - mean) ** 2 / square)
    return own.ar / _sd(own)[:, None] / error


def patell(own: Computed) -> Any:
    df = own.n_obs - 2
    return _their_scores(own).sum(axis=0) / np.sqrt((df / (df - 2)).sum())


def boehmer(own: Computed) -> Any:
    return _t(_their_scores(own))


def _t(values: Any) -> Any:
    return values.mean(axis=0) / values.std(axis=0, ddof=1) * np.sqrt(len(values))


def generalized_sign(own: Computed) -> Any:
    p, n = (own.eps > 0).sum() / np.isfinite(own.eps).sum(), len(own.ar)
    return ((own.ar > 0).sum(axis=0) - n * p) / np.sqrt(n * p * (1 - p))


def _days(values: Any, own: Computed) -> Any:
    return values[-own.ar.shape[1] :]


def corrado_sign(own: Computed) -> Any:
    full, n = own.full, np.isfinite(own.full).sum(axis=0)
    signs = np.sign(full - np.nanmedian(full, axis=1, keepdims=True))
    z = np.nanmean(signs, axis=0) * len(full) / np.sqrt(n)
    spread = np.sqrt((z**2).sum() / np.isfinite(full).sum(axis=1).mean())
    return _days(z, own) / spread


def _ranks(own: Computed) -> tuple[Any, Any]:
    return stats.rankdata(own.full, axis=1, nan_policy="omit"), np.isfinite(own.full).sum(axis=1)


def rank(own: Computed) -> Any:
    ranks, observed = _ranks(own)
    weight = len(ranks) / np.isfinite(ranks).sum(axis=0)
    mean = np.nanmean(ranks - (observed[:, None] + 1) / 2, axis=0) * weight
    return _days(mean, own) / np.sqrt((mean**2).sum() / observed.mean())


def modified_rank(own: Computed) -> Any:
    ranks, observed = _ranks(own)
    mean = np.nanmean(ranks / (1 + observed[:, None]) - 0.5, axis=0)
    weight = len(ranks) / np.isfinite(ranks).sum(axis=0)
    return _days(mean, own) / np.sqrt((weight * mean**2).sum() / observed.mean())


def car_rank(own: Computed) -> Any:
    ranks, observed = _ranks(own)
    usual, length = ((observed + 1) / 2).mean(), own.ar.shape[1]
    spread = np.sqrt(((np.nanmean(ranks, axis=0) - usual) ** 2).sum() / observed.mean())
    return np.array([np.sqrt(length) * (np.nanmean(ranks[:, -length:]) - usual) / spread])


def lamb(own: Computed) -> Any:
    """Lamb (1995): the mean AR over sd of mean residuals, with the market's prediction error."""
    market, ahead = own.before[0], own.market[0]
    leverage = (ahead - market.mean()) ** 2 / ((market - market.mean()) ** 2).sum()
    sd = np.nanmean(own.eps, axis=0).std(ddof=1)
    return own.ar.mean(axis=0) / (sd * np.sqrt(1 + 1 / own.n_obs.mean() + leverage))


ESTUDY2 = {
    "brown_warner_1980": brown_warner_1980,
    "patell": patell,
    "boehmer": boehmer,
    "generalized_sign_test": generalized_sign,
    "rank_test": rank,
    "modified_rank_test": modified_rank,
    "corrado_sign_test": corrado_sign,
    "lamb": lamb,
}


# --- R EventStudy --------------------------------------------------------------------


def sipemu(model: str, own: Computed, theirs: Any) -> Iterator[Row]:
    row = ("shared_panel", "R EventStudy 0.50", model)
    abnormal = np.array([e["ar"] for e in theirs["events"]]).ravel()
    yield Row(*row, "abnormal returns", abnormal, own.ar.ravel())
    plain = own.ar / np.sqrt(own.variance)[:, None]
    kp = own.daily("kp_bmp") / own.daily("bmp")
    patell_z = ("", None)
    if model == "market_adjusted":
        patell_z = (ONE_OVER_T, own.daily("patell") / np.sqrt(1 + 1 / own.n_obs[0]))
    for table, key, name, why, converted in (
        ("CSectT", "aar_t", "cross_sectional_t", "", None),
        ("PatellZ", "aar_z", "patell", *patell_z),
        ("SignT", "sign_z", "sign", "", None),
        ("GSignT", "gsign_z", "generalized_sign", "", None),
        ("BMP", "bmp_t", "bmp", NO_PREDICTION_ERROR, _t(plain)),
        ("KP", "kp_t", "kp_bmp", NO_PREDICTION_ERROR, _t(plain) * kp),
        ("RankT", "rank_z", "corrado_rank", RANK_T, _first(sipemu_rank(own))),
        ("CalTimeT", "caltime_t", "calendar_time_portfolio", CAL_TIME, _first(cal_time(own))),
    ):
        values = np.array([r[key] for r in theirs["aar_caar"][table]], dtype=float)
        yield Row(*row, table, values, own.daily(name), why, converted)


RANK_T = f"S is the sd of Ū about its mean (T + L2 − 1), and it {FIRST_DAY}"
CAL_TIME = f"AAR over the sd of the event window's AARs, and it {FIRST_DAY}"


def sipemu_rank(own: Computed) -> Any:
    ranks, observed = _ranks(own)
    mean = (ranks / (1 + observed[:, None]) - 0.5).mean(axis=0)
    return _days(mean, own) / mean.std(ddof=1)


def cal_time(own: Computed) -> Any:
    aar = own.ar.mean(axis=0)
    return aar / aar.std(ddof=1)


def _first(values: Any) -> Any:
    return np.full(len(values), values[0])


def wild(folder: Path) -> Iterator[Row]:
    theirs = expected(folder / "shared_panel" / "expected_sipemu_wild_bootstrap.json")
    own = shared_panel(folder, "market")
    row = ("shared_panel", "R EventStudy 0.50", "market")
    aar = np.array([r["observed_aar"] for r in theirs])
    yield Row(*row, "wild bootstrap: AAR", aar, own.ar.mean(axis=0))
    p = np.array([r["boot_p_aar"] for r in theirs])
    ours = own_p(own, "wild_bootstrap")
    yield Row(*row, "wild bootstrap: p of AAR", p, ours, DRAWS, flipped(own.ar))
    p = np.array([r["boot_p_caar"] for r in theirs])
    yield Row(*row, "wild bootstrap: p of CAAR", p, None, DRAWS, flipped(own.ar.cumsum(axis=1)))


def flipped(values: Any) -> Any:
    """Return the share of random signs whose mean is as large as the mean itself."""
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (20_000, len(values)))
    return (np.abs(signs @ values) >= np.abs(values.sum(axis=0))).mean(axis=0)


def own_p(own: Computed, name: str) -> Any:
    """Return a test's p by day; NaN where it does not apply."""
    found = [next(t for t in r["tests"] if t.name == name) for r in own.block["daily"]]
    return np.array([getattr(t, "p_value", np.nan) for t in found])


# --- Python packages -----------------------------------------------------------------

SUMMED = "the variance of a CAR is the sum of its daily prediction variances"
ESTIMATION_DAYS = "S² is the mean of Ū² over the estimation days alone"
EVENT_MARKET = "the prediction error takes the market's sum of squares over the event window"
GRAND_MEAN = "the prediction error takes the market's mean over the estimation windows of all cases"
CROSS_PRODUCT = "; r̄ is the mean of Σε̂_i ε̂_j, not of correlations"
GRANK = (
    "scores and residuals are over the prediction error with the event window's market sum of "
    "squares, S about the mean of Ū"
)


def python_peers(folder: Path) -> Iterator[Row]:
    theirs = expected(folder / "shared_panel" / "peer_outputs_python.json")
    own = shared_panel(folder, "market")
    vibe = theirs["vibe_trading_2026-08-23"]
    summed = own.ar.sum(axis=1) / np.sqrt(((own.ar / own.score) ** 2).sum(axis=1))
    df = own.n_obs - 2
    caar = own.ar.mean(axis=0).sum(keepdims=True)
    yield from _windows(
        "Vibe-Trading 2026-08-23",
        vibe,
        {
            "caar_total": (caar, "", None),
            "t_statistic": (own.window("cross_sectional_t"), "", None),
            "patell_z": (
                own.window("patell"),
                SUMMED,
                summed.sum() / np.sqrt((df / (df - 2)).sum()),
            ),
            "bmp_z": (own.window("bmp"), SUMMED, _t(summed)),
            "corrado_rank_z": (own.window("corrado_rank"), ESTIMATION_DAYS, estimation_rank(own)),
            "cowan_sign_z": (own.window("generalized_sign"), "", None),
        },
    )
    daily = own.daily("bmp")[5:6], own.daily("kp_bmp")[5:6]
    yield from _windows(
        "eventstudystatistics 1.0.0",
        theirs["eventstudystatistics_1.0.0"],
        {
            "BMP_daily_day0": (daily[0], EVENT_MARKET, _t(event_market(own))),
            "adjBMP_daily_day0": (daily[1], EVENT_MARKET + CROSS_PRODUCT, _t(event_market(own)) * cross(own)),
            "BMP[-5,5]": (own.window("bmp"), GRAND_MEAN, _t(grand_mean(own))),
            "adjBMP[-5,5]": (own.window("kp_bmp"), GRAND_MEAN + CROSS_PRODUCT, _t(grand_mean(own)) * cross(own)),
            "grank[-5,5]": (own.window("grank_t"), GRANK, their_grank(own)),
        },
    )  # fmt: skip


def _windows(package: str, theirs: Any, known: Any) -> Iterator[Row]:
    for name, value in theirs.items():
        ours, why, converted = known[name]
        at = None if converted is None else np.atleast_1d(converted)
        yield Row("shared_panel", package, "market", name, np.array([value]), ours, why, at)


def estimation_rank(own: Computed) -> Any:
    ranks, observed = _ranks(own)
    mean = (ranks / (1 + observed[:, None]) - 0.5).mean(axis=0)
    length = own.ar.shape[1]
    return mean[-length:].sum() / np.sqrt(length * (mean[:-length] ** 2).mean())


def _event_errors(own: Computed) -> Any:
    mean = own.before.mean(axis=1, keepdims=True)
    square = ((own.market - mean) ** 2).sum(axis=1, keepdims=True)
    both = np.concatenate([own.before, own.market], axis=1)
    leverage = 1 + 1 / own.n_obs[:, None] + (both - mean) ** 2 / square
    return np.sqrt(own.variance[:, None] * leverage)


def event_market(own: Computed) -> Any:
    return own.ar[:, 5] / _event_errors(own)[:, -6]


def grand_mean(own: Computed) -> Any:
    length = own.ar.shape[1]
    away = (own.market - own.before.mean()).sum(axis=1) ** 2
    square = own.before.var(axis=1) * own.before.shape[1]
    error = own.variance * (length + length**2 / own.n_obs + away / square)
    return own.ar.sum(axis=1) / np.sqrt(error)


def cross(own: Computed) -> Any:
    n = len(own.eps)
    products = own.eps @ own.eps.T
    r = products[np.triu_indices(n, 1)].mean()
    return np.sqrt((1 - r) / (1 + (n - 1) * r))


def their_grank(own: Computed) -> Any:
    total = own.ar.sum(axis=1) / np.sqrt(own.variance)
    sessions = own.eps.shape[1]
    scaled = own.eps / _event_errors(own)[:, :sessions]
    values = np.column_stack([scaled, total / total.std(ddof=1)])
    mean = (stats.rankdata(values, axis=1) / (sessions + 2) - 0.5).mean(axis=0)
    z = mean[-1] / mean.std()
    return z * np.sqrt((sessions - 1) / (sessions - z**2))


# --- R eventstudies ------------------------------------------------------------------


def eventstudies(model: str, own: Computed, theirs: Any) -> Iterator[Row]:
    """Compare the running mean CAR with its intervals, in percent; the bootstrap draws differ."""
    row = ("eventstudies_splits", "R eventstudies 1.2.2", model)
    if "abnormal_returns" in theirs:
        values = np.array(theirs["abnormal_returns"]["matrix"]).T.ravel()
        yield Row(*row, "abnormal returns", values, 100 * own.ar.ravel())
        path = np.array(theirs["car"]["matrix"])[1:].ravel()
        ours = 100 * own.ar.cumsum(axis=1).T[1:].ravel()
        yield Row(*row, "CAR", path, ours, DROPPED_DAY, _running(own).T[1:].ravel())
    path, n = _running(own)[:, 1:], len(own.ar)
    mean, error = path.mean(axis=0), path.std(axis=0, ddof=1) / np.sqrt(n)
    own_mean = 100 * own.ar.cumsum(axis=1).mean(axis=0)[1:]
    width = stats.t.ppf(0.975, n - 1) * error
    classic = np.array(theirs["classic"]["matrix"], dtype=float)[1:]
    yield Row(*row, "classic: mean", classic[:, 1], own_mean, DROPPED_DAY, mean)
    yield Row(
        *row, "classic: 2.5 %", classic[:, 0], None, f"{INTERVAL}; {DROPPED_DAY}", mean - width
    )
    yield Row(
        *row, "classic: 97.5 %", classic[:, 2], None, f"{INTERVAL}; {DROPPED_DAY}", mean + width
    )
    wilcox = np.array(theirs["wilcox"]["matrix"], dtype=float)[1:]
    ordered = np.sort(path, axis=0)
    for name, at, values in (("2.5 %", 0, ordered[0]), ("median", 1, np.median(path, axis=0)), ("97.5 %", 2, ordered[-1])):  # fmt: skip
        yield Row(*row, f"wilcox: {name}", wilcox[:, at], None, f"{WILCOX}; {DROPPED_DAY}", values)
    drawn = np.array(theirs["bootstrap"]["matrix"], dtype=float)[1:]
    yield Row(*row, "bootstrap: mean", drawn[:, 1], own_mean, DROPPED_DAY, mean)
    yield Row(*row, "bootstrap: interval", drawn[:, 2] - drawn[:, 0], None, R_DRAWS)


INTERVAL = "mean ± t(N − 1)·sd/√N of the path"
WILCOX = "with five events the signed-rank interval is their range around the median of the path"
R_DRAWS = "1000 random draws of R's generator cannot be drawn again elsewhere"


def _running(own: Computed) -> Any:
    kept = 100 * own.ar.copy()
    kept[:, 0] = 0.0
    return kept.cumsum(axis=1)

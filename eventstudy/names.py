"""Everything a config or a record can name, one line and the citation each.

The tables that implement these names live beside their code (``models/table.py``,
``inference/table.py``, ``prices/load.py``, ``claims/kinds.py``); a test holds that both
sides have exactly the same names.
"""

from typing import NamedTuple


class Name(NamedTuple):
    """One line of explanation and the paper or rule it comes from."""

    line: str
    source: str = ""


MODELS = {
    "raw": Name("expected return = 0", "Brown & Warner (1980)"),
    "constant_mean": Name(
        "expected return = the security's own mean", "Brown & Warner (1980, 1985)"
    ),
    "market_adjusted": Name("expected return = the benchmark's return", "Brown & Warner (1980)"),
    "market": Name(
        "expected return = alpha + beta times the benchmark's return", "MacKinlay (1997)"
    ),
    "capm": Name("excess return on the market factor", "Sharpe (1964); Lintner (1965)"),
    "ff3": Name("excess return on three factors", "Fama & French (1993)"),
    "carhart": Name("three factors and momentum", "Carhart (1997)"),
    "ff5": Name("excess return on five factors", "Fama & French (2015)"),
    "ff6": Name("five factors and momentum", "Fama & French (2018)"),
    "scholes_williams": Name(
        "market model for thin trading, the market instrumented by three sessions",
        "Scholes & Williams (1977)",
    ),
    "garch": Name("market model with GARCH(1,1) errors (extra garch)", "Bollerslev (1986)"),
    "egarch": Name("market model with EGARCH(1,1,1) errors (extra garch)", "Nelson (1991)"),
    "dimson": Name(
        "market model for thin trading, betas of three sessions summed", "Dimson (1979)"
    ),
}

# Models whose parameters come from a search, some hundredths of a second each.
VOLATILITY = ("garch", "egarch")

# Models defined for returns over several sessions (missing: trade_to_trade).
GAP_MODELS = (
    "raw", "constant_mean", "market_adjusted", "market", "capm", "ff3", "carhart", "ff5", "ff6",
)  # fmt: skip

ROBUSTNESS_MODELS = {
    "huber": Name(
        "among other choices only: market model in which large residuals count less", "Huber (1964)"
    ),
    "synthetic": Name(
        "among other choices only: weighted mean of robustness.donors that the news did not touch",
        "Abadie, Diamond & Hainmueller (2010)",
    ),
}

TESTS = {
    "t": Name(
        "CAR over its prediction error",
        "Campbell, Lo & MacKinlay (1997), The Econometrics of Financial Markets, ch. 4",
    ),
    "sample_quantile": Name(
        "rank of |CAR| among ordinary stretches of the estimation window",
        "Gelbach, Helland & Klick (2013); Andrews (2003)",
    ),
    "conformal": Name(
        "rank of the window among all cyclic blocks after refitting without an effect",
        "Chernozhukov, Wüthrich & Zhu (2021)",
    ),
    "scaled_quantile": Name(
        "sample quantile with each stretch divided by the volatility of its time",
        "after Gelbach, Helland & Klick (2013); RiskMetrics (1996) for the EWMA",
    ),
    "placebo": Name(
        "rank among the same design run on every earlier session",
        "after Abadie, Diamond & Hainmueller (2010)",
    ),
    "max_placebo": Name(
        "how often a stretch of history holds a move this large",
        "after White (2000), on data snooping",
    ),
    "cross_sectional_t": Name("mean CAR over its cross-sectional error", "Brown & Warner (1980)"),
    "patell": Name(
        "sum of standardised abnormal returns, cases independent",
        "Patell (1976); Mikkelson & Partch (1988) for windows",
    ),
    "adjusted_patell": Name(
        "Patell's z corrected for correlation between cases", "Kolari & Pynnönen (2010)"
    ),
    "bmp": Name(
        "mean standardised abnormal return over its cross-sectional error",
        "Boehmer, Musumeci & Poulsen (1991)",
    ),
    "kp_bmp": Name(
        "BMP corrected for correlation between cases",
        "Kolari & Pynnönen (2010); Kolari, Pape & Pynnönen (2018) for overlapping windows",
    ),
    "crude_dependence_1980": Name(
        "mean CAR over an error from the cases' own variances, cases independent",
        "Brown & Warner (1980)",
    ),
    "crude_dependence_1985": Name(
        "mean CAR over an error from the time series of mean residuals",
        "Brown & Warner (1985)",
    ),
    "skewness_adjusted_t": Name(
        "cross-sectional t transformed so that skewness does not bias it", "Hall (1992)"
    ),
    "jackknife": Name(
        "jackknife of the standardised mean score", "after Giaccotto & Sfiridis (1996)"
    ),
    "calendar_time_portfolio": Name(
        "portfolio of the cases then in their window, date by date",
        "Jaffe (1974); Mandelker (1974)",
    ),
    "corrado_rank": Name(
        "mean rank of the event days among all days", "Corrado (1989); Cowan (1992)"
    ),
    "corrado_zivney": Name(
        "mean rank after standardising, event days by their cross-sectional spread too",
        "Corrado & Zivney (1992)",
    ),
    "grank_t": Name(
        "generalised rank of the window's score, against the ranks' time series",
        "Kolari & Pynnönen (2011)",
    ),
    "grank_z": Name(
        "generalised rank of the window's score, cases independent",
        "Kolari & Pynnönen (2011)",
    ),
    "sign": Name(
        "number of positive CARs against one half",
        "Conover (1999), Practical Nonparametric Statistics",
    ),
    "generalized_sign": Name(
        "number of positive CARs against the share of positive residuals", "Cowan (1992)"
    ),
    "wilcoxon": Name("signed ranks of the CARs", "Wilcoxon (1945)"),
    "wild_bootstrap": Name(
        "BMP against sign flips of clusters of cases",
        "Cameron, Gelbach & Miller (2008)",
    ),
    "permutation": Name(
        "BMP against the same cases shifted into estimation time",
        "after Corrado (1989); shifts keep who shares a date",
    ),
}

# Tests that speak for one case; all others pool many.
ONE_CASE = ("t", "sample_quantile", "conformal", "scaled_quantile", "placebo", "max_placebo")

# Columns of windows.csv that no further column of an events file may have.
WINDOW_COLUMNS = (
    "model", "window_start", "window_end", "car", "se", "ci_low", "ci_high", "bhar", "missing",
)  # fmt: skip

SOURCES = {
    "files": Name("price files: a folder, one wide CSV or one long CSV"),
    "yahoo": Name("Yahoo Finance through yfinance, for personal use; kept in the cache"),
}

MEASURES = {
    "return": Name("a percentage move over the stated sessions"),
    "level": Name("a price or index level, in the money of the day"),
    "point_change": Name("a move in index points or dollars a share"),
    "value_change": Name("a change of market value in USD"),
    "market_value": Name("a market value in USD"),
    "direction": Name("it rose (1) or fell (-1), no figure"),
    "group_direction": Name("all members of a group rose (1) or fell (-1)"),
    "record": Name("the largest move since a date or ever"),
}

HEDGES = {
    "plain": Name("17 %: half a unit of the last printed digit either way"),
    "about": Name("about, roughly, 약, 정도, 안팎"),
    "nearly": Name("nearly, almost, 가까이, 육박: just below"),
    "at_least": Name("at least, or more, 이상"),
    "more_than": Name("more than, over, 넘게"),
    "at_most": Name("at most, 이하"),
    "less_than": Name("less than, below, 미만"),
    "up_to": Name("as much as, 장중 최대, 한때: the day's extreme"),
    "digits": Name("17%대: the printed digits, then anything"),
}

BASES = {
    "close": Name("at the close"),
    "intraday": Name("during the session"),
    "open": Name("at the open"),
    "premarket": Name("before the open"),
    "afterhours": Name("after the close"),
    "unspecified": Name("not said; judged at the close"),
}

RATINGS = {
    "consistent": Name("the observation is in the set that the words allow"),
    "inexact": Name("outside it, but another rounding or truncation would give the figure"),
    "inconsistent": Name("right direction, wrong figure (or wrong date)"),
    "contradicted": Name("a counterexample: it moved the other way, or one of 'all' did not"),
    "not_checkable": Name("the data cannot decide; the reason is given"),
}

CHOSEN_BY = {
    "announcement": Name("the day follows from the news"),
    "price_move": Name("the day was chosen because the price moved"),
}

UNITS = {
    "percent": Name("percent"),
    "points": Name("index points, or dollars a share"),
    "USD": Name("US dollars"),
    "thousand USD": Name("US dollars, printed in thousands"),
    "million USD": Name("US dollars, printed in millions"),
    "billion USD": Name("US dollars, printed in billions"),
    "trillion USD": Name("US dollars, printed in trillions"),
    "만 USD": Name("US dollars, printed in 만 (10^4)"),
    "억 USD": Name("US dollars, printed in 억 (10^8)"),
    "조 USD": Name("US dollars, printed in 조 (10^12)"),
}

LANGUAGES = {"en": "English", "ko": "한국어"}

INDICES = {
    "^GSPC": "S&P 500",
    "^IXIC": "Nasdaq Composite",
    "^NDX": "Nasdaq 100",
    "^DJI": "Dow Jones Industrial Average",
    "^RUT": "Russell 2000",
    "^SOX": "PHLX Semiconductor Index",
    "^VIX": "VIX",
    "^KS11": "KOSPI",
    "^KQ11": "KOSDAQ",
    "^N225": "Nikkei 225",
    "^HSI": "Hang Seng Index",
    "^FTSE": "FTSE 100",
    "^GDAXI": "DAX",
    "^FCHI": "CAC 40",
}

# The other share class or index, which may explain a figure that does not fit.
SISTERS = {
    "GOOG": "GOOGL",
    "GOOGL": "GOOG",
    "BRK-A": "BRK-B",
    "BRK-B": "BRK-A",
    "^IXIC": "^NDX",
    "^NDX": "^IXIC",
}

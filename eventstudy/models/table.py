"""The normal-return models by name; ``names.MODELS`` has the same keys."""

from collections.abc import Callable

import numpy as np

from eventstudy.errors import InputError
from eventstudy.models.linear import nothing_fitted, ols
from eventstudy.models.normal import NormalModel, Sample
from eventstudy.models.thin import dimson, scholes_williams
from eventstudy.models.volatility import egarch, garch


def constant_mean(sample: Sample) -> NormalModel:
    """Expect the security's own mean. Brown & Warner (1980, 1985)."""
    return ols(sample, ("alpha",), np.zeros((len(sample), 0), dtype=np.int64))


def market_adjusted(sample: Sample) -> NormalModel:
    """Expect the benchmark's return. Brown & Warner (1980)."""
    return nothing_fitted(sample, offset=sample.market)


def market(sample: Sample) -> NormalModel:
    """Expect alpha + beta times the benchmark's return. MacKinlay (1997)."""
    return ols(sample, ("alpha", "beta"), sample.market[:, None])


def raw(sample: Sample) -> NormalModel:
    """Expect nothing: the return itself is abnormal. Brown & Warner (1980)."""
    return nothing_fitted(sample)


def factor_model(sample: Sample) -> NormalModel:
    """Regress the return less the riskless one on factors; the intercept is used in R̂."""
    if sample.riskless is None:
        raise InputError("a factor model needs the factors and the riskless return; give factors")
    n = len(sample)
    regressors = np.tile(np.array(sample.factors, dtype=np.int64), (n, 1))
    names = ("alpha", *sample.factor_names)
    return ols(sample, names, regressors, np.full(n, sample.riskless, dtype=np.int64))


# Columns of the table of returns, in decimals; FF3 and Carhart use the 3-factor SMB.
RISKLESS = "factor:RF"
_THREE = ("factor:Mkt-RF", "factor:SMB_FF3", "factor:HML")
_FIVE = ("factor:Mkt-RF", "factor:SMB", "factor:HML", "factor:RMW", "factor:CMA")
FACTORS: dict[str, tuple[str, ...]] = {
    "capm": ("factor:Mkt-RF",),
    "ff3": _THREE,
    "carhart": (*_THREE, "factor:Mom"),
    "ff5": _FIVE,
    "ff6": (*_FIVE, "factor:Mom"),
}
WITHOUT_BENCHMARK = {"raw", "constant_mean", *FACTORS}

MODELS: dict[str, Callable[[Sample], NormalModel]] = {
    "raw": raw,
    "constant_mean": constant_mean,
    "market_adjusted": market_adjusted,
    "market": market,
    "capm": factor_model,
    "ff3": factor_model,
    "carhart": factor_model,
    "ff5": factor_model,
    "ff6": factor_model,
    "scholes_williams": scholes_williams,
    "dimson": dimson,
    "garch": garch,
    "egarch": egarch,
}

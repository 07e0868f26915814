"""The normal-return models by name; ``names.MODELS`` has the same keys."""

from collections.abc import Callable

import numpy as np

from eventstudy.errors import InputError
from eventstudy.models import gapped
from eventstudy.models.linear import nothing_fitted, ols
from eventstudy.models.normal import NormalModel, Sample
from eventstudy.models.thin import dimson, scholes_williams
from eventstudy.models.volatility import egarch, garch
from eventstudy.returns import Ints


def constant_mean(sample: Sample) -> NormalModel:
    """Expect the security's own mean. Brown & Warner (1980, 1985)."""
    return _fitted(sample, ("alpha",), np.zeros((len(sample), 0), dtype=np.int64))


def market_adjusted(sample: Sample) -> NormalModel:
    """Expect the benchmark's return. Brown & Warner (1980)."""
    return _unfitted(sample, sample.market)


def market(sample: Sample) -> NormalModel:
    """Expect alpha + beta times the benchmark's return. MacKinlay (1997)."""
    return _fitted(sample, ("alpha", "beta"), sample.market[:, None])


def raw(sample: Sample) -> NormalModel:
    """Expect nothing: the return itself is abnormal. Brown & Warner (1980)."""
    return _unfitted(sample)


def factor_model(sample: Sample) -> NormalModel:
    """Regress the return less the riskless one on factors; the intercept is used in R̂."""
    if sample.riskless is None or sample.factors is None:
        raise InputError("a factor model needs the factors and the riskless return; give factors")
    return _fitted(sample, ("alpha", *sample.factor_names), sample.factors, sample.riskless)


def _fitted(
    sample: Sample, names: tuple[str, ...], regressors: Ints, offset: Ints | None = None
) -> NormalModel:
    """Fit by least squares, weighted where returns cover several sessions."""
    fit = ols if sample.unit is None else gapped.ols
    return fit(sample, names, regressors, offset)


def _unfitted(sample: Sample, offset: Ints | None = None) -> NormalModel:
    """Estimate a spread alone, weighted where returns cover several sessions."""
    fit = nothing_fitted if sample.unit is None else gapped.nothing_fitted
    return fit(sample, offset)


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

"""The normal-return models by name; ``names.MODELS`` has the same keys."""

from collections.abc import Callable

import numpy as np

from eventstudy.models.linear import nothing_fitted, ols
from eventstudy.models.normal import NormalModel, Sample


def constant_mean(sample: Sample) -> NormalModel:
    """Expect the security's own mean. Brown & Warner (1980, 1985)."""
    return ols(sample, ("alpha",), np.zeros((len(sample), 0), dtype=np.int64))


def market_adjusted(sample: Sample) -> NormalModel:
    """Expect the benchmark's return. Brown & Warner (1980)."""
    return nothing_fitted(sample, offset=sample.market)


def market(sample: Sample) -> NormalModel:
    """Expect alpha + beta times the benchmark's return. MacKinlay (1997)."""
    return ols(sample, ("alpha", "beta"), sample.market[:, None])


MODELS: dict[str, Callable[[Sample], NormalModel]] = {
    "constant_mean": constant_mean,
    "market_adjusted": market_adjusted,
    "market": market,
}

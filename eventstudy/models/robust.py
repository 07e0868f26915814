"""Models for the robustness table alone: their uncertainty is not that of least squares."""

import numpy as np

from eventstudy.models.linear import ols
from eventstudy.models.normal import Flags, NormalModel, Sample
from eventstudy.prices.panel import Floats
from eventstudy.returns import take_window

TUNING = 1.345
MAD_TO_SD = 0.6744897501960817
ROUNDS, CLOSE = 200, 1e-12


def huber(sample: Sample) -> NormalModel:
    """Fit the market model by Huber's estimator: large residuals count less.

    Iterated weights min(1, c s/|e|), c 1.345, s the median absolute residual over 0.6745. A point
    estimate: ``covariance`` and ``variance`` are NaN, and no t test is made of it. Huber (1964).
    """
    start = ols(sample, ("alpha", "beta"), sample.market[:, None])
    y = take_window(sample.values, sample.security, sample.row, sample.window)
    x = take_window(sample.values, sample.market, sample.row, sample.window)
    seen = np.isfinite(y) & np.isfinite(x)
    y, x = np.where(seen, y, 0.0), np.where(seen, x, 0.0)
    b = start.coefficients
    for _ in range(ROUNDS):
        residual = y - b[:, :1] - b[:, 1:] * x
        better = _weighted(y, x, _weights(residual, seen))
        moved = np.abs(better - b).max(initial=0.0)
        b = better
        if not moved > CLOSE:
            break
    residual = np.where(seen, y - b[:, :1] - b[:, 1:] * x, np.nan)
    unknown = np.full(len(sample), np.nan)
    return NormalModel(
        names=("alpha", "beta"),
        coefficients=b,
        covariance=np.full((len(sample), 2, 2), np.nan),
        variance=unknown,
        centre=np.nanmean(residual, axis=1) if len(sample) else unknown,
        spread=np.nanstd(residual, axis=1) if len(sample) else unknown,
        n_obs=start.n_obs,
        k=2,
        intercept=True,
        regressors=start.regressors,
        least_squares=False,
    )


def _weights(residual: Floats, seen: Flags) -> Floats:
    size = np.abs(residual)
    scale = np.nanmedian(np.where(seen, size, np.nan), axis=1) / MAD_TO_SD
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.minimum(1.0, TUNING * scale[:, None] / size)
    return np.where(seen, np.where(size > 0, weight, 1.0), 0.0)


def _weighted(y: Floats, x: Floats, w: Floats) -> Floats:
    """Return weighted least squares coefficients of y on an intercept and x, case by case."""
    total = w.sum(axis=1)
    mean_y, mean_x = (w * y).sum(axis=1) / total, (w * x).sum(axis=1) / total
    dx = x - mean_x[:, None]
    slope = (w * dx * y).sum(axis=1) / (w * dx * dx).sum(axis=1)
    return np.column_stack([mean_y - slope * mean_x, slope])

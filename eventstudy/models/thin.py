"""Models for thin trading, where a price reacts to the market before or after its own session.

Leads and lags come from the market's own series; none enters an abnormal return, which is
R - alpha - beta R_m with the summed or instrumented beta.
"""

from dataclasses import replace

import numpy as np

from eventstudy.models.linear import EXACT, Moments, ols, window_moments
from eventstudy.models.normal import NormalModel, Sample
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

UNRESOLVED = 1e-9  # 1 - R²: below, a residual sum of squares taken as a difference is rounding


def scholes_williams(sample: Sample) -> NormalModel:
    """Instrument the market return with its sum over three sessions.

    β = cov(R, z)/cov(R_m, z), z = R_m,t-1 + R_m,t + R_m,t+1. Scholes & Williams (1977).
    """
    around, (lag, same, lead) = _shifted_markets(sample)
    kinds, first, at = np.unique(sample.market, return_index=True, return_inverse=True)
    instruments = around[:, lag[first]] + around[:, kinds] + around[:, lead[first]]
    wide = replace(sample, values=np.column_stack([around, instruments]))
    m = window_moments(wide, np.column_stack([same, around.shape[1] + at]).astype(np.int64))
    s_mz, usable = m.sxx[:, 0, 1], m.count > 2
    with np.errstate(divide="ignore", invalid="ignore"):
        beta = np.where(usable, m.sxy[:, 1] / s_mz, np.nan)
        rss = m.syy - 2 * beta * m.sxy[:, 0] + beta**2 * m.sxx[:, 0, 0]
        slope = m.sxx[:, 1, 1] / s_mz**2
    rss = np.where(rss > UNRESOLVED * m.syy, rss, 0.0)
    return _two_coefficients(sample, m, beta, rss, slope, 2, np.sqrt(rss / np.maximum(m.count, 1)))


def dimson(sample: Sample) -> NormalModel:
    """Sum the betas of the market's return one session before, the same and one after.

    Dimson (1979).
    """
    around, columns = _shifted_markets(sample)
    wide = replace(sample, values=around)
    regressors = np.column_stack(columns)
    fit = ols(wide, ("alpha", "lag", "same", "lead"), regressors)
    moments = window_moments(wide, regressors)
    moments = replace(moments, mean_x=moments.mean_x[:, 1:2])
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = fit.covariance[:, 1:, 1:].sum(axis=(1, 2)) / fit.variance
    rss = fit.variance * np.maximum(fit.n_obs - 4, 1)
    beta = fit.coefficients[:, 1:].sum(axis=1)
    squares = moments.syy - 2 * beta * moments.sxy[:, 1] + beta**2 * moments.sxx[:, 1, 1]
    spread = np.sqrt(np.maximum(squares, 0) / np.maximum(moments.count, 1))
    return _two_coefficients(sample, moments, beta, rss, slope, 4, spread)


def _shifted_markets(sample: Sample) -> tuple[Floats, list[Ints]]:
    """Append each market's series shifted by -1 and +1; return the columns lag, same, lead."""
    kinds, at = np.unique(sample.market, return_inverse=True)
    series = sample.values[:, kinds]
    missing = np.full((1, len(kinds)), np.nan)
    lag, lead = np.vstack([missing, series[:-1]]), np.vstack([series[1:], missing])
    width = sample.values.shape[1]
    at = at.astype(np.int64)
    table = np.column_stack([sample.values, lag, lead])
    return table, [width + at, sample.market, width + len(kinds) + at]


def _two_coefficients(
    sample: Sample,
    moments: Moments,
    beta: Floats,
    rss: Floats,
    slope: Floats,
    k: int,
    spread: Floats,
) -> NormalModel:
    """Make a model of alpha and beta, with ``slope`` the variance of beta over σ̂²."""
    mean = moments.mean_x[:, 0]
    fitted = (moments.count > k) & (rss > EXACT * moments.raw_yy) & np.isfinite(beta + slope)
    variance = np.where(fitted, rss / np.maximum(moments.count - k, 1), np.nan)
    unit = np.empty((len(beta), 2, 2))
    unit[:, 0, 0] = 1 / np.maximum(moments.count, 1) + mean**2 * slope
    unit[:, 0, 1] = unit[:, 1, 0] = -mean * slope
    unit[:, 1, 1] = slope
    return NormalModel(
        names=("alpha", "beta"),
        coefficients=np.column_stack([moments.mean_y - beta * mean, beta]),
        covariance=variance[:, None, None] * unit,
        variance=variance,
        centre=np.zeros(len(beta)),
        spread=spread,
        n_obs=moments.count,
        k=k,
        intercept=True,
        regressors=sample.market[:, None],
        least_squares=False,
    )

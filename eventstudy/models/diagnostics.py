"""How well the model fits one case's estimation window, by statsmodels.

The engine fits thousands of cases at once; here statsmodels fits the same regression for
one, so that what the page shows about residuals comes from the standard implementation.
"""

import numpy as np

from eventstudy.prices.panel import Floats

LJUNG_BOX_LAGS = 5
ARCH_LAGS = 5
HAC_LAGS = 5


def diagnostics(
    response: Floats, design: Floats, names: tuple[str, ...], root: Floats | None = None
) -> dict[str, float | None]:
    """Describe a fit: explanatory power, residuals, robust errors of the coefficients.

    Parameters
    ----------
    response : float, shape (T,)
        Estimation returns, less the model's offset; no missing values.
    design : float, shape (T, p)
        Columns of X; p is 0 where nothing is fitted.
    names : tuple of str
        Names of the coefficients.
    root : float, shape (T,), optional
        √g of returns over g sessions, by which response and design are divided.

    Returns
    -------
    dict of str to float or None
        ``r_squared``, ``adj_r_squared``, ``f_p``; of the residuals ``skewness``,
        ``kurtosis`` (3 if normal), ``jarque_bera_p``, ``durbin_watson``, ``ljung_box_p``
        (5 lags), ``arch_lm_p`` (5 lags); for each coefficient ``se_*``, ``t_*`` and the errors
        ``hc1_se_*``, ``hc3_se_*``, ``hac_se_*`` (Newey-West, 5 lags). The errors
        describe the coefficients and are no test of the event. None where undefined.
    """
    if not design.shape[1]:
        return _finite(_residual_figures(response - response.mean()))
    from statsmodels.regression.linear_model import OLS, WLS

    if root is None:
        fit = OLS(response, design, hasconst=True).fit()
    else:
        fit = WLS(response / root, design / root[:, None], root**2, hasconst=True).fit()
    figures = _residual_figures(np.asarray(fit.wresid))
    if design.shape[1] > 1:
        figures |= {
            "r_squared": float(fit.rsquared),
            "adj_r_squared": float(fit.rsquared_adj),
            "f_p": float(fit.f_pvalue),
        }
    robust = {
        "se": fit.bse,
        "t": fit.tvalues,
        "hc1_se": fit.HC1_se,
        "hc3_se": fit.HC3_se,
        "hac_se": fit.get_robustcov_results("HAC", maxlags=HAC_LAGS, use_correction=True).bse,
    }
    for kind, values in robust.items():
        figures |= {f"{kind}_{n}": float(v) for n, v in zip(names, values, strict=True)}
    return _finite(figures)


def _residual_figures(residuals: Floats) -> dict[str, float]:
    from scipy.special import chdtrc

    n = len(residuals)
    centred = residuals - residuals.mean()
    variance = np.mean(centred**2)
    skewness = np.mean(centred**3) / variance**1.5
    kurtosis = np.mean(centred**4) / variance**2
    jarque_bera = n / 6 * (skewness**2 + (kurtosis - 3) ** 2 / 4)
    return {
        "skewness": float(skewness),
        "kurtosis": float(kurtosis),
        "jarque_bera_p": float(chdtrc(2, jarque_bera)),
        "durbin_watson": float(np.sum(np.diff(residuals) ** 2) / np.sum(residuals**2)),
        "ljung_box_p": float(chdtrc(LJUNG_BOX_LAGS, _ljung_box(centred))),
        "arch_lm_p": float(chdtrc(ARCH_LAGS, _arch_lm(residuals))),
    }


def _ljung_box(centred: Floats) -> float:
    """Return Ljung & Box's (1978) Q over 5 lags; NaN for as few residuals."""
    if len(centred) <= LJUNG_BOX_LAGS:
        return np.nan
    n, total = len(centred), np.sum(centred**2)
    lags = np.arange(1, LJUNG_BOX_LAGS + 1)
    rho = np.array([np.sum(centred[lag:] * centred[:-lag]) / total for lag in lags])
    return float(n * (n + 2) * np.sum(rho**2 / (n - lags)))


def _arch_lm(residuals: Floats) -> float:
    """Return Engle's (1982) T·R² of squared residuals on 5 of their lags; NaN for few."""
    if len(residuals) <= 2 * ARCH_LAGS + 1:
        return np.nan  # the regression would fit whatever it is given
    squared = residuals**2
    lagged = np.lib.stride_tricks.sliding_window_view(squared[:-1], ARCH_LAGS)
    X = np.column_stack([np.ones(len(lagged)), lagged])
    y = squared[ARCH_LAGS:]
    rest = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    return float(len(y) * (1 - np.sum(rest**2) / np.sum((y - y.mean()) ** 2)))


def _finite(figures: dict[str, float]) -> dict[str, float | None]:
    return {k: v if np.isfinite(v) else None for k, v in figures.items()}

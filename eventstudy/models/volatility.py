"""Market models whose residual variance changes from day to day.

Parameters are estimated jointly by maximum likelihood with Student-t errors (by the package
``arch``, returns in percent) and then fixed. The variance of a window is filtered to the session
before it and forecast over it, so the window's own shocks never enter.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaln

from eventstudy.errors import InputError
from eventstudy.models.linear import ols
from eventstudy.models.normal import NormalModel, Sample, Volatility
from eventstudy.prices.panel import Floats
from eventstudy.returns import take_window

PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One converged fit, in percent: mean, variance recursion and its last state."""

    mean: Floats  # alpha, beta
    omega: float
    shock: float
    lean: float
    decay: float
    nu: float
    last: float  # conditional variance of the last observation


def garch(sample: Sample) -> NormalModel:
    """Fit a market model with GARCH(1,1) errors. Bollerslev (1986)."""
    return _fit_all(sample, "GARCH")


def egarch(sample: Sample) -> NormalModel:
    """Fit a market model with EGARCH(1,1,1) errors. Nelson (1991)."""
    return _fit_all(sample, "EGARCH")


def _fit_all(sample: Sample, kind: str) -> NormalModel:
    """Fit case by case; ``variance`` is NaN where the likelihood did not converge."""
    arch = _arch()
    start = ols(sample, ("alpha", "beta"), sample.market[:, None])
    y = take_window(sample.values, sample.security, sample.row, (sample.window[0], sample.ahead))
    x = take_window(sample.values, sample.market, sample.row, (sample.window[0], sample.ahead))
    estimation = sample.window[1] - sample.window[0] + 1
    n, ahead = len(sample), y.shape[1] - estimation
    b, conditional = np.full((n, 2), np.nan), np.full((n, ahead), np.nan)
    omega, decay, nu = np.full((3, n), np.nan)
    for i in np.flatnonzero(np.isfinite(start.variance)):
        fitted = _fit(arch, PERCENT * y[i, :estimation], PERCENT * x[i, :estimation], kind)
        if fitted is None:
            continue
        b[i] = fitted.mean / np.array([PERCENT, 1.0])
        residual = PERCENT * (y[i] - b[i, 0] - b[i, 1] * x[i])
        conditional[i] = _filtered(fitted, residual[estimation - 1 :], kind)
        omega[i], decay[i], nu[i] = *_forecasting(fitted, kind), fitted.nu
    own = y[:, :estimation] - b[:, :1] - b[:, 1:] * x[:, :estimation]
    squares = np.nansum(own**2, axis=1)
    converged = np.isfinite(b[:, 0])
    count = np.maximum(start.n_obs, 3)
    mean = np.nansum(own, axis=1) / count
    return NormalModel(
        names=("alpha", "beta"),
        coefficients=b,
        covariance=np.zeros((n, 2, 2)),
        variance=np.where(converged, squares / (count - 2), np.nan),
        centre=mean,
        spread=np.sqrt(squares / count - mean**2),
        n_obs=start.n_obs,
        k=2,
        intercept=True,
        regressors=start.regressors,
        least_squares=False,
        volatility=Volatility(
            sample.window[1] + 1, conditional, omega, decay, nu, logs=kind == "EGARCH"
        ),
    )


def _arch() -> Any:
    try:
        import arch
    except ImportError:
        raise InputError(
            'models garch and egarch need the package arch: pip install "market-event-study[garch]"'
        ) from None
    return arch


def _fit(arch: Any, y: Floats, x: Floats, kind: str) -> _Fitted | None:
    """Fit one case; None without convergence."""
    seen = np.isfinite(y) & np.isfinite(x)
    model = arch.arch_model(
        y[seen],
        x=x[seen, None],
        mean="LS",
        vol=kind,
        p=1,
        o=int(kind == "EGARCH"),
        q=1,
        dist="t",
        rescale=False,
    )
    result = model.fit(disp="off", show_warning=False)
    values = np.asarray(result.params, dtype=np.float64)
    if result.convergence_flag != 0 or not np.isfinite(values).all() or values[-1] <= 2:
        return None
    mean, (omega, shock, *middle, nu) = values[:2], values[2:]
    lean, decay = middle if kind == "EGARCH" else (0.0, middle[0])
    last = float(result.conditional_volatility[-1]) ** 2
    return _Fitted(mean, float(omega), float(shock), lean, float(decay), float(nu), last)


def _filtered(fitted: _Fitted, residual: Floats, kind: str) -> Floats:
    """Return each later session's variance given the sessions before it, as fractions squared.

    ``residual`` starts with the last estimation session. A missing session passes on its own
    expected variance.
    """
    variance, out = fitted.last, np.empty(len(residual) - 1)
    for at, shock in enumerate(residual[:-1]):
        z = shock / np.sqrt(variance) if np.isfinite(shock) else None
        variance = _next(fitted, variance, z, kind)
        out[at] = variance
    return out / PERCENT**2


def _next(fitted: _Fitted, variance: float, z: float | None, kind: str) -> float:
    if kind == "GARCH":
        square = 1.0 if z is None else z * z
        return fitted.omega + (fitted.shock * square + fitted.decay) * variance
    surprise = _expected_size(fitted.nu) if z is None else abs(z)
    lean = 0.0 if z is None else fitted.lean * z
    news = fitted.shock * (surprise - np.sqrt(2 / np.pi)) + lean
    return float(np.exp(fitted.omega + news + fitted.decay * np.log(variance)))


def _expected_size(nu: float) -> float:
    """Return E|z| of Student's t scaled to variance 1."""
    gammas = np.exp(gammaln((nu - 1) / 2) - gammaln(nu / 2))
    return float(np.sqrt((nu - 2) / np.pi) * gammas)


def _forecasting(fitted: _Fitted, kind: str) -> tuple[float, float]:
    """Return a and c of the forecast recursion h' = a + c h (of log h for EGARCH).

    In the units of fractions; for EGARCH the forecast is of the log variance.
    """
    if kind == "GARCH":
        return fitted.omega / PERCENT**2, fitted.shock + fitted.decay
    drift = fitted.omega + fitted.shock * (_expected_size(fitted.nu) - np.sqrt(2 / np.pi))
    return drift - 2 * np.log(PERCENT) * (1 - fitted.decay), fitted.decay

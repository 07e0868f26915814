"""Abnormal returns, their sums over a window, and the error of both.

The parameters are estimated once for a whole window, so their error is common to its days:
the variance of a CAR comes from the full covariance V = Σ + X* C X*', never from a sum of
daily variances.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eventstudy.models.normal import NormalModel
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, Kind, take_window

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AbnormalReturns:
    """Abnormal returns of n cases over a span of event time.

    Attributes
    ----------
    span : (int, int)
        First and last event time, both included; L2 sessions.
    actual, normal, abnormal : float, shape (n, L2)
        Decimal fractions; NaN where a return is missing.
    design : tuple of float arrays, each of shape (n, L2)
        Columns of X* after the intercept.
    model : NormalModel
    """

    span: Window
    actual: Floats
    normal: Floats
    abnormal: Floats
    design: tuple[Floats, ...]
    model: NormalModel

    def days(self, window: Window) -> slice:
        """Return the columns of a window inside the span."""
        return slice(window[0] - self.span[0], window[1] - self.span[0] + 1)


@dataclass(frozen=True, slots=True)
class Car:
    """Cumulative abnormal returns of n cases over one window.

    ``value`` and ``variance`` have shape (n,) and are NaN where a session of the window
    is missing; ``length`` is the window's number of sessions.
    """

    window: Window
    length: int
    value: Floats
    variance: Floats

    @property
    def se(self) -> Floats:
        """Prediction error of each CAR, shape (n,)."""
        return np.sqrt(self.variance)

    @property
    def standardised(self) -> Floats:
        """CAR over its prediction error (SCAR; SAR for one day), shape (n,)."""
        return self.value / np.sqrt(self.variance)


def abnormal_returns(
    values: Floats, security: Ints, row: Ints, model: NormalModel, span: Window
) -> AbnormalReturns:
    """Subtract the normal return: AR = R - offset - X* b.

    Parameters
    ----------
    values : float, shape (S, m)
        Table of returns and factors.
    security, row : int, shape (n,)
        Column and event row of each case.
    model : NormalModel
    span : (int, int)
        Event time to cover, both ends included.

    References
    ----------
    MacKinlay (1997), *Journal of Economic Literature* 35, 13-39.
    """
    actual = take_window(values, security, row, span)
    design = model.design(values, row, span)
    normal = np.zeros_like(actual)
    if model.offset is not None:
        normal += take_window(values, model.offset, row, span)
    if model.intercept:
        normal += model.coefficients[:, :1]
    for column, slope in zip(design, model.slopes.T, strict=True):
        normal += column * slope[:, None]
    return AbnormalReturns(span, actual, normal, actual - normal, design, model)


def residuals(
    values: Floats, security: Ints, row: Ints, model: NormalModel, window: Window
) -> Floats:
    """Return abnormal returns alone, over the estimation window or another: shape (n, L1)."""
    rest = take_window(values, security, row, window)
    if model.offset is not None:
        rest -= take_window(values, model.offset, row, window)
    if model.intercept:
        rest -= model.coefficients[:, :1]
    for column, b in zip(model.regressors.T, model.slopes.T, strict=True):
        part = take_window(values, column, row, window)
        part *= b[:, None]
        rest -= part
    return rest


def car(abnormal: AbnormalReturns, window: Window) -> Car:
    """Sum abnormal returns over a window, with the variance γ'Vγ.

    References
    ----------
    Campbell, Lo & MacKinlay (1997), *The Econometrics of Financial Markets*, ch. 4.
    """
    days = abnormal.days(window)
    value = abnormal.abnormal[:, days].sum(axis=1)
    length = window[1] - window[0] + 1
    sums = [column[:, days].sum(axis=1) for column in abnormal.design]
    model = abnormal.model
    if model.volatility is None:
        variance = length * model.variance
        _add_parameter_error(variance, model, float(length), sums)
    else:
        variance = model.volatility.forecast(window)
    return Car(window, length, value, np.where(np.isfinite(value), variance, np.nan))


def _add_parameter_error(
    variance: Floats, model: NormalModel, constant: float, columns: Sequence[Floats]
) -> None:
    """Add x'Cx to each case's fresh variance, x its sums (or its days) of the columns of X*."""
    terms: list[Any] = [constant, *columns] if model.intercept else list(columns)
    shape = (-1, *(1 for _ in variance.shape[1:]))
    for i, left in enumerate(terms):
        for j, right in enumerate(terms[: i + 1]):
            weight = ((1 + (i != j)) * model.covariance[:, i, j]).reshape(shape)
            variance += weight * right * left


def daily_variance(abnormal: AbnormalReturns) -> Floats:
    """Return the diagonal of V: the prediction variance of each AR, shape (n, L2)."""
    model = abnormal.model
    seen = np.isfinite(abnormal.abnormal)
    if model.volatility is not None:
        return np.where(seen, _conditional(abnormal), np.nan)
    variance = np.where(seen, model.variance[:, None], np.nan)
    _add_parameter_error(variance, model, 1.0, abnormal.design)
    return variance


def _conditional(abnormal: AbnormalReturns) -> Floats:
    """Return each session's variance given those before it; estimation days have the mean one."""
    path = abnormal.model.volatility
    variance = np.repeat(abnormal.model.variance[:, None], abnormal.abnormal.shape[1], axis=1)
    if path is not None:
        first, last = max(path.first, abnormal.span[0]), abnormal.span[1]
        days = slice(first - path.first, last - path.first + 1)
        variance[:, abnormal.days((first, last))] = path.conditional[:, days]
    return variance


def bhar(abnormal: AbnormalReturns, window: Window, kind: Kind) -> Floats:
    """Return the buy-and-hold abnormal return, Π(1 + R) - Π(1 + R̂), shape (n,).

    With log returns exp ΣR - exp ΣR̂. It has no standard error here.
    """
    days = abnormal.days(window)
    actual, normal = abnormal.actual[:, days], abnormal.normal[:, days]
    if kind == "log":
        return np.asarray(np.exp(actual.sum(axis=1)) - np.exp(normal.sum(axis=1)))
    return np.asarray((1 + actual).prod(axis=1) - (1 + normal).prod(axis=1))

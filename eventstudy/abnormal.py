"""Abnormal returns, their sums over a window, and the error of both.

The parameters are estimated once for a whole window, so their error is common to its days:
the variance of a CAR comes from the full covariance V = Σ + X* C X*', never from a sum of
daily variances.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eventstudy.models.gapped import sessions, starts_inside
from eventstudy.models.normal import Flags, NormalModel
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
    root : float, shape (n, L2), or None
        √g where a return covers g sessions, NaN where there is none; None where every return
        covers one. The other arrays hold the returns of all g sessions.
    """

    span: Window
    actual: Floats
    normal: Floats
    abnormal: Floats
    design: tuple[Floats, ...]
    model: NormalModel
    root: Floats | None = None

    @property
    def daily(self) -> Floats:
        """Abnormal returns of single sessions, shape (n, L2): NaN where one covers several."""
        if self.root is None:
            return self.abnormal
        return np.where(self.root == 1, self.abnormal, np.nan)

    def take(self, cases: slice) -> "AbnormalReturns":
        """Keep some of the cases."""
        return AbnormalReturns(
            span=self.span,
            actual=self.actual[cases],
            normal=self.normal[cases],
            abnormal=self.abnormal[cases],
            design=tuple(c[cases] for c in self.design),
            model=self.model.take(cases),
            root=None if self.root is None else self.root[cases],
        )

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
    root = None if model.unit is None else take_window(values, model.unit, row, span)
    if model.intercept:
        normal += model.coefficients[:, :1] * (1.0 if root is None else root)
    for column, slope in zip(design, model.slopes.T, strict=True):
        normal += column * slope[:, None]
    if root is None:
        return AbnormalReturns(span, actual, normal, actual - normal, design, model)
    whole = tuple(column * root for column in design)
    rest = (actual - normal) * root
    return AbnormalReturns(span, actual * root, normal * root, rest, whole, model, root)


def residuals(
    values: Floats, security: Ints, row: Ints, model: NormalModel, window: Window
) -> Floats:
    """Return abnormal returns alone, over the estimation window or another: shape (n, L1).

    Where returns cover g sessions they are divided by √g, and those that begin before the window
    are NaN.
    """
    rest = take_window(values, security, row, window)
    root = None if model.unit is None else take_window(values, model.unit, row, window)
    if model.offset is not None:
        rest -= take_window(values, model.offset, row, window)
    if model.intercept:
        rest -= model.coefficients[:, :1] * (1.0 if root is None else root)
    for column, b in zip(model.regressors.T, model.slopes.T, strict=True):
        part = take_window(values, column, row, window)
        part *= b[:, None]
        rest -= part
    return rest if root is None else np.where(starts_inside(root), rest, np.nan)


def car(abnormal: AbnormalReturns, window: Window) -> Car:
    """Sum abnormal returns over a window, with the variance γ'Vγ.

    Where a return covers several sessions the sum is known if the returns cover the window
    exactly; one that crosses its edge makes it NaN.

    References
    ----------
    Campbell, Lo & MacKinlay (1997), *The Econometrics of Financial Markets*, ch. 4.
    """
    days = abnormal.days(window)
    length = window[1] - window[0] + 1
    value, *sums = (_summed(abnormal, x, days) for x in (abnormal.abnormal, *abnormal.design))
    model = abnormal.model
    if model.volatility is None:
        variance = length * model.variance
        _add_parameter_error(variance, model, float(length), sums)
    else:
        variance = model.volatility.forecast(window)
    return Car(window, length, value, np.where(np.isfinite(value), variance, np.nan))


def _summed(abnormal: AbnormalReturns, values: Floats, days: slice) -> Floats:
    """Sum over the days of a window; NaN unless the returns cover it exactly."""
    if abnormal.root is None:
        return np.asarray(values[:, days].sum(axis=1))
    root = abnormal.root[:, days]
    return np.where(covers(root), np.nansum(values[:, days], axis=1), np.nan)


def covers(root: Floats) -> Flags:
    """Tell which cases' returns cover a window from edge to edge, shape (n,).

    Parameters
    ----------
    root : float, shape (n, L)
        √g of each session of the window.
    """
    inside = np.where(starts_inside(root), sessions(root), 0.0)
    return np.asarray(inside.sum(axis=1) == root.shape[1])


def _add_parameter_error(
    variance: Floats, model: NormalModel, constant: Any, columns: Sequence[Floats]
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
    g = 1.0 if abnormal.root is None else sessions(abnormal.root)
    variance = np.where(seen, g * model.variance[:, None], np.nan)
    _add_parameter_error(variance, model, g, abnormal.design)
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
    if abnormal.root is not None:
        within = covers(abnormal.root[:, days])[:, None]
        idle = within & ~np.isfinite(actual)
        actual = np.where(idle, 0.0, np.where(within, actual, np.nan))
        normal = np.where(idle, 0.0, np.where(within, normal, np.nan))
    if kind == "log":
        return np.asarray(np.exp(actual.sum(axis=1)) - np.exp(normal.sum(axis=1)))
    return np.asarray((1 + actual).prod(axis=1) - (1 + normal).prod(axis=1))

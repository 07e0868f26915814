"""What a normal-return model is: a fitted expectation with its uncertainty, by case."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, take_window

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """Estimation observations of n cases, as windows of the columns of one table.

    Attributes
    ----------
    values : float, shape (S, m)
        Returns and factors; NaN where missing.
    security, market : int, shape (n,)
        Columns of the security and of its benchmark.
    row : int, shape (n,)
        Row of the event day.
    window : (int, int)
        Estimation window in event time, both ends included.
    factors : int, shape (n, q), or None
        Columns of the factors, in the order of the model's coefficients.
    factor_names : tuple of str
        What the coefficients are called.
    riskless : int, shape (n,), or None
        Column of the riskless return.
    ahead : int
        Last event time for which a variance may be asked.
    unit : int, shape (n,), or None
        Column of √g where returns cover g sessions; all other columns are then divided by it.
    """

    values: Floats
    security: Ints
    market: Ints
    row: Ints
    window: tuple[int, int]
    factors: Ints | None = None
    factor_names: tuple[str, ...] = ()
    riskless: Ints | None = None
    ahead: int = 0
    unit: Ints | None = None

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class Volatility:
    """Residual variances that change from day to day.

    Attributes
    ----------
    first : int
        Event time of the first column of ``conditional``.
    conditional : float, shape (n, D)
        Variance of each session given those before it.
    constant, decay : float, shape (n,)
        Forecast recursion h' = constant + decay h.
    nu : float, shape (n,)
        Degrees of freedom of the standardised Student errors.
    logs : bool
        Whether the recursion is one of log h.
    """

    first: int
    conditional: Floats
    constant: Floats
    decay: Floats
    nu: Floats
    logs: bool

    def take(self, cases: Ints | slice) -> "Volatility":
        """Keep some of the cases."""
        return replace(
            self,
            conditional=self.conditional[cases],
            constant=self.constant[cases],
            decay=self.decay[cases],
            nu=self.nu[cases],
        )

    def forecast(self, window: tuple[int, int]) -> Floats:
        """Sum the variances forecast over a window from the session before it, shape (n,)."""
        h = self.conditional[:, window[0] - self.first]
        state, total = np.log(h) if self.logs else h, h.copy()
        for _ in range(window[1] - window[0]):
            state = self.constant + self.decay * state
            total += np.exp(state) if self.logs else state
        return total


@dataclass(frozen=True, slots=True)
class NormalModel:
    """A fitted expectation: R̂ = offset + X b.

    Attributes
    ----------
    names : tuple of str
        Names of the coefficients, such as ``("alpha", "beta")``.
    coefficients : float, shape (n, p)
    covariance : float, shape (n, p, p)
        Of the coefficients as used in prediction.
    variance : float, shape (n,)
        Residual variance; NaN where the model cannot be fitted.
    centre, spread : float, shape (n,)
        Mean and standard deviation (divisor T_i) of R - R̂ over the estimation window.
    n_obs : int, shape (n,)
        Estimation observations T_i.
    k : int
        Fitted coefficients counted in every number of degrees of freedom.
    intercept : bool
        Whether the first column of X is ones.
    regressors : int, shape (n, q)
        Columns of the table that are the other columns of X.
    offset : int, shape (n,), or None
        Column taken from the return before anything is fitted.
    least_squares : bool
        Whether ordinary least squares on X gives these coefficients.
    volatility : Volatility or None
        For models whose variance changes; the parameters' own error is then left out.
    unit : int, shape (n,), or None
        Column of √g where returns cover g sessions: the table then holds returns and
        regressors over √g, and the first column of X is √g.
    """

    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    variance: Floats
    centre: Floats
    spread: Floats
    n_obs: Ints
    k: int
    intercept: bool
    regressors: Ints
    offset: Ints | None = None
    least_squares: bool = True
    volatility: Volatility | None = None
    unit: Ints | None = None

    @property
    def df(self) -> Ints:
        """T_i - k, shape (n,)."""
        return self.n_obs - self.k

    @property
    def slopes(self) -> Floats:
        """Coefficients of the regressors, shape (n, q)."""
        return self.coefficients[:, int(self.intercept) :]

    def take(self, cases: Ints | slice) -> "NormalModel":
        """Keep some of the cases."""
        return replace(
            self,
            coefficients=self.coefficients[cases],
            covariance=self.covariance[cases],
            variance=self.variance[cases],
            centre=self.centre[cases],
            spread=self.spread[cases],
            n_obs=self.n_obs[cases],
            regressors=self.regressors[cases],
            offset=None if self.offset is None else self.offset[cases],
            volatility=None if self.volatility is None else self.volatility.take(cases),
            unit=None if self.unit is None else self.unit[cases],
        )

    def design(self, values: Floats, row: Ints, window: tuple[int, int]) -> tuple[Floats, ...]:
        """Return the columns of X after the intercept over a window, each of shape (n, L)."""
        return tuple(take_window(values, column, row, window) for column in self.regressors.T)

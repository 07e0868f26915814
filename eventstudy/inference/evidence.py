"""What the many-case tests see: arrays by case and window, and additive sums.

Estimation residuals never outlive the chunk that made them. What tests need of them is kept
as sums over *cells*: the cases that share an event day and the same missing sessions. A
million cases on a few thousand days are a few thousand cells.
"""

from dataclasses import dataclass

import numpy as np

from eventstudy.abnormal import Window
from eventstudy.models.normal import Flags
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

BLOCK = 1 << 13  # values that stay in a processor's cache
FLAT = 1e-13  # a spread this small beside the mean is rounding


@dataclass(frozen=True, slots=True)
class Options:
    """What a test may be told: level, draws and seed, and which correlation it corrects for."""

    alpha: float = 0.05
    seed: int = 0
    draws: int = 9999
    correlation: str = "overlap"


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums over the cases of one event day with the same missing estimation sessions.

    Attributes
    ----------
    row : int, shape (C,)
        Event row, ascending.
    count : float, shape (C,)
        Cases.
    seen : bool, shape (C, L1)
        Estimation sessions that the cell's cases have.
    residual, z : float, shape (C, L1)
        Sum of residuals, and of residuals standardised over their own window (divisor T_i);
        0 where missing.
    abnormal : float, shape (C, L2)
        Sum of abnormal returns over the span; NaN where a case misses one.
    variance, n_obs : float, shape (C,)
        Sums of residual variances and of estimation observations.
    """

    row: Ints
    count: Floats
    seen: Flags
    residual: Floats
    z: Floats
    abnormal: Floats
    variance: Floats
    n_obs: Floats


@dataclass(frozen=True, slots=True)
class RankSums:
    """Sums over cases of centred ranks U = K/(1 + M) - 1/2, by session.

    Attributes
    ----------
    corrado, zivney : float, shape (L1 + L2,)
        Ranks of residuals and abnormal returns; and of the same after standardising, event
        days by their cross-sectional spread too.
    count : float, shape (L1 + L2,)
        Cases with a return on that session.
    grank : float, shape (W, L1 + 1)
        Ranks of standardised residuals with one window's score as the last value.
    """

    corrado: Floats
    zivney: Floats
    grank: Floats
    count: Floats


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, mean, standard deviation (n - 1) and Σ((x - mean)/sd)³ of each window's values."""

    n: int
    mean: Floats
    sd: Floats
    cubes: Floats


@dataclass(frozen=True, slots=True)
class Shifts:
    """Sums of standardised residual sums over cases, at every position of the estimation window.

    Attributes
    ----------
    count, total, squares : float, shape (T - L + 1,)
        Of Σ_L ε̂/(σ̂√L) over the cases that have all L sessions there.
    """

    count: Floats
    total: Floats
    squares: Floats


@dataclass(frozen=True, slots=True)
class Portfolio:
    """On each date, the cases whose window of some length holds it.

    Attributes
    ----------
    count : float, shape (D,)
    sd : float, shape (D,)
        Standard deviation of their mean residual on their common estimation dates.
    df : float, shape (D,)
    """

    count: Floats
    sd: Floats
    df: Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tests need of cases that are observed in every window they are asked about.

    Attributes
    ----------
    estimation, span : (int, int)
        Estimation window, and event time covered by ``cells.abnormal``.
    windows : tuple of (int, int)
        W windows: each day of the span, then the CAR windows.
    car, score : float, shape (n, W)
        CAR, and CAR over its prediction error; NaN in windows that are not asked about.
    row : int, shape (n,)
        Event rows.
    closest : int
        Sessions between the two cases that are closest in time; very large with one case.
    variance, n_obs : float, shape (n,)
        Residual variance, estimation observations.
    positive : float, shape (n,), or None
        Share of positive residuals; only where ``generalized_sign`` was asked for.
    k : int
        Coefficients counted in every df.
    cells : Cells
    ranks : RankSums or None
    shifts : dict of int to Shifts
        By window length; only where ``permutation`` was asked for.
    portfolios : dict of int to Portfolio
        By window length; only where ``calendar_time_portfolio`` was asked for.
    pairs : float, shape (D,)
        Sum of correlations over the pairs of cases whose event days are 0, 1, … D - 1 sessions
        apart; one sum over all pairs for ``event_time``; empty where nothing asks.
    patell_error : float
        √Σ(T_i - k)/(T_i - k - 2); NaN where a case has too few observations.
    rank_error : float
        √Σ T_i/(12(T_i + 2)), of the sum of the cases' ranks if they are independent.
    means : float, shape (T,)
        Mean residual at each event time of the estimation window that has any.
    """

    estimation: Window
    span: Window
    windows: tuple[Window, ...]
    car: Floats
    score: Floats
    car_moments: Moments
    score_moments: Moments
    row: Ints
    closest: int
    variance: Floats
    n_obs: Ints
    positive: Floats | None
    k: int
    cells: Cells
    ranks: RankSums | None
    shifts: dict[int, Shifts]
    portfolios: dict[int, Portfolio]
    pairs: Floats
    patell_error: float
    rank_error: float
    means: Floats
    options: Options

    def __len__(self) -> int:
        return len(self.row)

    def length(self, at: int) -> int:
        """Return the number of sessions in a window."""
        return self.windows[at][1] - self.windows[at][0] + 1

    def overlap(self, at: int) -> str:
        """Say how the cases' windows share sessions: ``none``, ``some`` or ``one_date``."""
        if len(self) < 2 or self.cells.row[0] == self.cells.row[-1]:
            return "one_date" if len(self) > 1 else "none"
        return "some" if self.closest < self.length(at) else "none"


def moments(values: Floats) -> Moments:
    """Return the moments of each column of values, shape (n, W); NaN where one is missing."""
    columns = [_column_moments(column) for column in values.T]
    mean, sd, cubes = np.array(columns).reshape(-1, 3).T
    return Moments(len(values), mean, sd, cubes)


def _column_moments(column: Floats) -> tuple[float, float, float]:
    n = len(column)
    mean = float(column.mean())
    squares = cubes = 0.0
    for start in range(0, n, BLOCK):
        centred = column[start : start + BLOCK] - mean
        squared = centred * centred
        squares += float(squared.sum())
        cubes += float(squared @ centred)
    sd = float(np.sqrt(squares / max(n - 1, 1)))
    if sd <= FLAT * abs(mean):
        return mean, 0.0, np.nan
    return mean, sd, cubes / sd**3

"""Tests for one case: one security, one event, one window.

There is nothing to average, so each test compares the window with this security's own
ordinary days. Every rank p is (1 + count) / (1 + n): it has a floor, which is carried along.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from eventstudy.abnormal import AbnormalReturns, Window
from eventstudy.inference.result import HypothesisTest, NotApplicable, Outcome
from eventstudy.models.gapped import starts_inside
from eventstudy.names import TESTS
from eventstudy.prices.panel import Floats

EWMA_DECAY = 0.94
EWMA_START = 30


@dataclass(frozen=True, slots=True)
class SingleCase:
    """One case from the first estimation session to the last event session.

    Attributes
    ----------
    first : int
        Event time of the first row.
    estimation : (int, int)
    response : float, shape (D,)
        What the model explains: the return, less the model's offset.
    design : float, shape (D, p)
        Columns of X; p is 0 where nothing is fitted.
    abnormal : float, shape (D,)
        Residuals in the estimation window, abnormal returns after it; NaN where missing.
    df : int
        T - k of the model.
    nu : float or None
        Degrees of freedom of standardised Student errors, for volatility models.
    """

    first: int
    estimation: Window
    response: Floats
    design: Floats
    abnormal: Floats
    df: int
    nu: float | None = None

    def rows(self, window: Window) -> slice:
        """Return the rows of a window."""
        return slice(window[0] - self.first, window[1] - self.first + 1)

    @property
    def residuals(self) -> Floats:
        """Estimation residuals, shape (L1,), NaN where missing."""
        return self.abnormal[self.rows(self.estimation)]


def single_case(abnormal: AbnormalReturns, at: int, estimation: Window) -> SingleCase:
    """Take one case out of a batch whose span starts with the estimation window.

    Where returns cover g sessions everything is divided by √g, so that a value has the variance
    of one session.
    """
    model, rest = abnormal.model, abnormal.abnormal[at]
    first = np.ones_like(rest) if abnormal.root is None else abnormal.root[at]
    columns = [c[at] if abnormal.root is None else c[at] / first for c in abnormal.design]
    if abnormal.root is not None:
        rest = np.where(starts_inside(first[None])[0], rest / first, np.nan)
    explained = [*([first] if model.intercept else []), *columns]
    X = np.column_stack(explained) if explained else np.zeros((len(rest), 0))
    return SingleCase(
        first=abnormal.span[0],
        estimation=estimation,
        response=rest + X @ model.coefficients[at],
        design=X,
        abnormal=rest,
        df=int(model.df[at]),
        nu=None if model.volatility is None else float(model.volatility.nu[at]),
    )


@dataclass(frozen=True, slots=True)
class WindowCar:
    """A case's CAR over one window and its prediction error."""

    window: Window
    value: float
    se: float

    @property
    def length(self) -> int:
        """Sessions in the window."""
        return self.window[1] - self.window[0] + 1


def t(case: SingleCase, car: WindowCar) -> Outcome:
    """Divide the CAR by its prediction error; Student's t with T - k degrees of freedom.

    References
    ----------
    Campbell, Lo & MacKinlay (1997), *The Econometrics of Financial Markets*, ch. 4.
    """
    statistic = car.value / car.se
    law = reference(case, car.length)
    return HypothesisTest(
        name="t",
        null="the cumulative abnormal return is zero; residuals are normal",
        statistic=statistic,
        p_value=float(2 * stdtr(law.df, -abs(statistic) * law.scale)),
        n=int(np.isfinite(case.residuals).sum()),
        distribution=law.name,
        df=law.df if np.isfinite(law.df) else None,
        source=TESTS["t"].source,
    )


@dataclass(frozen=True, slots=True)
class Reference:
    """Student's t with ``df`` degrees of freedom, of the statistic times ``scale``."""

    name: str
    df: float
    scale: float

    def quantile(self, p: float) -> float:
        """Return the quantile of the statistic itself."""
        return float(stdtrit(self.df, p)) / self.scale


def reference(case: SingleCase, length: int) -> Reference:
    """Return the distribution of CAR over its error without an effect.

    Student's t with T - k degrees of freedom. For volatility models Student's t scaled to variance
    1 on one day, normal over several.
    """
    if case.nu is None:
        return Reference(f"t({case.df})", case.df, 1.0)
    if length == 1:
        return Reference(f"standardised t({case.nu:.2f})", case.nu, _to_student(case.nu))
    return Reference("N(0,1)", np.inf, 1.0)


def _to_student(nu: float) -> float:
    return float(np.sqrt(nu / (nu - 2)))


def sample_quantile(case: SingleCase, car: WindowCar) -> Outcome:
    """Rank |CAR| among all stretches of the same length in the estimation window.

    ``statistic`` is the rank, 1 = most extreme. Sums of several sessions overlap, so beyond
    one session the p-value is approximate (about T/L independent sums). No stretch
    crosses a missing session.

    References
    ----------
    Gelbach, Helland & Klick (2013), *American Law and Economics Review* 15(2), 495-541;
    Andrews (2003), *Econometrica* 71(6), 1661-1694.
    """
    sums = stretches(case.residuals, car.length)
    if not len(sums):
        return NotApplicable("sample_quantile", _no_stretch(car.length))
    count, n = int((np.abs(sums) >= abs(car.value)).sum()), len(sums)
    beyond = sums <= car.value if car.value < 0 else sums >= car.value
    return HypothesisTest(
        name="sample_quantile",
        null="the window is an ordinary stretch of the estimation window",
        statistic=1 + count,
        p_value=(1 + count) / (1 + n),
        n=n,
        distribution="ranks",
        floor=1 / (1 + n),
        source=TESTS["sample_quantile"].source,
        details={
            "rank": 1 + count,
            "of": 1 + n,
            "one_tailed_p": (1 + int(beyond.sum())) / (1 + n),
            "sums": n,
            "independent_sums": n // car.length,
        },
    )


def conformal(case: SingleCase, car: WindowCar) -> Outcome:
    """Refit with the window's days as if nothing happened, and rank the window's residuals.

    The comparison is with every cyclic block of L residuals, the window itself included;
    exact if residuals are exchangeable.

    References
    ----------
    Chernozhukov, Wüthrich & Zhu (2021), *JASA* 116, 1849-1864.
    """
    if not np.isfinite(case.abnormal[case.rows(car.window)]).all():
        return NotApplicable("conformal", "a return of the window covers several sessions")
    rows = np.r_[case.rows(case.estimation), case.rows(car.window)]
    rows = rows[np.isfinite(case.abnormal[rows])]
    residuals = _refitted(case.response[rows], case.design[rows])
    length = car.length
    around = np.concatenate([residuals, residuals[: length - 1]])
    blocks = np.abs(np.convolve(around, np.ones(length), "valid"))
    own = blocks[len(residuals) - length]
    count, n = int((blocks >= own * (1 - 1e-12)).sum()), len(blocks)
    return HypothesisTest(
        name="conformal",
        null="the window's residuals are exchangeable with the estimation window's",
        statistic=count,
        p_value=count / n,
        n=n,
        distribution="ranks",
        floor=1 / n,
        source=TESTS["conformal"].source,
        details={"rank": count, "of": n, "blocks": n},
    )


def _refitted(response: Floats, design: Floats) -> Floats:
    if not design.shape[1]:
        return response
    coefficients = np.linalg.lstsq(design, response, rcond=None)[0]
    return np.asarray(response - design @ coefficients)


def scaled_quantile(case: SingleCase, car: WindowCar) -> Outcome:
    """Rank the CAR among ordinary stretches, each in units of the volatility before it.

    The variance is exponentially weighted (decay 0.94) over estimation and gap sessions,
    started on the first 30 (which are then left out) and frozen before the window and
    before each stretch. Stretches lie in the estimation window and in the gap after it,
    whose abnormal returns are out of sample.

    References
    ----------
    After Gelbach, Helland & Klick (2013); RiskMetrics (1996) for the weights.
    """
    before = case.abnormal[case.rows((case.estimation[0], car.window[0] - 1))]
    before = before[np.flatnonzero(np.isfinite(before)).min(initial=len(before)) :]
    if np.isfinite(before).sum() < EWMA_START + car.length:
        return NotApplicable("scaled_quantile", _no_stretch(car.length))
    scale = ewma_before(before)
    sums = _stretch_sums(before, car.length)[EWMA_START:]
    root = np.sqrt(car.length)
    ordinary = sums / (scale[EWMA_START : EWMA_START + len(sums)] * root)
    ordinary = ordinary[np.isfinite(ordinary)]
    own = car.value / (scale[-1] * root)
    count, n = int((np.abs(ordinary) >= abs(own)).sum()), len(ordinary)
    return HypothesisTest(
        name="scaled_quantile",
        null="the window is an ordinary stretch, given the volatility before it",
        statistic=1 + count,
        p_value=(1 + count) / (1 + n),
        n=n,
        distribution="ranks",
        floor=1 / (1 + n),
        source=TESTS["scaled_quantile"].source,
        details={
            "rank": 1 + count,
            "of": 1 + n,
            "scaled_car": float(own),
            "volatility_before": float(scale[-1]),
            "volatility_usual": float(np.sqrt(np.nanmean(before**2))),
        },
    )


def ewma_before(abnormal: Floats) -> Floats:
    """Return the volatility known before each session, and after the last: shape (D + 1,).

    NaN for the sessions that start the average; a missing session leaves it unchanged.
    """
    seen = np.isfinite(abnormal)
    start = int(np.flatnonzero(seen)[EWMA_START - 1]) + 1
    variance = float(np.mean(abnormal[:start][seen[:start]] ** 2))
    scale = np.full(len(abnormal) + 1, np.nan)
    scale[start] = variance
    for row in range(start, len(abnormal)):
        if seen[row]:
            variance = EWMA_DECAY * variance + (1 - EWMA_DECAY) * float(abnormal[row]) ** 2
        scale[row + 1] = variance
    return np.asarray(np.sqrt(scale))


def stretches(values: Floats, length: int) -> Floats:
    """Sum every run of ``length`` successive values that misses none."""
    sums = _stretch_sums(values, length)
    return sums[np.isfinite(sums)]


def _stretch_sums(values: Floats, length: int) -> Floats:
    if len(values) < length:
        return np.empty(0)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(values, length).sum(axis=1))


def _no_stretch(length: int) -> str:
    return f"the estimation window holds no complete stretch of {length} sessions to compare with"

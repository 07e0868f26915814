"""Parametric tests of a mean abnormal return over many cases, day and window alike."""

import numpy as np

from eventstudy.inference.correlation import mean_correlation
from eventstudy.inference.evidence import BLOCK, Evidence
from eventstudy.inference.portfolio import window_sums
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.inference.say import no_spread, normal, student, too_few
from eventstudy.prices.panel import Floats

MEAN_CAR = "the mean cumulative abnormal return is zero"
MEAN_SCORE = "the mean standardised abnormal return is zero"
ROUNDING = 1e-13


def cross_sectional_t(evidence: Evidence, at: int) -> Outcome:
    """Divide the mean CAR by its cross-sectional error. Brown & Warner (1980)."""
    name, m = "cross_sectional_t", evidence.car_moments
    if few := too_few(name, evidence, 2):
        return few
    if not m.sd[at]:
        return no_spread(name)
    return student(name, MEAN_CAR, m.mean[at] / m.sd[at] * np.sqrt(m.n), m.n - 1, evidence, at)


def patell_z(evidence: Evidence, at: int) -> float:
    """Return ΣS/√Σ(T_i - k)/(T_i - k - 2), NaN if a case has too few observations."""
    return float(evidence.score_moments.mean[at] * len(evidence) / evidence.patell_error)


def patell(evidence: Evidence, at: int) -> Outcome:
    """Sum standardised abnormal returns, independent and with unchanged variance.

    Patell (1976); over a window the score is the CAR over its own prediction error
    (Mikkelson & Partch 1988).
    """
    few = too_few("patell", evidence, 2)
    return few or normal("patell", MEAN_SCORE, patell_z(evidence, at), evidence, at)


def adjusted_patell(evidence: Evidence, at: int) -> Outcome:
    """Correct Patell's z for correlation between cases. Kolari & Pynnönen (2010)."""
    name = "adjusted_patell"
    if few := too_few(name, evidence, 2):
        return few
    inflation = 1 + (len(evidence) - 1) * mean_correlation(evidence, at)
    if inflation <= 0:
        return _no_correction(name)
    return normal(name, MEAN_SCORE, patell_z(evidence, at) / np.sqrt(inflation), evidence, at)


def bmp(evidence: Evidence, at: int) -> Outcome:
    """Divide the mean score by its cross-sectional error, so event-induced variance is allowed.

    Boehmer, Musumeci & Poulsen (1991).
    """
    name, m = "bmp", evidence.score_moments
    if few := too_few(name, evidence, 2):
        return few
    if not m.sd[at]:
        return no_spread(name)
    return student(name, MEAN_SCORE, m.mean[at] / m.sd[at] * np.sqrt(m.n), m.n - 1, evidence, at)


def kp_bmp(evidence: Evidence, at: int) -> Outcome:
    """Correct BMP for correlation between cases. Kolari & Pynnönen (2010)."""
    name, m = "kp_bmp", evidence.score_moments
    if few := too_few(name, evidence, 2):
        return few
    if not m.sd[at]:
        return no_spread(name)
    r = mean_correlation(evidence, at)
    inflation = 1 + (m.n - 1) * r
    if inflation <= 0 or r >= 1:
        return _no_correction(name)
    raw = m.mean[at] / m.sd[at] * np.sqrt(m.n)
    return student(name, MEAN_SCORE, raw * np.sqrt((1 - r) / inflation), m.n - 1, evidence, at)


def _no_correction(name: str) -> NotApplicable:
    return NotApplicable(
        name, "the mean correlation between cases leaves no positive variance of the mean"
    )


def crude_dependence_1985(evidence: Evidence, at: int) -> Outcome:
    """Take the error from the time series of mean residuals, which holds their correlation.

    Brown & Warner (1985).
    """
    name = "crude_dependence_1985"
    if few := too_few(name, evidence, 2):
        return few
    means = evidence.means
    if len(means) < 2 or not np.ptp(means):
        return no_spread(name)
    error = np.sqrt(evidence.length(at)) * means.std(ddof=1)
    statistic = evidence.car_moments.mean[at] / error
    return student(name, MEAN_CAR, statistic, len(means) - 1, evidence, at)


def crude_dependence_1980(evidence: Evidence, at: int) -> Outcome:
    """Take the error from the cases' own variances; despite the id, as if independent.

    Brown & Warner (1980).
    """
    name = "crude_dependence_1980"
    if few := too_few(name, evidence, 2):
        return few
    error = np.sqrt(evidence.length(at) * evidence.variance.sum()) / len(evidence)
    return normal(name, MEAN_CAR, evidence.car_moments.mean[at] / error, evidence, at)


def skewness_adjusted_t(evidence: Evidence, at: int) -> Outcome:
    """Transform t so that skewness no longer biases it. Hall (1992)."""
    name, m = "skewness_adjusted_t", evidence.car_moments
    if few := too_few(name, evidence, 3):
        return few
    if not m.sd[at]:
        return no_spread(name)
    n, q = m.n, m.mean[at] / m.sd[at]
    g = n / ((n - 1) * (n - 2)) * m.cubes[at]
    statistic = np.sqrt(n) * (q + g * q**2 / 3 + g**2 * q**3 / 27 + g / (6 * n))
    return normal(name, MEAN_CAR, statistic, evidence, at)


def jackknife(evidence: Evidence, at: int) -> Outcome:
    """Jackknife the standardised mean score. After Giaccotto & Sfiridis (1996)."""
    name, m = "jackknife", evidence.score_moments
    if few := too_few(name, evidence, 3):
        return few
    if not m.sd[at]:
        return no_spread(name)
    total, squares, flat = _pseudo_values(evidence.score[:, at], m.mean[at], m.sd[at])
    if flat:
        return NotApplicable(name, "without one case the others do not differ")
    mean = total / m.n
    sd = np.sqrt((squares - m.n * mean**2) / (m.n - 1))
    return student(name, MEAN_SCORE, mean / sd * np.sqrt(m.n), m.n - 1, evidence, at)


def _pseudo_values(score: Floats, mean: float, sd: float) -> tuple[float, float, bool]:
    """Return the sum and sum of squares of J_i = nθ - (n - 1)θ₍₋ᵢ₎, θ = mean/sd.

    Leaving one out changes mean and variance by closed formulas; the flag says that some n - 1
    cases do not differ.
    """
    n, total, squares = len(score), 0.0, 0.0
    for start in range(0, n, BLOCK):
        centred = score[start : start + BLOCK] - mean
        spread = ((n - 1) * sd**2 - centred * centred * (n / (n - 1))) / (n - 2)
        if (spread <= ROUNDING * sd**2).any():
            return 0.0, 0.0, True
        pseudo = n * mean / sd - (n - 1) * (mean - centred / (n - 1)) / np.sqrt(spread)
        total += float(pseudo.sum())
        squares += float(pseudo @ pseudo)
    return total, squares, False


def calendar_time_portfolio(evidence: Evidence, at: int) -> Outcome:
    """Test the portfolio of cases in their window, one observation a date.

    On each date the equal-weighted abnormal return of the cases then in their window over
    the standard deviation of the same portfolio's residuals on its common estimation dates;
    under 60 common dates the cases' own variances stand in. Jaffe (1974), Mandelker (1974).
    """
    name = "calendar_time_portfolio"
    if few := too_few(name, evidence, 2):
        return few
    first, last = evidence.windows[at]
    held = evidence.portfolios[last - first + 1]
    value = window_sums(evidence, first, last)
    live = held.count > 0
    df = held.df[live]
    if not np.isfinite(value[live]).all():
        return NotApplicable(name, "a return of the window covers several sessions")
    if (df <= 2).any() or not held.sd[live].all():
        return NotApplicable(name, "too few common estimation dates for a variance")
    scores = value[live] / held.count[live] / held.sd[live]
    statistic = scores.sum() / np.sqrt((df / (df - 2)).sum())
    return normal(
        name, "the portfolio's abnormal return is zero on every date", statistic, evidence, at
    )

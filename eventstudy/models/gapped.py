"""Least squares on returns that cover unequal numbers of sessions.

A return over g sessions has g times the variance, so it enters divided by √g, and so do its
regressors: R/√g = α√g + βR_m/√g + ε. The table holds the divided columns and one of √g. Sums are
taken from each case's own observations. A return that reaches back before the window is left out.

References
----------
Maynes & Rumsey (1993), *Journal of Banking & Finance* 17(1), 145-157.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from eventstudy.models.linear import EXACT, SINGULAR
from eventstudy.models.normal import Flags, NormalModel, Sample
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, take_window

CHUNK = 4096  # cases whose observations are held at a time


def starts_inside(root: Floats) -> Flags:
    """Tell which returns begin within a window.

    Parameters
    ----------
    root : float, shape (n, L)
        √g of each session of the window; NaN where there is no return.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(sessions(root) <= np.arange(1, root.shape[1] + 1))


def sessions(root: Floats) -> Floats:
    """Return g, the sessions that each return covers, from its root; NaN where there is none."""
    return np.rint(root**2)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Weighted sums of a chunk of cases: about the means a session, and the residuals they leave.

    ``weight`` is Σg, ``mean_y`` and ``mean_x`` are a session's means.
    """

    count: Ints
    weight: Floats
    mean_y: Floats
    mean_x: Floats
    slopes: Floats
    inverse: Floats
    regular: Flags
    rss: Floats
    raw: Floats
    centre: Floats
    spread: Floats


def ols(
    sample: Sample, names: tuple[str, ...], regressors: Ints, offset: Ints | None = None
) -> NormalModel:
    """Fit an intercept and regressors by weighted least squares, as ``linear.ols`` otherwise."""
    sums = _summed(sample, regressors, offset)
    k = regressors.shape[1] + 1
    fitted = sums.regular & (sums.count > k) & (sums.rss > EXACT * sums.raw)
    variance = np.where(fitted, sums.rss / np.maximum(sums.count - k, 1), np.nan)
    alpha = sums.mean_y - np.einsum("ni,ni->n", sums.slopes, sums.mean_x)
    return NormalModel(
        names=names,
        coefficients=np.column_stack([alpha, sums.slopes]),
        covariance=variance[:, None, None] * _with_intercept(sums),
        variance=variance,
        centre=sums.centre,
        spread=sums.spread,
        n_obs=sums.count,
        k=k,
        intercept=True,
        regressors=np.asarray(regressors),
        offset=offset,
        unit=sample.unit,
    )


def nothing_fitted(sample: Sample, offset: Ints | None = None) -> NormalModel:
    """Take the return itself (less an offset) as abnormal, as ``linear.nothing_fitted``."""
    none = np.zeros((len(sample), 0), dtype=np.int64)
    sums = _summed(sample, none, offset, fitted=False)
    usable = (sums.count > 1) & (sums.rss > EXACT * sums.raw)
    variance = np.where(usable, sums.rss / np.maximum(sums.count - 1, 1), np.nan)
    return NormalModel(
        names=(),
        coefficients=np.zeros((len(sample), 0)),
        covariance=np.zeros((len(sample), 0, 0)),
        variance=variance,
        centre=sums.centre,
        spread=sums.spread,
        n_obs=sums.count,
        k=1,
        intercept=False,
        regressors=none,
        offset=offset,
        unit=sample.unit,
    )


def _summed(sample: Sample, regressors: Ints, offset: Ints | None, *, fitted: bool = True) -> _Sums:
    parts = list(_chunks(sample, np.asarray(regressors), offset, fitted))
    return _Sums(
        *(np.concatenate([getattr(p, f) for p in parts]) for f in _Sums.__dataclass_fields__)
    )


def _chunks(sample: Sample, regressors: Ints, offset: Ints | None, fitted: bool) -> Iterator[_Sums]:
    for start in range(0, max(len(sample), 1), CHUNK):
        part = slice(start, start + CHUNK)
        yield _sums(*_observations(sample, regressors, offset, part), fitted)


def _observations(
    sample: Sample, regressors: Ints, offset: Ints | None, part: slice
) -> tuple[Floats, Floats, Floats, Flags]:
    """Return y (n, L), √g (n, L), x (n, L, q) with zeros where missing, and what is there."""
    row, window = sample.row[part], sample.window
    unit = np.zeros(0, dtype=np.int64) if sample.unit is None else sample.unit[part]
    y = take_window(sample.values, sample.security[part], row, window)
    if offset is not None:
        y = y - take_window(sample.values, offset[part], row, window)
    root = take_window(sample.values, unit, row, window)
    columns = [take_window(sample.values, c, row, window) for c in regressors[part].T]
    x = np.stack(columns, axis=2) if columns else np.zeros((*y.shape, 0))
    seen = np.isfinite(y) & np.isfinite(x).all(axis=2) & starts_inside(root)
    kept = np.where(seen[:, :, None], x, 0.0)
    return np.where(seen, y, 0.0), np.where(seen, root, 0.0), kept, seen


def _sums(y: Floats, root: Floats, x: Floats, seen: Flags, fitted: bool) -> _Sums:
    count, weight = seen.sum(axis=1), (root**2).sum(axis=1)
    per = 1 / np.maximum(weight, 1.0)
    mean_y = (root * y).sum(axis=1) * per
    mean_x = np.einsum("nt,nti->ni", root, x) * per[:, None]
    dy = y - root * mean_y[:, None]
    dx = x - root[:, :, None] * mean_x[:, None, :]
    inverse, regular = _inverse(dx, x, count)
    slopes = np.einsum("nij,nj->ni", inverse, np.einsum("nti,nt->ni", dx, dy))
    rest = dy - np.einsum("nti,ni->nt", dx, slopes)
    own = rest if fitted else y
    safe = np.maximum(count, 1)
    centre = own.sum(axis=1) / safe
    squares = np.where(seen, (own - centre[:, None]) ** 2, 0.0).sum(axis=1)
    return _Sums(
        count=count.astype(np.int64),
        weight=weight,
        mean_y=mean_y,
        mean_x=mean_x,
        slopes=slopes,
        inverse=inverse,
        regular=regular,
        rss=(rest**2).sum(axis=1),
        raw=(y**2).sum(axis=1),
        centre=centre,
        spread=np.sqrt(squares / safe),
    )


def _inverse(dx: Floats, x: Floats, count: Ints) -> tuple[Floats, Flags]:
    """Invert the regressors' cross-products about their means; zeros and False where singular."""
    sxx, q = np.einsum("nti,ntj->nij", dx, dx), dx.shape[2]
    spread, raw = np.einsum("nii->ni", sxx), np.einsum("nti,nti->ni", x, x)
    regular = (spread > EXACT * raw).all(axis=1) & (count > q)
    scale = np.sqrt(np.where(spread > 0, spread, 1.0))
    unit = sxx / (scale[:, :, None] * scale[:, None, :])
    if q:
        unit[~regular] = np.eye(q)
        regular = regular & (np.linalg.eigvalsh(unit)[:, 0] > SINGULAR)
        unit[~regular] = np.eye(q)
    inverse = np.linalg.inv(unit) / (scale[:, :, None] * scale[:, None, :])
    return np.where(regular[:, None, None], inverse, 0.0), regular


def _with_intercept(sums: _Sums) -> Floats:
    """Return (X'X)⁻¹ for X = [√g x] from the inverse about the means."""
    n, q = sums.mean_x.shape
    cross = -np.einsum("nij,nj->ni", sums.inverse, sums.mean_x)
    full = np.empty((n, q + 1, q + 1))
    full[:, 0, 0] = 1 / np.maximum(sums.weight, 1) - np.einsum("ni,ni->n", cross, sums.mean_x)
    full[:, 0, 1:] = full[:, 1:, 0] = cross
    full[:, 1:, 1:] = sums.inverse
    return full

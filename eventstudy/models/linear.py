"""Least squares for many cases at once, from cumulative sums of cross-products.

The estimation windows of one security overlap, so the sums that a regression needs are
differences of running sums: a million regressions cost little more than one pass over
the table. Where such a difference would lose digits (one enormous return, a nearly
perfect fit) the case's sums are taken from its own observations instead.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from eventstudy.models.normal import Flags, NormalModel, Sample
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, take_window

LOSSY = 1e3  # running sum over window sum: beyond, more than three digits are lost
NEARLY_PERFECT = 1e-2  # 1 - R²: below, the residual sum of squares is a small difference
EXACT = 1e-22  # residual over total sum of squares: below, it is rounding error
SINGULAR = 1e-11  # smallest eigenvalue of the regressors' correlation matrix


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums of a response and its regressors over each case's estimation window.

    Attributes
    ----------
    count : int, shape (n,)
    mean_y : float, shape (n,)
    mean_x : float, shape (n, q)
    syy, sxy, sxx : float, shapes (n,), (n, q), (n, q, q)
        About the means.
    raw_yy : float, shape (n,)
        Sum of squares about zero.
    raw_xx : float, shape (n, q)
    """

    count: Ints
    mean_y: Floats
    mean_x: Floats
    syy: Floats
    sxy: Floats
    sxx: Floats
    raw_yy: Floats
    raw_xx: Floats


def ols(
    sample: Sample,
    names: tuple[str, ...],
    regressors: Ints,
    offset: Ints | None = None,
) -> NormalModel:
    """Fit an intercept and regressors by least squares, each case on its own observations.

    Parameters
    ----------
    sample : Sample
    names : tuple of str
        One for the intercept, one a regressor.
    regressors : int, shape (n, q)
        Columns of ``sample.values``.
    offset : int, shape (n,), optional
        Column taken from the return first.

    Returns
    -------
    NormalModel
        ``variance`` is NaN where fewer than k + 1 observations are left, a regressor does not
        vary, regressors repeat each other, or nothing is left to explain.
    """
    moments = window_moments(sample, regressors, offset)
    k = regressors.shape[1] + 1
    inverse, regular = _inverse(moments)
    slopes = np.einsum("nij,nj->ni", inverse, moments.sxy)
    rss = moments.syy - np.einsum("ni,ni->n", slopes, moments.sxy)
    tight = np.flatnonzero(regular & (rss < NEARLY_PERFECT * moments.syy))
    if len(tight):
        rss[tight] = _residual_squares(sample, regressors, offset, moments, slopes, tight)
    fitted = regular & (moments.count > k) & (rss > EXACT * moments.raw_yy)
    variance = np.where(fitted, rss / np.maximum(moments.count - k, 1), np.nan)
    alpha = moments.mean_y - np.einsum("ni,ni->n", slopes, moments.mean_x)
    return NormalModel(
        names=names,
        coefficients=np.column_stack([alpha, slopes]),
        covariance=variance[:, None, None] * _with_intercept(moments, inverse),
        variance=variance,
        centre=np.zeros(len(sample)),
        spread=np.sqrt(variance * (moments.count - k) / np.maximum(moments.count, 1)),
        n_obs=moments.count,
        k=k,
        intercept=True,
        regressors=regressors,
        offset=offset,
    )


def nothing_fitted(sample: Sample, offset: Ints | None = None) -> NormalModel:
    """Take the return itself (less an offset) as abnormal; only its spread is estimated.

    ``variance`` divides by T - 1, so k is 1 although no coefficient is used.
    """
    n = len(sample)
    none = np.zeros((n, 0), dtype=np.int64)
    moments = window_moments(sample, none, offset)
    fitted = (moments.count > 1) & (moments.syy > EXACT * moments.raw_yy)
    variance = np.where(fitted, moments.syy / np.maximum(moments.count - 1, 1), np.nan)
    return NormalModel(
        names=(),
        coefficients=np.zeros((n, 0)),
        covariance=np.zeros((n, 0, 0)),
        variance=variance,
        centre=moments.mean_y,
        spread=np.sqrt(variance * (moments.count - 1) / np.maximum(moments.count, 1)),
        n_obs=moments.count,
        k=1,
        intercept=False,
        regressors=none,
        offset=offset,
    )


def window_moments(sample: Sample, regressors: Ints, offset: Ints | None = None) -> Moments:
    """Sum over each case's estimation window, missing observations left out.

    An observation counts when the response and every regressor are there.
    """
    series = np.column_stack([sample.security, *([] if offset is None else [offset]), regressors])
    kinds, which = _distinct(series, sample.values.shape[1])
    moments, lossy = _running(sample, kinds, which, offset is not None)
    direct = np.flatnonzero(lossy)
    if len(direct):
        _replace(moments, direct, _from_observations(sample, regressors, offset, direct))
    return moments


def _distinct(series: Ints, columns: int) -> tuple[Ints, Ints]:
    """Return the distinct rows of an index table, and which of them each row is."""
    which = np.zeros(len(series), dtype=np.int64)
    for column in series.T:
        if len(column) and (column != column[0]).any():
            which = _numbered(which * columns + column)
    last = np.zeros(int(which.max(initial=-1)) + 1, dtype=np.int64)
    last[which] = np.arange(len(which))
    return series[last], which


def _numbered(code: Ints) -> Ints:
    """Give the distinct values of small non-negative codes numbers from 0, without sorting."""
    present = np.zeros(int(code.max()) + 1, dtype=bool)
    present[code] = True
    return (np.cumsum(present) - 1)[code]


def _running(sample: Sample, kinds: Ints, which: Ints, has_offset: bool) -> tuple[Moments, Flags]:
    """Take window sums as differences of running sums, for every kind and row that occurs."""
    y, seen = _response(sample.values, kinds, has_offset)
    alike, same = _distinct(kinds[:, 1 + has_offset :], sample.values.shape[1])
    xs, there = _regressors(sample.values, alike)
    if not (seen.all() and there.all()):  # regressors then depend on what they stand beside
        xs, there = [x[same] for x in xs], there[same] & seen
        same, seen = np.arange(len(kinds)), there
    (centre_y, ys), centred = _centred(y, seen), [_centred(x, there) for x in xs]
    q = len(xs)
    own: list[Any] = [ys, ys * ys, *((x if len(x) == 1 else x[same]) * ys for _, x in centred)]
    shared: list[Any] = [there, *(x for _, x in centred)]
    shared += [x * centred[j][1] for i, (_, x) in enumerate(centred) for j in range(i + 1)]
    (sum_y, yy, *xy), upto_y = _window_sums(own, which, sample)
    (count, *found), upto_x = _window_sums(shared, same[which], sample)
    sum_x, xx = found[:q], iter(found[q:])
    safe = np.maximum(count, 1)
    mean_y = sum_y / safe
    sxx = np.empty((len(which), q, q))
    for i in range(q):
        for j in range(i + 1):
            sxx[:, i, j] = sxx[:, j, i] = next(xx) - sum_x[i] * sum_x[j] / safe
    spread = [yy - sum_y * mean_y, *(sxx[:, i, i] for i in range(q))]
    means = [mean_y + centre_y[which]]
    means += [x / safe + c[same[which]] for x, (c, _) in zip(sum_x, centred, strict=True)]
    raw = [s + safe * m**2 for s, m in zip(spread, means, strict=True)]
    squares = [upto_y[1], *(upto_x[_square(q, i)] for i in range(q))]
    lossy = np.zeros(len(which), dtype=bool)
    for square, value in zip(squares, spread, strict=True):
        lossy |= square > LOSSY * value
    moments = Moments(
        count=count.astype(np.int64),
        mean_y=means[0],
        mean_x=_columns(means[1:], len(which)),
        syy=spread[0],
        sxy=_columns([p - x * mean_y for p, x in zip(xy, sum_x, strict=True)], len(which)),
        sxx=sxx,
        raw_yy=raw[0],
        raw_xx=_columns(raw[1:], len(which)),
    )
    return moments, lossy & (count > 0)


def _columns(columns: list[Floats], n: int) -> Floats:
    return np.stack(columns, axis=1) if columns else np.zeros((n, 0))


def _square(q: int, i: int) -> int:
    """Return the place of regressor i's squares among the sums of q regressors."""
    return 1 + q + i * (i + 1) // 2 + i


def _window_sums(
    products: list[Floats], which: Ints, sample: Sample
) -> tuple[list[Floats], list[Floats]]:
    """Sum each product over every case's window, shape (n,) each.

    Also the running sums up to each window's end, which bound the digits lost.
    """
    kinds, size = products[0].shape
    low, high = (int(sample.row.min()), int(sample.row.max())) if len(sample) else (0, 0)
    first, length = sample.window[0], sample.window[1] - sample.window[0] + 1
    before, after = max(0, -(low + first)), max(0, high + first + length - size)
    total = np.zeros((kinds, before + size + 1 + after))
    start = which * total.shape[1] + sample.row + (before + first)
    stop = start + length
    sums, upto = [], []
    for product in products:
        np.cumsum(product, axis=1, out=total[:, before + 1 : before + size + 1])
        total[:, before + size + 1 :] = total[:, before + size, None]
        upto.append(total.take(stop))
        sums.append(upto[-1] - total.take(start))
    return sums, upto


def _response(values: Floats, kinds: Ints, has_offset: bool) -> tuple[Floats, Flags]:
    """Return the response by kind, shape (u, S), and where it is there."""
    y = values.T[kinds[:, 0]]
    if has_offset:
        y -= values.T[kinds[:, 1]]
    return y, np.isfinite(y)


def _regressors(values: Floats, kinds: Ints) -> tuple[list[Floats], Flags]:
    """Return each regressor by kind, shape (u, S), and where all are there."""
    xs = [np.ascontiguousarray(values.T[k]) for k in kinds.T]
    seen = np.ones((len(kinds), len(values)), dtype=bool)
    for x in xs:
        seen &= np.isfinite(x)
    return xs, seen


def _centred(series: Floats, seen: Flags) -> tuple[Floats, Floats]:
    """Take each row's mean off, with zeros where an observation is missing."""
    if seen.all():
        centre = series.mean(axis=1)
        return centre, series - centre[:, None]
    kept = np.where(seen, series, 0.0)
    centre = kept.sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return centre, np.where(seen, kept - centre[:, None], 0.0)


def _observations(
    sample: Sample, regressors: Ints, offset: Ints | None, cases: Ints
) -> tuple[Floats, Floats, Flags]:
    """Return response (n', L1), regressors (n', L1, q), zeros where missing, and what is there."""
    row, window = sample.row[cases], sample.window
    y = take_window(sample.values, sample.security[cases], row, window)
    if offset is not None:
        y = y - take_window(sample.values, offset[cases], row, window)
    columns = [take_window(sample.values, c, row, window) for c in regressors[cases].T]
    x = np.stack(columns, axis=2) if columns else np.zeros((*y.shape, 0))
    seen = np.isfinite(y) & np.isfinite(x).all(axis=2)
    return np.where(seen, y, 0.0), np.where(seen[:, :, None], x, 0.0), seen


def _from_observations(
    sample: Sample, regressors: Ints, offset: Ints | None, cases: Ints
) -> Moments:
    """Sum each case's own observations in two passes; slower and always accurate."""
    y, x, seen = _observations(sample, regressors, offset, cases)
    count = seen.sum(axis=1)
    safe = np.maximum(count, 1)
    mean_y, mean_x = y.sum(axis=1) / safe, x.sum(axis=1) / safe[:, None]
    dy = np.where(seen, y - mean_y[:, None], 0.0)
    dx = np.where(seen[:, :, None], x - mean_x[:, None, :], 0.0)
    return Moments(
        count=count.astype(np.int64),
        mean_y=mean_y,
        mean_x=mean_x,
        syy=(dy * dy).sum(axis=1),
        sxy=np.einsum("nti,nt->ni", dx, dy),
        sxx=np.einsum("nti,ntj->nij", dx, dx),
        raw_yy=(y * y).sum(axis=1),
        raw_xx=(x * x).sum(axis=1),
    )


def _replace(moments: Moments, cases: Ints, exact: Moments) -> None:
    """Write exact sums over the running ones, before anyone has seen them."""
    for name in Moments.__dataclass_fields__:
        getattr(moments, name)[cases] = getattr(exact, name)


def _inverse(moments: Moments) -> tuple[Floats, Flags]:
    """Invert Sxx case by case; zeros and False where it is singular."""
    q = moments.sxx.shape[1]
    spread = np.einsum("nii->ni", moments.sxx)
    regular = (spread > EXACT * moments.raw_xx).all(axis=1) & (moments.count > q)
    scale = np.sqrt(np.where(spread > 0, spread, 1.0))
    if q == 1:
        return np.where(regular, 1 / scale[:, 0] ** 2, 0.0)[:, None, None], regular
    unit = moments.sxx / (scale[:, :, None] * scale[:, None, :])
    unit[~regular] = np.eye(q)
    if q:
        regular = regular & (np.linalg.eigvalsh(unit)[:, 0] > SINGULAR)
        unit[~regular] = np.eye(q)
    inverse = np.linalg.inv(unit) / (scale[:, :, None] * scale[:, None, :])
    return np.where(regular[:, None, None], inverse, 0.0), regular


def _residual_squares(
    sample: Sample,
    regressors: Ints,
    offset: Ints | None,
    moments: Moments,
    slopes: Floats,
    cases: Ints,
) -> Floats:
    """Sum squared residuals from the observations, for fits where differences lose digits."""
    y, x, seen = _observations(sample, regressors, offset, cases)
    dy = y - moments.mean_y[cases, None]
    dx = x - moments.mean_x[cases, None, :]
    residuals = np.where(seen, dy - np.einsum("nti,ni->nt", dx, slopes[cases]), 0.0)
    return np.asarray((residuals**2).sum(axis=1))


def _with_intercept(moments: Moments, inverse: Floats) -> Floats:
    """Return (X'X)⁻¹ for X = [1 x] from the inverse of the centred Sxx."""
    n, q = moments.mean_x.shape
    cross = -np.einsum("nij,nj->ni", inverse, moments.mean_x)
    full = np.empty((n, q + 1, q + 1))
    full[:, 0, 0] = 1 / np.maximum(moments.count, 1) - np.einsum("ni,ni->n", cross, moments.mean_x)
    full[:, 0, 1:] = full[:, 1:, 0] = cross
    full[:, 1:, 1:] = inverse
    return full

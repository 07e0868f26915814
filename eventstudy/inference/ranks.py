"""Ranks of events among estimation days, summed over cases: one sort per case serves all.

Each case's residuals are sorted once. An event value takes its place among them by binary
search, and every residual above it moves up by one; in integers that is a comparison of small
numbers. Cases with ties take the mid-rank way, which is slower and gives the same sums.
"""

import numpy as np

from eventstudy.inference.evidence import RankSums
from eventstudy.models.normal import Flags
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints


def no_ranks(windows: int, estimation: int, span: int) -> RankSums:
    """Return sums over no cases."""
    return RankSums(
        corrado=np.zeros(estimation + span),
        zivney=np.zeros(estimation + span),
        grank=np.zeros((windows, estimation + 1)),
        count=np.zeros(estimation + span),
    )


def add(left: RankSums, right: RankSums) -> RankSums:
    """Add the sums of two sets of cases."""
    return RankSums(
        corrado=left.corrado + right.corrado,
        zivney=left.zivney + right.zivney,
        grank=left.grank + right.grank,
        count=left.count + right.count,
    )


def rank_sums(residual: Floats, event: Floats, scaled: Floats) -> RankSums:
    """Sum centred ranks over the cases of a chunk.

    Parameters
    ----------
    residual : float, shape (n, L1)
        NaN where missing.
    event : float, shape (n, L2)
        Abnormal returns of the span, NaN where missing.
    scaled : float, shape (n, W)
        Scores over their cross-sectional spread, in units of the residuals: the days of the
        span, then the CAR windows. Each is what a generalised rank adds; the days are also
        what ``corrado_zivney`` ranks.
    """
    order = np.argsort(residual, axis=1)
    ordered = np.take_along_axis(residual, order, axis=1)
    seen = np.isfinite(residual)
    observed = seen.sum(axis=1)
    places = [_places(ordered, observed, v) for v in (event, scaled)]
    tied = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    for below, upto in places:
        tied |= (below != upto).any(axis=1)
    groups = _alike(observed, np.isfinite(event).sum(axis=1))
    total = no_ranks(scaled.shape[1], residual.shape[1], event.shape[1])
    ranks = _positions(order, seen)
    for group in groups:
        plain, awkward = group[~tied[group]], group[tied[group]]
        if len(plain):
            values = [
                (below[plain], v[plain])
                for (below, _), v in zip(places, (event, scaled), strict=True)
            ]
            total = add(total, _untied(ranks[plain], *values, seen[plain]))
        if len(awkward):
            total = add(total, _tied(residual[awkward], event[awkward], scaled[awkward]))
    return total


def _alike(observed: Ints, events: Ints) -> list[Ints]:
    """Group cases with equal numbers of residuals and of event days."""
    key = observed * 100_000 + events
    if len(key) == 0 or (key == key[0]).all():
        return [np.arange(len(key))]
    return [np.flatnonzero(key == k) for k in np.unique(key)]


def _positions(order: Ints, seen: Flags) -> Ints:
    """Return each residual's rank from 1, 0 where missing, in the smallest integers."""
    sessions = order.shape[1]
    kind = np.uint8 if sessions < 255 else np.uint16
    ranks = np.empty(order.shape, dtype=kind)
    np.put_along_axis(ranks, order, np.arange(1, sessions + 1, dtype=kind)[None, :], axis=1)
    if not seen.all():
        ranks[~seen] = 0
    return ranks


def _places(ordered: Floats, observed: Ints, values: Floats) -> tuple[Ints, Ints]:
    """Count the residuals below each value, and those up to it: binary search in every row."""
    below = _search(ordered, observed, values)
    at = np.minimum(below, ordered.shape[1] - 1)
    same = np.take_along_axis(ordered, at, axis=1) == values
    return below, below + same


def _search(ordered: Floats, observed: Ints, values: Floats) -> Ints:
    """Return how many of a row's sorted residuals are below each value, NaN counting none."""
    n, sessions = ordered.shape
    flat = np.ascontiguousarray(ordered).ravel()
    base = (np.arange(n) * sessions)[:, None]
    low = np.zeros(values.shape, dtype=np.int64)
    step = 1 << max(sessions.bit_length() - 1, 0)
    limit = observed[:, None]
    while step:
        probe = low + step
        inside = probe <= limit
        smaller = flat[base + np.where(inside, probe, 1) - 1] < values
        low += step * (inside & smaller)
        step >>= 1
    return low


def _untied(
    ranks: Ints, event: tuple[Ints, Floats], scaled: tuple[Ints, Floats], seen: Flags
) -> RankSums:
    """Sum ranks of cases without ties and with equal numbers of observations.

    ``event`` and ``scaled`` are places among the residuals, and the values themselves.
    """
    (n, sessions), days = ranks.shape, event[1].shape[1]
    observed, events = int(seen[0].sum()), int(np.isfinite(event[1][0]).sum())
    count = np.concatenate([seen.sum(axis=0), np.isfinite(event[1]).sum(axis=0)]).astype(float)
    own = ranks.sum(axis=0, dtype=np.int64)
    place = np.where(np.isfinite(scaled[1]), scaled[0], -1)
    above_each = _above(ranks, place)
    above = _above(ranks, np.where(np.isfinite(event[1]), event[0], -1)).sum(axis=0)

    def joint(higher: Ints, below: Ints, values: Floats) -> Floats:
        among = np.where(np.isfinite(values), below + _rank_within(values), 0.0).sum(axis=0)
        return np.concatenate([own + higher, among]) / (observed + events + 1) - count / 2

    grank = np.column_stack([own + above_each, place.sum(axis=0) + n]) / (observed + 2)
    return RankSums(
        corrado=joint(above, *event),
        zivney=joint(above_each[:days].sum(axis=0), scaled[0][:, :days], scaled[1][:, :days]),
        grank=grank - np.append(count[:sessions], n) / 2,
        count=count,
    )


def _above(ranks: Ints, place: Ints) -> Ints:
    """For each column of places, count by session the cases whose residual lies above it.

    A place of -1 is a missing value, above which nothing lies.
    """
    top = np.iinfo(ranks.dtype).max
    limit = np.where(place < 0, top, place).astype(ranks.dtype)
    total = np.zeros((place.shape[1], ranks.shape[1]), dtype=np.int64)
    for start in range(0, len(ranks), 255):  # 255 ones fit in a byte
        block = ranks[start : start + 255]
        for w in range(place.shape[1]):
            higher = block > limit[start : start + 255, w, None]
            total[w] += np.add.reduce(higher.view(np.uint8), axis=0, dtype=np.uint8)
    return total


def _rank_within(values: Floats) -> Floats:
    """Return mid-ranks along each row, from 1; NaN where missing."""
    order = np.argsort(values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    m = values.shape[1]
    at = np.arange(m)
    change = ordered[:, 1:] != ordered[:, :-1]
    if change.all():
        ranks = np.empty(values.shape)
        np.put_along_axis(ranks, order, np.broadcast_to(at + 1.0, values.shape), axis=1)
        return np.where(np.isfinite(values), ranks, np.nan)
    starts = np.zeros(values.shape, dtype=np.int64)
    starts[:, 1:] = np.where(change, at[1:], 0)
    starts = np.maximum.accumulate(starts, axis=1)
    stops = np.full(values.shape, m - 1, dtype=np.int64)
    stops[:, :-1] = np.where(change, at[:-1], m - 1)
    stops = np.minimum.accumulate(stops[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, (starts + stops) / 2 + 1, axis=1)
    return np.where(np.isfinite(values), ranks, np.nan)


def _tied(residual: Floats, event: Floats, scaled: Floats) -> RankSums:
    """Sum mid-ranks, each set of values ranked afresh."""
    days = scaled[:, : event.shape[1]]
    joint = [_centred_ranks(np.column_stack([residual, v])) for v in (event, days)]
    alone = [_centred_ranks(np.column_stack([residual, v])) for v in scaled.T]
    seen = np.isfinite(np.column_stack([residual, event]))
    return RankSums(
        corrado=np.nansum(joint[0], axis=0),
        zivney=np.nansum(joint[1], axis=0),
        grank=np.array([np.nansum(u, axis=0) for u in alone]).reshape(scaled.shape[1], -1),
        count=seen.sum(axis=0).astype(float),
    )


def _centred_ranks(values: Floats) -> Floats:
    observed = np.isfinite(values).sum(axis=1)
    return np.asarray(_rank_within(values) / (1 + observed)[:, None] - 0.5)

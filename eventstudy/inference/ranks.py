"""Ranks of events among estimation days, summed over cases: one sort per case serves all.

Each case's residuals are sorted once, together with its event values. An event value takes its
place among the residuals, and every residual above it moves up by one; in integers that is a
comparison of small numbers. Cases with ties take the mid-rank way, which is slower and gives the same sums.
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
    sessions, days = residual.shape[1], event.shape[1]
    seen, place, tied = _places(residual, event, scaled)
    total = no_ranks(scaled.shape[1], sessions, days)
    for group in _alike(seen.sum(axis=1), np.isfinite(event).sum(axis=1)):
        plain, awkward = group[~tied[group]], group[tied[group]]
        if len(plain):
            ranks, below_event, below_scaled = np.split(
                place[plain], [sessions, sessions + days], axis=1
            )
            pairs = (below_event, event[plain]), (below_scaled, scaled[plain])
            total = add(total, _untied(ranks, *pairs, seen[plain]))
        if len(awkward):
            total = add(total, _tied(residual[awkward], event[awkward], scaled[awkward]))
    return total


def _places(residual: Floats, event: Floats, scaled: Floats) -> tuple[Flags, Ints, Flags]:
    """Sort each case's values once; return which residuals are there, places, and who has ties.

    A residual's place is its rank among the residuals (0 where missing), any other value's the
    number of residuals below it; in the smallest integers that hold them.
    """
    sessions = residual.shape[1]
    order, same = _sorted(np.concatenate([residual, event, scaled], axis=1))
    own = order < sessions
    tied = np.asarray(same.any(axis=1))
    if tied.any():
        tied = np.asarray((same & (own[:, 1:] | own[:, :-1])).any(axis=1))
    kind = np.uint8 if sessions < 255 else np.uint16
    place = np.empty(order.shape, dtype=kind)
    start = np.arange(len(order))[:, None] * order.shape[1]
    place.reshape(-1)[order + start] = np.cumsum(own, axis=1, dtype=kind)
    seen = np.isfinite(residual)
    if not seen.all():
        place[:, :sessions][~seen] = 0
    return seen, place, tied


def _sorted(values: Floats) -> tuple[Ints, Flags]:
    """Order each row, NaN last; also tell which neighbours in that order are (nearly) equal.

    The bits of a float, its sign turned round, sort like the float. A value's place rides in
    the last bits, where an order of plain integers is faster than one of indices; values that
    differ in those bits alone count as equal, for a slower way to decide.
    """
    bits = np.int64(values.shape[1].bit_length())
    values += 0.0  # makes -0.0 the same as 0.0
    keys = values.view(np.int64)
    turned = keys ^ ((keys >> 63) & np.int64(2**63 - 1))
    finite = np.isfinite(values)
    if not finite.all():
        turned[~finite] = np.iinfo(np.int64).max
    turned >>= bits
    turned <<= bits
    turned |= np.arange(values.shape[1])
    turned.sort(axis=1)
    order = turned & ((np.int64(1) << bits) - 1)
    turned >>= bits
    missing = np.iinfo(np.int64).max >> bits
    return order, (turned[:, 1:] == turned[:, :-1]) & (turned[:, 1:] != missing)


def _alike(observed: Ints, events: Ints) -> list[Ints]:
    """Group cases with equal numbers of residuals and of event days."""
    key = observed * 100_000 + events
    if len(key) == 0 or (key == key[0]).all():
        return [np.arange(len(key))]
    return [np.flatnonzero(key == k) for k in np.unique(key)]


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
    above_each = _above(ranks, *scaled)
    above = _above(ranks, *event).sum(axis=0)

    def joint(higher: Ints, below: Ints, values: Floats) -> Floats:
        among = np.where(np.isfinite(values), below + _rank_within(values), 0.0).sum(axis=0)
        return np.concatenate([own + higher, among]) / (observed + events + 1) - count / 2

    own_rank = scaled[0].sum(axis=0, dtype=np.int64) + n
    grank = np.column_stack([own + above_each, own_rank]) / (observed + 2)
    return RankSums(
        corrado=joint(above, *event),
        zivney=joint(above_each[:days].sum(axis=0), scaled[0][:, :days], scaled[1][:, :days]),
        grank=grank - np.append(count[:sessions], n) / 2,
        count=count,
    )


def _above(ranks: Ints, place: Ints, values: Floats) -> Ints:
    """For each column of values, count by session the cases whose residual lies above it.

    Nothing lies above a missing value.
    """
    top = np.iinfo(ranks.dtype).max
    limit = np.where(np.isfinite(values), place, top).astype(ranks.dtype)
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

"""Ranks of events among estimation days, summed over cases: one sort per case serves all.

Each case's residuals are sorted once, together with its event values. A running sum along that
order then says of every value how many residuals and event days lie below it and, as one bit a
window, the scores of which windows do. Cases with ties take the mid-rank way, which is slower
and gives the same sums.

Sums are of whole numbers (twice the mid-ranks), so they are exact: neither the order of cases
nor the size of chunks changes a digit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eventstudy.inference.evidence import RankSums
from eventstudy.models.normal import Flags
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

NARROW = 511  # values a case up to which 32 bits hold a place and still tell values apart
TINY = 1e-300
ONES = 255  # ones that a byte can add up

# A word holds a count of residuals, a count of event days, and a flag for each of 32 windows.
Words = NDArray[np.uint64]
COUNT = np.uint64(0xFFFF)
EVENTS, FLAGS = np.uint64(16), np.uint64(32)


@dataclass(frozen=True, slots=True)
class RankTotals:
    """Whole-number sums over cases with equal numbers of observations.

    Attributes
    ----------
    corrado, zivney : int, shape (L1 + L2,)
        Twice the ranks, of residuals and then of event days.
    grank : int, shape (W, L1 + 1)
        Twice the ranks among the residuals and one window's score.
    count, scored : int, shapes (L1 + L2,) and (L2,)
        Cases with a return on that session; with a score on that event day.
    n : int
        Cases.
    """

    corrado: Ints
    zivney: Ints
    grank: Ints
    count: Ints
    scored: Ints
    n: int

    def __add__(self, other: "RankTotals") -> "RankTotals":
        """Add the sums of two sets of cases."""
        return RankTotals(
            corrado=self.corrado + other.corrado,
            zivney=self.zivney + other.zivney,
            grank=self.grank + other.grank,
            count=self.count + other.count,
            scored=self.scored + other.scored,
            n=self.n + other.n,
        )


# By the number of residuals, of event days with a return, and of event days with a score.
Totals = dict[tuple[int, int, int], RankTotals]


def add(left: Totals, right: Totals) -> Totals:
    """Add the sums of two sets of cases."""
    return left | {key: left[key] + one if key in left else one for key, one in right.items()}


def rank_sums(totals: Totals) -> RankSums:
    """Turn ranks into U = K/(1 + M) - 1/2, M a case's observations, summed over cases."""
    parts = [_centred(*key, totals[key]) for key in sorted(totals)]
    return RankSums(
        corrado=np.sum([p.corrado for p in parts], axis=0),
        zivney=np.sum([p.zivney for p in parts], axis=0),
        grank=np.sum([p.grank for p in parts], axis=0),
        count=np.sum([p.count for p in parts], axis=0),
    )


def _centred(observed: int, events: int, scores: int, total: RankTotals) -> RankSums:
    seen = total.count[: total.grank.shape[1] - 1]
    return RankSums(
        corrado=total.corrado / (2 * (observed + events + 1)) - total.count / 2,
        zivney=total.zivney / (2 * (observed + scores + 1)) - np.append(seen, total.scored) / 2,
        grank=total.grank / (2 * (observed + 2)) - np.append(seen, total.n) / 2,
        count=total.count.astype(float),
    )


def rank_totals(residual: Floats, event: Floats, scaled: Floats) -> Totals:
    """Sum ranks over the cases of a chunk.

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
    values = np.concatenate([residual, event, scaled], axis=1)
    finite = np.isfinite(values)
    order, tied = _ordered(values, finite, sessions, days)
    tied |= order.shape[1] > COUNT
    below = _below(order, sessions, days)
    totals: Totals = {}
    for key, group in _alike(finite, sessions, days):
        plain, awkward = finite[group] & ~tied[group, None], tied[group]
        one = _untied([word[group] for word in below], plain, sessions, days)
        if awkward.any():
            one = one + _tied(*(a[group][awkward] for a in (residual, event, scaled)))
        totals[key] = one
    return totals


def _alike(
    finite: Flags, sessions: int, days: int
) -> Iterator[tuple[tuple[int, int, int], Ints | slice]]:
    """Group cases with equal numbers of residuals, event days and scores of event days."""
    if finite.all():
        yield (sessions, days, days), slice(None)
        return
    edges = (0, sessions, sessions + days, sessions + 2 * days)
    counts = np.stack([finite[:, a:b].sum(axis=1) for a, b in pairwise(edges)], axis=1)
    kinds, which = np.unique(counts, axis=0, return_inverse=True)
    for i, (observed, events, scores) in enumerate(kinds.tolist()):
        yield (observed, events, scores), np.flatnonzero(which.ravel() == i)


def _ordered(values: Floats, finite: Flags, sessions: int, days: int) -> tuple[Ints, Flags]:
    """Order each row, missing values last; also tell which rows have ties that matter.

    Short keys are sorted first. Rows where they cannot tell values apart are sorted again by
    long ones, and what those cannot tell apart either (they lack a float's last bits) is tied.
    """
    if values.shape[1] > NARROW:
        return _sorted(_long_keys(values, finite), sessions, days)
    order, tied = _sorted(_short_keys(values, finite), sessions, days)
    again = np.flatnonzero(tied)
    if len(again):
        keys = _long_keys(values[again], finite[again])
        order[again], tied[again] = _sorted(keys, sessions, days)
    return order, tied


def _short_keys(values: Floats, finite: Flags) -> NDArray[np.int32]:
    """Cut each row's values to the whole numbers that 32 bits hold beside a place.

    That never turns an order round, it only makes ties.
    """
    largest = (np.iinfo(np.int32).max >> values.shape[1].bit_length()) - 1
    complete = bool(finite.all())
    kept = values if complete else np.where(finite, values, 0.0)
    top = np.maximum(kept.max(axis=1), -kept.min(axis=1))
    keys: NDArray[np.int32] = (kept * (largest / np.maximum(top, TINY))[:, None]).astype(np.int32)
    if not complete:
        keys[~finite] = largest + 1
    return keys


def _long_keys(values: Floats, finite: Flags) -> Ints:
    """Return integers that sort like the values: a float's bits, its sign turned round."""
    turned = (values + 0.0).view(np.int64)  # makes -0.0 the same as 0.0
    turned ^= (turned >> 63) & np.int64(2**63 - 1)
    turned[~finite] = np.iinfo(np.int64).max
    turned >>= values.shape[1].bit_length()
    return turned


def _sorted(keys: NDArray[Any], sessions: int, days: int) -> tuple[Ints, Flags]:
    """Order rows of keys and tell which rows have ties that matter.

    A value's place rides in the last bits, where sorting plain integers is faster than ordering
    indices. A tie matters with a residual, between event days, and between their scores; of
    equal keys the lower place stands first. The largest key means missing.
    """
    n, width = keys.shape
    bits = width.bit_length()
    keys <<= bits
    keys |= np.arange(width, dtype=keys.dtype)
    keys.sort(axis=1)
    order = (keys & ((1 << bits) - 1)).astype(np.int64)
    keys >>= bits
    row, at = np.divmod(np.flatnonzero(keys[:, 1:] == keys[:, :-1]), width - 1)
    left, right = order[row, at], order[row, at + 1]
    scores = sessions + days
    clash = (left < sessions) | (right < scores) | ((left >= scores) & (right < scores + days))
    clash &= keys[row, at] != np.iinfo(keys.dtype).max >> bits
    tied = np.zeros(n, dtype=bool)
    tied[row[clash]] = True
    return order, tied


def _below(order: Ints, sessions: int, days: int) -> list[Words]:
    """Tell what does not lie above each value: one array of words for every 32 windows."""
    n, width = order.shape
    place = order + np.arange(n)[:, None] * width
    found = []
    for first in range(sessions + days, width, 32):
        word = np.empty((n, width), dtype=np.uint64)
        word.reshape(-1)[place] = np.cumsum(_weights(width, sessions, days, first)[order], axis=1)
        found.append(word)
    return found


def _weights(width: int, sessions: int, days: int, first: int) -> Words:
    """Return what each value adds to a word; the flags are those of 32 windows from ``first``."""
    weight = np.zeros(width, dtype=np.uint64)
    weight[:sessions] = 1
    weight[sessions : sessions + days] = np.uint64(1) << EVENTS
    flags = np.arange(min(32, width - first), dtype=np.uint64)
    weight[first : first + 32] = np.uint64(1) << (FLAGS + flags)
    return weight


def _untied(below: list[Words], live: Flags, sessions: int, days: int) -> RankTotals:
    """Sum ranks of cases with equal numbers of observations; only live values count."""
    if not live.all():
        for word in below:
            word[~live] = 0
    count = live.sum(axis=0)
    lower = (below[0] & COUNT).sum(axis=0).astype(np.int64)
    event = ((below[0] >> EVENTS) & COUNT)[:, : sessions + days].sum(axis=0).astype(np.int64)
    above = np.concatenate([_flagged(word[:, :sessions]) for word in below])
    scores = slice(sessions + days, sessions + 2 * days)
    alone = lower[sessions + days :] + count[sessions + days :]
    return RankTotals(
        corrado=2 * (lower[: sessions + days] + event),
        zivney=2
        * np.append(
            lower[:sessions] + above[:days].sum(axis=0), lower[scores] + _among(below, scores)
        ),
        grank=2 * np.column_stack([lower[:sessions] + above[: len(alone)], alone]),
        count=count[: sessions + days],
        scored=count[scores],
        n=int(live.any(axis=1).sum()),
    )


def _flagged(word: Words) -> Ints:
    """Count by session the cases whose residual has each window's flag: shape (32, L1)."""
    flags = (word >> FLAGS).astype("<u4").view(np.uint8)
    ones = np.unpackbits(flags, axis=1, bitorder="little")
    total = np.zeros(ones.shape[1], dtype=np.int64)
    for start in range(0, len(ones), ONES):
        total += np.add.reduce(ones[start : start + ONES], axis=0, dtype=np.uint8)
    return total.reshape(-1, 32).T


def _among(below: list[Words], scores: slice) -> Ints:
    """Sum the ranks of event days' scores among themselves, from their flags."""
    days = scores.stop - scores.start
    total = np.zeros(days, dtype=np.int64)
    for word, left in zip(below, range(days, 0, -32), strict=False):
        flags = np.uint64(2 ** min(left, 32) - 1) << FLAGS
        total += np.bitwise_count(word[:, scores] & flags).sum(axis=0, dtype=np.int64)
    return total


def _tied(residual: Floats, event: Floats, scaled: Floats) -> RankTotals:
    """Sum mid-ranks of cases with equal numbers of observations, each set ranked afresh."""
    days = event.shape[1]
    joint = [_doubled(np.column_stack([residual, v])) for v in (event, scaled[:, :days])]
    alone = [_doubled(np.column_stack([residual, v])) for v in scaled.T]
    return RankTotals(
        corrado=joint[0],
        zivney=joint[1],
        grank=np.array(alone).reshape(scaled.shape[1], -1),
        count=np.isfinite(np.column_stack([residual, event])).sum(axis=0),
        scored=np.isfinite(scaled[:, :days]).sum(axis=0),
        n=len(residual),
    )


def _doubled(values: Floats) -> Ints:
    """Sum twice the mid-ranks along each row, by column."""
    return np.asarray(np.nansum(2 * _rank_within(values), axis=0).astype(np.int64))


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

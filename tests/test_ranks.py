"""Rank sums against scipy's mid-ranks, case by case."""

import numpy as np
import pytest
from scipy.stats import rankdata

from eventstudy.inference import ranks

SAME = 1e-12  # sums of a few thousand ranks in two orders, absolute
ESTIMATION, DAYS, WINDOWS = 60, 5, 8


def made_up(seed, n=40, shape=(ESTIMATION, DAYS, WINDOWS)):
    rng = np.random.default_rng(seed)
    residual, event, scaled = (rng.standard_t(3, (n, m)) * 0.02 for m in shape)
    scaled[:, shape[1]] = scaled[:, 0]  # the window [0, 0] beside its day
    return residual, event, scaled


def by_hand(residual, event, scaled):
    """Return what RankSums holds, each case and window ranked alone by scipy."""

    def centred(values):
        u = rankdata(values, axis=1, nan_policy="omit")
        return u / (1 + np.isfinite(values).sum(axis=1))[:, None] - 0.5

    joint = [
        np.nansum(centred(np.column_stack([residual, v])), axis=0)
        for v in (event, scaled[:, : event.shape[1]])
    ]
    alone = [np.nansum(centred(np.column_stack([residual, v])), axis=0) for v in scaled.T]
    return (*joint, np.array(alone))


def assert_as_by_hand(residual, event, scaled):
    found = ranks.rank_sums(ranks.rank_totals(residual, event, scaled))
    corrado, zivney, grank = by_hand(residual, event, scaled)
    asked = np.isfinite(scaled).all(axis=0)  # a window is asked of cases that have it
    assert found.corrado == pytest.approx(corrado, abs=SAME)
    assert found.zivney == pytest.approx(zivney, abs=SAME)
    assert found.grank[asked] == pytest.approx(grank[asked], abs=SAME)


def untied(residual, event, scaled):
    return residual, event, scaled


def with_holes(residual, event, scaled):
    holes = np.random.default_rng(1)
    residual[holes.random(residual.shape) < 0.1] = np.nan
    missing = holes.random(event.shape) < 0.1
    event[missing] = np.nan
    scaled[:, : event.shape[1]][missing] = np.nan
    scaled[:, event.shape[1]] = scaled[:, 0]
    return residual, event, scaled


def with_ties(residual, event, scaled):
    return tuple(np.round(a, 3) for a in (residual, event, scaled))


def with_constant_rows(residual, event, scaled):
    residual[::2] = 0.0
    event[::4] = 0.0
    return residual, event, scaled


def with_signed_zeros(residual, event, scaled):
    residual[:, :3] = [0.0, -0.0, 0.0]
    event[:, 0], scaled[:, 1] = -0.0, 0.0
    return residual, event, scaled


def with_neighbouring_floats(residual, event, scaled):
    residual[:, 1] = np.nextafter(residual[:, 0], 1)
    event[:, 1] = np.nextafter(residual[:, 3], -1)
    event[:, 3] = np.nextafter(event[:, 2], 1)
    scaled[:, 1] = np.nextafter(residual[:, 3], 1)
    scaled[:, 3] = np.nextafter(scaled[:, 2], -1)
    return residual, event, scaled


def with_values_only_long_keys_tell_apart(residual, event, scaled):
    residual[:, 0] = 1e6
    return residual, event, scaled


def with_the_smallest_and_largest_numbers(residual, event, scaled):
    residual[:, :4] = [5e-324, -5e-324, 1e308, -1e308]
    residual[::2, :] *= 1e-310
    return residual, event, scaled


def with_ties_between_events_alone(residual, event, scaled):
    event[:, 1] = event[:, 0]
    scaled[:, 3] = scaled[:, 2]
    return residual, event, scaled


CHANGES = [
    untied,
    with_holes,
    with_ties,
    with_constant_rows,
    with_signed_zeros,
    with_neighbouring_floats,
    with_values_only_long_keys_tell_apart,
    with_the_smallest_and_largest_numbers,
    with_ties_between_events_alone,
]


@pytest.mark.parametrize("change", CHANGES)
def test_ranks_are_scipys_mid_ranks(change):
    assert_as_by_hand(*change(*made_up(3)))


@pytest.mark.parametrize("shape", [(30, 1, 2), (40, 35, 38), (400, 70, 75), (520, 5, 6)])
def test_windows_of_any_length_are_ranked_alike(shape):
    assert_as_by_hand(*made_up(4, n=300, shape=shape))


def test_an_infinite_score_counts_as_missing():
    residual, event, scaled = made_up(5)
    infinite = scaled.copy()
    scaled[:, 1], infinite[:, 1] = np.nan, np.inf

    left, right = (
        ranks.rank_sums(ranks.rank_totals(residual, event, s)) for s in (scaled, infinite)
    )

    assert (left.zivney == right.zivney).all()
    assert (left.grank == right.grank).all()


@pytest.mark.parametrize("change", [untied, with_holes, with_ties])
@pytest.mark.parametrize("size", [1, 7, 39])
def test_the_size_of_chunks_and_the_order_of_cases_change_no_bit(change, size):
    cases = change(*made_up(6))
    turned = np.random.default_rng(7).permutation(len(cases[0]))

    whole = ranks.rank_sums(ranks.rank_totals(*cases))
    totals: ranks.Totals = {}
    for at in range(0, len(turned), size):
        part = turned[at : at + size]
        totals = ranks.add(totals, ranks.rank_totals(*(a[part] for a in cases)))
    parts = ranks.rank_sums(totals)

    for name in ("corrado", "zivney", "grank", "count"):
        assert (getattr(parts, name) == getattr(whole, name)).all()

"""What must change nothing, for whatever panel: order, names, units, chunks, other securities."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import eventstudy as es
from eventstudy import pooling

SAME = 1e-8  # sums in another order, relative; ranks and counts are the same numbers
ZERO = 1e-10
DAYS = pd.bdate_range("2020-01-01", periods=240)
FIRMS = list("ABCDEFG")
few = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def made_up(seed, holes):
    """Prices of a market and seven firms, some sessions missing before the events, and events."""
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.01, len(DAYS))
    firms = 0.9 * market[:, None] + rng.standard_t(4, (len(DAYS), len(FIRMS))) * 0.015
    prices = 40 * np.cumprod(1 + np.column_stack([market, firms]), axis=0)
    prices[:140, 1:][rng.random((140, len(FIRMS))) < holes] = np.nan
    frame = pd.DataFrame(prices, index=DAYS, columns=["MKT", *FIRMS])
    at = rng.integers(155, 230, len(FIRMS))
    events = {"event_id": range(len(FIRMS)), "security": FIRMS, "date": DAYS[at]}
    return frame, pd.DataFrame(events).assign(group=rng.choice(["x", "y"], len(FIRMS)))


def study(prices, events, missing="drop"):
    returns = prices.pct_change(fill_method=None)
    if missing == "trade_to_trade":
        returns = pd.DataFrame(
            {c: prices[c].dropna().pct_change().reindex(prices.index) for c in prices}
        )
    return es.event_study(
        returns,
        events,
        benchmark="MKT",
        estimation=(-120, -6),
        window=(-2, 3),
        cars=[(0, 0), (-1, 1)],
        min_estimation=20,
        draws=199,
        missing=missing,
    )


def assert_same(left, right):
    """Hold every case, every statistic and every p to those of another run."""
    keys = ["event_id", "window_start"]
    one, two = (r.windows.sort_values(keys).reset_index(drop=True) for r in (left, right))
    for column in ("car", "se", "bhar", "p_t"):
        ours, theirs = two[column].to_numpy(float), one[column].to_numpy(float)
        assert ours == pytest.approx(theirs, rel=SAME, abs=ZERO, nan_ok=True), column
    keys = ["group", "kind", "window_start", "window_end", "test"]
    one, two = (r.tests.fillna({"group": ""}).sort_values(keys) for r in (left, right))
    assert one[keys].to_numpy().tolist() == two[keys].to_numpy().tolist()
    for column in ("n", "statistic", "p_value", "p_holm", "p_bh"):
        ours, theirs = two[column].to_numpy(float), one[column].to_numpy(float)
        assert ours == pytest.approx(theirs, rel=SAME, abs=ZERO, nan_ok=True), column


rules = st.sampled_from(["drop", "trade_to_trade"])
holed = st.sampled_from([0.0, 0.1])


@few
@given(seeds, holed, rules, st.permutations(range(len(FIRMS))))
def test_the_order_of_cases(seed, holes, missing, order):
    prices, events = made_up(seed, holes)

    assert_same(study(prices, events, missing), study(prices, events.iloc[order], missing))


@few
@given(
    seeds,
    holed,
    rules,
    st.lists(st.text(min_size=1, max_size=8), min_size=8, max_size=8, unique=True),
)
def test_the_names_of_symbols(seed, holes, missing, names):
    prices, events = made_up(seed, holes)
    mapped = dict(zip(FIRMS, [f"{n}." for n in names], strict=False))

    renamed = prices.rename(columns=mapped), events.assign(security=events["security"].map(mapped))

    assert_same(study(prices, events, missing), study(*renamed, missing))


@few
@given(seeds, holed, rules, st.lists(st.floats(1e-3, 1e5), min_size=8, max_size=8))
def test_the_units_of_prices(seed, holes, missing, units):
    prices, events = made_up(seed, holes)

    assert_same(study(prices, events, missing), study(prices * units, events, missing))


@few
@given(seeds, holed, rules, st.integers(1, 9), st.integers(1, 9))
def test_the_size_of_chunks(seed, holes, missing, chunk, wide):
    prices, events = made_up(seed, holes)
    whole = study(prices, events, missing)
    before = pooling.CHUNK, pooling.WIDE, pooling.PATTERNS
    try:
        pooling.CHUNK, pooling.WIDE, pooling.PATTERNS = chunk, wide, wide
        cut = study(prices, events, missing)
    finally:
        pooling.CHUNK, pooling.WIDE, pooling.PATTERNS = before

    assert_same(whole, cut)


@few
@given(seeds, holed, rules, st.integers(1, 6), st.floats(0, 1))
def test_securities_that_no_event_names(seed, holes, missing, count, gone):
    prices, events = made_up(seed, holes)
    rng = np.random.default_rng(seed)
    other = np.exp(rng.normal(0, 3, (len(DAYS), count)))
    other[rng.random(other.shape) < gone] = np.nan
    more = pd.DataFrame(other, index=DAYS, columns=[f"Z{i}" for i in range(count)])

    joined = pd.concat([more, prices], axis=1)

    assert_same(study(prices, events, missing), study(joined, events, missing))

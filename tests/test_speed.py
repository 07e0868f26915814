"""What makes many events fast gives the numbers of the plain way."""

import numpy as np
import pytest

import eventstudy as es
from eventstudy import cellsums
from eventstudy.aggregate import batch_of
from eventstudy.engine import CaseIndex, Design, fit
from eventstudy.pooling import patterns
from eventstudy.returns import Returns
from eventstudy.study import Windows

SAME = 1e-12  # sums of a few residuals in two orders, absolute
LOOPED = 20


def batch(model="market", holes=0.0, firms=6):
    rng = np.random.default_rng(8)
    market = rng.normal(0, 0.01, 300)
    values = np.column_stack([market, 0.9 * market[:, None] + rng.normal(0, 0.02, (300, firms))])
    values[:, 1:][rng.random((300, firms)) < holes] = np.nan
    n = 40
    rows = np.sort(rng.integers(90, 110, n))
    cases = CaseIndex(rng.integers(1, firms + 1, n), np.zeros(n, dtype=np.int64), rows)
    design = Design(model, Windows(estimation=(-80, -6), event=(-2, 2), cars=((0, 0),)))
    names = tuple(f"c{i}" for i in range(firms + 1))
    returns = Returns(np.datetime64("2020-01-01") + np.arange(300), names, values)
    made = batch_of(values, cases, fit(returns, cases, design), design)
    order = np.lexsort((patterns(made), made.cases.row))
    return made.take(order), patterns(made)[order]


@pytest.mark.parametrize("model", ["raw", "market_adjusted", "constant_mean", "market"])
@pytest.mark.parametrize("holes", [0.0, 0.02])
def test_sums_from_the_table_are_those_of_the_residuals(model, holes):
    made, pattern = batch(model, holes)
    cell = cellsums.cell_of(made, pattern)

    table = cellsums.combined(made, cell)
    model_ = made.model
    plain = cellsums.added(made.residuals(slice(None)), model_.centre, model_.spread, cell)

    seen = np.array(
        [np.isfinite(made.residuals(np.flatnonzero(cell == c))[0]) for c in np.unique(cell)]
    )
    assert table * seen == pytest.approx(plain * seen, abs=SAME)


def test_a_wide_table_is_multiplied_in_parts(monkeypatch):
    made, pattern = batch()
    cell = cellsums.cell_of(made, pattern)
    whole = cellsums.combined(made, cell)
    monkeypatch.setattr(cellsums, "ALONE", 300)

    assert cellsums.combined(made, cell) == pytest.approx(whole, abs=SAME)


def test_the_loops_that_speed_is_measured_against_do_the_same_work(monkeypatch, root):
    monkeypatch.syspath_prepend(str(root))
    from benchmarks import events

    ours = events.our_cars(LOOPED)

    assert events.plain_loop(LOOPED)[1] == pytest.approx(ours, abs=SAME)
    assert events.lean_loop(LOOPED)[1] == pytest.approx(ours, abs=SAME)


def test_the_size_of_chunks_changes_no_bit_of_a_rank_test(monkeypatch, root):
    monkeypatch.syspath_prepend(str(root))
    from benchmarks import events

    returns, listed = events.panel(1000)
    design = {"benchmark": "MKT", "estimation": (-260, -11), "window": (-2, 2), "cars": [(0, 1)]}
    tests = ["corrado_rank", "corrado_zivney", "grank_t", "grank_z", "wilcoxon", "sign"]
    whole = es.event_study(returns, listed, tests=tests, **design).tests
    monkeypatch.setattr("eventstudy.pooling.CHUNK", 77)

    small = es.event_study(returns, listed, tests=tests, **design).tests

    assert (small["statistic"] == whole["statistic"]).all()

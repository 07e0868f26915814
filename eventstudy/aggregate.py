"""Cases pooled: every many-case test on every day and window, for all cases and by group."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from eventstudy.engine import CaseIndex, Design
from eventstudy.inference.evidence import Evidence
from eventstudy.inference.multiple import adjusted
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.inference.table import MANY, RESAMPLING
from eventstudy.models.normal import NormalModel
from eventstudy.pooling import Batch, Scores, evidence, patterns, scores
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

LARGE = 500  # past this many cases nothing is resampled by default


def wanted_tests(design: Design, n: int) -> tuple[str, ...]:
    """Return the many-case tests of a design for n cases."""
    if design.tests != "default":
        return tuple(name for name in MANY if name in design.tests)
    return tuple(name for name in MANY if n <= LARGE or name not in RESAMPLING)


def batch_of(values: Floats, cases: CaseIndex, model: NormalModel, design: Design) -> Batch:
    """Make a batch of usable cases, fitted by ``model``."""
    windows = design.windows
    return Batch(np.asfortranarray(values), cases, model, windows.estimation, windows.event)


def aggregate(
    batch: Batch,
    design: Design,
    groups: Sequence[str | None] | None = None,
    computed: Scores | None = None,
) -> tuple[dict[str, Any], ...]:
    """Test the mean over cases, first of all of them, then of each group.

    Parameters
    ----------
    batch : Batch
        Usable cases in any order.
    design : Design
    groups : sequence of (str or None), optional
        Each case's group.
    computed : Scores, optional
        The batch's, where they are at hand.

    Returns
    -------
    tuple of dict
        ``{group, model, n, daily: [{tau, n, aar, tests}], windows: [{window, n, caar, tests}]}``.
        A day or window is tested on the cases that have every session of it. Empty without
        cases.
    """
    if not len(batch):
        return ()
    pattern = patterns(batch)
    order = np.lexsort((pattern, batch.cases.row))
    sorted_already = bool((order == np.arange(len(order))).all())
    found = scores(batch, design.windows.cars) if computed is None else computed
    if not sorted_already:
        batch, pattern, found = batch.take(order), pattern[order], _rows(found, order)
    everyone = [_pool(batch, found, pattern, design, None)]
    if groups is None:
        return tuple(everyone)
    named = [g if isinstance(g, str) else "" for g in groups]
    labels = np.array(named, dtype=object)[order]
    for name in dict.fromkeys(g for g in named if g):
        some = np.flatnonzero(labels == name)
        everyone.append(_pool(batch.take(some), _rows(found, some), pattern[some], design, name))
    return tuple(everyone)


def _rows(computed: Scores, cases: Ints) -> Scores:
    return Scores(computed.windows, computed.car[cases], computed.score[cases])


def _pool(
    batch: Batch, computed: Scores, pattern: Ints, design: Design, group: str | None
) -> dict[str, Any]:
    """Test one set of cases on every day and window."""
    wanted = wanted_tests(design, len(batch))
    days = batch.span[1] - batch.span[0] + 1
    rows = _tested(batch, computed, pattern, design, wanted)
    together = adjusted([row["tests"] for row in rows[days:]])
    return {
        "group": group,
        "model": design.model,
        "n": len(batch),
        "daily": [
            {"tau": batch.span[0] + t, "n": row["n"], "aar": row["mean"], "tests": row["tests"]}
            for t, row in enumerate(rows[:days])
        ],
        "windows": [
            {"window": window, "n": row["n"], "caar": row["mean"], "tests": tests}
            for window, row, tests in zip(design.windows.cars, rows[days:], together, strict=True)
        ],
    }


def _tested(
    batch: Batch, computed: Scores, pattern: Ints, design: Design, wanted: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Test each column on the cases observed there; columns with the same cases share evidence."""
    seen = np.isfinite(computed.score)
    kinds, which = np.unique(np.packbits(seen, axis=0), axis=1, return_inverse=True)
    rows: list[dict[str, Any]] = [{} for _ in computed.windows]
    for kind in range(kinds.shape[1]):
        columns = np.flatnonzero(which.ravel() == kind)
        some = np.flatnonzero(seen[:, columns[0]])
        if not len(some):
            _fill(rows, columns, [_nobody(wanted)] * len(columns))
            continue
        whole = len(some) == len(batch)
        found = evidence(
            batch if whole else batch.take(some),
            computed if whole else _rows(computed, some),
            pattern if whole else pattern[some],
            design,
            wanted,
        )
        _fill(rows, columns, [_row(found, int(at), wanted) for at in columns])
    return rows


def _fill(rows: list[dict[str, Any]], columns: Ints, found: list[dict[str, Any]]) -> None:
    for at, row in zip(columns, found, strict=True):
        rows[at] = row


def _nobody(wanted: tuple[str, ...]) -> dict[str, Any]:
    reason = "no case has a return on every session of this window"
    return {"n": 0, "mean": None, "tests": tuple(NotApplicable(w, reason) for w in wanted)}


def _row(found: Evidence, at: int, wanted: tuple[str, ...]) -> dict[str, Any]:
    tests: tuple[Outcome, ...] = tuple(MANY[name](found, at) for name in wanted)
    return {"n": len(found), "mean": float(found.car_moments.mean[at]), "tests": tests}

"""Cases pooled: every many-case test on every day and window, for all cases and by group."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from eventstudy.batches import Batch, Scores, in_chunks
from eventstudy.engine import CaseIndex, Design
from eventstudy.inference.evidence import Evidence
from eventstudy.inference.multiple import adjusted
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.inference.table import MANY, RESAMPLING
from eventstudy.models.normal import Flags, NormalModel
from eventstudy.pooling import evidence, patterns, scores
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

MANY_CASES = 4096  # past this many cases windows are tested on all processors
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
    found = scores(batch, design.windows.cars) if computed is None else computed
    labels = np.array([g if isinstance(g, str) else "" for g in groups or ()], dtype=object)
    if pattern.any() or (np.diff(batch.cases.row) < 0).any():
        order = np.lexsort((pattern, batch.cases.row))
        batch, pattern, found = batch.take(order), pattern[order], _rows(found, order)
        labels = labels[order] if len(labels) else labels
    everyone = [_pool(batch, found, pattern, design, None)]
    for name in dict.fromkeys(g for g in groups or () if isinstance(g, str)):
        some = np.flatnonzero(labels == name)
        part = batch.take(some), _rows(found, some), pattern[some]
        everyone.append(_pool(*part, design, name))
    return tuple(everyone)


def _rows(computed: Scores, cases: Ints) -> Scores:
    """Keep some cases, columns staying contiguous."""
    car, score = (np.ascontiguousarray(a.T[:, cases]).T for a in (computed.car, computed.score))
    return Scores(computed.windows, car, score)


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
    seen, which = _observed(computed.score)
    rows: list[dict[str, Any]] = [{} for _ in computed.windows]
    for kind in np.unique(which):
        columns = np.flatnonzero(which == kind)
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
        _fill(rows, columns, _rows_of(found, columns, wanted))
    return rows


def _observed(score: Floats) -> tuple[Flags, Ints]:
    """Tell which cases have which windows, and number the windows by their set of cases."""
    if all(np.isfinite(column.sum()) for column in score.T):
        return np.broadcast_to(True, score.shape), np.zeros(score.shape[1], dtype=np.int64)
    seen = np.isfinite(score)
    which = np.unique(np.packbits(seen, axis=0), axis=1, return_inverse=True)[1]
    return seen, which.ravel()


def _fill(rows: list[dict[str, Any]], columns: Ints, found: list[dict[str, Any]]) -> None:
    for at, row in zip(columns, found, strict=True):
        rows[at] = row


def _nobody(wanted: tuple[str, ...]) -> dict[str, Any]:
    reason = "no case has a return on every session of this window"
    return {"n": 0, "mean": None, "tests": tuple(NotApplicable(w, reason) for w in wanted)}


def _rows_of(found: Evidence, columns: Ints, wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    """Test each window; several at a time where cases are many."""

    def some(part: slice) -> list[dict[str, Any]]:
        return [_row(found, int(at), wanted) for at in columns[part]]

    each = 1 if len(found) > MANY_CASES else len(columns)
    return [row for rows in in_chunks(len(columns), some, each) for row in rows]


def _row(found: Evidence, at: int, wanted: tuple[str, ...]) -> dict[str, Any]:
    tests: tuple[Outcome, ...] = tuple(MANY[name](found, at) for name in wanted)
    return {"n": len(found), "mean": float(found.car_moments.mean[at]), "tests": tests}

"""Why placed cases of data frames cannot be computed: infinite and missing returns."""

from typing import TYPE_CHECKING

import numpy as np

from eventstudy.engine import CaseIndex, Design
from eventstudy.models.normal import Flags
from eventstudy.models.table import WITHOUT_BENCHMARK
from eventstudy.returns import Returns

if TYPE_CHECKING:
    from pandas import Series


def note(reasons: "Series", where: Flags, reason: str) -> None:
    """Write a reason where there is none yet, before anyone has seen the series."""
    if where.any():
        reasons[where & reasons.isna().to_numpy()] = reason


def infinite_inside(
    table: Returns, cases: CaseIndex, reasons: "Series", infinite: Flags, design: Design
) -> "Series":
    """Drop the cases whose windows hold an infinite return."""
    first, last = design.windows.estimation[0], design.windows.event[1]
    for row, column in zip(*np.nonzero(infinite), strict=True):
        uses = (cases.security == column) | (cases.benchmark == column)
        near = (cases.row + first <= row) & (row <= cases.row + last)
        note(
            reasons, uses & near, f"infinite return of {table.columns[column]} on {table.day(row)}"
        )
    return reasons


def holed(table: Returns, cases: CaseIndex, reasons: "Series", design: Design) -> "Series":
    """Drop the cases that miss a return inside their event window.

    Sessions past the last row are no hole: what needs them is left out of its window's count.
    """
    first, last = design.windows.event
    alone = design.model in WITHOUT_BENCHMARK
    for columns in [cases.security] if alone else [cases.security, cases.benchmark]:
        missing = ~np.isfinite(table.values)
        if not missing.any():
            return reasons
        total = np.vstack([np.zeros((1, missing.shape[1]), dtype=np.int64), missing.cumsum(axis=0)])
        low = np.clip(cases.row + first, 0, len(missing))
        high = np.clip(cases.row + last + 1, 0, len(missing))
        at = np.maximum(columns, 0)
        holes = (columns >= 0) & (total[high, at] > total[low, at])
        for case in np.flatnonzero(holes & reasons.isna().to_numpy()):
            row = low[case] + int(missing[low[case] : high[case], at[case]].argmax())
            reasons.iloc[int(case)] = (
                f"no return of {table.columns[at[case]]} on {table.day(row)}, inside the event "
                f"window [{first}, {last}]"
            )
    return reasons

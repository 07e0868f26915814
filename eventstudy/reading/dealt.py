"""Figures dealt out to days: ``fell 7.8% and 7.4% on Monday and Tuesday, respectively``."""

import re
from itertools import pairwise

from eventstudy.reading.dates import DateMark
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene

_AND = re.compile(r"(?: ?\([^)]{0,14}\))?(?:,? and (?:on )?|, |[과와] | 및 |·)")
_NEXT = re.compile(r"[^.;]{0,10}?(?:,|\band\b|[과와]|및|·)[^.;]{0,12}")


def dealt_day(scene: Scene, start: int) -> DateMark | None:
    """Return the day of a figure where as many figures as days stand in one row each.

    Parameters
    ----------
    start : int
        Where the figure begins.
    """
    days = _days(scene)
    named = {m.listing for m in scene.mentions if m.traded}
    if len(days) < 2 or len(named) > 1:  # a name each, or a day each: nobody can tell
        return None
    figures = _figures(scene, days)
    at = next((i for i, f in enumerate(figures) if f.start == start), None)
    return None if at is None else days[at]


def both_days(scene: Scene) -> list[DateMark]:
    """Return the days of ``On Thursday and Friday it lost 15%``, where one figure stands alone."""
    days = _days(scene)
    alone = sum(f.kind == "percent" for f in scene.figures) == 1
    return days if alone and len(days) > 1 else []


def _days(scene: Scene) -> list[DateMark]:
    """Return the first row of days that are joined: ``3일과 4일``."""
    marks = [m for m in scene.dates if m.role == "session" and m.day is not None]
    run: list[DateMark] = []
    for mark in marks:
        if run and not _AND.fullmatch(scene.between(run[-1].end, mark.start)):
            if len(run) > 1:
                break
            run = []
        run.append(mark)
    return run


def _figures(scene: Scene, days: list[DateMark]) -> list[Figure]:
    """Return the row of percentages behind the days, or before them, if it is as long."""
    moves = [f for f in scene.figures if f.kind == "percent"]
    rows = (
        [f for f in moves if f.start >= days[-1].end],
        [f for f in moves if f.end <= days[0].start],
    )
    return next((row for row in rows if len(row) == len(days) and _joined(scene, row)), [])


def _joined(scene: Scene, row: list[Figure]) -> bool:
    return all(_NEXT.fullmatch(scene.between(a.end, b.start)) for a, b in pairwise(row))

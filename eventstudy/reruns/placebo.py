"""Rank a case among runs of the same design on every earlier session."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from eventstudy.abnormal import Window, car
from eventstudy.engine import CaseIndex, Design, at_rows, run, usable
from eventstudy.inference.result import HypothesisTest, NotApplicable, Outcome
from eventstudy.inference.single import WindowCar
from eventstudy.models.normal import Flags
from eventstudy.names import TESTS
from eventstudy.prices.panel import Days, Floats
from eventstudy.returns import Ints, Returns

FEWEST = 19  # below, no p of 5 % is possible
SPANS = (21, 63, 250)  # a month, a quarter, a year of sessions

DatedRow = tuple[int, str]


@dataclass(frozen=True, slots=True)
class PlaceboRuns:
    """The design at every earlier session whose windows lie in the data.

    Attributes
    ----------
    sessions : datetime64[D], shape (S,)
        Of the table of returns.
    rows : int, shape (n,)
        Rows of the runs' event days, ascending.
    cars, scores : dict of (int, int) to float array, shape (n,)
        By CAR window: CAR and CAR over its prediction error; NaN where a session is missing.
    avoid, known : tuple of (row, what)
        Listed events and confounders; the security's own known dates.
    """

    sessions: Days
    rows: Ints
    cars: dict[Window, Floats]
    scores: dict[Window, Floats]
    avoid: tuple[DatedRow, ...]
    known: tuple[DatedRow, ...]

    def clean(self, window: Window, *, known_kept: bool = False) -> Flags:
        """Tell which runs have a complete CAR window that avoids every listed session."""
        listed = self.avoid if known_kept else self.avoid + self.known
        hit = np.zeros(len(self.rows), dtype=bool)
        for row, _ in listed:
            hit |= (self.rows + window[0] <= row) & (row <= self.rows + window[1])
        return np.isfinite(self.scores[window]) & ~hit

    def left_out(self, window: Window) -> list[dict[str, str]]:
        """List the sessions that excluded at least one run, each with what it was."""
        first, last = self.rows[0] + window[0], self.rows[-1] + window[1]
        inside = sorted({(r, w) for r, w in self.avoid + self.known if first <= r <= last})
        return [{"date": str(self.sessions[row]), "what": what} for row, what in inside]


def rerun(
    returns: Returns,
    case: CaseIndex,
    design: Design,
    avoid: tuple[DatedRow, ...],
    known: tuple[DatedRow, ...],
) -> PlaceboRuns | None:
    """Run one case's design at every earlier session.

    The whole event window of a run lies before this case's event window; runs whose
    model cannot be fitted are left out.

    Returns
    -------
    PlaceboRuns or None
        None where history allows no run.
    """
    windows = design.windows
    columns = returns.values[:, [int(case.security[0]), int(case.benchmark[0])]]
    seen = np.flatnonzero(np.isfinite(columns).all(axis=1))
    first = (int(seen[0]) if len(seen) else len(columns)) - windows.estimation[0]
    stop = int(case.row[0]) + windows.event[0] - windows.event[1]
    if stop <= first:
        return None
    runs = at_rows(case, np.arange(first, stop))
    abnormal = run(returns, runs, design)
    kept = usable(abnormal.model, design)
    if not len(kept):
        return None
    sums = {window: car(abnormal, window) for window in windows.cars}
    rows = runs.row[kept]
    return PlaceboRuns(
        sessions=returns.sessions,
        rows=rows,
        cars={w: c.value[kept] for w, c in sums.items()},
        scores={w: c.standardised[kept] for w, c in sums.items()},
        avoid=avoid,
        known=known,
    )


def placebo(runs: PlaceboRuns | None, own: WindowCar) -> Outcome:
    """Rank |S| of a case among the same design on every earlier clean session.

    ``details``: rank and of (by |S|), raw_rank and raw_p (by |CAR|), first and last
    run, the larger runs, the sessions whose neighbours were left out and how many runs that cost.
    """
    reason = _too_few(0 if runs is None else int(runs.clean(own.window).sum()))
    if runs is None or reason:
        return NotApplicable("placebo", reason)
    clean = runs.clean(own.window)
    score, cars = runs.scores[own.window][clean], runs.cars[own.window][clean]
    days = runs.sessions[runs.rows[clean]].astype(str).tolist()
    statistic, n = own.value / own.se, len(score)
    larger = np.flatnonzero(np.abs(score) >= abs(statistic))
    raw = int((np.abs(cars) >= abs(own.value)).sum())
    largest = larger[np.argsort(-np.abs(score[larger]), kind="stable")]
    return HypothesisTest(
        name="placebo",
        null="the event day is an ordinary earlier session of this security",
        statistic=statistic,
        p_value=(1 + len(larger)) / (1 + n),
        n=n,
        distribution="ranks",
        floor=1 / (1 + n),
        source=TESTS["placebo"].source,
        details={
            "rank": 1 + len(larger),
            "of": 1 + n,
            "raw_rank": 1 + raw,
            "raw_p": (1 + raw) / (1 + n),
            "first": days[0],
            "last": days[-1],
            "larger": [_run(days, score, cars, i) for i in largest[:20]],
            "larger_count": len(larger),
            "avoided": runs.left_out(own.window),
            "excluded": int((np.isfinite(runs.scores[own.window]) & ~clean).sum()),
            "runs": len(runs.rows),
        },
    )


def _run(days: list[str], score: Floats, cars: Floats, at: int) -> dict[str, Any]:
    return {"date": days[at], "s": float(score[at]), "car": float(cars[at])}


def _too_few(n: int) -> str:
    if n >= FEWEST:
        return ""
    return (
        f"only {n} earlier sessions have the same windows inside the data; a rank p needs at "
        f"least {FEWEST}. A longer price history would give them"
    )


def max_placebo(runs: PlaceboRuns | None, own: WindowCar) -> Outcome:
    """Ask how often a stretch of history holds a move at least this large, up or down.

    The right question for a day chosen because the price moved. For m = 21, 63 and 250
    successive clean runs: the share of stretches whose largest |S| reaches the case's.
    Stretches overlap; only about n/m are independent. The p-value is that of the longest
    span with enough stretches.

    References
    ----------
    After White (2000), *Econometrica* 68(5), 1097-1126, on data snooping.
    """
    if own.window != (0, 0):
        return NotApplicable("max_placebo", "defined for the event day alone, window [0, 0]")
    if runs is None:
        return NotApplicable("max_placebo", _too_few(0))
    statistic = abs(own.value / own.se)
    spans = [_span(runs, statistic, m) for m in SPANS]
    usable_spans = [s for s in spans if s["p_value"] is not None]
    if not usable_spans:
        stretch = f"fewer than {FEWEST} stretches of {SPANS[0]} earlier sessions in the data"
        return NotApplicable("max_placebo", stretch)
    longest = usable_spans[-1]
    return HypothesisTest(
        name="max_placebo",
        null=f"the day is the largest move of {longest['sessions']} ordinary sessions",
        statistic=statistic,
        p_value=longest["p_value"],
        n=longest["runs"],
        distribution="ranks",
        floor=1 / (1 + longest["runs"]),
        source=TESTS["max_placebo"].source,
        details={
            "spans": spans,
            "sessions": longest["sessions"],
            "first": str(runs.sessions[runs.rows[0]]),
            "last": str(runs.sessions[runs.rows[-1]]),
            "known_dates": len(runs.known),
        },
    )


def _span(runs: PlaceboRuns, statistic: float, m: int) -> dict[str, Any]:
    p_value, count = _stretch_p(runs, statistic, m, known_kept=False)
    p_kept, count_kept = _stretch_p(runs, statistic, m, known_kept=True)
    return {
        "sessions": m,
        "p_value": p_value,
        "runs": count,
        "p_value_known_kept": p_kept,
        "runs_known_kept": count_kept,
    }


def _stretch_p(
    runs: PlaceboRuns, statistic: float, m: int, *, known_kept: bool
) -> tuple[float | None, int]:
    """Return the share of stretches of m runs that hold so large an |S|, and their number."""
    score = np.abs(runs.scores[0, 0][runs.clean((0, 0), known_kept=known_kept)])
    n = max(len(score) - m + 1, 0)
    if n < FEWEST:
        return None, n
    largest = np.lib.stride_tricks.sliding_window_view(score, m).max(axis=1)
    return (1 + int((largest >= statistic).sum())) / (1 + n), n


RERUNS: dict[str, Callable[[PlaceboRuns | None, WindowCar], Outcome]] = {
    "placebo": placebo,
    "max_placebo": max_placebo,
}

"""Which cases of a panel can be computed, and why the others cannot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from eventstudy.casework import study_design
from eventstudy.engine import CaseIndex
from eventstudy.factoring import PREFIX
from eventstudy.gaps import UNCOVERED, matched, uncovered
from eventstudy.models.table import FACTORS, RISKLESS, WITHOUT_BENCHMARK
from eventstudy.returns import Ints, Returns
from eventstudy.sessions import Calendar
from eventstudy.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

NONE = -2  # the column of a benchmark that the model does not use
NO_HOLE = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Lost:
    """Why cases are dropped: a kind of reason, and the reason in words, by place in the file."""

    kind: dict[int, str] = field(default_factory=dict)
    text: dict[int, str] = field(default_factory=dict)

    def note(self, where: Any, kind: str, text: Any) -> None:
        """Write a reason for cases that have none; ``text`` is a string or a function of the place."""
        for at in np.flatnonzero(where).tolist():
            if at not in self.kind:
                self.kind[at] = kind
                self.text[at] = text if isinstance(text, str) else text(at)


def lost_cases(
    listed: "DataFrame",
    row: Ints,
    index: CaseIndex,
    end: Ints,
    returns: Returns,
    calendar: Calendar,
    study: Study,
) -> Lost:
    """Find the cases that cannot be computed.

    Parameters
    ----------
    listed : DataFrame
        ``event_id, security, benchmark, date``, a row a case.
    row : int, shape (n,)
        Event rows, -1 before the calendar and its length after it.
    index : CaseIndex
        ``security`` and ``benchmark`` are -1 where there are no returns.
    end : int, shape (n,)
        Row of each case's data end.
    """
    lost = Lost()
    _note_absent(lost, listed, index.security, index.benchmark)
    _note_outside(lost, listed, row, end, calendar)
    places = row * len(returns.columns) + index.security
    _note_again(lost, listed, places)
    for note in _note_unknown(returns, index, end, study, np.array(sorted(lost.kind), dtype=int)):
        lost.note(*note)
    return lost


def _note_absent(lost: Lost, listed: "DataFrame", security: Ints, market: Ints) -> None:
    names, benchmarks = listed["security"].to_numpy(), listed["benchmark"].to_numpy()
    lost.note(security < 0, "no_prices", lambda i: f"no prices of {names[i]} in any source")
    lost.note(
        market == -1,
        "no_prices",
        lambda i: f"no prices of its benchmark {benchmarks[i]} in any source",
    )


def _note_outside(
    lost: Lost, listed: "DataFrame", row: Ints, end: Ints, calendar: Calendar
) -> None:
    days, first = listed["date"].dt.strftime("%Y-%m-%d").to_numpy(), calendar.days[0]
    lost.note(row < 0, "outside", lambda i: f"{days[i]} lies before the first session, {first}")
    lost.note(
        row > end,
        "outside",
        lambda i: f"the event day of {days[i]} comes after the data end, {calendar.days[end[i]]}",
    )


def _note_again(lost: Lost, listed: "DataFrame", code: Ints) -> None:
    """Drop the second of two events of one security with the same event day."""
    ids = listed["event_id"].to_numpy()
    first: dict[int, int] = {}
    before = {
        at: first.setdefault(int(code[at]), at) for at in range(len(code)) if at not in lost.kind
    }
    again = np.array([before.get(at, at) != at for at in range(len(code))], dtype=bool)
    lost.note(
        again, "repeated", lambda i: f"the same security and event day as event {ids[before[i]]}"
    )


def _note_unknown(
    returns: Returns, index: CaseIndex, end: Ints, study: Study, skip: Ints
) -> Iterator[tuple[Any, str, Any]]:
    """Yield the cases with too few estimation returns, and those with a hole in their event window.

    Where returns over several sessions are kept, a hole leaves the case out of the windows whose
    edges it crosses, and of the panel if these are all.
    """
    returns, index = matched(returns, index, study_design(study))
    first, last = study.windows.estimation
    start, stop = study.windows.event
    few, hole = np.full(len(index), -1), np.full(len(index), NO_HOLE)
    keep = np.ones(len(index), dtype=bool)
    keep[skip] = False
    pair = index.security * (len(returns.columns) + 2) + index.benchmark
    order = np.flatnonzero(keep)[np.argsort(pair[keep], kind="stable")]
    for cases in np.split(order, np.flatnonzero(np.diff(pair[order])) + 1) if len(order) else ():
        one = int(cases[0])
        seen = _seen(returns, int(index.security[one]), int(index.benchmark[one]), study)
        count, row = np.concatenate([[0], np.cumsum(seen)]), index.row[cases]
        found = _between(count, row + first, row + last)
        few[cases] = np.where(found < study.min_estimation, found, -1)
        if study.missing == "trade_to_trade":
            continue
        until = np.minimum(row + stop, end[cases])
        short = _between(count, row + start, until) < until - row - start + 1
        for at in cases[short].tolist():
            window = np.arange(index.row[at] + start, min(index.row[at] + stop, end[at]) + 1)
            hole[at] = next(int(r) for r in window if r < 0 or not seen[r])
    told = f"[{first}, {last}]"
    yield few >= 0, "few_returns", lambda i: _few(int(few[i]), told, study.min_estimation)
    yield hole != NO_HOLE, "hole", lambda i: _hole(returns, index, i, int(hole[i]), (start, stop))
    yield uncovered(returns, index, study.windows.cars) & keep, "hole", UNCOVERED
    yield (
        (index.row + start < 0) & keep,
        "hole",
        f"the event window [{start}, {stop}] starts before the first session",
    )


def _seen(returns: Returns, security: int, benchmark: int, study: Study) -> Any:
    """Tell on which sessions everything that the model needs of a case is known."""
    seen = np.isfinite(returns.values[:, security])
    if benchmark >= 0 and study.model not in WITHOUT_BENCHMARK:
        seen = seen & np.isfinite(returns.values[:, benchmark])
    for name in (*FACTORS.get(study.model, ()), *((RISKLESS,) if study.model in FACTORS else ())):
        seen = seen & np.isfinite(returns.values[:, returns.column(name)])
    return seen


def _between(count: Ints, first: Ints, last: Ints) -> Ints:
    """Count between rows, both included; rows outside the table hold nothing."""
    top = len(count) - 1
    return np.asarray(
        np.maximum(count[np.clip(last + 1, 0, top)] - count[np.clip(first, 0, top)], 0)
    )


def _few(found: int, window: str, least: int) -> str:
    return f"{found} returns in the estimation window {window}; min_estimation asks for {least}"


def _hole(returns: Returns, index: CaseIndex, at: int, row: int, window: tuple[int, int]) -> str:
    """Say what is missing on which session of the event window."""
    if row < 0:
        return f"the event window {list(window)} starts before the first session"
    security, market = int(index.security[at]), int(index.benchmark[at])
    name = returns.columns[security]
    if np.isfinite(returns.values[row, security]):
        known = market < 0 or np.isfinite(returns.values[row, market])
        name = PREFIX.rstrip(":") + "s" if known else returns.columns[market]
    return f"no return of {name} on {returns.day(row)}, which the event window {list(window)} needs"

"""``eventstudy check`` for an events file: how many cases have what they need."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from eventstudy.config import StudyFile
from eventstudy.errors import PriceError
from eventstudy.eventsfile import read_events
from eventstudy.panelplan import PanelPlan, plan_panel
from eventstudy.prices.access import Access
from eventstudy.sourcing import Prices

KINDS = {
    "no_prices": "without prices",
    "outside": "with an event day outside the data",
    "repeated": "with the security and day of another event",
    "few_returns": "with too few returns in the estimation window",
    "hole": "with a return missing in the event window",
}
SHOWN = 10


def panel_lines(file: StudyFile, override: Path | None, access: Access) -> Iterator[str]:
    """Say what the events file holds and which cases have what they need; nothing is downloaded.

    Raises
    ------
    ConfigError, InputError, PriceError
        As ``run`` would, as far as prices are at hand.
    """
    events = read_events(file)
    frame = events.frame
    yield (
        f"{events.name}: {len(frame):,} events of {frame['security'].nunique():,} securities, "
        f"{frame['date'].min()} to {frame['date'].max()}"
    )
    try:
        plan = plan_panel(file, override, access)
    except PriceError as error:
        if override is not None or not _downloads(file.study.prices):
            raise
        yield f"prices at hand do not suffice yet: {error}"
        yield "to be downloaded from Yahoo Finance; run says which cases then lack something"
        return
    yield from _described(plan)


def _downloads(prices: Prices | None) -> bool:
    return prices is None or "yahoo" in prices.sources


def _described(plan: PanelPlan) -> Iterator[str]:
    days = plan.calendar.days
    kept = [i for i in range(len(plan.listed)) if i not in plan.lost.kind]
    yield f"calendar: {plan.calendar.name} ({plan.calendar.code}), data end {days[int(plan.end.max())]}"
    if kept:
        rows = np.sort(plan.cases.row[kept])
        yield f"event days: {days[rows[0]]} to {days[rows[-1]]}, {len(np.unique(rows)):,} different"
    yield from _prices(plan)
    yield f"cases with what they need: {len(kept):,} of {len(plan.listed):,}"
    for kind, n in sorted(Counter(plan.lost.kind.values()).items()):
        first = min(i for i, k in plan.lost.kind.items() if k == kind)
        row = plan.listed.iloc[first]
        told = f"{row['event_id']}, {row['security']}: {plan.lost.text[first]}"
        yield f"  {n:,} {KINDS[kind]}; the first: {told}"


def _prices(plan: PanelPlan) -> Iterator[str]:
    wanted = list(plan.listed["security"].unique())
    absent = [s for s in wanted if s not in plan.panel]
    shown = ", ".join(absent[:SHOWN]) + (
        f" and {len(absent) - SHOWN} more" if absent[SHOWN:] else ""
    )
    yield f"securities with prices: {len(wanted) - len(absent):,} of {len(wanted):,}" + (
        f"; without: {shown}" if absent else ""
    )
    for symbol in plan.listed["benchmark"].dropna().unique():
        if symbol in plan.panel:
            origin = plan.panel[symbol].provenance
            yield f"benchmark {symbol}: {origin.source}, {origin.first} to {origin.last}"

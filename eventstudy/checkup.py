"""``eventstudy check``: what a config means, before anything is computed."""

from dataclasses import replace
from pathlib import Path

from eventstudy.config import read_study
from eventstudy.placing import Placed, place_events, study_span
from eventstudy.plan import (
    case_symbols,
    claim_symbols,
    price_plan,
    study_calendars,
    study_needs,
    window_dates,
)
from eventstudy.prices.access import access_for
from eventstudy.prices.load import where
from eventstudy.prices.store import cache_folder
from eventstudy.study import Study


def describe_config(path: Path, override: Path | None = None) -> str:
    """Validate a config and say what it means in lines a person reads.

    Returns
    -------
    str
        Each event's announcement, event day and reason, the windows as
        dates, and for each symbol where its prices would come from.

    Raises
    ------
    ConfigError, PriceError
        As ``run`` would.
    """
    file = read_study(path)
    span = study_span(file)
    prices = price_plan(file, span, override)
    access = access_for(file.study.network, file.folder, cache_folder())
    calendars = study_calendars(file, span, prices, replace(access, offline=True))
    placed = place_events(file, calendars)
    lines = [f"{path}: {file.study.title}"]
    for p in placed:
        lines += _event_lines(p, file.study)
    lines.append(f"prices from {span.first} to {span.last}:")
    named = {
        *case_symbols(file.study),
        *claim_symbols((r.article for r in file.records.values()), file.study.groups),
    }
    for code, all_needs in study_needs(file, placed).items():
        needs = [n for n in all_needs if n.symbol in named]
        found = where(prices, needs, calendars[code], file.folder, access=access)
        lines += [f"  {symbol:<8} {origin}" for symbol, origin in found.items()]
    claims = sum(len(r.article.claims) for r in file.records.values())
    lines.append(f"records: {len(file.records)}, claims: {claims}")
    return "\n".join(lines)


def _event_lines(placed: Placed, study: Study) -> list[str]:
    event = placed.event
    head = f"{event.id}, {placed.security.symbol} against {placed.security.benchmark}"
    day = f"  announced {event.announced.isoformat()} -> event day {placed.day.session}"
    windows = [
        f"  {name}: {first} to {last}"
        for name, (first, last) in window_dates(placed, study).items()
    ]
    return [head, day, f"  because {placed.day.reason}", *windows]

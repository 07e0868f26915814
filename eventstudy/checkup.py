"""``eventstudy check``: what a config means, before anything is computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from eventstudy.config import StudyFile, read_study
from eventstudy.errors import PriceError
from eventstudy.placing import Placed, by_calendar, place_events, study_span
from eventstudy.plan import (
    case_symbols,
    claim_symbols,
    last_session,
    load_panel,
    price_plan,
    refuse_future,
    study_calendars,
    study_needs,
    window_dates,
)
from eventstudy.prices.access import Access, access_for
from eventstudy.prices.load import where
from eventstudy.prices.panel import PricePanel
from eventstudy.prices.store import cache_folder
from eventstudy.sessions import Calendar
from eventstudy.sourcing import Prices
from eventstudy.study import EventsFile, Study


def describe_config(path: Path, override: Path | None = None) -> str:
    """Validate a config and say what it means in lines a person reads.

    Returns
    -------
    str
        Each event's announcement, event day and reason, the windows as
        dates, and for each symbol where its prices come from, or would.

    Raises
    ------
    ConfigError, PriceError
        As ``run`` would, as far as prices are at hand; nothing is downloaded.
    """
    file = read_study(path)
    if isinstance(file.study.events, EventsFile):
        return _panel(path, file, override)
    span = study_span(file)
    prices = price_plan(file, span, override)
    access = access_for(file.study.network, file.folder, cache_folder(), offline=True)
    calendars = study_calendars(file, span, prices, access)
    placed = place_events(file, calendars)
    lines = [f"{path}: {file.study.title}"]
    for p in placed:
        lines += _event_lines(p, file.study)
    lines.append(f"prices from {span.first} to {span.last}:")
    lines += _price_lines(file, placed, calendars, prices, access)
    claims = sum(len(r.article.claims) for r in file.records.values())
    lines.append(f"records: {len(file.records)}, claims: {claims}")
    return "\n".join(lines)


def _panel(path: Path, file: StudyFile, override: Path | None) -> str:
    from eventstudy.panelcheck import panel_lines  # heavy: pandas

    access = access_for(file.study.network, file.folder, cache_folder(), offline=True)
    return "\n".join([f"{path}: {file.study.title}", *panel_lines(file, override, access)])


def _event_lines(placed: Placed, study: Study) -> list[str]:
    event = placed.event
    head = f"{event.id}, {placed.security.symbol} against {placed.security.benchmark}"
    day = f"  announced {event.announced.isoformat()} -> event day {placed.day.session}"
    windows = [
        f"  {name}: {first} to {last}"
        for name, (first, last) in window_dates(placed, study).items()
    ]
    return [head, day, f"  because {placed.day.reason}", *windows]


def _price_lines(
    file: StudyFile,
    placed: Sequence[Placed],
    calendars: Mapping[str, Calendar],
    prices: Prices,
    access: Access,
) -> Iterator[str]:
    """Say where each symbol's prices come from; what is to be downloaded cannot be judged yet."""
    try:
        panel = load_panel(file, placed, calendars, prices, access)
    except PriceError:
        if "yahoo" not in prices.sources:
            raise
        yield from _expected(file, placed, calendars, prices, replace(access, offline=False))
        return
    for own in by_calendar(placed).values():
        calendar = own[0].calendar
        end = calendar.on_or_before(last_session(own, panel, file.study))
        refuse_future(own, calendar.row(end), file.study)
    yield from _found(file, panel)


def _found(file: StudyFile, panel: PricePanel) -> Iterator[str]:
    for symbol in _named(file):
        if symbol not in panel:
            yield f"  {symbol:<8} in no source; its claims cannot be checked"
            continue
        origin = panel[symbol].provenance
        span = f"{origin.first} to {origin.last} ({origin.rows:,} sessions)"
        yield f"  {symbol:<8} {origin.source}: {span}"


def _expected(
    file: StudyFile,
    placed: Sequence[Placed],
    calendars: Mapping[str, Calendar],
    prices: Prices,
    access: Access,
) -> Iterator[str]:
    named = _named(file)
    for code, needs in study_needs(file, placed).items():
        own = [n for n in needs if n.symbol in named]
        found = where(prices, own, calendars[code], file.folder, access=access)
        yield from (f"  {symbol:<8} {origin}" for symbol, origin in found.items())


def _named(file: StudyFile) -> list[str]:
    """Return the symbols that config and records name, each once."""
    articles = (r.article for r in file.records.values())
    return list(
        dict.fromkeys([*case_symbols(file.study), *claim_symbols(articles, file.study.groups)])
    )

"""What a study needs before anything is computed: sources, calendar, prices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from eventstudy.config import StudyFile
from eventstudy.errors import PriceError
from eventstudy.placing import (
    Placed,
    Span,
    announced_day,
    sessions_back,
    sessions_on,
    study_span,
    window_sessions,
)
from eventstudy.prices.load import Need, file_days
from eventstudy.sessions import Calendar, data_calendar, exchange_calendar
from eventstudy.study import Article, FileSource, Group, Prices, Study

FUTURE_DAYS = 500  # calendar days past the data end, so that a page can name coming sessions
SISTERS = {"GOOGL": "GOOG", "GOOG": "GOOGL", "^IXIC": "^NDX", "^NDX": "^IXIC"}


def price_plan(file: StudyFile, span: Span, override: Path | None) -> Prices:
    """Return the sources of a run with the days that are asked for.

    Raises
    ------
    PriceError
        If neither the config nor ``--prices`` names a source.
    """
    declared = file.study.prices
    if override is not None:
        sources: tuple[FileSource, ...] = (FileSource(files=str(override.absolute())),)
    elif declared is not None:
        sources = declared.sources
    else:
        raise PriceError(
            f"{file.name}: no prices for {', '.join(case_symbols(file.study))}: the config names "
            "no source; add prices: {sources: [{files: FOLDER}]} with one SYMBOL.csv each, or give "
            "--prices PATH"
        )
    return Prices(sources=sources, start=span.first, end=span.last)


def study_calendar(file: StudyFile, span: Span, prices: Prices) -> Calendar:
    """Load the calendar that covers the prices, every window and some sessions to come."""
    study = file.study
    if study.calendar == "data":
        return data_calendar(file_days(prices, case_symbols(study), file.folder))
    days = [announced_day(e) for e in study.events]
    first = min(span.first, sessions_back(min(days), study.windows.estimation[0]))
    last = max(span.last, sessions_on(max(days), study.windows.event[1]))
    return exchange_calendar(study.calendar, first - timedelta(15), last + timedelta(FUTURE_DAYS))


def case_symbols(study: Study) -> list[str]:
    """Return the securities and benchmarks of a study, each once."""
    members = [s for e in study.events for s in study.members(e)]
    return list(dict.fromkeys(x for s in members for x in (s.symbol, s.benchmark)))


def study_needs(
    file: StudyFile, placed: tuple[Placed, ...], calendar: Calendar
) -> tuple[Need, ...]:
    """List what cases (required) and claims (not) need of each symbol."""
    span = study_span(file)
    cases = _case_needs(placed, file.study, calendar)
    named = claim_symbols((r.article for r in file.records.values()), file.study.groups)
    claims = (Need(s, span.first, span.last, False) for s in with_sisters(named))
    return (*cases, *claims)


def _case_needs(placed: tuple[Placed, ...], study: Study, calendar: Calendar) -> Iterator[Need]:
    for p in placed:
        span = window_sessions(p, study, calendar)
        for symbol in (p.security.symbol, p.security.benchmark):
            yield Need(symbol, span.first, span.last, True)


def claim_symbols(articles: Iterable[Article], groups: Mapping[str, Group]) -> list[str]:
    """Return the symbols that claims name: subjects, candidates and members of groups."""
    found: dict[str, None] = {}
    for claim in (c for article in articles for c in article.claims):
        group = claim.group or ()
        if isinstance(group, str):
            group = groups[group].members if group in groups else ()
        subject = (claim.subject,) if claim.subject else ()
        found |= dict.fromkeys((*subject, *claim.candidates, *group))
    return list(found)


def with_sisters(symbols: Sequence[str]) -> list[str]:
    """Add the other share class or index, which may explain a mismatch."""
    return list(dict.fromkeys([*symbols, *(SISTERS[s] for s in symbols if s in SISTERS)]))


def window_dates(placed: Placed, study: Study, calendar: Calendar) -> dict[str, tuple[date, date]]:
    """Return the windows of a case as dates, by name."""
    row = calendar.row(placed.day.session)
    return {
        f"{name.split('[')[0]} [{a}, {b}]": (calendar.days[row + a], calendar.days[row + b])
        for name, (a, b) in study.windows.named()
    }

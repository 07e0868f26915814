"""What a study needs before anything is computed: sources, calendar, prices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from eventstudy.article import Article
from eventstudy.config import StudyFile
from eventstudy.errors import PriceError
from eventstudy.exchanges import exchange_of
from eventstudy.names import SISTERS
from eventstudy.placing import (
    Placed,
    Span,
    announced_day,
    by_calendar,
    calendar_code,
    sessions_back,
    sessions_on,
    study_span,
    window_sessions,
)
from eventstudy.prices.access import Access
from eventstudy.prices.load import Need, data_end, file_days, load_prices, require_sessions
from eventstudy.prices.panel import PricePanel, Series
from eventstudy.sessions import Calendar, data_calendar, exchange_calendar
from eventstudy.sourcing import FileSource, Prices, Source
from eventstudy.study import Group, Study

FUTURE_DAYS = 500  # calendar days past the data end, so that a page can name coming sessions


def price_plan(file: StudyFile, span: Span, override: Path | None) -> Prices:
    """Return the sources of a run (Yahoo where none is named) with the days that are asked for."""
    declared = file.study.prices
    sources: tuple[Source, ...] = declared.sources if declared is not None else ("yahoo",)
    if override is not None:
        sources = (FileSource(files=str(override.absolute())),)
    return Prices(sources=sources, start=span.first, end=span.last)


def study_calendars(
    file: StudyFile, span: Span, prices: Prices, access: Access
) -> dict[str, Calendar]:
    """Load each exchange's calendar: the prices, every window, some sessions to come."""
    study = file.study
    named = claim_symbols((r.article for r in file.records.values()), study.groups)
    known = [s for s in named if study.calendar or exchange_of(s)]
    codes = dict.fromkeys(calendar_code(study, s) for s in [*case_symbols(study), *known])
    days = [announced_day(e) for e in study.listed]
    first = min(span.first, sessions_back(min(days), study.windows.estimation[0]))
    last = max(span.last, sessions_on(max(days), study.windows.event[1]))
    return {
        code: data_calendar(file_days(prices, case_symbols(study), file.folder, access=access))
        if code == "data"
        else exchange_calendar(code, first - timedelta(15), last + timedelta(FUTURE_DAYS))
        for code in codes
    }


def case_symbols(study: Study) -> list[str]:
    """Return the securities and benchmarks of a study, each once."""
    members = [s for e in study.listed for s in study.members(e)]
    cases = [x for s in members for x in (s.symbol, s.benchmark)]
    return list(dict.fromkeys([*cases, *other_benchmarks(study)]))


def other_benchmarks(study: Study) -> list[str]:
    """Return the benchmarks and donors that only the specification curve uses."""
    asked = study.robustness
    return [b.symbol for b in (*asked.benchmarks, *asked.donors)] if asked else []


def study_needs(file: StudyFile, placed: Sequence[Placed]) -> dict[str, tuple[Need, ...]]:
    """List by calendar what cases (required) and claims (not) need of each symbol."""
    study, span = file.study, study_span(file)
    needs = {code: list(_case_needs(own, study)) for code, own in by_calendar(placed).items()}
    main = next(iter(needs))
    named = claim_symbols((r.article for r in file.records.values()), study.groups)
    for symbol in with_sisters(named):
        exchange = exchange_of(symbol)
        code = study.calendar or (exchange.calendar if exchange else main)
        needs.setdefault(code, []).append(Need(symbol, span.first, span.last, False))
    return {code: tuple(own) for code, own in needs.items()}


def _case_needs(placed: Sequence[Placed], study: Study) -> Iterator[Need]:
    for p in placed:
        span = window_sessions(p, study)
        yield Need(p.security.symbol, span.first, span.last, True, study.missing != "drop")
        for symbol in (p.security.benchmark, *other_benchmarks(study)):
            yield Need(symbol, span.first, span.last, True)


def load_panel(
    file: StudyFile,
    placed: Sequence[Placed],
    calendars: Mapping[str, Calendar],
    prices: Prices,
    access: Access,
) -> PricePanel:
    """Load every series the cases and the claims need, up to each calendar's data end."""
    series: dict[str, Series] = {}
    warnings: dict[str, None] = {}
    for code, needs in study_needs(file, placed).items():
        panel = load_prices(prices, needs, calendars[code], file.folder, access=access)
        own = [p for p in placed if p.calendar.code == code]
        if own:
            require_sessions(panel, needs, calendars[code], last_session(own, panel, file.study))
        series |= panel.series
        warnings |= dict.fromkeys(panel.warnings)
    return PricePanel(series, tuple(warnings))


def last_session(placed: Sequence[Placed], panel: PricePanel, study: Study) -> date:
    """Return the data end: the benchmarks' last session, or ``prices.end`` if earlier."""
    end = study.prices.end if study.prices else None
    return min(data_end(panel[p.security.benchmark], end) for p in placed)


def refuse_future(placed: Sequence[Placed], end: int, study: Study) -> None:
    """Refuse event days after the data end (a row of their calendar).

    Raises
    ------
    PriceError
        Saying how many sessions there are, how many are needed, and what to change.
    """
    first, last = study.windows.event
    for p in placed:
        if p.row > end:
            found = max(0, min(last, end - p.row) - first + 1)
            raise PriceError(
                f"{p.place}: the event day {p.day.session} comes after the last session with "
                f"prices, {p.calendar.days[end]}: {found} of the {last - first + 1} sessions of "
                f"the event window {[first, last]} have prices. Add later prices, move prices.end, "
                "or correct the date"
            )


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


def window_dates(placed: Placed, study: Study) -> dict[str, tuple[date, date]]:
    """Return the windows of a case as dates, by name; as far as the calendar reaches."""
    days, row = placed.calendar.days, placed.row
    return {
        f"{name.split('[')[0]} [{a}, {b}]": (days[row + a], days[min(row + b, len(days) - 1)])
        for name, (a, b) in study.windows.named()
    }

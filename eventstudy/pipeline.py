"""The whole tool on one page: a config becomes a result.

sessions → prices → returns → cases (one fork: claims) → result → its sentences.
"""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from eventstudy.assemble import CaseSpec, build_cases
from eventstudy.cautions import cautions
from eventstudy.claims.check import check_claims
from eventstudy.config import StudyFile
from eventstudy.describe import (
    answers,
    article_infos,
    event_infos,
    headline_info,
    price_info,
    study_info,
    versions,
)
from eventstudy.engine import Design
from eventstudy.errors import PriceError
from eventstudy.placing import (
    Placed,
    fact_session,
    place_events,
    study_dates,
    study_span,
)
from eventstudy.plan import price_plan, study_calendar, study_needs
from eventstudy.prices.load import data_end, load_prices, require_sessions
from eventstudy.prices.panel import PricePanel
from eventstudy.report.prose.table import PROSE
from eventstudy.result import SCHEMA, Case, Caution, Dropped, StudyResult
from eventstudy.returns import Returns, from_prices, index_without
from eventstudy.sessions import Calendar
from eventstudy.study import Prices, Security, Study


def run_study(file: StudyFile, override: Path | None = None) -> StudyResult:
    """Run one study.

    Parameters
    ----------
    file : StudyFile
    override : Path, optional
        ``--prices``: replaces every source of the config.

    Raises
    ------
    ConfigError
        If the config contradicts its records or calendar.
    PriceError
        If needed prices are missing or refused.
    """
    study, span = file.study, study_span(file)
    prices = price_plan(file, span, override)
    calendar = study_calendar(file, span, prices)
    placed = place_events(file, calendar)
    panel = _prices(file, placed, calendar, prices)
    returns = _returns(panel, placed, calendar, study)
    cases, dropped = _cases(placed, panel, returns, calendar, study)
    records = tuple(file.records.values())
    articles = {record.id: record.article for record in records}
    shares = {s.symbol: s.shares_outstanding for s in study.securities if s.shares_outstanding}
    verdicts = check_claims(articles, panel, calendar, shares, study.groups)
    result = StudyResult(
        schema=SCHEMA,
        study=study_info(file, calendar, _data_end(placed, panel, study)),
        versions=versions(),
        headline=headline_info(study),
        articles=tuple(article_infos(records, verdicts)),
        prices=price_info(panel),
        events=tuple(event_infos(placed, study)),
        cases=cases,
        aggregate=(),
        robustness=None,
        claims=verdicts,
        answers=tuple(answers(records, cases)),
        calibration=None,
        dropped=dropped,
        warnings=tuple(Caution("price_defect", w, {"text": w}) for w in panel.warnings),
    )
    return _worded(dataclasses.replace(result, warnings=cautions(study, result)))


def _worded(result: StudyResult) -> StudyResult:
    """Fill in the sentences that the result itself carries, in every language."""
    answers = tuple(
        dataclasses.replace(a, text={lang: p.answer(a) for lang, p in PROSE.items()})
        for a in result.answers
    )
    warnings = tuple(dataclasses.replace(w, text=PROSE["en"].caution(w)) for w in result.warnings)
    result = dataclasses.replace(result, answers=answers, warnings=warnings)
    text = {lang: p.headline(result) for lang, p in PROSE.items()}
    return dataclasses.replace(result, headline=dataclasses.replace(result.headline, text=text))


def _prices(
    file: StudyFile, placed: tuple[Placed, ...], calendar: Calendar, prices: Prices
) -> PricePanel:
    """Load every series the cases and the claims need, up to the data end."""
    needs = study_needs(file, placed, calendar)
    panel = load_prices(prices, needs, calendar, file.folder)
    require_sessions(panel, needs, calendar, _data_end(placed, panel, file.study))
    return panel


def _data_end(placed: tuple[Placed, ...], panel: PricePanel, study: Study) -> date:
    end = study.prices.end if study.prices else None
    return min(data_end(panel[p.security.benchmark], end) for p in placed)


def _returns(
    panel: PricePanel, placed: tuple[Placed, ...], calendar: Calendar, study: Study
) -> Returns:
    """Make returns of every security and benchmark, and of benchmarks without the firm."""
    grid = calendar.sessions
    symbols = list(
        dict.fromkeys(s for p in placed for s in (p.security.symbol, p.security.benchmark))
    )
    total = {s: panel.total_return(s, grid) for s in symbols}
    returns = from_prices(grid, total, study.returns)
    extra = {}
    for security in dict.fromkeys(p.security.symbol for p in placed):
        firm = study.security(security)
        weight = firm.weight_in.get(firm.benchmark)
        if weight is not None:
            index, own = firm.benchmark, firm.symbol
            extra[_without(firm)] = index_without(
                panel.close(index, grid),
                panel.close(own, grid),
                weight.value,
                calendar.row(calendar.on_or_before(weight.as_of)),
                index_total=total[index],
                firm_total=total[own],
                kind=study.returns,
            )
    for name, series in extra.items():
        returns = returns.with_column(name, series)
    return returns


def _without(firm: Security) -> str:
    return f"{firm.benchmark} ex {firm.symbol}"


def _cases(
    placed: tuple[Placed, ...],
    panel: PricePanel,
    returns: Returns,
    calendar: Calendar,
    study: Study,
) -> tuple[tuple[Case, ...], tuple[Dropped, ...]]:
    """Compute every case; cases that share a data end share a pass."""
    design = Design(
        model=study.model,
        windows=study.windows,
        returns=study.returns,
        min_estimation=study.min_estimation,
        alpha=study.alpha,
        tests=study.tests,
        seed=study.seed,
        draws=study.draws,
    )
    end = calendar.row(_data_end(placed, panel, study))
    _refuse_future(placed, calendar, end)
    specs = list(_specs(placed, returns, calendar, study))
    return build_cases(returns, specs, design, end)


def _refuse_future(placed: tuple[Placed, ...], calendar: Calendar, end: int) -> None:
    for p in placed:
        if calendar.row(p.day.session) > end:
            raise PriceError(
                f"{p.event.id}: the event day {p.day.session} comes after the last session with "
                f"prices, {calendar.days[end]}; add later prices, or move prices.end"
            )


def _specs(
    placed: tuple[Placed, ...], returns: Returns, calendar: Calendar, study: Study
) -> Iterator[CaseSpec]:
    avoid = {(calendar.row(d), what) for d, what in study_dates(placed, study, calendar)}
    for p in placed:
        firm = p.security
        known = ((fact_session(f, calendar), f.what) for f in firm.known_dates)
        main = CaseSpec(
            event=p.event.id,
            event_day=p.day.session,
            reason=p.day.reason,
            event_row=calendar.row(p.day.session),
            security=firm.symbol,
            benchmark=firm.benchmark,
            label="main",
            group=None,
            chosen_by=p.event.chosen_by,
            avoid=tuple(sorted(avoid)),
            known=tuple((calendar.row(d), what) for d, what in known if d is not None),
        )
        yield main
        if _without(firm) in returns.columns:
            yield dataclasses.replace(main, benchmark=_without(firm), label="ex_self")

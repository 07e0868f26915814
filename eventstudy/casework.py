"""The cases of a config: returns on each exchange's sessions, and what each case is."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from eventstudy.assemble import CaseSpec, build_cases
from eventstudy.engine import Design
from eventstudy.errors import PriceError
from eventstudy.factoring import with_factors
from eventstudy.models.table import WITHOUT_BENCHMARK
from eventstudy.names import VOLATILITY
from eventstudy.placing import Placed, by_calendar, fact_session, study_dates
from eventstudy.plan import last_session, refuse_future
from eventstudy.prices.factors import Factors
from eventstudy.prices.panel import Floats, PricePanel
from eventstudy.reruns.placebo import RERUNS
from eventstudy.result import Case, Dropped
from eventstudy.returns import Returns, from_panel, index_without
from eventstudy.sessions import Calendar
from eventstudy.study import Security, Study

MARKETLESS = WITHOUT_BENCHMARK  # models that no benchmark can contaminate


def study_cases(
    placed: Sequence[Placed], panel: PricePanel, study: Study, factors: Factors | None = None
) -> tuple[tuple[Case, ...], tuple[Dropped, ...]]:
    """Compute every case, in the order of the config; exchanges have their own sessions.

    ``factors`` are those of the study's model, where it has any.

    Raises
    ------
    PriceError
        If an event day comes after the last session with prices, or no case can be computed.
    """
    cases: list[Case] = []
    dropped: list[Dropped] = []
    for own in by_calendar(placed).values():
        found, lost = _cases(own, panel, study, factors)
        cases += found
        dropped += lost
    if not cases:
        raise PriceError("\n".join(f"{d.event_id}, {d.security}: {d.reason}" for d in dropped))
    order = {(p.event.id, p.security.symbol): i for i, p in enumerate(placed)}
    return tuple(sorted(cases, key=lambda c: order[c.event, c.security])), tuple(dropped)


def study_design(study: Study) -> Design:
    """Return what the engine needs to know of a study."""
    return Design(
        model=study.model,
        windows=study.windows,
        returns=study.returns,
        min_estimation=study.min_estimation,
        alpha=study.alpha,
        tests=study.tests,
        seed=study.seed,
        draws=study.draws,
        correlation=study.correlation,
        missing=study.missing,
    )


def slow_note(study: Study, cases: int) -> str | None:
    """Say that a run will take long, where it will: what the placebo tests fit again and again."""
    wanted = study.tests == "default" or set(study.tests) & set(RERUNS)
    if study.model not in VOLATILITY or not wanted or not cases:
        return None
    told = "about a minute" if cases == 1 else f"about a minute for each of {cases:,} cases"
    return (
        f"{study.model} is fitted again on every earlier session for the placebo tests; this takes "
        f"{told}, less with tests: that leave them out"
    )


def _cases(
    placed: tuple[Placed, ...], panel: PricePanel, study: Study, factors: Factors | None
) -> tuple[tuple[Case, ...], tuple[Dropped, ...]]:
    calendar = placed[0].calendar
    end = calendar.row(calendar.on_or_before(last_session(placed, panel, study)))
    refuse_future(placed, end, study)
    returns = with_factors(study_returns(panel, placed, study), factors)
    specs = list(_specs(placed, returns, study))
    return build_cases(returns, specs, study_design(study), end)


def study_returns(panel: PricePanel, placed: Sequence[Placed], study: Study) -> Returns:
    """Make returns of every security and benchmark, and of benchmarks without the firm."""
    calendar = placed[0].calendar
    grid = calendar.sessions
    firms = list(dict.fromkeys(p.security.symbol for p in placed))
    symbols = dict.fromkeys(x for s in firms for x in (s, study.security(s).benchmark))
    returns = from_panel(panel, grid, symbols, study.returns, study.missing)
    for firm in (study.security(s) for s in firms):
        if firm.benchmark in firm.weight_in and study.model not in MARKETLESS:
            returns = returns.with_column(
                without_name(firm), _index_without(panel, firm, calendar, study)
            )
    return returns


def _index_without(panel: PricePanel, firm: Security, calendar: Calendar, study: Study) -> Floats:
    weight, grid = firm.weight_in[firm.benchmark], calendar.sessions
    _refuse_unpriced_weight(panel, firm, weight.as_of)
    return index_without(
        panel.close(firm.benchmark, grid),
        panel.close(firm.symbol, grid),
        weight.value,
        calendar.row(calendar.on_or_before(weight.as_of)),
        index_total=panel.total_return(firm.benchmark, grid),
        firm_total=panel.total_return(firm.symbol, grid),
        kind=study.returns,
    )


def _refuse_unpriced_weight(panel: PricePanel, firm: Security, as_of: date) -> None:
    for symbol in (firm.symbol, firm.benchmark):
        days = panel[symbol].sessions
        if not len(days) or not days[0] <= np.datetime64(as_of) <= days[-1]:
            raise PriceError(
                f"weight_in {firm.benchmark} of {firm.symbol}: as_of {as_of} lies outside the "
                f"prices of {symbol} ({days[0]} to {days[-1]}), from which the weight is carried "
                "on; give a weight as of a day inside, or widen prices.start and prices.end"
            )


def without_name(firm: Security) -> str:
    """Return the name of a firm's benchmark without the firm."""
    return f"{firm.benchmark} ex {firm.symbol}"


def _specs(placed: Sequence[Placed], returns: Returns, study: Study) -> Iterator[CaseSpec]:
    calendar = placed[0].calendar
    avoid = {(calendar.row(d), what) for d, what in study_dates(study, calendar)}
    for p in placed:
        firm = p.security
        known = ((fact_session(f, calendar), f.what) for f in firm.known_dates)
        main = CaseSpec(
            event=p.event.id,
            event_day=p.day.session,
            reason=p.day.reason,
            event_row=p.row,
            security=firm.symbol,
            benchmark=firm.benchmark,
            label="main",
            group=None,
            chosen_by=p.event.chosen_by,
            avoid=tuple(sorted(avoid)),
            known=tuple((calendar.row(d), what) for d, what in known if d is not None),
        )
        yield main
        if without_name(firm) in returns.columns:
            yield dataclasses.replace(main, benchmark=without_name(firm), label="ex_self")

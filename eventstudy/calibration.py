"""``eventstudy calibrate``: how often each test rejects on a study's own securities when nothing happened."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eventstudy.casework import study_design, study_returns, without_name
from eventstudy.config import StudyFile
from eventstudy.errors import PriceError
from eventstudy.factoring import study_factors, with_factors
from eventstudy.panelplan import PanelPlan, plan_panel
from eventstudy.placing import Placed, by_calendar, place_events, study_span
from eventstudy.plan import load_panel, price_plan, study_calendars
from eventstudy.prices.access import Access
from eventstudy.prices.written import panel_sha256
from eventstudy.reruns.calibrate import calibrate, calibrate_single
from eventstudy.returns import Returns
from eventstudy.study import EventsFile, Study

SCHEMA = "eventstudy/calibration/1"
CASES = 50  # of a pseudo-sample, as in Brown & Warner
FEWEST_SECURITIES = 3


def calibrate_study(
    file: StudyFile, override: Path | None, access: Access, draws: int, seed: int
) -> dict[str, Any]:
    """Measure size (and, for many cases, power) on sessions before the study's events.

    Parameters
    ----------
    draws : int
        Pseudo-events a security, or samples of 50 pseudo-events for an events file.

    Returns
    -------
    dict
        ``{schema, config_sha256, prices_sha256, alpha, draws, seed, single, many}``: ``single``
        lists ``{security, benchmark, test, window, rate, ci, n}``, ``many`` is that of
        ``reruns.calibrate`` or null.

    Raises
    ------
    ConfigError, InputError, PriceError
        As a run would.
    """
    if isinstance(file.study.events, EventsFile):
        plan = plan_panel(file, override, access)
        many = _many(*_panel_securities(plan), file.study, draws, seed)
        return _stamped(file, panel_sha256(plan.panel), draws, seed, [], many)
    prices = price_plan(file, study_span(file), override)
    calendars = study_calendars(file, study_span(file), prices, access)
    placed = place_events(file, calendars)
    panel = load_panel(file, placed, calendars, prices, access)
    factors = study_factors(file, access)
    single, tables = [], []
    for own in by_calendar(placed).values():
        returns = with_factors(study_returns(panel, own, file.study), factors)
        tables.append((_before(returns, own, file.study), own))
        single += _single(*tables[-1], file.study, draws, seed)
    many = _many(*_most(tables), file.study, draws, seed)
    return _stamped(file, panel_sha256(panel), draws, seed, single, many)


def _stamped(
    file: StudyFile,
    prices_sha256: str,
    draws: int,
    seed: int,
    single: list[dict[str, Any]],
    many: dict[str, Any] | None,
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "config_sha256": file.sha256,
        "prices_sha256": prices_sha256,
        "alpha": file.study.alpha,
        "draws": draws,
        "seed": seed,
        "single": single,
        "many": many,
    }


def _before(returns: Returns, placed: Sequence[Placed], study: Study) -> Returns:
    """Keep the sessions before the first event window: there, nothing listed happened."""
    end = min(p.row for p in placed) + study.windows.event[0]
    return returns.rows(0, end)


def _single(
    returns: Returns, placed: Sequence[Placed], study: Study, draws: int, seed: int
) -> list[dict[str, Any]]:
    firms = {p.security.symbol: p.security for p in placed}
    rows = []
    for firm in firms.values():
        for benchmark in (firm.benchmark, without_name(firm)):
            if benchmark not in returns.columns:
                continue
            start = int(np.isfinite(returns.values[:, returns.column(firm.symbol)]).argmax())
            history = returns.rows(start, len(returns.sessions))
            design = study_design(study)
            if len(history.sessions) < study.windows.event[1] - study.windows.estimation[0] + 20:
                raise PriceError(
                    f"{firm.symbol}: {len(history.sessions)} sessions before the first event are too "
                    "few to draw pseudo-events from; bring a longer history (prices.start)"
                )
            found = calibrate_single(
                history, firm.symbol, benchmark, design, draws=draws, seed=seed
            )
            rows += [{"security": firm.symbol, "benchmark": benchmark, **row} for row in found]
    return rows


def _most(
    tables: Sequence[tuple[Returns, Sequence[Placed]]],
) -> tuple[Returns, list[str], str]:
    """Return the securities that share the commonest benchmark, and that benchmark."""
    table, placed = max(tables, key=lambda one: len(one[1]))
    benchmark = Counter(p.security.benchmark for p in placed).most_common(1)[0][0]
    names = dict.fromkeys(p.security.symbol for p in placed if p.security.benchmark == benchmark)
    return table, list(names), benchmark


def _panel_securities(plan: PanelPlan) -> tuple[Returns, list[str], str]:
    kept = np.setdiff1d(np.arange(len(plan.cases)), list(plan.lost.text))
    columns = plan.returns.columns
    market = Counter(plan.cases.benchmark[kept].tolist()).most_common(1)
    benchmark = columns[market[0][0]] if market and market[0][0] >= 0 else columns[0]
    names = [columns[i] for i in np.unique(plan.cases.security[kept])]
    return plan.returns, [n for n in names if n != benchmark], benchmark


def _many(
    returns: Returns, names: list[str], benchmark: str, study: Study, draws: int, seed: int
) -> dict[str, Any] | None:
    """Calibrate the many-case tests; None under three securities with one benchmark."""
    if len(names) < FEWEST_SECURITIES:
        return None
    design = study_design(study)
    return calibrate(returns, names, benchmark, design, samples=draws, cases=CASES, seed=seed)


def calibration_text(found: dict[str, Any]) -> str:
    """Write calibration.json."""
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

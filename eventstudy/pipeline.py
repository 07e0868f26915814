"""The whole tool on one page: a config becomes a result.

sessions → prices → returns → cases (one fork: claims) → result → its sentences.
"""

import dataclasses
from pathlib import Path
from typing import Any

from eventstudy.casework import slow_note, study_cases
from eventstudy.cautions import cautions, with_sizes
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
from eventstudy.factoring import factor_info, study_factors
from eventstudy.panelwork import PanelRun, run_panel_plan
from eventstudy.placing import place_events, study_span
from eventstudy.plan import last_session, load_panel, price_plan, study_calendars
from eventstudy.prices.access import Access, access_for
from eventstudy.prices.store import cache_folder
from eventstudy.prices.written import panel_sha256
from eventstudy.report.prose.panels import PANEL_PROSE
from eventstudy.report.prose.table import PROSE
from eventstudy.result import SCHEMA, Caution, Results
from eventstudy.study import EventsFile
from eventstudy.variants import study_robustness


def run_study(
    file: StudyFile,
    override: Path | None = None,
    access: Access | None = None,
    calibration: dict[str, Any] | None = None,
) -> Results:
    """Run one study.

    Parameters
    ----------
    file : StudyFile
    override : Path, optional
        ``--prices``: replaces every source of the config.
    calibration : dict, optional
        What ``eventstudy calibrate`` found for this config; kept if made on the same prices.
    access : Access, optional
        Network and cache; by default the config's network and the user's cache.

    Raises
    ------
    ConfigError
        If the config contradicts its records or calendar.
    PriceError
        If needed prices are missing or refused.
    """
    if isinstance(file.study.events, EventsFile):
        return run_panel(file, override, access, calibration).result
    study, span = file.study, study_span(file)
    prices = price_plan(file, span, override)
    access = access or access_for(study.network, file.folder, cache_folder())
    calendars = study_calendars(file, span, prices, access)
    placed = place_events(file, calendars)
    factors = study_factors(file, access)
    panel = load_panel(file, placed, calendars, prices, access)
    if note := slow_note(study, len(placed)):
        access.say(note)
    cases, dropped = study_cases(placed, panel, study, factors)
    calendar = placed[0].calendar
    records = tuple(file.records.values())
    articles = {record.id: record.article for record in records}
    shares = {s.symbol: s.shares_outstanding for s in study.securities if s.shares_outstanding}
    verdicts = check_claims(articles, panel, calendar, shares, study.groups)
    result = Results(
        schema=SCHEMA,
        study=study_info(file, calendar, last_session(placed, panel, study)),
        versions=versions(),
        headline=headline_info(study),
        articles=tuple(article_infos(records, verdicts)),
        prices=price_info(panel),
        events=tuple(event_infos(placed, study)),
        cases=cases,
        aggregate=(),
        robustness=study_robustness(placed, panel, study, factors),
        claims=verdicts,
        answers=tuple(answers(records, cases)),
        calibration=same_prices(calibration, panel_sha256(panel)),
        dropped=dropped,
        warnings=tuple(Caution("price_defect", w, {"text": w}) for w in panel.warnings),
        factors=factor_info(factors, calendar.sessions),
    )
    return worded(dataclasses.replace(result, warnings=cautions(study, result)))


def run_panel(
    file: StudyFile,
    override: Path | None = None,
    access: Access | None = None,
    calibration: dict[str, Any] | None = None,
) -> PanelRun:
    """Run the study of an events file; parameters and errors as ``run_study``."""
    access = access or access_for(file.study.network, file.folder, cache_folder())
    run = run_panel_plan(file, override, access)
    found = same_prices(calibration, run.result.prices.sha256)
    result = with_sizes(dataclasses.replace(run.result, calibration=found))
    return dataclasses.replace(run, result=worded(result))


def same_prices(calibration: dict[str, Any] | None, prices_sha256: str) -> dict[str, Any] | None:
    """Keep a calibration only if it was made on these prices."""
    same = calibration is not None and calibration["prices_sha256"] == prices_sha256
    return calibration if same else None


def worded(result: Results) -> Results:
    """Fill in the sentences that the result itself carries, in every language."""
    if result.panel is not None:
        return _panel_worded(result)
    answers = tuple(
        dataclasses.replace(a, text={lang: p.answer(a) for lang, p in PROSE.items()})
        for a in result.answers
    )
    warnings = tuple(dataclasses.replace(w, text=PROSE["en"].caution(w)) for w in result.warnings)
    result = dataclasses.replace(result, answers=answers, warnings=warnings)
    text = {lang: p.headline(result) for lang, p in PROSE.items()}
    return dataclasses.replace(result, headline=dataclasses.replace(result.headline, text=text))


def _panel_worded(result: Results) -> Results:
    english = PANEL_PROSE["en"]
    warnings = tuple(dataclasses.replace(w, text=english.caution(w)) for w in result.warnings)
    result = dataclasses.replace(result, warnings=warnings)
    text = {lang: p.headline(result) for lang, p in PANEL_PROSE.items()}
    return dataclasses.replace(result, headline=dataclasses.replace(result.headline, text=text))

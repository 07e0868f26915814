"""The descriptive parts of a result: study, articles, prices, events, answers."""

import platform
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

import numpy as np

from eventstudy.article import Question
from eventstudy.claims.verdict import Verdict
from eventstudy.config import StudyFile
from eventstudy.fields import texts_by_first
from eventstudy.placing import Placed
from eventstudy.prices.panel import Floats, PricePanel, Series
from eventstudy.prices.written import panel_sha256
from eventstudy.record import Record
from eventstudy.result import (
    Answer,
    ArticleInfo,
    Case,
    EventInfo,
    HeadlineInfo,
    PriceInfo,
    StudyInfo,
)
from eventstudy.sessions import Calendar, EventDay
from eventstudy.study import Event, Study

VERSIONED = ("pandas", "statsmodels", "plotly", "numpy", "scipy", "exchange_calendars")


def versions() -> dict[str, str]:
    """Return the versions of this tool and of what its numbers rest on."""
    found = {"eventstudy": version("market-event-study")}
    found |= {name: version(name) for name in VERSIONED}
    return {**found, "python": platform.python_version()}


def study_info(file: StudyFile, calendar: Calendar, end: date) -> StudyInfo:
    """Say what was asked, with config and records as text."""
    study = file.study
    return StudyInfo(
        title=study.title,
        config_sha256=file.sha256,
        returns=study.returns,
        model=study.model,
        windows=study.windows.model_dump(mode="json"),
        alpha=study.alpha,
        seed=study.seed,
        draws=study.draws,
        calendar=calendar.code,
        calendar_name=calendar.name,
        data_end=end.isoformat(),
        min_estimation=study.min_estimation,
        missing=study.missing,
        config=file.text,
        records={r.id: r.text for r in file.records.values()},
        names={s.symbol: s.label for s in study.securities}
        | {key: group.name for key, group in study.groups.items()},
        texts=texts_by_first(file.located.value, *(r.located.value for r in file.records.values())),
    )


def headline_info(study: Study) -> HeadlineInfo:
    """Pick the case that leads the page; the text comes later."""
    head = study.report.headline
    event = next((e for e in study.listed if e.id == head.event), study.listed[0])
    security = head.security or study.members(event)[0].symbol
    return HeadlineInfo(event.id, security, head.window or study.windows.cars[0], {})


def article_infos(records: Sequence[Record], verdicts: Sequence[Verdict]) -> Iterator[ArticleInfo]:
    """Describe each record; its claims by the ids of their verdicts."""
    for record in records:
        plain = record.article.model_dump(mode="json")
        kept = ("outlet", "title", "published", "published_known_by", "url", "language", "summary")
        yield ArticleInfo(
            id=record.id,
            claims=tuple(v.id for v in verdicts if v.article == record.id),
            source_sha256=plain["source_sha256"],
            events=tuple(plain["events"]),
            questions=tuple(plain["questions"]),
            not_about_prices=tuple(plain["not_about_prices"]),
            **{key: plain[key] for key in kept},
        )


def price_info(panel: PricePanel) -> PriceInfo:
    """Carry the prices used, so that the page can be computed again."""
    return PriceInfo(
        sources=tuple(s.provenance for s in panel.series.values()),
        sha256=panel_sha256(panel),
        values={symbol: _columns(series) for symbol, series in panel.series.items()},
        splits=named_splits(panel),
    )


def named_splits(panel: PricePanel) -> dict[str, dict[str, float]]:
    """Return by symbol the splits that the sources name."""
    return {
        symbol: {s.session.isoformat(): s.ratio for s in series.splits}
        for symbol, series in panel.series.items()
        if series.splits
    }


def _columns(series: Series) -> dict[str, list[Any]]:
    floats = {
        "open": series.open,
        "high": series.high,
        "low": series.low,
        "close": series.close,
        "adj_close": series.total_return,
        "volume": series.volume,
    }
    if series.returns is not None:
        floats["return"] = series.returns
    dates = {"date": [str(d) for d in series.sessions]}
    return dates | {name: _numbers(values) for name, values in floats.items()}


def _numbers(values: Floats) -> list[float | None]:
    """Turn an array to JSON numbers; an all-missing column is an empty list."""
    known = np.isfinite(values)
    if not known.any():
        return []
    return [v if k else None for v, k in zip(values.tolist(), known.tolist(), strict=True)]


def event_infos(placed: Sequence[Placed], study: Study) -> Iterator[EventInfo]:
    """Describe each event with its day, null where securities differ."""
    for event in study.listed:
        days = [p.day for p in placed if p.event.id == event.id]
        shared = days[0] if len({d.session for d in days}) == 1 else None
        yield _event_info(event, shared, days)


def _event_info(event: Event, shared: EventDay | None, days: list[EventDay]) -> EventInfo:
    first = shared or days[0]
    return EventInfo(
        id=event.id,
        title=event.title,
        announced=event.announced.isoformat(),
        event_day=shared.session.isoformat() if shared else None,
        reason=shared.reason if shared else "; ".join(dict.fromkeys(d.reason for d in days)),
        reason_code=first.code,
        closed_days=tuple({"date": d.isoformat(), "why": why} for d, why in first.closed_days),
        chosen_by=event.chosen_by,
        articles=event.articles,
        confounders=tuple(f.model_dump(mode="json") for f in event.confounders),
    )


def answers(records: Sequence[Record], cases: Sequence[Case]) -> Iterator[Answer]:
    """Answer each question from the main case it names; the text comes later."""
    for record in records:
        for question in record.article.questions:
            yield _answer(record.id, question, cases)


def _answer(article: str, question: Question, cases: Sequence[Case]) -> Answer:
    by = question.answered_by
    found = [
        w
        for c in cases
        if c.label == "main" and (c.event, c.security) == (by.event, by.security)
        for w in c.windows
        if tuple(w.window) == by.window
    ]
    car, ci = (found[0].car, found[0].ci) if found else (None, None)
    return Answer(article, question.quote, by.event, by.security, by.window, car, ci, {})

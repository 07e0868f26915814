"""``eventstudy claims``: the claims of a record, rated, as a table or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from eventstudy.claims.check import check_claims
from eventstudy.claims.verdict import Verdict
from eventstudy.errors import InputError
from eventstudy.plan import claim_symbols, with_sisters
from eventstudy.prices.load import Need, load_prices
from eventstudy.record import Record, read_record
from eventstudy.sessions import Calendar, exchange_calendar
from eventstudy.study import Article, FileSource, Prices

HISTORY_DAYS = 4000  # sessions before the first claim that a calendar covers
MARKS = {
    "consistent": "=",
    "inexact": "~",
    "inconsistent": "≠",
    "contradicted": "✗",
    "not_checkable": "?",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """One file's article with its verdicts."""

    record: Record
    verdicts: tuple[Verdict, ...]


def rate_file(name: str, prices: Path | None) -> Rated:
    """Rate the claims of one record file.

    Raises
    ------
    InputError
        If no prices are given, or the file is no record.
    """
    if prices is None:
        raise InputError(
            f"{name}: no prices to check the claims against; give --prices PATH (a folder with one "
            "SYMBOL.csv each, or one CSV)"
        )
    record = read_record(Path(name))
    return Rated(record, rate_article(record.id, record.article, prices))


def rate_article(article_id: str, article: Article, prices: Path) -> tuple[Verdict, ...]:
    """Rate one article; a symbol without prices gives a verdict, not an error."""
    calendar = _calendar(article)
    named = with_sisters(claim_symbols([article], {}))
    needs = [Need(s, calendar.days[0], calendar.days[-1], False) for s in named]
    plan = Prices(sources=(FileSource(files=str(prices.absolute())),))
    panel = load_prices(plan, needs, calendar, Path())
    return check_claims({article_id: article}, panel, calendar, {}, {})


def _calendar(article: Article) -> Calendar:
    stated = [d for c in article.claims for d in (c.start, c.date) if d is not None]
    published = date.fromisoformat(article.published.isoformat()[:10])
    first, last = min([published, *stated]), max([published, *stated])
    return exchange_calendar("XNYS", first - timedelta(HISTORY_DAYS), last + timedelta(30))


def as_json(rated: Sequence[Rated]) -> str:
    """Write one object for one file, a list for several."""
    objects = [_object(r) for r in rated]
    value: Any = objects[0] if len(objects) == 1 else objects
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)


def _object(rated: Rated) -> dict[str, Any]:
    article = rated.record.article.model_dump(mode="json")
    head = {k: v for k, v in article.items() if k not in {"claims", "events"}}
    return {
        "article": {"id": rated.record.id, **head},
        "events": article["events"],
        "claims": [asdict(v) for v in rated.verdicts],
        "not_understood": [],
    }


def as_table(rated: Sequence[Rated]) -> str:
    """Write verdicts as lines a person reads, with their notes below each."""
    return "\n\n".join(_table(r) for r in rated)


def _table(rated: Rated) -> str:
    lines = [f"{rated.record.id} ({rated.record.article.outlet})"]
    for verdict in rated.verdicts:
        subject = verdict.subject or ", ".join(verdict.candidates) or str(verdict.group or "?")
        lines.append(
            f"  {MARKS[verdict.rating]} {verdict.rating:<13} {subject:<8} {verdict.date or '?':<10} "
            f"{verdict.quote}"
        )
        lines += [f"      {note}" for note in verdict.notes]
    return "\n".join(lines if rated.verdicts else [*lines, "  no claim about prices"])

"""``eventstudy extract`` and ``claims``: articles and records in, proposals and verdicts out."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from eventstudy.article import NO_FIGURE, Article, OtherFigure
from eventstudy.claims.check import check_claims, claim_fields
from eventstudy.claims.verdict import Verdict
from eventstudy.errors import InputError
from eventstudy.plan import claim_symbols, with_sisters
from eventstudy.prices.access import Access
from eventstudy.prices.load import Need, load_prices
from eventstudy.reading.extract import Extraction, extract
from eventstudy.reading.lexicon import Lexicon
from eventstudy.reading.source import read_source
from eventstudy.record import read_record, record_yaml
from eventstudy.scaffold import span_told
from eventstudy.sessions import Calendar, exchange_calendar
from eventstudy.sourcing import FileSource, Prices, Source
from eventstudy.study import Group

MAX_BYTES = 30_000_000
RECORD_ENDINGS = (".yaml", ".yml")
HISTORY_DAYS = 4000  # days before the first claim that a calendar covers
MARKS = {
    "consistent": "=",
    "inexact": "~",
    "inconsistent": "≠",
    "contradicted": "✗",
    "not_checkable": "?",
}


@dataclass(frozen=True, slots=True)
class Read:
    """One file: the article, and what the rules left (nothing for a record)."""

    id: str
    extraction: Extraction
    by_rules: bool = True


@dataclass(frozen=True, slots=True)
class Rated:
    """One file with its verdicts."""

    read: Read
    verdicts: tuple[Verdict, ...]


def check_files(files: Sequence[str], only_articles: Sequence[str], records: bool = True) -> None:
    """Refuse files and options that do not go together, before anything is read.

    Parameters
    ----------
    files : sequence of str
        As typed; ``-`` is stdin.
    only_articles : sequence of str
        Options given that say something of an article's text, such as ``--url``.
    records : bool
        Whether a record may stand for an article.

    Raises
    ------
    InputError
        With every fault, one a line.
    """
    misfits = (_misfit(name, only_articles, records) for name in files if is_record(name))
    faults = [*filter(None, misfits)]
    if files.count("-") > 1:
        faults.append(f"-: given {files.count('-')} times; stdin can be read once")
    if "--url" in only_articles and len(files) > 1:
        faults.append(f"--url: names one page, but {len(files)} files are given; give one file")
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults)))


def is_record(name: str) -> bool:
    """Tell a record from an article by the ending of its name."""
    return name.lower().endswith(RECORD_ENDINGS)


def _misfit(name: str, only_articles: Sequence[str], records: bool) -> str:
    if not records:
        return (
            f"{name}: a record, not an article's text; rate it with: eventstudy claims {name}, "
            "or list it under `articles` in a config"
        )
    if not only_articles:
        return ""
    given = " and ".join(only_articles)
    return f"{name}: a record states its own day, address and symbols; leave out {given}, or edit the record"


def read_article(
    name: str,
    published: str | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
) -> Read:
    """Read an article's text or HTML from a file, or from stdin for ``-``.

    Raises
    ------
    InputError
        If it cannot be read as text, or nothing says when it was published.
    """
    shown = "stdin" if name == "-" else name
    source = read_source(_bytes(name), shown)
    when = published or source.published
    try:
        found = extract(source.text, published=when, url=url, lexicon=lexicon)
    except InputError as error:
        raise InputError(f"{shown}: {error}") from None
    if published is None and source.known_by is not None:
        known = {"published_known_by": source.known_by}
        found = replace(found, article=found.article.model_copy(update=known))
    return Read("stdin" if name == "-" else Path(name).stem, found)


def read_any(
    name: str,
    published: str | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
) -> Read:
    """Read a record (``.yaml``) or an article."""
    if is_record(name):
        record = read_record(Path(name))
        return Read(record.id, Extraction(record.article), by_rules=False)
    return read_article(name, published, url, lexicon)


def _bytes(name: str) -> bytes:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise InputError(f"{name}: a folder, not an article; name the file itself") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name}: cannot read this article: {reason}") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES:,} bytes; this is not an article")
    return data


def rate(
    read: Read, prices: Path | None, access: Access, groups: Mapping[str, Group] | None = None
) -> Rated:
    """Rate the claims of one file against a folder, or against the cache and Yahoo.

    A symbol without prices gives a verdict that says so, not an error.
    """
    article = read.extraction.article
    calendar = _calendar(article)
    named = with_sisters(claim_symbols([article], groups or {}))
    needs = [Need(s, calendar.days[0], calendar.days[-1], False) for s in named]
    source: Source = "yahoo" if prices is None else FileSource(files=str(prices.absolute()))
    plan = Prices(sources=(source,), start=calendar.days[0], end=calendar.days[-1])
    panel = load_prices(plan, needs, calendar, Path(), access=access)
    return Rated(read, check_claims({read.id: article}, panel, calendar, {}, groups or {}))


def _calendar(article: Article) -> Calendar:
    stated = [d for c in article.claims for d in (c.start, c.date) if d is not None]
    published = date.fromisoformat(article.published.isoformat()[:10])
    first, last = min([published, *stated]), max([published, *stated])
    return exchange_calendar("XNYS", first - timedelta(HISTORY_DAYS), last + timedelta(30))


def proposal_json(reads: Sequence[Read]) -> str:
    """Write proposed records as JSON: one object for one file, a list for several."""
    return _json(
        reads, lambda r: _object(r, [claim_fields(c) for c in r.extraction.article.claims])
    )


def proposal_yaml(reads: Sequence[Read]) -> str:
    """Write proposed records as YAML, one document a file."""
    return "---\n".join(record_yaml(r.extraction.article) for r in reads)


def verdicts_json(rated: Sequence[Rated]) -> str:
    """Write verdicts as JSON: one object for one file, a list for several."""
    return _json(rated, lambda r: _object(r.read, [asdict(v) for v in r.verdicts]))


def _json(items: Sequence[Any], write: Callable[[Any], dict[str, Any]]) -> str:
    objects = [_lines(write(item)) for item in items]
    return objects[0] if len(objects) == 1 else "[\n" + ",\n".join(objects) + "\n]"


def _lines(value: dict[str, Any]) -> str:
    """Write an object as JSON, a row of its lists a line: short, and fast for many rows."""
    fields = (f" {_dumped(key)}: {_rows(field)}" for key, field in value.items())
    return "{\n" + ",\n".join(fields) + "\n}"


def _rows(field: Any) -> str:
    if not isinstance(field, list) or not field:
        return _dumped(field)
    return "[\n" + ",\n".join(f"  {_dumped(row)}" for row in field) + "\n ]"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _object(read: Read, claims: list[dict[str, Any]]) -> dict[str, Any]:
    article = read.extraction.article.model_dump(mode="json")
    head = {k: v for k, v in article.items() if k not in {"claims", "events"}}
    return {
        "article": {"id": read.id, **head},
        "events": article["events"],
        "claims": claims,
        "not_understood": [asdict(n) for n in read.extraction.not_understood],
    }


def verdict_table(rated: Sequence[Rated]) -> str:
    """Write verdicts as lines a person reads, with their notes below each."""
    return "\n\n".join(_table(r) for r in rated)


def _table(rated: Rated) -> str:
    read = rated.read
    width = max([8, *(len(_subject(v)) for v in rated.verdicts)])
    lines = [f"{read.id} ({read.extraction.article.outlet})"]
    for verdict in rated.verdicts:
        lines.append(
            f"  {MARKS[verdict.rating]} {verdict.rating:<13} {_subject(verdict):<{width}} "
            f"{verdict.date or '?':<10} {verdict.quote}{span_told(verdict.start, verdict.date)}"
        )
        lines += [f"      {note}" for note in verdict.notes]
    return "\n".join(lines if rated.verdicts else [*lines, "  no claim about prices"])


def _subject(verdict: Verdict) -> str:
    """Name what a verdict speaks of, in a few letters."""
    if verdict.subject or isinstance(verdict.group, str):
        return verdict.subject or str(verdict.group)
    several = verdict.candidates or verdict.group or ("?",)
    return ", ".join(several[:3]) + (f" +{len(several) - 3}" if len(several) > 3 else "")


def left_over(read: Read, verbose: bool) -> str:
    """Say how many sentences with figures no rule claimed or set aside, and which.

    Figures that were set aside are counted by what they are about, and listed too.
    Empty for a record, which leaves nothing.
    """
    if not read.by_rules:
        return ""
    unread, clues = read.extraction.not_understood, read.extraction.contradictions
    plural = "" if len(unread) == 1 else "s"
    lines = [f"{read.id}: {len(unread)} sentence{plural} with figures not understood"]
    lines += [f"{read.id}: clues that disagree: {clue}" for clue in clues]
    if unread and not verbose:
        lines[0] += " (--verbose lists them)"
    aside = _set_aside(read.extraction.article.not_about_prices, verbose)
    return "\n".join(
        [*lines, *(f"  {n.at}: {n.sentence}" for n in unread if verbose), *aside],
    )


def _set_aside(figures: Sequence[OtherFigure], verbose: bool) -> Iterator[str]:
    """Write the figures that are no claims, by what they are about; counts and dates left out."""
    told = sorted((f for f in figures if f.about != NO_FIGURE), key=lambda f: f.about)
    for about, kind in groupby(told, key=lambda f: f.about):
        found = list(kind)
        listed = "; ".join(f.quote for f in found)
        yield f"  set aside ({about}): {listed if verbose else len(found)}"


def write_new_file(path: Path, text: str) -> None:
    """Write a file that does not stand there yet.

    Raises
    ------
    InputError
        If it stands there, or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputError(
            f"{path}: already there; nothing was written. Choose another name"
        ) from None
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None

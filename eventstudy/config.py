"""A config file as a study with its article records; every fault at once."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from eventstudy.errors import ConfigError
from eventstudy.faults import fault, translation_faults, validate
from eventstudy.located import Located, parse, read_text
from eventstudy.record import Record, parse_record, read_record
from eventstudy.sessions import EventDay
from eventstudy.study import Event, Study

ReadRecord = Callable[[str], Record]


@dataclass(frozen=True, slots=True)
class StudyFile:
    """A config as read.

    Attributes
    ----------
    name : str
        How messages call it.
    folder : Path
        What relative paths in it start from.
    study : Study
    records : dict of str to Record
        By id, in the order of the config.
    sha256 : str
        Of the config's text.
    """

    name: str
    folder: Path
    located: Located
    text: str
    study: Study
    records: dict[str, Record]
    sha256: str


def read_study(path: str | Path) -> StudyFile:
    """Read a config and the records it names.

    Raises
    ------
    ConfigError
        With every fault found, each ``file:line:column: field: what; allowed``.
    """
    folder = Path(path).parent
    return parse_study(read_text(path), str(path), folder, lambda text: read_record(folder / text))


def parse_study(text: str, name: str, folder: Path, read: ReadRecord) -> StudyFile:
    """Check the text of a config; ``read`` gives the record that a path names."""
    located = parse(text, name)
    study = validate(Study, located)
    records, faults = _records(study, located, read)
    faults += [*_id_faults(study, located), *_reference_faults(study, records, located)]
    faults += translation_faults(located)
    if faults:
        raise ConfigError(faults)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return StudyFile(name, folder, located, text, study, records, sha256)


def stored_records(texts: dict[str, str]) -> ReadRecord:
    """Make a reader that finds records by id among stored texts (a report carries them)."""

    def read(path: str) -> Record:
        stem = Path(path).stem
        if stem not in texts:
            raise ConfigError([f"{path}: the report does not carry this record"])
        return parse_record(texts[stem], stem, path)

    return read


def _records(
    study: Study, located: Located, read: ReadRecord
) -> tuple[dict[str, Record], list[str]]:
    records: dict[str, Record] = {}
    faults: list[str] = []
    for i, path in enumerate(study.articles):
        try:
            record = read(path)
        except ConfigError as error:
            faults += error.faults
            continue
        if record.id in records:
            faults.append(fault(located, ("articles", i), f"two records are called {record.id!r}"))
        records[record.id] = record
    return records, faults


def _id_faults(study: Study, located: Located) -> Iterator[str]:
    """Find ids and symbols that stand twice, and names that nothing declares."""
    symbols = [s.symbol for s in study.securities]
    ids = [e.id for e in study.listed]
    for i, symbol in enumerate(symbols):
        if symbol in symbols[:i]:
            yield fault(located, ("securities", i, "symbol"), f"{symbol!r} stands twice; keep one")
    for i, event_id in enumerate(ids):
        if event_id in ids[:i]:
            yield fault(located, ("events", i, "id"), f"{event_id!r} stands twice; keep one")
    for i, event in enumerate(study.listed):
        for k, symbol in enumerate(event.securities or ()):
            if symbol not in symbols:
                yield _unknown(located, ("events", i, "securities", k), symbol, symbols)
    head = study.report.headline
    if study.listed and head.event is not None and head.event not in ids:
        yield _unknown(located, ("report", "headline", "event"), head.event, ids)
    yield from _headline_faults(study, located)


def _headline_faults(study: Study, located: Located) -> Iterator[str]:
    head = study.report.headline
    if not study.listed:
        yield from _panel_faults(study, located)
        return
    event = next((e for e in study.listed if e.id == head.event), study.listed[0])
    symbols = [s.symbol for s in study.members(event)]
    if head.security is not None and head.security not in symbols:
        yield _unknown(located, ("report", "headline", "security"), head.security, symbols)
    if head.window is not None and head.window not in study.windows.cars:
        cars = [str(list(w)) for w in study.windows.cars]
        yield _unknown(located, ("report", "headline", "window"), str(list(head.window)), cars)


def _panel_faults(study: Study, located: Located) -> Iterator[str]:
    """Refuse what only listed events can have."""
    if study.articles:
        yield fault(
            located, ("articles",), "only for listed events; check articles in a study each"
        )
    head = study.report.headline
    for name in ("event", "security", "window"):
        if getattr(head, name) is not None:
            place = ("report", "headline", name)
            yield fault(
                located, place, "only for listed events; events in a file lead with their mean"
            )


def _reference_faults(study: Study, records: dict[str, Record], located: Located) -> Iterator[str]:
    """Check what events and records say of each other."""
    if len(records) < len(study.articles):
        return  # a record that could not be read was named already
    for i, event in enumerate(study.listed):
        for k, article in enumerate(event.articles):
            if article not in records:
                yield _unknown(located, ("events", i, "articles", k), article, list(records))
    for record in records.values():
        yield from _record_faults(study, record)


def _record_faults(study: Study, record: Record) -> Iterator[str]:
    """Check the groups, events and windows that a record names against the config."""
    ids = {e.id: [s.symbol for s in study.members(e)] for e in study.listed}
    cars = [str(list(w)) for w in study.windows.cars]
    for i, claim in enumerate(record.article.claims):
        if isinstance(claim.group, str) and claim.group not in study.groups:
            place = ("claims", i, "group")
            yield _unknown(record.located, place, claim.group, list(study.groups))
    for i, question in enumerate(record.article.questions):
        by, place = question.answered_by, ("questions", i, "answered_by")
        if by.event not in ids:
            yield _unknown(record.located, (*place, "event"), by.event, list(ids))
        elif by.security not in ids[by.event]:
            yield _unknown(record.located, (*place, "security"), by.security, ids[by.event])
        if by.window not in study.windows.cars:
            yield _unknown(record.located, (*place, "window"), str(list(by.window)), cars)


def _unknown(located: Located, path: tuple[str | int, ...], found: str, known: list[str]) -> str:
    return fault(located, path, f"{found!r}; allowed: {', '.join(known) or 'none declared'}")


def citation_faults(file: StudyFile, days: dict[str, tuple[EventDay, ...]]) -> list[str]:
    """List the events whose day none of the records they cite states.

    Parameters
    ----------
    days : dict of event id to EventDay
        The sessions the event leads to, one a security.
    """
    faults = []
    for i, event in enumerate(file.study.listed):
        stated = {d for a in event.articles for d in _stated(file.records[a])}
        wanted = {_day(event), *(d.session for d in days[event.id])}
        if event.articles and not wanted & stated:
            found = ", ".join(sorted(d.isoformat() for d in stated)) or "no date"
            sought = " or ".join(sorted(d.isoformat() for d in wanted))
            faults.append(
                fault(
                    file.located,
                    ("events", i, "articles"),
                    f"none of the records cited states {sought} (found: {found}); cite the record "
                    "that dates the event, or correct announced",
                )
            )
    return faults


def _stated(record: Record) -> set[date]:
    """Return the days that a record gives to its events and claims."""
    article = record.article
    return {e.date for e in article.events} | {c.date for c in article.claims if c.date}


def _day(event: Event) -> date:
    announced = event.announced
    return announced.date() if isinstance(announced, datetime) else announced

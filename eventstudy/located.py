"""YAML text as plain values that know the line and column they came from.

Every scalar stays text (a ticker ``ON`` is not true, ``000660`` keeps its zeros);
types are the schema's business. Anchors, aliases, tags, duplicate keys, several
documents, deep nesting and large files are refused.
"""

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from eventstudy.errors import ConfigError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events, five times faster
MAX_BYTES = 2_000_000
MAX_DEPTH = 16
NULLS = {"", "~", "null", "Null", "NULL"}
KEY = "\0key"  # ends the path of a key itself, beside that of its value

Path_ = tuple[str | int, ...]
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML document: the value, and where each part of it stands.

    Attributes
    ----------
    name : str
        How the file is called in messages.
    value : dict, list, str or None
        Scalars are text; an empty or ``null`` plain scalar is None.
    places : dict
        Path (keys and indices from the root) to (line, column), from 1.
    """

    name: str
    value: Any
    places: dict[Path_, Mark]

    def at(self, path: Path_) -> str:
        """Return ``file:line:column`` of a path, or of its nearest known ancestor."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"


def field_name(path: Path_) -> str:
    """Write a path as people do: ``claims[2].hedge``."""
    path = path[:-1] if path and path[-1] == KEY else path
    text = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    return text.lstrip(".") or "(whole file)"


def read_text(path: str | os.PathLike[str], what: str = "config", limit: int = MAX_BYTES) -> str:
    """Read a small UTF-8 file that a person wrote.

    Raises
    ------
    ConfigError
        If it is missing, a folder, unreadable, larger than ``limit`` bytes or not UTF-8.
    """
    file = Path(path)
    try:
        if file.is_dir():
            raise ConfigError([f"{path}: a folder, not a {what} file; name the file itself"])
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError([f"{path}: cannot read this {what}: {reason}"]) from None
    if len(data) > limit:
        raise ConfigError([f"{path}: larger than {limit:,} bytes; this is not a {what}"])
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 (with or without BOM), naming the first bad byte's line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(
            [f"{name}:{line}:1: not UTF-8 (byte {error.start}); save the file as UTF-8"]
        ) from None


def parse(text: str, name: str) -> Located:
    """Read one YAML document.

    Raises
    ------
    ConfigError
        On a syntax error, an anchor, alias or tag, a duplicate key, a second
        document, or nesting deeper than ``MAX_DEPTH``; with line and column.
    """
    places: dict[Path_, Mark] = {}
    try:
        events = yaml.parse(text, Loader=LOADER)
        nodes = _content(events, name)
        first = next(nodes, None)
        value = None if first is None else _node(first, nodes, (), places, name)
        deque(nodes, maxlen=0)  # what follows the first document is refused there
    except yaml.YAMLError as error:
        raise ConfigError([_syntax_fault(error, name)]) from None
    return Located(name, value, places)


def _syntax_fault(error: yaml.YAMLError, name: str) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{place}: not valid YAML: {problem}"


def _content(events: Iterator[Event], name: str) -> Iterator[Event]:
    """Yield node events only, after checking for anchors, depth and second documents."""
    depth = documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise ConfigError([f"{_place(event, name)}: a second document; keep one per file"])
        if isinstance(event, NodeEvent):
            _refuse_magic(event, name)
            depth += isinstance(event, (MappingStartEvent, SequenceStartEvent))
            if depth > MAX_DEPTH:
                raise ConfigError([f"{_place(event, name)}: nested deeper than {MAX_DEPTH} levels"])
            yield event
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            depth -= 1
            yield event


def _mark(event: Event) -> Mark:
    """Return line and column of an event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place(event: Event, name: str) -> str:
    line, column = _mark(event)
    return f"{name}:{line}:{column}"


def _refuse_magic(event: NodeEvent, name: str) -> None:
    if isinstance(event, AliasEvent) or event.anchor:
        raise ConfigError(
            [f"{_place(event, name)}: anchors and aliases (& and *) are not allowed; write it out"]
        )
    if getattr(event, "tag", None):
        raise ConfigError([f"{_place(event, name)}: tags (!) are not allowed; remove the tag"])


def _node(
    event: Event, events: Iterator[Event], path: Path_, places: dict[Path_, Mark], name: str
) -> Any:
    places.setdefault(path, _mark(event))
    if isinstance(event, ScalarEvent):
        return None if not event.style and event.value in NULLS else event.value
    if isinstance(event, SequenceStartEvent):
        return _sequence(events, path, places, name)
    return _mapping(events, path, places, name)


def _sequence(
    events: Iterator[Event], path: Path_, places: dict[Path_, Mark], name: str
) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        items.append(_node(event, events, (*path, len(items)), places, name))
    return items


def _mapping(
    events: Iterator[Event], path: Path_, places: dict[Path_, Mark], name: str
) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for event in events:
        if isinstance(event, MappingEndEvent):
            break
        place = _place(event, name)
        if not isinstance(event, ScalarEvent):
            raise ConfigError([f"{place}: a key must be plain text"])
        key = (*path, event.value)
        if event.value in items:
            raise ConfigError([f"{place}: {field_name(key)}: stands here twice; keep one"])
        places[(*key, KEY)] = _mark(event)
        items[event.value] = _node(next(events), events, key, places, name)
    return items

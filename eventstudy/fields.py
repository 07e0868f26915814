"""Field types shared by configs and records: days, instants, symbols, windows."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from eventstudy.names import LANGUAGES


def _instant(value: Any) -> Any:
    """Read ``2025-01-20`` as a date, anything with a clock time as an aware datetime."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _date(text)
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
        raise ValueError("a date 2025-01-20 or an instant with offset 2025-01-20T20:00+08:00")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{error}; allowed: 2025-01-20T20:00+08:00") from None
    if instant.tzinfo is None:
        raise ValueError(
            "an instant without offset; add one, as in 2025-01-20T20:00+08:00 "
            "(New York in winter is -05:00, Seoul +09:00)"
        )
    return instant


def _date(value: Any) -> Any:
    """Read ``YYYY-MM-DD`` and nothing else."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        raise ValueError("a date must be YYYY-MM-DD, as in 2025-01-20")
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError(f"no such day: {error}") from None


def _no_control(value: str) -> str:
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in value):
        raise ValueError("control characters are not allowed here")
    return value


def _plain_text(value: str) -> str:
    if any(ord(c) < 32 or ord(c) == 127 for c in value):
        raise ValueError("control characters are not allowed here")
    return value


def _several(value: dict[str, str]) -> dict[str, str]:
    if len(value) < 2:
        raise ValueError("one language translates nothing; give en and ko")
    return value


def _by_language(value: dict[str, Any]) -> bool:
    return bool(value) and all(
        k in LANGUAGES and isinstance(v, str) and v for k, v in value.items()
    )


def stated_texts(value: Any) -> Iterator[dict[str, str]]:
    """Find every text that a YAML document gives by language: ``{en: …, ko: …}``.

    Parameters
    ----------
    value : dict, list, str or None
        A document as ``located`` reads it.

    Yields
    ------
    dict of language to text
        The first is the text that stands where no language is asked for.
    """
    if isinstance(value, dict) and _by_language(value):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from stated_texts(item)


def texts_by_first(*documents: Any) -> dict[str, dict[str, str]]:
    """Return the texts of documents by their first language's text."""
    found: dict[str, dict[str, str]] = {}
    for document in documents:
        for texts in stated_texts(document):
            plain = next(iter(texts.values()))
            found[plain] = found.get(plain, {}) | texts
    return found


Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[
    date | datetime,
    BeforeValidator(_instant),
    PlainSerializer(lambda v: v.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "description": "YYYY-MM-DD, or an instant with offset"}),
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_no_control)]
Translations = tuple[Annotated[dict[Literal["en", "ko"], Text], AfterValidator(_several)], ...]
Symbol = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_plain_text)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_plain_text)]
Window = tuple[int, int]

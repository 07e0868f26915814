"""What a folder says about its figures: ``sources.yaml`` beside the price files.

::

    NVDA:
      source: who published the figures
      retrieved: 2026-11-21
      licence: the terms they come under
      note: weak points, in words

Source, licence and note may be given by language: ``{en: …, ko: …}``.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from eventstudy.errors import ConfigError, PriceError
from eventstudy.fields import stated_texts, texts_by_first
from eventstudy.located import Located, parse, read_text

FILE = "sources.yaml"
KEYS = ("source", "retrieved", "licence", "note")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Who published a series, when it was retrieved (ISO), its terms and weak points."""

    source: str
    retrieved: str | None = None
    licence: str | None = None
    note: str | None = None
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


def sources_file(folder: Path, name: str = "") -> dict[str, SourceNote]:
    """Read ``sources.yaml`` of a folder; empty where there is none.

    Raises
    ------
    PriceError
        If it is not a map of symbols to ``source`` and, optionally,
        ``retrieved`` (YYYY-MM-DD), ``licence`` and ``note``.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        text = read_text(path, "list of price sources")
        located = parse(text, f"{name.rstrip('/') or folder}/{FILE}")
    except ConfigError as error:
        raise PriceError(str(error)) from None
    if located.value is not None and not isinstance(located.value, dict):
        raise PriceError(f"{located.at(())}: a map of symbols was expected")
    return {symbol: _note(located, symbol) for symbol in located.value or {}}


def _note(located: Located, symbol: str) -> SourceNote:
    entry = located.value[symbol]
    if not isinstance(entry, dict) or not _plain(entry.get("source")):
        raise PriceError(f"{located.at((symbol,))}: {symbol}: needs source: and what else is known")
    for key, value in entry.items():
        if key not in KEYS:
            place = located.at((symbol, key))
            raise PriceError(f"{place}: {symbol}.{key}: unknown; allowed: {', '.join(KEYS)}")
        if value is not None and not _plain(value):
            raise PriceError(f"{located.at((symbol, key))}: {symbol}.{key}: text was expected")
    if entry.get("retrieved") is not None and not _is_day(str(entry["retrieved"])):
        place = located.at((symbol, "retrieved"))
        raise PriceError(f"{place}: {symbol}.retrieved: a day YYYY-MM-DD was expected")
    text = {k: _one_line(_plain(v)) for k, v in entry.items()}
    spoken = [
        {lang: _one_line(v) or "" for lang, v in texts.items()} for texts in stated_texts(entry)
    ]
    return SourceNote(
        text["source"] or "",
        text.get("retrieved"),
        text.get("licence"),
        text.get("note"),
        texts_by_first(spoken),
    )


def _plain(value: object) -> str | None:
    """Return a text, or the first of those given by language."""
    if isinstance(value, dict):
        return next(iter(next(stated_texts(value), {}).values()), None)
    return value if isinstance(value, str) else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _one_line(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())

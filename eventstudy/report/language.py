"""What a person wrote, in the language of the page where it is given in that language.

A config, a record and the notes on prices may give a text by language. A page takes
its own language's text; any other is marked with the language that it is in.
"""

import re
from dataclasses import fields, is_dataclass, replace
from types import ModuleType
from typing import Any

from markupsafe import Markup, escape

from eventstudy.names import INDICES
from eventstudy.result import Results

# where a person's own words stand, by the name of the field
WRITTEN = frozenset(
    (
        "about",
        "benchmark_name",
        "index_name",
        "inner_title",
        "label",
        "licence",
        "name",
        "note",
        "outlet",
        "published_known_by",
        "source",
        "summary",
        "title",
        "what",
    )
)
FIGURES = frozenset(
    ("abnormal", "config", "path", "records", "residuals", "sessions", "texts", "values")
)
HANGUL = re.compile("[\uac00-\ud7a3]")
LATIN_WORDS = re.compile(r"[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}")


def in_language(result: Results, lang: str, words: ModuleType) -> Results:
    """Return a result whose written texts are those of a language, where they are given in it.

    Parameters
    ----------
    result : Results
    lang : str
    words : module
        The language's prose; its ``INDEX_NAMES`` name indices that the study does not name.
    """
    given = dict(result.study.texts)
    table = dict(words.INDEX_NAMES)
    for source in result.prices.sources:
        given |= source.texts
        own = filter(None, (source.source, source.licence, source.note))
        table |= {text: words.told(text) for text in own if words.told(text) != text}
    table |= {plain: texts[lang] for plain, texts in given.items() if lang in texts}
    if not table:
        return result
    named = {s: table[n] for s, n in INDICES.items() if n in table} | {
        symbol: table.get(name, name) for symbol, name in result.study.names.items()
    }
    changed: Results = _said(result, "", table)
    return replace(changed, study=replace(changed.study, names=named))


def _said(value: Any, key: str, table: dict[str, str]) -> Any:
    """Put the language's texts in place, everywhere that a person's words can stand."""
    if key in FIGURES:
        return value
    if isinstance(value, str):
        return table.get(value, value) if key in WRITTEN else value
    if isinstance(value, dict):
        return {k: _said(v, k, table) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_said(v, key, table) for v in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new = {f.name: _said(getattr(value, f.name), f.name, table) for f in fields(value)}
    return replace(value, **{k: v for k, v in new.items() if v is not getattr(value, k)})


def language_of(text: str) -> str | None:
    """Tell the language of a text by its letters; None for names, symbols and figures."""
    if HANGUL.search(text):
        return "ko"
    return "en" if LATIN_WORDS.search(text) else None


def marked(text: str, lang: str) -> Markup:
    """Escape a text and mark its language where it is not the page's."""
    own = language_of(text)
    if own in (None, lang):
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(own, text)

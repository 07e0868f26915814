"""Write the generated pages, or check that they are current (``--check``)."""

import sys
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from eventstudy.article import Article
from eventstudy.located import parse
from eventstudy.schemas import schema_text
from eventstudy.study import Study

ROOT = Path(__file__).parents[1]

CONFIG_INTRO = """\
# Configs

One study per file. `eventstudy run configs/NAME.yaml` writes `reports/NAME/`;
`eventstudy check configs/NAME.yaml` says what a config means before anything is computed.

| file | study |
|---|---|
{studies}
Three keys are enough (`title`, `securities`, `events`); the rest has defaults. Every scalar is
read as text and typed by the table below: a ticker `ON` stays `ON`, `000660` keeps its zeros.
Unknown keys, duplicate keys, anchors and deep nesting are errors; all faults of a file are
reported at once, each with line and column. Paths are relative to the config.

A page in another language takes its texts from `translations` at the end of the file; what has none
there stays as it is, marked as such.

*This page is generated from the schema (`make docs`); `eventstudy schema config` prints it for
editors.*
"""

RECORD_INTRO = """\
# Article records

A record states what one article says: its dated events, its claims about prices with a few words
of evidence each, and its other figures, so that a reader sees nothing was skipped. Own words and
figures only; never the article's text. The stated digits must stand in the quote, and a hedge word
in the quote must match the declared hedge. A page in another language takes
its texts from `translations` at the end of the file.

*This page is generated from the schema (`make docs`); `eventstudy schema record` prints it for
editors.*
"""


def config_page() -> str:
    """Write configs/README.md: every key with type, default and whether it is required."""
    rows = "".join(
        f"| `{p.name}` | {_title(p)} |\n" for p in sorted((ROOT / "configs").glob("*.yaml"))
    )
    return CONFIG_INTRO.format(studies=rows) + _tables(Study)


def record_page() -> str:
    """Write seeds/articles/README.md in the same form."""
    return RECORD_INTRO + _tables(Article)


def _title(config: Path) -> str:
    return str(parse(config.read_text(encoding="utf-8"), config.name).value["title"])


def _tables(root: type[BaseModel]) -> str:
    return "".join(_table(model, path) for path, model in _models(root, ""))


def _models(model: type[BaseModel], path: str) -> Iterator[tuple[str, type[BaseModel]]]:
    """Walk the declared models depth first, each with the path of its keys."""
    yield path, model
    for name, field in model.model_fields.items():
        for inner, suffix in _inner(field.annotation, ""):
            yield from _models(inner, f"{path}{name}{suffix}.")


def _inner(annotation: Any, suffix: str) -> Iterator[tuple[type[BaseModel], str]]:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and not args and issubclass(annotation, BaseModel):
        yield annotation, suffix
    elif origin in (tuple, list):
        yield from _inner(args[0], suffix + "[]")
    elif origin is dict:
        yield from _inner(args[1], suffix + ".NAME")
    elif origin in (typing.Annotated, typing.Union, types.UnionType):
        for part in args:
            yield from _inner(part, suffix)


def _table(model: type[BaseModel], path: str) -> str:
    head = f"\n## `{path.rstrip('.')}`\n" if path else "\n## Top level\n"
    doc = (model.__doc__ or "").strip().splitlines()[0]
    rows = "".join(_row(name, field) for name, field in model.model_fields.items())
    return f"{head}\n{doc}\n\n| key | type | default | meaning |\n|---|---|---|---|\n{rows}"


def _row(name: str, field: FieldInfo) -> str:
    default = "**required**" if field.is_required() else f"`{_shown(field.default)}`"
    return f"| `{name}` | {_type(field.annotation)} | {default} | {field.description} |\n"


def _shown(value: Any) -> str:
    """Write a default as YAML would hold it."""
    if isinstance(value, BaseModel):
        return "see below"
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{}"
    return (
        "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )


def _type(annotation: Any) -> str:
    """Name a type as a person writes it."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type(args[0])
    if origin is typing.Literal:
        return ", ".join(f"`{a}`" for a in args)
    if origin is dict:
        return f"{_type(args[1])} by name"
    if origin is tuple:
        return (
            f"[{_type(args[0])}, {_type(args[0])}]"
            if args[-1] is not Ellipsis
            else f"list of {_type(args[0])}"
        )
    if origin in (typing.Union, types.UnionType):
        kinds = [_type(a) for a in args if a is not type(None)]
        return "date or instant" if kinds == ["date", "instant"] else " or ".join(kinds)
    plain = {
        "str": "text",
        "int": "whole number",
        "float": "number",
        "bool": "true or false",
        "datetime": "instant",
    }
    name = getattr(annotation, "__name__", str(annotation))
    return (
        "keys below"
        if isinstance(annotation, type) and issubclass(annotation, BaseModel)
        else plain.get(name, name)
    )


PAGES: dict[str, Callable[[], str]] = {
    "configs/README.md": config_page,
    "seeds/articles/README.md": record_page,
    "docs/config.schema.json": lambda: schema_text("config"),
    "docs/record.schema.json": lambda: schema_text("record"),
    "docs/results.schema.json": lambda: schema_text("results"),
}


def main() -> int:
    """Write every page, or name those that are not current."""
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        sys.stderr.write(f"{name} is not current; run: make docs\n")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())

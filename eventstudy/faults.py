"""From pydantic's errors to lines ``file:line:column: field: what is wrong; what is allowed``."""

import types
import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from eventstudy.errors import ConfigError
from eventstudy.located import KEY, Located, Path_, field_name

Model = TypeVar("Model", bound=BaseModel)

KINDS = {
    "missing": "is required",
    "int_parsing": "not a whole number",
    "int_from_float": "not a whole number",
    "float_parsing": "not a number",
    "finite_number": "not a finite number",
    "bool_parsing": "neither true nor false",
    "string_type": "expected text",
    "dict_type": "expected keys with values",
    "model_type": "expected keys with values",
    "model_attributes_type": "expected keys with values",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "string_too_short": "is empty",
    "too_short": "is empty; give at least one",
}


def validate(model: type[Model], located: Located) -> Model:
    """Type a YAML document by a declared model.

    Raises
    ------
    ConfigError
        With every fault, each with its place.
    """
    if not isinstance(located.value, dict):
        found = "nothing" if located.value is None else "no keys"
        keys = ", ".join(n for n, f in model.model_fields.items() if f.is_required())
        raise ConfigError([f"{located.at(())}: the file holds {found}; it needs the keys {keys}"])
    try:
        return model.model_validate(located.value)
    except ValidationError as error:
        causes = (e for e in error.errors(include_url=False) if not _follows(e))
        lines = (_line(e, model, located) for e in causes)
        raise ConfigError(list(dict.fromkeys(lines))) from None


def translation_faults(located: Located) -> list[str]:
    """Name each of a document's ``translations`` whose first text stands nowhere else in it."""
    document = located.value
    given = document.get("translations") or ()
    said = set(_texts({k: v for k, v in document.items() if k != "translations"}))
    firsts = [next(iter(texts.values())) for texts in given]
    return [
        fault(located, ("translations", i), f"{first!r} stands nowhere else in the file")
        for i, first in enumerate(firsts)
        if first not in said
    ]


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a YAML document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def fault(located: Located, path: Path_, problem: str) -> str:
    """Write one fault line for a place in a file."""
    return f"{located.at(path)}: {field_name(path)}: {problem}"


def _follows(error: ErrorDetails) -> bool:
    """Tell a list called too short only because its items were refused."""
    return error["type"] == "too_short" and bool(error["input"])


def _line(error: ErrorDetails, model: type[BaseModel], located: Located) -> str:
    path = _known_path(error["loc"], located.value)
    if not path and len(error["loc"]) == 1:
        path = (error["loc"][0],)  # a default that contradicts what is written
    if error["type"] == "missing":
        path = path[:-1] if path and path[-1] == error["loc"][-1] else path
        return fault(located, (*path, str(error["loc"][-1])), "is required")
    if error["type"] == "extra_forbidden":
        allowed = ", ".join(_fields(model, path[:-1]))
        place = located.at((*path, KEY))
        return f"{place}: {field_name(path)}: unknown key; allowed: {allowed}"
    return fault(located, path, _problem(error))


def _problem(error: ErrorDetails) -> str:
    found = error["input"]
    shown = f"{found!r}: " if isinstance(found, (str, int, float)) and found != "" else ""
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "literal_error":
        allowed = str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        return f"{found!r}; allowed: {allowed}"
    if found is None:
        return "is empty; give a value, or leave the key out"
    return shown + KINDS.get(error["type"], str(error["msg"]).replace("Input should", "should"))


def _known_path(loc: tuple[int | str, ...], value: Any) -> Path_:
    """Keep the parts of pydantic's location that exist in the document (it adds union tags)."""
    path: list[int | str] = []
    for part in loc:
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _fields(model: type[BaseModel], path: Path_) -> list[str]:
    """List the keys allowed at a place of the declared model."""
    models = [model]
    for part in path:
        models = [m for owner in models for m in _inner(owner, part)]
    return list(dict.fromkeys(name for m in models for name in m.model_fields))


def _inner(model: type[BaseModel], part: str | int) -> Iterator[type[BaseModel]]:
    if isinstance(part, int) or part not in model.model_fields:
        yield model  # an index or a free key: the member's own model was already unwrapped
        return
    yield from _models(model.model_fields[part].annotation)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Find the models inside Annotated, Optional, tuple[X, ...] and dict[str, X]."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    if typing.get_origin(annotation) in (
        typing.Annotated,
        typing.Union,
        types.UnionType,
        tuple,
        dict,
    ):
        for part in typing.get_args(annotation):
            yield from _models(part)

"""A result as JSON text and back, without loss."""

import dataclasses
import json
from functools import cache
from typing import Any, NoReturn, get_type_hints

from eventstudy.errors import InputError
from eventstudy.result import SCHEMA, Results

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def to_json(result: Results) -> str:
    """Write a result as JSON: full double precision, never NaN or infinity.

    Raises
    ------
    ValueError
        If a figure is NaN or infinite.
    """
    return json.dumps(
        result, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def from_json(text: str) -> Results:
    """Read a result back.

    Raises
    ------
    InputError
        If the text is not the JSON of a result of this schema.
    """
    from pydantic import ValidationError

    try:
        value = json.loads(text, parse_constant=_refuse)
        if not isinstance(value, dict) or value.get("schema") != SCHEMA:
            raise ValueError(f"the schema is not {SCHEMA}")
        result: Results = _adapter().validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(p) for p in first["loc"])
        raise InputError(f"not a result of this tool: {place}: {first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"not a result of this tool: {error}") from None
    return result


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema of results.json, generated from the types."""
    schema: dict[str, Any] = _adapter().json_schema(mode="serialization")
    schema["properties"]["schema"] = {"const": SCHEMA}
    return {"$schema": SCHEMA_ID, **schema, "title": "Results of an event study"}


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Results)


def _plain(value: Any) -> dict[str, Any]:
    """Return a dataclass as a dictionary; whole numbers in float fields become floats."""
    kind: Any = type(value)
    floats = _float_fields(kind)
    return {
        name: float(item) if name in floats and type(item) is int else item
        for name in _names(kind)
        for item in (getattr(value, name),)
    }


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no place in a result")
    return tuple(f.name for f in dataclasses.fields(kind))


@cache
def _float_fields(kind: Any) -> frozenset[str]:
    _names(kind)
    hints = get_type_hints(kind)
    return frozenset(name for name, hint in hints.items() if hint in (float, float | None))


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a figure")

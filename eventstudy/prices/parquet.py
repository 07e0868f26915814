"""Parquet files as text cells, so that they meet the same checks as CSV (extra ``panel``)."""

import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from eventstudy.errors import InputError, PriceError

INSTALL = "pip install 'market-event-study[panel]'"


def library(what: str) -> Any:
    """Return pyarrow's Parquet module.

    Raises
    ------
    InputError
        If the extra is not installed; with the line that installs it.
    """
    try:
        import pyarrow.parquet as module
    except ImportError:
        raise InputError(f"{what}: Parquet needs the extra panel: {INSTALL}") from None
    return module


def header(path: Path, name: str) -> list[str]:
    """Return the column names of a Parquet file.

    Raises
    ------
    PriceError
        If it is no Parquet file.
    """
    module = library(name)
    try:
        return [str(c).strip() for c in module.read_schema(path).names]
    except (OSError, ValueError) as error:
        raise PriceError(f"{name}: not a Parquet file: {_first_line(error)}") from None


def rows(path: Path, name: str, at: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield (row from 1, cells as text) of some columns, by position.

    A number is written so that reading it gives the same float; missing values are empty.
    """
    module = library(name)
    names = module.read_schema(path).names
    try:
        table = module.read_table(path, columns=[names[i] for i in at], use_threads=False)
        columns = [[text(v) for v in table.column(names[i]).to_pylist()] for i in at]
    except (OSError, ValueError) as error:
        raise PriceError(f"{name}: not a Parquet file: {_first_line(error)}") from None
    for number, row in enumerate(zip(*columns, strict=True), 1):
        yield number, list(row)


def text(value: Any) -> str:
    """Write a cell as a CSV file would hold it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value).strip()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

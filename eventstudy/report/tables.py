"""The rows of every CSV file, as dictionaries, and CSV text from rows.

Result frames and files are made from the same rows. Figures keep full double
precision; a missing one is an empty cell.
"""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from eventstudy.inference.result import HypothesisTest
from eventstudy.prices.written import text_cell
from eventstudy.result import Case, Results

Row = dict[str, Any]

SINGLE_CASE = ("t", "sample_quantile", "conformal", "scaled_quantile", "placebo", "max_placebo")
RETURN = "return"
PRICE_FIELDS = ("open", "high", "low", "close", "adj_close", "volume")
CASE_FIELDS = ("event_id", "security", "benchmark", "model")
COLUMNS = {
    "prices": ("symbol", "date", *PRICE_FIELDS, "source"),
    "abnormal_returns": (
        *CASE_FIELDS,
        "tau",
        "session",
        "actual",
        "normal",
        "abnormal",
        "se",
    ),
    "windows": (
        *CASE_FIELDS,
        "group",
        "window_start",
        "window_end",
        "car",
        "se",
        "ci_low",
        "ci_high",
        "bhar",
        *(f"p_{name}" for name in SINGLE_CASE),
    ),
    "claims": (
        "id",
        "article",
        "quote",
        "at",
        "subject",
        "candidates",
        "measure",
        "start",
        "date",
        "value",
        "value_range",
        "unit",
        "decimals",
        "step",
        "hedge",
        "basis",
        "group",
        "rule",
        "date_because",
        "rating",
        "allowed",
        "observed",
        "gap",
        "notes",
        "evidence",
    ),
    "dropped": ("event_id", "security", "reason"),
}


def rows(result: Results, name: str) -> Iterator[Row]:
    """Yield the rows of one file: prices, abnormal_returns, windows, claims or dropped."""
    return ROWS[name](result)


def to_csv(columns: tuple[str, ...], records: Iterable[Row]) -> str:
    """Write rows as CSV text with a byte-order mark, for Excel in any language.

    Text that a spreadsheet would run as a formula gets a leading apostrophe;
    numbers never do. Missing values are empty.
    """
    lines = [",".join(map(text_cell, columns))]
    lines += [",".join(_cell(record.get(column)) for column in columns) for record in records]
    return "\ufeff" + "\n".join(lines) + "\n"


def csv_of(result: Results, name: str) -> str:
    """Write one file of a study as CSV text."""
    return to_csv(columns_of(result, name), rows(result, name))


def csv_files(result: Results) -> dict[str, str]:
    """Write every CSV file of a study, by name without ending.

    The tables of a large panel are files beside its page, and not among these.
    """
    beside = result.panel["files"] if result.panel else {}
    names = ("claims", "dropped") if beside else tuple(COLUMNS)
    return {name: csv_of(result, name) for name in names}


def columns_of(result: Results, name: str) -> tuple[str, ...]:
    """Return the columns of a file: the fixed ones, and those that this study adds."""
    if name == "prices" and any(RETURN in v for v in result.prices.values.values()):
        return (*COLUMNS[name][:-1], RETURN, "source")
    further = result.panel["further"] if name == "windows" and result.panel else ()
    return (*COLUMNS[name], *further)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0")
    return "" if value is None else _text(value) if isinstance(value, str) else str(value)


_text = lru_cache(maxsize=8192)(text_cell)  # symbols, sources and days come again and again


def _prices(result: Results) -> Iterator[Row]:
    sources = {s.symbol: s.source for s in result.prices.sources}
    for symbol, columns in result.prices.values.items():
        names = (*PRICE_FIELDS, *((RETURN,) if RETURN in columns else ()))
        fields = (columns.get(field) or [None] * len(columns["date"]) for field in names)
        head = ("symbol", "date", *names, "source")
        for day, *values in zip(columns["date"], *fields, strict=True):
            yield dict(zip(head, (symbol, day, *values, sources.get(symbol)), strict=True))


def _names(case: Case) -> Row:
    return {
        "event_id": case.event,
        "security": case.security,
        "benchmark": case.benchmark,
        "model": case.model,
    }


def _abnormal_returns(result: Results) -> Iterator[Row]:
    for case in result.cases:
        for day in case.abnormal:
            yield _names(case) | dataclasses.asdict(day)


def _windows(result: Results) -> Iterator[Row]:
    further = _further(result)
    for case in result.cases:
        for window in case.windows:
            low, high = window.ci or (None, None)
            tests = {
                f"p_{t.name}": t.p_value for t in window.tests if isinstance(t, HypothesisTest)
            }
            yield {
                **_names(case),
                "group": case.group,
                "window_start": window.window[0],
                "window_end": window.window[1],
                "car": window.car,
                "se": window.se,
                "ci_low": low,
                "ci_high": high,
                "bhar": window.bhar,
                **tests,
                **further.get((case.event, case.security), {}),
            }


def _further(result: Results) -> dict[tuple[str, str], Row]:
    """Return the further columns of an events file, by event and security."""
    if not result.panel or not result.panel["further"]:
        return {}
    columns = result.panel["events"]["columns"]
    keys = zip(columns["event_id"], columns["security"], strict=True)
    names = result.panel["further"]
    values = zip(*(columns[name] for name in names), strict=True)
    return {key: dict(zip(names, row, strict=True)) for key, row in zip(keys, values, strict=True)}


def _claims(result: Results) -> Iterator[Row]:
    for verdict in result.claims:
        yield {k: _flat(v) for k, v in dataclasses.asdict(verdict).items()}


def _flat(value: Any) -> Any:
    """Write a list of words with bars, anything deeper as JSON; leave scalars."""
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return " | ".join(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return value


def _dropped(result: Results) -> Iterator[Row]:
    return (dataclasses.asdict(lost) for lost in result.dropped)


ROWS = {
    "prices": _prices,
    "abnormal_returns": _abnormal_returns,
    "windows": _windows,
    "claims": _claims,
    "dropped": _dropped,
}

"""The page of a calibration: size by security, test and window, and power for many cases."""

from collections.abc import Sequence
from typing import Any

from eventstudy.report.format import plain_percent, rate, window

Row = dict[str, Any]
Table = dict[str, Any]


def calibration_tables(found: dict[str, Any]) -> list[Table]:
    """Lay a calibration out as tables, each with title, columns and rows of text."""
    tables = [_single(key, found) for key in _pairs(found["single"])]
    if found["many"] is not None:
        tables += [_size(found), _power(found)]
    return tables


def _pairs(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row["security"], row["benchmark"]) for row in rows))


def _single(key: tuple[str, str], found: dict[str, Any]) -> Table:
    security, benchmark = key
    rows = [r for r in found["single"] if (r["security"], r["benchmark"]) == key]
    return {
        "title": f"{security} against {benchmark}",
        "columns": ("Test", "Window", "Rejects", "Pseudo-events", ""),
        "rows": [
            (
                r["test"],
                window(tuple(r["window"])),
                _rate(r),
                f"{r['n']:,}",
                _mark(r, found["alpha"]),
            )
            for r in rows
        ],
    }


def _size(found: dict[str, Any]) -> Table:
    many = found["many"]
    return {
        "title": f"Size, samples of {many['cases']} cases, window {window(tuple(many['window']))}",
        "columns": ("Test", "Dates", "Event-day variance", "Rejects", "Samples", ""),
        "rows": [
            (
                r["test"],
                r["dates"],
                "doubled" if r["noisy"] else "usual",
                _rate(r),
                f"{r['n']:,}",
                _mark(r, found["alpha"]),
            )
            for r in many["size"]
        ],
    }


def _power(found: dict[str, Any]) -> Table:
    return {
        "title": "Power: how often a shock of this size is found",
        "columns": ("Test", "Dates", "Shock", "Rejects", "Samples"),
        "rows": [
            (r["test"], r["dates"], plain_percent(r["shock"]), _rate(r), f"{r['n']:,}")
            for r in found["many"]["power"]
        ],
    }


def _rate(row: Row) -> str:
    return "no sample" if row["rate"] is None else rate(row["rate"], row["ci"])


def _mark(row: Row, alpha: float) -> str:
    """Say where the interval lies when it does not hold the nominal rate."""
    if row["ci"] is None or row["ci"][0] <= alpha <= row["ci"][1]:
        return ""
    return "▲ too often" if row["ci"][0] > alpha else "▼ too seldom"

"""Other choices of design: one dot for each specification of the headline CAR."""

from types import ModuleType
from typing import Any

from eventstudy.report.facts import name_of
from eventstudy.report.format import p_value, points, window
from eventstudy.report.plot import Figure
from eventstudy.report.svg import Dot, dots
from eventstudy.result import Results

NORMAL_95 = 1.959963984540054
Row = dict[str, Any]


def headline_rows(result: Results) -> list[Row]:
    """Return the specifications of the headline CAR that could be computed, kinds together."""
    head, found = result.headline, result.robustness
    rows = [
        row
        for row in (found or {"rows": ()})["rows"]
        if (row["event"], row["security"]) == (head.event, head.security)
        and tuple(row["window"]) == tuple(head.window)
        and row["car"] is not None
    ]
    order = list(dict.fromkeys(r["label"] for r in rows))
    return sorted(rows, key=lambda r: (order.index(r["label"]), r["car"]))


def agreement(result: Results, rows: list[Row]) -> tuple[int, int]:
    """Count the specifications with the headline's sign, and those significant at alpha."""
    main = next((r for r in (result.robustness or {"rows": ()})["rows"] if r in rows), None)
    falls = main is not None and main["car"] < 0
    same = sum((r["car"] < 0) == falls for r in rows)
    return same, sum(r["p_value"] <= result.study.alpha for r in rows)


def curve_figure(result: Results, words: ModuleType) -> Figure | None:
    """Draw one dot for each specification, ordered by size within its kind of benchmark."""
    rows, labels = headline_rows(result), words.LABELS
    if not rows:
        return None
    kinds = list(dict.fromkeys(r["label"] for r in rows))
    drawn = [
        Dot(
            words.KINDS.get(r["label"], r["label"]),
            r["car"],
            r["se"] and NORMAL_95 * r["se"],
            kinds.index(r["label"]),
            f"{_choice(result, r)}: {points(r['car'], 2)}",
        )
        for r in rows
    ]
    columns = ("model", "benchmark", "label", "estimation", "variant", "car", "p")
    caption, title = words.curve_caption(result, rows, *agreement(result, rows)), labels["curve"]
    return Figure(
        "choices",
        title,
        caption,
        dots(drawn, title),
        None,
        tuple(labels[c] for c in columns),
        tuple(_cells(result, r, words) for r in rows),
    )


def _choice(result: Results, row: Row) -> str:
    return f"{row['model']}, {_benchmark(result, row)}, {window(row['estimation'])}"


def _benchmark(result: Results, row: Row) -> str:
    base, _, firm = str(row["benchmark"]).partition(" ex ")
    return name_of(result, base) + (f" ex {name_of(result, firm)}" if firm else "")


def _cells(result: Results, row: Row, words: ModuleType) -> tuple[str, ...]:
    log = [words.LABELS["log_returns"]] if row.get("returns", "simple") == "log" else []
    known = [words.LABELS["without_known"]] if row.get("without_known") else []
    return (
        row["model"],
        _benchmark(result, row),
        words.KINDS.get(row["label"], row["label"]),
        window(row["estimation"]),
        ", ".join(log + known),
        points(row["car"], 2),
        p_value(row["p_value"], result.study.alpha),
    )

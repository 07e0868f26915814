"""Other choices of design: one dot for each specification."""

from types import ModuleType
from typing import Any

from eventstudy.report.facts import name_of
from eventstudy.report.format import p_value, points, window
from eventstudy.report.plot import Figure
from eventstudy.report.svg import Dot, dots
from eventstudy.result import StudyResult

NORMAL_95 = 1.959963984540054


def curve_figure(result: StudyResult, words: ModuleType) -> Figure | None:
    """Draw one dot for each specification, ordered by size within its kind of benchmark."""
    found = result.robustness
    if not found or not found["rows"]:
        return None
    labels = words.LABELS
    order = list(dict.fromkeys(r["label"] for r in found["rows"]))
    rows = sorted(
        (r for r in found["rows"] if r["car"] is not None),
        key=lambda r: (order.index(r["label"]), r["car"]),
    )
    drawn = [
        Dot(
            r["label"], r["car"], r["se"] and NORMAL_95 * r["se"], order.index(r["label"]), _spec(r)
        )
        for r in rows
    ]
    columns = ("security", "event", "model", "benchmark", "label", "window", "car", "p")
    cells = tuple(
        (
            name_of(result, r["security"]),
            r["event"],
            r["model"],
            name_of(result, r["benchmark"]),
            r["label"],
            window(r["window"]),
            points(r["car"], 2),
            "" if r["p_value"] is None else p_value(r["p_value"], result.study.alpha),
        )
        for r in rows
    )
    caption, title = words.curve_caption(result, found), labels["choices"]
    head = tuple(labels[c] for c in columns)
    return Figure("choices", title, caption, dots(drawn, f"{title}. {caption}"), None, head, cells)


def _spec(row: dict[str, Any]) -> str:
    return f"{row['model']}, {row['benchmark']}, {window(row['window'])}: {points(row['car'], 2)}"

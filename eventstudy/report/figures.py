"""The figures as values: a picture, its caption, and the same data as a table.

Pictures that need a script are plotly figures written as plain dictionaries;
colours are tokens such as ``$ink`` that the page's script replaces by those of
the reader's scheme. Text in labels is escaped, since plotly reads markup.
"""

from html import escape
from itertools import pairwise
from types import ModuleType
from typing import Any

from eventstudy.report.facts import (
    band,
    known_days,
    lead,
    main_cases,
    name_of,
)
from eventstudy.report.format import number, points
from eventstudy.report.plot import COLOURS, Figure, Spec, axis, hundreds, label, layout, line
from eventstudy.report.svg import Bar, bars
from eventstudy.result import Case, EventInfo, Results
from eventstudy.standing import companion

MOST_CASES = 12


def daily_bars(result: Results, words: ModuleType) -> list[Figure]:
    """Draw each case's abnormal returns over the band of ordinary days."""
    cases = list(main_cases(result))[:MOST_CASES]
    return [_bar_figure(result, case, words, i) for i, case in enumerate(cases)]


def _bar_figure(result: Results, case: Case, words: ModuleType, order: int) -> Figure:
    twin = companion(result, case)
    other = {d.tau: d.abnormal for d in twin.abnormal} if twin else {}
    wide, labels = band(case, result.study.alpha), words.LABELS
    days = [
        Bar(
            d.tau,
            d.abnormal,
            None if d.se is None else wide * d.se,
            other.get(d.tau),
            _hover(d.session, d.tau, d.abnormal, words),
        )
        for d in case.abnormal
    ]
    title = f"{name_of(result, case.security)}, {_title(result, case.event)}"
    caption = words.bars_caption(result, case)
    columns = ("tau", "session", "actual", "abnormal_return", "standard_error")
    tau, session, actual, *own = (labels[c] for c in columns)
    head = (tau, session, actual, words.normal_column(case.model), *own)
    extra = (words.without_column(case.security),) if twin else ()
    return Figure(
        f"abnormal-{order + 1}",
        title,
        caption,
        bars(days, title),
        None,
        (*head, *extra),
        tuple(_day_row(d, other if twin else None, words) for d in case.abnormal),
    )


def _hover(session: str, tau: int, value: float | None, words: ModuleType) -> str:
    shown = "" if value is None else points(value, 2)
    day = words.short_day(session) if session else ""
    return f"{number(tau, sign=True)}, {day}: {shown}"


def _day_row(day: Any, other: dict[int, float | None] | None, words: ModuleType) -> tuple[str, ...]:
    figures = (day.actual, day.normal, day.abnormal)
    shown = tuple("" if v is None else points(v, 2) for v in figures)
    error = "" if day.se is None else points(day.se, 2, sign=False)
    session = words.short_day(day.session) if day.session else ""
    session += f" (g = {day.covers})" if day.covers > 1 else ""
    row = (number(day.tau, sign=True), session, *shown, error)
    if other is None:
        return row
    value = other.get(day.tau)
    return (*row, "" if value is None else points(value, 2))


def paths(result: Results, words: ModuleType) -> list[Figure]:
    """Draw the running CAR with its band, one figure an event."""
    return [f for i, e in enumerate(result.events) if (f := _path_figure(result, e, words, i))]


def _path_figure(result: Results, info: EventInfo, words: ModuleType, order: int) -> Figure | None:
    cases = [c for c in result.cases if c.event == info.id and c.path][:MOST_CASES]
    main = [c for c in cases if c.label == "main"]
    if not main:
        return None
    labels, alpha = words.LABELS, result.study.alpha
    traces: list[Spec] = []
    for case in cases:
        position = next(i for i, c in enumerate(main) if c.security == case.security)
        traces += _path_traces(result, case, alpha, COLOURS[position % len(COLOURS)], words)
    plan = layout(labels["cumulative_axis"], shapes=[_line_at_zero()])
    plan["xaxis"] = axis() | {"title": {"text": labels["sessions_axis"]}}
    names = [words.case_name(result, c) for c in cases]
    head = (labels["tau"], labels["session"], *names)
    return Figure(
        f"path-{order + 1}",
        info.title,
        words.path_caption(result, main),
        "",
        {"data": traces, "layout": plan},
        head,
        _path_rows(cases, alpha, words),
    )


def _path_traces(
    result: Results, case: Case, alpha: float, colour: str, words: ModuleType
) -> list[Spec]:
    half, taus = band(case, alpha), [row["tau"] for row in case.path]
    middle = [row["car"] for row in case.path]
    upper = [row["car"] + half * row["se"] for row in case.path]
    lower = [row["car"] - half * row["se"] for row in case.path]
    hover = [
        f"{words.short_day(r['session'])} ({number(r['tau'], sign=True)}): "
        f"{points(m)} [{points(lo)}, {points(hi)}]"
        for r, m, lo, hi in zip(case.path, middle, lower, upper, strict=True)
    ]
    middle_line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escape(words.case_name(result, case)),
        "x": taus,
        "y": hundreds(middle),
        "customdata": hover,
        "hovertemplate": "%{customdata}",
        "line": {
            "color": colour,
            "width": 2.5 if case.label == "main" else 1.5,
            "dash": "solid" if case.label == "main" else "dot",
        },
        "marker": {"size": 4},
    }
    if case.label != "main":
        return [middle_line]
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": taus,
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    fill = {"y": hundreds(lower), "fill": "tonexty", "fillcolor": colour + "-band"}
    return [edge | {"y": hundreds(upper)}, edge | fill, middle_line]


def _path_rows(cases: list[Case], alpha: float, words: ModuleType) -> tuple[tuple[str, ...], ...]:
    rows = []
    known = [{row["tau"]: row for row in case.path} for case in cases]
    sessions = {row["tau"]: row["session"] for path in known for row in path.values()}
    for tau in sorted(sessions):
        cells = [
            _path_cell(path.get(tau), band(case, alpha))
            for case, path in zip(cases, known, strict=True)
        ]
        rows.append((number(tau, sign=True), words.short_day(sessions[tau]), *cells))
    return tuple(rows)


def _path_cell(row: dict[str, Any] | None, half: float) -> str:
    if row is None:
        return ""
    low, high = row["car"] - half * row["se"], row["car"] + half * row["se"]
    return f"{points(row['car'])} [{points(low)}, {points(high)}]"


def histogram(result: Results, words: ModuleType) -> Figure | None:
    """Count ordinary days by abnormal return, with the event day marked."""
    facts = lead(result)
    if facts.case is None:
        return None
    case, labels = facts.case, words.LABELS
    day = next((a for d, a, _ in known_days(case) if d.tau == 0), None)
    edges = _edges(list(case.estimation.residuals))
    counts = _counts(list(case.estimation.residuals), edges)
    width = edges[1] - edges[0]
    spans = [f"{points(lo, 2)} – {points(hi, 2)}" for lo, hi in pairwise(edges)]
    trace = {
        "type": "bar",
        "x": hundreds([lo + width / 2 for lo in edges[:-1]]),
        "y": counts,
        "width": round(100 * width, 6),
        "marker": {"color": "$first", "line": {"color": "$paper", "width": 1}},
        "customdata": [f"{s}: {n}" for s, n in zip(spans, counts, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }
    marks = [] if day is None else [_event_line(day)]
    notes = [] if day is None else [_event_label(day, case, words)]
    plan = layout(labels["days"], shapes=marks, annotations=notes)
    shown = [*edges, *([] if day is None else [day])]
    span = hundreds([min(shown) - 1.5 * width, max(shown) + 1.5 * width])
    plan["xaxis"] = axis() | {"title": {"text": labels["abnormal_axis"]}, "range": span}
    return Figure(
        "ordinary",
        labels["ordinary_days"],
        words.histogram_caption(result, case),
        "",
        {"data": [trace], "layout": plan},
        (labels["abnormal_axis"], labels["days"]),
        tuple((s, number(n)) for s, n in zip(spans, counts, strict=True)),
    )


def _edges(values: list[float], bins: int = 26) -> list[float]:
    """Cut the range of the values into bins whose width is a round number."""
    raw = (max(values) - min(values)) / bins or 0.001
    scale = 10.0 ** int(f"{raw:e}".split("e")[1])
    width = next(m * scale for m in (1, 2, 2.5, 5, 10) if m * scale >= raw)
    first = int(min(values) / width) - 1
    last = int(max(values) / width) + 2
    return [round(k * width, 12) for k in range(first, last + 1)]


def _counts(values: list[float], edges: list[float]) -> list[int]:
    return [sum(lo <= v < hi for v in values) for lo, hi in pairwise(edges)]


def _event_line(value: float) -> Spec:
    at = round(100 * value, 4)
    return line("", "$event", "solid") | {
        "x0": at,
        "x1": at,
        "line": {"color": "$event", "width": 3},
    }


def _event_label(value: float, case: Case, words: ModuleType) -> Spec:
    note = label("", f"{words.short_day(case.event_day)}: {points(value)}", 1.0)
    side = "left" if value < 0 else "right"
    shift = 6 if value < 0 else -6
    return note | {"x": round(100 * value, 4), "xanchor": side, "xshift": shift}


def _title(result: Results, event: str) -> str:
    return next((e.title for e in result.events if e.id == event), event)


def _line_at_zero() -> Spec:
    return line("", "$ink", "dot") | {"x0": 0, "x1": 0}

"""The figures as values: a picture, its caption, and the same data as a table.

Pictures that need a script are plotly figures written as plain dictionaries;
colours are tokens such as ``$ink`` that the page's script replaces by those of
the reader's scheme. Text in labels is escaped, since plotly reads markup.
"""

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from types import ModuleType
from typing import Any

from eventstudy.cautions import companion
from eventstudy.report.facts import (
    band,
    known_days,
    lead,
    main_cases,
    name_of,
)
from eventstudy.report.format import number, points, price, short_day
from eventstudy.report.svg import Bar, bars
from eventstudy.result import Case, EventInfo, StudyResult

Spec = dict[str, Any]
COLOURS = ("$first", "$second", "$third", "$fourth")
BEFORE = 25  # sessions shown before the first event window
MOST_CASES = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``svg`` or ``spec`` (plotly) is the picture; the table holds its data."""

    id: str
    title: str
    caption: str
    svg: str
    spec: Spec | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def timeline(result: StudyResult, words: ModuleType) -> Figure | None:
    """Draw the price and its benchmark with events, windows, holidays and other news."""
    facts = lead(result)
    if facts.case is None or facts.quoted is None:
        return None
    days = _days_shown(result)
    symbols = list(dict.fromkeys([facts.case.security, facts.case.benchmark]))
    base = _base_day(result, days)
    traces = [_price_line(result, s, days, base, COLOURS[i]) for i, s in enumerate(symbols)]
    shapes, notes = _marks(result, words)
    spec = {
        "data": [t for t in traces if t],
        "layout": _layout(words.LABELS["indexed"], shapes=shapes, annotations=notes)
        | {"xaxis": _axis() | {"type": "date"}},
    }
    head = (words.LABELS["date"], *(name_of(result, s) for s in symbols))
    return Figure(
        "timeline",
        words.LABELS["timeline"],
        words.timeline_caption(result),
        "",
        spec,
        head,
        _price_rows(result, symbols, days, words),
    )


def _days_shown(result: StudyResult) -> list[str]:
    """Return the sessions from before the first event window to the end of the last."""
    shown = [d.session for c in result.cases for d in c.abnormal if d.session]
    case = lead(result).case
    dates: list[str] = result.prices.values[case.security]["date"] if case else []
    known = [d for d in dates if d <= max(shown)]
    before = [d for d in known if d < min(shown)]
    return known[max(len(before) - BEFORE, 0) :]


def _base_day(result: StudyResult, days: list[str]) -> str:
    first = min(c.event_day for c in result.cases)
    return max((d for d in days if d < first), default=days[0])


def _closes(result: StudyResult, symbol: str) -> dict[str, float]:
    columns = result.prices.values.get(symbol) or {"date": [], "close": []}
    pairs = zip(columns["date"], columns["close"], strict=True)
    return {day: close for day, close in pairs if close is not None}


def _price_line(
    result: StudyResult, symbol: str, days: list[str], base: str, colour: str
) -> Spec | None:
    closes = _closes(result, symbol)
    if base not in closes:
        return None
    shown = [d for d in days if d in closes]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": escape(name_of(result, symbol)),
        "x": shown,
        "y": [round(100 * closes[d] / closes[base], 3) for d in shown],
        "customdata": [f"{short_day(d)}: {price(closes[d])}" for d in shown],
        "hovertemplate": "%{customdata}",
        "line": {"color": colour, "width": 2.5 if colour == COLOURS[0] else 1.5},
    }


def _price_rows(
    result: StudyResult, symbols: list[str], days: list[str], words: ModuleType
) -> tuple[tuple[str, ...], ...]:
    columns = [_closes(result, s) for s in symbols]
    return tuple(
        (words.short_day(d), *(price(c[d]) if d in c else "" for c in columns)) for d in days
    )


def _marks(result: StudyResult, words: ModuleType) -> tuple[list[Spec], list[Spec]]:
    """Return the shapes and labels of events, event windows, closed days and other news."""
    shapes: list[Spec] = []
    notes: list[Spec] = []
    for order, info in enumerate(result.events):
        case = next((c for c in main_cases(result) if c.event == info.id), None)
        if case is None:
            continue
        sessions = [d.session for d in case.abnormal if d.session]
        shapes.append(_shade(sessions[0], sessions[-1]))
        shapes.append(_line(case.event_day, "$ink", "solid"))
        notes.append(_label(case.event_day, info.title, 1.0 - 0.085 * order))
        for closed in info.closed_days:
            if closed["why"] != "weekend":
                shapes.append(_line(closed["date"], "$muted", "dot"))
                notes.append(_label(closed["date"], closed["why"], 0.02, "$muted"))
        for position, fact in enumerate(info.confounders):
            shapes.append(_line(fact["date"], "$second", "dash"))
            notes.append(_label(fact["date"], fact["what"], 0.10 + 0.08 * position, "$second"))
    return shapes, notes


def _shade(first: str, last: str) -> Spec:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": first,
        "x1": last,
        "y0": 0,
        "y1": 1,
        "fillcolor": "$shade",
        "line": {"width": 0},
        "layer": "below",
    }


def _line(day: str, colour: str, dash: str) -> Spec:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "width": 1, "dash": dash},
    }


def _label(day: str, text: str, y: float, colour: str = "$ink") -> Spec:
    short = text if len(text) <= 42 else text[:40].rstrip() + "…"
    return {
        "x": day,
        "y": y,
        "xref": "x",
        "yref": "paper",
        "text": escape(short),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top" if y > 0.5 else "bottom",
        "xshift": 4,
        "font": {"size": 12, "color": colour},
        "bgcolor": "$paper",
        "opacity": 0.9,
    }


def daily_bars(result: StudyResult, words: ModuleType) -> list[Figure]:
    """Draw each case's abnormal returns over the band of ordinary days."""
    cases = list(main_cases(result))[:MOST_CASES]
    return [_bar_figure(result, case, words, i) for i, case in enumerate(cases)]


def _bar_figure(result: StudyResult, case: Case, words: ModuleType, order: int) -> Figure:
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
    columns = ("tau", "session", "actual", "normal", "abnormal_return", "standard_error")
    head = tuple(labels[c] for c in columns)
    extra = (f"{labels['abnormal_return']}, {labels['without']} {case.security}",) if twin else ()
    return Figure(
        f"abnormal-{order + 1}",
        title,
        caption,
        bars(days, f"{title}. {caption}"),
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
    row = (number(day.tau, sign=True), session, *shown, error)
    if other is None:
        return row
    value = other.get(day.tau)
    return (*row, "" if value is None else points(value, 2))


def paths(result: StudyResult, words: ModuleType) -> list[Figure]:
    """Draw the running CAR with its band, one figure an event."""
    return [f for i, e in enumerate(result.events) if (f := _path_figure(result, e, words, i))]


def _path_figure(
    result: StudyResult, info: EventInfo, words: ModuleType, order: int
) -> Figure | None:
    cases = [c for c in result.cases if c.event == info.id and c.path][:MOST_CASES]
    main = [c for c in cases if c.label == "main"]
    if not main:
        return None
    labels, alpha = words.LABELS, result.study.alpha
    traces: list[Spec] = []
    for case in cases:
        position = next(i for i, c in enumerate(main) if c.security == case.security)
        traces += _path_traces(result, case, alpha, COLOURS[position % len(COLOURS)], words)
    layout = _layout(labels["cumulative_axis"], shapes=[_line_at_zero()])
    layout["xaxis"] = _axis() | {"title": {"text": labels["sessions_axis"]}}
    names = [words.case_name(result, c) for c in cases]
    head = (labels["tau"], labels["session"], *names)
    return Figure(
        f"path-{order + 1}",
        info.title,
        words.path_caption(result, main),
        "",
        {"data": traces, "layout": layout},
        head,
        _path_rows(cases, alpha, words),
    )


def _path_traces(
    result: StudyResult, case: Case, alpha: float, colour: str, words: ModuleType
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
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escape(words.case_name(result, case)),
        "x": taus,
        "y": _hundreds(middle),
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
        return [line]
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": taus,
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    fill = {"y": _hundreds(lower), "fill": "tonexty", "fillcolor": colour + "-band"}
    return [edge | {"y": _hundreds(upper)}, edge | fill, line]


def _hundreds(values: list[float]) -> list[float]:
    return [round(100 * v, 4) for v in values]


def _path_rows(cases: list[Case], alpha: float, words: ModuleType) -> tuple[tuple[str, ...], ...]:
    rows = []
    for at, first in enumerate(cases[0].path):
        cells = []
        for case in cases:
            row, half = case.path[at], band(case, alpha)
            low, high = row["car"] - half * row["se"], row["car"] + half * row["se"]
            cells.append(f"{points(row['car'])} [{points(low)}, {points(high)}]")
        day = words.short_day(first["session"])
        rows.append((number(first["tau"], sign=True), day, *cells))
    return tuple(rows)


def histogram(result: StudyResult, words: ModuleType) -> Figure | None:
    """Count ordinary days by abnormal return, with the event day marked."""
    facts = lead(result)
    if facts.case is None:
        return None
    case, labels = facts.case, words.LABELS
    day = next((a for d, a, _ in known_days(case) if d.tau == 0), None)
    edges = _edges(list(case.estimation.residuals))
    counts = _counts(list(case.estimation.residuals), edges)
    width = edges[1] - edges[0]
    hover = [
        f"{points(lo, 2)} – {points(lo + width, 2)}: {n}"
        for lo, n in zip(edges, counts, strict=False)
    ]
    trace = {
        "type": "bar",
        "x": _hundreds([lo + width / 2 for lo in edges[:-1]]),
        "y": counts,
        "width": round(100 * width, 6),
        "marker": {"color": "$first", "line": {"color": "$paper", "width": 1}},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }
    marks = [] if day is None else [_event_line(day)]
    notes = [] if day is None else [_event_label(day, case, words)]
    layout = _layout(labels["days"], shapes=marks, annotations=notes)
    shown = [*edges, *([] if day is None else [day])]
    span = _hundreds([min(shown) - 1.5 * width, max(shown) + 1.5 * width])
    layout["xaxis"] = _axis() | {"title": {"text": labels["abnormal_axis"]}, "range": span}
    return Figure(
        "ordinary",
        labels["ordinary_days"],
        words.histogram_caption(result, case),
        "",
        {"data": [trace], "layout": layout},
        (labels["abnormal_axis"], labels["days"]),
        tuple(
            (f"{points(lo, 2)} – {points(lo + width, 2)}", number(n))
            for lo, n in zip(edges, counts, strict=False)
        ),
    )


def _edges(values: list[float], bins: int = 26) -> list[float]:
    """Cut the range of the values into bins whose width is a round number."""
    raw = (max(values) - min(values)) / bins or 0.001
    scale = 10.0 ** int(f"{raw:e}".split("e")[1])
    width = next(m * scale for m in (1, 2, 2.5, 5, 10) if m * scale >= raw)
    first = int(min(values) / width) - 1
    last = int(max(values) / width) + 2
    return [k * width for k in range(first, last + 1)]


def _counts(values: list[float], edges: list[float]) -> list[int]:
    return [sum(lo <= v < hi for v in values) for lo, hi in pairwise(edges)]


def _event_line(value: float) -> Spec:
    at = round(100 * value, 4)
    return _line("", "$event", "solid") | {
        "x0": at,
        "x1": at,
        "line": {"color": "$event", "width": 3},
    }


def _event_label(value: float, case: Case, words: ModuleType) -> Spec:
    note = _label("", f"{words.short_day(case.event_day)}: {points(value)}", 1.0)
    side = "left" if value < 0 else "right"
    shift = 6 if value < 0 else -6
    return note | {"x": round(100 * value, 4), "xanchor": side, "xshift": shift}


def _title(result: StudyResult, event: str) -> str:
    return next((e.title for e in result.events if e.id == event), event)


def _line_at_zero() -> Spec:
    line = _line("", "$ink", "dot")
    return line | {"x0": 0, "x1": 0}


def _axis() -> Spec:
    return {
        "gridcolor": "$grid",
        "zerolinecolor": "$muted",
        "linecolor": "$muted",
        "automargin": True,
        "fixedrange": True,
    }


def _layout(y_title: str, **parts: list[Spec]) -> Spec:
    return {
        "paper_bgcolor": "$clear",
        "plot_bgcolor": "$clear",
        "font": {"family": "$sans", "size": 13, "color": "$ink"},
        "margin": {"l": 56, "r": 12, "t": 34, "b": 44},
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": "$paper", "font": {"color": "$ink"}},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "yaxis": _axis() | {"title": {"text": y_title}},
        **parts,
    }

"""Parts of plotly figures as plain dictionaries, in the page's own colours.

Colours are tokens such as ``$ink`` that the page's script replaces by those of
the reader's scheme. Text in labels is escaped, since plotly reads markup.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from eventstudy.report.format import MINUS, PERCENT
from eventstudy.report.tables import to_csv

Spec = dict[str, Any]
COLOURS = ("$first", "$second", "$third", "$fourth")


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


def table_csv(figure: Figure) -> str:
    """Write a figure's table as CSV text, figures as plain numbers."""
    records = [dict(zip(figure.head, map(_plain, row), strict=True)) for row in figure.rows]
    return to_csv(figure.head, records)


def together(figures: list[Figure]) -> Spec:
    """Return what the page's script draws: the layout that all figures share, and each figure.

    ``{"layout": …, "figures": {id: {"data": …, "layout": …}}}``
    """
    specs = {f.id: compact(f) for f in figures if f.spec}
    layouts = [spec["layout"] for spec in specs.values()]
    first = layouts[0] if layouts else {}
    shared = {k: v for k, v in first.items() if all(p.get(k) == v for p in layouts)}
    own = {
        key: spec | {"layout": {k: v for k, v in spec["layout"].items() if k not in shared}}
        for key, spec in specs.items()
    }
    return {"layout": shared, "figures": own}


def compact(figure: Figure) -> Spec:
    """Return the picture with the words shown on hovering left to the table beside it.

    ``{"cell": k, "by": [i, …]}`` in place of them: the page's script reads column ``k`` of
    the rows that have one, after columns ``by``. Words that no column gives stay.
    """
    spec = figure.spec or {}
    return spec | {"data": [_from_table(trace, figure) for trace in spec["data"]]}


def _from_table(trace: Spec, figure: Figure) -> Spec:
    words = trace.get("customdata")
    for by in ((0,), (1, 0)):
        for k in range(1, len(figure.head)) if words else ():
            if k not in by and words == _hover_words(figure.rows, k, by):
                return trace | {"customdata": {"cell": k, "by": list(by)}}
    return trace


def _hover_words(rows: tuple[tuple[str, ...], ...], k: int, by: tuple[int, ...]) -> list[str]:
    """Write what the page's script reads off a table: ``27 Jan 2025 (0): −13.3``."""
    return [
        f"{row[by[0]]}{''.join(f' ({row[i]})' for i in by[1:])}: {row[k]}" for row in rows if row[k]
    ]


def _plain(cell: str) -> str | float:
    """Turn a printed number into a number; leave words and intervals as they are."""
    text = cell.replace(MINUS, "-").replace(",", "").replace(PERCENT, "")
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else cell


def shade(first: str, last: str) -> Spec:
    """Shade a span of days behind everything."""
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


def line(day: str, colour: str, dash: str) -> Spec:
    """Draw an upright line through a day."""
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


def label(day: str, text: str, y: float, colour: str = "$ink") -> Spec:
    """Write short text beside a line; what plotly would read as markup is escaped."""
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


def hundreds(values: list[float]) -> list[float]:
    """Turn fractions into percentage points."""
    return [round(100 * v, 3) for v in values]


def axis() -> Spec:
    """Draw an axis in the page's colours that does not zoom."""
    return {
        "gridcolor": "$grid",
        "zerolinecolor": "$muted",
        "linecolor": "$muted",
        "automargin": True,
        "fixedrange": True,
    }


def layout(y_title: str, **parts: list[Spec]) -> Spec:
    """Lay a figure out in the page's colours and letters.

    What the upright axis shows stands in the caption, since a narrow screen has no room for it.
    """
    return {
        "paper_bgcolor": "$clear",
        "plot_bgcolor": "$clear",
        "font": {"family": "$sans", "size": 13, "color": "$ink"},
        "margin": {"l": 56, "r": 12, "t": 34, "b": 44},
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": "$paper", "font": {"color": "$ink"}},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "yaxis": axis(),
        "meta": {"upright": y_title},
        **parts,
    }

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
    return [round(100 * v, 4) for v in values]


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

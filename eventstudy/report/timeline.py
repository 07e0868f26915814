"""The price with everything else that happened at the time."""

from html import escape
from types import ModuleType
from typing import Any

from eventstudy.report.facts import lead, name_of
from eventstudy.report.format import price
from eventstudy.report.overview import is_overview
from eventstudy.report.plot import COLOURS, Figure, Spec, axis, label, layout, line, shade
from eventstudy.result import Case, Results

BEFORE = 25  # sessions shown before the first event window
ROW = 0.085  # height of a line of labels, as a share of the picture
MOST_BAND = 0.4  # share of the picture that labels may take above, and below, the prices
MIDDLE = (0.25, 0.75)  # labels of days between these shares of the picture are centred on them


def timeline(result: Results, words: ModuleType) -> Figure | None:
    """Draw the price and its benchmark with events, windows, holidays and other news.

    Of a study of many events only that of the headline is drawn.
    """
    facts = lead(result)
    if facts.case is None or facts.quoted is None:
        return None
    days = _days_shown(result)
    symbols = list(dict.fromkeys([facts.case.security, facts.case.benchmark]))
    base = _base_day(result, days)
    traces = [_price_line(result, s, days, base, COLOURS[i], words) for i, s in enumerate(symbols)]
    shapes, above, below = _marks(result, days, words)
    drawn = [t for t in traces if t]
    plan = layout(words.LABELS["indexed"], shapes=shapes, annotations=[*above, *below])
    plan["xaxis"] = axis() | {
        "type": "date",
        "range": [days[0], days[-1]],
        "tickformat": words.LABELS["day_ticks"],
        "hoverformat": words.LABELS["day_hover"],
    }
    plan["yaxis"] = plan["yaxis"] | {"range": _range(drawn, len(above), len(below))}
    spec = {"data": drawn, "layout": plan}
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


def _days_shown(result: Results) -> list[str]:
    """Return the sessions from before the first event window to the end of the last."""
    shown = [d.session for c in _cases_shown(result) for d in c.abnormal if d.session]
    case = lead(result).case
    dates: list[str] = result.prices.values[case.security]["date"] if case else []
    known = [d for d in dates if d <= max(shown)]
    before = [d for d in known if d < min(shown)]
    return known[max(len(before) - BEFORE, 0) :]


def _cases_shown(result: Results) -> list[Case]:
    alone = is_overview(result)
    return [c for c in result.cases if not alone or c.event == result.headline.event]


def _base_day(result: Results, days: list[str]) -> str:
    first = min(c.event_day for c in _cases_shown(result))
    return max((d for d in days if d < first), default=days[0])


def _closes(result: Results, symbol: str) -> dict[str, float]:
    columns = result.prices.values.get(symbol) or {"date": [], "close": []}
    pairs = zip(columns["date"], columns["close"], strict=True)
    return {day: close for day, close in pairs if close is not None}


def _price_line(
    result: Results, symbol: str, days: list[str], base: str, colour: str, words: ModuleType
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
        "customdata": [f"{words.short_day(d)}: {price(closes[d])}" for d in shown],
        "hovertemplate": "%{customdata}",
        "line": {"color": colour, "width": 2.5 if colour == COLOURS[0] else 1.5},
    }


def _price_rows(
    result: Results, symbols: list[str], days: list[str], words: ModuleType
) -> tuple[tuple[str, ...], ...]:
    columns = [_closes(result, s) for s in symbols]
    return tuple(
        (words.short_day(d), *(price(c[d]) if d in c else "" for c in columns)) for d in days
    )


def _range(traces: list[Spec], above: int, below: int) -> list[float]:
    """Stretch the axis so that lines of labels lie above and below the prices, never on them."""
    values = [v for t in traces for v in t["y"]]
    top, bottom = (min(ROW * n + 0.03, MOST_BAND) for n in (above, below))
    height = (max(values) - min(values) or 1.0) / (1 - top - bottom)
    return [round(min(values) - bottom * height, 3), round(max(values) + top * height, 3)]


def _marks(
    result: Results, days: list[str], words: ModuleType
) -> tuple[list[Spec], list[Spec], list[Spec]]:
    """Return the shapes of events, windows, closed days and other news; labels above and below."""
    shapes: list[Spec] = []
    above: list[Spec] = []
    others: dict[tuple[str, str], tuple[str, str]] = {}
    for info in result.events:
        case = next((c for c in _cases_shown(result) if c.event == info.id), None)
        if case is None:
            continue
        sessions = [d.session for d in case.abnormal if d.session]
        shapes += [shade(sessions[0], sessions[-1]), line(case.event_day, "$ink", "solid")]
        above.append(_label(case.event_day, info.title, 1.0 - ROW * len(above), days, "$ink"))
        others |= {
            (c["date"], words.told(c["why"])): ("$muted", "dot")
            for c in info.closed_days
            if c["why"] != "weekend"
        }
        others |= {(_felt(f, days), f["what"]): ("$second", "dash") for f in info.confounders}
    shapes += [line(day, colour, dash) for (day, _), (colour, dash) in others.items()]
    below = [
        _label(day, text, 0.01 + ROW * row, days, colour)
        for row, ((day, text), (colour, _)) in enumerate(others.items())
    ]
    return shapes, above, below


def _felt(fact: dict[str, Any], days: list[str]) -> str:
    """Return the first session whose close can hold a day's news, or its own day."""
    late = fact.get("after_close", False)
    return next(
        (d for d in days if d > fact["date"] or (not late and d == fact["date"])), fact["date"]
    )


def _label(day: str, text: str, y: float, days: list[str], colour: str) -> Spec:
    """Write a label over its line, or beside it near an edge."""
    written = label(day, text, y, colour)
    before = sum(d < day for d in days) / max(len(days), 1)
    if before < MIDDLE[0]:
        return written
    return written | (
        {"xanchor": "right", "xshift": -4}
        if before > MIDDLE[1]
        else {"xanchor": "center", "xshift": 0}
    )

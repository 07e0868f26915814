"""The price with everything else that happened at the time."""

from html import escape
from types import ModuleType

from eventstudy.report.facts import lead, main_cases, name_of
from eventstudy.report.format import price, short_day
from eventstudy.report.plot import COLOURS, Figure, Spec, axis, label, layout, line, shade
from eventstudy.result import StudyResult

BEFORE = 25  # sessions shown before the first event window


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
        "layout": layout(words.LABELS["indexed"], shapes=shapes, annotations=notes)
        | {"xaxis": axis() | {"type": "date"}},
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
        shapes.append(shade(sessions[0], sessions[-1]))
        shapes.append(line(case.event_day, "$ink", "solid"))
        notes.append(label(case.event_day, info.title, 1.0 - 0.085 * order))
        for closed in info.closed_days:
            if closed["why"] != "weekend":
                shapes.append(line(closed["date"], "$muted", "dot"))
                notes.append(label(closed["date"], closed["why"], 0.02, "$muted"))
        for position, fact in enumerate(info.confounders):
            shapes.append(line(fact["date"], "$second", "dash"))
            notes.append(label(fact["date"], fact["what"], 0.10 + 0.08 * position, "$second"))
    return shapes, notes

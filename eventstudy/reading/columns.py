"""Tables whose heading gives each column a stretch: ``Index | Close | Week | YTD``."""

import re

from eventstudy.reading.caseless import caseless

_BAR = re.compile(r"[|\t]")
_DAY = caseless(r"day|1d|daily|chg|change|등락|전일|일간|1일|하루")
_WINDOWS = (
    (caseless(r"week|\b1w\b|\bwtd\b|\b5d\b|주간|전주|1주"), "for the week"),
    (caseless(r"month|\b1m\b|\bmtd\b|월간|전월|이달|1개월"), "for the month"),
    (caseless(r"ytd|year[- ]to[- ]date|this year|연초|올해|연간|연중"), "year to date"),
    (caseless(r"^20\d\d"), "so far in "),
)


def heads_columns(text: str) -> bool:
    """Tell the heading of a table that names the stretch of a column."""
    return any(_window(cell) for cell in _cells(text))


def column(heading: str, text: str, position: int) -> str | None:
    """Return the words of the window of a figure's column; None outside a table.

    "in a day" stands for a column of daily changes, and for one without a window.
    """
    if not heads_columns(heading) or not _BAR.search(text):
        return None
    at = len(_BAR.findall(text[:position]))
    cells = _cells(heading)
    return (_window(cells[at]) if at < len(cells) else "") or "in a day"


def _cells(text: str) -> list[str]:
    cells = _BAR.split(text)
    return [cell.strip() for cell in cells] if len(cells) > 1 else []


def _window(cell: str) -> str:
    """Return what a heading says of its column, in the words of the window rules."""
    for words, meaning in _WINDOWS:
        if words.search(cell) and not (_DAY.search(cell) and len(cell) < 4):
            return meaning + cell[:4] if meaning.endswith(" ") else meaning
    return ""

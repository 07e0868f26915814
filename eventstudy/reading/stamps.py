"""Clock times that open the lines of a live blog or a news ticker."""

import re

_STAMP = re.compile(
    r"[\W_]{0,6}(?:\d{1,2}/\d{1,2} )?(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d) ?(?P<half>[ap]\.?m\b\.?)?(?: ?(?P<zone>[A-Z]{2,4})\b)?\W",
    re.IGNORECASE,
)
_NEW_YORK = frozenset({"", "ET", "EST", "EDT"})
_OPEN, _CLOSE, _SETTLED = 9 * 60 + 30, 16 * 60, 16 * 60 + 45


def stamp_of(line: str) -> str:
    """Return the trading hour of New York that a line's clock time means, or ""."""
    found = _STAMP.match(line)
    if found is None:
        return ""
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    zone = (found["zone"] or "").upper()
    if hour > 23 or (zone not in _NEW_YORK and zone in _ELSEWHERE):
        return ""
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    minutes = hour * 60 + int(found["minute"])
    if 4 * 60 <= minutes < _OPEN:
        return "premarket"
    if _OPEN <= minutes < _CLOSE:
        return "intraday"
    return "close" if minutes <= _SETTLED else ""


_FIGURE = re.compile(r"\d[\d.,]*(?:%| per ?cent| points|$)")


def next_stamp(line: str, headed: str) -> tuple[str, bool]:
    """Return the hour of a line, and whether it heads the lines below it.

    ``10:40 a.m. EDT - Tech adds to gains`` without a figure stands above the lines it
    speaks of; ``headed`` is the hour of such a line before.
    """
    found = stamp_of(line)
    if found:
        return found, _FIGURE.search(line[20:]) is None
    return headed, bool(headed)


_ELSEWHERE = frozenset(
    {"GMT", "BST", "CET", "CEST", "KST", "JST", "HKT", "UTC", "PT", "PST", "PDT", "CT"}
)

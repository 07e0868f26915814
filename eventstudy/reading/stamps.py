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


_ELSEWHERE = frozenset(
    {"GMT", "BST", "CET", "CEST", "KST", "JST", "HKT", "UTC", "PT", "PST", "PDT", "CT"}
)

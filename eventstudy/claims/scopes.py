"""How far back a record's own words reach: "since March 2020", "6주 만의", "in two years".

Only what names a month, a year or a number of units is read. "Since the pandemic" and
"since the spring" stay open.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from eventstudy.article import Claim
from eventstudy.spelled import ONES
from eventstudy.wording import normalise

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_TO_TWELVE = ONES[:12]
_KOREAN_ONES = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6}
_COUNTS = _KOREAN_ONES | {"a": 1, "an": 1} | {word: n for n, word in enumerate(_TO_TWELVE, 1)}
_BACK = {"지난해": 1, "작년": 1, "전년": 1, "재작년": 2, "올해": 0, "올": 0}
_SINCE = re.compile(
    rf"since (?:at least )?(?:(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?(?: (?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?)?,? ?)?"
    r"(?P<year>(?:19|20)\d\d)?(?![\w-])",
    re.IGNORECASE,
)
_SINCE_KO = re.compile(
    rf"(?:(?:(?P<year>(?:19|20)\d\d)년|(?P<back>{'|'.join(_BACK)})) ?)?(?:(?P<month>1[0-2]|[1-9])월 ?)?"
    r"(?:(?P<day>3[01]|[12]\d|[1-9])일 ?)?(?:이후|이래)"
)
_SPAN = re.compile(
    rf"\bin (?:over |more than |nearly |almost |at least |about )?(?P<n>\d+|an?|{'|'.join(_TO_TWELVE)}) "
    r"(?P<unit>day|session|week|month|year|decade)s?\b",
    re.IGNORECASE,
)
_SPAN_KO = re.compile(
    rf"(?P<n>\d+|{'|'.join(_KOREAN_ONES)}) ?(?P<unit>거래일|일|주일|주|개월|달|년)(?: ?(?P<months>\d+)개월)? ?여? ?만(?:에|의)"
)
_DAYS = {
    "day": 1.4,
    "session": 1.4,
    "거래일": 1.4,
    "일": 1.0,
    "week": 7.0,
    "주": 7.0,
    "주일": 7.0,
    "month": 30.4,
    "개월": 30.4,
    "달": 30.4,
    "year": 365.25,
    "년": 365.25,
    "decade": 3652.5,
}
_ONE_SESSION = {"day", "session", "거래일", "일"}
LONGEST = 36525.0  # days; longer spans are ever
_THIS_YEAR = re.compile(r"올해|올 들어|연중|\b(?:of the|this) year\b", re.IGNORECASE)
_YEAR_LONG = re.compile(r"52[- ]?week|52주")
_LONGER = re.compile(
    r"\b(?:week(?:ly)?|month(?:ly)?|quarter(?:ly)?|year(?:ly)?|annual|streak|run)(?=[\w ,'-]*\b(?:since|in|ever|on record|of)\b)"
    r"|주간|월간|분기|연간|연속",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\bpoints?\b|포인트", re.IGNORECASE)
_SESSION = re.compile(
    r"\bday\b|\bdaily\b|session|clos(?:e|ing)|하루|일일|종가|마감|거래일", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The date after "since"; ``approximate`` where the words count units back."""

    start: date
    approximate: bool


def stated_scope(claim: Claim) -> Scope | None:
    """Return how far back the words of a record reach; None where they do not say."""
    if claim.date is None:
        return None
    text, day = normalise(claim.quote), claim.date
    since = _since(text, day)
    if since:
        return Scope(since, False)
    if _THIS_YEAR.search(text):
        return Scope(date(day.year - 1, 12, 31), False)
    if _YEAR_LONG.search(text):
        return Scope(day - timedelta(364), False)
    return _span(text, day)


def not_of_sessions(quote: str) -> str:
    """Say what a record is of, if not of a session's move or level in percent or price; else ''."""
    text = normalise(quote)
    if _YEAR_LONG.search(text):
        return ""
    if _LONGER.search(text):
        return "a record of weeks, months or years, not of a session"
    return "a record of moves in points" if _POINTS.search(text) else ""


def says_session(quote: str) -> bool:
    """Tell whether a record's words name a session or its close."""
    return bool(_SESSION.search(normalise(quote)))


def _since(text: str, day: date) -> date | None:
    """Read the date after "since"; a month or year alone is its first day."""
    found = _SINCE.search(text)
    if found:
        name = (found["month"] or "").lower()
        month = _MONTHS.index(name) + 1 if name else 0
        return _dated(found["year"], month, found["day"], day)
    korean = next(
        (m for m in _SINCE_KO.finditer(text) if m["month"] or m["year"] or m["back"]), None
    )
    if korean is None:
        return None
    back = _BACK.get(korean["back"] or "")
    year = korean["year"] or (None if back is None else str(day.year - back))
    return _dated(year, int(korean["month"] or 0), korean["day"], day)


def _dated(year: str | None, month: int, in_month: str | None, day: date) -> date | None:
    """Return the named day, month or year, the last one before that of ``day``."""
    if not year and not month:
        return None
    now = day if in_month else day.replace(day=1, month=day.month if month else 1)
    try:
        start = date(int(year or day.year), month or 1, int(in_month or 1))
        if not year and start >= now:
            start = start.replace(year=start.year - 1)
    except ValueError:
        return None
    return start if start < now else None


def _span(text: str, day: date) -> Scope | None:
    """Read a number of units back; "the largest in one day" says how long the move was."""
    found = _SPAN.search(text) or _SPAN_KO.search(text)
    if found is None:
        return None
    number = found["n"].lower()
    units = float(_COUNTS.get(number, number))
    if units == 1 and found["unit"].lower() in _ONE_SESSION:
        return None
    months = int(found.groupdict().get("months") or 0) * _DAYS["month"]
    days = min(units * _DAYS[found["unit"].lower()] + months, LONGEST)
    return Scope(day - timedelta(days), True)

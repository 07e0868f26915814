"""The stretch of sessions a figure is stated over: a day unless the text says more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from eventstudy.reading.caseless import Caseless, caseless
from eventstudy.reading.dates import Clock
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene

_COUNTS = {
    w: i
    for i, w in enumerate(
        [
            "a",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        1,
    )
} | {"one": 1, "an": 1, "past": 1, "last": 1, "": 1}
_KOREAN_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "열흘": 10}
_KOREAN_COUNTS = {"한": 1, "두": 2, "세": 3, "네": 4, "석": 3, "넉": 4, "반": 0}
_YTD = caseless(
    r"\b(?:year[- ]to[- ]date|YTD|so far (?:this year|in 20\d\d)|this year|since (?:the (?:start|beginning) of (?:the year|20\d\d)|January|the year began)|on the year|for the year|in the year to date|from the start of the year)\b"
    r"|올해|올 들어|연초 ?(?:이후|대비|부터|이래)|연초보다|금년|올 한 해|연초",
)
_WEEK = caseless(
    r"\b(?:this week|for the week|on the week|(?:over|in) the week|weekly|last week|past week|week's|(?:finish(?:ed)?|end(?:ed)?|closed?|ending|closing)(?: out)? the week)\b|이번 ?주|주간|(?<![가-힣])한 주(?!가|식|당|도)|일주일|지난 ?주(?!말|식|가)|금주|1주일|1주간",
)
_PAST_WEEK = caseless(r"last week|지난 ?주(?!말|식|가)")
_MONTH = caseless(
    r"\b(?:this month|for the month|on the month|month[- ]to[- ]date|in the month|monthly)\b|이달 ?(?:들어|에만)|이번 ?달 들어|월초 대비|월간",
)
_LAST_YEAR = caseless(
    r"\b(?:last year|in 20\d\d|during 20\d\d|for all of 20\d\d)\b|지난해(?! ?\d{1,2}월)|작년(?! ?\d{1,2}월)|20\d\d년(?! ?\d{1,2}월)(?: 한 해| 들어)?",
)
_LONG_AGO = caseless(
    r"\bsince (?!(?:the )?(?:open|bell|trading|market|markets|session)\b)|\bfrom (?:its|the|their|a) (?:[\w-]+ ){0,3}(?:peak|high|low|record|bottom|top)|\ball[- ]time\b.{0,20}\b(?:peak|high)\b|\b(?:below|above|off) (?:its|their|the) (?:[\w-]+ ){0,3}(?:peak|high|low|record)|고점|(?:저점|최저가|최저점|최고가)(?:\([^)]{0,20}\))? ?(?:대비|보다|에서)|최고점|전고점|최고가 ?대비|최고치 ?대비|상장 (?:이후|이래)|이후(?! 가장| 최)|부터 (?:지금|현재|이날|최근)|IPO|debut|inception|전년|year[- ](?:over|on)[- ]year|a year (?:ago|earlier)|출시 이후",
)
_SPAN_EN = caseless(
    r"\b(?:over|in|during|within|for|across)(?: just| only| about| almost| nearly| more than| over| less than| under)?(?: the)?(?: past| last| previous| prior| preceding| next| trailing)?(?: (?P<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?(?: short| straight| consecutive| full)?[ -](?P<u>trading days?|sessions?|days?|weeks?|months?|quarters?|years?|decade)\b"
    r"|\b(?P<n2>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})-(?P<u2>day|session|week|month|year)\b(?! (?:moving )?(?:average|high|low))"
    r"|\b(?P<n3>past) (?P<u3>month|year|quarter|12 months|week)\b|\b(?P<n4>\d{1,2}|two|three|four|five|six) (?P<u4>years|months|weeks)\b",
)
_SPAN_KO = caseless(
    r"(?:최근|지난|불과|단)? ?(?:(?P<n>\d{1,3}) ?(?P<u>거래일|영업일|일|주|개월|달|년)|(?P<nk>한|두|세|네|석|넉) ?(?P<uk>달|해|주)|(?P<days>이틀|사흘|나흘|닷새|엿새|열흘)|(?P<half>반년|분기))(?: 반)? ?(?:간|동안|새|만에|사이|여간|연속|째|여 ?동안|내내|여 만에|전(?:보다| 대비)|에 걸쳐|\s?합계)"
)
_ONE_DAY = caseless(
    r"하루|전일|전날|전 ?거래일|전장|one[- ]day|single[- ]day|single[- ]session|on the day|in a day|in one day|in a single|intraday|장중|premarket|day's|이날",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A window: the close it starts from (None: not fixed by the text) and its last session.

    ``approximate`` marks a span given in words, such as "over a year".
    """

    start: date | None
    end: date
    rule: str
    approximate: bool = False


def span_of(scene: Scene, index: int, day: date, clock: Clock, basis: str) -> Span:
    """Return the window of a figure whose last day is ``day``."""
    if basis == "afterhours":
        return Span(day, day, "after hours: from the close of the same day")
    rules = _rules(scene.text)
    for near in _neighbourhoods(scene, index) if rules else ():
        for rule in rules:
            span = rule(near, day, clock)
            if span is not None and not _said_of_a_day(near):
                return span
    return Span(clock.before(day), day, "one day")


@lru_cache(maxsize=64)
def _rules(text: str) -> tuple["Rule", ...]:
    """Return the rules whose words stand in a sentence: in most, none."""
    return tuple(
        rule for rule, words in _RULES.items() if any(w.search(text) is not None for w in words)
    )


def _neighbourhoods(scene: Scene, index: int) -> tuple[str, ...]:
    """Return the words that can name a figure's window: before it, then round it."""
    figure = scene.figures[index]
    solid = [f for f in scene.figures if f.kind in {"percent", "points", "usd"}]
    earlier = [f for f in solid if f.end <= figure.start]
    own = max([f.end for f in earlier], default=0)
    end = min([f.start for f in solid if f.start >= figure.end], default=len(scene.text))
    korean = scene.language == "ko"
    first = figure.start - 60 if korean else scene.clause_start(figure.start)
    end = min(end, scene.clause_end(figure.end), figure.end + (22 if korean else 200))
    if korean:  # what follows the figure's own verb speaks of the next figure
        end = min([end, *[m.start for m in scene.moves if m.start >= figure.end][:1]])
    tail = re.split(_CUT, scene.between(figure.end, end))[0]
    lead = scene.between(max(own, first), figure.start)
    if own and not korean:  # what follows the figure before speaks of that one
        lead = re.split(r" and |, ", lead)[-1]
    shared = scene.between(max(_since_last_move(scene, earlier, figure), first), figure.end)
    said = scene.between(figure.start, figure.end)
    opening = re.match(
        r"(?:(?:For|Over|In|This|So far|Year|During|On)\b[^,]{0,40},|(?:Weekly|Week|Monthly|YTD|Year to date)\b[^,:]{0,20}:)",
        scene.text,
    )
    record = scene.words.record
    return tuple(
        record.sub("", near)
        for near in (lead + said, lead + said + tail, shared, opening.group() if opening else "")
    )


_CUT = r"[가-힣]다\. |[;]| with |,(?! (?:so far|year|for the|this|over|in the|since the start))"


def _since_last_move(scene: Scene, earlier: list[Figure], figure: Figure) -> int:
    """Return where the window words of a figure can begin: a list shares them."""
    position = figure.start
    for other in reversed(earlier):
        if any(other.end <= m.start < position for m in scene.moves):
            return other.end
        if len(scene.between(other.end, position)) > 40:
            return other.end
        position = other.start
    return 0


def _said_of_a_day(near: str) -> bool:
    return bool(_ONE_DAY.search(near)) and not re.search(
        r"올해|올 들어|연초|this year|year[- ]to[- ]date|YTD|주간|일주일|한 주", near
    )


def _long(near: str, day: date, clock: Clock) -> Span | None:
    del clock
    return (
        Span(None, day, "the text does not fix the start", True) if _LONG_AGO.search(near) else None
    )


def _year_to_date(near: str, day: date, clock: Clock) -> Span | None:
    found = _YTD.search(near)
    if not found:
        return None
    named = re.search(r"20\d\d", found.group())
    year = int(named.group()) if named else day.year
    rule = "since the end of last year" if year == day.year else "since the start of a year"
    return Span(clock.held(date(year - 1, 12, 31)), day, rule)


def _calendar(near: str, day: date, clock: Clock) -> Span | None:
    if _PAST_WEEK.search(near):
        monday = clock.published - timedelta(clock.published.weekday())
        friday = monday + timedelta(4 if clock.published.weekday() > 4 else -3)
        return Span(clock.held(friday - timedelta(7)), clock.held(friday), "last week")
    if _WEEK.search(near):
        return Span(
            clock.held(day - timedelta(day.weekday() + 3)), day, "since the end of last week"
        )
    if _MONTH.search(near):
        return Span(
            clock.held(day.replace(day=1) - timedelta(1)), day, "since the end of last month"
        )
    found = _LAST_YEAR.search(near)
    if found and (found.start() < 12 or "," not in near[found.end() :]):
        named = re.search(r"20\d\d", found.group())
        year = int(named.group()) if named else day.year - 1
        last = clock.held(date(year, 12, 31)) if date(year, 12, 31) < clock.published else day
        return Span(clock.held(date(year - 1, 12, 31)), last, "a calendar year")
    return None


def _counted(near: str, day: date, clock: Clock) -> Span | None:
    english = _SPAN_EN.search(near)
    korean = _SPAN_KO.search(near)
    found = english or korean
    if not found:
        return None
    count, unit = _english_span(english) if english else _korean_span(found)
    if unit == "session":
        return (
            Span(_sessions_back(day, count, clock), day, f"{count} sessions") if count > 1 else None
        )
    days = round(
        count * {"day": 1, "week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25}[unit]
    )
    if days <= 1 or days > 7000:
        return None
    start = day - timedelta(days)
    return (
        Span(clock.held(start), day, f"{count} {unit}s back", True)
        if start >= clock.calendar.days[0]
        else Span(None, day, "the start lies before the calendar", True)
    )


def _english_span(found: re.Match[str]) -> tuple[int, str]:
    number, unit = next(
        (found[f"n{i}"], found[f"u{i}"]) for i in ("", "2", "3", "4") if found[f"u{i}"]
    )
    count = int(number) if number and number.isdigit() else _COUNTS.get((number or "").lower(), 1)
    word = unit.lower()
    if "session" in word or "day" in word:
        return count, "session"
    if word.startswith("12"):
        return 1, "year"
    if word.startswith("decade"):
        return 10 * count, "year"
    return count, next(u for u in ("week", "month", "quarter", "year") if word.startswith(u))


def _korean_span(found: re.Match[str]) -> tuple[int, str]:
    if found["days"]:
        return _KOREAN_DAYS[found["days"]], "session"
    if found["half"]:
        return (6, "month") if found["half"] == "반년" else (1, "quarter")
    count = int(found["n"]) if found["n"] else _KOREAN_COUNTS[found["nk"]]
    unit = found["u"] or found["uk"]
    kinds = {
        "거래일": "session",
        "영업일": "session",
        "일": "session",
        "주": "week",
        "개월": "month",
        "달": "month",
        "년": "year",
        "해": "year",
    }
    return count, kinds[unit]


def _sessions_back(day: date, count: int, clock: Clock) -> date:
    for _ in range(min(count, 400)):
        day = clock.before(day)
    return day


Rule = Callable[[str, date, Clock], Span | None]
_RULES: dict[Rule, tuple[Caseless, ...]] = {
    _year_to_date: (_YTD,),
    _long: (_LONG_AGO,),
    _counted: (_SPAN_EN, _SPAN_KO),
    _calendar: (_PAST_WEEK, _WEEK, _MONTH, _LAST_YEAR),
}

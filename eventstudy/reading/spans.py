"""Words that name a stretch of sessions: ``this week``, ``over five sessions``, ``올해 들어``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from eventstudy.reading.caseless import Caseless, caseless
from eventstudy.reading.columns import heads_columns
from eventstudy.reading.dates import Clock

COUNTS = {
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
KOREAN_DAYS = {
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
}
_KOREANCOUNTS = {"한": 1, "두": 2, "세": 3, "네": 4, "석": 3, "넉": 4, "반": 0}
_YTD = caseless(
    r"(?=[ystofi작지전올새연금])(?:\b(?:year[- ]to[- ]date|YTD|so far (?:this year|in 20\d\d)|this year(?!'s [a-z]+\b(?! (?:of|to|at|is|was|now)\b))|since (?:the (?:start|beginning) of (?:the year|20\d\d)|January|the year began|(?:the |last )?New Year(?:'s(?: (?:Eve|Day))?)?|(?:last )?December(?!,? \d)|the end of (?:last year|20\d\d)|January 1)|on the year|for the year|in the year to date|from the start of the year|year so far)\b"
    r"|(?:작년|지난해|전년) ?(?:말|연말)(?: 종가)?(?:인? ?[\d.,]+달러)? ?(?:대비|보다|에서|에 비)|올해|올 들어|새해 들어|연초 ?(?:이후|대비|부터|이래)|연초보다|금년|올 한 해|연초)"
)
_WEEK = caseless(
    r"(?=[tfowlpeicd끝마이주한일지금1])(?:\b(?:this week(?!'s)|for the (?:(?:holiday-)?shortened |short |full |whole |trading )?week|on the week|(?:over|in) the week|weekly(?! (?:jobless|initial|claims|unemployment|data|report|survey|newsletter|column|note|inventor|mortgage|podcast|options))|last week(?!'s)|past week|week's (?:[\w-]+ ){0,2}?(?:(?=\d[\d.]{0,5} ?(?:%|per ?cent))|gains?|loss|losses|advance|declines?|drop|rise|fall|slide|rally|rout|sell-?off|run|tumble|plunge|surge|moves?|performance|retreat|climb|jump|slump|bounce|rebound|swing|total|tally)|(?:finish(?:ed|es)?|end(?:ed|s)?|close[ds]?|ending|closing)(?: out)? the week)\b|(?:in|for|during|over) the week (?:that )?(?:ended|ending|to|through)\b|(?:끝난|마감한|끝나는) 주(?:에|간)|이번 ?주|\bweek[^.;,:]{0,20}:|\bweek (?=[-+]\d)|주간(?! ?(?:신규|실업|일정|전망|고용))|(?<![가-힣])한 주(?!가|식|당|도)|일주일|지난 ?주(?!말|식|가| ?[월화수목금]요일)|금주|1주일|1주간)"
)
_PAST_WEEK = caseless(
    r"last week(?!'s)|(?:last|prior|previous) week's (?=(?:[a-z]+ )?\d[\d.]{0,5} ?(?:%|per ?cent))|지난 ?주(?!말|식|가| ?[월화수목금]요일)"
)
_MONTH = caseless(
    r"\b(?:this month|for the month|on the month|month[- ]to[- ]date|in the month|monthly)\b|\bmonth[^.;,:]{0,20}:|이달(?: ?(?:들어|에만)| (?:상승|하락|수익|등락)률)|이번 ?달(?: ?들어|에만)|(?<!\d)\d{1,2}월 ?들어|월초 대비|월간|한 달 (?:하락|상승|등락|수익)[률폭]",
)
_LAST_YEAR = caseless(
    r"\b(?:last year|(?:in|for) 20\d\d|during 20\d\d|(?:over|across|through|for|in) (?:the )?(?:whole|all) of 20\d\d|calendar (?:year )?20\d\d|for all of 20\d\d)\b|지난해(?! ?\d{1,2}월)|작년(?! ?\d{1,2}월)|20\d\d년(?! ?\d{1,2}월)(?: 한 해| 들어)?",
)
_LONG_AGO = caseless(
    r"\bsince (?!(?:the )?(?:open|bell|trading|market|markets|session)\b)|\bfrom (?:its|the|their|a) (?:[\w-]+ ){0,3}(?:peak|high|low|record|bottom|top)|\bfrom (?:its|the|their) (?:january|february|march|april|may|june|july|august|september|october|november|december)(?:'s)? close|\b(?:from|than|above|below|over|under) where (?:it|they|the [a-z]+) (?:\w+ )?(?:was|were|stood|sat|traded|changed hands) (?:in|last|back|at the (?:start|end)|a (?:year|month|quarter))\b|\bover (?:the|that|this|its) (?:streak|stretch|run|span|period|slide)\b|\ball[- ]time\b.{0,20}\b(?:peak|high)\b|\b(?:below|above|off) (?:its|their|the) (?:[\w-]+ ){0,3}(?:peak|high|low|record)|(?:작년|지난해|재작년)? ?\d{1,2}월[^,.\d]{0,14}(?:종가|고점|최고치|최고가|최고점|저점|최저치|최저가)(?:보다|에서|대비|에 비|와 비교|과 견)|고점|정점(?= ?(?:대비|보다|에서))|(?:저점|최저가|최저점|최고가)(?:\([^)]{0,20}\))? ?(?:대비|보다|에서)|최고점|전고점|최고가 ?대비|최고치 ?대비|상장 (?:이후|이래)|(?<=[가-힣\d)]) ?이후(?! (?:가장|최|첫|처음|[가-힣]{1,4} ?폭을 (?:줄|좁|키)))|부터 (?:지금|현재|이날|최근)|IPO|debut|inception|전년|전월 ?(?:대비|보다)|전분기 ?(?:대비|보다)|year[- ](?:over|on)[- ]year|a year (?:ago|earlier)|출시 이후",
)
_SPAN_EN = caseless(
    r"\b(?:over|in|during|within|for|across)(?: just| only| about| almost| nearly| more than| over| less than| under)?(?: the| those| these)?(?: past| last| previous| prior| preceding| next| trailing)?(?: (?P<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?(?: short| straight| consecutive| full)?[ -](?P<u>trading days?|sessions?|days?|weeks?|months?|quarters?|years?|decade)\b"
    r"|\b(?P<n2>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})-(?P<u2>day|session|week|month|year)\b(?= (?:\w+ )?(?:gains?|loss(?:es)?|drops?|falls?|rally|run|slide|rout|declines?|surge|advance|losing|winning|streak|slump|sell-?off|plunge|toll|move|total|stretch|climb|jump|return|change|rise|tumble|skid|rebound|swing)\b)"
    r"|\b(?P<n3>past) (?P<u3>month|year|quarter|12 months|week)\b|\b(?P<n4>\d{1,2}|two|three|four|five|six) (?P<u4>years|months|weeks)\b",
)
_SPAN_KO = caseless(
    rf"(?=[최지불단 \d한두세네석넉이사나닷엿여아열반분])(?:(?:최근|지난|불과|단)? ?(?:(?<![A-Za-z&\d])(?<!S&P )(?<!나스닥)(?<!나스닥 )(?<!러셀)(?<!러셀 )(?P<n>\d{{1,3}}) ?(?P<u>거래일|영업일|일|주|개월|달|년)|(?P<nk>한|두|세|네|석|넉) ?(?P<uk>달|해|주)|(?P<days>{'|'.join(KOREAN_DAYS)})|(?P<half>반년|분기))(?: 반)? ?(?:간|동안|새|만에|사이|여간|연속|누적|째(?! ?(?:내리막|오르막))|여 ?동안|내내|여 만에|전(?:보다| 대비|과 비교|에 비)|에 걸쳐|(?= (?:하락|상승|손실|수익|등락)률| 낙폭| 상승폭)|\s?합계))"
)
_HALF = caseless(r"\bfirst[- ]half\b|\b(?:the|those|these|its) (?:first )?six months\b|상반기")
_WHOLE_YEAR = caseless(r"한 ?해(?: 동안| 내내|를)|연간|그해|\bthat year\b|\bfor the full year\b")
_BEST = caseless(r"\b(?:best|worst|strongest|weakest|biggest) (?:week|month)\b")
_THE_WEEK = re.compile(r"^(?:(?:over|in|during|for) the week|for the month)$")
_TABLES = (_YTD, _WEEK, _MONTH, _LAST_YEAR, _HALF)


@dataclass(frozen=True, slots=True)
class Span:
    """A window: the close it starts from (None: not fixed by the text) and its last session.

    ``approximate`` marks a span given in words, such as "over a year".
    """

    start: date | None
    end: date
    rule: str
    approximate: bool = False


def _long(near: str, day: date, clock: Clock, year: int | None) -> Span | None:
    del clock, year
    if _IN_SESSIONS.search(near) or _LONG_AGO.search(near) is None:
        return None
    return Span(None, day, "the text does not fix the start", True)


_IN_SESSIONS = caseless(
    r"\b(?:in|over) (?:the (?:past |last )?)?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:trading )?(?:sessions|trading days)\b"
)


def _year_to_date(near: str, day: date, clock: Clock, spoken: int | None) -> Span | None:
    del spoken
    found = _YTD.search(near)
    if not found:
        return None
    named = re.search(r"20\d\d", found.group())
    year = int(named.group()) if named else day.year
    year += named is not None and "end of" in found.group().lower()
    rule = "since the end of last year" if year == day.year else "since the start of a year"
    return Span(clock.held(date(year - 1, 12, 31)), day, rule)


def _calendar(near: str, day: date, clock: Clock, spoken: int | None) -> Span | None:
    if _PAST_WEEK.search(near):
        monday = clock.published - timedelta(clock.published.weekday())
        friday = monday + timedelta(4 if clock.published.weekday() > 4 else -3)
        return Span(clock.held(friday - timedelta(7)), clock.held(friday), "last week")
    week = _WEEK.search(near)
    if week:
        return _seven_days(day, clock) if "주일" in week.group() else _week(day, clock)
    if _HALF.search(near):
        half = clock.held(date(day.year, 6, 30))
        start = clock.held(date(day.year - 1, 12, 31))
        return Span(start, half if half <= clock.default else day, "the first half of the year")
    month = _MONTH.search(near)
    if month:
        return _month(month.group(), day, clock)
    whole = _WHOLE_YEAR.search(near)
    found = _LAST_YEAR.search(near) or whole
    if found and (found.start() < 12 or "," not in near[found.end() :]):
        named = re.search(r"20\d\d", found.group())
        year = clock.published.year - 1 if spoken is None or not whole else spoken
        year = int(named.group()) if named else year
        return _whole_year(year, day, clock)
    return None


def _whole_year(year: int, day: date, clock: Clock) -> Span | None:
    """Return the sessions of a year; None for one to come: ``a site that opens in 2028``."""
    if year > clock.published.year:
        return None
    last = clock.held(date(year, 12, 31)) if date(year, 12, 31) < clock.published else day
    return Span(clock.held(date(year - 1, 12, 31)), last, "a calendar year")


def _week_end(day: date, clock: Clock) -> date:
    return clock.held(day + timedelta(4 - day.weekday())) if day.weekday() < 5 else day


def _seven_days(day: date, clock: Clock) -> Span:
    """Read ``일주일 만에 12%`` within a week: seven days back, about; a week that is over whole."""
    if _week_end(day, clock) <= clock.default:
        return _week(day, clock)
    return Span(clock.held(day - timedelta(7)), day, "a week back", True)


def _week(day: date, clock: Clock) -> Span:
    last = _week_end(day, clock)
    last = max(day, last) if last <= clock.default else day  # a week that is over, to its end
    start = clock.held(day - timedelta(day.weekday() + 3))
    return Span(start, last, "since the end of last week")


def _month(words: str, day: date, clock: Clock) -> Span:
    number = re.match(r"\d+", words)
    if number and int(number.group()) != day.month:
        return Span(None, day, "a month that is not the session's", True)
    last = clock.held((day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1))
    last = max(day, last) if last <= clock.default else day  # a month that is over, to its end
    return Span(clock.held(day.replace(day=1) - timedelta(1)), last, "the month")


def _counted(near: str, day: date, clock: Clock, spoken: int | None) -> Span | None:
    english = _SPAN_EN.search(near)
    korean = _SPAN_KO.search(near)
    found = english or korean
    if not found or _THE_WEEK.search(found.group()) or (spoken and _WHOLE_YEAR.search(near)):
        return None
    count, unit = _english_span(english) if english else _korean_span(found)
    if unit == "week" and count == 1 and korean and _week_end(day, clock) <= clock.default:
        return _week(day, clock)
    if unit == "session" and count > 1 and _EARLIER.search(near):
        day = clock.before(day)
    if unit == "session" and count > _TRUCE and not _PAST.search(found.group()):
        return None
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


_EARLIER = caseless(
    r"직전 |앞선 |\b(?:previous|prior|preceding)\b"
    r"|\b(?:snap|end|break|halt|stop)(?:s|ped|ping|ed|ing)? (?:an?|its|the|their) [\w-]+ (?:[\w-]+ )?(?:run|streak|slide|skid|rally)\b.*\bhad\b"
)
_PAST = caseless(r"past|last|previous|trailing|거래일|최근|지난")
_TRUCE = 31  # "paused for 90 days" is no stretch of trading


def _english_span(found: re.Match[str]) -> tuple[int, str]:
    number, unit = next(
        (found[f"n{i}"], found[f"u{i}"]) for i in ("", "2", "3", "4") if found[f"u{i}"]
    )
    count = int(number) if number and number.isdigit() else COUNTS.get((number or "").lower(), 1)
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
        return KOREAN_DAYS[found["days"]], "session"
    if found["half"]:
        return (6, "month") if found["half"] == "반년" else (1, "quarter")
    count = int(found["n"]) if found["n"] else _KOREANCOUNTS[found["nk"]]
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


Rule = Callable[[str, date, Clock, int | None], Span | None]
_RULES: dict[Rule, tuple[Caseless, ...]] = {
    _year_to_date: (_YTD,),
    _long: (_LONG_AGO,),
    _counted: (_SPAN_EN, _SPAN_KO),
    _calendar: (_PAST_WEEK, _WEEK, _MONTH, _LAST_YEAR, _HALF, _WHOLE_YEAR, _BEST),
}


@lru_cache(maxsize=64)
def rules_in(text: str) -> tuple["Rule", ...]:
    """Return the rules whose words stand in a sentence: in most, none."""
    plain = text.isascii()
    return tuple(
        rule
        for rule, words in _RULES.items()
        if any(w.search(text) is not None for w in words if not (plain and w is _SPAN_KO))
    )


_SENTENCE = re.compile(r"[가-힣][다요죠][.!?]?\W*$|[a-z][.!?]\W*$")


_ITEM = re.compile(r"[-•*·]? ?[A-Z가-힣][^:.;]{1,40}: ")


def is_item(text: str) -> bool:
    """Tell a line of a list, as ``Foo (FOO): down 4.8%``, which its heading speaks for."""
    return _ITEM.match(text) is not None


def heads_window(text: str) -> bool:
    """Tell a heading that names the window of the list below it: ``League table, 2025``."""
    if _SENTENCE.search(text):
        return False
    return heads_columns(text) or any(words.search(text) is not None for words in _TABLES)

"""Dates in words: found in a sentence, resolved against publication and exchange.

A date of the text is a day in New York. ``어제`` and ``yesterday`` count back from
publication; a day without a month is the last such day before it.
"""

import bisect
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from eventstudy.reading.baselines import MONTH, compared_with
from eventstudy.sessions import Calendar

_MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_WEEKDAYS = {d: i for i, d in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_KOREAN_WEEKDAYS = {d: i for i, d in enumerate("월화수목금토일")}
_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|"
    r"Mon\b\.?|Tues?\b\.?|Wed\b\.?|Thu(?:rs?)?\b\.?|Fri\b\.?)"
)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|,\d{{3}}(?!\d)|%)"
_FULL = (
    r"(?P<y1>(?:19|20)\d\d)(?:[-/]|\. ?)(?P<m1>[01]?\d)(?:[-/]|\. ?)(?P<d1>[0-3]?\d)(?!\d)",
    r"(?P<y2>(?:19|20)\d\d)년 ?(?P<m2>[01]?\d)월 ?(?P<d2>[0-3]?\d)일",
    rf"(?P<m3>{MONTH}) {_DAY.format('d3')},? (?P<y3>(?:19|20)\d\d)(?!\d)",
    rf"{_DAY.format('d4')}(?:(?: of)? |-)(?P<m4>{MONTH})(?:,? |-)(?P<y4>(?:19|20)\d\d)(?!\d)",
    r"(?P<m5>[01]?\d)/(?P<d5>[0-3]?\d)/(?P<y5>(?:19|20)\d\d)(?!\d)",
)
FULL = re.compile(r"(?<![\d.])(?:" + "|".join(_FULL) + ")")
_WORDS = {
    "today": r"\b(?:[Tt]oday|TODAY|[Tt]his (?:morning|afternoon|session)|[Tt]onight|as of (?:this writing|writing))\b|[Tt]he (?:last|final) (?:trading )?(?:day|session) of the week|오늘|금일|현재(?=\()",
    "eve": r"그제|그저께|엊그제|\b[Tt]he day before yesterday\b",
    "yesterday": r"\b(?:[Yy]esterday|[Ll]ast night|[Oo]vernight)\b|어제|간밤|밤사이|밤 사이|지난밤|지난 밤|어젯밤|간 밤|새벽(?= 끝| 마감| 뉴욕)",
    "before": r"\b(?:(?:[Tt]he|[Aa]) (?:previous|prior|preceding) (?:day|session|trading day)|[Tt]he day before(?! (?:it|its|the|their|a|results|earnings)\b)|(?:[Aa]|[Oo]ne) (?:day|session) earlier|(?:[Aa]|[Oo]ne) (?:day|session) before(?=,)|[Bb]efore today|(?:[Aa]|[Oo]ne|[Tt]he) day after(?= (?:it|they|(?:the|its)(?: [\w&-]+){1,3}) had\b| [a-z]+ing (?:(?:up|down|off|by|about|nearly|almost|some|more|than|another) ){0,2}\d| (?:gain|los|ris|fall|jump|climb|slid|drop|soar|surg|tumbl|plung|sett|hitt|reach|notch|clos|touch)\w*ing\b| an? [\d.]+%)|the session before|day prior|previous session|prior session|previous day's|(?:previous|prior|last) close)\b|전날|전일|전 거래일|직전 거래일|하루 전|(?<!발표 )(?<!실적 )(?<!공개 )하루 앞서|전 거래일 종가|전 영업일|전장",
    "same": r"\b(?:at that point|by that point|the same day|that day|same session|on the day)\b|이날|당일|같은 날|이 날|같은 시각|그날",
    "next": r"\b(?:[Tt]he (?:next|following) (?:day|session|trading day|morning)|[Aa] day later|[Oo]ne day later|[Tt]he day after(?! [a-z]))\b|(?<!발표 )(?<!실적 )(?<!공개 )(?<!출시 )(?:다음날|다음 날|이튿날)|하루 뒤|하루 후|다음 거래일",
    "later": r"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive) (?:trading )?(?:days|sessions) later\b|(?:이틀|사흘|나흘) (?:뒤|후)",
    "ago": r"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive) (?:trading )?(?:days|sessions) (?:ago|earlier)\b|(?:이틀|사흘|나흘) 전(?! ?(?:보다|대비|부터))",
    "weekend": r"지난 주말|지난주 말|주말 종가",
}
_DAYS_BACK = {"today": 0, "yesterday": 1, "eve": 2}
_LATER = {"tw": 2, "th": 3, "fo": 4, "fi": 5, "이틀": 2, "사흘": 3, "나흘": 4}
_MARK = re.compile(
    r"(?:(?<![A-Za-z])(?=[JFMASONDTWLPYO]|t[how]|l|o[nv]|ye|pr|s[ae]|as |a |da|f[oi]|[Bb]efore t)|(?=[사나지전저이어엊오금현간밤새직하당같그다주월화수목금토일])|(?<!\d)(?=\d{1,4}(?:[-/년월일]|(?:st|nd|rd|th)?(?: of)? ?[JFMASOND])|(?:19|20)\d\d\. ?\d))(?:(?<![\d.])(?:"
    + "|".join(_FULL)
    + ")"
    rf"|(?P<m6>{MONTH}) {_DAY.format('d6')}"
    rf"|(?<!\d){_DAY.format('d7')}(?:(?: of)? |-)(?P<m7>{MONTH})(?![A-Za-z])"
    r"|(?<!\d)(?P<m8>[01]?\d)월 ?(?P<d8>[0-3]?\d)일"
    r"|(?<=\()(?P<m10>1[0-2]|0?[1-9])/(?P<d10>[0-3]?\d)(?=\))|(?<![\d/.])(?P<m11>1[0-2]|0?[1-9])/(?P<d11>[0-3]?\d)(?= ?\([월화수목금토일]\))"
    r"|(?:(?P<last>지난 ?달|전달|저번 ?달) ?|지난 ?|이달 ?|이번 ?달 ?)?(?<![\d.,])(?P<d9>[0-3]?\d)일(?! ?(?:간|동안|연속|째|만|새|치|선|이내|내|거래|여|정도|이상|가량|이평|천하))"
    rf"|(?P<prev>[Ll]ast |[Pp]revious |[Pp]rior )?(?P<w1>{_WEEKDAY})(?:'s)?"
    r"|(?P<prevk>지난 ?주|지난) ?(?P<w2>[월화수목금토일])요일|(?P<w3>[월화수목금])요일"
    + "".join(f"|(?P<{k}>{v})" for k, v in _WORDS.items())
    + ")"
)
_SAME_DAY = re.compile(r"(?: (?:record |closing )?(?:close|high|low|peak|종가))? ?\(|, |인 ")
RANKED = re.compile(  # "its weakest close since", "the worst slide since the crash"
    r"\b(?:weakest|strongest|lowest|highest|best|worst|biggest|largest|steepest|deepest|sharpest) [a-z -]{0,40}since (?:the )?(?:[\w'-]+ ){0,3}?[\w'-]*$"
)
_PAST = re.compile(r" (?:was|were|saw|had|came|brought|took)\b")
_SOURCE_KO = re.compile(r" [^.,\d(]{1,24}에 (?:따르면|의하면)")
_THAT_YEAR = re.compile(r"(?:그해|같은 해|그 해|[Tt]hat year,? on) ?$")
_HAD_KO = re.compile(r"[^,]{1,20}(?:[가-힣]던|[은한른린친뛴진] (?:것|데|만큼|폭|분)[가-힣]{0,2}) ")
_SEOUL = re.compile(r"코스피|코스닥|서울|국내|삼성|하이닉스|환율|뉴욕|미국|미 증시|간밤")
_SEOUL_NOTE = re.compile(
    r"(?: ?(?:오전|새벽) ?\d{1,2}시(?: ?\d{1,2}분)?)? ?\(?(?:한국 ?시간|우리 ?시간|한국시각|KST)"
)


_PREMARKET = timedelta(hours=5, minutes=30)  # before the open


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates are resolved against: publication, its language, the exchange.

    ``default`` is the session a report speaks of when it names no day: the last
    that had opened at its instant; with a date alone, the last before a Korean
    morning, and that of the day itself in English.
    """

    published: date
    instant: datetime | None
    language: str
    calendar: Calendar
    default: date

    def held(self, day: date) -> date:
        """Return the last session on or before a day, or the day outside the calendar."""
        inside = self.calendar.days[0] <= day <= self.calendar.days[-1]
        return self.calendar.on_or_before(day) if inside else day

    def before(self, day: date) -> date:
        """Return the session before a day."""
        return self.held(day - timedelta(1))

    def back(self, day: date, count: int) -> date:
        """Return the session so many before a day."""
        for _ in range(count):
            day = self.before(day)
        return day

    def morning(self) -> date:
        """Return the session that premarket trading, from 4 in New York, was last for."""
        if self.instant is None:
            return self.held(self.published)
        begun = bisect.bisect_right(self.calendar.opens, self.instant + _PREMARKET) - 1
        return self.calendar.days[max(begun, 0)]

    def closed(self, day: date) -> bool:
        """Tell a day without trading; in Korean a weekend may be the Seoul date of a Friday."""
        weekend = day.weekday() > 4 and self.language == "ko"
        return not weekend and self.calendar.days[0] <= day and self.held(day) != day


def set_clock(when: date | datetime, language: str, calendar: Calendar) -> Clock:
    """Set the clock for a publication date or instant."""
    day = when.date() if isinstance(when, datetime) else when
    instant = when if isinstance(when, datetime) else None
    if instant is None:
        usual = calendar.on_or_before(day - timedelta(language == "ko"))
    else:
        opened = bisect.bisect_right(calendar.opens, instant) - 1
        usual = calendar.days[max(opened, 0)]
    return Clock(day, instant, language, calendar, usual)


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date expression in a sentence, resolved.

    ``role`` is session (a day spoken of), baseline (a day compared with),
    ``clue`` notes two clues that contradict each other.
    """

    start: int
    end: int
    day: date | None
    kind: str
    role: str
    clue: str = ""


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text[:3].lower()]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_date(match: re.Match[str]) -> date | None:
    """Return the date of a match of ``FULL``; None if there is no such day."""
    for i in "12345":
        if match[f"y{i}"]:
            return _make(int(match[f"y{i}"]), _month(match[f"m{i}"]), int(match[f"d{i}"]))
    return None


def date_marks(
    text: str,
    clock: Clock,
    anchor: date | None,
    year: int | None = None,
    spoken: date | None = None,
) -> list[DateMark]:
    """Find and resolve the date expressions of one sentence.

    Parameters
    ----------
    anchor : date or None
        The session that the text has told of before this sentence.
    year : int or None
        The year it has spoken of, which ``그해`` and ``that year`` mean.
    spoken : date or None
        The day it has named last, of whatever: ``the next day`` follows that one.
    """
    marks: list[DateMark] = []
    here = anchor
    spoken = spoken or anchor
    both = "오늘" in text and "어제" in text  # then 오늘 is the last session, 어제 the one before
    for match in _MARK.finditer(text):
        follows = any(match[k] for k in ("next", "later", "same")) and match.group() != "on the day"
        told = spoken if follows else here
        if follows and marks and _of_the_story(text, marks[-1], match, anchor or clock.default):
            told = anchor or clock.default
        mark = _resolve(match, text, clock, told, year)
        if mark is None:
            continue
        if both and mark.day == clock.default and match.group() == "어제":
            mark = replace(mark, day=clock.before(clock.default))
        if marks and (
            _SAME_DAY.fullmatch(text, marks[-1].end, mark.start)
            or _nicknamed(text, marks[-1], mark)
        ):
            mark = _joined(marks.pop(), mark)
        if (
            here is None
            and match.group() in {"전날", "전일"}
            and ("이날" in text or _HAD_KO.match(text, match.end()))
            and not _SEOUL.search(text)
        ):
            mark = replace(mark, day=clock.before(clock.default))
        marks.append(mark)
        back = match.group().startswith("지난") and anchor is not None and _ago(mark, anchor)
        if mark.role == "session" and mark.day and mark.kind != "relative":
            spoken = mark.day
            here = here if back else spoken  # "지난 19일 내린 뒤 전날에 이어": of the story's day
    return marks


def _ago(mark: DateMark, anchor: date) -> bool:
    return mark.day is not None and mark.day < anchor


_TURNS = re.compile(r"이어|달리|반대로|지만|으나|더니|는데|반면")


def _of_the_story(text: str, last: DateMark, match: re.Match[str], told: date) -> bool:
    """Tell ``10일 4% 내린 데 이어 이날도 2%``: the day of the story, not the one just named."""
    if match.group() not in {"이날", "당일"} or last.day is None or last.day >= told:
        return False
    return _TURNS.search(text, last.end, match.start()) is not None


_NICKNAME = re.compile(r", (?:the|that)(?: [\w&'-]+){0,3} ")


def _nicknamed(text: str, first: DateMark, second: DateMark) -> bool:
    """Tell ``October 19, the Black Monday of 1987``: one day, said twice."""
    if second.kind != "weekday" or first.kind not in {"full", "day"} or first.day is None:
        return False
    named = _WEEKDAYS.get(text[second.start : second.start + 3].lower())
    return named == first.day.weekday() and bool(_NICKNAME.fullmatch(text, first.end, second.start))


def _joined(first: DateMark, second: DateMark) -> DateMark:
    """Merge ``어제(27일)`` or ``Monday, February 23``; the calendar date wins, a contradiction is noted."""
    exact = second if second.kind in {"full", "day"} else first
    other = first if exact is second else second
    clue = ""
    if exact.day and other.day and exact.day != other.day:
        clash = other.kind != "weekday" or exact.day.weekday() != other.day.weekday()
        clue = f"two clues disagree: {exact.day} and {other.day}" if clash else ""
    role = "baseline" if "baseline" in (first.role, second.role) else "session"
    return DateMark(first.start, second.end, exact.day, exact.kind, role, clue)


def _resolve(
    match: re.Match[str], text: str, clock: Clock, here: date | None, year: int | None
) -> DateMark | None:
    day, kind = _day(match, clock, here)
    if kind == "none":
        return None
    after, before = (
        text[match.end() : match.end() + 40],
        text[max(0, match.start() - 45) : match.start()],
    )
    if kind == "day" and day == clock.published and _SOURCE_KO.match(after):
        return None  # "19일 업계에 따르면": when somebody said so, in Seoul
    if kind == "day" and day and _THAT_YEAR.search(before):
        day = _make(year, day.month, day.day) if year else None
    if day and _SEOUL_NOTE.match(after) and kind in {"full", "day"}:
        day = clock.before(day)
    compared = compared_with(before, after)
    if (
        kind == "weekday"
        and before.endswith(" on ")
        and RANKED.search(text[max(0, match.start() - 90) : match.start() - 4])
    ):
        compared = False
    role = "baseline" if compared else "session"
    past = compared or _PAST.match(after)
    if past and kind == "day" and day and day > clock.published + timedelta(2):
        day = _make(day.year - 1, day.month, day.day)  # no move begins on a day to come
    if role == "baseline" and kind == "weekday" and day is not None and here is not None:
        day = day - timedelta(7) if day >= here else day
    return DateMark(match.start(), match.end(), day, kind, role)


def _day(match: re.Match[str], clock: Clock, here: date | None) -> tuple[date | None, str]:
    """Return the day a match means and what kind of clue it is."""
    full = full_date(match)
    if full or any(match[f"y{i}"] for i in "12345"):
        return full, "full" if full else "none"
    for i in _YEARLESS:
        if match[f"m{i}"]:
            return _without_year(_month(match[f"m{i}"]), int(match[f"d{i}"]), clock.published, here)
    if match["d9"]:
        return _day_of_month(int(match["d9"]), clock, bool(match["last"]))
    if match["w1"] or match["w2"] or match["w3"]:
        row = (
            _WEEKDAYS[match["w1"][:3].lower()]
            if match["w1"]
            else _KOREAN_WEEKDAYS[match["w2"] or match["w3"]]
        )
        back = (clock.published.weekday() - row) % 7
        if match["prevk"] and match["prevk"].endswith("주"):
            back = clock.published.weekday() + 7 - row
        if match["prev"] and back == 0:
            back = 7
        if here is not None and clock.published - here > _LONG_BEFORE and not match["w2"]:
            return _near(here, row, match), "weekday"  # the week that an essay tells of
        return clock.published - timedelta(back), "weekday"
    return _relative(match, clock, here)


_YEARLESS = ("6", "7", "8", "10", "11")
_LONG_BEFORE = timedelta(14)
_COMING = timedelta(120)


def _near(here: date, row: int, match: re.Match[str]) -> date:
    """Return the weekday that a story comes to next; ``the Friday before`` lies before it."""
    earlier = match["prev"] or re.match(r" (?:before|earlier|prior)", match.string[match.end() :])
    if earlier:
        return here - timedelta((here.weekday() - row) % 7 or 7)
    return here + timedelta((row - here.weekday()) % 7)


def _relative(match: re.Match[str], clock: Clock, here: date | None) -> tuple[date | None, str]:
    word = next(k for k in _WORDS if match[k])
    if word in _DAYS_BACK:
        said = clock.default if clock.language == "ko" else clock.published
        back = _DAYS_BACK[word]
        return (clock.back(clock.published, back) if back else said), "today"
    day = here or clock.default
    if word == "next":
        days = clock.calendar.days
        return (clock.calendar.after(day) if days[0] <= day < days[-1] else None), "relative"
    if word == "later":
        count = _LATER[match[word][:2].lower()]
        return (clock.held(here + timedelta(count)) if here else None), "later"
    if word == "ago":
        return clock.back(day, _LATER[match[word][:2].lower()]), "relative"
    if word == "weekend":
        return clock.held(day - timedelta((day.weekday() - 4) % 7 or 7)), "relative"
    early = clock.language == "ko" or clock.default < clock.held(clock.published)
    told = here is None or (clock.language == "en" and here == clock.default)
    closed = here is not None and match[word].endswith("close")  # "The previous close was $40"
    stays = word == "same" or (
        word == "before" and told and early and not closed and "앞서" not in match[word]
    )
    return (day if stays else clock.before(day)), "relative"


def _without_year(
    month: int, day: int, published: date, here: date | None
) -> tuple[date | None, str]:
    """Return the next such day of the story, the last one, or one of the coming months."""
    told = _make(here.year, month, day) if here else None
    if told and here and here <= told <= published:
        return told, "day"
    for year in (published.year + 1, published.year, published.year - 1):
        found = _make(year, month, day)
        if found and found <= published + _COMING:
            return found, "day"
    return None, "day" if _make(2024, month, day) else "none"


def _day_of_month(day: int, clock: Clock, last_month: bool) -> tuple[date | None, str]:
    """Return the last such day before publication; ``지난달`` counts one month back."""
    year, month = clock.published.year, clock.published.month
    for back in range(1 if last_month else 0, 4):
        total = year * 12 + month - 1 - back
        found = _make(total // 12, total % 12 + 1, day)
        if found and found <= clock.published:
            return found, "day"
    return None, "none"

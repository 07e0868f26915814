"""Whole months, quarters and years that a text names: ``13% in April``, ``4월에만 13%``."""

import re
from datetime import date, timedelta

from eventstudy.article import CARRIED, NO_DAY
from eventstudy.reading.caseless import caseless
from eventstudy.reading.dates import Clock, DateMark
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene
from eventstudy.reading.spans import Span, rules_in

SOLID = frozenset({"percent", "points", "usd"})  # kinds of figures with a unit of their own
ONE_DAY = caseless(
    r"하루|전일|전날(?!까지)|전 ?거래일|전장|one[- ]day|single[- ]day|single[- ]session|on the day|in a day|in one day|in a single|intraday|장중|premarket|\bday's|이날",
)


def said_of_a_day(near: str) -> bool:
    """Tell whether words speak of one session, not of a week or a year."""
    return bool(ONE_DAY.search(near)) and not re.search(
        r"올해|올 들어|연초|this year|year[- ]to[- ]date|YTD|주간|일주일|한 주|weekly|(?:for|on) the week",
        near,
    )


def hardly_in_a_day(scene: Scene, figure: Figure, subjects: list[Listing], because: str) -> bool:
    """Tell a share that doubled, or halved where no day is named: over a time left unsaid.

    The VIX can double in a day.
    """
    doubled = figure.kind in {"percent", "word"} and figure.number >= 100
    volatile = bool(subjects) and subjects[0].symbols == ("^VIX",)
    undated = because.startswith((NO_DAY, CARRIED))
    halved = undated and figure.kind == "word" and figure.number == 50
    if halved and not rules_in(scene.text) and ONE_DAY.search(scene.text) is None:
        return True
    return doubled and not volatile


YEAR_CLOSED = caseless(
    r"(?:한 ?해|20\d\d년|지난해|작년)(?:를|을)? ?(?:마감|마쳤|마무리|끝)|\b(?:end|finish|clos)(?:ed|ing|es|s|e)?(?: out)? (?:the year|last year|20\d\d)\b(?! (?:up|down|higher|lower))"
)


_AT_YEAR_END = caseless(
    r"(?:작년|지난해|전년|20\d\d년) ?(?:(?:연)?말|마지막 (?:거래일|날))(?:에|엔|의|까지만 해도| 종가[가는]?(?: ?\([^)]{0,20}\))?)? ?(?=[$\d])|\bat the end of (?:last year|20\d\d)\b"
)
_LAST = caseless(r"작년|지난해|전년|last year")


def year_end(scene: Scene, figure: Figure, clock: Clock) -> date | None:
    """Return the last session of the year that a sentence closes: ``ending the year at $280``."""
    closed = YEAR_CLOSED.search(scene.text) or _AT_YEAR_END.search(scene.text)
    if closed is None or not -60 <= closed.start() - figure.end <= 40:
        return None
    named = re.search(r"20\d\d", closed.group())
    of_last = _LAST.search(closed.group()) is not None
    year = int(named.group()) if named else None if of_last else scene.memory.year
    if year is None:
        year = clock.default.year - (of_last or clock.default.month < 7)
    last = clock.held(date(year, 12, 31)) if 1991 <= year < 2100 else None
    return last if last is not None and last <= clock.default else None


_WEEK_BEFORE = re.compile(
    r" (?:points )?(?:a|one) week (?:ago|earlier|before|prior)\b|에서 ?일주일 전"
)


def week_before(scene: Scene, figure: Figure) -> bool:
    """Tell ``against 18.40 a week earlier``: a level of the close a week before."""
    return _WEEK_BEFORE.match(scene.text, figure.end) is not None


_OF_MONTH = re.compile(
    r" (?:(?:back|set|reached|hit|touched|early|late) )?(?:(?:in|last) (?:early |late |mid-)?)(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)"
)


def of_month(scene: Scene, figure: Figure) -> bool:
    """Tell ``its record close of $91.20 last May``: a price of a day that no one names."""
    return scene.language == "en" and _OF_MONTH.match(scene.text, figure.end) is not None


_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_PERIOD = caseless(
    rf"(?:^|(?=[icfdeot\d•-]))(?:\b(?:in|for|during|over|through|ended|finished|closed(?: out)?)(?: all of| the (?:whole )?month of| the whole of)? (?P<m>{_MONTH_NAMES.replace(' ', '|')})(?:,? (?P<y>20\d\d))?\b(?! \d)"
    r"|\b(?:in|for|during|over) (?:the |its )?(?P<q>first|second|third|fourth) quarter\b(?: of (?P<qy>20\d\d))?"
    rf"|(?:^|- |• )(?:(?P<m2>{_MONTH_NAMES.replace(' ', '|')})(?: (?P<y2>20\d\d))?|(?P<q2>first|second|third|fourth) quarter(?: (?:of )?(?P<qy2>20\d\d))?):"
    r"|(?P<k>\d{1,2})월(?:에만|에 ?만| 한 ?달(?:간| 동안|에만)?| 전체(?=로|를|에)|(?= (?:S&P|나스닥|다우|월간|등락|수익률)))"
    r"|(?P<q3>[1-4])분기(?:에만|에는|엔| 동안| 한 분기| 성적| 수익률| 등락률| 상승률| 하락률))"
)
_QUARTERS = {"first": 1, "second": 4, "third": 7, "fourth": 10, "1": 1, "2": 4, "3": 7, "4": 10}


def named_period(scene: Scene, index: int, clock: Clock) -> tuple[date, date] | None:
    """Return a whole month or quarter that a figure is stated of: ``13% in April``, ``4월에만``."""
    carried = _PERIOD.search(scene.memory.opening) if scene.sentence.joined else None
    found = carried if carried and not said_of_a_day(scene.text) else None
    if found is None and _PERIOD.search(scene.text):
        found = _of_figure(scene, scene.figures[index], index)
    return _period(found, clock) if found else None


def _of_figure(scene: Scene, figure: Figure, index: int) -> re.Match[str] | None:
    """Return the period right behind a figure, or the one that opens its sentence."""
    later = [f.start for f in scene.figures[index + 1 :] if f.kind in SOLID]
    tail = scene.between(figure.end, min([*later, scene.clause_end(figure.end)]))
    own = _PERIOD.match(tail.lstrip(" ,")) if scene.language == "en" else None
    own = own or _PERIOD.search(scene.between(figure.start - 12, figure.start))
    own = own or (None if later else _shared(scene, figure, index))
    opening = _PERIOD.search(scene.between(0, min(60, figure.start)))
    if own or opening is None or opening.start() > 12:
        return own
    dated = any(opening.end() < m.start < figure.start for m in scene.dates if m.role == "session")
    between = scene.between(opening.end(), figure.start)
    spoken = ONE_DAY.search(between) or re.search(
        r"\d월|상반기|하반기|연초|올해|주간|한 주", between
    )
    return None if dated or spoken else opening


_JOINED = re.compile(r",? (?:though|although|while|whereas|and|but) [\w&' ]{2,40}$")


def _shared(scene: Scene, figure: Figure, index: int) -> re.Match[str] | None:
    """Return the month of ``Dell lost 3% in May, though HP gained 2%``, which both are of."""
    before = scene.figures[index - 1] if index else None
    if before is None or before.kind != figure.kind or scene.language != "en":
        return None
    gap = scene.between(before.end, figure.start).lstrip()
    found = _PERIOD.match(gap)
    tail = scene.between(figure.end, figure.end + 30)
    if found is None or ONE_DAY.search(gap + tail) or scene.dates:
        return None
    return found if _JOINED.fullmatch(gap, found.end()) else None


def _period(found: re.Match[str], clock: Clock) -> tuple[date, date] | None:
    """Return the first and last day of the last such period that is over, or nearly."""
    quarter, month = found["q"] or found["q2"] or found["q3"], found["m"] or found["m2"]
    first = _QUARTERS[quarter.lower()] if quarter else 0
    if not first:
        first = int(found["k"]) if found["k"] else _MONTH_NAMES.split().index(month.lower()) + 1
    if not 1 <= first <= 12:
        return None
    stated = found["y"] or found["qy"] or found["y2"] or found["qy2"]
    year = int(stated) if stated else clock.default.year
    length = 3 if quarter else 1
    begin = date(year, first, 1)
    end = _month_end(begin, length)
    running = not stated and begin <= clock.default < end and not quarter
    if running:
        return begin, end  # the month that the text is written in, up to now
    if not stated and end - timedelta(4) > clock.default:
        begin, end = date(year - 1, first, 1), _month_end(date(year - 1, first, 1), length)
    over = end - timedelta(4) <= clock.default
    lately = stated or clock.default - end < timedelta(45 if length == 1 else 200)
    return (begin, end) if over and lately and begin.year > 1990 else None


def _month_end(begin: date, months: int) -> date:
    total = begin.year * 12 + begin.month - 1 + months
    return date(total // 12, total % 12 + 1, 1) - timedelta(1)


def headed(scene: Scene, figure: Figure) -> str:
    """Return what leads to a colon: ``A bad week too: minus 2% for the Dow``."""
    head = _COLON.match(scene.text)
    if head is None or head.end() > figure.start:
        return ""
    dated = any(m.role == "session" and m.start >= head.end() for m in scene.dates)
    return "" if dated else head.group()


_COLON = re.compile(r"(?:\d{1,2}[/.)] )?[^:;\d]{1,80}:(?= )")
_NEXT_ITEM = re.compile(r"\b(?:and|but|while)\b|[,;]")


def ends_item(scene: Scene, low: int, mark: DateMark, start: int) -> bool:
    """Tell ``18% since Jan. 23 and 5.7% on the day``: the day belongs to the figure before."""
    if scene.language == "ko" or _NEXT_ITEM.search(scene.between(low, mark.start)):
        return False
    return _NEXT_ITEM.search(scene.between(mark.end, start)) is not None


_BENEATH = re.compile(r",[^,]*\b(?:below|above|beneath|under|over|short of|shy of)\b[^,]*$")


def beneath(gap: str) -> bool:
    """Tell ``fell 2% on Thursday, below its March 4 low``: where it ended, not how far it fell."""
    return _BENEATH.search(gap) is not None and re.search(r"\d", gap) is None


_PRICED = re.compile(
    r"(?:'s)? (?:(?:closing|record|intraday|all-time) ){0,2}(?:high|low|peak|close|record) (?:of|at) \$?"
)


def base_price(scene: Scene, figure: Figure) -> bool:
    """Tell ``7일 종가 77달러와 비교하면 9%``: the price of the day compared with."""
    near = any(
        m.role == "baseline"
        and figure.start - m.end >= 0
        and (figure.start - m.end <= 12 or _PRICED.fullmatch(scene.between(m.end, figure.start)))
        for m in scene.dates
    )
    return near and figure.kind != "percent"


_YEAR_END_KO = re.compile(
    r"(?:작년|지난해|전년) ?(?:말|연말)(?: 종가)?(?:인? ?[\d.,]+달러) ?(?:대비|보다|에서|에 비)[^,.\d]{0,8}$"
)


def since_year_end(scene: Scene, figure: Figure) -> str:
    """Return ``작년 말 종가 285달러 대비`` right before a figure, or ""."""
    found = _YEAR_END_KO.search(scene.between(figure.start - 50, figure.start))
    return found.group() if found else ""


_MONTHS_EN = "january|february|march|april|may|june|july|august|september|october|november|december"
_SINCE_END = caseless(
    rf"(?:\b(?:since|from|than|below|above|beneath|under|over|against) (?:the )?(?:end|close|last (?:day|session|trading day)) of (?P<m>{_MONTHS_EN})\b(?! \d)"
    r"|\bwhere (?:it|they|the [a-z]+)(?: had)? (?:ended|closed|finished|began|started) (?:the (?:previous|prior|last) |last )?(?P<u>week|month|year|20\d\d)\b"
    r"|(?<!\d)(?P<k>\d{1,2})월 ?말(?: 종가)?(?: ?대비|보다|에서|에 비해|과 비교)(?! ?\d{4}))"
)


def since_end(scene: Scene, index: int, day: date, clock: Clock) -> Span | None:
    """Read ``up 26% since the end of May``, ``below where it ended last year``."""
    figure = scene.figures[index]
    later = [f.start for f in scene.figures[index + 1 :] if f.kind in SOLID]
    earlier = [f.end for f in scene.figures[:index] if f.kind in SOLID]
    tail = scene.between(figure.end, min([*later, figure.end + 70]))
    found = _SINCE_END.search(tail) or _SINCE_END.search(
        scene.between(max([*earlier, figure.start - 40]), figure.start)
    )
    if found is None:
        return None
    start = clock.held(_last_of(found, day))
    return Span(start, day, f"since {start}") if start < clock.before(day) else None


def _last_of(found: re.Match[str], day: date) -> date:
    """Return the last day of the week, month or year before that words name."""
    unit = found["u"]
    if unit == "week":
        return day - timedelta(day.weekday() + 3)
    if unit and unit != "month":
        return date(int(unit) if unit.isdigit() else day.year - 1, 12, 31)
    month = (
        _MONTHS_EN.split("|").index(found["m"]) + 2
        if found["m"]
        else int(found["k"] or day.month - 1) + 1
    )
    year = day.year + (month - 1) // 12
    first = date(year, (month - 1) % 12 + 1, 1)
    return (first if first <= day else first.replace(year=year - 1)) - timedelta(1)

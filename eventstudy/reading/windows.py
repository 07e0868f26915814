"""The stretch of sessions a figure is stated over: a day unless the text says more."""

import re
from datetime import date, timedelta
from itertools import pairwise

from eventstudy.reading.caseless import caseless
from eventstudy.reading.columns import column
from eventstudy.reading.dates import RANKED, Clock, date_marks
from eventstudy.reading.dealt import both_days, dealt_day
from eventstudy.reading.periods import (
    ONE_DAY,
    SOLID,
    YEAR_CLOSED,
    base_price,
    beneath,
    ends_item,
    headed,
    named_period,
    said_of_a_day,
    since_end,
    since_year_end,
)
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene
from eventstudy.reading.spans import COUNTS, KOREAN_DAYS, Span, is_item, rules_in
from eventstudy.reading.streaks import (
    looks_back,
    off_peak,
    own_clause,
    peak_price,
    run_over,
    run_told,
    since_peak,
    to_level,
    unbroken,
    within_day,
)

_THAT_TIME = caseless(
    r"(?:이|그|같은|해당) ?기간|\b(?:over|in|during) (?:that|the same) (?:time|period|stretch|span|week|month)\b"
)


def span_of(scene: Scene, index: int, day: date, clock: Clock, basis: str) -> Span:
    """Return the window of a figure whose last day is ``day``."""
    if basis == "afterhours":
        return Span(day, day, "after hours: from the close of the same day")
    if _possessed(scene, index) or dealt_day(scene, scene.figures[index].start):
        return Span(clock.before(day), day, "one day")
    days = [clock.held(m.day) for m in both_days(scene) if m.day is not None]
    if days and not rules_in(scene.text) and all(clock.before(b) == a for a, b in pairwise(days)):
        return Span(clock.before(days[0]), days[-1], "the days it names")
    if run_over(scene, index):
        day = clock.before(day)
    told = (
        within_day(scene, index, day)
        or since_peak(scene, index, day)
        or _compared(scene, index, day, clock)
        or off_peak(scene, index, day)
        or since_end(scene, index, day, clock)
        or _off_peak(scene, index, day)
        or _named(scene, index, clock)
        or _sessions_after(scene, index, day, clock)
    )
    return told or _by_words(scene, index, day, clock)


def _named(scene: Scene, index: int, clock: Clock) -> Span | None:
    named = named_period(scene, index, clock)
    if named is None:
        return None
    start, end = clock.held(named[0] - timedelta(1)), min(clock.held(named[1]), clock.default)
    return Span(start, end, "the period it names")


def _by_words(scene: Scene, index: int, day: date, clock: Clock) -> Span:
    """Return the window that words round a figure name, or that goes on from before; else a day."""
    cell = column(scene.memory.window, scene.text, scene.figures[index].start)
    rules = rules_in(f"{scene.text}\n{scene.memory.window}\n{cell}")
    for near in (cell,) if cell else _neighbourhoods(scene, index) if rules else ():
        for rule in rules:
            span = rule(near, day, clock, scene.memory.year)
            if span is not None and not (said_of_a_day(near) or to_level(scene, index, near)):
                return span
    return (
        _as_headed(scene, index, day, clock)
        or _that_time(scene, index, day, clock)
        or _goes_on(scene, index, clock)
        or Span(clock.before(day), day, "one day")
    )


def _as_headed(scene: Scene, index: int, day: date, clock: Clock) -> Span | None:
    """Read the signed figures below ``이달 누적(8일 종가 대비)``: since the day in the heading."""
    if not scene.figures[index].sign or scene.moves or "대비" not in scene.memory.window:
        return None
    marks = date_marks(scene.memory.window, clock, scene.memory.anchor)
    since = [clock.held(m.day) for m in marks if m.role == "baseline" and m.day is not None]
    start = since[0] if since else None
    return Span(start, day, f"since {start}, as headed") if start and start < day else None


_LIKEWISE = re.compile(
    r"\b(?:[Bb]y contrast|[Ii]n contrast|did (?:even |far )?(?:better|worse)|better still|worse still|exception|outperformed|lagged|laggard)\b"
    r"|^(?:반면|반대로|이에 비해|한편)|^[가-힣A-Za-z0-9&()·. ]{2,20}도(?= )"
)


def _goes_on(scene: Scene, index: int, clock: Clock) -> Span | None:
    """Tell ``AMD도 14% 올랐다`` after a week's gain of another share: of the same week."""
    loose = scene.language == "ko" and not (scene.moves or scene.sentence.paragraph)
    if loose and scene.memory.run is not None:  # "인텔 19%, 마이크론 33% 순"
        return Span(*scene.memory.run, "the stretch told before", True)
    whole = scene.memory.whole
    if whole is not None and not (scene.sentence.paragraph or scene.hours or scene.dates):
        return None if ONE_DAY.search(scene.text) else Span(*whole, "the stretch set before")
    told = scene.memory.stretch
    if told is None or any(m.role == "session" for m in scene.dates):
        return None
    if not _LIKEWISE.search(scene.text) or ONE_DAY.search(scene.text):
        return None
    own = scene.figures[index].kind == "percent" and not scene.hours
    own = own and not (scene.language == "ko" and scene.sentence.paragraph)
    return (
        Span(told[0], told[1], "the stretch told before")
        if own and told[1] <= clock.default
        else None
    )


_OFF_PEAK = caseless(
    r"\s*(?:below|beneath|under|shy of|short of|away from|off|from) (?:its|their|the|that|an?|last (?:month|year|week|spring|summer|autumn|fall|winter)'s|(?:last )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:'s)?) (?!(?:previous|prior|day's|session|morning|opening))(?:[\w'-]+ ){0,4}(?:peak|high|record|top)\b(?! of the (?:day|session))"
)


def _off_peak(scene: Scene, index: int, day: date) -> Span | None:
    """Tell ``18% off its 52-week high``: a move since a day that is not named."""
    end = scene.figures[index].end
    found = _OFF_PEAK.match(scene.between(end, end + 60))
    return Span(None, day, "since a peak without a date", True) if found else None


_ON_THE_DAY = re.compile(r" (?:on|for|in) the (?:day|session)\b| today\b(?!'s)")


_WHEN = re.compile(r",? (?:when|as) (?:it|they|the [a-z]+)(?: \w+){1,2} ")


def _possessed(scene: Scene, index: int) -> bool:
    """Tell ``Friday's 6.9% loss``: that day's move, whatever else the sentence tells."""
    start, end = scene.figures[index].start, scene.figures[index].end
    if _ON_THE_DAY.match(scene.between(end, end + 16)):
        return True
    if _OFF_PEAK.match(scene.between(end, end + 60)):
        return False  # "closed Thursday 11% below its high"
    return any(
        m.role == "session"
        and m.end <= start
        and not scene.between(m.end, start).startswith("까지")
        and (start - m.end <= 3 or _WHEN.fullmatch(scene.between(m.end, start)))
        for m in scene.dates
    )


_AFTER_THAT = re.compile(
    rf"(?:그 ?(?:뒤|후|이후)|이후|그로부터) (?:(?P<n>[1-9]\d?) ?거래일|(?P<k>{'|'.join(KOREAN_DAYS)}))(?: ?(?:동안|만에|간|새))?"
    r"|\b(?:over|in) the (?:next|following|ensuing|subsequent) (?P<e>two|three|four|five|six|[1-9]\d?) (?:trading )?(?:sessions|days)\b"
)


def _sessions_after(scene: Scene, index: int, day: date, clock: Clock) -> Span | None:
    """Read ``8일 공시를 낸 뒤 그 뒤 3거래일 동안 9%``: sessions counted from a day that is told."""
    figure = scene.figures[index]
    found = _AFTER_THAT.search(scene.between(figure.start - 40, figure.end + 60))
    if found is None or day < clock.calendar.days[0]:
        return None
    said = found["n"] or found["k"] or found["e"]
    last = day
    for _ in range(int(said) if said.isdigit() else (COUNTS | KOREAN_DAYS)[said]):
        last = clock.calendar.after(last)
    return Span(day, last, f"the {said} sessions after {day}") if last <= clock.default else None


def _compared(scene: Scene, index: int, day: date, clock: Clock) -> Span | None:
    """Read ``up 5% from Monday's close``, ``4월 4일 종가와 견주면 70% 넘게``: a move since that day."""
    marks = [m for m in scene.dates if m.role == "baseline" and m.day is not None]
    if not marks:
        return None
    figure = scene.figures[index]
    ends = [f.end for f in scene.figures[:index] if f.kind in SOLID and not base_price(scene, f)]
    low = max(ends, default=0)
    later = [f.start for f in scene.figures[index + 1 :] if f.kind in SOLID]
    high = min([*later, scene.clause_end(figure.end)])
    records = [(m.start(), m.end()) for m in scene.words.record.finditer(scene.text)]
    for mark in marks:
        inside = low <= mark.start < figure.start or figure.end <= mark.start < high
        told = any(a <= mark.start < b for a, b in records)
        earlier = low and low <= mark.start and ends_item(scene, low, mark, figure.start)
        told = told or RANKED.search(scene.between(mark.start - 60, mark.start)) is not None
        told = told or not looks_back(scene, mark.start, mark.end, index)
        inside = inside or (mark.start < figure.start and _opens_since(scene, mark.start, index))
        if mark.day is None or told or not inside or earlier:
            continue
        start = clock.held(mark.day)
        if start >= day or beneath(scene.between(figure.end, mark.start)):
            continue
        if start == clock.before(day):
            return Span(start, day, "one day")
        around = scene.between(mark.start - 30, mark.end + 16)
        extreme = _EXTREME.search(around) is not None
        return Span(start, day, f"since {start}", extreme)
    return None


def _opens_since(scene: Scene, start: int, index: int) -> bool:
    """Tell ``Since Tuesday's forecast of $9 billion in sales, the stock has added 14%``."""
    first = not any(f.kind == "percent" for f in scene.figures[:index])
    return first and start <= 12 and scene.text.lstrip(" \"'").startswith(("Since ", "From "))


_EXTREME = caseless(r"고점|저점|최고|최저|\b(?:high|low|peak|record|bottom)\b")


def _neighbourhoods(scene: Scene, index: int) -> tuple[str, ...]:
    """Return the words that can name a figure's window: before it, then round it."""
    figure = scene.figures[index]
    solid = [f for f in scene.figures if f.kind in SOLID or f.kind == "word"]
    earlier = [f for f in solid if f.end <= figure.start and not peak_price(scene, f)]
    own = max([f.end for f in earlier], default=0)
    end = min(
        [f.start for f in solid if f.start >= figure.end and not _listed(scene, figure, f)],
        default=len(scene.text),
    )
    korean = scene.language == "ko"
    first = scene.clause_start(figure.start)
    first = max(figure.start - 60, own_clause(scene, index)) if korean else first
    end = min(end, scene.clause_end(figure.end), figure.end + (22 if korean else 200))
    if korean:  # what follows the figure's own verb speaks of the next figure
        end = min([end, *[m.start for m in scene.moves if m.start >= figure.end][:1]])
    tail = _tail(scene, figure, end)
    lead = scene.between(max(own, first), figure.start)
    if own and not korean:  # what follows the figure before speaks of that one
        lead = re.split(r" and |, ", lead)[-1]
    if not korean and ")" not in lead[lead.rfind("(") + 1 :]:
        lead = lead[lead.rfind("(") + 1 :]  # "(still up 90% YTD)": a bracket keeps to itself
    lead = lead if korean else lead[_new_clause(scene, figure.start - len(lead), figure.start) :]
    shared = scene.between(max(_since_last_move(scene, earlier, figure), first), figure.end)
    said = scene.between(figure.start, figure.end)
    if korean and (
        _ALSO.search(lead) or _ALSO_LIST.match(scene.text, figure.end)
    ):  # "239% 치솟았고 메타도 194%": of the same window
        lead = scene.between(0, figure.start)
    lead = _opening_ko(scene, figure, lead) + lead
    opening = _OPENING_EN.match(scene.text)
    lead = since_year_end(scene, figure) + lead
    weekly = _WEEKLY.search(scene.between(0, figure.start))
    limit = scene.clause_end(figure.end)
    if weekly and not any(weekly.start() < m.start < limit for m in scene.dates):
        lead = ("monthly " if "month" in weekly.group() else "weekly ") + lead
    item = scene.sentence.paragraph and is_item(scene.text) and not scene.dates
    listed = item or (figure.sign and not scene.moves)
    return tuple(
        unbroken(_BUSINESS_KO.sub("", scene.words.record.sub("", near)))
        for near in (
            lead + said,
            lead + said + tail,
            shared,
            opening.group() if opening else headed(scene, figure),
            scene.memory.window if listed else "",
        )
    )


def _opening_ko(scene: Scene, figure: Figure, lead: str) -> str:
    """Return ``올해 들어`` at a Korean sentence's start, where nothing nearer names the window."""
    found = _OPENING_KO.match(scene.text) if scene.language == "ko" else None
    if found is None or rules_in(lead):
        return ""
    told = _ATTRIBUTE.search(scene.between(found.end(), figure.start))
    return "" if told else found.group()


_BUSINESS_KO = re.compile(  # "연간 매출 전망을 올렸는데도": a period of the business
    r"(?:올해|내년|지난해|작년|연간|상반기|하반기|월간|주간|이번 ?분기|지난 ?분기)(?:의)? ?(?:연간 )?(?:총 )?(?:매출|영업|순이익|이익|실적|가이던스|수주|판매|출하|생산|설비|자본|투자(?!자)|배당|잉여)"
)


def _tail(scene: Scene, figure: Figure, end: int) -> str:
    """Return the words behind a figure that can name its window, up to a given end."""
    tail = re.split(_CUT, scene.between(figure.end, end))[0]
    opened = tail.rfind("(")
    if scene.language == "ko" and ")" not in tail[opened + 1 :]:
        tail = re.split(r" / ", tail[:opened] if opened >= 0 else tail)[0]
    if scene.between(figure.start - 1, figure.start) == "(":
        tail = tail.partition(")")[0]  # "브로드컴(-3%)은 연간 전망을": what follows is not its own
    closed = scene.language == "ko" and YEAR_CLOSED.search(
        scene.between(figure.end, figure.end + 40)
    )
    return f"{tail} 한 해 동안" if closed else tail


_OPENING_EN = re.compile(
    r"(?:(?:For|Over|In|This|So far|Year|During|On)\b[^,]{0,40},|(?:Weekly|Week|Monthly|YTD|Year to date)\b[^,:]{0,20}:)"
)
_LIST = re.compile(r" and |, and |, ")


def _listed(scene: Scene, figure: Figure, other: Figure) -> bool:
    """Tell ``off 7% and 6% respectively for the week``: both of the week."""
    if other.kind != figure.kind or not _LIST.fullmatch(scene.between(figure.end, other.start)):
        return False
    return "respectively" in scene.between(other.end, other.end + 16)


def _new_clause(scene: Scene, start: int, end: int) -> int:
    """Return where ``a truce for 90 days and the S&P 500`` comes to a subject of its own."""
    begins = 0
    for name in scene.mentions:
        lead = scene.between(start, name.start)
        joined = re.search(r" and (?:the |shares (?:of|in) )?$", lead)
        if start <= name.start < end and joined:
            listed = any(m.end == start + joined.start() for m in scene.mentions)
            begins = begins if listed else joined.start() + 1
    return begins


_WEEKLY = re.compile(
    r"\b(?:weekly|monthly) (?:loss|gain|drop|decline|advance|rise|fall|slide|retreat|setback)\b[^.;%]{0,50}, (?:which|with|having)\b[^.,;\d]{0,40}$"
    r"|^In (?:its|their|the|a) (?:best|worst|strongest|weakest|biggest) (?:week|month)\b[^.;%,]{0,40},[^.,;%]{0,40}$"
)
_OPENING_KO = re.compile(
    r"[^,.]{0,16}?(?:한 주 ?(?:동안|간)|주간|일주일 ?(?:동안|간|새)|이번 ?주|지난 ?주(?!말| ?[월화수목금])|(?:지난해|작년|20\d\d년)(?! ?\d{1,2}월| ?[1-4]?분기| ?말| ?연말)|상반기|연초 이후|올 ?들어|올해 들어|한 달 ?(?:동안|간))"
)
_ATTRIBUTE = re.compile(r"(?:오른|내린|뛴|빠진|떨어진|밀린|한|솟은|이날|하루|[0-9]일) (?![\d$])")
_ALSO = re.compile(r"[가-힣A-Za-z)]도 (?:각각 |약 |무려 )*$")
_ALSO_LIST = re.compile(r"\)(?:, ?[^.(),]{1,20}\([^()]{1,10}\)){0,12} ?등?도 ")
_CUT = r" to (?:end|finish|close) (?:out )?the (?:week|month|year|quarter)(?: (?:up|down|off))? ?$| and (?:has|have|is|are|had|was|were) |[가-힣]다\. |[;]| with |,(?! (?:so far|year|for the|this|over|in the|since the start))"


def _since_last_move(scene: Scene, earlier: list[Figure], figure: Figure) -> int:
    """Return where the window words of a figure can begin: a list shares them."""
    position = figure.start
    for other in reversed(earlier):
        if any(other.end <= m.start < position for m in scene.moves):
            return other.end
        if len(scene.between(other.end, position)) > (40 if scene.language == "ko" else 70):
            return other.end
        position = other.start
    return 0


def _that_time(scene: Scene, index: int, day: date, clock: Clock) -> Span | None:
    """Tell ``이 기간 나스닥은 1.2% 빠졌다``: a stretch that an earlier sentence told."""
    if _THAT_TIME.search(scene.text) is None:
        return None
    near = any(_THAT_TIME.search(near) for near in _neighbourhoods(scene, index))
    here = _told_here(scene, index, day, clock) if near else None
    told = run_told(scene, day, clock) or here or scene.memory.run or scene.memory.stretch
    if near and told is not None and told[1] <= day:
        return Span(told[0], told[1], "the stretch told before")
    return Span(None, day, "a time told before", True) if near else None


def _told_here(scene: Scene, index: int, day: date, clock: Clock) -> tuple[date, date] | None:
    """Return the stretch of ``A사는 2분기에 8% 내렸고 B사도 같은 기간 4%``: of the figure before."""
    if not index or scene.figures[index - 1].kind != "percent":
        return None
    span = span_of(scene, index - 1, day, clock, "")
    return (span.start, span.end) if span.start and span.start < clock.before(day) else None

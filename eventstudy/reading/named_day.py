"""The session that a stretch of a sentence speaks of, and the words that say so."""

import re
from datetime import date

from eventstudy.article import CARRIED, NO_DAY
from eventstudy.reading.attributes import closed_off
from eventstudy.reading.dates import Clock, DateMark
from eventstudy.reading.dealt import dealt_day
from eventstudy.reading.scene import Scene
from eventstudy.reading.streaks import peaked

COMPARED = "the day compared with"
YEAR_END = "the end of the year it names"
WEEK_BEFORE = "a week before the session told of"
DATED_NOUN = re.compile(
    r"^(?:\([^)]*\))? ?(?:에 ?)?(?:[^.,]{0,16}(?:실적|성적표?|매출|결과|보고서|신제품|모델|계획)[가-힣]{0,3} ?(?:낸|내놓은|발표한|공개한|내놨던) |[^.,]{0,22}(?:발표|공개|출시|체결|통보|선보|내놓|밝)[가-힣]{0,1}[된한인은힌] |나온|장 마감 후 발표|(?:정규 ?)?장 ?(?:마감|종료|끝나고|끝난|마치고|마친) ?(?:후|뒤|직후|이후|다음)?[, ]|(?:로|부터|까지)? ?(?:예정|앞둔|앞두|예고|잡힌)|[^.,\d]{0,22}(?:발표|공개|출시|내놓)(?:한다|하겠다|하기로|할|을|는다|겠다))|^(?: and [A-Z][a-z]+\.? \d{1,2})?'?s? ?(?:(?!(?:after|on|in|of|from|with|amid|following|over|and|but|to)\b)[\w-]+ ){0,2}(?:support|resistance|gap|lows?|earnings|report|launch|announcement|results|release|call|event|memo|post(?! [A-Z\d])|filing|note|interview|contract|deal|agreement|pact|speech|meeting|decision|presentation|vote|election|unveiling|tie-up|statement|ruling|verdict|remarks|comments|testimony|summit|visit|downgrade|upgrade|outage|update|print)\b"
)
_MONTH_ONLY = re.compile(
    r"\b(?=[Iil])(?<!since )(?<!from )(?<!until )(?:[Ii]n|last) (?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d{1,2}\b)"
    r"|(?=[\d지작재올 ])(?:지난해|작년|재작년|올해|지난)? ?\d{1,2}월(?! ?(?:\d|들어|이후|이래|부터|까지|물|결산|분|인도| ?[가-힣]{0,6}(?:실업률|물가|고용|소비|소매|생산자|제조업|서비스업|금리|회의|수출|주택|CPI|PCE|PPI|PMI|ISM|FOMC|GDP)))"
)


def session_of(scene: Scene, start: int, end: int, clock: Clock) -> tuple[date | None, str]:
    """Return the session that a stretch of the sentence speaks of, and why."""
    dealt = dealt_day(scene, start) or _peak_of(scene, start)
    mark = dealt or _mark(scene, start, end, clock)
    if mark is not None and mark.day is not None:
        words = scene.between(mark.start, mark.end).strip()
        if _DAY_LATER.search(scene.between(mark.end, start)) and mark.day < clock.default:
            return clock.calendar.after(clock.held(mark.day)), f"the session after {words}"
        clue = mark.clue or _shut(mark, clock)
        return clock.held(mark.day), words + (f" ({clue})" if clue else "")
    if mark is None and _month_only(scene, start, end):
        return None, "a month is named, but no day"
    if _goes_on(scene):
        return clock.held(scene.memory.spoken or clock.default), CARRIED
    if scene.memory.anchor is not None and not _speaks_of_now(scene, clock):
        return clock.held(scene.memory.anchor), CARRIED
    return clock.default, f"{NO_DAY}; published {clock.published}"


_DAY_LATER = re.compile(  # "9일 최고가를 쓰고 하루 만에", "9일 5% 급등한 지 하루 만에"
    r"(?:더니|[가-힣]다가|[았었했랐렸졌]지만|[았었했랐렸졌]으나)[^.\d]{0,40} 하루 ?만에"
    r"|(?:(?:최고[가치점]|신고[가점]|고점|최저[가치점]|저점)(?:\([^()]{1,20}\))?[을를에]? ?(?:[가-힣]{1,3} )?[가-힣]{1,6}(?:고|지| ?뒤| ?후|만|나)|[은한른린친뛴] 지) ?(?:불과 |단 |겨우 )?하루 ?만에"
)
_NAMED = frozenset({"weekday", "day", "full"})
SHUT = "no session, the exchange was closed"


def _shut(mark: DateMark, clock: Clock) -> str:
    """Say that a day named for a move was a holiday; the session before is taken."""
    if mark.kind not in _NAMED or mark.day is None or not clock.closed(mark.day):
        return ""
    return f"{mark.day}: {SHUT}; the one before is {clock.held(mark.day)}"


_PEAK = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:spike|high|low|peak|record|close|finish|open|bottom|trough) (?:above|below|over|under|of|at|near) (?:about |around |nearly )?\$?"
)


def _peak_of(scene: Scene, start: int) -> DateMark | None:
    """Return the day of ``Tuesday's low of $81``, even where it is compared with."""
    return next(
        (
            m
            for m in scene.dates
            if m.end < start
            and scene.between(m.start, m.end).endswith("'s")
            and _PEAK.fullmatch(scene.between(m.end, start))
        ),
        None,
    )


_VALUE = re.compile(
    r"\b(?:of|in) (?:market |shareholder |stock-market )?(?:value|capitali[sz]ation|cap|wealth)\b"
)


def _goes_on(scene: Scene) -> bool:
    """Tell ``Some $9 billion of value went.`` after a day told in passing: it is of that day."""
    memory = scene.memory
    apart = memory.spoken is None or memory.anchor is None or memory.spoken == memory.anchor
    if apart or scene.language == "ko" or scene.mentions or scene.sentence.paragraph:
        return False
    return _VALUE.search(scene.text) is not None


_NOW = re.compile(
    r"\b(?:is|are) (?:now|still)\b|\bremains? \d|\b(?:is|are) (?:up|down|off|ahead|lower|higher)\b[^.;]{0,40}\b(?:for the year|this year|in 20\d\d|year to date|since)\b"
)


def _speaks_of_now(scene: Scene, clock: Clock) -> bool:
    """Tell ``the shares are now up 21%`` in a story of some days before."""
    anchor = scene.memory.anchor
    passed = anchor is not None and anchor < clock.before(clock.default)
    ended = clock.published > clock.default and anchor is not None and anchor < clock.default
    passed = passed or (ended and scene.language == "en")
    return passed and _NOW.search(scene.text) is not None


def _month_only(scene: Scene, start: int, end: int) -> bool:
    """Tell whether the clause names a month without a day."""
    if scene.language == "ko":
        near = scene.between(start - 25, start)
        compared = re.search(r"대비|보다|이후|이래|부터|고점|최고", near)
        return bool(_MONTH_ONLY.search(near)) and not compared
    clause = scene.between(scene.clause_start(start), scene.clause_end(end))
    found = _MONTH_ONLY.search(clause)
    if found is None or _WHERE.search(clause[: found.start()]):
        return False
    month = scene.clause_start(start) + found.start()
    return not any(end <= f.start < month for f in scene.figures)  # "$52, up from $40 in May"


_WHERE = re.compile(
    r"\b(?:where (?:it|they|the [a-z]+)|[Ss]ince|below|above|beneath|under)\b[^,;%]{0,30}$"
)


def _mark(scene: Scene, start: int, end: int, clock: Clock) -> DateMark | None:
    """Return the date expression that a stretch belongs to."""
    usable = [
        m
        for m in scene.dates
        if m.role == "session"
        and m.day is not None
        and m.day <= clock.published
        and (not DATED_NOUN.match(scene.text[m.end : m.end + 40]) or _after_hours(scene, m, start))
    ]
    usable = [m for m in usable if not (_of_other(scene, m, start) or _the_reason(scene, m, start))]
    before = [m for m in usable if m.end <= start and not closed_off(scene, m.end, start)]
    if scene.language == "ko":
        before = [m for m in before if not _left_ko(scene, m, start)]
        behind = [
            m
            for m in usable
            if m.start >= end
            and re.fullmatch(
                r"\S{0,8} ?\(|[^.,]{0,14}[던은한른진난린] ", scene.between(end, m.start)
            )
        ]
        return (before or behind)[-1] if before or behind else None
    if scene.memory.anchor is None and not [m for m in usable if m.end <= start]:
        only = [m for m in usable if m.start >= end and m.kind != "relative"]
        joined = len(only) == 1 and not _APART.search(scene.between(end, only[0].start))
        if joined:
            return only[0]
    before = [m for m in before if not _reported(scene, m, start)]
    limit = scene.clause_end(end)
    behind = [
        m for m in usable if end <= m.start < limit and not _figure_between(scene, end, m.start)
    ]
    clause = scene.clause_start(start)
    behind = [m for m in behind if not _DAY_AFTER.match(scene.text, m.start)]
    behind = [m for m in behind if not _of_base(scene, end, m)]
    before = [m for m in before if not _in_relative(scene, m, start)]
    before = [m for m in before if not (_told_apart(scene, m, start) or _of_noun(scene, m))]
    near = [m for m in before if m.end >= clause]
    if behind and scene.between(end, behind[0].start) == " on ":
        return behind[0]  # "up 1% on Monday, 2% on Tuesday"
    if near and behind:
        return near[-1] if start - near[-1].end < behind[0].start - end else behind[0]
    return next(iter(near[-1:] or behind[:1] or before[-1:]), None)


_LATE_KO = re.compile(r" ?(?:장 ?마감|폐장) ?(?:후|뒤|직후)[^.]*(?:시간 ?외|애프터)")


def _after_hours(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``22일 장 마감 뒤 공개한 실적에 시간외거래에서 6%``: both of that day."""
    return _LATE_KO.match(scene.between(mark.end, start)) is not None


_DAY_AFTER = re.compile(
    r"(?:a|one|the) day after (?:(?:it|they|the \w+|\w+ing)\b|an? [\d.]+%)", re.IGNORECASE
)


def _told_apart(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``a day after losing 3%, it rose``: the day is of the words up to the comma."""
    after = _DAY_AFTER.match(scene.text, mark.start)
    return after is not None and "," in scene.between(mark.end, start)


_GOVERNED = re.compile(
    r"\b(?:[Aa]fter|[Ff]ollowing|[Dd]espite|on top of|[Aa]dd(?:ed|ing|s) to|[Ee]xten(?:ds?|ded|ding)|[Rr]evers(?:ed|ing)|[Ee]ras(?:ed|ing)|[Rr]ecover(?:ed|ing) from|with|[Oo]n the heels of|[Pp]lus|of) $"
)
_OWN_FIGURE = re.compile(
    r" (?:(?:about|roughly|nearly|almost|more than|brutal|another) )?(?=[\d$])"
)


def _of_other(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``added 2% following Thursday's 9% surge``: that day is of its own figure alone."""
    own = (
        _OWN_FIGURE.match(scene.text, mark.end)
        if scene.text[mark.end - 2 : mark.end] == "'s"
        else None
    )
    governed = own and _GOVERNED.search(scene.between(mark.start - 24, mark.start))
    if own is None or governed is None or start == own.end():
        return False
    added = scene.text[: mark.start].startswith("Added")
    return added or mark.start > 10 or _STATE.search(scene.between(mark.end, start)) is None


_REPORT = re.compile(
    r"\b(?:report(?:ed|ing|s)?|posted|released|published|announced|unveiled|issued|said|came|results|earnings|numbers|forecast)(?: [a-z]+){0,4} $"
)
_EVENING = re.compile(
    r" (?:night|evening|(?:right |just )?after (?:the |market )?(?:close|bell|closing bell|market close))\b"
)
_EXTENDED = re.compile(r"after[- ]hours|extended|\blate trad|futures")


def _reported(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``Dell reported Tuesday night and is down 7%``: told then, traded the day after."""
    if mark.end > start or _EVENING.match(scene.text, mark.end) is None:
        return False
    told = _REPORT.search(scene.between(mark.start - 60, mark.start)) is not None
    return told and _EXTENDED.search(scene.text) is None


_LAST_SEEN = re.compile(
    r"\b(?:last|not|never|previously|first) (?:been )?(?:seen|touched|reached|hit|visited|recorded|breached|matched|traded|held|set)(?: at)? (?:back )?(?:on )?$"
)
_STATE = re.compile(r"\b(?:is|are|has|have|stands?|sits?|leaves?|remains?)\b")
_REASON = re.compile(r"\b(?:because of|thanks to|due to|owing to) (?:the )?$")


def _the_reason(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``was off 2%, mostly because of Tuesday``: the day explains what came before it.

    So does ``fell to $205, a level last seen on May 6``: that day is of before.
    """
    lead = scene.between(0, mark.start)
    return start < mark.start and bool(_REASON.search(lead) or _LAST_SEEN.search(lead))


_BASE = re.compile(r" from \$?[\d.,]*\d(?:%| points)? ")
_BASE_CLOSE = re.compile(
    r",? from \$?[\d.,]*\d(?:%| points)? at (?:the close (?:on|of) )?|, (?:up|down) from \$?[\d.,]*\d(?:%| points)? (?:at the close )?on "
)


def _of_base(scene: Scene, end: int, mark: DateMark) -> bool:
    """Tell ``to 24.80 from 21.90 the day before``: the day is of the second figure."""
    if _BASE_CLOSE.fullmatch(scene.text, end, mark.start):
        return True
    return mark.kind == "relative" and _BASE.fullmatch(scene.text, end, mark.start) is not None


def ends_period(scene: Scene, mark: DateMark) -> bool:
    """Tell ``the quarter ended March 30``, ``3월 30일 끝난 분기``: a day of the books."""
    if scene.language == "ko":
        return _PERIOD_ENDED_KO.match(scene.text, mark.end) is not None
    return _PERIOD_ENDED.search(scene.between(mark.start - 48, mark.start)) is not None


_PERIOD_ENDED = re.compile(
    r"\b(?:quarter|half|year|period|weeks|months)\b(?: that| which)?(?: \w+)? (?:ended|ending|ends|closed|through|to)(?: on)? $"
)
_PERIOD_ENDED_KO = re.compile(
    r" ?(?:로 |에 |자로 )?(?:끝난|끝나는|마감한|마감하는|마감된|종료된|종료한) [^.,]{0,14}(?:분기|회계|반기|연도)"
)
_OF_NOUN = re.compile(r"\d(?:%| per ?cent| points) [a-z]+ (?:of|from) (?:the )?$")


def _of_noun(scene: Scene, mark: DateMark) -> bool:
    """Tell ``the 2% gain of the previous session``: the day is of that figure alone."""
    return _OF_NOUN.search(scene.between(mark.start - 40, mark.start)) is not None


_APART = re.compile(
    r"\b(?:after|following|from|since|before|ahead|until|than|which|who|but (?:on|by))\b|;"
)


_RELATIVE = re.compile(r"(?:, (?:which|who|whose|having)|\d(?:%| points)? when)\b[^,]*$")
_APPOSED = re.compile(r", (?:at|an?|the|its|already|just|only|still|once|long|fresh)\b[^,;]{0,60}$")


def _in_relative(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``Microsoft, which fell 10% last Thursday, is down 14%``: that day is closed off.

    So is the day of ``Oracle, at a high only yesterday, lost 3%``.
    """
    lead = scene.between(0, mark.start)
    closed = "," in scene.between(mark.end, start)
    if closed and _RELATIVE.search(lead):
        return True
    behind = scene.between(mark.end, mark.end + 6)
    return bool(_APPOSED.search(lead)) and behind.startswith(",") and behind != ", when"


_LEFT_KO = re.compile(
    r"(?:에|엔|에만|에도|하루)? ?(?:그렇게 |무려 |약 )?(?:\d[\d.,]*(?:%|포인트|달러)[가-힣 ]{0,10}?|[가-힣]{2,6}?)(?:(?:탓|바람|덕|덕분)에|여파로|데 이어|고도|데도|뒤에도) "
    r"|[^,.\d]{2,24}?(?:자마자|데 이어|데 반해|것과 달리|것과 반대로),? "
)


def _left_ko(scene: Scene, mark: DateMark, start: int) -> bool:
    """Tell ``14일 4% 밀린 탓에 2% 낮다``: the day is of the cause alone."""
    if _LEFT_KO.match(scene.text, mark.end, start) is not None or peaked(scene, mark, start):
        return True
    return any(
        mark.end <= m.start < start and _OF_THE_NAME.fullmatch(scene.between(mark.end, m.start))
        for m in scene.mentions
    )


_OF_THE_NAME = re.compile(  # "전날 최고치를 찍었던 애플은 2%"
    r"(?: 종가 기준| 장중| 사상| 역대)* (?:최고[가치점]|신고가|최저[가치점]|신저가|고점|저점|급등|급락|폭등|폭락|실적)[을를]? ?(?:[가-힣]{1,4} )?[가-힣]{1,4}[던은한쓴] "
)


def _figure_between(scene: Scene, start: int, end: int) -> bool:
    """Tell whether another figure that is no bracket of this one stands between."""
    return any(start + 14 < f.start < end for f in scene.figures)

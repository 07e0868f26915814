"""How a figure is said: its hedge and its trading hours."""

import re
from functools import lru_cache

from eventstudy.reading.attributes import passing_by
from eventstudy.reading.lexicons import LEXICONS
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene
from eventstudy.reading.streaks import from_within

_NEVER = re.compile(r"(?!)")
_MOVED = {  # of a percentage: moves, not thresholds
    "less_than": re.compile(r" ?(?:무너|붕괴|깨|내주|내줬|내준|반납|이탈)"),
    "at_least": re.compile(r"(?:를|을)? ?(?:되찾|회복|탈환)"),
}
_TIGHT = 26


def hedge_of(scene: Scene, index: int) -> tuple[str, int, int]:
    """Return the hedge of a figure and the stretch that its words and the figure take."""
    figure = scene.figures[index]
    low = max(scene.figures[index - 1].end if index else 0, figure.start - _TIGHT)
    lead = scene.between(low, figure.start)
    tail = scene.between(figure.end, figure.end + _TIGHT)
    counted = figure.kind in {"percent", "usd", "bare", "points"}
    for hedge, length in _behind(scene.language, tail):
        if figure.kind == "percent" and _MOVED.get(hedge, _NEVER).match(tail):
            continue
        if hedge != "digits" or counted:
            return hedge, figure.start, figure.end + length
    hedge, start = _before(scene.language, lead)
    if hedge == "up_to" and figure.kind in {"bare", "usd"} and _MOVED_UP.search(lead):
        return "plain", figure.start, figure.end
    return hedge, low + start if hedge != "plain" else figure.start, figure.end


_MOVED_UP = re.compile(  # "ticked up to 17.35": the verb's own "up"
    r"\b(?:back|again|tick\w*|edg\w+|inch\w*|nudg\w+|crept|creep\w*|mov\w+|push\w*|pick\w+|climb\w*|rose|ris\w+|ran|popp\w+|bounc\w+|shot|drift\w*|head\w*|went|came|jump\w*|spik\w+|bid) up to (?:a |an )?\$?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _behind(language: str, tail: str) -> tuple[tuple[str, int], ...]:
    """Return the hedges that a figure's tail begins with, and where their words end."""
    rows = LEXICONS[language].hedge_after
    return tuple((hedge, m.end()) for hedge, words in rows if (m := words.match(tail)))


@lru_cache(maxsize=4096)
def _before(language: str, lead: str) -> tuple[str, int]:
    """Return the hedge that the words before a figure end with, and where it starts."""
    for hedge, words in LEXICONS[language].hedge_before:
        found = words.search(lead)
        if found:
            return hedge, found.end() - len(found.group().lstrip(" (,"))
    return "plain", 0


def basis_of(scene: Scene, index: int, move: Move | None, hedge: str) -> str:
    """Return the trading hours that a figure is said of.

    The nearest word of its clause decides; a closing word after the figure's own
    verb outranks an hour named before it.
    """
    figure = scene.figures[index]
    found = scene.hours
    stop = _reach(scene, index, move)
    own = move.end if move and move.start >= figure.end and scene.language == "ko" else 0
    after = [
        b
        for b in found
        if figure.end <= b[1] < stop
        and not scene.between(b[1], b[2]).endswith(" of")  # "a low of": of the next price
        and not (b[0] == "intraday" and 0 < own <= b[1] and not _NOW_KO.match(scene.text, b[1]))
    ]
    start = _clause(scene, index)
    clause = scene.clause_start(figure.start)
    whole = {"premarket", "afterhours"}  # hours that hold past a clause's end
    before = [
        b
        for b in found
        if (start if b[0] in whole or _as_opened(scene, b, figure) else max(start, clause)) <= b[1]
        and b[1] < figure.start
        and not passing_by(scene, b[2], figure.start)
        and not (b[0] in _MARKET and _in_clause_closed(scene, b, figure.start))
        and not (b[0] == "open" and _went_on(scene, b[2], move.start if move else figure.start))
    ]
    if _EARLY.search(scene.between(figure.start - 24, figure.start)) or from_within(scene, index):
        return "intraday"
    if before and before[-1][0] in _MARKET:
        after = [b for b in after if not _AND_THEN.search(scene.between(figure.end, b[1]))]
    chosen = _nearest(scene, figure, before, after)
    if (_passing(scene, figure, move) or _swung(scene, figure)) and chosen in {
        "unspecified",
        "close",
    }:
        return "intraday"
    if hedge == "up_to" and chosen in {"unspecified", "close", "open"}:
        return "intraday"
    return scene.stamp if chosen == "unspecified" and scene.stamp else chosen


_IN_THE_END = re.compile(r"결국|다가|이후|끝에|마감")


def _as_opened(scene: Scene, hour: tuple[str, int, int], figure: Figure) -> bool:
    """Tell ``문을 열자``, ``개장하자마자``: the clause that follows is of that hour."""
    ended = _IN_THE_END.search(scene.between(hour[2], figure.start)) is not None
    return scene.language == "ko" and scene.between(hour[1], hour[2]).endswith("자") and not ended


_AND_THEN = re.compile(
    r"(?:,| and| but| then| before)(?: \w+){0,2} $"
)  # "opened 6% down and closed"
_NOW_KO = re.compile(r"거래 ?중|거래되고|현재")
_MARKET = frozenset({"open", "intraday"})
_OPENED = re.compile(r", (?:which|who|having)\b[^,]*$")


def _in_clause_closed(scene: Scene, hour: tuple[str, int, int], start: int) -> bool:
    """Tell ``The index, which opened 2% lower, lost 1%``: that hour ends with the comma."""
    gap = scene.between(hour[2], start)
    return "," in gap and _OPENED.search(scene.between(0, hour[1])) is not None


_VERB_OF_ITS_OWN = re.compile(
    r"\d.*\b(?:and|then|but|before) (?:was|is|then|[a-z]+ed)\b|\d.*\bout $"
)
_WENT_ON = re.compile(r"[^.;]{0,30}(?:\band\b|\bthen\b|\bbut\b|\bbefore\b) (?:\w+ )?$")


def _went_on(scene: Scene, end: int, start: int) -> bool:
    """Tell ``gapped up and sprinted 25%``: the open has a verb of its own."""
    gap = scene.between(end, start)
    return _WENT_ON.fullmatch(gap) is not None or _VERB_OF_ITS_OWN.search(gap) is not None


_EARLY = re.compile(
    r"\b(?:early|initial|opening|morning|intraday) (?:(?:gain|loss|rise|drop|decline|advance|fall|jump|slide)s? of )?(?:about |nearly |almost |more than )?$"
)
_PASSING = re.compile(r"[가-힣]{0,4}기도|[가-힣]{0,2}다가(?=[ ,])")
_TURNED = re.compile(r"(?:하|지)?다 ")
_TOUCHED = re.compile(r"(?:달러|포인트|선)?(?:을|를|까지)? ?찍")


_SWING = re.compile(
    r"[^.;]{0,40}?(?:&|\band|\bbut|\bbefore|\bthen)(?: then)? (?:finish|clos|end(?:ed|ing)|fell|settl|pull|rever|recover|rebound)",
    re.IGNORECASE,
)
_TRADED = re.compile(
    r"\b(?:traded|had been|touched|crossed|spiked|dipped|topped)\b[^.,;]{0,20}$", re.IGNORECASE
)


_GIVEN_UP = re.compile(
    r"\b(?:gave (?:up|back)|giv(?:ing|en) (?:up|back)|surrender(?:ed|ing)|squander(?:ed|ing)|revers(?:ed|ing)|eras(?:ed|ing)|wip(?:ed|ing) out|shook off|shaking off|overc(?:ame|oming)|recover(?:ed|ing) from|turned|swung from) an? (?:\w+ )?$"
)
_GIVEN_UP_OF = re.compile(
    r"\b(?:revers|eras|surrender|overc[ao]m|shook off|squander|wip|recover)\w{0,5}(?: out| from)? an? (?:\w+ )?(?:gain|loss|drop|decline|fall|rise|jump|slide) of $"
)
_ITS_MOVE = re.compile(
    r" (?:intraday |early |morning |opening )?(?:gain|loss|drop|decline|fall|rise|jump|advance|rally|slide|slump|plunge)\b(?! (?:for|this|in|since|over) )"
)
_TOUCHED_EN = re.compile(r"\b(?:touched|tagged|traded (?:above|below|beyond|past|through)) [$]?$")


def _swung(scene: Scene, figure: Figure) -> bool:
    """Tell ``traded 10% lower & finished flat`` and ``from -6.7% to +0.1%``: left again that day."""
    if scene.language == "ko":
        return False
    tail = scene.between(figure.end, figure.end + 60)
    head = scene.between(figure.start - 30, figure.start)
    turned = figure.sign and head.endswith("from ") and re.match(r" to [-+]?\d", tail)
    gone = (_GIVEN_UP.search(head) and _ITS_MOVE.match(tail)) or _GIVEN_UP_OF.search(head)
    touched = figure.kind in {"usd", "bare", "points"} and _TOUCHED_EN.search(head)
    return bool(turned or gone or touched or (_TRADED.search(head) and _SWING.match(tail)))


def _passing(scene: Scene, figure: Figure, move: Move | None) -> bool:
    """Tell a price that was left again: ``4% 치솟았다가``, ``4.9% 오르다 5% 하락``, ``163달러를 찍``."""
    if scene.language != "ko":
        return False
    touched = _TOUCHED.match(scene.between(figure.end, figure.end + 8)) is not None
    if touched or move is None:
        return touched and not re.search(r"종가[가-힣 ]{0,4}$", scene.between(0, figure.start))
    tail = scene.between(move.end, move.end + 8)
    if _PASSING.match(tail) and move.end <= figure.start:
        return False
    if _PASSING.match(tail):
        return not any(0 <= d.start - move.end <= 12 for d in scene.dates)
    past = (ord(scene.text[move.end - 1]) - 0xAC00) % 28 == 20  # its last letter ends in ㅆ
    return not past and _TURNED.match(tail) is not None


_REACHED_EN = re.compile(
    r"\b(?:reached|hit|touched|traded at|changed hands at|got (?:up |down )?to) \$?$"
)


def touched_then(scene: Scene, index: int) -> bool:
    """Tell ``Dell rose as much as 9%. It touched $87`` and ``rose as much as 9% to $87``."""
    figure = scene.figures[index]
    if figure.kind not in {"usd", "bare"} or scene.language == "ko":
        return False
    before = scene.figures[index - 1] if index else None
    if before is not None and before.kind == "percent":
        joined = scene.between(before.end, figure.start) in {" to ", " to $"}
        return joined and hedge_of(scene, index - 1)[0] == "up_to"
    told = scene.memory.within == "intraday" and not scene.hours
    return told and _REACHED_EN.search(scene.between(figure.start - 24, figure.start)) is not None


def _clause(scene: Scene, index: int) -> int:
    figure = scene.figures[index]
    if scene.language == "en":
        return scene.clause_start(figure.start)
    # A Korean clause opens with its hours: they hold until a verb ends the clause.
    ended = [m for m in scene.moves if m.end <= figure.start and _finished(scene, m)]
    last = scene.figures[index - 1].end if index else 0
    after = [m.end() + last for m in _AFTERWARDS.finditer(scene.between(last, figure.start))]
    return max([0, *[m.end for m in ended[-1:]], *after[-1:]])


_AFTERWARDS = re.compile(r"(?<![감이그료장일달주년])(?<! ) (?:뒤|후|끝에)[ ,]")


def _finished(scene: Scene, move: Move) -> bool:
    tail = scene.between(move.end, move.end + 14)
    return bool(
        re.match(r"[가-힣]*(?:고|며|지만|으나|는데|자|다가|면서|뒤|후|다)(?:[,. ]|$)", tail)
    )


def _reach(scene: Scene, index: int, move: Move | None) -> int:
    """Return how far behind a figure a word can still speak of it."""
    figure = scene.figures[index]
    if scene.between(figure.start - 1, figure.start) == "(":
        return figure.end  # "엔비디아(-5%)는 장중": a bracket keeps to itself
    later = [f.start for f in scene.figures[index + 1 :]]
    if scene.language == "en":
        names = [m.start for m in scene.mentions if m.start >= figure.end]
        names += [m.start for m in scene.moves if m.start >= figure.end and m != move][:1]
        return min(
            [
                scene.clause_end(figure.end),
                *[f for f in later if f - figure.end > 30],
                *names,
                len(scene.text),
            ]
        )
    end = move.end + 20 if move and move.start >= figure.end else figure.end + 26
    shared = move.end if move and move.start >= figure.end else figure.end
    names = [m.start for m in scene.mentions if m.start >= shared]
    clause = scene.clause_end(move.end if move and move.start >= figure.end else figure.end)
    return min([end, *names[:1], clause + 1, len(scene.text)])


def _said_once(scene: Scene, before: list[tuple[str, int, int]]) -> str:
    """Read ``시간외에서 한때``: at one time, but after hours."""
    name, start, end = before[-1]
    hours = [b[0] for b in before if b[0] in {"premarket", "afterhours"}]
    loose = name == "intraday" and not scene.between(start, end).startswith("장")
    return hours[-1] if loose and hours else name


def _nearest(
    scene: Scene,
    figure: Figure,
    before: list[tuple[str, int, int]],
    after: list[tuple[str, int, int]],
) -> str:
    if scene.language == "ko":
        if after and after[0][0] == "close":
            return "close"
        if before:
            return _said_once(scene, before)
        return after[0][0] if after else "unspecified"
    hours = [b for b in (*after, *before[::-1]) if b[0] in {"premarket", "afterhours"}]
    if hours:
        return hours[0][0]
    if before and after:
        far = figure.start - before[-1][2] > after[0][1] - figure.end
        return after[0][0] if far else before[-1][0]
    return (before[-1:] or after[:1] or [("unspecified", 0, 0)])[0][0]


_WHILE_KO = re.compile(r"(?:달러|포인트|%)?(?:까지|나)? ?[가-힣]{1,4}(?:며|면서) [^\d.,]{0,16}")
_THEN_KO = re.compile(
    r"(?:이|그)때(?:만 해도|까지만 해도|만 하더라도|까지도?|는|만)|당시(?:만 해도|에는?)?[ ,]"
)


def still_then(scene: Scene, index: int) -> bool:
    """Tell ``장중 420달러까지 오르며 시총 1조달러를 넘었다``, ``이때만 해도 5% 높았다``: of that hour."""
    figure = scene.figures[index]
    if scene.language != "ko":
        return False
    if scene.memory.within == "intraday" and _THEN_KO.match(scene.text) and not index:
        return True
    if not index or not _WHILE_KO.fullmatch(
        scene.between(scene.figures[index - 1].end, figure.start)
    ):
        return False
    return basis_of(scene, index - 1, None, hedge_of(scene, index - 1)[0]) == "intraday"

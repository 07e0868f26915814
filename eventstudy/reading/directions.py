"""Up or down: bind each figure to the word that gives its sign."""

import re

from eventstudy.reading.caseless import caseless
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

_FILLER = caseless(
    r"^[\s\"')]*(?:(?:one-day|single-day|two-day|intra-?day|daily|weekly|monthly|annual|yearly|pre-?market|after-hours|early|further|overnight|"
    r"share[- ]price|stock[- ]price|stock|price|share|market|value|market-value|market-cap|single-session|one-week|year-to-date|total|net|initial|"
    r"midday|morning|more|straight|post-earnings|the|and|to the|in the|on the|intraday|to|one-session|three-day|five-day|day|open|opening|closing|relief|knee-jerk|paper|combined|collective)[\s-]+)*[\s-]*$",
)
_EXTENT = re.compile(
    r"(하락폭|낙폭|내림폭|하락률|하락 폭|감소율|감소폭|감소액|손실액|감소분|하락세)(?![을를])|(상승폭|오름폭|상승률|상승 폭|증가율|증가폭|증가액|증가분|수익률|상승세)(?![을를])"
)
_AFTER_BRACKET = re.compile(
    r"^\s*[(\[][^)\]]{0,40}[)\]]|^,? (?:or|equivalent to) (?:about |nearly |roughly )?[\d.]+ ?(?:%|percent),?"
)


def direction_of(scene: Scene, index: int, signs: dict[int, int]) -> tuple[int, Move | None]:
    """Return the sign of a figure, 0 where no word gives one, and that word.

    Parameters
    ----------
    index : int
        The figure's place in the sentence.
    signs : dict of int to int
        Signs of the figures before it.
    """
    figure = scene.figures[index]
    if figure.sign and figure.kind != "word":
        return figure.sign, None
    if distance(scene, figure):
        return distance(scene, figure), None
    rule = _korean if scene.language == "ko" else _english
    sign, move = rule(scene, index, signs)
    if (
        not sign
        and figure.kind in {"percent", "points"}
        and _AGAIN.search(scene.text[: figure.start])
    ):
        return scene.memory.heading, None
    if not sign and _goes_on(scene, figure):
        return scene.memory.heading, None
    if not sign and figure.kind == "word" and _grown(scene, figure):
        return figure.sign, None
    return sign, move


def _goes_on(scene: Scene, figure: Figure) -> bool:
    """Tell ``The others fell too. Foo 3%, Bar 4%.``: a list without a verb goes the same way."""
    bare = figure.kind == "percent" and not scene.moves and not scene.sentence.paragraph
    return bare and any(0 < figure.start - m.end <= 2 for m in scene.mentions)


_AGAIN = re.compile(
    r"^\W*(?:(?:And|Then|So) )?(?:[Aa]nother|[Aa] further|또) (?:about |nearly |almost )?$"
)
_FROM_PEAK = caseless(
    r"\s*(?:below|beneath|under|shy of|short of|away from|off) (?:(?:its|their|the|that|a|where (?:it|they)(?: had)?) (?:[\w'-]+\.? ){0,4}(?:peak(?:ed)?|high|record|top|close|closed|ended|stood|finished|traded|began|started)|(?:[A-Z][a-z]+|[Ll]ast|record)(?: \d{1,2})?(?:'s)? (?:peak|high|record|close))\b"
)
_FROM_LOW = caseless(
    r"\s*(?:above) (?:its|their|the|that|where (?:it|they)(?: had)?) (?:[\w'-]+\.? ){0,4}(?:low|bottom(?:ed)?|trough|close|closed|ended|stood|finished|traded|began|started)\b"
)
_TO_PEAK_KO = re.compile(
    r"(?:최고점|고점|최고치|최고가|전고점|신고가)까지(?:는|도)? (?:(?:이제|약|불과|단|겨우|채|아직도?|여전히|대략) ){0,2}$"
)
_GAP_KO = re.compile(
    r"(?:고점|최고[가치점])[과와]의 (?:차이|격차|거리|간격)[는가은이]? ?(?:이제|약|아직|여전히)? ?$"
)
_LEFT_KO = re.compile(r" ?(?:가량|정도|만|포인트)?[을를이가만도]? ?(?:남[겼겨은았기]|앞두|모자라)")
_STANDS = caseless(
    r"\b(?:is|are|was|were|sits?|sat|remains?|remained|stands?|stood|trad(?:es?|ed|ing)|left|leav(?:es|ing)|clos(?:ed|es|ing)|end(?:ed|s|ing)|finish\w*|settl\w*|still|now|it|it's|them|index|shares|stock)\b(?:[^.;:]|\.(?=\d)){0,40}$"
)
_WITH = re.compile(r", with (?:about |nearly |over )?$")
_EITHER_WAY = re.compile(r" ?(?:나 |정도 |가량 )?(?:되돌림|되돌렸|되돌린|변동|등락|출렁|오르내)")


def distance(scene: Scene, figure: Figure) -> int:
    """Return the sign of ``40% below its March peak``, whatever verb stands before."""
    if figure.kind not in {"percent", "word"}:
        return 0
    if scene.language == "ko":
        if _GAP_KO.search(scene.between(figure.start - 30, figure.start)):
            return -1
        return (
            -1
            if _TO_PEAK_KO.search(scene.between(figure.start - 24, figure.start))
            and (_LEFT_KO.match(scene.text, figure.end))
            else 0
        )
    if not _STANDS.search(scene.between(figure.start - 60, figure.start)):
        return 0
    tail = scene.between(figure.end, figure.end + 60)
    return -1 if _FROM_PEAK.match(tail) else int(_FROM_LOW.match(tail) is not None)


def _grown(scene: Scene, figure: Figure) -> bool:
    """Tell whether ``tripled``, ``두 배가 됐다`` or ``반 토막 났다`` is itself the verb."""
    if scene.language == "en":
        return True
    tail = scene.between(figure.end, figure.end + 12)
    return (
        re.match(
            r"(?:가|로|이)? ?(?:넘게 )?(?:됐|되었|돼|뛰|올|불|늘|급등|치솟|났|난(?= )|나(?:고|며|면서|버))",
            tail,
        )
        is not None
    )


def _korean(scene: Scene, index: int, signs: dict[int, int]) -> tuple[int, Move | None]:
    figure = scene.figures[index]
    if _EITHER_WAY.match(scene.between(figure.end, figure.end + 12)):
        return 0, None
    begin = scene.clause_start(figure.start)
    extent = list(_EXTENT.finditer(scene.text, begin, figure.start))
    told = any(extent and extent[-1].end() <= f.start < figure.start for f in scene.figures)
    beside = any(0 <= m.start - figure.end <= 6 for m in scene.moves)
    if extent and not (told and beside):
        span = extent[-1]
        return (-1 if span.group(1) else 1), Move(
            span.start(), span.end(), -1 if span.group(1) else 1
        )
    after = next((m for m in scene.moves if m.start >= figure.end), None)
    if after is not None and not _sentence_between(scene, figure.end, after.start):
        return after.sign, after
    before = [m for m in scene.moves if m.end <= figure.start]
    if index - 1 in signs and signs[index - 1] and _listed(scene, index):
        return signs[index - 1], None
    if before and len(scene.between(before[-1].end, figure.start)) < 60:
        return before[-1].sign, before[-1]
    return 0, None


def _sentence_between(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a finished clause (…다) or another line's item stands between."""
    return bool(re.search(r"[가-힣]다[.)\"']? |▲|△|▼|■|◆", scene.between(start, end)))


def _listed(scene: Scene, index: int) -> bool:
    """Tell whether a figure continues the list of the one before it."""
    gap = scene.between(scene.figures[index - 1].end, scene.figures[index].start)
    return len(gap) < 40 and not any(
        scene.figures[index - 1].end <= m.start < scene.figures[index].start for m in scene.moves
    )


def _english(scene: Scene, index: int, signs: dict[int, int]) -> tuple[int, Move | None]:
    figure = scene.figures[index]
    if _WITH.search(scene.between(figure.start - 14, figure.start)) and (
        scene.between(figure.end, figure.end + 1) == ","
    ):
        return 0, None  # "AMD, with 10%, fell": a share of something
    for move in scene.moves:
        if move.start >= figure.end:
            gap = _AFTER_BRACKET.sub("", scene.between(figure.end, move.start))
            if _FILLER.match(gap) and not _verb_of_next(scene, move, index):
                return move.sign, move
            break
    low = scene.figures[index - 1].end if index else 0
    start = scene.clause_start(figure.start)
    near = [m for m in scene.moves if m.end <= figure.start and m.start >= low]
    if near:
        return near[-1].sign, near[-1]
    if index - 1 in signs and signs[index - 1] and len(scene.between(low, figure.start)) < 90:
        return signs[index - 1], None
    wider = [m for m in scene.moves if m.end <= figure.start and m.start >= start]
    if wider:
        return wider[-1].sign, wider[-1]
    return _listed_before(scene, index) or _following(scene, figure)


_ITEM = re.compile(r"(?:,| and|, and) (?:the )?[A-Z][\w&.' -]{1,28} (?:by )?")
_ALL_OF = re.compile(r"(?:,| all| each| both| also| respectively)* ")


def _listed_before(scene: Scene, index: int) -> tuple[int, Move | None] | None:
    """Take the verb behind a list: ``Marvell 9.8%, AMD 6.3% and Nvidia 5.7% all fell``."""
    figures = scene.figures
    last = index
    while (
        last + 1 < len(figures)
        and figures[last + 1].kind == "percent" == figures[last].kind
        and _ITEM.fullmatch(scene.between(figures[last].end, figures[last + 1].start))
    ):
        last += 1
    if last == index:
        return None
    move = next((m for m in scene.moves if m.start >= figures[last].end), None)
    if move is None or not _ALL_OF.fullmatch(scene.between(figures[last].end, move.start)):
        return None
    return move.sign, move


def _verb_of_next(scene: Scene, move: Move, index: int) -> bool:
    """Tell ``rose 3% and fell 2%``: the word after belongs to the next figure."""
    gap = scene.between(scene.figures[index].end, move.start)
    tail = scene.between(move.end, move.end + 14)
    return " and " in gap or (
        bool(re.match(r" (?:by |about |nearly |over |more than )?[\d$]", tail))
        and gap.strip() == "to"
    )


def _following(scene: Scene, figure: Figure) -> tuple[int, Move | None]:
    """Take the next word of the clause: ``$589 billion of Nvidia's value vanished``."""
    end = scene.clause_end(figure.end)
    later = next((f.start for f in scene.figures if f.start >= figure.end), len(scene.text))
    after = [m for m in scene.moves if figure.end <= m.start < min(end, later)]
    return (after[0].sign, after[0]) if after else (0, None)

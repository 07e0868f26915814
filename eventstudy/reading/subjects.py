"""Whose figure it is: bind each figure to a name of its sentence, or to the topic."""

import re
from functools import lru_cache
from itertools import pairwise

from eventstudy.article import AHEAD, DESCRIBED, SHARED
from eventstudy.reading.attributes import described, fronted, glossed, moved, of_pair, postposed
from eventstudy.reading.caseless import caseless
from eventstudy.reading.lexicon import Listing, Mention
from eventstudy.reading.passing import (
    beside_subject,
    between_commas,
    meant_by_noun,
    one_of_two,
    referred,
)
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene
from eventstudy.reading.strangers import newly_named, unknown

UNKNOWN = Listing((), "unknown")

NOT_SUBJECT = caseless(
    r"\b(?:by|with|to|from|against|than|for|after|via|into|following|versus|vs\.?|like|including|include|includes|behind|over|on|about|at|using|beat|beating|matched|besides|"
    r"between|toward|led|leads|leading|joined|joining|paced|pacing|drove|dragging|outperforming|underperforming|trailing|owns?|buying|supplies|supplying|despite|amid|called|named|through|as)(?<!so-called)"
    r"(?: (?:the|its|their|rival|rivals|fellow|such|chipmaker|giant|AI|peers?|companies|firms|customers?|names|stocks|benchmark|broader|tech-heavy|a|an|as|market leader)){0,3} ?[\"']?$",
)
_EXAMPLES = re.compile(
    r"\b(?:names|stocks|shares|companies|peers|giants|chipmakers|firms|rivals|players|heavyweights|makers|bellwethers|leaders|favou?rites|winners|losers|suppliers|stalwarts),? (?:such as|like|including)(?: (?:the|chipmaker|giant))? $|\b(?:followed|trailed) by (?:the |shares of |rival )?$"
)
_OF = caseless(r"\b(?:of|in)(?: (?:the|its|chipmaker|giant|chip|AI))*:? $")
_PRICE_OF = caseless(
    r"(?:shares?|those|stocks?|value|price|cap|capitali[sz]ation|worth|dollars?|positions?|holdings?|index|gains?|loss(?:es)?|drops?|declines?|falls?|jumps?|plunge|rise|rally|surge|slump|tumble|sell-?off|slide|advance|increase|decrease|pullback|weakness|strength|moves?)"
    r"(?: (?:of|in)(?: (?:the|its|chipmaker|giant|chip|AI))*:? )$",
)
NOT_SUBJECT_KO = re.compile(
    r"^(?:\([^)]*\))?(?:그룹|사|사의)?(?:보다|에 비해|에 이어|에 이은|대비|에서(?!는|도)|에게|로부터|와의|과의|을|를|처럼|에 (?!대한)|으로|로 |등에|와는|과는|에 대한|을 포함|향 |용 )"
)
_WITH_KO = re.compile(r"^(?:와|과|하고|랑) ")


def subjects_of(scene: Scene, index: int, move: Move | None) -> tuple[list[Listing], str]:
    """Return what a figure is about and the rule that said so.

    Several listings mean that the figure is stated of each. An empty list means
    that no name can be given; ``UNKNOWN`` that a name stands there that is not
    in the lexicon.
    """
    figure = scene.figures[index]
    shaped = _by_shape(scene, index, move)
    if shaped is not None:
        return shaped
    ahead = _ahead(scene, figure, move)
    if ahead is None or ahead.listing.kind == "set":
        ahead = referred(scene, figure) or ahead
    meant = meant_by_noun(scene, figure, ahead) if ahead is not None else None
    if meant is not None:
        return [meant], "what its noun stands for"
    if ahead is not None and newly_named(scene, ahead, figure, move):
        return [UNKNOWN], "a name not in the lexicon"
    if scene.language == "en" and _own_account(scene, figure, ahead):
        return [UNKNOWN], "the writer's own account"
    told = (
        ahead is not None and ahead.listing.kind == "private" and _speaks_of_shares(scene, figure)
    )
    if ahead is not None and not told:
        return list(dict.fromkeys(m.listing for m in _coordinated(scene, ahead, figure))), AHEAD
    return _carried_over(scene, figure, move, told)


def _by_shape(scene: Scene, index: int, move: Move | None) -> tuple[list[Listing], str] | None:
    """Return the subject that the sentence's form gives, wherever the nearest name stands."""
    figure = scene.figures[index]
    behind = described(scene, figure)
    if behind is not None:
        return [behind.listing], DESCRIBED
    shared = _distributed(scene, index)
    if shared is not None:
        return [shared.listing], SHARED
    told = one_of_two(scene, figure)
    pair = [told] if told is not None else of_pair(scene, index)
    if pair:
        return pair, "the two named before"
    after = postposed(scene, figure, move) if scene.language == "en" else moved(scene, figure)
    after = after or fronted(scene, figure)
    return ([after.listing], "name after the figure") if after is not None else None


_DAYS_MOVE = caseless(
    r"\b(?:shares?|stocks?|closed?|closing|index|session|one day|YTD|year[- ]to[- ]date|week|month)\b|주가|종가|주식|시세|마감|지수|하루"
)


_STRETCH_KO = re.compile(
    r"(?:YTD|WTD|MTD|연초|올해|올 ?들어|이번 ?[달주]|이달|한 ?[달주]|[주월연]간|누적|고점|저점)[^.,\d]{0,12}$"
)


def _told_by(scene: Scene, figure: Figure) -> bool:
    """Tell ``연속 상승(+30%)`` and ``연초 대비 -40%``: a verb or a stretch makes it a move of the topic."""
    lead = scene.between(figure.start - 20, figure.start)
    verb = lead.endswith("(") and any(m.end == figure.start - 1 for m in scene.moves)
    return verb or _STRETCH_KO.search(lead) is not None


_FUND_EN = re.compile(
    r"\b(?:[Ww]e|I|(?<!, )[Tt]he fund)\b[^.;)]{0,30}$|\b(?:[Oo]ur|[Mm]y) (?:[a-z-]+ ){0,2}(?:fund|portfolio|account|strategy)\b(?:[^.;)]|\.(?=\d)){0,60}$"
)


_CLAUSE_CLOSED = re.compile(r", (?:of |in |on )?(?:which|whom|whose|that) [^,.;]{1,60},")


def _own_account(scene: Scene, figure: Figure, ahead: Mention | None) -> bool:
    """Tell ``while we lost only 3%``: the writer's fund, not the share named before."""
    begin = ahead.end if ahead is not None else 0
    told = _CLAUSE_CLOSED.sub(" ", scene.between(begin, figure.start))
    found = _FUND_EN.search(told)
    return found is not None and not re.search(r"\b(?:it|them|stock|shares)\b", found.group())


def _carried_over(
    scene: Scene, figure: Figure, move: Move | None, told: bool
) -> tuple[list[Listing], str]:
    """Take the topic of the text, unless a name that the lexicon lacks stands there."""
    if not told and unknown(scene, figure, move):
        return [UNKNOWN], "a name not in the lexicon"
    if figure.cell:
        return [UNKNOWN], "a row of a table without a known name"
    topic = _topic(scene, figure)
    if (
        figure.sign
        and move is None
        and not (
            scene.dates or scene.hours or _DAYS_MOVE.search(scene.text) or _told_by(scene, figure)
        )
    ):
        return [], "a signed figure without a name"
    return ([topic], "topic carried over") if topic else ([], "no name")


def _ahead(scene: Scene, figure: Figure, move: Move | None) -> Mention | None:
    """Return the nearest name before the figure that can be its subject."""
    before = [m for m in scene.mentions if m.end <= figure.start]
    if before and _signed_beside(scene, before[-1], figure):
        return before[-1]
    fit = [m for m in before if _can_be_subject(scene, m, figure)]
    priced = [m for m in fit if m.listing.kind != "private"]
    best = priced[-1] if priced else (fit[-1] if fit else None)
    if (
        best is None
        and before
        and _topic(scene, figure) is None
        and not (scene.language == "en" and move and move.start < before[-1].start)
    ):
        return before[-1] if before[-1].traded else None
    return best


def _signed_beside(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell ``a tenth of Broadcom went on Friday (-10.4%)``: a bracket explains the name before."""
    gap = scene.between(mention.end, figure.start)
    told = any(mention.end <= f.start < figure.start for f in scene.figures)
    stock = mention.listing.kind == "stock" and scene.language == "en" and not told
    return (
        stock
        and bool(figure.sign)
        and gap.endswith("(")
        and _acts(scene, mention)
        and len(gap) < 50
    )


def _can_be_subject(scene: Scene, mention: Mention, figure: Figure) -> bool:
    rule = _fits_korean if scene.language == "ko" else _fits_english
    return not _in_bracket(scene, mention, figure) and rule(scene, mention, figure)


_SET_SUBJECT = re.compile(r"(?:들|주)?(?:[은는이가도]|,| (?:일제히|모두|동반|전부|나란히|약 |\d))")


# "모간스탠리가 목표가를 올리자 3% 올랐다": what a broker did, and what the share did then
_ACTED_KO = re.compile(
    r"(?:이|가) [^.,]{0,40}(?:목표|투자의견|의견|톱 ?픽|추천|보고서|리포트)[^.,]{0,30}[가-힣]자[ ,]"
)
_TOLD_KO = re.compile(r"(?:통신)?(?:의|발)? ?(?:보도|기사|인터뷰|리포트|보고서|소식)")


def _fits_korean(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Judge a name by the particle behind it."""
    tail = scene.text[mention.end : mention.end + 12]
    if mention.listing.kind == "set" and not _SET_SUBJECT.match(tail):
        return False
    if tail.startswith("(") and ")" not in scene.between(mention.end, figure.start):
        return True
    if mention.listing.kind == "private" and _TOLD_KO.match(tail):
        return False
    if _ACTED_KO.match(scene.between(mention.end, figure.start)) and scene.memory.stock:
        return False
    if _WITH_KO.match(tail):
        return _next_is_name(scene, mention)
    return not (NOT_SUBJECT_KO.match(tail) or beside_subject(scene, mention, figure))


_ITSELF = re.compile(
    r"(?: (?:Inc|Corp|Co|Ltd)\b\.?)?(?: ?\([^()]{1,24}\))?(?:,? (?:itself|themselves)\b| it (?:was|is)\b|, (?:which|who|whose)\b(?P<own>))"
)


def _goes_on(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell ``led by Nvidia, which fell 3%`` and ``, itself off 9%``: the name has a clause."""
    found = _ITSELF.match(scene.text, mention.end)
    if found is None or found["own"] is None:
        return found is not None
    return not re.search(r",(?! or )", scene.between(found.end(), figure.start))


_RELATIVE = re.compile(r",? (?:which|whose|who|where|that) [^,:;]*$")
_OWN_CLAUSE = caseless(r"\b(?:with|as|after|for|when|despite) (?:the |shares of |rival |fellow )*$")
_AGAINST = caseless(r"\b(?:against|versus|vs\.?) (?:a |an |the )?$")
_ITS_SHARES = re.compile(r"'s (?:[\w.-]+ ){0,2}(?:shares?|stock|ADRs?|receipts) ")


def _acts(scene: Scene, mention: Mention) -> bool:
    """Tell ``with the Nasdaq sliding 3%``: a verb follows the name, or its shares, at once."""
    end = _chain_end(scene, mention)
    later = next((m.start for m in scene.moves if m.start >= end), len(scene.text) + 99)
    return later - end <= 10 or _ITS_SHARES.fullmatch(scene.between(end, later)) is not None


def _chain_end(scene: Scene, mention: Mention) -> int:
    """Return where the names joined to this one end: ``with Foo and Bar each up 8%``."""
    last = mention
    for other in scene.mentions:
        last = other if coordinate_before(scene, other) is last else last
    return last.end


def _compared(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell ``against a Nasdaq down 1.5%`` and ``versus Foo's 31%``: the figure is its own."""
    moved = any(m.start == mention.end + 1 for m in scene.moves)
    return moved or scene.between(mention.end, figure.start) == "'s "


_MEMBERS = re.compile(r"(?: (?:index|gauge|measure))? of (?:the )?(?:[\w-]+ ){0,2}")


def _members(scene: Scene, mention: Mention) -> bool:
    """Tell ``the Philadelphia index of 30 chip makers``: what an index holds."""
    other = scene.mention_before(mention)
    if other is None or other.listing.kind != "index":
        return False
    return _MEMBERS.fullmatch(scene.between(other.end, mention.start)) is not None


def _fits_english(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Judge a name by the words before it."""
    head = scene.between(mention.start - 60, mention.start)
    if mention.listing.kind == "set" and _members(scene, mention):
        return False
    earlier = coordinate_before(scene, mention)
    if earlier is not None:
        return _can_be_subject(scene, earlier, figure)
    example, own_clause, governed = _led(head)
    if example or (own_clause and _acts(scene, mention)) or _goes_on(scene, mention, figure):
        return True
    if _AGAINST.search(head) and _compared(scene, mention, figure):
        return True
    relative = _RELATIVE.search(scene.between(0, mention.start)) is not None
    closed = relative and "," in scene.between(mention.end, figure.start)
    return not (governed or closed or between_commas(scene, mention, figure))


def governed(scene: Scene, mention: Mention) -> bool:
    """Tell whether the words before a name make it no subject: ``a rival of Foo``."""
    return _led(scene.between(mention.start - 60, mention.start))[2]


@lru_cache(maxsize=4096)
def _led(head: str) -> tuple[bool, bool, bool]:
    """Say what the words before a name make of it: an example, a clause's own subject, no subject."""
    part = _OF.search(head) is not None and _PRICE_OF.search(head) is None
    governed = part or NOT_SUBJECT.search(head) is not None
    return _EXAMPLES.search(head) is not None, _OWN_CLAUSE.search(head) is not None, governed


def _in_bracket(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell whether a name stands in brackets that close before the figure."""
    head = scene.between(0, mention.start)
    inside = head.rfind("(") > head.rfind(")")
    closed = ")" in scene.between(mention.end, figure.start)
    return inside and closed and not glossed(scene, mention)


def _next_is_name(scene: Scene, mention: Mention) -> bool:
    return any(m.start - mention.end <= 8 for m in scene.mentions if m.start >= mention.end)


_JOINED = re.compile(
    r"(?: ?\([^()]{1,24}\)|\)| \.?[A-Z]{2,6}(?:\.[A-Z]{1,2})?)?(?:,|,? and|,? or|&| plus|, as well as) (?:the )?|,? and (?:(?!(?:is|was|were|fell|rose|lost|said|has|had|in|on|by|to|after|as|its|that|which|whose)\b)[a-z-]+ ){1,3}|(?: ?\([^()]{1,24}\)|\))?(?: ?(?:ADR|주가))?(?:와|과|·|,|및|하고|/) ?|와 |과 | 및 |, "
)


_APPOSED = re.compile(r", (?!and )")


def coordinate_before(scene: Scene, mention: Mention) -> Mention | None:
    """Return the name that this one is joined to by a comma or ``and``."""
    other = scene.mention_before(mention)
    if other is None or not other.end < mention.start <= other.end + 60:
        return None
    if scene.text.startswith("'s ", mention.end) and _APPOSED.match(scene.text, other.end):
        return None  # "Foo, Bar's closest rival, rose 3%"
    return other if _JOINED.fullmatch(scene.between(other.end, mention.start)) else None


def _coordinated(scene: Scene, mention: Mention, figure: Figure) -> list[Mention]:
    """Return the name and the names joined to it, where one figure is stated of all."""
    chain = [mention]
    between = [f for f in scene.figures if mention.end <= f.start < figure.start]
    while not between and (before := coordinate_before(scene, chain[0])) is not None:
        if any(before.end <= f.start < mention.start for f in scene.figures):
            break
        chain.insert(0, before)
    kinds = {m.listing.kind for m in chain}
    return chain if kinds <= {"stock", "index", "etf", "future"} else [mention]


def _runs(scene: Scene) -> list[tuple[list[Mention], list[int]]]:
    """Pair each run of joined names with the run of figures that follows it."""
    pairs: list[tuple[list[Mention], list[int]]] = []
    names: list[Mention] = []
    for mention in scene.mentions:
        joined = names and coordinate_before(scene, mention) is names[-1]
        names = [*names, mention] if joined else [mention]
        if len(names) < 2:
            continue
        stop = next((m.start for m in scene.mentions if m.start >= mention.end), len(scene.text))
        rest = [i for i, f in enumerate(scene.figures) if mention.end <= f.start < stop]
        if len(rest) >= len(names):
            pairs.append((names, rest))
    return pairs


def _distributed(scene: Scene, index: int) -> Mention | None:
    """Deal figures out to names: ``A and B rose 3% and 2%, respectively``."""
    for names, rest in _runs(scene):
        first, kind = scene.figures[rest[0]].kind, scene.figures[index].kind
        run = [i for i in rest if scene.figures[i].kind == kind]
        gaps = [
            scene.between(scene.figures[a].end, scene.figures[b].start) for a, b in pairwise(run)
        ]
        listed = all(
            re.fullmatch(r"[^.;]{0,22}", g)
            and (re.search(r"[,·]| and |와|과|/", g) or g.strip() == "")
            for g in gaps[: len(names) - 1]
        )
        named = re.search(
            r"respectively|각각|순으로", scene.between(names[0].start, len(scene.text))
        )
        whole = len(run) == len(names) or (named and len(run) % len(names) == 0)
        if len(run) < len(names) or (kind != first and not named):
            continue
        if listed and (named or whole) and index in run[: len(run) if whole else len(names)]:
            return names[run.index(index) % len(names)]
    return None


def _speaks_of_shares(scene: Scene, figure: Figure) -> bool:
    """Tell ``Bloomberg put it down to a 17% fall in the shares``: the topic's shares are meant."""
    near = scene.between(scene.clause_start(figure.start), figure.end + 40)
    return (
        bool(re.search(r"\b(?:the|its) (?:shares?|stock)\b|주가", near))
        and _topic(scene, figure) is not None
    )


_IT = re.compile(r"It\b|그것은|이는 ")
_OF_SHARES = re.compile(r"(?:The |Its )?(?:[Ss]hares|[Ss]tock)\b")


def _topic(scene: Scene, figure: Figure) -> Listing | None:
    """Return what the text has been speaking of, of the kind that the figure needs."""
    memory = scene.memory
    if figure.kind in {"points", "bare"}:
        price = figure.kind == "bare" and memory.index is None and figure.value[-3:-2] == "."
        return memory.stock if price else memory.index
    if figure.kind == "usd":
        elsewhere = memory.last is not None and memory.last.kind == "unknown"
        return UNKNOWN if elsewhere and _IT.match(scene.text) else memory.stock
    near = scene.between(scene.clause_start(figure.start), figure.end)
    if re.search(r"\b(?:index|gauge|benchmark)\b|지수", near):
        return memory.index
    if re.search(r"\b(?:shares?|stock|company|chipmaker)\b|주가|주식|회사|시총", near):
        return memory.stock
    if re.search(r"\b(?:they|it)\b", near) and _OF_SHARES.match(scene.text):
        return memory.stock
    return memory.last

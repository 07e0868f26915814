"""Whose figure it is: bind each figure to a name of its sentence, or to the topic."""

import re
from functools import lru_cache
from itertools import pairwise

from eventstudy.reading.caseless import caseless
from eventstudy.reading.lexicon import Listing, Mention
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

UNKNOWN = Listing((), "unknown")

NOT_SUBJECT = caseless(
    r"\b(?:by|with|to|from|against|than|for|after|via|into|following|versus|vs\.?|like|including|include|includes|behind|over|on|about|at|using|beat|beating|matched|besides|"
    r"between|toward|outperforming|underperforming|trailing|owns?|buying|supplies|supplying|despite|amid|called|named|through|as)"
    r"(?: (?:the|its|their|rival|rivals|fellow|such|chipmaker|giant|AI|peers?|companies|firms|customers?|names|stocks|benchmark|broader|tech-heavy|a|an|as|market leader)){0,3} ?$",
)
_EXAMPLES = re.compile(
    r"\b(?:names|stocks|shares|companies|peers|giants|chipmakers|firms|rivals|players|heavyweights|makers|bellwethers|leaders|favou?rites|winners|losers|suppliers|stalwarts),? (?:such as|like|including)(?: (?:the|chipmaker|giant))? $"
)
_OF = caseless(r"\b(?:of|in)(?: (?:the|its|chipmaker|giant|chip|AI))*:? $")
_PRICE_OF = caseless(
    r"(?:shares?|stocks?|value|price|cap|capitali[sz]ation|worth|index|gains?|loss(?:es)?|drops?|declines?|falls?|jumps?|plunge|rise|rally|surge|slump|tumble|sell-?off|slide|advance|increase|decrease|pullback|weakness|strength|moves?)"
    r"(?: (?:of|in)(?: (?:the|its|chipmaker|giant|chip|AI))*:? )$",
)
_POSTPOSED = caseless(
    r"^[\s,)]*(?:(?:in|for|of|by|at|from|off|on|among)\s+)(?:(?:the|its|shares?|stocks?|of|in|market|value|worth|valuation|price|cap|capitalization|combined|Class|A|benchmark|tech-heavy|heavyweight|chipmaker|giant|AI|chip|chips|darling|"
    r"bellwether|rival|peer|index|leader|titan|behemoth|designer|maker|software|cloud|iPhone|social|media|parent|company|blue-chip|broader|broad-market)\s+)*$",
)
NOT_SUBJECT_KO = re.compile(
    r"^(?:\([^)]*\))?(?:그룹|사|사의)?(?:보다|에 비해|에 이어|에 이은|대비|에서(?!는|도)|에게|로부터|와의|과의|을|를|처럼|에 (?!대한)|으로|로 |등에|와는|과는|에 대한|을 포함|향 |용 )"
)
_WITH_KO = re.compile(r"^(?:와|과|하고|랑) ")
_GENERIC_KO = re.compile(
    r"(?:주가|종가|시총|시가총액|하락폭|낙폭|상승폭|하락률|상승률|가격|거래|회사|주식|지수|이날|이는|이때|수익률|때|장중|장|시장|증시|현재|개장|폭|률|액|손실|몸값|그|것|정규장|시간외|마감|초반|이후|하루|오전|오후|날|올해|만|후|뒤|들어|특히|결국|최종|한때|낙폭도|분|주도|선|대비|최대|저점|고점|거래량|시가|그것|이|동사|당사|종목|사흘|이틀|일|월|해|연초|기준|시세|주)$"
)
_SUBJECT_KO = re.compile(
    r"([가-힣A-Za-z&.]{2,16}?)(?:\([^)]{1,20}\))?(?:은|는|이|가|도) (?:[^가-힣]{0,2}|약 |무려 |각각 |장중 |하루 |이날 |한때 |전날보다 |전일 대비 |전날 |전 거래일보다 |전장보다 |전장 대비 |전 거래일 대비 )*$"
)
_COMMON_EN = frozenset(
    re.findall(
        r"\S+",
        "The It Its They Shares Share Stock Stocks That This On In At By And But After Before As While Meanwhile "
        "However Gains Losses Still Yet Both Each All Then There Here He She We You I Monday Tuesday Wednesday Thursday "
        "Friday Trading Futures Premarket Pre-market Having Since With For From Over During When Investors Traders "
        "Markets Market Another An A Not No So Also Earlier Later Today Yesterday Overnight Last One More Some Most "
        "Only Even Just Now Indeed Analysts Overall Separately Elsewhere Down Up Closing Price Prices Early Late U.S. "
        "US AI CEO Wall Street Tech Chip Class Inc Corp Company January February March April May June July August "
        "September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Total Value Roughly About "
        "Nearly Almost More Around Those These Among Of To Index If Despite Following Amid Because Although Though What "
        "That's It's ",
    )
)


def subjects_of(scene: Scene, index: int, move: Move | None) -> tuple[list[Listing], str]:
    """Return what a figure is about and the rule that said so.

    Several listings mean that the figure is stated of each. An empty list means
    that no name can be given; ``UNKNOWN`` that a name stands there that is not
    in the lexicon.
    """
    figure = scene.figures[index]
    shared = _distributed(scene, index)
    if shared is not None:
        return [shared.listing], "respectively"
    if scene.language == "en":
        behind = _postposed(scene, figure, move)
        if behind is not None:
            return [behind.listing], "name after the figure"
    ahead = _ahead(scene, figure, move)
    if ahead is not None and _newly_named(scene, ahead, figure, move):
        return [UNKNOWN], "a name not in the lexicon"
    told = (
        ahead is not None and ahead.listing.kind == "private" and _speaks_of_shares(scene, figure)
    )
    if ahead is not None and not told:
        return [m.listing for m in _coordinated(scene, ahead, figure)], "name before the figure"
    return _carried_over(scene, figure, move, told)


def _carried_over(
    scene: Scene, figure: Figure, move: Move | None, told: bool
) -> tuple[list[Listing], str]:
    """Take the topic of the text, unless a name that the lexicon lacks stands there."""
    if not told and _unknown(scene, figure, move):
        return [UNKNOWN], "a name not in the lexicon"
    topic = _topic(scene, figure)
    if figure.sign and move is None and not scene.words.price.search(scene.text):
        return [], "a signed figure without a name"
    return ([topic], "topic carried over") if topic else ([], "no name")


def _ahead(scene: Scene, figure: Figure, move: Move | None) -> Mention | None:
    """Return the nearest name before the figure that can be its subject."""
    before = [m for m in scene.mentions if m.end <= figure.start]
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


def _can_be_subject(scene: Scene, mention: Mention, figure: Figure) -> bool:
    rule = _fits_korean if scene.language == "ko" else _fits_english
    return not _in_bracket(scene, mention, figure) and rule(scene, mention, figure)


_SET_SUBJECT = re.compile(r"(?:들|주)?(?:[은는이가도]|,| (?:일제히|모두|동반|전부|나란히|약 |\d))")


def _fits_korean(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Judge a name by the particle behind it."""
    tail = scene.text[mention.end : mention.end + 12]
    if mention.listing.kind == "set" and not _SET_SUBJECT.match(tail):
        return False
    if tail.startswith("(") and ")" not in scene.between(mention.end, figure.start):
        return True
    if _WITH_KO.match(tail):
        return _next_is_name(scene, mention)
    return not NOT_SUBJECT_KO.match(tail) and not _embedded(scene, mention, figure)


_RELATIVE = re.compile(r",? (?:which|whose|who|where|that) [^,:;]*$")
_OWN_CLAUSE = caseless(r"\b(?:with|as|after|for|when|despite) (?:the |shares of |rival |fellow )*$")


def _acts(scene: Scene, mention: Mention) -> bool:
    """Tell ``with the Nasdaq sliding 3%``: a verb follows the name at once."""
    gap = next((m.start - mention.end for m in scene.moves if m.start >= mention.end), 99)
    return gap <= 10


def _fits_english(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Judge a name by the words before it."""
    head = scene.between(mention.start - 60, mention.start)
    earlier = _coordinate_before(scene, mention)
    if earlier is not None:
        return _can_be_subject(scene, earlier, figure)
    example, own_clause, governed = _led(head)
    if example or (own_clause and _acts(scene, mention)):
        return True
    if governed:
        return False
    relative = _RELATIVE.search(scene.between(0, mention.start))
    return not (relative and "," in scene.between(mention.end, figure.start))


@lru_cache(maxsize=4096)
def _led(head: str) -> tuple[bool, bool, bool]:
    """Say what the words before a name make of it: an example, a clause's own subject, no subject."""
    part = _OF.search(head) is not None and _PRICE_OF.search(head) is None
    governed = part or NOT_SUBJECT.search(head) is not None
    return _EXAMPLES.search(head) is not None, _OWN_CLAUSE.search(head) is not None, governed


_REPORTED = re.compile(
    r"(?:다는|라는|이란|단) (?:소식|보도|전망|발표|우려|기대|관측|분석|평가|점|이유|말|의혹|루머|사실)|(?:하자|하면서|했다고|하겠다고|[가-힣]다고)[ ,]"
)


def _embedded(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell the subject of a reported clause: ``애플은 버크셔가 팔았다는 소식에 4% 내렸다``."""
    if scene.text[mention.end : mention.end + 1] not in {"이", "가"}:
        return False
    topic = any(
        scene.text[m.end : m.end + 1] in {"은", "는"}
        for m in scene.mentions
        if m.end < mention.start
    )
    return topic and bool(_REPORTED.search(scene.between(mention.end, figure.start)))


def _in_bracket(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell whether a name stands in brackets that close before the figure."""
    head = scene.between(0, mention.start)
    inside = head.rfind("(") > head.rfind(")")
    return inside and ")" in scene.between(mention.end, figure.start)


def _next_is_name(scene: Scene, mention: Mention) -> bool:
    return any(m.start - mention.end <= 8 for m in scene.mentions if m.start >= mention.end)


_JOINED = re.compile(
    r"(?:,|,? and|,? or|&| plus|, as well as) (?:the )?|,? and (?:(?!(?:is|was|were|fell|rose|lost|said|has|had|in|on|by|to|after|as|its|that|which|whose)\b)[a-z-]+ ){1,3}|(?:와|과|·|,|및|하고|/) ?|와 |과 | 및 |, "
)


def _coordinate_before(scene: Scene, mention: Mention) -> Mention | None:
    """Return the name that this one is joined to by a comma or ``and``."""
    other = scene.mention_before(mention)
    if other is None or not other.end < mention.start <= other.end + 60:
        return None
    return other if _JOINED.fullmatch(scene.between(other.end, mention.start)) else None


def _coordinated(scene: Scene, mention: Mention, figure: Figure) -> list[Mention]:
    """Return the name and the names joined to it, where one figure is stated of all."""
    chain = [mention]
    between = [f for f in scene.figures if mention.end <= f.start < figure.start]
    while not between and (before := _coordinate_before(scene, chain[0])) is not None:
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
        joined = names and _coordinate_before(scene, mention) is names[-1]
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
        first = scene.figures[rest[0]].kind
        run = [i for i in rest if scene.figures[i].kind == first]
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
        if listed and (named or len(run) == len(names)) and index in run[: len(names)]:
            return names[run.index(index)]
    return None


def _postposed(scene: Scene, figure: Figure, move: Move | None) -> Mention | None:
    """Find ``a 17% plunge in Nvidia`` and ``$589 billion off Nvidia's value``."""
    begin = figure.end
    if (
        move
        and move.start >= begin
        and not any(begin <= m.start < move.start for m in scene.mentions)
    ):
        begin = move.end
    following = next((m for m in scene.mentions if m.start >= begin), None)
    if following is None or any(begin <= f.start < following.start for f in scene.figures):
        return None
    gap = scene.between(begin, following.start)
    noun = (
        move is None
        or move.start >= figure.end
        or bool(re.search(r"\bof\b[^.;,]{0,20}$", scene.between(move.end, figure.start)))
        or figure.scaled
    )
    if not noun or not _POSTPOSED.match(gap):
        return None
    return following if not re.match(r"\s*(?:on|at)\s", gap) or figure.scaled else None


def _unknown(scene: Scene, figure: Figure, move: Move | None) -> bool:
    """Tell whether a name that the lexicon lacks stands where the subject stands."""
    if scene.language == "ko":
        found = _SUBJECT_KO.search(scene.between(figure.start - 40, figure.start))
        return (
            found is not None
            and not _GENERIC_KO.search(found.group(1))
            and not _verbal(found.group(1))
        )
    start = max(scene.clause_start(figure.start), figure.start - 150)
    end = move.start if move and start <= move.start < figure.start else figure.start
    stretch = scene.between(start, end)
    words = re.findall(r"[A-Za-z][\w.&'-]*", stretch)
    opener = start == 0 and len(words) > 1 and not words[1][0].isupper() and "'s" not in words[0]
    words = words[1:] if opener else words
    names = [w for w in words if w[0].isupper() and w.removesuffix("'s") not in _COMMON_EN]
    return bool(names) and not caseless(r"\b(?:its|their|the|his)\s+(?:shares?|stocks?)\b").search(
        scene.between(start, end)
    )


_NEW_EN = re.compile(
    r"(?:, |; |\band |\bwhile |\bbut )(?:the )?([A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})(?:'s)?(?: shares| stock)?(?: (?:was|were|is|are|also|has|had))* $"
)
_NEW_KO = re.compile(r"[,·▲] ?([가-힣A-Z][가-힣A-Za-z&]{1,11}) ?$")
_NOT_NAMES_KO = re.compile(
    r"^(?:약|무려|최대|한때|장중|각각|하루|전일|전날|거의|현재|최고|최저|이날|주가|종가|낙폭|상승|하락|시총|올해|특히|다만|반면|장|이후|나머지|각|총|또|정규장|시간외|개장|마감|오전|오후|단숨|순식|지수|시가|평균|이틀|사흘|일주일|연초|지난|전주|주간)"
)


def _newly_named(scene: Scene, ahead: Mention, figure: Figure, move: Move | None) -> bool:
    """Tell ``Dell fell 19%, Foo lost 15%``: a name not in the lexicon stands nearer."""
    if scene.language == "ko":
        behind = scene.between(ahead.end, figure.start)
        named = _SUBJECT_KO.search(behind[-40:]) if len(behind) > 3 else None
        inside = named is not None and len(behind) >= len(named.group())
        marked = named is not None and re.search(r"(?:은|는|도) ", named.group())
        if inside and marked and named is not None and _is_name(named.group(1)):
            return any(ahead.end <= f.start < figure.start for f in scene.figures)
        listed = _NEW_KO.search(behind)
        return bool(
            listed and not _NOT_NAMES_KO.match(listed.group(1)) and _is_name(listed.group(1))
        )
    end = move.start if move and ahead.end <= move.start < figure.start else figure.start
    found = _NEW_EN.search(scene.between(ahead.end, end))
    return found is not None and found.group(1).split()[0] not in _COMMON_EN


def _is_name(word: str) -> bool:
    return not _GENERIC_KO.search(word) and not _verbal(word)


def _speaks_of_shares(scene: Scene, figure: Figure) -> bool:
    """Tell ``Bloomberg put it down to a 17% fall in the shares``: the topic's shares are meant."""
    near = scene.between(scene.clause_start(figure.start), figure.end + 40)
    return (
        bool(re.search(r"\b(?:the|its) (?:shares?|stock)\b|주가", near))
        and _topic(scene, figure) is not None
    )


def _verbal(word: str) -> bool:
    """Tell a verb form that only looks like a noun with a particle."""
    return bool(
        re.search(
            r"(?:하|되|있|없|였|었|았|겠|시키|나타나|보이|달하|에서|에게|까지|부터|로|에|다|던|까|많|같)$",
            word,
        )
    )


def _topic(scene: Scene, figure: Figure) -> Listing | None:
    """Return what the text has been speaking of, of the kind that the figure needs."""
    memory = scene.memory
    if figure.kind in {"points", "bare"}:
        return memory.index
    if figure.kind == "usd":
        return memory.stock
    near = scene.between(scene.clause_start(figure.start), figure.end)
    if re.search(r"\b(?:index|gauge|benchmark)\b|지수", near):
        return memory.index
    if re.search(r"\b(?:shares?|stock|company|chipmaker)\b|주가|종가|주식|회사|시총", near):
        return memory.stock
    return memory.last

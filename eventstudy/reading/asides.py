"""Figures that are not about prices: revenue, stakes, scores, targets, forecasts."""

import re
from functools import cache

from eventstudy.reading.caseless import Caseless, caseless
from eventstudy.reading.passing import resumption
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

_STOPPERS = "on|after|as|following|despite|amid|to|and|but|when|while|because|since|with|from|before|by|thanks|ahead|even|at|against|or|versus|for|in|this|last|if|unless|until|so|its|their|that|which|stock|shares|who|said"
_REASON_EN = caseless(
    r"\b(?:on|after|following|despite|amid|over|beat|beats|missed|from|by|as|thanks to|with|about|of)\b(?: [\w'-]+){0,3} ?$",
)
_REASON_KO = re.compile(
    r"^에[ ,]|^에도[ ,]|^설[에로]도? |(?:소문|루머)[에로]|음에도|고도[ ,]|(?:다는|라는|란|없는|인) [가-힣 ]{1,12}에[ ,]|[언발][급언]에[ ,]|^ ?(?:하나|덕|때문)[로으에]|발표|호조|부진|쇼크|실망|우려|기대|소식|영향|여파|힘입|덕|앞두고|심리|의견|하자|면서|지만|는데|으며|하며|고서|후[ ,]|뒤[ ,]|이후|에 따라|때문|로 인해|에도 불구|하고[ ,]|되자|되며|[가-힣]고[ ,]|[가-힣]며[ ,]|[가-힣]자[ ,]|논란|경쟁|관련주|이슈|리스크|압박|충격|(?:이유|까닭|탓)(?: 하나)?(?:로|에|만으로)|[은한인된른린낸힌] (?:(?:지난(?:달| ?주)?|이달|바로) ?)?(?:\d{1,2}일|[월화수목금]요일|당일|이날|다음 ?날|이튿날|직후)"
)
_PRICED_EN = caseless(r"\b(?:index|indexes|futures|shares|stock)\b")
_SKIPPED_EN = r"(?:of|in|for)?\s*(?:(?:the|its|their|a|an|all|his|our|total|annual|quarterly|year-over-year|yoy|global)\b)?\s*"


@cache
def _behind_en(nouns: Caseless) -> Caseless:
    return caseless(
        rf"^[\s-]*{_SKIPPED_EN}(?:(?!(?:{_STOPPERS})\b)[\w'&-]+\s+){{0,3}}?(?:{nouns.pattern})\b"
    )


@cache
def _of_en(nouns: Caseless) -> Caseless:
    return caseless(
        rf"^\s*(?:in|of|for|to)\s+(?:(?!(?:{_STOPPERS})\b)[\w'&-]+\s+){{0,4}}?(?:its |their )?(?:{nouns.pattern})\b"
    )


@cache
def _word(nouns: Caseless) -> Caseless:
    return caseless(rf"\b(?:{nouns.pattern})\b")


@cache
def _behind_ko(nouns: Caseless) -> Caseless:
    return caseless(
        rf"^(?:[가-힣]{{0,2}})? ?(?:추가 |보복 |상호 |신규 )?(?:의|이상의?|대의|규모의|수준의|어치의?|가량의?|인|짜리)? ?(?:[가-힣]{{1,4}}[한은된인] )?(?:{nouns.pattern})"
    )


def not_about_price(scene: Scene, figure: Figure, move: Move | None, begin: int) -> str:
    """Say what a figure is about when that is no price; empty when it may be one.

    ``begin`` is where its subject's name ends, or the clause begins.
    """
    rule = _korean if scene.language == "ko" else _english
    return rule(scene, figure, move, begin) or _forecast(scene, figure, move)


def _english(scene: Scene, figure: Figure, move: Move | None, begin: int) -> str:
    tail = re.split(r"[.;,()]", scene.between(figure.end, figure.end + 70))[0]
    lead = scene.between(max(begin, figure.start - 200), figure.start)
    # "whose cloud unit grew 29%, went the other way": another clause's verb
    own = None if move is not None and "," in scene.between(figure.end, move.start) else move
    if _COUNTED.search(scene.between(figure.start - 70, figure.start)):
        return "a change of what is counted"
    for what, nouns in scene.nouns:
        if _behind_en(nouns).match(tail) and not _market_value(scene, figure):
            return what
        if (
            move is not None
            and move.start >= figure.end
            and _of_en(nouns).match(scene.between(move.end, move.end + 60))
        ):
            return what
        if _governs_en(scene, nouns, lead, figure, own) or (
            _related(scene, nouns, begin)
            and not scene.words.price.search(scene.between(begin, figure.start))
        ):
            return what
    return ""


_COUNTED = re.compile(  # "delivered 310,400 cars in the quarter, up 6%"
    r"(?<![$\d.,])\d[\d,.]*(?: million| billion)? (?!points?|pts|percent|dollars?|days|weeks|months|years|hours|minutes|sessions|stocks|shares|times|names)[a-z]{3,}s(?: [a-z]+){0,4}, (?:(?:which (?:is|was) )?(?:up|down)|an? (?:rise|drop|gain|decline|fall|jump|increase) of) (?:(?:about|nearly|almost|roughly|more than|over) )?$"
)


def _market_value(scene: Scene, figure: Figure) -> bool:
    return figure.scaled and bool(
        scene.words.cap.search(scene.between(figure.end, figure.end + 60))
    )


_OF_NAME = re.compile(r" (?:in|of|at|for|from) (?:the )?")
_WHICH = re.compile(r",? (?:which|that) ?")


def _related(scene: Scene, nouns: Caseless, begin: int) -> bool:
    """Tell ``cloud sales, which rose 9%`` and ``sales at Foo rose 9%``: the noun's clause."""
    before = scene.between(begin - 40, begin)
    if any(_WHICH.fullmatch(before[m.end() :]) for m in _word(nouns).finditer(before)):
        return True
    name = next((m.start for m in scene.mentions if m.end == begin), 0)
    lead = scene.between(name - 40, name)
    return any(_OF_NAME.fullmatch(lead[m.end() :]) for m in _word(nouns).finditer(lead))


def _governs_en(
    scene: Scene, nouns: Caseless, lead: str, figure: Figure, move: Move | None
) -> bool:
    """Tell whether one of the nouns, and no price noun after it, leads to the figure."""
    found = list(_word(nouns).finditer(lead))
    if not found:
        return False
    noun = found[-1]
    rest = lead[noun.end() :]
    resumed = _RESUMED.search(rest) and _led_by_name(scene, figure.start - len(rest))
    if resumed or scene.words.price.search(rest):
        return False
    if _OWNED.fullmatch(lead[: noun.start()]) and _EXPLAINED.match(rest):
        return True
    over = _phrase_over(scene, figure.start - len(lead) + noun.start(), figure)
    if over or (move is not None and _led_away(scene, nouns, move)):
        return False
    if _PRICED_EN.search(lead[noun.start() :]):
        return False
    return not _starts_anew(rest, lead[: noun.start()])


# ``cheered for sales of $57 billion, was up 5%``: the noun has its figure, the subject goes on.
_RESUMED = caseless(
    r"\d[^,;]*, (?:and )?(?:it |they )?(?:also |still |then |briefly |initially )?(?:was|were|is|are|has|had|fell|rose|lost|gained|dropped|jumped|slid|sank|climbed|added|closed|ended|finished|surged|soared|tumbled|plunged)\b"
)


_ASIDE = re.compile(r"(?: ?\([^()]{1,24}\))?, ")
_AT = re.compile(r"\b(?:[Aa]t|[Ff]or|[Ff]rom|[Ii]n|[Bb]y|[Oo]f|[Aa]s|[Ww]ith) $")


def _phrase_over(scene: Scene, noun: int, figure: Figure) -> bool:
    """Tell ``Foo, a night after posting sales of $5 billion, jumped 6%``: the noun's phrase is over."""
    comma = resumption(scene, figure)
    for name in scene.mentions:
        opened = _ASIDE.match(scene.text, name.end) if name.end < noun < comma else None
        if opened is None or _AT.search(scene.between(name.start - 6, name.start)):
            continue
        if not _MORE.search(scene.between(opened.end(), comma)):
            return True
    return False


_MORE = re.compile(r"[,;] ")


_OWNED = re.compile(r"'s (?:[\w-]+ ){0,3}")
_EXPLAINED = re.compile(r", [^,]{1,80}, ")  # "Foo's online revenue, its largest line, rose 9%"
_IT = re.compile(r"\b(?:it|its|they|shares|stock|company)\b", re.IGNORECASE)


def _led_by_name(scene: Scene, position: int) -> bool:
    """Tell whether a sentence has a subject before a noun; else the noun is the subject."""
    named = any(m.end <= position for m in scene.mentions)
    return named or _IT.search(scene.between(0, position)) is not None


_WHOSE = re.compile(
    r", (?:whose|which|who|where|with)\b[^;]*, (?:and |also |then |nevertheless |still |nonetheless |went [\w ]{1,24} and )?$"
)
_NO_VERB = re.compile(r"(?:up|down|higher|lower|off|plus|minus|\w+ing)$")


def _led_away(scene: Scene, nouns: Caseless, move: Move) -> bool:
    """Tell ``Tesla, whose deliveries fell 49%, cratered 15%``: the clause of the noun is over."""
    opened = _WHOSE.search(scene.between(0, move.start))
    finite = not _NO_VERB.match(scene.between(move.start, move.end).lower())
    return opened is not None and finite and _word(nouns).search(opened.group()) is not None


_APPOSED = re.compile(r",? (?:an?|or|representing an?|implying|reflecting an?|marking an?) ")


def _starts_anew(rest: str, before: str) -> bool:
    """Tell ``raised its guidance, jumping 35%`` from ``revenue was $18 billion, up 409%``."""
    if _APPOSED.fullmatch(rest):
        return False
    head, comma, tail = rest.rpartition(",")
    told = re.search(r"[\d$]|\b(?:was|were|is|of|came|totaled|hit|reached|at|to)\b", head)
    if comma and len(tail.split()) <= 3 and not told:
        return True
    reason = _REASON_EN.search(before) and ("," in rest or re.search(r"\band\b", rest))
    return bool(reason) and not told


def _korean(scene: Scene, figure: Figure, move: Move | None, begin: int) -> str:
    tail = scene.between(figure.end, figure.end + 24)
    lead = scene.between(max(begin, figure.start - 200), figure.start)
    for what, nouns in scene.nouns:
        if _behind_ko(nouns).match(tail):
            return what
        found = list(nouns.finditer(lead))
        if found:
            rest = _INDEX_OF.sub("", lead[found[-1].end() :], count=1)
            if not (
                scene.words.price.search(rest)
                or scene.words.cap.search(rest)
                or _REASON_KO.search(rest)
            ):
                return what
    return _against_a_month(scene, figure)


_MONTH_BEFORE = re.compile(
    r"전(?:월|분기|년)(?: ?동[월기])?(?: ?대비|비|보다)(?:로는|로도|론)?[^.,;\d]{0,12}$"
)


def _against_a_month(scene: Scene, figure: Figure) -> str:
    """Tell ``전월 대비로는 0.2% 내렸다`` without a name: an index of the economy, not of shares."""
    found = _MONTH_BEFORE.search(scene.between(figure.start - 30, figure.start))
    named = any(m.traded and m.end <= figure.start for m in scene.mentions)
    priced = scene.words.price.search(scene.between(0, figure.start))
    return "a change against a month or a year before" if found and not (named or priced) else ""


_INDEX_OF = re.compile(  # "물가지수", "심리지수(78.8)": an index of the economy, not of shares
    r"^[가-힣]{0,4}지수(?:\([^()]{1,16}\))?"
)


_SEVERAL_EN = re.compile(
    r"\b(?:\d+|dozens?(?: of)?|hundreds of|several|many|numerous|frequent|regular|few|multiple|some|any|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,2}(?:pullbacks|drops|declines|corrections|dips|slides|sell-?offs|rallies|falls|swings|moves|drawdowns|jumps|gains|losses|advances|days|sessions) of (?:at least |more than |about |up to |as much as |over )?$"
)
_SEVERAL_KO = re.compile(
    r"[이가을를]? ?(?:이상|넘는|안팎의?|넘게)?(?:의)? ?(?:급?하락|조정|급락|급등|폭락|상승|등락|낙폭)[은는이가을를한하]{0,2} ?(?:[가-힣\d]+ ){0,2}(?:차례|번|회)(?![가-힣])"
)


def _several(scene: Scene, figure: Figure) -> bool:
    """Tell ``a dozen pullbacks of 10%``: moves that are counted, none of them told."""
    if scene.language == "ko":
        return _SEVERAL_KO.match(scene.between(figure.end, figure.end + 40)) is not None
    return _SEVERAL_EN.search(scene.between(figure.start - 60, figure.start)) is not None


_EXPECTED = re.compile(
    r"(?:(?:예상|전망|추정|예측)치?\(|컨센서스\(|\((?:시장 ?)?(?:예상|전망|추정|예측)치?[: ] ?|\((?:컨센서스|(?:[Ee]xp(?:ected)?|[Ee]st(?:imate)?|[Cc]ons(?:ensus)?|[Ff]orecast)\.?)[: ] ?)$"
)
_SET_KO = re.compile(r"(?:선|대)?으?로 ?(?:각각 )?(?:상향|하향|제시|높여 ?잡|올려 ?잡|낮춰 ?잡)")


_ESTIMATED = re.compile(
    r"(?:예상치|예상값|전망치|추정치|컨센서스|시장 ?예상|시장 ?전망)[는은가이] [^.,]{0,20}$"
)


def _expected(scene: Scene, figure: Figure) -> bool:
    """Tell ``예상치(0.3%)``, ``예상치는 0.3%``, ``(exp. 51.0)``, ``상단을 4,900으로 상향``: an estimate."""
    if _ESTIMATED.search(scene.between(figure.start - 40, figure.start)):
        return True
    if _EXPECTED.search(scene.between(figure.start - 14, figure.start)):
        return True
    return _SET_KO.match(scene.text, figure.end) is not None


_AHEAD_KO = re.compile(
    r"[^,.\d]{0,8}[을를] (?:점[치친쳤]|예상|전망|내다[보봤본]|기대|예측|우려)|[^,.]{0,20}[을를할될릴올질날갈뛸칠설] 것(?:으로|이라고?) ?(?:예상|전망|보[고았며]|봤|본|내다|추정|예측|관측)"
)


def _forecast(scene: Scene, figure: Figure, move: Move | None) -> str:
    """Tell forecasts, conditions and counts of moves from statements of fact."""
    if figure.kind == "percent" and _several(scene, figure):
        return "moves counted, not told"
    if _DEFINED.search(scene.between(figure.start - 60, figure.start)):
        return "a definition"
    if _expected(scene, figure) or _AHEAD_KO.match(scene.text, figure.end):
        return "a forecast or condition"
    modal = scene.words.modal
    if scene.language == "ko":
        end = move.end if move else figure.end
        return "a forecast or condition" if modal.search(scene.between(end, end + 30)) else ""
    start = max(scene.clause_start(figure.start), figure.start - 70)
    lead = scene.between(start, min(figure.start, move.start if move else figure.start))
    lead = lead if "," not in lead else lead.rsplit(",", 1)[1]
    held = [m.end() for m in modal.finditer(lead)]
    return "a forecast or condition" if held and not _CAUSED.search(lead[held[-1] :]) else ""


_DEFINED = re.compile(  # "a correction is when a stock falls 10% or more"
    r"\b(?:when|if|whenever|once|where|any time) (?:an?|any|some) (?:\w+ )?(?:stock|share|index|company|market|benchmark)\b[^.;,\d]{0,30}$"
)
_CAUSED = re.compile(  # "a forecast from Foo sent the stock 5% higher"
    r"\b(?:sent|lifted|pushed|drove|sparked|helped|dragged|knocked|pulled|boosted|triggered)\b"
)

"""Names that the lexicon lacks: they are never guessed, and no other name takes their figures."""

import re

from eventstudy.reading.caseless import caseless
from eventstudy.reading.lexicon import Mention
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

_GENERIC_KO = re.compile(
    r"(?:개장가|시초가|고가|저가|장중가|마감가|최고가|최저가|ADR|ADS|예탁증서|주가|종가|시총|시가총액|하락폭|낙폭|상승폭|하락률|상승률|가격|거래|회사|주식|지수|이날|이는|이때|수익률|때|장중|장|시장|증시|현재|개장|폭|률|액|손실|몸값|그|것|정규장|시간외|마감|초반|이후|하루|오전|오후|날|올해|만|후|뒤|들어|특히|결국|최종|한때|낙폭도|분|주도|선|대비|들어서|시초|성적|최대|저점|고점|거래량|시가|그것|이|동사|당사|종목|사흘|이틀|일|월|해|연초|기준|시세|어제|그제|그저께|오늘|전일|전날|당일|이튿날|주|년간|달간|개월간|일간|기간)$"
)


_SUBJECT_KO = re.compile(
    r"([가-힣A-Za-z&.]{2,16}?)(?:\([^)]{1,20}\))?(?:은|는|이|가|도) (?:[^가-힣]{0,2}|약 |무려 |각각 |장중 |하루 |이날 |한때 |전날보다 |전일 대비 |전날 |전 거래일보다 |전장보다 |전장 대비 |전 거래일 대비 )*$"
)


# ``조르그테크 주가는 8.1% 하락했다``: whose price it is, unless that word is no name
_OWNER_KO = re.compile(
    r"(?:^|[.,\"'] ?)([가-힣]{4,12}|[A-Z][A-Za-z&.]{2,14}) (?:주가|시가총액)[는가도은이] (?:[^가-힣]{0,2}|약 |장중 |이날 |한때 |전날보다 |전일 대비 )*$"
)
_NOT_OWNER_KO = re.compile(
    r"(?:[에도로서고며자나만던다요의간해후뒤데면게히은는을를이가음째년월일써날여지니]|기업|업체|회사|종목|때문)$"
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
        "Nearly Almost More Around Close Open High Low Final Last Volume American Depositary ADRs ADSs ADR Over-the-counter Those These Among Of To Index If Despite Following Amid Because Although Though What "
        "That's It's New York-listed U.S.-listed US-listed Nasdaq-listed NYSE-listed New-York-listed American-listed ",
    )
)


def unknown(scene: Scene, figure: Figure, move: Move | None) -> bool:
    """Tell whether a name that the lexicon lacks stands where the subject stands."""
    if scene.language == "ko":
        lead = scene.between(figure.start - 40, figure.start)
        owner = _OWNER_KO.search(lead)
        if owner is not None and not _NOT_OWNER_KO.search(owner.group(1)):
            return True
        found = _SUBJECT_KO.search(lead)
        return found is not None and _is_name(found.group(1)) and not _moves(scene, figure, found)
    start = max(scene.clause_start(figure.start), figure.start - 150)
    end = move.start if move and start <= move.start < figure.start else figure.start
    stretch = scene.between(start, end)
    words = re.findall(r"[A-Za-z][\w.&'-]*", _unreferred(stretch))
    opener = (
        (start == 0 or scene.between(start - 2, start) == ": ")
        and len(words) > 1
        and not (words[0].isupper() and len(words[0]) > 1)
        and not words[1][0].isupper()
        and words[1] not in {"shares", "stock"}
        and "'s" not in words[0]
    )
    words = words[1:] if opener else words
    names = [w for w in words if w[0].isupper() and not _common(w.removesuffix("'s"))]
    return bool(names) and not caseless(r"\b(?:its|their|the|his)\s+(?:shares?|stocks?)\b").search(
        scene.between(start, end)
    )


def _common(word: str) -> bool:
    """Tell a word that only looks like a name, such as ``The`` and a loud ``BUT``."""
    return (
        word in _COMMON_EN
        or word.rstrip(".") in _COMMON_EN
        or (word.isupper() and word.capitalize() in _COMMON_EN)
    )


_EPITHET = re.compile(
    r"(?:[Ss]hares (?:of|in) )?(?:[Tt]he|[Ii]ts|[Tt]his) (?:[\w'-]+ ){0,2}?(?:company|firm|stock|shares|[a-z-]*maker|giant|group|parent|owner)\b(?!'s?)(?:,[^,]{1,80},)?"
)


def _unreferred(stretch: str) -> str:
    """Leave out what stands for the topic: ``Shares of the iPhone maker, its biggest, fell``."""
    stretch = _PLACE_EN.sub("", stretch.lstrip())
    found = _EPITHET.match(stretch) or _PRONOUN.match(stretch)
    return stretch[found.end() :] if found else stretch


_PLACE_EN = re.compile(r"\b(?:in|on) (?:New York|Wall Street|American|America)\b")
_PRONOUN = re.compile(
    r".{0,200}\b(?:it|they)(?: (?:has|have|had|is|are|was|were|still|now|also|already|since)){0,3} ?$"
)


_NEW_EN = re.compile(
    r"(?:, |; | [·|/•] |\band |\bwhile |\bbut |\b(?:dragging|lifting|sending|pushing|pulling|taking|knocking|driving|boosting) (?:shares of )?)(?:the )?([A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})(?:'s)?(?: shares| stock)?(?: (?:was|were|is|are|also|has|had))* $"
)


_NEW_KO = re.compile(r"[,·▲] ?([가-힣A-Z][가-힣A-Za-z&]{1,11}) ?$")


_NOT_NAMES_KO = re.compile(
    r"^(?:마이너스|플러스|약|무려|최대|한때|장중|각각|하루|전일|전날|거의|현재|최고|최저|이날|주가|종가|낙폭|상승|하락|시총|올해|특히|다만|반면|장|이후|나머지|각|총|또|정규장|시간외|개장|마감|오전|오후|단숨|순식|지수|시가|평균|YTD|MTD|WTD|QTD|월간|연간|누적|전월|이틀|사흘|일주일|연초|지난|전주|주간)"
)


_BRACKET = re.compile(r"(?:^|[ ·,/▲▼])([가-힣A-Za-z&]{3,20})\([-+]?$")
_NO_NAME = re.compile(r"(?:포인트|달러|퍼센트|대비|기준|종가|[은는이가을를의로고며])$")


def _bracketed(scene: Scene, ahead: Mention, figure: Figure) -> bool:
    """Tell ``시게이트(6.84%)`` behind another name: the bracket is its own."""
    found = _BRACKET.search(scene.between(ahead.end, figure.start))
    if found is None or _NO_NAME.search(found.group(1)) or not _is_name(found.group(1)):
        return False
    start = ahead.end + found.start(1)
    return not any(m.start < ahead.end + found.end(1) and m.end > start for m in scene.moves)


def newly_named(scene: Scene, ahead: Mention, figure: Figure, move: Move | None) -> bool:
    """Tell ``Dell fell 19%, Foo lost 15%``: a name not in the lexicon stands nearer."""
    if scene.language == "ko":
        if _bracketed(scene, ahead, figure):
            return True
        behind = scene.between(ahead.end, figure.start)
        named = _SUBJECT_KO.search(behind[-40:]) if len(behind) > 3 else None
        inside = named is not None and len(behind) >= len(named.group())
        marked = named is not None and re.search(r"(?:은|는|도) ", named.group())
        marked = marked or _ELLIPTIC.search(
            behind[: len(behind) - len(named.group()) + 1] if named else ""
        )
        if named is not None and _moves(scene, figure, named):
            return False
        if inside and marked and named is not None and _is_name(named.group(1)):
            return any(ahead.end <= f.start < figure.start for f in scene.figures)
        listed = _NEW_KO.search(behind)
        return bool(
            listed and not _NOT_NAMES_KO.match(listed.group(1)) and _is_name(listed.group(1))
        )
    end = move.start if move and ahead.end <= move.start < figure.start else figure.start
    found = _NEW_EN.search(scene.between(ahead.end, end))
    return found is not None and found.group(1).split()[0] not in _COMMON_EN


def _moves(scene: Scene, figure: Figure, found: re.Match[str]) -> bool:
    """Tell ``치솟은 95.90달러``: a verb, although it ends as a name with a particle does."""
    start = figure.start - (found.end() - found.start(1))
    return any(start <= m.start < figure.start for m in scene.moves)


_ELLIPTIC = re.compile(
    r"[%트] ?(?:넘게|가량|안팎|정도|이상|가까이)?, .?$"
)  # "A가 2%, B가 1% 내렸다"
_OWN_INDEX = re.compile(r"[가-힣]{3,}지수$")


def _is_name(word: str) -> bool:
    return not _generic(word) and not _verbal(word)


def _generic(word: str) -> bool:
    """Tell a word such as 주가 from a name; ``소비자심리지수`` is an index of its own."""
    return bool(_GENERIC_KO.search(word)) and not _OWN_INDEX.search(word)


def _verbal(word: str) -> bool:
    """Tell a verb form that only looks like a noun with a particle."""
    return bool(
        re.search(
            r"(?:하고|되고|하|되|있|없|였|었|았|겠|시키|나타나|보이|달하|에서|에게|까지|부터|로|에|에도|에는|에서도|다|던|까|많|같)$",
            word,
        )
    )

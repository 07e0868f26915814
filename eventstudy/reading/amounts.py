"""Points and dollars a share: a level or a change."""

import re
from decimal import Decimal

from eventstudy.reading.caseless import caseless
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

_TO_LEVEL = caseless(
    r"\b(?:to|at|of|above|below|near|around|about|hit|hits|hitting|reach(?:ed|es|ing)?|topped|tops|touch(?:ed|ing)?|past|through|under|over|crossed|from|against|level|price|is|was|mark|tag|breached|broke|close|low|high|far|beneath|toward|and|finishing|ending|closing|settling|closed|finished|ended|settled|trading|trade|trades|traded|changed hands for|changing hands for|fetch|fetches|fetched|fetching|printed)"
    r"(?: (?:just|about|around|nearly|roughly|a|an|the|record|new|all-time|high|low|of|close|at|as|only|price|share|intraday|session|its|approximately|over|under|above|below|close to|almost|little|bit))*[:\s,]*\(?$",
)
_SHARE_EN = caseless(
    r"\b(?:shares?|stocks?|per share|a share|apiece|each|clos(?:e|ed|es|ing)|trad(?:e|es|ed|ing)|opened|settled|finished|ended|price|low|high|premarket|pre-market|after-hours|chang(?:ed|ing) hands|quoted|fetch(?:ed|es|ing)|at the (?:open|bell))\b",
)

_TO_KO = re.compile(
    r"^(?:대|선)? ?(?:\([^)]{0,30}\) ?)?(?:가량|정도|수준|안팎|규모)?(?:으로|로|에서|에 ?(?:문|출발|시작|개장|열|이르|달하|머물|그치|육박|도달|근접|올라|마감|거래|장을|다시|안착|가까|바짝|턱|못)|를 ?(?:넘|돌파|밑|웃|기록|찍|회복|하회|상회|지키|유지|내|깨|반납|탈환|나타|가리|보[였이])|을 ?(?:넘|돌파|밑|웃|기록|찍|회복|하회|상회|내|깨|지키|나타|가리|보[였이])|가 ?(?:됐|되|돼|깨|무너|붕괴)|이 ?(?:됐|되|돼|깨|무너|붕괴)|까지|다[.\s]| ?(?:마감|종료|기록)|였|이?라는 (?:[가-힣]{1,4} ){0,2}(?:종가|가격|주가|숫자|최고점|최고치|고점|저점|최저치|수준|값)|짜리|이던|이다|이며|이었|인 |에|선)"
)


def direct_move(scene: Scene, figure: Figure) -> Move | None:
    """Return the move word that stands right at a figure, brackets and hedges between aside."""
    tail = scene.between(figure.end, figure.end + 60)
    gap = re.match(
        r"(?:[,;]? ?(?:or )?[(\[]?[^()\[\]가-힣]{0,24}(?:%|percent)[)\]]?,? ?|\([^)]{0,40}\))?\s*(?:가량|정도|이상|넘게|가까이|안팎|나|이나|씩|만큼|쯤|여|가 |이 |을 |를 |더 |각각 |수직 |추가 |추가로 |급격히 |크게 )?\s*",
        tail,
    )
    position = figure.end + (gap.end() if gap else 0)
    return next((m for m in scene.moves if 0 <= m.start - position <= 2), None)


def point_measure(scene: Scene, figure: Figure, move: Move | None, index: bool, sign: int) -> str:
    """Tell a level from a change, for points, bare numbers and dollars a share.

    Returns "" where the sentence decides neither.
    """
    if figure.line:
        aimed = _AIMED_KO.match(scene.between(figure.end, figure.end + 16))
        return "" if aimed else "level"
    if figure.kind == "points" and scene.text[figure.start : figure.end].endswith("-point"):
        return "point_change" if sign and direct_move(scene, figure) is not None else ""
    if figure.kind == "points" and re.match(
        r",? ?(?:or|equivalent to|또는|즉) (?:about |roughly |nearly |almost )?[\d.]+ ?(?:%|percent|퍼센트)",
        scene.between(figure.end, figure.end + 40),
    ):
        return "point_change"
    if figure.kind == "points" and _RESTATES.search(scene.between(figure.start - 24, figure.start)):
        return "point_change"
    rule = _point_korean if scene.language == "ko" else _point_english
    return rule(scene, figure, move, index, sign)


_AIMED_KO = re.compile(
    r"선?(?:대|마저|까지)?(?:을|를|에|도|이|가)? ?(?:위협|위태|노리|넘보|넘봤|도전|향해|향하|바라보|눈앞|목전|가시권|기대|전망|목표)"
)
_RESTATES = re.compile(
    r"(?:%|percent|per cent),? or (?:about |around |roughly |nearly |almost |some |more than |over )?$"
)


def _point_korean(scene: Scene, figure: Figure, move: Move | None, index: bool, sign: int) -> str:
    del sign
    tail = scene.between(figure.end, figure.end + 12)
    lead = scene.between(figure.start - 26, figure.start)
    if _CLOSE_IS.search(lead) or (figure.value[-3:-2] == "." and _AS_IT_IS.match(tail)):
        return "level" if _plausible(figure, index) else ""
    if re.match(
        r" ?(?:선|대)?(?:이|가|을|를|도|은|는|마저)? ?(?:다시 )?(?:붕괴|무너|깨|내주|내줬|뚫|회복|돌파|넘(?!게)|밑돌|하회|상회|아래|탈환|되찾)",
        tail,
    ):
        return "level" if _plausible(figure, index) else ""
    if (
        move is not None
        and move.end <= figure.start
        and move.end - move.start >= 2
        and _is_extent(scene, move)
        and not any(move.end <= f.start < figure.start for f in scene.figures)
    ):
        return "level" if re.search(r"주가로는|지수로는", lead) else "point_change"
    reached = re.match(
        r"(?: ?\([^)]{0,40}\))?(?:으로|로|까지|에서|에 )",
        scene.between(figure.end, figure.end + 46),
    )
    moved = direct_move(scene, figure)
    signed = moved is not None and scene.between(moved.start, moved.end) in _SIGNS
    if moved is not None and not reached and not signed:  # "180달러, 마이너스 3%" is a level
        return "point_change"
    listed = re.match(r" ?\([-+▲▼↑↓]", scene.between(figure.end, figure.end + 4))
    priced = (
        listed
        or _TO_KO.match(scene.between(figure.end, figure.end + 40))
        or re.search(
            r"(?:종가|주가|시초가|시가|개장가|고가|저가|저점|고점|최고가|최저가|가격)[가-힣 ]{0,6}$",
            lead,
        )
    )
    shaped = re.search(
        r"[가-힣](?:ㄴ|은|는|인|린|른|진|락한|승한|등한|한|운|뛴|던) (?:채 )?$", lead
    )
    ends = (
        figure.end >= len(scene.text.rstrip(". ●•▶◆◇■□▷▲△▼"))
        or re.match(r" ?[,.)(;/|…]", scene.between(figure.end, figure.end + 2)) is not None
    )
    if priced or shaped or ends:
        return "level" if _plausible(figure, index) else ""
    return ""


_CLOSE_IS = re.compile(
    r"(?:종가|시초가|시가|개장가|고가|저가|최고가|최저가|마감가)[는은가이] (?:약 )?$"
)
_AS_IT_IS = re.compile(r"이면 ")  # "4980.12면 고점에서 한 걸음이다"


def _is_extent(scene: Scene, move: Move) -> bool:
    return bool(re.search(r"(?:폭|률|액|분)$", scene.between(move.start, move.end)))


def _plausible(figure: Figure, index: bool) -> bool:
    """Refuse years and small counts as levels of an index."""
    if figure.kind != "bare":
        return True
    whole = "." not in figure.value
    year = whole and 1900 <= figure.number <= 2100 and not figure.line
    return index and not year and (not whole or 1000 <= figure.number < 80_000)


_AT_CLOSE = caseless(r"\s*(?:at|by|on) the (?:close|bell|open|end of the day|finish)\b")
_RESTATED = re.compile(
    r"(?:%|percent|per cent),? \$?$|(?:higher|lower|flat), \$?$"
)  # "-10%, $433.50"


_NOTED = re.compile(r", [-+]\d[\d.]*%")


def _noted(scene: Scene, figure: Figure) -> bool:
    """Tell ``SPX -103.40, 6,538`` and ``DJI 45,752, -0.84%``: a note's short hand."""
    changed = any(
        f.sign and f.kind in {"bare", "points"} and scene.between(f.end, figure.start) == ", "
        for f in scene.figures
    )
    named = any(m.end + 1 == figure.start for m in scene.mentions)
    return changed or (named and _NOTED.match(scene.text, figure.end) is not None)


_SIGNS = frozenset({"마이너스", "플러스"})


def _point_english(scene: Scene, figure: Figure, move: Move | None, index: bool, sign: int) -> str:
    lead = scene.between(figure.start - 48, figure.start)
    lead = re.split(r"[;]", lead)[-1]
    tail = scene.between(figure.end, figure.end + 30)
    if figure.kind == "bare":
        fell = move is not None and (
            _fell_by(scene, figure, move) or _points_down(scene, figure, move)
        )
        if sign and index and fell:
            return "point_change"
        shaped = _TO_LEVEL.search(lead) or re.search(r"[:(|]\s*$", lead) or _noted(scene, figure)
        return "level" if shaped and _plausible(figure, index) else ""
    beside = move is not None and 0 <= figure.start - move.end <= 2  # "up 90 points at the close"
    if (_TO_LEVEL.search(lead) and not _BY.search(lead)) or (_AT_CLOSE.match(tail) and not beside):
        return "level"
    if _CHANGE_NOUN_EN.match(tail):
        return "point_change"
    if figure.kind == "usd" and (_RESTATED.search(lead) or _PRICED_AT.search(lead)):
        return "level" if not _GAIN_OF.search(lead) else "point_change"
    return "point_change" if sign or (figure.kind == "usd" and _GAIN_OF.search(lead)) else ""


_IN_PERCENT = caseless(r",? ?(?:or |\()(?:about |around |nearly |roughly )?[\d.]+ ?(?:%|per ?cent)")


def _fell_by(scene: Scene, figure: Figure, move: Move) -> bool:
    """Tell ``sank 294.71, or 2.1%``: points without the word."""
    near = 0 <= figure.start - move.end <= 14
    tail = scene.between(figure.end, figure.end + 40)
    gap = scene.between(move.end, figure.start)
    beside = _BESIDE.fullmatch(gap) is not None and _goes_to(figure, tail)
    restated = _IN_PERCENT.match(tail) is not None or beside
    return near and restated and not _TO_LEVEL.search(gap)


_UP_TO = re.compile(
    r"\b(?:as much as|up to|by|about|nearly|almost|more than|over|was|were|is|been|being) $"
)


def _points_down(scene: Scene, figure: Figure, move: Move) -> bool:
    """Tell ``the Dow was as much as 1,140 lower``: points without the word, before the verb."""
    moved = scene.between(move.start, move.end).lower() in {"lower", "higher", "down", "up"}
    lead = scene.between(figure.start - 16, figure.start)
    return moved and move.start == figure.end + 1 and _UP_TO.search(lead) is not None


_BESIDE = re.compile(r" (?:(?:by|about|another|nearly|almost|roughly|more than|over) )?")
_REACHES = re.compile(r",? (?:to|at) (?:a (?:\w+ ){1,3}of )?(\d{1,3}(?:,\d{3})*\.\d\d)(?![\d%])")


def _goes_to(figure: Figure, tail: str) -> bool:
    """Tell ``was up 120.40 to 18,300.55``: so much, to there."""
    level = _REACHES.match(tail)
    return level is not None and Decimal(level.group(1).replace(",", "")) > 4 * figure.number


_ROW = re.compile(r" ?(?:지수)?[|:]? ?")
_ROW_END = re.compile(r" ?(?:$|[(,|;/·]|\.$)")


def volatility_level(scene: Scene, figure: Figure) -> bool:
    """Tell a level of the VIX, which may be printed whole: ``back under 20``, ``20선``."""
    if figure.kind not in {"bare", "points"} or figure.sign or not 8 <= figure.number <= 100:
        return False
    name = next(
        (m for m in scene.mentions if _ROW.fullmatch(scene.between(m.end, figure.start))), None
    )
    ends = _ROW_END.match(scene.text, figure.end) is not None
    if name is not None and ends and figure.value[-3:-2] == ".":
        return True
    if scene.language == "ko":
        tail = scene.between(figure.end, figure.end + 40)
        return figure.line or _TO_KO.match(tail) is not None
    return _TO_LEVEL.search(scene.between(figure.start - 48, figure.start)) is not None


_BY = re.compile(
    r"\b(?:by|of) (?:about |around |nearly |roughly |some |over |more than |as much as )?$"
)
_CHANGE_NOUN_EN = caseless(
    r"\s*(?:higher|lower|better|worse|up|down|gain|drop|loss|decline|jump|surge|fall|plunge|slide|advance|rally|increase|decrease|a share (?:higher|lower))\b"
)
_GAIN_OF = re.compile(
    r"\b(?:gain|loss|drop|fall|decline|rise|increase|jump) of (?:about |around |nearly )?$"
)
_PRICED_AT = re.compile(
    r"(?:price|low|high|close|record) of (?:just |about |around |nearly )?$|[:|(]\s*$|@ ?$"
)
_MOVED_TO = caseless(
    r"\d ?(?:%|per ?cent|percent),? to (?:(?:a|an|the|about|just|around|over|under|nearly|record|new|all-time|high|low|of|close|at) )*\$?$"
)


_RANGE = re.compile(  # "$60-90bn"
    r" ?(?:-|–|~|to) ?\$?\d[\d.,]* ?(?:bn|tn|mn|billion|trillion|million|[BTM]\b)"
)
_ASIDE = re.compile(r"^[^()]*\)|\([^()]*\)")  # "(Buy, target $180)"
_SIGNED_EN = re.compile(r" ?\(?[-+]\d[\d.]* ?%")  # "Dell: $92.10 (-3.3%)"
_SIGNED_KO = re.compile(r"[-+▲▼]\d[\d.]*%[()]?,? ?$|%[↑↓] ?$")


_THRESHOLD = re.compile(
    r"(?:선|대)?[을를에도] ?(?:[가-힣]{1,4} )?(?:넘|돌파|밑돌|웃돌|찍|회복|내주|내줬|터치|근접|육박)"
)


_DEALT_KO = re.compile(
    r"(?:선|대)?에 ?(?:[가-힣\d]{1,5} )?(?:팔|샀|사서|사고|사들|매도|매수|물렸|물려|손절|익절|담았|담아|들어갔|들어가|정리)"
)
_OWN_PRICE_KO = re.compile(
    r"(?:평단가?|평균 ?단가|평균 ?매[수입](?:가|단가|가격)|매[수입] ?단가|매[수입]가|취득가|물타기|추격 ?매수)[^.,]{0,20}$"
)
_DEALT_EN = caseless(
    r"\b(?:I|we|he|she|who|they|insiders?|my \w+|director|executive|chief) (?:\w+ ){0,2}(?:bought|sold|buy|sell|picked up|got in|got out|bailed)\b[^.;$]{0,40}\b(?:at|for) (?:about |around )?\$?$"
)


def _dealt(scene: Scene, figure: Figure) -> bool:
    """Tell what somebody paid: ``I sold it at $120``, ``인텔을 20달러에 샀다``."""
    if scene.language == "ko":
        own = _OWN_PRICE_KO.search(scene.between(figure.start - 30, figure.start)) is not None
        return own or _DEALT_KO.match(scene.text, figure.end) is not None
    return _DEALT_EN.search(scene.between(figure.start - 80, figure.start)) is not None


def states_share_price(scene: Scene, figure: Figure) -> bool:
    """Tell whether unscaled dollars can be a share's price, not a target or a fee."""
    if _RANGE.match(scene.text, figure.end) or _dealt(scene, figure):
        return False
    if _MOVED_TO.search(scene.between(figure.start - 40, figure.start)):
        return figure.number < 20_000
    lead = _ASIDE.sub("", scene.between(figure.start - 60, figure.start))
    around = lead + scene.between(figure.start, figure.end + 30)
    if scene.words.target.search(around) or (
        scene.memory.passage == "target"
        and not (_SHARE_EN.search(around) or scene.words.price.search(around) or scene.moves)
    ):
        return False
    if scene.language == "ko":
        dollars = figure.number * (10_000 if figure.scale == "만 USD" else 1)
        if dollars >= 20_000 or re.match(
            r" ?(?:의|어치|상당|규모)", scene.text[figure.end : figure.end + 4]
        ):
            return False
        return bool(
            scene.words.price.search(scene.text)
            or scene.moves
            or _SIGNED_KO.search(scene.between(figure.start - 14, figure.start))
            or (
                (figure.line or _THRESHOLD.match(scene.text, figure.end))
                and (scene.hours or scene.dates)
            )
            or re.search(r"달러(?:선|대|에 ?마|로|였|이었|까지)", around)
            or re.match(r" ?\([-+▲▼]\d[\d.]*%\)", scene.between(figure.end, figure.end + 12))
            or re.search(r"[-+▲▼]\d[\d.]*% ?→ ?$", lead)
        )
    restated = _RESTATED.search(scene.between(figure.start - 12, figure.start))
    restated = restated or _SIGNED_EN.match(scene.text, figure.end)
    return figure.number < 20_000 and bool(_SHARE_EN.search(scene.text) or scene.moves or restated)

"""Dollars and points: a level, a change a share, a market value or its change."""

import re
from decimal import Decimal

from eventstudy.reading.caseless import caseless
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

_TO_LEVEL = caseless(
    r"\b(?:to|at|of|above|below|near|around|about|hit|hits|hitting|reach(?:ed|es|ing)?|topped|tops|touch(?:ed|ing)?|past|through|under|over|crossed|from|level|price|is|was|mark|tag|breached|broke|close|low|high|beneath|toward|and|finishing|ending|closing|settling|closed|finished|ended|settled|trading|trade|trades|traded|changed hands for|changing hands for|fetch|fetches|fetched|fetching|printed)"
    r"(?: (?:just|about|around|nearly|roughly|a|an|the|record|new|all-time|high|low|of|close|at|as|only|price|share|intraday|session|its|approximately|over|under|above|below|close to|almost))*[:\s,]*\(?$",
)
_SHARE_EN = caseless(
    r"\b(?:shares?|stocks?|per share|a share|apiece|each|clos(?:e|ed|es|ing)|trad(?:e|es|ed|ing)|opened|settled|finished|ended|price|low|high|premarket|pre-market|after-hours|chang(?:ed|ing) hands)\b",
)
_CHANGE_EN = caseless(
    r"\b(?:more|add(?:s|ed|ing|ition)?|loss(?:es)?|wip\w+|wipeout|eras\w+|vanish\w*|evaporat\w*|shed\w*|gain\w*|lost|los(?:e|ing)|destroy\w*|disappear\w*|went(?! (?:past|above|over|through|beyond|to)\b)|gone|knock\w+|shav\w+|drop|decline|fell|fall|plunge|increase[ds]?|decrease[ds]?|tack\w+|put on|burn\w*|rout|swing|jump|surge|slump|drawdown|hit|haircut|reduc\w+|cut|dent|lopp\w+|slic\w+|slash\w*|trim\w*|torch\w*|incinerat\w*|dropp\w+|declin\w+|rose|climb\w+|soar\w*|jumped|surged|grew|swell\w*|swelled|slid|sank|tumbl\w*|plummet\w*|took|cost|bled|blew)\b",
)
_LEVEL_CAP_EN = caseless(
    r"\b(?:worth|valued at|valuation of|market (?:value|cap|capitali[sz]ation)(?: \w+){0,3} (?:of|at|to|is|was|above|below|over|under|near|past|stood at|around|about|reached|hit|topped|crossed)|value (?:of|at|to|above|below)|to|at|above|below|past|from|cap of|high of|crossed|topped|surpassed|reached|hit|under|over|breached|stands? at|stood at|currently|is|now|capitali[sz]ation of|valuation (?:to|at|above|below|near|past)|exceeded|worth (?:about|around|some|roughly|nearly|over|more than))(?: (?:just|about|around|nearly|roughly|a|an|the|record|new|over|more than|under|above|below|some|approximately|almost|all-time high of|as much as|high of|close to))*[\s(]*$",
)
_GONE_EN = caseless(
    r"\b(?:shed|eras(?:e|ed|es|ing)|wip(?:e|ed|es|ing)|vapori[sz]\w+|evaporat\w+|vanish\w*|destroy\w*|incinerat\w+|torch\w+|lopp\w+|tack(?:ed|ing) on|shav\w+)\b[^.;]{0,20}$",
)
_NOT_YET = caseless(
    r"within reach|on track|on its way|on course|closer to|toward|mark\b.{0,20}\bnext|in sight|inch(?:es|ing) (?:closer|toward)|eyes?\b|about to|race to|club|path to|first .{0,25} to (?:reach|hit)",
)
_CHANGE_KO = re.compile(
    r"증발|날아|날린|날렸|날려|사라|감소|줄(?!곧|이)|늘|불어|불었|증가|잃|급감|급증|빠졌|빠지|빠진|허공|손실|까먹|추가|얹|더해|더하|불린|불렸|소멸|녹아|공중|벌어|삭제|쪼그라들며 \d|하락하며 사라|깎|몸집을 불|상실|늘린|늘었"
)
_CHANGE_NOUN_KO = re.compile(
    r"감소액|감소분|증가분|증가액|손실액|감소폭|증가폭|손실|증발액|증발한 (?:시총|시가총액|금액|규모)|날아간 (?:시총|시가총액)|날린 (?:시총|시가총액|돈)|사라진 (?:시총|시가총액|금액|돈)|줄어든 (?:시총|시가총액)|늘어난 (?:시총|시가총액)|불어난 (?:시총|시가총액)|감소 ?규모|증발 ?규모"
)
_GAIN_KO = re.compile(r"증가|늘|불어|불었|불린|불렸|추가|더해|더하|얹|벌어|급증")
_TO_KO = re.compile(
    r"^(?:대|선)? ?(?:\([^)]{0,30}\) ?)?(?:가량|정도|수준|안팎|규모)?(?:으로|로|에서|에 ?(?:문|출발|시작|개장|열|이르|달하|머물|그치|육박|도달|근접|올라|마감|거래|장을|다시|안착|가까|바짝|턱|못)|를 ?(?:넘|돌파|밑|웃|기록|찍|회복|하회|상회|지키|유지|내|깨|반납|탈환|나타|가리|보[였이])|을 ?(?:넘|돌파|밑|웃|기록|찍|회복|하회|상회|내|깨|지키|나타|가리|보[였이])|가 ?(?:됐|되|돼|깨|무너|붕괴)|이 ?(?:됐|되|돼|깨|무너|붕괴)|까지|다[.\s]| ?(?:마감|종료|기록)|였|짜리|이던|이다|이며|이었|인 |에|선)"
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
    lead = scene.between(figure.start - 26, figure.start)
    if re.match(
        r" ?(?:선|대)?(?:이|가|을|를|도|은|는|마저)? ?(?:다시 )?(?:붕괴|무너|깨|내주|내줬|뚫|회복|돌파|넘(?!게)|밑돌|하회|상회|아래|탈환|되찾)",
        scene.between(figure.end, figure.end + 12),
    ):
        return "level" if _plausible(figure, index) else ""
    if (
        move is not None
        and move.end <= figure.start
        and move.end - move.start >= 2
        and _is_extent(scene, move)
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


_SIGNS = frozenset({"마이너스", "플러스"})


def _point_english(scene: Scene, figure: Figure, move: Move | None, index: bool, sign: int) -> str:
    lead = scene.between(figure.start - 48, figure.start)
    lead = re.split(r"[;]", lead)[-1]
    tail = scene.between(figure.end, figure.end + 30)
    if figure.kind == "bare":
        if sign and move is not None and index and _fell_by(scene, figure, move):
            return "point_change"
        shaped = _TO_LEVEL.search(lead) or re.search(r"[:(|]\s*$", lead)
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


_BESIDE = re.compile(r" (?:(?:by|about|another|nearly|almost|roughly|more than|over) )?")
_REACHES = re.compile(r",? (?:to|at) (?:a (?:\w+ ){1,3}of )?(\d{1,3}(?:,\d{3})*\.\d\d)(?![\d%])")


def _goes_to(figure: Figure, tail: str) -> bool:
    """Tell ``was up 120.40 to 18,300.55``: so much, to there."""
    level = _REACHES.match(tail)
    return level is not None and Decimal(level.group(1).replace(",", "")) > 4 * figure.number


def volatility_level(scene: Scene, figure: Figure) -> bool:
    """Tell a level of the VIX, which may be printed whole: ``back under 20``, ``20선``."""
    if figure.kind not in {"bare", "points"} or figure.sign or not 8 <= figure.number <= 100:
        return False
    if scene.language == "ko":
        tail = scene.between(figure.end, figure.end + 40)
        return figure.line or _TO_KO.match(tail) is not None
    return _TO_LEVEL.search(scene.between(figure.start - 48, figure.start)) is not None


_BY = re.compile(
    r"\b(?:by|of) (?:about |around |nearly |roughly |some |over |more than |as much as )?$"
)
_CHANGE_NOUN_EN = caseless(
    r"\s*(?:higher|lower|up|down|gain|drop|loss|decline|jump|surge|fall|plunge|slide|advance|rally|increase|decrease|a share (?:higher|lower))\b"
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


_ASIDE = re.compile(r"^[^()]*\)|\([^()]*\)")  # "(Buy, target $180)"
_SIGNED_KO = re.compile(r"[-+▲▼]\d[\d.]*%\)?,? ?$|%[↑↓] ?$")


def states_share_price(scene: Scene, figure: Figure) -> bool:
    """Tell whether unscaled dollars can be a share's price, not a target or a fee."""
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
        if figure.number > 20_000 or re.match(
            r" ?(?:의|어치|상당|규모)", scene.text[figure.end : figure.end + 4]
        ):
            return False
        return bool(
            scene.words.price.search(scene.text)
            or scene.moves
            or _SIGNED_KO.search(scene.between(figure.start - 14, figure.start))
            or re.search(r"달러(?:선|대|에 ?마|로|였|이었|까지)", around)
            or re.match(r" ?\([-+▲▼]\d[\d.]*%\)", scene.between(figure.end, figure.end + 12))
            or re.search(r"[-+▲▼]\d[\d.]*% ?→ ?$", lead)
        )
    restated = _RESTATED.search(scene.between(figure.start - 12, figure.start))
    return figure.number < 20_000 and bool(_SHARE_EN.search(scene.text) or scene.moves or restated)


def value_measure(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int]:
    """Tell a market value from its change; ("", 0) when dollars are something else."""
    if scene.language == "ko":
        return _value_korean(scene, figure, subject)
    return _told_apart(scene, figure, subject) or _value_english(scene, figure, subject)


def _value_korean(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int]:
    start = max(0, figure.start - 70)
    lead, tail = scene.between(start, figure.start), scene.between(figure.end, figure.end + 34)
    if not scene.words.cap.search(scene.text) and not _same_passage(scene, lead):
        return "", 0
    earlier = max([f.end for f in scene.figures if f.end <= figure.start], default=0)
    clause = scene.between(max(scene.clause_start(figure.start), start, earlier), figure.start)
    noun = _CHANGE_NOUN_KO.search(clause)
    to_level = re.match(
        r"(?:대|선)? ?(?:\([^)]{0,30}\) ?)?(?:가량|정도|수준|안팎)?(?:으로|로(?!는)|에서)", tail
    )
    before = re.search(
        r"(날린|증발한|사라진|줄어든|늘어난|불어난|잃은|감소한|증가한)[^.]{0,20}$", clause
    )
    if noun or before:
        text = (noun.group() if noun else "") + (before.group() if before else "")
        return "value_change", 1 if _GAIN_KO.search(text) else -1
    if re.match(r" ?[↑↓]", tail):
        return "value_change", 1 if "↑" in tail[:2] else -1
    change = _CHANGE_KO.search(re.split(r"[.,]|(?<=다) ", tail)[0])
    if change and not to_level and not re.match(r"(?:선|대)", tail):
        return "value_change", 1 if _GAIN_KO.search(change.group()) else -1
    return ("market_value", 1) if subject is not None else ("", 0)


def _same_passage(scene: Scene, lead: str) -> bool:
    """Accept ``넷플릭스(2898억달러)`` after a sentence about market values: see ``memory``."""
    told = re.search(r"[가-힣A-Za-z]\($", lead) or _CHANGE_NOUN_KO.search(lead[-10:])
    return scene.memory.passage == "cap" and bool(told)


def _value_english(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int]:
    lead, tail = (
        scene.between(figure.start - 90, figure.start),
        scene.between(figure.end, figure.end + 70),
    )
    start = scene.clause_start(figure.start)
    clause = scene.between(max(start, figure.start - 90), figure.start)
    around = scene.between(max(start, figure.start - 110), figure.end + 70)
    valued = bool(scene.words.cap.search(around))
    others = not valued and (_INVESTOR.search(clause) or _RISE_IN_EN.match(tail))
    ahead = _NOT_YET.search(scene.between(figure.start - 40, figure.end + 40))
    if ahead or others or _RAISED_EN.search(clause):
        return "", 0
    moved = _MOVED_EN.match(tail)
    of_value = _OF_VALUE_EN.match(tail)
    tacked = _TACKED_EN.match(tail)
    tacked_on = tacked is not None and tacked.group(1) in {"tacked", "added", "piled"}
    wide = bool(scene.words.cap.search(scene.between(figure.start - 110, figure.end + 70)))
    if _COSTING_EN.search(clause) or (tacked and valued):
        return "value_change", 1 if tacked_on else -1
    changed = of_value and _CHANGE_EN.search(around) and not _PAST_EN.search(lead)
    crossed = figure.scale == "trillion USD" and _TRILLION_EN.search(lead)
    stands = _stands_at(scene, lead, tail, subject, wide) and not changed
    if (stands or (subject is not None and crossed)) and not moved:
        return "market_value", 1
    if moved and moved.group().strip().lower().endswith("more"):
        return "value_change", 1
    gone = subject is not None and _GONE_EN.search(clause)
    if moved or changed or gone or (valued and _CHANGE_EN.search(clause)):
        lost = re.match(r"\s*(?:one-day|single-day|in|more|loss|wipeout)", tail)
        certain = moved is None or valued or lost or subject
        return ("value_change", 0) if certain else ("", 0)
    named = subject is not None and _COMPANY_EN.match(tail)
    return ("market_value", 1) if named else ("", 0)


def _told_apart(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int] | None:
    """Tell ``joined the $1 trillion club`` and ``the $90 billion it lost in value``."""
    lead = scene.between(figure.start - 40, figure.start)
    tail = scene.between(figure.end, figure.end + 60)
    if _JOINED_EN.search(lead) and _CLUB_EN.match(tail) and subject is not None:
        return "market_value", 1
    lost = _IT_LOST_EN.match(tail) if scene.words.cap.search(scene.text) else None
    if lost is None:
        return None
    return "value_change", -1 if lost.group(1) in {"lost", "shed", "gave up"} else 1


_JOINED_EN = re.compile(
    r"\b(?:joined|joining|joins|entered|rejoined) the (?:\w+ )?\$?$|\bback (?:in|into) the \$?$"
)
_CLUB_EN = re.compile(r" (?:market[- ](?:cap|value) )?club\b")
_IT_LOST_EN = re.compile(
    r" (?:or so |or thereabouts )?(?:that |which )?(?:it|they|[Tt]he (?:company|firm|stock|shares|[a-z]*maker)|[A-Z][\w&.]+) (?:has |have |had )?(lost|shed|gave up|gained|added|put on)\b"
)
_MOVED_EN = caseless(
    r"\s*(?:[\w-]+\s){0,2}?(?:more|loss|gain|wipeout|drop|decline|rout|plunge|increase|jump|swing|surge|hit|addition|evaporat\w*|vanish\w*|drawdown|sell-?off|slump|haircut)\b"
)
_OF_VALUE_EN = caseless(
    r"\s*(?:of|in|from|off|worth of)\s+(?:[\w'.&-]+\s+){0,5}?(?:market|value|valuation|shareholder|capitali[sz]ation|market-cap|shares|wealth)\b"
)
_INVESTOR = caseless(
    r"\b(?:at|took|taking|book(?:ed|ing)|with|report(?:ed|ing|s)|post(?:ed|ing|s)) an? (?:about |roughly |nearly )?\$?$"
)
_RISE_IN_EN = caseless(
    r"\s*(?:increase|jump|rise|drop|decline|cut|surge|gain|boost|reduction|hit) (?:in|to|of) (?!(?:its |the |their )?(?:market|value|valuation|market-cap|stock|share))"
)
_TACKED_EN = caseless(
    r"\s*(?:got |was |were |has been |had been |is being )(tacked|added|piled|lopped|wiped|erased|shaved|knocked|sliced|burned)\b"
)
_PAST_EN = re.compile(r"\b(?:past|above|through|below|under|beyond) (?:the )?\$?$")
_TRILLION_EN = caseless(
    r"\b(?:crossed|topped|hit|reached|surpassed|passed|cleared|breached)(?: the)? \$?$"
)
_RAISED_EN = caseless(r"\b(?:rais(?:ed|es|ing)|funding|fundraising|private|invested|round)\b")
_COSTING_EN = caseless(
    r"\bcost(?:ing|s)? (?:the (?:company|chipmaker|firm|stock)|it|investors|shareholders)\b[^.;]{0,40}$",
)
_COMPANY_EN = caseless(
    r"\s*(?:company|market cap|valuation|market value|capitali[sz]ation|firm|behemoth|giant)",
)


def _stands_at(scene: Scene, lead: str, tail: str, subject: Listing | None, wide: bool) -> bool:
    """Tell a market value stated in words (worth $3 trillion) or in brackets behind a name."""
    listed = lead.endswith("(") and tail.startswith(")") and subject is not None
    in_list = listed and (wide or scene.memory.passage == "cap")
    return bool(in_list or (_LEVEL_CAP_EN.search(lead) and wide))

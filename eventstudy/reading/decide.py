"""Decide what a figure states, or what it is instead."""

import re
from dataclasses import dataclass

from eventstudy.article import NO_FIGURE
from eventstudy.reading.amounts import (
    point_measure,
    states_share_price,
    volatility_level,
)
from eventstudy.reading.asides import not_about_price
from eventstudy.reading.caseless import caseless
from eventstudy.reading.directions import distance
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.periods import of_month, week_before
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene
from eventstudy.reading.values import value_measure

_KINDS = {
    "foreign": "a share or index outside the United States: not checked",
    "crypto": "a cryptocurrency",
    "commodity": "a commodity, currency or bond",
    "private": "a company without shares",
    "set": "a group of shares, not one",
    "unknown": "",
}
_ABROAD = re.compile(
    r"(?:런던|도쿄|유럽|홍콩|서울|프랑크푸르트|파리|대만|일본|중국|상하이|독일|암스테르담|국내|한국)[가-힣]{0,2} ?(?:증시|거래소|시장|주식시장|증권거래소)(?:에서|의)?[^.,]{0,24}$"
    r"|\b[Ii]n (?:London|Tokyo|Frankfurt|Paris|Hong Kong|Seoul|Taipei|Amsterdam|Shanghai|Europe|Asia|Sydney)\b[^.,;]{0,24}$"
)
_ABROAD_BEHIND = re.compile(
    r"(?: \w+){0,2} in (?:London|Tokyo|Frankfurt|Paris|Hong Kong|Seoul|Taipei|Amsterdam|Shanghai|Sydney)\b(?: (?:trading|trade|today|on|dealings))?[^a-z]"
)
_FIXED = frozenset({"percentage points", "other currency", "multiple", "count"})
_ALTOGETHER = caseless(r"\b(?:all told|altogether|combined|collectively|in total|in all)\b")
_MANY = re.compile(
    r"(?:증시|시장|월가)에서[^.]{0,24}(?:시총|시가총액)[가-힣]{0,3} ?(?:약 |무려 |총 )?$|(?:업종|업계|기업들?|종목들?|섹터|증시|시장|빅테크|M7|매그니피센트 ?7|상장사|주식|관련주|반도체주|기술주|[0-9]개사|글로벌|전체|합산)(?:의|에서|에서만|이|은|는)? ?(?:합산 |합계 |전체 |총 )?(?:시총|시가총액|시가 총액)[가-힣]{0,3} ?(?:약 |무려 |총 |하루 만에 |하루 새 )*$"
)
_MANY_EN = caseless(
    r"^\s*(?:of|in|from|off)(?: (?!Nvidia|Apple)[\w'&.-]+){0,6}? (?:stocks|sector|industry|companies|stock market(?! value)|equity market|markets|group|shares of|equities|index|Magnificent Seven|Big Tech|tech giants|megacaps|firms|names)\b",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure turned out to be; ``aside`` says why it is no claim."""

    measure: str = ""
    sign: int = 1
    aside: str = ""


def decide(
    scene: Scene, index: int, sign: int, move: Move | None, subjects: list[Listing]
) -> Found:
    """Decide what a figure states."""
    figure = scene.figures[index]
    crude = (
        figure.kind == "percentage points"
        and subjects
        and subjects[0].kind == "stock"
        and move is not None
        and 0 <= move.start - figure.end <= 2
    )
    if figure.kind in _FIXED and not crude:
        return Found(aside=figure.kind if figure.kind != "count" else NO_FIGURE)
    kind = subjects[0].kind if subjects else "none"
    placed = _ABROAD.search(scene.between(figure.start - 40, figure.start)) or (
        figure.kind == "percent" and _ABROAD_BEHIND.match(scene.text, figure.end)
    )
    abroad = _KINDS["foreign"] if placed else ""
    if figure.kind == "usd" and figure.scaled and not abroad:
        return _value(scene, figure, sign, kind, subjects)
    about = abroad
    if not about and not distance(scene, figure):
        about = not_about_price(scene, figure, move, _subject_end(scene, figure))
    if about or kind in _KINDS:
        return Found(aside=about or _KINDS[kind])
    if figure.kind in {"percent", "word"} or crude:
        return _percent(scene, figure, sign, move, subjects)
    return _pointwise(scene, figure, sign, move, subjects)


def _percent(
    scene: Scene, figure: Figure, sign: int, move: Move | None, subjects: list[Listing]
) -> Found:
    if not subjects or sign == 0:
        return Found()
    if (
        move is not None
        and not figure.sign
        and abs(move.start - figure.end) > 130
        and scene.language == "ko"
    ):
        return Found()
    if _UNTIL_KO.match(scene.text, figure.end):
        return Found(aside="a move up to another day")
    if move is not None and subjects[0].kind == "stock" and _grows(scene, figure, move):
        return Found(aside="growth of a business")
    return Found("return", sign)


_UNTIL_KO = re.compile(r"대?에? ?(?:머물|그치|그쳤|머물렀|불과하|불과했|맴돌)던 ")
_OWNED = re.compile(r"'s (?:[a-z]+ed|rose|fell|sank|slid)")
_GROWS = re.compile(r"증가|감소|늘[가-힣]*|줄[가-힣]*|grew|grow|grown|growing|grows")


def _grows(scene: Scene, figure: Figure, move: Move) -> bool:
    """Tell ``MS 역시 17% 증가했지만``, ``Apple's increased 4%``: sales grow, shares rise."""
    grown = _GROWS.fullmatch(scene.between(move.start, move.end).lower())
    owned = _OWNED.fullmatch(scene.between(move.start - 3, move.end)) is not None and (
        bool(scene.nouns) or not scene.memory.pair
    )
    near = scene.between(scene.clause_start(figure.start), max(move.end, figure.end) + 40)
    told = scene.words.price.search(near) or scene.words.cap.search(near)
    return (grown is not None or owned) and told is None


def _pointwise(
    scene: Scene, figure: Figure, sign: int, move: Move | None, subjects: list[Listing]
) -> Found:
    kind = subjects[0].kind if subjects else "none"
    index = kind in {"index", "future"}
    if not subjects:
        return Found(aside="an amount of money") if figure.kind == "usd" else Found()
    quoted = not index and (
        _quoted_price(scene, figure) if figure.kind == "bare" else _in_cell(scene, figure)
    )
    if quoted or figure.cell:
        return Found("point_change", figure.sign) if figure.sign else Found("level")
    aside = _no_level(scene, figure, index)
    if aside is not None:
        return Found(aside=aside)
    if subjects[0].symbols == ("^VIX",) and volatility_level(scene, figure):
        return Found("level")
    opened = scene.between(figure.start - 2, figure.start).endswith("(")
    opened = opened or figure.kind in {"bare", "points"}
    signed = figure.sign and opened and not figure.scaled
    measure = "point_change" if signed else point_measure(scene, figure, move, index, sign)
    low = min((_LEAST.get(s, 0) for s in subjects[0].symbols), default=0)
    other = "another index" if figure.number < low else ""
    moved = other and figure.kind == "points" and sign and move is not None
    if measure == "point_change" or moved:
        return Found("point_change", sign) if sign else Found()
    money = "an amount of money" if figure.kind == "usd" else ""
    return Found(measure) if measure and not other else Found(aside=other or money)


def _no_level(scene: Scene, figure: Figure, index: bool) -> str | None:
    """Say why a figure can be neither a price nor a change in points; None where it can."""
    lead = scene.between(figure.start - 60, figure.start)
    other = _OF_ANOTHER_DAY.search(lead) or _in_aside(scene, figure, lead)
    other = other and not (of_month(scene, figure) or _OF_WEEKDAY.match(scene.text, figure.end))
    if other and not any(m.role == "baseline" for m in scene.dates):
        return "a price of another day"
    if _charted(scene, figure):
        return "a line of a chart"
    if figure.kind == "usd":
        fits = not index and figure.scale != "thousand USD" and states_share_price(scene, figure)
        return None if fits else "an amount of money"
    if not index:
        return ""
    return "a target or forecast" if _awaited(scene, figure) else None


# points that these indices have closed above since 1996, in every fall
_LEAST = {"^GSPC": 600, "^IXIC": 1000, "^NDX": 1000, "^DJI": 5000, "^SOX": 100, "^RUT": 300}
_CHARTED = caseless(
    r"\b(?:resistance|support|trend ?line|moving average|fibonacci|retracement|pivot|channel|parallel)\b[^.;]{0,40}$|(?:저항선?|지지선|지지대|이동평균선|이평선|추세선)[^.,]{0,12}$"
)


def _charted(scene: Scene, figure: Figure) -> bool:
    """Tell ``resistance now near 7,900``: a line that somebody drew, not a price of the day."""
    return _CHARTED.search(scene.between(figure.start - 70, figure.start)) is not None


_TO_FROM = re.compile(r"\bto \$?[\d.,]+\d from \$?$")
_LATELY = re.compile(
    r" ?(?:$|[.,;)]|(?:a|one) day earlier|the (?:day before|previous|prior)|on (?:Mon|Tues|Wednes|Thurs|Fri)day)"
)
_EARLIER = re.compile(
    r" (?:points )?(?:(?:two|three|\d+) weeks|(?:a|one|two|three|\d+) (?:months?|years?|quarters?)) (?:ago|earlier|before)\b"
    r"| at (?:(?:its|the|their) )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:'s)? (?:peak|high|low|bottom)\b"
)
_PEAK_KO = re.compile(r"(?:고점|저점|최고가|최고치|최저가|최저치|종가)\($")
_PEAK_END_KO = re.compile(r"\)? ?(?:대비|보다|에서|과 |와 |에 비)")


def _in_aside(scene: Scene, figure: Figure, lead: str) -> bool:
    """Tell ``12월 고점(488.50달러) 대비`` and ``to 24.8 from 19.6 a week ago``."""
    tail = scene.between(figure.end, figure.end + 24)
    if _EARLIER.match(tail):
        return True
    if _PEAK_KO.search(lead) and _PEAK_END_KO.match(tail):
        return True
    aside = _TO_FROM.search(lead) is not None and _LATELY.match(tail) is None
    return aside and not week_before(scene, figure)


_OF_WEEKDAY = re.compile(r" (?:on )?(?:last )?(?:Mon|Tues|Wednes|Thurs|Fri)day\b(?!')")
_OF_ANOTHER_DAY = caseless(
    r"\b(?:from|off|below|beneath|above|under|versus) (?:its|their|the|an?) (?:[\w'-]+ ){0,4}(?:high|low|peak|record)(?: close)? (?:of|at) (?:about |around |nearly )?\$?$|\bhad (?:printed|closed|ended|finished|stood|started|begun)(?: (?:at|the \w+ at))? \$?$"
)
_CELL = re.compile(r"[A-Za-z가-힣)] ?[|:]? ?\$?$")
_QUOTED_EN = re.compile(
    r"\b(?:opens?|opened|closed?|closes|ended|ends|finished|settled|trading|trades) (?:(?:up|down|higher|lower|(?:last|the) (?:year|month|week|quarter)) )?at \$?$|\d% (?:to|@|at) \$?$"
)
_CLOSED_KO = re.compile(
    r" ?(?:달러)?(?:에|로|으로) ?(?:마감|거래를 마|장을 마|마쳤|끝)|까지 (?:찍|치솟|올|떨어|밀)|[을를] 찍"
)


def _quoted_price(scene: Scene, figure: Figure) -> bool:
    """Tell a bare price: ``Nvidia | 123.00 | +5.4%`` in a table, ``260.48에 마감``."""
    if "." not in figure.value or figure.sign or len(figure.value.partition(".")[2]) != 2:
        return False
    row = _CELL.search(scene.between(figure.start - 6, figure.start))
    if scene.language == "en" and _QUOTED_EN.search(scene.between(figure.start - 24, figure.start)):
        return True
    tabled = row and re.match(
        r" ?[|(]? ?[-+▲▼]\d[\d.]*%", scene.between(figure.end, figure.end + 14)
    )
    return bool(tabled or _CLOSED_KO.match(scene.between(figure.end, figure.end + 12)))


_CELL_AHEAD = re.compile(r"\| ?$")
_CELL_END = re.compile(r" ?(?:\||$)")
_CHANGE_CELL = re.compile(r"\| ?[-+▲▼] ?\d[\d.]*%")


def _in_cell(scene: Scene, figure: Figure) -> bool:
    """Tell dollars in a cell of their own, in a row with a change: ``| Foo | $41.20 | +2.1% |``."""
    cents = figure.kind == "usd" and figure.scale == "USD" and figure.value[-3:-2] == "."
    alone = _CELL_AHEAD.search(scene.between(figure.start - 2, figure.start))
    ended = _CELL_END.match(scene.text, figure.end)
    named = [m for m in scene.mentions if m.end <= figure.start]
    row = cents and not figure.sign and alone and ended and len(named) == 1
    aimed = scene.words.target.search(scene.text)
    return bool(row and not aimed and _CHANGE_CELL.search(scene.text))


_AWAITED = caseless(
    r"\b(?:targets?|objective|estimates?|consensus|forecasts?|fair value)\b|목표|예상치|컨센서스|전망치"
)


def _awaited(scene: Scene, figure: Figure) -> bool:
    """Tell ``strategists' average S&P target for year-end: 7,600``."""
    return _AWAITED.search(scene.between(figure.start - 50, figure.start)) is not None


def _value(scene: Scene, figure: Figure, sign: int, kind: str, subjects: list[Listing]) -> Found:
    subject = subjects[0] if subjects and subjects[0].symbols and kind in {"stock", "etf"} else None
    if not_about_price(scene, figure, None, figure.start) or _turned_over(scene, figure):
        return Found(aside="an amount of money")
    measure, signed = value_measure(scene, figure, subject)
    if not measure or (kind not in {"stock", "set", "none", "index"}):
        return Found(aside="an amount of money")
    if of_many(scene, figure):
        return (
            Found(measure, signed or sign)
            if measure == "value_change"
            else Found(aside="the value of a group of shares")
        )
    if measure == "market_value":
        return Found(measure) if subject is not None else Found(aside="an amount of money")
    signed = signed or sign
    return (
        Found(measure, signed)
        if signed and kind in {"stock", "set"}
        else Found(aside="an amount of money")
    )


_TURNOVER = caseless(
    r"\b(?:trading in|turnover|changed hands|exchanged|volume)\b[^.;]{0,60}$|거래 ?(?:대금|액)[^.,]{0,20}$"
)
_OF_SHARES = re.compile(r" (?:worth )?of (?:its |the )?(?:shares|stock)\b")


def _turned_over(scene: Scene, figure: Figure) -> bool:
    """Tell ``trading in the stock reached $38 billion worth of shares``."""
    lead = scene.between(figure.start - 90, figure.start)
    told = _OF_SHARES.match(scene.text, figure.end) is not None
    return _TURNOVER.search(lead) is not None or (told and "trad" in lead)


_ACTS_KO = re.compile(r"(?: ?\([^()]{1,24}\))?[은는이가] ")


def _one_acts(scene: Scene, figure: Figure) -> bool:
    """Tell ``애플이 뉴욕증시에서 시총 3조달러를 넘었다``: one share's value, not the market's."""
    named = [m for m in scene.mentions if m.end <= figure.start and m.listing.kind == "stock"]
    return bool(named) and _ACTS_KO.match(scene.text, named[-1].end) is not None


def of_many(scene: Scene, figure: Figure) -> bool:
    """Tell dollars of a sector, a market or a list from those of one share."""
    if scene.language == "ko":
        many = _MANY.search(scene.between(figure.start - 40, figure.start))
        return many is not None and not (
            many.group().lstrip()[:3] in {"증시에", "시장에"} and _one_acts(scene, figure)
        )
    tail = re.split(r"[,;]", scene.between(figure.end, figure.end + 90))[0]
    if _ALTOGETHER.search(scene.text):
        return not any(m.listing.kind == "stock" for m in scene.mentions)
    named = any(
        figure.end <= m.start <= figure.end + 40 and m.listing.kind == "stock"
        for m in scene.mentions
    )
    return (
        not named
        and bool(_MANY_EN.match(tail))
        and not re.match(r"\s*(?:of|in|from|off) (?:its|the company's|the firm's) ", tail)
    )


def _subject_end(scene: Scene, figure: Figure) -> int:
    """Return where the name before a figure ends, or its clause begins."""
    ends = [m.end for m in scene.mentions if m.end <= figure.start]
    start = scene.clause_start(figure.start)
    return max(ends[-1], 0) if ends and (ends[-1] >= start or scene.language == "ko") else start

"""Figures with their printed precision: percent, points, dollars, bare numbers.

``612.47포인트``, ``1만 9341.83``, ``2조 9030억 달러``, ``$589 billion``, ``20-30 %``,
``half``, ``반토막``. Nothing here knows what a figure is about.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from eventstudy.reading.caseless import caseless
from eventstudy.spelled import OF_ONE, PART_KO, PARTS, SPELLED, of_one, part_ko, spelled

_NUM = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,20})(?:\.\d{1,12})?"
_SCALE = {"조": 12, "억": 8, "만": 4}
_HUNDREDS = {"천": 1000, "백": 100}
_COMPOSITE = rf"(?:{_NUM} ?(?:[천백](?=[억만조\d선])|[조억만])(?:[억만조](?=[ \d달弗]|$))? ?){{1,5}}(?:{_NUM})?"
_WORD_SCALE = (
    r"(?:(?i:thousand|million|billion|trillion|bln|tln|mln|bn|tn|mn)|[KMBTkmbt](?![A-Za-z]))"
)
_SCALE_UNIT = {"k": "thousand USD", "m": "million USD", "b": "billion USD", "t": "trillion USD"}
_PERCENT = r"(?:%|(?i:percent|per cent|pct)\b|퍼센트|프로(?![가-힣]))"
_POINTWISE = r"(?:%p\b|%P\b|%포인트|% 포인트|percentage[- ]points?|퍼센트포인트|퍼센트 포인트|basis points?|bps?\b|bp\b|%-points?)"
_POINTS = r"(?:포인트|(?i:points?|pts?)(?![A-Za-z])|p(?![A-Za-z]|\.? ?m\b))"
_DOLLARS = r"(?:미국 ?달러|미 ?달러|달러|弗|불(?=[에로의까이을를, ]))"
_ABROAD = r"(?:원|엔|위안|유로|파운드|won\b|yen\b|yuan\b|euros?\b|pounds?\b|루피|대만달러|홍콩달러|호주달러|캐나다달러)"
_TIMES = r"(?:배(?![가-힣]*급)|[- ]?fold\b|x(?![A-Za-z0-9])|[- ]times\b)"
_CENTS = r"(?:센트|cents?\b)"
_OTHER = (
    r"(?:년|월|일|시|분|초|위|명|개|주(?=[ 간당를만의에가년로이])|곳|번|차례|차|호|가지|건|세|대(?![ 를])|대(?= )|기가|GW|MW|GB|TB|nm|나노|토큰|tokens?\b|"
    r"(?:(?!an? |the )[a-z-]+ )?(?:years?|months?|weeks?|days?|hours?|minutes?|people|employees|companies|stocks|shares|users|jobs|analysts|sessions?|chips|GPUs|parameters|st|nd|rd|th)\b|"
    r"개월|거래일|분기|학년|단계|층|종목|인|회|세대|페이지|km|kg|cm|m\b|℃|도(?= )|만주|억주|주\b|a\.m|p\.m|am\b|pm\b|:\d{1,2}(?::\d\d)?)"
)
_FIGURE = re.compile(
    rf"(?=[-+▲▼↑↓\d$U])(?<![\w.,$])(?<!\d[-:/.])(?:(?P<sign>[-+▲▼]|(?<!%)(?<!%\))[↑↓]) ?)?"
    rf"(?P<money>US\$|\$|USD ?)?(?P<sign2>[-+])?"
    rf"(?:(?P<low>(?!(?:19|20)\d\d to ){_NUM})(?: ?{_PERCENT})?(?: - |-| ?(?:~|–|—|to|내지) ?)(?=\d[\d.,]* ?(?:%|per|pct|퍼)))?"
    rf"(?P<number>(?=[\d,. ]{{1,34}}[천백조억만]){_COMPOSITE}|{_NUM})"
    rf"(?: ?(?P<pp>{_POINTWISE})| ?(?P<pct>{_PERCENT})"
    rf"|[ -]?(?P<scale>{_WORD_SCALE})(?: ?(?P<usd2>dollars?\b|USD\b|달러))?"
    rf"| ?(?P<usd>{_DOLLARS}|dollars?\b|USD\b)(?!인덱스|화|지수)(?:,? ?(?:and )?(?P<and>\d{{1,2}}) ?{_CENTS})?| ?(?P<abroad>{_ABROAD})| ?(?P<cents>{_CENTS})"
    rf"| ?(?P<line>선(?![물택출정두도])|대선(?=[을를이가 ])) ?| ?(?P<times>{_TIMES})"
    rf"| ?-?(?P<points>{_POINTS})| ?(?P<other>{_OTHER}))?"
)
LETTER = re.compile(r"[^\W\d_]")
_FOREIGN_SIGN = re.compile(r"[€£¥₩₿₹]|(?:HK|A|C|NT|S|R)\$|원\(|RMB ?|CNY ?|KRW ?|EUR ?|GBP ?|JPY ?")
_WORDS = {
    "-50": r"halved(?! (?:its|the|their) (?:loss|gain|decline|drop|dividend|forecast|target|workforce|position|stake|guidance|advance))|lost half(?! an? )(?! of (?:a|one) per)|shed half(?! an? )(?! of (?:a|one) per)|반토막|반 토막|half its value|half of its value|절반(?=[^.\n]{0,12}(?:날아|증발|하락|줄|폭락|떨어|토막))",
    "100": r"doubled(?! (?:its|the|their|down|in size|as))|두 배",
    "200": r"tripled(?! (?:its|the|their))|trebled(?! (?:its|the|their))|세 배",
    "300": r"quadrupled(?! (?:its|the|their))|네 배",
}
_WORD_FIGURE = re.compile(
    f"(?=[hlsdtq반절두세네])(?:{'|'.join(f'(?P<w{i}>{p})' for i, p in enumerate(_WORDS.values()))})"
)
_SPELLED_FIGURE = re.compile(SPELLED, re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?:up|down|off|lost|fell|dropped|shed|slid|gained|rose|added|climbed) (?:(?:about|almost|nearly|over|just|another|more|than) ){0,2}$"
)
_OF_ONE = re.compile(OF_ONE, re.IGNORECASE)
_PART_KO = re.compile(PART_KO)
_PART = re.compile(
    rf"(?<![\w-])(?:{'|'.join(PARTS)}) of (?:its|their|the) (?:market )?value\b|(?<=by )(?:{'|'.join(PARTS)})(?= ?[.,;])|(?<=by nearly )(?:{'|'.join(PARTS)})(?= ?[.,;])"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure.

    Attributes
    ----------
    start, end : int
        Its place in the view, unit included.
    kind : str
        percent, points, usd, bare, word, or what it is when no price can be stated
        so: percentage points, other currency, multiple, count.
    low, value : str
        Unsigned digits as printed without separators; ``low`` is empty unless a range.
    scale : str
        ``USD`` or ``billion USD`` and so on for dollars, else empty.
    sign : int
        -1 or 1 where printed, else 0.
    line : bool
        A threshold, as in ``4000선``.
    cell : bool
        The price or the change of a table's row, whose percentage agrees.
    """

    start: int
    end: int
    kind: str
    value: str
    low: str = ""
    scale: str = ""
    sign: int = 0
    line: bool = False
    cell: bool = False

    @property
    def scaled(self) -> bool:
        """Whether the dollars are printed in millions or more."""
        if self.scale == "만 USD":  # 5888억6200만달러 is one number in 만
            return self.number >= 100_000
        return self.scale not in {"", "USD", "thousand USD"}

    @property
    def number(self) -> Decimal:
        """The printed number, without its scale."""
        return Decimal(self.value)


def figures(shown: str) -> list[Figure]:
    """List the figures of a stretch of the view, in order."""
    found = [f for m in _FIGURE.finditer(shown) if (f := _figure(m)) is not None]
    if not LETTER.search(shown):
        return found
    found += [_word(m) for m in _WORD_FIGURE.finditer(shown)]
    found += [
        Figure(m.start(), m.end(), "word", spelled(m.group()))
        for m in _SPELLED_FIGURE.finditer(shown)
        if m.group()[-1] in "tT" or _SPOKEN.search(shown[max(0, m.start() - 24) : m.start()])
    ]
    found += [
        Figure(m.start(), m.end(), "word", of_one(m.group())) for m in _OF_ONE.finditer(shown)
    ]
    found += [_part(m) for m in _PART.finditer(shown)]
    parts = [
        Figure(m.start(), m.end(), "word", value)
        for m in _PART_KO.finditer(shown)
        if (value := part_ko(m.group()))
    ]
    if parts:  # "4분의 1" is no 4 and no 1
        found = [f for f in found if not any(p.start <= f.start < p.end for p in parts)] + parts
    return _between(shown, sorted(found, key=lambda f: f.start))


_BETWEEN = caseless(r"between [\d.,]+ ?%? and ")


def _between(shown: str, found: list[Figure]) -> list[Figure]:
    """Read ``between 2% and 3%`` as one range."""
    joined: list[Figure] = []
    for figure in found:
        last = joined[-1] if joined else None
        pair = last is not None and last.kind == figure.kind == "percent" and not last.low
        if (
            last is not None
            and pair
            and _BETWEEN.fullmatch(shown[max(0, last.start - 8) : figure.start])
        ):
            joined[-1] = replace(figure, start=last.start, low=last.value)
            continue
        joined.append(figure)
    return joined


def _part(match: re.Match[str]) -> Figure:
    """Read ``a fifth of its value`` as 20 percent."""
    words = next(p for p in PARTS if match.group().startswith(p))
    return Figure(match.start(), match.end(), "word", PARTS[words])


def _word(match: re.Match[str]) -> Figure:
    value = list(_WORDS)[int((match.lastgroup or "w0")[1:])]
    sign = -1 if value.startswith("-") else 1
    return Figure(match.start(), match.end(), "word", value.lstrip("-"), sign=sign)


def _figure(match: re.Match[str]) -> Figure | None:
    kind = _kind(match)
    sign = _SIGNS.get(match["sign2"] or match["sign"] or "", 0)
    value, scale = _value(match, kind)
    if len(value.replace(".", "")) > 20:
        return None
    low = (match["low"] or "").replace(",", "")
    counted = kind == "bare" or (kind == "usd" and match["other"])  # "$26.90 that day"
    end = match.end("number") if counted else match.end()
    end -= len(match.group()) - len(match.group().rstrip()) if end == match.end() else 0
    return Figure(match.start(), end, kind, value, low, scale, sign, bool(match["line"]))


_SIGNS = {"-": -1, "▼": -1, "↓": -1, "+": 1, "▲": 1, "↑": 1}
_KINDS = {
    "abroad": "other currency", "pp": "percentage points", "pct": "percent", "points": "points",
    "cents": "count", "times": "multiple", "other": "count", "usd": "usd", "usd2": "usd", "and": "usd",
    "scale": "count",
}  # fmt: skip


def _kind(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 3) : match.start("number")]
    unit = match.lastgroup or ""  # the groups behind the number exclude one another
    if unit == "abroad" or (before.strip() and _FOREIGN_SIGN.search(before)):
        return "other currency"
    return "usd" if match["money"] and unit != "pp" else _KINDS.get(unit, "bare")


def _value(match: re.Match[str], kind: str) -> tuple[str, str]:
    """Return the digits as printed and, for dollars, the scale word's unit."""
    number = match["number"].strip()
    if match["and"] and "." not in number:  # 200 dollars and 19 cents
        return f"{_composite(number, kind)[0]}.{match['and']:0>2}", "USD"
    if number.isascii():
        word = (match["scale"] or "").lower()
        scale = _SCALE_UNIT[word[0]] if word else "USD"
        return number.replace(",", ""), scale if kind == "usd" else ""
    return _composite(number, kind)


def _composite(number: str, kind: str) -> tuple[str, str]:
    """Read ``2조 9030억`` as 29030 in 억, ``1만 9341.83`` as 19341.83."""
    total, group, smallest, last = Decimal(0), Decimal(0), 12, "0"
    for digits, mark in re.findall(rf"({_NUM})? ?([조억만천백]?)", number):
        last = digits.replace(",", "") or last
        group += Decimal(digits.replace(",", "")) * (_HUNDREDS.get(mark, 1)) if digits else 0
        if (digits and not mark) or mark in _SCALE:
            smallest = min(smallest, _SCALE.get(mark, 0))
            total, group = total + group.scaleb(_SCALE.get(mark, 0)), Decimal(0)
    total += group
    places = len(last.partition(".")[2])
    if kind != "usd" or smallest < 4 or group:
        whole = total == total.to_integral_value() and not re.search(r"\d$", number)
        return format(total, ".0f" if whole else f".{places}f"), "USD" if kind == "usd" else ""
    unit = {12: "조 USD", 8: "억 USD", 4: "만 USD"}[smallest]
    return format(total.scaleb(-smallest), f".{places}f"), unit

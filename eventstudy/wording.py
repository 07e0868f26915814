"""What printed figures and hedges allow: words become a set of values.

Pure arithmetic in exact decimals; nothing here sees a price. The table of
hedges is the contract of the verdicts (see docs/verdicts.md).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Unit = Literal[
    "percent",
    "points",
    "USD",
    "thousand USD",
    "million USD",
    "billion USD",
    "trillion USD",
    "만 USD",
    "억 USD",
    "조 USD",
]
Hedge = Literal[
    "plain",
    "about",
    "nearly",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "up_to",
    "digits",
]
Printed = Annotated[str, StringConstraints(pattern=r"^[+-]?\d{1,20}(\.\d{1,12})?$")]

SCALES = {
    "percent": Decimal("0.01"),
    "points": Decimal(1),
    "USD": Decimal(1),
    "thousand USD": Decimal(10) ** 3,
    "million USD": Decimal(10) ** 6,
    "billion USD": Decimal(10) ** 9,
    "trillion USD": Decimal(10) ** 12,
    "만 USD": Decimal(10) ** 4,
    "억 USD": Decimal(10) ** 8,
    "조 USD": Decimal(10) ** 12,
}
BASE_UNITS = {"percent": "fraction", "points": "points"}  # all others are USD

# A span of time is no figure: "over six months", "한 달 넘게".
_SPAN = (
    r"(?!\s+(?:(?:the|past|last|next|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|several|few|half|some|\d+)[\s-]+){1,3}"
    r"(?:(?:trading|business|calendar)[\s-]+)?(?:hour|session|day|week|month|quarter|year|decade)s?\b)"
)
# "over" and its like count only before a figure: "over 15%", "above the $3 trillion mark".
_FIGURE = (
    _SPAN + r"(?=\s+(?:the\s+|an?\s+)?(?:half\b|(?:US\s?)?[$€£¥]\s?\d"
    r"|(?!(?:19|20)\d\d\b(?![.,]\d|\s*(?:%|percent|points?)))\d))"
)
_NOT_TIME = "".join(
    rf"(?<!{unit}{space})"
    for unit in ("달", "년", "월", "주", "일", "하루", "간", "분", "이틀", "사흘", "나흘", "세기")
    for space in ("", " ")
)
_AMOUNT = r"(?:\d|%|%p|퍼센트|포인트|달러|조|억|만|천|배|절반|반)\s*(?:선|대)?\s*"
_NOT_RECORD = "".join(
    rf"(?<!{word}{space})"
    for word in ("역대", "사상", "이후", "만에", "만의", "세계")
    for space in ("", " ")
)

# A hedge is recognised where it touches a figure; the text reader has fuller rules.
HEDGE_WORDS = {
    "at_least": rf"{_NOT_TIME}이상|at least{_SPAN}|or more",
    "more_than": (
        rf"{_NOT_TIME}(?<!뛰어)(?:넘게|넘는|넘어)|초과|웃도|웃돌|more than{_SPAN}"
        rf"|\b(?:over|above)\b{_FIGURE}"
    ),
    "nearly": rf"{_NOT_TIME}(?:가까이|가까운)|육박|(?:nearly|almost|close to){_SPAN}",
    "about": (
        r"(?<![가-힣])약(?=\s*[\d$])(?!\s*\d+\s*(?:개월|년|일|주|시간|분|달|거래일))"
        rf"|{_AMOUNT}(?:안팎|가량|내외|정도|쯤)|\b(?:about|around|roughly)\b{_SPAN}"
    ),
    "at_most": rf"{_NOT_TIME}이하|at most{_SPAN}|or less",
    "less_than": rf"{_NOT_TIME}미만|밑돌|밑도|less than{_SPAN}|\b(?:below|under)\b{_FIGURE}",
    "up_to": rf"{_NOT_RECORD}최대(?=\s*(?:약\s*|낙폭\S*\s*|[하상]\S*\s*)?\$?[-+]?\d)|한때|as much as|up to{_SPAN}",
    "digits": r"\d\s*%\s*대(?!비|폭|규모)|\d\s*퍼센트대",
}


# What a record is about, in the order in which the words are looked for.
RECORD_WORDS = {
    "rank": r"\d\s*위|순위|\brank|most valuable|top spot|가장 비싼|상장사는|overt(?:ook|ak)",
    "first": r"처음|first time",
    "value": (
        r"시총|시가총액|감소액|단일 (?:종목|기업)|market[- ](?:value|cap)|capitali[sz]ation|wipeout"
        r"|(?:any|single) (?:stock|company|firm)"
    ),
    "high": r"최고치|최고가|신고가|최고 종가|장중 최고|\bhighs?\b|\bhighest\b",
    "low": r"최저|신저가|\blows?\b|\blowest\b",
    "fall": (
        r"낙폭|하락|폭락|급락|떨어|내린|내렸|\bdrop|\bfall|\bfell\b|declin|plunge|slump|\brout\b"
        r"|sell-?off|\bworst|\bloss|tumbl"
    ),
    "rise": r"상승|급등|오른|올랐|\bgain|\bris(?:e|en|ing)\b|\brose\b|rally|\bbest\b|jump|surge|strongest",
}


# Words of size, without which "a record" does not say what it is a record of.
SIZE_WORDS = (
    r"최대|가장|제일|largest|biggest|greatest|steepest|sharpest|deepest|\bmost\b|unmatched|\bmove"
)
BARE_RECORD = (
    r"\brecords?\b(?!(?:[\s-]+[\w-]+)?[\s-]+(?:drop|fall|declin|plunge|slump|rout|sell|loss|tumbl"
    r"|gain|ris|rall|jump|surge))|기록\s*(?:을|를|도)?\s*(?:세우|세웠|세운|깨|깼|깬|경신|갈아)"
)

SCOPE_WORDS = (
    r"since|이후|만의|만에|\bin (?:\w+ ){0,3}(?:days|weeks|months|years)\b|\d+[- ]?(?:day|week|month|year)|\d+\s*주"
    r"|of the (?:year|month|week)|올해|올 들어|연중|이달"
)


class Declared(BaseModel):
    """Base of everything a person writes: frozen, unknown keys refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )


class Quantity(Declared):
    """A figure as printed: ``17``, ``17.0`` and ``17.00`` are three claims.

    Attributes
    ----------
    value : str or None
        Signed digits as printed, without thousands separators.
    value_range : (str, str) or None
        Two such values for "20-30 %"; exactly one of the two is given.
    unit : str
        See ``names.UNITS``.
    hedge : str
        See ``names.HEDGES``.
    """

    value: Printed | None = None
    value_range: tuple[Printed, Printed] | None = None
    unit: Unit = "percent"
    hedge: Hedge = "plain"

    @model_validator(mode="after")
    def _one_of_both(self) -> "Quantity":
        if (self.value is None) == (self.value_range is None):
            raise ValueError("give value or value_range, one of the two")
        return self

    @property
    def printed(self) -> tuple[str, ...]:
        """The printed figures, one or two."""
        return self.value_range or (self.value or "",)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Signed values in the base unit: fraction, points or USD."""
        return tuple(Decimal(v) * SCALES[self.unit] for v in self.printed)

    @property
    def base_unit(self) -> str:
        """``fraction``, ``points`` or ``USD``."""
        return BASE_UNITS.get(self.unit, "USD")

    @property
    def decimals(self) -> int:
        """Digits after the point as printed (the coarser of a range)."""
        return min(len(v.partition(".")[2]) for v in self.printed)

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit, in the base unit."""
        return SCALES[self.unit].scaleb(-self.decimals)

    @property
    def sign(self) -> int:
        """-1 for a fall, 1 otherwise."""
        return -1 if any(n < 0 for n in self.numbers) else 1

    @property
    def magnitudes(self) -> tuple[Decimal, Decimal]:
        """The smaller and the larger stated magnitude (equal unless a range)."""
        sizes = sorted(abs(n) for n in self.numbers)
        return sizes[0], sizes[-1]


@dataclass(frozen=True, slots=True)
class AllowedSet:
    """The magnitudes that the words allow; None is an end without bound."""

    lo: float | None
    hi: float | None
    lo_closed: bool
    hi_closed: bool

    def holds(self, magnitude: float) -> bool:
        """Tell whether one magnitude is in the set."""
        above = self.lo is None or magnitude > self.lo or (self.lo_closed and magnitude == self.lo)
        below = self.hi is None or magnitude < self.hi or (self.hi_closed and magnitude == self.hi)
        return above and below


def significant_step(quantity: Quantity) -> Decimal:
    """Return w: one unit of the last digit that is not a zero before the point.

    17 gives 1, 17.0 gives 0.1, 600 gives 100, all in the base unit.
    """
    printed = quantity.printed[0].lstrip("+-")
    if "." in printed or not printed.strip("0"):
        return quantity.step
    zeros = len(printed) - len(printed.rstrip("0"))
    return quantity.step.scaleb(zeros)


def allowed(quantity: Quantity) -> AllowedSet:
    """Turn a hedge and printed digits into the set of magnitudes they allow.

    For a range "20-30 %" the low figure sets the lower end and the high
    figure the upper one, each with its own rounding.
    """
    low, high = quantity.magnitudes
    u, w = quantity.step, significant_step(quantity)
    about = max(u / 2, min(w, low / 5))
    ends: dict[str, tuple[Decimal | None, Decimal | None, bool, bool]] = {
        "plain": (low - u / 2, high + u / 2, True, True),
        "about": (low - about, high + about, False, False),
        "nearly": (low - min(w, low / 10), high, True, False),
        "at_least": (low, None, True, False),
        "more_than": (low, None, False, False),
        "at_most": (Decimal(0), high, True, True),
        "less_than": (Decimal(0), high, True, False),
        "up_to": (low - u / 2, high + u / 2, True, True),
        "digits": (low, high + u, True, False),
    }
    lo, hi, lo_closed, hi_closed = ends[quantity.hedge]
    floor = None if lo is None else float(max(lo, Decimal(0)))
    return AllowedSet(floor, None if hi is None else float(hi), lo_closed, hi_closed)


def inexact_margin(quantity: Quantity) -> float:
    """Return how far from the stated value another rounding could reach.

    max(u, min(w/2, v/10)); half a unit for a bound (``nearly`` included).
    """
    u = quantity.step
    if quantity.hedge in {"nearly", "at_least", "more_than", "at_most", "less_than"}:
        return float(u / 2)
    value = quantity.magnitudes[0]
    return float(max(u, min(significant_step(quantity) / 2, value / 10)))


_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_KOREAN = {"조": 12, "억": 8, "만": 4, "천": 3}


def normalise(text: str) -> str:
    """Fold full-width digits and signs to ASCII, and every dash before a digit to '-'."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[−–‒](?=\s*\d)", "-", folded)


def printed_figures(quote: str) -> set[str]:
    """List the figures that stand in a quote, as printed and in Korean composites.

    ``"2조 9030억"`` gives 2, 9030 and, read as one number in 억, 29030;
    ``"1만 9341.83"`` gives 19341.83 too. Thousands separators are dropped.
    """
    text = normalise(quote)
    found = {m.replace(",", "").rstrip(".") for m in re.findall(_NUMBER, text)}
    whole = _THOUSANDS.sub(_in_ones, text)
    for match in re.finditer(rf"(?:{_NUMBER}\s*[조억만천]\s*)+(?:{_NUMBER})?", whole):
        found |= _composites(match.group())
    return found | {f"{d.replace(',', '')}.{c:0>2}" for d, c in _DOLLARS_CENTS.findall(text)}


_DOLLARS_CENTS = re.compile(r"(\d[\d,]*) ?(?:달러|dollars?),? ?(?:and )?(\d{1,2}) ?(?:센트|cents?)")


_THOUSANDS = re.compile(rf"({_NUMBER})\s*천\s*({_NUMBER})?(?=\s*[조억만])")


def _in_ones(found: re.Match[str]) -> str:
    """Write the thousands of a scale word in digits: ``5천890억`` is 5890억."""
    many, rest = (Decimal((n or "0").replace(",", "")) for n in found.groups())
    return format(many * 1000 + rest, "f")


def _composites(text: str) -> set[str]:
    """Read a Korean composite number in each scale word it uses, and in ones."""
    parts = re.findall(rf"({_NUMBER})\s*([조억만천]?)", text)
    total = sum(
        (Decimal(n.replace(",", "")).scaleb(_KOREAN.get(s, 0)) for n, s in parts), Decimal(0)
    )
    values = {total.scaleb(-_KOREAN.get(s, 0)) for _, s in parts} | {total}
    return {format(v if "." in text else v.normalize(), "f") for v in values}


_LOW_HEDGE_WORDS = {h: re.compile(words) for h, words in HEDGE_WORDS.items()}  # all in lower case


def hedges_in(quote: str) -> set[str]:
    """Return the hedges whose words stand in a quote."""
    return set(_hedges_in(normalise(quote).lower()))


@lru_cache(maxsize=4096)
def _hedges_in(text: str) -> frozenset[str]:
    return frozenset(h for h, words in _LOW_HEDGE_WORDS.items() if words.search(text))


def record_kind(quote: str) -> str:
    """Say what a record claim is about.

    Returns
    -------
    str
        "rank", "first" or "value" (comparisons that one security's prices cannot decide),
        "high" or "low" (a price level), "fall" or "rise" (a move), "move" where the
        words leave the direction open, or "unsaid" where they do not even say whether a
        move or a level is meant ("rose to its own record").
    """
    text = normalise(quote)
    found = (k for k, words in RECORD_WORDS.items() if re.search(words, text, re.IGNORECASE))
    kind = next(found, "move")
    sized = re.search(SIZE_WORDS, text, re.IGNORECASE)
    bare = re.search(BARE_RECORD, text, re.IGNORECASE)
    unsaid = not sized and (kind == "move" or (kind in {"fall", "rise"} and bare))
    return "unsaid" if unsaid else kind


def names_scope(quote: str) -> bool:
    """Tell whether a record claim names a span ("since March", "6주 만의"), not all time."""
    return bool(re.search(SCOPE_WORDS, normalise(quote), re.IGNORECASE))

"""Percentages written as words: half, a fifth, two and a quarter percent."""

import re

# Figures written as words: what each says, as printed digits.
WORD_FIGURES = {
    r"반 ?토막|절반|\bhal(?:f|ved)\b": "50",
    r"두 배|2배|\bdoubled?\b": "100",
    r"세 배|3배|\b(?:trip|treb)led?\b": "200",
    r"네 배|4배|\bquadrupled?\b": "300",
}


PARTS = {"a quarter": "25", "a fifth": "20", "a tenth": "10"}
_OF_ONE = {
    "half": "0.5",
    "three-quarters": "0.75",
    "three quarters": "0.75",
    "a quarter": "0.25",
    "a third": "0.33",
    "two-thirds": "0.67",
    "a tenth": "0.1",
    "six-tenths": "0.6",
    "two-tenths": "0.2",
    "three-tenths": "0.3",
    "four-tenths": "0.4",
    "seven-tenths": "0.7",
    "eight-tenths": "0.8",
    "nine-tenths": "0.9",
}
OF_ONE = (
    rf"(?<![\w-])(?=[hastfen])(?:{'|'.join(_OF_ONE)})(?: of)? (?:a |one )(?:full )?per ?cent(?!age)"
)
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_FRACTIONS = {"a half": ".5", "a quarter": ".25", "three quarters": ".75", "three-quarters": ".75"}
_UNIT = rf"(?:{'|'.join(sorted(ONES, key=len, reverse=True))})"
_SPOKEN_END = r"(?=\s*(?:[.,;]|$)| (?:on|yesterday|today|this)\b)"  # "down nine and a half."
SPELLED = rf"(?<![\w-])(?=[otfsen])(?:(?:{'|'.join(_TENS)})(?:[- ]{_UNIT})?|{_UNIT})(?: point [a-z]+)?(?: and (?:{'|'.join(_FRACTIONS)}))?(?:(?= (?:percent|per cent)\b) per ?cent|(?<=and a half){_SPOKEN_END})"


def spelled(words: str) -> str:
    """Return the digits of a percentage in words: ``two and a quarter percent`` is 2.25."""
    text = words.lower()
    whole, point, digits = text.partition(" point ")
    total = sum(v for w, v in _TENS.items() if w in whole)
    unit = re.search(rf"\b{_UNIT}\b", whole)
    total += ONES.index(unit.group()) + 1 if unit else 0
    tail = next((f for w, f in _FRACTIONS.items() if f" and {w}" in text), "")
    if point:
        digit = digits.split()[0]
        tail = f".{ONES.index(digit) + 1}" if digit in ONES[:9] else tail
    return f"{total}{tail}"


_KOREAN_PARTS = {
    (2, 1): "50", (3, 1): "33", (3, 2): "67", (4, 1): "25", (4, 3): "75", (5, 1): "20", (5, 2): "40", (5, 3): "60",
    (5, 4): "80", (6, 1): "17", (8, 1): "12.5", (10, 1): "10",
}  # fmt: skip
PART_KO = r"(?<!\d)(?:\d{1,2})분의 ?[1-4](?!\d| ?(?:토막|수준|로|만|밖|에))"


def part_ko(words: str) -> str:
    """Return the percent of a Korean fraction, ``4분의 1`` is 25; "" of one that is rare."""
    whole, part = (int(n) for n in re.findall(r"\d+", words))
    return _KOREAN_PARTS.get((whole, part), "")


def of_one(words: str) -> str:
    """Return the digits of a part of one percent: ``half a percent`` is 0.5."""
    return next(v for part, v in _OF_ONE.items() if words.lower().startswith(part))


def in_words(quote: str) -> set[str]:
    """Return the percentages that a quote states in words (half: 50, doubled: 100)."""
    told = {spelled(m.group()) for m in re.finditer(SPELLED, quote, re.IGNORECASE)}
    told |= {v for words, v in PARTS.items() if words in quote}
    told |= {of_one(m.group()) for m in re.finditer(OF_ONE, quote, re.IGNORECASE)}
    told |= {v for m in re.finditer(PART_KO, quote) if (v := part_ko(m.group()))}
    return told | {v for words, v in WORD_FIGURES.items() if re.search(words, quote, re.IGNORECASE)}

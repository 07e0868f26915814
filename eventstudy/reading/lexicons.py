"""The languages that articles can be read in."""

from eventstudy.reading.words import Words
from eventstudy.reading.words_en import ENGLISH
from eventstudy.reading.words_ko import KOREAN

LEXICONS: dict[str, Words] = {"en": ENGLISH, "ko": KOREAN}


def language_of(text: str) -> str:
    """Tell Korean from English: Hangul in more than a trace."""
    head = text[:200_000]
    hangul = sum(1 for c in head if "가" <= c <= "힣")
    latin = sum(1 for c in head if c.isascii() and c.isalpha())
    return "ko" if hangul * 8 > latin else "en"

"""The languages that articles can be read in."""

import re

from eventstudy.reading.words import Words
from eventstudy.reading.words_en import ENGLISH
from eventstudy.reading.words_ko import KOREAN

_HANGUL = re.compile("[가-힣]+")
_LATIN = re.compile("[A-Za-z]+")
LEXICONS: dict[str, Words] = {"en": ENGLISH, "ko": KOREAN}


def language_of(text: str) -> str:
    """Tell Korean from English: Hangul in more than a trace."""
    head = text[:200_000]
    hangul = len(head) - len(_HANGUL.sub("", head))
    latin = len(head) - len(_LATIN.sub("", head))
    return "ko" if hangul * 8 > latin else "en"

"""Lines and sentences of the view, bounded in length.

A sentence never crosses a line. Text without stops is cut at a space, so that
no rule ever looks at more than a bounded stretch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LONGEST = 500
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|vs|No|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|approx|est|Bros|Gov|Sen|Rep|Gen)"
    r"|\b(?:[A-Za-z]\.)+[A-Za-z]|\b[A-Z]|\d)$"
)
_STOP = re.compile(
    r"(?=[.!?。…;；●•▶◆◇■□▷])(?:(?<![.!?。…])[.!?。…]{1,6}[\"')\]」』]{0,3}(?=\s)|(?<=다)[.](?=[가-힣A-Z\"'▲◇◆■])|…(?=[가-힣A-Z\"\'])|[;；](?=\s)|(?<=\s)[●•▶◆◇■□▷](?=\s?\S))"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the view.

    ``paragraph`` tells whether a line begins with it, ``joined`` whether it goes on
    after a semicolon.
    """

    start: int
    end: int
    text: str
    paragraph: bool
    joined: bool = False


def sentences(shown: str) -> Iterator[Sentence]:
    """Yield the sentences of a view, in order, without blank ones."""
    for line in re.finditer(r"[^\n]+", shown):
        first = True
        for start, end in _pieces(line.group(), line.start()):
            piece = shown[start:end]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                joined = not first and shown[max(0, start - 4) : start].rstrip()[-1:] in {";", "；"}
                yield Sentence(start + lead, end, piece[lead:], first, joined)
                first = False


_LETTERS = re.compile(r"[A-Za-z]+")
_PROPER = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b(?=\.? \d)"
)


def quiet(sentence: Sentence) -> Sentence:
    """Write a headline in ALL CAPITALS as a sentence, letter for letter."""
    words = _LETTERS.findall(sentence.text)
    if len(words) < 3 or any(not w.isupper() for w in words) or not sentence.text.isascii():
        return sentence
    low = _PROPER.sub(lambda m: m.group().capitalize(), sentence.text.lower())
    return replace(sentence, text=low)


def _pieces(line: str, offset: int) -> Iterator[tuple[int, int]]:
    """Cut a line at its stops, and at a space where it has none for long."""
    begin = 0
    for stop in _STOP.finditer(line):
        if line[stop.start()] == "." and _ABBREVIATION.search(
            line[max(0, stop.start() - 14) : stop.start()]
        ):
            if _ends_anyway(line, stop):
                yield from _bounded(line, begin, stop.end(), offset)
                begin = stop.end()
            continue
        yield from _bounded(line, begin, stop.end(), offset)
        begin = stop.end()
    yield from _bounded(line, begin, len(line), offset)


def _ends_anyway(line: str, stop: re.Match[str]) -> bool:
    """Tell a sentence that ends in ``Inc.`` or a year from an abbreviation within one."""
    before, after = (
        line[max(0, stop.start() - 14) : stop.start()],
        line[stop.end() : stop.end() + 12],
    )
    if re.search(r"\d$", before):
        return not re.match(r"\s*\d", after)
    return bool(re.search(r"(?:Inc|Corp|Co|Ltd|a\.m|p\.m|U\.S|E\.T)$", before)) and bool(
        re.match(r"\s+(?:The|It|In|On|That|This|But|Its|At|Shares|Meanwhile)\b", after)
    )


def _bounded(line: str, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = line.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space + 1 if space > 0 else start + LONGEST
        yield offset + start, offset + cut
        start = cut
    yield offset + start, offset + end

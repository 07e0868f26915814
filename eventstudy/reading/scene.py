"""One sentence with everything the rules look at, and what earlier sentences left."""

import bisect
import re
from dataclasses import dataclass
from datetime import date

from eventstudy.reading.caseless import Caseless
from eventstudy.reading.dates import Clock, DateMark, date_marks
from eventstudy.reading.lexicon import Listing, Mention
from eventstudy.reading.omitted import completed, rows
from eventstudy.reading.quantities import LETTER, Figure, figures
from eventstudy.reading.sentences import Sentence
from eventstudy.reading.words import Words

SHORT = 80  # characters of a sentence that may say which way a list behind it went


@dataclass(frozen=True, slots=True)
class Move:
    """A word that says up (1) or down (-1)."""

    start: int
    end: int
    sign: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What the text has spoken of before a sentence; None where nothing yet.

    ``anchor`` is the session it told of, ``spoken`` the day it named last, of whatever, ``basis`` the trading hours it set for a passage,
    ``passage`` what its dollars meant: "cap" (market values), "target" or "";
    ``window`` a heading that names the window of a list, ``stretch`` the week or month
    that the last figures of the same paragraph were stated over, ``year`` the year spoken of;
    ``percent`` tells that figures were percentages, ``opening`` how the sentence began;
    ``pair`` the shares or indices that it told of, ``heading`` which way it told of, up or down;
    ``within`` the hour that its last figure was of, or that it set for those to come,
    ``run`` the sessions in a row that it counted, ``whole`` the week or year that it was all about.
    """

    stock: Listing | None = None
    index: Listing | None = None
    last: Listing | None = None
    anchor: date | None = None
    spoken: date | None = None
    basis: str | None = None
    passage: str = ""
    window: str = ""
    stretch: tuple[date, date] | None = None
    year: int | None = None
    percent: bool = False
    opening: str = ""
    pair: tuple[Listing, ...] = ()
    heading: int = 0
    within: str = ""
    run: tuple[date, date] | None = None
    whole: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence and its marks; positions count from the sentence's start.

    ``stamp`` is the trading hour that a clock time at the line's start gives.
    ``nouns`` are the tables of nouns that set figures aside, as far as one occurs here.
    """

    sentence: Sentence
    language: str
    words: Words
    mentions: tuple[Mention, ...]
    dates: tuple[DateMark, ...]
    figures: tuple[Figure, ...]
    moves: tuple[Move, ...]
    hours: tuple[tuple[str, int, int], ...]
    breaks: tuple[tuple[int, int], ...]
    nouns: tuple[tuple[str, Caseless], ...]
    memory: Memory
    stamp: str = ""

    @property
    def text(self) -> str:
        """The sentence as the rules read it."""
        return self.sentence.text

    def between(self, start: int, end: int) -> str:
        """Return a stretch of the sentence."""
        return self.sentence.text[start if start > 0 else 0 : end if end > 0 else 0]

    def clause_start(self, position: int) -> int:
        """Return where the clause around a position begins."""
        row = bisect.bisect_right(self.breaks, position, key=lambda b: b[1]) - 1
        return self.breaks[row][1] if row >= 0 else 0

    def clause_end(self, position: int) -> int:
        """Return where the clause around a position ends."""
        row = bisect.bisect_left(self.breaks, position, key=lambda b: b[0])
        return self.breaks[row][0] if row < len(self.breaks) else len(self.text)

    def mention_before(self, mention: Mention) -> Mention | None:
        """Return the name before a name."""
        row = bisect.bisect_left(self.mentions, mention.start, key=lambda m: m.start) - 1
        return self.mentions[row] if row >= 0 else None


_ENGLISH_BREAK = re.compile(
    r"; | - |--| — |—|: |, (?:while|but|whereas|although|though|as|after|before|and|with|which|who|compared|even)\b|, (?=\w+ing\b)"
    r"| (?:while|whereas|although|though|but|having|despite) | (?:after|before) (?=\w+ing\b)|\) (?=[A-Z])"
)
_KOREAN_BREAK = re.compile(
    r"(?<=[가-힣])(?:고|며|면서|지만|으나|는데|자|다가|아서|어서|해서|데다)(?:,| )|(?<=[은한된진난른친인킨간온뛴린]) (?:뒤|후)(?:,| )|[;:]|(?<!보)다(?: |,)(?=[가-힣A-Z])| - | — "
)


def _breaks(language: str) -> re.Pattern[str]:
    return _KOREAN_BREAK if language == "ko" else _ENGLISH_BREAK


def set_scene(
    sentence: Sentence,
    names: list[Mention],
    clock: Clock,
    words: Words,
    memory: Memory,
    stamp: str = "",
) -> Scene:
    """Find every mark of a sentence; ``names`` are its mentions, from the sentence's start."""
    text = sentence.text
    if not (names or memory.stock or memory.index) and not _DIGIT.search(text):
        return Scene(sentence, clock.language, words, (), (), (), (), (), (), (), memory, stamp)
    dates = tuple(date_marks(text, clock, memory.anchor, memory.year, memory.spoken))
    taken = [(m.start, m.end) for m in names] + [(d.start, d.end) for d in dates]
    counted = tuple(f for f in figures(text) if not _touches(f.start, f.end, taken))
    moves = tuple(
        Move(m.start(), m.end(), 1 if m.group("up") else -1)
        for m in (words.direction.finditer(text) if counted or names or len(text) <= SHORT else ())
        if not _touches(m.start(), m.end(), taken)
    )
    counted = completed(text, rows(text, counted), names, moves, memory.percent)
    spoken = bool(counted) and LETTER.search(text) is not None
    hours = (
        tuple((m.lastgroup or "", m.start(), m.end()) for m in words.bases.finditer(text))
        if spoken or names
        else ()
    )
    breaks = (
        tuple((m.start(), m.end()) for m in _breaks(clock.language).finditer(text))
        if counted
        else ()
    )
    return Scene(
        sentence,
        clock.language,
        words,
        tuple(names),
        dates,
        counted,
        moves,
        hours,
        breaks,
        tuple(row for row in words.about if spoken and row[1].search(text)),
        memory,
        stamp,
    )


_DIGIT = re.compile(
    r"\d|반 ?토막|절반|일제히|동반|어제|간밤|이날|전날|요일|\b(?:[Oo]vernight|[Ll]ast night|[Tt]oday|[Yy]esterday|[A-Z][a-z]+day|half|halved|doubl|tripl)"
)


def _touches(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in spans)

"""Turn the figures of one sentence into claims, or say what they are instead."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eventstudy.article import CARRIED, NO_DAY, NO_FIGURE, SESSION_BEFORE, Claim, OtherFigure
from eventstudy.reading.caseless import caseless
from eventstudy.reading.dates import Clock
from eventstudy.reading.decide import Found, decide, of_many
from eventstudy.reading.directions import direction_of
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.manner import basis_of, hedge_of, still_then, touched_then
from eventstudy.reading.named_day import COMPARED, WEEK_BEFORE, YEAR_END, session_of
from eventstudy.reading.periods import (
    hardly_in_a_day,
    named_period,
    of_month,
    week_before,
    year_end,
)
from eventstudy.reading.quantities import LETTER, Figure
from eventstudy.reading.recall import remember
from eventstudy.reading.scene import Memory, Move, Scene
from eventstudy.reading.subjects import UNKNOWN, subjects_of
from eventstudy.reading.windows import span_of
from eventstudy.spelled import in_words
from eventstudy.wording import hedges_in, printed_figures

LONGEST_QUOTE = 90
_OF_THAT_DAY = re.compile(
    r"\s*(?:(?:record|closing|intraday|all-time)\s)*(?:(?:close|high|low|peak|price|level)\s)?(?:of|at)?\s*"
    r"|\s*(?:종가|마감가|주가)[가는] ?|(?:\([^)]{0,12}\))?의?\s*(?:사상 |역대 )?(?:최고 |최저 )?종가(?:인|였던)? |의?\s*(?:종가 기준 |장중 |기록한 |사상 )*(?:고점|저점|최고치|최고가|최저가|최저치|종가)\("
)
_WHOLE = frozenset({"premarket", "afterhours"})
_REGULAR = caseless(r"장중|장 중|정규장|거래일|session|trading day|intraday")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence gave, offsets counted from its start, and what it leaves for the next."""

    claims: tuple[Claim, ...]
    aside: tuple[OtherFigure, ...]
    unread: bool
    memory: Memory

    @property
    def told(self) -> bool:
        """Whether the sentence gave anything to report."""
        return bool(self.claims or self.aside or self.unread)


def read_sentence(scene: Scene, clock: Clock) -> Reading:
    """Read every figure of a sentence."""
    claims: list[Claim] = []
    aside: list[OtherFigure] = []
    unread = False
    signs: dict[int, int] = {}
    seen: list[Listing] = []
    if not (scene.mentions or scene.moves or LETTER.search(scene.text)) and _idle(scene):
        return _numbers(scene, clock)
    for index, figure in enumerate(scene.figures):
        sign, move = direction_of(scene, index, signs)
        subjects, how = subjects_of(scene, index, move)
        found = decide(scene, index, sign, move, subjects)
        if found.measure:
            signs[index] = sign
            made = _claims(scene, clock, index, found, move, subjects, how)
            unread = unread or not made
            claims += made
            seen += [s for s in subjects if s.symbols]
        elif found.aside:
            quote, at = _quoted(scene, figure.start, figure.end)
            aside.append(OtherFigure(quote=quote, at=at, about=found.aside))
        else:
            unread = unread or figure.kind in {"percent", "points", "usd"}
            signs[index] = sign if figure.kind in {"percent", "points"} else 0
    memory = remember(scene, seen, clock, claims)
    return Reading(tuple(claims), tuple(aside), unread, memory)


def _idle(scene: Scene) -> bool:
    """Tell whether no figure can speak of the topic: none is signed, bare or in points."""
    plain = all(not f.sign and f.kind not in {"bare", "points"} for f in scene.figures)
    return plain or scene.memory.last is None


def _numbers(scene: Scene, clock: Clock) -> Reading:
    """Read a line of nothing but numbers, of which none can be a claim."""
    kinds = {f.kind for f in scene.figures}
    aside = tuple(
        OtherFigure(quote=scene.between(f.start, f.end), at=f.start, about=_NUMBERS[f.kind])
        for f in scene.figures
        if f.kind in _NUMBERS
    )
    memory = remember(scene, [], clock, [])
    return Reading((), aside, bool(kinds & {"percent", "points"}), memory)


_NUMBERS = {
    "count": NO_FIGURE,
    "usd": "an amount of money",
    "percentage points": "percentage points",
    "other currency": "other currency",
    "multiple": "multiple",
}


def _claims(
    scene: Scene,
    clock: Clock,
    index: int,
    found: Found,
    move: Move | None,
    subjects: list[Listing],
    how: str,
) -> list[Claim]:
    """Make the claims of one figure, one a subject."""
    figure = scene.figures[index]
    hedge, first, last = hedge_of(scene, index)
    basis = _basis(scene, index, move, hedge, subjects)
    changes = found.measure in _CHANGES
    day, because = _day_of(scene, index, found, basis, clock)
    span = span_of(scene, index, day, clock, basis) if changes and day else None
    if hedge == "plain" and basis == "intraday" and _reached(scene, figure):
        hedge = "up_to"
    if hedge == "plain" and _PART_OF.search(scene.between(figure.start, figure.end)):
        hedge = "about"  # half a percent, a fifth of its value
    in_a_day = span is not None and day is not None and span.start == clock.before(day)
    if in_a_day and hardly_in_a_day(scene, figure, subjects, because):
        return []
    quote, at = _quote(scene, figure, move, hedge, first, last)
    made = []
    many = found.measure == "value_change" and (of_many(scene, figure) or not subjects)
    for listing in (subjects or [UNKNOWN])[: 1 if many else None]:
        sign = found.sign if changes else 1
        made.append(
            Claim(
                quote=quote,
                at=at,
                subject=listing.symbols[0] if listing.symbols and not many else None,
                candidates=listing.symbols if len(listing.symbols) > 1 and not many else (),
                measure=found.measure,
                **_stated(figure, sign),
                unit=_unit(figure, found.measure, listing),
                hedge=hedge,
                basis=basis,
                start=span.start if span else None,
                start_approximate=span is not None and span.approximate,
                date=span.end if span else day,
                date_because=because
                + (f"; {span.rule}" if span and span.rule != "one day" else ""),
                rule=f"{found.measure}: {figure.kind}, {how}",
            )
        )
    return made


_PART_OF = re.compile(r"\b(?:half|quarters?|third|fifth|tenths?)\b", re.IGNORECASE)
_CHANGES = frozenset({"return", "point_change", "value_change"})


def _day_of(
    scene: Scene, index: int, found: Found, basis: str, clock: Clock
) -> tuple[date | None, str]:
    """Return the session of a figure and why: its clause's, or the one that its form asks for."""
    figure = scene.figures[index]
    day, because = session_of(scene, figure.start, figure.end, clock)
    early = scene.language == "en" and because == CARRIED and day == clock.before(clock.published)
    if basis == "premarket" and (because.startswith(NO_DAY) or early):
        day = clock.morning() if scene.language == "ko" else clock.held(clock.published)
    if found.measure in _CHANGES:
        period = named_period(scene, index, clock) if day is None else None
        return (clock.held(min(period[1], clock.default)) if period else day), because
    closed = year_end(scene, figure, clock)
    if closed is not None:
        return closed, YEAR_END
    if day and week_before(scene, figure):
        return clock.held(day - timedelta(7)), WEEK_BEFORE
    if (
        found.measure == "level"
        and day
        and (_left_behind(scene, index) or _came_from(scene, index) or _had_been(scene, index))
    ):
        return clock.before(day), f"{SESSION_BEFORE} {day}: from there to the next figure"
    if of_month(scene, figure):
        return None, "a month is named, but no day"
    compared = _compared_day(scene, figure)
    return (clock.held(compared), COMPARED) if compared else (day, because)


def _compared_day(scene: Scene, figure: Figure) -> date | None:
    """Return the day of ``전날 242.11달러``: a price that another is compared with."""
    found = [
        m.day
        for m in scene.dates
        if m.role == "baseline"
        and m.day
        and (
            _OF_THAT_DAY.fullmatch(scene.between(m.end, figure.start))
            if m.end <= figure.start
            else _ON_THAT_DAY.fullmatch(scene.between(figure.end, m.start))
        )
    ]
    return found[-1] if found else None


def _of_the_day_before(scene: Scene, figure: Figure) -> bool:
    """Tell ``from 21.90 the day before``: the words behind it have taken the step back."""
    return any(
        (m.kind in {"relative", "today"} and 0 <= m.start - figure.end <= 2)
        or scene.between(figure.end, m.start) in {" at ", " at the close on "}
        for m in scene.dates
    )


_ON_THAT_DAY = re.compile(
    r"(?:%| points)?(?: (?:at which|where) [\w' ]{2,32})? (?:back )?(?:on|ON) (?:last )?"
)


_EXTREME_EN = caseless(
    r"\bat (?:its |their |the )?(?:worst|best|most|trough|nadir|lowest|top|peak)\b|session's (?:trough|low|high|peak)|\bpeaked|\bbottomed|to (?:a )?session (?:low|high)"
)


def _left_behind(scene: Scene, index: int) -> bool:
    """Tell ``from 13,617.50 to 12,220.76``: the first is where the move began."""
    figure, later = scene.figures[index], scene.figures[index + 1 : index + 2]
    if not later or later[0].kind != figure.kind:
        return False
    gap = scene.between(figure.end, later[0].start)
    lead = scene.between(figure.start - 12, figure.start)
    return bool(re.search(r"\bfrom \$?$", lead) and re.fullmatch(r" to \$?", gap))


_HAD_BEEN = re.compile(
    r"\bhad (?:been|stood|sat|hovered|languished|closed|ended|finished|settled)\b[^,.;\d]{0,16} (?:at|near|around) \$?$"
)


def _had_been(scene: Scene, index: int) -> bool:
    """Tell ``the VIX, which had stood near 17, jumped to 22``: the first is of before the move."""
    figure = scene.figures[index]
    dated = any(m.role == "session" for m in scene.dates)
    later = any(f.kind in {"percent", "points", figure.kind} for f in scene.figures[index + 1 :])
    return later and not dated and _HAD_BEEN.search(scene.between(0, figure.start)) is not None


def _came_from(scene: Scene, index: int) -> bool:
    """Tell ``rose to 24.80 from 21.90``: the second is where the move began."""
    if not index or scene.figures[index].kind != scene.figures[index - 1].kind:
        return False
    figure, first = scene.figures[index], scene.figures[index - 1]
    lead = scene.between(first.start - 6, first.start)
    gap = scene.between(first.end, figure.start)
    moved = re.search(r"\bto \$?$", lead) and re.fullmatch(r" from \$?", gap)
    return bool(moved) and not _of_the_day_before(scene, figure)


def _reached(scene: Scene, figure: Figure) -> bool:
    """Tell ``장중 2.6%까지 밀렸다``: the furthest that the day went."""
    return scene.text.startswith("까지", figure.end) or bool(
        _EXTREME_EN.search(scene.between(figure.start - 40, figure.end + 24))
    )


def _basis(scene: Scene, index: int, move: Move | None, hedge: str, subjects: list[Listing]) -> str:
    basis = basis_of(scene, index, move, hedge)
    if basis == "unspecified" and index and _beside(scene, index):
        before = hedge_of(scene, index - 1)[0]
        basis = basis_of(scene, index - 1, None, before)
    if basis == "unspecified" and (still_then(scene, index) or touched_then(scene, index)):
        return "intraday"
    if scene.memory.within == "all afterhours" and not scene.sentence.paragraph:
        return "afterhours" if basis in {"unspecified", "intraday"} else basis
    futures = subjects and subjects[0].kind == "future"
    if futures and basis in {"unspecified", "intraday", "open", "close"}:
        named = [name for name, _, _ in scene.hours]
        here = [b for b in (*named, scene.memory.basis) if b in {"premarket", "afterhours"}]
        return here[0] or basis if here else "premarket"
    if basis == "unspecified" and scene.sentence.joined and scene.memory.basis in _WHOLE:
        return scene.memory.basis or basis  # "up 33% premarket; AMD down 4%"
    loose = basis == "unspecified" or (basis == "intraday" and not _REGULAR.search(scene.text))
    if (
        loose
        and scene.memory.basis in {"premarket", "afterhours"}
        and subjects == [scene.memory.last]
        and not any(m.role == "baseline" and m.kind in {"full", "day"} for m in scene.dates)
        and not any(_ANOTHER.match(scene.text, m.start) for m in scene.dates)
    ):
        return scene.memory.basis or basis
    return basis


_ANOTHER = re.compile(r"(?:that|the same|Mon|Tues|Wednes|Thurs|Fri)[ a-z]*?day\b(?!'s)")


def _beside(scene: Scene, index: int) -> bool:
    """Tell a figure that restates the one before it: ``$394.80, up 29%``, ``226.71달러(37%)``."""
    gap = scene.between(scene.figures[index - 1].end, scene.figures[index].start)
    return bool(
        re.fullmatch(
            r",? ?\(?(?:or |up |down |a gain of |a drop of |a loss of )?(?:about |nearly )?",
            gap,
        )
    )


def _stated(figure: Figure, sign: int) -> dict[str, Any]:
    mark = "-" if sign < 0 else ""
    if figure.low:
        return {"value_range": (mark + figure.low, mark + figure.value)}
    return {"value": mark + figure.value}


def _unit(figure: Figure, measure: str, listing: Listing) -> str:
    if measure == "return":
        return "percent"
    return figure.scale or ("USD" if listing.kind in {"stock", "etf"} else "points")


def _quote(
    scene: Scene, figure: Figure, move: Move | None, hedge: str, first: int, last: int
) -> tuple[str, int]:
    """Return the shortest telling evidence: hedge, figure and the move beside it."""
    start, end = first, last
    if (
        move is not None
        and (figure.kind in {"percent", "points", "word"} or figure.scaled)
        and 0 <= move.start - last <= 12
        and not _crossed(scene, last, move.start)
        and ")" not in scene.between(last, move.start)
    ):
        end = word_end(scene, move.end)
    elif (
        move is not None
        and figure.kind in {"percent", "points"}
        and 0 <= first - move.end <= 16
        and not _crossed(scene, move.end, first)
    ):
        start = move.start
    printed = scene.between(figure.start, figure.end) if figure.kind != "word" else ""
    for low, high in (
        (start, end),
        (first, last),
        (figure.start, last),
        (figure.start, figure.end),
    ):
        quote, at = _quoted(scene, low, high)
        said = hedges_in(quote)
        stated = figure.value in printed or figure.value in _printed(figure, quote)
        if (
            len(quote) <= LONGEST_QUOTE
            and len(quote.split()) <= 12
            and (not said or hedge in said)
            and stated
        ):
            return quote, at
    return _quoted(scene, figure.start, figure.end)


def _printed(figure: Figure, quote: str) -> set[str]:
    return in_words(quote) if figure.kind == "word" else printed_figures(quote)


def _crossed(scene: Scene, start: int, end: int) -> bool:
    return any(start <= f.start < end for f in scene.figures)


def word_end(scene: Scene, end: int) -> int:
    """Extend a verb's stem to the end of its word; a noun (하락, 급등) stands as it is."""
    if re.search(r"[락승등세진]$", scene.between(end - 1, end)) and scene.between(
        end - 2, end
    ) not in {"빠진"}:
        return end
    tail = re.match(r"[가-힣]{0,5}", scene.between(end, end + 5))
    return end + (tail.end() if tail else 0)


def _quoted(scene: Scene, start: int, end: int) -> tuple[str, int]:
    return scene.text[start:end], start

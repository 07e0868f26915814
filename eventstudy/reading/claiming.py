"""Turn the figures of one sentence into claims, or say what they are instead."""

import re
from dataclasses import dataclass
from typing import Any

from eventstudy.article import Claim, OtherFigure
from eventstudy.reading.caseless import caseless
from eventstudy.reading.dates import Clock
from eventstudy.reading.decide import Found, decide, of_many
from eventstudy.reading.directions import direction_of
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.manner import basis_of, hedge_of
from eventstudy.reading.named_day import NO_DAY, session_of
from eventstudy.reading.quantities import Figure
from eventstudy.reading.recall import remember
from eventstudy.reading.scene import Memory, Move, Scene
from eventstudy.reading.subjects import UNKNOWN, subjects_of
from eventstudy.reading.windows import span_of
from eventstudy.wording import hedges_in, in_words, printed_figures

LONGEST_QUOTE = 90
_OF_THAT_DAY = re.compile(
    r"\s*(?:(?:record|closing|intraday|all-time)\s)*(?:(?:close|high|low|peak|price|level)\s)?(?:of|at)?\s*"
)
_REGULAR = caseless(r"장중|장 중|정규장|거래일|session|trading day|intraday")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence gave, offsets counted from its start, and what it leaves for the next."""

    claims: tuple[Claim, ...]
    aside: tuple[OtherFigure, ...]
    unread: bool
    memory: Memory


def read_sentence(scene: Scene, clock: Clock) -> Reading:
    """Read every figure of a sentence."""
    claims: list[Claim] = []
    aside: list[OtherFigure] = []
    unread = False
    signs: dict[int, int] = {}
    seen: list[Listing] = []
    for index, figure in enumerate(scene.figures):
        sign, move = direction_of(scene, index, signs)
        subjects, how = subjects_of(scene, index, move)
        found = decide(scene, index, sign, move, subjects)
        if found.measure:
            signs[index] = sign
            made = _claims(scene, clock, index, found, move, subjects, how)
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
    day, because = session_of(scene, figure.start, figure.end, clock)
    compared = [
        m.day
        for m in scene.dates
        if m.role == "baseline"
        and m.day
        and _OF_THAT_DAY.fullmatch(scene.between(m.end, figure.start))
        and m.end <= figure.start
    ]
    if compared and found.measure in {"level", "market_value"}:
        day = clock.held(compared[-1])
        because = "the day compared with"
    if (
        basis == "premarket"
        and because.startswith(NO_DAY)
        and not (scene.language == "ko" and clock.instant)
    ):
        day = clock.held(clock.published)
    changes = found.measure in {"return", "point_change", "value_change"}
    span = span_of(scene, index, day, clock, basis) if changes and day else None
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
                unit=_unit(figure, found.measure),
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


def _basis(scene: Scene, index: int, move: Move | None, hedge: str, subjects: list[Listing]) -> str:
    basis = basis_of(scene, index, move, hedge)
    if basis == "unspecified" and index and _beside(scene, index):
        before = hedge_of(scene, index - 1)[0]
        basis = basis_of(scene, index - 1, None, before)
    futures = subjects and subjects[0].kind == "future"
    if futures and basis in {"unspecified", "intraday", "open", "close"}:
        named = [name for name, _, _ in scene.hours]
        here = [b for b in (*named, scene.memory.basis) if b in {"premarket", "afterhours"}]
        return here[0] or basis if here else "premarket"
    loose = basis == "unspecified" or (basis == "intraday" and not _REGULAR.search(scene.text))
    if (
        loose
        and scene.memory.basis in {"premarket", "afterhours"}
        and subjects == [scene.memory.last]
    ):
        return scene.memory.basis or basis
    return basis


def _beside(scene: Scene, index: int) -> bool:
    """Tell a figure that restates the one before it: ``$394.80, up 29%``, ``226.71달러(37%)``."""
    gap = scene.between(scene.figures[index - 1].end, scene.figures[index].start)
    return bool(
        re.fullmatch(
            r",? ?\(?(?:or |up |down |a gain of |a drop of |a loss of )?(?:about |nearly )?", gap
        )
    )


def _stated(figure: Figure, sign: int) -> dict[str, Any]:
    mark = "-" if sign < 0 else ""
    if figure.low:
        return {"value_range": (mark + figure.low, mark + figure.value)}
    return {"value": mark + figure.value}


def _unit(figure: Figure, measure: str) -> str:
    if measure == "return":
        return "percent"
    return figure.scale or "points"


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
    for low, high in (
        (start, end),
        (first, last),
        (figure.start, last),
        (figure.start, figure.end),
    ):
        quote, at = _quoted(scene, low, high)
        said = hedges_in(quote)
        stated = figure.value in (in_words if figure.kind == "word" else printed_figures)(quote)
        if (
            len(quote) <= LONGEST_QUOTE
            and len(quote.split()) <= 12
            and (not said or hedge in said)
            and stated
        ):
            return quote, at
    return _quoted(scene, figure.start, figure.end)


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

"""Figures whose percent sign was left out: ``Adobe drops 7.3 percent, Synopsys 8.5``."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from eventstudy.reading.lexicon import Mention
from eventstudy.reading.quantities import Figure

_LED = re.compile(
    r"(?:'s)?,? ?(?:(?:which|that|is|was|were|also|by|for|about|almost|nearly|just under|just over|over|more than|another|a further|up|down|off|lost|shed|roughly) )*"
)
_FOLLOWED = re.compile(
    r"\s*(?:$|[.,;)—–?!]|back\b|yesterday\b|today\b|the (?:day|session|week) before\b|the (?:previous|prior|next) (?:day|session|week)\b|(?:on|for) the (?:day|week)\b|and\b|while\b|but\b|- )"
)
_IT = re.compile(r"\b(?:it|they) (?:had |has |have |was |is |also )?$")
_CLOSED = re.compile(r"\b(?:closed|ended|finished|at) $")
_LARGEST = 60  # percent: larger bare numbers are seldom moves of a day


_GAP = re.compile(r"[ |]{1,24}")
_BESIDE = re.compile(r",? ?\(?|,? or ")
_ROUNDING = Decimal("0.02")  # percentage points: each figure of a row is rounded


def rows(text: str, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Read ``26,584.99 +671.09 +2.59`` as price, change and percentage, where they agree.

    ``-5.88, -3.15%`` is a change in points beside its percentage.
    """
    figures = list(found)
    for at in range(len(figures) - 1):
        change, share = figures[at : at + 2]
        same = change.kind == "bare" and share.kind == "percent" and change.sign == share.sign
        if same and change.sign and _BESIDE.fullmatch(text[change.end : share.start]):
            figures[at] = replace(change, cell=True)
    for at in range(len(figures) - 2):
        price, change, share = figures[at : at + 3]
        if _is_row(text, price, change, share):
            figures[at] = replace(price, cell=True)
            figures[at + 1] = replace(change, cell=True)
            figures[at + 2] = replace(share, kind="percent")
    return tuple(figures)


def _is_row(text: str, price: Figure, change: Figure, share: Figure) -> bool:
    kinds = price.kind == change.kind == "bare" and share.kind in {"bare", "percent"}
    signs = not price.sign and change.sign != 0 and share.sign == change.sign
    if not (kinds and signs):
        return False
    near = _GAP.fullmatch(text[price.end : change.start]) and _GAP.fullmatch(
        text[change.end : share.start]
    )
    before = price.number - change.sign * change.number
    if not (near and before > 0):
        return False
    return abs(100 * change.number / before - share.number) <= _ROUNDING


class Stretch(Protocol):
    """What has a place in a sentence."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


def completed(
    text: str,
    found: tuple[Figure, ...],
    names: Sequence[Mention],
    verbs: Sequence[Stretch],
    spoken: bool,
) -> tuple[Figure, ...]:
    """Read bare numbers as percentages where a list or talk in percent goes on.

    Parameters
    ----------
    found : tuple of Figure
        The figures of the sentence.
    names, verbs : sequence
        A name, or a verb behind a name, must stand right before the number.
    spoken : bool
        Whether the sentence before spoke in percent.
    """
    figures: list[Figure] = []
    names = [n for n in names if n.listing.symbols != ("^VIX",)]  # printed alone it is a level
    led = [
        v
        for v in verbs
        if any(0 < v.start - n.end <= 22 for n in names)
        or (names and _IT.search(text[max(0, v.start - 12) : v.start]))
    ]
    if not names:
        return found
    for figure in found:
        spoken = spoken or figure.kind == "percent"
        omitted = spoken and figure.kind == "bare" and _stands_alone(text, figure)
        if figure.sign and not any(_quotes(text, n, figure.start) for n in names):
            omitted = False  # a signed bare number is a change in points, unless of a share
        if omitted and any(_leads(text, a.end, figure.start) for a in (*names, *led)):
            figures.append(replace(figure, kind="percent"))
        else:
            figures.append(figure)
    return tuple(figures)


def _stands_alone(text: str, figure: Figure) -> bool:
    places = len(figure.value.partition(".")[2])
    small = 0 < figure.number < _LARGEST and places <= 2 and not figure.line and not figure.low
    return small and not figure.cell and bool(_FOLLOWED.match(text, figure.end))


def _quotes(text: str, name: Mention, start: int) -> bool:
    """Tell ``AMD -4.8``, ``closed +35.9``: a share, whose points nobody prints."""
    gap = text[name.end : start]
    return name.listing.kind == "stock" and (gap == " " or bool(_CLOSED.search(gap)))


def _leads(text: str, end: int, start: int) -> bool:
    return 0 < start - end <= 40 and bool(_LED.fullmatch(text[end:start]))

"""The text as given, and a folded view of it that rules can match.

Offsets of claims count code points of the text as given; the rules read a view
with full-width digits and signs folded to ASCII and invisible characters left out.
"""

import bisect
import re
from dataclasses import dataclass

_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    + "".join(
        chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10))
    )
)
# Markdown: bold marks and the addresses of links are not read.
_HIDDEN = re.compile(
    rf"[{_INVISIBLE}]+|\*\*|(?<=[^\s\[])\]\(https?://[^\s()]{{1,400}}\)|\[(?=[^\]\[\n]{{1,120}}\]\(https?://)"
)
_FOLDS = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_FOLDS |= dict.fromkeys(
    map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\x0b\x0c\u2028\u2029"), " "
)
_FOLDS |= dict.fromkeys(map(ord, "−‒‐‑﹣"), "-")
_FOLDS |= dict.fromkeys(map(ord, "‘’ʼ`´"), "'") | dict.fromkeys(map(ord, "“”„"), '"')
_FOLDS |= {
    ord("﹪"): "%",
    ord("٪"): "%",
    ord("\r"): "\n",
    ord("﹩"): "$",
    ord("∼"): "~",
    ord("〜"): "~",
}


@dataclass(frozen=True, slots=True)
class View:
    """A folded view of a text.

    Attributes
    ----------
    text : str
        As given.
    shown : str
        Folded: what the rules read.
    gaps, lost : tuple of int
        Positions in ``shown`` after which characters were left out, and how many in all.
    """

    text: str
    shown: str
    gaps: tuple[int, ...]
    lost: tuple[int, ...]

    def at(self, position: int) -> int:
        """Return the offset in the text of a position of the view."""
        row = bisect.bisect_right(self.gaps, position) - 1
        return position if row < 0 else position + self.lost[row]

    def quote(self, start: int, end: int) -> tuple[str, int]:
        """Return the exact substring of the text, and its offset."""
        first, last = self.at(start), self.at(end - 1) + 1
        return self.text[first:last], first


def fold(text: str) -> View:
    """Make the view of a text."""
    gaps: list[int] = []
    lost: list[int] = []
    total = 0
    for match in _HIDDEN.finditer(text):
        gaps.append(match.start() - total)
        total += match.end() - match.start()
        lost.append(total)
    shown = (_HIDDEN.sub("", text) if gaps else text).translate(_FOLDS)
    shown = _DASHED.sub("-", shown)
    return View(text, _FLAT_ROW.sub(_in_a_row, shown), tuple(gaps), tuple(lost))


_DASHED = re.compile(r"(?<=[\s:(|])–(?=\d[\d.,]*%)")  # "Nasdaq: –1.7%": a dash for a minus
# The row of a table whose cells stand on lines of their own: name, price, percentage.
_FLAT_ROW = re.compile(
    r"^(?=[^\n]{0,38}[A-Za-z가-힣])[^\n%]{1,40}\n\$?\d[\d,]{0,8}\.\d{2}\n(?:[-+▲▼] ?[\d,]{1,9}(?:\.\d{1,4})?\n)?\(?[-+▲▼] ?\d{1,3}(?:\.\d{1,4})?%\)?$",
    re.MULTILINE,
)


def _in_a_row(match: re.Match[str]) -> str:
    """Set the cells of a row side by side, letter for letter."""
    return match.group().replace("\n", "|")

"""Patterns that do not care for capitals, matched against text in lower case.

``re.IGNORECASE`` keeps Python from looking ahead for a first letter; matching a
lower-case pattern against lower-case text is some ten times faster. Positions
stay those of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_ASCII = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}
_CAPITALS = re.compile(r"\\.|\(\?P|[A-Z]")


def lower(text: str) -> str:
    """Return a text in lower case, letter for letter."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_ASCII)


@dataclass(frozen=True, slots=True)
class Caseless:
    """A compiled pattern; what it matches is given back in lower case.

    ``needs`` are words of which a match holds at least one: a quick look at texts without.
    """

    low: re.Pattern[str]
    needs: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The pattern, in lower case."""
        return self.low.pattern

    def search(self, text: str) -> re.Match[str] | None:
        """Find the pattern anywhere."""
        if self.needs and not any(word in text for word in self.needs):
            return None
        return self.low.search(lower(text))

    def match(self, text: str) -> re.Match[str] | None:
        """Find the pattern at the beginning."""
        return self.low.match(lower(text))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text."""
        return self.low.fullmatch(lower(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find the pattern wherever it stands."""
        if self.needs and not any(word in text for word in self.needs):
            return iter(())
        return self.low.finditer(lower(text))

    def sub(self, by: str, text: str) -> str:
        """Replace the pattern; the rest is given back as it was where nothing was found."""
        low = lower(text)
        return self.low.sub(by, low) if self.low.search(low) else text


@cache
def caseless(pattern: str, needs: tuple[str, ...] = ()) -> Caseless:
    """Compile a pattern in lower case; its escapes stay as they are."""
    return Caseless(re.compile(_CAPITALS.sub(_lowered, pattern)), needs)


def _lowered(match: re.Match[str]) -> str:
    return match.group().lower() if len(match.group()) == 1 else match.group()

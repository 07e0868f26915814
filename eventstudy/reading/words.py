"""What a language's word table holds; ``lexicons`` has the tables."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language that the rules look for.

    Attributes
    ----------
    direction : pattern
        Groups ``up`` and ``down``.
    hedge_before, hedge_after : sequence of (hedge, pattern)
        Tried in order on the text that ends or begins at a figure.
    bases : pattern
        Groups named as the bases.
    about : sequence of (what, pattern)
        Nouns that say a figure is not about prices.
    price, cap : pattern
        Nouns for a share's price and for market value.
    modal : pattern
        Words of forecasts: what follows or precedes is no statement of fact.
    together, record : pattern
        "All of them", "largest since": claims without a figure.
    year_to_date, span, unbound : pattern
        Windows longer than a day; ``span`` has groups ``count`` and ``unit``;
        ``unbound`` names a start that the text does not fix.
    """

    direction: re.Pattern[str]
    hedge_before: tuple[tuple[str, re.Pattern[str]], ...]
    hedge_after: tuple[tuple[str, re.Pattern[str]], ...]
    bases: re.Pattern[str]
    about: tuple[tuple[str, re.Pattern[str]], ...]
    price: re.Pattern[str]
    cap: re.Pattern[str]
    target: re.Pattern[str]
    modal: re.Pattern[str]
    together: re.Pattern[str]
    record: re.Pattern[str]
    announced: re.Pattern[str]


def hedges(rows: dict[str, str], shape: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile hedge words; ``shape`` says where they stand beside the figure."""
    return tuple((h, re.compile(shape.format(words), re.IGNORECASE)) for h, words in rows.items())


def abouts(rows: dict[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the nouns that set a figure aside."""
    return tuple((what, re.compile(words, re.IGNORECASE)) for what, words in rows.items())

"""What a language's word table holds; ``lexicons`` has the tables."""

from dataclasses import dataclass

from eventstudy.reading.caseless import Caseless, caseless


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
    target : pattern
        Dollars that are no price: targets, estimates, amounts for a unit.
    announced : pattern
        Verbs of a dated announcement.
    """

    direction: Caseless
    hedge_before: tuple[tuple[str, Caseless], ...]
    hedge_after: tuple[tuple[str, Caseless], ...]
    bases: Caseless
    about: tuple[tuple[str, Caseless], ...]
    price: Caseless
    cap: Caseless
    target: Caseless
    modal: Caseless
    together: Caseless
    record: Caseless
    announced: Caseless


def hedges(rows: dict[str, str], shape: str) -> tuple[tuple[str, Caseless], ...]:
    """Compile hedge words; ``shape`` says where they stand beside the figure."""
    return tuple((h, caseless(shape.format(words))) for h, words in rows.items())


def abouts(rows: dict[str, str], shape: str = "{}") -> tuple[tuple[str, Caseless], ...]:
    """Compile the nouns that set a figure aside; ``shape`` says where a word begins."""
    return tuple((what, caseless(shape.format(words))) for what, words in rows.items())

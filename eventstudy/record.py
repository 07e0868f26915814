"""Article records: YAML files that say what an article stated, in own words.

A record is checked before the article is: its digits must stand in its quotes,
and a hedge word in a quote must match the declared hedge.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eventstudy.article import Article, Claim
from eventstudy.errors import ConfigError
from eventstudy.faults import fault, translation_faults, validate
from eventstudy.located import Located, Path_, parse, read_text
from eventstudy.spelled import in_words
from eventstudy.wording import hedges_in, printed_figures

MAX_QUOTE_WORDS = 12
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml is three times as fast


@dataclass(frozen=True, slots=True)
class Record:
    """An article with the text of its record; ``id`` is the file's stem."""

    id: str
    text: str
    article: Article
    located: Located


def read_record(path: Path) -> Record:
    """Read and check one record file.

    Raises
    ------
    ConfigError
        With every fault of the file.
    """
    return parse_record(read_text(path, "record"), path.stem, str(path))


def parse_record(text: str, record_id: str, name: str) -> Record:
    """Check the text of a record; ``name`` is how messages call it."""
    located = parse(text, name)
    article = validate(Article, located)
    faults = [line for i, c in enumerate(article.claims) for line in _claim_faults(c, i, located)]
    faults += [*_long_quotes(article, located), *translation_faults(located)]
    if faults:
        raise ConfigError(faults)
    return Record(record_id, text, article, located)


def _claim_faults(claim: Claim, index: int, located: Located) -> list[str]:
    """Check one claim's figures, unit and hedge against its own quote."""
    path: Path_ = ("claims", index)
    checks = (_shape_fault(claim), _digit_fault(claim), _hedge_fault(claim))
    return [fault(located, (*path, field), problem) for field, problem in filter(None, checks)]


def _shape_fault(claim: Claim) -> tuple[str, str] | None:
    """Check that value, range and unit fit the measure."""
    if claim.measure == "record":
        given = claim.value or claim.value_range
        return ("value", "a record states no value; leave it out") if given else None
    if not claim.has_figure:
        signed = claim.value in {"1", "-1"} and claim.value_range is None
        return None if signed else ("value", f"{claim.value!r}; allowed for a direction: 1, -1")
    if (claim.value is None) == (claim.value_range is None):
        return "value", "give value or value_range, one of the two"
    if claim.unit is None:
        return "unit", f"is required for the measure {claim.measure}"
    return _unit_fault(claim)


def _unit_fault(claim: Claim) -> tuple[str, str] | None:
    money = {"value_change", "market_value"}
    kind = "percent" if claim.measure == "return" else "USD" if claim.measure in money else "points"
    fits = claim.unit == "percent" if kind == "percent" else claim.unit != "percent"
    if kind == "USD" and claim.unit == "points":
        fits = False
    allowed = {"percent": "percent", "USD": "USD, million USD, billion USD, 억 USD, …"}
    return (
        None if fits else ("unit", f"{claim.unit!r}; allowed: {allowed.get(kind, 'points, USD')}")
    )


def _digit_fault(claim: Claim) -> tuple[str, str] | None:
    quantity = claim.quantity if claim.has_figure and (claim.value or claim.value_range) else None
    if quantity is None or (claim.value is not None and claim.value_range is not None):
        return None
    found = printed_figures(claim.quote) | in_words(claim.quote)
    for printed in quantity.printed:
        if printed.lstrip("+-") not in found:
            seen = ", ".join(sorted(found)) or "none"
            field = "value" if claim.value else "value_range"
            return field, (
                f"{printed!r} does not stand in the quote {claim.quote!r} "
                f"(figures there: {seen}); write the digits as printed"
            )
    return None


def _hedge_fault(claim: Claim) -> tuple[str, str] | None:
    found = hedges_in(claim.quote)
    if not claim.has_figure or not found or claim.hedge in found:
        return None
    said = ", ".join(sorted(found))
    return "hedge", f"{claim.hedge!r}, but the quote {claim.quote!r} says {said}"


def _long_quotes(article: Article, located: Located) -> list[str]:
    """Refuse evidence longer than a few words."""
    kinds = ("events", "claims", "questions", "not_about_prices")
    rows = ((kind, i, row.quote) for kind in kinds for i, row in enumerate(getattr(article, kind)))
    return [
        fault(located, (kind, i, "quote"), f"{len(quote.split())} words; at most {MAX_QUOTE_WORDS}")
        for kind, i, quote in rows
        if len(quote.split()) > MAX_QUOTE_WORDS
    ]


def record_yaml(article: Article) -> str:
    """Write an article as a record file; reading it back gives the same article."""
    return str(
        yaml.dump(
            _plain(article.model_dump(mode="json", exclude_defaults=True)),
            Dumper=DUMPER,
            allow_unicode=True,
            sort_keys=False,
            width=100,
        )
    )


def _plain(value: Any) -> Any:
    """Turn tuples to lists; leave everything else."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value

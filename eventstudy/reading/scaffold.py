"""A study config from what was read: the session most claims speak of, and its shares."""

from collections import Counter
from datetime import date

from eventstudy.article import Claim
from eventstudy.errors import InputError
from eventstudy.reading.extract import Extraction

BENCHMARK = "^GSPC"
MOST_SECURITIES = 6
_WEIGHTS = {"return": 3, "point_change": 2, "level": 2, "value_change": 1, "market_value": 0}
_TEMPLATE = """\
# yaml-language-server: $schema=config.schema.json
# Proposed from the article; a person confirms. Lines with # explain or are optional.
# Check it with: eventstudy check {name}/config.yaml
title: {title}

articles: [article.yaml]        # the claims that were read; correct them there

securities:                     # of those whose moves the article states; take more by removing a #
{securities}
events:
  - id: {event}
    title: {event_title}
    announced: {announced}       # the session most claims speak of; if the news came earlier, write that
                                # day, or an instant with offset: 2025-01-20T20:00+08:00
    chosen_by: price_move       # the day is known because prices moved; `announcement` if the news gives it
    articles: [article]
{others}
# windows:                      # sessions relative to the event day, both ends included
#   estimation: [-260, -11]
#   event: [-5, 10]
#   cars: [[0, 0], [0, 1], [-1, 1], [0, 5]]

# prices:                       # default: Yahoo; or a folder with one SYMBOL.csv each
#   sources: [{{files: prices}}]
"""


def study_config(extraction: Extraction, name: str) -> str:
    """Write the text of a config that ``eventstudy run`` accepts beside ``article.yaml``.

    Parameters
    ----------
    extraction : Extraction
        What was read.
    name : str
        Name of the study's folder; also the event's id.

    Raises
    ------
    InputError
        If the article states no move of a security on a day: there is nothing to study.
    """
    claims = [c for c in extraction.article.claims if _usable(c)]
    if not claims:
        raise InputError(
            "the article states no dated move of a US security, so no event can be proposed; "
            f"write one by hand: eventstudy new {name}"
        )
    day = _session(claims)
    symbols = _securities([c for c in claims if c.date == day])
    chosen = [s for i, s in enumerate(symbols) if i == 0 or s == "^IXIC"]
    further = "".join("#" + _security(s)[1:] for s in symbols if s not in chosen)
    securities = "".join(_security(s) for s in chosen) + further
    title = f"What did {symbols[0]} do on {day.day} {day:%B %Y}?"
    return _TEMPLATE.format(
        name=name,
        title=_quoted(title),
        securities=securities,
        event=_quoted(name),
        event_title=_quoted(f"Moves of {day}"),
        announced=day,
        others=_others(extraction, day),
    )


def _usable(claim: Claim) -> bool:
    """Tell a claim on one listed security in regular trading on a known day."""
    listed = claim.subject is not None and not claim.subject.endswith("=F")
    regular = claim.basis in {"close", "intraday", "open", "unspecified"}
    return (
        listed and regular and claim.date is not None and claim.measure in {*_WEIGHTS, "direction"}
    )


def _session(claims: list[Claim]) -> date:
    """Return the session that most claims speak of; of equals the first named."""
    votes: Counter[date] = Counter()
    for claim in claims:
        if claim.date is not None:
            votes[claim.date] += _WEIGHTS.get(claim.measure, 1)
    return votes.most_common(1)[0][0]


def _securities(claims: list[Claim]) -> list[str]:
    """Return the symbols spoken of, shares before indices, those said most of first."""
    votes: Counter[str] = Counter()
    for claim in claims:
        if claim.subject is not None:
            votes[claim.subject] += _WEIGHTS.get(claim.measure, 1)
    ranked = sorted(
        votes, key=lambda s: (s.startswith("^"), s != "^IXIC" and s.startswith("^"), -votes[s])
    )
    chosen = [s for s in ranked if s != BENCHMARK][:MOST_SECURITIES]
    return chosen or [BENCHMARK]


def _security(symbol: str) -> str:
    benchmark = BENCHMARK if symbol != BENCHMARK else "^IXIC"
    return f"  - {{symbol: {_quoted(symbol)}, benchmark: {benchmark}}}\n"


def _others(extraction: Extraction, day: date) -> str:
    """List the article's other dated happenings, as comments."""
    rows = [e for e in extraction.article.events if e.date != day]
    if not rows:
        return ""
    lines = [f"# - {e.date}: {' '.join(e.label.split())[:70]}" for e in rows]
    return "\n".join(["# The article also dates:", *lines]) + "\n"


def _quoted(text: str) -> str:
    """Quote a YAML scalar that needs it."""
    return "'" + text.replace("'", "''") + "'"

"""Every claim of every article, rated: the fork that never sees the model."""

from collections.abc import Mapping
from typing import Any

from eventstudy.article import Article, Claim
from eventstudy.claims import notes
from eventstudy.claims.doubt import with_doubts
from eventstudy.claims.kinds import Check, Finding, check_direction, check_figure, check_group
from eventstudy.claims.notes import Note
from eventstudy.claims.observe import Market
from eventstudy.claims.rate import BEST_FIRST
from eventstudy.claims.records import check_record
from eventstudy.claims.verdict import Verdict
from eventstudy.prices.panel import PricePanel
from eventstudy.sessions import Calendar
from eventstudy.study import Assumption, Group

CHECKS: dict[str, Check] = {
    "return": check_figure,
    "level": check_figure,
    "point_change": check_figure,
    "value_change": check_figure,
    "market_value": check_figure,
    "direction": check_direction,
    "group_direction": check_group,
    "record": check_record,
}


def check_claims(
    articles: Mapping[str, Article],
    prices: PricePanel,
    calendar: Calendar,
    shares: Mapping[str, Assumption],
    groups: Mapping[str, Group],
) -> tuple[Verdict, ...]:
    """Rate every claim against quoted prices.

    Parameters
    ----------
    articles : mapping of str to Article
        By id; verdicts follow this order and that of the record.
    prices : PricePanel
        Quoted prices are used, never total-return ones. A symbol may be missing.
    calendar : Calendar
        Tells sessions from holidays; outside its span the price files do.
    shares : mapping of str to Assumption
        Shares outstanding by symbol, for market values.
    groups : mapping of str to Group
        Named groups for ``group_direction``.

    Returns
    -------
    tuple of Verdict
        Ids are ``<article id>-1``, ``-2``, … A claim that the data cannot decide is
        ``not_checkable`` with the reason as its first note; nothing is raised.
    """
    market = Market(prices, calendar, shares, groups)
    return tuple(
        verdict
        for article_id, article in articles.items()
        for verdict in _check_article(article_id, article, market)
    )


def _check_article(article_id: str, article: Article, market: Market) -> tuple[Verdict, ...]:
    verdicts = [
        check_claim(f"{article_id}-{number}", article_id, claim, market)
        for number, claim in enumerate(article.claims, start=1)
    ]
    return with_doubts(article, verdicts, market)


def check_claim(verdict_id: str, article_id: str, claim: Claim, market: Market) -> Verdict:
    """Rate one claim, choosing among its candidates the one that fits best."""
    symbol, finding, extra = _best_subject(claim, market)
    fields: dict[str, Any] = claim_fields(claim) | {"subject": symbol}
    fields = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    texts = (*finding.notes, *extra)
    return Verdict(
        id=verdict_id,
        article=article_id,
        **fields,
        rating=finding.rating,
        allowed=finding.allowed,
        observed=finding.observed,
        gap=finding.gap,
        notes=tuple(n.text for n in texts),
        note_codes=tuple(n.coded for n in texts),
        evidence=finding.evidence,
    )


def _best_subject(claim: Claim, market: Market) -> tuple[str | None, Finding, tuple[Note, ...]]:
    """Return the subject that fits best, what was found for it, and a note on the choice.

    Candidates without prices cannot be tried, and the note says so.
    """
    check = CHECKS[claim.measure]
    several = dict.fromkeys(s for s in (claim.subject, *claim.candidates) if s)
    tried = [s for s in several if s in market.prices]
    if len(several) < 2 or not tried:
        subject = next(iter(several), None)
        return claim.subject, check(claim, subject, market), ()
    found = {s: check(claim, s, market) for s in tried}
    best = min(tried, key=lambda s: (BEST_FIRST.index(found[s].rating), found[s].gap or 0.0))
    unpriced = [s for s in several if s not in market.prices]
    return best, found[best], (notes.chosen(best, list(several), unpriced),)


def claim_fields(claim: Claim) -> dict[str, Any]:
    """Return a claim as other programs read it, numbers in the base unit.

    Returns
    -------
    dict
        The CLAIM object of ``extract`` and ``claims``, JSON values only: ``value`` signed,
        a fraction, points or USD (±1 for directions, null for a record); ``value_range``
        instead for a range; ``step`` one unit of the last printed digit; days as ISO text.
    """
    quantity = claim.quantity
    numbers = [float(n) for n in quantity.numbers] if quantity else []
    directed = claim.measure in {"direction", "group_direction"}
    return {
        "quote": claim.quote,
        "at": claim.at,
        "subject": claim.subject,
        "candidates": list(claim.candidates),
        "measure": claim.measure,
        "start": _iso(claim.start),
        "start_approximate": claim.start_approximate,
        "date": _iso(claim.date),
        "value": numbers[0] if len(numbers) == 1 else (float(claim.sign) if directed else None),
        "value_range": numbers if len(numbers) == 2 else None,
        "unit": quantity.base_unit if quantity else None,
        "decimals": quantity.decimals if quantity else None,
        "step": float(quantity.step) if quantity else None,
        "hedge": claim.hedge,
        "basis": claim.basis,
        "group": list(claim.group) if isinstance(claim.group, tuple) else claim.group,
        "rule": claim.rule,
        "date_because": claim.date_because,
    }


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)

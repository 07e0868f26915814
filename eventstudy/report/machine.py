"""What other programs read from a page: claim reviews and a reference to cite."""

import re
from typing import Any

from eventstudy.claims.verdict import Verdict
from eventstudy.report.views import safe_link
from eventstudy.result import ArticleInfo, Results

SCORES = {"contradicted": 1, "inconsistent": 2, "inexact": 3, "consistent": 4}
TOOL = "market-event-study"


def claim_reviews(result: Results) -> list[dict[str, Any]]:
    """Describe each rated claim as a schema.org ClaimReview.

    Ratings run from 1 (contradicted) to 4 (consistent); a claim that cannot be
    checked has none. The date is that of the prices, so that no clock is read.
    """
    articles = {a.id: a for a in result.articles}
    return [
        _known(_review(result, claim, articles.get(claim.article), i + 1))
        for i, claim in enumerate(result.claims)
        if claim.rating in SCORES
    ]


def _review(
    result: Results, claim: Verdict, article: ArticleInfo | None, number: int
) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"#claim-{number}",
        "claimReviewed": claim.quote,
        "inLanguage": article.language if article else None,
        "datePublished": retrieved(result),
        "author": {"@type": "Organization", "name": TOOL},
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": article.published if article else None,
            "author": {
                "@type": "Organization",
                "name": article.outlet if article else claim.article,
            },
            "appearance": _appearance(article),
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": SCORES[claim.rating],
            "bestRating": 4,
            "worstRating": 1,
            "alternateName": claim.rating.replace("_", " "),
        },
    }


def _known(value: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: schema.org has no null."""
    return {
        key: _known(item) if isinstance(item, dict) else item
        for key, item in value.items()
        if item is not None
    }


def _appearance(article: ArticleInfo | None) -> dict[str, str] | None:
    url = safe_link(article.url) if article else None
    return {"@type": "CreativeWork", "url": url} if url else None


def retrieved(result: Results) -> str | None:
    """Return the last day on which prices were retrieved, or None where no source says."""
    days = sorted(s.retrieved_at[:10] for s in result.prices.sources if s.retrieved_at)
    return days[-1] if days else None


def bibtex(result: Results) -> str:
    """Write a BibTeX entry: title, tool version, config hash, retrieval date."""
    study, day = result.study, retrieved(result)
    version = result.versions.get("eventstudy", "")
    key = re.sub(r"[^a-z0-9]+", "-", study.title.lower()).strip("-")[:40] or "study"
    lines = [
        f"@misc{{{key},",
        f"  title = {{{study.title}}},",
        f"  howpublished = {{Event study computed with {TOOL} {version}}},",
        f"  note = {{config sha256 {study.config_sha256[:12]}, prices sha256 "
        f"{result.prices.sha256[:12]}{f', retrieved {day}' if day else ''}}},",
        "}",
    ]
    return "\n".join(lines)

"""Claims as lines, for tests of the reader."""

from eventstudy.reading.extract import extract


def figures_read(published, text):
    """Return the claims with figures as sorted lines: subject, measure, value, days, hedge, basis."""
    claims = extract(text, published=published).article.claims
    return sorted(_line(c) for c in claims if c.has_figure)


def _line(claim):
    start = claim.start if claim.measure not in {"level", "market_value"} else "-"
    return f"{claim.subject} {claim.measure} {claim.value} {start} {claim.date} {claim.hedge} {claim.basis}"

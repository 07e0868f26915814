"""Where the figures come from, in English: sources, instants, answers, citation."""

from datetime import datetime

from eventstudy.report.facts import dividends_known
from eventstudy.report.format import full_day, points, short_day, window
from eventstudy.result import Answer, PriceInfo, Results

LONGEST_SOURCE = 60
MOST_SYMBOLS = 3


def data_line(prices: PriceInfo) -> str:
    """Name the series, their sources, when they were retrieved, and their hash."""
    symbols = [s.symbol for s in prices.sources]
    more = f" and {len(symbols) - MOST_SYMBOLS:,} more" if len(symbols) > MOST_SYMBOLS else ""
    sources = list(dict.fromkeys(s.source for s in prices.sources))
    origin = f", from {len(sources)} sources" if len(sources) > 1 else ""
    if len(sources) == 1 and len(sources[0]) <= LONGEST_SOURCE:
        origin = f", {sources[0]}"
    named = f"{', '.join(symbols[:MOST_SYMBOLS]) or 'none'}{more}{origin}"
    days = sorted({s.retrieved_at[:10] for s in prices.sources if s.retrieved_at})
    when = f"retrieved {short_day(days[-1])}" if days else "retrieval date not stated"
    if len(days) > 1:
        when = f"retrieved {short_day(days[0])} \u2013 {short_day(days[-1])}"
    return f"Prices: {named}, {when}, sha256 {prices.sha256[:12]}"


def answer(asked: Answer) -> str:
    """Answer a question by a CAR and its interval, without judging the question."""
    where = f"{asked.security}, sessions {window(asked.window)} around the event day"
    if asked.car is None or asked.ci is None:
        return f"{where}: not known yet."
    low, high = asked.ci
    reads = (
        "The interval includes zero: the days after show no clear move either way."
        if low <= 0 <= high
        else f"The whole interval lies {'above' if low > 0 else 'below'} zero."
    )
    return f"{where}: CAR {points(asked.car)} points (interval {points(low)} to {points(high)}). {reads}"


def citation(result: Results) -> str:
    """Say how to cite the page: title, tool version, config hash, retrieval date."""
    days = sorted(s.retrieved_at[:10] for s in result.prices.sources if s.retrieved_at)
    when = f", prices retrieved {full_day(days[-1])}" if days else ""
    return (
        f"{result.study.title} Event study computed with market-event-study "
        f"{result.versions.get('eventstudy', '')}, config sha256 "
        f"{result.study.config_sha256[:12]}{when}."
    )


def two_prices(result: Results) -> str:
    """Say which prices claims and returns are made from."""
    text = "Claims are checked against quoted prices (adjusted for splits only); "
    if dividends_known(result):
        return text + "abnormal returns use prices with dividends added back."
    return text + "abnormal returns use the same prices, since none here has dividends added back."


def moment(iso: str) -> str:
    """Write an ISO day or instant in words: 28 January 2025, 14:29 (UTC+09:00)."""
    if len(iso) <= len("2025-01-28"):
        return full_day(iso)
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = f" ({at.tzname()})" if at.tzinfo else ""
    return f"{full_day(iso)}, {at:%H:%M}{zone}"

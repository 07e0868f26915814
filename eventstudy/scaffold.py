"""``eventstudy new``: a commented config to start from, or a record and config from an article."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from eventstudy.article import Article, Claim
from eventstudy.errors import InputError
from eventstudy.exchanges import exchange_of
from eventstudy.record import record_yaml
from eventstudy.schemas import schema_text

TEMPLATE = """\
# yaml-language-server: $schema=config.schema.json
# A study of one news event. Lines with # explain or are optional; every key is
# explained by `eventstudy schema config`. Check it with: eventstudy check {name}/config.yaml
title: What did Nvidia do on 27 January 2025?      # a question, in a reader's words

securities:
  - symbol: NVDA                # Yahoo's symbol
    name: Nvidia
    benchmark: ^GSPC            # S&P 500; any symbol with prices

events:
  - id: {name}
    title: Sell-off
    announced: 2025-01-27       # the exchange's date, or an instant: 2025-01-27T20:00+09:00
    chosen_by: price_move       # announcement, unless the day was picked because the price moved

# windows:                      # sessions relative to the event day, both ends included
#   estimation: [-260, -11]
#   event: [-5, 10]
#   cars: [[0, 0], [0, 1], [-1, 1], [0, 5]]

# articles: [article.yaml]      # records of articles; their claims are checked against the prices

# prices:                       # without this, prices are downloaded from Yahoo Finance
#   sources: [{{files: prices}}]  # or a folder with one SYMBOL.csv each (Date,Open,High,Low,Close,Adj Close,Volume)
"""

FROM_ARTICLE = """\
# yaml-language-server: $schema=config.schema.json
# Proposed from an article; correct what the rules got wrong, here and in article.yaml.
title: {title}      # the question the page answers
articles: [article.yaml]

securities:                     # what the article makes claims about; add weight_in, known_dates, …
{securities}
events:
{events}
# windows:                      # sessions relative to the event day, both ends included
#   estimation: [-260, -11]
#   event: [-5, 10]
#   cars: [[0, 0], [0, 1], [-1, 1], [0, 5]]

# prices:                       # without this, prices are downloaded from Yahoo Finance
#   sources: [{{files: prices}}]  # or a folder with one SYMBOL.csv each

report: {{headline: {{event: {headline}}}}}
"""

MARKET_INDICES = {"^IXIC", "^NDX", "^DJI", "^RUT", "^SOX"}  # can be measured against ^GSPC


def write_new(name: str, parent: Path = Path()) -> str:
    """Write ``NAME/config.yaml`` and the schema beside it; return what to do next.

    Raises
    ------
    InputError
        If the name is no plain folder name, or something stands there already.
    """
    folder = _folder(name, parent)
    _fill(folder, {"config.yaml": TEMPLATE.format(name=name)})
    return f"wrote {folder / 'config.yaml'}: edit it\n{_next(folder)}"


def write_from_article(name: str, article: Article, parent: Path = Path()) -> str:
    """Write ``NAME/article.yaml`` and a config that runs; return what to do next.

    Raises
    ------
    InputError
        If the article has no dated claim or event about a security that can be measured.
    """
    config = study_config(article)
    folder = _folder(name, parent)
    _fill(folder, {"config.yaml": config, "article.yaml": record_yaml(article)})
    understood = "\n".join(_told(claim) for claim in article.claims)
    return (
        f"wrote {folder / 'article.yaml'} and {folder / 'config.yaml'}\n"
        f"understood {len(article.claims)} claims and {len(article.events)} dated events "
        f"(published {article.published.isoformat()}: {article.published_known_by}):\n"
        f"{understood}\n{_next(folder)}"
    )


def study_config(article: Article) -> str:
    """Propose a config for an article: its subjects, its dated events, the day of its claims.

    Raises
    ------
    InputError
        If nothing in it can be measured.
    """
    symbols, others = _chosen(_measurable(article))
    events = list(_events(article))
    if not symbols or not events:
        raise InputError(
            "no claim about a security with a date was found, so there is nothing to measure; "
            "see `eventstudy extract` for what was read, or start with `eventstudy new NAME`"
        )
    listed = "".join(f"  - {{symbol: {json.dumps(s)}}}\n" for s in symbols)
    listed += "".join(f"# - {{symbol: {json.dumps(s)}}}\n" for s in others)
    return FROM_ARTICLE.format(
        title=json.dumps(_title(symbols, article), ensure_ascii=False),
        securities=listed,
        events="".join(events),
        headline="move" if _claimed_day(article) else "event-1",
    )


def _measurable(article: Article) -> list[str]:
    """Return the subjects of price moves that have an exchange and are no benchmark, most named first."""
    moves = (c for c in article.claims if c.measure != "market_value")
    named = Counter(c.subject or next(iter(c.candidates), "") for c in moves)
    return [s for s, _ in named.most_common() if _is_measurable(s)]


def _chosen(symbols: list[str]) -> tuple[list[str], list[str]]:
    """Choose the share and the index that are named most; return them and the rest."""
    shares = [s for s in symbols if not s.startswith("^")]
    indices = [s for s in symbols if s.startswith("^")]
    chosen = shares[:1] + indices[:1]
    return chosen, [s for s in symbols if s not in chosen]


def _is_measurable(symbol: str) -> bool:
    exchange = exchange_of(symbol) if symbol else None
    if exchange is None or symbol == exchange.benchmark:
        return False
    return not symbol.startswith("^") or symbol in MARKET_INDICES


def _events(article: Article) -> Iterator[str]:
    """Propose the dated events, then the day of most claims, chosen for its move."""
    moved = _claimed_day(article)
    for at, event in enumerate(article.events, start=1):
        if event.date != moved:
            yield _event(f"event-{at}", event.label[:120], event.date, "announcement")
    if moved is not None:
        yield _event("move", f"Move of {moved.isoformat()}", moved, "price_move")


def _claimed_day(article: Article) -> date | None:
    days = Counter(c.date for c in article.claims if c.date is not None)
    return days.most_common(1)[0][0] if days else None


def _event(event_id: str, title: str, day: date, chosen_by: str) -> str:
    return (
        f"  - id: {event_id}\n"
        f"    title: {json.dumps(title, ensure_ascii=False)}\n"
        f"    announced: {day.isoformat()}       # or an instant: {day.isoformat()}T16:05-05:00\n"
        f"    chosen_by: {chosen_by}\n"
        "    articles: [article]\n"
    )


def _title(symbols: list[str], article: Article) -> str:
    day = _claimed_day(article) or article.events[0].date
    return f"What did {' and '.join(symbols[:2])} do on {day.isoformat()}?"


def _told(claim: Claim) -> str:
    subject = claim.subject or " or ".join(claim.candidates) or "no known subject"
    return f"  {subject:<8} {claim.measure:<15} {claim.date or 'no date'}  {claim.quote}"


def _folder(name: str, parent: Path) -> Path:
    """Make a new folder for a study."""
    if not name or name in {".", ".."} or set(name) & set('/\\:*?"<>|\0'):
        raise InputError(f"{name!r}: not a folder name; use letters, digits and -")
    folder = parent / name
    try:
        folder.mkdir()
    except FileExistsError:
        raise InputError(
            f"{folder}: already there; nothing was written. Choose another name"
        ) from None
    except OSError as error:
        raise InputError(f"{folder}: cannot be made: {error.strerror}") from None
    return folder


def _fill(folder: Path, texts: dict[str, str]) -> None:
    for name, text in {**texts, "config.schema.json": schema_text("config")}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _next(folder: Path) -> str:
    return (
        f"next:  eventstudy check {folder / 'config.yaml'}\n"
        f"then:  eventstudy run {folder / 'config.yaml'} --out {folder / 'reports'}"
    )

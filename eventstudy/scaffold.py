"""``eventstudy new``: a commented config to start from, or a record and config from an article."""

import json
import shlex
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from eventstudy.article import Article, Claim
from eventstudy.errors import InputError
from eventstudy.exchanges import exchange_of
from eventstudy.names import INDICES
from eventstudy.reading.lexicon import default_lexicon
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
{securities}{model}
events:
{events}
# windows:                      # sessions relative to the event day, both ends included
#   estimation: [-260, -11]
#   event: [-5, 10]
#   cars: [[0, 0], [0, 1], [-1, 1], [0, 5]]

# prices:                       # without this, prices are downloaded from Yahoo Finance
#   sources: [{{files: prices}}]  # or a folder with one SYMBOL.csv each

report: {{lang: {lang}, headline: {{event: {headline}}}}}

translations:                   # of the texts above, for the page in the other language
{translations}"""

MARKET_INDICES = {"^IXIC", "^NDX", "^DJI", "^RUT", "^SOX"}  # can be measured against ^GSPC
MARKET = "^GSPC"
AGAINST_ITSELF = """
model: constant_mean            # the market has no benchmark but its own ordinary days
"""
AFTER_CLOSE = time(16, 5, tzinfo=ZoneInfo("America/New_York"))


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
    understood = "\n".join(_told(article))
    return (
        f"wrote {folder / 'article.yaml'} and {folder / 'config.yaml'}\n"
        f"understood {_counted(len(article.claims), 'claim')} and "
        f"{_counted(len(article.events), 'dated event')} "
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
    model = ""
    if not symbols and MARKET in _named(article):
        symbols, model = [MARKET], AGAINST_ITSELF
    moved = _told_day(article, symbols)
    if not symbols or not (moved or article.events):
        raise InputError(_nothing(article))
    listed = "".join(f"  - {_security(s)}\n" for s in symbols)
    listed += "".join(f"# - {_security(s)}\n" for s in others)
    day = moved or article.events[0].date
    late = moved is not None and _is_late(article, moved, symbols)
    texts = [_title(symbols, day), *([_move(moved, late)] if moved else [])]
    return FROM_ARTICLE.format(
        title=json.dumps(texts[0][0], ensure_ascii=False),
        securities=listed,
        model=model,
        events="".join(_events(article, moved, symbols)),
        lang="[ko, en]" if article.language == "ko" else "[en]",
        headline="move" if moved else "event-1",
        translations="".join(
            f"  - {{en: {json.dumps(en)}, ko: {json.dumps(ko, ensure_ascii=False)}}}\n"
            for en, ko in texts
        ),
    )


def _nothing(article: Article) -> str:
    """Say why nothing in an article can be measured, and what to do."""
    named = ", ".join(_named(article))
    if not named:
        found = "no claim about a price of a known security was found"
    elif _measurable(article) or MARKET in _named(article):
        found = f"the claims about {named} have no date, and no event has one"
    else:
        found = f"the claims are about {named}, whose abnormal returns mean nothing"
    return (
        f"{found}, so there is nothing to measure; `eventstudy extract` shows what was read, "
        "--names FILE adds names, `eventstudy new NAME` starts without an article"
    )


def _named(article: Article) -> list[str]:
    """Return the subjects of price moves, most named first."""
    moves = (c for c in article.claims if c.measure != "market_value")
    named = Counter(c.subject or next(iter(c.candidates), "") for c in moves)
    return [symbol for symbol, _ in named.most_common() if symbol]


def _measurable(article: Article) -> list[str]:
    """Return the subjects that have an exchange and are no benchmark, most named first."""
    return [s for s in _named(article) if _is_measurable(s)]


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


def _events(article: Article, moved: date | None, symbols: Collection[str]) -> Iterator[str]:
    """Propose the dated events, then the day of most claims, chosen for its move."""
    for at, event in enumerate(article.events, start=1):
        if event.date != moved:
            yield _event(f"event-{at}", event.label[:120], event.date, "announcement")
    if moved is not None:
        late = _is_late(article, moved, symbols)
        yield _event("move", _move(moved, late)[0], moved, "price_move", late)


def _told_day(article: Article, symbols: Collection[str]) -> date | None:
    """Return the day of most claims about the chosen securities, else about any."""
    dated = [c for c in article.claims if c.date is not None]
    own = [c for c in dated if c.subject in symbols]
    days = Counter(c.date for c in own or dated)
    return days.most_common(1)[0][0] if days else None


def _is_late(article: Article, day: date, symbols: Collection[str]) -> bool:
    """Tell a day told only by prices after its close, which move the next session."""
    bases = {c.basis for c in article.claims if c.date == day and c.subject in symbols}
    return bases == {"afterhours"}


def _event(event_id: str, title: str, day: date, chosen_by: str, late: bool = False) -> str:
    instant = datetime.combine(day, AFTER_CLOSE).isoformat(timespec="minutes")
    announced = (
        f"{instant}   # after the close: the next session's move"
        if late
        else f"{day.isoformat()}       # or an instant: {instant}"
    )
    return (
        f"  - id: {event_id}\n"
        f"    title: {json.dumps(title, ensure_ascii=False)}\n"
        f"    announced: {announced}\n"
        f"    chosen_by: {chosen_by}\n"
        "    articles: [article]\n"
    )


def _title(symbols: list[str], day: date) -> tuple[str, str]:
    """Return the question of the page in English and in Korean."""
    names = [_name(s) for s in symbols[:2]]
    asked = " and ".join(f"the {n}" if n in INDICES.values() else n for n in names)
    return f"What did {asked} do on {day}?", f"{day}, 무슨 일이 있었나? ({', '.join(names)})"


def _move(day: date, late: bool) -> tuple[str, str]:
    """Return the title of the day of most claims in English and in Korean."""
    if late:
        return f"Move after the close of {day}", f"{day} 마감 뒤의 움직임"
    return f"Move of {day}", f"{day}의 움직임"


def _security(symbol: str) -> str:
    """Write a security with the name that newspapers print, where it is known."""
    name = _name(symbol)
    named = f", name: {json.dumps(name)}" if name != symbol else ""
    return f"{{symbol: {json.dumps(symbol)}{named}}}"


def _name(symbol: str) -> str:
    """Return the English name of a security, or its symbol."""
    names = default_lexicon().names.items()
    own = (n for n, listing in names if listing.symbols[:1] == (symbol,))
    latin = (n for n in own if n.isascii() and not n.isupper() and n[0].isupper())
    return INDICES.get(symbol) or next(latin, symbol)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _told(article: Article) -> Iterator[str]:
    """Write the claims as aligned lines: whose, what, of which day, in which words."""
    width = max([8, *(len(_subject(c)) for c in article.claims)])
    for claim in article.claims:
        day = claim.date or "no date"
        yield (
            f"  {_subject(claim):<{width}} {claim.measure:<15} {day!s:<10}  {claim.quote}"
            f"{span_told(claim.start, claim.date)}"
        )


def _subject(claim: Claim) -> str:
    group = (claim.group,) if isinstance(claim.group, str) else claim.group or ()
    several = claim.subject or " or ".join(claim.candidates) or ", ".join(group)
    return several or "no known subject"


def span_told(start: date | str | None, day: date | str | None) -> str:
    """Write where a move of more than one session is measured from, behind its words.

    Parameters
    ----------
    start, day : date or ISO text, optional
        Close the move is measured from, and its session.

    Returns
    -------
    str
        Empty where a weekday or less lies between them, or one of them is not known.
    """
    if not start or not day:
        return ""
    first, last = date.fromisoformat(str(start)), date.fromisoformat(str(day))
    later = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    weekdays = sum(1 for d in later if d.weekday() < 5)
    return f" (from the close of {first})" if weekdays > 1 else ""


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
    config, out = (shlex.quote(str(folder / name)) for name in ("config.yaml", "reports"))
    return f"next:  eventstudy check {config}\nthen:  eventstudy run {config} --out {out}"

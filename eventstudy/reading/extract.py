"""From the text of an article to a proposed record; no price is seen here."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TypeVar

from eventstudy.article import NO_OUTLET, UNEDITED, Article, Claim, DatedEvent, OtherFigure
from eventstudy.errors import InputError
from eventstudy.reading.broad import broad_claims, event_of
from eventstudy.reading.claiming import Reading, read_sentence
from eventstudy.reading.dates import FULL, Clock, full_date, set_clock
from eventstudy.reading.dating import OFF_HOURS, dated, of_morning
from eventstudy.reading.lexicon import Lexicon, Listing, Mention, default_lexicon, mentions
from eventstudy.reading.lexicons import LEXICONS, language_of
from eventstudy.reading.named_day import SHUT
from eventstudy.reading.scene import Memory, Scene, set_scene
from eventstudy.reading.sentences import Sentence, quiet, sentences
from eventstudy.reading.stamps import next_stamp
from eventstudy.reading.view import View, fold
from eventstudy.sessions import Calendar, exchange_calendar

Row = TypeVar("Row", Claim, OtherFigure, DatedEvent)
EXCHANGE = "XNYS"
REMEMBERED = 4096  # sentences whose reading is kept, for lines that repeat
FIRST_SESSION = date(1990, 1, 2)
_NEW_YORK_TIME = re.compile(r"현지 ?시[간각]|미 ?동부|뉴욕 ?시[간각]")  # of clock times in Korean
_DATE_LINE = re.compile(
    r"입력|발행|등록|작성|게시|송고|승인|수정|posted|published|updated|date|by ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A sentence with a figure that no rule claimed or set aside."""

    sentence: str
    at: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What one sentence gave, in its place."""

    claims: tuple[Claim, ...]
    aside: tuple[OtherFigure, ...]
    unread: NotUnderstood | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """A proposed record and what the rules could not read.

    Attributes
    ----------
    article : Article
        The record; ``published_known_by`` says where its date came from.
    not_understood : tuple of NotUnderstood
        Sentences with figures that are neither claims nor set aside.
    contradictions : tuple of str
        Clues in the text that disagree, such as a weekday and a date.
    """

    article: Article
    not_understood: tuple[NotUnderstood, ...] = ()
    contradictions: tuple[str, ...] = ()


def extract(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    lexicon: Lexicon | None = None,
) -> Extraction:
    """Read the price claims of an article.

    Parameters
    ----------
    text : str
        Plain text, Korean or English.
    published : str, optional
        ``2025-01-28`` or an instant with offset; default: the text's own date line.
    url, outlet : str, optional
        Copied into the record; a day in the address dates a text without a date line.
    lexicon : Lexicon, optional
        Names to use instead of the shipped ones.

    Raises
    ------
    InputError
        If neither ``published`` nor the text nor the address gives a date.
    """
    view = fold(text)
    language = language_of(view.shown)
    when, known_by = _published(view.shown, published, url, language)
    clock = of_morning(_clock(when, language), view.shown)
    read, events, clues = _read(view, clock, lexicon or default_lexicon())
    article = Article.model_validate(
        {
            "outlet": outlet or NO_OUTLET,
            "url": url,
            "published": when,
            "published_known_by": known_by,
            "language": language,
            "summary": UNEDITED,
            "source_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            "events": events,
            "claims": dated(tuple(c for r in read for c in r.claims), clock, view.shown),
            "not_about_prices": tuple(o for r in read for o in r.aside),
        }
    )
    unread = tuple(r.unread for r in read if r.unread is not None)
    return Extraction(article, unread, (*_at_odds(view.shown, when, language), *clues))


def _read(
    view: View, clock: Clock, lexicon: Lexicon
) -> tuple[list[_Found], tuple[DatedEvent, ...], tuple[str, ...]]:
    """Read sentence by sentence; what one leaves behind the next may use."""
    memory = Memory()
    read: list[_Found] = []
    events: list[DatedEvent] = []
    clues: list[str] = []
    known: dict[tuple[object, ...], _Known] = {}
    stamp, headed, reported = "", False, False
    own = clock.language
    tongues = {name: replace(clock, language=name) for name in LEXICONS}
    local = clock.language == "en" or _NEW_YORK_TIME.search(view.shown[:160]) is not None
    named = _with_codes(_settled(mentions(view.shown, lexicon)), view.shown)
    names = iter([*named, None])
    pending = next(names)
    for sentence in map(quiet, sentences(view.shown)):
        here, pending = _mentions_in(sentence, names, pending)
        clock = tongues[_tongue(sentence.text, own)]
        if sentence.paragraph and reported and memory.anchor is not None:
            memory = replace(memory, anchor=clock.default, spoken=clock.default)
        if sentence.paragraph and local:
            stamp, headed = next_stamp(sentence.text, stamp if headed else "")
        key = (sentence.text, sentence.paragraph, sentence.joined, tuple(here), memory, stamp)
        if len(known) >= REMEMBERED:
            known.clear()
        if key not in known:  # tables and boilerplate repeat lines by the thousand
            scene = set_scene(sentence, here, clock, LEXICONS[clock.language], memory, stamp)
            known[key] = _know(scene, clock)
        found = known[key]
        if found.reading.told:
            read.append(_placed(found.reading, view, sentence))
        events += [_place(e, view, sentence) for e in found.events]
        clues += found.clues
        memory = found.reading.memory
        last = memory.anchor == clock.default
        reported = reported or (last and _reports(found.reading.claims, clock.default))
    return read, _once(events), tuple(clues)


def _reports(claims: tuple[Claim, ...], day: date) -> bool:
    """Tell a report of the last session: a look back to another day ends with its paragraph."""
    return any(c.date == day and c.basis not in OFF_HOURS for c in claims)


_HANGUL = re.compile("[가-힣]")
_ENGLISH = re.compile(r"(?:[^a-z]*\b[a-z]{2,}\b){2}")
_WORD = re.compile(r"[A-Za-z]{2,}")


def _tongue(sentence: str, own: str) -> str:
    """Return the language of a sentence: the article's own, unless it is plainly another's."""
    hangul = len(_HANGUL.findall(sentence))
    if own == "ko":
        spoken = len(_WORD.findall(sentence)) > 3 and _ENGLISH.search(sentence)
        return "en" if not hangul and spoken else own
    return "ko" if hangul > 8 and language_of(sentence) == "ko" else own


@dataclass(frozen=True, slots=True)
class _Known:
    """What one sentence gave, offsets counted from its start."""

    reading: Reading
    events: tuple[DatedEvent, ...]
    clues: tuple[str, ...]


def _know(scene: Scene, clock: Clock) -> _Known:
    reading = read_sentence(scene, clock)
    broad = broad_claims(scene, clock, reading)
    event = event_of(scene)
    claims = (*reading.claims, *broad)
    said = [m.clue for m in scene.dates if m.clue]
    said += [
        because for c in claims if SHUT in (because := (c.date_because or "").split("; since")[0])
    ]
    clues = tuple(f"{clue} in {scene.text[:60]!r}" for clue in dict.fromkeys(said))
    events = (event,) if event is not None else ()
    return _Known(replace(reading, claims=claims), events, clues)


def _placed(reading: Reading, view: View, sentence: Sentence) -> _Found:
    """Move what a sentence gave to its place in the text."""
    unread = view.quote(sentence.start, sentence.end) if reading.unread else None
    return _Found(
        tuple(_place(c, view, sentence) for c in reading.claims),
        tuple(_place(o, view, sentence) for o in reading.aside),
        NotUnderstood(*unread) if unread else None,
    )


def _place(row: Row, view: View, sentence: Sentence) -> Row:
    """Give a quote its exact words and its offset in the text."""
    start = sentence.start + (row.at or 0)
    quote, at = view.quote(start, start + len(row.quote))
    return row.model_copy(update={"quote": quote, "at": at})


def _with_codes(found: list[Mention], shown: str) -> list[Mention]:
    """Read ``the S&P 500 .SPX`` as one name: its code stands behind it."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        same = last is not None and last.listing.symbols == mention.listing.symbols
        if last is not None and same and shown[last.end : mention.start] in {" .", " "}:
            kept[-1] = Mention(last.start, mention.end, last.listing)
        else:
            kept.append(mention)
    return kept


def _settled(found: list[Mention]) -> list[Mention]:
    """Read a bare "Nasdaq" as the composite where the text names the composite."""
    composite, either = ("^IXIC",), ("^IXIC", "^NDX")
    if not any(m.listing.symbols == composite for m in found):
        return found
    plain = Listing(composite, "index")
    return [Mention(m.start, m.end, plain) if m.listing.symbols == either else m for m in found]


def _mentions_in(
    sentence: Sentence, names: Iterator[Mention | None], pending: Mention | None
) -> tuple[list[Mention], Mention | None]:
    """Take the mentions of one sentence off the stream of all."""
    here: list[Mention] = []
    while pending is not None and pending.start < sentence.end:
        if pending.start >= sentence.start and pending.end <= sentence.end:
            here.append(
                Mention(
                    pending.start - sentence.start, pending.end - sentence.start, pending.listing
                )
            )
        pending = next(names)
    return here, pending


def _once(events: list[DatedEvent]) -> tuple[DatedEvent, ...]:
    """Keep the first event of each date."""
    first: dict[date, DatedEvent] = {}
    for event in events:
        first.setdefault(event.date, event)
    return tuple(first.values())


def _published(
    shown: str, given: str | None, url: str | None, language: str
) -> tuple[date | datetime, str]:
    """Return the publication date and where it came from."""
    if given is not None:
        return _parse(given), "given by the user"
    found = _date_line(shown, language)
    if found is None or not found[1].startswith("date line"):
        found = _url_day(url or "") or found  # a day told in passing is the weakest clue
    if found is None:
        raise InputError(
            "the text states no full date, and none was given; say when it was published: --published 2025-01-28 "
            "(or an instant with offset, 2025-01-28T08:00+09:00)"
        )
    return found


_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<gap>[-/.]?)(?P<m>1[0-2]|0?[1-9])(?P=gap)(?P<d>3[01]|[12]\d|0?[1-9])(?=\d{0,10}(?!\d))"
)


def _url_day(url: str) -> tuple[date, str] | None:
    """Find the day in an address: ``…/2025/01/28/…``, ``…/20250128000123``."""
    for found in _URL_DAY.finditer(url):
        apart = bool(found["gap"]) and not url[found.end() : found.end() + 1].isdigit()
        whole = apart or (not found["gap"] and len(found["m"] + found["d"]) == 4)
        try:
            day = date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue
        if whole and FIRST_SESSION <= day <= date(2100, 1, 1):
            return day, f"the address of the page: {found.group()!r}"
    return None


def _parse(given: str) -> date | datetime:
    try:
        value = (
            datetime.fromisoformat(given.strip())
            if len(given.strip()) > 10
            else date.fromisoformat(given.strip())
        )
    except ValueError:
        raise InputError(
            f"published: {given!r}; write a date 2025-01-28 or an instant with offset 2025-01-28T08:00+09:00"
        ) from None
    if isinstance(value, datetime) and value.tzinfo is None:
        raise InputError(
            f"published: {given!r} has no offset; write 2025-01-28T08:00+09:00 (Seoul) or -05:00 (New York)"
        )
    return value


def _at_odds(shown: str, when: date | datetime, language: str) -> tuple[str, ...]:
    """Say where the text's own date line is of another day than the one taken."""
    found = _date_line(shown, language)
    if found is None or not found[1].startswith("date line") or not _labelled(found[1]):
        return ()
    apart = abs((_day(found[0]) - _day(when)).days)
    said = f"published {_day(when)}, but the {found[1]}"
    return (said,) if apart > 1 else ()  # by a day Seoul and New York may differ


def _labelled(line: str) -> bool:
    """Tell a line that is a date, or says what date it is, from a short one that names a day."""
    words = line.partition(": ")[2].strip("'\"")
    return _DATE_LINE.search(words) is not None or len(FULL.sub("", words).strip()) <= 12


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


_SEOUL = timezone(timedelta(hours=9))
_HOUR = re.compile(
    r"[ T,.]{0,3}(?:\([월화수목금토일]\) ?)?(?P<half>오전|오후|AM|PM)? ?(?P<h>[01]?\d|2[0-3])(?::|시 ?)(?P<m>[0-5]\d)(?:분|:[0-5]\d)?(?!\d)(?P<zone> ?\(?(?:현지|미국|미 ?동부|뉴욕|[A-Z]{2,4}\b|[+-]\d))?"
)


def _instant(day: date, rest: str, language: str) -> date | datetime:
    """Return the instant of ``입력 2025-03-04 07:50``, in Seoul; the day where no hour stands."""
    found = _HOUR.match(rest) if language == "ko" else None
    if found is None or found["zone"]:
        return day
    hour = int(found["h"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + 12 * (found["half"] in {"오후", "PM"})
    return datetime(day.year, day.month, day.day, hour, int(found["m"]), tzinfo=_SEOUL)


def _date_line(shown: str, language: str) -> tuple[date | datetime, str] | None:
    """Find the text's own date: a short line that holds one, or the first full date."""
    first = None
    for match in FULL.finditer(shown[:200_000]):
        day = full_date(match)
        if day is None or not date(1990, 1, 2) <= day <= date(2100, 1, 1):
            continue
        begin = shown.rfind("\n", 0, match.start()) + 1
        end = shown.find("\n", match.end())
        line = shown[begin : end if end >= 0 else len(shown)]
        if len(line.strip()) <= 60 or (
            _DATE_LINE.search(shown[max(begin, match.start() - 30) : match.start()])
            and len(line) < 160
        ):
            when = _instant(day, shown[match.end() : match.end() + 40], language)
            return when, f"date line of the text: {line.strip()[:60]!r}"
        first = first or (day, f"the first full date in the text: {match.group()!r}")
    return first


@lru_cache(maxsize=4)
def _calendar(last: date) -> Calendar:
    return exchange_calendar(EXCHANGE, FIRST_SESSION, last)


def _clock(when: date | datetime, language: str) -> Clock:
    """Set the clock: the publication's own day, in Seoul for a Korean text without offset."""
    day = _day(when)
    if not FIRST_SESSION < day <= date(2100, 1, 1):
        raise InputError(
            f"published: {day}; texts from after {FIRST_SESSION} and up to 2100-01-01 can be read"
        )
    return set_clock(when, language, _calendar(date(day.year + 1, 12, 31)))

"""Claims without a figure of their own, and dated happenings.

"All of them fell", "the largest since", "Meta traded in the green"; and the days on
which something was announced.
"""

import re
from datetime import date

from eventstudy.article import Claim, DatedEvent
from eventstudy.reading.caseless import caseless
from eventstudy.reading.claiming import Reading, word_end
from eventstudy.reading.dates import Clock
from eventstudy.reading.lexicon import Mention
from eventstudy.reading.named_day import ends_period, session_of
from eventstudy.reading.scene import Move, Scene
from eventstudy.reading.subjects import NOT_SUBJECT, NOT_SUBJECT_KO

_INDICES = ("^GSPC", "^IXIC", "^DJI")
_ALL_INDICES = caseless(
    r"3대 ?지수|주요 ?지수|(?:three|all|both)? ?major (?:indexes|indices|averages)|three (?:main|major) (?:indexes|indices)",
)
_BIG_MOVE = caseless(
    r"급락|폭락|급등|폭등|추락|수직낙하|하락|상승|강세|약세|내림세|오름세|내렸|올랐|떨어|뛰었|밀렸|침몰|무너|빠졌|치솟|주저앉|fell|fall|drop|declin|slid|sank|plung|tumbl|plummet|slump|rose|climb|jump|soar|surg|gain|rall|advanc|in the red|green|lower|higher|crash|tank|rebound",
)


def broad_claims(scene: Scene, clock: Clock, reading: Reading) -> tuple[Claim, ...]:
    """Return the group, direction and record claims of a sentence."""
    if not (scene.mentions or scene.moves or scene.memory.last):
        return ()
    day, because = session_of(scene, len(scene.text), len(scene.text), clock)
    together = _together(scene, clock, day, because)
    rows = [together] if together is not None else []
    rows += _records(scene, day, because)
    if not reading.claims and together is None:
        rows += _directions(scene, clock, day, because)
    return tuple(rows)


def _together(scene: Scene, clock: Clock, day: date | None, because: str) -> Claim | None:
    """Find "일제히 급락", "all fell": every member of a group moved one way."""
    word = scene.words.together.search(scene.text)
    if word is None:
        return None
    start, end = word.start(), word.end()
    move = _beside(scene, start, end)
    if (
        move is None
        or not _BIG_MOVE.match(scene.between(move.start, move.end))
        or scene.words.modal.search(scene.between(move.end, move.end + 30))
    ):
        return None
    if any(m.listing.kind in {"foreign", "crypto", "commodity"} for m in scene.mentions):
        return None
    members = tuple(
        dict.fromkeys(
            m.listing.symbols[0] for m in scene.mentions if m.traded and m.listing.kind == "stock"
        )
    )
    if _ALL_INDICES.search(scene.text):
        members = _INDICES
    low, high = min(start, move.start), max(end, word_end(scene, move.end))
    quote, at = _quoted(scene, low, high)
    if len(quote.split()) > 12:
        return None
    return Claim(
        quote=quote,
        at=at,
        measure="group_direction",
        value=str(move.sign),
        start=clock.before(day) if day else None,
        date=day,
        date_because=because,
        group=members if len(members) > 1 else None,
        rule="group_direction: all of them",
    )


def _beside(scene: Scene, start: int, end: int) -> Move | None:
    """Return the move that a word such as 일제히 goes with."""
    if scene.language == "ko":
        return next((m for m in scene.moves if 0 <= m.start - end <= 12), None)
    after = [m for m in scene.moves if 0 <= m.start - end <= 40]
    before = [m for m in scene.moves if 0 <= start - m.end <= 6]
    return next(iter(after or before), None)


def _records(scene: Scene, day: date | None, because: str) -> list[Claim]:
    """Find "largest since March 2020", "사상 최고"; the scope is checked, not here."""
    found = []
    for match in scene.words.record.finditer(scene.text):
        names = [m for m in scene.mentions if m.traded and m.end <= match.end()]
        listing = names[-1].listing if names else scene.memory.last
        if listing is None or not listing.symbols:
            continue
        quote, at = _quoted(scene, match.start(), match.end())
        quote = quote.strip()
        if len(quote.split()) <= 12:
            offset = at + len(scene.text[at:]) - len(scene.text[at:].lstrip())
            found.append(
                Claim(
                    quote=quote,
                    at=offset,
                    subject=listing.symbols[0],
                    candidates=listing.symbols if len(listing.symbols) > 1 else (),
                    measure="record",
                    date=day,
                    date_because=because,
                    rule="record: the largest, highest or first",
                )
            )
    return found[:2]


def _directions(scene: Scene, clock: Clock, day: date | None, because: str) -> list[Claim]:
    """Find "Meta traded in the green": a name and its move, where no figure stands."""
    if any(f.kind in {"percent", "points"} for f in scene.figures) or len(scene.text) > 240:
        return []
    for mention in scene.mentions:
        move = _own_move(scene, mention)
        if move is not None and mention.traded:
            low, high = min(mention.start, move.start), max(mention.end, word_end(scene, move.end))
            quote, at = _quoted(scene, low, high)
            if len(quote.split()) <= 12:
                return [
                    Claim(
                        quote=quote,
                        at=at,
                        subject=mention.listing.symbols[0],
                        candidates=mention.listing.symbols
                        if len(mention.listing.symbols) > 1
                        else (),
                        measure="direction",
                        value=str(move.sign),
                        start=clock.before(day) if day else None,
                        date=day,
                        date_because=because,
                        rule="direction: a name and its verb",
                    )
                ]
    return []


_GAP_KO = re.compile(
    r"(?:은|는|이|가|도|을|를)? ?(?:주가(?:는|가|도)? ?)?(?:[가-힣]{1,6}(?:게|히|로|에서) )?"
)
_GAP_EN = caseless(
    r"(?:'s)?(?: (?:shares?|stock|index|also|too|had|has|was|were|bucked the trend and|traded|ended|closed|finished))* ?",
)


def _own_move(scene: Scene, mention: Mention) -> Move | None:
    """Return the move right behind a name, if it is a plain statement."""
    korean = scene.language == "ko"
    if not korean and NOT_SUBJECT.search(scene.between(mention.start - 60, mention.start)):
        return None
    tail = scene.text[mention.end : mention.end + 12]
    if korean and NOT_SUBJECT_KO.match(tail) and not re.match(r"(?:을|를) 침몰", tail):
        return None
    gap = _GAP_KO if korean else _GAP_EN
    for move in scene.moves:
        if mention.end <= move.start <= mention.end + 40 and gap.fullmatch(
            scene.between(mention.end, move.start)
        ):
            said = scene.between(move.start, move.end)
            forecast = (
                scene.words.modal.search(scene.between(move.end, move.end + 30)) if korean else None
            )
            plain = (
                _BIG_MOVE.match(said)
                and not forecast
                and not re.match(
                    r"(?:세|장|분|폭|률| 이유| 원인| 압력| 우려|에|을|이 )",
                    scene.between(move.end, move.end + 3),
                )
            )
            return move if plain else None
    return None


_SINCE = re.compile(r"\b[Ss]ince [^,;]{3,60} on $")  # "since Foo was released on March 3"
_LABEL = re.compile(  # of the date line: "Published: 3 March 2025"
    r"(?:^|[|·(\[] ?)(?:(?:first |last )?(?:published|posted|updated|released|date|issued)(?: on| at)?|입력|발행|등록|작성|게시|송고|승인|수정)(?:일시|일자|일|시간)? ?[:|]? ?$",
    re.IGNORECASE,
)


def event_of(scene: Scene) -> DatedEvent | None:
    """Return the dated announcement of a sentence, if it holds one."""
    for mark in scene.dates:
        if mark.day is None or mark.kind not in {"day", "full"}:
            continue
        since = mark.role != "session" and _SINCE.search(scene.between(0, mark.start))
        if mark.role != "session" and not since:
            continue
        tail = scene.between(mark.end, mark.end + 110)
        lead = scene.between(mark.start - 60, mark.start)
        if _LABEL.search(lead) or ends_period(scene, mark):
            continue
        word = scene.words.announced.search(tail) or (
            scene.words.announced.search(lead) if scene.language == "en" else None
        )
        if word is None:
            continue
        quote, at = _quoted(scene, mark.start, mark.end)
        label = " ".join(scene.text.split())[:120]
        return DatedEvent(
            date=mark.day,
            label=label,
            quote=quote.strip(),
            at=at + len(quote) - len(quote.lstrip()),
        )
    return None


def _quoted(scene: Scene, start: int, end: int) -> tuple[str, int]:
    return scene.text[start:end], start

"""What a sentence leaves behind for the next: its topic, its day, its hours."""

from datetime import date, timedelta

from eventstudy.article import Claim
from eventstudy.reading.dates import Clock, DateMark
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.named_day import DATED_NOUN, NO_DAY
from eventstudy.reading.scene import Memory, Scene
from eventstudy.reading.subjects import UNKNOWN

# An earlier day that opens a sentence moves the story back by days, not by years.
PASSAGE = timedelta(45)
REGULAR = "regular"


def remember(scene: Scene, seen: list[Listing], clock: Clock, claims: list[Claim]) -> Memory:
    """Say what the sentence leaves behind: its topic, its day, its trading hours."""
    memory = scene.memory
    named = [m.listing for m in scene.mentions if m.traded]
    stocks = [n for n in (*seen, *named) if n.kind in {"stock", "etf"}]
    indices = [n for n in (seen or named) if n.kind == "index"]
    first = seen[0] if seen else (named[0] if named else memory.last)
    return Memory(
        stock=stocks[0] if stocks else memory.stock,
        index=indices[-1] if indices else memory.index,
        last=_last_topic(scene, seen, first),
        anchor=_anchor(scene, clock, claims),
        basis=_hours(scene, claims),
        passage=_passage(scene, claims),
    )


def _last_topic(scene: Scene, seen: list[Listing], first: Listing | None) -> Listing | None:
    stocks = [s for s in seen if s.kind == "stock"]
    if (
        any(m.listing.kind in {"foreign", "crypto", "commodity"} for m in scene.mentions)
        and not seen
    ):
        return UNKNOWN
    return stocks[0] if stocks else first


def _hours(scene: Scene, claims: list[Claim]) -> str | None:
    """Keep premarket or after hours for the sentences of the same passage."""
    bases = {c.basis for c in claims}
    if "close" in bases or scene.memory.basis == REGULAR:
        return REGULAR  # a text that has told the close does not go back to one market hour
    if bases & {"open", "intraday"}:
        return None
    for basis in ("premarket", "afterhours"):
        if basis in bases:
            return basis
    if claims:
        return None
    found = {name for name, _, _ in scene.hours} & {"premarket", "afterhours"}
    return found.pop() if len(found) == 1 else scene.memory.basis


def _passage(scene: Scene, claims: list[Claim]) -> str:
    """Say what dollars without a noun of their own mean in the next sentence."""
    if scene.words.target.search(scene.text) and not claims:
        return "target"
    if scene.words.cap.search(scene.text):
        return "cap"
    return scene.memory.passage if not claims and scene.figures else ""


def _anchor(scene: Scene, clock: Clock, claims: list[Claim]) -> date | None:
    """Move the day spoken of forward, or back where a sentence opens with an earlier one."""
    anchor = scene.memory.anchor
    if _is_date_line(scene):
        return anchor
    for mark in scene.dates:
        usable = mark.role == "session" and mark.day is not None and mark.day <= clock.published
        if (
            not usable
            or mark.kind == "relative"
            or DATED_NOUN.match(scene.text[mark.end : mark.end + 24])
        ):
            continue
        day = clock.held(mark.day or clock.published)
        if anchor is None and mark.start > 3 and _said_in_passing(scene, mark, claims):
            continue
        opens = mark.start <= 3 and anchor is not None and anchor - day < PASSAGE
        if anchor is None or day >= anchor or opens:
            anchor = day
    return anchor


def _said_in_passing(scene: Scene, mark: DateMark, claims: list[Claim]) -> bool:
    """Tell a day of comparison: the sentence's own claims have none, and none has this one."""
    words = scene.between(mark.start, mark.end).strip()
    reasons = [c.date_because or "" for c in claims]
    return any(r.startswith(NO_DAY) for r in reasons) and not any(words in r for r in reasons)


def _is_date_line(scene: Scene) -> bool:
    """Tell the date line of a page from a sentence."""
    full = any(m.kind == "full" for m in scene.dates)
    spoken = scene.moves or any(f.kind in {"percent", "points", "usd"} for f in scene.figures)
    return (
        full and not spoken and len(scene.text) <= 70 and not any(m.traded for m in scene.mentions)
    )

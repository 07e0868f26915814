"""What a sentence leaves behind for the next: its topic, its day, its hours."""

import re
from datetime import date, timedelta

from eventstudy.article import NO_DAY, Claim
from eventstudy.reading.caseless import caseless
from eventstudy.reading.dates import Clock, DateMark
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.named_day import DATED_NOUN, ends_period
from eventstudy.reading.scene import Memory, Scene
from eventstudy.reading.spans import heads_window, is_item
from eventstudy.reading.streaks import run_told, whole_told
from eventstudy.reading.topics import named_together, topics

# An earlier day that opens a sentence moves the story back by days, not by years.
PASSAGE = timedelta(45)
_LATELY = timedelta(10)
REGULAR = "regular"


def remember(scene: Scene, seen: list[Listing], clock: Clock, claims: list[Claim]) -> Memory:
    """Say what the sentence leaves behind: its topic, its day, its trading hours."""
    memory = scene.memory
    stock, index, last = topics(scene, seen)
    return Memory(
        stock=stock,
        index=index,
        last=last,
        anchor=_anchor(scene, clock, claims, memory.anchor, True),
        spoken=_anchor(scene, clock, claims, memory.spoken or memory.anchor, False),
        basis=_hours(scene, claims),
        passage=_passage(scene, claims),
        window=_window(scene, claims),
        stretch=_stretch(scene, claims),
        year=_year(scene, clock),
        percent=_in_percent(scene),
        opening=memory.opening if scene.sentence.joined else scene.text[:60] if claims else "",
        run=run_told(scene, claims[-1].date if claims else memory.anchor or clock.default, clock)
        or _loose(claims, clock)
        or (None if scene.sentence.paragraph else memory.run),
        whole=whole_told(scene, claims, clock),
        within=_within(scene, claims),
        heading=scene.moves[-1].sign if scene.moves else 0,
        pair=_pair(seen or named_together(scene), memory.pair if scene.sentence.joined else ()),
    )


def _pair(seen: list[Listing], before: tuple[Listing, ...]) -> tuple[Listing, ...]:
    """Keep the shares or indices that a sentence told of: ``the two`` may follow."""
    return tuple(dict.fromkeys((*before, *seen)))[:3]


def _window(scene: Scene, claims: list[Claim]) -> str:
    """Keep a heading such as ``League table, 2025`` for the signed figures below it."""
    told = any(f.kind in {"percent", "points", "usd"} for f in scene.figures)
    if not _LETTER.search(scene.text):
        return scene.memory.window
    if not told and not claims and len(scene.text) <= 60:
        based = any(m.role == "baseline" for m in scene.dates) and "대비" in scene.text
        return scene.text if based or heads_window(scene.text) else ""
    below = scene.sentence.paragraph and is_item(scene.text)
    return "" if scene.moves and not below else scene.memory.window


def _stretch(scene: Scene, claims: list[Claim]) -> tuple[date, date] | None:
    """Keep the week or month that a sentence's last return was stated over."""
    moves = [c for c in claims if c.measure == "return"]
    if not moves:
        return None if scene.sentence.paragraph else scene.memory.stretch
    start, end = moves[-1].start, moves[-1].date
    if start is None or end is None or end - start <= _DAYS or moves[-1].start_approximate:
        return None
    if scene.language == "ko" and any(c.start != start for c in moves):
        return None  # "7% 내렸으나 주간으로는 30% 올랐다": the day is spoken of as well
    return start, end


_DAYS = timedelta(5)
_LETTER = re.compile(r"[A-Za-z가-힣]")
_NAMED_YEAR = re.compile(
    r"(?=[2IiDdTtoyLl지작올금])(?:(?<!\d)(20\d\d)년(?! ?(?:\d{1,2}월|말|초|대))|\b(?:[Ii]n|[Dd]uring|[Tt]hroughout|on|year) (20\d\d)\b|^(20\d\d)[,:]|(지난해|작년|[Ll]ast year)|(올해|금년|[Tt]his year))"
)


def _year(scene: Scene, clock: Clock) -> int | None:
    """Return the year that the text speaks of."""
    year = scene.memory.year
    for found in _NAMED_YEAR.finditer(scene.text):
        named = found.group(1) or found.group(2) or found.group(3)
        year = int(named) if named else clock.published.year - bool(found.group(4))
    return year


def _in_percent(scene: Scene) -> bool:
    """Tell whether the text has told moves in percent."""
    kinds = {"percent" if f.kind == "word" else f.kind for f in scene.figures}
    return "percent" in kinds or scene.memory.percent


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


_ALL_AFTER = re.compile(
    r"(?:시간 ?외|애프터 ?마켓)[^.]{0,30}(?:약세|강세|내[리렸]|오르|올랐|하락|상승|급락|급등|떨어|밀[리렸]|움직|엇갈|희비)"
)


def _loose(claims: list[Claim], clock: Clock) -> tuple[date, date] | None:
    """Return the last stretch of a sentence, also one told beside the day's move or in words."""
    long = [(c.start, c.date) for c in claims if c.measure == "return" and c.start and c.date]
    start, end = long[-1] if long else (None, None)
    return (start, end) if start and end and start < clock.before(end) else None


def _within(scene: Scene, claims: list[Claim]) -> str:
    """Say which hour the next sentence goes on with: ``시간외 거래에서는 일제히 약세다``."""
    if claims:
        hour = claims[-1].basis
        return hour if hour in {"intraday", "afterhours"} else ""
    if _ALL_AFTER.search(scene.text) and not scene.words.announced.search(scene.text[-12:]):
        return "all afterhours"
    return ""


def _passage(scene: Scene, claims: list[Claim]) -> str:
    """Say what dollars without a noun of their own mean in the next sentence."""
    if scene.words.target.search(scene.text) and not claims:
        return "target"
    if scene.words.cap.search(scene.text):
        return "cap"
    return scene.memory.passage if not claims and scene.figures else ""


def _anchor(
    scene: Scene, clock: Clock, claims: list[Claim], anchor: date | None, traded: bool
) -> date | None:
    """Move the day spoken of forward, or back where a sentence opens with an earlier one.

    ``traded`` asks for a day of trading, not one on which something was said or ended.
    """
    if _is_date_line(scene, clock):
        return anchor
    setting = _sets_the_scene(scene, claims)
    for mark in scene.dates:
        usable = mark.role == "session" and mark.day is not None and mark.day <= clock.published
        if (
            not usable
            or (mark.kind == "relative" and not _moves_on(scene, mark, anchor, claims))
            or DATED_NOUN.match(scene.text[mark.end : mark.end + 40])
            or ends_period(scene, mark)
        ):
            continue
        day = clock.held(mark.day or clock.published)
        if anchor is None and mark.kind == "today" and day < clock.default and "오늘" in scene.text:
            continue  # "어제 5% 오르더니 오늘 또": a look back from the day of the story
        if not claims and mark.day == clock.published and _greets(scene, mark, clock):
            continue  # the day of the text itself, which its masthead or greeting names
        if day < clock.default and claims and claims[-1].date == day and _had_moved(scene):
            continue  # "On Wednesday the index had dropped 2%": the story is of a later day
        early = [c.basis for c in claims if c.date == day]
        if traded and early and all(basis == "premarket" for basis in early):
            continue  # "up 2% before Friday's open": that day has not traded yet
        if traded and not claims and _evening_told(scene, mark, clock):
            continue
        if traded and not _of_trading(scene, mark, day, clock, claims):
            continue
        if (
            anchor is None
            and scene.memory.percent
            and clock.default - day > PASSAGE
            and mark.start > 3
        ):
            continue  # "the decline of March 8 was 3%" in a report that has told today's
        if anchor is None and mark.start > 3 and _said_in_passing(scene, mark, claims):
            continue
        near = anchor is not None and anchor - day < PASSAGE
        opens = (mark.start <= 3 or setting) and (near or mark.kind == "full")
        opens = opens and _ASIDE.match(scene.text, mark.end) is None
        opens = opens and not (anchor == clock.default and _looks_back(scene, mark))
        told = not traded and scene.language == "en" and any(c.date == day for c in claims)
        if anchor is None or day >= anchor or opens or told:
            anchor = day
    return anchor


_BEFORE_KO = re.compile(r"지난|직전|앞서|전 거래일")
_BACK_KO = re.compile(r"에도 |의 |.{0,60}(?:기도 했|바 있|[았었]었)")
_HAD_EN = re.compile(r"[^,;]{0,50}\bhad (?:also |already |just |briefly )?[a-z]+")


def _looks_back(scene: Scene, mark: DateMark) -> bool:
    """Tell a look back in a report of the last session.

    ``지난 13일에도 3% 올랐다``, ``20일에는 5%까지 내리기도 했다``, ``On Thursday it had closed``.
    """
    if scene.language == "en":
        return _HAD_EN.match(scene.text, mark.end) is not None
    said = scene.between(0 if mark.start < 10 else mark.start, mark.end)
    return _BEFORE_KO.search(said) is not None or _BACK_KO.match(scene.text, mark.end) is not None


_LONG_PAST = timedelta(7)
_TRADE = caseless(
    r"증시|주가|뉴욕|월가|\b(?:stocks?|shares?|equities|wall street|markets?|trading|session|selloff|rout|rally)\b"
)
_BUSINESS = caseless(
    r"실적|매출|전망치|가이던스|공시|발표|\b(?:revenue|sales|earnings|profit|results|outlook|guidance|forecasts?|quarter|fiscal|said|told|reported|announced)\b"
)


def _of_trading(scene: Scene, mark: DateMark, day: date, clock: Clock, claims: list[Claim]) -> bool:
    """Tell the day of a move from one of another matter: ``the quarter that ended Sept. 28``."""
    words = scene.between(mark.start, mark.end).strip()
    if any(c.date == day and (c.date_because or "").startswith(words) for c in claims):
        return True
    opens = mark.start <= 3
    if claims:
        return opens
    business = _BUSINESS.search(scene.text) is not None
    if not business and (mark.kind == "today" or scene.words.direction.search(scene.text)):
        return True
    if _TRADE.search(scene.text) or _sets_the_scene(scene, claims):
        return True
    if clock.default - day > _LONG_PAST:
        return opens or mark.kind == "full"
    return opens and not business


_ASIDE = re.compile(r" ?하루(?:에만|에|만|동안|새)| alone\b")  # "8일 하루에만 5%": a look back


def _greets(scene: Scene, mark: DateMark, clock: Clock) -> bool:
    """Tell the day of the text itself: ``It is April 1, 2026, yesterday was good``."""
    told = any(m.kind == "today" and m.day and m.day < clock.published for m in scene.dates)
    moved = mark.kind == "weekday" and scene.words.direction.search(scene.text) is not None
    return told or (mark.kind != "full" and not moved)


_HAD = re.compile(r"\b[Hh]ad (?:\w+ )?$")


def _had_moved(scene: Scene) -> bool:
    """Tell ``had dropped``: what came before the day that the story is of."""
    return any(_HAD.search(scene.between(m.start - 20, m.start)) for m in scene.moves)


_AFTER_CLOSE = re.compile(
    r" (?:night|evening|after the (?:close|bell|closing bell))\b| ?장 ?(?:마감|종료|끝나고|끝난|마치고|마친)"
)


def _evening_told(scene: Scene, mark: DateMark, clock: Clock) -> bool:
    """Tell ``화요일 장 끝나고 실적을 냈다`` and ``It is Friday, and last night's numbers``: no session."""
    if _AFTER_CLOSE.match(scene.text, mark.end):
        return True
    last = scene.between(mark.start, mark.end).lower() == "last night"
    return last and any(m.day == clock.published and m.kind != "today" for m in scene.dates)


_FOLLOWS = re.compile(
    r"[Tt]he (?:next|following)|that day|이날|당일|같은 날|그날|다음|이튿날|하루 (?:뒤|후)"
)


def _moves_on(scene: Scene, mark: DateMark, anchor: date | None, claims: list[Claim]) -> bool:
    """Tell ``the next day the stock rose 23%``: the story goes on from that day."""
    if mark.day is None or not claims or claims[-1].date != mark.day:
        return False
    return mark.day > anchor if anchor else bool(_FOLLOWS.match(scene.text, mark.start))


_COMING = caseless(
    r"\b(?:coming|due|scheduled|expected|will|awaits?|ahead|upcoming|next)\b|예정|앞두|앞둔"
)


_LEADS = re.compile(
    r"\W*(?:(?:[Oo]n|[Cc]ome|[Cc]ame|[Tt]hen|[Tt]ake|[Aa]nd|[Bb]ut|[Ss]o|[Nn]ow|[Bb]y|[Ii]t|[Tt]here|was|[Tt]he|[Ll]ast|[Ff]irst|[Tt]hat) ){0,4}$"
)


def _sets_the_scene(scene: Scene, claims: list[Claim]) -> bool:
    """Tell ``That follows a horrid Friday.``: a short sentence that only names the day."""
    days = [m for m in scene.dates if m.role == "session" and m.day is not None]
    told = claims or any(f.kind in {"percent", "points", "usd"} for f in scene.figures)
    if told or len(days) != 1 or len(scene.text) > 90 or _COMING.search(scene.text):
        return False
    if (
        scene.language == "en"
        and not _LEADS.match(scene.text[: days[0].start])
        and days[0].end < len(scene.text) - 12
    ):
        return False
    return scene.words.announced.search(scene.text) is None


def _said_in_passing(scene: Scene, mark: DateMark, claims: list[Claim]) -> bool:
    """Tell a day of comparison: the sentence's own claims have none, and none has this one."""
    words = scene.between(mark.start, mark.end).strip()
    reasons = [c.date_because or "" for c in claims]
    return any(r.startswith(NO_DAY) for r in reasons) and not any(words in r for r in reasons)


def _told_of(mark: DateMark, clock: Clock) -> bool:
    """Tell a session that heads a page published later: the page tells of that day."""
    day = mark.day
    if mark.kind != "full" or day is None or mark.role != "session":
        return False
    return day < clock.published and clock.held(day) == day


def _is_date_line(scene: Scene, clock: Clock) -> bool:
    """Tell the date line of a page from a sentence; a day long past heads a passage."""
    old = any(m.day is not None and clock.published - m.day > _LATELY for m in scene.dates)
    if old:
        return False
    full = any(m.kind == "full" for m in scene.dates)
    if any(m.kind == "today" and m.day and m.day < clock.published for m in scene.dates):
        return False
    if (scene.language == "en" or "기준" in scene.text) and any(
        _told_of(m, clock) for m in scene.dates
    ):
        return False
    if not full or len(scene.text) > 70:
        return False
    spoken = scene.words.direction.search(scene.text) or any(
        f.kind in {"percent", "points", "usd"} for f in scene.figures
    )
    return not spoken and not any(m.traded for m in scene.mentions)

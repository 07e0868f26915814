"""Turn the figures of one sentence into claims, or say what they are instead."""

import re
from dataclasses import dataclass
from datetime import date

from eventstudy.article import Claim, OtherFigure
from eventstudy.reading.amounts import point_measure, states_share_price, value_measure
from eventstudy.reading.asides import not_about_price
from eventstudy.reading.dates import Clock, DateMark
from eventstudy.reading.directions import direction_of
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.manner import basis_of, hedge_of
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Memory, Move, Scene
from eventstudy.reading.subjects import UNKNOWN, subjects_of
from eventstudy.reading.windows import span_of
from eventstudy.wording import hedges_in, in_words, printed_figures

NO_DAY = "no day named"
CARRIED = "the day named before"
LONGEST_QUOTE = 90
_KINDS = {
    "foreign": "a share or index outside the United States: not checked",
    "crypto": "a cryptocurrency",
    "commodity": "a commodity, currency or bond",
    "private": "a company without shares",
    "set": "a group of shares, not one",
    "unknown": "",
}
_ABROAD = re.compile(
    r"(?:런던|도쿄|유럽|홍콩|서울|프랑크푸르트|파리|대만|일본|중국|상하이|독일|암스테르담|국내|한국)[가-힣]{0,2} ?(?:증시|거래소|시장|주식시장|증권거래소)(?:에서|의)?[^.,]{0,24}$"
    r"|\bin (?:London|Tokyo|Frankfurt|Paris|Hong Kong|Seoul|Taipei|Amsterdam|Shanghai|Europe|Asia|Sydney)\b[^.,;]{0,24}$"
)
_FIXED = frozenset({"percentage points", "other currency", "multiple", "count"})
_DATED_NOUN = re.compile(
    r"^(?:\([^)]*\))? ?(?:에 ?)?(?:[^.,]{0,22}(?:발표|공개|출시|체결|통보|선보|내놓|밝)[가-힣]{0,1}[된한인은힌] |나온|장 마감 후 발표)|^'?s? ?(?:earnings|report|launch|announcement|results|release|call|event|memo|post|filing|note|interview)\b"
)


_REGULAR = re.compile(r"장중|장 중|정규장|거래일|session|trading day|intraday", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure turned out to be; ``aside`` says why it is no claim."""

    measure: str = ""
    sign: int = 1
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence gave, offsets counted from its start, and what it leaves for the next."""

    claims: tuple[Claim, ...]
    aside: tuple[OtherFigure, ...]
    unread: bool
    memory: Memory


def read_sentence(scene: Scene, clock: Clock) -> Reading:
    """Read every figure of a sentence."""
    claims: list[Claim] = []
    aside: list[OtherFigure] = []
    unread = False
    signs: dict[int, int] = {}
    seen: list[Listing] = []
    for index, figure in enumerate(scene.figures):
        sign, move = direction_of(scene, index, signs)
        subjects, how = subjects_of(scene, index, move)
        found = _found(scene, index, sign, move, subjects)
        if found.measure:
            signs[index] = sign
            made = _claims(scene, clock, index, found, move, subjects, how)
            claims += made
            seen += [s for s in subjects if s.symbols]
        elif found.aside:
            quote, at = _quoted(scene, figure.start, figure.end)
            aside.append(OtherFigure(quote=quote, at=at, about=found.aside))
        else:
            unread = unread or figure.kind in {"percent", "points", "usd"}
            signs[index] = sign if figure.kind in {"percent", "points"} else 0
    memory = _remember(scene, seen, clock, claims)
    return Reading(tuple(claims), tuple(aside), unread, memory)


def _found(
    scene: Scene, index: int, sign: int, move: Move | None, subjects: list[Listing]
) -> Found:
    """Decide what a figure states."""
    figure = scene.figures[index]
    crude = (
        figure.kind == "percentage points"
        and subjects
        and subjects[0].kind == "stock"
        and move is not None
        and 0 <= move.start - figure.end <= 2
    )
    if figure.kind in _FIXED and not crude:
        return Found(aside=figure.kind if figure.kind != "count" else "a count or a date")
    kind = subjects[0].kind if subjects else "none"
    if _ABROAD.search(scene.between(figure.start - 40, figure.start)):
        return Found(aside=_KINDS["foreign"])
    begin = _subject_end(scene, figure)
    if figure.kind == "usd" and figure.scaled:
        return _value(scene, figure, sign, kind, subjects)
    about = not_about_price(scene, figure, move, begin)
    if about:
        return Found(aside=about)
    if kind in _KINDS:
        return Found(aside=_KINDS[kind])
    if figure.kind in {"percent", "word"} or crude:
        return _percent(scene, figure, sign, move, subjects)
    return _pointwise(scene, figure, sign, move, subjects)


def _percent(
    scene: Scene, figure: Figure, sign: int, move: Move | None, subjects: list[Listing]
) -> Found:
    if not subjects or sign == 0:
        return Found()
    if (
        move is not None
        and not figure.sign
        and abs(move.start - figure.end) > 130
        and scene.language == "ko"
    ):
        return Found()
    return Found("return", sign)


def _pointwise(
    scene: Scene, figure: Figure, sign: int, move: Move | None, subjects: list[Listing]
) -> Found:
    kind = subjects[0].kind if subjects else "none"
    index = kind in {"index", "future"}
    if not subjects:
        return Found(aside="an amount of money") if figure.kind == "usd" else Found()
    if figure.kind == "usd":
        if index or not states_share_price(scene, figure):
            return Found(aside="an amount of money")
    elif (not index and figure.kind == "points") or (figure.kind == "bare" and not index):
        return Found()
    measure = point_measure(scene, figure, move, index, sign)
    if measure == "point_change":
        return Found(measure, sign) if sign else Found()
    return (
        Found(measure)
        if measure
        else Found(aside="an amount of money" if figure.kind == "usd" else "")
    )


def _value(scene: Scene, figure: Figure, sign: int, kind: str, subjects: list[Listing]) -> Found:
    subject = subjects[0] if subjects and subjects[0].symbols and kind in {"stock", "etf"} else None
    if not_about_price(scene, figure, None, figure.start):
        return Found(aside="an amount of money")
    measure, signed = value_measure(scene, figure, subject)
    if not measure or (kind not in {"stock", "set", "none", "index"}):
        return Found(aside="an amount of money")
    if _of_many(scene, figure):
        return (
            Found(measure, signed or sign)
            if measure == "value_change"
            else Found(aside="the value of a group of shares")
        )
    if measure == "market_value":
        return Found(measure) if subject is not None else Found(aside="an amount of money")
    signed = signed or sign
    return (
        Found(measure, signed)
        if signed and kind in {"stock", "set"}
        else Found(aside="an amount of money")
    )


_ALTOGETHER = re.compile(
    r"\b(?:all told|altogether|combined|collectively|in total|in all)\b", re.IGNORECASE
)
_MANY = re.compile(
    r"(?:업종|업계|기업들?|종목들?|섹터|증시|시장|빅테크|M7|매그니피센트 ?7|상장사|주식|관련주|반도체주|기술주|[0-9]개사|글로벌|전체|합산)(?:의|에서|에서만|이|은|는)? ?(?:합산 |합계 |전체 |총 )?(?:시총|시가총액|시가 총액)[가-힣]{0,3} ?(?:약 |무려 |총 |하루 만에 |하루 새 )*$"
)
_MANY_EN = re.compile(
    r"^\s*(?:of|in|from|off)(?: (?!Nvidia|Apple)[\w'&.-]+){0,6}? (?:stocks|sector|industry|companies|stock market(?! value)|equity market|markets|group|shares of|equities|index|Magnificent Seven|Big Tech|tech giants|megacaps|firms|names)\b",
    re.IGNORECASE,
)


def _of_many(scene: Scene, figure: Figure) -> bool:
    """Tell dollars of a sector, a market or a list from those of one share."""
    if scene.language == "ko":
        return bool(_MANY.search(scene.between(figure.start - 40, figure.start)))
    tail = re.split(r"[,;]", scene.between(figure.end, figure.end + 90))[0]
    if _ALTOGETHER.search(scene.text):
        return not any(m.listing.kind == "stock" for m in scene.mentions)
    named = any(
        figure.end <= m.start <= figure.end + 40 and m.listing.kind == "stock"
        for m in scene.mentions
    )
    return (
        not named
        and bool(_MANY_EN.match(tail))
        and not re.match(r"\s*(?:of|in|from|off) (?:its|the company's|the firm's) ", tail)
    )


def _subject_end(scene: Scene, figure: Figure) -> int:
    """Return where the name before a figure ends, or its clause begins."""
    ends = [m.end for m in scene.mentions if m.end <= figure.start]
    start = scene.clause_start(figure.start)
    return max(ends[-1], 0) if ends and (ends[-1] >= start or scene.language == "ko") else start


def session_of(scene: Scene, start: int, end: int, clock: Clock) -> tuple[date | None, str]:
    """Return the session that a stretch of the sentence speaks of, and why."""
    mark = _mark(scene, start, end, clock)
    if mark is not None and mark.day is not None:
        words = scene.between(mark.start, mark.end).strip()
        return clock.held(mark.day), f"{words!r}" + (f" ({mark.clue})" if mark.clue else "")
    if mark is None and _month_only(scene, start, end):
        return None, "a month is named, but no day"
    if scene.memory.anchor is not None:
        return clock.held(scene.memory.anchor), CARRIED
    return clock.default, f"{NO_DAY}; published {clock.published}"


_MONTH_ONLY = re.compile(
    r"(?<!since )(?<!from )(?<!until )\b[Ii]n (?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d{1,2}\b)"
    r"|(?:지난해|작년|재작년|올해|지난)? ?\d{1,2}월(?! ?(?:\d|이후|이래|부터|까지|물|결산|분|인도))"
)


def _month_only(scene: Scene, start: int, end: int) -> bool:
    """Tell whether the clause names a month without a day."""
    if scene.language == "ko":
        near = scene.between(start - 25, start)
        compared = re.search(r"대비|보다|이후|이래|부터|고점|최고", near)
        return bool(_MONTH_ONLY.search(near)) and not compared
    return bool(_MONTH_ONLY.search(scene.between(scene.clause_start(start), scene.clause_end(end))))


def _mark(scene: Scene, start: int, end: int, clock: Clock) -> DateMark | None:
    """Return the date expression that a stretch belongs to."""
    usable = [
        m
        for m in scene.dates
        if m.role == "session"
        and m.day is not None
        and m.day <= clock.published
        and not _DATED_NOUN.match(scene.text[m.end : m.end + 24])
    ]
    before = [m for m in usable if m.end <= start]
    if scene.language == "ko":
        behind = [
            m
            for m in usable
            if m.start >= end and re.fullmatch(r"\S{0,8} ?\(", scene.between(end, m.start))
        ]
        return (before or behind)[-1] if before or behind else None
    limit = scene.clause_end(end)
    behind = [
        m for m in usable if end <= m.start < limit and not _figure_between(scene, end, m.start)
    ]
    clause = scene.clause_start(start)
    near = [m for m in before if m.end >= clause]
    if near and behind:
        return near[-1] if start - near[-1].end < behind[0].start - end else behind[0]
    return (near[-1:] or behind[:1] or before[-1:] or [None])[0]


def _figure_between(scene: Scene, start: int, end: int) -> bool:
    """Tell whether another figure that is no bracket of this one stands between."""
    return any(start + 14 < f.start < end for f in scene.figures)


def _claims(
    scene: Scene,
    clock: Clock,
    index: int,
    found: Found,
    move: Move | None,
    subjects: list[Listing],
    how: str,
) -> list[Claim]:
    """Make the claims of one figure, one a subject."""
    figure = scene.figures[index]
    hedge, first, last = hedge_of(scene, index)
    basis = _basis(scene, index, move, hedge, subjects)
    day, because = session_of(scene, figure.start, figure.end, clock)
    compared = [
        m
        for m in scene.dates
        if m.role == "baseline"
        and m.day
        and scene.between(m.end, figure.start).strip() in {"", "of", "at"}
        and m.end <= figure.start
    ]
    if compared and found.measure in {"level", "market_value"}:
        day, because = (
            clock.held(compared[-1].day or day),
            repr(scene.between(compared[-1].start, compared[-1].end)),
        )
    if (
        basis == "premarket"
        and because.startswith(NO_DAY)
        and not (scene.language == "ko" and clock.instant)
    ):
        day = clock.held(clock.published)
    changes = found.measure in {"return", "point_change", "value_change"}
    span = span_of(scene, index, day, clock, basis) if changes and day else None
    quote, at = _quote(scene, figure, move, hedge, first, last)
    made = []
    many = found.measure == "value_change" and (_of_many(scene, figure) or not subjects)
    for listing in (subjects or [UNKNOWN])[: 1 if many else None]:
        sign = found.sign if changes else 1
        made.append(
            Claim(
                quote=quote,
                at=at,
                subject=listing.symbols[0] if listing.symbols and not many else None,
                candidates=listing.symbols if len(listing.symbols) > 1 and not many else (),
                measure=found.measure,  # type: ignore[arg-type]
                **_stated(figure, sign),
                unit=_unit(figure, found.measure),  # type: ignore[arg-type]
                hedge=hedge,  # type: ignore[arg-type]
                basis=basis,  # type: ignore[arg-type]
                start=span.start if span else None,
                date=span.end if span else day,
                date_because=because
                + (f"; {span.rule}" if span and span.rule != "one day" else ""),
                rule=f"{found.measure}: {figure.kind}, {how}",
            )
        )
    return made


def _basis(scene: Scene, index: int, move: Move | None, hedge: str, subjects: list[Listing]) -> str:
    basis = basis_of(scene, index, move, hedge)
    if basis == "unspecified" and index and _beside(scene, index):
        before = hedge_of(scene, index - 1)[0]
        basis = basis_of(scene, index - 1, None, before)
    futures = subjects and subjects[0].kind == "future"
    if futures and basis in {"unspecified", "intraday", "open", "close"}:
        named = [name for name, _, _ in scene.hours]
        here = [b for b in (*named, scene.memory.basis) if b in {"premarket", "afterhours"}]
        return here[0] or basis if here else "premarket"
    loose = basis == "unspecified" or (basis == "intraday" and not _REGULAR.search(scene.text))
    if (
        loose
        and scene.memory.basis in {"premarket", "afterhours"}
        and subjects == [scene.memory.last]
    ):
        return scene.memory.basis or basis
    return basis


def _beside(scene: Scene, index: int) -> bool:
    """Tell a figure that restates the one before it: ``$394.80, up 29%``, ``226.71달러(37%)``."""
    gap = scene.between(scene.figures[index - 1].end, scene.figures[index].start)
    return bool(
        re.fullmatch(
            r",? ?\(?(?:or |up |down |a gain of |a drop of |a loss of )?(?:about |nearly )?", gap
        )
    )


def _stated(figure: Figure, sign: int) -> dict[str, object]:
    mark = "-" if sign < 0 else ""
    if figure.low:
        return {"value_range": (mark + figure.low, mark + figure.value)}
    return {"value": mark + figure.value}


def _unit(figure: Figure, measure: str) -> str:
    if measure == "return":
        return "percent"
    return figure.scale or "points"


def _quote(
    scene: Scene, figure: Figure, move: Move | None, hedge: str, first: int, last: int
) -> tuple[str, int]:
    """Return the shortest telling evidence: hedge, figure and the move beside it."""
    start, end = first, last
    if (
        move is not None
        and (figure.kind in {"percent", "points", "word"} or figure.scaled)
        and 0 <= move.start - last <= 12
        and not _crossed(scene, last, move.start)
        and ")" not in scene.between(last, move.start)
    ):
        end = word_end(scene, move.end)
    elif (
        move is not None
        and figure.kind in {"percent", "points"}
        and 0 <= first - move.end <= 16
        and not _crossed(scene, move.end, first)
    ):
        start = move.start
    for low, high in (
        (start, end),
        (first, last),
        (figure.start, last),
        (figure.start, figure.end),
    ):
        quote, at = _quoted(scene, low, high)
        said = hedges_in(quote)
        stated = figure.value in printed_figures(quote) | in_words(quote)
        if (
            len(quote) <= LONGEST_QUOTE
            and len(quote.split()) <= 12
            and (not said or hedge in said)
            and stated
        ):
            return quote, at
    return _quoted(scene, figure.start, figure.end)


def _crossed(scene: Scene, start: int, end: int) -> bool:
    return any(start <= f.start < end for f in scene.figures)


def word_end(scene: Scene, end: int) -> int:
    """Extend a verb's stem to the end of its word; a noun (하락, 급등) stands as it is."""
    if re.search(r"[락승등세진]$", scene.between(end - 1, end)) and scene.between(
        end - 2, end
    ) not in {"빠진"}:
        return end
    tail = re.match(r"[가-힣]{0,5}", scene.between(end, end + 5))
    return end + (tail.end() if tail else 0)


def _quoted(scene: Scene, start: int, end: int) -> tuple[str, int]:
    return scene.text[start:end], start


def _remember(scene: Scene, seen: list[Listing], clock: Clock, claims: list[Claim]) -> Memory:
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
    if bases & {"close", "open", "intraday"}:
        return None
    for basis in ("premarket", "afterhours"):
        if basis in bases:
            return basis
    if claims:
        return None
    found = {name for name, _, _ in scene.hours} & {
        "premarket",
        "afterhours",
    }
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
            or _DATED_NOUN.match(scene.text[mark.end : mark.end + 24])
        ):
            continue
        day = clock.held(mark.day or clock.published)
        if anchor is None and mark.start > 3 and _said_in_passing(scene, mark, claims):
            continue
        if anchor is None or day >= anchor or mark.start <= 3:
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

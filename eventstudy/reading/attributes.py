"""Names that a verb before them describes: ``전날 9% 급락한 알파벳은``; pairs; brackets."""

import re
from functools import lru_cache

from eventstudy.reading.caseless import caseless
from eventstudy.reading.lexicon import Listing, Mention
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Move, Scene

_ADNOMINAL = re.compile(
    r"[가-힣]{0,8}[한던은인린른친된운진난뛴솟든] (?:[가-힣]{2,6}(?:사|체|기업|업체|종목|대장주) )?"
)
_TRAILING = re.compile(r"[가-힣](?:던|[한은인린른친된운진난뛴]) $")
_PLACE = re.compile(r" ?(?:시장|증시|상장|거래소)")


def described(scene: Scene, figure: Figure) -> Mention | None:
    """Return the name behind a figure whose verb describes it: ``9% 급락한 알파벳은``."""
    if scene.language != "ko":
        return None
    reached = _REACHED.match(scene.text, figure.end) if figure.kind == "usd" else None
    if reached is not None:
        return next((m for m in scene.mentions if m.start == reached.end()), None)
    move = next((m for m in scene.moves if 0 <= m.start - figure.end <= 14), None)
    name = next((m for m in scene.mentions if move and m.start >= move.end), None)
    if move is None or name is None or name.start - move.start > 24:
        return None
    placed = _PLACE.match(scene.text[name.end : name.end + 4])
    between = any(figure.end <= f.start < name.start for f in scene.figures)
    told = _ADNOMINAL.fullmatch(scene.between(move.start, name.start))
    return name if told and not placed and not between else None


def closed_off(scene: Scene, mark_end: int, position: int) -> bool:
    """Tell whether a word before a name belongs to what describes that name.

    ``전날 9% 급락한 알파벳은 2%``: the day before is the first figure's alone.
    """
    told = [f for f in scene.figures if mark_end <= f.start < position]
    return any(
        (name := described(scene, f)) is not None and name.end <= position
        for f in told[:-1] or told
    )


_EXTREME_KO = re.compile(  # "장중 최고가를 쓰고도 2%": the hour ends with that verb
    r"(?:신고가|최고[가치점]|최저[가치점]|고점|저점)(?:\([^()]{1,20}\))?[을를]? ?(?:[가-힣]{1,3} )?(?:쓰|썼|찍|기록|경신|갈아치|터치|세우|세웠)[가-힣]{0,5}(?:고도?|지만|으나|뒤|후|다가|데도) "
)


def passing_by(scene: Scene, mark_end: int, position: int) -> bool:
    """Tell ``장중 최고치를 넘보던 나스닥은 결국``: hours that a name leaves behind."""
    reached = _EXTREME_KO.search(scene.between(mark_end, position))
    return (
        reached is not None
        or closed_off(scene, mark_end, position)
        or any(
            mark_end <= m.start < position
            and _TRAILING.search(scene.between(m.start - 4, m.start))
            and scene.between(m.start - 2, m.start) == "던 "
            for m in scene.mentions
        )
    )


_REACHED = re.compile(
    r"(?:선|대)?(?:[을를에]|으?로) (?:[가-힣]{1,4} ){0,2}?(?:넘어선|넘은|넘긴|넘었던|돌파한|돌파했던|찍은|찍었던|기록한|기록했던|달성한|밟은|웃돈|밑돈|도달한|올라선|육박한|육박하는|마감한|마친|끝낸|끝난|출발한|내려앉은|주저앉은|거래된) (?:[가-힣]{2,6}(?:사|체|기업|업체|종목|대장주) )?"
)
_OBJECT = re.compile(r"(?: ?\([^()]{1,24}\))?[을를] (?:약 |무려 |장중 |한때 )?")
_CAUSES = re.compile(
    r" ?(?:가량|이상|넘게|가까이|나|이나|정도)? ?(?:더 )?(?:끌어 ?올|끌어 ?내|밀어 ?올|밀어 ?내|들어 ?올|떠밀|떨어뜨|주저앉혔|주저앉히|끌고)"
)


def moved(scene: Scene, figure: Figure) -> Mention | None:
    """Find whom ``애플이 나스닥지수를 2% 끌어올렸다`` is about: what was moved."""
    if not _CAUSES.match(scene.text, figure.end):
        return None
    named = (m for m in scene.mentions if m.end <= figure.start)
    return next((m for m in named if _OBJECT.fullmatch(scene.between(m.end, figure.start))), None)


_PAIR = re.compile(
    r"두 (?:지수|회사|종목|기업|주식)(?:는|은|가|이|의|도| 모두)|양사(?:는|의)?|\b[Tt]he two(?: (?:indexes|indices|stocks|shares|companies|chipmakers|rivals|gauges|benchmarks))?\b"
    r"|\b[Bb]oth (?:stocks|indexes|indices|shares|companies|benchmarks)\b|\b[Tt]he (?:pair|duo)\b"
)


@lru_cache(maxsize=16)  # asked for every figure of a sentence
def _pair_in(text: str) -> re.Match[str] | None:
    return _PAIR.search(text)


def of_pair(scene: Scene, index: int) -> list[Listing]:
    """Return what ``두 지수는 각각 2.4%, 2.2%`` is about: the two of the sentence before."""
    pair = scene.memory.pair
    figure = scene.figures[index]
    found = _pair_in(scene.text)
    if found is None or found.end() > figure.start:
        return []
    if len(pair) != 2 or pair[0].kind != pair[1].kind:
        named = any(m.end <= figure.start for m in scene.mentions)
        vague = scene.language == "en" and " " not in found.group()[4:]
        return [] if named or vague else [Listing((), "unknown")]
    if any(found.end() <= m.start < figure.start for m in scene.mentions):
        return []
    same = [
        i for i, f in enumerate(scene.figures) if f.kind == figure.kind and f.start > found.end()
    ]
    return [pair[same.index(index)]] if len(same) == 2 else list(pair) if len(same) == 1 else []


_NOUN_AHEAD = re.compile(
    r"\b(?:stock|shares|company|firm|group|fund|ETF|trust|gauge|giant|[a-z]*maker|rival) \($"
)


def glossed(scene: Scene, mention: Mention) -> bool:
    """Tell ``암(Arm)도``: a bracket that spells the name before it, which no list holds."""
    text = scene.text
    led = re.search(r"(?:^|[\s,])[가-힣]{1,12}\($", text[: mention.start])
    led = led or _NOUN_AHEAD.search(text[: mention.start])
    known = any(m.end == mention.start - 1 for m in scene.mentions)
    return bool(led) and not known and text[mention.end : mention.end + 1] == ")"


_POSTPOSED = caseless(
    r"^[\s,)]*(?:(?:in|for|of|by|at|from|off|on|among)\s+)(?:(?:the|its|shares?|stocks?|of|in|market|value|worth|valuation|price|cap|capitalization|combined|Class|A|benchmark|tech-heavy|heavyweight|chipmaker|giant|AI|chip|chips|darling|"
    r"bellwether|rival|peer|index|leader|titan|behemoth|designer|maker|software|cloud|iPhone|social|media|parent|company|blue-chip|broader|broad-market)\s+)*$",
)


_BY_WHOM = re.compile(r"[^\w]*by ")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|got) (?:\w+ ){0,2}\w+(?:ed|en|t|ng|un)\b"
)


def _acted(scene: Scene, figure: Figure) -> bool:
    """Tell ``the index was dragged 6% lower by Nvidia``: who did it, not whose figure it is."""
    start = scene.clause_start(figure.start)
    named = any(start <= m.start < figure.start for m in scene.mentions)
    return named and _PASSIVE.search(scene.between(start, figure.start)) is not None


def postposed(scene: Scene, figure: Figure, move: Move | None) -> Mention | None:
    """Find ``a 17% plunge in Nvidia`` and ``$589 billion off Nvidia's value``."""
    begin = figure.end
    if (
        move
        and move.start >= begin
        and not any(begin <= m.start < move.start for m in scene.mentions)
    ):
        begin = move.end
    following = next((m for m in scene.mentions if m.start >= begin), None)
    if following is None:
        return None
    gap = scene.between(begin, following.start)
    restated = _ALSO_OFF.fullmatch(gap)
    if not restated and any(begin <= f.start < following.start for f in scene.figures):
        return None
    owned = scene.between(figure.start - 3, figure.start) == "'s "  # "Foo's 5% fall left Bar"
    left = begin > figure.end and not owned and _LEFT.fullmatch(gap) is not None
    if restated or left or _AT_WHICH.fullmatch(gap):
        return following
    noun = (
        move is None
        or move.start >= figure.end
        or bool(re.search(r"\bof\b[^.;,]{0,20}$", scene.between(move.end, figure.start)))
        or figure.scaled
        or scene.between(move.start, move.end).lower() in {"minus", "plus"}
    )
    noun = noun or (_OFF.match(gap) is not None and _takes(scene, figure, move))
    if not noun or not _POSTPOSED.match(gap) or (_BY_WHOM.match(gap) and _acted(scene, figure)):
        return None
    noun_at = move is not None and move.start >= figure.end and re.match(r"\s*at\s", gap)
    return following if not re.match(r"\s*(?:on|at)\s", gap) or noun_at or figure.scaled else None


_OFF = re.compile(r",? (?:off|from) ")
_ALSO_OFF = re.compile(r", or [\d.]{1,6}%, (?:off|from) (?:the )?")
_AT_WHICH = re.compile(r" (?:a share )?(?:at which|where) (?:shares of |the )?")
_LEFT = re.compile(r" (?:put|left|sent|took|brought|carried|dragged|pulled) (?:shares of |the )?")
_TAKES = re.compile(r"(?:kn|sh|w|sl|l|ch|str|t)\w+(?: off)?$")


def _takes(scene: Scene, figure: Figure, move: Move | None) -> bool:
    """Tell ``knocked 4% off Foo``: the verb takes it from the name behind."""
    if move is None or not 0 <= figure.start - move.end <= 24:
        return False
    return _TAKES.match(scene.between(move.start, move.end).lower()) is not None


_FRONTED = re.compile(
    r"^\W*(?:(?:Already|Still|Once|Initially) )?(?:[Uu]p|[Dd]own|[Oo]ff|At|Having (?:been )?\w+|After \w+ing|[A-Z]\w+ing) [^,;]{0,24}$"
)
_THEN_NAMED = re.compile(
    r"(?:[^,;]{0,60},)? (?:[Ss]hares of |[Ss]hares in |[Tt]he |[Cc]hipmaker )?"
)


_SOLID = frozenset({"percent", "points", "usd"})


def fronted(scene: Scene, figure: Figure) -> Mention | None:
    """Find ``Up 5% at the open, Palantir reversed``: the phrase is about the name behind it."""
    name = next(iter(scene.mentions), None)
    if name is None or name.start < figure.end or scene.language == "ko":
        return None
    opened = _FRONTED.match(scene.between(0, figure.start))
    told = any(figure.end <= f.start < name.start and f.kind in _SOLID for f in scene.figures)
    named = _THEN_NAMED.fullmatch(scene.between(figure.end, name.start))
    return name if opened and named and not told else None

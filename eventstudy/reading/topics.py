"""What the text goes on about: the share and the index that a sentence leaves behind."""

import re

from eventstudy.reading.lexicon import Listing, Mention
from eventstudy.reading.scene import Scene
from eventstudy.reading.subjects import NOT_SUBJECT_KO, UNKNOWN, coordinate_before, governed

_ELSEWHERE = frozenset({"foreign", "crypto", "commodity"})


def topics(
    scene: Scene, seen: list[Listing]
) -> tuple[Listing | None, Listing | None, Listing | None]:
    """Return the share, the index and the last of either that later sentences may mean.

    ``seen`` are those whose figures the sentence told.
    """
    memory = scene.memory
    named = [m for m in scene.mentions if m.traded and not _aside(scene, m)]
    named = named if seen else _told_of(scene, named)
    if seen and memory.last is not None and _COMPARED.search(scene.text):
        return memory.stock or _first(seen, "stock"), memory.index, memory.last
    topical = [m.listing for m in named if not in_passing(scene, m)]
    if not seen and memory.stock is not None and len(set(topical)) > 2:
        topical = []  # a list of names: "only three had been there: Foo, Bar and Baz"
    beside = [m.listing for m in named]
    stock = _first([*seen, *topical], "stock") or memory.stock or _first(beside, "stock")
    indices = [n for n in seen if n.kind == "index"] or [n for n in topical if n.kind == "index"]
    index = indices[-1] if indices else memory.index or _first(beside[::-1], "index")
    first = next(iter((*seen, *topical)), memory.last or next(iter(beside), None))
    return stock, index, _last(scene, seen, first)


_CLEFT = re.compile(
    r"(?:것은|건|것도|곳은|종목은|쪽은|주인공은|주역은|주범은|원인은|선두는) [^.,]{0,24}$"
)
_IS_KO = re.compile(
    r"(?:\([^)]{0,24}\))?(?: 주가)?(?:이었|였|이다|다\.|입니다|이에요|예요|이죠|죠)"
)


def _told_of(scene: Scene, named: list[Mention]) -> list[Mention]:
    """Return Foo alone for ``지수를 끌어내린 것은 Foo였다``: the text goes on about Foo."""
    if scene.language != "ko" or not named:
        return named
    cleft = _CLEFT.search(scene.between(0, named[-1].start)) is not None
    return named[-1:] if cleft and _IS_KO.match(scene.text, named[-1].end) else named


def named_together(scene: Scene) -> list[Listing]:
    """Return the two shares that a sentence names without a figure of theirs."""
    stocks = [m.listing for m in scene.mentions if m.listing.kind == "stock"]
    return stocks if len(set(stocks)) == 2 else []


def _first(listings: list[Listing], kind: str) -> Listing | None:
    kinds = {"stock", "etf"} if kind == "stock" else {kind}
    return next((n for n in listings if n.kind in kinds), None)


def _last(scene: Scene, seen: list[Listing], first: Listing | None) -> Listing | None:
    """Return the topic; one that is not traded there ends the one before."""
    if any(m.listing.kind in _ELSEWHERE for m in scene.mentions) and not seen:
        return UNKNOWN
    return next((s for s in seen if s.kind == "stock"), first)


_COMPARED = re.compile(
    r"\b(?:did|does|fared|performed|held up|was|were) (?:even |far |much |slightly |a little |still )?(?:better|worse)\b|(?:더|훨씬) (?:나았|좋았|나빴|심했|컸)"
)


def _aside(scene: Scene, mention: Mention) -> bool:
    """Tell a name in brackets, which is not what the text goes on about."""
    head = scene.text[: mention.start]
    return head.rfind("(") > head.rfind(")") and ")" in scene.text[mention.end :]


_NOUN_KO = re.compile(
    r"(?:\([^)]{0,24}\))? (?!주가|주식|종가|역시|모두|또한|시총)[가-힣A-Za-z0-9]{1,8}(?:을|를|에|와|과|로) "
)
_NOUN_EN = re.compile(r"(?:'s)? (?!shares?|stock)[a-z]{3,12}s\b(?! [\d$])")
_VERB_EN = re.compile(r"\b[a-z]{3,12} (?:the |its |their )?$")


def in_passing(scene: Scene, mention: Mention) -> bool:
    """Tell a name beside the point: ``서버에 엔비디아 칩을 넣는 회사``, ``a rival of Foo``."""
    tail = scene.text[mention.end : mention.end + 40]
    if scene.language == "ko":
        return bool(NOT_SUBJECT_KO.match(tail) or _NOUN_KO.match(tail))
    other = coordinate_before(scene, mention)
    if other is not None:
        return in_passing(scene, other)
    led = _VERB_EN.search(scene.between(mention.start - 24, mention.start))
    return governed(scene, mention) or bool(led and _NOUN_EN.match(tail))

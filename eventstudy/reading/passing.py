"""Names said in passing: in a phrase between commas, as a cause, beside a noun of their own."""

import re

from eventstudy.reading.lexicon import Listing, Mention
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene

_OPENED = re.compile(r"(?: ?\([^()]{1,40}\))?, ")
_COMMA_AFTER = re.compile(r"(?:'s)?(?: ?\([^()]{1,40}\))?,")
_RESUMED = re.compile(
    r", (?:(?:and|also|then|still|nevertheless|nonetheless|instead|initially|briefly|promptly|itself|it) ){0,2}$"
)
_BARE = re.compile(
    r"(?:up|down|higher|lower|off|plus|minus|ahead|in the red|\w+ing|falls?|drops?|gains?|loss|losses|plunge|jump|rise|slump|rally|slide|surge|decline|decrease|increase)$"
)


def resumption(scene: Scene, figure: Figure) -> int:
    """Return where the comma stands behind which a subject's own verb follows; -1 for none.

    ``Foo, a night after posting record sales, jumped 5%``: the one before ``jumped``.
    """
    before = [m for m in scene.moves if m.end <= figure.start]
    if before and not _BARE.match(scene.between(before[-1].start, before[-1].end).lower()):
        found = _RESUMED.search(scene.between(0, before[-1].start))
        if found is not None:
            return found.start()
    found = _BEGAN.search(scene.between(0, figure.start))
    return found.start() if found is not None else -1


_BEGAN = re.compile(
    r", (?:(?:and|also|then|still|it) ){0,2}(?:opened|started|began|closed|ended|finished|settled|traded|was|were|is|are)(?: (?:up|down|off|about|around|almost|nearly|more than|roughly|over|just|as much as)){0,3} $"
)


def between_commas(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell ``Foo, up 5% before Nvidia's report, lost 2%``: a name in another's phrase."""
    comma = resumption(scene, figure)
    if not mention.end <= comma:
        return False
    own = _COMMA_AFTER.match(scene.text, mention.end)
    if own is not None and own.end() - 1 != comma:
        return False
    return any(
        (opened := _OPENED.match(scene.text, m.end)) is not None
        and opened.end() <= mention.start
        and ";" not in scene.between(m.end, comma)
        for m in scene.mentions
    )


_EPITHET = re.compile(
    r"\b(?:the|its) (?:[\w-]+ ){0,2}?(?:company|chipmaker|stock|shares|firm|[a-z]*maker|giant)\b(?!'s)"
)


def referred(scene: Scene, figure: Figure) -> Mention | None:
    """Return the share behind ``a forecast from Foo sent the chipmaker past $100``."""
    told = list(_EPITHET.finditer(scene.between(0, figure.start)))
    starts = [m.start for m in scene.mentions] + [f.start for f in scene.figures]
    near = told and not any(told[-1].end() <= at < figure.start for at in starts)
    named = [m for m in scene.mentions if near and m.end <= told[-1].start()]
    if not named or named[-1].listing.kind != "stock":
        return None
    return None if _SOURCE.search(scene.between(0, named[-1].start)) else named[-1]


_SOURCE = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]nalysts? (?:at|from)|(?:[Dd]ata|[Ff]igures) (?:from|by)|[Ss]a(?:ys|id)|[Pp]er) (?:the )?$"
)


_ITS_NOUN = re.compile(
    r"(?:,|\band|\bwhile|\bbut|\bas) the (?:(index|gauge)|(stock|shares)) (?:[a-z]+ )?[a-z]+ (?:\w+ )?$"
)


def meant_by_noun(scene: Scene, figure: Figure, ahead: Mention) -> Listing | None:
    """Return what ``when Foo scared people and the index lost 2%`` is about: the last index."""
    found = _ITS_NOUN.search(scene.between(ahead.end, figure.start))
    wanted = ("index" if found.group(1) else "stock") if found else ahead.listing.kind
    if (
        found is None
        or wanted == ahead.listing.kind
        or ahead.listing.kind not in {"index", "stock"}
    ):
        return None
    named = [m.listing for m in scene.mentions if m.end < ahead.start and m.listing.kind == wanted]
    return named[-1] if named else getattr(scene.memory, wanted)


_ONE_OF_TWO = re.compile(r"\b[Tt]he (former|latter)\b|(?<![가-힣])(전자|후자)(?=[는가도])")


def one_of_two(scene: Scene, figure: Figure) -> Listing | None:
    """Return whom ``Foo and Bar fell, the latter by 2%`` is about."""
    if not any(word in scene.text for word in ("former", "latter", "전자", "후자")):
        return None
    told = list(_ONE_OF_TWO.finditer(scene.between(0, figure.start)))
    names = [m for m in scene.mentions if told and m.end <= told[-1].start()]
    pair = scene.memory.pair if not names else tuple(m.listing for m in names[-2:])
    later = told and any(told[-1].end() < m.start < figure.start for m in scene.mentions)
    if not told or len(pair) != 2 or (names and later):
        return None
    return pair[0 if told[-1].group() in {"the former", "The former", "전자"} else 1]


_REPORTED = re.compile(
    r"(?:다는|라는|이란|단) (?:소식|보도|전망|발표|우려|기대|관측|분석|평가|점|이유|말|의혹|루머|사실)|(?:하자|하면서|했다고|하겠다고|[가-힣]다고)[ ,]|[린한인은운긴른던진된친난뛴] (?:데|것|덕|점|영향|여파)(?:에|이|로|으로|을|도)? "
)
_CAUSE = re.compile(
    r"(?:의|발)? (?:[가-힣]{1,8} ){0,2}?(?:여파|쇼크|충격|효과|훈풍|악재|호재|영향|급락|급등|폭락|약세|강세|부진|우려|소식|이슈|리스크|덕|덕분|탓|계약|투자|악몽|[가-힣]{1,3}설)(?:으로|로|에도?|속에?)(?:서)? "
)
_TOPIC = re.compile(r"(?: ?\([^()]{1,24}\))?(?:은|는|도|역시|만|마저) ")


def beside_subject(scene: Scene, mention: Mention, figure: Figure) -> bool:
    """Tell who acts in a clause or a cause beside the topic.

    ``애플은 버크셔가 팔았다는 소식에 4% 내렸다``, ``이 지수는 인텔 여파로 1% 밀렸다``.
    """
    before = [m for m in scene.mentions if m.end < mention.start]
    told = not mention.traded and scene.memory.last is not None
    led = told or any(_TOPIC.match(scene.text, m.end) for m in before)
    acting = led or any(scene.text[m.end : m.end + 1] in {"이", "가"} for m in before)
    if not acting:
        return False
    bracket = _BRACKET.match(scene.text, mention.end)
    end = bracket.end() if bracket is not None else mention.end
    if led and scene.text[end : end + 1] in {"이", "가"}:
        return bool(_REPORTED.search(scene.between(mention.end, figure.start)))
    cause = _CAUSE.match(scene.text, end)
    return cause is not None and cause.end() <= figure.start


_BRACKET = re.compile(r" ?\([^()]{1,24}\)")

"""Market value or its change: dollars in millions and more."""

import re

from eventstudy.reading.caseless import caseless
from eventstudy.reading.lexicon import Listing
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene

_CHANGE_EN = caseless(
    r"\b(?:more|add(?:s|ed|ing|ition)?|loss(?:es)?|wip\w+|wipeout|eras\w+|vanish\w*|evaporat\w*|shed\w*|gain\w*|lost|los(?:e|ing)|destroy\w*|disappear\w*|went(?! (?:past|above|over|through|beyond|to)\b)|gone|knock\w+|shav\w+|drop|decline|fell|fall|plunge|increase[ds]?|decrease[ds]?|tack\w+|put on|burn\w*|rout|swing|jump|surge|slump|drawdown|hit|haircut|reduc\w+|cut|dent|lopp\w+|slic\w+|slash\w*|trim\w*|torch\w*|incinerat\w*|dropp\w+|declin\w+|rose|climb\w+|soar\w*|jumped|surged|grew|swell\w*|swelled|slid|sank|tumbl\w*|plummet\w*|took|cost|bled|blew)\b",
)
_LEVEL_CAP_EN = caseless(
    r"\b(?:worth|valued at|valuation of|market (?:value|cap|capitali[sz]ation)(?: \w+){0,3} (?:of|at|to|is|was|above|below|over|under|near|past|stood at|around|about|reached|hit|topped|crossed)|value (?:of|at|to|above|below)|to|at|above|below|past|from|cap of|high of|crossed|topped|surpassed|reached|hit|under|over|breached|stands? at|stood at|currently|is|now|capitali[sz]ation of|valuation (?:to|at|above|below|near|past)|exceeded|worth (?:about|around|some|roughly|nearly|over|more than))(?: (?:just|about|around|nearly|roughly|a|an|the|record|new|over|more than|under|above|below|some|approximately|almost|all-time high of|as much as|high of|close to))*[\s(]*$",
)
_GONE_EN = caseless(
    r"\b(?:shed|eras(?:e|ed|es|ing)|wip(?:e|ed|es|ing)|vapori[sz]\w+|evaporat\w+|vanish\w*|destroy\w*|incinerat\w+|torch\w+|lopp\w+|tack(?:ed|ing) on|shav\w+)\b[^.;]{0,20}$",
)
_NOT_YET = caseless(
    r"within reach|on track|on its way|on course|closer to|toward|mark\b.{0,20}\bnext|in sight|inch(?:es|ing) (?:closer|toward)|eyes?\b|about to|race to|club|path to|first .{0,25} to (?:reach|hit)",
)
_CHANGE_KO = re.compile(
    r"증발|날아|날린|날렸|날려|사라|감소|줄(?!곧|이)|늘|불어|불었|증가|잃|급감|급증|빠졌|빠지|빠진|허공|손실|까먹|추가|얹|더해|더하|불린|불렸|소멸|녹아|공중|벌어|삭제|쪼그라들며 \d|하락하며 사라|깎|몸집을 불|상실|늘린|늘었"
)
_CHANGE_NOUN_KO = re.compile(
    r"감소액|감소분|증가분|증가액|손실액|감소폭|증가폭|손실|증발액|증발한 (?:시총|시가총액|금액|규모)|날아간 (?:시총|시가총액)|날린 (?:시총|시가총액|돈)|사라진 (?:시총|시가총액|금액|돈)|줄어든 (?:시총|시가총액)|늘어난 (?:시총|시가총액)|불어난 (?:시총|시가총액)|감소 ?규모|증발 ?규모"
)
_GAIN_KO = re.compile(r"증가|늘|불어|불었|불린|불렸|추가|더해|더하|얹|벌어|급증")


def value_measure(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int]:
    """Tell a market value from its change; ("", 0) when dollars are something else."""
    if scene.language == "ko":
        return _value_korean(scene, figure, subject)
    return _told_apart(scene, figure, subject) or _value_english(scene, figure, subject)


def _value_korean(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int]:
    start = max(0, figure.start - 70)
    lead, tail = scene.between(start, figure.start), scene.between(figure.end, figure.end + 34)
    if not scene.words.cap.search(scene.text) and not _same_passage(scene, lead, tail):
        return "", 0
    earlier = max([f.end for f in scene.figures if f.end <= figure.start], default=0)
    clause = scene.between(max(scene.clause_start(figure.start), start, earlier), figure.start)
    noun = _CHANGE_NOUN_KO.search(clause)
    to_level = re.match(
        r"(?:대|선)? ?(?:\([^)]{0,30}\) ?)?(?:가량|정도|수준|안팎)?(?:으로|로(?!는)|에서)", tail
    )
    before = re.search(
        r"(날린|증발한|사라진|줄어든|늘어난|불어난|잃은|감소한|증가한)[^.]{0,20}$", clause
    )
    if noun or before:
        text = (noun.group() if noun else "") + (before.group() if before else "")
        return "value_change", 1 if _GAIN_KO.search(text) else -1
    if re.match(r" ?[↑↓]", tail):
        return "value_change", 1 if "↑" in tail[:2] else -1
    change = _CHANGE_KO.search(re.split(r"[.,]|(?<=다) ", tail)[0])
    if change and not to_level and not re.match(r"(?:선|대)", tail):
        return "value_change", 1 if _GAIN_KO.search(change.group()) else -1
    return ("market_value", 1) if subject is not None else ("", 0)


_MADE_KO = re.compile(
    r"(?:가량|정도|이상|넘게)?[이가]? ?(?:더 |통째로 )?(?:증발|사라|날아|늘었|늘어|불었|불어|줄었|줄어)"
)


def _same_passage(scene: Scene, lead: str, tail: str) -> bool:
    """Accept ``넷플릭스(2898억달러)`` after a sentence about market values: see ``memory``."""
    told = (
        _MADE_KO.match(tail)
        or re.search(r"[가-힣A-Za-z]\($", lead)
        or _CHANGE_NOUN_KO.search(lead[-10:])
    )
    return scene.memory.passage == "cap" and bool(told)


def _value_english(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int]:
    lead, tail = (
        scene.between(figure.start - 90, figure.start),
        scene.between(figure.end, figure.end + 70),
    )
    start = scene.clause_start(figure.start)
    clause = scene.between(max(start, figure.start - 90), figure.start)
    around = scene.between(max(start, figure.start - 110), figure.end + 70)
    valued = bool(scene.words.cap.search(around))
    others = not valued and (_INVESTOR.search(clause) or _RISE_IN_EN.match(tail))
    ahead = _NOT_YET.search(
        scene.between(figure.start - 40, figure.end) + re.split(", ", tail[:40])[0]
    )
    if _HOLDING_EN.search(lead) or ahead or others or _RAISED_EN.search(clause):
        return "", 0
    moved = _MOVED_EN.match(tail)
    of_value = _OF_VALUE_EN.match(tail)
    tacked = _TACKED_EN.match(tail)
    tacked_on = tacked is not None and tacked.group(1) in {"tacked", "added", "piled"}
    wide = bool(scene.words.cap.search(scene.between(figure.start - 110, figure.end + 70)))
    costing = _COSTING_EN.search(clause) and (wide or _SHARES_EN.search(clause))
    if costing or (tacked and valued):
        return "value_change", 1 if tacked_on else -1
    changed = of_value and _CHANGE_EN.search(around) and not _PAST_EN.search(lead)
    crossed = figure.scale == "trillion USD" and _TRILLION_EN.search(lead)
    stands = _stands_at(scene, lead, tail, subject, wide) and not changed
    if (stands or (subject is not None and crossed)) and not moved:
        return "market_value", 1
    if moved and moved.group().strip().lower().endswith("more"):
        return "value_change", 1
    gone = subject is not None and (_GONE_EN.search(clause) or _with_a_move(scene, figure, clause))
    if moved or changed or gone or (valued and _CHANGE_EN.search(clause)):
        lost = re.match(r"\s*(?:one-day|single-day|in|more|loss|wipeout)", tail)
        certain = moved is None or valued or lost or subject
        return ("value_change", 0) if certain else ("", 0)
    named = subject is not None and _COMPANY_EN.match(tail)
    return ("market_value", 1) if named else ("", 0)


def _told_apart(scene: Scene, figure: Figure, subject: Listing | None) -> tuple[str, int] | None:
    """Tell ``joined the $1 trillion club`` and ``the $90 billion it lost in value``."""
    lead = scene.between(figure.start - 40, figure.start)
    tail = scene.between(figure.end, figure.end + 60)
    if _JOINED_EN.search(lead) and _CLUB_EN.match(tail) and subject is not None:
        return "market_value", 1
    lost = _IT_LOST_EN.match(tail) if scene.words.cap.search(scene.text) else None
    if lost is None:
        return None
    return "value_change", -1 if lost.group(1) in {"lost", "shed", "gave up"} else 1


_ADDING_EN = re.compile(
    r", (?:adding|gaining|losing) (?:about |nearly |some |roughly |another )?\$?$"
)
_ENDS_EN = re.compile(r"[.,;]?$|[.,;] | (?:in|on) (?:the|a|one|a single) (?:day|session)\b")


def _with_a_move(scene: Scene, figure: Figure, clause: str) -> bool:
    """Tell ``The shares rose 8% to $61.20, adding $40 billion.``: what the rise was worth."""
    moved = any(f.kind == "percent" and f.end <= figure.start for f in scene.figures)
    large = figure.scale in {"billion USD", "trillion USD"}
    plain = scene.words.price.search(scene.text) is not None and not scene.nouns
    led = _ADDING_EN.search(scene.between(figure.start - 40, figure.start) or clause) is not None
    return moved and large and plain and led and bool(_ENDS_EN.match(scene.text, figure.end))


_JOINED_EN = re.compile(
    r"\b(?:joined|joining|joins|entered|rejoined) the (?:\w+ )?\$?$|\bback (?:in|into) the \$?$"
)
_CLUB_EN = re.compile(r" (?:market[- ](?:cap|value) )?club\b")
_IT_LOST_EN = re.compile(
    r" (?:or so |or thereabouts )?(?:that |which )?(?:it|they|[Tt]he (?:company|firm|stock|shares|[a-z]*maker)|[A-Z][\w&.]+) (?:has |have |had )?(lost|shed|gave up|gained|added|put on)\b"
)
_MOVED_EN = caseless(
    r"\s*(?:[\w-]+\s){0,2}?(?:more|loss|gain|gone|wipeout|drop|decline|rout|plunge|increase|jump|swing|surge|hit|addition|evaporat\w*|vanish\w*|drawdown|sell-?off|slump|haircut)\b"
)
_OF_VALUE_EN = caseless(
    r"\s*(?:of|in|from|off|worth of)\s+(?:[\w'.&-]+\s+){0,5}?(?:market|value|valuation|shareholder|capitali[sz]ation|market-cap|shares|wealth)\b"
)
_INVESTOR = caseless(
    r"\b(?:at|took|taking|book(?:ed|ing)|with|report(?:ed|ing|s)|post(?:ed|ing|s)) an? (?:about |roughly |nearly )?\$?$"
)
_RISE_IN_EN = caseless(
    r"\s*(?:increase|jump|rise|drop|decline|cut|surge|gain|boost|reduction|hit) (?:in|to|of) (?!(?:its |the |their )?(?:market|value|valuation|market-cap|stock|share))"
)
_TACKED_EN = caseless(
    r"\s*(?:got |was |were |has been |had been |is being )(tacked|added|piled|lopped|wiped|erased|shaved|knocked|sliced|burned)\b"
)
_PAST_EN = re.compile(r"\b(?:past|above|through|below|under|beyond) (?:the )?\$?$")
_TRILLION_EN = caseless(
    r"\b(?:crossed|topped|hit|reached|surpassed|passed|cleared|breached)(?: the)? \$?$"
)
_RAISED_EN = caseless(r"\b(?:rais(?:ed|es|ing)|funding|fundraising|private|invested|round)\b")
_COSTING_EN = caseless(
    r"\bcost(?:ing|s)? (?:the (?:company|chipmaker|firm|stock)|it|investors|shareholders)\b[^.;]{0,40}$",
)
_SHARES_EN = caseless(
    r"\b(?:shares?|stock|slide|rout|sell-?off|plunge|slump|drop|fall|decline|tumble|crash|swoon|retreat)\b"
)
_HOLDING_EN = re.compile(
    r"\b(?:holdings?|stakes?|positions?|block|shares|stock|options|contracts?|deals?|orders?|package|chips|purchases?|sales?|awards?|grants?) (?:\w+ )?worth (?:\w+ ){0,2}\$?$"
)
_COMPANY_EN = caseless(
    r"\s*(?:company|market cap|valuation|market value|capitali[sz]ation|firm|behemoth|giant)",
)


def _stands_at(scene: Scene, lead: str, tail: str, subject: Listing | None, wide: bool) -> bool:
    """Tell a market value stated in words (worth $3 trillion) or in brackets behind a name."""
    listed = lead.endswith("(") and tail.startswith(")") and subject is not None
    in_list = listed and (wide or scene.memory.passage == "cap")
    return bool(in_list or (_LEVEL_CAP_EN.search(lead) and wide))

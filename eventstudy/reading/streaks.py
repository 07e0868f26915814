"""Korean words that take a figure out of a run of sessions, or out of the close before."""

import re
from datetime import date

from eventstudy.article import Claim
from eventstudy.reading.dates import Clock, DateMark
from eventstudy.reading.quantities import Figure
from eventstudy.reading.scene import Scene
from eventstudy.reading.spans import KOREAN_DAYS, Span, rules_in

_WITHIN_DAY = re.compile(
    r"(?:장 ?중|당일) ?(?:의 )?(?:고점|최고가|최고점|고가|저점|최저가|최저점|저가)(?:에서|대비|보다|부터)[^.\d]{0,14}$"
)


def from_within(scene: Scene, index: int) -> bool:
    """Tell ``장중 고점에서 종가까지 8%``: a move from a price of the day itself."""
    figure = scene.figures[index]
    return _WITHIN_DAY.search(scene.between(figure.start - 30, figure.start)) is not None


def within_day(scene: Scene, index: int, day: date) -> Span | None:
    """Return no start for a move from a price of the day itself."""
    found = from_within(scene, index)
    return Span(None, day, "from a price within the day", True) if found else None


_SINCE_PEAK = re.compile(
    r"(?:[^.%]|\.(?=\d)){0,40}(?:최고[가치점]|신고[가점]|고점|최저[가치점]|저점)(?:\([^()]{1,20}\))?[를을]? ?(?:[가-힣]{1,4} )?[가-힣]{0,3}[은한쓴른] (?:뒤|후|이후) (?!하루|이튿|다음|첫)"
)


def peaked(scene: Scene, mark: DateMark, position: int) -> bool:
    """Tell ``7월 10일 최고치를 찍은 뒤 13% 하락``: that day is where the move begins."""
    if scene.language != "ko" or mark.end > position:
        return False
    return _SINCE_PEAK.match(scene.between(mark.end, position)) is not None


def since_peak(scene: Scene, index: int, day: date) -> Span | None:
    """Return the window of a move since the day of a peak that the sentence names."""
    figure = scene.figures[index]
    if figure.kind not in {"percent", "word"}:
        return None
    found = [m.day for m in scene.dates if m.day and peaked(scene, m, figure.start)]
    return Span(found[-1], day, f"since {found[-1]}", True) if found and found[-1] < day else None


_OFF_PEAK = re.compile(
    r"(?:최고[가치점]|고점|신고가|최저[가치점]|저점)(?:\([^()]{1,20}\))? ?(?:대비|보다|에서|에 비해?|[와과] 비교하면)(?:는|도)? ?[가-힣]{0,6} ?$"
)


def off_peak(scene: Scene, index: int, day: date) -> Span | None:
    """Return no start for ``52주 최고가(35달러) 대비 40%``: a move since a day not named."""
    figure = scene.figures[index]
    if scene.language != "ko" or figure.kind not in {"percent", "word"}:
        return None
    found = _OFF_PEAK.search(scene.between(figure.start - 44, figure.start))
    return Span(None, day, "since a peak without a date", True) if found else None


_RUN = re.compile(r"(?:연속|째|내리)[가-힣 ]{0,9}\(?$")
_RUN_OVER = re.compile(
    r"(?:\)| ?(?:가까이|넘게|가량)? ?[가-힣]{1,4}[은한른린친뛴진]) ?(?:뒤|후|끝에)(?:[ ,]|$)"
)


def run_over(scene: Scene, index: int) -> bool:
    """Tell ``9거래일 연속 상승(+30%) 후 첫 하락``: a run that ended the session before."""
    figure = scene.figures[index]
    lead = _RUN.search(scene.between(figure.start - 16, figure.start))
    return lead is not None and _RUN_OVER.match(scene.text, figure.end) is not None


_COUNT = rf"(?:\d{{1,2}} ?(?:거래일|영업일|일|주)|{'|'.join(KOREAN_DAYS)})"
_TURN = r"처음|반등|반락|(?:하락|상승) ?(?:전환|반전|마감)|하락세|상승세|내림세|오름세|약세|강세|다시|첫"
_BROKEN = re.compile(
    rf"{_COUNT} ?(?:연속|째|간|동안)(?: 이어[진온지]던?| 계속된)? ?(?:상승|하락|오름|내림|강세|약세|랠리|오르던|내리던|오른|내린)[가-힣]{{0,6}} ?"
    r"(?:행진|흐름|기록|랠리)?[을를에서]{0,2} ?(?:마치|마감|끝[내낸냈으에]|멈[추춘췄]|중단|접|벗어|뒤로|깨|뒤|후)"
    rf"|{_COUNT} ?만에 (?:{_TURN})"
    rf"|{_COUNT} ?(?:연속|째)(?:으로)? ?[가-힣]{{0,6}}[았었였했졌렸랐갔섰뛰](?:고|으며|지만|으나|는데|다)(?![^.]{{0,12}}(?:누적|기간|그 ?사이|[승락][률폭]|낙폭))"
    rf"|{_COUNT} ?(?:연속|째) ?[가-힣]{{1,6}} ?(?:행진|흐름|랠리|기록)?[을를]? ?이어[가간갔온왔나][가-힣]{{0,3}}"
    r"|\d{1,3} ?(?:년|개월|달|주|거래일)여? ?만(?:에|의) ?(?:가장|최[고저대악]|처음|첫|제일)"
)
_LEVELLED = re.compile(
    r"[^.,\d]{0,8}[은한른린친뛴진] (?:\d만 ?)?[\d,]+(?:\.\d+)?(?:달러|포인트|선|에 |으로|로)"
)


def to_level(scene: Scene, index: int, words: str) -> bool:
    """Tell ``9거래일 연속 오르며 2% 뛴 260달러에``: the day's move, although the run is told."""
    figure = scene.figures[index]
    told = (
        re.search(r"연속|째", words) is not None and re.search(r"연속|째", scene.text) is not None
    )
    return told and _LEVELLED.match(scene.text, figure.end) is not None


_RANKED = re.compile(
    r"(?:\([^)]{0,14}\))? ?(?:이후|이래) (?:[가-힣]{1,7} ){0,3}?(?:처음|가장|최[대고저악]|첫|제일)"
)
_BRACKETED = re.compile(r"[^.,]{0,14}\(")


def looks_back(scene: Scene, start: int, end: int, index: int) -> bool:
    """Tell ``3월 5일 종가 대비 8%`` from ``2% 내려 3월 5일 이후 낙폭이 가장 컸다``.

    A Korean phrase of comparison stands before its figure, and ranks nothing.
    """
    if scene.language != "ko":
        return True
    figure = scene.figures[index]
    if start >= figure.end and not _BRACKETED.fullmatch(scene.between(figure.end, start)):
        return False
    return (
        _RANKED.match(scene.text, end - 2 if scene.text[end - 2 : end] in {"이후", "이래"} else end)
        is None
    )


_CLAUSE_OVER = re.compile(
    r"(?:[았었였했졌렸랐갔섰됐났](?:고|으며|지만|으나|는데)|[가-힣](?:하고|지만|으나|는데)),? "
)
_SUBJECT = re.compile(r"(?:지수)?(?: ?\([^()]{1,24}\))?(?:[은는이가] | \d|\(?[-+▲▼])")


def own_clause(scene: Scene, index: int) -> int:
    """Return where a clause with a name of its own begins: ``올해 부진했지만 애플은 2%``."""
    figure = scene.figures[index]
    if scene.language != "ko":
        return 0
    over = [
        m.end() for m in _CLAUSE_OVER.finditer(scene.text, max(0, figure.start - 90), figure.start)
    ]
    named = [
        m.start
        for m in scene.mentions
        if m.end <= figure.start and _SUBJECT.match(scene.text, m.end) is not None
    ]
    return next((at for at in reversed(over) if any(at <= n for n in named)), 0)


_COUNTED = re.compile(
    rf"(?:(?<!\d)(?P<n>[1-9]\d?) ?(?:거래일|영업일|일)|(?P<k>{'|'.join(KOREAN_DAYS)})) ?(?:연속|째|내리)"
)


def run_told(scene: Scene, day: date | None, clock: Clock) -> tuple[date, date] | None:
    """Return the sessions of ``13거래일 연속 올라``, which ``이 기간`` may mean next."""
    found = _COUNTED.search(scene.text) if day is not None else None
    if found is None or day is None or scene.language != "ko":
        return None
    broken = _BROKEN.search(scene.text, found.start())
    over = broken is not None and _OVER.search(broken.group()) is not None
    last = clock.before(day) if over else day
    return clock.back(last, int(found["n"]) if found["n"] else KOREAN_DAYS[found["k"]]), last


_PEAK_PRICE = re.compile(r"\) ?(?:대비|보다|에서|에 비|[와과] (?:비교|견|비하))")


def peak_price(scene: Scene, figure: Figure) -> bool:
    """Tell the price in ``52주 최고가(184.48달러) 대비``: it parts no figure from its words."""
    return figure.kind != "percent" and _PEAK_PRICE.match(scene.text, figure.end) is not None


_ALL_OF = re.compile(
    r"(?:지난 ?주(?!말)|이번 ?주|한 주|주간|지난 ?달|이달|지난해|작년|상반기)[^.!?]{0,40}"
    r"(?:증시|시장|지수|주가|뉴욕|월가|나스닥|기술주|반도체주|빅테크)|(?:증시|시장|지수|뉴욕|월가|나스닥)[^.!?]{0,40}(?:지난 ?주(?!말)|이번 ?주|한 주|일주일)"
)
_TELLS = re.compile(
    r"보냈|보낸|마감|마쳤|마무리|하락|상승|급락|급등|부진|강세|약세|내렸|올랐|오르|내리|밀렸|흔들|혼조|엇갈|끝났|기록"
)
_NAMES_DAY = re.compile(r"하루|요일|\d일|이날|전날|간밤|어제|오늘|장중|예정|앞두|전망|발표")


def whole_told(scene: Scene, claims: list[Claim], clock: Clock) -> tuple[date, date] | None:
    """Return the week that a sentence without figures sets: ``지난주 증시는 최악의 한 주를 보냈다``."""
    if scene.language != "ko":
        return None
    kept = None if scene.sentence.paragraph else scene.memory.whole
    if claims:
        return kept if any(kept and c.start == kept[0] for c in claims) else None
    plain = not any(f.kind in {"percent", "points", "usd"} for f in scene.figures)
    if not plain or not _ALL_OF.search(scene.text) or not _TELLS.search(scene.text):
        return kept
    if _NAMES_DAY.search(scene.text):
        return None
    day = scene.memory.anchor or clock.default
    told = (rule(unbroken(scene.text), day, clock, None) for rule in rules_in(scene.text))
    found = next((s for s in told if s is not None and s.start and not s.approximate), None)
    return (found.start, found.end) if found and found.start else None


_OVER = re.compile(r"마치|마감|끝|멈|중단|접|벗어|깨|뒤|후")


def unbroken(words: str) -> str:
    """Leave out a run that is over: ``9거래일 연속 상승을 마치고 4% 하락``, ``사흘 만에 반등``."""
    return _BROKEN.sub("", words)

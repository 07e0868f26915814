"""The first screen of a study of several events in Korean."""

from eventstudy.report.facts import name_of
from eventstudy.report.format import plain_percent, points, window
from eventstudy.report.overview import Row, counts, is_overview, largest, overview
from eventstudy.report.prose.ko_cautions import day, tight
from eventstudy.report.prose.ko_headline import Parts, lead_parts, level
from eventstudy.result import Results

KINDS = {
    "unusual": "이례적",
    "depends": "벤치마크에 따라 다름",
    "borderline": "경계",
    "ordinary": "특이한 점 없음",
    "unknown": "아직 알 수 없음",
}


def headline(result: Results) -> str:
    """Answer the study's question in a paragraph."""
    return "".join(text for text, _ in headline_parts(result))


def headline_parts(result: Results) -> Parts:
    """Return the headline in pieces: of the leading case, or of all where events are many."""
    return _overview_parts(result) if is_overview(result) else lead_parts(result)


def _overview_parts(result: Results) -> Parts:
    rows = overview(result)
    events = len({row.case.event for row in rows})
    listed = ", ".join(f"{KINDS[kind]} {n}건" for kind, n in counts(rows).items())
    return (
        (f"사건 {events}건, 사례 {len(rows)}건: ", False),
        (listed, True),
        (tight(f"({plain_percent(result.study.alpha)} 수준, {_measured(result)})."), False),
        (_largest(result, rows), False),
    )


def _measured(result: Results) -> str:
    pair = result.headline.window
    return "사건일 하루 기준" if tuple(pair) == (0, 0) else f"{window(pair)} 거래일 기준"


def _largest(result: Results, rows: tuple[Row, ...]) -> str:
    top = largest(rows)
    if top is None or top.window.car is None:
        return ""
    ends = top.window.ci
    band = f"({level(result)} 신뢰구간 {points(ends[0])}~{points(ends[1])}%p)" if ends else ""
    return (
        f" 가장 큰 움직임은 {day(top.case.event_day)} {name_of(result, top.case.security)}의 "
        f"초과수익률 {points(top.window.car)}%p다{band}."
    )


def overview_caution(result: Results) -> str:
    """Say how many days were chosen by their move, and that listed events are no sample."""
    rows = overview(result)
    chosen = len({row.case.event for row in rows if row.chosen})
    text = "사건은 하나하나 골랐다. 표본이 아니므로 평균을 내지 않는다."
    if not chosen:
        return text
    return f"사건 {chosen}건은 가격이 움직였기 때문에 고른 날이다(† 표시). 그 p값의 귀무가설은 온전하지 않다. {text}"

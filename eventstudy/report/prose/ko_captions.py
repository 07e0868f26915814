"""Korean captions and notes: each states what its figure or row found."""

from typing import Any

from eventstudy.claims.verdict import Verdict
from eventstudy.inference.result import HypothesisTest
from eventstudy.report.claim_view import evidence_value, in_index_points, of_moves, stated
from eventstudy.report.facts import (
    band,
    car_window,
    known_days,
    lead,
    main_cases,
    name_of,
    outcome,
    quoted_change,
    rank,
    ranked,
)
from eventstudy.report.format import floor, number, p_value, percent, plain_percent, points, window
from eventstudy.report.format import short_day as short
from eventstudy.report.prose.ko_cautions import day, tight
from eventstudy.report.prose.ko_headline import after_splits, level, priced, standing_word
from eventstudy.report.prose.ko_models import against, benchmark_name, explained
from eventstudy.report.prose.ko_told import told
from eventstudy.report.prose.particles import with_particle
from eventstudy.result import CarWindow, Case, EventInfo, Results

MOVES = {"return": "", "point_change": "", "value_change": "시가총액 "}
MEASURES = {"level": "수준", "market_value": "시가총액", "record": "기록"}
HEDGES = {
    "plain": "{}",
    "about": "약 {}",
    "nearly": "{} 가까이",
    "at_least": "{} 이상",
    "more_than": "{} 넘게",
    "at_most": "{} 이하",
    "less_than": "{} 미만",
    "up_to": "최대 {}",
    "digits": "{}대",
}
BASES = {
    "close": "종가 기준",
    "intraday": "장중",
    "open": "시가 기준",
    "premarket": "개장 전",
    "afterhours": "시간외",
    "unspecified": "기준을 밝히지 않아 종가로 판정",
}
PRICES = {"open": "시가", "high": "고가", "low": "저가", "close": "종가"}


def claim_reading(result: Results, claim: Verdict) -> str:
    """Say how a claim was read: subject, measure, figure, days and basis."""
    who = name_of(result, claim.subject) if claim.subject else _group(result, claim)
    parts = [f"{who}: {_said(claim)}"]
    parts += [_when(claim)] if claim.date else []
    return ", ".join([*parts, BASES[claim.basis]])


def _group(result: Results, claim: Verdict) -> str:
    if isinstance(claim.group, str):
        return name_of(result, claim.group)
    return ", ".join(claim.group) if claim.group else "대상 미상"


def _said(claim: Verdict) -> str:
    """Write the measure with its figure."""
    falls = (claim.value if claim.value is not None else sum(claim.value_range or (0,))) < 0
    if claim.measure in {"direction", "group_direction"}:
        whole = "모두 " if claim.measure == "group_direction" else ""
        return f"{whole}{'하락' if falls else '상승'}"
    figure = tight(HEDGES[claim.hedge].format(stated(claim))) if stated(claim) else ""
    figure += "포인트" if in_index_points(claim) else ""
    if claim.measure in MOVES:
        return f"{MOVES[claim.measure]}{figure} {'하락' if falls else '상승'}"
    return f"{MEASURES[claim.measure]} {figure}".strip()


def _when(claim: Verdict) -> str:
    last = day(claim.date or "")
    return f"{day(claim.start)}부터 {last}까지" if claim.start else last


def claim_evidence(result: Results, claim: Verdict) -> tuple[str, ...]:
    """List the prices or returns that decided a claim, a line for each day."""
    days: dict[str, list[str]] = {}
    moves = of_moves(claim)
    for e in claim.evidence:
        value, basis = tight(evidence_value(claim, e.value)), PRICES.get(e.basis, e.basis)
        name = name_of(result, e.symbol)
        head = f"{short_day(e.date)} {basis}" if moves else f"{name}, {short_day(e.date)}"
        days.setdefault(head, []).append(f"{name if moves else basis} {value}")
    return tuple(f"{head}: {', '.join(values)}" for head, values in days.items())


def claims_caption(result: Results) -> str:
    """Say how many observations lie in the set that the words allow."""
    drawn = [c for c in result.claims if c.allowed and c.observed]
    inside = sum(c.rating == "consistent" for c in drawn)
    return (
        f"관측값 {len(drawn)}개 가운데 {inside}개가 문구가 허용하는 범위에 있다. 막대: 문구가 허용하는 "
        "값(채운 끝은 포함, 빈 끝은 제외, 화살표는 한계 없음). 점: 실제 가격."
    )


def timeline_caption(result: Results) -> str:
    """Say what the price did on the headline day, beside its benchmark."""
    facts = lead(result)
    if facts.case is None or facts.quoted is None:
        return "보여 줄 가격이 없다."
    case, quoted = facts.case, facts.quoted
    market = quoted_change(result, case.benchmark, facts.first, facts.last)
    beside = (
        f" {with_particle(name_of(result, case.benchmark), '은/는')} {percent(market.change)} 움직였다."
        if market
        else ""
    )
    name = with_particle(name_of(result, case.security), "은/는")
    split = after_splits(case.security, quoted)
    return tight(
        f"{name} {priced(case.security, quoted.start)}({day(quoted.before_day)})에서 "
        f"{priced(case.security, quoted.then)}({day(quoted.after_day)}{f'; {split}' if split else ''})로 "
        f"{percent(quoted.change)} "
        f"움직였다.{beside}"
    )


def bars_caption(result: Results, case: Case) -> str:
    """Place the event day's abnormal return against the band of ordinary days."""
    days, wide = known_days(case), band(case, result.study.alpha)
    name = with_particle(name_of(result, case.security), "은/는")
    event = next(((a, se) for d, a, se in days if d.tau == 0), None)
    if event is None:
        return f"{name} 사건일 값이 아직 없다."
    abnormal, se = event
    others = [abs(a) > wide * s for d, a, s in days if d.tau != 0]
    where = "밖" if abs(abnormal) > wide * se else "안"
    size = f"{points(abnormal)}%p 차이가 나"
    outside = f"나머지 {len(others)}거래일 가운데 {sum(others)}일이 띠 밖에 있다." if others else ""
    return (
        f"{day(case.event_day)} {name} {with_particle(explained(result, case), '과/와')} {size}, {level(result)} "
        f"띠(±{points(wide * se, sign=False)}%p) {where}에 있다. {outside}"
    ).strip()


def path_caption(result: Results, cases: list[Case]) -> str:
    """Say where each path stands at its last known session."""
    return " ".join(_path(result, case) for case in cases if _last(case))


def _last(case: Case) -> dict[str, float] | None:
    known = [row for row in case.path if row.get("car") is not None]
    return known[-1] if known else None


def _path(result: Results, case: Case) -> str:
    row = _last(case) or {}
    half = band(case, result.study.alpha) * row["se"]
    low, high = row["car"] - half, row["car"] + half
    reads = "0을 포함한다" if low <= 0 <= high else "0을 포함하지 않는다"
    return (
        f"{name_of(result, case.security)}: {number(case.abnormal[0].tau, sign=True)}거래일부터 "
        f"{number(row['tau'], sign=True)}거래일까지 초과수익률을 더하면 {points(row['car'])}%p다"
        f"({level(result)} 신뢰구간 {points(low)}~{points(high)}%p, {reads})."
    )


def histogram_caption(result: Results, case: Case) -> str:
    """Count the ordinary days that moved at least as far as the event day."""
    move = next((a for d, a, _ in known_days(case) if d.tau == 0), None)
    if move is None:
        return "사건일 값이 아직 없다."
    count, n = ranked(case, move), case.estimation.n
    how = f"{number(count)}일이" if count else "하루도"
    verb = "벗어났다" if count else "벗어나지 않았다"
    return (
        f"평범한 {number(n)}거래일({short_day(case.estimation.first)}~{short_day(case.estimation.last)}) "
        f"가운데 {how} {explained(result, case)}에서 {points(abs(move), sign=False)}%p 이상 {verb}. "
        f"사건일은 {points(move)}%p다."
    )


def windows_caption(result: Results, case: Case) -> str:
    """List how every CAR of a case stands at the study's level."""
    listed = "; ".join(
        f"{window(w.window)} {points(w.car)} {standing_word(result, case, w)}"
        for w in case.windows
        if w.car is not None
    )
    name = name_of(result, case.security)
    return f"{name}, {against(result, case)}: {listed or '아직 알 수 없다'}."


def test_note(test: HypothesisTest, alpha: float) -> str:
    """Say what p cannot fall below, what else the test found, and any warning."""
    notes = []
    if test.floor is not None:
        at_floor = abs(test.p_value - test.floor) < 1e-12
        smallest = floor(test.floor)
        notes.append(f"하한 {smallest}에 닿음" if at_floor else f"가능한 가장 작은 p: {smallest}")
    if "raw_rank" in test.details:
        raw = number(test.details["raw_rank"])
        notes.append(f"S {number(test.statistic, 2, sign=True)}; 크기만으로는 {raw}위")
    notes += [
        _span(row, alpha) for row in test.details.get("spans", []) if row["p_value"] is not None
    ]
    return "; ".join([*notes, *([test.warning] if test.warning else [])])


def _span(row: dict[str, float], alpha: float) -> str:
    """Write one searched stretch of max_placebo."""
    kept = row.get("p_value_known_kept")
    extra = (
        f"(알려진 날 포함 {p_value(kept, alpha)})"
        if kept is not None and kept != row["p_value"]
        else ""
    )
    return f"{number(row['sessions'])}거래일 탐색: {p_value(row['p_value'], alpha)}{extra}"


def placebo_note(result: Results, win: CarWindow) -> str:
    """Say how many days the placebo ranks, where the event stands, and what was left out."""
    test = outcome(win, "placebo")
    if test is None:
        return ""
    d, alpha = test.details, result.study.alpha
    text = f"이전 {number(test.n)}거래일을 플라시보로 쓴다"
    if "first" in d:
        text += f"({day(d['first'])}~{day(d['last'])})"
    text += f". 오차로 나눈 크기로 사건은 {number(test.n + 1)}개 가운데 {number(d.get('rank', 0))}위, p = {p_value(test.p_value, alpha)}"
    if "raw_rank" in d:
        text += f"; 크기만으로는 {number(d['raw_rank'])}위, p = {p_value(d['raw_p'], alpha)}"
    if d.get("excluded"):
        text += f". 알려진 소식 근처의 {number(d['excluded'])}일은 뺐다"
    return text + "."


def larger_label(shown: int, total: int) -> str:
    """Introduce the placebo days that moved more, saying how many are not listed."""
    if shown < total:
        return f"움직임이 더 컸던 플라시보 날짜 {number(total)}일 가운데 가장 큰 {number(shown)}일"
    return "움직임이 더 컸던 플라시보 날짜"


def places(result: Results) -> tuple[str, ...]:
    """Place the headline window of each security among its ordinary stretches, a sentence each."""
    head = result.headline
    found = []
    for case in main_cases(result):
        win = car_window(case, head.window) if case.event == head.event else None
        at = rank(win)
        if win is None or win.car is None or at is None:
            continue
        what = "거래일" if win.window[0] == win.window[1] else "개의 같은 길이 구간"
        text = f"{number(at.of)}{what} 가운데 {number(at.place)}번째로 큰 움직임이다"
        if at.place == 1:
            text = f"평범한 {number(at.others)}{what} 가운데 어느 것보다도 큰 움직임이다"
        found.append(
            f"{name_of(result, case.security)}, {against(result, case)}, CAR {window(win.window)}: "
            f"{points(win.car)}%p, {text}."
        )
    return tuple(found)


def case_name(result: Results, case: Case) -> str:
    """Name a case: the security, and the index without it where that is the benchmark."""
    name = name_of(result, case.security)
    return name if case.label != "ex_self" else f"{name}({benchmark_name(result, case)} 대비)"


def without_column(symbol: str) -> str:
    """Head the column of abnormal returns against the index without the firm."""
    return f"초과수익률, {with_particle(symbol, '을/를')} 뺀 지수 대비"


def event_reason(info: EventInfo) -> str:
    """Say why the event day is that session."""
    announced, session = day(info.announced), day(info.event_day or info.announced)
    closed = ", ".join(dict.fromkeys(told(d["why"]) for d in info.closed_days))
    reasons = {
        "same_day": f"{session}은 거래일이다",
        "not_a_session": f"{announced}은 거래일이 아니었다({closed}). {session}이 그 뒤 첫 거래일이다",
        "before_open": f"{session} 개장 전에 발표되었다",
        "during_session": f"{session} 장중에 발표되었다",
        "after_close": f"장 마감과 동시에 또는 그 뒤에 발표되어 {session}이 다음 거래일이다",
    }
    return reasons[info.reason_code] + "."


def short_day(iso: str) -> str:
    """Write a day for tables and hovers."""
    return short(iso, "ko")


def long_day(iso: str) -> str:
    """Write a day in words."""
    return day(iso)


def curve_caption(result: Results, rows: list[dict[str, Any]], same: int, significant: int) -> str:
    """Say how far the headline CAR depends on the design."""
    head = result.headline
    return tight(
        f"{name_of(result, head.security)}, CAR {window(head.window)}: 설계 {number(len(rows))}가지 "
        f"가운데 {number(same)}가지가 대표 결과와 부호가 같고, {number(significant)}가지가 "
        f"{plain_percent(result.study.alpha)} 수준에서 유의하다. 해당 기업을 담거나 같은 소식에 흔들린 "
        "벤치마크는 다른 질문에 답하므로 따로 그린다."
    )

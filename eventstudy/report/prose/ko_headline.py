"""The first screen in Korean: results in, text out.

Each public function is one sentence or paragraph; the decisions are the same
as in English, taken in ``facts`` and ``cautions``.
"""

from eventstudy.report.facts import (
    Lead,
    Rank,
    event_title,
    lead,
    length,
    name_of,
    other_events,
    outcome,
    pending,
    restated,
    score,
    taken_back,
)
from eventstudy.report.format import (
    confidence,
    p_equals,
    percent,
    plain_percent,
    points,
    price,
    short_day,
)
from eventstudy.report.prose.ko_cautions import caution, day, tight
from eventstudy.report.prose.ko_labels import RATINGS
from eventstudy.report.prose.ko_models import against, explainer
from eventstudy.report.prose.particles import with_particle
from eventstudy.report.quoted import Quoted
from eventstudy.result import CarWindow, Case, Results
from eventstudy.standing import decisive, depends_on_benchmark, leading, standing

Parts = tuple[tuple[str, bool], ...]
DEPENDS = ", 벤치마크에 달림"
STANDINGS = {
    "unusual": "이례적",
    "ordinary": "특이한 점 없음",
    "borderline": "경계",
    "unknown": "아직 알 수 없음",
}


def lead_parts(result: Results) -> Parts:
    """Answer for the case that leads the page, in pieces, each with whether it stands out."""
    facts = lead(result)
    if facts.case is None:
        return ((_no_case(result), False),)
    if facts.window is None or facts.window.car is None:
        return (*_move(result, facts), (_not_yet(result, facts), False))
    return (
        *_move(result, facts),
        *_abnormal(result, facts),
        (_how_unusual(result, facts), False),
        (_next_day(facts, result), False),
    )


def _no_case(result: Results) -> str:
    head = result.headline
    reasons = [
        d.reason for d in result.dropped if (d.event_id, d.security) == (head.event, head.security)
    ]
    name = with_particle(name_of(result, head.security), "을/를")
    title = event_title(result, head.event)
    return f"{title}: {name} 분석할 수 없었다. {' '.join(reasons)}".strip()


def _not_yet(result: Results, facts: Lead) -> str:
    needs = pending(result, facts.case, facts.window)
    if needs:
        return f"움직임 가운데 초과분이 얼마인지는 {day(needs)} 장 마감 뒤에 알 수 있다."
    reason = facts.window.missing if facts.window else None
    return f"움직임 가운데 초과분이 얼마인지는 아직 알 수 없다{f'({reason})' if reason else ''}."


def missing(result: Results, case: Case, win: CarWindow) -> str:
    """Say why a CAR is missing, and until when."""
    needs = pending(result, case, win)
    if needs:
        return f"{day(needs)} 장 마감 뒤에 알 수 있다"
    return win.missing or "까닭이 밝혀지지 않음"


def priced(symbol: str, value: float) -> str:
    """Write a price with its currency: dollars for US shares, none for indices."""
    if symbol.startswith("^") or "." in symbol:
        return price(value)
    return price(value) + "달러"


def _move(result: Results, facts: Lead) -> Parts:
    """2025년 1월 27일 엔비디아는 118.42달러로 마감해 16.97% 내렸다."""
    case, quoted = facts.case, facts.quoted
    if case is None or quoted is None:
        return ((f"사건일은 {day(facts.case.event_day)}이다. " if facts.case else "", False),)
    name = with_particle(name_of(result, case.security), "은/는")
    closed, before = priced(case.security, quoted.then), priced(case.security, quoted.start)
    split = after_splits(case.security, quoted)
    text = f"{day(facts.last)} {name} {closed}{f'({split})' if split else ''}"
    text += f"{with_particle(closed, '으로/로').removeprefix(closed)} 마감해 "
    if facts.first != facts.last:
        end = f"{day(facts.last)}{f'; {split}' if split else ''}"
        text = f"{name} {before}({day(quoted.before_day)})에서 {closed}({end})로 "
    return ((text, False), (_direction(quoted.change), True), (". ", False))


def after_splits(symbol: str, quoted: Quoted) -> str:
    """Say what a price became by later splits, as a chart of today shows it, or that it is adjusted."""
    if quoted.factor == 1:
        return ""
    if quoted.factor is None:
        return "조정된 값이며 그날의 시세는 아님"
    return f"그 뒤의 액면분할을 반영하면 {priced(symbol, quoted.after)}"


def _direction(change: float) -> str:
    if change == 0:
        return "변하지 않았다"
    size = tight(percent(abs(change), sign=False))
    return f"{size} {'내렸다' if change < 0 else '올랐다'}"


def _abnormal(result: Results, facts: Lead) -> Parts:
    """Say how much of the move the market explains and how much it does not."""
    case, win = facts.case, facts.window
    if case is None or win is None or win.car is None or facts.normal is None:
        return ()
    if case.model == "raw":
        reads = "모형을 쓰지 않아 그 전부인 "
    else:
        named = explainer(result, case, "시장({})")
        particle = with_particle(named.partition("(")[0], "이/가")[-1]
        reads = f"{named}{particle} 설명하는 몫은 {points(facts.normal)}%p이고, "
    return (
        (_return(result, facts) + reads, False),
        (f"{points(win.car)}%p는 초과수익률", True),
        (f"이다({_interval(result, win)}{_without(result, facts)}).", False),
    )


def _return(result: Results, facts: Lead) -> str:
    """State the study's return of the window where it is not the quoted change."""
    if facts.total is None:
        return ""
    size = tight(percent(facts.total))
    kind = "로그수익률" if result.study.returns == "log" else "수익률"
    sentences = {
        "same": "",
        "unquoted": f"{kind}은 {size}다. ",
        "dividends": f"배당을 더한 수익률은 {size}다. ",
        "log": f"로그수익률로는 {size}다. ",
        "summed": f"이 {length(facts)}거래일의 하루 {kind}을 더하면 {size}다. ",
    }
    return sentences[restated(result, facts)]


def _interval(result: Results, win: CarWindow) -> str:
    if win.ci is None:
        return "신뢰구간 없음"
    return f"{level(result)} 신뢰구간 {points(win.ci[0])}~{points(win.ci[1])}%p"


def level(result: Results) -> str:
    """Write the confidence level of the study: 95%."""
    return tight(confidence(result.study.alpha))


def _without(result: Results, facts: Lead) -> str:
    if facts.case is None or facts.other is None or facts.other.car is None:
        return ""
    name = with_particle(name_of(result, facts.case.security), "을/를")
    return f"; {name} 뺀 지수 대비 {points(facts.other.car)}%p"


def _how_unusual(result: Results, facts: Lead) -> str:
    """Place the move among ordinary days, never more plainly than the tests allow."""
    if facts.depends:
        return _depends(result, facts)
    if facts.rank is None:
        if facts.standing == "unknown":
            return " 이례적인지는 알 수 없다: 한 사례에 답할 수 있는 검정이 없다."
        return f" {STANDINGS[facts.standing]}: {_p_range(result, facts.window)}."
    unit = "거래일" if facts.first == facts.last else "개의 같은 길이 구간"
    if facts.rank.place == 1:
        text = (
            f" 평범한 {facts.rank.others}{unit}({_span(facts)}) 가운데 어느 것보다도 큰 움직임이다"
        )
    else:
        text = (
            f" {facts.rank.of}{unit} 가운데 {facts.rank.place:,}번째로 큰 움직임이다"
            f"(견준 기간 {_span(facts)})"
        )
    return text + _hedge(result, facts) + "."


def _hedge(result: Results, facts: Lead) -> str:
    if facts.standing == "ordinary":
        return ". 특이한 점은 없다"
    if facts.standing == "borderline":
        return f". 경계에 있다({_p_range(result, facts.window)})"
    return ""


def _p_range(result: Results, win: CarWindow | None) -> str:
    alpha = result.study.alpha
    values = sorted(decisive(win, alpha).values()) if win else []
    if not values:
        return "적용할 검정이 없음"
    if len(values) == 1:
        return p_equals(values[0], alpha)
    last = p_equals(values[-1], alpha).removeprefix("p = ")
    return f"검정 {len(values)}가지에서 {p_equals(values[0], alpha)}~{last}"


def _depends(result: Results, facts: Lead) -> str:
    """Say that the benchmark decides, with both results."""
    case = facts.case
    if case is None or facts.window is None or facts.other is None:
        return ""
    alpha = result.study.alpha
    name = with_particle(name_of(result, case.security), "을/를")
    ours = _evidence(facts.window, facts.rank, alpha)
    theirs = _evidence(facts.other, facts.rank_other, alpha)
    return tight(
        f" 이것이 {plain_percent(alpha)} 수준에서 이례적인지는 벤치마크에 달렸다({_by(facts, alpha)} 볼 때): "
        f"{name_of(result, case.benchmark)} 대비로는 {ours}, {name} 뺀 지수 대비로는 {theirs}."
    )


def _by(facts: Lead, alpha: float) -> str:
    names = {"t": "t 검정", "sample_quantile": "순위"}
    found = [names[n] for n in (leading(facts.window, alpha) if facts.window else {})]
    return f"{with_particle('과 '.join(found), '으로/로')}"


def _evidence(win: CarWindow, place: Rank | None, alpha: float) -> str:
    test = outcome(win, "t")
    found = [p_equals(test.p_value, alpha)] if test else []
    found += [f"{place.of}일 중 {place.place}위"] if place else []
    decided = leading(win, alpha).values()
    return f"{'그렇다' if all(p <= alpha for p in decided) else '아니다'}({', '.join(found)})"


def _span(facts: Lead) -> str:
    if facts.case is None:
        return ""
    estimation = facts.case.estimation
    return f"{short_day(estimation.first, 'ko')}~{short_day(estimation.last, 'ko')}"


def _next_day(facts: Lead, result: Results) -> str:
    """Say what the next session took back, and what that leaves."""
    back = taken_back(facts)
    if back is None:
        return ""
    text = f" 다음 거래일에 {points(abs(back.move), sign=False)}%p를 되돌렸"
    if back.left is None or back.left.car is None:
        return text + "다."
    word = STANDINGS[standing(back.left, result.study.alpha)]
    return text + f"고, 합치면 {points(back.left.car)}%p다({word})."


def standing_word(result: Results, case: Case, win: CarWindow) -> str:
    """Name how a CAR stands at the study's level."""
    depends = depends_on_benchmark(result, case, win)
    return STANDINGS[standing(win, result.study.alpha)] + (DEPENDS if depends else "")


def claim_score(result: Results) -> str:
    """Count the claims by verdict."""
    counts = score(result)
    total = sum(counts.values())
    if not total:
        return (
            "검증할 가격 주장이 없다: 기사를 지정하지 않았다."
            if not result.articles
            else "기사에 검증할 가격 주장이 없다."
        )
    listed = ", ".join(f"{RATINGS[rating]} {n}" for rating, n in counts.items())
    return f"주장 {total}건 검증: {listed}."


def launches(result: Results) -> tuple[str, ...]:
    """Say how the headline security fared on the study's announcement days."""
    sentences = []
    for info, case, opening in other_events(result):
        if opening.car is None:
            continue
        test = outcome(opening, "t")
        p = f", t 검정 {p_equals(test.p_value, result.study.alpha)}" if test else ""
        same = info.reason_code == "same_day"
        first = "" if same else f", {day(info.announced)} 뒤 첫 거래일"
        sentences.append(
            f"{info.title}({day(case.event_day)}{first}): {standing_word(result, case, opening)}, "
            f"{points(opening.car)}%p{p}."
        )
    return tuple(sentences)


def unfinished(result: Results) -> tuple[str, ...]:
    """Say which CARs of the headline case are not known yet, and until when."""
    return tuple(
        caution(w)
        for w in result.warnings
        if w.code == "unfinished" and w.data.get("event") == result.headline.event
    )


def abnormal_label(result: Results, case: Case, *, without: bool) -> str:
    """Say what a large abnormal figure of the first screen is measured against."""
    if without:
        return (
            f"%포인트 초과, {with_particle(name_of(result, case.security), '을/를')} 뺀 지수 대비"
        )
    if case.model == "raw":
        return "%포인트, 모형 없이"
    return f"%포인트 초과, {against(result, case)}"

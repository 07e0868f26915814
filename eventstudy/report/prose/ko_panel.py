"""여러 사건을 묶은 연구의 한국어 페이지 문장: what the Korean page of a panel says."""

from typing import Any

from eventstudy.report.format import (
    confidence,
    number,
    p_equals,
    plain_percent,
    points,
    share,
    short_day,
    window,
)
from eventstudy.report.panel_facts import lead_tests, rejecting
from eventstudy.report.prose.ko_cautions import tight as _tight
from eventstudy.result import Caution, Results

Row = dict[str, Any]

LABELS = {
    "kicker": "여러 사건의 사건연구",
    "mean_car": "평균 CAR",
    "path": "날짜별 평균 CAR",
    "path_table": "평균 CAR 표",
    "distribution": "CAR의 분포",
    "tests": "구간별 검정",
    "daily": "날짜별 검정",
    "group": "집단",
    "all": "전체 사건",
    "extremes": "가장 낮은 CAR와 가장 높은 CAR",
    "lowest": "가장 낮은 사례",
    "highest": "가장 높은 사례",
    "dropped": "제외한 사례",
    "limits": "이 연구가 말할 수 없는 것",
    "method": "방법",
    "data": "자료",
    "event": "사건",
    "security": "종목",
    "day": "사건일",
    "car": "CAR",
    "p_t": "p (t)",
    "window": "구간",
    "n": "N",
    "caar": "평균 CAR",
    "se": "표준오차",
    "interval": "신뢰구간",
    "range": "범위",
    "count": "사례 수",
    "test": "검정",
    "null": "귀무가설: 각 p가 전제하는 것",
    "distribution_of": "분포",
    "statistic": "통계량",
    "p": "p",
    "holm": "Holm",
    "bh": "BH",
    "may": "여기서 쓸 수 있는가",
    "yes": "예",
    "no": "아니요",
    "shared_note": "구간이 거래일을 공유하는데도 사례를 독립으로 본다",
    "floor": "하한",
    "not_applicable": "해당 없음",
    "reason": "까닭",
    "cases": "사례",
    "beside": "이 문서 옆의 파일",
    "events_file": "사건 파일",
    "may_line": "여기서 쓸 수 있는 검정",
    "none_may": "여기서 쓸 수 있는 검정이 없다.",
    "nothing_dropped": "제외한 사례가 없다.",
    "more_dropped": "전체 목록은 dropped.csv에 있다.",
    "tau": "τ",
    "points_unit": "수치 단위는 모두 %포인트다.",
}

KINDS = {
    "no_prices": "가격 없음",
    "outside": "사건일이 자료 밖",
    "repeated": "같은 종목과 날짜가 다른 이름으로 중복",
    "few_returns": "추정 기간의 수익률 부족",
    "hole": "사건 기간의 수익률 누락",
    "no_model": "모형을 적합할 수 없음",
}

NULLS = {
    "the mean cumulative abnormal return is zero": "누적초과수익률의 평균은 0이다",
    "the mean standardised abnormal return is zero": "표준화한 초과수익률의 평균은 0이다",
    "the portfolio's abnormal return is zero on every date": "포트폴리오의 초과수익률은 모든 날짜에 0이다",
    "event days rank like any other day": "사건일의 순위는 다른 날과 같다",
    "a positive CAR is as likely as not": "CAR는 같은 확률로 양수이거나 아니다",
    "a positive CAR is as likely as a positive residual": "CAR가 양수일 확률은 잔차가 양수일 확률과 같다",
    "CARs are symmetric about zero": "CAR는 0을 중심으로 대칭이다",
    "the mean standardised abnormal return is zero; its sign is arbitrary in each cluster": "표준화한 초과수익률의 평균은 0이고, 그 부호는 묶음마다 임의다",
    "the event window is an ordinary stretch of these cases' estimation windows": "사건 기간은 이 사례들의 추정 기간에 있는 평범한 구간이다",
}

METHOD = (
    (
        "평균 CAR",
        "각 사례의 누적초과수익률을 평균한 값이다. N은 구간의 모든 거래일에 수익률이 있는 사례 수다.",
    ),
    (
        "신뢰구간",
        "평균 ± t(N − 1) · sd/√N. 구간이 거래일을 공유하면 kp_bmp의 보정인 √((1 + (N − 1)r̄)/(1 − r̄))를 곱한다 (Kolari & Pynnönen 2010).",
    ),
    (
        "쓸 수 있는 검정",
        "사례를 독립으로 보는 검정은 구간이 거래일을 공유하면 쓸 수 없다. 모두 같은 날이면 kp_bmp, adjusted_patell, crude_dependence_1985, calendar_time_portfolio, permutation과 grank_z를 뺀 순위 검정을, 일부만 겹치면 kp_bmp, adjusted_patell, calendar_time_portfolio, permutation을 쓸 수 있다.",
    ),
    (
        "Holm, BH",
        "한 검정의 여러 구간에 걸쳐 보정한 p값이다. Holm (1979), Benjamini & Hochberg (1995).",
    ),
    (
        "제외",
        "필요한 것이 없는 사례는 까닭을 밝히고 제외한다. 채우거나 옮기거나 0으로 두지 않는다.",
    ),
)


def headline(result: Results) -> str:
    """Say the mean CAR in the first window, how sure it is, and of what."""
    return "".join(text for text, _ in headline_parts(result))


def headline_parts(result: Results) -> list[tuple[str, bool]]:
    """Return the headline in parts; True marks what is printed strong."""
    panel = result.panel or {}
    if not panel["n"]:
        return [(f"사건 {number(panel['listed'])}건 가운데 계산할 수 있는 것이 없다. ", True),
                ("까닭은 아래에 있다.", False)]  # fmt: skip
    first = panel["windows"][0]
    scope = f"{number(panel['securities'])}개 종목의 사건 {number(panel['n'])}건, {_days(panel)}: "
    if first["caar"] is None:
        return [(f"{scope}평균 CAR {window(first['window'])}는 아직 알 수 없다.", False)]
    mean = f"평균 CAR {window(first['window'])} {points(first['caar'], 2)}%p"
    return [
        (scope, False),
        (mean, True),
        (_interval(result, first), False),
        (_judged(result), False),
    ]


def _days(panel: Row) -> str:
    if panel["days"] == 1:
        return f"모두 {day(panel['first'])}"
    return f"{day(panel['first'])}부터 {day(panel['last'])}까지 사건일 {number(panel['days'])}일"


def _interval(result: Results, row: Row) -> str:
    if row["ci"] is None:
        return ". 신뢰구간은 구할 수 없다. "
    low, high = row["ci"]
    text = (
        f"({_tight(confidence(result.study.alpha))} 신뢰구간 {points(low, 2)}~{points(high, 2)}%p"
    )
    return text + ("; 거래일 공유를 감안해 넓힘). " if row["adjusted"] else "). ")


def _judged(result: Results) -> str:
    tests = lead_tests(result)
    if not tests:
        return LABELS["none_may"]
    level = _tight(plain_percent(result.study.alpha))
    found = rejecting(tests, result.study.alpha)
    return (
        f"여기서 쓸 수 있는 검정 {number(len(tests))}개 가운데 {number(found)}개가 "
        f"{level} 수준에서 우연을 넘는다고 본다."
    )


def lead_line(result: Results) -> str:
    """List the tests that may speak in the first window, with p."""
    tests = lead_tests(result)
    if not tests:
        return LABELS["none_may"]
    alpha = result.study.alpha
    named = "; ".join(f"{t['name']} {p_equals(t['p_value'], alpha)}" for t in tests)
    return f"{LABELS['may_line']}: {named}."


def dropped_line(panel: Row) -> str:
    """Say how many events are left out, and why."""
    lost = sum(row["n"] for row in panel["dropped"])
    if not lost:
        return f"사건 {number(panel['listed'])}건을 모두 계산했다."
    why = ", ".join(f"{KINDS[row['kind']]} {number(row['n'])}건" for row in panel["dropped"])
    return f"사건 {number(panel['listed'])}건 가운데 {number(lost)}건 제외: {why}."


def path_caption(result: Results) -> str:
    """Say where the mean CAR ends."""
    row = (result.panel or {})["path"][-1]
    if row["caar"] is None:
        return "사건 기간 끝의 평균 CAR는 아직 알 수 없다."
    text = f"τ = {number(row['tau'], sign=True)}까지의 평균 CAR는 {points(row['caar'], 2)}%p다"
    if row["ci"] is None:
        return f"{text} (사건 {number(row['n'])}건)."
    low, high = row["ci"]
    crosses = "띠가 0을 포함한다" if low <= 0 <= high else "띠가 0의 한쪽에 있다"
    return f"{text} (사건 {number(row['n'])}건). {crosses}."


def distribution_caption(row: Row) -> str:
    """Say how many CARs are positive, and what the picture leaves out."""
    if not row["n"]:
        return f"CAR {window(row['window'])}는 아직 알 수 없다."
    text = (
        f"CAR {window(row['window'])} {number(row['n'])}건 가운데 {number(row['positive'])}건이 양수다 "
        f"({_tight(share(row['positive'] / row['n']))}). 중앙값은 {points(row['median'], 2)}%p다."
    )
    far = row["below"] + row["above"]
    return text + (f" {number(far)}건은 그림 밖에 있다." if far else "")


def group_name(name: str | None, n: int) -> str:
    """Name a block of tests."""
    return f"{LABELS['all'] if name is None else name} ({number(n)}건)"


def day(iso: str) -> str:
    """Write a day."""
    return short_day(iso, "ko")


def caution(found: Caution) -> str:
    """Write the sentence of a caution from its figures."""
    return SENTENCES[found.code](found.data)


def _dropped(d: Row) -> str:
    kinds = ", ".join(f"{KINDS[row['kind']]} {number(row['n'])}건" for row in d["kinds"])
    return (
        f"사건 {number(d['listed'])}건 가운데 {number(d['dropped'])}건"
        f"({_tight(share(d['dropped'] / d['listed']))})을 제외했다: {kinds}. 남은 사례가 전체를 대표하지 않을 수 있다."
    )


def _empty(d: Row) -> str:
    return f"사건 {number(d['listed'])}건 가운데 계산할 수 있는 것이 없다."


def _named(d: Row) -> str:
    """Name the tests that may speak in each window, windows that agree together."""
    by: dict[tuple[str, ...], list[str]] = {}
    for row in d["windows"]:
        by.setdefault(tuple(row["speak"]), []).append(window(row["window"]))
    parts = []
    for names, windows in by.items():
        told = ", ".join(names) if names else "없음"
        parts.append(f"{', '.join(windows)}에 쓸 수 있는 검정: {told}")
    return "; ".join(parts)


def _one_date(d: Row) -> str:
    return (
        f"사건 {number(d['n'])}건이 모두 {day(d['day'])} 하루에 일어났다. 그날 모두를 움직인 일은 한 번으로 "
        f"세어야 한다. {_named(d)}. 나머지 검정은 사례를 독립으로 보므로 표시해 두었다."
    )


def _some(d: Row) -> str:
    return (
        f"구간이 거래일을 공유하므로(사건 {number(d['n'])}건, 사건일 {number(d['days'])}일) 사례가 독립이 "
        f"아니다. {_named(d)}. 나머지는 표시해 두었다."
    )


def _one_case(d: Row) -> str:
    return "사례가 하나뿐이라 사례 간 검정은 해당하지 않는다. 개별 검정은 windows.csv에 있다."


def _calibration(d: Row) -> str:
    """Say which tests reject too often on these securities when nothing happened."""
    where = "모두 같은 거래일에" if d["dates"] == "common" else "저마다 다른 거래일에"
    right = d["tests"] - len(d["often"]) - len(d["seldom"])
    text = (
        f"아무 일도 없던 날, 이 종목들에서 뽑은 가상 사건 {number(d['cases'])}건의 표본 "
        f"{number(d['samples'])}개({where}, 구간 {window(d['window'])})에서 검정 {number(d['tests'])}개 가운데 "
        f"{number(right)}개가 우연의 범위 안에서 {plain_percent(d['alpha'])}를 기각한다."
    )
    for key, told in (
        ("often", "너무 자주 기각"),
        ("seldom", "너무 드물게 기각"),
        ("noise", "뉴스로 사건일의 분산이 두 배가 되면 너무 자주 기각"),
    ):
        if d[key]:
            text += f" {told}: {', '.join(_rejects(r) for r in d[key])}."
    return text


def _rejects(row: Row) -> str:
    return f"{row['test']} {share(row['rate'])}"


def _price_defect(d: Row) -> str:
    return f"가격 자료의 결함: {d['text']}"


SENTENCES = {
    "panel_dropped": _dropped,
    "panel_empty": _empty,
    "panel_one_date": _one_date,
    "panel_some": _some,
    "panel_one_case": _one_case,
    "panel_calibration": _calibration,
    "price_defect": _price_defect,
}

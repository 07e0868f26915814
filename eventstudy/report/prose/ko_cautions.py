"""The Korean sentences of the cautions: one function for each code."""

from typing import Any

from eventstudy.report.format import full_day, p_equals, plain_percent, points, rate, share, window
from eventstudy.report.format import percent as spaced_percent
from eventstudy.report.prose.ko_told import told
from eventstudy.report.prose.particles import with_particle
from eventstudy.result import Caution

Data = dict[str, Any]
STRETCHES = {21: "한 달", 63: "석 달", 250: "1년"}


def caution(found: Caution) -> str:
    """Write the sentence of a caution from its figures."""
    return SENTENCES[found.code](found.data)


def caution_short(found: Caution) -> str:
    """Write a caution for the first screen, where there is little room."""
    return SHORT.get(found.code, SENTENCES[found.code])(found.data)


def tight(text: str) -> str:
    """Close the gap before a percent sign, as Korean prints it."""
    return text.replace("\u00a0%", "%")


def day(iso: str) -> str:
    """Write a day in words."""
    return full_day(iso, "ko")


def _chosen_day(d: Data) -> str:
    return _chosen(d, short=False)


def _chosen_short(d: Data) -> str:
    return _chosen(d, short=True)


def _chosen(d: Data, *, short: bool) -> str:
    text = "이 날은" if short else f"{d['name']}, {d['title']}: {day(d['day'])}은"
    text += " 가격이 움직였기 때문에 골랐다"
    text += "" if short else ". 그래서 p값의 귀무가설이 온전하지 않다"
    searched = [row for row in d.get("spans") or [] if row["p_value"] is not None]
    if not searched:
        return f"{text}({d['reason']})." if d.get("reason") else f"{text}."
    longest = searched[-1]
    since = f"{d['first'][:4]}년 이후 " if d.get("first") else ""
    return tight(
        f"{text}. {since}{d['name']}의 {_stretch(longest)} 구간 가운데 {share(longest['p_value'])}에 "
        f"이만한 초과 움직임이 들어 있다{_known(longest, d)}."
        f"{'' if short else _shorter(searched[:-1], d)}"
    )


def _stretch(row: Data) -> str:
    return STRETCHES.get(row["sessions"], f"{row['sessions']}거래일")


def _known(row: Data, d: Data) -> str:
    kept = row.get("p_value_known_kept") if d.get("known_are") else None
    if kept is None or share(kept) == share(row["p_value"]):
        return ""
    days = "실적 발표일" if d["known_are"] == "results" else "목록에 적은 날"
    return f"({days} 제외, 포함하면 {share(kept)})"


def _shorter(rows: list[Data], d: Data) -> str:
    listed = ", ".join(f"{_stretch(r)} 구간은 {share(r['p_value'])}{_known(r, d)}" for r in rows)
    return f" 더 짧게 보면 {listed}이다." if rows else ""


def _own_benchmark(d: Data) -> str:
    rows = [
        f"{r['title']}, CAR {window(r['window'])}: 포함 {points(r['car'])}%p, "
        f"제외 {points(r['car_without'])}%p"
        for r in d["rows"]
    ]
    text = (
        f"{with_particle(d['name'], '은/는')} 스스로 벤치마크의 일부다: {d['benchmark_name']}의 "
        f"{_weight(d)}. 자기 움직임이 시장에 섞여 시장이 설명하는 것처럼 보이는 몫이 생긴다."
    )
    return f"{text} {'; '.join(rows)}." if rows else text


def _weight(d: Data) -> str:
    source = d["source"].removeprefix("assumption").lstrip(" ,:;")
    weight = tight(spaced_percent(d["weight"], 1, sign=False))
    return f"{weight}({day(d['as_of'])} 기준 가정: {source})"


def _other_index(d: Data) -> str:
    return (
        f"{with_particle(d['name'], '은/는')} {d['index_name']}에도 들어 있다: {_weight(d)}. "
        f"그 지수의 움직임에는 {d['name']} 자신의 움직임이 섞여 있다."
    )


def _listed(values: dict[str, float], alpha: float) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {p_equals(p, alpha).removeprefix('p = ')}"
        for name, p in values.items()
    )


def _case(d: Data) -> str:
    return f"{d['name']}, {d['title']}, CAR {window(d['window'])}"


def _benchmark_decides(d: Data) -> str:
    alpha = d["alpha"]
    return tight(
        f"{_case(d)}: {plain_percent(alpha)} 수준에서 이례적인지는 벤치마크에 달렸다({_by(d)} 볼 때). "
        f"{d['benchmark_name']} 대비 {points(d['car'])}%p(p: {_listed(d['p'], alpha)}), "
        f"{with_particle(d['name'], '을/를')} 뺀 지수 대비 {points(d['car_without'])}%p"
        f"(p: {_listed(d['p_without'], alpha)})."
    )


def _by(d: Data) -> str:
    names = {"t": "t 검정", "sample_quantile": "순위"}
    found = [text for n, text in names.items() if n in d["p"] and n in d["p_without"]]
    return with_particle("과 ".join(found), "으로/로")


def _borderline(d: Data) -> str:
    return tight(
        f"{_case(d)}은 경계에 있다: {points(d['car'])}%p, p: {_listed(d['p'], d['alpha'])}. "
        f"검정들이 {plain_percent(d['alpha'])} 수준에서 엇갈리거나 그 가까이에 있다."
    )


def _reversal(d: Data) -> str:
    left = f" 이틀을 합치면 {points(d['left'])}%p다." if d.get("left") is not None else ""
    return (
        f"{d['name']}, {d['title']}: 다음 거래일({day(d['session'])})에 "
        f"{points(abs(d['car']), sign=False)}%p 가운데 {points(abs(d['back']), sign=False)}%p를 "
        f"되돌렸다.{left}"
    )


def _overlap(d: Data) -> str:
    return (
        f"사건이 겹친다: “{d['inner_title']}”({day(d['inner_day'])})은 {d['name']} 기준으로 "
        f"“{d['title']}”의 {d['tau']:+d}거래일이다. 서로 독립된 두 발견이 아니다."
    )


def _one_case(d: Data) -> str:
    return (
        "각 결과는 한 종목, 한 사건에 기댄다. 여러 사례를 평균하는 검정은 해당되지 않으며, 순위 검정은 "
        "같은 종목의 평범한 날과 사건을 견준다."
    )


def _confounder(d: Data) -> str:
    when = " 장 마감 뒤" if d["after_close"] else ""
    where = f"(τ = {d['tau']:+d})" if d.get("tau") is not None else ""
    return (
        f"“{d['title']}”의 기간에 다른 소식이 있었다: {d['what']}, {day(d['date'])}{when}{where}. "
        "가격만으로는 둘을 가를 수 없다."
    )


def _unfinished(d: Data) -> str:
    waiting: dict[str, list[str]] = {}
    for row in d["windows"]:
        when = f"{day(row['needs'])} 장 마감 뒤" if row["needs"] else row["reason"]
        waiting.setdefault(when or "까닭이 밝혀지지 않음", []).append(window(row["window"]))
    listed = "; ".join(f"{', '.join(windows)}: {when}" for when, windows in waiting.items())
    return (
        f"{d['name']}, {d['title']}: 가격이 {day(d['data_end'])}까지여서 다음 CAR은 아직 알 수 없다. "
        f"알 수 있는 때는 {listed}."
    )


def _dropped(d: Data) -> str:
    return f"{d['event']}, {d['security']}: 제외했다. {told(d['reason'])}"


def _dropped_many(d: Data) -> str:
    return f"사례 {d['n']:,}건은 계산할 수 없어 뺐다. 까닭은 dropped.csv에 있다."


def _calibration(d: Data) -> str:
    said = "; ".join(
        f"{row['test'].replace('_', ' ')} {rate(row['rate'], row['ci'])}" for row in d["rows"]
    )
    return (
        f"알려진 일이 없던 날의 모의 사건 {d['rows'][0]['n']:,}건에서 각 검정은 "
        f"{plain_percent(d['alpha'])}만 기각해야 한다. 실제 기각률: {said}."
    )


def _price_defect(d: Data) -> str:
    return f"가격 자료의 결함: {told(d['text'])}"


def _weak_data(d: Data) -> str:
    return f"{', '.join(d['symbols'])} 가격에 관하여: {d['note']}"


SENTENCES = {
    "chosen_day": _chosen_day,
    "own_benchmark": _own_benchmark,
    "benchmark_decides": _benchmark_decides,
    "borderline": _borderline,
    "reversal": _reversal,
    "overlap": _overlap,
    "one_case": _one_case,
    "other_index": _other_index,
    "confounder": _confounder,
    "unfinished": _unfinished,
    "dropped": _dropped,
    "dropped_many": _dropped_many,
    "calibration": _calibration,
    "price_defect": _price_defect,
    "weak_data": _weak_data,
}
SHORT = {"chosen_day": _chosen_short}

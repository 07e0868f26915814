"""The notes of a verdict in Korean, rendered from their codes and figures."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from eventstudy.claims.verdict import Verdict
from eventstudy.report.facts import name_of
from eventstudy.report.format import number
from eventstudy.report.prose.ko_cautions import day
from eventstudy.report.prose.particles import with_particle
from eventstudy.result import Results

Data = dict[str, Any]
PRICES = {"open": "시가", "high": "고가", "low": "저가", "close": "종가"}
PLACES = {
    "close": "종가",
    "open": "시가",
    "intraday low": "장중 저가",
    "intraday high": "장중 고가",
}
EVIDENT = "observed_move"  # the evidence beside the verdict gives it already
RANGE = {"day's range": "그날의 가격 범위"}
KINDS = {
    "larger fall": "더 큰 하락",
    "smaller fall": "더 작은 하락",
    "larger rise": "더 큰 상승",
    "smaller rise": "더 작은 상승",
    "higher figure": "더 높은 값",
    "lower figure": "더 낮은 값",
    "higher close": "더 높은 종가",
    "lower close": "더 낮은 종가",
    "higher intraday high": "더 높은 장중 고가",
    "lower intraday low": "더 낮은 장중 저가",
}
SCALES = {
    "trillion": Decimal("1e12"),
    "billion": Decimal("1e9"),
    "million": Decimal("1e6"),
    "": Decimal(1),
}
CAUSES = {
    "no_subject": "알 수 있는 종목을 글이 밝히지 않았다",
    "no_date": "글이 거래일을 정하지 않았다",
    "no_start": "글이 기간의 시작을 정하지 않았다",
    "no_group": "글이 어느 종목들인지 밝히지 않았다",
    "not_yet": "그날까지의 가격이 아직 없다",
    "no_record_kind": "무엇의 기록인지 글이 밝히지 않았다",
    "no_close": "그날의 종가가 자료에 없다",
    "unchanged": "가격이 센트까지 그대로였다",
    "missing_members": "일부 종목의 가격이 없다",
    "scope_outside": "기록의 범위가 자료 밖까지 뻗는다",
    "scope_gaps": "기록의 범위에 값이 없는 거래일이 있다",
    "empty_scope": "시작과 그날 사이에 거래일이 없다",
    "no_scope": "기록이 언제부터인지 글이 정하지 않았다",
    "other_companies": "다른 기업들과 견준 기록이다",
    "other_record": "하루의 등락률이나 가격이 아닌 것의 기록이다",
    "no_shares": "주식 수가 주어지지 않았다",
    "old_share_count": "주식 수의 기준일이 멀어 가르기 어렵다",
    "outside_session": "정규 장 밖의 가격에 관한 말이다",
    "no_start_close": "기간을 시작하는 종가가 자료에 없다",
    "no_column": "그날의 해당 가격이 기록되어 있지 않다",
    "adjusted_series": "액면분할 말고도 조정된 가격이다",
    "unknown_group": "설정에 없는 종목 묶음이다",
    "empty_window": "그 기간에 거래일이 없다",
    "no_prices": "그 종목의 가격이 없다",
    "not_a_session": "그날은 거래일이 아니었다",
    "unit": "단위가 이 측정값과 맞지 않는다",
    "doubtful_window": "글이 다른 기간을 말한 것일 수 있다. 사람이 확인해야 한다",
    "doubtful_day": "글이 다른 날을 말한 것일 수 있다. 사람이 확인해야 한다",
    "doubtful_basis": "종가와 맞는다. 어느 시점의 가격인지 사람이 확인해야 한다",
    "doubtful_reading": "수치와 가까운 값이 없어 무엇을 말한 것인지 사람이 확인해야 한다",
}


def claim_notes(result: Results, claim: Verdict) -> tuple[str, ...]:
    """Write the notes of a verdict; one whose code is not known here stays as written."""
    coded = claim.note_codes if len(claim.note_codes) == len(claim.notes) else ()
    if not coded:
        return claim.notes
    pairs = zip(coded, claim.notes, strict=True)
    return tuple(_note(result, c, text) for c, text in pairs if c["code"] != EVIDENT)


def _note(result: Results, coded: Data, text: str) -> str:
    known = NOTES.get(coded["code"])
    return known(result, coded) if known else text


_NUMBER = r"\d[\d,.]*\d|\d"  # a comma behind it parts the ends of an interval


def amount(text: str) -> str:
    """Write a printed figure as Korean does: −16.97 % as −16.97%, $588.8 billion as 5,888억 달러."""
    text = text.replace("\u00a0%", "%").replace(" %", "%").replace(" points", "포인트")
    text = re.sub(
        rf"({_NUMBER})( trillion| billion| million)? USD", r"$\1\2", text.replace(" to ", "~")
    )
    return re.sub(rf"\$({_NUMBER})(?: (trillion|billion|million))?", _dollars, text)


def _dollars(found: re.Match[str]) -> str:
    value = Decimal(found[1].replace(",", "")) * SCALES[found[2] or ""]
    if value >= Decimal("1e12"):
        return f"{_plain(value / Decimal('1e12'))}조 달러"
    if value >= Decimal("1e8"):
        return f"{_plain(value / Decimal('1e8'))}억 달러"
    return f"{_plain(value / 10000)}만 달러" if found[2] else f"{found[1]}달러"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _place(name: str) -> str:
    return PRICES.get(name) or PLACES.get(name) or RANGE.get(name, name)


def _kind(d: Data) -> str:
    return KINDS.get(str(d["kind"]), str(d["kind"]))


def _not_checkable(result: Results, d: Data) -> str:
    why = CAUSES.get(d["cause"])
    return f"확인 불가: {why}" if why else f"확인 불가: {d['reason']}"


def _fits_basis(result: Results, d: Data) -> str:
    return (
        f"{amount(d['value'])}는 {_place(d['basis'])} 기준이다. "
        f"{_place(d['judged'])} 기준으로는 {amount(d['observed'])}다"
    )


def _near_basis(result: Results, d: Data) -> str:
    return (
        f"{_place(d['basis'])}({amount(d['value'])})에 가깝다. "
        f"{_place(d['judged'])} 기준으로는 {amount(d['observed'])}다"
    )


def _fits_session(result: Results, d: Data) -> str:
    return f"{day(d['stated'])}이 아니라 {day(d['session'])}의 값({amount(d['value'])})과 맞는다"


def _fits_single_day(result: Results, d: Data) -> str:
    return (
        f"{day(d['start'])} 종가부터의 기간이 아니라 {day(d['session'])} 하루"
        f"({amount(d['value'])})와 맞는다"
    )


def _fits_sister(result: Results, d: Data) -> str:
    subject, other = name_of(result, d["subject"]), name_of(result, d["symbol"])
    value = f"({amount(d['value'])})"
    return f"{with_particle(subject, '이/가')} 아니라 {other}{value}의 값과 맞는다"


def _fits_other_sign(result: Results, d: Data) -> str:
    return f"크기는 맞지만 방향이 다르다: 실제로는 {amount(d['observed'])} 움직였다"


def _truncated(result: Results, d: Data) -> str:
    return f"반올림하지 않고 끝자리를 버렸다: {amount(d['observed'])} → {amount(d['stated'])}"


def _rounded_twice(result: Results, d: Data) -> str:
    return f"두 번 반올림했다: {amount(d['observed'])} → {amount(d['stated'])}"


def _room(result: Results, d: Data) -> str:
    verb = "크게" if d["kind"].startswith(("smaller", "lower")) else "작게"
    return (
        f"{_kind(d)}에도 맞는 말이다: {_place(d['at'])} 기준 "
        f"{amount(d['observed'])}. {with_particle(amount(d['stated']), '은/는')} 실제보다 {verb} 말한 것이다"
    )


def _between(result: Results, d: Data) -> str:
    first, second = (
        f"{_place(b)}({amount(v)})" for b, v in zip(d["bases"], d["values"], strict=True)
    )
    return f"{with_particle(amount(d['stated']), '은/는')} {first}와 {second} 사이에 있다"


def _all_bases(result: Results, d: Data) -> str:
    bases = ", ".join(f"{_place(b)} {amount(v)}" for b, v in d["values"].items())
    near = ", ".join(f"{day(s)} {amount(v)}" for s, v in d["sessions"].items())
    return f"{day(d['date'])}: {bases}" + (f"; 앞뒤 거래일: {near}" if near else "")


def _day_range(result: Results, d: Data) -> str:
    return (
        f"{day(d['date'])}의 모든 가격과 견주었다: {amount(d['low'])}부터 {amount(d['high'])}까지"
    )


def _chosen(result: Results, d: Data) -> str:
    names = ", ".join(name_of(result, s) for s in d["candidates"])
    missing = d["without_prices"]
    without = f". 가격이 없는 종목: {', '.join(missing)}" if missing else ""
    taken = with_particle(name_of(result, d["symbol"]), "으로/로")
    return f"글만으로는 {names} 가운데 어느 것인지 알 수 없어, 가장 잘 맞는 {taken} 읽었다{without}"


def _split_undone(result: Results, d: Data) -> str:
    return f"{day(d['date'])} 당시의 금액이다: 뒤의 액면분할로 나뉜 파일의 가격에 {d['factor']:g}배 했다"


def _fits_adjusted(result: Results, d: Data) -> str:
    return (
        f"{with_particle(amount(d['value']), '은/는')} 뒤의 액면분할을 반영한 가격이다. "
        f"{day(d['date'])} 당시 시세는 {amount(d['observed'])}였다"
    )


def _exceeded(result: Results, d: Data) -> str:
    return f"{amount(d['stated'])}를 넘어섰다: {_place(d['basis'])} 기준 {amount(d['observed'])}"


def _share_count(result: Results, d: Data) -> str:
    shares = number(d["shares"] / 1e8, 1)
    return f"주식 수 {shares}억 주({day(d['as_of'])} 기준; {d['source']})"


def _start_moved(result: Results, d: Data) -> str:
    return f"{day(d['stated'])}은 거래일이 아니어서 {day(d['start'])} 종가부터 쟀다"


def _approximate_start(result: Results, d: Data) -> str:
    return f"시작이 대략이어서 {day(d['start'])} 앞뒤 {d['slack_days']}일 안의 종가를 모두 인정했다"


def _counterexamples(result: Results, d: Data) -> str:
    names = ", ".join(f"{name_of(result, s)}({amount(v)})" for s, v in d["members"])
    word = {"fell": "내리지는", "rose": "오르지는"}.get(d["stated"], "그렇게 움직이지는")
    return f"모두 {word} 않았다: {names}"


def _scope(result: Results, d: Data) -> str:
    gaps = f", 그 가운데 {d['missing']}거래일은 값이 없다" if d["missing"] else ""
    kind = with_particle(_kind(d), "이/가")
    return (
        f"{kind} 있었는지 살펴본 범위: {day(d['first'])}부터 {day(d['last'])}까지"
        f"({d['sessions']:,}거래일{gaps})"
    )


def _larger_days(result: Results, d: Data) -> str:
    days = ", ".join(f"{day(when)}({amount(v)})" for when, v in d["days"])
    return f"말한 범위 안에 {with_particle(_kind(d), '이/가')} 있다: {days}"


def _last_larger(result: Results, d: Data) -> str:
    kind = with_particle(_kind(d), "은/는")
    return f"그 전의 마지막 {kind} {day(d['date'])}({amount(d['observed'])})이다"


NOTES: dict[str, Callable[[Results, Data], str]] = {
    "not_checkable": _not_checkable,
    "fits_basis": _fits_basis,
    "near_basis": _near_basis,
    "fits_session": _fits_session,
    "fits_single_day": _fits_single_day,
    "fits_sister": _fits_sister,
    "fits_other_sign": _fits_other_sign,
    "truncated": _truncated,
    "rounded_twice": _rounded_twice,
    "room": _room,
    "between": _between,
    "all_bases": _all_bases,
    "day_range": _day_range,
    "chosen": _chosen,
    "split_undone": _split_undone,
    "fits_adjusted": _fits_adjusted,
    "exceeded": _exceeded,
    "share_count": _share_count,
    "start_moved": _start_moved,
    "approximate_start": _approximate_start,
    "counterexamples": _counterexamples,
    "scope": _scope,
    "larger_days": _larger_days,
    "last_larger": _last_larger,
}

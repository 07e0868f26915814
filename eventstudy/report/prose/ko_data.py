"""Where the figures come from, in Korean: sources, instants, answers, citation."""

from datetime import datetime

from eventstudy.report.facts import dividends_known
from eventstudy.report.format import points, short_day, window
from eventstudy.report.prose.ko_cautions import day
from eventstudy.result import Answer, PriceInfo, Results

LONGEST_SOURCE = 60
MOST_SYMBOLS = 3


def data_line(prices: PriceInfo) -> str:
    """Name the series, their sources, when they were retrieved, and their hash."""
    symbols = [s.symbol for s in prices.sources]
    more = f" 외 {len(symbols) - MOST_SYMBOLS:,}개" if len(symbols) > MOST_SYMBOLS else ""
    sources = list(dict.fromkeys(s.source for s in prices.sources))
    origin = f", 출처 {len(sources)}곳" if len(sources) > 1 else ""
    if len(sources) == 1 and len(sources[0]) <= LONGEST_SOURCE:
        origin = f", {sources[0]}"
    named = f"{', '.join(symbols[:MOST_SYMBOLS]) or '없음'}{more}{origin}"
    days = sorted({s.retrieved_at[:10] for s in prices.sources if s.retrieved_at})
    when = f"{short_day(days[-1], 'ko')} 수집" if days else "수집일 밝혀지지 않음"
    if len(days) > 1:
        when = f"{short_day(days[0], 'ko')}~{short_day(days[-1], 'ko')} 수집"
    return f"가격: {named}, {when}, sha256 {prices.sha256[:12]}"


def answer(asked: Answer) -> str:
    """Answer a question by a CAR and its interval, without judging the question."""
    where = f"{asked.security}, 사건일 기준 {window(asked.window)} 거래일"
    if asked.car is None or asked.ci is None:
        return f"{where}: 아직 알 수 없다."
    low, high = asked.ci
    reads = (
        "신뢰구간에 0이 들어 있어, 그 뒤의 날들은 어느 쪽으로도 뚜렷이 움직이지 않았다."
        if low <= 0 <= high
        else f"신뢰구간 전체가 0보다 {'크다' if low > 0 else '작다'}."
    )
    return f"{where}: CAR {points(asked.car)}%p(신뢰구간 {points(low)}~{points(high)}%p). {reads}"


def citation(result: Results) -> str:
    """Say how to cite the page: title, tool version, config hash, retrieval date."""
    days = sorted(s.retrieved_at[:10] for s in result.prices.sources if s.retrieved_at)
    when = f", 가격 수집 {day(days[-1])}" if days else ""
    return (
        f"{result.study.title} market-event-study {result.versions.get('eventstudy', '')}로 계산한 "
        f"사건연구, 설정 sha256 {result.study.config_sha256[:12]}{when}."
    )


def two_prices(result: Results) -> str:
    """Say which prices claims and returns are made from."""
    text = "주장은 시세(액면분할만 조정)로 검증하고, "
    if dividends_known(result):
        return text + "초과수익률은 배당을 더한 가격으로 계산한다."
    return text + "초과수익률도 같은 가격으로 계산한다. 배당을 더한 가격이 없기 때문이다."


def moment(iso: str) -> str:
    """Write an ISO day or instant in words: 2025년 1월 28일 14:29(UTC+09:00)."""
    if len(iso) <= len("2025-01-28"):
        return day(iso)
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = f"({at.tzname()})" if at.tzinfo else ""
    return f"{day(iso)} {at:%H:%M}{zone}"

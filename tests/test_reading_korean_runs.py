"""Korean runs of sessions, ranks, peaks and hours: which close a figure counts from; figures are made up."""

import pytest

from eventstudy.reading.extract import extract

# text published 2025-03-08 (Korean: of March 7): claims as "subject measure value basis start date"
DAY, BEFORE = "2025-03-07", "2025-03-06"
READ = {
    "a run that is over does not hold for the day": (
        "인텔은 7거래일 연속 상승을 마치고 3.1% 하락했다.",
        [f"INTC return -3.1 unspecified {BEFORE} {DAY}"],
    ),
    "the bracket of a run that ended counts to the day before": (
        "- 인텔: -3.1%. 4거래일 연속 상승(+12%) 후 첫 하락",
        [
            f"INTC return -3.1 unspecified {BEFORE} {DAY}",
            f"INTC return 12 unspecified 2025-02-28 {BEFORE}",
        ],
    ),
    "a rebound after three sessions is of one day": (
        "나스닥은 사흘 만에 반등해 1.3% 올랐다.",
        [f"^IXIC return 1.3 unspecified {BEFORE} {DAY}"],
    ),
    "a run told of one share is not the next one's window": (
        "애플이 2.2% 내려 4거래일 연속 하락했고 인텔은 3.3% 떨어졌다.",
        [
            f"AAPL return -2.2 unspecified {BEFORE} {DAY}",
            f"INTC return -3.3 unspecified {BEFORE} {DAY}",
        ],
    ),
    "a run beside a level is of the day": (
        "AMD는 6거래일 연속 오르며 2.5% 뛴 101.20달러에 마감했다.",
        [
            f"AMD return 2.5 close {BEFORE} {DAY}",
            f"AMD level 101.20 close - {DAY}",
        ],
    ),
    "this time means the run that was counted": (
        "인텔은 1.2% 오른 21.30달러로 4거래일 연속 올랐다. 이 기간 주가는 9% 뛰었다.",
        [
            f"INTC return 1.2 unspecified {BEFORE} {DAY}",
            f"INTC level 21.30 unspecified - {DAY}",
            f"INTC return 9 unspecified 2025-03-03 {DAY}",
        ],
    ),
    "a rank since a day is no window": (
        "필라델피아반도체지수는 4.4% 하락해 1월 10일 이후 낙폭이 가장 컸다.",
        [f"^SOX return -4.4 unspecified {BEFORE} {DAY}"],
    ),
    "the lowest in years is of another thing": (
        "물가 상승률이 3년여 만에 가장 낮게 나오면서 나스닥은 0.9% 상승했다.",
        [f"^IXIC return 0.9 unspecified {BEFORE} {DAY}"],
    ),
    "the year of another share's clause is its own": (
        "애플은 올해 수익률이 플러스로 돌아섰고, 오라클은 6.2% 급등했다.",
        [f"ORCL return 6.2 unspecified {BEFORE} {DAY}"],
    ),
    "the number in an index's name counts no weeks": (
        "• S&P500 주간 +1.4%",
        ["^GSPC return 1.4 unspecified 2025-02-28 2025-03-07"],
    ),
    "a list under a heading that names its base": (
        "▶ 연휴 뒤 누적(3일 종가 대비)\n- 인텔 -5.5%, 애플 +1.1%",
        [
            f"INTC return -5.5 unspecified 2025-03-03 {DAY}",
            f"AAPL return 1.1 unspecified 2025-03-03 {DAY}",
        ],
    ),
    "a gap to a peak": (
        "S&P500지수는 지난달 19일 고점과의 차이가 6.5%로 벌어졌다.",
        [f"^GSPC return -6.5 unspecified 2025-02-19 {DAY}"],
    ),
    "a fall within the day counts from no close": (
        "인텔은 장중 고점에서 종가까지 7% 밀렸다.",
        [f"INTC return -7 intraday - {DAY}"],
    ),
    "hours end with the extreme that was set": (
        "인텔은 장중 최고가를 쓰고도 1.4% 밀렸다.",
        [f"INTC return -1.4 unspecified {BEFORE} {DAY}"],
    ),
    "then means the hour told before": (
        "인텔은 장 초반 24달러까지 찍었다. 이때만 해도 5% 오른 상태였다.",
        [f"INTC level 24 intraday - {DAY}", f"INTC return 5 intraday {BEFORE} {DAY}"],
    ),
    "after hours holds for the paragraph that sets it": (
        "세 회사는 시간외 거래에서 일제히 약세다. 인텔이 5%가량 떨어졌고 애플은 3% 하락 중이다.",
        [f"INTC return -5 afterhours {DAY} {DAY}", f"AAPL return -3 afterhours {DAY} {DAY}"],
    ),
    "a day after a record": (
        "인텔은 5일 최고가를 쓰고 하루 만에 4.2% 밀렸다.",
        ["INTC return -4.2 close 2025-03-05 2025-03-06"],
    ),
    "the day before that is looked back on": (
        "인텔은 2.1% 올랐다. 전날 5.2% 빠진 것을 조금 만회했다.",
        [
            f"INTC return 2.1 unspecified {BEFORE} {DAY}",
            f"INTC return -5.2 unspecified 2025-03-05 {BEFORE}",
        ],
    ),
    "a part of one": (
        "인텔 주가가 하루 만에 4분의 1 가까이 치솟았다.",
        [f"INTC return 25 close {BEFORE} {DAY}"],
    ),
    "points in a bracket with a sign": (
        "다우 42,801.20 (+1.20%, +507.50p)",
        [
            f"^DJI level 42801.20 unspecified - {DAY}",
            f"^DJI return 1.20 unspecified {BEFORE} {DAY}",
            f"^DJI point_change 507.50 unspecified {BEFORE} {DAY}",
        ],
    ),
    "a price in a bracket behind a move": (
        "- 인텔 -3.0%(20.15달러), 애플 -1.4%",
        [
            f"INTC return -3.0 unspecified {BEFORE} {DAY}",
            f"INTC level 20.15 unspecified - {DAY}",
            f"AAPL return -1.4 unspecified {BEFORE} {DAY}",
        ],
    ),
    "a price index against the month before": (
        "나스닥은 2.2% 내렸다. 물가지수는 전월 대비로도 0.2% 올라 0.1% 하락을 점친 시장과 달랐다.",
        [f"^IXIC return -2.2 unspecified {BEFORE} {DAY}"],
    ),
    "a week that a sentence sets holds for the next": (
        "이번 주 뉴욕증시는 관세 불안 속에 약세로 마무리됐다. 나스닥은 3.4%, S&P500은 3.1% 하락했다.",
        [
            f"^IXIC return -3.4 unspecified 2025-02-28 {DAY}",
            f"^GSPC return -3.1 unspecified 2025-02-28 {DAY}",
        ],
    ),
    "the same time means the two sessions told before": (
        "5일과 6일 이틀 사이 나스닥은 1.4% 내렸다. 같은 기간 인텔은 5.6% 떨어졌다.",
        [
            "^IXIC return -1.4 unspecified 2025-03-04 2025-03-06",
            "INTC return -5.6 unspecified 2025-03-04 2025-03-06",
        ],
    ),
    "after a peak counts from the peak": (
        "나스닥은 2월 19일 20056.25로 고점을 찍은 뒤 9.3% 하락했다.",
        [
            "^IXIC level 20056.25 intraday - 2025-02-19",
            f"^IXIC return -9.3 unspecified 2025-02-19 {DAY}",
        ],
    ),
    "since a low": (
        "S&P500 1.2% 상승 마감…1월 13일 저점 이후 3% 넘게 뛰어",
        [
            f"^GSPC return 1.2 close {BEFORE} {DAY}",
            f"^GSPC return 3 close 2025-01-13 {DAY}",
        ],
    ),
    "a price that a verb hangs on a name": (
        "5일 21.26달러로 마감한 인텔은 7일 2.4% 올랐다.",
        ["INTC level 21.26 close - 2025-03-05", f"INTC return 2.4 close {BEFORE} {DAY}"],
    ),
    "a quarter": (
        "엔비디아는 4분기에는 11.1% 올랐다.",
        ["NVDA return 11.1 unspecified 2024-09-30 2024-12-31"],
    ),
    "what a bracket or a stroke opens is of the next figure": (
        "인텔 -3.3% (주간 -2.1%, YTD +9.7%)",
        [
            f"INTC return -3.3 unspecified {BEFORE} {DAY}",
            f"INTC return -2.1 unspecified 2025-02-28 {DAY}",
            f"INTC return 9.7 unspecified 2024-12-31 {DAY}",
        ],
    ),
    "a peak in a bracket": (
        "인텔의 올해 수익률은 4%, 52주 최고가(35.50달러) 대비 40.6% 낮다.",
        [
            f"INTC return 4 unspecified 2024-12-31 {DAY}",
            f"INTC return -40.6 unspecified - {DAY}",
        ],
    ),
    "corrections that are counted": ("인텔은 10%가 넘는 조정을 세 번 겪었다.", []),
    "what the writer paid": ("저는 인텔 평단이 3만원대(약 25달러)라 여유가 있네요.", []),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_a_korean_figure_counts_from(text: str, expected: list[str]) -> None:
    claims = extract(text, published="2025-03-08").article.claims
    found = [
        f"{c.subject} {c.measure} {c.value} {c.basis} "
        f"{(c.start or '-') if c.measure != 'level' else '-'} {c.date}"
        for c in claims
        if c.measure in {"return", "level", "point_change"}
    ]
    assert found == expected

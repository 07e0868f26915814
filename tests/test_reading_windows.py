"""Which close a figure counts from, and how lists, headings and arrows are read; the figures are made up."""

import pytest

from eventstudy.reading.extract import extract

DAY = "2025-03-07"
BEFORE = "2025-03-06"

# text of that day (Korean: of the session before): claims as "subject measure value start date"
MOVES = {
    "Nvidia sits 10.1% below the record close of Jan. 6.": [
        f"NVDA return -10.1 2025-01-06 {DAY}",
    ],
    "The S&P 500 fell 2.2% and is now 8.1% below its Feb. 19 record.": [
        f"^GSPC return -2.2 {BEFORE} {DAY}",
        f"^GSPC return -8.1 2025-02-19 {DAY}",
    ],
    "Since its January 6 high Nvidia has lost 21.3%.": [f"NVDA return -21.3 2025-01-06 {DAY}"],
    "From its Feb. 28 close Tesla has now dropped 9.5%.": [f"TSLA return -9.5 2025-02-28 {DAY}"],
    "The Dow closed at 42,801.20, some 4.9% short of its December 4 record.": [
        f"^DJI level 42801.20 - {DAY}",
        f"^DJI return -4.9 2024-12-04 {DAY}",
    ],
    "Intel lost 5%, which leaves it over 12% below where it closed on Feb. 18.": [
        f"INTC return -5 {BEFORE} {DAY}",
        f"INTC return -12 2025-02-18 {DAY}",
    ],
    "Compared with its level on Feb. 19, the S&P 500 is 6.6% lower.": [
        f"^GSPC return -6.6 2025-02-19 {DAY}",
    ],
    "Nvidia has fallen 18% since Jan. 23 and 5.7% on the day.": [
        f"NVDA return -18 2025-01-23 {DAY}",
        f"NVDA return -5.7 {BEFORE} {DAY}",
    ],
    "The Dow fell 2.1% on Thursday, below its March 4 low.": [
        f"^DJI return -2.1 2025-03-05 {BEFORE}",
    ],
    "Apple rose 2.3% to within 3% of its Dec. 26 peak.": [f"AAPL return 2.3 {BEFORE} {DAY}"],
    "Tesla dropped 4.2% on Friday after a record on Dec. 17.": [
        f"TSLA return -4.2 {BEFORE} {DAY}",
    ],
    "AMD fell 3.1%, extending its loss for 2025 to 18.4%.": [
        f"AMD return -3.1 {BEFORE} {DAY}",
        f"AMD return -18.4 2024-12-31 {DAY}",
    ],
    "Since New Year the Nasdaq is down 5.8%; since the end of 2024 the Dow has gained 0.6%.": [
        f"^IXIC return -5.8 2024-12-31 {DAY}",
        f"^DJI return 0.6 2024-12-31 {DAY}",
    ],
    "A dismal week: minus 3.1% for the S&P 500 and minus 3.5% for the Nasdaq.": [
        f"^GSPC return -3.1 2025-02-28 {DAY}",
        f"^IXIC return -3.5 2025-02-28 {DAY}",
    ],
    "A grim week for chips: on Friday Nvidia lost 2.5%.": [f"NVDA return -2.5 {BEFORE} {DAY}"],
    "It was the third straight weekly loss for the S&P 500, which fell 3.1%.": [
        f"^GSPC return -3.1 2025-02-28 {DAY}",
    ],
    "Marvell 19.8%, Broadcom 6.3% and Nvidia 5.7% all fell.": [
        f"MRVL return -19.8 {BEFORE} {DAY}",
        f"AVGO return -6.3 {BEFORE} {DAY}",
        f"NVDA return -5.7 {BEFORE} {DAY}",
    ],
    "The Dow was down 90 points at the close. The Nasdaq stood at 18,196.20 at the close.": [
        f"^DJI point_change -90 {BEFORE} {DAY}",
        f"^IXIC level 18196.20 - {DAY}",
    ],
    "Nvidia, 4.4% ahead at its best, closed 2.1% lower.": [
        f"NVDA return 4.4 {BEFORE} {DAY}",
        f"NVDA return -2.1 {BEFORE} {DAY}",
    ],
    "Oracle finished 3% ahead of its peers.": [],
    "QCOM (Buy, PT cut to $180 from $190): closed 7.7% lower at $146.70.": [
        f"QCOM return -7.7 {BEFORE} {DAY}",
        f"QCOM level 146.70 - {DAY}",
    ],
    "The chip designer's stock (ARM) fell 4.2%.": [f"ARM return -4.2 {BEFORE} {DAY}"],
    "Oracle, whose cloud unit grew 25%, went the other way and added 3.3%.": [
        f"ORCL return 3.3 {BEFORE} {DAY}",
    ],
    "The Philadelphia index of 30 chip makers fell by 4.5%.": [
        f"^SOX return -4.5 {BEFORE} {DAY}",
    ],
    "Tesla sank 5.6% to $262.60 that day.": [
        f"TSLA return -5.6 {BEFORE} {DAY}",
        f"TSLA level 262.60 - {DAY}",
    ],
    "- In February: S&P 500 -1.4%, Nasdaq -4.0%": [
        "^GSPC return -1.4 2025-01-31 2025-02-28",
        "^IXIC return -4.0 2025-01-31 2025-02-28",
    ],
    "Nvidia dropped 5.7%, a day after gaining 1.1%.": [
        f"NVDA return -5.7 {BEFORE} {DAY}",
        f"NVDA return 1.1 2025-03-05 {BEFORE}",
    ],
    "Meta fell 8.1% on Wednesday, and another 4.2% the day after.": [
        "META return -8.1 2025-03-04 2025-03-05",
        f"META return -4.2 2025-03-05 {BEFORE}",
    ],
    "The VIX jumped to 24.80 from 21.90.": [
        f"^VIX level 24.80 - {DAY}",
        f"^VIX level 21.90 - {BEFORE}",
    ],
    "The VIX climbed to 24.80 from 19.60 at the start of the year.": [f"^VIX level 24.80 - {DAY}"],
    "Nvidia is left with a loss of 18% for the year and 26% from its Jan. 6 closing high of $149.40.": [
        f"NVDA return -18 2024-12-31 {DAY}",
        f"NVDA return -26 2025-01-06 {DAY}",
        "NVDA level 149.40 - 2025-01-06",
    ],
    "The blue-chip index fell again, losing 427.50 points. The tech-heavy gauge dropped 2.6%.": [
        f"^DJI point_change -427.50 {BEFORE} {DAY}",
        f"^IXIC return -2.6 {BEFORE} {DAY}",
    ],
    "테슬라 주가는 263.40달러로 5.6% 하락했다. 작년 12월 고점(479.80달러) 대비로는 45% 낮다.": [
        f"TSLA level 263.40 - {BEFORE}",
        f"TSLA return -5.6 2025-03-05 {BEFORE}",
        f"TSLA return -45 None {BEFORE}",
    ],
    "전날 5.1% 올랐던 마이크로소프트는 0.9% 하락 마감했다.": [
        "MSFT return 5.1 2025-03-04 2025-03-05",
        f"MSFT return -0.9 2025-03-05 {BEFORE}",
    ],
    "월마트는 0.7% 올라 3거래일 만에 반등했다. 이 기간 나스닥은 1.2% 빠졌다.": [
        f"WMT return 0.7 2025-03-05 {BEFORE}",
        f"^IXIC return -1.2 None {BEFORE}",
    ],
    "Since hitting a record on Jan. 6, Nvidia is down 26.1%.": [
        f"NVDA return -26.1 2025-01-06 {DAY}",
    ],
    "Oracle rose 2.2%, short of its March 3 high.": [f"ORCL return 2.2 {BEFORE} {DAY}"],
    "In its best week since November, the Nasdaq gained 4.1%; on Friday alone it added 0.7%.": [
        f"^IXIC return 4.1 2025-02-28 {DAY}",
        f"^IXIC return 0.7 {BEFORE} {DAY}",
    ],
    "나스닥 483.40p(2.61%)↓ 1만8069.20": [
        f"^IXIC point_change -483.40 2025-03-05 {BEFORE}",
        f"^IXIC return -2.61 2025-03-05 {BEFORE}",
        f"^IXIC level 18069.20 - {BEFORE}",
    ],
    "애플 +0.2%, 235.30달러. 목표주가는 250달러.": [
        f"AAPL return 0.2 2025-03-05 {BEFORE}",
        f"AAPL level 235.30 - {BEFORE}",
    ],
    "S&P500은 지난 2월 19일 종가 기준 최고치보다 6.6% 낮다.": [
        f"^GSPC return -6.6 2025-02-19 {BEFORE}",
    ],
    "S&P500은 2월 19일 기록한 사상 최고치에서 6.6% 밀려난 상태다.": [
        f"^GSPC return -6.6 2025-02-19 {BEFORE}",
    ],
    "애플은 사흘 만에 3.2%를 되찾았다.": [f"AAPL return 3.2 2025-03-03 {BEFORE}"],
    "2월 전체로는 나스닥이 4.1% 내렸다.": ["^IXIC return -4.1 2025-01-31 2025-02-28"],
    "엔비디아는 3월 들어 11.5% 하락했다.": [f"NVDA return -11.5 2025-02-28 {BEFORE}"],
    "엔비디아는 전날 1.1% 오른 데 이어 이날은 5.7% 급락했다.": [
        "NVDA return 1.1 2025-03-04 2025-03-05",
        f"NVDA return -5.7 2025-03-05 {BEFORE}",
    ],
    "테슬라는 판매가 줄었다는 이유 하나로 5.6% 떨어졌다.": [
        f"TSLA return -5.6 2025-03-05 {BEFORE}",
    ],
    "퀄컴의 시초가 -4.7%, 종가는 3.5% 내린 156.30달러.": [
        f"QCOM return -4.7 2025-03-05 {BEFORE}",
        f"QCOM return -3.5 2025-03-05 {BEFORE}",
        f"QCOM level 156.30 - {BEFORE}",
    ],
    "The Nasdaq Composite rose 1.6%, the day after a 4.35% leap on the truce.": [
        f"^IXIC return 1.6 {BEFORE} {DAY}",
        f"^IXIC return 4.35 2025-03-05 {BEFORE}",
    ],
    "The Nasdaq, at a high of 8,467.43 when Wednesday's session ended, retreated by 3.2%.": [
        "^IXIC level 8467.43 - 2025-03-05",
        f"^IXIC return -3.2 {BEFORE} {DAY}",
    ],
    "Intel is at $23, below the $24.90 at which it closed on Wednesday. Nvidia gained 3.5%.": [
        f"INTC level 23 - {DAY}",
        "INTC level 24.90 - 2025-03-05",
        f"NVDA return 3.5 {BEFORE} {DAY}",
    ],
    "AMD closes the week 30.5% to the good, courtesy of Monday's contract with a client.": [
        f"AMD return 30.5 2025-02-28 {DAY}",
    ],
    "Measured from the previous Friday's close (Feb. 28), Nvidia has lost 9.2%.": [
        f"NVDA return -9.2 2025-02-28 {DAY}",
    ],
    "It is March 7, 2025, and yesterday really was good.\n> S&P 500: up 2.9%": [
        f"^GSPC return 2.9 2025-03-05 {BEFORE}",
    ],
    "5일 장 마감 뒤 공개한 실적에 엔비디아는 시간외거래에서 6% 올랐다.": [
        "NVDA return 6 2025-03-05 2025-03-05",
    ],
    "팔란티어 -9.35%. 3일의 최고 종가 86.97달러에서 15.6% 내려온 자리예요.": [
        f"PLTR return -9.35 2025-03-05 {BEFORE}",
        "PLTR level 86.97 - 2025-03-03",
        f"PLTR return -15.6 2025-03-03 {BEFORE}",
    ],
    "테슬라는 4.1% 올랐다. 작년 말 종가 285.41달러 대비 2.8% 오른 수준": [
        f"TSLA return 4.1 2025-03-05 {BEFORE}",
        "TSLA level 285.41 - 2024-12-31",
        f"TSLA return 2.8 2024-12-31 {BEFORE}",
    ],
    "6일(현지시간) ARM은 9.3% 올랐다. 4일 하루에만 7.9% 뛰었다. 같은 날 엔비디아는 0.6% 내렸다.": [
        f"ARM return 9.3 2025-03-05 {BEFORE}",
        "ARM return 7.9 2025-03-03 2025-03-04",
        f"NVDA return -0.6 2025-03-05 {BEFORE}",
    ],
    "AMD는 3.0% 내렸다. 하루 앞서 오라클이 10.8% 하락했다.": [
        f"AMD return -3.0 2025-03-05 {BEFORE}",
        "ORCL return -10.8 2025-03-04 2025-03-05",
    ],
    "△엔비디아 101.80달러(-7.81%)": [
        f"NVDA level 101.80 - {BEFORE}",
        f"NVDA return -7.81 2025-03-05 {BEFORE}",
    ],
    "• 인텔 -9.35% → 15.75달러": [
        f"INTC return -9.35 2025-03-05 {BEFORE}",
        f"INTC level 15.75 - {BEFORE}",
    ],
    "▲나스닥 18607.93(-104.82p, -0.56%)": [
        f"^IXIC level 18607.93 - {BEFORE}",
        f"^IXIC point_change -104.82 2025-03-05 {BEFORE}",
        f"^IXIC return -0.56 2025-03-05 {BEFORE}",
    ],
    "엔비디아가 RTX 50 시리즈와 RTX 5090을 내놨다. 주가는 6.2% 하락했다.": [
        f"NVDA return -6.2 2025-03-05 {BEFORE}",
    ],
    "S&P500은 사상 처음으로 6000선 문턱을 넘었다. 다우는 4만2000선을 위협받았다.": [
        f"^GSPC level 6000 - {BEFORE}",
    ],
}


@pytest.mark.parametrize("text", MOVES)
def test_a_figure_counts_from(text):
    assert sorted(told(text, DAY)) == sorted(MOVES[text])


def test_a_session_that_heads_a_later_page_is_its_day():
    text = "SCOREBOARD | Thursday, March 6, 2025\n- S&P 500 -1.8% at 5,738.50"

    assert told(text, DAY) == [
        f"^GSPC return -1.8 2025-03-05 {BEFORE}",
        f"^GSPC level 5738.50 - {BEFORE}",
    ]


def test_a_heading_and_a_window_of_its_own_do_not_run_together():
    text = "WEEKLY WRAP | Friday, March 7, 2025\n- Nasdaq -3.5% on the week"

    assert told(text, "2025-03-08") == [f"^IXIC return -3.5 2025-02-28 {DAY}"]


def test_an_early_gain_is_of_the_hours_before_the_close():
    text = "Broadcom reversed an early 3.1% gain to finish 6.3% down."

    bases = {c.value: c.basis for c in extract(text, published=DAY).article.claims}

    assert bases == {"3.1": "intraday", "-6.3": "close"}


def told(text, published):
    return [
        f"{c.subject} {c.measure} {c.value} {'-' if c.measure == 'level' else c.start} {c.date}"
        for c in extract(text, published=published).article.claims
        if c.has_figure
    ]

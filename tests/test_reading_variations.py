"""Variations on how newspapers bind figures to names, days and hours; the figures are made up."""

import pytest
from claim_lines import figures_read

CASES = {
    "a part of the value in words": (
        "2025-03-07",
        "Vertiv gave up close to a fifth of its value on Thursday.",
        ["VRT return -20 2025-03-05 2025-03-06 nearly unspecified"],
    ),
    "points without the word": (
        "2025-03-07",
        "The Nasdaq Composite sank 301.22, or 1.7%, to 17,410.55, while the Dow added 88.40 (0.2%).",
        [
            "^DJI point_change 88.40 2025-03-06 2025-03-07 plain unspecified",
            "^DJI return 0.2 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC level 17410.55 - 2025-03-07 plain unspecified",
            "^IXIC point_change -301.22 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return -1.7 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "a change restated in points": (
        "2025-03-07",
        "The S&P 500 popped 2.4%, or about 141 points.",
        [
            "^GSPC point_change 141 2025-03-06 2025-03-07 about unspecified",
            "^GSPC return 2.4 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "a fall dragged by another": (
        "2025-03-07",
        "The semiconductor index SOX was dragged 3.2% lower by Nvidia, itself off 6.5%.",
        [
            "NVDA return -6.5 2025-03-06 2025-03-07 plain unspecified",
            "^SOX return -3.2 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "a clause about a business, then the verb": (
        "2025-03-07",
        "Tesla, whose deliveries fell 41% last month, cratered 9.4%. Netflix, whose revenue rose 3%, lost 2.2%.",
        [
            "NFLX return -2.2 2025-03-06 2025-03-07 plain unspecified",
            "TSLA return -9.4 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "revenue of a company in a clause at the end": (
        "2025-03-07",
        "Oracle fell 2.2%, hurt by cloud sales, which rose only 9%. Its services unit was up 13%.",
        ["ORCL return -2.2 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "they are the shares": (
        "2025-03-07",
        "Shares of Nvidia opened 4.1% higher, but by the closing bell they were 2.2% in the red.",
        [
            "NVDA return -2.2 2025-03-06 2025-03-07 plain close",
            "NVDA return 4.1 2025-03-06 2025-03-07 plain open",
        ],
    ),
    "each of two with tickers": (
        "2025-03-07",
        "Tesla (TSLA) and Apple (AAPL) each gained more than 3%. Intel (NASDAQ: INTC) and Alphabet (NASDAQ: GOOG) fell 1% and 2%, respectively.",
        [
            "AAPL return 3 2025-03-06 2025-03-07 more_than unspecified",
            "GOOG return -2 2025-03-06 2025-03-07 plain unspecified",
            "INTC return -1 2025-03-06 2025-03-07 plain unspecified",
            "TSLA return 3 2025-03-06 2025-03-07 more_than unspecified",
        ],
    ),
    "one that leads a group": (
        "2025-03-07",
        'Amazon stock led the "Magnificent Seven," up more than 5%.',
        ["AMZN return 5 2025-03-06 2025-03-07 more_than unspecified"],
    ),
    "the two of the sentence before": (
        "2025-03-07",
        "The S&P 500 fell 1.1%; the Nasdaq Composite lost 1.9%. Over the week the two are off 2.4% and 3.5%, respectively.",
        [
            "^GSPC return -1.1 2025-03-06 2025-03-07 plain unspecified",
            "^GSPC return -2.4 2025-02-28 2025-03-07 plain unspecified",
            "^IXIC return -1.9 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return -3.5 2025-02-28 2025-03-07 plain unspecified",
        ],
    ),
    "a low or a whole level of the VIX": (
        "2025-03-07",
        "The VIX is back under 20. Wall Street's so-called fear gauge had spiked 41% to close above the 30 mark on Tuesday.",
        [
            "^VIX level 20 - 2025-03-07 less_than unspecified",
            "^VIX level 30 - 2025-03-04 more_than close",
            "^VIX return 41 2025-03-03 2025-03-04 plain close",
        ],
    ),
    "below a peak, above an average": (
        "2025-03-07",
        "Palantir has doubled this year, yet it remains 24% below its February high. Apple sits 12% above its 200-day moving average.",
        [
            "PLTR return -24 None 2025-03-07 plain unspecified",
            "PLTR return 100 2024-12-31 2025-03-07 plain unspecified",
        ],
    ),
    "a phrase before its name": (
        "2025-03-07",
        "Up 5% at the open, Palantir reversed to finish 2% lower. Having fallen 12% on Monday, Dell recouped 7% on Tuesday.",
        [
            "DELL return -12 2025-02-28 2025-03-03 plain unspecified",
            "DELL return 7 2025-03-03 2025-03-04 plain unspecified",
            "PLTR return -2 2025-03-06 2025-03-07 plain close",
            "PLTR return 5 2025-03-06 2025-03-07 plain open",
        ],
    ),
    "a bracket explains the name before": (
        "2025-03-07",
        "A tenth of Broadcom evaporated on Thursday alone (-10.4%).",
        ["AVGO return -10.4 2025-03-05 2025-03-06 plain unspecified"],
    ),
    "what sales did is not what shares did": (
        "2025-03-07",
        "Microsoft grew 17%. Alphabet's revenue grew 12%; Apple's increased 4%. PepsiCo jumped 3% after it said it would cut snack prices by up to 15%. 62% of CIOs have no plan to leave Adobe.",
        ["PEP return 3 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "guidance beside a figure": (
        "2025-03-07",
        "For the next quarter Marvell guided to $1.8 billion at the midpoint, a 26% increase.",
        [],
    ),
    "the open has its own verb": (
        "2025-03-07",
        "Constellation Energy stock gapped up and sprinted 21% to a record. Intel opened up 3%.",
        [
            "CEG return 21 2025-03-06 2025-03-07 plain unspecified",
            "INTC return 3 2025-03-06 2025-03-07 plain open",
        ],
    ),
    "a name that leads its own clause": (
        "2025-03-07",
        "The rout was led by Nvidia, which fell 6.1%, and the Dow beat the Nasdaq, which lost 2.2%.",
        [
            "NVDA return -6.1 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return -2.2 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "the day before the story": (
        "2025-03-06",
        "The S&P 500 jumped 2.1%.\n\nOn Wednesday the index had dropped 1.8%.\n\nApple finished up 3.3%.",
        [
            "AAPL return 3.3 2025-03-05 2025-03-06 plain close",
            "^GSPC return -1.8 2025-03-04 2025-03-05 plain unspecified",
            "^GSPC return 2.1 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a day later the story goes on": (
        "2025-03-07",
        "The report landed on Tuesday evening, and Marvell was rewarded the next day with a 13% surge. The shares are now up 21% since Monday.",
        [
            "MRVL return 13 2025-03-04 2025-03-05 plain unspecified",
            "MRVL return 21 2025-03-03 2025-03-07 plain unspecified",
        ],
    ),
    "a headline over yesterday's moves": (
        "2025-03-07",
        "Nasdaq tanks 561 points as tariffs bite\n\nStocks slid overnight. The Nasdaq Composite plunged 2.4 per cent.",
        [
            "^IXIC point_change -561 2025-03-05 2025-03-06 plain unspecified",
            "^IXIC return -2.4 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a heading with a clock": (
        "2025-03-06",
        "10:40 a.m. EST - Tech adds to gains\nAmazon rose 3%. Apple gained 2%.\n\n4:05 p.m. EST - Stocks close higher\nThe S&P 500 rose 1.2%.",
        [
            "AAPL return 2 2025-03-05 2025-03-06 plain intraday",
            "AMZN return 3 2025-03-05 2025-03-06 plain intraday",
            "^GSPC return 1.2 2025-03-05 2025-03-06 plain close",
        ],
    ),
    "a peak that a date stands behind": (
        "2025-03-07",
        "The S&P 500 closed about 6.6% beneath the record close it set on Feb. 19. Dell has lost 22% since peaking on January 7.",
        [
            "DELL return -22 2025-01-07 2025-03-07 plain unspecified",
            "^GSPC return -6.6 2025-02-19 2025-03-07 about close",
        ],
    ),
    "a price asked or fetched": (
        "2025-03-07",
        "At $137.76 Nvidia stock fetches 27 times projected earnings. It changed hands for $131.20 on Wednesday.",
        [
            "NVDA level 131.20 - 2025-03-05 plain unspecified",
            "NVDA level 137.76 - 2025-03-07 plain unspecified",
        ],
    ),
    "a city is no name": (
        "2025-03-07",
        "ASML cut its outlook. The group's New York-listed stock ended 6.3 per cent lower at $730.43.",
        [
            "ASML level 730.43 - 2025-03-07 plain close",
            "ASML return -6.3 2025-03-06 2025-03-07 plain close",
        ],
    ),
    "jobs are no index": (
        "2025-03-07",
        "The SOX index fell 2.2%. Then there was the jobs report: 142,000 added in August.",
        ["^SOX return -2.2 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "what its verb describes (ko)": (
        "2025-03-07",
        "전날 8.5% 급락한 알파벳은 2.6% 더 내렸고, 이틀 전 6% 무너졌던 오라클도 4.5% 빠졌다.",
        [
            "GOOGL return -2.6 2025-03-05 2025-03-06 plain unspecified",
            "GOOGL return -8.5 2025-03-05 2025-03-06 plain unspecified",
            "ORCL return -4.5 2025-03-05 2025-03-06 plain unspecified",
            "ORCL return -6 2025-03-03 2025-03-04 plain unspecified",
        ],
    ),
    "hours that a name leaves behind (ko)": (
        "2025-03-07",
        "6일 장중 최고치를 넘보던 나스닥지수는 결국 2.6% 떨어진 1만8120.43으로 마쳤다. 엔비디아는 오전 한때 115.62달러로 올라선 뒤 방향을 틀어 4.9% 하락했다.",
        [
            "NVDA level 115.62 - 2025-03-06 up_to intraday",
            "NVDA return -4.9 2025-03-05 2025-03-06 plain unspecified",
            "^IXIC level 18120.43 - 2025-03-06 plain close",
            "^IXIC return -2.6 2025-03-05 2025-03-06 plain close",
        ],
    ),
    "two indices (ko)": (
        "2025-03-07",
        "S&P500은 1.6% 하락했고, 나스닥은 2.2% 떨어졌다. 두 지수는 한 주 동안 각각 2.4%, 3.2% 밀렸다.",
        [
            "^GSPC return -1.6 2025-03-05 2025-03-06 plain unspecified",
            "^GSPC return -2.4 2025-02-27 2025-03-06 plain unspecified",
            "^IXIC return -2.2 2025-03-05 2025-03-06 plain unspecified",
            "^IXIC return -3.2 2025-02-27 2025-03-06 plain unspecified",
        ],
    ),
    "good results and a fall all the same (ko)": (
        "2025-03-07",
        "애플은 깜짝 실적에도 2.5% 내렸다. 메타는 매출이 23% 늘었음에도 광고 경기가 불투명하다는 언급에 3.7% 하락했다. 브로드컴은 분기 매출이 28% 늘었다고 발표하고도 6% 넘게 미끄러졌다.",
        [
            "AAPL return -2.5 2025-03-05 2025-03-06 plain unspecified",
            "AVGO return -6 2025-03-05 2025-03-06 more_than unspecified",
            "META return -3.7 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "sales that grow (ko)": (
        "2025-03-07",
        "메타의 매출은 24% 늘었다. 마이크로소프트 역시 17% 증가했지만 애저(39%)는 기대에 못 미쳤다.",
        [],
    ),
    "a name in brackets behind its sound (ko)": (
        "2025-03-07",
        "퀄컴은 3.1% 올랐다. 소송을 벌여 온 암(Arm)도 4.6% 올랐다.",
        [
            "ARM return 4.6 2025-03-05 2025-03-06 plain unspecified",
            "QCOM return 3.1 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "prices dealt out behind percentages (ko)": (
        "2025-03-07",
        "엔비디아와 메타는 각각 0.6%, 0.7% 오른 110.40달러, 627.78달러로 마감했다.",
        [
            "META level 627.78 - 2025-03-06 plain close",
            "META return 0.7 2025-03-05 2025-03-06 plain unspecified",
            "NVDA level 110.40 - 2025-03-06 plain close",
            "NVDA return 0.6 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "with two kinds of names joined (ko)": (
        "2025-03-07",
        "TSMC ADR과 AMD도 각각 3.9%, 5.2% 하락했다.",
        [
            "AMD return -5.2 2025-03-05 2025-03-06 plain unspecified",
            "TSM return -3.9 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "more than so many points (ko)": (
        "2025-03-07",
        "VIX는 5포인트 넘게 치솟아 25.31까지 올랐다. 다우는 500포인트 넘게 떨어졌다. 다우는 4만선을 넘었다.",
        [
            "^DJI level 40000 - 2025-03-06 more_than unspecified",
            "^DJI point_change -500 2025-03-05 2025-03-06 more_than unspecified",
            "^VIX level 25.31 - 2025-03-06 plain unspecified",
            "^VIX point_change 5 2025-03-05 2025-03-06 more_than unspecified",
        ],
    ),
    "the end of last year (ko)": (
        "2025-03-07",
        "마이크론은 6일 3.2% 오른 98.55달러로 마감했다. 작년 말에 84.16달러였던 주식이다.",
        [
            "MU level 84.16 - 2024-12-31 plain unspecified",
            "MU level 98.55 - 2025-03-06 plain close",
            "MU return 3.2 2025-03-05 2025-03-06 plain close",
        ],
    ),
    "the open and what came after (ko)": (
        "2025-03-07",
        "TSMC 주식예탁증서는 개장과 함께 8.5% 뛰어올랐고 9.7% 상승한 205.84달러로 마쳤다.",
        [
            "TSM level 205.84 - 2025-03-06 plain close",
            "TSM return 8.5 2025-03-05 2025-03-06 plain open",
            "TSM return 9.7 2025-03-05 2025-03-06 plain close",
        ],
    ),
    "either way, or neither (ko)": (
        "2025-03-07",
        "급등했던 테슬라는 6일 3.4% 되돌림을 보였다. 엔비디아는 하루 5% 등락했다.",
        [],
    ),
    "since a peak of a day (ko)": (
        "2025-03-07",
        "6일 나스닥지수는 2.6% 내렸다. 지난 2월 19일 기록한 종가 고점과 비교하면 8.3% 낮은 수준이다.",
        [
            "^IXIC return -2.6 2025-03-05 2025-03-06 plain unspecified",
            "^IXIC return -8.3 2025-02-19 2025-03-06 plain close",
        ],
    ),
    "followers and comparisons": (
        "2025-03-07",
        "Goldman Sachs was down 3.9 percent, followed by Caterpillar at 3.4 percent. TSMC's U.S.-listed shares fell 3.3%, compared with a 5.6% decline for ASML and a 6.9% plunge at Nvidia.",
        [
            "ASML return -5.6 2025-03-06 2025-03-07 plain unspecified",
            "CAT return -3.4 2025-03-06 2025-03-07 plain unspecified",
            "GS return -3.9 2025-03-06 2025-03-07 plain unspecified",
            "NVDA return -6.9 2025-03-06 2025-03-07 plain unspecified",
            "TSM return -3.3 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "a share of a market is no fall": (
        "2025-03-07",
        "AMD, with 10%, fell 2%. Short interest in Dell rose to 20% of the float.",
        ["AMD return -2 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "the high of another day": (
        "2025-03-07",
        "Apple closed at $213.49; the stock is 18% off its 52-week high of $260.10. Nvidia, which had closed at $119.37, fell 2%.",
        [
            "AAPL level 213.49 - 2025-03-07 plain close",
            "AAPL return -18 None 2025-03-07 plain unspecified",
            "NVDA return -2 2025-03-06 2025-03-07 plain close",
        ],
    ),
    "quotes of a ticker tape": (
        "2025-03-07",
        "TSLA -4.2% to 251.44; NVDA +1.9% @ 118.02.",
        [
            "NVDA level 118.02 - 2025-03-07 plain unspecified",
            "NVDA return 1.9 2025-03-06 2025-03-07 plain unspecified",
            "TSLA level 251.44 - 2025-03-07 plain unspecified",
            "TSLA return -4.2 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "sectors of an index": (
        "2025-03-07",
        "Nine of 11 S&P 500 sectors fell, led by technology (-5.6%).",
        [],
    ),
    "a gain over a streak": (
        "2025-03-07",
        "Meta's stock has climbed in each of the past 20 sessions, gaining 20% over the streak.",
        ["META return 20 None 2025-03-07 plain unspecified"],
    ),
    "a month and a day": (
        "2025-03-06",
        "Dell jumped 18% in a single day last March, but on Monday it fell 3%.",
        [
            "DELL return -3 2025-02-28 2025-03-03 plain unspecified",
            "DELL return 18 None None plain unspecified",
        ],
    ),
    "another window in one breath (ko)": (
        "2025-03-07",
        "엔비디아 주가는 올해 들어 5%, 지난 1년간은 20% 올랐다.",
        [
            "NVDA return 20 2024-03-06 2025-03-06 plain unspecified",
            "NVDA return 5 2024-12-31 2025-03-06 plain unspecified",
        ],
    ),
    "what may come (ko)": (
        "2025-03-07",
        '"엔비디아가 10% 더 빠질 수 있다"고 경고한 가운데 주가는 1.2% 하락하는 데 그쳤다.',
        ["NVDA return -1.2 2025-03-05 2025-03-06 plain unspecified"],
    ),
    "what investors bought (ko)": (
        "2025-03-07",
        "테슬라 주가가 15% 빠졌다. 순매수액은 전주보다 20% 늘었다.",
        ["TSLA return -15 2025-03-05 2025-03-06 plain unspecified"],
    ),
    "a verb before a price (ko)": (
        "2025-03-07",
        "스타벅스 주가는 4.5% 치솟은 95.90달러로 마감, 상승폭이 컸다.",
        [
            "SBUX level 95.90 - 2025-03-06 plain close",
            "SBUX return 4.5 2025-03-05 2025-03-06 plain close",
        ],
    ),
    "sectors of an index (ko)": (
        "2025-03-07",
        "S&P500 11개 업종 중 기술(-5.6%)이 내렸다.",
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_reader_of_variations(name):
    published, text, expected = CASES[name]

    assert figures_read(published, text) == sorted(expected)

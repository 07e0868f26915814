"""What newspapers, tickers, newsletters, talks and essays do with figures; the figures are made up."""

import pytest
from claim_lines import figures_read

# name: published, text, claims as "subject measure value start date hedge basis"
CASES = {
    "a story goes back to the day that a short sentence names": (
        "2025-03-10",
        "Good morning. It's Monday 10 March and the mood has flipped.\n"
        "That follows a horrid Friday. The S&P 500 lost 2.2% to finish at 5,550.20.",
        [
            "^GSPC return -2.2 2025-03-06 2025-03-07 plain close",
            "^GSPC level 5550.20 - 2025-03-07 plain close",
        ],
    ),
    "a day long past heads a passage": (
        "2025-11-28",
        "ON THIS DAY\nNov. 30, 2022. The Fed chief speaks. The Nasdaq Composite soars 3.3%.",
        ["^IXIC return 3.3 2022-11-29 2022-11-30 plain unspecified"],
    ),
    "weekdays of an essay follow its own story": (
        "2024-06-01",
        "On Friday, March 10, 2023, the bank failed. Then came the odd part. On Monday Microsoft rose 1.9%.",
        ["MSFT return 1.9 2023-03-10 2023-03-13 plain unspecified"],
    ),
    "days later": (
        "2025-03-07",
        "On Tuesday Adobe fell 5%. Two days later Oracle dropped 4%.",
        [
            "ADBE return -5 2025-03-03 2025-03-04 plain unspecified",
            "ORCL return -4 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "from one level to another": (
        "2025-03-05",
        "The Nasdaq Composite fell from 18,200.10 to 17,900.20.",
        [
            "^IXIC level 18200.10 - 2025-03-04 plain unspecified",
            "^IXIC level 17900.20 - 2025-03-05 plain unspecified",
        ],
    ),
    "a move since a named day": (
        "2025-03-07",
        "Nvidia is up 9% from Monday's close.",
        ["NVDA return 9 2025-03-03 2025-03-07 plain close"],
    ),
    "a whole month": (
        "2025-04-30",
        "The Nasdaq Composite lost 1.1% on the day and 8.4% in April.",
        [
            "^IXIC return -1.1 2025-04-29 2025-04-30 plain unspecified",
            "^IXIC return -8.4 2025-03-31 2025-04-30 plain unspecified",
        ],
    ),
    "a whole quarter, for all of its sentence": (
        "2025-04-15",
        "In the first quarter the S&P 500 lost 4.4%; Microsoft fell 11.5%.",
        [
            "^GSPC return -4.4 2024-12-31 2025-03-31 plain unspecified",
            "MSFT return -11.5 2024-12-31 2025-03-31 plain unspecified",
        ],
    ),
    "a week that is over, to its end": (
        "2025-03-08",
        "Thursday was rough. Alphabet advanced 3.5% in the week.",
        ["GOOGL return 3.5 2025-02-28 2025-03-07 plain unspecified"],
    ),
    "a heading names the window of its list": (
        "2025-12-31",
        "League table, calendar 2025\n1. Micron +230%\n2. Intel +80%",
        [
            "MU return 230 2024-12-31 2025-12-31 plain unspecified",
            "INTC return 80 2024-12-31 2025-12-31 plain unspecified",
        ],
    ),
    "a pause of thirty days is no window": (
        "2025-02-05",
        "The S&P 500 rose 0.6% on Tuesday after tariffs got a 30-day pause.",
        ["^GSPC return 0.6 2025-02-03 2025-02-04 plain unspecified"],
    ),
    "no share doubles in a day": ("2025-03-05", "The stars were Nvidia (138%) and others.", []),
    "a percent sign left out of a list": (
        "2025-03-05",
        "Adobe drops 7.1 percent, Synopsys 8.2, Cadence 6.9.",
        [
            "ADBE return -7.1 2025-03-04 2025-03-05 plain unspecified",
            "SNPS return -8.2 2025-03-04 2025-03-05 plain unspecified",
            "CDNS return -6.9 2025-03-04 2025-03-05 plain unspecified",
        ],
    ),
    "percentages in words": (
        "2025-03-05",
        "Broadcom is up twenty-four percent, and Nvidia, down two and a quarter percent.",
        [
            "AVGO return 24 2025-03-04 2025-03-05 plain unspecified",
            "NVDA return -2.25 2025-03-04 2025-03-05 about unspecified",
        ],
    ),
    "a headline in capitals": (
        "2025-03-05",
        "*NASDAQ COMPOSITE CLOSES DOWN 500.10 POINTS, OR 2.7%, AT 18,000.20",
        [
            "^IXIC point_change -500.10 2025-03-04 2025-03-05 plain close",
            "^IXIC return -2.7 2025-03-04 2025-03-05 plain close",
            "^IXIC level 18000.20 - 2025-03-05 plain close",
        ],
    ),
    "premarket holds behind a semicolon": (
        "2025-03-05",
        "INTEL SHARES UP 30% PREMKT; AMD DOWN 4%",
        [
            "INTC return 30 2025-03-04 2025-03-05 plain premarket",
            "AMD return -4 2025-03-04 2025-03-05 plain premarket",
        ],
    ),
    "the clock times of a live blog": (
        "2025-03-05",
        "9:41 a.m. - Tesla (-2%) is weak.\n4:05 p.m. - Meta adds 9.4%.",
        [
            "TSLA return -2 2025-03-04 2025-03-05 plain intraday",
            "META return 9.4 2025-03-04 2025-03-05 plain close",
        ],
    ),
    "worst of the session": (
        "2025-03-05",
        "Amazon closed 9% lower. At the session's trough the stock was down 11%.",
        [
            "AMZN return -9 2025-03-04 2025-03-05 plain close",
            "AMZN return -11 2025-03-04 2025-03-05 up_to intraday",
        ],
    ),
    "a table whose columns agree": (
        "2025-03-05",
        "NASDAQ      20,400.00   +400.00   +2.00\nTSM ADR    204.00   +4.00   +2.00\nNat gas   3.060  +0.060 +2.00",
        [
            "^IXIC level 20400.00 - 2025-03-05 plain unspecified",
            "^IXIC point_change 400.00 2025-03-04 2025-03-05 plain unspecified",
            "^IXIC return 2.00 2025-03-04 2025-03-05 plain unspecified",
            "TSM level 204.00 - 2025-03-05 plain unspecified",
            "TSM point_change 4.00 2025-03-04 2025-03-05 plain unspecified",
            "TSM return 2.00 2025-03-04 2025-03-05 plain unspecified",
        ],
    ),
    "contracts on an index are futures": (
        "2025-03-05",
        "Contracts on the S&P 500 were 1.1 percent higher.",
        ["ES=F return 1.1 2025-03-04 2025-03-05 plain premarket"],
    ),
    "names that only describe": (
        "2025-03-05",
        "Super Micro, a maker of Nvidia-based systems, slid 6%.",
        ["SMCI return -6 2025-03-04 2025-03-05 plain unspecified"],
    ),
    "not market value": (
        "2025-03-05",
        "Oracle fell 4.4% because of a $15 billion increase in planned spending. "
        "An investor sold at a $400M loss. Strategists see an S&P target of 7,600.",
        ["ORCL return -4.4 2025-03-04 2025-03-05 plain unspecified"],
    ),
    "the writer's own account": (
        "2025-03-05",
        "Microsoft fell 3%, while we lost only 2%.",
        ["MSFT return -3 2025-03-04 2025-03-05 plain unspecified"],
    ),
    "sales have their figure, then the share goes on": (
        "2025-03-05",
        "Nvidia, cheered for sales of $50 billion, was up 5%.",
        ["NVDA return 5 2025-03-04 2025-03-05 plain unspecified"],
    ),
    "left again that day (ko)": (
        "2025-03-06",
        "S&P500은 4% 넘게 치솟았다가 1.5% 내린 채 끝났다. 애플은 3.9% 오르다 4% 하락으로 돌아섰다.",
        [
            "^GSPC return 4 2025-03-04 2025-03-05 more_than intraday",
            "^GSPC return -1.5 2025-03-04 2025-03-05 plain close",
            "AAPL return 3.9 2025-03-04 2025-03-05 plain intraday",
            "AAPL return -4 2025-03-04 2025-03-05 plain unspecified",
        ],
    ),
    "a year that the text speaks of (ko)": (
        "2024-01-02",
        "2022년은 악몽이었다. 나스닥종합지수는 한 해 동안 30.3% 주저앉았다.",
        ["^IXIC return -30.3 2021-12-31 2022-12-30 plain unspecified"],
    ),
    "the day of the report is not the day of the move (ko)": (
        "2025-01-31",
        "29일 나스닥은 0.5% 내렸다. 전날 실적을 낸 테슬라는 3.1% 내렸다.",
        [
            "^IXIC return -0.5 2025-01-28 2025-01-29 plain unspecified",
            "TSLA return -3.1 2025-01-28 2025-01-29 plain unspecified",
        ],
    ),
    "yesterday beside today (ko)": (
        "2025-03-08",
        "오라클은 어제 9.1% 빠지고 오늘 또 4.2% 빠졌네",
        [
            "ORCL return -9.1 2025-03-05 2025-03-06 plain unspecified",
            "ORCL return -4.2 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "what the price was before (ko)": (
        "2025-03-06",
        "5일 AMD는 전날 242.10달러이던 주가가 200.20달러로 내려앉았다.",
        [
            "AMD level 242.10 - 2025-03-04 plain unspecified",
            "AMD level 200.20 - 2025-03-05 plain unspecified",
        ],
    ),
    "a month and its days do not make a salary (ko)": (
        "2022-12-01",
        "11월 3일 메타의 종가는 88.90달러다.",
        ["META level 88.90 - 2022-11-03 plain close"],
    ),
    "two runs of figures for two names (ko)": (
        "2025-02-07",
        "알파벳과 아마존도 각각 7.1%, 7.2% 뛰었지만 시간외 거래에서는 4%, 5%가량 되밀렸다.",
        [
            "GOOGL return 7.1 2025-02-05 2025-02-06 plain unspecified",
            "AMZN return 7.2 2025-02-05 2025-02-06 plain unspecified",
            "GOOGL return -4 2025-02-06 2025-02-06 plain afterhours",
            "AMZN return -5 2025-02-06 2025-02-06 about afterhours",
        ],
    ),
    "plus and minus in words (ko)": (
        "2025-02-07",
        "엔비디아는 180.60달러, 마이너스 3.15%로 끝났다.",
        [
            "NVDA level 180.60 - 2025-02-06 plain close",
            "NVDA return -3.15 2025-02-05 2025-02-06 plain close",
        ],
    ),
    "an index that is no market's (ko)": (
        "2025-02-07",
        "나스닥지수는 1.7% 올랐다. 소비자심리지수는 78.8로 높아졌다. 8월 CPI는 8.3% 올랐다.",
        ["^IXIC return 1.7 2025-02-05 2025-02-06 plain unspecified"],
    ),
    "this year before a verb, not a day (ko)": (
        "2025-06-20",
        "엔비디아는 올 들어 174% 올랐다.",
        ["NVDA return 174 2024-12-31 2025-06-18 plain unspecified"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_reader_of(name):
    published, text, expected = CASES[name]

    assert figures_read(published, text) == sorted(expected)

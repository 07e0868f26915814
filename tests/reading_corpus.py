"""Sentences in the registers of market news, written for these tests, with the claims they make.

Each case: publication date, text, and lines ``SUBJECT measure value date hedge``; a
basis other than close may follow. ``-`` stands for a date that the text does not give.
"""

CASES = {
    # flash news
    "flash-en": (
        "2025-01-27",
        "*NVIDIA SHARES CLOSE DOWN 17%, ERASING $589 BILLION IN MARKET VALUE",
        ["NVDA return -17 2025-01-27 plain", "NVDA value_change -589 2025-01-27 plain"],
    ),
    "flash-index": (
        "2025-04-09",
        "S&P 500 ENDS UP 9.52% AT 5,456.90; NASDAQ COMPOSITE GAINS 12.16%",
        [
            "^GSPC return 9.52 2025-04-09 plain",
            "^GSPC level 5456.90 2025-04-09 plain",
            "^IXIC return 12.16 2025-04-09 plain",
        ],
    ),
    "flash-ko": (
        "2025-01-28",
        "[속보] 엔비디아 16.97% 폭락 마감…시총 5890억달러 증발",
        ["NVDA return -16.97 2025-01-27 plain", "NVDA value_change -5890 2025-01-27 plain"],
    ),
    # wrap
    "wrap-en": (
        "2024-07-24",
        "The Dow Jones Industrial Average dropped 504.22 points, or 1.25%, to close at 39,853.87. The S&P 500 sank 2.31% to 5,427.13, "
        "while the Nasdaq Composite tumbled 3.64% to end at 17,342.41.",
        [
            "^DJI point_change -504.22 2024-07-24 plain",
            "^DJI return -1.25 2024-07-24 plain",
            "^DJI level 39853.87 2024-07-24 plain",
            "^GSPC return -2.31 2024-07-24 plain",
            "^GSPC level 5427.13 2024-07-24 plain",
            "^IXIC return -3.64 2024-07-24 plain",
            "^IXIC level 17342.41 2024-07-24 plain",
        ],
    ),
    "wrap-ko": (
        "2025-01-28",
        "27일(미 동부시간) 뉴욕증권거래소에서 다우존스30산업평균지수는 전장보다 289.33포인트(0.65%) 오른 44,713.58에 거래를 마감했다. "
        "S&P 500지수는 전장보다 88.96포인트(1.46%) 밀린 6,012.28, 나스닥종합지수는 612.47포인트(3.07%) 떨어진 19,341.83에 장을 마쳤다.",
        [
            "^DJI point_change 289.33 2025-01-27 plain",
            "^DJI return 0.65 2025-01-27 plain",
            "^DJI level 44713.58 2025-01-27 plain",
            "^GSPC point_change -88.96 2025-01-27 plain",
            "^GSPC return -1.46 2025-01-27 plain",
            "^GSPC level 6012.28 2025-01-27 plain",
            "^IXIC point_change -612.47 2025-01-27 plain",
            "^IXIC return -3.07 2025-01-27 plain",
            "^IXIC level 19341.83 2025-01-27 plain",
        ],
    ),
    "list-ko": (
        "2025-04-17",
        "종목별로는 엔비디아가 6.87% 급락했고 AMD(-7.35%), 마이크론(-2.41%), 브로드컴(-2.43%)도 동반 하락했다. 반면 애플은 0.5% 올랐다.",
        [
            "NVDA return -6.87 2025-04-16 plain",
            "AMD return -7.35 2025-04-16 plain",
            "MU return -2.41 2025-04-16 plain",
            "AVGO return -2.43 2025-04-16 plain",
            "AAPL return 0.5 2025-04-16 plain",
        ],
    ),
    "each-ko": (
        "2024-11-01",
        "마이크로소프트와 메타는 각각 6.05%, 4.09% 하락 마감했다.",
        ["MSFT return -6.05 2024-10-31 plain", "META return -4.09 2024-10-31 plain"],
    ),
    "respectively-en": (
        "2024-10-31",
        "Microsoft and Meta Platforms fell 6.1% and 4.1%, respectively, on Thursday.",
        ["MSFT return -6.1 2024-10-31 plain", "META return -4.1 2024-10-31 plain"],
    ),
    "shared-en": (
        "2025-01-27",
        "Broadcom and Marvell each lost more than 17% on Monday.",
        ["AVGO return -17 2025-01-27 more_than", "MRVL return -17 2025-01-27 more_than"],
    ),
    # hedges
    "hedge-nearly": (
        "2024-09-03",
        "Nvidia stock cratered almost 10% Tuesday.",
        ["NVDA return -10 2024-09-03 nearly"],
    ),
    "hedge-at-least": (
        "2025-01-28",
        "어제 엔비디아 주가가 16% 이상 빠졌다.",
        ["NVDA return -16 2025-01-27 at_least"],
    ),
    "hedge-digits": (
        "2025-01-28",
        "간밤 엔비디아가 16%대 급락세로 장을 마쳤다.",
        ["NVDA return -16 2025-01-27 digits"],
    ),
    "hedge-over": (
        "2025-01-28",
        "나스닥지수는 3% 넘게 주저앉았다.",
        ["^IXIC return -3 2025-01-27 more_than"],
    ),
    "hedge-up-to": (
        "2023-05-25",
        "Nvidia shares jumped as much as 29% on Thursday before closing 24.4% higher.",
        ["NVDA return 29 2023-05-25 up_to", "NVDA return 24.4 2023-05-25 plain"],
    ),
    "hedge-intraday-ko": (
        "2025-01-28",
        "엔비디아는 장중 한때 18% 가까이 떨어졌다가 16.97% 내린 118.42달러에 마감했다.",
        [
            "NVDA return -18 2025-01-27 nearly",
            "NVDA return -16.97 2025-01-27 plain",
            "NVDA level 118.42 2025-01-27 plain",
        ],
    ),
    "hedge-about": (
        "2025-01-28",
        "브로드컴 주가는 약 17% 폭락했다.",
        ["AVGO return -17 2025-01-27 about"],
    ),
    "below-level": (
        "2025-04-16",
        "The chip index closed below 4,000 on Wednesday.",
        ["^SOX level 4000 2025-04-16 less_than"],
    ),
    # hours
    "premarket-en": (
        "2025-01-28",
        "Nvidia rose 3.7% in premarket trading Tuesday after plunging 17% a day earlier.",
        ["NVDA return 3.7 2025-01-28 plain premarket", "NVDA return -17 2025-01-27 plain"],
    ),
    "afterhours-ko": (
        "2025-04-16",
        "엔비디아는 15일 정규장에서 1.35% 상승 마감했지만 시간외 거래에서는 6.3% 급락했다.",
        ["NVDA return 1.35 2025-04-15 plain", "NVDA return -6.3 2025-04-15 plain afterhours"],
    ),
    "afterhours-en": (
        "2023-05-24",
        "Nvidia shares surged 25% in extended trading Wednesday after the company guided to $11 billion of revenue.",
        ["NVDA return 25 2023-05-24 plain afterhours"],
    ),
    # broker note
    "broker-en": (
        "2025-09-10",
        "We reiterate Buy and lift our price target to $400 from $325. ORCL closed up 35.95% at $328.33 on Wednesday; we see revenue growth of 18% in FY27.",
        ["ORCL return 35.95 2025-09-10 plain", "ORCL level 328.33 2025-09-10 plain"],
    ),
    "broker-ko": (
        "2025-09-11",
        "오라클(ORCL): 투자의견 매수, 목표주가 400달러 유지. 전일 주가는 35.95% 급등. 2027년 매출은 20% 성장할 것으로 추정.",
        ["ORCL return 35.95 2025-09-10 plain"],
    ),
    # newsletter
    "newsletter-en": (
        "2025-10-06",
        "Good evening. AMD (AMD) popped 23.7% today on its OpenAI tie-up. Nvidia (NVDA) slipped 1.1%. Bitcoin gained 2% and gold hit $3,950 an ounce.",
        ["AMD return 23.7 2025-10-06 plain", "NVDA return -1.1 2025-10-06 plain"],
    ),
    "bullets-ko": (
        "2025-10-07",
        "▲AMD +23.71% ▲엔비디아 -1.10% ▲테슬라 +5.45%",
        [
            "AMD return 23.71 2025-10-06 plain",
            "NVDA return -1.10 2025-10-06 plain",
            "TSLA return 5.45 2025-10-06 plain",
        ],
    ),
    # transcript, blog
    "transcript-en": (
        "2024-02-22",
        "So here's the thing, folks: Nvidia's stock is up sixteen percent. That's right, 16.4% on the day, and it added $277 billion in market cap. Unbelievable.",
        ["NVDA return 16 2024-02-22 plain", "NVDA value_change 277 2024-02-22 plain"],
    ),
    "blog-ko": (
        "2023-05-03",
        "안녕하세요 주식하는 직장인입니다 ^^ 어제 체그 주가가 하루만에 48.4%나 폭락했습니다ㅠㅠ 매출은 7% 줄었다고 하네요.",
        ["CHGG return -48.4 2023-05-02 plain"],
    ),
    # postposed subject
    "plunge-in": (
        "2025-01-27",
        "A 17% plunge in Nvidia on Monday dragged the Nasdaq down 3.1%.",
        ["NVDA return -17 2025-01-27 plain", "^IXIC return -3.1 2025-01-27 plain"],
    ),
    "wiped-off": (
        "2023-02-08",
        "Bard's blunder wiped $100 billion off Alphabet's market value on Wednesday.",
        ["GOOGL value_change -100 2023-02-08 plain"],
    ),
    # windows
    "ytd-en": (
        "2024-06-18",
        "Nvidia shares have gained 174% this year.",
        ["NVDA return 174 2024-06-18 plain"],
    ),
    "ytd-ko": (
        "2024-06-19",
        "엔비디아 주가는 올해 들어 174% 올랐다.",
        ["NVDA return 174 2024-06-18 plain"],
    ),
    "week-ko": (
        "2025-02-01",
        "엔비디아는 지난주 15.8% 내렸다.",
        ["NVDA return -15.8 2025-01-31 plain"],
    ),
    # market value
    "cap-en": (
        "2024-06-18",
        "Nvidia climbed 3.5% on Tuesday to a market capitalization of $3.34 trillion, overtaking Microsoft at $3.32 trillion.",
        [
            "NVDA return 3.5 2024-06-18 plain",
            "NVDA market_value 3.34 2024-06-18 plain",
            "MSFT market_value 3.32 2024-06-18 plain",
        ],
    ),
    "cap-ko": (
        "2024-06-19",
        "18일(현지시간) 엔비디아 시가총액은 3조3350억 달러로 불어 마이크로소프트(3조3170억 달러)를 제쳤다.",
        ["NVDA market_value 33350 2024-06-18 plain", "MSFT market_value 33170 2024-06-18 plain"],
    ),
    # dates
    "friday-close": (
        "2025-01-27",
        "The S&P 500 fell 0.3% on Friday.",
        ["^GSPC return -0.3 2025-01-24 plain"],
    ),
    "weekday-ko": (
        "2025-01-28",
        "지난 24일 엔비디아는 3.1% 내렸고 27일에는 17% 폭락했다.",
        ["NVDA return -3.1 2025-01-24 plain", "NVDA return -17 2025-01-27 plain"],
    ),
    "month-ko": (
        "2025-02-21",
        "엔비디아는 1월 27일 하루 17% 급락했다.",
        ["NVDA return -17 2025-01-27 plain"],
    ),
    "year-en": (
        "2025-06-01",
        "On February 22, 2024, Nvidia soared 16.4%.",
        ["NVDA return 16.4 2024-02-22 plain"],
    ),
    # no claims
    "revenue": (
        "2024-02-22",
        "Nvidia's revenue rose 265% to $22.1 billion and net income jumped 769%. Gross margin was 76%.",
        [],
    ),
    "seoul": (
        "2025-01-31",
        "SK하이닉스는 9.86% 내린 19만9200원, 삼성전자는 2.42% 하락한 5만2400원에 마감했다. 코스피는 0.77% 밀렸다.",
        [],
    ),
    "scores": (
        "2025-01-28",
        "DeepSeek R1 scored 79.8% on AIME 2024 and 97.3% on MATH-500, and is 95% cheaper to run than o1.",
        [],
    ),
    "forecast": (
        "2025-01-28",
        "Analysts say Nvidia could fall another 10% if capex is cut. 엔비디아 주가는 20% 더 하락할 것으로 전망된다.",
        [],
    ),
    "stake": (
        "2025-10-06",
        "OpenAI could own up to 10% of AMD under the deal, which covers 160 million shares at $0.01 each.",
        [],
    ),
    "yield": (
        "2025-01-27",
        "The yield on the 10-year Treasury fell to 4.53%, Bitcoin dropped 5% and Brent crude slid 1.8% to $77.08 a barrel.",
        [],
    ),
    "survey": ("2025-02-01", "직장인의 62%가 챗GPT를 쓴다고 답했다. 관세는 25%로 오른다.", []),
    "tokyo": (
        "2025-01-28",
        "도쿄증시에서 어드반테스트는 11.1%, 소프트뱅크그룹은 5.2% 급락했다.",
        [],
    ),
    # lists, tables, weeks
    "bullet-level-ko": (
        "2025-01-28",
        "- 다우 44,713.58 (+0.65%)\n- S&P500 6,012.28 (-1.46%)",
        [
            "^DJI level 44713.58 2025-01-27 plain",
            "^DJI return 0.65 2025-01-27 plain",
            "^GSPC level 6012.28 2025-01-27 plain",
            "^GSPC return -1.46 2025-01-27 plain",
        ],
    ),
    "table-row-en": (
        "2024-02-22",
        "S&P 500 | 5,087.03 | +105.23 | +2.11%",
        [
            "^GSPC level 5087.03 2024-02-22 plain",
            "^GSPC point_change 105.23 2024-02-22 plain",
            "^GSPC return 2.11 2024-02-22 plain",
        ],
    ),
    "tickers": (
        "2025-01-27",
        "AVGO (-17%), MU (-12%) and ON (-9%) lagged.",
        [
            "AVGO return -17 2025-01-27 plain",
            "MU return -12 2025-01-27 plain",
            "ON return -9 2025-01-27 plain",
        ],
    ),
    "unknown-name-en": (
        "2025-04-03",
        "Dell cratered 19%, Zebrawood lost 15%.",
        ["DELL return -19 2025-04-03 plain"],
    ),
    "unknown-name-ko": (
        "2025-01-28",
        "엔비디아는 17% 내렸고 가나다전자는 5% 올랐다.",
        ["NVDA return -17 2025-01-27 plain"],
    ),
    "reported-clause-ko": (
        "2024-08-06",
        "애플은 버크셔해서웨이가 지분을 팔았다는 소식에 4.82% 하락했다.",
        ["AAPL return -4.82 2024-08-05 plain"],
    ),
    "bookings-en": (
        "2025-04-16",
        "ASML shares dropped about 7% after its bookings missed by 15%.",
        ["ASML return -7 2025-04-16 about"],
    ),
    "growth-en": (
        "2024-02-22",
        "The Dow rose 1.2%. Data center revenue was $18.4 billion, up 409%.",
        ["^DJI return 1.2 2024-02-22 plain"],
    ),
    "all-of-them-en": (
        "2025-04-03",
        "Altogether, the Magnificent Seven shed more than $1 trillion in value.",
        ["None value_change -1 2025-04-03 more_than"],
    ),
    "other-index-ko": (
        "2026-02-04",
        "S&P 북미 기술소프트웨어지수는 4.68% 밀려 1797.51에 마쳤다.",
        [],
    ),
    "london": ("2023-05-03", "피어슨은 런던 증시에서 15% 급락했다.", []),
    "headline": (
        "2025-02-21",
        "엔비디아 17% 폭락\n1월 27일 엔비디아는 16.97% 내렸다.",
        ["NVDA return -17 2025-01-27 plain", "NVDA return -16.97 2025-01-27 plain"],
    ),
    "two-sessions": (
        "2025-01-22",
        "Oracle rose 6.8% on Wednesday, adding to a 7.2% gain the day before.",
        ["ORCL return 6.8 2025-01-22 plain", "ORCL return 7.2 2025-01-21 plain"],
    ),
    "since-record-en": (
        "2025-04-09",
        "The Nasdaq Composite jumped 12.2%, its best day since January 2001.",
        ["^IXIC return 12.2 2025-04-09 plain"],
    ),
    "month-only": (
        "2023-05-25",
        "Apple gained $191 billion in market value in November.",
        ["AAPL value_change 191 None plain"],
    ),
    "opening-window-en": (
        "2024-03-08",
        "For the week, Nvidia advanced 6.4% while the S&P 500 slipped 0.26%.",
        ["NVDA return 6.4 2024-03-08 plain", "^GSPC return -0.26 2024-03-08 plain"],
    ),
    "as-revenue-en": (
        "2024-03-08",
        "Costco sank 7.6% as revenue missed.",
        ["COST return -7.6 2024-03-08 plain"],
    ),
    "with-clause-en": (
        "2025-01-27",
        "The sell-off hit much of the tech sector, with the Nasdaq sliding 3.1%.",
        ["^IXIC return -3.1 2025-01-27 plain"],
    ),
    "since-a-date-ko": (
        "2025-01-28",
        "27일 엔비디아는 16.97% 폭락했다. 지난 2020년 3월 16일 이후 최대다. 오라클은 13.79% 하락했다.",
        ["NVDA return -16.97 2025-01-27 plain", "ORCL return -13.79 2025-01-27 plain"],
    ),
}

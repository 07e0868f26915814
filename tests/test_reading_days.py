"""Which session a figure is of, whatever other days a text names; the figures are made up."""

import pytest

from eventstudy.reading.extract import extract

# published, text: claims as "subject measure value start date basis"
DAYS = {
    "a look back ends with its paragraph": (
        "2025-06-12",
        "Stocks rose on Thursday, and Nvidia jumped 8.7%.\nOn Wednesday the chipmaker slipped 1.4%, and AMD fell 6.5%.\n"
        "The Philadelphia semiconductor index surged almost 9%, after falling 3.6% a day earlier.",
        [
            "NVDA return 8.7 2025-06-11 2025-06-12 unspecified",
            "NVDA return -1.4 2025-06-10 2025-06-11 unspecified",
            "AMD return -6.5 2025-06-10 2025-06-11 unspecified",
            "^SOX return 9 2025-06-11 2025-06-12 unspecified",
            "^SOX return -3.6 2025-06-10 2025-06-11 unspecified",
        ],
    ),
    "a figure each for two days": (
        "2025-06-16",
        "On Thursday and Friday, Nvidia lost 7.8% and 7.4%. Oracle fell 1.2% and 2.3% on June 9 and June 10, respectively.",
        [
            "NVDA return -7.8 2025-06-11 2025-06-12 unspecified",
            "NVDA return -7.4 2025-06-12 2025-06-13 unspecified",
            "ORCL return -1.2 2025-06-06 2025-06-09 unspecified",
            "ORCL return -2.3 2025-06-09 2025-06-10 unspecified",
        ],
    ),
    "a figure each for two days (ko)": (
        "2025-06-16",
        "나스닥지수는 12일(현지시간)과 13일 이틀 동안 각각 5.97%와 5.82% 떨어졌다.",
        [
            "^IXIC return -5.97 2025-06-11 2025-06-12 unspecified",
            "^IXIC return -5.82 2025-06-12 2025-06-13 unspecified",
        ],
    ),
    "one figure for two days": (
        "2025-06-16",
        "On Thursday and Friday, Nvidia lost 15.1%.",
        ["NVDA return -15.1 2025-06-11 2025-06-13 unspecified"],
    ),
    "a stretch does not follow to the one session an essay names": (
        "2025-07-14",
        "Oracle fell 13.3% on June 12. Nvidia lost 3% over three sessions. Dell gained 9% this year. AMD fell 2%.",
        [
            "ORCL return -13.3 2025-06-11 2025-06-12 unspecified",
            "NVDA return -3 2025-06-09 2025-06-12 unspecified",
            "DELL return 9 2024-12-31 2025-06-12 unspecified",
            "AMD return -2 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a figure before the one session keeps its stretch": (
        "2025-07-14",
        "Nvidia lost 3% over three sessions. AMD fell 2% after hours. Oracle fell 13.3% on June 12.",
        [
            "NVDA return -3 2025-07-09 2025-07-14 unspecified",
            "AMD return -2 2025-06-12 2025-06-12 afterhours",
            "ORCL return -13.3 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "the end of a quarter is no session": (
        "2025-06-12",
        "Broadcom earned more than expected in the quarter that ended May 4. The shares gained 4.2%.",
        ["AVGO return 4.2 2025-06-11 2025-06-12 unspecified"],
    ),
    "a day to come is none either": (
        "2025-06-12",
        "A court will hear the case on July 8.\nApple rose 1.1% and Tesla fell 2.3%.",
        [
            "AAPL return 1.1 2025-06-11 2025-06-12 unspecified",
            "TSLA return -2.3 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a day to come is none either (ko)": (
        "2025-06-13",
        "7월 9일로 예정된 관세 유예 종료가 변수다. 애플은 1.1% 올랐고 테슬라는 2.3% 내렸다.",
        [
            "AAPL return 1.1 2025-06-11 2025-06-12 unspecified",
            "TSLA return -2.3 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "what was said the day before is not when shares moved": (
        "2025-06-12",
        "Oracle shares jumped on Thursday.\nThe company said late on Wednesday that capital spending would double. "
        "The stock closed up 13.3%.",
        ["ORCL return 13.3 2025-06-11 2025-06-12 close"],
    ),
    "a day of comparison with a nickname": (
        "2025-06-12",
        "It was the worst day since April 3rd, the tariff Thursday. Nvidia lost 3.1%.",
        ["NVDA return -3.1 2025-06-11 2025-06-12 unspecified"],
    ),
    "a visit on Monday does not date what follows": (
        "2025-06-12",
        "AMD was up 9% for the week following Monday's Riyadh visit. Intel fell 2.2%.",
        [
            "AMD return 9 2025-06-06 2025-06-12 unspecified",
            "INTC return -2.2 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a weekday told in passing": (
        "2025-06-14",
        "The S&P 500 fell 1.1% on Friday. Leave out Tuesday and the bulls made nothing. Apple lost 1.4%.",
        [
            "^GSPC return -1.1 2025-06-12 2025-06-13 unspecified",
            "AAPL return -1.4 2025-06-12 2025-06-13 unspecified",
        ],
    ),
    "a day between commas is of the words beside it": (
        "2025-06-12",
        "Meta, at its best level ever only yesterday, is off 1.7%. Nvidia lost 3.1%.",
        [
            "META return -1.7 2025-06-11 2025-06-12 unspecified",
            "NVDA return -3.1 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "the day before": (
        "2025-06-13",
        "A day before, Oracle had gained 3.2%. On Friday it lost 4.1%.",
        [
            "ORCL return 3.2 2025-06-11 2025-06-12 unspecified",
            "ORCL return -4.1 2025-06-12 2025-06-13 unspecified",
        ],
    ),
    "the day before yesterday (ko)": (
        "2025-06-13",
        "엔비디아는 그제 1.5% 떨어졌고 어제는 0.2% 올랐다.",
        [
            "NVDA return -1.5 2025-06-10 2025-06-11 unspecified",
            "NVDA return 0.2 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a day in a heading's brackets (ko)": (
        "2025-06-13",
        "◆ 뉴욕 마감 (6/12)\nAMD -1.8%: 전일 +2.1%에 이어 되밀림",
        [
            "AMD return -1.8 2025-06-11 2025-06-12 unspecified",
            "AMD return 2.1 2025-06-10 2025-06-11 unspecified",
        ],
    ),
    "a price of a day compared with, in speech (ko)": (
        "2025-06-13",
        "엔비디아는 4월 4일 종가하고 비교하면 51% 오른 거예요. 나스닥은 0.3% 올랐고요.",
        [
            "NVDA return 51 2025-04-04 2025-06-12 unspecified",
            "^IXIC return 0.3 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a peak that was set on a day (ko)": (
        "2025-06-13",
        "S&P500지수는 2월 19일 세운 최고치와 비교하면 1.6% 낮고, 테슬라는 지난해 12월 17일 고점에서는 33.5% 내려왔다.",
        [
            "^GSPC return -1.6 2025-02-19 2025-06-12 unspecified",
            "TSLA return -33.5 2024-12-17 2025-06-12 unspecified",
        ],
    ),
    "the fall of a day that still weighs (ko)": (
        "2025-06-13",
        "애플은 12일 0.2% 올랐다. 다만 9일 1.2% 밀린 탓에 여전히 200달러를 밑돌고 있다.",
        [
            "AAPL return 0.2 2025-06-11 2025-06-12 unspecified",
            "AAPL return -1.2 2025-06-06 2025-06-09 unspecified",
            "AAPL level 200 - 2025-06-12 unspecified",
        ],
    ),
    "the gain of the session before ends with that gain": (
        "2025-06-12",
        "Nvidia closed at $141.50, undoing the 2% gain of the previous session and leaving the stock 1.5% higher for the week.",
        [
            "NVDA level 141.50 - 2025-06-12 close",
            "NVDA return 2 2025-06-10 2025-06-11 unspecified",
            "NVDA return 1.5 2025-06-06 2025-06-12 unspecified",
        ],
    ),
    "what moves before the bell": (
        "2025-06-12",
        "PRE-MARKET MOVERS: stocks moving before the bell\nOracle jumped 8% premarket. The stock ended Wednesday at $176.38. "
        "Adobe gained 1.2% in the previous session. Shares of Apple are down 20% this year.",
        [
            "ORCL return 8 2025-06-11 2025-06-12 premarket",
            "ORCL level 176.38 - 2025-06-11 close",
            "ADBE return 1.2 2025-06-10 2025-06-11 unspecified",
            "AAPL return -20 2024-12-31 2025-06-11 unspecified",
        ],
    ),
    "a morning letter tells of the session before": (
        "2025-06-12",
        "The Morning Ledger | Thursday, June 12\nIt took Tesla a day to gain 3%.\nWatch for: Adobe tonight.",
        ["TSLA return 3 2025-06-10 2025-06-11 unspecified"],
    ),
    "columns have stretches of their own": (
        "2025-06-14",
        "Index | Close | Day | Week | 2025\nS&P 500 | 5,976.97 | -1.13% | -0.39% | +1.62%",
        [
            "^GSPC level 5976.97 - 2025-06-13 unspecified",
            "^GSPC return -1.13 2025-06-12 2025-06-13 unspecified",
            "^GSPC return -0.39 2025-06-06 2025-06-13 unspecified",
            "^GSPC return 1.62 2024-12-31 2025-06-13 unspecified",
        ],
    ),
    "columns have stretches of their own (ko)": (
        "2025-06-14",
        "지수 | 종가 | 등락률 | 연초대비\n나스닥 | 19,406.83 | -1.30% | +0.50%",
        [
            "^IXIC level 19406.83 - 2025-06-13 unspecified",
            "^IXIC return -1.30 2025-06-12 2025-06-13 unspecified",
            "^IXIC return 0.50 2024-12-31 2025-06-13 unspecified",
        ],
    ),
    "a week that goes on (ko)": (
        "2025-06-14",
        "S&P500지수는 한 주 동안 0.4% 내렸다. 반면 오라클은 24% 올랐다.",
        [
            "^GSPC return -0.4 2025-06-06 2025-06-13 unspecified",
            "ORCL return 24 2025-06-06 2025-06-13 unspecified",
        ],
    ),
    "a run that the session broke": (
        "2025-06-12",
        "Tesla fell 2%, snapping a four-day run in which it had climbed 14%.",
        [
            "TSLA return -2 2025-06-11 2025-06-12 unspecified",
            "TSLA return 14 2025-06-05 2025-06-11 unspecified",
        ],
    ),
    "a run before the session (ko)": (
        "2025-06-13",
        "테슬라는 2% 내렸다. 직전 4거래일 동안 14% 오른 부담이 컸다.",
        [
            "TSLA return -2 2025-06-11 2025-06-12 unspecified",
            "TSLA return 14 2025-06-05 2025-06-11 unspecified",
        ],
    ),
    "a truce is no stretch of trading": (
        "2025-06-12",
        "Washington put off the duties for 90 days and the S&P 500 gained 3.3%.",
        ["^GSPC return 3.3 2025-06-11 2025-06-12 unspecified"],
    ),
    "since the end of a month": (
        "2025-06-12",
        "Broadcom is up 5.5% since the end of May and 1.2% below where it ended last week.",
        [
            "AVGO return 5.5 2025-05-30 2025-06-12 close",
            "AVGO return -1.2 2025-06-06 2025-06-12 close",
        ],
    ),
    "two of one week": (
        "2025-06-14",
        "AMD and Micron were off 7% and 6% respectively for the week.",
        [
            "AMD return -7 2025-06-06 2025-06-13 unspecified",
            "MU return -6 2025-06-06 2025-06-13 unspecified",
        ],
    ),
    "a bracket keeps to itself (ko)": (
        "2025-06-13",
        "엔비디아(-1.5%)는 장중 3%까지 올랐다가 밀렸다. 브로드컴(-2.1%)은 연간 전망을 유지했다.",
        [
            "NVDA return -1.5 2025-06-11 2025-06-12 unspecified",
            "NVDA return 3 2025-06-11 2025-06-12 intraday",
            "AVGO return -2.1 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "an hour that the move leaves behind (ko)": (
        "2025-06-13",
        "VIX는 한때 22.50까지 치솟았다가 18.02에 끝났다. 애플은 1.2% 올라 장중 한때 시총 2위를 되찾았다.",
        [
            "^VIX level 22.50 - 2025-06-12 intraday",
            "^VIX level 18.02 - 2025-06-12 close",
            "AAPL return 1.2 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "as trading began (ko)": (
        "2025-06-13",
        "테슬라는 개장하자마자 5% 넘게 빠졌다.",
        ["TSLA return -5 2025-06-11 2025-06-12 intraday"],
    ),
    "a live page with New York's clock (ko)": (
        "2025-06-13",
        "[실시간] 뉴욕증시 (12일 현지시간)\n▶10:20 테슬라는 3.1% 올랐습니다.\n▶16:05 테슬라는 2.2% 올랐습니다.",
        [
            "TSLA return 3.1 2025-06-11 2025-06-12 intraday",
            "TSLA return 2.2 2025-06-11 2025-06-12 close",
        ],
    ),
    "an opening that a comma ends": (
        "2025-06-12",
        "The Nasdaq, which opened more than 2% lower, trimmed the loss to 0.4%.",
        [
            "^IXIC return -2 2025-06-11 2025-06-12 open",
            "^IXIC return -0.4 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "where it stood before": (
        "2025-06-12",
        "The VIX, which had hovered near 17, jumped 12% to 19.40.",
        [
            "^VIX level 17 - 2025-06-11 unspecified",
            "^VIX return 12 2025-06-11 2025-06-12 unspecified",
            "^VIX level 19.40 - 2025-06-12 unspecified",
        ],
    ),
}


def told(text, published):
    rows = extract(text, published=published).article.claims
    return [
        f"{c.subject} {c.measure} {c.value} {c.start or '-'} {c.date} {c.basis}"
        for c in rows
        if c.measure in {"return", "level", "point_change", "market_value", "value_change"}
    ]


@pytest.mark.parametrize("name", DAYS)
def test_the_session_of_a_figure_is_found_where(name):
    published, text, expected = DAYS[name]
    assert told(text, published) == expected

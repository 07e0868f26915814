"""Which session a figure is of, whatever other days a text names; the figures are made up."""

import pytest

from eventstudy.reading.extract import extract

# published, text: claims as "subject measure value start date basis"
DAYS = {
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

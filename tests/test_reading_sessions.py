"""Which session a figure is of where a text names other days too; the figures are made up."""

import pytest

from eventstudy.reading.extract import extract

# published, text: claims as "subject measure value start date basis"
SESSIONS = {
    "overnight heads a list": (
        "2025-06-13",
        "Overnight wrap\n- Nasdaq up 1.4%, S&P 500 up 0.6%\n- Broadcom rose 4.4%, on top of Wednesday's 6% surge\n- Micron lost 2.2%",
        [
            "^IXIC return 1.4 2025-06-11 2025-06-12 unspecified",
            "^GSPC return 0.6 2025-06-11 2025-06-12 unspecified",
            "AVGO return 4.4 2025-06-11 2025-06-12 unspecified",
            "AVGO return 6 2025-06-10 2025-06-11 unspecified",
            "MU return -2.2 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a day's own slide dates that slide alone": (
        "2025-06-12",
        "Dell clawed back 3.1% on Thursday after Wednesday's 9.4% plunge. HP rose 1.2%.",
        [
            "DELL return 3.1 2025-06-11 2025-06-12 unspecified",
            "DELL return -9.4 2025-06-10 2025-06-11 unspecified",
            "HPQ return 1.2 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a level of a day's low, whatever is compared": (
        "2025-06-12",
        "The S&P 500 rose 0.4% on Thursday. Nvidia is a long way from Monday's low of $131.20.",
        [
            "^GSPC return 0.4 2025-06-11 2025-06-12 unspecified",
            "NVDA level 131.20 - 2025-06-09 intraday",
        ],
    ),
    "last night's numbers are no session": (
        "2025-06-12",
        "Thursday, June 12th, and after those Oracle numbers last night the shares were meant to fly, in a rally.\nOracle closed up 13.1%.",
        ["ORCL return 13.1 2025-06-11 2025-06-12 close"],
    ),
    "told after the close, traded the day after": (
        "2025-06-13",
        "Stocks ended Friday mixed. Adobe reported Thursday night, and that was down 5.3%.",
        ["ADBE return -5.3 2025-06-12 2025-06-13 unspecified"],
    ),
    "what today is still to bring dates the page": (
        "2025-06-11",
        "The ministry on Tuesday tightened its rules. Nvidia ended the session 2.2% lower. Oracle, which reports today, added 0.7%.",
        [
            "NVDA return -2.2 2025-06-09 2025-06-10 close",
            "ORCL return 0.7 2025-06-09 2025-06-10 unspecified",
        ],
    ),
    "an early quote sets no session": (
        "2025-06-13",
        "Oracle slipped 1.1% before Friday's open, after Thursday's gain of 13%. Apple even so rose 0.2% to close at a record.",
        [
            "ORCL return -1.1 2025-06-12 2025-06-13 premarket",
            "ORCL return 13 2025-06-11 2025-06-12 unspecified",
            "AAPL return 0.2 2025-06-11 2025-06-12 close",
        ],
    ),
    "an old day in passing does not date what follows": (
        "2025-06-12",
        "The Nasdaq fell 2.4% today. The decline on March 10 was 4%. Microsoft rose 1.1%.",
        [
            "^IXIC return -2.4 2025-06-11 2025-06-12 unspecified",
            "^IXIC return -4 2025-03-07 2025-03-10 unspecified",
            "MSFT return 1.1 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a price touched in the same hour": (
        "2025-06-12",
        "Marvell rose as much as 8.2% to $74.10 on Thursday. AMD gained as much as 5%. The shares touched $126.40.",
        [
            "MRVL return 8.2 2025-06-11 2025-06-12 intraday",
            "MRVL level 74.10 - 2025-06-12 intraday",
            "AMD return 5 2025-06-11 2025-06-12 intraday",
            "AMD level 126.40 - 2025-06-12 intraday",
        ],
    ),
    "a slide since a crash, on a weekday": (
        "2025-06-09",
        "Wall Street took its steepest fall since the spring crash on Monday. The S&P 500 lost 3.1%.",
        ["^GSPC return -3.1 2025-06-06 2025-06-09 unspecified"],
    ),
    "the story's day after the day before it": (
        "2025-06-17",
        "16일(현지시간) 나스닥지수는 0.5% 내렸다. 브로드컴은 지난주 금요일 6.3% 급락한 데 이어 이날도 2.1% 밀렸다. 오라클은 1.7% 빠졌다.",
        [
            "^IXIC return -0.5 2025-06-13 2025-06-16 unspecified",
            "AVGO return -6.3 2025-06-12 2025-06-13 unspecified",
            "AVGO return -2.1 2025-06-13 2025-06-16 unspecified",
            "ORCL return -1.7 2025-06-13 2025-06-16 unspecified",
        ],
    ),
    "results after the close are no session (ko)": (
        "2025-06-14",
        "간밤 미국 증시가 흔들렸습니다. 목요일 장 끝나고 어도비가 실적을 냈죠. 주가가 5.3% 빠졌습니다.",
        ["ADBE return -5.3 2025-06-12 2025-06-13 unspecified"],
    ),
    "a speech to come is no session (ko)": (
        "2025-06-10",
        "9일(현지시간) 나스닥지수는 0.3% 올랐다. 엔비디아는 10일로 예정된 기조연설 기대감에 2.5% 상승했다. 인텔은 1.2% 내렸다.",
        [
            "^IXIC return 0.3 2025-06-06 2025-06-09 unspecified",
            "NVDA return 2.5 2025-06-06 2025-06-09 unspecified",
            "INTC return -1.2 2025-06-06 2025-06-09 unspecified",
        ],
    ),
    "a record of the day before, then the fall (ko)": (
        "2025-06-13",
        "12일(현지시간) 나스닥지수가 1.4% 내렸고 S&P500지수는 전날 사상 최고 종가를 찍자마자 0.9% 하락했다.",
        [
            "^IXIC return -1.4 2025-06-11 2025-06-12 unspecified",
            "^GSPC return -0.9 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "from one day's low until another (ko)": (
        "2025-06-13",
        "나스닥지수는 4월 8일 저점부터 그저께까지 27% 상승했다.",
        ["^IXIC return 27 2025-04-08 2025-06-11 unspecified"],
    ),
    "since a forecast on a weekday": (
        "2025-06-12",
        "Since last Thursday's forecast of $9 billion in sales, Broadcom shares have gained 4.4%.",
        ["AVGO return 4.4 2025-06-05 2025-06-12 unspecified"],
    ),
    "a ranking is no window": (
        "2025-06-12",
        "The S&P 500 ended Thursday lower by 1.6%, its weakest close since May 8th.",
        ["^GSPC return -1.6 2025-06-11 2025-06-12 close"],
    ),
    "a bracket keeps its window to itself": (
        "2025-06-12",
        "Nvidia closed Thursday 11% below its record high (though still up 9% YTD).",
        [
            "NVDA return -11 - 2025-06-12 close",
            "NVDA return 9 2024-12-31 2025-06-12 close",
        ],
    ),
    "a month shared by two clauses": (
        "2025-06-12",
        "The S&P 500 gained 6.2% in May, though the Dow Jones rose 3.9%.",
        [
            "^GSPC return 6.2 2025-04-30 2025-05-30 unspecified",
            "^DJI return 3.9 2025-04-30 2025-05-30 unspecified",
        ],
    ),
    "sessions counted since a matter": (
        "2025-06-12",
        "Apple fell 1.4% on Thursday. Alphabet is off 4.7% in two sessions since its own event.",
        [
            "AAPL return -1.4 2025-06-11 2025-06-12 unspecified",
            "GOOGL return -4.7 2025-06-10 2025-06-12 unspecified",
        ],
    ),
    "the same time as the figure before (ko)": (
        "2025-07-01",
        "나스닥지수는 올해 들어 5.1% 올랐고, S&P500지수도 같은 기간 4.2% 올랐다.",
        [
            "^IXIC return 5.1 2024-12-31 2025-06-30 unspecified",
            "^GSPC return 4.2 2024-12-31 2025-06-30 unspecified",
        ],
    ),
    "a list in brackets of the same week (ko)": (
        "2025-06-15",
        "어도비가 일주일 사이 8% 급락했고 오라클(-5%), 인텔(-3%) 등도 밀렸다.",
        [
            "ADBE return -8 2025-06-06 2025-06-13 unspecified",
            "ORCL return -5 2025-06-06 2025-06-13 unspecified",
            "INTC return -3 2025-06-06 2025-06-13 unspecified",
        ],
    ),
    "the share that the text turns to (ko)": (
        "2025-06-17",
        "16일(현지시간) 나스닥지수는 0.5% 내렸다. 지수를 끌어내린 것은 퀄컴이었다. 실적 전망을 낮춘 탓에 6.1% 급락했다.",
        [
            "^IXIC return -0.5 2025-06-13 2025-06-16 unspecified",
            "QCOM return -6.1 2025-06-13 2025-06-16 unspecified",
        ],
    ),
    "one day alone is a look back": (
        "2025-06-16",
        "Oracle climbed another 6% on Monday. Since reporting on June 11 the stock has gained 22%; on Thursday alone it shot up 13%. It closed at $211.10.",
        [
            "ORCL return 6 2025-06-13 2025-06-16 unspecified",
            "ORCL return 22 2025-06-11 2025-06-16 unspecified",
            "ORCL return 13 2025-06-11 2025-06-12 unspecified",
            "ORCL level 211.10 - 2025-06-16 close",
        ],
    ),
    "a week back from its middle (ko)": (
        "2025-06-12",
        "어도비는 11일 3% 올라 일주일 만에 9% 반등했다.",
        [
            "ADBE return 3 2025-06-10 2025-06-11 unspecified",
            "ADBE return 9 2025-06-04 2025-06-11 unspecified",
        ],
    ),
    "a month that ended": (
        "2025-05-12",
        "Nvidia ended April up 24%.",
        ["NVDA return 24 2025-03-31 2025-04-30 close"],
    ),
    "a year to come is no window (ko)": (
        "2025-06-13",
        "오라클은 데이터센터 완공이 2027년에서 2028년으로 밀린다는 보도에 4.5% 하락했다.",
        ["ORCL return -4.5 2025-06-11 2025-06-12 unspecified"],
    ),
    "the price of the day compared with (ko)": (
        "2025-06-13",
        "테슬라는 12일 2% 올랐다. 4월 8일 종가가 221.86달러였으니 두 달 만에 43% 오른 셈이다.",
        [
            "TSLA return 2 2025-06-11 2025-06-12 unspecified",
            "TSLA level 221.86 - 2025-04-08 close",
            "TSLA return 43 2025-04-08 2025-06-12 close",
        ],
    ),
}


@pytest.mark.parametrize(("published", "text", "expected"), SESSIONS.values(), ids=SESSIONS.keys())
def test_a_figure_is_of_the_session(published: str, text: str, expected: list[str]) -> None:
    claims = [
        f"{c.subject} {c.measure} {c.value} {c.start or '-'} {c.date} {c.basis}"
        for c in extract(text, published=published).article.claims
        if c.value and c.measure in {"return", "level"}
    ]
    assert claims == expected

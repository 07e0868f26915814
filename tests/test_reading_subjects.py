"""Whose figure it is and what it states; the figures are made up."""

import pytest

from eventstudy.reading.extract import extract

# name: text, claims as "subject measure value hedge basis"
CASES = {
    "the verb behind a phrase between commas": (
        "Adobe, two days after posting record sales of $5 billion, dropped 4.2%.",
        ["ADBE return -4.2 plain unspecified"],
    ),
    "another name in a phrase between commas": (
        "Qualcomm, up 3% early on after Broadcom's report, lost 1.2%.",
        [
            "QCOM return 3 plain unspecified",
            "QCOM return -1.2 plain unspecified",
        ],
    ),
    "a rival named in an apposition": (
        "Lyft, Uber's closest rival, slid 6.1%.",
        ["LYFT return -6.1 plain unspecified"],
    ),
    "revenue that is the subject keeps its figure": (
        "Adobe's digital revenue, a closely watched line, rose 11%.",
        [],
    ),
    "the latter of two": (
        "Apple and Oracle also fell, the latter by 2.4%.",
        ["ORCL return -2.4 plain unspecified"],
    ),
    "the maker of something opens": (
        "Apple rallied. Shares of the iPhone maker, its home town's largest employer, opened 3.3% higher.",
        ["AAPL return 3.3 plain open"],
    ),
    "the company behind a name that rules nothing": (
        "A forecast from Oracle sent the company past $160 a share.",
        ["ORCL level 160 more_than unspecified"],
    ),
    "a name in passing leaves the topic alone": (
        "Dell fell 3%. It builds servers around Nvidia chips. The stock closed at $92.10.",
        [
            "DELL return -3 plain unspecified",
            "DELL level 92.10 plain close",
        ],
    ),
    "an index compared with the topic leaves it alone": (
        "The S&P 500 rose 0.4%. The Nasdaq did better (+1.1%). The index is 3% below its February high.",
        [
            "^GSPC return 0.4 plain unspecified",
            "^IXIC return 1.1 plain unspecified",
            "^GSPC return -3 plain unspecified",
        ],
    ),
    "a loud word is no name": (
        "- ORCL -2.7%. BUT it was up 1.5% at the open.",
        [
            "ORCL return -2.7 plain unspecified",
            "ORCL return 1.5 plain open",
        ],
    ),
    "the other share class": (
        "Alphabet's class A stock rose 2.1%; the class C shares added 2.0%.",
        [
            "GOOGL return 2.1 plain unspecified",
            "GOOG return 2.0 plain unspecified",
        ],
    ),
    "what a rally lifts": (
        "Buyers came back, lifting the S&P 500 0.6%.",
        ["^GSPC return 0.6 plain unspecified"],
    ),
    "what news takes off a share": (
        "The report was enough to knock 5.4% off Adobe.",
        ["ADBE return -5.4 plain unspecified"],
    ),
    "part of a percent": (
        "The S&P 500 lost half a percent. The Nasdaq Composite is up a quarter of a percent.",
        [
            "^GSPC return -0.5 about unspecified",
            "^IXIC return 0.25 about unspecified",
        ],
    ),
    "dollars and cents": (
        "Oracle closed at 150 dollars and 7 cents.",
        ["ORCL level 150.07 plain close"],
    ),
    "points without the word": (
        "The Nasdaq Composite was up 120.40 to 18,300.55.",
        [
            "^IXIC point_change 120.40 plain unspecified",
            "^IXIC level 18300.55 plain unspecified",
        ],
    ),
    "the level of another week": (
        "The VIX closed at 21.30, down from 24.80 a week ago.",
        ["^VIX level 21.30 plain close", "^VIX level 24.80 plain close"],
    ),
    "the club of large values": (
        "Oracle rose 2% and joined the $1 trillion club.",
        [
            "ORCL return 2 plain unspecified",
            "ORCL market_value 1 plain unspecified",
        ],
    ),
    "what it lost in value": (
        "Oracle fell 20%. The $90 billion it lost was a record destruction of market value.",
        [
            "ORCL return -20 plain unspecified",
            "ORCL value_change -90 plain unspecified",
        ],
    ),
    "pullbacks that are only counted": (
        "Oracle has had several pullbacks of 10% since 2022.",
        [],
    ),
    "growth of a business": (
        "Oracle added 3% on 27% growth in cloud.",
        ["ORCL return 3 plain unspecified"],
    ),
    "a target that was cut": (
        "Oracle fell 3%. The median target, $180 in January, has been cut by a tenth.",
        ["ORCL return -3 plain unspecified"],
    ),
    "dollars of something else": (
        "Oracle fell 3%.\nMy 50 dollars of bitcoin was only down 9%. It bounced from $80k.",
        ["ORCL return -3 plain unspecified"],
    ),
    "a bracketed short name in a dealt list (ko)": (
        "오라클(ORCL)과 퀄컴, 인텔은 각각 1.1%, 2.2%, 3.3% 상승했다.",
        [
            "ORCL return 1.1 plain unspecified",
            "QCOM return 2.2 plain unspecified",
            "INTC return 3.3 plain unspecified",
        ],
    ),
    "a price called the close (ko)": (
        "오라클은 3.3% 내렸다. 141.50달러라는 종가는 석 달 만에 가장 낮다.",
        ["ORCL return -3.3 plain unspecified", "ORCL level 141.50 plain close"],
    ),
    "a close beside its change (ko)": (
        "오라클 종가는 141.50달러, 2.25% 상승.",
        ["ORCL level 141.50 plain close", "ORCL return 2.25 plain close"],
    ),
    "an estimate in brackets (ko)": (
        "VIX 19.10로 마감. 소비심리 잠정치(예상 63.0)가 나온다.",
        ["^VIX level 19.10 plain close"],
    ),
    "a row of the volatility index (ko)": (
        "- 나스닥 18,000.10 (-1.20%)\n- VIX 21.45",
        [
            "^IXIC level 18000.10 plain unspecified",
            "^IXIC return -1.20 plain unspecified",
            "^VIX level 21.45 plain unspecified",
        ],
    ),
    "a forecast raised (ko)": (
        "우리는 S&P500 상단을 6,500으로 상향한다.",
        [],
    ),
    "who acts in a reported clause (ko)": (
        "퀄컴도 JP모건(JPM)이 목표주가를 180달러로 올린 데 힘입어 2.6% 상승했다.",
        ["QCOM return 2.6 plain unspecified"],
    ),
    "whose trouble is the cause (ko)": (
        "다우지수는 보잉 여파로 0.9% 밀렸다.",
        ["^DJI return -0.9 plain unspecified"],
    ),
    "what the shares pull up (ko)": (
        "인텔이 4.1%, 퀄컴이 5.2% 뛰며 필라델피아반도체지수를 3.1% 끌어올렸다.",
        [
            "INTC return 4.1 plain unspecified",
            "QCOM return 5.2 plain unspecified",
            "^SOX return 3.1 plain unspecified",
        ],
    ),
    "whom a value describes (ko)": (
        "오라클은 2.1% 내렸다. 시가총액 1조달러를 넘어선 브로드컴도 1.3% 하락했다.",
        [
            "ORCL return -2.1 plain unspecified",
            "AVGO market_value 1 more_than unspecified",
            "AVGO return -1.3 plain unspecified",
        ],
    ),
    "what is left to the peak (ko)": (
        "S&P500 지수는 최고점까지 0.7%가량을 남겨뒀다.",
        ["^GSPC return -0.7 about unspecified"],
    ),
    "an intent and a condition (ko)": (
        "오라클은 2% 내렸다. 대통령은 관세 10%를 추가하겠다고 했다. 보통 고점에서 20% 넘게 빠지면 약세장이다.",
        ["ORCL return -2 plain unspecified"],
    ),
    "a product of another in passing (ko)": (
        "오늘은 델을 봅니다. 델은 4% 내렸다. 엔비디아 칩을 넣은 서버를 만드는 회사죠. 이 주식은 아침에 98.20달러까지 올랐어요.",
        ["DELL return -4 plain unspecified", "DELL level 98.20 plain unspecified"],
    ),
    "dollars and cents (ko)": (
        "오라클은 150달러 7센트에 마감했다.",
        ["ORCL level 150.07 plain close"],
    ),
    "one share's value in the market's place (ko)": (
        "오라클이 뉴욕증시에서 장중 시가총액 5000억달러를 돌파했다.",
        ["ORCL market_value 5000 more_than intraday"],
    ),
    "a point or a percent said without its word": (
        "Adobe fell 5.1 percent. Oracle did get 1.9 back yesterday.",
        ["ADBE return -5.1 plain unspecified", "ORCL return 1.9 plain unspecified"],
    ),
    "a speaker's label is no name": (
        "HOST: So, Oracle.\nGUEST: Finished at $158.20.",
        ["ORCL level 158.20 plain close"],
    ),
    "what news strips from an index": (
        "The threat knocked the S&P 500 down 1.2% and stripped 310.40 points, or 1.7%, from the Nasdaq Composite.",
        [
            "^GSPC return -1.2 plain unspecified",
            "^IXIC point_change -310.40 plain unspecified",
            "^IXIC return -1.7 plain unspecified",
        ],
    ),
    "a slide that put an index lower": (
        "The SOX lost 3%, and a 0.9% slide put the Nasdaq Composite lower for the week.",
        ["^SOX return -3 plain unspecified", "^IXIC return -0.9 plain unspecified"],
    ),
    "a count of cars, down": (
        "Tesla delivered 310,400 cars, down 6.1%. Its stock rose 2.2%.",
        ["TSLA return 2.2 plain unspecified"],
    ),
    "a range of billions is no price": (
        "Oracle rose 3% after it put the market at $40-50bn.",
        ["ORCL return 3 plain unspecified"],
    ),
    "a name that another drags": (
        "Uber sank 8.1%, dragging Foobar 3.2% lower.",
        ["UBER return -8.1 plain unspecified"],
    ),
    "a forecast of a bank (ko)": (
        "JP모건은 S&P500이 연말 6,500까지 8% 오를 것으로 봤다. 지수는 이날 0.3% 올랐다.",
        ["^GSPC return 0.3 plain unspecified"],
    ),
    "a share that a sentence introduces (ko)": (
        "개미가 가장 많이 산 종목은 인텔이다. 이 종목은 이날 2.2% 올랐다.",
        ["INTC return 2.2 plain unspecified"],
    ),
    "a coin that fell is the cause (ko)": (
        "코인베이스는 비트코인이 4% 빠진 여파로 5.5% 밀렸다.",
        ["COIN return -5.5 plain unspecified"],
    ),
    "the bank that raised a target is not the share": (
        "JPMorgan raised its price target on Oracle by 10% to $190; the stock ended at $170.20, up 1.4%.",
        ["ORCL level 170.20 plain close", "ORCL return 1.4 plain close"],
    ),
    "a noun that a name belongs to": (
        "Sales at Oracle rose 30%. Trading volume in Adobe was 40% above average.",
        [],
    ),
    "off so much in words": (
        "Boeing was off six and a half percent.",
        ["BA return -6.5 about unspecified"],
    ),
    "what a reader paid (ko)": (
        "인텔을 20달러에 팔고 오라클을 150달러에 샀다는 글이다. 두 종목은 각각 3.1%, 2.2% 내렸다.",
        ["INTC return -3.1 plain unspecified", "ORCL return -2.2 plain unspecified"],
    ),
    "what the writer paid": (
        "I bought more Oracle shares at $150. Oracle closed at $148.20.",
        ["ORCL level 148.20 plain close"],
    ),
    "two shares that the text has not named (ko)": (
        "오라클은 1.1% 올랐다. 두 종목은 각각 3.1%, 2.2% 내렸다.",
        ["ORCL return 1.1 plain unspecified"],
    ),
    "a value that grew, told after the value (ko)": (
        "오라클 시총은 5000억달러를 회복했다. 하루 만에 300억달러가 늘어난 셈이다.",
        [
            "ORCL market_value 5000 at_least unspecified",
            "ORCL value_change 300 plain close",
        ],
    ),
    "talk of a takeover (ko)": (
        "퀄컴이 인텔 인수설에 3.3% 밀렸다.",
        ["QCOM return -3.3 plain unspecified"],
    ),
    "another so much, the way it went before": (
        "Oracle has now fallen for six days. Another 1.7 percent on Thursday.",
        ["ORCL return -1.7 plain unspecified"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_figure_is_bound_to(name):
    text, expected = CASES[name]

    claims = extract(text, published="2025-03-14").article.claims
    told = [
        f"{c.subject} {c.measure} {c.value} {c.hedge} {c.basis}" for c in claims if c.has_figure
    ]
    assert sorted(told) == sorted(expected)

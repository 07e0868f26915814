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
        ["^VIX level 21.30 plain close"],
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
}


@pytest.mark.parametrize("name", CASES)
def test_a_figure_is_bound_to(name):
    text, expected = CASES[name]

    claims = extract(text, published="2025-03-14").article.claims
    told = [
        f"{c.subject} {c.measure} {c.value} {c.hedge} {c.basis}" for c in claims if c.has_figure
    ]
    assert sorted(told) == sorted(expected)

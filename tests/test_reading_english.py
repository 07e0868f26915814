"""English sentences of earlier days, hours and nouns that stand for a name; figures are made up."""

import pytest

from eventstudy.reading.extract import extract

PUBLISHED = "2025-10-10"  # a Friday

# text: claims as "subject measure value start date basis"
CASES = {
    "a possessive day is of its own figure": (
        "Boeing gained 2.1% following Thursday's 6.3% surge and is up 31% since New Year's Day.",
        [
            "BA return 2.1 2025-10-09 2025-10-10 unspecified",
            "BA return 6.3 2025-10-08 2025-10-09 unspecified",
            "BA return 31 2024-12-31 2025-10-10 unspecified",
        ],
    ),
    "what extends it is of the day after": (
        "Apple shed 1%, extending Tuesday's 2% fall.",
        [
            "AAPL return -1 2025-10-09 2025-10-10 unspecified",
            "AAPL return -2 2025-10-06 2025-10-07 unspecified",
        ],
    ),
    "where things stand after a day's move is of that day": (
        "After Thursday's 6% drop, Tesla is down 20% this year.",
        ["TSLA return -20 2024-12-31 2025-10-09 unspecified"],
    ),
    "a day after a noun had moved": (
        "Oracle slipped 2.2%, a day after the software maker had jumped 5.1% on a contract.",
        [
            "ORCL return -2.2 2025-10-09 2025-10-10 unspecified",
            "ORCL return 5.1 2025-10-08 2025-10-09 unspecified",
        ],
    ),
    "a day after doing so": (
        "Dell, a day after sinking 4.4%, bounced 3.2%.",
        [
            "DELL return -4.4 2025-10-08 2025-10-09 unspecified",
            "DELL return 3.2 2025-10-09 2025-10-10 unspecified",
        ],
    ),
    "a percent sign left out before the day before": (
        "Alphabet gave back 2.4 percent, and it had added 6.5 the day before.",
        [
            "GOOGL return -2.4 2025-10-09 2025-10-10 unspecified",
            "GOOGL return 6.5 2025-10-08 2025-10-09 unspecified",
        ],
    ),
    "the level of a week before": (
        "The VIX closed above 33, against 18.40 a week earlier.",
        ["^VIX level 33 - 2025-10-10 close", "^VIX level 18.40 - 2025-10-03 close"],
    ),
    "a price of a month that names no day": (
        "Netflix lost 2.3% and is 21% below its record close of $1,310.40 last June.",
        [
            "NFLX return -2.3 2025-10-09 2025-10-10 close",
            "NFLX return -21 - 2025-10-10 close",
            "NFLX level 1310.40 - - close",
        ],
    ),
    "a window that opens with since and a clause": (
        "Intel fell 2%. Since the rating was cut on Sept. 3 they have lost around 14%.",
        [
            "INTC return -2 2025-10-09 2025-10-10 unspecified",
            "INTC return -14 2025-09-03 2025-10-10 unspecified",
        ],
    ),
    "a week that ends with its own figure": (
        "The Nasdaq Composite rose 1.2% to end the week 3.4% higher.",
        [
            "^IXIC return 1.2 2025-10-09 2025-10-10 unspecified",
            "^IXIC return 3.4 2025-10-03 2025-10-10 unspecified",
        ],
    ),
    "a row for the week": (
        "Salesforce -3.1%, $240.20; week -7.7%",
        [
            "CRM return -3.1 2025-10-09 2025-10-10 unspecified",
            "CRM level 240.20 - 2025-10-10 unspecified",
            "CRM return -7.7 2025-10-03 2025-10-10 unspecified",
        ],
    ),
    "the open and the close of one sentence": (
        "The S&P 500 opened down 2.3% and finished down 0.4%.",
        [
            "^GSPC return -2.3 2025-10-09 2025-10-10 open",
            "^GSPC return -0.4 2025-10-09 2025-10-10 close",
        ],
    ),
    "a loud open": (
        "*MERCK OPENS 8% LOWER AT $81.20",
        [
            "MRK return -8 2025-10-09 2025-10-10 open",
            "MRK level 81.20 - 2025-10-10 open",
        ],
    ),
    "what a share opened at is not what it went out at": (
        "Ford opened at $11.85, got as low as $11.20 and went out at $11.40.",
        [
            "F level 11.85 - 2025-10-10 open",
            "F level 11.20 - 2025-10-10 intraday",
            "F level 11.40 - 2025-10-10 close",
        ],
    ),
    "a gain that was given up was of the session": (
        "Adobe surrendered a 2.2% gain to close down 1.3%.",
        [
            "ADBE return 2.2 2025-10-09 2025-10-10 intraday",
            "ADBE return -1.3 2025-10-09 2025-10-10 close",
        ],
    ),
    "a price that was touched": (
        "Shares in Qualcomm touched $171.10 in New York, up as much as 3.1 per cent.",
        [
            "QCOM level 171.10 - 2025-10-10 intraday",
            "QCOM return 3.1 2025-10-09 2025-10-10 intraday",
        ],
    ),
    "a company is no opening": (
        "Palantir ended up 4%, helped by a 12% weekly gain on the OpenAI deal.",
        [
            "PLTR return 4 2025-10-09 2025-10-10 close",
            "PLTR return 12 2025-10-03 2025-10-10 close",
        ],
    ),
    "points without the word": (
        "The Dow was as much as 1,140 lower in the morning and ended down 310 points.",
        [
            "^DJI point_change -1140 2025-10-09 2025-10-10 intraday",
            "^DJI point_change -310 2025-10-09 2025-10-10 close",
        ],
    ),
    "the VIX can double in a day": (
        "The VIX more than doubled to 41.20.",
        [
            "^VIX return 100 2025-10-09 2025-10-10 unspecified",
            "^VIX level 41.20 - 2025-10-10 unspecified",
        ],
    ),
    "a noun that stands for the index": (
        "The Nasdaq ended flat on Thursday, when Apple and Meta reported and the index lost 1.8% at first.",
        ["^IXIC return -1.8 2025-10-08 2025-10-09 close"],
    ),
    "the latter of the sentence before": (
        "Nasdaq -2.5%, S&P -2.4%. The latter is still up 11% this year.",
        [
            "^IXIC return -2.5 2025-10-09 2025-10-10 unspecified",
            "^GSPC return -2.4 2025-10-09 2025-10-10 unspecified",
            "^GSPC return 11 2024-12-31 2025-10-10 unspecified",
        ],
    ),
    "shares abroad": (
        "ASML rose 3%. The shares are up 8% in Amsterdam. In London Arm had closed 2% down.",
        ["ASML return 3 2025-10-09 2025-10-10 unspecified"],
    ),
    "a stake is no market value": (
        "Tesla fell 2% after its chief sold shares worth about $21 billion.",
        ["TSLA return -2 2025-10-09 2025-10-10 unspecified"],
    ),
    "what a rule costs a business is no market value": (
        "Broadcom rose 2%, though export curbs cost it $4.5bn.",
        ["AVGO return 2 2025-10-09 2025-10-10 unspecified"],
    ),
    "a value short of a milestone is still a value": (
        "That leaves Meta with a market value of about $960 billion, within sight of the $1 trillion club.",
        ["META market_value 960 - 2025-10-10 unspecified"],
    ),
    "the furthest that a share fell": (
        "Tesla opened 4% lower, fell as far as $310.20 and recovered to end at $322.90.",
        [
            "TSLA return -4 2025-10-09 2025-10-10 open",
            "TSLA level 310.20 - 2025-10-10 intraday",
            "TSLA level 322.90 - 2025-10-10 close",
        ],
    ),
    "a loss that was reversed was of the session": (
        "Cisco reversed a loss of 1.1% to finish up 0.8%.",
        [
            "CSCO return -1.1 2025-10-09 2025-10-10 intraday",
            "CSCO return 0.8 2025-10-09 2025-10-10 close",
        ],
    ),
    "a name with a clause of its own": (
        "Amazon's 3% advance led the Dow, whose 1.2% drop was its fifth in a row.",
        [
            "AMZN return 3 2025-10-09 2025-10-10 unspecified",
            "^DJI return -1.2 2025-10-09 2025-10-10 unspecified",
        ],
    ),
    "a level compared with a day's close": (
        "Shares of Pfizer eased to $24.10 from $24.66 at Tuesday's close.",
        ["PFE level 24.10 - 2025-10-10 close"],
    ),
    "a level compared with the price on a weekday": (
        "Intel closed at $36.59, up from $35.10 on Wednesday.",
        ["INTC level 36.59 - 2025-10-10 close", "INTC level 35.10 - 2025-10-08 close"],
    ),
    "a stand that names only a month": (
        "The S&P 500 lost 0.3%; it is up 17% from where it stood in April.",
        [
            "^GSPC return -0.3 2025-10-09 2025-10-10 unspecified",
            "^GSPC return 17 - 2025-10-10 unspecified",
        ],
    ),
    "last week's figure beside the day's": (
        "Disney slid 2%, wiping out last week's 4.4% rally.",
        [
            "DIS return -2 2025-10-09 2025-10-10 unspecified",
            "DIS return 4.4 2025-09-26 2025-10-03 unspecified",
        ],
    ),
    "this week's figure beside the day's": (
        "Disney rose 2% in spite of this week's 4.4% drop.",
        [
            "DIS return 2 2025-10-09 2025-10-10 unspecified",
            "DIS return -4.4 2025-10-03 2025-10-10 unspecified",
        ],
    ),
    "a level last seen on a day long past": (
        "Nike sank to $65.30, a level last seen on May 6. Dell was up 11% for the month so far.",
        [
            "NKE level 65.30 - 2025-10-10 unspecified",
            "DELL return 11 2025-09-30 2025-10-10 unspecified",
        ],
    ),
    "a gain handed back": (
        "AMD handed back 3% on Tuesday.",
        ["AMD return -3 2025-10-06 2025-10-07 unspecified"],
    ),
    "only a small gain": (
        "The Philadelphia Stock Exchange Semiconductor Index managed just 0.6%; IBM ended 0.4% firmer.",
        [
            "^SOX return 0.6 2025-10-09 2025-10-10 unspecified",
            "IBM return 0.4 2025-10-09 2025-10-10 close",
        ],
    ),
}


def told(text):
    return [
        f"{c.subject} {c.measure} {c.value} {c.start or '-'} {c.date or '-'} {c.basis}"
        for c in extract(text, published=PUBLISHED).article.claims
        if c.has_figure
    ]


@pytest.mark.parametrize("name", CASES)
def test_an_english_reader_of(name):
    text, expected = CASES[name]

    assert told(text) == expected

"""Lists without a verb, comparisons and sources named in passing; the figures are made up."""

import pytest
from claim_lines import figures_read

CASES = {
    "a source is not the share": (
        "2025-03-07",
        "Shares of Adobe (NASDAQ: ADBE) went the wrong way. According to Goldman Sachs, the stock lost 2.2%.",
        ["ADBE return -2.2 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "a list goes the way that was told before": (
        "2025-03-07",
        "Intel fell 5%. The other chip stocks slumped too. Micron 3.3%, AMD 4.8%.",
        [
            "AMD return -4.8 2025-03-06 2025-03-07 plain unspecified",
            "INTC return -5 2025-03-06 2025-03-07 plain unspecified",
            "MU return -3.3 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "a list goes the way that was told before (ko)": (
        "2025-03-07",
        "인텔은 5% 올랐다. 나머지도 줄줄이 올랐다. 마이크론 3.3%, AMD 4.8%.",
        [
            "AMD return 4.8 2025-03-05 2025-03-06 plain unspecified",
            "INTC return 5 2025-03-05 2025-03-06 plain unspecified",
            "MU return 3.3 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a list below a heading has no direction": (
        "2025-03-07",
        "Intel fell 5%.\nWeights of the fund\nMicron 3.3%, AMD 4.8%.",
        ["INTC return -5 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "who told it is not the share (ko)": (
        "2025-03-07",
        "오라클을 보자. 완공이 밀린다는 블룸버그 보도가 나와서 4.5% 하락했다.",
        ["ORCL return -4.5 2025-03-05 2025-03-06 plain unspecified"],
    ),
    "the shares of a name in a clause of its own": (
        "2025-03-07",
        "Apple gave up 5.2 percent, with Infosys's U.S. shares down 4.3 percent.",
        [
            "AAPL return -5.2 2025-03-06 2025-03-07 plain unspecified",
            "INFY return -4.3 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "against another that moved": (
        "2025-03-07",
        "Nvidia gained 2.2% against a Nasdaq down 1.5%.",
        [
            "NVDA return 2.2 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return -1.5 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "returned, but not the writer's fund": (
        "2025-03-07",
        "Intel has returned 2.4% this year versus Nvidia's 3.1%. Our balanced model portfolio returned 0.4%.",
        [
            "INTC return 2.4 2024-12-31 2025-03-07 plain unspecified",
            "NVDA return 3.1 2024-12-31 2025-03-07 plain unspecified",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_reader_of_lists(name):
    published, text, expected = CASES[name]

    assert figures_read(published, text) == sorted(expected)

"""Notes, charts, definitions and days looked back to; the figures are made up."""

import pytest
from claim_lines import figures_read

CASES = {
    "a peak with its day": (
        "2025-03-07",
        "The Nasdaq Composite sank 2.1% to 15,282. From the all-time high of 16,538 on Feb. 21 it has given up 7.6%.",
        [
            "^IXIC level 15282 - 2025-03-07 plain unspecified",
            "^IXIC level 16538 - 2025-02-21 plain unspecified",
            "^IXIC return -2.1 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return -7.6 2025-02-21 2025-03-07 plain unspecified",
        ],
    ),
    "a note's short hand": (
        "2025-03-07",
        "NVDA -5.88, -3.15%, reversed.\nSPX -103.40, 6,538, a reversal.\nDJI 45,752, -0.84%, gap.",
        [
            "NVDA point_change -5.88 2025-03-06 2025-03-07 plain unspecified",
            "NVDA return -3.15 2025-03-06 2025-03-07 plain unspecified",
            "^DJI level 45752 - 2025-03-07 plain unspecified",
            "^DJI return -0.84 2025-03-06 2025-03-07 plain unspecified",
            "^GSPC level 6538 - 2025-03-07 plain unspecified",
            "^GSPC point_change -103.40 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "lines of a chart": (
        "2025-03-07",
        "The SOX rose 2%. It is near resistance now around 7,895; support sits at 7,500.",
        ["^SOX return 2 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "another index": (
        "2025-03-07",
        "필라델피아 반도체지수는 1.2% 내렸다. 제조업지수는 46.8이었다.",
        ["^SOX return -1.2 2025-03-05 2025-03-06 plain unspecified"],
    ),
    "a definition": (
        "2025-03-07",
        "Nvidia fell 3%. A correction is the point when a stock falls 10% or more.",
        ["NVDA return -3 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "those of another": (
        "2025-03-07",
        "Broadcom shares rallied 4.2%, while those of Nvidia surrendered 5%.",
        [
            "AVGO return 4.2 2025-03-06 2025-03-07 plain unspecified",
            "NVDA return -5 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "names that are only listed": (
        "2025-03-07",
        "Alphabet rose 1.5%. Only three had been there: Nvidia, Microsoft and Apple. The shares closed at $331.86.",
        [
            "GOOGL level 331.86 - 2025-03-07 plain close",
            "GOOGL return 1.5 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "each of two behind with": (
        "2025-03-07",
        "Chipmakers rallied, with Broadcom and Marvell Technology each up about 8 per cent.",
        [
            "AVGO return 8 2025-03-06 2025-03-07 about unspecified",
            "MRVL return 8 2025-03-06 2025-03-07 about unspecified",
        ],
    ),
    "names with their codes": (
        "2025-03-07",
        "The S&P 500 .SPX and the Nasdaq Composite .IXIC rose 1.9% and 2.5%, respectively.",
        [
            "^GSPC return 1.9 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return 2.5 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "shares that changed hands": (
        "2025-03-07",
        "Nvidia rose 4%. Trading in its stock reached $38 billion worth of shares.",
        ["NVDA return 4 2025-03-06 2025-03-07 plain unspecified"],
    ),
    "what a broker did (ko)": (
        "2025-03-07",
        "엔비디아는 6.6% 하락했다. 골드만삭스가 이 회사 목표가를 올리자 3% 반등했다.",
        [
            "NVDA return -6.6 2025-03-05 2025-03-06 plain unspecified",
            "NVDA return 3 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a close behind an extent (ko)": (
        "2025-03-07",
        "나스닥지수는 낙폭이 커져 398.69포인트(1.69%) 급락한 23,195.17에 장을 끝냈다.",
        [
            "^IXIC level 23195.17 - 2025-03-06 plain close",
            "^IXIC point_change -398.69 2025-03-05 2025-03-06 plain unspecified",
            "^IXIC return -1.69 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
}


BACK = {
    "a look back in a report of the last session": (
        "2025-03-07",
        "6일(현지시간) 마이크론은 2.2% 올랐다. 지난 3일에도 4% 급등했던 마이크론이다. 램리서치는 6.3% 올랐다.",
        [
            "LRCX return 6.3 2025-03-05 2025-03-06 plain unspecified",
            "MU return 2.2 2025-03-05 2025-03-06 plain unspecified",
            "MU return 4 2025-02-28 2025-03-03 plain unspecified",
        ],
    ),
    "a day before that had its own record": (
        "2025-03-07",
        "6일(현지시간) 나스닥지수는 0.6% 밀렸다. 두 지수는 직전 거래일인 5일 사상 최고를 기록했었다. AMD는 5.5% 하락했다.",
        [
            "AMD return -5.5 2025-03-05 2025-03-06 plain unspecified",
            "^IXIC return -0.6 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a list below a heading with a window": (
        "2025-03-07",
        "How they have fared so far this year:\nMicrosoft: down 7.3%\nApple: up 2.2%\nNvidia: down 1.1% on Thursday\nMeta rose 2%.",
        [
            "AAPL return 2.2 2024-12-31 2025-03-07 plain unspecified",
            "META return 2 2025-03-05 2025-03-06 plain unspecified",
            "MSFT return -7.3 2024-12-31 2025-03-07 plain unspecified",
            "NVDA return -1.1 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a look back behind a word": (
        "2025-03-07",
        "6일 뉴욕증시에서 엔비디아는 4.1% 하락했다. 특히 지난 3일에는 9.5% 급락했다. AMD는 3.6% 하락했다.",
        [
            "AMD return -3.6 2025-03-05 2025-03-06 plain unspecified",
            "NVDA return -4.1 2025-03-05 2025-03-06 plain unspecified",
            "NVDA return -9.5 2025-02-28 2025-03-03 plain unspecified",
        ],
    ),
    "the day before the story's day": (
        "2025-03-07",
        "6일(현지시간) 엔비디아는 3.6% 올랐다. 지난 3일 8% 폭락한 뒤 전날 2.1% 반등했다.",
        [
            "NVDA return -8 2025-02-28 2025-03-03 plain unspecified",
            "NVDA return 2.1 2025-03-04 2025-03-05 plain unspecified",
            "NVDA return 3.6 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a day that had been": (
        "2025-03-08",
        "The Nasdaq rose 1.1% on Friday. On Thursday it had closed at a record. The S&P 500 gained 0.8%.",
        [
            "^GSPC return 0.8 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return 1.1 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "when somebody said so (ko)": (
        "2025-03-07",
        "7일 금융투자업계에 따르면 6일(현지시간) 엔비디아는 2.8% 내렸다. 지난 3일(현지시간) 종가 206.88달러와 비교하면 12.3% 떨어졌다. AMD는 1.1% 내렸다.",
        [
            "AMD return -1.1 2025-03-05 2025-03-06 plain unspecified",
            "NVDA level 206.88 - 2025-03-03 plain close",
            "NVDA return -12.3 2025-03-03 2025-03-06 plain close",
            "NVDA return -2.8 2025-03-05 2025-03-06 plain unspecified",
        ],
    ),
    "a dash for a minus": (
        "2025-03-07",
        "S&P 500: –1.1%\nNasdaq: –1.7%",
        [
            "^GSPC return -1.1 2025-03-06 2025-03-07 plain unspecified",
            "^IXIC return -1.7 2025-03-06 2025-03-07 plain unspecified",
        ],
    ),
    "futures with a capital": (
        "2025-03-07",
        "S&P 500 Futures had added 0.1%, while Dow Jones Futures fell 0.2%.",
        [
            "ES=F return 0.1 2025-03-06 2025-03-07 plain premarket",
            "YM=F return -0.2 2025-03-06 2025-03-07 plain premarket",
        ],
    ),
    "points too few for a level": (
        "2025-03-07",
        "The Nasdaq finished strong, rising over 300 points.",
        ["^IXIC point_change 300 2025-03-06 2025-03-07 more_than unspecified"],
    ),
}


@pytest.mark.parametrize("name", CASES | BACK)
def test_a_reader_of_notes_and_reports(name):
    published, text, expected = (CASES | BACK)[name]

    assert figures_read(published, text) == sorted(expected)

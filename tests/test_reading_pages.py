"""What whole pages state: date lines, tables, marked figures, two languages; figures are made up."""

import pytest

from eventstudy.errors import PriceError
from eventstudy.prices.files import read_files
from eventstudy.reading.extract import extract
from eventstudy.reading.source import read_source
from eventstudy.sourcing import FileSource


def told(published, text):
    """Return the claims of a text: subject, measure, value, hedge, start, date, basis."""
    return [
        f"{c.subject} {c.measure} {c.value} {c.hedge} {c.start} {c.date} {c.basis}"
        for c in extract(text, published=published).article.claims
    ]


# published, text, claims
PAGES = {
    "the price that a fall began at is of the day before": (
        "2025-06-12",
        "On Wednesday the VIX dropped to 21.40 from 24.85 the day before.",
        [
            "^VIX level 21.40 plain None 2025-06-11 unspecified",
            "^VIX level 24.85 plain None 2025-06-10 unspecified",
        ],
    ),
    "after a sentence that names the day": (
        "2025-06-12",
        "Stocks rose on Wednesday. Intel rallied to $22.10 from $20.35 a day earlier.",
        [
            "INTC level 22.10 plain None 2025-06-11 unspecified",
            "INTC level 20.35 plain None 2025-06-10 unspecified",
        ],
    ),
    "a day of release begins a window": (
        "2025-06-12",
        "Oracle gained 4% in after-hours trading on Wednesday. "
        "Since the database was launched on March 3, 2025, the stock has risen 21%.",
        [
            "ORCL return 4 plain 2025-06-11 2025-06-11 afterhours",
            "ORCL return 21 plain 2025-03-03 2025-06-11 unspecified",
        ],
    ),
    "a record since a month leaves the day to the sentence": (
        "2025-06-12",
        "It was the worst session since May 2022 on Wednesday. Intel finished 8.1% lower.",
        ["INTC return -8.1 plain 2025-06-10 2025-06-11 close"],
    ),
    "the end of a quarter dates no move": (
        "2025-06-14",
        "Broadcom said sales in the quarter ended May 4, 2025 rose 20%. The shares rose 3.4% on Thursday.",
        ["AVGO return 3.4 plain 2025-06-11 2025-06-12 unspecified"],
    ),
    "a price in a cell of its own": (
        "2025-06-12",
        "| Stock | Close | Change |\n| Tesla | $301.45 | -2.31% |\n| Meta | +1.08% | $655.20 |",
        [
            "TSLA level 301.45 plain None 2025-06-12 unspecified",
            "TSLA return -2.31 plain 2025-06-11 2025-06-12 unspecified",
            "META return 1.08 plain 2025-06-11 2025-06-12 unspecified",
            "META level 655.20 plain None 2025-06-12 unspecified",
        ],
    ),
    "but not a target": (
        "2025-06-12",
        "| Tesla (price target) | $301.00 | -2.31% |",
        [],
    ),
    "what a rise was worth": (
        "2025-06-13",
        "Shares of Broadcom climbed 7.5% on Thursday to $251.30, adding $82 billion.",
        [
            "AVGO return 7.5 plain 2025-06-11 2025-06-12 unspecified",
            "AVGO level 251.30 plain None 2025-06-12 unspecified",
            "AVGO value_change 82 plain 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "but not what was added to sales": (
        "2025-06-13",
        "Shares of Broadcom climbed 7.5% on Thursday as revenue grew 20%, adding $2 billion.",
        ["AVGO return 7.5 plain 2025-06-11 2025-06-12 unspecified"],
    ),
    "half of the price in one day that is named": (
        "2025-06-13",
        "인텔 주가가 12일 하루 만에 반 토막 났다.",
        ["INTC return -50 plain 2025-06-11 2025-06-12 close"],
    ),
    "a table whose cells stand on lines of their own": (
        "2025-06-13",
        "뉴욕증시\n나스닥은 0.8% 올랐다.\n인텔\n20.75\n-2.11%\n브로드컴\n250.70\n+17.49\n+7.50%\n",
        [
            "^IXIC return 0.8 plain 2025-06-11 2025-06-12 unspecified",
            "INTC level 20.75 plain None 2025-06-12 unspecified",
            "INTC return -2.11 plain 2025-06-11 2025-06-12 unspecified",
            "AVGO level 250.70 plain None 2025-06-12 unspecified",
            "AVGO point_change 17.49 plain 2025-06-11 2025-06-12 unspecified",
            "AVGO return 7.50 plain 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a day later at the start of a sentence": (
        "2025-06-13",
        "On Tuesday Intel lost 2.4%. A day later it jumped 7.8%.",
        [
            "INTC return -2.4 plain 2025-06-09 2025-06-10 unspecified",
            "INTC return 7.8 plain 2025-06-10 2025-06-11 unspecified",
        ],
    ),
    "a desk's way to write a day": (
        "2025-06-13",
        "AMD +1.9% on 11-Jun post 1Q25; Intel -0.7% on 12-Jun.",
        [
            "AMD return 1.9 plain 2025-06-10 2025-06-11 unspecified",
            "INTC return -0.7 plain 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a year of the business is no window": (
        "2025-06-13",
        "인텔은 연간 매출 전망을 2% 높였는데도 주가가 4.4% 빠졌다.",
        ["INTC return -4.4 plain 2025-06-11 2025-06-12 unspecified"],
    ),
    "a year of the share is one": (
        "2025-01-10",
        "인텔은 연간 60.1% 하락했다.",
        ["INTC return -60.1 plain 2023-12-29 2024-12-31 unspecified"],
    ),
    "up is the verb's": (
        "2025-06-12",
        "The VIX, the fear gauge, edged back up to 18.65. Intel fell up to 4%.",
        [
            "^VIX level 18.65 plain None 2025-06-12 unspecified",
            "INTC return -4 up_to 2025-06-11 2025-06-12 intraday",
        ],
    ),
    "an English half of a Korean page": (
        "2025-06-13",
        "인텔은 12일(현지시간) 2.4% 하락했다.\n\nIntel shares fell 2.4% on Thursday in New York trading.",
        [
            "INTC return -2.4 plain 2025-06-11 2025-06-12 unspecified",
            "INTC return -2.4 plain 2025-06-11 2025-06-12 unspecified",
        ],
    ),
    "a Korean half of an English page": (
        "2025-06-13",
        "Shares of the chipmaker Intel fell 2.4% on Thursday in New York after several choppy weeks, "
        "as investors weighed what the new plans for its factories would mean and cost.\n\n"
        "브로드컴은 12일(현지시간) 3.1% 상승했다.",
        [
            "INTC return -2.4 plain 2025-06-11 2025-06-12 unspecified",
            "AVGO return 3.1 plain 2025-06-11 2025-06-12 unspecified",
        ],
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_as_its_readers_do(page):
    published, text, claims = PAGES[page]

    found = [c for c in told(published, text) if " record " not in c]

    assert found == claims


def test_a_halving_without_a_day_is_listed_not_rated():
    found = extract("인텔 주가가 반 토막 났다.", published="2025-06-13")

    assert found.article.claims == ()
    assert [n.sentence for n in found.not_understood] == ["인텔 주가가 반 토막 났다."]


def test_a_date_line_and_the_end_of_a_quarter_are_no_events():
    text = "Published: 2025-06-14\n\nBroadcom reported results for the quarter ended May 4, 2025."

    assert extract(text).article.events == ()


@pytest.mark.parametrize("time", ["06:10", "7:55", "17:40:30"])
def test_a_clock_time_is_set_aside_whole(time):
    found = extract(f"오전 {time} 인텔은 2.4% 하락했다.", published="2025-06-13")

    assert [o.quote for o in found.article.not_about_prices] == [time]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("나스닥, 4년 만에 최대 폭락", "4년 만에 최대 폭락"),
        ("나스닥, 3년 만에 최대 급등", "3년 만에 최대 급등"),
    ],
)
def test_a_record_in_a_headline_is_quoted_to_the_end_of_its_word(text, quote):
    (claim,) = extract(text, published="2025-06-13").article.claims

    assert (claim.measure, claim.subject, claim.quote) == ("record", "^IXIC", quote)


# given, text: what is said to disagree
ODDS = {
    "a weekday without trading": (
        "2025-05-27",
        "Intel fell 2.4% on Monday.",
        ["Monday (2025-05-26: no session, the exchange was closed; the one before is 2025-05-23)"],
    ),
    "a weekend": ("2025-06-16", "Intel fell 2.4% on Saturday.", ["2025-06-14: no session"]),
    "a date line of another year": (
        "2026-03-02",
        "Intel slips\n2025-06-13\n\nIntel fell 2.4% on Friday.",
        ["published 2026-03-02, but the date line of the text: '2025-06-13'"],
    ),
    "a day of trading": ("2025-06-13", "Intel fell 2.4% on Thursday.", []),
    "a Saturday in Seoul": ("2025-06-14", "인텔은 14일 2.4% 하락 마감했다.", []),
    "a date line a day off": ("2025-06-12", "입력 2025-06-13 07:30\n\n인텔은 2.4% 내렸다.", []),
    "a short line that tells of a day": (
        "2026-03-02",
        "Intel's chief left on June 13, 2025.\nIntel fell 2.4% on Friday.",
        [],
    ),
}


@pytest.mark.parametrize("case", ODDS)
def test_clues_that_disagree_are_reported(case):
    published, text, clues = ODDS[case]

    found = extract(text, published=published).contradictions

    assert len(found) == len(clues)
    assert all(said in clue for said, clue in zip(clues, found, strict=True))


# the date line, the publication, the session that a move without a day is of
HOURS = {
    "before New York opens": ("입력 2025-06-13 07:50", "2025-06-13T07:50:00+09:00", "2025-06-12"),
    "in words": ("등록 2025.06.13. 오후 3:05", "2025-06-13T15:05:00+09:00", "2025-06-12"),
    "after it has": ("입력 2025-06-13 23:10", "2025-06-13T23:10:00+09:00", "2025-06-13"),
    "of New York": ("2025-06-13 16:10 현지시간", "2025-06-13", "2025-06-12"),
    "a day alone": ("입력 2025-06-13", "2025-06-13", "2025-06-12"),
}


@pytest.mark.parametrize("hour", HOURS)
def test_the_hour_of_a_korean_date_line_is_seouls(hour):
    line, published, session = HOURS[hour]

    article = extract(f"{line}\n\n인텔은 2.4% 하락했다.").article

    assert article.published.isoformat() == published
    assert [str(c.date) for c in article.claims] == [session]


@pytest.mark.parametrize(("hour", "session"), [("07:50", "2025-06-12"), ("20:15", "2025-06-13")])
def test_premarket_is_of_the_session_whose_morning_came_last(hour, session):
    article = extract(f"입력 2025-06-13 {hour}\n\n인텔은 프리마켓에서 2.4% 하락했다.").article

    assert [(c.basis, str(c.date)) for c in article.claims] == [("premarket", session)]


def test_figures_that_a_page_marks_stay_in_their_sentence():
    page = (
        '<html><head><meta name="pubdate" content="2025-06-13"></head><body><p>인텔은 전 거래일 대비 '
        "<strong>2.41</strong>% 하락한 <span class='n'><b>20.75</b></span>달러에 마감했다.</p></body></html>"
    )

    source = read_source(page.encode(), "page.html")

    assert "대비 2.41% 하락한 20.75달러에 마감했다" in source.text
    assert source.known_by == "metadata of the page: pubdate"
    assert told(source.published, source.text) == [
        "INTC return -2.41 plain 2025-06-11 2025-06-12 close",
        "INTC level 20.75 plain None 2025-06-12 close",
    ]


def test_prices_that_are_not_there_say_what_to_name(tmp_path):
    with pytest.raises(PriceError, match="no such folder or file; name a folder of SYMBOL") as told:
        read_files(FileSource(files="nowhere"), tmp_path.resolve(), ["INTC"])

    assert str(told.value).count("nowhere") == 1

"""The reader on odd input, its properties on any text, and the five source articles."""

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventstudy.config import read_study
from eventstudy.errors import InputError
from eventstudy.reading.extract import extract
from eventstudy.reading.lexicon import default_lexicon, mentions, with_file
from eventstudy.reading.quantities import figures
from eventstudy.reading.source import read_source
from eventstudy.record import read_record, record_yaml
from eventstudy.scaffold import study_config
from eventstudy.spelled import in_words
from eventstudy.wording import printed_figures

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
# Ten times what the reader takes on an idle core: a quadratic rule takes minutes.
SECONDS_PER_KB = 0.02
PIECES = [
    "엔비디아", "Nvidia", "나스닥", "S&P 500", "the Dow", "17%", "3.07%", "612.47포인트", "1만 9341.83", "2조 9030억 달러",
    "$589 billion", "급락", "fell", "rose", "올랐다", "이상", "more than", "27일(현지시간)", "on Monday", "매출", "revenue", "(", ")",
    ",", ".", "\n", " ", "장중", "premarket", "각각", "respectively", "-", "▲", "\u200b", "１７％", "약", "20–30 %", "시총", "전날", "half",
    "0거래일 연속", "1900거래일째", "사흘 연속", "그 뒤 9거래일 동안", "이 기간", "99일", "13월 31일", "지난 31일", "지난주", "다음 날", "연초 대비",
    "4분의 1", "0분의 1", "since", "over the next 0 sessions", "the latter", "year to date", "Week |", "-5.88, -3.15%", "high of $974 on",
    "March 25", "the day before", "고점", "0", "00",
]  # fmt: skip
DAYS = ["2025-01-28", "1990-01-03", "2024-02-29", "2025-12-31T23:59+09:00", "2100-01-01"]


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
        st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    ),
    st.sampled_from(DAYS),
)
def test_every_quote_is_an_exact_substring_that_holds_its_digits(text, published):
    article = extract(text, published=published).article

    for row in (*article.claims, *article.events, *article.not_about_prices):
        assert text[row.at : row.at + len(row.quote)] == row.quote
    for claim in article.claims:
        assert not (claim.start and claim.date and claim.start > claim.date)
        stated = claim.value_range or ((claim.value,) if claim.has_figure else ())
        for value in stated:
            assert value.lstrip("-") in printed_figures(claim.quote) | in_words(claim.quote)


@pytest.mark.parametrize("published", ["1990-01-02", "2100-01-02"])
@pytest.mark.parametrize("text", ["Nvidia fell 3%.", "엔비디아가 3% 내렸다."])
def test_a_text_from_outside_the_calendar_is_refused(text, published):
    with pytest.raises(InputError, match=r"published: .* 1990-01-02 and up to 2100-01-01"):
        extract(text, published=published)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_are_read_as_text_or_refused(data):
    try:
        source = read_source(data, "x")
    except InputError:
        return

    assert isinstance(source.text, str)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949", "euc-kr"]
)
def test_korean_text_is_read_in_every_common_encoding(encoding):
    text = "엔비디아가 27일 17% 급락했다. 나스닥은 3.07% 내렸다."

    assert read_source(text.encode(encoding), "x").text == text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)) * 8])
def test_a_binary_file_is_refused(data):
    with pytest.raises(InputError, match=r"not a text file|neither UTF-8"):
        read_source(data, "x")


def test_html_gives_its_text_and_the_date_of_its_metadata():
    pytest.importorskip("trafilatura", reason="the extra articles is not installed")
    page = (
        '<html><head><meta property="article:published_time" content="2025-01-28T07:50:00+09:00">'
        "<script>var x = 'Nvidia fell 99%';</script></head><body><article><h1>급락</h1><p>엔비디아가 27일(현지시간) 17% 급락했다. "
        "시장은 큰 충격에 빠졌고 투자자들은 기술주를 팔았다.</p></article><footer>2019-01-01</footer></body></html>"
    )

    source = read_source(page.encode(), "page.html")

    assert source.published == "2025-01-28T07:50:00+09:00"
    assert "17% 급락" in source.text
    assert "99%" not in source.text


@pytest.mark.parametrize(
    "text",
    [
        "3.5% " * 4000,
        "엔비디아가 17% 급락하고 나스닥이 3.07% 밀렸으며 " * 800,
        "(" * 20000 + "17%" + ")" * 20000,
        "1," * 20000,
        "." * 50000,
        " " * 60000 + "x",
        "이후 최대 " * 8000,
        "\u202e1\u200b7% " * 8000,
        "Apple " * 12000,
    ],
    ids=[
        "figures",
        "one line",
        "brackets",
        "commas",
        "dots",
        "spaces",
        "records",
        "invisible",
        "names",
    ],
)
def test_odd_text_takes_time_in_proportion_to_its_length(text):
    begin = time.process_time()

    extract(text, published="2025-01-28")

    assert time.process_time() - begin < 3 + SECONDS_PER_KB * len(text.encode()) / 1000


def test_full_width_and_invisible_characters_do_not_hide_a_figure():
    text = "엔비디아가 １\u200b７％ 급락했다."

    claim = extract(text, published="2025-01-28").article.claims[0]

    assert (claim.value, claim.subject) == ("-17", "NVDA")
    assert claim.quote in text


def test_without_a_date_the_error_says_how_to_give_it():
    with pytest.raises(InputError, match="--published 2025-01-28"):
        extract("Nvidia fell 17%.")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("입력 2025.01.28 07:50\n엔비디아가 17% 급락했다.", "2025-01-28T07:50:00+09:00"),
        ("January 28, 2025 07:50\nNvidia fell 17%.", "2025-01-28"),
        ("Published January 28, 2025\nNvidia fell 17%.", "2025-01-28"),
        (
            "On February 22, 2024, Nvidia rose 16.4%, which surprised most of those who had bet against the company.",
            "2024-02-22",
        ),
    ],
)
def test_the_text_own_date_is_found_and_named(text, day):
    article = extract(text).article

    assert article.published.isoformat() == day
    assert "text" in article.published_known_by


@pytest.mark.parametrize(
    ("text", "kind", "value", "scale"),
    [
        ("2조 9030억 달러", "usd", "29030", "억 USD"),
        ("5천억 달러", "usd", "5000", "억 USD"),
        ("1.2조 달러", "usd", "1.2", "조 USD"),
        ("$1.2tn", "usd", "1.2", "trillion USD"),
        ("1만 9341.83", "bare", "19341.83", ""),
        ("17.00%", "percent", "17.00", ""),
        ("0.5%포인트", "percentage points", "0.5", ""),
        ("17만228원", "other currency", "170228", ""),
    ],
)
def test_a_figure_keeps_its_printed_digits_and_scale(text, kind, value, scale):
    figure = figures(text)[0]

    assert (figure.kind, figure.value, figure.scale) == (kind, value, scale)


def test_names_longer_than_others_win_and_words_that_hold_a_name_do_not_count():
    text = "나스닥100 선물과 애플리케이션, 메타버스, Nasdaq 100 futures, intelligence"

    found = [m.listing.symbols[0] for m in mentions(text, default_lexicon())]

    assert found == ["NQ=F", "NQ=F"]


def test_a_user_file_adds_names(tmp_path):
    extra = tmp_path / "names.txt"
    extra.write_text("[stock]\nZZZT = Zed Tech; 제드테크\n", encoding="utf-8")

    claims = extract(
        "제드테크는 17% 급락했다.", published="2025-01-28", lexicon=with_file(extra)
    ).article.claims

    assert claims[0].subject == "ZZZT"


def test_a_name_file_with_an_unknown_section_is_refused(tmp_path):
    extra = tmp_path / "names.txt"
    extra.write_text("[shares]\nZZZT = Zed\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"names.txt:1: unknown section"):
        with_file(extra)


def test_a_weekday_that_contradicts_its_date_is_reported():
    found = extract("Nvidia fell 17% on Tuesday, January 27, 2025.", published="2025-01-28")

    assert any("disagree" in clue for clue in found.contradictions)


@pytest.mark.parametrize(
    "stranger",
    [
        "Zorgtech shares lost 8.1%.",
        "Zorgtech lost 8.1%.",
        "Shares of Zorgtech lost 8.1%.",
        "조르그테크 주가는 8.1% 하락했다.",
        "조르그테크는 8.1% 하락했다.",
    ],
)
def test_a_name_that_is_not_known_takes_no_figure_of_another(stranger):
    told = "Nvidia fell 3%." if stranger.isascii() else "엔비디아는 3% 내렸다."
    found = extract(f"{told} {stranger}", published="2025-01-28")

    assert [(c.subject, c.value) for c in found.article.claims] == [("NVDA", "-3")]
    assert [n.sentence for n in found.not_understood] == [stranger]


def test_what_was_not_understood_is_listed():
    found = extract("Nvidia, 17%.", published="2025-01-28")

    assert [n.sentence for n in found.not_understood] == ["Nvidia, 17%."]


# The source articles lie beside the project; the records are in it.
SOURCES = {
    "001_9cf5a90d65de0e4c.txt": "eunso-2025-01-28",
    "003_acaed0717c1c3351.txt": "eurojournal-2025-02-21",
    "000_9c9b4fbbec98a62d.txt": "prodev-2025-01-28",
    "002_9cebbf965db530d0.txt": "aipick-2025-04-27",
    "004_3b08953fffa97431.txt": "kim-2025-01-31",
}


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.skipif(not SEEDS.exists(), reason="the source articles are not beside the project")
def test_the_source_articles_give_the_claims_of_their_records(name):
    record = read_record(ROOT / "seeds" / "articles" / f"{SOURCES[name]}.yaml").article
    text = (SEEDS / name).read_text(encoding="utf-8")

    found = extract(text, published=record.published.isoformat()[:10]).article

    assert {stated(c) for c in found.claims} == {stated(c) for c in record.claims}
    assert {e.date for e in found.events} >= {e.date for e in record.events}


def stated(claim):
    return claim.subject, claim.measure, Decimal(claim.value), claim.hedge, claim.start, claim.date


@pytest.mark.skipif(not SEEDS.exists(), reason="the source articles are not beside the project")
def test_the_page_dates_of_the_source_articles_are_found():
    dated = {
        "000_9c9b4fbbec98a62d.txt": "2025-01-28T14:29:00+09:00",
        "002_9cebbf965db530d0.txt": "2025-04-27T13:55:00+09:00",
        "003_acaed0717c1c3351.txt": "2025-02-21",
    }

    found = {
        name: extract((SEEDS / name).read_text(encoding="utf-8")).article.published
        for name in dated
    }

    assert {name: day.isoformat() for name, day in found.items()} == dated


def test_an_article_gives_a_config_that_can_be_checked(tmp_path):
    text = "27일(현지시간) 엔비디아는 16.97% 내린 118.42달러, 나스닥은 3.07% 하락했다. 애플은 3.2% 올랐다."
    found = extract(text, published="2025-01-28")
    (tmp_path / "article.yaml").write_text(record_yaml(found.article), encoding="utf-8")
    (tmp_path / "config.yaml").write_text(study_config(found.article), encoding="utf-8")

    study = read_study(tmp_path / "config.yaml").study

    assert [s.symbol for s in study.securities] == ["NVDA", "^IXIC"]
    assert study.events[0].announced.isoformat() == "2025-01-27"
    assert study.articles == ("article.yaml",)

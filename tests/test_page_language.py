"""A page speaks its own language: a person's texts where given, the tool's own always."""

import re
from pathlib import Path

import pytest
from studies import deepseek

from eventstudy.config import parse_study
from eventstudy.errors import ConfigError
from eventstudy.fields import texts_by_first
from eventstudy.located import parse
from eventstudy.prices.notes import sources_file
from eventstudy.record import parse_record
from eventstudy.report.language import in_language, language_of, marked
from eventstudy.report.page import render
from eventstudy.report.prose import en, ko
from eventstudy.report.prose.ko_told import told

ROOT = Path(__file__).parents[1]
STUDY = """\
title: TITLE
securities: [{symbol: ORCL}]
events: [{id: e, title: Guidance, announced: 2025-09-09}]
"""


STATED = "translations:\n  - {en: Guidance, ko: 전망}\n"


def read(text):
    return parse_study(text, "c.yaml", Path(), lambda _: None)


def test_texts_stay_plain_and_are_translated_at_the_end():
    assert read(STUDY + STATED).study.title == "TITLE"
    assert read(STUDY + STATED).study.translations == ({"en": "Guidance", "ko": "전망"},)


@pytest.mark.parametrize(
    ("entry", "at"),
    [
        ("{de: Kurs, en: Guidance}", "translations"),
        ("{en: Guidance}", "one language translates nothing"),
        ("{en: Guidance, ko: ''}", "translations"),
        ("{en: Outlook, ko: 전망}", "stands nowhere else in the file"),
    ],
)
def test_a_translation_of_nothing_or_into_no_language_is_refused_at_its_place(entry, at):
    with pytest.raises(ConfigError, match=rf"c\.yaml:5:\d+: translations.*{at}|{at}"):
        read(STUDY + f"translations:\n  - {entry}\n")


def test_a_translation_of_what_a_record_does_not_say_is_refused():
    record = (ROOT / "seeds" / "articles" / "eunso-2025-01-28.yaml").read_text(encoding="utf-8")

    with pytest.raises(ConfigError, match="'another' stands nowhere else"):
        parse_record(record + "  - {en: another, ko: 다른 글}\n", "eunso", "eunso")


def test_texts_are_found_wherever_a_document_gives_them():
    found = parse("a: [{b: {en: one, ko: 하나}}, {en: two}]\nc: {en: {d: e}}", "c.yaml")

    assert texts_by_first(found.value) == {
        "one": {"en": "one", "ko": "하나"},
        "two": {"en": "two"},
    }


def test_each_page_takes_the_texts_of_its_own_language():
    pages = {lang: render(deepseek(), lang) for lang in ("en", "ko")}

    assert "<h1>What did Nvidia do when DeepSeek R1 arrived?</h1>" in pages["en"]
    assert "<h1>딥시크 R1이 나왔을 때 엔비디아는 어떻게 움직였나?</h1>" in pages["ko"]
    for korean in (
        "엔비디아를 뺀 지수",
        "1월 27일의 투매",
        "마틴 루서 킹의 날",
        "나스닥 종합지수",
        "거래량 없음",
    ):
        assert korean in pages["ko"]
    assert "A retirement blog takes up" in pages["en"]


def test_english_on_the_korean_page_is_marked_as_such():
    page = render(deepseek(), "ko")
    prose = re.sub(r"<(script|style|pre|svg)\b.*?</\1>|'[^']*'", "", page, flags=re.S)
    unmarked = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", prose, flags=re.S)
    texts = [" ".join(t.split()) for t in re.findall(r">([^<]+)<", unmarked)]
    english = [t for t in texts if len(re.findall(r"[a-z]{3,}", t)) > 4 and language_of(t) == "en"]

    assert english == []


def test_figures_and_quotes_are_the_same_in_every_language():
    plain, korean = deepseek(), in_language(deepseek(), "ko", ko)

    assert korean.prices.values == plain.prices.values
    assert korean.study.config == plain.study.config
    assert [c.quote for c in korean.claims] == [c.quote for c in plain.claims]
    assert korean.cases[0].windows[0].car == plain.cases[0].windows[0].car
    assert in_language(plain, "en", en).headline == plain.headline


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What did Nvidia do?", "en"),
        ("엔비디아(Nvidia)의 주가", "ko"),
        ("NVDA", None),
        ("S&P 500", None),
        ("−16.97 %", None),
    ],
)
def test_a_language_is_told_by_its_letters(text, language):
    assert language_of(text) == language


def test_marked_text_is_escaped():
    assert marked("<script>run this now</script>", "ko") == (
        '<span lang="en">&lt;script&gt;run this now&lt;/script&gt;</span>'
    )


def test_notes_on_prices_may_be_given_by_language(tmp_path: Path):
    (tmp_path / "sources.yaml").write_text(
        "A: {source: {en: tables, ko: 표}, note: {en: No volume., ko: 거래량 없음.}}",
        encoding="utf-8",
    )
    note = sources_file(tmp_path)["A"]

    assert (note.source, note.note) == ("tables", "No volume.")
    assert note.texts == {
        "tables": {"en": "tables", "ko": "표"},
        "No volume.": {"en": "No volume.", "ko": "거래량 없음."},
    }


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("provided by the user (prices)", "이용자 제공(prices)"),
        (
            "not yet known; needs the session of 2025-02-10",
            "아직 알 수 없다; 2025-02-10 거래일이 지나야 한다",
        ),
        ("2 cases; this test needs at least 3", "사례 2건; 이 검정에는 적어도 3건이 필요하다"),
        ("something else", "something else"),
    ],
)
def test_what_the_tool_words_is_told_in_korean(english, korean):
    assert told(english) == korean

import dataclasses
import inspect
import re
from pathlib import Path

import pytest
from studies import deepseek, september

from eventstudy.article import NO_OUTLET, UNEDITED
from eventstudy.claims import notes
from eventstudy.reading.extract import extract
from eventstudy.report.page import render
from eventstudy.report.prose import en, ko
from eventstudy.report.prose.en_cautions import SENTENCES as EN_SENTENCES
from eventstudy.report.prose.ko_cautions import SENTENCES as KO_SENTENCES
from eventstudy.report.prose.ko_notes import CAUSES, EVIDENT, NOTES, amount
from eventstudy.report.prose.particles import with_particle
from eventstudy.report.prose.table import PROSE
from eventstudy.result import Answer

ASIDES = (
    "Nvidia fell 3%. Its revenue rose 12% to $4 billion. Samsung fell 2% in Seoul. Bitcoin lost 5%. Inflation was "
    "2.9%. Gold rose 1%. The stock could rise 20%. It trades at 30x earnings. 12 people came. The yen fell to 150 yen."
)


@pytest.mark.parametrize(
    ("word", "pair", "text"),
    [
        ("엔비디아", "은/는", "엔비디아는"),
        ("나스닥", "은/는", "나스닥은"),
        ("애플", "이/가", "애플이"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("118.42달러", "으로/로", "118.42달러로"),
        ("Nvidia", "을/를", "Nvidia를"),
        ("Intel", "은/는", "Intel은"),
        ("S&P 500", "은/는", "S&P 500은"),
        ("13%", "은/는", "13%는"),
        ("OpenAI (US)", "은/는", "OpenAI (US)는"),
    ],
)
def test_particles_follow_the_sound_a_word_ends_on(word, pair, text):
    assert with_particle(word, pair) == text


def test_all_languages_export_the_same_names():
    for module in PROSE.values():
        assert module.__all__ == en.__all__
        for name in en.__all__:
            ours, theirs = getattr(en, name), getattr(module, name)
            if callable(ours):
                assert list(inspect.signature(ours).parameters) == list(
                    inspect.signature(theirs).parameters
                ), name


def test_all_languages_know_the_same_words_and_cautions():
    assert ko.LABELS.keys() == en.LABELS.keys()
    assert ko.RATINGS.keys() == en.RATINGS.keys()
    assert ko.NULLS.keys() == en.NULLS.keys()
    assert len(ko.METHOD) == len(en.METHOD)
    assert KO_SENTENCES.keys() == EN_SENTENCES.keys()


def test_the_headline_says_the_same_in_korean():
    text = ko.headline(deepseek())

    for part in (
        "2025년 1월 27일 Nvidia는 118.42달러로 마감해 16.97% 내렸다.",
        "시장(S&P 500)이 설명하는 몫은 −3.7%p이고, −13.3%p는 초과수익률이다",
        "95% 신뢰구간 −18.3~−8.2%p; Nvidia를 뺀 지수 대비 −16.5%p",
        "평범한 250거래일(2024. 1. 11.~2025. 1. 8.) 가운데 어느 것보다도 큰 움직임이다.",
        "다음 거래일에 6.3%p를 되돌렸고, 합치면 −7.0%p다(경계).",
    ):
        assert part in text


def test_a_second_place_is_no_record_in_korean_either():
    result = deepseek()
    head = dataclasses.replace(result.headline, security="^IXIC")

    text = ko.headline(dataclasses.replace(result, headline=head))
    assert "251거래일 가운데 2번째로 큰 움직임이다" in text
    assert "어느 것보다도" not in text


def test_the_benchmark_decides_in_korean_too():
    text = ko.headline(september())

    assert "5% 수준에서 이례적인지는 벤치마크에 달렸다" in text
    assert "S&P 500 대비로는 아니다(p = 0.079, 251일 중 14위)" in text
    assert "Nvidia를 뺀 지수 대비로는 그렇다(p = 0.023, 251일 중 10위)" in text


def test_every_caution_has_a_korean_sentence():
    for result in (deepseek(), september()):
        assert all(ko.caution(found) for found in result.warnings)


def test_the_score_and_the_launch_read_in_korean():
    assert ko.claim_score(deepseek()) == (
        "주장 5건 검증: 맞음 4, 부정확 0, 맞지 않음 0, 반증됨 1, 확인 불가 0."
    )
    (text,) = ko.launches(deepseek())
    assert "2025년 1월 21일, 2025년 1월 20일 뒤 첫 거래일" in text


def test_claims_are_read_back_in_korean():
    readings = [ko.claim_reading(deepseek(), c) for c in deepseek().claims]

    assert any("Nvidia: 13% 이상 하락" in r for r in readings)
    assert any("Magnificent Seven: 모두 하락" in r for r in readings)


@pytest.mark.parametrize(
    ("ci", "reads"),
    [
        ((-0.078, 0.247), "0이 들어 있어"),
        ((0.01, 0.2), "0보다 크다"),
        ((-0.2, -0.01), "0보다 작다"),
    ],
)
def test_a_question_is_answered_by_the_interval_in_korean(ci, reads):
    answer = Answer("a", "q", "selloff", "NVDA", (1, 10), sum(ci) / 2, ci, {})

    assert reads in ko.answer(answer)


def test_the_pages_link_to_each_other_and_say_their_language():
    english = render(deepseek(), "en", ("ko",))
    korean = render(deepseek(), "ko", ("en",))

    assert '<html lang="ko">' in korean
    assert 'href="report.ko.html" lang="ko"' in english
    assert 'href="report.html" lang="en"' in korean
    assert '<span lang="en">' in korean
    assert "이 분석이 말하지 못하는 것" in korean


def test_every_note_of_the_studies_reads_in_korean():
    for result in (deepseek(), september()):
        for claim in result.claims:
            for note in ko.claim_notes(result, claim):
                assert re.search("[가-힣]", note)
                assert not re.search(r"\b(the|true|not|of|close|larger)\b", note)


@pytest.mark.parametrize(
    ("coded", "text"),
    [
        (
            {
                "code": "room",
                "kind": "larger fall",
                "observed": "16.97 %",
                "stated": "13 %",
                "at": "close",
            },
            "더 큰 하락에도 맞는 말이다: 종가 기준 16.97%. 13%는 실제보다 작게 말한 것이다",
        ),
        (
            {
                "code": "between",
                "stated": "13 %",
                "bases": ["open", "low"],
                "values": ["−12.5 %", "−18.2 %"],
            },
            "13%는 시가(−12.5%)와 저가(−18.2%) 사이에 있다",
        ),
        (
            {"code": "counterexamples", "members": [["AAPL", "+3.18 %"]], "stated": "fell"},
            "모두 내리지는 않았다: AAPL(+3.18%)",
        ),
        (
            {
                "code": "fits_session",
                "session": "2025-01-28",
                "value": "+8.93 %",
                "stated": "2025-01-27",
            },
            "2025년 1월 27일이 아니라 2025년 1월 28일의 값(+8.93%)과 맞는다",
        ),
        (
            {"code": "not_checkable", "cause": "no_prices", "reason": "x", "needed": "y"},
            "확인 불가: 그 종목의 가격이 없다",
        ),
        ({"code": "unheard_of"}, "as written"),
    ],
)
def test_a_note_is_rendered_from_its_code(coded, text):
    result = deepseek()
    claim = dataclasses.replace(result.claims[0], notes=("as written",), note_codes=(coded,))

    assert ko.claim_notes(result, claim) == (text,)


def test_every_code_of_a_note_has_its_korean_sentence():
    source = inspect.getsource(notes)
    codes = set(re.findall(r'Note\(\s*"(\w+)"', source)) - {EVIDENT}

    assert codes == set(NOTES)


def test_every_cause_of_a_claim_not_checked_is_known_in_korean():
    folder = Path(notes.__file__).parent
    text = "".join(p.read_text(encoding="utf-8") for p in folder.glob("*.py"))

    assert set(re.findall(r'Unknown\(\s*"(\w+)"', text)) <= set(CAUSES)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "A program proposed these claims from the text; nobody has confirmed them yet."),
        ("ko", "규칙이 글에서 뽑은 주장이며, 아직 아무도 확인하지 않았다."),
    ],
)
def test_a_record_as_proposed_says_so_instead_of_a_summary(lang, said):
    result = deepseek()
    first = result.articles[0]
    bare = dataclasses.replace(first, summary=UNEDITED, outlet=NO_OUTLET, title=None)
    page = render(dataclasses.replace(result, articles=(bare, *result.articles[1:])), lang)

    body = page[page.index("<body") : page.index("</main>")]
    assert said in body
    assert UNEDITED not in body
    assert (NO_OUTLET in body) == (lang == "en")


def test_what_the_reader_sets_aside_is_told_in_korean():
    reasons = {o.about for o in extract(ASIDES, published="2025-01-28").article.not_about_prices}

    assert len(reasons) >= 6
    assert all(re.search("[가-힣]", ko.told(reason)) for reason in reasons)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("−16.97 %", "−16.97%"),
        ("$588.8 billion", "5,888억 달러"),
        ("$1.2 trillion", "1.2조 달러"),
        ("$12.5 million", "1,250만 달러"),
        ("$118.42", "118.42달러"),
        ("−588.8 billion USD to −588.7 billion USD", "−5,888억 달러~−5,887억 달러"),
        ("[16.5\u00a0%, 17.5\u00a0%]", "[16.5%, 17.5%]"),
        ("−612 points", "−612포인트"),
        ("[114.325 USD, 114.335 USD]", "[114.325달러, 114.335달러]"),
        ("[$1,114.3, $5]", "[1,114.3달러, 5달러]"),
    ],
)
def test_amounts_are_scaled_as_korean_does(printed, text):
    assert amount(printed) == text


def test_places_standings_and_instants_read_in_korean():
    first, second = ko.places(deepseek())
    result = september()

    assert first.endswith("평범한 250거래일 가운데 어느 것보다도 큰 움직임이다.")
    assert second.endswith("251거래일 가운데 2번째로 큰 움직임이다.")
    assert ko.standing_word(result, result.cases[0], result.cases[0].windows[0]) == (
        "경계, 벤치마크에 달림"
    )
    assert ko.moment("2025-01-28T14:29:00+09:00") == "2025년 1월 28일 14:29(UTC+09:00)"
    assert ko.larger_label(20, 98).endswith("98일 가운데 가장 큰 20일")
    assert ko.data_line(result.prices).startswith("가격: NVDA, ^GSPC")

"""What a reader comes for, done by visible text alone."""

import re

import pytest
from visits import Visit

SHIFTS = {
    "en": {
        "page": "report.html",
        "verdict": "consistent",
        "allowed": "[16.5\u00a0%, 17.5\u00a0%]",
        "observed": "−16.97\u00a0%",
        "abnormal": r"−13\.3 points are abnormal \(95\s% interval −18\.3 to −8\.2; "
        r"−16\.5 against the index without Nvidia",
        "without": r"points abnormal, index without Nvidia\s+−16\.5\s+95\s%: −22\.3 … −10\.7",
        "launch": "DeepSeek releases R1",
        "day": "21 January 2025",
        "holiday": "Dr. Martin Luther King Jr. Day",
        "chosen": r"This day was chosen because the price moved: \d+\s% of one-year stretches",
        "follows": "p-values have no clean null",
    },
    "ko": {
        "page": "report.ko.html",
        "verdict": "맞음",
        "allowed": "[16.5%, 17.5%]",
        "observed": "−16.97%",
        "abnormal": r"−13\.3%p는 초과수익률이다\(95% 신뢰구간 −18\.3~−8\.2%p; "
        r"엔비디아를 뺀 지수 대비 −16\.5%p",
        "without": r"엔비디아를 뺀 지수 대비\s+−16\.5\s+95%: −22\.3 … −10\.7",
        "launch": "딥시크 R1 공개",
        "day": "2025년 1월 21일",
        "holiday": "마틴 루서 킹의 날",
        "chosen": r"이 날은 가격이 움직였기 때문에 골랐다\. .*1년 구간 가운데 \d+%",
        "follows": "귀무가설",
    },
}


@pytest.fixture(scope="module", params=["en", "ko"])
def reader(request, chromium, folder):
    """Return an open page and the words that its language answers with."""
    words = SHIFTS[request.param]
    return Visit(chromium, folder / "study" / words["page"]).drawn(), words


def test_a_reader_finds_whether_17_percent_was_right_and_why(reader):
    page, words = reader
    row = page.get_by_role("row").filter(has_text="17% 폭락").inner_text()

    for part in ("verdict", "allowed", "observed"):
        assert words[part] in row
    assert "142.62" in row  # the closes that the return is made of
    assert "118.42" in row


def test_a_reader_reads_the_abnormal_return_with_its_interval_both_ways(reader):
    page, words = reader
    text = page.locator("body").inner_text()

    assert re.search(words["abnormal"], text)
    assert re.search(words["without"], text)


def test_a_reader_finds_why_the_event_day_is_the_21st(reader):
    page, words = reader
    row = page.get_by_role("row").filter(has_text=words["launch"]).first.inner_text()

    assert words["day"] in row
    assert words["holiday"] in row


def test_a_reader_sees_that_the_day_was_chosen_and_what_follows(reader):
    page, words = reader
    text = page.locator("body").inner_text()

    assert re.search(words["chosen"], text)
    assert words["follows"] in text


def test_the_prices_can_be_downloaded_and_are_those_used(chromium, folder, tmp_path):
    page = Visit(chromium, folder / "study/report.html").page
    with page.expect_download() as waiting:
        page.get_by_text("prices used (CSV)").click()
    waiting.value.save_as(tmp_path / "prices.csv")

    assert (tmp_path / "prices.csv").read_bytes() == (folder / "study/prices.csv").read_bytes()


def test_a_reader_can_switch_to_korean_and_back(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").page
    page.get_by_text("한국어").click()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert "16.97% 내렸다" in page.locator("body").inner_text()

    page.get_by_text("English").click()
    assert page.evaluate("document.documentElement.lang") == "en"

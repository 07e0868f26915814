"""A study of many listed events begins with a table of them all."""

import dataclasses
import re

import pytest
from studies import deepseek

from eventstudy.report.export import write_study
from eventstudy.report.gallery import entry
from eventstudy.report.overview import counts, is_overview, largest, overview
from eventstudy.report.page import render
from eventstudy.report.prose import en, ko

EVENTS = 5


def survey():
    """Return the sell-off of DeepSeek's study five times, on days a year apart."""
    result = deepseek()
    sold = next(e for e in result.events if e.id == "selloff")
    own = [c for c in result.cases if c.event == "selloff" and c.security == "NVDA"]
    events = tuple(
        dataclasses.replace(sold, id=f"e{i}", title=f"Event {i}", articles=())
        for i in range(EVENTS)
    )
    cases = tuple(
        dataclasses.replace(c, event=f"e{i}", event_day=f"20{25 - i}-01-27")
        for i in range(EVENTS)
        for c in own
    )
    head = dataclasses.replace(result.headline, event="e0", text={})
    return dataclasses.replace(result, events=events, cases=cases, headline=head, robustness=None)


def test_two_events_are_told_by_the_one_that_leads_many_by_a_table():
    assert not is_overview(deepseek())
    assert is_overview(survey())
    assert "overview" not in render(deepseek()).split("</style>")[1].split("<main>")[0]


def test_the_table_has_a_row_for_each_case_in_the_order_of_their_days():
    rows = overview(survey())

    assert [row.case.event_day for row in rows] == [f"20{y}-01-27" for y in range(21, 26)]
    assert {row.standing for row in rows} == {"unusual"}
    assert counts(rows) == {"unusual": EVENTS}
    assert largest(rows).window.car == pytest.approx(-0.1326, abs=5e-5)
    assert rows[0].placebo.place == 4  # as the table of tests says


@pytest.mark.parametrize(
    ("words", "first", "caution"),
    [
        (
            en,
            "5 events, 5 cases: 5 unusual at the 5\u00a0% level, on the event day itself.",
            "5 of the days were chosen because the price moved (marked †)",
        ),
        (
            ko,
            "사건 5건, 사례 5건: 이례적 5건(5% 수준, 사건일 하루 기준).",
            "사건 5건은 가격이 움직였기",
        ),
    ],
)
def test_the_first_sentence_counts_the_cases_by_how_they_stand(words, first, caution):
    result = survey()

    assert words.headline(result).startswith(first)
    assert "−13.3" in words.headline(result)
    assert words.overview_caution(result).startswith(caution)


def test_the_first_screen_is_the_table_and_the_leading_case_comes_later():
    page = render(survey())
    top, rest = page.split("<main>")
    table = re.search(r'class="scroll overview".*?</table>', top, re.S).group()

    assert table.count("<tr>") == EVENTS + 1
    assert "−13.3" in table
    assert "27 Jan 2023†" in table
    assert "−18.3 … −8.2" in table
    assert "Nvidia closed at $118.42" not in top
    assert "closed at" in rest


def test_the_gallery_gives_the_span_of_days_and_a_picture_of_all(tmp_path):
    write_study(survey(), tmp_path / "survey")
    found = entry(tmp_path / "survey/results.json")

    assert found.date == "27 January 2021 – 27 January 2025"
    assert found.picture.count("<circle") == EVENTS

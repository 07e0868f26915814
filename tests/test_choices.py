"""The specification curve: does the answer depend on our choices?"""

import dataclasses

from studies import deepseek, with_choices
from test_page import Reader

from eventstudy.report.choices import curve_figure
from eventstudy.report.page import render
from eventstudy.report.prose import en, ko


def test_the_page_counts_specifications_and_names_their_kinds():
    page = render(with_choices())
    visible = Reader(page).visible

    assert "4 of 4 specifications have the headline's sign, 4 are significant" in visible
    assert 'id="figure-choices"' in page
    for label in ("clean", "holds the firm", "hit by the news"):
        assert label in visible


def test_each_specification_is_a_dot_and_a_row():
    figure = curve_figure(with_choices(), en)

    assert figure.svg.count("<circle") == len(figure.rows) == 4
    assert figure.rows[0][:3] == ("constant_mean", "S&P 500", "holds the firm")
    assert figure.rows[2][1] == "S&P 500 ex Nvidia"


def test_a_specification_without_a_figure_is_left_out_of_the_picture():
    result = with_choices()
    rows = [dict(result.robustness["rows"][0], car=None), *result.robustness["rows"][1:]]
    found = dataclasses.replace(result, robustness=result.robustness | {"rows": rows})

    assert curve_figure(found, en).svg.count("<circle") == 3


def test_without_other_choices_there_is_no_such_section():
    result = dataclasses.replace(deepseek(), robustness=None)

    assert curve_figure(result, en) is None
    assert 'href="#choices"' not in render(result)


def test_the_caption_reads_in_korean():
    figure = curve_figure(with_choices(), ko)

    assert "설계 4가지 가운데 4가지가" in figure.caption
    assert figure.rows[2][2] == "영향 없음"


def test_specifications_of_other_windows_are_not_drawn():
    result = with_choices()
    rows = [dict(r, window=[0, 5]) for r in result.robustness["rows"]]
    found = dataclasses.replace(result, robustness=result.robustness | {"rows": rows})

    assert curve_figure(found, en) is None

"""The tables as an Excel workbook."""

import io

import pytest
from studies import deepseek, hostile

from eventstudy.errors import InputError
from eventstudy.report import workbook as module
from eventstudy.report.export import write_study
from eventstudy.report.tables import COLUMNS, rows
from eventstudy.report.workbook import SHEETS, require_excel, workbook

openpyxl = pytest.importorskip("openpyxl", reason="the extra excel is not installed")


def opened(result):
    return openpyxl.load_workbook(io.BytesIO(workbook(result)))


def test_every_table_is_a_sheet_with_full_precision():
    book, result = opened(deepseek()), deepseek()

    assert tuple(book.sheetnames) == SHEETS
    for name in SHEETS:
        assert tuple(c.value for c in book[name][1]) == COLUMNS[name]
        assert book[name].max_row == 1 + sum(1 for _ in rows(result, name))
    assert book["windows"].cell(2, 8).value == result.cases[0].windows[0].car


def test_nothing_in_the_workbook_is_a_formula():
    book = opened(hostile())

    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert "f" not in kinds


def test_the_same_result_gives_the_same_bytes():
    assert workbook(deepseek()) == workbook(deepseek())


def test_the_workbook_stands_beside_the_page_where_asked_for(tmp_path):
    write_study(deepseek(), tmp_path / "study", export=("xlsx",))
    assert (tmp_path / "study" / "results.xlsx").is_file()

    write_study(deepseek(), tmp_path / "study")
    assert not (tmp_path / "study" / "results.xlsx").exists()


def test_a_missing_extra_is_named_with_its_pip_line(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    with pytest.raises(InputError, match=r'pip install "market-event-study\[excel\]"'):
        require_excel()

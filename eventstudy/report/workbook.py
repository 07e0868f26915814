"""The tables of a study as an Excel workbook (extra: excel)."""

import io
import re
import zipfile
from importlib.util import find_spec
from typing import Any

from eventstudy.errors import InputError
from eventstudy.prices.written import FORMULA_STARTS
from eventstudy.report.tables import columns_of, rows
from eventstudy.result import Results

SHEETS = ("windows", "abnormal_returns", "claims", "dropped", "prices")
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name
LINE = 'pip install "market-event-study[excel]"'


def require_excel() -> None:
    """Say how to install what a workbook needs, before anything is computed.

    Raises
    ------
    InputError
        If openpyxl is not installed.
    """
    if find_spec("openpyxl") is None:
        raise InputError(f"--export xlsx: openpyxl is not installed; {LINE}")


def workbook(result: Results) -> bytes:
    """Write one sheet for each table; the same result gives the same bytes.

    Text that a spreadsheet would run as a formula gets a leading apostrophe, as
    in the CSV files; characters that Excel cannot hold are left out.
    """
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in SHEETS:
        sheet, columns = book.create_sheet(name), columns_of(result, name)
        sheet.append(columns)
        for record in rows(result, name):
            sheet.append([_cell(record.get(column)) for column in columns])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = "".join(c for c in value if c in "\t\n" or ord(c) >= 32)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _timeless(data: bytes) -> bytes:
    """Pack a workbook again without the times that its writer noted."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            if name != "docProps/core.xml":
                info = zipfile.ZipInfo(name, NO_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(info, _without_core(name, old.read(name)))
    return out.getvalue()


def _without_core(name: str, content: bytes) -> bytes:
    """Drop references to the part that holds creation times."""
    if name not in {"[Content_Types].xml", "_rels/.rels"}:
        return content
    return re.sub(rb"<(Override|Relationship)[^>]*docProps/core\.xml[^>]*/>", b"", content)

"""Write a study's files as a whole: all of them or, on failure, none."""

import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from eventstudy.report.jsontext import from_json, results_schema, to_json
from eventstudy.report.page import SHARED_PLOTLY, build, figure_files, plotly_text
from eventstudy.report.pictures import pictures, require_static
from eventstudy.report.prose.table import PROSE
from eventstudy.report.tables import csv_files
from eventstudy.report.workbook import require_excel, workbook
from eventstudy.result import Results

# what --export names: what it needs, said before anything is computed
EXPORTS = {"xlsx": require_excel, "static": require_static}

# written by a small study, or by a large panel; what an earlier run left is removed
LARGE_OR_SMALL = {
    "abnormal_returns.csv",
    "prices.csv",
    "abnormal_returns.parquet",
    "prices.parquet",
    "events.parquet",
    "results.xlsx",
    "config.yaml",
}
__all__ = ["from_json", "page_name", "results_schema", "to_json", "write_study"]


def page_name(lang: str) -> str:
    """Return the file name of a language's page; the first language is report.html."""
    return f"report.{lang}.html"


def write_study(
    result: Results,
    folder: Path,
    langs: Sequence[str] = ("en",),
    assets: str = "inline",
    export: Collection[str] = (),
    files: Mapping[str, bytes] | None = None,
) -> tuple[Path, ...]:
    """Write page, results and CSV files of a study into a folder.

    Everything is made in a folder beside it first and then moved in, so that an
    earlier report stays whole if anything fails.

    Parameters
    ----------
    result : Results
    folder : Path
        Made if absent; files of the same names are replaced.
    langs : sequence of str
        The first gets ``report.html``, the others ``report.<lang>.html``.
    assets : {"inline", "shared"}
        ``shared`` puts plotly once beside the study folders.
    export : collection of {"xlsx", "static"}
        ``xlsx`` also writes the tables as ``results.xlsx``, ``static`` every figure as SVG and
        PNG in the first language.
    files : mapping of str to bytes, optional
        Further files, those of a large panel.

    Returns
    -------
    tuple of Path
        The files written, pages first.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    texts = _contents(result, tuple(langs), assets)
    book = {"results.xlsx": workbook(result)} if "xlsx" in export else {}
    drawings = pictures(result, langs[0]) if "static" in export else {}
    contents = {name: text.encode("utf-8") for name, text in texts.items()}
    contents |= {**book, **drawings, **(files or {})}
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, data in contents.items():
            (staging / name).write_bytes(data)
        if assets == "shared":
            _share_plotly(folder.parent)
        folder.mkdir(exist_ok=True)
        for name in contents:
            (staging / name).replace(folder / name)
        drawn = {f.name for f in folder.glob("figure-*.*")}
        pages = {page_name(lang) for lang in PROSE}
        for name in (drawn | pages | LARGE_OR_SMALL) - set(contents):
            (folder / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(folder / name for name in contents)


def _contents(result: Results, langs: tuple[str, ...], assets: str) -> dict[str, str]:
    text, tables = to_json(result), csv_files(result)
    pages = {
        "report.html" if i == 0 else page_name(lang): build(
            result, text, tables, lang, tuple(o for o in langs if o != lang), assets
        )
        for i, lang in enumerate(langs)
    }
    files = {f"{name}.csv": table for name, table in tables.items()}
    if assets == "shared":
        files |= figure_files(result, langs[0]) | {"config.yaml": result.study.config}
    return {**pages, "results.json": text + "\n", **files}


def _share_plotly(parent: Path) -> None:
    target = parent / SHARED_PLOTLY
    text = plotly_text().encode("utf-8")
    if not target.is_file() or target.read_bytes() != text:
        part = parent / f".{SHARED_PLOTLY}.part"
        part.write_bytes(text)
        part.replace(target)

"""From Python: run a config, look at its result, write its page; read an article."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventstudy.article import Article
from eventstudy.config import read_study
from eventstudy.panel_frames import PanelResult
from eventstudy.pipeline import run_panel, run_study
from eventstudy.report.jsontext import to_json
from eventstudy.report.page import render
from eventstudy.report.tables import columns_of, rows
from eventstudy.result import Results
from eventstudy.study import EventsFile

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class StudyResult:
    """The result of a study: the value the page is made from, with its tables.

    Attributes
    ----------
    value : Results
        Everything in results.json. Its fields (``headline``, ``cases``, ``events``, …) can
        be asked of this object too.
    panel_result : PanelResult or None
        The arrays and frames of a study of an events file.
    """

    value: Results
    panel_result: "PanelResult | None" = None

    def __getattr__(self, name: str) -> Any:
        """Look other names up in the value."""
        return getattr(self.value, name)

    @property
    def windows(self) -> "pd.DataFrame":
        """CARs with standard error, interval, BHAR and p-values: a row a case and window."""
        return self._frame("windows")

    @property
    def abnormal_returns(self) -> "pd.DataFrame":
        """Actual, normal and abnormal returns: a row a case and session, decimal fractions."""
        return self._frame("abnormal_returns")

    @property
    def claims(self) -> "pd.DataFrame":
        """Claims with their ratings: a row each."""
        return self._frame("claims")

    @property
    def dropped(self) -> "pd.DataFrame":
        """Cases that could not be computed, with the reason."""
        return self._frame("dropped")

    def to_html(self, path: str | Path, lang: str = "en") -> Path:
        """Write the page; a file that stands there is replaced as a whole."""
        target = Path(path)
        part = target.with_name(f".{target.name}.part")
        part.write_text(render(self.value, lang), encoding="utf-8", newline="\n")
        return part.replace(target)

    def to_json(self) -> str:
        """Return results.json as text."""
        return to_json(self.value)

    def _frame(self, name: str) -> "pd.DataFrame":
        import pandas as pd

        arrays = self.panel_result if name in ("windows", "abnormal_returns") else None
        if arrays is not None and not self.value.cases:
            frame: pd.DataFrame = getattr(arrays, name)
            return frame
        return pd.DataFrame(
            list(rows(self.value, name)), columns=list(columns_of(self.value, name))
        )

    def _repr_html_(self) -> str:
        """Show headline and main windows in a notebook."""
        body = "".join(f"<tr>{cells}</tr>" for cells in _main_rows(self.value))
        head = "<tr><th>event</th><th>security</th><th>window</th><th>CAR</th><th>p (t)</th></tr>"
        text = html.escape(self.value.headline.text.get("en", ""))
        return f"<p>{text}</p><table>{head}{body}</table>"


def _main_rows(value: Results) -> Iterator[str]:
    """Yield the table cells of every main case and window."""
    for case in value.cases:
        for window in case.windows if case.label == "main" else ():
            p = next((getattr(t, "p_value", None) for t in window.tests if t.name == "t"), None)
            car = "not yet known" if window.car is None else f"{window.car:+.2%}"
            cells = (case.event, case.security, str(list(window.window)), car)
            shown = (*cells, "" if p is None else f"{p:.3g}")
            yield "".join(f"<td>{html.escape(c)}</td>" for c in shown)


def run(config: str | Path, *, prices: str | Path | None = None) -> StudyResult:
    """Run a study as ``eventstudy run`` does, without writing files.

    Parameters
    ----------
    config : str or Path
        A config file.
    prices : str or Path, optional
        Folder or CSV that replaces every price source of the config.

    Returns
    -------
    StudyResult
        ``windows``, ``abnormal_returns`` and ``claims`` are data frames.

    Raises
    ------
    InputError
        If the config or a record is wrong.
    PriceError
        If needed prices are missing or refused.
    """
    override, file = Path(prices) if prices is not None else None, read_study(config)
    if isinstance(file.study.events, EventsFile):
        done = run_panel(file, override)
        return StudyResult(done.result, done.outcome)
    return StudyResult(run_study(file, override))


def extract(
    text: str,
    *,
    published: str | date | datetime | None = None,
    url: str | None = None,
    names: str | Path | None = None,
) -> Article:
    """Propose the record of an article, as ``eventstudy extract`` does.

    Parameters
    ----------
    text : str
        Plain text, Korean or English.
    published : str, date or datetime, optional
        A date, or an instant with offset; default: the text's own date line.
    url : str, optional
        Address of the page; its day dates a text that has no date line.
    names : str or Path, optional
        A file of further names of securities.

    Returns
    -------
    Article
        ``claims``, ``events`` and ``not_about_prices``, each with its words and their
        offset. ``eventstudy.reading.extract.extract`` also gives what was not understood.

    Raises
    ------
    InputError
        If nothing says when the article was published, or the names cannot be read.
    """
    from eventstudy.reading import extract as reader
    from eventstudy.reading.lexicon import with_file

    lexicon = None if names is None else with_file(Path(names))
    when = None if published is None else str(published)
    return reader.extract(text, published=when, url=url, lexicon=lexicon).article

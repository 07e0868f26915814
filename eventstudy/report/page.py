"""One HTML file from a result and nothing else.

Autoescaped, self-contained, readable with scripts off. A Content-Security-Policy
allows the page's own scripts by hash and no request at all.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from eventstudy.article import UNEDITED
from eventstudy.names import LANGUAGES
from eventstudy.report import views
from eventstudy.report.calibration_view import calibration_tables
from eventstudy.report.choices import curve_figure
from eventstudy.report.figures import daily_bars, histogram, paths
from eventstudy.report.format import plain_percent
from eventstudy.report.jsontext import to_json
from eventstudy.report.language import in_language, language_of, marked
from eventstudy.report.machine import bibtex, claim_reviews
from eventstudy.report.overview import is_overview
from eventstudy.report.panel_view import panel_view
from eventstudy.report.plot import Figure, table_csv, together
from eventstudy.report.prose.table import PROSE
from eventstudy.report.svg import score_strip
from eventstudy.report.tables import csv_files
from eventstudy.report.timeline import timeline
from eventstudy.result import Results

# characters that a data: address inside an attribute cannot hold as they are
ADDRESS = {c: f"%{ord(c):02X}" for c in "%\r\n\t #<>&'"}
RESULTS = "results.json"
SHARED_PLOTLY = "plotly.min.js"
MOST_INSIDE = 4_000_000  # characters of a panel's files that its page carries for download
MOST_CARRIED = 20_000_000  # characters of results that a panel's page carries, not names
PACKING = 1  # zlib level: half the time of 4 for 0.2 MB more


def render(
    result: Results, lang: str = "en", others: tuple[str, ...] = (), assets: str = "inline"
) -> str:
    """Write the page of a study.

    Parameters
    ----------
    result : Results
        The page shows this value only, and carries it.
    lang : str
        A key of ``PROSE``.
    others : tuple of str
        Further languages written beside this page, to link to.
    assets : {"inline", "shared"}
        ``shared`` reads plotly from a file one folder up, and links to results and tables
        beside the page, instead of carrying them.

    Returns
    -------
    str
        The same bytes for the same result and versions.
    """
    return build(result, to_json(result), csv_files(result), lang, others, assets)


def build(
    result: Results,
    text: str,
    tables: dict[str, str],
    lang: str,
    others: tuple[str, ...],
    assets: str,
) -> str:
    """Write the page from a result whose JSON and CSV texts are at hand."""
    words = PROSE[lang]
    result = in_language(result, lang, words)
    if result.panel is not None:
        return _panel_page(result, text, tables, lang, others, assets)
    inline = assets == "inline"
    figures = _figures(result, words)
    script, css = _asset("page.js"), _asset("page.css")
    scripts = [script] + ([plotly_text()] if inline else [])
    return _template("page.html.j2").render(
        lang=lang,
        languages=LANGUAGES,
        others=others,
        w=words,
        t=words.LABELS,
        unedited=UNEDITED,
        r=result,
        v=views.page_view(result, words),
        strip=Markup(score_strip(views.score(result))),
        figures=figures,
        figure_files={
            f.id: data_address("text/csv", table_csv(f)) if inline else figure_file(f.id)
            for f in _all(figures)
        },
        beside=_tables_beside(result, figures) if not inline else (),
        reviews=_json(claim_reviews(result)),
        bibtex=bibtex(result),
        specs=_json(together(_all(figures))),
        result_json=_script_text(text if inline else pointer(text)),
        downloads=_downloads(tables, words, assets),
        policy=_policy(scripts, css, assets),
        css=Markup(css),
        script=Markup(script),
        style_ids=_style_ids(),
        packed=_packed() if inline else None,
        shared=SHARED_PLOTLY,
    )


def _tables_beside(result: Results, figures: dict[str, Any]) -> tuple[str, ...]:
    """Name the drawings of a study of many events whose tables are only files beside the page."""
    bars = figures["bars"] if is_overview(result) else ()
    return tuple(f.id for f in bars[1:])


def page_figures(result: Results, lang: str) -> list[Figure]:
    """Return the figures of a study's page, those of the claims table left out."""
    words = PROSE[lang]
    return _all(_figures(in_language(result, lang, words), words))


def figure_files(result: Results, lang: str) -> dict[str, str]:
    """Write the table of each figure as CSV text, by file name, for a page that links to them."""
    if result.panel is not None:
        return {}
    return {figure_file(f.id): table_csv(f) for f in page_figures(result, lang)}


def figure_file(figure_id: str) -> str:
    """Name the file of a figure's table beside the page."""
    return f"figure-{figure_id}.csv"


def _panel_page(
    result: Results,
    text: str,
    tables: dict[str, str],
    lang: str,
    others: tuple[str, ...],
    assets: str,
) -> str:
    """Write the page of a study of many events; it has no script."""
    shared, css = PROSE[lang], _asset("page.css") + "\n" + _asset("panel.css")
    view = panel_view(result, lang, shared.NULLS)
    inline = assets == "inline"
    return _template("panel.html.j2").render(
        lang=lang,
        languages=LANGUAGES,
        others=others,
        shared=shared,
        t=shared.LABELS,
        w=view["words"],
        l=view["labels"],
        r=result,
        v=view,
        result_json=_script_text(text if inline and len(text) <= MOST_CARRIED else pointer(text)),
        downloads=_panel_downloads(text, tables, shared, inline=inline),
        policy=_policy([], css, "inline"),
        css=Markup(css),
    )


def _panel_downloads(
    text: str, tables: dict[str, str], words: ModuleType, *, inline: bool
) -> list[dict[str, str]]:
    """Return the files of a panel: inside the page, or beside it where they are large."""
    if inline and len(text) + sum(map(len, tables.values())) <= MOST_INSIDE:
        *listed, whole = _downloads(tables, words)
        return [*listed, whole | {"href": data_address("application/json", text)}]
    names = {f"{name}.csv": words.LABELS[f"{name}_csv"] for name in tables}
    names["results.json"] = words.LABELS["all_json"]
    return [{"name": name, "label": label, "href": name} for name, label in names.items()]


def gallery_page(entries: Sequence[Any]) -> str:
    """Write the page that lists studies; it has no script."""
    css = _asset("page.css")
    return _template("gallery.html.j2").render(
        entries=entries, css=Markup(css), policy=_policy([], css, "inline")
    )


def calibration_page(title: str, found: dict[str, Any]) -> str:
    """Write the page of a calibration; it has no script."""
    css = _asset("page.css")
    return _template("calibration.html.j2").render(
        title=title,
        alpha=plain_percent(found["alpha"]),
        tables=calibration_tables(found),
        draws=f"{found['draws']:,}",
        seed=found["seed"],
        config=found["config_sha256"],
        prices=found["prices_sha256"],
        css=Markup(css),
        policy=_policy([], css, "inline"),
    )


def _figures(result: Results, words: ModuleType) -> dict[str, Any]:
    return {
        "timeline": timeline(result, words),
        "bars": daily_bars(result, words),
        "paths": paths(result, words),
        "histogram": histogram(result, words),
        "choices": curve_figure(result, words),
    }


def _all(figures: dict[str, Any]) -> list[Figure]:
    singles = [figures["timeline"], figures["histogram"], figures["choices"]]
    several = (*figures["bars"], *figures["paths"])
    return [f for f in (*singles, *several) if f is not None]


def pointer(text: str) -> str:
    """Name the results file that stands beside a page which does not carry it."""
    digest = hashlib.sha256(f"{text}\n".encode()).hexdigest()
    return json.dumps({"file": RESULTS, "sha256": digest})


def _downloads(
    tables: dict[str, str], words: ModuleType, assets: str = "inline"
) -> list[dict[str, str]]:
    """Return every file of the study: an address that holds it, or its name beside the page."""
    inline = assets == "inline"
    listed = [
        {
            "name": f"{name}.csv",
            "label": words.LABELS[f"{name}_csv"],
            "href": data_address("text/csv", table) if inline else f"{name}.csv",
        }
        for name, table in tables.items()
    ]
    # the page's script gives the results that the page carries; without it, the file beside it
    whole = {"name": RESULTS, "label": words.LABELS["all_json"], "href": RESULTS}
    return [*listed, whole]


def data_address(kind: str, text: str) -> Markup:
    """Write text as a ``data:`` address that may stand in a quoted attribute."""
    for character, code in ADDRESS.items():
        text = text.replace(character, code)
    return Markup(f"data:{kind};charset=utf-8,{text}")


def _policy(scripts: list[str], css: str, assets: str) -> str:
    """Allow our scripts and style by hash, pictures from the file itself, nothing else."""
    allowed = " ".join(_hash(s) for s in scripts) or "'none'"
    beside = " 'self' file:" if assets == "shared" else ""
    return (
        f"default-src 'none'; script-src {allowed}{beside}; style-src {_hash(css)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(value: Any) -> Markup:
    return _script_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _script_text(text: str) -> Markup:
    """Make JSON safe inside a script element: no ``<`` is left to close it."""
    return Markup(text.replace("<", "\\u003c"))


@cache
def _asset(name: str) -> str:
    return files("eventstudy.report").joinpath(name).read_text(encoding="utf-8").strip("\n")


@cache
def plotly_text() -> str:
    """Return plotly.js as the installed plotly package ships it."""
    from plotly.offline import get_plotlyjs

    text: str = get_plotlyjs()
    return text


@cache
def _style_ids() -> tuple[str, ...]:
    """Name the styles that plotly adds for its maps unless an element has their id.

    The page has no map and its policy would refuse them.
    """
    return tuple(dict.fromkeys(re.findall(r'getElementById\("([0-9a-f]{64})"\)', plotly_text())))


@cache
def _packed() -> Markup:
    """Return plotly.js deflated: a third of its size, and unpacked after the first paint."""
    packed = zlib.compress(plotly_text().encode(), PACKING)
    return Markup(base64.b64encode(packed).decode())


@cache
def _template(name: str) -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"marked": marked, "language_of": language_of}
    return environment.from_string(_asset(name))

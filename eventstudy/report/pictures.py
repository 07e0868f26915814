"""Every figure of a page as an SVG and a PNG file (extra: static).

Our own drawings become files that stand alone, with the page's light colours in
them. Chromium draws the others, through kaleido, from the figures that the page
holds; nothing is asked of any network.
"""

import base64
import os
import re
import shutil
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from eventstudy.errors import InputError
from eventstudy.report.page import page_figures
from eventstudy.report.plot import Figure, Spec
from eventstudy.report.prose.table import PROSE
from eventstudy.report.svg import WIDTH
from eventstudy.report.views import page_view
from eventstudy.result import Results

LINE = 'pip install "market-event-study[static]"'
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SIZE = (1200, 600)  # pixels of a drawn figure, as the page's own button saves it
SHARPNESS = 2  # pixels of a PNG for each of these
ROW = 88.0  # height of one claim in the claims picture
SECONDS = 120.0  # for one figure on a busy machine


def require_static() -> None:
    """Say how to install what pictures need, before anything is computed.

    Raises
    ------
    InputError
        If kaleido is not installed, or no browser is found for it.
    """
    if find_spec("kaleido") is None:
        raise InputError(f"--export static: kaleido is not installed; {LINE}")
    if _browser() is None:
        raise InputError(
            "--export static: found no Chromium or Chrome to draw with; install one (Debian: "
            "apt install chromium), or set BROWSER_PATH to its program"
        )


def pictures(result: Results, lang: str) -> dict[str, bytes]:
    """Draw every figure of a study's page in the colours of print.

    Returns
    -------
    dict of str to bytes
        ``figure-<id>.svg`` and ``figure-<id>.png``. Nothing for a panel, whose page
        draws its own figures.

    Raises
    ------
    InputError
        If the browser does not start or does not draw.
    """
    if result.panel is not None:
        return {}
    figures = page_figures(result, lang)
    own = {f.id: stand_alone(f.svg) for f in figures if f.svg}
    claims = _claims(result, lang)
    own |= {"claims": stand_alone(claims)} if claims else {}
    specs = {f.id: _painted_figure(f) for f in figures if f.spec}
    jobs = {f"figure-{key}.png": (_holding(svg), "png") for key, svg in own.items()}
    for key, spec in specs.items():
        jobs |= {f"figure-{key}.{kind}": (spec, kind) for kind in ("svg", "png")}
    drawings = {f"figure-{key}.svg": svg.encode() for key, svg in own.items()}
    return dict(sorted((drawings | _drawn(jobs)).items()))


def stand_alone(svg: str) -> str:
    """Give a drawing its size, its name space and the rules of the page's style sheet."""
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
    opening, _, rest = svg.partition(">")
    paper = f'<rect width="100%" height="100%" fill="{_colours()["$paper"]}"/>'
    return f"{head}{opening.removeprefix('<svg')}><style>{_rules()}</style>{paper}{rest}\n"


def _claims(result: Results, lang: str) -> str:
    """Stack the rows of the claims picture, each under its number, set and verdict."""
    rows = [c for c in page_view(result, PROSE[lang])["claims"] if c["plot"]]
    parts = []
    for i, claim in enumerate(rows):
        top, said = i * ROW, f"{claim['number']}  {claim['reading']}"
        found = f"{claim['allowed']} · {claim['observed']} · {claim['word']}"
        parts.append(f'<text x="14" y="{top + 18}">{escape(said)}</text>')
        parts.append(f'<text class="axis" x="14" y="{top + 34}">{escape(found)}</text>')
        parts.append(str(claim["plot"]).replace("<svg", f'<svg y="{top + 38}" height="46"', 1))
    size = f'viewBox="0 0 {WIDTH:.0f} {len(rows) * ROW:.0f}"'
    return f"<svg {size}>{''.join(parts)}</svg>" if rows else ""


def _painted_figure(figure: Figure) -> Spec:
    """Put the page's light colours and the title of the upright axis into a figure."""
    spec: Spec = _painted(figure.spec)
    upright = spec["layout"]["yaxis"] | {"title": {"text": spec["layout"]["meta"]["upright"]}}
    layout = spec["layout"] | {"paper_bgcolor": _colours()["$paper"], "yaxis": upright}
    return {"data": spec["data"], "layout": layout}


def _painted(value: Any) -> Any:
    """Replace every colour token, as the page's script does."""
    if isinstance(value, Mapping):
        return {key: _painted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_painted(item) for item in value]
    return _colours().get(value, value) if isinstance(value, str) else value


def _holding(svg: str) -> Spec:
    """Return an empty figure that shows a drawing of our own, for a picture of it."""
    width, height = map(float, re.findall(r'width="([\d.]+)" height="([\d.]+)"', svg)[0])
    address = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1}
    nothing = {"visible": False, "fixedrange": True}
    layout = {
        "width": width,
        "height": height,
        "margin": dict.fromkeys("lrtb", 0),
        "images": [{"source": address, "sizing": "contain", **place}],
        "xaxis": nothing,
        "yaxis": nothing,
    }
    return {"data": [], "layout": layout}


def _drawn(jobs: Mapping[str, tuple[Spec, str]]) -> dict[str, bytes]:
    import asyncio

    os.environ.setdefault("BROWSER_PATH", _browser() or "")
    try:
        return asyncio.run(_draw(jobs))
    except Exception as error:  # a browser fails in many ways, and none is ours
        raise InputError(
            f"--export static: the browser {os.environ['BROWSER_PATH']} did not draw: "
            f"{type(error).__name__}: {error}"
        ) from None


async def _draw(jobs: Mapping[str, tuple[Spec, str]]) -> dict[str, bytes]:
    from kaleido import Kaleido, PageGenerator

    drawn: dict[str, bytes] = {}
    page = PageGenerator(mathjax=False)
    async with Kaleido(n=1, timeout=SECONDS, page_generator=page) as kaleido:
        for name, (spec, kind) in jobs.items():
            width = spec["layout"].get("width", SIZE[0])
            height = spec["layout"].get("height", SIZE[1])
            scale = SHARPNESS if kind == "png" else 1
            options = {"format": kind, "width": width, "height": height, "scale": scale}
            data = await kaleido.calc_fig(spec, opts=options)
            drawn[name] = _named_alike(data) if kind == "svg" else data
    return drawn


def _named_alike(svg: bytes) -> bytes:
    """Replace the random part that plotly puts into names, so that two runs give the same bytes."""
    found = re.search(rb'id="defs-([0-9a-f]{6})"', svg)
    return svg if found is None else svg.replace(found.group(1), b"figure")


def _browser() -> str | None:
    """Return the program that draws: the one that was named, or one on the path."""
    named = os.environ.get("BROWSER_PATH") or os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@cache
def _style() -> str:
    return files("eventstudy.report").joinpath("page.css").read_text(encoding="utf-8")


@cache
def _colours() -> dict[str, str]:
    """Return the light palette by token: the first block of the style sheet."""
    named = re.findall(r"--([\w-]+): ([^;]+);", _style().partition("@media")[0])
    return {"$clear": "rgba(0,0,0,0)"} | {f"${name}": value for name, value in named}


@cache
def _rules() -> str:
    """Return the rules for drawings, every variable replaced by its colour."""
    lines = [x for x in _style().splitlines() if re.match(r"svg |\.shape\.", x)]
    text = re.sub(r"var\(--([\w-]+)\)", lambda m: _colours()[f"${m[1]}"], "\n".join(lines))
    return escape(text, quote=False)

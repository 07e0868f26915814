"""Figures as files of their own."""

import re
import shutil
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner
from studies import CONFIGS, deepseek, hostile, september

from eventstudy import cli, commands
from eventstudy.errors import InputError
from eventstudy.report import export, pictures
from eventstudy.report.page import page_figures
from eventstudy.report.pictures import require_static, stand_alone

SVG = "{http://www.w3.org/2000/svg}svg"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def browser():
    pytest.importorskip("kaleido", reason="the extra static is not installed")
    if not shutil.which("chromium"):
        pytest.skip("no chromium here")


def test_every_figure_is_written_as_svg_and_png(tmp_path, browser):
    export.write_study(september(), tmp_path / "study", export=("static",))
    drawn = {p.name for p in (tmp_path / "study").glob("figure-*")}
    wanted = {f.id for f in page_figures(september(), "en")} | {"claims"}

    assert drawn == {f"figure-{w}.{kind}" for w in wanted for kind in ("svg", "png")}
    for name in drawn:
        data = (tmp_path / "study" / name).read_bytes()
        assert data.startswith(PNG) if name.endswith("png") else ET.fromstring(data).tag == SVG
        assert b"$ink" not in data

    export.write_study(september(), tmp_path / "study")
    assert list((tmp_path / "study").glob("figure-*")) == []


def test_the_same_figure_gives_the_same_drawing(browser):
    figure = next(f for f in page_figures(september(), "en") if f.id == "ordinary")
    job = {"x.svg": (pictures._painted_figure(figure), "svg")}

    assert pictures._drawn(job) == pictures._drawn(job)


@pytest.mark.parametrize("result", [deepseek, hostile])
def test_our_own_drawings_stand_alone_with_the_page_s_colours(result):
    drawings = [stand_alone(f.svg) for f in page_figures(result(), "en") if f.svg]
    drawings.append(stand_alone(pictures._claims(result(), "en")))

    for svg in drawings:
        assert {e.tag.partition("}")[2] for e in ET.fromstring(svg).iter()} <= {
            *("svg", "style", "rect", "g", "line", "path", "text", "title", "circle")
        }
        assert "var(" not in svg
        assert not re.search(r"href|url\(", svg)


def test_the_command_s_kinds_are_those_that_are_written():
    assert tuple(export.EXPORTS) == commands.EXPORTS


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["--export", "xlsx"], ("xlsx",)),
        (["--export", "xlsx,static"], ("xlsx", "static")),
        (["--export", "static", "--export", "xlsx"], ("static", "xlsx")),
        ([], ()),
    ],
)
def test_exports_may_be_listed_or_given_twice(given, read):
    context = commands.run.make_context("run", [*given, "x.yaml"])

    assert context.params["export"] == read


def test_an_unknown_kind_is_refused_with_those_there_are():
    done = CliRunner().invoke(cli.cli, ["run", "x.yaml", "--export", "pdf"])

    assert done.exit_code == 2
    assert "'pdf'; allowed: xlsx, static" in done.output


def test_a_missing_extra_is_named_before_anything_is_computed(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", lambda name: None)
    line = r'kaleido is not installed; pip install "market-event-study\[static\]"'

    with pytest.raises(InputError, match=line):
        require_static()
    done = CliRunner().invoke(
        cli.cli,
        [
            "run",
            str(CONFIGS / "nvda-2024-09-03.yaml"),
            "--export",
            "static",
            "--out",
            str(tmp_path),
        ],
    )
    assert done.exit_code == InputError.exit_code
    assert list(tmp_path.iterdir()) == []


def test_a_missing_browser_is_named(monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", lambda name: True)
    monkeypatch.setattr(pictures, "_browser", lambda: None)

    with pytest.raises(InputError, match="apt install chromium"):
        require_static()

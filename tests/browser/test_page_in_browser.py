"""The page in a real browser: nothing leaves, nothing breaks, everything can be reached."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from studies import deepseek, hostile, september

from eventstudy.report.export import write_study
from eventstudy.report.gallery import write_index
from eventstudy.report.tables import csv_of

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
if not CHROMIUM:
    pytest.skip("no chromium here; set CHROMIUM to its path", allow_module_level=True)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PAGES = ["study/report.html", "study/report.ko.html", "index.html"]
SCREENS = [(360, 780), (768, 1024), (1400, 900), (2560, 1400)]
LAST_PLOT = "#plot-ordinary .main-svg"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("reports")
    write_study(deepseek(), where / "study", ("en", "ko"))
    write_study(september(), where / "september")
    write_study(hostile(), where / "hostile")
    write_index(where)
    return where


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """An open page with what it said and asked for."""

    def __init__(self, chromium, address, **options):
        self.page = chromium.new_context(**options).new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda m: self.said.append(m.text))
        self.page.on("pageerror", lambda e: self.said.append(str(e)))
        self.page.on("dialog", lambda d: self.said.append(d.message))
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.goto(address.as_uri())

    def ready(self):
        self.page.locator(LAST_PLOT).first.wait_for(state="attached")
        return self.page


@pytest.mark.parametrize("name", ["study/report.html", "hostile/report.html"])
def test_nothing_runs_that_should_not_and_no_request_leaves(chromium, folder, name):
    visit = Visit(chromium, folder / name)
    visit.ready()

    assert visit.said == []
    assert [u for u in visit.asked if not u.startswith((folder.as_uri(), "data:", "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(chromium, folder, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    visit = Visit(chromium, folder / name, color_scheme=scheme, bypass_csp=True)
    if name != "index.html":
        visit.ready()

    found = axe.Axe().run(visit.page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize(
    "name", ["study/report.html", "study/report.ko.html", "september/report.html"]
)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_screen_holds_answer_score_caution_and_data(
    chromium, folder, name, width, height
):
    page = Visit(chromium, folder / name, viewport={"width": width, "height": height}).page

    for part in (".answer", ".score", ".caution", ".dataline"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= height, part
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_does_not_move_after_it_has_loaded(chromium, folder):
    visit = Visit(chromium, folder / "study/report.html")
    page = visit.ready()
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 300);
        })"""
    )

    assert shift < 0.01


def test_with_scripts_off_every_figure_stands_as_picture_or_table(chromium, folder):
    page = Visit(chromium, folder / "study/report.html", java_script_enabled=False).page

    assert page.locator("figure svg").first.is_visible()
    for name in ("timeline", "path-1", "ordinary"):
        assert page.locator(f"#figure-{name} table").is_visible()
    assert page.locator('a[download="prices.csv"]').is_visible()


def test_every_figure_with_a_script_folds_its_table(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").ready()

    assert not page.locator("#figure-timeline table").is_visible()
    page.locator("#figure-timeline summary").click()
    assert page.locator("#figure-timeline table").is_visible()


def test_the_keyboard_reaches_every_control(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").ready()
    wanted = page.evaluate("document.querySelectorAll('a[href], button, summary').length")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    seen = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary')]
            .filter(e => { e.focus(); return document.activeElement === e; }).length"""
    )
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('details:not([open]) :is(a[href], button, summary)')]
            .filter(e => e.parentElement.tagName !== 'DETAILS' || !e.matches('summary')).length"""
    )
    assert seen + hidden >= wanted


def test_a_reader_finds_the_answers_by_visible_text(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").ready()

    row = page.locator("table.claims tr", has_text="17% 폭락")
    assert "consistent" in row.inner_text()
    assert "[16.5\u00a0%, 17.5\u00a0%]" in row.inner_text()
    assert "−13.3 points are abnormal" in page.locator(".answer").inner_text()
    assert "−16.5 against the index without Nvidia" in page.locator(".answer").inner_text()
    assert page.get_by_text("Dr. Martin Luther King Jr. Day").first.is_visible()
    assert "was chosen because the price moved" in page.locator(".caution").first.inner_text()


def test_the_prices_can_be_downloaded_and_are_those_used(chromium, folder, tmp_path):
    page = Visit(chromium, folder / "study/report.html").page
    with page.expect_download() as waiting:
        page.get_by_text("prices used (CSV)").click()
    waiting.value.save_as(tmp_path / "prices.csv")

    assert (tmp_path / "prices.csv").read_bytes() == csv_of(deepseek(), "prices").encode("utf-8")


@pytest.mark.parametrize("name", ["timeline", "abnormal-3"])
def test_a_figure_can_be_saved_as_a_picture(chromium, folder, tmp_path, name):
    page = Visit(chromium, folder / "study/report.html").ready()
    with page.expect_download() as waiting:
        page.locator(f'.tools[data-name="{name}"] button').click()
    waiting.value.save_as(tmp_path / "figure.png")

    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "figure.png").stat().st_size > 5_000


def test_a_reader_can_switch_to_korean_and_back(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").page
    page.get_by_text("한국어").click()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert "16.97% 내렸다" in page.locator(".answer").inner_text()

    page.get_by_text("English").click()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_gallery_leads_to_the_study(chromium, folder):
    page = Visit(chromium, folder / "index.html").page
    page.get_by_text("What did Nvidia do when DeepSeek R1 arrived?").first.click()

    assert page.locator(".answer").is_visible()


def test_print_takes_the_light_colours_in_dark_mode_too(chromium, folder):
    visit = Visit(chromium, folder / "study/report.html", color_scheme="dark")
    page = visit.ready()
    line = "#plot-timeline .scatterlayer .js-line"
    dark = page.locator(line).first.get_attribute("style")
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(500)

    assert page.locator(line).first.get_attribute("style") != dark
    assert "rgb(11, 92, 140)" in page.locator(line).first.get_attribute("style")

"""The page in a real browser: nothing leaves, nothing breaks, everything can be reached."""

import re

import pytest
from visits import Visit

PAGES = [
    "study/report.html",
    "study/report.ko.html",
    "index.html",
    "panel/report.html",
    "panel/report.ko.html",
]
SCREENS = [(360, 780), (768, 1024), (1400, 900), (2560, 1400)]


@pytest.mark.parametrize("name", ["study/report.html", "hostile/report.html", "index.html"])
def test_nothing_runs_that_should_not_and_no_request_leaves(chromium, folder, name):
    visit = Visit(chromium, folder / name)
    if name != "index.html":
        visit.drawn().locator("#plot-timeline").hover()

    assert visit.said == []
    assert [u for u in visit.asked if not u.startswith((folder.as_uri(), "data:", "blob:"))] == []


@pytest.mark.parametrize("name", ["hostile/report.html", "index.html"])
def test_hostile_text_stands_there_as_text(chromium, folder, name):
    page = Visit(chromium, folder / name).page

    assert page.get_by_text("<script>alert(1)</script>").first.is_visible()
    assert page.locator("[onclick], a[href^='javascript:']").count() == 0


def test_the_page_s_policy_refuses_scripts_handlers_and_requests(chromium, folder):
    visit = Visit(chromium, folder / "index.html")
    ran = visit.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.head.append(script);
            document.body.insertAdjacentHTML('beforeend', '<b onclick="window.ran = true">x</b>');
            document.body.lastElementChild.click();
            return window.ran === true;
        }"""
    )
    left = visit.page.evaluate("fetch('https://example.invalid/').then(() => true, () => false)")

    assert not ran
    assert not left
    assert sum("Content Security Policy" in text for text in visit.said) >= 3


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_in_light_and_dark(chromium, folder, name):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = Visit(chromium, folder / name, bypass_csp=True).drawn()

    colours = {"runOnly": ["color-contrast"]}  # a scheme changes nothing else
    for scheme, rules in (("light", {}), ("dark", colours)):
        page.emulate_media(color_scheme=scheme)
        found = axe.run(page, options=rules | {"resultTypes": ["violations"]}).response[
            "violations"
        ]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == [], scheme


@pytest.mark.parametrize(
    "name", ["study/report.html", "study/report.ko.html", "september/report.html"]
)
def test_the_first_screen_holds_answer_score_caution_and_data(chromium, folder, name):
    page = Visit(chromium, folder / name).page

    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for part in (".answer", ".score", ".caution", ".dataline"):
            box = page.locator(part).first.bounding_box()
            assert box["y"] + box["height"] <= height, (part, width)
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


@pytest.fixture(scope="module")
def study(chromium, folder):
    """Return the study's page with every figure drawn, for tests that leave it as it is."""
    return Visit(chromium, folder / "study/report.html").drawn()


def test_every_figure_with_a_script_folds_its_table(study):
    page = study

    assert not page.locator("#figure-timeline table").is_visible()
    page.locator("#figure-timeline summary").click()
    assert page.locator("#figure-timeline table").is_visible()


@pytest.mark.parametrize("name", ["timeline", "abnormal-3"])
def test_a_figure_can_be_saved_as_a_picture(study, tmp_path, name):
    with study.expect_download() as waiting:
        study.locator(f'.tools[data-name="{name}"] button').click()
    waiting.value.save_as(tmp_path / "figure.png")

    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "figure.png").stat().st_size > 5_000


def test_the_whole_result_can_be_saved_from_a_page_that_stands_alone(study, folder, tmp_path):
    with study.expect_download() as waiting:
        study.get_by_text("everything (JSON)").click()
    waiting.value.save_as(tmp_path / "results.json")

    assert (tmp_path / "results.json").read_bytes() == (folder / "study/results.json").read_bytes()


def test_hovering_tells_date_value_and_interval_from_the_table(study):
    study.locator("#plot-path-2 .nsewdrag").hover()
    shown = study.locator("#plot-path-2 .hoverlayer").text_content()

    assert re.search(
        r"\d{1,2} \w{3} 202\d \([+−]?\d+\): [+−][\d.]+ \[[+−][\d.]+, [+−][\d.]+\]", shown
    )


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


def test_on_paper_figures_fit_the_sheet_and_claims_stay_a_table(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").drawn()
    page.set_viewport_size({"width": 680, "height": 960})  # A4 within its margins
    page.emulate_media(media="print")
    page.wait_for_timeout(500)
    plots = page.locator(".plot .main-svg").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().right)"
    )

    assert max(plots) <= 680
    assert page.locator(".claims thead").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.wait_for_timeout(500)
    assert page.locator("#plot-timeline .main-svg").first.bounding_box()["width"] > 1000

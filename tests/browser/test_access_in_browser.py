"""Every reader reaches everything: by keyboard, enlarged, on a phone, with scripts off."""

import pytest
from visits import Visit

PAGES = ["study/report.html", "study/report.ko.html", "panel/report.html", "index.html"]
CONTROLS = """() => [...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility())"""
NARROW = [(700, 450), (360, 780)]  # 1400 by 900 at 200 %, and a phone
SLACK = 60  # regions that scroll are stops of their own in Chromium
READ = """() => [...document.querySelectorAll(
        'h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption, summary, pre, button')]
    .filter(e => e.checkVisibility() && !e.querySelector('p, li, td, dd, button'))
    .map(e => e.textContent.replace(/\\s+/g, ' ').trim()).filter(Boolean)"""
CUT_OFF = """() => {
    const wide = document.documentElement.clientWidth;
    const rolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX);
    const held = e => { while ((e = e.parentElement)) if (rolls(e)) return true; return false; };
    const shown = [...document.querySelectorAll('main *, header *, nav *, body > a')]
        .filter(e => e.checkVisibility() && !e.closest('.plot, .hidden, .skip, thead'));
    const out = shown.filter(e => {
        const box = e.getBoundingClientRect();
        return box.width && (box.right > wide + 1 || box.left < -1) && !held(e);
    });
    const clipped = shown.filter(e => !rolls(e) && !(e instanceof SVGElement)
        && getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1);
    const words = shown.filter(e => {
        if (e.tagName !== 'text') return false;
        const own = e.getBoundingClientRect();
        const free = getComputedStyle(e.ownerSVGElement).overflowX === 'visible';
        const all = (free ? document.body : e.ownerSVGElement).getBoundingClientRect();
        return own.right > all.right + 2 || own.left < all.left - 2;
    });
    return [...out, ...clipped, ...words].map(e => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module", params=PAGES)
def wide(request, chromium, folder):
    """Return an open page of each kind, its figures drawn, and its address."""
    address = folder / request.param
    visit = Visit(chromium, address, viewport={"width": 1400, "height": 900})
    return visit.drawn(), address


def test_enlarged_twice_or_on_a_phone_nothing_is_lost(wide):
    page = wide[0]
    page.set_viewport_size({"width": 1400, "height": 900})
    read = page.evaluate(READ)

    for width, height in NARROW:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)  # figures are drawn again
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(READ) == read
        assert page.evaluate(CUT_OFF) == []


def test_with_scripts_off_everything_can_be_read(wide, chromium):
    page, address = wide
    read = page.evaluate(READ)
    bare = Visit(chromium, address, java_script_enabled=False).page

    buttons = set(page.locator(".tools button").all_inner_texts())
    assert set(read) - buttons <= set(bare.evaluate(READ))
    for figure in bare.locator("main figure").all():
        assert figure.locator("svg:visible, table:visible").count(), figure.get_attribute("id")


def test_the_keyboard_alone_reaches_every_control(wide):
    page = wide[0]
    page.set_viewport_size({"width": 1400, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    wanted = page.evaluate(f"({CONTROLS})().map((e, i) => {{ e.dataset.stop = i; }}).length")
    page.evaluate(
        """() => {
            window.stops = new Set();
            addEventListener('focusin', e => window.stops.add(e.target.dataset.stop));
        }"""
    )
    for _ in range(wanted + SLACK):
        page.keyboard.press("Tab")

    missed = set(map(str, range(wanted))) - set(page.evaluate("[...window.stops]"))
    assert [page.locator(f"[data-stop='{i}']").first.inner_text() for i in missed] == []


def test_the_keyboard_works_the_controls_it_reaches(chromium, folder):
    page = Visit(chromium, folder / "study/report.html").drawn()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#claims"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#claims"

    table = page.locator("#figure-timeline details")
    table.locator("summary").focus()
    page.keyboard.press("Enter")
    assert table.locator("table").is_visible()
    page.locator("#figure-timeline button").focus()
    with page.expect_download():
        page.keyboard.press("Enter")

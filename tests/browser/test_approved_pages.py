"""Pages look as they did when a person last approved them (``make approve``).

Compared are the places of sections, headings and figures, and coarse grey
pictures of the first screen and each drawing, one by one: fonts may differ a
little between machines, a missing, moved or empty part may not.
"""

import base64
import json
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from visits import Visit

APPROVED = Path(__file__).parent / "approved"
APPROVING = bool(os.environ.get("EVENTSTUDY_APPROVE"))
SCREENS = [("en", 360), ("en", 1400), ("ko", 360), ("ko", 1400)]
GREY = (96, 48)  # pixels of each coarse picture
LEVELS = 16
TILE = 4
SIDEWAYS = 12  # pixels; the layout is set by the window, not by letters
TALLER = 0.3  # share of a part's height that other letters may add or take
LINE = 60  # pixels: two lines more, for parts of few lines
DOWN = 0.06  # share of the page's height by which a part may stand elsewhere
ALIKE = 0.75  # correlation: 1 is the same, an empty drawing 0; other fonts gave 0.90
ALIKE_SCREEN = 0.35  # the first screen is mostly letters; other fonts gave 0.54
DRAWINGS = "figure .plot, figure > svg, .claimplot > svg"
PARTS = "header.lead, nav, main > section, main h2[id], figure[id]"
BOXES = """parts => [...document.querySelectorAll(parts)].map(e => {
    const box = e.getBoundingClientRect();
    const name = e.id || e.getAttribute('aria-labelledby') || '';
    const place = [box.x, box.y + scrollY, box.width, box.height].map(Math.round);
    return [`${e.tagName.toLowerCase()} ${name}`.trim(), place];
})"""
SHRUNK = """async ([data, [width, height]]) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), {width, height});
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    const pixels = context.getImageData(0, 0, width, height).data;
    return Array.from({length: width * height}, (_, i) =>
        Math.round((pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2]) / 3));
}"""


@pytest.fixture(scope="module", params=SCREENS, ids=lambda s: f"{s[0]}-{s[1]}")
def shown(request, chromium, folder):
    """Return an open page and the name under which it was approved."""
    lang, width = request.param
    address = folder / "study" / ("report.html" if lang == "en" else f"report.{lang}.html")
    page = Visit(chromium, address, viewport={"width": width, "height": 900}).drawn()
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    return page, f"{lang}-{width}"


def boxes(page):
    return dict(page.evaluate(BOXES, PARTS))


def pictures(page):
    """Return the first screen and each drawing as one coarse grey picture, one below another."""
    page.evaluate("scrollTo(0, 0)")
    drawings = page.locator(DRAWINGS).all()
    shots = [page.screenshot(), *(d.screenshot() for d in drawings)]
    blank = page.context.new_page()
    grey = [blank.evaluate(SHRUNK, [base64.b64encode(s).decode(), list(GREY)]) for s in shots]
    blank.close()
    step = 256 // LEVELS
    return np.array(grey, dtype=np.uint8).reshape(-1, GREY[0]) // step * step


def save(path, grey):
    """Write grey pixels as a PNG."""
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    head = struct.pack(">IIBBBBB", grey.shape[1], grey.shape[0], 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def load(path):
    """Read a PNG that ``save`` wrote."""
    data = path.read_bytes()
    (length,) = struct.unpack(">I", data[33:37])
    rows = np.frombuffer(zlib.decompress(data[41 : 41 + length]), np.uint8)
    return rows.reshape(-1, GREY[0] + 1)[:, 1:]


def alike(one, other):
    """Return the correlation of each pair of pictures, in tiles."""

    def tiles(grey):
        shape = (-1, GREY[1] // TILE, TILE, GREY[0] // TILE, TILE)
        return grey.reshape(shape).astype(float).mean(axis=(2, 4)).reshape(len(grey) // GREY[1], -1)

    pairs = zip(tiles(one), tiles(other), strict=True)
    return [float(np.corrcoef(a, b)[0, 1]) if a.std() and b.std() else 0.0 for a, b in pairs]


def moved(approved, found):
    """Name the parts that are missing, new, in another order or not where they were."""
    if list(approved) != list(found):
        return [f"order: {list(found)}"]
    tall = [max(y + h for _, y, _, h in boxes.values()) for boxes in (approved, found)]
    wrong = []
    for name, (x, y, width, height) in approved.items():
        now = found[name]
        aside = max(abs(now[0] - x), abs(now[2] - width)) > SIDEWAYS
        grown = abs(now[3] - height) > TALLER * height + LINE
        down = abs(now[1] / tall[1] - y / tall[0]) > DOWN
        wrong += (
            [f"{name}: {now}, approved {[x, y, width, height]}"] if aside or grown or down else []
        )
    return wrong


def test_the_page_looks_as_approved(shown):
    page, name = shown
    layout, grey = boxes(page), pictures(page)
    if APPROVING:
        APPROVED.mkdir(exist_ok=True)
        lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in layout.items())
        (APPROVED / f"{name}.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
        save(APPROVED / f"{name}.png", grey)

    approved = json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    assert moved(approved, layout) == []
    screen, *drawings = alike(load(APPROVED / f"{name}.png"), grey)
    assert screen > ALIKE_SCREEN
    assert min(drawings) > ALIKE
    assert (APPROVED / f"{name}.png").stat().st_size < 40_000


@pytest.mark.parametrize(
    "harm",
    [
        "document.querySelector('[aria-labelledby=limits]').remove()",
        "document.querySelector('main').append(document.querySelector('[aria-labelledby=timeline]'))",
        "document.querySelector('#figure-ordinary').remove()",
        "document.querySelector('main').style.marginLeft = '3rem'",
        "document.querySelectorAll('.limits li').forEach(e => { e.style.display = 'none'; })",
    ],
)
def test_a_missing_or_moved_part_is_seen(shown, harm):
    page, name = shown
    approved = json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    page.evaluate("window.kept = document.querySelector('main').cloneNode(true)")
    page.evaluate(harm)
    found = moved(approved, boxes(page))
    page.evaluate("document.querySelector('main').replaceWith(window.kept)")

    assert found != []


def test_an_empty_drawing_is_seen(shown):
    page, name = shown
    page.evaluate(
        """parts => document.querySelectorAll(parts)
            .forEach(e => { [...e.children].forEach(c => { c.style.opacity = 0; }); })""",
        DRAWINGS,
    )

    assert max(alike(load(APPROVED / f"{name}.png"), pictures(page))[1:]) < ALIKE

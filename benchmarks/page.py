"""The page in Chromium: when its first screen is painted, and whether anything moves after."""

import os
import shutil
import statistics
import tempfile
from pathlib import Path

from eventstudy.config import read_study
from eventstudy.pipeline import run_study
from eventstudy.report.export import write_study

ROOT = Path(__file__).parents[1]
RUNS = 5
SETTLED = 1500  # milliseconds after which figures stand
MEASURED = """() => new Promise(done => {
    let shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value; }))
        .observe({type: 'layout-shift', buffered: true});
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    setTimeout(() => done([paint.startTime / 1000, shift]), 100);
})"""


def visits(page: Path, chromium: str) -> list[tuple[float, float]]:
    """Open a page in a fresh context some times; return first paint (s) and layout shift."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(RUNS + 1):
            tab = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
            tab.goto(page.as_uri())
            tab.wait_for_timeout(SETTLED)
            paint, shift = tab.evaluate(MEASURED)
            found.append((paint, shift))
            tab.context.close()
        browser.close()
    return found[1:]  # the first warms the disk


def main() -> None:
    """Print the median first paint and the largest shift of the page in both forms."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("page               no chromium here")
        return
    result = run_study(read_study(ROOT / "configs" / "deepseek-r1.yaml"))
    with tempfile.TemporaryDirectory() as name:
        for assets, most in (("inline", 6_000_000), ("shared", 200_000)):
            folder = Path(name) / assets
            (written, *_) = write_study(result, folder / "study", assets=assets)
            found = visits(written, chromium)
            paint, shift = statistics.median(p for p, _ in found), max(s for _, s in found)
            size = written.stat().st_size
            print(
                f"page, {assets:<12} first paint {paint:5.3f} s (at most 0.5)  layout shift "
                f"{shift:.4f} (at most 0.01)  {size:,} bytes (at most {most:,})"
            )

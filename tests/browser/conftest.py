"""One folder of reports and one browser for every browser test."""

import csv
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from bundled import PRICES
from studies import deepseek, hostile, september
from visits import FLAGS, chromium_path

from eventstudy.config import read_study
from eventstudy.pipeline import run_study
from eventstudy.report.export import write_study
from eventstudy.report.gallery import write_index

PANEL = """\
title: What did two indices and a share do on these days?
benchmark: ^GSPC
events: {file: events.csv}
windows: {estimation: [-130, -11], event: [-3, 3], cars: [[0, 0], [-1, 1]]}
prices: {sources: [{files: PRICES}]}
"""


def panel(folder):
    (folder / "panel.yaml").write_text(PANEL.replace("PRICES", str(PRICES)), encoding="utf-8")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["event_id", "security", "date", "group"])
        for i in range(12):
            rows.writerow(
                [f"e{i}", "NVDA" if i % 2 else "^IXIC", f"2021-{i + 1:02d}-15", "ab"[i % 2]]
            )
    return run_study(read_study(folder / "panel.yaml"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("reports")
    write_study(deepseek(), where / "study", ("en", "ko"))
    write_study(september(), where / "september")
    write_study(hostile(), where / "hostile")
    write_study(panel(tmp_path_factory.mktemp("panel")), where / "panel", ("en", "ko"))
    write_index(where)
    return where


@pytest.fixture(scope="module")  # its event loop must not outlive the browser tests
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium_path()
    if not path:
        pytest.skip("no chromium here; set CHROMIUM to its path")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()

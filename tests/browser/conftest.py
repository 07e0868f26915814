"""One folder of reports and one browser for every browser test."""

import csv
import os
import sys
import time
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

WAIT = 3000  # tenths of a second
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
    """Return the reports; where tests run in parallel the first worker writes them for all."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _written(tmp_path_factory.mktemp("reports"), tmp_path_factory)
    where = tmp_path_factory.getbasetemp().parent / "reports"
    try:
        where.mkdir()
    except FileExistsError:
        return _waited_for(where)
    return _written(where, tmp_path_factory)


def _waited_for(where):
    for _ in range(WAIT):
        if (where / "index.html").exists():
            return where
        time.sleep(0.1)
    raise TimeoutError(f"{where}: the reports were not written by the other worker")


def _written(where, tmp_path_factory):
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

"""A study of many events is computed again from the events and prices that its page carries."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventstudy.cli import cli
from eventstudy.errors import DifferenceError
from eventstudy.verify import verify

SEEDS = Path(__file__).parents[1] / "seeds" / "prices"
CONFIG = """\
title: What did the shares do on these days?
benchmark: ^GSPC
events: {file: events.csv, columns: {security: ticker}}
windows: {estimation: [-130, -11], event: [-3, 3], cars: [[0, 0], [-1, 1]]}
prices: {sources: [{files: PRICES}]}
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("panel")
    (folder / "panel.yaml").write_text(CONFIG.replace("PRICES", str(SEEDS)), encoding="utf-8")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["event_id", "ticker", "date", "group", "why"])
        for i in range(12):
            day = f"2021-{i + 1:02d}-15"
            rows.writerow([f"e{i}", "NVDA" if i % 2 else "^IXIC", day, "ab"[i % 2], "=1+1"])
    done = CliRunner().invoke(
        cli, ["run", str(folder / "panel.yaml"), "--out", str(folder / "out"), "--quiet"]
    )
    assert done.exit_code == 0, done.output
    return folder / "out" / "panel" / "report.html"


def test_an_untouched_panel_page_holds(report):
    assert "byte for byte" in verify(report)


def test_a_changed_mean_is_found(report, tmp_path):
    text = report.read_text(encoding="utf-8")
    at = text.index('"caar":', text.index('id="results"')) + len('"caar":')
    changed = tmp_path / "report.html"
    changed.write_text(text[:at] + '0.5,"x":' + text[at:], encoding="utf-8", newline="")

    with pytest.raises(DifferenceError, match=r"aggregate\[0\]"):
        verify(changed)


def test_the_gallery_gives_a_panel_its_days_and_a_picture(report):
    text = (report.parents[1] / "index.html").read_text(encoding="utf-8")

    assert "15 January 2021 \u2013 15 December 2021" in text
    assert '<div class="small"><svg' in text

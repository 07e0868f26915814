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


def test_a_page_from_closes_alone_and_factors_holds_without_its_files(tmp_path):
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(4)
    days = pd.bdate_range("2020-01-01", periods=320).strftime("%Y-%m-%d")
    prices = pd.DataFrame(40 * np.cumprod(1 + rng.normal(0, 0.01, (320, 3)), axis=0), days)
    prices.set_axis(["A", "B", "C"], axis=1).to_csv(tmp_path / "p.csv", index_label="date")
    names = ["Mkt-RF", "SMB", "HML", "RF"]
    factors = pd.DataFrame(rng.normal(0, 0.01, (320, 4)), days, names)
    factors.to_csv(tmp_path / "f.csv", index_label="Date")
    rows = "".join(f"e{i},{s},{days[250 + 10 * i]}\n" for i, s in enumerate("ABC"))
    (tmp_path / "events.csv").write_text("event_id,security,date\n" + rows)
    (tmp_path / "many.yaml").write_text(
        "title: T\nmodel: ff3\ncalendar: data\nevents: {file: events.csv}\n"
        "prices: {provider: files, path: p.csv}\nfactors: {path: f.csv}\n"
    )
    arguments = ["run", str(tmp_path / "many.yaml"), "--out", str(tmp_path / "out"), "--quiet"]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    for name in ("p.csv", "f.csv", "events.csv"):
        (tmp_path / name).unlink()

    assert "byte for byte" in verify(tmp_path / "out" / "many" / "report.html")

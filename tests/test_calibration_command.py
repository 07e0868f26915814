"""Calibration from the command line: its files, and the line in a later run."""

import json

import pytest
from test_cli import ROOT, SMALL, eventstudy, small
from test_panel_run import config, day, listing, made_up


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibrated")
    config = small(folder)
    done = eventstudy("calibrate", config, "--out", folder, "--draws", 60, "--seed", 3)
    assert done.returncode == 0, done.stderr
    return folder, config


def test_it_writes_a_page_and_figures_with_their_intervals(calibrated):
    folder, _ = calibrated
    found = json.loads((folder / "small/calibration.json").read_text(encoding="utf-8"))

    assert {row["test"] for row in found["single"]} == {
        "t",
        "sample_quantile",
        "conformal",
        "scaled_quantile",
    }
    assert all(row["ci"][0] <= row["rate"] <= row["ci"][1] for row in found["single"])
    assert found["many"] is None
    page = (folder / "small/calibration.html").read_text(encoding="utf-8")
    assert "NVDA against ^GSPC" in page
    assert "<script" not in page


def test_a_run_with_the_same_config_and_prices_shows_the_line(calibrated, tmp_path):
    folder, config = calibrated

    assert eventstudy("run", config, "--out", folder, "--quiet").returncode == 0

    result = json.loads((folder / "small/results.json").read_text(encoding="utf-8"))
    assert result["calibration"]["draws"] == 60
    assert any(w["code"] == "calibration" for w in result["warnings"])
    assert "60 pseudo-events" in (folder / "small/report.html").read_text(encoding="utf-8")
    assert eventstudy("verify", folder / "small/report.html").returncode == 0


def test_a_calibration_of_another_config_is_not_shown(calibrated):
    folder, _ = calibrated
    config = small(folder, SMALL.replace("Something", "Something else"))

    assert eventstudy("run", config, "--out", folder, "--quiet").returncode == 0

    result = json.loads((folder / "small/results.json").read_text(encoding="utf-8"))
    assert result["calibration"] is None


def test_the_same_seed_gives_the_same_bytes(calibrated, tmp_path):
    folder, _ = calibrated
    config = small(tmp_path)

    eventstudy("calibrate", config, "--out", tmp_path, "--draws", 60, "--seed", 3, cwd=ROOT)

    first = (folder / "small/calibration.json").read_bytes()
    assert (tmp_path / "small/calibration.json").read_bytes() == first


def test_the_page_of_a_panel_names_the_tests_that_are_off_their_level(tmp_path):
    rows = [(f"e{i}", f"F{i}", day(300)) for i in range(6)]
    made_up(industry=0.015).to_csv(tmp_path / "prices.csv")
    (tmp_path / "events.csv").write_text(listing(rows), encoding="utf-8")
    path = tmp_path / "panel.yaml"
    path.write_text(config(more="report: {lang: [en, ko]}"), encoding="utf-8")
    out = tmp_path / "out"

    done = eventstudy("calibrate", path, "--out", out, "--draws", 80)
    assert done.returncode == 0, done.stderr
    assert eventstudy("run", path, "--out", out, "--quiet").returncode == 0

    result = json.loads((out / "panel/results.json").read_text(encoding="utf-8"))
    sized = next(w for w in result["warnings"] if w["code"] == "panel_calibration")
    sizes = {
        r["test"]: r
        for r in result["calibration"]["many"]["size"]
        if r["dates"] == "common" and not r["noisy"]
    }
    often = {r["test"] for r in sized["data"]["often"]}
    assert often == {name for name, r in sizes.items() if r["ci"][0] > 0.05}
    assert "bmp" in often
    assert "kp_bmp" not in often
    assert "all on one session" in sized["text"]
    assert f"bmp {100 * sizes['bmp']['rate']:.0f}" in sized["text"]
    assert "너무 자주 기각" in (out / "panel/report.ko.html").read_text(encoding="utf-8")
    assert eventstudy("verify", out / "panel/report.html").returncode == 0

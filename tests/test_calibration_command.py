"""Calibration from the command line: its files, and the line in a later run."""

import json

import pytest
from test_cli import ROOT, SMALL, eventstudy, small


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

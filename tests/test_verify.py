"""A report is computed again from what it carries; every change is found and named."""

import json
import re

import pytest
from studies import deepseek, september

from eventstudy import verify as module
from eventstudy.errors import DifferenceError, InputError
from eventstudy.report.page import render
from eventstudy.verify import differences, verify


@pytest.fixture(scope="module")
def page():
    return render(september(), "en", ("ko",))


def written(tmp_path, text):
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def changed(tmp_path, text, old, new):
    assert old in text
    with pytest.raises(DifferenceError) as error:
        verify(written(tmp_path, text.replace(old, new, 1)))
    return str(error.value)


def in_results(page, change):
    """Change the embedded results and leave everything else."""
    found = re.search(
        r'(<script type="application/json" id="results">)(.*?)(</script>)', page, re.S
    )
    value = json.loads(found.group(2))
    change(value)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return page[: found.start(2)] + text + page[found.end(2) :]


def test_an_untouched_page_holds(tmp_path, page):
    said = verify(written(tmp_path, page))

    assert "figures hold; the page is what its results give, byte for byte" in said


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_main_study_holds_in_both_languages(tmp_path, lang):
    assert "hold" in verify(written(tmp_path, render(deepseek(), lang)))


def test_a_changed_sentence_is_named_by_its_place(tmp_path, page):
    told = changed(tmp_path, page, "depends on the benchmark: no", "depends on the benchmark: yes")

    assert "page, " in told
    assert "benchmark: yes" in told


def test_a_changed_verdict_is_named_by_its_claim(tmp_path, page):
    told = changed(tmp_path, page, "</svg> consistent</span>", "</svg> contradicted</span>")

    assert "page, #claim-1" in told


def test_a_changed_price_is_found_by_what_follows_from_it(tmp_path, page):
    def change(value):
        prices = value["prices"]["values"]["NVDA"]
        prices["adj_close"][prices["date"].index("2024-09-03")] *= 1.01

    with pytest.raises(DifferenceError) as error:
        verify(written(tmp_path, in_results(page, change)))
    assert "cases[0].windows[0].car" in str(error.value)
    assert "prices.sha256" in str(error.value)


def test_a_changed_figure_is_named_with_both_values(tmp_path, page):
    def change(value):
        value["cases"][0]["windows"][0]["tests"][0]["p_value"] = 0.5

    with pytest.raises(DifferenceError, match=r"tests\[0\]\.p_value: 0\.5 in the page, 0\.07"):
        verify(written(tmp_path, in_results(page, change)))


def test_a_changed_config_is_found(tmp_path, page):
    def change(value):
        value["study"]["config"] = value["study"]["config"].replace("0.066", "0.05")

    with pytest.raises(DifferenceError, match="config_sha256"):
        verify(written(tmp_path, in_results(page, change)))


def test_a_config_that_no_longer_runs_is_a_difference(tmp_path, page):
    def change(value):
        value["study"]["config"] = "title: x"

    with pytest.raises(DifferenceError, match="cannot be computed"):
        verify(written(tmp_path, in_results(page, change)))


def test_a_script_put_in_is_found(tmp_path, page):
    told = changed(tmp_path, page, "</main>", "<script>alert(1)</script></main>")

    assert "alert(1)" in told


def test_other_versions_leave_only_the_numbers_to_check(tmp_path, page, monkeypatch):
    ours = module.versions()
    monkeypatch.setattr(module, "versions", lambda: {**ours, "plotly": "0.0"})

    said = verify(written(tmp_path, page.replace("How unusual was it?", "How usual was it?")))
    assert "only the figures were checked" in said
    assert "plotly 0.0" in said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>", "carries no results"),
        (b"\xff\xfe", "not UTF-8"),
        (
            b'<script type="application/json" id="results">{"schema": 1}</script>',
            "not a result",
        ),
    ],
)
def test_a_file_that_is_no_report_is_refused(tmp_path, content, told):
    path = tmp_path / "x.html"
    path.write_bytes(content)

    with pytest.raises(InputError, match=told):
        verify(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        verify(tmp_path / "none.html")


def test_differences_allow_rounding_and_nothing_else():
    assert list(differences({"a": [1.0, 2]}, {"a": [1.0 + 1e-12, 2]})) == []
    assert next(differences({"a": [1.0]}, {"a": [1.0 + 1e-6]})).startswith("a[0]: ")
    assert list(differences({"a": 1}, {"b": 1})) == [
        "a: not computed again",
        "b: missing in the page",
    ]

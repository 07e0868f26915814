"""results.json and the CSV files: contents, safety, and writing them as a whole."""

import csv
import dataclasses
import hashlib
import io
import json
import math
import re

import jsonschema
import pytest
from bundled import PRICES
from studies import HOSTILE, deepseek, hostile, september

from eventstudy.config import read_study
from eventstudy.errors import DifferenceError, InputError, PriceError
from eventstudy.pipeline import run_study
from eventstudy.report import export
from eventstudy.report.export import from_json, results_schema, to_json, write_study
from eventstudy.report.gallery import write_index
from eventstudy.report.tables import COLUMNS, csv_of, to_csv
from eventstudy.verify import verify

FILES = {"report.html", "results.json", *(f"{name}.csv" for name in COLUMNS)}


def parsed(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_json_gives_the_same_result_back():
    result = deepseek()

    again = from_json(to_json(result))
    assert to_json(again) == to_json(result)
    assert again.cases == result.cases
    assert again.claims == result.claims


def test_hostile_text_survives_json():
    result = hostile()

    assert from_json(to_json(result)).study == result.study


def test_json_never_holds_nan_or_infinity():
    result = deepseek()
    bad = dataclasses.replace(result.study, alpha=math.nan)

    with pytest.raises(ValueError, match="JSON"):
        to_json(dataclasses.replace(result, study=bad))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "other"}', '{"schema": NaN}', "[" * 100_000],
    ids=["empty", "list", "object", "other", "nan", "deep"],
)
def test_text_that_is_no_result_is_refused(text):
    with pytest.raises(InputError, match="not a result"):
        from_json(text)


def test_a_missing_field_is_named():
    value = json.loads(to_json(deepseek()))
    del value["study"]["alpha"]

    with pytest.raises(InputError, match=r"study\.alpha"):
        from_json(json.dumps(value))


def test_results_are_valid_against_their_schema():
    schema = results_schema()

    errors = jsonschema.Draft202012Validator(schema).iter_errors(json.loads(to_json(deepseek())))

    assert [e.json_path for e in errors] == []


def test_the_schema_refuses_a_wrong_type():
    value = json.loads(to_json(deepseek()))
    value["study"]["alpha"] = "five"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, results_schema())


def test_the_schema_in_the_docs_is_current(root):
    from eventstudy.schemas import schema_text

    kept = root / "docs" / "results.schema.json"
    assert kept.read_text(encoding="utf-8") == schema_text("results")


def test_prices_csv_has_the_hash_that_the_page_prints():
    result = deepseek()

    text = csv_of(result, "prices").encode("utf-8")
    assert hashlib.sha256(text).hexdigest() == result.prices.sha256


def test_csv_figures_keep_full_precision():
    result = deepseek()
    case = result.cases[0]

    rows = parsed(csv_of(result, "windows"))
    assert float(rows[0]["car"]) == case.windows[0].car
    assert float(rows[0]["ci_low"]) == case.windows[0].ci[0]
    day = parsed(csv_of(result, "abnormal_returns"))[5]
    assert (day["tau"], float(day["abnormal"])) == ("0", case.abnormal[5].abnormal)


def test_a_test_that_does_not_apply_leaves_its_cell_empty():
    rows = parsed(csv_of(deepseek(), "windows"))
    launch = next(r for r in rows if r["event_id"] == "r1-launch")
    chosen = next(r for r in rows if r["event_id"] == "selloff")

    assert launch["p_max_placebo"] == ""
    assert float(chosen["p_max_placebo"]) > 0


def test_the_columns_are_those_of_the_contract():
    assert COLUMNS["prices"][:2] == ("symbol", "date")
    assert COLUMNS["windows"][4:12] == (
        "group",
        "window_start",
        "window_end",
        "car",
        "se",
        "ci_low",
        "ci_high",
        "bhar",
    )
    assert COLUMNS["dropped"] == ("event_id", "security", "reason")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_a_spreadsheet_would_compute_gets_an_apostrophe_and_numbers_do_not(start):
    text = to_csv(("a", "b"), [{"a": f"{start}1+1", "b": -1.5}])

    assert parsed(text) == [{"a": f"'{start}1+1", "b": "-1.5"}]


def test_hostile_quotes_stay_one_cell():
    rows = parsed(csv_of(hostile(), "claims"))

    assert {r["quote"] for r in rows} == {HOSTILE}


def test_a_study_is_written_whole_and_the_same_twice(tmp_path):
    written = write_study(deepseek(), tmp_path / "a" / "study")
    write_study(deepseek(), tmp_path / "b" / "study")

    assert {p.name for p in written} == FILES
    for path in written:
        twin = tmp_path / "b" / "study" / path.name
        assert path.read_bytes() == twin.read_bytes()
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["study"]


def test_a_failure_leaves_the_earlier_report_whole(tmp_path, monkeypatch):
    folder = tmp_path / "study"
    write_study(deepseek(), folder)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}

    def broken(result):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "csv_files", broken)
    with pytest.raises(OSError, match="No space"):
        write_study(hostile(), folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["study"]


def test_a_page_in_a_language_no_longer_asked_for_is_removed(tmp_path):
    write_study(deepseek(), tmp_path / "study", ("en", "ko"))
    assert (tmp_path / "study" / "report.ko.html").is_file()

    write_study(deepseek(), tmp_path / "study", ("ko",))
    assert not (tmp_path / "study" / "report.ko.html").exists()
    assert '<html lang="ko">' in (tmp_path / "study" / "report.html").read_text(encoding="utf-8")


def test_what_a_killed_run_left_behind_is_not_in_the_gallery(tmp_path):
    write_study(deepseek(), tmp_path / ".study-x1y2")

    assert "No study here yet" in write_index(tmp_path).read_text(encoding="utf-8")


def test_shared_assets_put_plotly_once_beside_the_studies(tmp_path):
    write_study(deepseek(), tmp_path / "study", assets="shared")

    page = (tmp_path / "study" / "report.html").read_text(encoding="utf-8")
    assert (tmp_path / "plotly.min.js").stat().st_size > 1_000_000
    assert '<script src="../plotly.min.js">' in page


def test_the_gallery_lists_studies_and_marks_broken_and_stale_ones(tmp_path):
    for name in ("good", "stale", "broken"):
        write_study(deepseek(), tmp_path / name)
    (tmp_path / "broken" / "results.json").write_text("{", encoding="utf-8")
    page = tmp_path / "stale" / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Nvidia", "Other"), encoding="utf-8")

    text = write_index(tmp_path).read_text(encoding="utf-8")
    assert text.count("What did Nvidia do when DeepSeek R1 arrived?") == 2
    assert text.count("stale: ") == 1
    assert text.count("broken: ") == 1
    assert "5 claims checked" in text
    assert "27 January 2025" in text
    assert "<script" not in text


def test_the_gallery_escapes_titles_and_folder_names(tmp_path):
    folder = tmp_path / "a b&'\"<x>#?"
    write_study(hostile(), folder)

    text = write_index(tmp_path).read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "a%20b%26%27%22%3Cx%3E%23%3F/report.html" in text


def test_an_empty_folder_gives_an_empty_gallery(tmp_path):
    assert "No study here yet" in write_index(tmp_path).read_text(encoding="utf-8")


def test_a_page_with_shared_assets_is_small_and_names_the_files_beside_it(tmp_path):
    written = write_study(deepseek(), tmp_path / "study", ("en", "ko"), assets="shared")
    names = {p.name for p in written}

    for page in ("report.html", "report.ko.html"):
        text = (tmp_path / "study" / page).read_text(encoding="utf-8")
        assert len(text.encode()) <= 200_000
        beside = {h for h in re.findall(r"href='([^'#]+)'", text) if not h.startswith("http")}
        assert beside <= names
        assert {"prices.csv", "results.json", "figure-timeline.csv"} <= beside
    assert "stale" not in write_index(tmp_path).read_text(encoding="utf-8")


def test_pages_with_shared_assets_are_verified_with_the_results_beside_them(tmp_path):
    write_study(september(), tmp_path / "study", assets="shared")
    page, results = tmp_path / "study" / "report.html", tmp_path / "study" / "results.json"

    assert "hold" in verify(page)
    results.write_text(results.read_text(encoding="utf-8") + " ", encoding="utf-8")
    with pytest.raises(DifferenceError, match=r"results\.json beside it is not the one"):
        verify(page)
    results.unlink()
    with pytest.raises(PriceError, match=r"results\.json is not beside it"):
        verify(page)


def test_a_panel_with_shared_assets_is_as_small_and_verified(tmp_path):
    lines = [f"e{i},{'NVDA' if i % 2 else '^IXIC'},2021-{i + 1:02d}-15" for i in range(12)]
    (tmp_path / "events.csv").write_text("\n".join(["event_id,security,date", *lines]))
    config = (
        "title: Together?\ntranslations: [{en: Together?, ko: 함께}]\nbenchmark: ^GSPC\nevents: {file: events.csv}\n"
        "windows: {estimation: [-130, -11], event: [-3, 3], cars: [[0, 0], [-1, 1]]}\n"
        f"prices: {{sources: [{{files: {PRICES}}}]}}\n"
    )
    (tmp_path / "panel.yaml").write_text(config, encoding="utf-8")
    result = run_study(read_study(tmp_path / "panel.yaml"))
    write_study(result, tmp_path / "study", ("en", "ko"), assets="shared")

    for name in ("report.html", "report.ko.html"):
        page = tmp_path / "study" / name
        assert page.stat().st_size <= 200_000
        assert "byte for byte" in verify(page)
    assert "<h1>함께</h1>" in (tmp_path / "study/report.ko.html").read_text(encoding="utf-8")


def test_what_a_page_with_shared_assets_left_is_removed(tmp_path):
    write_study(deepseek(), tmp_path / "study", assets="shared")
    write_study(deepseek(), tmp_path / "study")

    assert {p.name for p in (tmp_path / "study").iterdir()} == FILES


def test_results_that_do_not_fit_together_are_broken_and_stop_nothing(tmp_path):
    write_study(deepseek(), tmp_path / "good")
    write_study(deepseek(), tmp_path / "odd")
    path = tmp_path / "odd" / "results.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    del value["prices"]["values"]["NVDA"]["close"]
    path.write_text(json.dumps(value), encoding="utf-8")

    text = write_index(tmp_path).read_text(encoding="utf-8")
    assert text.count("broken: its results do not fit together") == 1
    assert "What did Nvidia do when DeepSeek R1 arrived?" in text

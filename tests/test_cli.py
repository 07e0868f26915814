"""The command as a user meets it: exit codes, messages, files, nothing lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = "configs/deepseek-r1.yaml"

SMALL = """\
title: A study
securities: [{symbol: NVDA, name: Nvidia}]
events: [{id: e, title: Something, announced: 2025-01-27}]
prices: {sources: [{files: PRICES}]}
"""


def eventstudy(*arguments, cwd=ROOT, text=None, **env):
    return subprocess.run(
        [sys.executable, "-m", "eventstudy", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        input=text,
        check=False,
        env={**os.environ, **env},
    )


def small(folder, text=SMALL, name="small.yaml"):
    path = folder / name
    path.write_text(text.replace("PRICES", str(ROOT / "seeds/prices")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def deepseek(tmp_path_factory):
    out = tmp_path_factory.mktemp("reports")
    done = eventstudy("run", CONFIG, "configs/nvda-2024-09-03.yaml", "--out", out)
    assert done.returncode == 0, done.stderr
    return out, done


def test_run_prints_the_headline_the_report_and_the_next_command(deepseek):
    out, done = deepseek

    assert "16.97" in done.stdout
    assert str(out / "deepseek-r1" / "report.html") in done.stdout
    assert "next:" in done.stdout
    assert done.stderr == ""


def test_run_writes_every_file_of_the_contract(deepseek):
    out, _ = deepseek

    names = {p.name for p in (out / "deepseek-r1").iterdir()}
    assert names == {
        "report.html", "report.ko.html", "results.json", "prices.csv", "abnormal_returns.csv",
        "windows.csv", "claims.csv", "dropped.csv",
    }  # fmt: skip
    assert (out / "index.html").is_file()


def test_the_numbers_of_the_sell_off_are_those_known_from_outside(deepseek):
    out, _ = deepseek
    result = json.loads((out / "deepseek-r1/results.json").read_text(encoding="utf-8"))
    case = next(
        c
        for c in result["cases"]
        if (c["event"], c["security"], c["label"]) == ("selloff", "NVDA", "main")
    )
    zero = next(d for d in case["abnormal"] if d["tau"] == 0)
    tests = {t["name"]: t for t in case["windows"][0]["tests"]}

    assert zero["session"] == "2025-01-27"
    assert zero["actual"] == pytest.approx(118.42 / 142.62 - 1, abs=1e-4)  # dividends: 0.01 a share
    assert zero["abnormal"] == pytest.approx(-0.1326, abs=5e-5)
    assert tests["sample_quantile"]["p_value"] == tests["sample_quantile"]["floor"] == 1 / 251
    assert tests["placebo"]["n"] == 1466


def test_prices_csv_gives_the_same_result_back(deepseek, tmp_path):
    out, _ = deepseek

    done = eventstudy("run", CONFIG, "--out", tmp_path, "--prices", out / "deepseek-r1/prices.csv")

    assert done.returncode == 0, done.stderr
    first = (out / "deepseek-r1/abnormal_returns.csv").read_bytes()
    assert (tmp_path / "deepseek-r1/abnormal_returns.csv").read_bytes() == first


def test_two_runs_give_the_same_bytes_whatever_folder_zone_and_locale(deepseek, tmp_path):
    out, _ = deepseek

    done = eventstudy(
        "run",
        ROOT / CONFIG,
        "--out",
        "again",
        cwd=tmp_path,
        TZ="Asia/Seoul",
        LC_ALL="C",
        PYTHONHASHSEED="7",
    )

    assert done.returncode == 0, done.stderr
    for path in (out / "deepseek-r1").iterdir():
        assert (tmp_path / "again/deepseek-r1" / path.name).read_bytes() == path.read_bytes(), (
            path.name
        )


def test_fail_on_exits_5_and_still_writes_the_report(tmp_path):
    done = eventstudy("run", CONFIG, "--out", tmp_path, "--fail-on", "contradicted", "--quiet")

    assert (done.returncode, done.stdout) == (5, "")
    assert (tmp_path / "deepseek-r1/report.html").is_file()


def test_a_failing_run_leaves_the_earlier_report_as_it_was(tmp_path):
    config = small(tmp_path)
    assert eventstudy("run", config, "--out", tmp_path).returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "small").iterdir()}
    small(tmp_path, SMALL.replace("2025-01-27", "2035-01-27"))

    done = eventstudy("run", config, "--out", tmp_path)

    assert done.returncode == 3
    assert {p.name: p.read_bytes() for p in (tmp_path / "small").iterdir()} == before


def test_all_configs_are_tried_and_the_first_failure_decides_the_code(tmp_path):
    good = small(tmp_path)
    bad = small(tmp_path, SMALL.replace("NVDA", "NOPE"), "bad.yaml")
    worse = small(tmp_path, "title: x\n", "worse.yaml")

    done = eventstudy("run", bad, worse, good, "--out", tmp_path)

    assert done.returncode == 3
    assert "NOPE" in done.stderr
    assert "worse.yaml:1:1: securities: is required" in done.stderr
    assert (tmp_path / "small/report.html").is_file()


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("title: A study", "titel: A study"), 2, "titel: unknown key; allowed: title"),
        (("title: A study", "title: A\ntitle: B"), 2, "title: stands here twice"),
        (("2025-01-27", "2025-13-27"), 2, "no such day"),
        (("2025-01-27", "2025-01-27T10:00"), 2, "without offset"),
        (("2025-01-27", "2030-01-28"), 3, "event day"),
        (("2025-01-27", "2018-03-01"), 3, "sessions"),
        (("symbol: NVDA", "symbol: XXXX"), 3, "XXXX"),
        (("title: A study", "title: A study\nmodel: capm9"), 2, "allowed: "),
        (("title: A study", "title: A study\ntests: [tt]"), 2, "unknown test 'tt'"),
        (("title: A study", "title: A study\nwindows: {estimation: [-100, 0]}"), 2, "overlaps the event window"),
        (("files: PRICES", "files: nowhere"), 3, "nowhere"),
        (("{symbol: NVDA, name: Nvidia}", "{symbol: NVDA, benchmark: NVDA}"), 2, "cannot be its own benchmark"),
        (("title: A study", "title: A study\ncalendar: MOON"), 2, "unknown exchange 'MOON'"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_clear_line_with_the_right_exit_code(tmp_path, change, code, said):
    done = eventstudy("run", small(tmp_path, SMALL.replace(*change)), "--out", tmp_path / "out")

    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "fault in eventstudy itself" not in done.stderr
    assert not (tmp_path / "out/small").exists()


def test_a_config_without_prices_says_offline_how_to_give_them(tmp_path):
    config = small(tmp_path, SMALL.replace("prices: {sources: [{files: PRICES}]}", ""))

    done = eventstudy("run", config, "--offline", cwd=tmp_path, EVENTSTUDY_CACHE=str(tmp_path))

    assert done.returncode == 3
    assert all("--prices PATH" in line for line in done.stderr.strip().splitlines())


def test_no_name_can_rearrange_what_the_terminal_shows(tmp_path):
    config = small(tmp_path, SMALL.replace("name: Nvidia", 'name: "Nv\\u202Eidia"'))

    done = eventstudy("run", config, "--out", tmp_path)

    assert done.returncode == 0, done.stderr
    assert "\u202e" not in done.stdout
    assert "\\u202e" in done.stdout


@pytest.mark.parametrize("name", ["empty", "folder", "latin", "nonsense", "deep"])
def test_odd_config_files_are_refused_in_one_line(tmp_path, name):
    path = tmp_path / "odd.yaml"
    if name == "folder":
        path.mkdir()
    elif name == "nonsense":
        with path.open("wb") as stream:
            stream.write(os.urandom(1000))
            stream.truncate(50_000_000)
    else:
        path.write_bytes(
            {"empty": b"", "latin": "title: caf\xe9".encode("latin-1"), "deep": b"[" * 90_000}[name]
        )

    done = eventstudy("run", path, "--out", tmp_path / "out")

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "odd.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_event_on_the_last_bundled_session_ends_well_and_says_what_is_not_known(tmp_path):
    config = small(tmp_path, SMALL.replace("2025-01-27", "2025-02-28"))

    done = eventstudy("run", config, "--out", tmp_path)

    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "small/results.json").read_text(encoding="utf-8"))
    windows = {tuple(w["window"]): w for w in result["cases"][0]["windows"]}
    assert windows[0, 0]["car"] is not None
    assert windows[0, 1]["car"] is None
    assert "2025-03-03" in windows[0, 1]["missing"]
    assert any(w["code"] == "unfinished" for w in result["warnings"])
    assert "3 Mar 2025" in (tmp_path / "small/report.html").read_text(encoding="utf-8")


def test_check_tells_the_event_day_and_why_and_where_prices_come_from():
    done = eventstudy("check", CONFIG)

    assert done.returncode == 0, done.stderr
    assert "event day 2025-01-21" in done.stdout
    assert "Martin Luther King" in done.stdout
    assert "NVDA" in done.stdout
    assert "1,800 sessions" in done.stdout


def test_new_writes_a_config_that_checks_and_never_overwrites(tmp_path):
    assert eventstudy("new", "mine", cwd=tmp_path).returncode == 0

    done = eventstudy("check", "mine/config.yaml", "--prices", ROOT / "seeds/prices", cwd=tmp_path)
    again = eventstudy("new", "mine", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert again.returncode == 2
    assert "already there; nothing was written" in again.stderr


@pytest.mark.parametrize(
    ("announced", "said"),
    [
        (
            "2031-09-03",
            "small.yaml:3:47: events[0].announced: the event day 2031-09-03 comes after",
        ),
        ("2018-03-01", "NVDA"),
        ("2010-09-03", "no price from"),
    ],
)
def test_check_refuses_what_run_refuses(tmp_path, announced, said):
    config = small(tmp_path, SMALL.replace("2025-01-27", announced))

    done = eventstudy("check", config)

    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr
    assert eventstudy("run", config, "--out", tmp_path / "out").stderr == done.stderr


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".."])
def test_new_refuses_names_that_are_no_folder(tmp_path, name):
    done = eventstudy("new", name, cwd=tmp_path)

    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_claims_of_a_record_are_rated_as_a_table_and_as_json(tmp_path):
    record = "seeds/articles/eunso-2025-01-28.yaml"

    table = eventstudy("claims", record, "--prices", "seeds/prices")
    one = eventstudy("claims", record, "--prices", "seeds/prices", "--format", "json")
    two = eventstudy("claims", record, record, "--prices", "seeds/prices", "--format", "json")

    assert "consistent" in table.stdout
    assert [c["rating"] for c in json.loads(one.stdout)["claims"]] == ["consistent"] * 3
    assert len(json.loads(two.stdout)) == 2


def test_claims_without_any_prices_are_not_checkable_and_no_error(tmp_path):
    record = "seeds/articles/eunso-2025-01-28.yaml"

    done = eventstudy(
        "claims", record, "--offline", "--format", "json", EVENTSTUDY_CACHE=str(tmp_path)
    )

    assert done.returncode == 0, done.stderr
    assert {c["rating"] for c in json.loads(done.stdout)["claims"]} == {"not_checkable"}


@pytest.mark.parametrize("what", ["models", "tests", "providers", "measures"])
def test_list_names_everything_with_a_line(what):
    from eventstudy import names

    table = {
        "models": names.MODELS | names.ROBUSTNESS_MODELS,
        "tests": names.TESTS,
        "providers": names.SOURCES,
        "measures": names.MEASURES,
    }[what]
    lines = eventstudy("list", what).stdout.splitlines()

    assert [line.split()[0] for line in lines] == list(table)


@pytest.mark.parametrize("what", ["config", "record", "results"])
def test_schemas_are_valid_json_schema(what):
    import jsonschema

    schema = json.loads(eventstudy("schema", what).stdout)

    meta = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
    assert list(meta.iter_errors(schema)) == []
    assert schema["properties"]


def test_without_arguments_the_command_helps():
    done = eventstudy()

    assert "Usage: eventstudy" in done.stdout + done.stderr
    assert "run" in done.stdout + done.stderr


def test_version_names_the_libraries():
    done = eventstudy("--version")

    assert done.returncode == 0
    assert all(name in done.stdout for name in ("pandas", "statsmodels", "yfinance", "plotly"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["nope"],
        ["run", "x.yaml", "--nope"],
        ["list", "stars"],
        ["run", "x.yaml", "--fail-on", "bad"],
    ],
)
def test_wrong_usage_exits_2(arguments):
    done = eventstudy(*arguments)

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_changing_one_price_in_a_copy_changes_verdict_page_and_csv(tmp_path):
    prices = tmp_path / "prices"
    prices.mkdir()
    for path in (ROOT / "seeds/prices").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "NVDA":
            old = next(line for line in text.splitlines() if line.startswith("2025-01-27"))
            cells = old.split(",")
            cells[2], cells[3], cells[4], cells[5] = "131", "120", "130.00", "129.99"
            cells[1] = "125"
            text = text.replace(old, ",".join(cells))
        (prices / path.name).write_text(text, encoding="utf-8")

    done = eventstudy("run", CONFIG, "--out", tmp_path / "out", "--prices", prices)

    assert done.returncode == 0, done.stderr
    claims = (tmp_path / "out/deepseek-r1/claims.csv").read_text(encoding="utf-8-sig")
    row = next(line for line in claims.splitlines() if "17% 폭락" in line)
    assert "inconsistent" in row  # 130.00 / 142.62 is a fall of 8.85 %
    assert "8.85" in (tmp_path / "out/deepseek-r1/report.html").read_text(encoding="utf-8")

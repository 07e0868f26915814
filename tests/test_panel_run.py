"""Studies of many events through the command line: other people's numbers, and hard inputs."""

import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import eventstudy as es
from eventstudy.checkup import describe_config
from eventstudy.errors import ConfigError, InputError, PriceError
from eventstudy.report.jsontext import from_json, to_json
from eventstudy.report.page import render
from eventstudy.runs import RunOptions, run_configs

DOUBLE = 1e-12  # the same formulas in double precision, relative
FORMULA = 1e-10  # another package's definition
ORDER = 1e-11  # sums in another order
DAYS = pd.bdate_range("2020-01-01", periods=420)


def run(folder, config, name="study", prices=None):
    """Run a config text and return its folder of results."""
    path = folder / f"{name}.yaml"
    path.write_text(config, encoding="utf-8")
    (done,) = run_configs([path], RunOptions(folder / "out", prices, offline=True))
    if done.error is not None:
        raise done.error
    return folder / "out" / name


def results(folder):
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


def table(folder, name):
    with (folder / name).open(encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def by_window(block, test):
    found = {tuple(r["window"]): r["tests"] for r in block["windows"]}
    return {w: next(t for t in ts if t["name"] == test).get("statistic") for w, ts in found.items()}


def by_day(block, test):
    return [next(t for t in r["tests"] if t["name"] == test)["statistic"] for r in block["daily"]]


# --- reference cases -----------------------------------------------------------------


SHARED_PANEL = """\
title: Shared panel
benchmark: MKT
calendar: data
correlation: {correlation}
events: {{file: {events}, columns: {{security: firm, date: event_date}}}}
windows: {{estimation: [-265, -16], event: [-5, 5], cars: [[0, 0], [-1, 1], [-5, 5]]}}
prices: {{provider: files, path: prices.csv}}
"""


def shared_panel(folder, shared, correlation):
    source = shared / "reference" / "shared_panel"
    prices = pd.read_csv(source / "prices.csv", dtype=str)
    market = pd.read_csv(source / "market.csv", dtype=str)
    prices.merge(market, on="date").to_csv(folder / "prices.csv", index=False)
    events = source / "events.csv"
    return run(folder, SHARED_PANEL.format(correlation=correlation, events=events))


@pytest.fixture(scope="module")
def textbook(shared):
    path = shared / "reference" / "shared_panel" / "expected_textbook.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_shared_panel_meets_the_textbook(tmp_path, shared, textbook):
    out = shared_panel(tmp_path, shared, "event_time")

    block = results(out)["aggregate"][0]
    abnormal = np.array([float(r["abnormal"]) for r in table(out, "abnormal_returns.csv")])
    assert abnormal.reshape(30, 11) == pytest.approx(
        np.array(textbook["ar"]), rel=DOUBLE, abs=1e-16
    )
    for test, key in {
        "patell": "patell_z",
        "bmp": "bmp_t",
        "kp_bmp": "kp_bmp_t",
        "generalized_sign": "gen_sign_z",
        "cross_sectional_t": "t_cross_sectional",
    }.items():
        assert by_day(block, test) == pytest.approx(textbook[f"{key}_day"], rel=DOUBLE), test
        ours = by_window(block, test)[-5, 5]
        assert ours == pytest.approx(textbook[f"{key}_caar"], rel=DOUBLE), test
    assert by_window(block, "grank_t")[-5, 5] == pytest.approx(textbook["grank_t_caar"], rel=DOUBLE)


def test_overlapping_windows_correct_bmp_as_published(tmp_path, shared):
    block = results(shared_panel(tmp_path, shared, "overlap"))["aggregate"][0]

    found = by_window(block, "kp_bmp")
    assert [found[w] for w in ((0, 0), (-1, 1), (-5, 5))] == pytest.approx(
        [2.0151, 1.8767, 1.4797], abs=5e-5
    )


def test_estudy2_is_met_from_returns_each_firm_on_its_own_observations(tmp_path, shared):
    source = shared / "reference" / "estudy2_covid"
    returns = pd.read_csv(source / "returns.csv", dtype=str, skipinitialspace=True)
    market = pd.read_csv(source / "market_returns.csv", dtype=str, skipinitialspace=True)
    returns.merge(market, on="date").to_csv(tmp_path / "returns.csv", index=False)
    firms = [c for c in returns if c != "date"]
    rows = "".join(f"{f},{f},2020-03-16\n" for f in firms)
    (tmp_path / "events.csv").write_text("event_id,security,date\n" + rows)
    before = int((returns["date"] < "2020-03-16").sum())
    out = run(
        tmp_path,
        "title: Covid\nbenchmark: ^GSPC\ncalendar: data\nreturns: log\nmin_estimation: 100\n"
        f"events: {{file: events.csv}}\nwindows: {{estimation: [-{before}, -1], event: [0, 4], "
        "cars: [[0, 4]]}\nprices: {provider: files, path: returns.csv, values: returns}\n",
    )

    theirs = json.loads((source / "expected.json").read_text(encoding="utf-8"))["sim"]
    found = results(out)
    firm = {f["ticker"]: f for f in theirs["firms"]}
    for case in found["cases"]:
        expected = firm[case["security"]]
        abnormal = [d["abnormal"] for d in case["abnormal"]]
        assert case["estimation"]["n"] == expected["estimation_length"]
        assert abnormal == pytest.approx(expected["abnormal_event"], rel=FORMULA)
    block = found["aggregate"][0]
    for test, rows, key in (
        ("cross_sectional_t", "t_test", "t_test_stat"),
        ("crude_dependence_1985", "brown_warner_1985", "bw_1985_stat"),
        ("sign", "sign_test", "sign_stat"),
    ):
        expected = [row[key] for row in theirs["tests"][rows]]
        assert by_day(block, test) == pytest.approx(expected, rel=FORMULA)
    assert "panel_one_date" in [w["code"] for w in found["warnings"]]


def test_eventstudies_is_met_on_the_events_that_survive(tmp_path, shared):
    source = shared / "reference" / "eventstudies_splits"
    returns = pd.read_csv(source / "returns.csv", index_col="date")
    index = pd.read_csv(source / "other_returns.csv", index_col="date")["NiftyIndex"]
    joined = returns.join(index) / 100  # theirs are in percent
    joined.to_csv(tmp_path / "returns.csv", float_format="%.17g")
    theirs = json.loads((source / "expected.json").read_text(encoding="utf-8"))
    block = theirs["marketModel"]["abnormal_returns"]
    events = pd.read_csv(source / "events.csv")
    rows = ["event_id,security,date"]
    for at in block["event_rows_1based"]:
        name, when = events.iloc[int(at) - 1]
        last = joined.index[joined.index <= when][-1]  # their day 0: on or before the event
        rows.append(f"{at},{name},{last}")
    (tmp_path / "events.csv").write_text("\n".join(rows) + "\n")
    out = run(
        tmp_path,
        "title: Splits\nbenchmark: NiftyIndex\ncalendar: data\nmin_estimation: 28\n"
        "events: {file: events.csv}\nwindows: {estimation: [-2000, -7], event: [-6, 7], "
        "cars: [[-6, 7]]}\nprices: {provider: files, path: returns.csv, values: returns}\n",
    )

    found = {
        c["event"]: [100 * d["abnormal"] for d in c["abnormal"]] for c in results(out)["cases"]
    }
    theirs = dict(zip(block["event_rows_1based"], np.array(block["matrix"]).T, strict=True))
    assert found.keys() == theirs.keys()
    for event, values in theirs.items():
        assert found[event] == pytest.approx(values, abs=DOUBLE), event


# --- a made-up panel -----------------------------------------------------------------


def made_up(firms=6, industry=0.0):
    rng = np.random.default_rng(5)
    market = rng.normal(0, 0.01, len(DAYS))
    values = 0.8 * market[:, None] + rng.normal(0, 0.02, (len(DAYS), firms))
    values += industry * rng.normal(size=(len(DAYS), 1))
    prices = 50 * np.cumprod(1 + np.column_stack([market, values]), axis=0)
    names = ["MKT", *(f"F{i}" for i in range(firms))]
    frame = pd.DataFrame(prices, columns=names, index=DAYS.strftime("%Y-%m-%d"))
    return frame.rename_axis("date")


def listing(rows, head="event_id,security,date"):
    return head + "\n" + "".join(",".join(map(str, r)) + "\n" for r in rows)


def day(at):
    return DAYS[at].strftime("%Y-%m-%d")


SIX = [(f"e{i}", f"F{i}", day(300 + 12 * i)) for i in range(6)]
CONFIG = """\
title: Made up
benchmark: MKT
calendar: data
events: {{file: {events}{columns}}}
windows: {{estimation: [-210, -11], event: [-5, 5], cars: [[0, 0], [-1, 1]]}}
prices: {{provider: files, path: {prices}{source}}}
{more}"""


def panel(folder, rows=SIX, prices=None, head="event_id,security,date", **other):
    """Write events and prices, run, and return the folder of results."""
    (prices if prices is not None else made_up()).to_csv(folder / "prices.csv")
    (folder / "events.csv").write_text(listing(rows, head), encoding="utf-8")
    return run(folder, config(**other))


def config(events="events.csv", prices="prices.csv", columns="", source="", more=""):
    return CONFIG.format(events=events, prices=prices, columns=columns, source=source, more=more)


def cars(out):
    rows = table(out, "windows.csv")
    return {(r["event_id"], r["security"], r["window_start"]): float(r["car"]) for r in rows}


def test_every_file_of_the_contract_is_written_and_the_page_is_a_view_of_the_json(tmp_path):
    out = panel(tmp_path)

    assert {p.name for p in out.iterdir()} == {
        "report.html", "results.json", "prices.csv", "abnormal_returns.csv", "windows.csv",
        "claims.csv", "dropped.csv",
    }  # fmt: skip
    text = (out / "results.json").read_text(encoding="utf-8").strip()
    again = from_json(text)
    assert to_json(again) == text
    assert render(again, "en") == (out / "report.html").read_text(encoding="utf-8")
    assert "사건" in render(again, "ko")


def test_the_command_line_gives_what_event_study_gives(tmp_path):
    out = panel(tmp_path)

    returns = made_up().set_axis(DAYS).pct_change(fill_method=None)
    events = pd.DataFrame(SIX, columns=["event_id", "security", "date"])
    frames = es.event_study(
        returns, events, benchmark="MKT", estimation=(-210, -11), window=(-5, 5),
        cars=[(0, 0), (-1, 1)],
    )  # fmt: skip
    ours = [float(r["car"]) for r in table(out, "windows.csv")]
    assert ours == pytest.approx(frames.windows["car"].tolist(), rel=1e-10)
    assert by_window(results(out)["aggregate"][0], "bmp") == {
        w: pytest.approx(next(t for t in r["tests"] if t.name == "bmp").statistic, rel=1e-10)
        for r in frames.aggregate[0]["windows"]
        for w in [r["window"]]
    }


def test_permuting_rows_changes_nothing(tmp_path):
    (tmp_path / "b").mkdir()

    first, second = panel(tmp_path), panel(tmp_path / "b", SIX[::-1])

    assert cars(first) == pytest.approx(cars(second), rel=ORDER)
    one, two = (results(f)["aggregate"][0] for f in (first, second))
    for test in ("kp_bmp", "corrado_rank", "permutation", "wild_bootstrap"):
        assert by_window(one, test) == pytest.approx(by_window(two, test), rel=1e-9), test


def test_groups_further_columns_and_own_benchmarks_are_carried(tmp_path):
    prices = made_up()
    prices["ALT"] = prices["F5"] ** 0.5
    rows = [
        (*r, "up" if i < 4 else "down", "ALT" if i == 0 else "", f"=s{i}")
        for i, r in enumerate(SIX)
    ]
    head = "event_id,security,date,group,benchmark,sic"

    out = panel(tmp_path, rows, prices, head)

    first, *_, last = table(out, "windows.csv")
    assert (first["benchmark"], first["group"], first["sic"]) == ("ALT", "up", "'=s0")
    assert (last["benchmark"], last["group"], last["sic"]) == ("MKT", "down", "'=s5")
    assert [(b["group"], b["n"]) for b in results(out)["aggregate"]] == [
        (None, 6), ("up", 4), ("down", 2),
    ]  # fmt: skip


def test_one_firm_may_have_many_events(tmp_path):
    out = panel(tmp_path, [("a", "F0", day(250)), ("b", "F0", day(330)), ("b", "F1", day(330))])

    assert results(out)["panel"]["n"] == 3


@pytest.mark.parametrize("layout", ["wide", "long", "folder"])
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_every_layout_gives_the_same_numbers(tmp_path, layout, suffix):
    base = tmp_path / "base"
    base.mkdir()
    prices = made_up()
    expected = cars(panel(base, prices=prices))
    write = {"csv": lambda f, p: f.to_csv(p, index=False), "parquet": pd.DataFrame.to_parquet}[
        suffix
    ]
    target = tmp_path / f"prices.{suffix}"
    if layout == "wide":
        write(prices.reset_index(), target)
    elif layout == "long":
        write(prices.reset_index().melt("date", var_name="permno", value_name="prc"), target)
    else:
        target = tmp_path / "folder"
        target.mkdir()
        for name in prices:
            one = prices[name].rename("Close").reset_index()
            write(one, target / f"{name}.{suffix}")
    columns = ", columns: {symbol: permno, close: prc}" if layout == "long" else ""
    frame = pd.DataFrame(SIX, columns=["event_id", "security", "date"])
    write(frame, tmp_path / f"events.{suffix}")

    out = run(tmp_path, config(f"events.{suffix}", target.name, source=columns))

    assert cars(out) == pytest.approx(expected, rel=ORDER)


def test_returns_are_used_as_they_are_with_holes_inside(tmp_path):
    returns = made_up().pct_change(fill_method=None)
    returns.loc[day(200), "F0"] = np.nan

    out = panel(tmp_path, prices=returns, source=", values: returns")

    case = results(out)["cases"][0]
    zero = next(d for d in case["abnormal"] if d["tau"] == 0)
    assert case["estimation"]["n"] == 199
    assert zero["actual"] == returns.loc[day(300), "F0"]
    assert table(out, "prices.csv")[5].keys() >= {"close", "return"}


def reasons(out):
    return {r["event_id"]: r["reason"] for r in table(out, "dropped.csv")}


def test_what_cannot_be_computed_is_dropped_with_its_reason(tmp_path):
    prices = made_up()
    prices.loc[day(315), "F1"] = np.nan
    prices.loc[: day(280), "F2"] = np.nan
    prices["FLAT"] = 10.0
    rows = [
        *SIX, ("gone", "NONE", day(300)), ("late", "F5", "2031-01-01"),
        ("early", "F5", "2001-01-01"), ("first", "F5", day(0)), ("again", "F0", day(300)),
        ("flat", "FLAT", day(300)), ("alt", "F5", day(200), "NIX"),
    ]  # fmt: skip
    rows = [(*r, "")[:4] for r in rows]

    out = panel(tmp_path, rows, prices, "event_id,security,date,benchmark")

    found = reasons(out)
    for event, said in {
        "gone": "no prices of NONE",
        "alt": "no prices of its benchmark NIX",
        "late": "comes after the data end",
        "early": "before the first session",
        "first": "0 returns in the estimation window",
        "again": "the same security and event day as event e0",
        "e1": f"no return of F1 on {day(315)}",
        "e2": "returns in the estimation window [-210, -11]; min_estimation asks for 120",
        "flat": "did not vary",
    }.items():
        assert said in found.pop(event)
    assert found == {}
    value = results(out)
    assert value["panel"]["n"] == 4
    assert value["warnings"][0]["code"] == "panel_dropped"
    assert sum(r["n"] for r in value["panel"]["dropped"]) == 9


def test_a_window_past_the_data_end_says_until_when_and_counts_its_cases(tmp_path):
    rows = [*SIX[:3], ("last", "F4", day(419))]

    value = results(panel(tmp_path, rows))

    windows = {w["window"][0]: w for w in value["cases"][-1]["windows"]}
    assert windows[0]["car"] is not None
    assert windows[-1]["missing"].startswith("not yet known")
    assert [r["n"] for r in value["aggregate"][0]["windows"]] == [4, 3]


def test_an_exchange_calendar_times_and_offsets_place_events(tmp_path):
    text = "title: T\nbenchmark: ^GSPC\nevents: {file: events.csv}\nprices: {provider: files, path: PRICES}\n"
    rows = [
        ("plain", "NVDA", "2025-01-20", ""), ("close", "NVDA", "2024-02-21", "16:20"),
        ("open", "NVDA", "2024-05-22", "9:31"), ("seoul", "NVDA", "2024-08-29", "05:20+09:00"),
    ]  # fmt: skip
    (tmp_path / "events.csv").write_text(listing(rows, "event_id,security,date,time"))
    seeds = Path(__file__).parents[1] / "seeds" / "prices"

    value = results(run(tmp_path, text.replace("PRICES", str(seeds))))

    assert {c["event"]: c["event_day"] for c in value["cases"]} == {
        "plain": "2025-01-21", "close": "2024-02-22", "open": "2024-05-22", "seoul": "2024-08-29",
    }  # fmt: skip


def test_a_benchmark_that_is_nowhere_stops_the_study(tmp_path):
    with pytest.raises(PriceError, match="MKT: no prices of the benchmark"):
        panel(tmp_path, prices=made_up().drop(columns="MKT"))


def test_securities_of_several_exchanges_need_a_calendar(tmp_path):
    rows = [("a", "000660.KS", "2021-03-02"), ("b", "NVDA", "2021-03-02")]
    (tmp_path / "events.csv").write_text(listing(rows))

    with pytest.raises(InputError, match=r"000660\.KS on XKRX, NVDA on XNYS"):
        run(tmp_path, config().replace("calendar: data\n", ""))


def test_a_time_without_an_exchange_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="calendar: data knows no closing times"):
        panel(tmp_path, [(*SIX[0], "16:00")], head="event_id,security,date,time")


def test_models_without_benchmark_need_none(tmp_path):
    text = config(more="model: constant_mean\n").replace("benchmark: MKT\n", "")
    made_up().drop(columns="MKT").to_csv(tmp_path / "prices.csv")
    (tmp_path / "events.csv").write_text(listing(SIX))

    value = results(run(tmp_path, text))

    assert value["panel"]["n"] == 6
    assert {c["benchmark"] for c in value["cases"]} == {""}


@pytest.mark.parametrize(
    ("rows", "n"),
    [(SIX[:1], 1), (SIX[:2], 2), ([("x", "NONE", day(300))], 0), ([("y", "MKT", day(300))], 0)],
)
def test_degenerate_panels_give_reasons_and_never_nan(tmp_path, rows, n):
    if rows[0][1] == "NONE":
        rows = [*rows, ("z", "F0", "2031-01-01")]

    out = panel(tmp_path, rows)

    text = (out / "results.json").read_text(encoding="utf-8")
    assert results(out)["panel"]["n"] == n
    assert "NaN" not in text.replace("NaN-", "")
    assert not any(math.isnan(float(r["car"])) for r in table(out, "windows.csv") if r["car"])


def test_events_on_one_date_lead_with_the_tests_that_may_speak(tmp_path):
    rows = [(f"e{i}", f"F{i}", day(300)) for i in range(6)]

    value = results(panel(tmp_path, rows))

    shared = value["panel"]["overlap"][0]
    assert shared["shares"] == "one_date"
    assert "kp_bmp" in shared["speak"]
    assert "cross_sectional_t" in shared["silent"]
    assert value["panel"]["windows"][0]["adjusted"]
    assert "All 6 events share one date" in value["warnings"][0]["text"]


def test_the_interval_of_the_mean_is_the_t_interval_where_nothing_is_shared(tmp_path):
    from scipy import stats

    value = results(panel(tmp_path))

    row = value["panel"]["windows"][0]
    found = [c["windows"][0]["car"] for c in value["cases"]]
    expected = stats.ttest_1samp(found, 0).confidence_interval(0.95)
    assert row["ci"] == pytest.approx([expected.low, expected.high], rel=1e-9)
    assert value["panel"]["path"][-1]["n"] == 6


def test_past_500_cases_tables_are_parquet_and_the_page_stays_small(tmp_path):
    firms = 30
    rows = [(f"e{k}", f"F{k % firms}", day(230 + 9 * (k // firms)), k % 3) for k in range(510)]
    head = "event_id,security,date,sic"

    out = panel(tmp_path, rows, made_up(firms), head)

    value = results(out)
    assert {p.name for p in out.iterdir()} == {
        "report.html", "results.json", "prices.parquet", "abnormal_returns.parquet",
        "events.parquet", "windows.csv", "claims.csv", "dropped.csv",
    }  # fmt: skip
    assert (value["cases"], value["panel"]["n"], value["prices"]["values"]) == ([], 510, {})
    windows = table(out, "windows.csv")
    assert list(windows[0])[-2:] == ["p_t", "sic"]
    assert len(windows) == 1020
    abnormal = pd.read_parquet(out / "abnormal_returns.parquet")
    assert len(abnormal) == 510 * 11
    assert (out / "report.html").stat().st_size < 7e6
    assert [len(value["panel"]["extremes"][s]) for s in ("low", "high")] == [10, 10]
    names = {t["name"] for t in value["aggregate"][0]["windows"][0]["tests"]}
    assert not names & {"permutation", "wild_bootstrap"}
    again = run(tmp_path, config())
    for path in sorted(out.iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_run_from_python_gives_the_frames_of_a_panel(tmp_path):
    panel(tmp_path, [(*r, f"s{i}") for i, r in enumerate(SIX)], head="event_id,security,date,sic")

    result = es.run(tmp_path / "study.yaml")

    assert result.windows["sic"].tolist() == [f"s{i}" for i in range(6) for _ in range(2)]
    assert len(result.abnormal_returns) == 66
    assert result.panel["n"] == 6
    assert not result.panel_result.tests.empty


def test_factor_models_run_on_a_panel(tmp_path):
    rng = np.random.default_rng(1)
    names = ["Mkt-RF", "SMB", "HML", "RF"]
    factors = pd.DataFrame(rng.normal(0, 0.01, (len(DAYS), 4)), columns=names, index=DAYS)
    factors.rename_axis("Date").to_csv(tmp_path / "factors.csv", date_format="%Y-%m-%d")

    value = results(panel(tmp_path, more="model: ff3\nfactors: {path: factors.csv}\n"))

    assert value["cases"][0]["estimation"]["coefficients"].keys() == {
        "alpha", "Mkt-RF", "SMB_FF3", "HML",
    }  # fmt: skip
    assert value["factors"]["values"]["Mkt-RF"][7] == factors["Mkt-RF"].iloc[7]
    with pytest.raises(ConfigError, match="ff3 needs factors"):
        panel(tmp_path, more="model: ff3\n")


def test_check_counts_the_cases_and_names_the_first_that_lacks_something(tmp_path):
    panel(tmp_path, [*SIX, ("gone", "NONE", day(300)), ("late", "F5", "2031-01-01")])

    text = describe_config(tmp_path / "study.yaml")

    assert "cases with what they need: 6 of 8" in text
    assert "1 without prices; the first: gone, NONE: no prices of NONE in any source" in text
    assert "securities with prices: 6 of 7; without: NONE" in text


def test_check_says_what_is_still_to_be_downloaded(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENTSTUDY_CACHE", str(tmp_path / "cache"))
    (tmp_path / "events.csv").write_text(listing([("a", "NVDA", "2025-01-27")]))
    (tmp_path / "s.yaml").write_text("title: T\nbenchmark: ^GSPC\nevents: {file: events.csv}\n")

    assert "to be downloaded from Yahoo Finance" in describe_config(tmp_path / "s.yaml")


@pytest.mark.parametrize("what", ["past 500 cases", "parquet events"])
def test_a_missing_extra_is_named_before_anything_is_computed(tmp_path, monkeypatch, what):
    rows = [(f"e{k}", f"F{k % 6}", day(230 + k // 6)) for k in range(510)]
    frame = pd.DataFrame(rows, columns=["event_id", "security", "date"])
    frame.to_csv(tmp_path / "events.csv", index=False)
    frame.to_parquet(tmp_path / "events.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    name = "events.csv" if what == "past 500 cases" else "events.parquet"

    with pytest.raises(InputError, match=r"pip install 'market-event-study\[panel\]'"):
        run(tmp_path, config(name))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("articles: [a.yaml]\n", "articles: only for listed events"),
        ("robustness: {models: [raw]}\n", "robustness: for listed events only"),
        ("report: {headline: {window: [0, 0]}}\n", "headline.window: only for listed events"),
    ],
)
def test_what_only_listed_events_can_have_is_refused(tmp_path, more, said):
    (tmp_path / "a.yaml").write_text("outlet: x\n")

    with pytest.raises(ConfigError, match=said):
        panel(tmp_path, more=more)

"""The page of a panel: languages, sentences, hostile text, and figures that agree."""

import dataclasses
import inspect
import re

import numpy as np
import pandas as pd
import pytest

from eventstudy.config import read_study
from eventstudy.pipeline import run_study, worded
from eventstudy.report.page import render
from eventstudy.report.prose import en_panel, ko_panel
from eventstudy.report.prose.panels import PANEL_PROSE

DAYS = pd.bdate_range("2020-01-01", periods=400)
HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}"
CONFIG = """\
title: Many events
benchmark: MKT
calendar: data
events: {file: events.csv}
windows: {estimation: [-210, -11], event: [-5, 5], cars: [[0, 0], [-1, 1]]}
prices: {provider: files, path: prices.csv}
"""


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    rng = np.random.default_rng(2)
    market = rng.normal(0, 0.01, (len(DAYS), 1))
    firms = market + rng.normal(0, 0.02, (len(DAYS), 8))
    prices = 40 * np.cumprod(1 + np.column_stack([market, firms]), axis=0)
    names = ["MKT", *(f"F{i}" for i in range(8))]
    frame = pd.DataFrame(prices, columns=names, index=DAYS.strftime("%Y-%m-%d"))

    def panel(rows):
        folder = tmp_path_factory.mktemp("panel")
        frame.rename_axis("date").to_csv(folder / "prices.csv")
        text = "event_id,security,date,group\n" + "".join(",".join(r) + "\n" for r in rows)
        (folder / "events.csv").write_text(text)
        (folder / "many.yaml").write_text(CONFIG)
        return run_study(read_study(folder / "many.yaml"))

    return panel


def apart(n=8):
    return [(f"e{i}", f"F{i}", str(DAYS[250 + 12 * i].date()), "ab"[i % 2]) for i in range(n)]


def together():
    return [(f"e{i}", f"F{i}", str(DAYS[300].date()), "a") for i in range(8)]


def test_both_languages_say_the_same_things():
    public = {n for n in vars(en_panel) if not n.startswith("_")}

    assert public == {n for n in vars(ko_panel) if not n.startswith("_")}
    for name in ("LABELS", "KINDS", "SENTENCES"):
        assert getattr(en_panel, name).keys() == getattr(ko_panel, name).keys()
    assert len(en_panel.METHOD) == len(ko_panel.METHOD)
    for name in public:
        ours, theirs = getattr(en_panel, name), getattr(ko_panel, name)
        if inspect.isfunction(ours):
            assert inspect.signature(ours) == inspect.signature(theirs), name


def test_the_headline_gives_the_mean_its_interval_and_the_tests_that_may_speak(make):
    result = make(apart())

    text = result.headline.text["en"]
    row = result.panel["windows"][0]
    mean = np.mean([c.windows[0].car for c in result.cases])
    assert f"{abs(100 * mean):.2f} points" in text
    assert row["caar"] == pytest.approx(mean)
    assert "8 events of 8 securities, 8 event days" in text
    assert re.search(r"of 19 tests that may speak here", text)
    assert "8건" in result.headline.text["ko"]


def test_one_date_leads_with_what_may_speak_and_widens_the_interval(make):
    result = make(together())

    lead = en_panel.lead_line(result)
    page = render(result, "en")
    assert "kp_bmp" in lead
    assert "cross_sectional_t" not in lead
    assert "widened for shared sessions" in result.headline.text["en"]
    assert "All 8 events share one date" in page
    assert page.index("<code>kp_bmp</code>") < page.index("<code>cross_sectional_t</code>")
    assert "✗ no" in page


def test_many_dropped_events_are_said_on_top(make):
    rows = [*apart(4), ("x", "NONE", "2021-03-01", "a"), ("y", "F0", "2031-01-01", "a")]

    page = render(make(rows), "en")

    above = page[: page.index('<p class="answer">')]
    assert "2 of 6 events (33" in above
    assert "1 no prices, 1 event day outside the data" in above


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_text_from_files_stays_text_and_the_page_asks_for_nothing(make, lang):
    rows = [(f"{HOSTILE}{i}", *r[1:3], HOSTILE) for i, r in enumerate(apart(4))]
    rows = [(r[0].replace('"', ""), *r[1:3], r[3].replace('"', "")) for r in rows]
    result = make(rows)
    info = dataclasses.replace(result.study, title=HOSTILE)

    page = render(worded(dataclasses.replace(result, study=info)), lang)

    assert "<script>alert" not in page
    assert page.count("{{7*7}}") > 2
    assert "default-src &#39;none&#39;; script-src &#39;none&#39;" in page
    assert not re.search(r'(src|href)="https?:', page)


@pytest.mark.parametrize("lang", list(PANEL_PROSE))
def test_a_panel_without_any_case_has_a_page(make, lang):
    page = render(make([("x", "NONE", "2021-03-01", ""), ("y", "F0", "2031-01-01", "")]), lang)

    assert "NONE" in page
    assert "nan" not in page.lower().replace("nanum", "")


def test_the_path_ends_where_the_widest_window_would(make):
    result = make(apart())

    last = result.panel["path"][-1]
    whole = [sum(d.abnormal for d in c.abnormal) for c in result.cases]
    assert last["tau"] == 5
    assert last["caar"] == pytest.approx(np.mean(whole), rel=1e-9)


def test_the_spread_counts_every_case(make):
    for row in make(apart()).panel["distribution"]:
        assert sum(row["counts"]) + row["below"] + row["above"] == row["n"] == 8
        assert np.allclose(np.diff(row["edges"]), row["edges"][1] - row["edges"][0])


def test_every_null_of_a_test_across_cases_is_said_in_korean(make):
    result = make(apart())

    tests = result.aggregate[0]["windows"][0]["tests"]
    assert {t["null"] for t in tests if "null" in t} <= ko_panel.NULLS.keys()
    assert "누적초과수익률의 평균은 0이다" in render(result, "ko")

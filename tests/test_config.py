"""Configs: every fault at once, each with its place; what may be cited."""

from datetime import date
from pathlib import Path

import pytest

from eventstudy.config import citation_faults, parse_study, read_study
from eventstudy.errors import ConfigError
from eventstudy.sessions import EventDay

SMALL = """\
title: t
securities: [{symbol: NVDA}]
events: [{id: e, title: x, announced: 2025-01-27}]
"""


def refuse(path):
    raise AssertionError(f"no record should be read: {path}")


def parse(text):
    return parse_study(text, "c.yaml", Path(), refuse)


def faults(text):
    with pytest.raises(ConfigError) as error:
        parse(text)
    return error.value.faults


def test_three_keys_are_enough_and_defaults_are_those_of_the_contract():
    study = parse(SMALL).study

    assert study.securities[0].benchmark == "^GSPC"
    assert study.windows.estimation == (-260, -11)
    assert study.windows.event == (-5, 10)
    assert study.windows.cars == ((0, 0), (0, 1), (-1, 1), (0, 5))
    assert (study.model, study.tests, study.alpha, study.min_estimation) == (
        "market",
        "default",
        0.05,
        120,
    )
    assert study.report.lang == ("en",)


def test_tickers_keep_their_spelling():
    study = parse(SMALL.replace("NVDA", "ON").replace("id: e,", "id: 0123,")).study

    assert (study.securities[0].symbol, study.events[0].id) == ("ON", "0123")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("title: t", "tilte: t"), "c.yaml:1:1: tilte: unknown key; allowed: title, articles"),
        (("title: t", "tilte: t"), "c.yaml:1:1: title: is required"),
        (("2025-01-27", "27 January"), "c.yaml:3:39: events[0].announced: a date 2025-01-20"),
        (("2025-01-27", "2025-02-30"), "no such day"),
        (("2025-01-27", "2025-01-27T10:00"), "without offset; add one"),
        (("2025-01-27", "20250127"), "a date 2025-01-20 or an instant"),
        (("{symbol: NVDA}", "{symbol: NVDA, benchmrk: X}"), "securities[0].benchmrk: unknown key; allowed: symbol"),
        (("[{symbol: NVDA}]", "NVDA"), "securities: 'NVDA': expected a list"),
        (("[{symbol: NVDA}]", "[]"), "securities:"),
        (("title: t", "title: t\nmodel: capm9"), "model: unknown model 'capm9'; allowed: "),
        (("title: t", "title: t\ntests: [t, tt]"), "tests: unknown test 'tt'; allowed: t, sample_quantile"),
        (("title: t", "title: t\nreturns: simpel"), "returns: 'simpel'; allowed: simple, log"),
        (("title: t", "title: t\nmin_estimation: many"), "min_estimation: 'many': not a whole number"),
        (("title: t", "title: t\nalpha: 1.5"), "alpha:"),
        (("title: t", "title: t\nalpha: nan"), "alpha:"),
        (("title: t", "title:"), "title: is empty"),
        (("title: t", "title: t\nwindows: {estimation: [-100, -3]}"), "overlaps the event window"),
        (("title: t", "title: t\nwindows: {estimation: [-60, -11]}"), "min_estimation: 120 observations are the fewest allowed, but windows.estimation [-60, -11] has 50"),
        (("title: t", "title: t\ntests: [t, patell]"), "tests: patell: for many cases"),
        (("title: t", "title: t\nbenchmark: ^GSPC"), "benchmark: only for events in a file"),
        (("title: t", "title: t\nwindows: {cars: [[0, 30]]}"), "leaves the event window"),
        (("title: t", "title: t\nwindows: {event: [5, 0]}"), "the first session comes after the last"),
        (("title: x", "title: y"), "chosen_by: 'gossip'; allowed: announcement, price_move"),
        (("title: t", "title: t\nreport: {headline: {event: nope}}"), "report.headline.event: 'nope'; allowed: e"),
        (("title: t", "title: t\nreport: {headline: {window: [0, 9]}}"), "report.headline.window: '[0, 9]'; allowed: [0, 0]"),
        (("title: t", "title: t\nreport: {lang: [fr]}"), "report.lang[0]: 'fr'; allowed: en"),
        (("title: x,", "title: x, securities: [AMD],"), "events[0].securities[0]: 'AMD'; allowed: NVDA"),
        (("title: x,", "title: x, articles: [none],"), "events[0].articles[0]: 'none'; allowed: none declared"),
        (("[{symbol: NVDA}]", "[{symbol: NVDA}, {symbol: NVDA}]"), "securities[1].symbol: 'NVDA' stands twice"),
        (("title: t", "title: t\nprices: {provider: yaho}"), "provider: 'yaho'; allowed: files"),
        (("title: t", "title: t\nprices: {sources: [{file: x}]}"), "prices.sources[0].file: unknown key; allowed: files"),
    ],
)  # fmt: skip
def test_each_fault_names_file_place_field_and_what_is_allowed(change, said):
    text = SMALL.replace(*change)
    if "gossip" in said:
        text = SMALL.replace("title: x,", "title: x, chosen_by: gossip,")

    found = faults(text)

    assert any(said in line for line in found), found
    assert all(line.startswith("c.yaml:") for line in found)


def test_all_faults_are_reported_at_once():
    found = faults(
        "title: t\nmodel: x\nreturns: y\nextra: 1\nsecurities: [{symbol: A}]\nevents: [{id: e}]\n"
    )

    places = [line.split(": ")[0] for line in found]
    assert len(found) == 5, found
    assert {"c.yaml:2:8", "c.yaml:3:10", "c.yaml:4:1", "c.yaml:6:10"} <= set(places)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- b\n", "just text\n", "42\n"])
def test_a_file_without_keys_says_so(text):
    assert "it needs the keys title" in faults(text)[0]


def test_the_short_form_of_prices_is_one_source():
    file = parse(SMALL + "prices: {provider: files, path: p, layout: wide, start: 2018-01-02}\n")

    assert file.study.prices.sources[0].files == "p"
    assert file.study.prices.sources[0].layout == "wide"
    assert file.study.prices.start == date(2018, 1, 2)


def test_the_bundled_configs_read_with_their_records(root):
    file = read_study(root / "configs/deepseek-r1.yaml")

    assert len(file.records) == 5
    assert len(file.study.security("NVDA").known_dates) == 29


def test_an_event_must_be_dated_by_a_record_it_cites(root):
    file = read_study(root / "configs/deepseek-r1.yaml")
    days = {
        "r1-launch": (EventDay(date(2025, 1, 21), "not_a_session", ""),),
        "selloff": (EventDay(date(2025, 1, 27), "same_day", ""),),
    }
    moved = parse_study(
        file.text.replace("announced: 2025-01-20", "announced: 2025-01-15"),
        "c.yaml", file.folder, lambda path: file.records[Path(path).stem],
    )  # fmt: skip
    late = days | {"r1-launch": (EventDay(date(2025, 1, 15), "same_day", ""),)}

    assert citation_faults(file, days) == []
    (line,) = citation_faults(moved, late)
    assert "none of the records cited states 2025-01-15 (found: 2025-01-20, 2025-01-27)" in line


def test_a_record_that_cannot_be_read_is_named_with_the_config_going_on(root, tmp_path):
    config = tmp_path / "c.yaml"
    config.write_text(SMALL + "articles: [gone.yaml, bad.yaml]\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("outlet: x\n", encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        read_study(config)

    assert any("gone.yaml: cannot read this record" in line for line in error.value.faults)
    assert any("bad.yaml:1:1: summary: is required" in line for line in error.value.faults)

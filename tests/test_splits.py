"""Splits that a source names: prices in the money of their day, then and when computed again."""

import csv
import re

import numpy as np
import pytest

from eventstudy.config import read_study
from eventstudy.errors import ConfigError, DifferenceError
from eventstudy.pipeline import run_study
from eventstudy.report.page import render
from eventstudy.verify import recompute, verify

RATIO = 11  # none that the cents of a price could give away
SPLIT = "2024-10-01"
DAY = "2024-06-03"

CONFIG = """\
title: What did the share do before its split?
articles: [paper.yaml]
calendar: data
securities: [{symbol: ABC, benchmark: MKT}]
events: [{id: news, title: News, announced: 2024-06-03, articles: [paper]}]
windows: {estimation: [-150, -11], event: [-2, 5], cars: [[0, 0]]}
prices: {sources: [{files: prices, splits: {ABC: {2024-10-01: 11}}}]}
"""
RECORD = """\
outlet: A paper
published: 2024-06-04
published_known_by: date line
language: en
summary: The share stood at a price.
claims:
  - {quote: "$QUOTED", subject: ABC, measure: level, value: "QUOTED", unit: USD, date: 2024-06-03}
"""


def made(folder):
    """Write prices with a split by eleven, and an article that quotes the price before it."""
    days = np.busday_offset("2023-06-01", np.arange(300), roll="forward").astype(str)
    random = np.random.default_rng(3)
    quoted = np.round(330 * np.exp(np.cumsum(random.normal(0, 0.01, len(days)))), 2)
    (folder / "prices").mkdir()
    for symbol, closes in {"ABC": quoted / RATIO, "MKT": quoted[::-1] * 3}.items():
        with (folder / "prices" / f"{symbol}.csv").open("w", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(["Date", "Close", "Adj Close"])
            table.writerows(zip(days, closes.tolist(), closes.tolist(), strict=True))
    price = quoted[list(days).index(DAY)]
    (folder / "study.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "paper.yaml").write_text(RECORD.replace("QUOTED", f"{price:.2f}"), encoding="utf-8")
    return folder / "study.yaml"


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return run_study(read_study(made(tmp_path_factory.mktemp("split"))))


def test_a_price_before_a_declared_split_is_compared_as_it_was_quoted(result):
    (claim,) = result.claims

    assert claim.rating == "consistent"
    assert "split_undone" in {n["code"] for n in claim.note_codes}
    assert result.prices.splits == {"ABC": {SPLIT: float(RATIO)}}


def test_a_claim_before_a_split_is_computed_again_exactly(result, tmp_path):
    assert recompute(result).claims == result.claims

    page = tmp_path / "report.html"
    page.write_text(render(result), encoding="utf-8", newline="")
    assert "byte for byte" in verify(page)


def test_a_changed_split_is_found_by_the_claims_that_rest_on_it(result, tmp_path):
    page, text = tmp_path / "report.html", render(result)
    changed = re.sub(r'"splits":\{"ABC":\{"2024-10-01":11.0', r"\g<0>1", text)
    assert changed != text
    page.write_text(changed, encoding="utf-8", newline="")

    with pytest.raises(DifferenceError, match=r"claims\[0\]"):
        verify(page)


def test_a_split_by_nothing_is_refused_with_its_place(tmp_path):
    config = made(tmp_path)
    config.write_text(CONFIG.replace("10-01: 11", "10-01: 0"), encoding="utf-8")

    with pytest.raises(ConfigError, match=r"study\.yaml:7:.*greater than 0"):
        read_study(config)

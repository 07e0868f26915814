"""The table of docs/verdicts.md, and what an interval adds to it."""

import re
from pathlib import Path

import pytest

from eventstudy.claims.rate import rate
from eventstudy.claims.verdict import Observed
from eventstudy.wording import Quantity

EXACT = 1e-12  # sums of a few doubles
DOC = Path(__file__).parents[1] / "docs" / "verdicts.md"


def examples():
    table = DOC.read_text(encoding="utf-8").split("## Worked examples")[1].split("\n## ")[0]
    rows = [
        [c.strip() for c in r.strip("|").split("|")] for r in re.findall(r"^\|.+$", table, re.M)
    ]
    return rows[2:]


def test_the_table_is_there():
    assert len(examples()) == 24


@pytest.mark.parametrize(("stated", "unit", "hedge", "observed", "rating"), examples())
def test_the_worked_examples_hold(stated, unit, hedge, observed, rating):
    quantity = Quantity(value=stated, unit=unit, hedge=hedge)
    seen = float(observed)

    found = rate(quantity, Observed(seen, seen), directional=True)

    assert found.rating == rating
    assert (found.gap == 0) == (rating == "consistent")


@pytest.mark.parametrize(
    ("value", "hedge", "lo", "hi", "rating"),
    [
        ("-17", "at_least", -0.17001, -0.1698, "consistent"),  # some value is 17 % or more
        ("-17", "at_least", -0.1699, -0.1698, "inexact"),
        ("-17", "more_than", -0.17001, -0.1698, "consistent"),
        ("17", "less_than", 0.16999, 0.1701, "consistent"),
        ("0", "plain", -0.0002, 0.0001, "consistent"),  # a stated zero has no direction
        ("0", "plain", -0.02, -0.0199, "inconsistent"),
        ("-1", "plain", -0.00001, 0.00001, "inexact"),  # unchanged is no counterexample
        ("-1", "plain", 0.0001, 0.0002, "contradicted"),
    ],
)
def test_the_best_rating_of_the_interval_counts(value, hedge, lo, hi, rating):
    quantity = Quantity(value=value, hedge=hedge)

    assert rate(quantity, Observed(lo, hi), directional=True).rating == rating


def test_a_cent_more_is_another_price():
    seen = Observed(118.415, 118.425)

    ratings = {
        value: rate(Quantity(value=value, unit="USD"), seen, directional=False).rating
        for value in ("118.42", "118.43", "118.41", "118.40", "118.4")
    }

    assert ratings == {
        "118.42": "consistent",
        "118.43": "inexact",
        "118.41": "inexact",
        "118.40": "inconsistent",
        "118.4": "consistent",
    }


def test_the_gap_is_the_distance_to_the_set():
    found = rate(Quantity(value="-18"), Observed(-0.1698, -0.1696), directional=True)

    assert found.gap == pytest.approx(0.175 - 0.1698, abs=EXACT)
    assert (found.allowed.lo, found.allowed.hi) == pytest.approx((0.175, 0.185), abs=EXACT)


def test_a_rise_is_far_from_a_stated_fall():
    found = rate(Quantity(value="-17"), Observed(0.08, 0.09), directional=True)

    assert found.rating == "contradicted"
    assert found.gap == pytest.approx(0.165 + 0.08, abs=EXACT)


def test_a_range_is_held_against_both_its_figures():
    words = Quantity(value_range=("-20", "-30"))

    assert rate(words, Observed(-0.283, -0.282), directional=True).rating == "consistent"
    assert rate(words, Observed(-0.193, -0.192), directional=True).rating == "inexact"
    assert rate(words, Observed(-0.41, -0.40), directional=True).rating == "inconsistent"

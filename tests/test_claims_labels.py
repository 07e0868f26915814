"""Ratings against labelled claims from news, where that folder is at hand."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from eventstudy.article import Claim
from eventstudy.claims.check import check_claim
from eventstudy.claims.observe import Market
from eventstudy.errors import PriceError
from eventstudy.prices.files import read_files
from eventstudy.prices.panel import PricePanel
from eventstudy.sessions import exchange_calendar
from eventstudy.sourcing import FileSource

ABOUT = re.compile("약|정도|안팎|about|around|roughly|approximately")
NEARLY = re.compile("가까이|가까운|육박|nearly|almost|close to")
REGULAR = {"close", "open", "intraday", "unspecified"}
BAD = {"inconsistent", "contradicted"}
RIGHT, CAUGHT = 0.97, 0.90  # shares asked of the tool


def hedge(label):
    relation, quote = label["relation"], label["quote"]
    if relation == "about":
        return "about" if ABOUT.search(quote) else "plain"
    return "nearly" if relation == "less_than" and NEARLY.search(quote) else relation


def to_claim(label):
    """Print the labelled figure again with its decimals."""
    scale, unit = {"fraction": (100, "percent"), "points": (1, "points"), "USD": (1, "USD")}[
        label["unit"]
    ]
    return Claim(
        quote=label["quote"],
        subject=label["subject"],
        measure=label["measure"],
        value=f"{label['value'] * scale:.{label['decimals']}f}",
        unit=unit,
        hedge=hedge(label),
        basis=label["basis"],
        start=label["start"],
        date=label["date"],
    )


def is_core(label, symbols):
    """Choose figures that daily prices decide, as the folder's own scorer does."""
    return (
        label["measure"] in {"return", "level", "point_change"}
        and label["subject"] in symbols
        and label["date"]
        and label["basis"] in REGULAR
        and label["value"] is not None
        and label["decimals"] is not None
        and (label["measure"] == "level" or label["start"] or label["error_kind"] == "date")
        and not label["near_miss"]
    )


@pytest.fixture(scope="module")
def judged(shared):
    folder, labels = shared / "prices", []
    for path in sorted((shared / "claims" / "dev").glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))["claims"]
        labels += [x for x in found if "value_range" not in x and x.get("value") is not None]
    symbols = {x["subject"] for x in labels if x["subject"]}
    panel = {}
    for symbol in sorted(s for s in symbols if (folder / f"{s}.csv").is_file()):
        try:
            panel |= read_files(FileSource(files=str(folder), layout="folder"), Path(), [symbol])
        except PriceError:
            continue  # a defect of that file has its own tests
    calendar = exchange_calendar("XNYS", date(2020, 1, 2), date(2026, 8, 21))
    market = Market(PricePanel(panel), calendar, {}, {})
    core = [x for x in labels if is_core(x, panel)]
    return [(x, check_claim("x-1", "x", to_claim(x), market)) for x in core]


def test_right_claims_raise_no_alarm(judged):
    alarms = [x["quote"] for x, v in judged if not x["error"] and v.rating in BAD]

    assert len(judged) > 100
    assert alarms == []


def test_labelled_errors_are_caught(judged):
    errors = [(x, v) for x, v in judged if x["error"] and v.rating != "inexact"]
    caught = [x for x, v in errors if v.rating in BAD]

    assert len(errors) >= 10
    assert len(caught) >= CAUGHT * len(errors)


def test_nearly_all_verdicts_are_right(judged):
    rated = [(x, v) for x, v in judged if v.rating not in {"not_checkable", "inexact"}]
    right = [x for x, v in rated if (v.rating in BAD) == x["error"]]

    assert len(right) >= RIGHT * len(rated)

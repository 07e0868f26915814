"""Proposed claims that fail: where a misreading would explain it, nobody is accused."""

import pytest
from claims_data import bundled, claim, codes

from eventstudy.article import Article
from eventstudy.claims.check import check_claims

BESIDE = "return: percent, name before the figure"
CARRIED = "return: percent, topic carried over"
BEFORE, NONE = "the day named before", "no day named; published 2025-01-28"


def verdicts(*claims):
    market = bundled()
    article = Article(
        outlet="made up",
        published="2025-02-28",
        published_known_by="made up",
        language="en",
        summary="Made up.",
        claims=tuple(claim(**{"rule": BESIDE, "date_because": "27일", **c}) for c in claims),
    )
    return check_claims({"a": article}, market.prices, market.calendar, market.shares, {})


def only(**fields):
    return verdicts(fields)[0]


def cause(verdict):
    return verdict.note_codes[0]["cause"]


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "-18"},
        {"value": "-50"},
        {"value": "-16.97", "date": "2025-01-28", "date_because": "28일"},
        {"value": "16.97", "date_because": NONE},  # the size fits: a wrong sign
        {"value": "-18", "date_because": BEFORE},
        {"value": "-50", "rule": None, "date_because": None},  # a person's own
        {"value": "-16.97", "date": "2025-01-28", "rule": None, "date_because": BEFORE},
    ],
)
def test_a_plain_reading_and_a_persons_own_are_rated(fields):
    assert only(**fields).rating in {"inconsistent", "contradicted"}


@pytest.mark.parametrize("because", [BEFORE, NONE, "전날", "the day before", "Tuesday's"])
def test_a_figure_of_another_day_is_doubtful_where_no_day_stands_beside_it(because):
    found = only(value="-16.97", date="2025-01-28", date_because=because)

    assert found.rating == "not_checkable"
    assert cause(found) == "doubtful_day"
    assert "it fits 2025-01-27 (−16.97 %)" in found.notes[0]
    assert ("no day stands" in found.notes[0]) == (because in {BEFORE, NONE})
    assert (found.observed, found.gap) == (None, None)
    assert found.allowed is not None
    assert "fits_session" in codes(found)


def test_a_text_whose_figures_all_belong_to_another_day_errs():
    wrong = {"date": "2025-01-28", "date_because": BEFORE}
    said = {"value": "-17.40", "subject": "AVGO", **wrong, "date_because": "28일"}
    carried = {"value": "-16.97", **wrong}
    right = {"value": "8.9", "date": "2025-01-28"}  # 118.42 → 128.99

    assert [v.rating for v in verdicts(carried, said)] == ["inconsistent"] * 2
    assert [v.rating for v in verdicts(carried, carried)] == ["not_checkable"] * 2
    assert [v.rating for v in verdicts(carried, said, right)][::2] == [
        "not_checkable",
        "consistent",
    ]


def test_a_level_beside_a_move_that_fits_is_of_that_day():
    move = {"value": "-16.97", "at": 10, "date_because": NONE}  # 142.62 → 118.42
    level = {"value": "142.62", "measure": "level", "unit": "USD", "date_because": NONE}

    assert verdicts(move, {**level, "at": 40})[1].rating == "inconsistent"
    assert cause(verdicts(move, {**level, "at": 400})[1]) == "doubtful_day"
    assert cause(verdicts({**move, "value": "-15"}, {**level, "at": 40})[1]) == "doubtful_day"
    assert cause(only(**level)) == "doubtful_day"


def test_a_day_carried_over_is_doubtful_where_most_of_its_figures_fail():
    wrong = [{"value": v, "date_because": BEFORE} for v in ("-14.5", "-15.5", "-19.5")]
    right = {"value": "-16.97", "date_because": BEFORE}

    assert [v.rating for v in verdicts(*wrong[:2], right)][:2] == ["inconsistent"] * 2
    assert {cause(v) for v in verdicts(*wrong, right)[:3]} == {"doubtful_day"}
    named = verdicts(*({**c, "date_because": NONE} for c in wrong), right)
    assert [v.rating for v in named[:3]] == ["inconsistent"] * 3


def test_a_wrong_sign_is_doubtful_where_another_day_has_it():
    fits = {"value": "8.93", "date_because": BEFORE}  # 2025-01-28: 118.42 → 128.99

    assert cause(only(**fits)) == "doubtful_day"
    assert only(value="16.97", date_because=BEFORE).rating == "contradicted"


def test_a_move_of_a_carried_name_beside_a_level_that_fits_is_of_that_name():
    level = {"value": "118.42", "measure": "level", "unit": "USD", "at": 40}
    move = {"value": "-19.67", "at": 10, "rule": CARRIED}

    assert verdicts(level, move)[1].rating == "inconsistent"
    assert cause(verdicts({**level, "at": 400}, move)[1]) == "doubtful_reading"


@pytest.mark.parametrize(
    ("day", "value", "start"),
    [
        ("2025-01-31", "-15.8", "2025-01-24"),  # 142.62 → 120.07, the week
        ("2025-01-27", "-11.8", "2024-12-31"),  # 134.29 → 118.42, month, quarter and year
    ],
)
def test_a_figure_of_a_longer_span_is_doubtful(day, value, start):
    found = only(value=value, date=day)

    assert (found.rating, cause(found)) == ("not_checkable", "doubtful_window")
    assert f"the move from the close of {start}" in found.notes[0]


def test_a_move_since_another_days_close_of_the_article_is_doubtful():
    level = {"value": "137.71", "measure": "level", "unit": "USD", "date": "2025-01-17"}

    assert only(value="-14.0").rating == "inconsistent"
    _, move = verdicts(level, {"value": "-14.0"})  # 137.71 → 118.42
    assert cause(move) == "doubtful_window"


def test_a_span_whose_figure_is_the_last_days_is_doubtful():
    found = only(value="-16.97", start="2024-12-31")

    assert (found.rating, cause(found)) == ("not_checkable", "doubtful_window")
    assert "the move of 2025-01-27 alone" in found.notes[0]


def test_a_close_read_as_the_open_is_doubtful():
    assert cause(only(value="-16.97", basis="open")) == "doubtful_basis"


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({"value": "-4.6"}, "the move from the close of 2025-01-06 to 2025-01-24 (−4.56 %)"),
        ({"value": "118.42", "measure": "level", "unit": "USD"}, "fits 2025-01-27 ($118.42)"),
    ],
)
def test_a_day_that_the_text_only_looks_back_to_is_doubtful(fields, fits):
    """NVDA closed at 149.43 on 6 January, 142.62 on the 24th and 118.42 on the 27th."""
    peak = {"date": "2025-01-06", "date_because": "Jan. 6"}
    news = {"value": "-3.1", "date": "2025-01-24"}, {"value": "-16.97"}

    found = verdicts(fields | peak, *news)[0]

    assert found.rating == "not_checkable"
    assert fits in found.notes[0]


def test_a_level_of_another_moment_is_doubtful_unless_the_text_says_close():
    low = {"value": "116.70", "measure": "level", "unit": "USD"}

    assert cause(only(**low)) == "doubtful_basis"
    assert only(**low, basis="close").rating == "inconsistent"


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "-18", "rule": CARRIED},
        {"value": "-50", "date_because": BEFORE},
        {"value": "3.3", "date_because": NONE},
        {"value": "60", "measure": "level", "unit": "USD"},
        {"value": "3", "date_because": "Monday's"},  # "Monday's report" came after that close
    ],
)
def test_a_half_said_figure_far_from_every_price_is_doubtful(fields):
    found = only(**fields)

    assert (found.rating, cause(found)) == ("not_checkable", "doubtful_reading")
    assert "then take `rule` out of the record" in found.notes[0]


def test_a_move_of_weeks_without_a_day_may_end_the_session_before():
    early = {"value": "-11.8", "start": "2024-12-31", "date": "2025-01-28"}
    found = only(**early, date_because=NONE)

    assert (found.rating, cause(found)) == ("not_checkable", "doubtful_day")
    assert "it fits the move to 2025-01-27 (−11.82 %)" in found.notes[0]
    assert only(**early, date_because="28일").rating in {"inconsistent", "contradicted"}
    assert only(**{**early, "value": "-8.8"}, date_because=NONE).rating == "inconsistent"

"""Proposed claims that fail: where a misreading would explain it, nobody is accused."""

import pytest
from claims_data import bundled, claim, codes

from eventstudy.article import ONLY_DAY, SESSION_BEFORE, TOLD_DAY, Article
from eventstudy.claims.check import check_claims

BESIDE = "return: percent, name before the figure"
CARRIED = "return: percent, topic carried over"
BEFORE, NONE = "the day named before", "no day named; published 2025-01-28"
GIVEN = [f"{why} (2025-01-28)" for why in (ONLY_DAY, TOLD_DAY, SESSION_BEFORE)]
LEVEL = {"value": "118.42", "measure": "level", "unit": "USD", "at": 40}  # of 27 January
MOST_FAIL = [{"value": v, "date_because": BEFORE} for v in ("-14.5", "-15.5", "-19.5")]


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


@pytest.mark.parametrize("because", [BEFORE, NONE, *GIVEN, "전날", "the day before", "Tuesday's"])
def test_a_figure_of_another_day_is_doubtful_where_no_day_stands_beside_it(because):
    found = only(value="-16.97", date="2025-01-28", date_because=because)

    assert found.rating == "not_checkable"
    assert cause(found) == "doubtful_day"
    assert "it fits 2025-01-27 (−16.97 %)" in found.notes[0]
    assert ("no day stands" in found.notes[0]) == (because in {BEFORE, NONE, *GIVEN})
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


def test_a_move_beside_a_level_that_fits_may_still_be_of_another_day():
    level = {**LEVEL, "value": "128.99", "date": "2025-01-28"}
    move = {"value": "-16.97", "date": "2025-01-28", "date_because": NONE, "at": 10}

    assert [v.rating for v in verdicts(level, move)] == ["consistent", "not_checkable"]
    assert cause(verdicts(level, move)[1]) == "doubtful_day"


def test_a_day_carried_over_is_doubtful_where_most_of_its_figures_fail():
    wrong = MOST_FAIL
    right = {"value": "-16.97", "date_because": BEFORE}

    assert [v.rating for v in verdicts(*wrong[:2], right)][:2] == ["inconsistent"] * 2
    assert {cause(v) for v in verdicts(*wrong, right)[:3]} == {"doubtful_day"}
    named = verdicts(*({**c, "date_because": NONE} for c in wrong), right)
    assert [v.rating for v in named[:3]] == ["inconsistent"] * 3


def test_a_figure_that_no_prices_decide_does_not_make_a_carried_day_doubtful():
    undecided = {"value": "-1", "basis": "afterhours", "date_because": BEFORE}

    found = verdicts(*MOST_FAIL, undecided)

    assert [v.rating for v in found] == ["inconsistent"] * 3 + ["not_checkable"]


def test_a_figure_of_another_moment_of_a_carried_day_is_of_that_day():
    *_, low = verdicts(*MOST_FAIL, {"value": "-18.2", "date_because": BEFORE})  # 142.62 → 116.70

    assert low.rating == "inconsistent"
    assert "−18.2 % is the intraday low" in low.notes[0]


def test_a_wrong_sign_is_doubtful_where_another_day_has_it():
    fits = {"value": "8.93", "date_because": BEFORE}  # 2025-01-28: 118.42 → 128.99

    assert cause(only(**fits)) == "doubtful_day"
    assert only(value="16.97", date_because=BEFORE).rating == "contradicted"


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        # the S&P 500 fell 1.59 % on 27 February and rose 1.59 % on the 28th
        (
            {"value": "1.59", "subject": "^GSPC", "date": "2025-02-27", "date_because": BEFORE},
            "doubtful_day",
        ),
        # from the close of 13 December NVDA rose 2.1 %, on the 27th alone it fell 2.1 %
        ({"value": "-2.1", "start": "2024-12-13", "date": "2024-12-27"}, "doubtful_window"),
    ],
)
def test_a_wrong_sign_whose_size_fits_is_doubtful_where_another_reading_has_both(fields, doubt):
    found = only(**fields)

    assert "fits_other_sign" in codes(found)
    assert (found.rating, cause(found)) == ("not_checkable", doubt)


def test_a_move_of_a_carried_name_beside_a_level_that_fits_is_of_that_name():
    move = {"value": "-19.67", "at": 10, "rule": CARRIED}

    assert verdicts(LEVEL, move)[1].rating == "inconsistent"
    assert cause(verdicts({**LEVEL, "at": 400}, move)[1]) == "doubtful_reading"


@pytest.mark.parametrize(
    "beside",
    [
        {**LEVEL, "value": "202.13", "subject": "AVGO"},  # another name
        {**LEVEL, "value": "128.99", "date": "2025-01-28"},  # another day
        {**LEVEL, "value": "118", "hedge": "more_than"},  # a bound
        {"value": "-16.97", "at": 40},  # the move itself is told there
    ],
)
def test_a_carried_name_is_doubtful_beside_what_fits_but_does_not_tell_the_name(beside):
    told, move = verdicts(beside, {"value": "-19.67", "at": 10, "rule": CARRIED})

    assert (told.rating, move.rating) == ("consistent", "not_checkable")
    assert cause(move) == "doubtful_reading"


@pytest.mark.parametrize("value", ["-18.2", "-60"])  # the low's; no price's
def test_a_carried_name_is_doubtful_beside_a_level_where_the_move_is_not_of_the_close(value):
    _, move = verdicts(LEVEL, {"value": value, "at": 10, "rule": CARRIED})

    assert (move.rating, cause(move)) == ("not_checkable", "doubtful_reading")


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


@pytest.mark.parametrize(
    ("start", "rating"),
    [("2025-01-20", "not_checkable"), ("2025-01-21", "inconsistent")],  # 7 and 6 days before
)
def test_a_move_of_less_than_a_week_ends_on_its_day(start, rating):
    """NVDA fell 14.0 and 15.9 % to the 27th, 6.3 and 8.4 % to the 28th."""
    bound = {"value": "-13", "hedge": "more_than", "start": start, "date": "2025-01-28"}

    assert only(**bound, date_because=NONE).rating == rating


def test_a_level_is_of_a_day_and_not_of_the_weeks_before_it():
    level = {**LEVEL, "start": "2024-12-31", "date": "2025-01-28"}

    found = only(**level, date_because=NONE)

    assert "it fits 2025-01-27 ($118.42)" in found.notes[0]

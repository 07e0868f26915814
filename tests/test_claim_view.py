"""Figures of a verdict on the page: every digit that decided, none that did not."""

import dataclasses

import pytest
from claims_data import market_of, rated, series, weekdays

from eventstudy.report.claim_view import allowed_text, evidence_value, gap_text, observed_text

USD = {"measure": "level", "unit": "USD"}
POINTS = {"measure": "level", "unit": "points", "subject": "^X"}


def of_index(close, **fields):
    days = weekdays("2025-01-06", 20)
    made = series("^X", days, [close] * 20)
    return rated(market_of(made), **POINTS, date=str(days[-1]), **fields)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"value": "323.33"} | USD, "[323.325 USD, 323.335 USD]"),
        ({"value": "102.05"} | USD, "[102.045 USD, 102.055 USD]"),
        (
            {"value": "9222", "measure": "market_value", "unit": "억 USD"},
            "[922.15 billion USD, 922.25 billion USD]",
        ),
        (
            {"value": "2.9", "measure": "market_value", "unit": "trillion USD"},
            "[2.850 trillion USD, 2.950 trillion USD]",
        ),
        ({"value": "-17"}, "[16.5\u00a0%, 17.5\u00a0%]"),
        ({"value": "-13", "hedge": "at_least"}, "[13\u00a0%, ∞)"),
    ],
)
def test_an_allowed_set_has_every_digit_of_its_ends(fields, text):
    assert allowed_text(rated(**fields)) == text


def test_an_observation_has_no_more_digits_than_its_side_of_the_set_needs():
    assert observed_text(of_index(6086.37, value="6086.37")) == "6,086.37"


def test_a_gap_is_half_the_interval_where_the_two_only_touch():
    verdict = of_index(3857.17, value="3857.16")

    assert verdict.rating == "inexact"
    assert gap_text(verdict) == "0.005"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("higher close", 326.897064, "326.90"),
        ("lower intraday low", 95.5, "95.50"),
        ("larger rise", 0.359488106585, "+35.95\u00a0%"),
    ],
)
def test_a_record_of_a_level_is_told_in_prices_and_one_of_a_move_in_percent(kind, value, text):
    verdict = dataclasses.replace(
        of_index(6000.0, value="6000"),
        measure="record",
        note_codes=({"code": "scope", "kind": kind},),
    )

    assert evidence_value(verdict, value) == text

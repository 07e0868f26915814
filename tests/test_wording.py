"""Words become sets: arithmetic by hand."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from eventstudy.wording import (
    Quantity,
    allowed,
    hedges_in,
    inexact_margin,
    names_scope,
    normalise,
    printed_figures,
    record_kind,
    significant_step,
)

EXACT = 1e-15  # the sets are exact decimals, rounded to a double once


def quantity(value, unit="percent", hedge="plain"):
    return Quantity(value=value, unit=unit, hedge=hedge)


@pytest.mark.parametrize(
    ("value", "unit", "u", "w"),
    [
        ("17", "percent", "0.01", "0.01"),
        ("17.0", "percent", "0.001", "0.001"),
        ("17.00", "percent", "0.0001", "0.0001"),
        ("20", "percent", "0.01", "0.1"),
        ("600", "billion USD", "1E9", "1E11"),
        ("-5890", "억 USD", "1E8", "1E9"),
        ("2.90", "trillion USD", "1E10", "1E10"),
        ("612.47", "points", "0.01", "0.01"),
        ("0", "percent", "0.01", "0.01"),
    ],
)
def test_steps_follow_the_printed_digits(value, unit, u, w):
    stated = quantity(value, unit)

    assert stated.step == Decimal(u)
    assert significant_step(stated) == Decimal(w)


@pytest.mark.parametrize(
    ("value", "hedge", "lo", "hi", "lo_closed", "hi_closed"),
    [
        ("-17", "plain", 0.165, 0.175, True, True),
        ("17.0", "plain", 0.1695, 0.1705, True, True),
        ("20", "about", 0.16, 0.24, False, False),
        ("17", "about", 0.16, 0.18, False, False),
        ("3", "about", 0.024, 0.036, False, False),
        ("2", "about", 0.015, 0.025, False, False),
        ("3", "nearly", 0.027, 0.03, True, False),
        ("10", "nearly", 0.09, 0.10, True, False),
        ("13", "at_least", 0.13, None, True, False),
        ("13", "more_than", 0.13, None, False, False),
        ("3", "at_most", 0.0, 0.03, True, True),
        ("3", "less_than", 0.0, 0.03, True, False),
        ("18", "up_to", 0.175, 0.185, True, True),
        ("17", "digits", 0.17, 0.18, True, False),
        ("0", "plain", 0.0, 0.005, True, True),
    ],
)
def test_each_hedge_allows_its_set(value, hedge, lo, hi, lo_closed, hi_closed):
    words = allowed(quantity(value, hedge=hedge))

    assert words.lo == pytest.approx(lo, abs=EXACT)
    assert words.hi == (None if hi is None else pytest.approx(hi, abs=EXACT))
    assert (words.lo_closed, words.hi_closed) == (lo_closed, hi_closed)


def test_a_range_takes_its_ends_from_its_two_figures():
    words = allowed(Quantity(value_range=("-20", "-30"), unit="percent"))

    assert (words.lo, words.hi) == pytest.approx((0.195, 0.305), abs=EXACT)


def test_ends_count_only_where_closed():
    assert allowed(quantity("3", hedge="at_least")).holds(0.03)
    assert not allowed(quantity("3", hedge="more_than")).holds(0.03)
    assert not allowed(quantity("3", hedge="less_than")).holds(0.03)
    assert allowed(quantity("3", hedge="at_most")).holds(0.03)


@pytest.mark.parametrize(
    ("value", "unit", "hedge", "margin"),
    [
        ("16", "percent", "plain", 0.01),
        ("20", "percent", "plain", 0.02),
        ("600", "billion USD", "plain", 50e9),
        ("17", "percent", "at_least", 0.005),
        ("3", "percent", "nearly", 0.005),
        ("593.7", "billion USD", "plain", 0.1e9),
    ],
)
def test_another_rounding_reaches_this_far(value, unit, hedge, margin):
    assert inexact_margin(quantity(value, unit, hedge)) == pytest.approx(margin, rel=1e-12)


def test_a_figure_is_a_value_or_a_range_and_digits_only():
    for wrong in (
        {},
        {"value": "1", "value_range": ("1", "2")},
        {"value": "1e5"},
        {"value": "1,0"},
    ):
        with pytest.raises(ValidationError):
            Quantity(**wrong)


@pytest.mark.parametrize(
    ("quote", "figures"),
    [
        ("17% 폭락", {"17"}),
        ("612.47포인트(3.07%) 내린", {"612.47", "3.07"}),
        ("시총 2조 9030억 달러", {"2", "9030", "29030", "2903000000000", "2.903"}),
        ("1만 9341.83으로 마감", {"1", "9341.83", "19341.83", "1.934183"}),
        ("$5,890 million", {"5890"}),
        ("17.5%", {"17.5"}),
        ("no figure", set()),
    ],
)
def test_figures_are_read_as_printed(quote, figures):
    assert figures <= printed_figures(quote)
    assert bool(printed_figures(quote)) == bool(figures)


@pytest.mark.parametrize(
    ("quote", "hedges"),
    [
        ("13% 이상 폭락", {"at_least"}),
        ("5% 넘게 뛰었다", {"more_than"}),
        ("약 20% 하락", {"about"}),
        ("계약 20건", set()),
        ("10% 가까이", {"nearly"}),
        ("17%대 급락", {"digits"}),
        ("장중 한때 18%", {"up_to"}),
        ("fell as much as 18%", {"up_to"}),
        ("nearly 1.5% lower", {"nearly"}),
        ("more than 4.5%", {"more_than"}),
        ("fell 17%", set()),
        ("over six months 15%", set()),
        ("15% over the past year", set()),
        ("over 3 days, 15%", set()),
        ("15% in more than a year", set()),
        ("174% over 2024", set()),
        ("fell 3% below its 200-day average", set()),
        ("over 15%", {"more_than"}),
        ("over $3 trillion", {"more_than"}),
        ("above the $2000 mark", {"more_than"}),
        ("over 2000 points", {"more_than"}),
        ("below 5,800", {"less_than"}),
        ("한 달 넘게 15%", set()),
        ("6개월 이상 15%", set()),
        ("약 3개월간 15%", set()),
        ("어느 정도 15%", set()),
        ("국내외 악재에 15%", set()),
        ("나라 안팎에서 15%", set()),
        ("15% 정도", {"about"}),
        ("3조 달러를 넘어", {"more_than"}),
        ("역대 최대 17%", set()),
        ("사상 최대 5890억 달러", set()),
        ("2020년 이후 최대 17%", set()),
        ("장중 최대 18%", {"up_to"}),
        ("전일 17% 대비", set()),
    ],
)
def test_hedge_words_are_found(quote, hedges):
    assert hedges_in(quote) == hedges


def test_signs_and_digits_are_folded():
    assert normalise("−１７％") == "-17%"


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("2020년 3월 이후 최대 낙폭", "fall"),
        ("sharpest drop since March 2020", "fall"),
        ("best day since 2008", "rise"),
        ("사상 최고치", "high"),
        ("52-week low", "low"),
        ("시총 1위를 넘겨줬다", "rank"),
        ("greatest one-day wipeout for any stock", "value"),
        ("largest since 2020", "move"),
        ("rose to its own record", "unsaid"),
        ("자체 기록을 갈아치웠다", "unsaid"),
        ("a record", "unsaid"),
        ("record one-day drop", "fall"),
    ],
)
def test_a_record_says_what_it_is_about(quote, kind):
    assert record_kind(quote) == kind


def test_a_span_is_told_from_all_time():
    assert names_scope("6주 만의 최대 낙폭")
    assert names_scope("biggest drop in over three months")
    assert not names_scope("역대 최대 하락")

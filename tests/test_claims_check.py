"""Claims against the bundled prices: ratings, notes and evidence."""

import json
from dataclasses import asdict, replace
from datetime import date

import numpy as np
import pytest
from claims_data import bundled, claim, codes, market_of, rated, series, weekdays
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstudy.article import Article
from eventstudy.claims.check import CHECKS, check_claims, claim_fields
from eventstudy.claims.notes import printed
from eventstudy.names import BASES, HEDGES, MEASURES, RATINGS
from eventstudy.prices.panel import PricePanel

EXACT = 1e-9


def test_every_measure_has_its_check():
    assert set(CHECKS) == set(MEASURES)


@pytest.mark.parametrize(
    ("fields", "rating"),
    [
        ({"value": "-17"}, "consistent"),
        ({"value": "-16.97"}, "consistent"),
        ({"value": "-16"}, "inexact"),
        ({"value": "-18"}, "inconsistent"),
        ({"value": "17"}, "contradicted"),
        ({"value": "-13", "hedge": "at_least"}, "consistent"),
        ({"value": "-17", "hedge": "at_least"}, "inexact"),
        ({"value": "-2", "hedge": "at_least", "subject": "^IXIC"}, "consistent"),
        ({"value": "-12.5", "basis": "open"}, "consistent"),
        ({"value": "-17", "basis": "open"}, "inconsistent"),
        ({"value": "-18", "hedge": "up_to", "basis": "intraday"}, "consistent"),
        ({"value": "-18", "hedge": "up_to"}, "consistent"),
        ({"value": "-17", "hedge": "up_to", "basis": "close"}, "consistent"),
        ({"value": "-15", "hedge": "up_to"}, "contradicted"),
        ({"value": "-14", "basis": "intraday"}, "consistent"),  # passed on the way
        ({"value": "-5", "basis": "intraday"}, "inconsistent"),
        ({"value": "2", "basis": "intraday"}, "contradicted"),
        ({"value": "118.42", "measure": "level", "unit": "USD"}, "consistent"),
        ({"value": "118.24", "measure": "level", "unit": "USD"}, "inconsistent"),
        ({"value": "-24.20", "measure": "point_change", "unit": "USD"}, "consistent"),
        ({"value": "24.20", "measure": "point_change", "unit": "USD"}, "contradicted"),
        ({"value": "19341.83", "measure": "level", "unit": "points", "subject": "^IXIC"}, "consistent"),
        ({"value": "-612.47", "measure": "point_change", "unit": "points", "subject": "^IXIC"}, "consistent"),
        ({"value": "-600", "hedge": "about", "measure": "value_change", "unit": "billion USD"}, "consistent"),
        ({"value": "-600", "measure": "value_change", "unit": "billion USD"}, "inexact"),
        ({"value": "-593.7", "measure": "value_change", "unit": "billion USD"}, "inconsistent"),
        ({"value": "-5888", "measure": "value_change", "unit": "억 USD"}, "consistent"),
        ({"value": "2.88", "measure": "market_value", "unit": "trillion USD"}, "consistent"),
        ({"value": "3", "hedge": "less_than", "measure": "market_value", "unit": "조 USD"}, "consistent"),
        ({"value": "-14.0", "start": "2025-01-17"}, "consistent"),  # 137.71 → 118.42
        ({"value": "-1", "measure": "direction", "unit": None}, "consistent"),
        ({"value": "1", "measure": "direction", "unit": None}, "contradicted"),
        ({"value": "1", "measure": "direction", "unit": None, "date": "2025-01-28", "basis": "intraday"}, "consistent"),
        ({"value": "-1", "measure": "direction", "unit": None, "date": "2025-01-28", "basis": "intraday"}, "consistent"),
        ({"value": "199.35", "measure": "level", "unit": "USD", "date": "2018-01-02"}, "consistent"),
        ({"value": "4.98", "measure": "level", "unit": "USD", "date": "2018-01-02"}, "inconsistent"),
    ],
)  # fmt: skip
def test_claims_are_rated(fields, rating):
    assert rated(**fields).rating == rating


def test_more_shares_make_another_value():
    fields = {"measure": "value_change", "unit": "billion USD"}

    assert rated(bundled(24.49e9), value="-592.7", **fields).rating == "consistent"
    assert rated(bundled(24.49e9), value="-600", hedge="about", **fields).rating == "consistent"
    assert rated(bundled(24.49e9), value="-593.7", **fields).rating == "inconsistent"


@pytest.mark.parametrize(
    ("fields", "cause", "word"),
    [
        ({"value": "-17", "basis": "premarket"}, "outside_session", "before the open"),
        ({"value": "-17", "basis": "afterhours"}, "outside_session", "after the close"),
        ({"value": "-17", "subject": None}, "no_subject", "symbol"),
        ({"value": "-17", "date": None}, "no_date", "date"),
        ({"value": "-17", "subject": "IBM"}, "no_prices", "prices of IBM"),
        ({"value": "-17", "date": "2025-01-20"}, "not_a_session", "Martin Luther King"),
        ({"value": "-17", "start": "2025-01-27"}, "empty_window", "start"),
        ({"value": "-17", "start_approximate": True}, "no_start", "starts"),
        ({"value": "-9", "hedge": "up_to", "subject": "^GSPC", "date": "2020-03-16"}, "no_column", "Low"),
        ({"value": "17", "measure": "level"}, "unit", "percent"),
        ({"value": "3.5", "measure": "market_value", "unit": "trillion USD", "subject": "MU"}, "no_shares", "shares_outstanding of MU"),
        ({"value": "-1", "measure": "group_direction", "unit": None}, "no_group", "symbols"),
        ({"value": "-1", "measure": "group_direction", "unit": None, "group": "chips"}, "unknown_group", "groups.chips"),
        ({"measure": "record", "quote": "시총 1위"}, "other_companies", "compared"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_says_why(fields, cause, word):
    verdict = rated(**fields)

    assert verdict.rating == "not_checkable"
    assert verdict.note_codes[0]["cause"] == cause
    assert word in verdict.notes[0]
    assert verdict.gap is None
    assert verdict.observed is None


def test_the_seed_claim_understates_the_close():
    verdict = rated(value="-13", hedge="at_least", quote="13% 이상 폭락")

    assert verdict.rating == "consistent"
    assert verdict.gap == 0
    assert verdict.notes == (
        "true of a larger fall: 16.97 % at the close; 13 % understates it",
        "13 % lies between the open (−12.5 %) and the intraday low (−18.2 %)",
    )


def test_a_figure_of_the_low_is_named_as_that():
    verdict = rated(value="-18")

    assert verdict.notes[0] == "−18.2 % is the intraday low; the close was −16.97 %"
    assert verdict.note_codes[0] == {
        "code": "fits_basis",
        "basis": "low",
        "value": "−18.2 %",
        "judged": "close",
        "observed": "−16.97 %",
        "date": "2025-01-27",
    }


def test_a_mismatch_lists_every_price_of_the_session_and_its_neighbours():
    listed = rated(value="-25").notes[-1]

    for part in ("close −16.97 %", "open −12.5 %", "low −18.2 %", "high −10.0 %"):
        assert part in listed
    assert "2025-01-24 −3.12 %, 2025-01-28 +8.93 %" in listed


def test_a_wrong_date_is_inconsistent_and_the_right_one_named():
    later, sunday = rated(value="-17", date="2025-01-28"), rated(value="-17", date="2025-01-26")

    assert later.rating == sunday.rating == "inconsistent"
    assert "fits the session of 2025-01-27 (−16.97 %), not 2025-01-28" in later.notes[0]
    assert "fits the session of 2025-01-27 (−16.97 %), not 2025-01-26" in sunday.notes[0]
    assert "weekend" in sunday.notes[0]


def test_a_bound_never_moves_a_date():
    verdict = rated(value="-3", hedge="at_least", date="2025-01-28")

    assert verdict.rating == "contradicted"


def test_the_last_day_alone_may_be_what_a_window_claim_means():
    verdict = rated(value="-17", start="2025-01-17")

    assert verdict.rating == "inconsistent"
    assert "fits_single_day" in codes(verdict)


@pytest.mark.parametrize(
    ("value", "code"),
    [("-16.9", "truncated"), ("-16", "truncated"), ("16.97", "fits_other_sign")],
)
def test_likely_slips_are_named(value, code):
    assert code in codes(rated(value=value))


def test_a_twice_rounded_digit_is_named():
    days = weekdays("2025-01-06", 12)
    made = series("X", days, [*[1000.0] * 11, 926.54])  # −7.346 % → −7.35 → −7.4

    verdict = rated(market_of(made), subject="X", value="-7.4", date=str(days[-1]))

    assert verdict.rating == "inexact"
    assert "rounded_twice" in codes(verdict)


def test_a_price_after_later_splits_is_told_apart():
    verdict = rated(value="4.98", measure="level", unit="USD", date="2018-01-02")

    assert {"fits_adjusted", "split_undone"} <= set(codes(verdict))


def test_the_share_count_is_printed():
    verdict = rated(value="-600", measure="value_change", unit="billion USD")

    assert "with 24.33 billion shares (as of 2025-01-24; the test)" in verdict.notes


def test_an_old_share_count_cannot_tell_a_near_miss():
    fields = {"measure": "market_value", "unit": "trillion USD", "date": "2024-04-01"}

    near, far = rated(value="2.240", **fields), rated(value="2.900", **fields)

    assert near.note_codes[0]["cause"] == "old_share_count"  # 903.63 × 2.433 bn is 2.1985
    assert far.rating == "inconsistent"


def test_a_level_beside_a_dividend_adjusted_series_is_not_an_error():
    days = weekdays("2024-05-01", 60)
    close = np.random.default_rng(6).integers(15000, 16000, 60) / 100
    made = series("X", days, close * 0.9876543)
    fields = {"subject": "X", "measure": "level", "unit": "USD", "date": str(days[20])}

    near = rated(market_of(made), value=f"{close[20]:.2f}", **fields)
    far = rated(market_of(made), value="300.00", **fields)

    assert near.note_codes[0]["cause"] == "adjusted_series"
    assert far.rating == "inconsistent"


def test_a_range_is_near_where_its_nearer_end_is():
    days = weekdays("2024-05-01", 60)
    close = np.random.default_rng(6).integers(15000, 16000, 60) / 100 * 0.9876543
    made = series("X", days, close, low=close * 0.85, high=close * 1.1)
    near = f"{close[20] * 1.1 * 1.004:.2f}"
    fields = {"subject": "X", "measure": "level", "unit": "USD", "basis": "intraday"}

    verdict = rated(market_of(made), value=near, date=str(days[20]), **fields)

    assert verdict.rating == "not_checkable"
    assert verdict.note_codes[0]["cause"] == "adjusted_series"


def test_a_day_after_the_last_price_is_not_yet_checkable():
    days = weekdays("2025-01-06", 12)
    made = series("X", days, [*[100.0] * 11, 90.0])
    fields = {"subject": "X", "value": "-10"}

    for day in ("2025-01-22", "2026-06-01"):
        verdict = rated(market_of(made), date=day, **fields)
        assert verdict.rating == "not_checkable"
        assert verdict.note_codes[0]["cause"] == "not_yet"
        assert "run until 2025-01-21" in verdict.notes[0]


def test_an_approximate_start_forgives_a_figure_but_not_a_direction():
    fields = {"start": "2024-01-27", "date": "2025-01-24", "start_approximate": True}

    assert rated(value="150", **fields).rating == "consistent"
    assert rated(value="400", **fields).rating == "inexact"
    assert rated(value="-30", **fields).rating == "contradicted"


def test_the_candidate_that_fits_is_chosen_and_noted():
    verdict = rated(value="-17", subject=None, candidates=("^IXIC", "NVDA", "^NDX"))

    assert (verdict.subject, verdict.rating) == ("NVDA", "consistent")
    assert "^IXIC or NVDA or ^NDX; read as NVDA" in verdict.notes[-1]
    assert "no prices for ^NDX" in verdict.notes[-1]


def test_the_other_share_class_is_named():
    days = weekdays("2025-01-06", 12)
    first = series("GOOGL", days, [*[100.0] * 11, 92.32])
    other = series("GOOG", days, [*[100.0] * 11, 92.56])

    verdict = rated(market_of(first, other), subject="GOOGL", value="-7.4", date=str(days[-1]))

    assert "the figure fits GOOG (−7.44 %), not GOOGL" in verdict.notes


def test_one_member_that_rose_contradicts_all_fell():
    verdict = rated(
        subject=None, value="-1", unit=None, measure="group_direction", group="big-tech"
    )

    assert verdict.rating == "contradicted"
    for member in ("AAPL (+3.18 %)", "AMZN (+0.24 %)", "META (+1.91 %)"):
        assert member in verdict.notes[0]
    moves = {e.symbol: e.value for e in verdict.evidence}
    assert set(moves) == set(bundled().groups["big-tech"].members)
    assert moves["NVDA"] == pytest.approx(118.42 / 142.62 - 1, abs=1e-6)


@pytest.mark.parametrize(
    ("group", "rating"),
    [
        (("NVDA", "AMD", "MU"), "consistent"),
        (("NVDA", "IBM"), "not_checkable"),
        (("AAPL", "IBM"), "contradicted"),
    ],
)
def test_a_missing_member_leaves_a_group_open(group, rating):
    verdict = rated(subject=None, value="-1", unit=None, measure="group_direction", group=group)

    assert verdict.rating == rating


def test_equal_prices_have_no_direction():
    days = weekdays("2025-01-06", 12)
    made = series("X", days, [100.0] * 12)
    fields = {"subject": "X", "value": "1", "unit": None, "date": str(days[-1])}

    alone = rated(market_of(made), measure="direction", **fields)
    group = rated(market_of(made), measure="group_direction", group=("X",), **fields)

    assert alone.note_codes[0]["cause"] == group.note_codes[0]["cause"] == "unchanged"


def test_a_changed_price_changes_the_verdict():
    market = bundled()
    nvda = market.prices["NVDA"]
    close = nvda.close.copy()
    close[nvda.row(date(2025, 1, 27))] = 128.42
    changed = replace(market, prices=PricePanel({"NVDA": replace(nvda, close=close)}))

    assert rated(changed, value="-17").rating == "inconsistent"


def test_no_printed_figure_contradicts_its_rating():
    assert printed(-0.029996, "fraction", 2, [0.03]) == "−2.9996 %"
    assert printed(0.03, "fraction", 2, [0.03]) == "3.00 %"
    assert printed(-588.786e9, "USD", 1) == "−$588.8 billion"
    assert printed(-0.000001, "fraction", 2) == "0.00 %"

    verdict = rated(value="-17", hedge="more_than")
    assert "the close was −16.97 %" in verdict.notes[0]


def test_verdicts_are_numbered_in_the_order_of_the_record():
    article = Article(
        outlet="x", published="2025-01-28", published_known_by="x", language="ko", summary="x",
        claims=(claim(value="-17"), claim(value="-13", hedge="at_least")),
    )  # fmt: skip
    market = bundled()

    verdicts = check_claims({"eunso": article}, market.prices, market.calendar, {}, {})

    assert [v.id for v in verdicts] == ["eunso-1", "eunso-2"]
    assert {v.article for v in verdicts} == {"eunso"}
    assert {v.rating for v in verdicts} <= set(RATINGS)
    json.dumps([asdict(v) for v in verdicts], allow_nan=False)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": "-17"}, {"value": -0.17, "unit": "fraction", "step": 0.01, "decimals": 0}),
        (
            {"value": "-5890", "unit": "억 USD", "measure": "value_change"},
            {"value": -589e9, "unit": "USD", "step": 1e8, "value_range": None},
        ),
        ({"value_range": ("-20", "-30"), "unit": "percent"}, {"value": None, "value_range": [-0.2, -0.3]}),
        ({"value": "-1", "unit": None, "measure": "direction"}, {"value": -1.0, "unit": None, "step": None}),
        ({"measure": "record"}, {"value": None, "unit": None, "decimals": None}),
        ({"value": "-17", "date": "2025-01-27"}, {"date": "2025-01-27", "start": None}),
    ],
)  # fmt: skip
def test_a_claim_is_handed_on_in_base_units(fields, expected):
    given = claim_fields(claim(**fields))

    for key, value in expected.items():
        assert given[key] == (pytest.approx(value) if isinstance(value, (float, list)) else value)
    json.dumps(given, allow_nan=False)


def test_evidence_are_the_prices_of_the_day():
    verdict = rated(value="-17")

    found = {(e.date, e.basis): e.value for e in verdict.evidence}
    assert found["2025-01-24", "close"] == pytest.approx(142.62, abs=EXACT)
    assert found["2025-01-27", "close"] == pytest.approx(118.42, abs=EXACT)
    assert {b for _, b in found} == {"open", "high", "low", "close"}


ODD_DAYS = [
    None,
    "0001-01-01",
    "2018-01-02",
    "2025-01-26",
    "2025-01-27",
    "2025-02-28",
    "9999-12-31",
]


@st.composite
def odd_claims(draw):
    measure = draw(st.sampled_from(sorted(MEASURES)))
    pick = lambda values: draw(st.sampled_from(list(values)))  # noqa: E731
    fields = {
        "measure": measure,
        "quote": pick(["x", "largest fall since", "record high", "시총", "best day ever"]),
        "subject": pick([None, "NVDA", "^IXIC", "AAPL", "IBM", "NAN", "ONE", "ZERO"]),
        "candidates": pick([(), ("NVDA", "^IXIC"), ("IBM", "NAN")]),
        "date": pick(ODD_DAYS),
        "start": pick(ODD_DAYS),
        "start_approximate": pick([True, False]),
        "basis": pick(BASES),
        "hedge": pick(HEDGES),
        "group": pick([None, "big-tech", "nobody", ("NVDA", "NAN"), ("ZERO", "ONE")]),
        "unit": pick([None, "percent", "points", "USD", "억 USD"]),
    }
    if measure in {"direction", "group_direction"}:
        return fields | {"value": pick(["1", "-1"]), "unit": None}
    if measure == "record":
        return fields
    figures = ["-17", "0", "0.00", "9" * 20, "118.42", "-0.5"]
    return fields | {"value": pick(figures)}


@settings(max_examples=300, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(fields=odd_claims())
def test_no_claim_breaks_the_check(fields):
    market = bundled()
    odd = (
        series("NAN", ["2025-01-27"], [np.nan]),
        series("ONE", ["2025-01-27"], [5.0]),
        series("ZERO", weekdays("2025-01-20", 10), [0.0] * 10),
    )
    prices = PricePanel({**market.prices.series, **{s.symbol: s for s in odd}})

    verdict = rated(replace(market, prices=prices), **fields)

    assert verdict.rating in RATINGS
    assert verdict.gap is None or (verdict.gap == 0) == (verdict.rating == "consistent")
    assert verdict.rating != "not_checkable" or "needed: " in verdict.notes[0]
    assert len(verdict.notes) == len(verdict.note_codes)
    json.dumps(asdict(verdict), allow_nan=False)

import pytest

from eventstudy.report import format as fmt


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (-0.16968, 2, "−16.97\u00a0%"),
        (0.0302, 1, "+3.0\u00a0%"),
        (0.0, 1, "0.0\u00a0%"),
    ],
)
def test_a_percentage_has_a_real_minus_and_a_unit_that_stays_with_it(value, digits, text):
    assert fmt.percent(value, digits) == text


def test_a_small_value_never_loses_its_sign_to_rounding():
    assert fmt.points(-0.00004) == "−0.004"
    assert fmt.points(0.0) == "0.0"


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0554, "0.055"),
        (0.05, "0.050"),
        (0.0496, "0.0496"),  # 0.050 would stand on alpha's other side only by rounding
        (0.05004, "0.05004"),
        (0.00398, "0.004"),
        (0.0006, "0.0006"),
        (0.00001, "< 0.0001"),
        (1.0, "1.00"),
    ],
)
def test_a_printed_p_stands_on_the_same_side_of_alpha_as_the_exact_one(p, text):
    shown = fmt.p_value(p, 0.05)

    assert (float(shown.lstrip("< ")) <= 0.05) == (p <= 0.05)
    assert shown == text or p == 0.0496


@pytest.mark.parametrize(
    ("value", "ends", "digits"),
    [(0.16968, (0.165, 0.175), 2), (0.16996, (0.17, None), 3), (0.1749999, (0.165, 0.175), 5)],
)
def test_digits_are_added_until_a_figure_stays_on_its_side_of_the_bound(value, ends, digits):
    found = fmt.agreeing(value, ends, 2, 100)

    assert found == digits
    for end in (e for e in ends if e is not None):
        assert (round(100 * value, found) > 100 * end) == (value > end)


def test_days_are_written_as_each_language_writes_them():
    assert fmt.full_day("2025-01-27") == "27 January 2025"
    assert fmt.full_day("2025-01-27", "ko") == "2025년 1월 27일"
    assert fmt.full_day("2025-01-28T06:00+09:00") == "28 January 2025"


def test_windows_and_floors_are_written_as_in_the_papers():
    assert fmt.window((-1, 1)) == "[−1, +1]"
    assert fmt.window((0, 0)) == "[0, 0]"
    assert fmt.floor(1 / 251) == "1/251"


def test_money_is_written_in_the_scale_people_use():
    assert fmt.money(-588.8e9) == "−588.8 billion USD"
    assert fmt.money(2.903e12) == "2.903 trillion USD"
    assert fmt.money(118.42) == "118.42 USD"
    assert fmt.money(922.15e9, 1e-10) == "922.15 billion USD"
    assert fmt.money(0.005, 0.05) == "0.005 USD"

from pathlib import Path

import numpy as np
import pytest

from eventstudy.errors import PriceError
from eventstudy.prices.compare import compare_folders, fits, sentence
from eventstudy.prices.files import read_files
from eventstudy.prices.oddities import oddities
from eventstudy.prices.panel import Split
from eventstudy.sourcing import FileSource

SHARED = Path(__file__).parents[1].parent / "shared" / "prices"


def write(folder, closes, symbol="A", start=1):
    folder.mkdir(exist_ok=True)
    rows = [f"2025-01-{start + i:02},{c}" for i, c in enumerate(closes)]
    (folder / f"{symbol}.csv").write_text("Date,Close\n" + "\n".join(rows))
    return folder


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (118.419998, 118.42, True),  # single precision
        (114.824997, 114.83, True),  # 114.825, rounded
        (114.824997, 114.84, False),
        (19341.83, 19341.82, True),  # rounded here, cut there
        (19341.83, 19341.81, False),
        (4442.410156, 4447.7, False),
        (2.0, 2.02, False),  # a price without decimals is known to the cent
    ],
)
def test_closes_agree_when_one_number_can_stand_behind_both(a, b, same):
    assert fits(a, b) is fits(b, a) is same


def test_every_real_difference_is_found_with_both_values(tmp_path):
    a = write(tmp_path / "a", [10.0, 11.111, 12.5, 13])
    b = write(tmp_path / "b", [10.0, 11.11, 12.8, 13])

    (found,) = compare_folders([a, b])

    assert (found.symbol, found.sessions, found.rounded) == ("A", 4, 1)
    assert [sentence(d, ["a", "b"]) for d in found.differences] == ["A 2025-01-03: a 12.5, b 12.8"]


def test_a_third_folder_says_which_two_agree(tmp_path):
    a = write(tmp_path / "a", [10, 11, 12, 13])
    b = write(tmp_path / "b", [10.5, 11.5, 12])
    c = write(tmp_path / "c", [10.5, 11.2, 12.5])

    (found,) = compare_folders([a, b, c])

    assert [sentence(d, "abc") for d in found.differences] == [
        "A 2025-01-01: a 10, b 10.5, c 10.5: b and c agree",
        "A 2025-01-02: a 11, b 11.5, c 11.2: no two agree",
        "A 2025-01-03: a 12, b 12, c 12.5: a and b agree",
    ]


def test_folders_without_a_common_symbol_are_refused(tmp_path):
    a, b = write(tmp_path / "a", [1]), write(tmp_path / "b", [1], "B")

    with pytest.raises(PriceError, match="no symbol is in two of them"):
        compare_folders([a, b])


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/prices is not here")
def test_three_real_vendors_are_each_caught_where_they_are_wrong():
    found = compare_folders([SHARED, SHARED / "second-source", SHARED / "third-source"])
    wrong = {(d.symbol, str(d.session)): d.agree for c in found for d in c.differences}

    assert wrong["^IXIC", "2024-10-22"] == (1, 2)  # the first has 18579.77, the others 18573.13
    assert wrong["^IXIC", "2021-05-14"] == (0, 1)
    assert wrong["^IXIC", "2017-02-21"] == (0, 2)
    assert ("^GSPC", "2021-08-11") in wrong
    assert ("^GSPC", "2019-08-12") in wrong
    assert not any(symbol == "NVDA" for symbol, _ in wrong)


def series(tmp_path, closes, adjusted=None, volume=None):
    (tmp_path / "p").mkdir(exist_ok=True)
    adjusted = adjusted or closes
    volume = volume or [5] * len(closes)
    rows = [
        f"2025-01-{i + 1:02},{c},{a},{v}"
        for i, (c, a, v) in enumerate(zip(closes, adjusted, volume, strict=True))
    ]
    (tmp_path / "p" / "A.csv").write_text("Date,Close,Adj Close,Volume\n" + "\n".join(rows))
    return read_files(FileSource(files="p"), tmp_path, ["A"])["A"]


def test_a_large_move_is_odd_unless_a_split_explains_it(tmp_path):
    from dataclasses import replace
    from datetime import date

    one = series(tmp_path, [100, 50, 51, 49])

    assert oddities(one) == [
        "A: 2025-01-02: the close moved -50.0 %, from 100 to 50, and no split is known"
    ]
    assert oddities(replace(one, splits=(Split(date(2025, 1, 2), 2.0),))) == []


def test_a_run_of_equal_closes_is_odd_from_five_sessions(tmp_path):
    assert oddities(series(tmp_path, [9, 10, 10, 10, 10, 9])) == []
    assert oddities(series(tmp_path, [9, 10, 10, 10, 10, 10, 9])) == [
        "A: 2025-01-02 to 2025-01-06: the same close, 10, on 5 sessions in a row"
    ]


def test_a_day_without_volume_is_odd_where_others_have_some(tmp_path):
    assert oddities(series(tmp_path, [9, 10, 9], volume=[5, 0, 5])) == [
        "A: 2025-01-02: volume is zero"
    ]
    assert oddities(series(tmp_path, [9, 10, 9], volume=[0, 0, 0])) == []


def test_an_adjusted_close_may_step_on_a_dividend_day_only(tmp_path):
    one = series(tmp_path, [100.0, 100.0, 101.0], adjusted=[99.0, 100.0, 101.0])
    day = one.sessions[1].item()

    assert oddities(one, ((day, 1.0),)) == []
    assert oddities(one, None) == []
    assert oddities(one, ()) == [
        "A: 2025-01-02: the adjusted close steps against the close, and no dividend is known"
    ]


def test_an_empty_or_single_row_is_not_odd(tmp_path):
    assert oddities(series(tmp_path, [9])) == []
    assert np.isfinite(series(tmp_path, [9]).close).all()

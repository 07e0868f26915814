from datetime import date
from pathlib import Path

import numpy as np
import pytest

from eventstudy.errors import PriceError
from eventstudy.names import SOURCES as NAMED
from eventstudy.prices.load import (
    SOURCES,
    Need,
    data_end,
    file_days,
    load_prices,
    require_sessions,
    where,
)
from eventstudy.sessions import Calendar
from eventstudy.sourcing import FileSource, Prices

DAYS = tuple(date(2025, 1, d) for d in (21, 22, 23, 24, 27, 28))
CALENDAR = Calendar("XNYS", "New York Stock Exchange", "America/New_York", DAYS, (), (), {})
HEAD = "Date,Open,High,Low,Close,Adj Close,Volume\n"
SEEDS = Path(__file__).parents[1] / "seeds" / "prices"


def write(folder, symbol, closes, days=DAYS):
    folder.mkdir(exist_ok=True)
    rows = [f"{d},,,,{c},{c}," for d, c in zip(days, closes, strict=False)]
    (folder / f"{symbol}.csv").write_text(HEAD + "\n".join(rows) + "\n")


def prices(*folders, **rest):
    return Prices(sources=tuple(FileSource(files=f) for f in folders), **rest)


def need(symbol="A", first=22, last=27, required=True):
    return Need(symbol, date(2025, 1, first), date(2025, 1, last), required)


def load(tmp_path, asked, *needs, **rest):
    return load_prices(asked, needs or (need(),), CALENDAR, tmp_path, **rest)


def test_the_sources_are_those_that_can_be_named():
    assert list(SOURCES) == list(NAMED)


def test_the_first_source_that_covers_what_is_needed_is_taken_whole(tmp_path):
    write(tmp_path / "short", "A", [1, 2, 3], DAYS[3:])
    write(tmp_path / "full", "A", [10, 11, 12, 13, 14, 15])
    write(tmp_path / "later", "A", [7] * 6)

    panel = load(tmp_path, prices("short", "full", "later"))

    assert panel["A"].close.tolist() == [10, 11, 12, 13, 14, 15]
    assert panel["A"].provenance.source == "provided by the user (full)"
    assert panel["A"].provenance.rows == 6
    assert panel.warnings == ()


def test_where_only_the_newest_sessions_lack_the_source_that_reaches_furthest_is_taken(tmp_path):
    write(tmp_path / "old", "A", [1, 2, 3])
    write(tmp_path / "newer", "A", [4, 5, 6, 7])
    write(tmp_path / "gap", "A", [8, 9, 10, 11], [DAYS[0], *DAYS[3:]])

    panel = load(tmp_path, prices("old", "newer", "gap"))

    assert panel["A"].close.tolist() == [4, 5, 6, 7]


def test_a_series_keeps_its_history_between_start_and_end(tmp_path):
    write(tmp_path / "p", "A", [1, 2, 3, 4, 5, 6])

    panel = load(tmp_path, prices("p", start="2025-01-22", end="2025-01-27"), need(first=23))

    assert panel["A"].close.tolist() == [2, 3, 4, 5]
    assert (panel["A"].provenance.first, panel["A"].provenance.last) == ("2025-01-22", "2025-01-27")


def test_a_series_that_starts_too_late_says_how_many_sessions_it_lacks(tmp_path):
    write(tmp_path / "p", "A", [1, 2, 3, 4, 5, 6])

    with pytest.raises(PriceError) as refused:
        load(tmp_path, prices("p", start="2025-01-24"))

    assert (
        "A: needs 4 sessions from 2025-01-22 to 2025-01-27; prices start 2025-01-24 (2). "
        in str(refused.value)
    )
    assert "Move prices.start back" in str(refused.value)


def test_an_unknown_symbol_is_refused_with_what_is_there(tmp_path):
    for i in range(12):
        write(tmp_path / "p", f"S{i:02}", [1])

    with pytest.raises(PriceError) as refused:
        load(tmp_path, prices("p"), need("NVDA"))

    assert "NVDA: no prices found; " in str(refused.value)
    assert "p has S00, S01, S02, S03, S04, S05, S06, S07, S08, S09 and 2 more" in str(refused.value)


def test_what_only_claims_ask_for_may_be_absent_or_short(tmp_path):
    write(tmp_path / "p", "A", [1, 2])

    panel = load(tmp_path, prices("p"), need("B", required=False), need("A", required=False))

    assert list(panel.series) == ["A"]


def test_a_hole_inside_what_is_needed_stops_and_elsewhere_warns(tmp_path):
    write(tmp_path / "p", "A", [5, 6, 7, 8, 9], [DAYS[0], DAYS[1], *DAYS[3:]])

    with pytest.raises(PriceError, match=r"A\.csv: A: no price on 2025-01-23, when the New York"):
        load(tmp_path, prices("p"))
    panel = load(tmp_path, prices("p"), need(first=24))

    assert panel.warnings == ("A: 2025-01-23: no price, though the New York Stock Exchange traded",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,,-3,1,", "close is -3, no price can be"),
        (",,,0,1,", "close is 0, no price can be"),
        (",5,6,5.5,5.5,", "low above high (high 5, low 6, close 5.5)"),
        ("7,6,5,5.5,5.5,", "open outside low to high (open 7, high 6, low 5, close 5.5)"),
        (",6,5,6.5,6.5,", "close outside low to high (high 6, low 5, close 6.5)"),
        (",,,5,,", "a close without an adjusted close"),
        (",,,5,5,-1", "volume is negative"),
    ],
)
def test_a_figure_that_cannot_be_stops_where_needed_and_warns_elsewhere(tmp_path, row, said):
    write(tmp_path / "p", "A", [5, 5, 5, 5, 6, 6])
    file = tmp_path / "p" / "A.csv"
    file.write_text(file.read_text().replace("2025-01-23,,,,5,5,", f"2025-01-23,{row}"))

    with pytest.raises(PriceError) as refused:
        load(tmp_path, prices("p"))
    panel = load(tmp_path, prices("p"), need(first=24))

    assert f"A.csv:4: A: 2025-01-23: {said}" in str(refused.value)
    assert panel.warnings[0].startswith(f"A: 2025-01-23: {said}")
    unusable = "no price can be" in said
    assert (panel["A"].row(date(2025, 1, 23)) is None) is unusable


def test_a_day_without_trading_is_warned_about_and_a_rounded_bar_is_not(tmp_path):
    write(
        tmp_path / "p",
        "A",
        [5, 4, 5, 4, 5, 4, 5],
        [DAYS[0], *DAYS[1:4], date(2025, 1, 25), *DAYS[4:]],
    )
    file = tmp_path / "p" / "A.csv"
    bar = "2025-01-23,4.9999999,5,4.5,5.0000001,5.0000001,"
    file.write_text(file.read_text().replace("2025-01-23,,,,5,5,", bar))

    warnings = load(tmp_path, prices("p")).warnings

    assert warnings == (
        "A: 2025-01-25: a price, though the New York Stock Exchange did not trade; "
        "the row is not used",
    )


def test_the_data_end_is_the_benchmarks_last_session_or_the_asked_end(tmp_path):
    write(tmp_path / "p", "M", [1, 2, 3, 4])
    series = load(tmp_path, prices("p"), need("M"))["M"]

    assert data_end(series) == date(2025, 1, 24)
    assert data_end(series, date(2025, 1, 23)) == date(2025, 1, 23)
    assert data_end(series, date(2025, 3, 1)) == date(2025, 1, 24)


def test_a_series_that_ends_before_the_benchmark_is_refused(tmp_path):
    write(tmp_path / "p", "M", [1, 2, 3, 4, 5])
    write(tmp_path / "p", "A", [1, 2, 3])
    needs = need("M", last=28), need("A", last=28)
    panel = load(tmp_path, prices("p"), *needs)

    with pytest.raises(PriceError, match="A: no price on 2025-01-24, 2025-01-27, though the data"):
        require_sessions(panel, needs, CALENDAR, data_end(panel["M"]))
    require_sessions(panel, needs, CALENDAR, date(2025, 1, 23))


def test_the_override_replaces_every_source(tmp_path):
    write(tmp_path / "own", "A", [9] * 6)

    panel = load(tmp_path, prices("does-not-exist"), override=tmp_path / "own")

    assert panel["A"].close.tolist() == [9] * 6


def test_a_share_without_adjusted_closes_is_said_to_lack_dividends_and_an_index_not(tmp_path):
    (tmp_path / "w.csv").write_text(
        "date,A,^M\n" + "\n".join(f"{d},{5 + i},{6 + i}" for i, d in enumerate(DAYS))
    )

    panel = load(tmp_path, prices("w.csv"), need("A"), need("^M"))

    assert panel.warnings == ("A: no adjusted close; returns are from closes, without dividends",)
    np.testing.assert_array_equal(panel["A"].total_return, panel["A"].close)


def test_the_days_of_a_file_can_be_the_calendar(tmp_path):
    write(tmp_path / "p", "A", [1, 2])
    write(tmp_path / "p", "B", [1], [DAYS[4]])

    days = file_days(prices("p", end="2025-01-27"), ["A", "B", "C"], tmp_path)

    assert days == [DAYS[0], DAYS[1], DAYS[4]]
    with pytest.raises(PriceError, match="C: no prices found"):
        file_days(prices("p"), ["C"], tmp_path)


def test_where_prices_come_from_is_said_for_each_symbol(tmp_path):
    write(tmp_path / "p", "A", [1, 2, 3, 4, 5])

    said = where(prices("p"), [need(), need("B", required=False)], CALENDAR, tmp_path)

    assert said["A"] == "provided by the user (p): 2025-01-21 to 2025-01-27 (5 sessions)"
    assert "cannot be checked" in said["B"]


def test_all_faults_are_told_at_once(tmp_path):
    write(tmp_path / "p", "A", [1, -2, 3, 4, 5])

    with pytest.raises(PriceError) as refused:
        load(tmp_path, prices("p"), need("A"), need("B"), need("C"))

    said = str(refused.value).splitlines()
    assert "A.csv:3: A: 2025-01-22: close is -2" in said[0]
    assert [line[:18] for line in said[1:]] == ["B: no prices found", "C: no prices found"]

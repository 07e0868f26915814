import csv
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from eventstudy.errors import PriceError
from eventstudy.prices.files import file_name, read_files, symbols_in
from eventstudy.prices.notes import sources_file
from eventstudy.prices.panel import NO_PROVENANCE, PricePanel, Series
from eventstudy.prices.written import (
    panel_sha256,
    prices_bytes,
    prices_csv,
    series_sha256,
    series_text,
)
from eventstudy.sourcing import FileSource

SEEDS = Path(__file__).parents[1] / "seeds" / "prices"
HEAD = "Date,Open,High,Low,Close,Adj Close,Volume\n"
GOOD = HEAD + "2025-01-24,148.4,148.97,141.88,142.62,142.59,234657600\n"


def folder(tmp_path, text, name="NVDA.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(data)
    return FileSource(files=".")


def single(tmp_path, text, **source):
    (tmp_path / "prices.csv").write_text(text)
    return FileSource(files="prices.csv", **source)


def test_every_bundled_figure_is_read_as_the_csv_module_reads_it():
    symbols = symbols_in(FileSource(files="."), SEEDS)
    series = read_files(FileSource(files="."), SEEDS, symbols)

    assert len(symbols) == 12
    for symbol, one in series.items():
        rows = list(csv.DictReader((SEEDS / f"{symbol}.csv").read_text().splitlines()))
        assert one.sessions.astype(str).tolist() == [r["Date"] for r in rows]
        for column, values in [("Close", one.close), ("Adj Close", one.total_return)]:
            assert values.tolist() == [float(r[column]) for r in rows]
        opens = [float(r["Open"]) if r["Open"] else np.nan for r in rows]
        np.testing.assert_array_equal(one.open, opens)


def test_written_prices_come_back_bit_for_bit_with_the_same_hash(tmp_path):
    read = read_files(FileSource(files="."), SEEDS, ["NVDA", "^IXIC", "AAPL"])
    panel = PricePanel(read)
    (tmp_path / "prices.csv").write_bytes(prices_bytes(panel))

    again = read_files(FileSource(files="prices.csv"), tmp_path, list(read))

    assert list(again) == list(read)
    for symbol, one in read.items():
        for field in ("sessions", "open", "high", "low", "close", "total_return", "volume"):
            assert getattr(again[symbol], field).tobytes() == getattr(one, field).tobytes()
        assert again[symbol].provenance.sha256 == one.provenance.sha256 == series_sha256(one)
        assert again[symbol].provenance.source == one.provenance.source
    assert panel_sha256(PricePanel(again)) == panel_sha256(panel)
    assert prices_csv(PricePanel(again)) == prices_csv(panel)


FIGURES = st.one_of(
    st.floats(allow_infinity=False), st.floats(1e-4, 1e15), st.integers(0, 10**15).map(float)
)


@given(arrays(np.float64, st.integers(1, 20), elements=FIGURES))
def test_every_figure_is_written_as_python_writes_it_but_for_a_final_zero(values):
    days = np.arange(len(values)).astype("datetime64[D]")
    empty = np.full(len(values), np.nan)
    columns = dict.fromkeys(("open", "high", "low", "total_return", "volume"), empty)
    series = Series("X", days, **columns, close=values, splits=(), provenance=NO_PROVENANCE)
    cells = [line.split(",")[5] for line in series_text(series).splitlines()]
    assert cells == ["" if np.isnan(v) else repr(float(v)).removesuffix(".0") for v in values]


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-17, 1.7976931348623157e308, 5e-324, 3.0, 1e22])
def test_extreme_floats_survive_writing(tmp_path, value):
    text = HEAD + f"2025-01-24,,,,{value!r},{value!r},\n"
    one = read_files(folder(tmp_path, text), tmp_path, ["NVDA"])
    (tmp_path / "long.csv").write_bytes(prices_bytes(PricePanel(one)))

    again = read_files(FileSource(files="long.csv"), tmp_path, ["NVDA"])

    assert again["NVDA"].close.tolist() == [value]


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("Date", " DATE ").replace("Adj Close", "adj_close").encode(),
        GOOD.replace("Adj Close", "Adj. Close").encode() + b"\n\n",
        b'"' + GOOD.encode().replace(b",", b'","').replace(b"\n", b'"\n"').rstrip(b'"'),
    ],
    ids=["BOM", "CRLF", "case and spaces", "blank lines", "quoted"],
)
def test_spellings_that_mean_the_same_are_read_the_same(tmp_path, text):
    one = read_files(folder(tmp_path, text), tmp_path, ["NVDA"])["NVDA"]

    assert one.close.tolist() == [142.62]
    assert one.total_return.tolist() == [142.59]
    assert one.provenance.source == f"provided by the user ({tmp_path.name})"


ROW = "2025-01-27,1,1,1,{},1,1\n"
WRONG = {
    "not a number": (GOOD + ROW.format("abc"), ":3: close 'abc' is not a number"),
    "thousands": (GOOD + ROW.format('"1,180"'), ":3: close '1,180' is not a number"),
    "NaN": (GOOD + ROW.format("NaN"), ":3: close 'NaN'"),
    "inf": (GOOD + ROW.format("1e999"), ":3: close '1e999'"),
    "full-width": (GOOD + ROW.format("１１８"), ":3: close '１１８'"),
    "underscore": (GOOD + ROW.format("1_180"), ":3: close '1_180'"),
    "duplicate": (GOOD + GOOD.partition("\n")[2], ":3: NVDA: date 2025-01-24 stands on line 2 too"),
    "unsorted": (
        GOOD + "2025-01-28,1,1,1,1,1,1\n" + ROW.format(1),
        ":4: NVDA: date 2025-01-27 comes after 2025-01-28 on line 3",
    ),
    "late duplicate": (
        GOOD + "2025-01-28,1,1,1,1,1,1\n2025-01-24,1,1,1,1,1,1\n",
        ":4: NVDA: date 2025-01-24 stands on line 2 too",
    ),
    "US date": (HEAD + "01/27/2025,1,1,1,1,1,1\n", ":2: date '01/27/2025' is no day"),
    "no such day": (HEAD + "2025-02-30,1,1,1,1,1,1\n", ":2: date '2025-02-30' is no day"),
    "instant": (HEAD + "2025-01-27 00:00,1,1,1,1,1,1\n", ":2: date '2025-01-27 00:00'"),
    "ragged": (GOOD + "2025-01-27,1,1\n", ":3: 3 cells where the header has 7"),
    "no close": ("Date,Open\n2025-01-24,1\n", ":1: no column 'close'; found: Date, Open"),
    "semicolons": (GOOD.replace(",", ";"), ":1: no column 'date'; found: Date;Open"),
    "column twice": (GOOD.replace("Open", "Close"), ":1: column 'Close' stands twice"),
    "column twice in other words": (GOOD.replace("Open", "CLOSE"), ":1: two columns mean 'close'"),
    "empty": ("", ":1: an empty file"),
    "header only": (HEAD, ":1: a header and no rows"),
    "NUL": (GOOD + "2025-01-27,\0,1,1,1,1,1\n", ":3: holds NUL bytes"),
    "UTF-16": (GOOD.encode("utf-16"), ":1: holds NUL bytes"),
    "not UTF-8": (GOOD.encode() + "2025-01-27,정".encode("euc-kr"), ":3: not UTF-8"),
    "open quote": (GOOD + '"2025-01-27,1', "not a CSV table"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_with_its_place(tmp_path, text, said):
    source = folder(tmp_path, text)

    with pytest.raises(PriceError) as refused:
        read_files(source, tmp_path, ["NVDA"])

    assert said in str(refused.value)
    assert "NVDA.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("byte", [b"a", b"\0", b"\xff", b"\n"])
def test_fifty_megabytes_of_nonsense_are_refused_at_the_header(tmp_path, byte):
    source = folder(tmp_path, byte * 50_000_000)

    with pytest.raises(PriceError, match=r"NVDA\.csv:1: "):
        read_files(source, tmp_path, ["NVDA"])


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    (tmp_path / "NVDA.csv").mkdir()

    with pytest.raises(PriceError, match="a folder, not a price file"):
        read_files(FileSource(files="."), tmp_path, ["NVDA"])
    with pytest.raises(PriceError, match="a folder, but layout: wide"):
        read_files(FileSource(files=".", layout="wide"), tmp_path, ["NVDA"])
    with pytest.raises(PriceError, match="no such folder or file"):
        read_files(FileSource(files="nowhere"), tmp_path, ["NVDA"])


def test_a_file_in_place_of_a_folder_is_named(tmp_path):
    with pytest.raises(PriceError, match="a file, but layout: folder"):
        read_files(single(tmp_path, "date,NVDA\n", layout="folder"), tmp_path, ["NVDA"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path):
    source = folder(tmp_path, GOOD)
    (tmp_path / "NVDA.csv").chmod(0)

    with pytest.raises(PriceError, match=r"NVDA\.csv: cannot read these prices: Permission"):
        read_files(source, tmp_path, ["NVDA"])


def test_a_symbol_that_is_not_there_is_absent(tmp_path):
    assert read_files(folder(tmp_path, GOOD), tmp_path, ["ORCL", "nvda"]) == {}


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("NVDA", "NVDA.csv"),
        ("^GSPC", "^GSPC.csv"),
        ("005930.KS", "005930.KS.csv"),
        ("BRK-B", "BRK-B.csv"),
        ("GC=F", "GC=F.csv"),
        ("삼성", "삼성.csv"),
        ("../secret", "%2E.%2Fsecret.csv"),
        ("/etc/passwd", "%2Fetc%2Fpasswd.csv"),
        ("..", "%2E..csv"),
        ("a\\b", "a%5Cb.csv"),
        ("C:x", "C%3Ax.csv"),
        ("a\0b", "a%00b.csv"),
        ("con", "%63on.csv"),
        ("NUL.KS", "%4EUL.KS.csv"),
        ("%2E", "%252E.csv"),
    ],
)
def test_a_symbol_never_becomes_a_path(symbol, name):
    assert file_name(symbol) == name
    assert Path(file_name(symbol)).name == file_name(symbol)


def test_a_wide_file_holds_a_symbol_a_column_and_its_own_holes(tmp_path):
    text = "date,NVDA,005930.KS\n2025-01-24,142.62,\n2025-01-27,118.42,53700\n"

    read = read_files(single(tmp_path, text), tmp_path, ["005930.KS", "NVDA", "ORCL"])

    assert list(read) == ["005930.KS", "NVDA"]
    assert read["NVDA"].close.tolist() == [142.62, 118.42]
    assert read["005930.KS"].sessions.tolist() == [date(2025, 1, 27)]
    assert np.isnan(read["NVDA"].total_return).all()
    assert read["NVDA"].provenance.source == "provided by the user (prices.csv)"


def test_a_long_file_holds_a_row_a_symbol_and_day(tmp_path):
    text = (
        "symbol,date,close,source\nB,2025-01-24,2,vendor\nA,2025-01-24,1,\n"
        "B,2025-01-27,3,vendor\nC,bad,worse,\n"
    )

    read = read_files(single(tmp_path, text), tmp_path, ["A", "B"])

    assert read["B"].close.tolist() == [2, 3]
    assert read["B"].provenance.source == "vendor"
    assert read["A"].provenance.source == "provided by the user (prices.csv)"
    assert np.isnan(read["A"].high).all()


def test_a_fault_in_a_long_file_names_symbol_and_line(tmp_path):
    text = "symbol,date,close\nB,2025-01-24,2\nA,2025-01-24,1\nB,2025-01-24,3\n"

    with pytest.raises(PriceError, match=r"csv:4: B: date 2025-01-24 stands on line 2 too"):
        read_files(single(tmp_path, text), tmp_path, ["A", "B"])


def test_a_file_with_adjusted_closes_alone_gives_returns_and_no_quoted_price(tmp_path):
    text = "Date,Adj Close\n2025-01-24,142.59\n"

    one = read_files(folder(tmp_path, text), tmp_path, ["NVDA"])["NVDA"]

    assert one.total_return.tolist() == [142.59]
    assert one.row(date(2025, 1, 24)) is None


def test_other_column_names_are_mapped(tmp_path):
    text = "Tag,Kürzel,Schluss\n2025-01-24,NVDA,142.62\n"
    columns = {"date": "Tag", "symbol": "Kürzel", "close": "Schluss"}

    read = read_files(single(tmp_path, text, columns=columns), tmp_path, ["NVDA"])

    assert read["NVDA"].close.tolist() == [142.62]


@pytest.mark.parametrize("header", ["Date,Open,Close", "date,symbol,price", "date,close"])
def test_a_file_that_fits_two_layouts_is_refused(tmp_path, header):
    text = f"{header}\n" + "1" * header.count(",")

    with pytest.raises(PriceError, match="fit more than one layout"):
        read_files(single(tmp_path, text), tmp_path, ["NVDA"])


def test_returns_are_used_bit_for_bit_with_holes_and_no_claim_can_use_them(tmp_path):
    text = "date,A,M\n2025-01-23,0.5,\n2025-01-24,,0\n2025-01-27,-0.1697,0.02\n2025-01-28,,0\n"

    read = read_files(single(tmp_path, text, values="returns"), tmp_path, ["A", "M"])

    assert read["A"].returns.tolist() == [0.5, -0.1697]
    assert read["A"].sessions.astype(str).tolist() == ["2025-01-23", "2025-01-27"]
    assert read["M"].returns.tolist() == [0, 0.02, 0]
    assert np.isnan(read["A"].total_return).all()
    assert np.isnan(read["A"].close).all()
    assert read["A"].row(date(2025, 1, 27)) is None


def test_returns_in_percent_are_refused(tmp_path):
    text = "date,A,B\n2025-01-24,0,0\n2025-01-27,-16.97,0\n2025-01-28,0.1,0\n"

    with pytest.raises(PriceError, match=r"csv:3: .*looks like percent"):
        read_files(single(tmp_path, text, values="returns"), tmp_path, ["A"])


def test_long_returns_keep_numeric_ids_as_text(tmp_path):
    text = "permno,date,ret\n000660,2025-01-24,0.25\n000660,2025-01-28,-1\n7,2025-01-24,0.5\n"
    source = {"columns": {"symbol": "permno", "close": "ret"}, "values": "returns"}

    read = read_files(single(tmp_path, text, **source), tmp_path, ["000660", "660"])

    assert list(read) == ["000660"]
    assert read["000660"].returns.tolist() == [0.25, -1]


def test_a_mapped_column_of_returns_that_is_not_there_is_named(tmp_path):
    text = "permno,date,ret\n7,2025-01-24,0.25\n"
    source = {"columns": {"symbol": "permno", "close": "retx"}, "values": "returns"}

    with pytest.raises(PriceError, match="no column 'retx'"):
        read_files(single(tmp_path, text, layout="long", **source), tmp_path, ["7"])


def test_prices_beside_returns_are_taken_as_prices_unless_returns_are_asked_for(tmp_path):
    text = "symbol,date,close,ret,return\nA,2025-01-24,10,0.5,0.6\nA,2025-01-27,11,0.1,0.2\n"

    prices = read_files(single(tmp_path, text), tmp_path, ["A"])["A"]
    returns = read_files(single(tmp_path, text, values="returns"), tmp_path, ["A"])["A"]

    assert prices.returns is None
    assert prices.close.tolist() == [10, 11]
    assert returns.returns.tolist() == [0.6, 0.2]


def test_returns_are_read_back_from_our_own_prices_file(tmp_path):
    text = "date,A,M\n2025-01-23,0.1,0\n2025-01-24,,0.1\n"
    read = read_files(single(tmp_path, text, values="returns"), tmp_path, ["A", "M"])
    (tmp_path / "again.csv").write_bytes(prices_bytes(PricePanel(read)))

    again = read_files(FileSource(files="again.csv"), tmp_path, ["A", "M"])

    assert [s.returns.tolist() for s in again.values()] == [[0.1], [0, 0.1]]
    assert again["M"].provenance.sha256 == read["M"].provenance.sha256


@pytest.mark.parametrize("layout", ["wide", "long", "folder"])
def test_parquet_gives_the_figures_of_the_csv(tmp_path, layout):
    import pandas as pd

    days = pd.to_datetime(["2025-01-24", "2025-01-27"])
    if layout == "wide":
        frame, name = pd.DataFrame({"date": days, "7": [0.1, 1 / 3]}), "p.parquet"
    elif layout == "long":
        frame = pd.DataFrame({"date": days, "symbol": [7, 7], "close": [0.1, 1 / 3]})
        name = "p.parquet"
    else:
        frame, name = pd.DataFrame({"Date": days, "Close": [0.1, 1 / 3]}), "7.parquet"
    frame.to_parquet(tmp_path / name)
    source = FileSource(files="." if layout == "folder" else name)

    read = read_files(source, tmp_path, ["7"])

    assert read["7"].close.tolist() == [0.1, 1 / 3]
    assert read["7"].sessions.astype(str).tolist() == ["2025-01-24", "2025-01-27"]
    assert symbols_in(source, tmp_path) == ["7"]


def test_cells_that_a_spreadsheet_would_compute_are_defused_and_read_back(tmp_path):
    text = 'symbol,date,close,source\n=A1,2025-01-24,2,"@x, y"\n'
    read = read_files(single(tmp_path, text), tmp_path, ["=A1"])
    (tmp_path / "again.csv").write_bytes(prices_bytes(PricePanel(read)))

    again = read_files(FileSource(files="again.csv"), tmp_path, ["=A1"])

    assert "\n'=A1,2025-01-24" in prices_csv(PricePanel(read))
    assert again["=A1"].provenance == read["=A1"].provenance


def test_every_bundled_series_names_its_source():
    notes = sources_file(SEEDS)

    assert sorted(notes) == symbols_in(FileSource(files="."), SEEDS)
    assert {n.retrieved for n in notes.values()} == {"2026-11-21"}
    assert all(n.source and n.licence and n.note for n in notes.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NVDA: {retrieved: 2025-01-01}", ":1:7: NVDA: needs source:"),
        ("NVDA: {source: x, author: y}", "NVDA.author: unknown; allowed: source"),
        ("NVDA: {source: x, retrieved: yesterday}", "NVDA.retrieved: a day YYYY-MM-DD"),
        ("- NVDA", "a map of symbols was expected"),
        ("NVDA: {source: x}\nNVDA: {source: y}", "stands here twice"),
    ],
)
def test_a_wrong_sources_file_is_refused_with_its_place(tmp_path, text, said):
    (tmp_path / "sources.yaml").write_text(text)

    with pytest.raises(PriceError, match=r"sources\.yaml:\d") as refused:
        sources_file(tmp_path)

    assert said in str(refused.value)

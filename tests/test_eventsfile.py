"""Files of many events: what is read, and every fault with its line."""

import pandas as pd
import pytest

from eventstudy.config import read_study
from eventstudy.errors import ConfigError
from eventstudy.eventsfile import read_events

GOOD = "event_id,security,date\n01,000660,2025-01-27\n2,NVDA,2025-01-28\n"


def read(folder, text=GOOD, name="events.csv", columns=""):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    config = folder / "study.yaml"
    config.write_text(
        f"title: Many\nbenchmark: M\nevents: {{file: {name}{columns}}}\n", encoding="utf-8"
    )
    return read_events(read_study(config)).frame


def faults(folder, text, **other):
    with pytest.raises(ConfigError) as refused:
        read(folder, text, **other)
    return [line.replace(f"{folder}/", "") for line in refused.value.faults]


def test_numeric_ids_keep_their_zeros(tmp_path):
    frame = read(tmp_path)

    assert frame["event_id"].tolist() == ["01", "2"]
    assert frame["security"].tolist() == ["000660", "NVDA"]


def test_other_names_are_mapped_and_further_columns_kept(tmp_path):
    text = "firm;x,id,Date,time,Group,benchmark,sector\nA,1,2025-01-27,,up,,tech\n"

    frame = read(tmp_path, text, columns=", columns: {security: 'firm;x', event_id: id}")

    assert frame.iloc[0].to_dict() == {
        "event_id": "1", "security": "A", "date": "2025-01-27", "time": "", "group": "up",
        "benchmark": None, "sector": "tech",
    }  # fmt: skip


def test_parquet_reads_as_the_csv_does(tmp_path):
    days = pd.to_datetime(["2025-01-27", "2025-01-28"])
    frame = pd.DataFrame({"event_id": [1, 2], "security": [10107, 7], "date": days})
    frame.to_parquet(tmp_path / "e.parquet")

    found = read(tmp_path, (tmp_path / "e.parquet").read_bytes(), name="e.parquet")

    assert found.to_dict("list") == {
        "event_id": ["1", "2"], "security": ["10107", "7"], "date": ["2025-01-27", "2025-01-28"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,X,2025-13-01", "events.csv:3: date: '2025-13-01' is no day"),
        ("a,X,27.01.2025", "events.csv:3: date: '27.01.2025' is no day"),
        ("a,X,2025-01-27 16:00", "events.csv:3: date: '2025-01-27 16:00' holds a time"),
        ("a,,2025-01-27", "events.csv:3: security: empty"),
        (",X,2025-01-27", "events.csv:3: event_id: empty"),
        ("a,X,", "events.csv:3: date: empty"),
        ("e,N,2025-01-30", "events.csv:3: event_id: 'e' with security 'N' stands on line 2 too"),
        ("a,X", "events.csv:3: 2 cells where the header has 3"),
        ('a,"X', "events.csv:3: not a CSV table"),
        ("a,\x07X,2025-01-27", "events.csv:3: security: "),
        ("a\0,X,2025-01-27", "events.csv:3: holds NUL bytes"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, row, said):
    found = faults(tmp_path, f"event_id,security,date\ne,N,2025-01-27\n{row}\n")

    assert found[0].startswith(said)
    assert len(found) == 1


@pytest.mark.parametrize("time", ["25:00", "9", "16:61", "noon", "16:00 EST"])
def test_a_time_that_is_none_is_refused(tmp_path, time):
    found = faults(tmp_path, f"event_id,security,date,time\ne,N,2025-01-27,{time}\n")

    assert found[0].startswith(f"events.csv:2: time: '{time}' is no time")


def test_all_faults_come_at_once_the_first_twenty_shown(tmp_path):
    rows = "".join(f"{i},X,2025-02-30\n" for i in range(25))

    found = faults(tmp_path, "event_id,security,date\n" + rows)

    assert len(found) == 21
    assert found[-1] == "events.csv: 25 faults in all; the first 20 are shown"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty file"),
        ("event_id,security,date\n", "a header and no events"),
        ("event_id,date\n1,2025-01-27\n", "no column 'security'; found: event_id, date"),
        ("event_id,security,Security,date\n1,A,A,2025-01-27\n", "two columns mean security"),
        ("event_id,security,date,car\n1,A,2025-01-27,1\n", "is a name of windows.csv"),
        ("event_id,security,date,x,x\n1,A,2025-01-27,1,2\n", "no name of its own"),
        (b"event_id,security,date\n1,\xff,2025-01-27\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_table_of_events_is_refused(tmp_path, text, said):
    assert said in faults(tmp_path, text)[0]


def test_a_mapped_column_that_is_not_there_and_one_we_do_not_know_are_named(tmp_path):
    mapped = faults(tmp_path, GOOD, columns=", columns: {date: day}")
    unknown = faults(tmp_path, GOOD, columns=", columns: {day: date}")

    assert "no column 'day' (columns maps date to it)" in mapped[0]
    assert "study.yaml:3:" in unknown[0]
    assert "allowed: event_id, security, date" in unknown[0]


def test_a_folder_and_an_absent_file_are_refused(tmp_path):
    (tmp_path / "d.csv").mkdir()
    config = tmp_path / "s.yaml"
    for name, said in (("d.csv", "a folder"), ("none.csv", "No such file")):
        config.write_text(f"title: Many\nbenchmark: M\nevents: {{file: {name}}}\n")

        with pytest.raises(ConfigError, match=said):
            read_events(read_study(config))

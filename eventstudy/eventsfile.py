"""A file of many events: CSV or Parquet, every fault named with its line.

Needed are ``event_id, security, date``; ``time``, ``group`` and ``benchmark`` may be there,
and further columns are carried to windows.csv. Cells are text: numeric ids keep their zeros.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventstudy.config import StudyFile
from eventstudy.errors import ConfigError, PriceError
from eventstudy.faults import fault
from eventstudy.located import decode
from eventstudy.names import WINDOW_COLUMNS
from eventstudy.prices import parquet
from eventstudy.prices.written import plain_text
from eventstudy.study import EventsFile

if TYPE_CHECKING:
    from pandas import DataFrame

REQUIRED = ("event_id", "security", "date")
OPTIONAL = ("time", "group", "benchmark")
KNOWN = (*REQUIRED, *OPTIONAL)
SHOWN = 20
LONGEST = 120
YEARS = (1800, 2100)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?")

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class EventsTable:
    """The events of a file.

    Attributes
    ----------
    frame : DataFrame
        Text columns in the file's order of rows: ``event_id, security, date`` (YYYY-MM-DD), then
        where present ``time`` ("" for a plain date), ``group`` and ``benchmark`` (None where
        empty), then the further columns.
    name : str
        How the config calls the file.
    sha256 : str
        Of the file.
    """

    frame: "DataFrame"
    name: str
    sha256: str


def read_events(file: StudyFile) -> EventsTable:
    """Read the events file of a config.

    Raises
    ------
    ConfigError
        With the first faults and their number, each ``file:line: column: what is wrong``.
    """
    source = file.study.events
    if not isinstance(source, EventsFile):
        raise ConfigError([fault(file.located, ("events",), "a list, not a file of events")])
    unknown = [c for c in source.columns if c not in KNOWN]
    if unknown:
        problem = f"{unknown[0]!r} is no column of ours; allowed: {', '.join(KNOWN)}"
        raise ConfigError([fault(file.located, ("events", "columns", unknown[0]), problem)])
    path = file.folder / source.file
    data = _bytes(path, str(path))
    head, rows, ragged = _table(path, str(path), data)
    at = _positions(head, source.columns, str(path))
    faults = [*ragged, *_faults(str(path), head, at, rows)]
    if not rows and not faults:
        faults = [f"{path}:1: a header and no events; add at least one row"]
    if faults:
        raise ConfigError(_first(faults, str(path)))
    return EventsTable(_frame(head, at, rows), source.file, hashlib.sha256(data).hexdigest())


def _first(faults: list[str], name: str) -> list[str]:
    """Keep the first faults and say how many there are."""
    if len(faults) <= SHOWN:
        return faults
    return [*faults[:SHOWN], f"{name}: {len(faults):,} faults in all; the first {SHOWN} are shown"]


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise ConfigError([f"{name}: a folder, not a file of events; name the file itself"])
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError([f"{name}: cannot read these events: {reason}"]) from None
    if not data.strip():
        raise ConfigError([f"{name}:1: an empty file; a header {','.join(REQUIRED)} was expected"])
    return data


def _table(path: Path, name: str, data: bytes) -> tuple[list[str], Rows, list[str]]:
    """Return header, rows with their lines, and the faults of rows that do not fit."""
    if path.suffix == ".parquet":
        try:
            head = parquet.header(path, name)
            return head, list(parquet.rows(path, name, range(len(head)))), []
        except PriceError as error:
            raise ConfigError([str(error)]) from None
    if b"\0" in data:
        line = data[: data.find(b"\0")].count(b"\n") + 1
        raise ConfigError([f"{name}:{line}: holds NUL bytes; save the events as CSV in UTF-8"])
    return _csv(decode(data, name), name)


def _csv(text: str, name: str) -> tuple[list[str], Rows, list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: Rows = []
    ragged = []
    try:
        head = [c.strip() for c in next(reader)]
        for row in reader:
            if len(row) == len(head):
                rows.append((reader.line_num, [c.strip() for c in row]))
            elif row and row != [""]:
                ragged.append(
                    f"{name}:{reader.line_num}: {len(row)} cells where the header has {len(head)}; "
                    "write every cell, and quote text that holds a comma"
                )
    except csv.Error as error:
        raise ConfigError([f"{name}:{reader.line_num}: not a CSV table: {error}"]) from None
    return head, rows, ragged


def _plain(column: str) -> str:
    return re.sub(r"[\s.\-_]+", "_", column.strip().lower()).strip("_")


def _positions(head: list[str], columns: Mapping[str, str], name: str) -> dict[str, int]:
    """Find our columns in a header.

    Raises
    ------
    ConfigError
        Where one is missing, two mean the same, or a further one has a name of windows.csv.
    """
    found = ", ".join(head)[:200]
    at: dict[str, int] = {}
    faults = []
    for key in KNOWN:
        mapped = columns.get(key)
        here = [i for i, c in enumerate(head) if (c == mapped if mapped else _plain(c) == key)]
        if len(here) == 1:
            at[key] = here[0]
        elif here:
            faults.append(f"{name}:1: two columns mean {key}: {found}; keep one")
        elif mapped or key in REQUIRED:
            wanted = f"{mapped!r} (columns maps {key} to it)" if mapped else repr(key)
            faults.append(
                f"{name}:1: no column {wanted}; found: {found}. events.columns maps other names"
            )
    further = [c for i, c in enumerate(head) if i not in at.values()]
    for column in dict.fromkeys(further):
        if not column or further.count(column) > 1:
            faults.append(f"{name}:1: column {column!r} has no name of its own; name it")
        elif column in WINDOW_COLUMNS or column.startswith("p_") or column in KNOWN:
            faults.append(f"{name}:1: column {column!r} is a name of windows.csv; rename it")
    if faults:
        raise ConfigError(faults)
    return at


def _faults(name: str, head: list[str], at: dict[str, int], rows: Rows) -> list[str]:
    """List what is wrong in the cells, in order of lines."""
    found = [
        *_empty(at, rows),
        *_wrong(at["date"], rows, "date", _date_fault),
        *(_wrong(at["time"], rows, "time", _time_fault) if "time" in at else ()),
        *_unfit(at, rows),
        *_twice(at, rows),
    ]
    return [f"{name}:{line}: {text}" for line, text in sorted(found, key=lambda f: f[0])]


def _empty(at: dict[str, int], rows: Rows) -> Iterator[tuple[int, str]]:
    for key in REQUIRED:
        yield from (
            (line, f"{key}: empty; every event needs one") for line, row in rows if not row[at[key]]
        )


def _wrong(position: int, rows: Rows, key: str, check: Any) -> Iterator[tuple[int, str]]:
    """Check a column's cells, each text once."""
    known: dict[str, str | None] = {}
    for line, row in rows:
        cell = row[position]
        if cell not in known:
            known[cell] = check(cell)
        if known[cell]:
            yield line, f"{key}: {cell[:40]!r} {known[cell]}"


def _date_fault(cell: str) -> str | None:
    if not cell:
        return None  # named as empty
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ].*", cell):
        return "holds a time; write the day here and the time in a column time"
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return "is no day; write YYYY-MM-DD, as in 2025-01-27"
    if day.isoformat() != cell:
        return "is no day; write YYYY-MM-DD, as in 2025-01-27"
    return None if YEARS[0] <= day.year <= YEARS[1] else "lies outside the years of any price"


def _time_fault(cell: str) -> str | None:
    parts = TIME.fullmatch(cell)
    if not cell or (
        parts and int(parts[1]) < 24 and int(parts[2]) < 60 and int(parts[3] or 0) < 60
    ):
        return None
    return "is no time; write 16:05 in exchange time, or 21:05+00:00 with an offset"


def _unfit(at: dict[str, int], rows: Rows) -> Iterator[tuple[int, str]]:
    """Refuse names that no symbol or id can be."""
    for key in ("event_id", "security", "benchmark"):
        for line, row in rows if key in at else ():
            cell = row[at[key]]
            if len(cell) > LONGEST or not cell.isprintable():
                yield line, f"{key}: {cell[:40]!r} is too long or holds control characters"


def _twice(at: dict[str, int], rows: Rows) -> Iterator[tuple[int, str]]:
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        key = row[at["event_id"]], row[at["security"]]
        if not all(key):
            continue
        before = first.setdefault(key, line)
        if before != line:
            yield (
                line,
                (
                    f"event_id: {key[0]!r} with security {key[1]!r} stands on line {before} too; give "
                    "each event of a security its own id"
                ),
            )


def _frame(head: list[str], at: dict[str, int], rows: Rows) -> "DataFrame":
    import pandas as pd

    columns = {key: [plain_text(row[i]) for _, row in rows] for key, i in at.items()}
    for key in ("group", "benchmark"):
        if key in columns:
            columns[key] = [c or None for c in columns[key]]  # type: ignore[misc]
    further = [(c, i) for i, c in enumerate(head) if i not in at.values()]
    columns |= {c: [plain_text(row[i]) for _, row in rows] for c, i in further}
    return pd.DataFrame(columns, dtype=object)

"""A CSV file as text columns that know their lines, read with suspicion.

Nothing is guessed: a number is plain ASCII digits, a date is YYYY-MM-DD, every
row has as many cells as the header. What is wrong is named as ``file:line``.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices import parquet
from eventstudy.prices.panel import Days, Floats

PARQUET = ".parquet"
MAX_BYTES = 512_000_000
MAX_HEADER = 1_000_000
NUMBER_CHARACTERS = frozenset("0123456789.+-eE")
DAY_CHARACTERS = frozenset("0123456789-")


@dataclass(frozen=True, slots=True)
class Columns:
    """Chosen columns of a file.

    Attributes
    ----------
    name : str
        How the file is called in messages.
    lines : list of int
        The line each row ends on, from 1.
    cells : dict of str to list of str
        Stripped text by column name.
    """

    name: str
    lines: list[int]
    cells: dict[str, list[str]]

    def place(self, row: int) -> str:
        """Return ``file:line`` of a row."""
        return f"{self.name}:{self.lines[row]}"


def read_header(path: Path, name: str) -> list[str]:
    """Read the column names, so that nonsense is refused before it is loaded.

    Raises
    ------
    PriceError
        If the file is missing, a folder, empty, too large, not UTF-8 text, or
        its first line is blank, endless or names a column twice.
    """
    try:
        if path.suffix == PARQUET and path.is_file():
            return _named_once(parquet.header(path, name), name)
        if path.is_dir():
            raise PriceError(
                f"{name}: a folder, not a price file; name the file, or layout: folder"
            )
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(MAX_HEADER)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PriceError(f"{name}: cannot read these prices: {reason}") from None
    if size > MAX_BYTES:
        raise PriceError(f"{name}: {size:,} bytes; at most {MAX_BYTES:,} are read")
    first = head.replace(b"\r", b"\n").partition(b"\n")[0]
    if len(first) == MAX_HEADER:
        raise PriceError(f"{name}:1: the first line does not end; this is not a price table")
    try:
        columns = [c.strip() for c in next(csv.reader([_text(first, name)], strict=True), [])]
    except csv.Error as error:
        raise PriceError(f"{name}:1: not a CSV table: {error}") from None
    if not any(columns):
        what = "an empty file" if not head.strip() else "the first line is blank"
        raise PriceError(f"{name}:1: {what}; a header such as Date,Close was expected")
    return _named_once(columns, name)


def _named_once(columns: list[str], name: str) -> list[str]:
    twice = next((c for i, c in enumerate(columns) if c and c in columns[:i]), None)
    if twice:
        raise PriceError(f"{name}:1: column {twice!r} stands twice; keep one")
    return columns


def read_columns(
    path: Path,
    name: str,
    wanted: Mapping[str, int],
    only: tuple[str, frozenset[str]] | None = None,
) -> Columns:
    """Read the wanted columns of a file whose header was accepted.

    Parameters
    ----------
    path : Path
    name : str
        How the file is called in messages.
    wanted : mapping of str to int
        Names for columns by position.
    only : (str, frozenset of str), optional
        Keep rows whose cell in this wanted column is one of these.
    """
    if path.suffix == PARQUET:
        rows = parquet.rows(path, name, list(wanted.values()))
        at = list(range(len(wanted)))
        wanted = dict(zip(wanted, at, strict=True))
    else:
        rows, at = _rows(_contents(path, name), name), list(wanted.values())
    lines: list[int] = []
    kept: list[list[str]] = []
    for line, row in rows:
        if only and row[wanted[only[0]]].strip() not in only[1]:
            continue
        lines.append(line)
        kept.append([row[i].strip() for i in at])
    cells = {key: [row[i] for row in kept] for i, key in enumerate(wanted)}
    return Columns(name, lines, cells)


def _contents(path: Path, name: str) -> str:
    try:
        return _text(path.read_bytes(), name)
    except OSError as error:
        raise PriceError(f"{name}: cannot read these prices: {error.strerror}") from None


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) below the header; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        width = len(next(reader))
        for row in reader:
            if len(row) != width:
                if not row or row == [""]:
                    continue
                raise PriceError(
                    f"{name}:{reader.line_num}: {len(row)} cells where the header has {width}; "
                    "write every cell, an empty one for a missing figure"
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise PriceError(f"{name}:{reader.line_num}: not a CSV table: {error}") from None


def _text(data: bytes, name: str) -> str:
    nul = data.find(b"\0")
    if nul >= 0:
        line = data[:nul].count(b"\n") + 1
        raise PriceError(f"{name}:{line}: holds NUL bytes; save the table as CSV in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PriceError(f"{name}:{line}: not UTF-8; save the table as CSV in UTF-8") from None


def days(columns: Columns, key: str) -> Days:
    """Return a column of dates, not yet known to be in order.

    Raises
    ------
    PriceError
        At the first cell that is no day written YYYY-MM-DD.
    """
    cells = columns.cells[key]
    if all(len(c) == 10 and c[4] == c[7] == "-" for c in cells) and (
        set("".join(cells)) <= DAY_CHARACTERS
    ):
        try:
            return np.array(cells, dtype="datetime64[D]")
        except ValueError:
            pass
    row = next(i for i, cell in enumerate(cells) if not _is_day(cell))
    raise PriceError(
        f"{columns.place(row)}: date {cells[row][:40]!r} is no day; write YYYY-MM-DD, as in 2025-01-27"
    )


def _is_day(cell: str) -> bool:
    try:
        parsed = np.datetime64(cell, "D")
    except ValueError:
        return False
    return str(parsed) == cell


def numbers(columns: Columns, key: str) -> Floats:
    """Return a column of numbers, NaN where a cell is empty.

    Raises
    ------
    PriceError
        At the first cell that is not a finite plain number ("NaN", "1,000", "$3").
    """
    cells = columns.cells[key]
    if set("".join(cells)) <= NUMBER_CHARACTERS:
        try:
            values = np.array([float(c) if c else np.nan for c in cells], dtype=np.float64)
        except ValueError:
            pass
        else:
            if not np.isinf(values).any():
                return values
    row = next(i for i, cell in enumerate(cells) if not _is_number(cell))
    raise PriceError(
        f"{columns.place(row)}: {key} {cells[row][:40]!r} is not a number; write plain digits "
        "with a point, no thousands separators, and leave the cell empty where nothing is known"
    )


def _is_number(cell: str) -> bool:
    if not set(cell) <= NUMBER_CHARACTERS:
        return False
    try:
        return not cell or bool(np.isfinite(float(cell)))
    except ValueError:
        return False


def ascending(columns: Columns, sessions: Days, rows: Sequence[int], whose: str = "") -> None:
    """Refuse dates of one security that repeat or step back.

    Parameters
    ----------
    columns : Columns
    sessions : datetime64[D], shape (S,)
    rows : sequence of int, length S
        Row of each session in ``columns``.
    whose : str
        Symbol, where the file holds several.
    """
    wrong = np.flatnonzero(sessions[1:] <= sessions[:-1])
    if not len(wrong):
        return
    at = int(wrong[0]) + 1
    of = f"{whose}: " if whose else ""
    place = columns.place(rows[at])
    if sessions[at] == sessions[at - 1]:
        before = columns.lines[rows[at - 1]]
        raise PriceError(f"{place}: {of}date {sessions[at]} stands on line {before} too; keep one")
    earlier = int(np.searchsorted(np.maximum.accumulate(sessions[:at]), sessions[at]))
    line = columns.lines[rows[earlier]]
    if sessions[earlier] == sessions[at]:
        raise PriceError(f"{place}: {of}date {sessions[at]} stands on line {line} too; keep one")
    raise PriceError(
        f"{place}: {of}date {sessions[at]} comes after {sessions[at - 1]} on line "
        f"{columns.lines[rows[at - 1]]}; sort the rows by date, oldest first"
    )

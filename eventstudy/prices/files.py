"""Price files that a user brings: a folder, one wide table or one long one.

=======  =====================================================================
layout   form
=======  =====================================================================
folder   one ``SYMBOL.csv`` each: Date, Open, High, Low, Close, Adj Close, Volume
wide     one CSV: ``date`` and one column of closes a symbol
long     one CSV: ``date, symbol, close`` and, where known, open, high, low,
         adj_close, volume, source (our own ``prices.csv``)
=======  =====================================================================

Names of columns may differ in case, spaces and underscores; ``columns:`` maps
other names. Columns may be missing, and are then NaN. With ``values: returns`` the
figures are returns: ``total_return`` is an index built from them, quoted prices
stay NaN, so that no claim about a price can be judged by them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices.notes import SourceNote, sources_file
from eventstudy.prices.panel import FIELDS, NO_PROVENANCE, Days, Floats, Series
from eventstudy.prices.table import (
    Columns,
    ascending,
    days,
    numbers,
    read_columns,
    read_header,
)
from eventstudy.prices.written import plain_text, with_provenance
from eventstudy.study import FileSource

SHOWN = 10
BASE = 100.0  # of an index built from returns
RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{d}{i}" for d in ("COM", "LPT") for i in range(10)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where files stand: the path, and how messages and pages call it."""

    path: Path
    name: str

    @property
    def provided(self) -> str:
        """The source in words when nobody wrote another."""
        return f"provided by the user ({self.path.resolve().name})"


def locate(source: FileSource, base: Path) -> Place:
    """Return where a source's files stand, as seen from the config's folder."""
    return Place(base / source.files, str(base / source.files))


def read_files(source: FileSource, base: Path, symbols: Sequence[str]) -> dict[str, Series]:
    """Read the wanted symbols from price files.

    Parameters
    ----------
    source : FileSource
        ``layout`` is told from the files when None.
    base : Path
        Folder that relative paths start from.
    symbols : sequence of str

    Returns
    -------
    dict of str to Series
        A symbol that is not there is absent.

    Raises
    ------
    PriceError
        If a file cannot be read as what it should be; with file and line.
    """
    place = locate(source, base)
    wanted = list(dict.fromkeys(symbols))
    return LAYOUTS[layout_of(source, place)](source, place, wanted)


def symbols_in(source: FileSource, base: Path) -> list[str]:
    """List the symbols that price files hold, sorted."""
    place = locate(source, base)
    layout = layout_of(source, place)
    if layout == "folder":
        return sorted(symbol_of(f.stem) for f in place.path.iterdir() if f.suffix == ".csv")
    header = read_header(place.path, place.name)
    if layout == "wide":
        date_at = _position(header, "date", source, place)
        return sorted(c for i, c in enumerate(header) if i != date_at and c)
    wanted = {"symbol": _position(header, "symbol", source, place)}
    cells = read_columns(place.path, place.name, wanted).cells["symbol"]
    return sorted({plain_text(c) for c in cells})


def place_of(source: FileSource, base: Path, symbol: str, session: np.datetime64 | None) -> str:
    """Say where a figure stands: ``file:line``, or the file where it is missing."""
    place = locate(source, base)
    layout = layout_of(source, place)
    name, path = place.name, place.path
    if layout == "folder":
        name, path = f"{name}/{file_name(symbol)}", path / file_name(symbol)
    if session is None:
        return name
    header = read_header(path, name)
    wanted = {"date": _position(header, "date", source, place)}
    only = None
    if layout == "long":
        wanted["symbol"] = _position(header, "symbol", source, place)
        only = ("symbol", _spellings([symbol]))
    columns = read_columns(path, name, wanted, only)
    text = str(session)
    return (
        columns.place(columns.cells["date"].index(text)) if text in columns.cells["date"] else name
    )


def layout_of(source: FileSource, place: Place) -> str:
    """Return the layout that was declared, or the only one that fits.

    Raises
    ------
    PriceError
        If nothing is there, the declared layout does not fit, or the file
        could be read in two ways.
    """
    if not place.path.exists():
        raise PriceError(f"{place.name}: no such folder or file ({place.path.resolve()})")
    folder = place.path.is_dir()
    if folder and source.layout in {"wide", "long"}:
        raise PriceError(f"{place.name}: a folder, but layout: {source.layout} needs one CSV file")
    if not folder and source.layout == "folder":
        raise PriceError(f"{place.name}: a file, but layout: folder needs a folder of SYMBOL.csv")
    if folder or source.layout:
        return source.layout or "folder"
    return _guessed(read_header(place.path, place.name), source, place)


def _guessed(header: list[str], source: FileSource, place: Place) -> str:
    names = {_plain(c) for c in header} | {k for k, v in source.columns.items() if v in header}
    if "symbol" in names and names & {"close", "adj_close"}:
        return "long"
    if "symbol" in names or {_plain(c) for c in header if c} <= {"date", *FIELDS}:
        raise PriceError(
            f"{place.name}:1: columns {', '.join(header[:SHOWN])} fit more than one layout; "
            "for one symbol's file name its folder, otherwise give layout: wide or long"
        )
    return "wide"


def file_name(symbol: str) -> str:
    """Return the file name of a symbol: never a path, a drive or a device.

    Letters, digits and ``^ = . _ & + -`` and space stay; all else, a leading
    dot and the names that Windows reserves are written ``%XX``.
    """
    text = re.sub(
        r"[^\w^=.&+ -]", lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), symbol
    )
    if text.startswith(".") or text.partition(".")[0].upper() in RESERVED:
        text = f"%{ord(text[0]):02X}{text[1:]}"
    return f"{text}.csv"


def symbol_of(stem: str) -> str:
    """Undo the escapes of ``file_name``, given the name without ``.csv``."""
    from urllib.parse import unquote

    return unquote(stem)


def _folder(source: FileSource, place: Place, symbols: list[str]) -> dict[str, Series]:
    notes = sources_file(place.path, place.name)
    present = {f.name for f in place.path.iterdir()}  # exact case on every file system
    found = {}
    for symbol in symbols:
        file = file_name(symbol)
        if file not in present:
            continue
        name = f"{place.name.rstrip('/')}/{file}"
        header = read_header(place.path / file, name)
        wanted = _known_columns(header, source, Place(place.path / file, name))
        columns = read_columns(place.path / file, name, wanted)
        if not columns.lines:
            raise PriceError(f"{name}:1: a header and no rows; remove the file or fill it")
        rows = range(len(columns.lines))
        found[symbol] = _series(
            symbol, columns, rows, source, notes.get(symbol) or SourceNote(place.provided)
        )
    return found


def _wide(source: FileSource, place: Place, symbols: list[str]) -> dict[str, Series]:
    header = read_header(place.path, place.name)
    wanted = {"date": _position(header, "date", source, place)}
    at = {
        s: header.index(source.columns.get(s, s))
        for s in symbols
        if source.columns.get(s, s) in header
    }
    columns = read_columns(place.path, place.name, wanted | {f"={s}": i for s, i in at.items()})
    found = {}
    for symbol in at:
        cells = columns.cells[f"={symbol}"]
        filled = [i for i, cell in enumerate(cells) if cell]
        if not filled:
            continue
        gaps_count = source.values == "returns"
        rows = range(filled[0], filled[-1] + 1) if gaps_count else filled
        one = Columns(columns.name, columns.lines, {"date": columns.cells["date"], "close": cells})
        found[symbol] = _series(symbol, one, rows, source, SourceNote(place.provided))
    return found


def _long(source: FileSource, place: Place, symbols: list[str]) -> dict[str, Series]:
    header = read_header(place.path, place.name)
    wanted = _known_columns(header, source, place)
    wanted["symbol"] = _position(header, "symbol", source, place)
    if "source" in map(_plain, header):
        wanted["source"] = _position(header, "source", source, place)
    columns = read_columns(place.path, place.name, wanted, ("symbol", _spellings(symbols)))
    rows: dict[str, list[int]] = {}
    for i, cell in enumerate(columns.cells["symbol"]):
        rows.setdefault(plain_text(cell), []).append(i)
    return {
        s: _series(
            s,
            columns,
            rows[s],
            source,
            _named_source(columns, rows[s]) or SourceNote(place.provided),
        )
        for s in symbols
        if s in rows
    }


LAYOUTS = {"folder": _folder, "wide": _wide, "long": _long}


def _spellings(symbols: Sequence[str]) -> frozenset[str]:
    return frozenset([*symbols, *(f"'{s}" for s in symbols)])


def _named_source(columns: Columns, rows: Sequence[int]) -> SourceNote | None:
    """Return the source that the rows themselves name, if it is one."""
    if "source" not in columns.cells:
        return None
    named = {columns.cells["source"][i] for i in rows}
    text = plain_text(named.pop())
    return SourceNote(text) if text and not named else None


def _plain(column: str) -> str:
    """Fold case, spaces, points and hyphens of a column name: "Adj Close" is adj_close."""
    return re.sub(r"[\s.\-_]+", "_", column.strip().lower()).strip("_")


def _position(header: list[str], key: str, source: FileSource, place: Place) -> int:
    """Return where a column stands.

    Raises
    ------
    PriceError
        If it is missing, or two columns carry its name.
    """
    mapped = source.columns.get(key)
    at = [i for i, c in enumerate(header) if (c == mapped if mapped else _plain(c) == key)]
    if len(at) == 1:
        return at[0]
    what = f"no column {mapped or key!r}" if not at else f"two columns mean {key!r}"
    found = ", ".join(header[:SHOWN])[:200]
    raise PriceError(
        f"{place.name}:1: {what}; found: {found}. Columns are separated by commas; "
        "columns: maps other names"
    )


def _known_columns(header: list[str], source: FileSource, place: Place) -> dict[str, int]:
    """Return the positions of the date and whichever fields are there.

    A close or an adjusted close must be; without a close no claim can be checked.
    """
    names = {_plain(c) for c in header}
    there = [f for f in FIELDS if f in names or f in source.columns]
    if "adj_close" not in there and "close" not in there:
        there.append("close")  # named as missing
    return {k: _position(header, k, source, place) for k in ("date", *there)}


def _series(
    symbol: str,
    columns: Columns,
    rows: Sequence[int],
    source: FileSource,
    note: SourceNote,
) -> Series:
    """Make one series from the rows of one symbol."""
    picked = _picked(columns, rows)
    sessions = days(picked, "date")
    ascending(picked, sessions, range(len(rows)), symbol)
    values = {f: numbers(picked, f) for f in FIELDS if f in picked.cells}
    if source.values == "returns":
        returns = values["close"] if "close" in values else values["adj_close"]
        values = {"adj_close": _index(picked, returns)}
    series = _assembled(symbol, sessions, values)
    return with_provenance(series, note.source, note.retrieved, note.licence, note.note)


def _picked(columns: Columns, rows: Sequence[int]) -> Columns:
    cells = {k: [v[i] for i in rows] for k, v in columns.cells.items()}
    return Columns(columns.name, [columns.lines[i] for i in rows], cells)


def _assembled(symbol: str, sessions: Days, values: Mapping[str, Floats]) -> Series:
    nothing = np.full(len(sessions), np.nan)
    column = {f: values.get(f, nothing) for f in FIELDS}
    return Series(
        symbol=symbol,
        sessions=sessions,
        open=column["open"],
        high=column["high"],
        low=column["low"],
        close=column["close"],
        total_return=column["adj_close"],
        volume=column["volume"],
        splits=(),
        provenance=NO_PROVENANCE,
    )


def _index(columns: Columns, returns: Floats) -> Floats:
    """Build a price index from returns; the first row's session is its base.

    Raises
    ------
    PriceError
        If a return is missing between others, or is -1 or less.
    """
    missing = np.flatnonzero(np.isnan(returns))
    if len(missing):
        raise PriceError(
            f"{columns.place(int(missing[0]))}: a missing return breaks the index built from "
            "returns; give prices, or every return between the first and the last"
        )
    impossible = np.flatnonzero(returns <= -1)
    if len(impossible):
        row = int(impossible[0])
        raise PriceError(
            f"{columns.place(row)}: return {returns[row]} loses everything; "
            "values: returns takes decimal fractions (-0.17 for -17 %)"
        )
    return BASE * np.cumprod(np.concatenate([[1.0], 1 + returns[1:]]))

"""Price files that a user brings: a folder, one wide table or one long one.

=======  =====================================================================
layout   form
=======  =====================================================================
folder   one ``SYMBOL.csv`` each: Date, Open, High, Low, Close, Adj Close, Volume
wide     one CSV: ``date`` and one column of closes a symbol
long     one CSV: ``date, symbol, close`` and, where known, open, high, low,
         adj_close, volume, return, source (our own ``prices.csv``)
=======  =====================================================================

Each may be Parquet instead of CSV. Names of columns may differ in case, spaces and
underscores; ``columns:`` maps other names. Columns may be missing, and are then NaN.
With ``values: returns`` the figures are returns, used as they are, and all prices stay
NaN, so that no claim about a price can be judged by them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices.notes import SourceNote, sources_file
from eventstudy.prices.panel import FIELDS, NO_PROVENANCE, Days, Floats, Series, Split
from eventstudy.prices.table import (
    Columns,
    ascending,
    days,
    numbers,
    read_columns,
    read_header,
)
from eventstudy.prices.written import plain_text, with_provenance
from eventstudy.sourcing import FileSource

SHOWN = 10
RETURN = "return"
RETURNS = (RETURN, "returns", "ret")  # headers that mean it
PARQUET = ".parquet"
PERCENT = 0.05  # a usual daily return this large, with some beyond 1, is in percent
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
    found = LAYOUTS[layout_of(source, place)](source, place, wanted)
    return {symbol: _with_splits(series, source) for symbol, series in found.items()}


def _with_splits(series: Series, source: FileSource) -> Series:
    """Attach the splits that were declared for a symbol; its figures carry them already."""
    declared = sorted(source.splits.get(series.symbol, {}).items())
    return replace(series, splits=tuple(Split(day, ratio) for day, ratio in declared))


def symbols_in(source: FileSource, base: Path) -> list[str]:
    """List the symbols that price files hold, sorted."""
    place = locate(source, base)
    layout = layout_of(source, place)
    if layout == "folder":
        found = (f for f in place.path.iterdir() if f.suffix in (".csv", PARQUET))
        return sorted({symbol_of(f.stem) for f in found})
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
        file = _file_in({f.name for f in path.iterdir()}, symbol) or file_name(symbol)
        name, path = f"{name}/{file}", path / file
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
        found = str(place.path.resolve())
        where = "" if found == place.name else f" (looked for {found})"
        raise PriceError(
            f"{place.name}: no such folder or file{where}; name a folder of SYMBOL.csv files "
            "or one CSV table"
        )
    folder = place.path.is_dir()
    if folder and source.layout in {"wide", "long"}:
        raise PriceError(f"{place.name}: a folder, but layout: {source.layout} needs one file")
    if not folder and source.layout == "folder":
        raise PriceError(f"{place.name}: a file, but layout: folder needs a folder of SYMBOL.csv")
    if folder or source.layout:
        return source.layout or "folder"
    return _guessed(read_header(place.path, place.name), source, place)


def _guessed(header: list[str], source: FileSource, place: Place) -> str:
    names = {_plain(c) for c in header} | {k for k, v in source.columns.items() if v in header}
    if "symbol" in names and names & {"close", "adj_close", *RETURNS}:
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
        file = _file_in(present, symbol)
        if file is None:
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
        figure = RETURN if source.values == "returns" else "close"
        one = Columns(columns.name, columns.lines, {"date": columns.cells["date"], figure: cells})
        found[symbol] = _series(symbol, one, filled, source, SourceNote(place.provided))
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

    A close, an adjusted close or a return must be; without a close no claim can be checked.
    """
    names = {_plain(c) for c in header}
    if source.values == "returns":
        figures = (*RETURNS, "close", "adj_close")
        mapped = [f for f in figures if f in source.columns]
        figure = [*mapped, *(f for f in figures if f in names), RETURN][0]
        at = {k: _position(header, k, source, place) for k in ("date", figure)}
        return {"date": at["date"], RETURN: at[figure]}
    there = [f for f in (*FIELDS, RETURN) if f in names or f in source.columns]
    if not {"adj_close", "close", RETURN} & set(there):
        there.append("close")  # named as missing
    return {k: _position(header, k, source, place) for k in ("date", *there)}


def _file_in(present: set[str], symbol: str) -> str | None:
    """Return the name of a symbol's file in a folder, CSV before Parquet."""
    csv = file_name(symbol)
    return next((f for f in (csv, csv.removesuffix(".csv") + PARQUET) if f in present), None)


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
    series = _assembled(symbol, sessions, values)
    priced = np.isfinite(series.close).any() or np.isfinite(series.total_return).any()
    if RETURN in picked.cells and not priced:
        series = _with_returns(series, picked, numbers(picked, RETURN))
    series = with_provenance(series, note.source, note.retrieved, note.licence, note.note)
    return replace(series, provenance=replace(series.provenance, texts=note.texts))


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


def _with_returns(series: Series, columns: Columns, returns: Floats) -> Series:
    """Attach returns as they are, unless they are in percent; none at all leaves the prices.

    Raises
    ------
    PriceError
        If returns are usually beyond 5 % in size and some beyond 1.
    """
    known = np.abs(returns[np.isfinite(returns) & (returns != 0)])
    if not np.isfinite(returns).any():
        return series
    if len(known) and known.max() > 1 and np.median(known) > PERCENT:
        row = int(np.nanargmax(np.abs(returns)))
        raise PriceError(
            f"{columns.place(row)}: {series.symbol}: return {returns[row]:g}, and returns are usually "
            f"{np.median(known):.2g} in size, which looks like percent; values: returns takes "
            "decimal fractions (-0.17 for -17 %)"
        )
    return replace(series, returns=returns)

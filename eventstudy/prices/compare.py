"""Two or three vendors' closes side by side: where they differ, and which two agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from eventstudy.errors import PriceError
from eventstudy.prices.files import read_files, symbols_in
from eventstudy.prices.panel import Floats, Series
from eventstudy.sourcing import FileSource

SINGLE = 1.2e-7  # relative; a figure that went through single precision is off by as much
FEWEST, MOST = 2, 6  # decimals that a printed price is taken to have


@dataclass(frozen=True, slots=True)
class Difference:
    """One session on which closes differ by more than their rounding.

    ``closes`` in the order of the vendors, None where one has no close;
    ``agree`` the positions of those that fit each other, empty if no two do.
    """

    symbol: str
    session: date
    closes: tuple[float | None, ...]
    agree: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison of one symbol found.

    Attributes
    ----------
    symbol : str
    sessions : int
        On which at least two vendors have a close.
    rounded : int
        Of these, how many differ, but by no more than rounding.
    differences : tuple of Difference
    """

    symbol: str
    sessions: int
    rounded: int
    differences: tuple[Difference, ...]


def compare_folders(folders: Sequence[Path]) -> list[Comparison]:
    """Compare every symbol that at least two folders (or files) hold.

    Raises
    ------
    PriceError
        If no two hold the same symbol, or a file cannot be read.
    """
    sources = [FileSource(files=str(f)) for f in folders]
    have = [symbols_in(s, Path()) for s in sources]
    names = [name for own in have for name in own]
    shared = sorted({s for s in names if names.count(s) > 1})
    if not shared:
        listed = ", ".join(map(str, folders))
        raise PriceError(f"{listed}: no symbol is in two of them; name folders of SYMBOL.csv")
    read = [
        read_files(source, Path(), [s for s in shared if s in own])
        for source, own in zip(sources, have, strict=True)
    ]
    return [compare_series(symbol, [r.get(symbol) for r in read]) for symbol in shared]


def compare_series(symbol: str, vendors: Sequence[Series | None]) -> Comparison:
    """Compare one symbol's closes.

    Two closes agree if one number, rounded or cut to the digits that each
    prints (at least two decimals), could have given both.
    """
    closes = [{} if v is None else _closes(v) for v in vendors]
    days = sorted({d for c in closes for d in c})
    compared = [(d, tuple(c.get(d) for c in closes)) for d in days]
    shared = [(d, row) for d, row in compared if sum(v is not None for v in row) > 1]
    found = tuple(
        Difference(symbol, d, row, agreeing(row))
        for d, row in shared
        if len(agreeing(row)) < _count(row)
    )
    uneven = sum(len({v for v in row if v is not None}) > 1 for _, row in shared)
    equal = sum(_as_single(row) for _, row in shared)
    return Comparison(symbol, len(shared), max(uneven - len(found) - equal, 0), found)


def agreeing(closes: Sequence[float | None]) -> tuple[int, ...]:
    """Return the positions of the closes that fit each other, the most there are."""
    known = [i for i, v in enumerate(closes) if v is not None]
    if all(fits(closes[i], closes[j]) for i in known for j in known):
        return tuple(known)
    pairs = [(i, j) for i in known for j in known if i < j and fits(closes[i], closes[j])]
    return pairs[0] if len(pairs) == 1 else ()


def fits(a: float | None, b: float | None) -> bool:
    """Tell whether two printed figures can stand for one number."""
    if a is None or b is None:
        return True
    slack = _half_unit(a) + _half_unit(b) + SINGLE * (abs(a) + abs(b)) / 2
    return abs(a - b) <= slack


def _half_unit(value: float) -> float:
    """Return half a unit of the last digit that a figure prints."""
    for decimals in range(FEWEST, MOST):
        if abs(round(value, decimals) - value) <= SINGLE * abs(value):
            return 0.5 * 10.0**-decimals
    return 0.5 * 10.0**-MOST


def _count(closes: Sequence[float | None]) -> int:
    return sum(v is not None for v in closes)


def _as_single(closes: Sequence[float | None]) -> bool:
    """Whether closes differ, but by the noise of single precision alone."""
    known = [v for v in closes if v is not None]
    spread = max(known) - min(known)
    return 0 < spread <= SINGLE * max(map(abs, known))


def _closes(series: Series) -> Mapping[date, float]:
    close: Floats = series.close
    known = np.isfinite(close)
    days: list[date] = series.sessions[known].tolist()
    return dict(zip(days, close[known].tolist(), strict=True))


def sentence(difference: Difference, vendors: Sequence[str]) -> str:
    """Write a difference in one line: every close, and who agrees with whom."""
    pairs = zip(vendors, difference.closes, strict=True)
    said = ", ".join(f"{name} {'none' if v is None else format(v, '.10g')}" for name, v in pairs)
    line = f"{difference.symbol} {difference.session}: {said}"
    if _count(difference.closes) < 3:
        return line
    if not difference.agree:
        return f"{line}: no two agree"
    first, second = (vendors[i] for i in difference.agree[:2])
    return f"{line}: {first} and {second} agree"

"""Quoted prices of a result, in the money of their day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from eventstudy.claims.money import split_factor
from eventstudy.prices.panel import NO_PROVENANCE, Floats, Series, Split
from eventstudy.result import Results


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted price before and after, and the change between them (a fraction).

    Prices are those of the source, divided by every later split. ``factor`` takes them to
    the money of the last day; 1 where no split came later. None where the source's prices
    are adjusted for more than splits, so that what was quoted is not known.
    """

    before: float
    after: float
    before_day: str
    after_day: str
    factor: float | None = 1.0

    @property
    def change(self) -> float:
        """Return the simple return, dividends left out."""
        return self.after / self.before - 1

    @property
    def then(self) -> float:
        """Return the last price in the money of its day."""
        return self.after * (self.factor or 1.0)

    @property
    def start(self) -> float:
        """Return the first price in the money of the last day."""
        return self.before * (self.factor or 1.0)


def quoted_change(result: Results, symbol: str, first: str, last: str) -> Quoted | None:
    """Return the last quoted close before ``first`` and the one on ``last``."""
    columns = result.prices.values.get(symbol)
    if columns is None:
        return None
    known = [
        (day, close)
        for day, close in zip(columns["date"], columns["close"], strict=False)
        if close is not None
    ]
    before = [row for row in known if row[0] < first]
    after = [row for row in known if row[0] == last]
    if not before or not after:
        return None
    factor = split_factor(_series(result, symbol), date.fromisoformat(last))
    return Quoted(before[-1][1], after[0][1], before[-1][0], after[0][0], factor)


def _series(result: Results, symbol: str) -> Series:
    """Return the quoted prices of a result as the series they came from."""
    columns = result.prices.values[symbol]
    sessions = np.array(columns["date"], dtype="datetime64[D]")
    splits = result.prices.splits.get(symbol, {})
    return Series(
        symbol=symbol,
        sessions=sessions,
        open=_floats(columns["open"], len(sessions)),
        high=_floats(columns["high"], len(sessions)),
        low=_floats(columns["low"], len(sessions)),
        close=_floats(columns["close"], len(sessions)),
        total_return=_floats(columns["adj_close"], len(sessions)),
        volume=_floats(columns["volume"], len(sessions)),
        splits=tuple(Split(date.fromisoformat(d), ratio) for d, ratio in splits.items()),
        provenance=NO_PROVENANCE,
    )


def _floats(column: list[Any], length: int) -> Floats:
    """Return a column as an array, NaN where missing; an empty one is missing throughout."""
    return np.array(column or [None] * length, dtype=np.float64)

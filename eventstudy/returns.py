"""Prices as returns on a common list of sessions, and an index without one of its members.

A return needs the prices of two successive sessions. What is missing stays NaN: it is
never a zero, and a move over a gap is not one session's return.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from eventstudy.errors import PriceError
from eventstudy.prices.panel import Days, Floats, PricePanel

Ints = NDArray[np.int64]
Kind = Literal["simple", "log"]
Missing = Literal["drop", "trade_to_trade"]
SHORT = 64  # windows up to this length are collected session by session


@dataclass(frozen=True, slots=True)
class Returns:
    """Returns of several series on common sessions.

    Attributes
    ----------
    sessions : datetime64[D], shape (S,)
        May reach past the last session with data.
    columns : tuple of str
        Symbols, and names such as ``"^GSPC ex NVDA"``.
    values : float, shape (S, m)
        Decimal fractions; NaN where missing, also after the data end.
    covers : int, shape (S, m), or None
        Sessions that each return covers; None where every return covers one.
    """

    sessions: Days
    columns: tuple[str, ...]
    values: Floats
    covers: Ints | None = None

    def column(self, name: str) -> int:
        """Return the position of a series.

        Raises
        ------
        PriceError
            If there is no such series.
        """
        if name not in self.columns:
            raise PriceError(f"{name}: no returns; there are {', '.join(self.columns)}")
        return self.columns.index(name)

    def day(self, row: int) -> str:
        """Return the ISO date of a session."""
        return str(self.sessions[row])

    def with_column(self, name: str, values: Floats) -> "Returns":
        """Return these returns with one more series, whose returns cover one session each."""
        return self.with_columns((name,), values[:, None])

    def with_columns(self, names: tuple[str, ...], values: Floats) -> "Returns":
        """Return these returns with more series, shape (S, q), of one session a return."""
        joined = np.asfortranarray(np.column_stack([self.values, values]))
        covers = self.covers
        if covers is not None:
            covers = np.column_stack([covers, np.ones(values.shape, dtype=np.int64)])
        return replace(self, columns=(*self.columns, *names), values=joined, covers=covers)

    def joined(self, other: "Returns") -> "Returns":
        """Return these returns with other series on the same sessions."""
        table = self.with_columns(other.columns, other.values)
        if self.covers is None or other.covers is None:
            return table
        return replace(table, covers=np.column_stack([self.covers, other.covers]))

    def rows(self, start: int, stop: int) -> "Returns":
        """Keep some of the sessions."""
        covers = None if self.covers is None else self.covers[start:stop]
        return Returns(self.sessions[start:stop], self.columns, self.values[start:stop], covers)


def from_panel(
    panel: PricePanel,
    sessions: Days,
    symbols: Iterable[str],
    kind: Kind,
    missing: Missing = "drop",
) -> Returns:
    """Make returns of some series of a panel: from prices, or those that the source gives.

    Returns that the source gives are used as they are, whatever the kind. For
    ``trade_to_trade`` a return over sessions without a price is kept, with their number.

    Raises
    ------
    PriceError
        If a price cannot be one, or a simple return is below -1.
    """
    columns, covers = {}, {}
    for symbol in symbols:
        given = panel.given_returns(symbol, sessions)
        if given is None:
            prices = panel.total_return(symbol, sessions)
            _refuse_impossible(symbol, prices, sessions)
            given = _returns(prices, kind)
            if missing == "trade_to_trade":
                given, covers[symbol] = _over_gaps(prices, kind)
        elif kind == "simple":
            _refuse_below(symbol, given, sessions)
        columns[symbol] = given
        covers.setdefault(symbol, sessions_covered(~np.isnan(given)))
    spans = np.column_stack(list(covers.values())) if missing == "trade_to_trade" else None
    return Returns(sessions, tuple(columns), np.column_stack(list(columns.values())), spans)


def sessions_covered(known: NDArray[np.bool_]) -> Ints:
    """Count the sessions since the return before, for each known return.

    Parameters
    ----------
    known : bool, shape (S,)
        Sessions that have a return. The first return of a series covers one session.

    Returns
    -------
    int, shape (S,)
        1 where there is no return.
    """
    covered = np.ones(len(known), dtype=np.int64)
    at = np.flatnonzero(known)
    covered[at[1:]] = np.diff(at)
    return covered


def _over_gaps(prices: Floats, kind: Kind) -> tuple[Floats, Ints]:
    """Return returns from each price to the next one there is, and the sessions each covers."""
    priced = np.isfinite(prices)
    at = np.flatnonzero(priced)
    returns = np.full(len(prices), np.nan)
    ratio = prices[at[1:]] / prices[at[:-1]]
    returns[at[1:]] = np.log(ratio) if kind == "log" else ratio - 1
    return returns, sessions_covered(priced)


def _refuse_below(symbol: str, returns: Floats, sessions: Days) -> None:
    wrong = np.flatnonzero(returns < -1)
    if len(wrong):
        raise PriceError(
            f"{symbol}: {sessions[wrong[0]]}: return {returns[wrong[0]]:g}; a simple return loses at "
            "most everything (-1). Give decimal fractions (-0.17 for -17 %), or returns: log"
        )


def _refuse_impossible(symbol: str, prices: Floats, sessions: Days) -> None:
    wrong = np.flatnonzero((prices <= 0) | np.isinf(prices))
    if len(wrong):
        raise PriceError(
            f"{symbol}: {sessions[wrong[0]]}: price {prices[wrong[0]]:g}; "
            "a price must be a positive number. Correct the file, or leave the cell empty"
        )


def _returns(prices: Floats, kind: Kind) -> Floats:
    ratio = np.full(len(prices), np.nan)
    ratio[1:] = prices[1:] / prices[:-1]
    return np.log(ratio) if kind == "log" else ratio - 1


def drifted_weight(
    index_prices: Floats, firm_prices: Floats, weight: float, as_of_row: int
) -> Floats:
    """Move a firm's weight in its index with the ratio of the two prices.

    Parameters
    ----------
    index_prices, firm_prices : float, shape (S,)
        Closes; NaN where missing.
    weight : float
        Weight at the close of ``as_of_row``, a fraction.

    Returns
    -------
    float, shape (S,)
        Weight at each close; NaN where one of the closes is missing.

    Raises
    ------
    PriceError
        If there is no close on the as-of session.
    """
    ratio = firm_prices / index_prices
    if not 0 <= as_of_row < len(ratio) or not np.isfinite(ratio[as_of_row]):
        raise PriceError(
            "weight_in: no close of the firm or the index on the as_of session; "
            "give a session inside the price history"
        )
    return np.asarray(weight * ratio / ratio[as_of_row])


def index_without(
    index_prices: Floats,
    firm_prices: Floats,
    weight: float,
    as_of_row: int,
    *,
    index_total: Floats | None = None,
    firm_total: Floats | None = None,
    kind: Kind = "simple",
) -> Floats:
    """Return the returns of an index without one of its members.

    A heavy member drags the index, and with it its own expected return. With w the weight
    at the previous close, R_x = (R_m - w R) / (1 - w).

    Parameters
    ----------
    index_prices, firm_prices : float, shape (S,)
        Closes; they move the weight.
    weight : float
        The firm's weight at the close of ``as_of_row``, a fraction.
    as_of_row : int
        Row of the session for which ``weight`` holds.
    index_total, firm_total : float, shape (S,), optional
        Total-return prices, which give the returns; the closes if left out.
    kind : "simple" or "log"
        What is returned; the arithmetic is in simple returns.

    Returns
    -------
    float, shape (S,)
        NaN in the first row and wherever a price is missing.

    Raises
    ------
    PriceError
        If the as-of session has no close, or the drifted weight reaches 1.
    """
    held = drifted_weight(index_prices, firm_prices, weight, as_of_row)
    if np.nanmax(held) >= 1:
        raise PriceError(
            f"weight_in: a weight of {weight:g} drifts to {np.nanmax(held):.2f} of the index; "
            "check the value and its as_of day"
        )
    w = np.concatenate([[np.nan], held[:-1]])
    index = _returns(index_prices if index_total is None else index_total, "simple")
    firm = _returns(firm_prices if firm_total is None else firm_total, "simple")
    without = (index - w * firm) / (1 - w)
    return np.asarray(np.log1p(without) if kind == "log" else without)


def take_window(values: Floats, column: Ints, row: Ints, window: tuple[int, int]) -> Floats:
    """Collect each case's returns over a window in event time.

    Parameters
    ----------
    values : float, shape (S, m)
    column, row : int, shape (n,)
        Series and event row of each case.
    window : (int, int)
        First and last event time, both included.

    Returns
    -------
    float, shape (n, L)
        NaN outside the table.
    """
    first, last = window
    length = last - first + 1
    if len(row) and row.min() + first >= 0 and row.max() + last < len(values):
        if length <= SHORT < len(row) and values.flags.f_contiguous:
            return _by_session(values, column * len(values) + row + first, length)
        stretches = np.lib.stride_tricks.sliding_window_view(values, length, axis=0)
        return np.asarray(stretches[row + first, column])
    rows = row[:, None] + np.arange(first, last + 1)
    inside = (rows >= 0) & (rows < len(values))
    taken = values[np.clip(rows, 0, len(values) - 1), column[:, None]]
    return np.where(inside, taken, np.nan)


def _by_session(values: Floats, start: Ints, length: int) -> Floats:
    """Collect short windows one session at a time, so that sessions are contiguous."""
    flat = values.ravel(order="F")
    taken = np.empty((length, len(start)))
    for at in range(length):
        np.take(flat, start + at, out=taken[at], mode="clip")
    return taken.T

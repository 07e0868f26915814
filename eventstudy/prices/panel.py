"""Prices of several securities on a common list of sessions.

Two prices of the same share never share a name: ``close`` (and open, high,
low) is what was *quoted*, split-adjusted, what an article can have said;
``total_return`` also adds dividends back and is what returns are made of.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]  # unit D

QUOTED = ("open", "high", "low", "close")
FIELDS = (*QUOTED, "adj_close", "volume")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one series came from.

    Attributes
    ----------
    symbol, source : str
        ``source`` in words, for instance "files: seeds/prices".
    retrieved_at : str or None
        ISO date or UTC instant; None when the provider of the files did not say.
    licence, note : str or None
    first, last : str
        First and last session with a close, ISO dates.
    rows : int
    sha256 : str
        Of the series' values as written to prices.csv.
    texts : dict
        Source, licence or note to the languages it is given in, where it is in several.
    """

    symbol: str
    source: str
    retrieved_at: str | None
    licence: str | None
    note: str | None
    first: str
    last: str
    rows: int
    sha256: str
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


NO_PROVENANCE = Provenance("", "", None, None, None, "", "", 0, "")


@dataclass(frozen=True, slots=True)
class Split:
    """A share split: ``ratio`` new shares for one old, from ``session`` on."""

    session: date
    ratio: float


@dataclass(frozen=True, slots=True)
class Series:
    """Daily prices of one security; NaN where a figure was not recorded.

    Attributes
    ----------
    symbol : str
    sessions : datetime64[D], shape (S,)
        Sorted, unique.
    open, high, low, close : float, shape (S,)
        Quoted prices on the split basis of the source.
    total_return : float, shape (S,)
        Close with dividends added back ("Adj Close"); equals ``close`` for an index.
    volume : float, shape (S,)
    splits : tuple of Split
        Splits already applied to earlier rows, as far as known.
    provenance : Provenance
    returns : float, shape (S,), or None
        Where the source gives returns, not prices: they are used as they are, and the
        prices are NaN, so that no claim can be judged by them.
    """

    symbol: str
    sessions: Days
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    total_return: Floats
    volume: Floats
    splits: tuple[Split, ...]
    provenance: Provenance
    returns: Floats | None = None

    def row(self, session: date) -> int | None:
        """Return the row of a session that has a close, or None."""
        at = int(np.searchsorted(self.sessions, np.datetime64(session, "D")))
        known = at < len(self.sessions) and self.sessions[at] == np.datetime64(session, "D")
        return at if known and np.isfinite(self.close[at]) else None


@dataclass(frozen=True, slots=True)
class PricePanel:
    """The price series of a study, by symbol.

    Attributes
    ----------
    series : dict of str to Series
        In the order in which the study names them.
    warnings : tuple of str
        Defects that do not stop the study, each with symbol and date.
    """

    series: dict[str, Series]
    warnings: tuple[str, ...] = ()

    def __contains__(self, symbol: object) -> bool:
        return symbol in self.series

    def __getitem__(self, symbol: str) -> Series:
        return self.series[symbol]

    def total_return(self, symbol: str, sessions: Days) -> Floats:
        """Return total-return prices on the given sessions, NaN where missing."""
        return _aligned(self.series[symbol], self.series[symbol].total_return, sessions)

    def given_returns(self, symbol: str, sessions: Days) -> Floats | None:
        """Return the returns that the source itself gives on the sessions, if it gives returns."""
        series = self.series[symbol]
        return None if series.returns is None else _aligned(series, series.returns, sessions)

    def close(self, symbol: str, sessions: Days) -> Floats:
        """Return quoted closes on the given sessions, NaN where missing."""
        return _aligned(self.series[symbol], self.series[symbol].close, sessions)


def _aligned(series: Series, values: Floats, sessions: Days) -> Floats:
    """Look values up by session; NaN where the series has none."""
    if not len(series.sessions):
        return np.full(len(sessions), np.nan)
    at = np.minimum(np.searchsorted(series.sessions, sessions), len(series.sessions) - 1)
    return np.where(series.sessions[at] == sessions, values[at], np.nan)

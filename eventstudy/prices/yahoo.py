"""Daily prices from Yahoo Finance through yfinance, one symbol at a time.

``Close`` is split-adjusted, ``Adj Close`` also dividend-adjusted, both by what
has happened until the day of the download; so a download always reaches to the
last session that has closed, and its splits are kept.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eventstudy.exchanges import exchange_of
from eventstudy.prices.access import Exchange, silent
from eventstudy.prices.failures import FetchError
from eventstudy.prices.panel import NO_PROVENANCE, Floats, Series, Split
from eventstudy.prices.retries import retried
from eventstudy.sourcing import Network

if TYPE_CHECKING:
    from eventstudy.prices.guard import GuardedSession

CALLS = itertools.count(1)
SYMBOL = re.compile(r"[A-Za-z0-9^=.\-&_]{1,32}")
COLUMNS = ("Open", "High", "Low", "Close", "Adj Close", "Volume")
NAME = "Yahoo Finance"
LICENCE = "Yahoo's terms: for personal use; this tool is not affiliated with Yahoo"


@dataclass(frozen=True, slots=True)
class Download:
    """One symbol as downloaded.

    Attributes
    ----------
    series : Series
        Without provenance.
    dividends : tuple of (date, float)
        By ex-dividend day, on the split basis of the prices.
    currency, zone : str
        As Yahoo names them.
    first, through : date
        The days that were asked for, both included.
    retrieved_at : str
        UTC instant.
    body : bytes
        The answer that holds the prices.
    exchanges : tuple of Exchange
    warnings : tuple of str
    """

    series: Series
    dividends: tuple[tuple[date, float], ...]
    currency: str
    zone: str
    first: date
    through: date
    retrieved_at: str
    body: bytes
    exchanges: tuple[Exchange, ...]
    warnings: tuple[str, ...]


@lru_cache(maxsize=4)
def session_for(network: Network) -> "GuardedSession":
    """Return the one guarded session of a process for a way to the network."""
    from eventstudy.prices.guard import GuardedSession

    return GuardedSession(network)


@lru_cache(maxsize=1)
def prepare() -> None:
    """Set yfinance up once: its errors raised, its log silent, nothing of its own on disk.

    Its databases of zones and cookies would fail in their own ways (a full disk,
    two processes), and a cookie is not to be written; no folder can be made below a file.
    """
    import logging

    import yfinance as yf

    yf.set_tz_cache_location(str(Path(__file__) / "nowhere"))
    yf.config.debug.hide_exceptions = False
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)


def download(
    symbol: str,
    first: date,
    through: date,
    network: Network,
    say: Callable[[str], None] = silent,
) -> Download:
    """Download one symbol, trying again where that can help.

    Parameters
    ----------
    symbol : str
    first, through : date
        Both included; ``through`` is the last session that has closed.
    network : Network
    say : callable
        Told what is being waited for.

    Raises
    ------
    FetchError
        With the true reason, after at most three tries (once more after the
        wait that a rate limit asks for; never for an unknown symbol).
    """
    if not SYMBOL.fullmatch(symbol):
        raise FetchError("unknown_symbol", f"{NAME} has no symbols like {symbol!r}")
    prepare()
    return retried(lambda: _once(symbol, first, through, network), say)


def _once(symbol: str, first: date, through: date, network: Network) -> Download:
    import warnings

    import yfinance as yf

    session = session_for(network)
    seen = len(session.exchanges)
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    ticker = yf.Ticker(symbol, session=session)
    # yfinance keeps answers by their arguments: another timeout asks anew
    timeout = network.timeout + next(CALLS) * 1e-6
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pandas' advice to yfinance
            frame = ticker.history(
                start=first.isoformat(),
                end=(through + timedelta(days=1)).isoformat(),
                auto_adjust=False,
                actions=True,
                keepna=True,
                timeout=timeout,
            )
        said = ticker.history_metadata
        meta = {k: str(said.get(k)) for k in ("currency", "exchangeTimezoneName")}
    except FetchError:
        raise
    except Exception as error:
        raise FetchError("bad_answer", _unforeseen(error, symbol)) from error
    if frame.empty:
        raise FetchError("no_data", f"{NAME} has no prices of {symbol} from {first} to {through}")
    return _tidy(symbol, frame, meta, (first, through), at, session, seen)


def _unforeseen(error: Exception, symbol: str) -> str:
    words = str(error).replace("possibly delisted; ", "")[:160]
    return f"{NAME}'s answer for {symbol} could not be read: {type(error).__name__}: {words}"


def _tidy(
    symbol: str,
    frame: Any,
    meta: dict[str, str],
    asked: tuple[date, date],
    at: str,
    session: "GuardedSession",
    seen: int,
) -> Download:
    """Turn yfinance's frame into a series, bars of unfinished sessions left out and named."""
    days = frame.index.tz_localize(None).to_numpy().astype("datetime64[D]")  # exchange time
    closed = days <= np.datetime64(asked[1], "D")
    late = [
        f"{symbol}: {d}: a bar of a session that has not closed; it is left out"
        for d in days[~closed]
    ]
    frame, days = frame[closed], days[closed]
    column = {c: _floats(frame, c) for c in COLUMNS}
    splits = _events(frame, days, "Stock Splits")
    series = Series(
        symbol=symbol,
        sessions=days,
        open=column["Open"],
        high=column["High"],
        low=column["Low"],
        close=column["Close"],
        total_return=column["Adj Close"],
        volume=column["Volume"],
        splits=tuple(Split(d, r) for d, r in splits),
        provenance=NO_PROVENANCE,
    )
    currency, zone = meta["currency"], meta["exchangeTimezoneName"]
    return Download(
        series=series,
        dividends=_events(frame, days, "Dividends"),
        currency=currency,
        zone=zone,
        first=asked[0],
        through=asked[1],
        retrieved_at=at,
        body=session.body,
        exchanges=tuple(session.exchanges[seen:]),
        warnings=(*late, *_mismatches(symbol, currency, zone)),
    )


def _floats(frame: Any, column: str) -> Floats:
    if column not in frame:
        return np.full(len(frame), np.nan)
    return np.asarray(frame[column].to_numpy(), dtype=np.float64)


def _events(frame: Any, days: Any, column: str) -> tuple[tuple[date, float], ...]:
    """Return the days on which something happened, and how much."""
    values = np.nan_to_num(_floats(frame, column))
    return tuple((days[i].item(), float(values[i])) for i in np.flatnonzero(values))


def _mismatches(symbol: str, currency: str, zone: str) -> list[str]:
    """Compare currency and zone with those of the symbol's exchange."""
    exchange = exchange_of(symbol)
    if exchange is None or (symbol.startswith("^") and exchange.zone == "America/New_York"):
        return []
    found = []
    if currency not in exchange.currencies:
        said = " or ".join(exchange.currencies)
        found.append(f"{symbol}: quoted in {currency}, where {said} was expected")
    if zone != exchange.zone:
        found.append(f"{symbol}: dated in {zone}, where {exchange.zone} was expected")
    return found

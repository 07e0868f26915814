"""Markets for tests of claims: the bundled prices, and small made ones."""

import functools
from datetime import date
from pathlib import Path

import numpy as np

from eventstudy.article import Claim
from eventstudy.claims.check import check_claim
from eventstudy.claims.observe import Market
from eventstudy.prices.files import read_files
from eventstudy.prices.panel import PricePanel, Provenance, Series
from eventstudy.sessions import data_calendar, exchange_calendar
from eventstudy.sourcing import FileSource
from eventstudy.study import Assumption, Group

PRICES = Path(__file__).parents[1] / "seeds" / "prices"
SYMBOLS = "AAPL AMD AMZN AVGO GOOGL META MSFT MU NVDA TSLA ^GSPC ^IXIC".split()  # noqa: SIM905
BIG_TECH = Group(
    name="seven large technology shares",
    members=("AAPL", "MSFT", "GOOGL", "AMZN", "META", "NVDA", "TSLA"),
    defined_by="the test",
)


@functools.cache
def bundled(shares=24.33e9):
    panel = PricePanel(read_files(FileSource(files=str(PRICES)), Path(), SYMBOLS))
    calendar = exchange_calendar("XNYS", date(2018, 1, 2), date(2025, 2, 28))
    counted = Assumption(value=shares, as_of=date(2025, 1, 24), source="the test")
    return Market(panel, calendar, {"NVDA": counted}, {"big-tech": BIG_TECH})


def claim(**fields):
    """Build a claim about NVDA on 27 January 2025 unless told otherwise."""
    usual = {"quote": "17% 폭락", "subject": "NVDA", "measure": "return", "date": "2025-01-27"}
    return Claim(**usual | {"unit": "percent" if "value" in fields else None} | fields)


def rated(market=None, **fields):
    return check_claim("a-1", "a", claim(**fields), market or bundled())


def codes(verdict):
    return [n["code"] for n in verdict.note_codes]


def series(symbol, days, close, splits=(), **columns):
    """Make a series; columns that are not given are not recorded."""
    close = np.asarray(close, dtype=float)
    blank = np.full(len(close), np.nan)
    given = {f: np.asarray(columns.get(f, blank), dtype=float) for f in ("open", "high", "low")}
    sessions = np.asarray(days, dtype="datetime64[D]")
    origin = Provenance(
        symbol, "test", None, None, None, str(sessions[0]), str(sessions[-1]), len(close), ""
    )
    return Series(symbol, sessions, **given, close=close, total_return=close, volume=blank,
                  splits=tuple(splits), provenance=origin)  # fmt: skip


def market_of(*made, shares=None, groups=None):
    days = sorted({d for s in made for d in s.sessions.tolist()})
    return Market(
        PricePanel({s.symbol: s for s in made}), data_calendar(days), shares or {}, groups or {}
    )


def weekdays(first, count):
    return np.busday_offset(first, np.arange(count), roll="forward")

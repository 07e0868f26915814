"""The bundled price figures as returns, for tests that check the study's numbers."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
from price_tables import returns_of_prices

from eventstudy.assemble import CaseSpec
from eventstudy.returns import Returns, index_without

PRICES = Path(__file__).parents[1] / "seeds" / "prices"
RESULTS_DAYS = [
    "2018-02-08",
    "2018-05-10",
    "2018-08-16",
    "2018-11-15",
    "2019-02-14",
    "2019-05-16",
    "2019-08-15",
    "2019-11-14",
    "2020-02-13",
    "2020-05-21",
    "2020-08-19",
    "2020-11-18",
    "2021-02-24",
    "2021-05-26",
    "2021-08-18",
    "2021-11-17",
    "2022-02-16",
    "2022-05-25",
    "2022-08-24",
    "2022-11-16",
    "2023-02-22",
    "2023-05-24",
    "2023-08-23",
    "2023-11-21",
    "2024-02-21",
    "2024-05-22",
    "2024-08-28",
    "2024-11-20",
    "2025-02-26",
]
LISTED = ("2025-01-21", "2025-01-22", "2025-01-27")


def read(symbol, column="Adj Close"):
    with (PRICES / f"{symbol}.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    days = np.array([r["Date"] for r in rows], dtype="datetime64[D]")
    return days, np.array([float(r[column]) for r in rows])


def bundled_returns(kind="simple") -> Returns:
    days = read("NVDA")[0]
    prices = {symbol: read(symbol)[1] for symbol in ("NVDA", "^GSPC", "^IXIC")}
    close = {symbol: read(symbol, "Close")[1] for symbol in ("NVDA", "^GSPC")}
    without = index_without(
        close["^GSPC"],
        close["NVDA"],
        0.066,
        row_of(days, "2025-01-24"),
        index_total=prices["^GSPC"],
        firm_total=prices["NVDA"],
        kind=kind,
    )
    return returns_of_prices(days, prices, kind).with_column("^GSPC ex NVDA", without)


def row_of(sessions, day):
    return int(np.searchsorted(sessions, np.datetime64(day)))


def spec(returns, day, security="NVDA", benchmark="^GSPC", chosen_by="announcement"):
    at = row_of(returns.sessions, day)
    known = tuple((row_of(returns.sessions, d) + 1, "results") for d in RESULTS_DAYS)
    return CaseSpec(
        event=day,
        event_day=date.fromisoformat(day),
        reason="a session",
        event_row=at,
        security=security,
        benchmark=benchmark,
        label="main",
        group=None,
        chosen_by=chosen_by,
        avoid=tuple((row_of(returns.sessions, d), "listed") for d in LISTED),
        known=known if security == "NVDA" else (),
    )

"""Time the package ``eventstudy`` 0.1a12; run by the interpreter of an environment that holds it.

``python benchmarks/_peer.py FOLDER`` reads ``returns.csv`` and ``events.csv`` there and prints
JSON: seconds an event, versions, and each event's CAR. Reading the returns is not timed.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from eventstudy import Multiple, Single


def main(folder: Path) -> None:
    """Run one ``Single.market_model`` an event and one ``Multiple`` over all, as its manual does."""
    Single.import_returns(str(folder / "returns.csv"))
    events = pd.read_csv(folder / "events.csv", parse_dates=["date"])
    listed = list(zip(events["security"], events["date"].to_numpy(), strict=True))
    _study(listed[:10])
    start = time.perf_counter()
    singles, pooled = _study(listed)
    seconds = time.perf_counter() - start
    names = ("eventstudy", "numpy", "pandas", "statsmodels")
    found = {
        "seconds": seconds / len(listed),
        "versions": {name: version(name) for name in names},
        "cars": [float(single.CAR[-1]) for single in singles],
        "caar": float(pooled.CAAR[-1]),
    }
    print(json.dumps(found))


def _study(listed: list[tuple[str, np.datetime64]]) -> tuple[list[Single], Multiple]:
    singles = [
        Single.market_model(
            security_ticker=security,
            market_ticker="MKT",
            event_date=date,
            event_window=(-10, 10),
            estimation_size=250,
            buffer_size=0,
        )
        for security, date in listed
    ]
    return singles, Multiple(singles)


main(Path(sys.argv[1]))

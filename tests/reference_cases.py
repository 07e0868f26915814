"""Reference inputs of ../shared/reference as tables of returns and cases."""

import csv
import json

import numpy as np

from eventstudy.engine import CaseIndex
from eventstudy.returns import Returns


def wide(path):
    with path.open(encoding="utf-8") as stream:
        head, *rows = csv.reader(stream)
    days = np.array([r[0] for r in rows], dtype="datetime64[D]")
    numbers = [[float(x) if x.strip() else np.nan for x in r[1:]] for r in rows]
    return head[1:], days, np.array(numbers)


def rows(path):
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def expected(path):
    return json.loads(path.read_text(encoding="utf-8"))


def index(returns: Returns, securities, benchmark, days) -> CaseIndex:
    n = len(securities)
    return CaseIndex(
        np.array([returns.column(s) for s in securities]),
        np.full(n, returns.column(benchmark)),
        np.searchsorted(returns.sessions, np.array(days, dtype="datetime64[D]")),
    )


def statistics(block, name):
    """Return a test's statistics by day, and by window."""
    daily = [_of(row["tests"], name) for row in block["daily"]]
    windows = {row["window"]: _of(row["tests"], name) for row in block["windows"]}
    return np.array(daily, dtype=float), windows


def _of(tests, name):
    return next(getattr(t, "statistic", np.nan) for t in tests if t.name == name)

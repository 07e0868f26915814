"""Downloads against bare yfinance, and the cache against Parquet, in one run."""

import multiprocessing
import os
import sys
import tempfile
import time
import tracemalloc
import warnings
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOWNLOADS, CACHED = 100, 500
FIRST, LAST = date(2015, 1, 2), date(2024, 12, 31)


def main() -> None:
    """Print a line a measurement: seconds or bytes, baseline, ratio, the most it should be."""
    sys.path.insert(0, str(ROOT / "tests"))
    with tempfile.TemporaryDirectory() as folder:
        _downloads(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        _cache(Path(folder))


def _line(name: str, ours: float, theirs: float, most: float, unit: str = "s") -> None:
    ratio = ours / theirs
    print(
        f"{name:<34} {ours:8.3f} {unit}  baseline {theirs:8.3f} {unit}  ratio {ratio:4.2f}  (at most {most})"
    )


def _serve(folder: str, pipe) -> None:
    from faults.yahoo_stub import Stub, made_up, weekdays

    stub = Stub(Path(folder))
    days = weekdays(FIRST, LAST)
    for i in range(DOWNLOADS):
        stub.add(made_up(f"B{i}", days))
    pipe.send((stub.proxy, str(stub.ca)))
    pipe.recv()


def _downloads(folder: Path) -> None:
    """Fetch symbols through the tool and through yfinance alone, each in its own process."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    server = spawn.Process(target=_serve, args=(str(folder), there))
    server.start()
    proxy, authority = here.recv()
    os.environ |= {"HTTPS_PROXY": proxy, "CURL_CA_BUNDLE": authority, "NO_PROXY": ""}
    os.environ |= {"REQUESTS_CA_BUNDLE": authority, "SSL_CERT_FILE": authority}
    spent: dict[str, list[tuple[float, float]]] = {"_ours": [], "_bare": []}
    for turn in range(3):
        for name, measured in spent.items():
            measured.append(_alone(name, str(folder / f"{name}{turn}")))
    here.send("done")
    server.join(10)
    for i, what in enumerate((f"{DOWNLOADS} downloads of 10 years", "the same, processor time")):
        ours, bare = (min(m[i] for m in spent[name]) for name in ("_ours", "_bare"))
        _line(what, ours, bare, 1.15)


def _alone(name: str, folder: str) -> tuple[float, float]:
    """Time a function of this module in a process of its own; EOFError if it dies."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_report, args=(name, folder, there))
    process.start()
    there.close()
    measured = here.recv()
    process.join()
    return measured


def _report(name: str, folder: str, pipe) -> None:
    pipe.send(globals()[name](folder))


def _bare(folder: str) -> tuple[float, float]:
    """Time yfinance alone, its own databases and all: seconds passed and of processor time."""
    import yfinance as yf

    yf.set_tz_cache_location(folder)
    warnings.simplefilter("ignore")
    start, cpu = time.perf_counter(), time.process_time()
    for i in range(DOWNLOADS):
        yf.Ticker(f"B{i}").history(start="2015-01-02", end="2025-01-01", auto_adjust=False)
    return time.perf_counter() - start, time.process_time() - cpu


def _ours(folder: str) -> tuple[float, float]:
    """Time the tool: guard, checks of the answer, cache."""
    import yfinance  # noqa: F401

    from eventstudy.prices import fetch as fetching
    from eventstudy.prices import guard  # noqa: F401
    from eventstudy.prices.access import Access
    from eventstudy.prices.asked import Asked

    fetching.last_closed = lambda _: LAST
    asked = [Asked(f"B{i}", FIRST, LAST) for i in range(DOWNLOADS)]
    start, cpu = time.perf_counter(), time.process_time()
    entries, _ = fetching.fetch_all(asked, Access(Path(folder)))
    spent = time.perf_counter() - start, time.process_time() - cpu
    if len(entries) != DOWNLOADS:
        raise RuntimeError("a download failed")
    return spent


def _cache(folder: Path) -> None:
    """Load series from the cache and the same values from one Parquet file."""
    import numpy as np
    import pandas as pd
    from faults.yahoo_stub import weekdays

    from eventstudy.prices import store
    from eventstudy.prices.panel import NO_PROVENANCE, Series
    from eventstudy.prices.written import with_provenance

    rng = np.random.default_rng(0)
    days = np.array(weekdays(FIRST, LAST), dtype="datetime64[D]")[:2520]
    frames = []
    for i in range(CACHED):
        columns = dict(zip(store.FIELDS, rng.uniform(1, 100, (6, len(days))), strict=True))
        series = Series(
            symbol=f"C{i}", sessions=days, **columns, splits=(), provenance=NO_PROVENANCE
        )
        series = with_provenance(series, "made up")
        answers = (store.Answer(b"{}", ()),)
        store.write(
            folder,
            store.Entry(
                series,
                (),
                "USD",
                "America/New_York",
                FIRST,
                LAST,
                "2026-11-21T00:00:00Z",
                {},
                answers,
            ),
        )
        frames.append(pd.DataFrame({"date": days, "symbol": f"C{i}", **columns}))
    pd.concat(frames).to_parquet(folder / "all.parquet")
    del frames
    ours, theirs = [], []
    for _ in range(4):
        start = time.perf_counter()
        loaded = [store.read(folder, f"C{i}") for i in range(CACHED)]
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        pd.read_parquet(folder / "all.parquet")
        theirs.append(time.perf_counter() - start)
    _line(f"{CACHED} series of 10 years, cached", min(ours[1:]), min(theirs[1:]), 3.0)
    arrays = sum(
        e.series.sessions.nbytes + sum(getattr(e.series, f).nbytes for f in store.FIELDS)
        for e in loaded
    )
    del loaded
    tracemalloc.start()
    held = [store.read(folder, f"C{i}") for i in range(CACHED)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del held
    _line(f"{CACHED} series, peak memory", peak / 1e6, arrays / 1e6, 3.0, "MB")

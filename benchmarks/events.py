"""Event studies on data frames, beside a statsmodels loop, another package and a memory copy.

Every size runs in a process of its own, through the public ``es.event_study`` with its input
checks; the time is the best of a few runs after one small one, which pays for imports.

Three yardsticks, each per event, for the market model, estimation [-260, -11], window [-10, +10]:

- *plain loop*: what a user of pandas and statsmodels writes (``plain_loop``): the rows of each
  event by label, ``sm.OLS(y, sm.add_constant(x)).fit()``, ``get_prediction(…).summary_frame()``,
  abnormal and standardised returns, then t and BMP over the events.
- *lean loop*: the same regressions on bare numpy slices (``lean_loop``), about as fast as
  statsmodels can be called once an event.
- *package*: ``eventstudy`` 0.1a12 from PyPI in its own environment (``_peer.py``): abnormal
  returns and the t test of the mean CAR, the only test it has.

The copy is one of all estimation and event windows, at the speed measured here.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

SECURITIES, ESTIMATION, WINDOW = 200, (-260, -11), (-10, 10)
CARS = [(-1, 1), (0, 0), (-10, 10)]
PARAMETRIC = [
    "cross_sectional_t",
    "patell",
    "adjusted_patell",
    "bmp",
    "kp_bmp",
    "crude_dependence_1980",
    "crude_dependence_1985",
    "skewness_adjusted_t",
    "jackknife",
    "calendar_time_portfolio",
]
NOT_RESAMPLED = [
    *PARAMETRIC,
    "corrado_rank",
    "corrado_zivney",
    "grank_t",
    "grank_z",
    "sign",
    "generalized_sign",
    "wilcoxon",
]
KINDS = {"parametric": PARAMETRIC, "all but resampling": NOT_RESAMPLED}
RUNS = {10_000: 5, 100_000: 3, 1_000_000: 2}
LOOPED, PEERS = 300, 1000  # events of a loop, and of the other package; their times are per event
CLOSE = 1e-9  # our CAR beside the other package's, absolute
# What must hold at 10,000 events, times as fast, and at 1,000,000, seconds and MB.
AT_LEAST = {"parametric": 100, "all but resampling": 25}
AT_MOST = {"parametric": 2.5, "all but resampling": 8.0}
PEER_AT_LEAST, MEMORY_AT_MOST, FLAT_AT_MOST = 40, 1500, 1.3


def main(peer: str | None = None) -> None:
    """Print seconds and peak memory by number of events, and the ratios to the yardsticks.

    ``peer`` is the interpreter of an environment that holds ``eventstudy`` 0.1a12.
    """
    copied = _copy_rate()
    plain, lean = (min(loop(LOOPED)[0] for _ in range(3)) for loop in (plain_loop, lean_loop))
    print(f"copying memory {copied / 1e9:24.2f} GB/s")
    print(f"plain statsmodels loop {1e6 * plain:14.0f} µs an event")
    print(f"lean statsmodels loop {1e6 * lean:15.0f} µs an event")
    other = None if peer is None else _peer(peer)
    for kind in KINDS:
        found = {n: _measured(n, kind) for n in RUNS}
        for n, one in found.items():
            _line(n, kind, one, copied)
        _ratios(kind, found, plain, lean, other)


def _measured(n: int, kind: str) -> dict[str, float]:
    """Measure one size in a process of its own."""
    code = f"from benchmarks.events import measure; measure({n}, {kind!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _line(n: int, kind: str, found: dict[str, float], copied: float) -> None:
    seconds = found["seconds"]
    least = n * (ESTIMATION[1] - ESTIMATION[0] + WINDOW[1] - WINDOW[0] + 2) * 8 / copied
    limits = f" (at most {AT_MOST[kind]} s, {MEMORY_AT_MOST} MB)" if n == max(RUNS) else ""
    print(
        f"{n:>9,} events, {kind:<18} {seconds:7.3f} s  {found['cpu']:7.3f} s of processors  "
        f"{1e6 * seconds / n:6.2f} µs an event  peak {found['peak_mb']:5.0f} MB{limits}  "
        f"{seconds / least:5.1f} x the copy"
    )


def _ratios(
    kind: str, found: dict[int, dict[str, float]], plain: float, lean: float, other: float | None
) -> None:
    few, many = min(RUNS), max(RUNS)
    each = found[few]["seconds"] / few
    print(f"          plain loop {plain / each:6.0f} x as long (at least {AT_LEAST[kind]})")
    print(f"          lean loop  {lean / each:6.0f} x as long")
    if other is not None:
        print(f"          package    {other / each:6.0f} x as long (at least {PEER_AT_LEAST})")
    for what, unit in (("seconds", "time"), ("added_mb", "memory")):
        ratio = found[many][what] / many / (found[few][what] / few)
        print(
            f"          {unit} an event, {many:,} over {few:,}: {ratio:4.2f} (at most {FLAT_AT_MOST})"
        )


def measure(n: int, kind: str) -> None:
    """Run event studies through the public function; print the best time and the peak memory."""
    import eventstudy as es

    returns, events = panel(n)
    es.event_study(returns, events.iloc[:50], **_design(kind))  # imports and first calls
    before = _memory("VmRSS")
    times = []
    for _ in range(RUNS[n]):
        start, cpu = time.perf_counter(), time.process_time()
        es.event_study(returns, events, **_design(kind))
        times.append((time.perf_counter() - start, time.process_time() - cpu))
    peak = _memory("VmHWM")
    seconds, cpu = min(times)
    found = {"seconds": seconds, "cpu": cpu, "peak_mb": peak, "added_mb": peak - before}
    print(json.dumps(found))


def _memory(field: str) -> float:
    """Return this process's memory in MB: ``VmRSS`` in use, ``VmHWM`` at its peak.

    Where the system does not tell, the peak stands for both; it may be that of the parent.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def _design(kind: str) -> dict:
    return {
        "benchmark": "MKT",
        "estimation": ESTIMATION,
        "window": WINDOW,
        "cars": CARS,
        "tests": KINDS[kind],
    }


def panel(n: int):
    """Return made-up returns of 200 securities and n distinct events."""
    import pandas as pd

    sessions = 280 + max(1000, -(-n // SECURITIES) + 20)
    rng = np.random.default_rng(0)
    market = rng.normal(0.0004, 0.01, sessions)
    firms = 1.1 * market[:, None] + rng.standard_t(5, (sessions, SECURITIES)) * 0.015
    names = np.array([f"S{i}" for i in range(SECURITIES)], dtype=object)
    days = pd.bdate_range("1990-01-01", periods=sessions)
    table = pd.DataFrame(np.column_stack([market, firms]), index=days, columns=["MKT", *names])
    chosen = rng.choice((sessions - 280) * SECURITIES, n, replace=False)
    events = pd.DataFrame(
        {
            "event_id": np.arange(n),
            "security": names[chosen % SECURITIES],
            "date": days[265 + chosen // SECURITIES],
        }
    )
    return table, events


def plain_loop(n: int):
    """Return seconds an event and the CARs of a loop as statsmodels' manual would have it."""
    import pandas as pd
    import statsmodels.api as sm

    returns, events = panel(10_000)
    start = time.perf_counter()
    abnormal, standardised = {}, {}
    for event in events.iloc[:n].itertuples():
        at = returns.index.get_loc(event.date)
        past = returns.iloc[at + ESTIMATION[0] : at + ESTIMATION[1] + 1]
        ahead = returns.iloc[at + WINDOW[0] : at + WINDOW[1] + 1]
        fit = sm.OLS(past[event.security], sm.add_constant(past["MKT"])).fit()
        expected = fit.get_prediction(sm.add_constant(ahead["MKT"])).summary_frame()
        difference = ahead[event.security] - expected["mean"]
        error = np.sqrt(expected["mean_se"] ** 2 + fit.mse_resid)
        abnormal[event.event_id] = difference.to_numpy()
        standardised[event.event_id] = (difference / error).to_numpy()
    days = range(WINDOW[0], WINDOW[1] + 1)
    for values in (abnormal, standardised):
        frame = pd.DataFrame.from_dict(values, orient="index", columns=days)
        frame.mean() / frame.std() * np.sqrt(len(frame))  # t and BMP of each day
    seconds = (time.perf_counter() - start) / n
    return seconds, np.array([x.sum() for x in abnormal.values()])


def lean_loop(n: int):
    """Return seconds an event and the CARs of the same regressions on bare arrays."""
    from statsmodels.regression.linear_model import OLS

    returns, events = panel(10_000)
    market, columns = returns["MKT"].to_numpy(), {c: returns[c].to_numpy() for c in returns}
    rows = returns.index.get_indexer(events["date"])
    start, cars = time.perf_counter(), []
    for name, row in zip(events["security"][:n], rows[:n], strict=True):
        days = slice(row + ESTIMATION[0], row + ESTIMATION[1] + 1)
        ahead = slice(row + WINDOW[0], row + WINDOW[1] + 1)
        X = np.column_stack([np.ones(days.stop - days.start), market[days]])
        fit = OLS(columns[name][days], X).fit()
        x = np.column_stack([np.ones(ahead.stop - ahead.start), market[ahead]])
        prediction = fit.get_prediction(x)
        abnormal = columns[name][ahead] - prediction.predicted_mean
        (abnormal / np.sqrt(prediction.var_pred_mean + fit.mse_resid)).sum()
        cars.append(abnormal.sum())
    return (time.perf_counter() - start) / n, np.array(cars)


def our_cars(n: int):
    """Return our CARs over the whole window of the first n events of ``panel(10_000)``."""
    import eventstudy as es

    returns, events = panel(10_000)
    result = es.event_study(returns, events.iloc[:n], **_design("parametric"))
    return result.windows.query("window_start == -10")["car"].to_numpy()


def _peer(python: str) -> float:
    """Time the other package on events of the same data; refuse a time for other numbers."""
    returns, events = panel(10_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        returns.rename_axis("date").to_csv(folder / "returns.csv")
        events.iloc[:PEERS].to_csv(folder / "events.csv", index=False)
        script = str(Path(__file__).with_name("_peer.py"))
        bare = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            [python, script, name], capture_output=True, text=True, check=True, env=bare
        )
    found = json.loads(done.stdout.splitlines()[-1])
    apart = np.abs(np.array(found["cars"]) - our_cars(PEERS)).max()
    if not apart < CLOSE:
        raise RuntimeError(f"the other package's CARs differ by {apart:g}: not the same work")
    versions = ", ".join(f"{k} {v}" for k, v in found["versions"].items())
    print(
        f"package {1e6 * found['seconds']:29.0f} µs an event ({versions}; "
        f"CARs of {PEERS} events the same to {apart:.0e})"
    )
    return found["seconds"]


def _copy_rate() -> float:
    """Return bytes a second of copying an array larger than the caches."""
    source = np.ones(1 << 24)
    target = np.empty_like(source)
    np.copyto(target, source)
    start = time.perf_counter()
    for _ in range(5):
        np.copyto(target, source)
    return 5 * source.nbytes / (time.perf_counter() - start)

"""Event studies on data frames, against a plain statsmodels loop and the speed of a copy."""

import json
import resource
import subprocess
import sys
import time

import numpy as np

SECURITIES, ESTIMATION, WINDOW = 200, (-260, -11), (-10, 10)
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
LOOPED = 500  # regressions of the loop; its time is per event


def main() -> None:
    """Print seconds and peak memory by number of events, and the ratio to the loop."""
    loop = _statsmodels_loop()
    print(f"statsmodels, one event at a time     {1e6 * loop:10.1f} µs an event")
    copied = _copy_rate()
    print(f"copying memory                       {copied / 1e9:10.2f} GB/s")
    for tests, name in ((PARAMETRIC, "parametric"), (NOT_RESAMPLED, "all but resampling")):
        for n in (10_000, 100_000, 1_000_000):
            _line(n, name, tests, loop, copied)


def _line(n: int, name: str, tests: list[str], loop: float, copied: float) -> None:
    """Measure one size in a process of its own."""
    code = f"from benchmarks.events import measure; measure({n}, {tests!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    seconds, peak = found["seconds"], found["peak_mb"]
    least = n * (ESTIMATION[1] - ESTIMATION[0] + 1) * 8 / copied
    print(
        f"{n:>9,} events, {name:<20} {seconds:7.2f} s  {1e6 * seconds / n:7.2f} µs an event  "
        f"peak {peak:6.0f} MB  {loop * n / seconds:6.0f} x the loop  "
        f"{seconds / least:5.1f} x one copy of all estimation windows"
    )


def measure(n: int, tests: list[str]) -> None:
    """Run one event study through the public function and print its seconds and peak memory."""
    import eventstudy as es

    returns, events = panel(n)
    es.event_study(returns, events.iloc[:50], **_design(tests))  # imports and first calls
    start = time.perf_counter()
    es.event_study(returns, events, **_design(tests))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


def _design(tests: list[str]) -> dict:
    return {
        "benchmark": "MKT",
        "estimation": ESTIMATION,
        "window": WINDOW,
        "cars": [(-1, 1), (0, 0), (-10, 10)],
        "tests": tests,
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


def _statsmodels_loop() -> float:
    """Return seconds an event of a regression and its predictions by statsmodels."""
    from statsmodels.regression.linear_model import OLS

    returns, events = panel(10_000)
    market, columns = returns["MKT"].to_numpy(), {c: returns[c].to_numpy() for c in returns}
    rows = returns.index.get_indexer(events["date"])
    start = time.perf_counter()
    for name, row in zip(events["security"][:LOOPED], rows[:LOOPED], strict=True):
        days = slice(row + ESTIMATION[0], row + ESTIMATION[1] + 1)
        ahead = slice(row + WINDOW[0], row + WINDOW[1] + 1)
        X = np.column_stack([np.ones(days.stop - days.start), market[days]])
        fit = OLS(columns[name][days], X).fit()
        x = np.column_stack([np.ones(ahead.stop - ahead.start), market[ahead]])
        prediction = fit.get_prediction(x)
        abnormal = columns[name][ahead] - prediction.predicted_mean
        (abnormal / np.sqrt(prediction.var_pred_mean + fit.mse_resid)).sum()
    return (time.perf_counter() - start) / LOOPED


def _copy_rate() -> float:
    """Return bytes a second of copying an array larger than the caches."""
    source = np.ones(1 << 24)
    target = np.empty_like(source)
    np.copyto(target, source)
    start = time.perf_counter()
    for _ in range(5):
        np.copyto(target, source)
    return 5 * source.nbytes / (time.perf_counter() - start)

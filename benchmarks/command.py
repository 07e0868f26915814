"""The command line against the libraries it has to import, process by process."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 7
CONFIG = "configs/deepseek-r1.yaml"

LIBRARIES = "import pandas, statsmodels.regression.linear_model, plotly.graph_objects, exchange_calendars, pydantic"
PAIRS = {
    "run deepseek-r1": (["run", CONFIG, "--quiet", "--out"], LIBRARIES, 1.8),
    "check deepseek-r1": (["check", CONFIG], "import pydantic, exchange_calendars", 2.0),
    "--help": (["--help"], "pass", 5.0),
}


def seconds(arguments: list[str]) -> float:
    """Run one process and return its wall time."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def ratio(command: list[str], baseline: str) -> tuple[float, float, float]:
    """Time command and baseline in turn; return both medians and the median ratio."""
    ours, theirs = [], []
    for _ in range(RUNS + 1):
        ours.append(seconds(["-m", "eventstudy", *command]))
        theirs.append(seconds(["-c", baseline]))
    pairs = [a / b for a, b in zip(ours[1:], theirs[1:], strict=True)]  # the first warms the disk
    return statistics.median(ours[1:]), statistics.median(theirs[1:]), statistics.median(pairs)


def main() -> None:
    """Print a line a command: seconds, baseline, ratio, the most it should be."""
    with tempfile.TemporaryDirectory() as out:
        for name, (command, baseline, most) in PAIRS.items():
            full = [*command, out] if command[-1] == "--out" else command
            ours, theirs, times = ratio(full, baseline)
            print(
                f"{name:<18} {ours:6.3f} s  baseline {theirs:6.3f} s  ratio {times:4.2f}  (at most {most})"
            )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'peak memory':<18} {peak:6.0f} MB on {os.cpu_count()} cores  (at most 400)")

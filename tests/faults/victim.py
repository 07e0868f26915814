"""Fork a fetch or a run, kill it after the asked time, say how it ended.

Reads lines ``delay task argument…`` and answers one word each. Everything
heavy is imported once, here, so that the child dies inside its work.
"""

import os
import signal
import sys
import time
from datetime import date
from pathlib import Path

import curl_cffi  # noqa: F401
import yfinance  # noqa: F401

from eventstudy import pipeline  # noqa: F401
from eventstudy.prices import fetch as fetching
from eventstudy.prices.access import Access
from eventstudy.prices.asked import Asked
from eventstudy.prices.store import cache_folder
from eventstudy.runs import RunOptions, run_configs

LAST = date(2024, 12, 31)


def fetch(symbols):
    fetching.last_closed = lambda _: LAST
    asked = [Asked(s, date(2024, 1, 2), LAST) for s in symbols]
    _, failures = fetching.fetch_all(asked, Access(cache_folder(), refresh=True))
    return len(failures)


def run(arguments):
    config, out = map(Path, arguments)
    return sum(o.code for o in run_configs([config], RunOptions(out)))


TASKS = {"fetch": fetch, "run": run}


def main():
    print("ready", flush=True)
    for line in sys.stdin:
        delays, task, *arguments = line.split()
        children = []
        for delay in delays.split(","):
            child = os.fork()
            if child == 0:
                os._exit(min(TASKS[task](arguments), 100))
            children.append((child, float(delay)))
        ended = []
        for child, delay in children:
            if delay >= 0:
                time.sleep(delay)
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            ended.append("killed" if os.WIFSIGNALED(status) else str(os.WEXITSTATUS(status)))
        print(",".join(ended), flush=True)


if __name__ == "__main__":
    main()

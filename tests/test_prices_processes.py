"""Whole processes on the stub of Yahoo: runs, faults, two at once, and kill -9."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from faults.yahoo_stub import CRUMB, made_up, running, weekdays

from eventstudy.prices import store

KILLS = int(os.environ.get("EVENTSTUDY_KILLS", "20"))
TESTS = Path(__file__).parent
HOLIDAYS = (
    *(date(2023, m, d) for m, d in [(1, 2), (1, 16), (2, 20), (4, 7), (5, 29), (6, 19), (7, 4)]),
    *(date(2023, m, d) for m, d in [(9, 4), (11, 23), (12, 25)]),
    *(date(2024, m, d) for m, d in [(1, 1), (1, 15), (2, 19), (3, 29), (5, 27), (6, 19), (7, 4)]),
    *(date(2024, m, d) for m, d in [(9, 2), (11, 28), (12, 25)]),
)
SESSIONS = weekdays(date(2023, 1, 3), date(2024, 12, 31), HOLIDAYS)
CONFIG = """\
title: A made-up share on a made-up day
securities: [{symbol: AAAA, benchmark: ^MMM}]
events: [{id: news, title: News, announced: 2024-07-10}]
windows: {estimation: [-130, -11], event: [-2, 3], cars: [[0, 0], [0, 1]]}
prices: {sources: [yahoo], start: 2023-06-01, end: 2024-08-01}
"""


@pytest.fixture(scope="module")
def stub(tmp_path_factory):
    with running(tmp_path_factory.mktemp("stub")) as running_stub:
        rng = random.Random(1)
        for symbol in ("AAAA", "^MMM"):
            chart = made_up(symbol, SESSIONS)
            for row in chart.rows:
                close = round(row[4] + rng.uniform(-2, 2), 2)
                row[1:6] = close, close + 1, close - 1, close, close
            running_stub.add(chart)
        for i in range(4):
            running_stub.add(made_up(f"F{i}", SESSIONS))
        yield running_stub


@pytest.fixture
def environment(stub, tmp_path):
    stub.always.clear()
    stub.delay = 0.0
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    return kept | stub.environment | {"EVENTSTUDY_CACHE": str(tmp_path / "cache")}


def command(environment, folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "eventstudy", *arguments],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def contents(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def test_a_run_downloads_and_the_same_run_offline_gives_the_same_bytes(stub, environment, tmp_path):
    (tmp_path / "made-up.yaml").write_text(CONFIG)

    online = command(environment, tmp_path, "run", "made-up.yaml")
    asked = len(stub.requests)
    first = contents(tmp_path / "reports" / "made-up")
    offline = command(environment, tmp_path, "run", "made-up.yaml", "--offline", "--out", "again")
    second = contents(tmp_path / "again" / "made-up")
    page = first["report.html"].decode()
    entry = store.read(tmp_path / "cache", "AAAA")

    assert (online.returncode, offline.returncode) == (0, 0), online.stderr + offline.stderr
    assert asked > 0
    assert len(stub.requests) == asked
    assert stub.refused == []
    assert first == second
    assert entry.retrieved_at in page
    assert "Yahoo" in page
    assert CRUMB not in page


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (("status", 429, b"", "Retry-After: 900\r\n"), "too many requests"),
        (("status", 500, b"<html>"), "server error (HTTP 500)"),
        (("status", 200, b"<html>Will be right back"), "maintenance page"),
    ],
)
def test_a_run_that_cannot_download_leaves_the_earlier_report(
    stub, environment, tmp_path, fault, words
):
    (tmp_path / "made-up.yaml").write_text(CONFIG)
    earlier = tmp_path / "reports" / "made-up" / "report.html"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("the report before")
    stub.always["AAAA"] = fault

    failed = command(environment, tmp_path, "run", "made-up.yaml")

    assert failed.returncode == 3
    assert failed.stdout == ""
    assert all(words in line for line in failed.stderr.splitlines())
    assert failed.stderr.startswith("AAAA: Yahoo Finance")
    assert "Traceback" not in failed.stderr
    assert "delisted" not in failed.stderr
    assert earlier.read_text() == "the report before"


def test_the_cache_can_be_filled_listed_shown_and_compared(stub, environment, tmp_path):
    filled = command(environment, tmp_path, "prices", "fetch", "F0", "F1", "--from", "2024-01-02")
    listed = command(environment, tmp_path, "prices", "list")
    shown = command(environment, tmp_path, "prices", "show", "F0")
    same = command(environment, tmp_path, "prices", "diff")
    unknown = command(environment, tmp_path, "prices", "fetch", "NOSUCH")

    assert filled.returncode == 0, filled.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["F0", "F1"]
    assert "query2.finance.yahoo.com/v8/finance/chart/F0 200" in shown.stdout
    assert "crumb=" not in shown.stdout
    assert same.stdout == "F0: unchanged\nF1: unchanged\n"
    assert unknown.returncode == 3
    assert unknown.stderr.startswith("NOSUCH: Yahoo Finance knows no symbol NOSUCH (HTTP 404).")


@pytest.fixture
def victim(environment):
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "faults" / "victim.py")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def ask(*words):
        process.stdin.write(" ".join(map(str, words)) + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    assert process.stdout.readline() == "ready\n"
    yield ask
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=30)


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
SYMBOLS = ("F0", "F1", "F2", "F3")


def test_a_killed_fetch_leaves_the_cache_whole(stub, victim, tmp_path):
    rng = random.Random(2)
    stub.delay = 0.005
    started = time.perf_counter()
    assert victim(-1, "fetch", *SYMBOLS) == "0"
    whole = time.perf_counter() - started
    ends = [victim(round(rng.uniform(0, whole), 4), "fetch", *SYMBOLS) for _ in range(KILLS)]
    told = []
    entries = [store.read(tmp_path / "cache", s, told.append) for s in SYMBOLS]

    assert ends.count("killed") >= KILLS // 4
    assert told == []
    assert all(len(e.series.sessions) == 252 for e in entries)
    assert victim(-1, "fetch", *SYMBOLS) == "0"


def test_two_processes_may_fetch_the_same_symbol(victim, tmp_path):
    for _ in range(5):
        assert victim("-1,-1", "fetch", "F0", "F1") == "0,0"
    told = []

    assert len(store.read(tmp_path / "cache", "F0", told.append).series.sessions) == 252
    assert told == []


def test_a_killed_run_leaves_the_earlier_report_whole(victim, tmp_path):
    config = tmp_path / "made-up.yaml"
    config.write_text(CONFIG)
    assert victim(-1, "run", config, tmp_path / "out") == "0"
    whole = contents(tmp_path / "out" / "made-up")
    rng = random.Random(3)

    for _ in range(KILLS // 2):
        victim(round(rng.uniform(0, 1.2), 4), "run", config, tmp_path / "out")
        after = contents(tmp_path / "out" / "made-up")
        assert {k: v for k, v in after.items() if k in whole} == whole

    assert victim(-1, "run", config, tmp_path / "out") == "0"
    assert contents(tmp_path / "out" / "made-up") == whole

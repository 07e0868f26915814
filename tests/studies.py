"""Results of the bundled studies, and hostile variants of them, for the report's tests."""

import dataclasses
from functools import cache

from bundled import PRICES

from eventstudy.config import read_study
from eventstudy.pipeline import run_study
from eventstudy.result import StudyResult

CONFIGS = PRICES.parents[1] / "configs"
HOSTILE = "<script>alert(1)</script>\"'&<b onclick=x>\u202e=1+1 {{7*7}} ]]> %{x} 😀"


@cache
def study(name: str) -> StudyResult:
    """Run a bundled config once."""
    return run_study(read_study(CONFIGS / f"{name}.yaml"))


def deepseek() -> StudyResult:
    return study("deepseek-r1")


def september() -> StudyResult:
    return study("nvda-2024-09-03")


def hostile() -> StudyResult:
    """Put text that wants to be markup wherever a person's text reaches the page."""
    result = deepseek()
    claims = tuple(dataclasses.replace(c, quote=HOSTILE, notes=(HOSTILE,)) for c in result.claims)
    articles = tuple(
        dataclasses.replace(
            a, outlet=HOSTILE, title=HOSTILE, summary=HOSTILE, url="javascript:alert(1)"
        )
        for a in result.articles
    )
    events = tuple(
        dataclasses.replace(
            e, title=HOSTILE, confounders=({"date": "2025-01-21", "what": HOSTILE},)
        )
        for e in result.events
    )
    info = dataclasses.replace(
        result.study,
        title=HOSTILE,
        config=HOSTILE,
        records={HOSTILE: HOSTILE},
        names=dict.fromkeys(result.study.names, HOSTILE),
    )
    return dataclasses.replace(result, study=info, claims=claims, articles=articles, events=events)

"""Results of the bundled studies, and hostile variants of them, for the report's tests."""

import dataclasses
from functools import cache

from bundled import PRICES

from eventstudy.config import read_study
from eventstudy.pipeline import run_study
from eventstudy.result import Results

CONFIGS = PRICES.parents[1] / "configs"
HOSTILE = "<script>alert(1)</script>\"'&<b onclick=x>\u202e=1+1 {{7*7}} ]]> %{x} 😀"


@cache
def study(name: str) -> Results:
    """Run a bundled config once."""
    return run_study(read_study(CONFIGS / f"{name}.yaml"))


def deepseek() -> Results:
    return study("deepseek-r1")


def september() -> Results:
    return study("nvda-2024-09-03")


def hostile() -> Results:
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


def with_choices() -> Results:
    """Give the main study a table of other specifications."""
    choices = {
        "n": 4,
        "same_sign": 4,
        "significant": 3,
        "rows": [
            {
                "event": "selloff",
                "security": "NVDA",
                "model": model,
                "benchmark": benchmark,
                "label": label,
                "estimation": [-260, -11],
                "window": [0, 0],
                "car": car,
                "se": 0.02,
                "p_value": 0.001,
            }
            for model, benchmark, label, car in (
                ("market", "^GSPC", "holds the firm", -0.133),
                ("constant_mean", "^GSPC", "holds the firm", -0.172),
                ("market", "^GSPC ex NVDA", "clean", -0.165),
                ("market", "^IXIC", "hit by the news", -0.12),
            )
        ],
    }
    return dataclasses.replace(deepseek(), robustness=choices)

"""Several windows, one test: p-values adjusted for their number."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from eventstudy.inference.result import HypothesisTest, Outcome
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints


def holm(p: Floats) -> Floats:
    """Adjust by Holm's (1979) step-down rule: the chance of any false rejection."""
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return _back(np.minimum(steps, 1.0), order)


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjust by Benjamini & Hochberg's (1995) step-up rule: the share of false rejections."""
    order = np.argsort(p, kind="stable")
    steps = p[order] * len(p) / np.arange(1, len(p) + 1)
    return _back(np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0), order)


def _back(values: Floats, order: Ints) -> Floats:
    out = np.empty_like(values)
    out[order] = values
    return out


def adjusted(windows: Sequence[tuple[Outcome, ...]]) -> list[tuple[Outcome, ...]]:
    """Add both adjusted p-values to every test that speaks in more than one window."""
    out = [list(tests) for tests in windows]
    names = dict.fromkeys(test.name for tests in windows for test in tests)
    for name in names:
        places = [
            (i, j)
            for i, tests in enumerate(windows)
            for j, test in enumerate(tests)
            if test.name == name and isinstance(test, HypothesisTest)
        ]
        spoken = [t for i, j in places if isinstance(t := windows[i][j], HypothesisTest)]
        if len(spoken) < 2:
            continue
        p = np.array([t.p_value for t in spoken])
        for (i, j), test, a, b in zip(places, spoken, holm(p), benjamini_hochberg(p), strict=True):
            out[i][j] = replace(test, p_holm=float(a), p_bh=float(b))
    return [tuple(tests) for tests in out]

"""Size and power of the tests on a study's own securities, where nothing is known to happen.

Random pseudo-events are drawn from the returns themselves, so a test that rejects more often
than it should on these securities shows it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy.special import betaincinv

from eventstudy.abnormal import Window, abnormal_returns, car
from eventstudy.aggregate import batch_of
from eventstudy.batches import Batch, Scores
from eventstudy.engine import CaseIndex, Design, fit, usable
from eventstudy.errors import PriceError
from eventstudy.gaps import matched
from eventstudy.inference.result import HypothesisTest
from eventstudy.inference.single import SingleCase, WindowCar, single_case
from eventstudy.inference.table import MANY, RESAMPLING, SINGLE
from eventstudy.pooling import evidence, patterns, scores
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, Returns

SHOCKS = (0.005, 0.01, 0.02, 0.05)
Dates = Literal["random", "common"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to draw pseudo-events.

    Attributes
    ----------
    dates : "random" or "common"
        Each case its own session, or one session for all cases of a sample.
    noisy : bool
        Whether the event day's variance is doubled by independent noise.
    shock : float
        Added to every case's return on the event day; 0 for size.
    """

    dates: Dates
    noisy: bool = False
    shock: float = 0.0


def calibrate(
    returns: Returns,
    securities: Sequence[str],
    benchmark: str,
    design: Design,
    *,
    samples: int = 1000,
    cases: int = 50,
    seed: int = 0,
) -> dict[str, Any]:
    """Measure how often each many-case test rejects on pseudo-events, at the design's alpha.

    Parameters
    ----------
    returns : Returns
    securities : sequence of str
        Columns to draw from; no security twice in a sample.
    benchmark : str
    design : Design
        Model, windows (the first CAR window is tested), alpha and tests; resampling tests run
        only if they are named.
    samples, cases : int
        Samples a setting, and cases a sample (at most one a security on a common date).
    seed : int

    Returns
    -------
    dict
        ``{alpha, window, samples, cases, seed, securities, size, power}``; ``size`` lists
        ``{test, dates, noisy, rate, ci, n}`` and ``power`` ``{test, dates, shock, rate, ci, n}``, ``ci``
        the exact 95 % binomial interval.
    """
    names = _names(design)
    draw = _Draw(returns, tuple(securities), benchmark, _one_window(design), samples, cases, seed)
    size = [
        row
        for dates in ("random", "common")
        for noisy in (False, True)
        for row in _rates(draw, Setting(dates, noisy), names)
    ]
    power = [
        row
        for dates in ("random", "common")
        for shock in SHOCKS
        for row in _rates(draw, Setting(dates, shock=shock), names)
    ]
    return {
        "alpha": design.alpha,
        "window": design.windows.cars[0],
        "samples": samples,
        "cases": cases,
        "seed": seed,
        "securities": len(securities),
        "size": [{k: v for k, v in row.items() if k != "shock"} for row in size],
        "power": [{k: v for k, v in row.items() if k != "noisy"} for row in power],
    }


@dataclass(frozen=True, slots=True)
class _Draw:
    """What samples are drawn from."""

    returns: Returns
    securities: tuple[str, ...]
    benchmark: str
    design: Design
    samples: int
    cases: int
    seed: int


def _names(design: Design) -> tuple[str, ...]:
    if design.tests == "default":
        return tuple(name for name in MANY if name not in RESAMPLING)
    return tuple(name for name in MANY if name in design.tests)


def _one_window(design: Design) -> Design:
    """Keep the first CAR window, and an event window no wider than it."""
    window = design.windows.cars[0]
    return replace(
        design, windows=design.windows.model_copy(update={"event": window, "cars": (window,)})
    )


def _rates(draw: _Draw, setting: Setting, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return each test's rejection rate under one setting."""
    rng = np.random.default_rng([draw.seed, setting.dates == "common", setting.noisy])
    batch, sample = _pseudo_cases(draw, setting, rng)
    found = _moved(batch, scores(batch, draw.design.windows.cars), setting, rng)
    pattern = patterns(batch)
    rejected, spoken = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for number in range(draw.samples):
        some = np.flatnonzero(sample == number)
        if len(some) < 2:
            continue
        some = some[np.lexsort((pattern[some], batch.cases.row[some]))]
        part = Scores(found.windows, found.car[some], found.score[some])
        told = evidence(batch.take(some), part, pattern[some], draw.design, names)
        for name in names:
            test = MANY[name](told, len(found.windows) - 1)
            if isinstance(test, HypothesisTest):
                spoken[name] += 1
                rejected[name] += test.p_value < draw.design.alpha
    return [
        {
            "test": name,
            "dates": setting.dates,
            "noisy": setting.noisy,
            "shock": setting.shock,
            **rate(rejected[name], spoken[name]),
        }
        for name in names
    ]


def _pseudo_cases(draw: _Draw, setting: Setting, rng: np.random.Generator) -> tuple[Batch, Ints]:
    """Draw pseudo-events; return the usable ones and the sample each belongs to."""
    windows, table = draw.design.windows, draw.returns
    columns = np.array([table.column(s) for s in draw.securities], dtype=np.int64)
    cases = min(draw.cases, len(columns))
    first, last = _drawable(table.values[:, [table.column(draw.benchmark)]], draw.design)
    security = np.stack([rng.permutation(columns)[:cases] for _ in range(draw.samples)])
    shape = (draw.samples, 1 if setting.dates == "common" else cases)
    row = np.broadcast_to(rng.integers(first, last, shape), security.shape)
    market = np.full(security.size, table.column(draw.benchmark), dtype=np.int64)
    index = CaseIndex(security.ravel(), market, row.ravel().astype(np.int64))
    table, index = matched(table, index, draw.design)
    model = fit(table, index, draw.design)
    event = abnormal_returns(table.values, index.security, index.row, model, windows.event)
    whole = np.isfinite(event.abnormal).all(axis=1)
    kept = np.intersect1d(usable(model, draw.design), np.flatnonzero(whole))
    sample = np.repeat(np.arange(draw.samples), cases)[kept]
    return batch_of(table.values, index.take(kept), model.take(kept), draw.design), sample


def _drawable(values: Floats, design: Design) -> tuple[int, int]:
    """Return the range of event rows whose windows lie between the first and last returns.

    Raises
    ------
    PriceError
        If there is none.
    """
    seen = np.flatnonzero(np.isfinite(values).all(axis=1))
    first = (int(seen[0]) if len(seen) else len(values)) - design.windows.estimation[0]
    last = (int(seen[-1]) if len(seen) else 0) - design.windows.event[1] + 1
    if last <= first:
        raise PriceError(
            f"calibrate: no session has its estimation and event windows inside the {len(seen)} "
            "sessions with returns; start prices earlier, or shorten windows.estimation"
        )
    return first, last


def _moved(batch: Batch, found: Scores, setting: Setting, rng: np.random.Generator) -> Scores:
    """Add the shock, and noise as large as the residuals, to each case's first event day."""
    first = found.windows[0][0]
    added = np.full(len(batch), setting.shock)
    if setting.noisy:
        added += rng.normal(size=len(batch)) * np.sqrt(batch.model.variance)
    holds = np.array([a <= first <= b for a, b in found.windows])
    error = found.car / found.score
    moved = found.car + added[:, None] * holds
    return Scores(found.windows, moved, moved / error)


def rate(rejected: int, n: int) -> dict[str, Any]:
    """Return a rejection rate with its exact (Clopper-Pearson 1934) 95 % interval."""
    if not n:
        return {"rate": None, "ci": None, "n": 0}
    low = float(betaincinv(rejected, n - rejected + 1, 0.025)) if rejected else 0.0
    high = float(betaincinv(rejected + 1, n - rejected, 0.975)) if rejected < n else 1.0
    return {"rate": rejected / n, "ci": (low, high), "n": n}


def calibrate_single(
    returns: Returns,
    security: str,
    benchmark: str,
    design: Design,
    *,
    draws: int = 1000,
    seed: int = 0,
) -> list[dict[str, Any]]:
    """Measure how often the single-case tests reject on random sessions of one security.

    Returns
    -------
    list of dict
        ``{test, window, rate, ci, n}`` for the tests that do not run the engine again (the placebo
        test has the right size on its own history by construction).
    """
    windows = design.windows
    both = [returns.column(security), returns.column(benchmark)]
    low, high = _drawable(returns.values[:, both], design)
    rows = np.random.default_rng(seed).integers(low, high, draws)
    index = CaseIndex(
        np.full(draws, returns.column(security)), np.full(draws, returns.column(benchmark)), rows
    )
    returns, index = matched(returns, index, design)
    model = fit(returns, index, design)
    kept = usable(model, design)
    span = (windows.estimation[0], windows.event[1])
    index, model = index.take(kept), model.take(kept)
    whole = abnormal_returns(returns.values, index.security, index.row, model, span)
    sums = {w: car(whole, w) for w in windows.cars}
    rejected: dict[tuple[str, Window], list[bool]] = {}
    for at in range(len(index)):
        case = single_case(whole, at, windows.estimation)
        for window, total in sums.items():
            own = WindowCar(window, float(total.value[at]), float(total.se[at]))
            _note(rejected, case, own, design)
    return [
        {"test": name, "window": window, **rate(sum(hits), len(hits))}
        for (name, window), hits in rejected.items()
    ]


def _note(
    rejected: dict[tuple[str, Window], list[bool]],
    case: SingleCase,
    own: WindowCar,
    design: Design,
) -> None:
    if not np.isfinite(own.value):
        return
    for name, test in SINGLE.items():
        outcome = test(case, own)
        if isinstance(outcome, HypothesisTest):
            rejected.setdefault((name, own.window), []).append(outcome.p_value < design.alpha)

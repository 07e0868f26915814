"""How a CAR stands at the study's level, and whether the benchmark decides it."""

from collections.abc import Iterator

from eventstudy.inference.result import HypothesisTest
from eventstudy.result import CarWindow, Case, Results

NEAR = 1.5  # a p within this factor of alpha is near it
TAKEN_BACK = 0.25  # share of the event day's move that makes a next day worth a sentence


def decisive(window: CarWindow, alpha: float) -> dict[str, float]:
    """Return the p-values that can decide a window: tests able to reach alpha, by name.

    ``max_placebo`` is left out: its null is another one.
    """
    return {
        t.name: t.p_value
        for t in window.tests
        if isinstance(t, HypothesisTest) and t.name != "max_placebo" and (t.floor or 0) <= alpha
    }


def standing(window: CarWindow, alpha: float) -> str:
    """Say how a CAR stands at alpha: unusual, ordinary, borderline or unknown.

    Borderline is a CAR whose tests disagree at alpha or lie near it; no sentence
    calls it plainly significant or not.
    """
    values = decisive(window, alpha).values()
    if window.car is None or not values:
        return "unknown"
    if any(alpha / NEAR <= p <= alpha * NEAR for p in values):
        return "borderline"
    if all(p <= alpha for p in values):
        return "unusual"
    return "borderline" if any(p <= alpha for p in values) else "ordinary"


def leading(window: CarWindow, alpha: float) -> dict[str, float]:
    """Return the p-values of the t test and the sample quantile, those that can decide."""
    found = decisive(window, alpha)
    return {name: found[name] for name in ("t", "sample_quantile") if name in found}


def benchmark_decides(main: CarWindow, other: CarWindow, alpha: float) -> bool:
    """Tell whether t test and sample quantile both cross alpha, the same way, with the benchmark.

    Where only one of them could speak, that one decides.
    """
    ours, theirs = leading(main, alpha), leading(other, alpha)
    sides = {(ours[n] <= alpha, theirs[n] <= alpha) for n in ours if n in theirs}
    return sides in ({(True, False)}, {(False, True)})


def depends_on_benchmark(result: Results, case: Case, window: CarWindow) -> bool:
    """Tell whether a window of a case, or of its companion, is one that the benchmark decides."""
    main = next((c for c in main_cases(result) if _sibling(c, case)), None)
    other = companion(result, case)
    if main is None or other is None:
        return False
    ours, theirs = car_window(main, window.window), car_window(other, window.window)
    known = ours is not None and theirs is not None
    return known and benchmark_decides(ours, theirs, result.study.alpha)  # type: ignore[arg-type]


def _sibling(one: Case, other: Case) -> bool:
    return (one.event, one.security, one.model) == (other.event, other.security, other.model)


def moved_back(car: float, following: float) -> bool:
    """Tell whether the next day took back a good part of a move, and no more than all of it."""
    return following * car < 0 and TAKEN_BACK * abs(car) <= abs(following) <= abs(car)


def companion(result: Results, case: Case) -> Case | None:
    """Return the same case against the index without the firm, if there is one."""
    return next(
        (
            c
            for c in result.cases
            if c.label == "ex_self"
            and (c.event, c.security, c.model) == (case.event, case.security, case.model)
        ),
        None,
    )


def main_cases(result: Results) -> Iterator[Case]:
    """Yield the cases against their own benchmark, in config order."""
    return (c for c in result.cases if c.label == "main")


def car_window(case: Case, pair: tuple[int, int]) -> CarWindow | None:
    """Return the CAR of a window, if the study asked for it."""
    return next((w for w in case.windows if tuple(w.window) == tuple(pair)), None)

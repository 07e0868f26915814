"""Cases as the report shows them: arrays from the engine, one value object a case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from eventstudy.abnormal import AbnormalReturns, Window, bhar, car, daily_variance
from eventstudy.engine import CaseIndex, Design, run, why_unusable
from eventstudy.gaps import CROSSED, UNCOVERED, matched
from eventstudy.inference.multiple import adjusted
from eventstudy.inference.result import Outcome
from eventstudy.inference.single import (
    Reference,
    SingleCase,
    WindowCar,
    reference,
    single_case,
)
from eventstudy.inference.table import SINGLE
from eventstudy.models.diagnostics import diagnostics
from eventstudy.models.gapped import sessions
from eventstudy.reruns.placebo import RERUNS, PlaceboRuns, rerun
from eventstudy.result import AbnormalDay, CarWindow, Case, Dropped, Estimation
from eventstudy.returns import Returns

POWER = 0.8


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """One case to compute.

    Attributes
    ----------
    event : str
    event_day : date
    reason : str
        Why this is the event day.
    event_row : int
        Its row in ``Returns.sessions``.
    security, benchmark : str
        Columns of ``Returns``.
    label : str
        ``main`` or ``ex_self``.
    group : str or None
    chosen_by : str
        ``max_placebo`` is for days chosen by ``price_move``.
    avoid : tuple of (row, what)
        Listed events and confounders, which placebo CAR windows must avoid.
    known : tuple of (row, what)
        The security's known dates, on the sessions that could react.
    """

    event: str
    event_day: date
    reason: str
    event_row: int
    security: str
    benchmark: str
    label: str
    group: str | None
    chosen_by: str
    avoid: tuple[tuple[int, str], ...]
    known: tuple[tuple[int, str], ...]


def build_cases(
    returns: Returns, specs: Sequence[CaseSpec], design: Design, data_end: int
) -> tuple[tuple[Case, ...], tuple[Dropped, ...]]:
    """Compute every case with its windows, single-case tests and diagnostics.

    Parameters
    ----------
    returns : Returns
        Its sessions reach far enough past ``data_end`` to name the sessions of every window.
    specs : sequence of CaseSpec
    design : Design
    data_end : int
        Row of the last session with data. Later sessions have no figures, and a CAR that
        needs them says until when; a missing return up to it drops the case.

    Returns
    -------
    (cases, dropped)
        Each in the order of ``specs``.
    """
    if not specs:
        return (), ()
    index = CaseIndex(
        security=np.array([returns.column(s.security) for s in specs], dtype=np.int64),
        benchmark=np.array([returns.column(s.benchmark) for s in specs], dtype=np.int64),
        row=np.array([s.event_row for s in specs], dtype=np.int64),
    )
    returns, index = matched(returns, index, design)
    span = (design.windows.estimation[0], design.windows.event[1])
    abnormal = run(returns, index, design, span)
    reasons = why_unusable(abnormal.model, design)
    cases, dropped = [], []
    for at, (spec, unfit) in enumerate(zip(specs, reasons, strict=True)):
        reason = unfit or _lacking(returns, spec, abnormal, at, design, data_end)
        if reason:
            dropped.append(Dropped(spec.event, spec.security, reason))
            continue
        one = slice(at, at + 1)
        cases.append(_case(returns, spec, abnormal.take(one), index.take(one), design, data_end))
    return tuple(cases), tuple(dropped)


def _lacking(
    returns: Returns,
    spec: CaseSpec,
    abnormal: AbnormalReturns,
    at: int,
    design: Design,
    data_end: int,
) -> str | None:
    """Say what the event window lacks; with returns over gaps, a CAR window must be covered."""
    if design.missing == "drop":
        return _gap(returns, spec, abnormal, at, design, data_end)
    known = [w for w in design.windows.cars if spec.event_row + w[1] <= data_end]
    one = abnormal.take(slice(at, at + 1))
    covered = [w for w in known if np.isfinite(car(one, w).value[0])]
    return UNCOVERED if known and not covered else None


def _gap(
    returns: Returns,
    spec: CaseSpec,
    abnormal: AbnormalReturns,
    at: int,
    design: Design,
    data_end: int,
) -> str | None:
    """Name the first session of the event window, up to the data end, without a return."""
    first, last = design.windows.event
    known = min(last, data_end - spec.event_row)
    values = abnormal.abnormal[at, abnormal.days((first, known))]
    missing = np.flatnonzero(~np.isfinite(values))
    if not len(missing):
        return None
    row = spec.event_row + first + int(missing[0])
    when = returns.day(row) if 0 <= row < len(returns.sessions) else "before the first session"
    column = spec.security
    if 0 <= row < len(returns.sessions) and np.isfinite(
        returns.values[row, returns.column(spec.security)]
    ):
        column = spec.benchmark
        if np.isfinite(returns.values[row, returns.column(column)]):
            return (
                f"no factors on {when}, which the event window [{first}, {last}] needs; give longer "
                "factors or shorten windows.event"
            )
    return (
        f"no return of {column} on {when} (a return needs that session's price and the one "
        f"before), which the event window [{first}, {last}] needs; add the price or shorten "
        "windows.event"
    )


def _case(
    returns: Returns,
    spec: CaseSpec,
    abnormal: AbnormalReturns,
    index: CaseIndex,
    design: Design,
    data_end: int,
) -> Case:
    single = single_case(abnormal, 0, design.windows.estimation)
    wanted = _tests(design, spec)
    runs = rerun(returns, index, design, spec.avoid, spec.known) if wanted & set(RERUNS) else None
    windows = tuple(
        _window(returns, spec, abnormal, single, runs, window, design, data_end)
        for window in design.windows.cars
    )
    return Case(
        event=spec.event,
        event_day=spec.event_day.isoformat(),
        reason=spec.reason,
        security=spec.security,
        benchmark=spec.benchmark,
        model=design.model,
        label=spec.label,
        group=spec.group,
        estimation=_estimation(returns, spec, abnormal, single),
        abnormal=_days(returns, spec, abnormal, design, data_end),
        path=_path(returns, spec, abnormal, design, data_end),
        windows=_adjusted(windows),
    )


def _adjusted(windows: tuple[CarWindow, ...]) -> tuple[CarWindow, ...]:
    """Add p-values adjusted for the number of windows to every test."""
    tests = adjusted([w.tests for w in windows])
    return tuple(replace(w, tests=t) for w, t in zip(windows, tests, strict=True))


def _tests(design: Design, spec: CaseSpec) -> set[str]:
    """Return the names of the single-case tests that this case gets."""
    every = set(SINGLE) | set(RERUNS)
    if design.tests != "default":
        return every & set(design.tests)
    return every if spec.chosen_by == "price_move" else every - {"max_placebo"}


def _window(
    returns: Returns,
    spec: CaseSpec,
    abnormal: AbnormalReturns,
    single: SingleCase,
    runs: PlaceboRuns | None,
    window: Window,
    design: Design,
    data_end: int,
) -> CarWindow:
    if spec.event_row + window[1] > data_end:
        reason = _until(returns, spec.event_row + window[1])
        return CarWindow(window, None, None, None, None, None, (), reason)
    total = car(abnormal, window)
    if not np.isfinite(total.value[0]):
        return CarWindow(window, None, None, None, None, None, (), CROSSED)
    own = WindowCar(window, float(total.value[0]), float(total.se[0]))
    law = reference(single, own.length)
    margin = law.quantile(1 - design.alpha / 2) * own.se
    return CarWindow(
        window=window,
        car=own.value,
        se=own.se,
        ci=(own.value - margin, own.value + margin),
        bhar=float(bhar(abnormal, window, design.returns)[0]),
        minimum_detectable=minimum_detectable(own.se, law, design.alpha),
        tests=_outcomes(single, runs, own, _tests(design, spec)),
    )


def _until(returns: Returns, row: int) -> str:
    when = f"the session of {returns.day(row)}" if row < len(returns.sessions) else "later sessions"
    return f"not yet known; needs {when}"


def _outcomes(
    single: SingleCase, runs: PlaceboRuns | None, own: WindowCar, wanted: set[str]
) -> tuple[Outcome, ...]:
    one = [test(single, own) for name, test in SINGLE.items() if name in wanted]
    again = [test(runs, own) for name, test in RERUNS.items() if name in wanted]
    return tuple(one + again)


def minimum_detectable(se: float, law: Reference, alpha: float, power: float = POWER) -> float:
    """Return the CAR that the two-sided t test at ``alpha`` finds with the given power.

    (q_{1 - alpha/2} + q_{power}) · se, both quantiles of the statistic's distribution.

    References
    ----------
    Bloom (1995), *Evaluation Review* 19(5), 547-556.
    """
    return (law.quantile(1 - alpha / 2) + law.quantile(power)) * se


def _estimation(
    returns: Returns, spec: CaseSpec, abnormal: AbnormalReturns, single: SingleCase
) -> Estimation:
    first, last = single.estimation
    rows = np.arange(spec.event_row + first, spec.event_row + last + 1)
    residuals = single.residuals
    seen = np.isfinite(residuals)
    inside = single.rows(single.estimation)
    model = abnormal.model
    design = single.design[inside][seen] if model.least_squares else np.zeros((seen.sum(), 0))
    root = None if abnormal.root is None else abnormal.root[0, inside][seen]
    figures = diagnostics(single.response[inside][seen], design, model.names, root)
    sessions = tuple(returns.sessions[rows[seen]].astype(str).tolist())
    return Estimation(
        first=sessions[0],
        last=sessions[-1],
        n=int(seen.sum()),
        coefficients=dict(zip(model.names, model.coefficients[0].tolist(), strict=True)),
        sigma=float(np.sqrt(model.variance[0])),
        r_squared=figures.get("r_squared"),
        diagnostics=figures,
        sessions=sessions,
        residuals=tuple(residuals[seen].tolist()),
    )


def _days(
    returns: Returns, spec: CaseSpec, abnormal: AbnormalReturns, design: Design, data_end: int
) -> tuple[AbnormalDay, ...]:
    first, last = design.windows.event
    se = np.sqrt(daily_variance(abnormal)[0])
    rows = []
    for tau in range(first, last + 1):
        row, at = spec.event_row + tau, tau - abnormal.span[0]
        figures = [abnormal.actual[0, at], abnormal.normal[0, at], abnormal.abnormal[0, at], se[at]]
        known = [_number(f) for f in figures] if row <= data_end else [None] * 4
        g = 1.0 if abnormal.root is None else sessions(abnormal.root[0, at])
        covers = int(g) if np.isfinite(g) else 1
        actual, normal, rest, error = known
        session = _session(returns, row)
        rows.append(AbnormalDay(tau, session, actual, normal, rest, error, covers))
    return tuple(rows)


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None


def _session(returns: Returns, row: int) -> str:
    return returns.day(row) if row < len(returns.sessions) else ""


def _path(
    returns: Returns, spec: CaseSpec, abnormal: AbnormalReturns, design: Design, data_end: int
) -> tuple[dict[str, Any], ...]:
    """Return the running CAR from the first event-window day with its full prediction error.

    Sessions up to which it is not known have no row.
    """
    first, last = design.windows.event
    rows = []
    for tau in range(first, min(last, data_end - spec.event_row) + 1):
        total = car(abnormal, (first, tau))
        if not np.isfinite(total.value[0]):
            continue
        rows.append(
            {
                "tau": tau,
                "session": returns.day(spec.event_row + tau),
                "car": float(total.value[0]),
                "se": float(total.se[0]),
            }
        )
    return tuple(rows)

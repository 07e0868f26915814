"""Cases through models to abnormal returns: the only path, for one case or a million."""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from eventstudy.abnormal import AbnormalReturns, Window, abnormal_returns
from eventstudy.errors import InputError
from eventstudy.models.normal import NormalModel, Sample
from eventstudy.models.table import FACTORS, MODELS, RISKLESS
from eventstudy.returns import Ints, Kind, Missing, Returns
from eventstudy.study import Windows


@dataclass(frozen=True, slots=True)
class Design:
    """How cases are computed; the same for every case of a run.

    Attributes
    ----------
    model : str
        A key of ``names.MODELS``.
    windows : Windows
    returns : "simple" or "log"
    min_estimation : int
        Fewest estimation observations a case may have.
    alpha : float
        Level of intervals.
    tests : "default" or tuple of str
    seed, draws : int
        For the tests that resample.
    correlation : "overlap" or "event_time"
        What ``kp_bmp`` and ``adjusted_patell`` correct for.
    missing : "drop" or "trade_to_trade"
        Whether a return over several sessions is left out, or matched with the market's.
    """

    model: str = "market"
    windows: Windows = field(default_factory=Windows)
    returns: Kind = "simple"
    min_estimation: int = 120
    alpha: float = 0.05
    tests: Literal["default"] | tuple[str, ...] = "default"
    seed: int = 0
    draws: int = 9999
    correlation: Literal["overlap", "event_time"] = "overlap"
    missing: Missing = "drop"


@dataclass(frozen=True, slots=True)
class CaseIndex:
    """Where n cases stand in a table of returns.

    ``security`` and ``benchmark`` are columns, ``row`` is the event row; each of shape (n,).
    ``matched`` are the columns of a table of ``gaps.matched``, shape (n, 1 + factors): the
    root of the sessions that each return covers, then the riskless return and the factors.
    """

    security: Ints
    benchmark: Ints
    row: Ints
    matched: Ints | None = None

    def __len__(self) -> int:
        return len(self.row)

    def take(self, cases: Ints | slice) -> "CaseIndex":
        """Keep some of the cases."""
        matched = None if self.matched is None else self.matched[cases]
        return CaseIndex(self.security[cases], self.benchmark[cases], self.row[cases], matched)


def fit(returns: Returns, cases: CaseIndex, design: Design) -> NormalModel:
    """Fit the design's model to each case's estimation window.

    Raises
    ------
    InputError
        If a factor model has no factors in ``returns``, or is to be fitted to log returns.
    """
    factors = FACTORS.get(design.model, ())
    _need_factors(returns, design, factors)
    riskless, columns = _factor_columns(returns, cases, factors)
    sample = Sample(
        values=returns.values,
        security=cases.security,
        market=cases.benchmark,
        row=cases.row,
        window=design.windows.estimation,
        factors=columns,
        factor_names=tuple(f.removeprefix("factor:") for f in factors),
        riskless=riskless,
        ahead=design.windows.event[1],
        unit=None if cases.matched is None else cases.matched[:, 0],
    )
    return MODELS[design.model](sample)


def _factor_columns(
    returns: Returns, cases: CaseIndex, factors: tuple[str, ...]
) -> tuple[Ints | None, Ints | None]:
    """Return the columns of the riskless return (n,) and of the factors (n, q) of each case."""
    if not factors:
        return None, None
    if cases.matched is not None:
        return cases.matched[:, 1], cases.matched[:, 2:]
    named = np.array([returns.column(f) for f in (RISKLESS, *factors)], dtype=np.int64)
    each = np.tile(named, (len(cases), 1))
    return each[:, 0], each[:, 1:]


def _need_factors(returns: Returns, design: Design, factors: tuple[str, ...]) -> None:
    missing = [f for f in (*factors, RISKLESS) if f not in returns.columns]
    if factors and missing:
        names = ", ".join(f.removeprefix("factor:") for f in missing)
        raise InputError(f"model {design.model}: no factor {names}; give factors in decimals")
    if factors and design.returns == "log":
        raise InputError(f"model {design.model}: factors are simple returns; write returns: simple")


def run(
    returns: Returns, cases: CaseIndex, design: Design, span: Window | None = None
) -> AbnormalReturns:
    """Compute the abnormal returns of every case over a span of event time.

    Parameters
    ----------
    returns : Returns
    cases : CaseIndex
    design : Design
    span : (int, int), optional
        The event window if left out; it may reach back to the estimation window, whose
        abnormal returns are the residuals.

    Returns
    -------
    AbnormalReturns
        Missing returns stay NaN; whether a case may be used says ``why_unusable``.
    """
    model = fit(returns, cases, design)
    covered = design.windows.event if span is None else span
    return abnormal_returns(returns.values, cases.security, cases.row, model, covered)


def why_unusable(model: NormalModel, design: Design) -> list[str | None]:
    """Say for each case why its model cannot be used, or None."""
    few = model.n_obs < max(design.min_estimation, model.k + 1)
    flat = ~np.isfinite(model.variance)
    return [
        _too_few(int(n), design) if f else _unfitted(model) if v else None
        for n, f, v in zip(model.n_obs, few, flat, strict=True)
    ]


def _unfitted(model: NormalModel) -> str:
    return _FLAT if model.volatility is None else _NOT_CONVERGED


_NOT_CONVERGED = "the volatility model's likelihood did not converge on the estimation window"
_FLAT = (
    "the model leaves nothing to estimate a variance from: the security or the benchmark "
    "did not vary over the estimation window, or one repeats the other"
)


def _too_few(found: int, design: Design) -> str:
    first, last = design.windows.estimation
    return (
        f"the estimation window [{first}, {last}] holds {found} returns of security and "
        f"benchmark; min_estimation asks for {design.min_estimation}. Start prices earlier, or "
        "shorten windows.estimation"
    )


def usable(model: NormalModel, design: Design) -> Ints:
    """Return the positions of cases whose model can be used."""
    enough = model.n_obs >= max(design.min_estimation, model.k + 1)
    return np.flatnonzero(enough & np.isfinite(model.variance))


def at_rows(cases: CaseIndex, rows: Ints) -> CaseIndex:
    """Move one case to other event rows."""
    n = len(rows)
    return replace(
        cases,
        security=np.repeat(cases.security[:1], n),
        benchmark=np.repeat(cases.benchmark[:1], n),
        row=rows,
        matched=None if cases.matched is None else np.repeat(cases.matched[:1], n, axis=0),
    )

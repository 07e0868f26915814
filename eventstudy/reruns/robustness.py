"""The same question under other choices: models, benchmarks, estimation windows, returns.

Every specification keeps its label, and labels are counted apart: a benchmark that holds the
firm, or was hit by the same news, answers another question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import ndtr, stdtr

from eventstudy.abnormal import Window, abnormal_returns, car
from eventstudy.choices import Label
from eventstudy.engine import CaseIndex, Design, fit
from eventstudy.gaps import matched, refusal
from eventstudy.models.normal import NormalModel, Sample
from eventstudy.models.robust import huber
from eventstudy.names import GAP_MODELS
from eventstudy.prices.panel import Floats
from eventstudy.reruns.control import controlled
from eventstudy.returns import Kind, Returns


@dataclass(frozen=True, slots=True)
class Target:
    """One event of one security, at ``row``; ``known`` are the rows of its known dates."""

    event: str
    security: str
    row: int
    known: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Specification:
    """One way to compute an abnormal return.

    Attributes
    ----------
    model : str
        A key of ``names.MODELS``, ``huber`` or ``synthetic``.
    benchmark : str
        A column of the returns; for ``synthetic`` the donors, joined by commas.
    label : str
        ``clean``, ``holds the firm`` or ``hit by the news``.
    estimation : (int, int)
    returns : "simple" or "log"
    without_known : bool
        Whether the security's known dates are left out of the estimation window.
    donors : tuple of str
        Columns that ``synthetic`` is weighted from.
    """

    model: str
    benchmark: str
    label: Label
    estimation: Window
    returns: Kind = "simple"
    without_known: bool = False
    donors: tuple[str, ...] = ()


Pair = tuple[Target, Specification]
LABELS: tuple[Label, ...] = ("clean", "holds the firm", "hit by the news")  # from the cleanest on


def specifications(
    main: Specification,
    models: Sequence[str],
    benchmarks: Sequence[tuple[str, Label]],
    estimation: Sequence[Window],
    *,
    donors: Sequence[tuple[str, Label]] = (),
    log_returns: bool = True,
    without_known: bool = True,
) -> tuple[Specification, ...]:
    """Cross models, benchmarks and estimation windows; vary the rest around the main choice.

    The main specification comes first, and none stands twice. Models that use no benchmark are
    not crossed with benchmarks, and nothing can contaminate them: they are clean. ``synthetic`` has
    its donors for a benchmark, and the label of the least clean of them.
    """
    choices = [(main.benchmark, main.label), *benchmarks]
    alone: list[tuple[str, Label]] = [(main.benchmark, "clean")]  # no benchmark enters
    names = tuple(symbol for symbol, _ in donors)
    worst = max((label for _, label in donors), key=LABELS.index, default=LABELS[0])
    control: list[tuple[str, Label]] = [(", ".join(names), worst)]
    own: dict[str, Sequence[tuple[str, Label]]] = {
        "raw": alone,
        "constant_mean": alone,
        "synthetic": control,
    }
    crossed = [
        replace(
            main,
            model=model,
            benchmark=symbol,
            label=label,
            estimation=window,
            donors=names if model == "synthetic" else (),
        )
        for window in (main.estimation, *estimation)
        for model in (main.model, *models)
        for symbol, label in own.get(model, choices)
    ]
    varied = [replace(main, benchmark=s, label=x, returns="log") for s, x in choices if log_returns]
    varied += [
        replace(main, benchmark=s, label=x, without_known=True) for s, x in choices if without_known
    ]
    return tuple(dict.fromkeys([main, *crossed, *varied]))


def robustness(
    tables: Mapping[Kind, Returns],
    targets: Sequence[Target],
    chosen: Mapping[Target, Sequence[Specification]],
    design: Design,
) -> dict[str, Any]:
    """Compute every CAR window of every target under its specifications.

    Parameters
    ----------
    tables : mapping of "simple" and "log" to Returns
        The same columns in both.
    targets : sequence of Target
    chosen : mapping of Target to specifications
        The first of each is the main one.
    design : Design
        Event and CAR windows, ``min_estimation`` and ``alpha``.

    Returns
    -------
    dict
        ``{n, same_sign, significant, groups, rows}``. ``same_sign`` counts the rows with the sign
        of the main specification's CAR in that window, ``significant`` those with p below alpha;
        ``groups`` has the same counts by label. A row: ``{event, security, model, benchmark, label,
        estimation, returns, without_known, window, car, se, p_value}``; ``se`` is null for
        ``huber``, whose p is that of ``sample_quantile``, and for ``synthetic``, whose p is the
        rank of |gap|/sd when each donor takes the firm's place. A specification that cannot be
        computed has a row with nulls and ``missing``.
    """
    return counted(specification_rows(tables, targets, chosen, design), design.alpha)


def specification_rows(
    tables: Mapping[Kind, Returns],
    targets: Sequence[Target],
    chosen: Mapping[Target, Sequence[Specification]],
    design: Design,
) -> list[dict[str, Any]]:
    """Return the rows of ``robustness``; those of several exchanges may be joined."""
    pairs = [(target, spec) for target in targets for spec in chosen[target]]
    figures: dict[int, list[dict[str, Any]]] = {}
    for together in _batches(pairs).values():
        found = _figures(tables, [pairs[i] for i in together], design)
        figures |= dict(zip(together, found, strict=True))
    return [
        {**_named(*pair), "window": window, **one}
        for i, pair in enumerate(pairs)
        for window, one in zip(design.windows.cars, figures[i], strict=True)
    ]


def _batches(pairs: Sequence[Pair]) -> dict[tuple[Any, ...], list[int]]:
    """Group the pairs that one batch can compute; left-out days belong to their target alone."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for i, (target, spec) in enumerate(pairs):
        own = target if spec.without_known else None
        groups.setdefault((spec.model, spec.estimation, spec.returns, own), []).append(i)
    return groups


def _named(target: Target, spec: Specification) -> dict[str, Any]:
    return {
        "event": target.event,
        "security": target.security,
        "model": spec.model,
        "benchmark": spec.benchmark,
        "label": spec.label,
        "estimation": spec.estimation,
        "returns": spec.returns,
        "without_known": spec.without_known,
    }


def counted(rows: list[dict[str, Any]], alpha: float) -> dict[str, Any]:
    """Count rows by sign and significance, in all and by label."""
    signs = _main_signs(rows)
    return {
        **_counts(rows, signs, alpha),
        "groups": {
            label: _counts([r for r in rows if r["label"] == label], signs, alpha)
            for label in dict.fromkeys(r["label"] for r in rows)
        },
        "rows": rows,
    }


def _main_signs(rows: Sequence[dict[str, Any]]) -> dict[tuple[Any, ...], float]:
    """Return the sign of the first specification of each target and window."""
    signs: dict[tuple[Any, ...], float] = {}
    for row in rows:
        if row["car"] is not None:
            signs.setdefault(_key(row), float(np.sign(row["car"])))
    return signs


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["event"], row["security"], row["window"]


def _counts(
    rows: Sequence[dict[str, Any]], signs: dict[tuple[Any, ...], float], alpha: float
) -> dict[str, int]:
    known = [row for row in rows if row["car"] is not None]
    return {
        "n": len(known),
        "same_sign": sum(bool(np.sign(row["car"]) == signs[_key(row)]) for row in known),
        "significant": sum(bool(row["p_value"] < alpha) for row in known),
    }


def _blanked(table: Returns, target: Target, spec: Specification) -> Returns:
    """Leave the known dates out of the estimation window; the event window keeps them."""
    low, high = (target.row + tau for tau in spec.estimation)
    values = table.values.copy()
    out = [row for row in target.known if low <= row <= high]
    values[out, table.column(target.security)] = np.nan
    return replace(table, values=values)


def _fitted(table: Returns, index: CaseIndex, design: Design) -> NormalModel:
    if design.model != "huber":
        return fit(table, index, design)
    window = design.windows.estimation
    return huber(Sample(table.values, index.security, index.benchmark, index.row, window))


def _figures(
    tables: Mapping[Kind, Returns], pairs: Sequence[Pair], design: Design
) -> list[list[dict[str, Any]]]:
    """Compute one batch: the figures of each pair, window by window."""
    target, spec = pairs[0]
    table = tables[spec.returns]
    table = _blanked(table, target, spec) if spec.without_known else table
    windows = design.windows.model_copy(update={"estimation": spec.estimation})
    design = replace(design, model=spec.model, returns=spec.returns, windows=windows)
    if spec.model == "synthetic" and design.missing == "drop":
        fewest = design.min_estimation
        return [
            controlled(table, t.security, t.row, s.donors, s.estimation, windows.cars, fewest)
            for t, s in pairs
        ]
    if design.missing == "trade_to_trade" and spec.model not in GAP_MODELS:
        return [[_missing(refusal(spec.model))] * len(windows.cars) for _ in pairs]
    index = CaseIndex(
        np.array([table.column(t.security) for t, _ in pairs]),
        np.array([table.column(s.benchmark) for _, s in pairs]),
        np.array([t.row for t, _ in pairs]),
    )
    table, index = matched(table, index, design)
    model = _fitted(table, index, design)
    columns = [_window(table, index, model, window, design) for window in windows.cars]
    return [list(row) for row in zip(*columns, strict=True)]


def _window(
    table: Returns, index: CaseIndex, model: NormalModel, window: Window, design: Design
) -> list[dict[str, Any]]:
    """Compute one window of a batch, a row a pair."""
    one = abnormal_returns(table.values, index.security, index.row, model, window)
    total = car(one, window)
    value, se = total.value, total.se
    if design.model == "huber":
        before = design.windows.estimation
        usual = abnormal_returns(table.values, index.security, index.row, model, before).abnormal
        length = window[1] - window[0] + 1
        p_value = np.array(
            [_quantile_p(r, v, length) for r, v in zip(usual, value.tolist(), strict=True)]
        )
        se = np.full(len(value), np.nan)
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            p_value = _t_p(model, value / se, window[1] - window[0] + 1)
    fewest = max(design.min_estimation, model.k + 1)
    return [
        _figure(int(n), fewest, v, s, p, design.model)
        for n, v, s, p in zip(
            model.n_obs, value.tolist(), se.tolist(), p_value.tolist(), strict=True
        )
    ]


def _t_p(model: NormalModel, statistic: Floats, length: int) -> Floats:
    """Return two-sided p of CARs over their errors, as ``inference.single.reference`` has it."""
    if model.volatility is None:
        return np.asarray(2 * stdtr(model.df, -np.abs(statistic)))
    if length > 1:
        return np.asarray(2 * ndtr(-np.abs(statistic)))
    nu = model.volatility.nu
    return np.asarray(2 * stdtr(nu, -np.abs(statistic) * np.sqrt(nu / (nu - 2))))


def _figure(
    n_obs: int, fewest: int, value: float, se: float, p_value: float, model: str
) -> dict[str, Any]:
    if n_obs < fewest:
        return _missing(f"the estimation window holds {n_obs} returns")
    if not np.isfinite(value):
        return _missing("no return on every session of the window, or one that crosses its edge")
    if model == "huber":
        return {"car": value, "se": None, "p_value": p_value}
    if not np.isfinite(se):
        return _missing("nothing is left to estimate a variance from")
    return {"car": value, "se": se, "p_value": p_value}


def _quantile_p(residual: Floats, value: float, length: int) -> float:
    sums = np.lib.stride_tricks.sliding_window_view(residual, length).sum(axis=1)
    sums = sums[np.isfinite(sums)]
    return (1 + int((np.abs(sums) >= abs(value)).sum())) / (1 + len(sums))


def _missing(reason: str) -> dict[str, Any]:
    return {"car": None, "se": None, "p_value": None, "missing": reason}

"""Returns over several sessions, matched with the market's over the same sessions.

A security that does not trade for a while has, when it does, one return over all of them.
``missing: trade_to_trade`` keeps it: the benchmark (or the factors) is compounded over the same
sessions, and everything is divided by the root of their number, so that the variance is that of
one session. The columns so made stand behind the table's own.

References
----------
Maynes & Rumsey (1993), *Journal of Banking & Finance* 17(1), 145-157.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from eventstudy.abnormal import Window, covers
from eventstudy.engine import CaseIndex, Design
from eventstudy.errors import InputError
from eventstudy.models.normal import Flags
from eventstudy.models.table import FACTORS, RISKLESS, WITHOUT_BENCHMARK
from eventstudy.names import GAP_MODELS
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, Kind, Returns, sessions_covered, take_window

CROSSED = "a return over several sessions crosses the edge of this window"
UNCOVERED = (
    "returns over several sessions cross the edges of every CAR window; windows whose edges are "
    "sessions with trades would keep the case"
)


def spanning(returns: Returns) -> Returns:
    """Read a table of given returns: one after missing sessions covers these too."""
    known = ~np.isnan(returns.values)
    covers = np.column_stack([sessions_covered(column) for column in known.T])
    return replace(returns, covers=covers)


def matched(returns: Returns, cases: CaseIndex, design: Design) -> tuple[Returns, CaseIndex]:
    """Match each case's returns over several sessions with its benchmark's.

    Parameters
    ----------
    returns : Returns
    cases : CaseIndex
        Columns below 0 stay as they are.
    design : Design

    Returns
    -------
    (returns, cases)
        As given where ``missing`` is ``drop`` or no security of the cases has a gap. Else the
        table with further columns, and the cases that stand in them.

    Raises
    ------
    InputError
        If the model is not defined for returns over several sessions.
    """
    if design.missing == "drop":
        return returns, cases
    if design.model not in GAP_MODELS:
        raise InputError(refusal(design.model))
    if (
        returns.covers is None
        or not _gapped(returns)[np.unique(np.maximum(cases.security, 0))].any()
    ):
        return returns, cases
    pairs, which = np.unique(
        np.stack([cases.security, cases.benchmark]), axis=1, return_inverse=True
    )
    factors = [
        returns.column(f) for f in (RISKLESS, *FACTORS.get(design.model, ()))[: _wide(design)]
    ]
    names: list[str] = []
    columns: list[Floats] = []
    at = np.full((3 + len(factors), pairs.shape[1]), -1, dtype=np.int64)
    width = len(returns.columns)
    for i, (security, benchmark) in enumerate(pairs.T.tolist()):
        if security < 0:
            at[:2, i] = security, benchmark
            continue
        used = [] if design.model in WITHOUT_BENCHMARK or benchmark < 0 else [benchmark]
        block = _block(returns, security, [*used, *factors], design.returns)
        at[0, i], at[2, i] = width + len(columns), width + len(columns) + 1
        at[1, i] = width + len(columns) + 2 if used else benchmark
        at[3:, i] = width + len(columns) + 2 + len(used) + np.arange(len(factors))
        columns += block
        names += [returns.columns[security], "", *(returns.columns[c] for c in [*used, *factors])]
    table = returns.with_columns(tuple(names), np.column_stack(columns))
    found = at[:, which.ravel()]
    return table, CaseIndex(found[0], found[1], cases.row, found[2:].T)


def refusal(model: str) -> str:
    """Say that a model is not defined for returns over several sessions."""
    return (
        f"missing: trade_to_trade is not defined for the model {model}; allowed: drop, or one of "
        f"the models {', '.join(GAP_MODELS)}"
    )


def _wide(design: Design) -> int:
    """Return the number of columns beside the benchmark that the model needs."""
    return 1 + len(FACTORS[design.model]) if design.model in FACTORS else 0


def _gapped(returns: Returns) -> Flags:
    """Tell which columns have a return over several sessions."""
    if returns.covers is None:
        return np.zeros(len(returns.columns), dtype=bool)
    return np.asarray((np.isfinite(returns.values) & (returns.covers > 1)).any(axis=0))


def _block(returns: Returns, security: int, others: Sequence[int], kind: Kind) -> list[Floats]:
    """Return a security's returns over √g, √g, and other series over the same sessions over √g.

    All are missing where one is.
    """
    own = returns.values[:, security]
    g = np.ones(len(own), dtype=np.int64) if returns.covers is None else returns.covers[:, security]
    known = np.isfinite(own)
    rest = [_compounded(returns, c, np.flatnonzero(known & (g > 1)), g, kind) for c in others]
    for other in rest:
        known &= np.isfinite(other)
    root = np.where(known, np.sqrt(g), np.nan)
    return [own / root, root, *(r / root for r in rest)]


def _compounded(returns: Returns, column: int, ends: Ints, g: Ints, kind: Kind) -> Floats:
    """Return a series with its return over the last g sessions at each end of a gap.

    Missing where the series' own returns do not cover exactly these sessions.
    """
    values = returns.values[:, column]
    covers = np.ones(len(values), dtype=np.int64)
    if returns.covers is not None:
        covers = returns.covers[:, column]
    priced = np.isfinite(values)
    known = np.flatnonzero(priced)
    if len(known) and known[0] >= covers[known[0]]:
        priced[known[0] - covers[known[0]]] = True
    once = np.where(covers == 1, values, np.nan)
    same = np.isfinite(values) & (covers == g)
    found = np.where(same, values, once)
    growth = np.where(np.isfinite(values), values if kind == "log" else np.log1p(values), 0.0)
    spans = np.where(np.isfinite(values), covers, 0)
    level, covered = (np.concatenate([[0.0], np.cumsum(x)]) for x in (growth, spans))
    found[ends[~same[ends]]] = np.nan
    to = ends[(ends >= g[ends]) & ~same[ends]]
    since = to - g[to]
    whole = priced[to] & priced[since] & (covered[to + 1] - covered[since + 1] == g[to])
    to, since = to[whole], since[whole]
    total = level[to + 1] - level[since + 1]
    found[to] = total if kind == "log" else np.expm1(total)
    return found


def uncovered(returns: Returns, cases: CaseIndex, windows: Sequence[Window]) -> Flags:
    """Tell which cases have no window that their returns cover from edge to edge.

    Windows that reach past the table's last row are not judged.
    """
    none = np.zeros(len(cases), dtype=bool)
    if cases.matched is None:
        return none
    judged, covered = none.copy(), none.copy()
    for window in windows:
        inside = cases.row + window[1] < len(returns.sessions)
        root = take_window(returns.values, cases.matched[:, 0], cases.row, window)
        judged |= inside
        covered |= inside & covers(root)
    return np.asarray(judged & ~covered)

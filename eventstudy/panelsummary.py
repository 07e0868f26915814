"""What the page of a panel shows beside the tests: mean CARs, their path, spread and extremes."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

from eventstudy.abnormal import Window
from eventstudy.aggregate import aggregate
from eventstudy.batches import Scores
from eventstudy.inference.evidence import FLAT
from eventstudy.inference.result import HypothesisTest
from eventstudy.panel_frames import PanelResult
from eventstudy.pooling import scores
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

EXTREMES = 10
MOST_BINS = 48
FEWEST_BINS = 8
FENCE = 5.0  # interquartile ranges from the quartiles; beyond, a CAR is counted, not drawn

Row = dict[str, Any]


def plain(aggregates: Sequence[Row]) -> tuple[Row, ...]:
    """Write aggregates as JSON values, so that a result read back is the same value."""
    return tuple(
        {
            **block,
            "daily": [_plain_row(r) for r in block["daily"]],
            "windows": [_plain_row(r) for r in block["windows"]],
        }
        for block in aggregates
    )


def _plain_row(row: Row) -> Row:
    window = {"window": list(row["window"])} if "window" in row else {}
    return {**row, **window, "tests": [asdict(t) for t in row["tests"]]}


def summary(outcome: PanelResult) -> Row:
    """Sum a panel up.

    Returns
    -------
    dict
        ``windows`` and ``path``: ``{window or tau, n, caar, se, ci, adjusted}``; ``overlap``:
        ``{window, shares, speak}``; ``distribution``: ``{window, edges, counts, below, above,
        positive, median}``; ``extremes``: ``{window, low, high}``; ``days, securities, first,
        last``. JSON values only, decimal fractions.
    """
    if not len(outcome):
        return {"windows": [], "path": [], "overlap": [], "distribution": [], "extremes": None,
                "days": 0, "securities": 0, "first": None, "last": None, "lengths": None}  # fmt: skip
    cars = outcome.design.windows.cars
    start, stop = outcome.design.windows.event
    running = tuple((start, tau) for tau in range(start, stop + 1))
    rows = np.sort(outcome.batch.cases.row)
    n_obs, columns = outcome.batch.model.n_obs, outcome.returns.columns
    return {
        "windows": mean_cars(outcome, cars, outcome.scores),
        "path": _path(outcome, running),
        "overlap": [_overlap(outcome, at) for at in range(len(cars))],
        "distribution": [_distribution(outcome, at) for at in range(len(cars))],
        "extremes": _extremes(outcome),
        "days": int(np.count_nonzero(np.diff(rows)) + 1),
        "securities": len({columns[i] for i in np.unique(outcome.batch.cases.security)}),
        "first": outcome.returns.day(int(rows[0])),
        "last": outcome.returns.day(int(rows[-1])),
        "lengths": [int(n_obs.min()), int(n_obs.max())],
    }


def mean_cars(
    outcome: PanelResult, windows: Sequence[Window], found: Scores | None = None
) -> list[Row]:
    """Return the mean CAR of windows with the standard error of the mean and its interval.

    The error is the cross-sectional one, sd/√N with t(N - 1). Where windows share sessions
    it is multiplied by √((1 + (N - 1)r̄)/(1 - r̄)), the correction of ``kp_bmp``; ``adjusted``
    tells so. Without a spread or a usable correlation there is no interval.

    References
    ----------
    Kolari & Pynnönen (2010), *Review of Financial Studies* 23(11), 3996-4025.
    """
    computed = scores(outcome.batch, windows) if found is None else found
    cut = outcome.design.windows.model_copy(update={"cars": tuple(windows)})
    design = replace(outcome.design, windows=cut, tests=("bmp", "kp_bmp"))
    tested = aggregate(outcome.batch, design, None, computed)[0]["windows"]
    columns = computed.car[:, -len(windows) :]
    rows = outcome.batch.cases.row
    return [
        _mean_car(column, row, rows, outcome.design.alpha)
        for column, row in zip(columns.T, tested, strict=True)
    ]


def _mean_car(values: Floats, row: Row, rows: Ints, alpha: float) -> Row:
    window, known = row["window"], values[np.isfinite(values)]
    said = {"window": list(window), "n": len(known), "caar": None, "se": None, "ci": None}
    said["adjusted"] = shares(rows[np.isfinite(values)], window[1] - window[0] + 1) != "none"
    if not len(known):
        return said
    said["caar"] = mean = float(known.mean())
    sd = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    inflation = _inflation(row["tests"]) if said["adjusted"] else 1.0
    if sd <= FLAT * abs(mean) or inflation is None:
        return said
    se = sd / np.sqrt(len(known)) * inflation
    margin = float(stdtrit(len(known) - 1, 1 - alpha / 2)) * se
    return {**said, "se": float(se), "ci": [mean - margin, mean + margin]}


def _inflation(tests: Sequence[Any]) -> float | None:
    """Return √((1 + (N - 1)r̄)/(1 - r̄)) as the ratio of bmp to kp_bmp."""
    found = {t.name: t.statistic for t in tests if isinstance(t, HypothesisTest)}
    if not found.get("bmp") or not found.get("kp_bmp"):
        return None
    return float(found["bmp"] / found["kp_bmp"])


def _path(outcome: PanelResult, running: Sequence[Window]) -> list[Row]:
    rows = mean_cars(outcome, running)
    return [{"tau": r["window"][1], **{k: v for k, v in r.items() if k != "window"}} for r in rows]


def shares(rows: Ints, length: int) -> str:
    """Say how windows of a length share sessions: none, some, or one_date."""
    ordered = np.sort(rows)
    if len(ordered) < 2:
        return "none"
    if ordered[0] == ordered[-1]:
        return "one_date"
    return "some" if (np.diff(ordered) < length).any() else "none"


def _overlap(outcome: PanelResult, at: int) -> Row:
    row = outcome.aggregate[0]["windows"][at]
    window = row["window"]
    values = outcome.scores.car[:, at - len(outcome.design.windows.cars)]
    rows = outcome.batch.cases.row[np.isfinite(values)]
    tests = [t for t in row["tests"] if isinstance(t, HypothesisTest)]
    return {
        "window": list(window),
        "shares": shares(rows, window[1] - window[0] + 1),
        "speak": [t.name for t in tests if t.warning is None],
        "silent": [t.name for t in tests if t.warning is not None],
    }


def _column(outcome: PanelResult, at: int) -> Floats:
    return outcome.scores.car[:, at - len(outcome.design.windows.cars)]


def _distribution(outcome: PanelResult, at: int) -> Row:
    """Count CARs in bins of a round width; those far out are counted at the ends."""
    values = _column(outcome, at)
    known = values[np.isfinite(values)]
    window = list(outcome.design.windows.cars[at])
    if not len(known):
        return {"window": window, "edges": [], "counts": [], "below": 0, "above": 0,
                "positive": 0, "n": 0, "median": None}  # fmt: skip
    edges = np.array(_edges(known))
    counts, _ = np.histogram(known, edges)
    return {
        "window": window,
        "edges": edges.tolist(),
        "counts": counts.tolist(),
        "below": int((known < edges[0]).sum()),
        "above": int((known > edges[-1]).sum()),
        "positive": int((known > 0).sum()),
        "n": len(known),
        "median": float(np.median(known)),
    }


def _edges(known: Floats) -> list[float]:
    """Cut the range of the values, its far ends left out, into bins of a round width."""
    low, high = np.quantile(known, [0.25, 0.75])
    reach = FENCE * (high - low)
    inside = known[(known >= low - reach) & (known <= high + reach)]
    span = float(inside.max() - inside.min()) or abs(float(inside[0])) or 0.01
    freedman = 2 * (high - low) / len(known) ** (1 / 3)
    raw = min(max(float(freedman), span / MOST_BINS), span / FEWEST_BINS)
    scale = 10.0 ** np.floor(np.log10(raw))
    width = next(m * scale for m in (1, 2, 2.5, 5, 10) if m * scale >= raw * (1 - 1e-9))
    first = int(np.floor(inside.min() / width))
    last = int(np.floor(inside.max() / width)) + 1
    return [round(k * width, 12) for k in range(first, last + 1)]


def _extremes(outcome: PanelResult) -> Row:
    """List the cases with the lowest and the highest CAR in the first window."""
    values, window = _column(outcome, 0), outcome.design.windows.cars[0]
    known = np.flatnonzero(np.isfinite(values))
    ids = outcome.listed["event_id"].to_numpy()[outcome.position]
    order = known[np.lexsort((outcome.position[known], values[known]))]
    take = min(EXTREMES, len(order))
    return {
        "window": list(window),
        "low": [_extreme(outcome, int(i), values, ids) for i in order[:take]],
        "high": [_extreme(outcome, int(i), values, ids) for i in order[::-1][:take]],
    }


def _extreme(outcome: PanelResult, at: int, values: Floats, ids: Any) -> Row:
    batch = outcome.batch
    score = outcome.scores.score[at, -len(outcome.design.windows.cars)]
    return {
        "event_id": str(ids[at]),
        "security": outcome.returns.columns[int(batch.cases.security[at])],
        "day": outcome.returns.day(int(batch.cases.row[at])),
        "car": float(values[at]),
        "p_t": float(2 * stdtr(float(batch.model.df[at]), -abs(float(score)))),
    }

"""An event study on data frames: returns and events in, frames out.

The engine is the one that ``eventstudy run`` uses; no config, file or network is needed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from eventstudy.abnormal import Window
from eventstudy.aggregate import aggregate, batch_of
from eventstudy.engine import CaseIndex, Design, fit, why_unusable
from eventstudy.errors import InputError
from eventstudy.gaps import UNCOVERED, matched, spanning, uncovered
from eventstudy.holes import holed, infinite_inside, note
from eventstudy.models.normal import Flags, NormalModel
from eventstudy.models.table import WITHOUT_BENCHMARK
from eventstudy.names import MODELS, TESTS, WINDOW_COLUMNS
from eventstudy.panel_frames import PanelResult
from eventstudy.pooling import scores
from eventstudy.returns import Ints, Kind, Missing, Returns
from eventstudy.study import Windows

if TYPE_CHECKING:
    from pandas import DataFrame, Series

NONE = -2  # the column of a benchmark that the model does not use
PERCENT = 0.05  # a usual daily market return this large is in percent
REQUIRED = ("event_id", "security", "date")


def event_study(
    returns: "DataFrame",
    events: "DataFrame",
    *,
    benchmark: str | None = None,
    model: str = "market",
    estimation: Window = (-260, -11),
    window: Window = (-10, 10),
    cars: Sequence[Window] = ((0, 0), (0, 1), (-1, 1), (0, 5)),
    tests: Literal["default"] | Sequence[str] = "default",
    kind: Kind = "simple",
    min_estimation: int = 120,
    alpha: float = 0.05,
    seed: int = 0,
    draws: int = 9999,
    correlation: Literal["overlap", "event_time"] = "overlap",
    missing: Missing = "drop",
    factors: "DataFrame | None" = None,
) -> PanelResult:
    """Run an event study on data frames.

    Parameters
    ----------
    returns : DataFrame
        Sessions by symbols, decimal fractions, the benchmark included; its rows are the
        sessions. A missing return is NaN, never 0.
    events : DataFrame
        ``event_id, security, date``, optionally ``group`` and ``benchmark``; further columns are
        carried to ``windows``. A date means that session or the next.
    benchmark : str, optional
        Column of the benchmark; not needed where every event names its own, nor by models
        without one.
    model : str
        A key of ``names.MODELS``.
    estimation, window : (int, int)
        Estimation and event window, sessions relative to the event day, both ends included.
    cars : sequence of (int, int)
    tests : "default" or sequence of str
    kind : "simple" or "log"
        What the returns are; matters for ``bhar`` alone.
    min_estimation : int
        Fewest estimation returns a case may have.
    alpha : float
    seed, draws : int
        For the wild bootstrap.
    correlation : "overlap" or "event_time"
    missing : "drop" or "trade_to_trade"
        With ``drop`` a case that misses a return inside its event window is dropped. With
        ``trade_to_trade`` a return after missing ones covers their sessions too, and is matched
        with the benchmark's over the same sessions; where it crosses the edge of a window, the case
        is left out of that window. So a return must be that since the last price:
        ``prices[c].dropna().pct_change()`` by column, not ``prices.pct_change()``, which loses it.
    factors : DataFrame, optional
        Sessions by ``Mkt-RF, SMB, HML, RMW, CMA, Mom, RF, SMB_FF3``, decimal fractions, for the
        models that use them.

    Returns
    -------
    PanelResult
        ``windows``, ``abnormal_returns``, ``tests`` and ``dropped`` are data frames.

    Raises
    ------
    InputError
        If a frame, a name or a window is wrong; nothing is computed then.

    Notes
    -----
    What cannot be computed for one case is not an error: it is in ``dropped``, with its reason.
    """
    design = _design(
        model,
        estimation,
        window,
        cars,
        tests,
        kind,
        min_estimation,
        alpha,
        seed,
        draws,
        correlation,
        missing,
    )
    table, infinite = _table(returns)
    table = spanning(table) if missing == "trade_to_trade" else table
    if infinite.any():
        table = replace(table, values=np.where(infinite, np.nan, table.values))
    table = table if factors is None else _with_factors(table, factors)
    listed = _listed(events)
    cases, reasons = _place(table, listed, benchmark, design)
    reasons = infinite_inside(table, cases, reasons, infinite, design)
    reasons = holed(table, cases, reasons, design) if missing == "drop" else reasons
    return study_panel(table, listed, cases, reasons, design)


def study_panel(
    table: Returns,
    listed: "DataFrame",
    cases: CaseIndex,
    reasons: "Series",
    design: Design,
) -> PanelResult:
    """Compute placed cases; those with a reason, and those that cannot be fitted, are dropped.

    Parameters
    ----------
    table : Returns
    listed : DataFrame
        The events, one row a case.
    cases : CaseIndex
        Of the same length; rows and columns of cases with a reason are ignored.
    reasons : Series of str or None
        Why a case is already known to be dropped.
    design : Design
    """
    table, cases = matched(table, cases, design)
    usable = np.flatnonzero(reasons.isna().to_numpy())
    usable = usable[np.argsort(cases.row[usable].astype(np.uint32), kind="stable")]
    fitted = fit(table, cases.take(usable), design)
    unfit = _uncovered(table, cases.take(usable), design) | _unfit(fitted, design)
    why = reasons.copy()
    if unfit:
        why.iloc[usable[list(unfit)]] = list(unfit.values())
        kept = np.setdiff1d(np.arange(len(usable)), list(unfit), assume_unique=True)
        usable, fitted = usable[kept], fitted.take(kept)
    batch = batch_of(table.values, cases.take(usable), fitted, design)
    dropped = listed.loc[why.notna().to_numpy(), ["event_id", "security"]]
    computed = scores(batch, design.windows.cars)
    groups = listed["group"].iloc[usable].tolist() if "group" in listed else None
    return PanelResult(
        returns=replace(table, values=batch.values),
        design=design,
        listed=listed,
        position=usable,
        batch=batch,
        scores=computed,
        aggregate=_in_order(aggregate(batch, design, groups, computed), listed),
        dropped=dropped.assign(reason=why[why.notna()].to_numpy()).reset_index(drop=True),
    )


def _in_order(
    blocks: tuple[dict[str, Any], ...], listed: "DataFrame"
) -> tuple[dict[str, Any], ...]:
    """Put groups in the order in which the events name them; all cases come first."""
    if "group" not in listed:
        return blocks
    place = {name: i for i, name in enumerate(listed["group"].dropna().unique(), 1)}
    return tuple(sorted(blocks, key=lambda b: place.get(b["group"], 0)))


def _unfit(model: NormalModel, design: Design) -> dict[int, str]:
    """Return the positions of cases whose model cannot be used, each with the reason."""
    suspect = (model.n_obs < max(design.min_estimation, model.k + 1)) | ~np.isfinite(model.variance)
    at = np.flatnonzero(suspect)
    return {int(i): r or "" for i, r in zip(at, why_unusable(model.take(at), design), strict=True)}


def _uncovered(table: Returns, cases: CaseIndex, design: Design) -> dict[int, str]:
    """Return the positions of cases without a CAR window that their returns cover."""
    return {int(i): UNCOVERED for i in np.flatnonzero(uncovered(table, cases, design.windows.cars))}


def _design(
    model: str,
    estimation: Window,
    window: Window,
    cars: Sequence[Window],
    tests: Literal["default"] | Sequence[str],
    kind: Kind,
    min_estimation: int,
    alpha: float,
    seed: int,
    draws: int,
    correlation: Literal["overlap", "event_time"],
    missing: Missing,
) -> Design:
    from pydantic import ValidationError

    if model not in MODELS:
        raise InputError(f"model: unknown model {model!r}; allowed: {', '.join(MODELS)}")
    if isinstance(tests, str) and tests != "default":
        raise InputError(f"tests: {tests!r}; allowed: default, or a list of test names")
    unknown = [] if tests == "default" else [t for t in tests if t not in TESTS]
    if unknown:
        raise InputError(f"tests: unknown test {unknown[0]!r}; allowed: {', '.join(TESTS)}")
    if correlation not in ("overlap", "event_time"):
        raise InputError(f"correlation: {correlation!r}; allowed: overlap, event_time")
    if missing not in ("drop", "trade_to_trade"):
        raise InputError(f"missing: {missing!r}; allowed: drop, trade_to_trade")
    if kind not in ("simple", "log"):
        raise InputError(f"kind: {kind!r}; allowed: simple, log")
    if not 0 < alpha < 1 or min_estimation < 3 or draws < 99:
        raise InputError("allowed: alpha between 0 and 1, min_estimation from 3, draws from 99")
    try:
        windows = Windows(
            estimation=tuple(estimation), event=tuple(window), cars=tuple(tuple(c) for c in cars)
        )
    except ValidationError as error:
        raise InputError(
            "; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())
        ) from None
    return Design(
        model=model,
        windows=windows,
        returns=kind,
        min_estimation=min_estimation,
        alpha=alpha,
        tests="default" if tests == "default" else tuple(tests),
        seed=seed,
        draws=draws,
        correlation=correlation,
        missing=missing,
    )


def _table(returns: "DataFrame") -> tuple[Returns, Flags]:
    """Check the returns and hold them by column; also tell which are infinite."""
    import pandas as pd

    index = returns.index
    if not len(index):
        raise InputError("returns: no sessions; give one row a session")
    if not isinstance(index, pd.DatetimeIndex):
        raise InputError("returns: the index must be dates (a DatetimeIndex of sessions)")
    days = index.tz_localize(None).normalize() if index.tz is not None else index.normalize()
    if not days.is_monotonic_increasing or not days.is_unique:
        raise InputError("returns: the sessions must be sorted and each stand once")
    if not returns.columns.is_unique:
        twice = returns.columns[returns.columns.duplicated()][0]
        raise InputError(f"returns: the column {twice!r} stands twice; keep one")
    try:
        values = np.asfortranarray(returns.to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError):
        wrong = [str(c) for c in returns if not pd.api.types.is_numeric_dtype(returns[c])]
        raise InputError(f"returns: not numbers in column {wrong[0] if wrong else '?'}") from None
    columns = tuple(str(c) for c in returns.columns)
    return Returns(days.to_numpy().astype("datetime64[D]"), columns, values), np.isinf(values)


def _with_factors(table: Returns, factors: "DataFrame") -> Returns:
    """Add factors by date; a session without factors is missing for the models that use them."""
    own, infinite = _table(factors)
    if "Mkt-RF" in own.columns:
        usual = np.nanmedian(np.abs(own.values[:, own.column("Mkt-RF")]))
        if usual > PERCENT:
            raise InputError(
                f"factors: Mkt-RF is usually {usual:.2g} in size, which looks like percent; "
                "divide the factors by 100"
            )
    at = np.minimum(np.searchsorted(own.sessions, table.sessions), len(own.sessions) - 1)
    same = own.sessions[at] == table.sessions
    aligned = np.where(same[:, None] & ~infinite[at], own.values[at], np.nan)
    names = tuple(f"factor:{c}" for c in own.columns)
    return table.with_columns(names, aligned)


def _listed(events: "DataFrame") -> "DataFrame":
    """Check the events: columns there, dates readable, no event_id and security twice."""
    import pandas as pd

    missing = [c for c in REQUIRED if c not in events]
    if missing:
        raise InputError(
            f"events: no column {', '.join(missing)}; needed: {', '.join(REQUIRED)}; "
            f"found: {', '.join(map(str, events.columns))}"
        )
    taken = [c for c in WINDOW_COLUMNS if c in events]
    if taken:
        raise InputError(f"events: column {taken[0]!r} is a name of the result; rename it")
    listed = events.reset_index(drop=True)
    try:
        dates = pd.to_datetime(listed["date"], format="ISO8601")
    except (ValueError, TypeError) as error:
        raise InputError(f"events: date: not dates such as 2025-01-27 ({error})") from None
    if dates.isna().any():
        raise InputError(f"events: row {int(dates.isna().to_numpy().argmax())}: date: empty")
    dates = dates.dt.tz_localize(None) if dates.dt.tz is not None else dates
    listed = listed.assign(date=dates.dt.normalize())
    twice = np.zeros(0, dtype=bool)
    if not listed["event_id"].is_unique:
        twice = listed.duplicated(["event_id", "security"]).to_numpy()
    if twice.any():
        row = listed.iloc[int(twice.argmax())]
        raise InputError(
            f"events: row {int(twice.argmax())}: event_id {row['event_id']!r} and security "
            f"{row['security']!r} stand twice; give each event of a security its own id"
        )
    return listed


def _place(
    table: Returns, listed: "DataFrame", benchmark: str | None, design: Design
) -> tuple[CaseIndex, "Series"]:
    """Find each case's columns and event row, and why a case has none."""
    import pandas as pd

    reasons = pd.Series(None, index=listed.index, dtype=object)
    columns = pd.Index(table.columns)
    codes, names = pd.factorize(listed["security"])
    security = columns.get_indexer(pd.Index(names.astype(str)))[codes]
    market = _markets(columns, listed, benchmark, design)
    days = listed["date"].to_numpy().astype("datetime64[D]")
    row = np.searchsorted(table.sessions, days)
    note(reasons, security < 0, "no returns of this security")
    note(reasons, market == -1, "no returns of the benchmark of this event")
    outside = (row >= len(table.sessions)) | (days < table.sessions[0])
    span = f"{table.sessions[0]} to {table.sessions[-1]}"
    note(reasons, outside, f"the event lies outside the sessions of the returns ({span})")
    note(
        reasons,
        _again(np.where(reasons.isna(), row * len(columns) + security, -1)),
        "the same security and event day under another event_id",
    )
    index = CaseIndex(
        np.maximum(security, 0).astype(np.int64),
        market.astype(np.int64),
        np.minimum(row, max(len(table.sessions) - 1, 0)).astype(np.int64),
    )
    return index, reasons


def _again(code: Ints) -> Flags:
    """Tell which non-negative codes stood before."""
    first = np.full(int(code.max(initial=0)) + 1, len(code))
    first[code[::-1]] = np.arange(len(code))[::-1]
    return np.asarray((first[code] != np.arange(len(code))) & (code >= 0))


def _markets(columns: Any, listed: "DataFrame", benchmark: str | None, design: Design) -> Ints:
    """Return each case's benchmark column, -1 where there is none."""
    if benchmark is not None and benchmark not in columns:
        raise InputError(f"benchmark: no column {benchmark!r} in the returns")
    if "benchmark" in listed:
        own = listed["benchmark"].astype(object).where(listed["benchmark"].notna(), benchmark)
        return np.asarray(columns.get_indexer(own))
    if benchmark is None:
        if design.model in WITHOUT_BENCHMARK:
            return np.full(len(listed), NONE, dtype=np.int64)
        raise InputError(f"benchmark: the model {design.model} needs one; name a column of returns")
    return np.full(len(listed), columns.get_loc(benchmark), dtype=np.int64)

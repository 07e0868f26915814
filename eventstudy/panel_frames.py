"""The frames of an event study on data frames, built when they are asked for."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import stdtr, stdtrit

from eventstudy.abnormal import Window, bhar, car, daily_variance
from eventstudy.batches import Batch, Scores, in_chunks
from eventstudy.engine import Design, run
from eventstudy.gaps import CROSSED
from eventstudy.inference.result import NotApplicable, Outcome
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints, Returns

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True)
class PanelResult:
    """The outcome of an event study on data frames.

    Frames are built when they are asked for.

    Attributes
    ----------
    returns : Returns
    design : Design
    listed : DataFrame
        The events as given.
    position : int, shape (n,)
        Places in ``listed`` of the computed cases, which stand in the order of their days.
    batch : Batch
        The computed cases and their fitted model.
    aggregate : tuple of dict
        ``{group, model, n, daily, windows}``: every many-case test on every day and window, for
        all cases and then by group; the layout of results.json.
    dropped : DataFrame
        ``event_id, security, reason``: cases that could not be computed.
    """

    returns: Returns
    design: Design
    listed: "DataFrame"
    position: Ints
    batch: Batch
    aggregate: tuple[dict[str, Any], ...]
    dropped: "DataFrame"
    scores: Scores = field(repr=False)

    def __len__(self) -> int:
        return len(self.position)

    @cached_property
    def windows(self) -> "DataFrame":
        """One row a case and CAR window: ``car, se, ci_low, ci_high, bhar, p_t``.

        With ``event_id, security, benchmark, model, group, window_start, window_end`` in front
        and the further columns of the events frame behind. Where a CAR is not known its figures
        are NaN and ``missing`` says why.
        """
        import pandas as pd

        blocks = [self._window(at, w) for at, w in enumerate(self.design.windows.cars)]
        frame = pd.concat(blocks)
        return frame.sort_index(kind="stable").reset_index(drop=True)

    def _window(self, at: int, window: Window) -> "DataFrame":
        column = self.scores.car.shape[1] - len(self.design.windows.cars) + at
        value, score = self.scores.car[:, column], self.scores.score[:, column]
        se, held = self._errors_and_bhar(window)
        df = self.batch.model.df
        margin = stdtrit(df, 1 - self.design.alpha / 2) * se
        frame = self._identity().assign(
            window_start=window[0],
            window_end=window[1],
            car=value,
            se=se,
            ci_low=value - margin,
            ci_high=value + margin,
            bhar=held,
            p_t=2 * stdtr(df, -np.abs(score)),
            missing=self._why_missing(value, window),
        )
        extra = self.listed.columns.difference(frame.columns, sort=False).drop("date")
        return frame.join(self.listed[extra])

    def _identity(self) -> "DataFrame":
        import pandas as pd

        columns = np.array([*self.returns.columns, None, None], dtype=object)
        events = self.listed.iloc[self.position]
        return pd.DataFrame(
            {
                "event_id": events["event_id"],
                "security": events["security"],
                "benchmark": columns[self.batch.cases.benchmark],
                "model": self.design.model,
                "group": events.get("group"),
            },
            index=pd.Index(self.position),
        )

    def _why_missing(self, value: Floats, window: Window) -> "Series":
        """Say for each case why its CAR is not known; None where it is."""
        import pandas as pd

        late = self.batch.cases.row + window[1] >= len(self.returns.sessions)
        last = "" if not len(self) else self.returns.day(len(self.returns.sessions) - 1)
        reason = np.where(late, f"the window reaches past the last session, {last}", CROSSED)
        known = np.isfinite(value).tolist()
        told = [None if k else str(why) for k, why in zip(known, reason, strict=True)]
        return pd.Series(told, index=pd.Index(self.position), dtype=object)

    def _errors_and_bhar(self, window: Window) -> tuple[Floats, Floats]:
        """Return each case's prediction error and buy-and-hold abnormal return of a window."""

        def part(some: slice) -> Floats:
            one = run(self.returns, self.batch.cases.take(some), self.design, window)
            return np.stack([car(one, window).se, bhar(one, window, self.design.returns)])

        parts = list(in_chunks(len(self), part, 1 << 14)) if len(self) else [np.empty((2, 0))]
        both = np.concatenate(parts, axis=1)
        return both[0], both[1]

    @cached_property
    def abnormal_returns(self) -> "DataFrame":
        """One row a case and event day: ``tau, session, actual, normal, abnormal, se``."""
        import pandas as pd

        first, last = self.design.windows.event
        days = last - first + 1
        one = run(self.returns, self.batch.cases, self.design)
        row = self.batch.cases.row[:, None] + np.arange(first, last + 1)
        inside = (row >= 0) & (row < len(self.returns.sessions))
        session = self.returns.sessions[np.clip(row, 0, len(self.returns.sessions) - 1)]
        se = np.sqrt(daily_variance(one))
        identity = self._identity().drop(columns="group")
        frame = identity.loc[identity.index.repeat(days)]
        frame = frame.assign(
            tau=np.tile(np.arange(first, last + 1), len(self)),
            session=pd.to_datetime(np.where(inside, session, np.datetime64("NaT")).ravel()),
            actual=one.actual.ravel(),
            normal=one.normal.ravel(),
            abnormal=one.abnormal.ravel(),
            se=se.ravel(),
        )
        return frame.sort_index(kind="stable").reset_index(drop=True)

    @cached_property
    def tests(self) -> "DataFrame":
        """One row a test, day or window, and group; ``not_applicable`` says why one is silent."""
        import pandas as pd

        rows = [
            {"group": block["group"], "model": block["model"], **row}
            for block in self.aggregate
            for row in _test_rows(block)
        ]
        columns = ["group", "model", "kind", "window_start", "window_end", "n", "mean", *_TOLD]
        return pd.DataFrame(rows, columns=columns)


_TOLD = (
    "test",
    "statistic",
    "p_value",
    "p_holm",
    "p_bh",
    "floor",
    "df",
    "distribution",
    "warning",
    "not_applicable",
)


def _test_rows(block: dict[str, Any]) -> list[dict[str, Any]]:
    daily = [((r["tau"], r["tau"]), r["n"], r["aar"], r["tests"]) for r in block["daily"]]
    windows = [(r["window"], r["n"], r["caar"], r["tests"]) for r in block["windows"]]
    return [
        {
            "kind": kind,
            "window_start": window[0],
            "window_end": window[1],
            "n": n,
            "mean": mean,
            **_told(test),
        }
        for kind, rows in (("day", daily), ("window", windows))
        for window, n, mean, tests in rows
        for test in tests
    ]


def _told(test: Outcome) -> dict[str, Any]:
    if isinstance(test, NotApplicable):
        return {"test": test.name, "not_applicable": test.not_applicable}
    values = {key: getattr(test, key) for key in _TOLD if key not in ("test", "not_applicable")}
    return {"test": test.name, **values, "not_applicable": None}

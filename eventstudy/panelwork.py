"""A study of many events: a config and its events file become a result.

Up to ``LARGE`` cases every case is a ``Case`` with its own tests; past that the cases stay
arrays, and only their summary and the aggregate are in the result.
"""

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eventstudy.assemble import CaseSpec, build_cases
from eventstudy.casework import slow_note, study_design
from eventstudy.config import StudyFile
from eventstudy.describe import named_splits, price_info, study_info, versions
from eventstudy.factoring import factor_info
from eventstudy.models.table import WITHOUT_BENCHMARK
from eventstudy.panel_frames import PanelResult
from eventstudy.panelplan import LARGE, PanelPlan, plan_panel
from eventstudy.panels import study_panel
from eventstudy.panelsummary import plain, summary
from eventstudy.placing import fact_session
from eventstudy.prices import parquet
from eventstudy.prices.access import Access
from eventstudy.prices.panel import PricePanel
from eventstudy.prices.written import FORMULA_STARTS
from eventstudy.result import (
    SCHEMA,
    Case,
    Caution,
    Dropped,
    HeadlineInfo,
    PriceInfo,
    Results,
)
from eventstudy.sessions import event_day
from eventstudy.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

MANY_DROPPED = 0.2  # share of the events beyond which the page says so on top
OWN = {"event_id", "security", "date", "time", "group", "benchmark"}


@dataclass(frozen=True, slots=True)
class PanelRun:
    """The outcome of a panel: its result, its arrays, and past ``LARGE`` cases its large files.

    ``files`` maps the names of Parquet files to their bytes; empty where cases are few.
    """

    result: Results
    outcome: PanelResult
    files: dict[str, bytes]


def run_panel_plan(file: StudyFile, override: Path | None, access: Access) -> PanelRun:
    """Run the study of an events file; its sentences are left to the pipeline.

    Raises
    ------
    ConfigError, InputError, PriceError
        As ``plan_panel``.
    """
    plan = plan_panel(file, override, access)
    cases = len(plan.listed) - len(plan.lost.kind)
    if cases <= LARGE and (note := slow_note(file.study, cases)):
        access.say(note)
    return computed(file, plan)


def computed(file: StudyFile, plan: PanelPlan) -> PanelRun:
    """Compute a placed panel."""
    study = file.study
    outcome = _outcome(plan, study)
    large = len(outcome) > LARGE
    files = dict(_files(plan, outcome)) if large else {}
    dropped = tuple(
        Dropped(str(e), str(s), str(r)) for e, s, r in outcome.dropped.itertuples(index=False)
    )
    result = Results(
        schema=SCHEMA,
        study=study_info(file, plan.calendar, plan.calendar.days[int(plan.end.max())]),
        versions=versions(),
        headline=HeadlineInfo("", "", study.windows.cars[0], {}),
        articles=(),
        prices=_prices(plan.panel, files),
        events=(),
        cases=() if large else _cases(plan, outcome, study),
        aggregate=plain(outcome.aggregate),
        robustness=None,
        claims=(),
        answers=(),
        calibration=None,
        dropped=dropped,
        warnings=(),
        factors=factor_info(plan.factors, plan.calendar.sessions),
        panel=_summed(plan, outcome, files),
    )
    return PanelRun(replace(result, warnings=tuple(_warnings(result, plan))), outcome, files)


def _outcome(plan: PanelPlan, study: Study) -> PanelResult:
    """Compute the cases; those that the models cannot use join the dropped."""
    import pandas as pd

    reasons = pd.Series(None, index=plan.listed.index, dtype=object)
    if plan.lost.text:
        reasons.loc[list(plan.lost.text)] = list(plan.lost.text.values())
    listed = plan.listed.drop(columns=["time"], errors="ignore")
    return study_panel(plan.returns, listed, plan.cases, reasons, study_design(study))


def _cases(plan: PanelPlan, outcome: PanelResult, study: Study) -> tuple[Case, ...]:
    """Compute every case with its own tests, in the order of the file."""
    places = np.sort(outcome.position)
    found: dict[int, Case] = {}
    for end in np.unique(plan.end[places]):
        own = [int(i) for i in places if plan.end[i] == end]
        specs = list(_specs(plan, own, study))
        cases, _ = build_cases(plan.returns, specs, study_design(study), int(end))
        found |= dict(zip(own, cases, strict=True))
    named = plan.listed["benchmark"].to_numpy()
    return tuple(replace(found[i], benchmark=named[i] or "") for i in sorted(found))


def _specs(plan: PanelPlan, places: list[int], study: Study) -> Iterator[CaseSpec]:
    """Describe cases; placebo days avoid the same security's other events and known dates."""
    known = {s.symbol: s.known_dates for s in study.securities}
    events = _events_by_security(plan)
    frame, columns = plan.listed, plan.returns.columns
    groups = frame["group"].to_numpy() if "group" in frame else None
    for i in places:
        security = columns[int(plan.cases.security[i])]
        market = int(plan.cases.benchmark[i])
        facts = ((fact_session(f, plan.calendar), f.what) for f in known.get(security, ()))
        row = int(plan.cases.row[i])
        yield CaseSpec(
            event=str(frame["event_id"].iloc[i]),
            event_day=plan.calendar.days[row],
            reason=_reason(plan, i, row),
            event_row=row,
            security=security,
            benchmark=columns[market] if market >= 0 else security,
            label="main",
            group=None if groups is None else groups[i],
            chosen_by="announcement",
            avoid=tuple(sorted(events[security])),
            known=tuple((plan.calendar.row(d), what) for d, what in facts if d is not None),
        )


def _events_by_security(plan: PanelPlan) -> dict[str, set[tuple[int, str]]]:
    found: dict[str, set[tuple[int, str]]] = {}
    ids = plan.listed["event_id"].to_numpy()
    for i, name in enumerate(plan.listed["security"].to_numpy()):
        if plan.lost.kind.get(i) not in ("no_prices", "outside"):
            row = int(plan.cases.row[i])
            found.setdefault(str(name), set()).add((row, f"listed event: {ids[i]}"))
    return found


def _reason(plan: PanelPlan, place: int, row: int) -> str:
    """Say why this is the event day, as for listed events."""
    written: date = plan.listed["date"].iloc[place].date()
    time = plan.listed["time"].iloc[place] if "time" in plan.listed else ""
    if not time:
        return event_day(written, plan.calendar).reason
    return f"announced {written} {time}; {plan.calendar.days[row]} is the first session that closed after it"


def _prices(panel: PricePanel, files: dict[str, bytes]) -> PriceInfo:
    """Carry the prices used, or name the file beside the page that holds them."""
    if not files:
        return price_info(panel)
    sources = tuple(s.provenance for s in panel.series.values())
    return PriceInfo(sources, _sha256(files["prices.parquet"]), {}, named_splits(panel))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _files(plan: PanelPlan, outcome: PanelResult) -> Iterator[tuple[str, bytes]]:
    """Write the large tables as Parquet; the same values give the same bytes."""
    import pandas as pd

    yield "windows.csv", _csv(outcome.windows.drop(columns="missing"))
    yield "abnormal_returns.parquet", _parquet(outcome.abnormal_returns)
    frames = (_price_frame(plan.panel, symbol) for symbol in plan.panel.series)
    yield "prices.parquet", _parquet(pd.concat(frames, ignore_index=True))
    yield "events.parquet", _parquet(plan.events.frame)


def _csv(frame: "DataFrame") -> bytes:
    """Write windows.csv as ``report.tables`` does: text cells that no spreadsheet computes."""
    numbers = frame.select_dtypes("number").columns
    guarded = {str(c): [_guarded(v) for v in frame[c]] for c in frame if c not in numbers}
    text: str = frame.assign(**guarded).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def _guarded(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return "'" + value if value.startswith(FORMULA_STARTS) else value


def _price_frame(panel: PricePanel, symbol: str) -> "DataFrame":
    import pandas as pd

    series = panel[symbol]
    columns = {
        "symbol": symbol,
        "date": series.sessions.astype("datetime64[s]"),
        "open": series.open,
        "high": series.high,
        "low": series.low,
        "close": series.close,
        "adj_close": series.total_return,
        "volume": series.volume,
    }
    if any(s.returns is not None for s in panel.series.values()):
        nothing = np.full(len(series.sessions), np.nan)
        columns["return"] = nothing if series.returns is None else series.returns
    return pd.DataFrame({**columns, "source": series.provenance.source})


def _parquet(frame: "DataFrame") -> bytes:
    import pyarrow

    stream = io.BytesIO()
    table = pyarrow.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    parquet.library("results").write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _summed(plan: PanelPlan, outcome: PanelResult, files: dict[str, bytes]) -> dict[str, Any]:
    """Put together what the page of a panel shows."""
    kinds = Counter(plan.lost.kind.values())
    kinds["no_model"] = len(outcome.dropped) - kinds.total()
    return {
        "n": len(outcome),
        "listed": len(plan.listed),
        "dropped": [{"kind": k, "n": n} for k, n in sorted(kinds.items()) if n],
        "groups": [b["group"] for b in outcome.aggregate if b["group"] is not None],
        "benchmarks": _benchmarks(plan, outcome),
        "further": [c for c in plan.events.frame if c not in OWN],
        **summary(outcome),
        "events": {
            "name": plan.events.name,
            "sha256": plan.events.sha256,
            "columns": None if files else plan.events.frame.to_dict("list"),
        },
        "files": {name: _sha256(data) for name, data in files.items()},
    }


def _benchmarks(plan: PanelPlan, outcome: PanelResult) -> list[str]:
    if outcome.design.model in WITHOUT_BENCHMARK:
        return []
    used = plan.listed["benchmark"].iloc[np.sort(outcome.position)]
    return [str(b) for b in used.dropna().unique()]


def _warnings(result: Results, plan: PanelPlan) -> Iterator[Caution]:
    """List what limits a panel, gravest first."""
    panel = result.panel or {}
    lost = len(result.dropped)
    if lost > MANY_DROPPED * len(plan.listed):
        facts = {"dropped": lost, "listed": len(plan.listed), "kinds": panel["dropped"]}
        yield Caution("panel_dropped", "", facts)
    if not panel["n"]:
        yield Caution("panel_empty", "", {"listed": len(plan.listed)})
    shared = [o for o in panel["overlap"] if o["shares"] != "none"]
    for kind in ("one_date", "some"):
        windows = [o for o in shared if o["shares"] == kind]
        if windows:
            yield Caution(
                f"panel_{kind}",
                "",
                {"windows": windows, "n": panel["n"], "days": panel["days"], "day": panel["first"]},
            )
    if panel["n"] == 1:
        yield Caution("panel_one_case", "", {})
    for text in plan.panel.warnings:
        yield Caution("price_defect", "", {"text": text})

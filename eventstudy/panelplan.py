"""What a study of many events needs: its calendar, prices and returns, and each event's place.

One calendar serves the panel. A case that lacks something is not an error: it is dropped,
with its reason; only a benchmark that is nowhere stops the study.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eventstudy.config import StudyFile
from eventstudy.engine import CaseIndex
from eventstudy.errors import ConfigError, InputError, PriceError
from eventstudy.eventsfile import TIME, EventsTable, read_events
from eventstudy.exchanges import exchange_of
from eventstudy.factoring import study_factors, with_factors
from eventstudy.faults import fault
from eventstudy.models.table import WITHOUT_BENCHMARK
from eventstudy.panelcases import NONE, Lost, lost_cases
from eventstudy.placing import HISTORY_DAYS, Span, sessions_back, sessions_on
from eventstudy.plan import FUTURE_DAYS, price_plan
from eventstudy.prices import parquet
from eventstudy.prices.access import Access
from eventstudy.prices.factors import Factors
from eventstudy.prices.load import Need, data_end, file_days, load_prices
from eventstudy.prices.panel import PricePanel
from eventstudy.returns import Ints, Returns, from_panel
from eventstudy.sessions import Calendar, data_calendar, exchange_calendar
from eventstudy.sourcing import Prices
from eventstudy.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame, Series

LARGE = 500  # past this many cases results.json leaves the cases out
HISTORY_TESTS = {"placebo", "max_placebo"}


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """A panel ready to be computed.

    Attributes
    ----------
    events : EventsTable
    listed : DataFrame
        The events with the benchmark of each; ``date`` is the written day.
    calendar : Calendar
    panel : PricePanel
    factors : Factors or None
    returns : Returns
        On the calendar's sessions, factors included.
    cases : CaseIndex
        One a row of ``listed``; places of dropped cases mean nothing.
    end : int, shape (n,)
        Row of the data end of each case.
    lost : Lost
    """

    events: EventsTable
    listed: "DataFrame"
    calendar: Calendar
    panel: PricePanel
    factors: Factors | None
    returns: Returns
    cases: CaseIndex
    end: Ints
    lost: Lost


def plan_panel(file: StudyFile, override: Path | None, access: Access) -> PanelPlan:
    """Read the events, load what they need, and place every case.

    Raises
    ------
    ConfigError
        If the events file is wrong.
    InputError
        If the securities trade on several exchanges, or an extra is not installed.
    PriceError
        If a benchmark is nowhere, or prices are refused.
    """
    study, events = file.study, read_events(file)
    if len(events.frame) > LARGE:
        parquet.library(f"{events.name} has {len(events.frame):,} events; past {LARGE} cases")
    factors = study_factors(file, access)
    listed = _listed(events.frame, study)
    span = _span(listed, study)
    prices = price_plan(file, span, override)
    calendar = _calendar(file, listed, span, prices, access)
    row = event_rows(file, listed, calendar)
    panel = load_prices(
        prices, _needs(listed, row, calendar, study), calendar, file.folder, access=access
    )
    return _placed(file, events, listed, calendar, row, panel, factors)


def _listed(frame: "DataFrame", study: Study) -> "DataFrame":
    """Give every event its benchmark: its own, the study's, its security's, or its exchange's."""
    import pandas as pd

    usual = {s: _usual_benchmark(study, s) for s in frame["security"].unique()}
    default = frame["security"].map(usual)
    own = (
        frame["benchmark"].where(frame["benchmark"].notna(), default)
        if "benchmark" in frame
        else default
    )
    return frame.assign(
        benchmark=own.astype(object).where(own.notna(), None), date=pd.to_datetime(frame["date"])
    )


def _usual_benchmark(study: Study, security: str) -> str | None:
    if study.benchmark is not None:
        return study.benchmark
    if study.model in WITHOUT_BENCHMARK:
        return None
    declared = next((s.benchmark for s in study.securities if s.symbol == security), None)
    exchange = exchange_of(security)
    if declared or exchange:
        return declared or (exchange.benchmark if exchange else None)
    raise InputError(
        f"{security}: no exchange is known for this symbol; give benchmark: in the config"
    )


def _span(listed: "DataFrame", study: Study) -> Span:
    """Return the days whose prices are asked for; placebo days of few cases need a long history."""
    first, last = listed["date"].min().date(), listed["date"].max().date()
    start = sessions_back(first, study.windows.estimation[0])
    wanted = study.tests == "default" or set(study.tests) & HISTORY_TESTS
    if wanted and len(listed) <= 2 * LARGE:
        start -= timedelta(HISTORY_DAYS)
    end = sessions_on(last, study.windows.event[1])
    prices = study.prices
    return Span(
        prices.start if prices and prices.start else start,
        prices.end if prices and prices.end else end,
    )


def _calendar(
    file: StudyFile, listed: "DataFrame", span: Span, prices: Prices, access: Access
) -> Calendar:
    code = file.study.calendar or _common_exchange(listed["security"].unique())
    symbols = _symbols(listed)
    if code == "data":
        return data_calendar(file_days(prices, symbols, file.folder, access=access))
    first = min(
        span.first, sessions_back(listed["date"].min().date(), file.study.windows.estimation[0])
    )
    last = max(span.last, listed["date"].max().date())
    try:
        return exchange_calendar(code, first - timedelta(15), last + timedelta(FUTURE_DAYS))
    except ValueError as error:
        raise InputError(f"calendar {code}, {first} to {last}: {error}") from None


def _common_exchange(securities: Iterable[str]) -> str:
    """Return the calendar that all securities share.

    Raises
    ------
    InputError
        If there are several, or a symbol's exchange is unknown.
    """
    codes: dict[str, str] = {}
    for symbol in securities:
        exchange = exchange_of(symbol)
        if exchange is None:
            raise InputError(
                f"{symbol}: no exchange is known for this symbol; give calendar: in the config"
            )
        codes.setdefault(exchange.calendar, symbol)
    if len(codes) > 1:
        found = ", ".join(f"{symbol} on {code}" for code, symbol in codes.items())
        raise InputError(
            f"the securities trade on several exchanges ({found}); a panel has one calendar: name it "
            "as calendar:, or study each exchange by itself"
        )
    return next(iter(codes))


def _symbols(listed: "DataFrame") -> list[str]:
    named = [*listed["security"].unique(), *listed["benchmark"].dropna().unique()]
    return list(dict.fromkeys(named))


def event_rows(file: StudyFile, listed: "DataFrame", calendar: Calendar) -> Ints:
    """Return the row of each event day: the first session whose close comes after the news.

    -1 before the calendar, its length after it.
    """
    sessions = calendar.sessions
    days = listed["date"].to_numpy().astype("datetime64[D]")
    row = np.searchsorted(sessions, days)
    row[days < sessions[0]] = -1
    timed = np.flatnonzero(listed["time"] != "") if "time" in listed else np.array([], dtype=int)
    if not len(timed):
        return row.astype(np.int64)
    if not calendar.closes:
        place = fault(file.located, ("calendar",), "data knows no closing times")
        raise ConfigError([f"{place}; leave the column time out, or name an exchange"])
    closes = np.array([c.replace(tzinfo=None) for c in calendar.closes], dtype="datetime64[s]")
    instants = _instants(listed.iloc[timed], calendar.zone)
    row[timed] = np.where(days[timed] < sessions[0], -1, np.searchsorted(closes, instants, "right"))
    return row.astype(np.int64)


def _instants(listed: "DataFrame", zone: str) -> Any:
    """Return UTC instants: exchange time unless the time carries an offset."""
    import pandas as pd

    parts = listed["time"].str.extract(TIME)
    seconds = sum(parts[i].fillna("0").astype(int) * s for i, s in ((0, 3600), (1, 60), (2, 1)))
    wall = listed["date"] + pd.to_timedelta(seconds, unit="s")
    here = wall.dt.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    offset = parts[3].fillna("Z").replace("Z", "+00:00").str.replace(":", "")
    minutes = offset.str[1:3].astype(int) * 60 + offset.str[3:].astype(int)
    shift = pd.to_timedelta(minutes.where(offset.str[0] == "+", -minutes), unit="min")
    utc = here.dt.tz_convert("UTC").dt.tz_localize(None).where(parts[3].isna(), wall - shift)
    return utc.to_numpy().astype("datetime64[s]")


def _needs(listed: "DataFrame", row: Ints, calendar: Calendar, study: Study) -> list[Need]:
    """List the sessions that the events need of each symbol; none is required by itself."""
    import pandas as pd

    days, (before, after) = calendar.days, (study.windows.estimation[0] - 1, study.windows.event[1])
    frame = pd.DataFrame({"row": np.clip(row, 0, len(days) - 1)})
    bounds = [
        frame.groupby(listed[key].to_numpy(), sort=False)["row"].agg(["min", "max"])
        for key in ("security", "benchmark")
    ]
    joined = pd.concat(bounds).groupby(level=0, sort=False).agg({"min": "min", "max": "max"})
    last = len(days) - 1
    return [
        Need(str(s), days[max(low + before, 0)], days[min(high + after, last)], False)
        for s, low, high in joined.itertuples()
    ]


def _placed(
    file: StudyFile,
    events: EventsTable,
    listed: "DataFrame",
    calendar: Calendar,
    row: Ints,
    panel: PricePanel,
    factors: Factors | None,
) -> PanelPlan:
    study = file.study
    _require_benchmarks(listed, panel, study)
    symbols = [s for s in _symbols(listed) if s in panel]
    if not symbols:
        raise PriceError(_nothing(listed))
    returns = with_factors(
        from_panel(panel, calendar.sessions, symbols, study.returns, study.missing), factors
    )
    position = {s: i for i, s in enumerate(symbols)}
    security = _columns(listed["security"], position)
    market = _columns(listed["benchmark"], position)
    market[listed["benchmark"].isna().to_numpy()] = NONE
    end = _ends(listed, panel, calendar, study)
    index = CaseIndex(security, market, np.clip(row, 0, len(calendar.days) - 1).astype(np.int64))
    lost = lost_cases(listed, row, index, end, returns, calendar, study)
    index = CaseIndex(np.maximum(security, 0), market, index.row)
    return PanelPlan(events, listed, calendar, panel, factors, returns, index, end, lost)


def _columns(symbols: "Series", position: dict[str, int]) -> Ints:
    """Return each symbol's column of returns, -1 where it has none."""
    return np.array([position.get(s, -1) for s in symbols], dtype=np.int64)


def _nothing(listed: "DataFrame") -> str:
    shown = ", ".join(listed["security"].unique()[:10])
    return f"{shown}: no prices of any security; add them, or use --prices PATH"


def _require_benchmarks(listed: "DataFrame", panel: PricePanel, study: Study) -> None:
    """Stop where the study's benchmark is nowhere, or none of the events' is anywhere."""
    used = list(listed["benchmark"].dropna().unique())
    absent = [b for b in used if b not in panel]
    if absent and (study.benchmark in absent or len(absent) == len(used)):
        name = study.benchmark if study.benchmark in absent else absent[0]
        raise PriceError(
            f"{name}: no prices of the benchmark; add them to the price files, name a further source "
            "under prices.sources, or use --prices PATH"
        )


def _ends(listed: "DataFrame", panel: PricePanel, calendar: Calendar, study: Study) -> Ints:
    """Return the row of each case's data end: its benchmark's last session, or prices.end."""
    limit = study.prices.end if study.prices else None
    own = {
        b: data_end(panel[b], limit) for b in listed["benchmark"].dropna().unique() if b in panel
    }
    rest = max(own.values()) if own else max(data_end(s, limit) for s in panel.series.values())
    last = {b: _last_row(calendar, day) for b, day in own.items()}
    ends = listed["benchmark"].map(last).fillna(_last_row(calendar, rest))
    return ends.to_numpy(dtype=np.int64)


def _last_row(calendar: Calendar, day: date) -> int:
    return int(np.searchsorted(calendar.sessions, np.datetime64(day), "right")) - 1

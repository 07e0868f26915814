"""Prices of Yahoo symbols through the cache: used, extended, or downloaded."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import numpy as np

from eventstudy.exchanges import NEW_YORK, exchange_of
from eventstudy.prices import store
from eventstudy.prices.access import Access, Say
from eventstudy.prices.asked import Asked
from eventstudy.prices.checks import SHOWN, kept_rows, listed
from eventstudy.prices.failures import KINDS, FetchError
from eventstudy.prices.panel import Floats, Series
from eventstudy.prices.store import Answer, Entry
from eventstudy.prices.written import series_text, with_provenance
from eventstudy.prices.yahoo import LICENCE, NAME, download
from eventstudy.sessions import exchange_calendar

OVERLAP_DAYS = 14  # calendar days that an extension downloads again, to compare
SAME_CLOSE = 1e-6  # relative; Yahoo sends single-precision figures
SAME_ADJUSTED = 1e-4  # relative; Adj Close differs by about 1e-5 between two downloads
SOURCE = f"{NAME}, through yfinance"
PACKAGES = ("market-event-study", "yfinance", "curl_cffi")


def fetch_all(
    asked: Sequence[Asked], access: Access
) -> tuple[dict[str, Entry], dict[str, FetchError]]:
    """Get each symbol from the cache or the network, one at a time.

    Returns
    -------
    entries : dict of str to Entry
    failures : dict of str to FetchError
        Once a failure would be everyone's (no network, a rate limit, a refused
        proxy), symbols that need the network are not asked for.
    """
    obtained: dict[str, Future[Entry]] = {}
    failures: dict[str, FetchError] = {}
    blocked: FetchError | None = None
    with ThreadPoolExecutor(max_workers=1) as writer:  # writes while the next answer is awaited
        for want in asked:
            try:
                entry, fresh = _obtained(want, access, blocked)
            except FetchError as error:
                failures[want.symbol] = error
                blocked = error if KINDS[error.kind].everyone else blocked
                continue
            obtained[want.symbol] = writer.submit(_kept if fresh else _as_is, entry, access)
    return {s: entry.result() for s, entry in obtained.items()}, failures


def fetch(want: Asked, access: Access) -> Entry:
    """Return a symbol's prices: from the cache where it covers the days, else downloaded.

    Raises
    ------
    FetchError
        If the network is needed and fails, or is not allowed.
    """
    entry, fresh = _obtained(want, access, None)
    return _kept(entry, access) if fresh else entry


def _obtained(want: Asked, access: Access, blocked: FetchError | None) -> tuple[Entry, bool]:
    """Return a symbol's prices and whether they are fresh; ``blocked`` replaces a download."""
    held = store.read(access.cache, want.symbol, access.say)
    if access.offline:
        if held is None:
            raise FetchError("not_cached", f"the cache {access.cache} holds no such prices")
        return held, False
    if held and not access.refresh and _covers(held, want):
        return held, False
    if blocked:
        raise blocked
    access.step(want.symbol)
    through = last_closed(calendar_code(want.symbol))
    entry = None if access.refresh else _extended(held, want, through, access)
    if entry is None:
        first = min(want.first, held.first) if held else want.first
        entry = _whole(want.symbol, first, through, access)
        if held:
            _tell_changes(held.series, entry.series, access.say)
    return entry, True


def calendar_code(symbol: str) -> str:
    """Return the calendar of a symbol's exchange; New York's where it is not known."""
    return (exchange_of(symbol) or NEW_YORK).calendar


@lru_cache(maxsize=16)
def last_closed(code: str) -> date:
    """Return the last session that has closed by now; the one place that reads the clock."""
    now = datetime.now(UTC)
    calendar = exchange_calendar(code, now.date() - timedelta(days=30), now.date() + timedelta(1))
    return max(d for d, c in zip(calendar.days, calendar.closes, strict=True) if c <= now)


def _covers(held: Entry, want: Asked) -> bool:
    """Tell whether the cache holds the days, as far as their sessions have closed."""
    if held.first > want.first:
        return False
    return held.through >= want.last or held.through >= last_closed(calendar_code(want.symbol))


def _whole(symbol: str, first: date, through: date, access: Access) -> Entry:
    got = download(symbol, first, through, access.network, access.say)
    return Entry(
        series=got.series,
        dividends=got.dividends,
        currency=got.currency,
        zone=got.zone,
        first=first,
        through=through,
        retrieved_at=got.retrieved_at,
        versions=_versions(),
        answers=(Answer(got.body, tuple(asdict(e) for e in got.exchanges)),),
        warnings=got.warnings,
    )


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    return {package: version(package) for package in PACKAGES}


def _extended(held: Entry | None, want: Asked, through: date, access: Access) -> Entry | None:
    """Add the missing days at one end, if the days held have not changed since.

    None where that cannot be: both ends are missing, a dividend or split has
    come since, or the overlap differs.
    """
    if held is None or not len(held.series.sessions):
        return None
    early, late = want.first < held.first, through > held.through
    if early == late:
        return None
    first, last = want.first, held.first + timedelta(days=OVERLAP_DAYS)
    if late:
        first, last = held.through - timedelta(days=OVERLAP_DAYS), through
    try:
        part = _whole(want.symbol, first, last, access)
    except FetchError as error:
        if error.kind == "no_data":
            return None
        raise
    days = [*(d for d, _ in part.dividends), *(s.session for s in part.series.splits)]
    rebased = late and any(day > held.through for day in days)
    return _joined(held, part, through) if not rebased and _agree(held, part) else None


def _agree(old: Entry, new: Entry) -> bool:
    """Tell whether the sessions that both hold have the same prices, and that there are some."""
    a, b = old.series, new.series
    shared, i, j = np.intersect1d(a.sessions, b.sessions, return_indices=True)
    close = _same(a.close[i], b.close[j], SAME_CLOSE)
    return len(shared) > 0 and bool(
        (close & _same(a.total_return[i], b.total_return[j], SAME_ADJUSTED)).all()
    )


def _same(old: Floats, new: Floats, tolerance: float) -> np.typing.NDArray[np.bool_]:
    return np.isclose(old, new, rtol=tolerance, atol=0, equal_nan=True)


def _joined(held: Entry, part: Entry, through: date) -> Entry:
    """Put the part's new sessions beside those held."""
    fresh = kept_rows(part.series, ~np.isin(part.series.sessions, held.series.sessions))
    order = np.argsort(np.concatenate([held.series.sessions, fresh.sessions]))
    columns: dict[str, Any] = {
        f: np.concatenate([getattr(held.series, f), getattr(fresh, f)])[order]
        for f in ("sessions", *store.FIELDS)
    }
    splits = sorted({*held.series.splits, *part.series.splits}, key=lambda s: s.session)
    series = replace(held.series, splits=tuple(splits), **columns)
    return replace(
        held,
        series=series,
        dividends=tuple(sorted({*held.dividends, *part.dividends})),
        first=min(held.first, part.first),
        through=through,
        retrieved_at=part.retrieved_at,
        versions=part.versions,
        answers=(*held.answers, *part.answers),
        warnings=tuple(dict.fromkeys((*held.warnings, *part.warnings))),
    )


def _as_is(entry: Entry, _: Access) -> Entry:
    return entry


def _kept(entry: Entry, access: Access) -> Entry:
    """Return a fresh entry with its provenance, written to the cache.

    A cache that cannot be written costs a later download, nothing more.
    """
    symbol, text = entry.series.symbol, series_text(entry.series)
    note = f"quoted in {entry.currency}, dated in {entry.zone}"
    at = entry.retrieved_at
    series = with_provenance(entry.series, SOURCE, at, LICENCE, note, text)
    entry = replace(entry, series=series, text=text)
    extended = any(not a.body for a in entry.answers)
    try:
        earlier = store.raw_answers(access.cache, symbol) if extended else []
        store.write(access.cache, entry, earlier)
    except OSError as error:
        access.say(
            f"{symbol}: downloaded, but not kept in the cache {access.cache}: {error.strerror}. "
            "Free space there, or point EVENTSTUDY_CACHE elsewhere"
        )
    return entry


def changes(old: Series, new: Series) -> list[str]:
    """Say what a fresh download changed: closes with both values, the rest by date.

    A relative change of Adj Close up to 1e-4 is noise and not told.
    """
    shared, i, j = np.intersect1d(old.sessions, new.sessions, return_indices=True)
    lines = []
    for row in np.flatnonzero(~_same(old.close[i], new.close[j], SAME_CLOSE)):
        before, after = old.close[i][row], new.close[j][row]
        lines.append(f"{old.symbol}: {shared[row]}: close was {before:.10g}, now {after:.10g}")
    adjusted = shared[~_same(old.total_return[i], new.total_return[j], SAME_ADJUSTED)].tolist()
    if adjusted:
        lines.append(f"{old.symbol}: {listed(adjusted)}: adjusted close changed by more than 1e-4")
    gone = np.setdiff1d(old.sessions, new.sessions).tolist()
    if gone:
        lines.append(f"{old.symbol}: {listed(gone)}: no longer in the source")
    return lines


def _tell_changes(old: Series, new: Series, say: Say) -> None:
    lines = changes(old, new)
    for line in lines[: 2 * SHOWN]:
        say(line)
    if len(lines) > 2 * SHOWN:
        say(f"{old.symbol}: {len(lines) - 2 * SHOWN} further changes")

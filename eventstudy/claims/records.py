"""Records: "the largest fall since March 2020", "the highest close ever".

Prices can refute a record, and confirm it only when its whole scope lies inside
them. Which move or level is meant follows from the words of the quote; where they
leave the direction open, the move on the day gives it.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from eventstudy.article import Claim
from eventstudy.claims import notes
from eventstudy.claims.figures import OUTSIDE_SESSION, no_column, no_reference, outside_session
from eventstudy.claims.kinds import Finding, no_subject, undecided
from eventstudy.claims.notes import Note, printed, signed
from eventstudy.claims.observe import (
    CONFIRM,
    Market,
    Unknown,
    Window,
    middle,
    observe_window,
)
from eventstudy.claims.scopes import not_of_sessions, says_session, stated_scope
from eventstudy.claims.verdict import Evidence
from eventstudy.prices.panel import Series
from eventstudy.sessions import Calendar
from eventstudy.wording import names_scope, record_kind

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]

OTHER_COMPANIES = {
    "rank": "a rank by market value compares companies",
    "value": "a record of market value compares all companies over time",
    "first": "a first crossing of a level is not a largest move",
}
COMMON = 0.05  # share of a scope's sessions with larger moves at which a misreading is likelier
LONGEST_GAP = 5  # calendar days between sessions where no calendar is at hand
SHOWN = 3
TIE = 0.01  # of the figure: what dividends can shift one day against another by


@dataclass(frozen=True, slots=True)
class Contest:
    """What competes for the record: one figure a session, larger wins.

    ``values`` are NaN where a session has no figure (a missing close, a gap before it).
    ``kind`` names the winner in words, ``unit`` how to write it; ``sign`` turns a
    figure back into the observed one.
    """

    days: Days
    values: Floats
    basis: str
    kind: str
    unit: str
    sign: int

    def write(self, at: int) -> tuple[str, str]:
        """Return a day and its figure in words."""
        text = printed(self.sign * float(self.values[at]), self.unit, 2)
        return str(self.days[at]), signed(text) if self.unit == "fraction" else text


def check_record(claim: Claim, symbol: str | None, market: Market) -> Finding:
    """Hold a record against every session of its scope.

    ``start`` is the date after "since" (None for "ever"), read from the quote where the
    claim leaves it out. A first of the month, or a 1 January, names that month or year:
    the scope begins after it, since "the largest since March 2020" says that March 2020
    saw a larger one.
    """
    if symbol is None:
        return undecided(no_subject(), claim)
    scope = stated_scope(claim) if claim.start is None else None
    if scope is None:
        return _checked(claim, symbol, market)
    stated = {"start": scope.start, "start_approximate": scope.approximate}
    return _checked(claim.model_copy(update=stated), symbol, market)


def _checked(claim: Claim, symbol: str, market: Market) -> Finding:
    """Hold a record whose start is settled against its scope."""
    kind = record_kind(claim.quote)
    unfit = _unfit(claim, kind)
    if unfit:
        return undecided(unfit, claim)
    window = observe_window(symbol, None, claim.date, market)
    if isinstance(window, Unknown):
        return undecided(window, claim)
    if "close" not in window.quoted:
        return undecided(no_column(window, ("close",)), claim)
    return _held(claim, kind, window, market)


def _refuted(claim: Claim, finding: Finding, common: bool) -> Finding:
    """Return a refuted record, doubted where rules proposed it and may have misread it.

    ``common``: moves as large were common in the scope, or the day moved the other way,
    so that another day or security is more likely meant.
    """
    if not claim.rule or (says_session(claim.quote) and not common):
        return finding
    why = (
        "moves as large were common in the scope" if common else "they name no session and no close"
    )
    reason = f"the words may speak of another day or span: {why}"
    doubt = undecided(Unknown("doubtful_window", reason, CONFIRM), claim, finding.evidence)
    texts = (*doubt.notes, *finding.notes)
    return Finding("not_checkable", None, None, None, texts, finding.evidence)


def _unfit(claim: Claim, kind: str) -> Unknown | None:
    """Say what in the claim itself keeps it from being held against daily prices."""
    if kind in OTHER_COMPANIES or claim.unit not in {None, "percent"}:
        reason = OTHER_COMPANIES.get(kind, f"a record in {claim.unit}")
        return Unknown("other_companies", reason, "what it is compared with, for every session")
    if claim.start is None and names_scope(claim.quote):
        reason = "the text gives the record a span whose start is not known"
        return Unknown("no_scope", reason, "the day it starts")
    other = not_of_sessions(claim.quote)
    if other:
        return Unknown("other_record", other, "what it is compared with, for every session")
    if kind == "unsaid":
        reason = "the words do not say which record: of a move or of a level"
        return Unknown("no_record_kind", reason, "the words that say it")
    return outside_session(claim.basis) if claim.basis in OUTSIDE_SESSION else None


def _held(claim: Claim, kind: str, window: Window, market: Market) -> Finding:
    """Find the day in the contest, and rate it."""
    series = market.prices[window.symbol]
    if kind in {"high", "low"}:
        contest: Contest | Unknown = _levels(claim, kind, window, series)
    else:
        contest = _moves(claim, kind, window, market)
    if isinstance(contest, Unknown):
        return undecided(contest, claim)
    at = int(np.searchsorted(contest.days, np.datetime64(window.day, "D")))
    own = contest.write(at)[1]
    note = notes.observed_move(window.symbol, window.day, own)
    evidence = (_entry(contest, window.symbol, at),)
    if contest.unit == "fraction" and contest.values[at] <= 0:
        refuted = Finding("contradicted", None, None, None, (note,), evidence)
        return _refuted(claim, refuted, common=True)
    begin = min(at, _scope_row(claim, contest))
    ties = None if window.as_quoted else _near_ties(contest, begin, at, window.symbol)
    if ties:
        finding = undecided(ties, claim, evidence)
        return Finding("not_checkable", None, None, None, (*finding.notes, note), evidence)
    return _rated(claim, contest, at, note, window.symbol, market.calendar)


def _scope_row(claim: Claim, contest: Contest) -> int:
    """Return the first row of the scope."""
    first = scope_start(claim)
    return 0 if first is None else int(np.searchsorted(contest.days, first, side="right"))


def _near_ties(contest: Contest, begin: int, at: int, symbol: str) -> Unknown | None:
    """Say that dividend-adjusted prices cannot order days that lie this near to each other.

    None where no day does, or where another is larger by more than that.
    """
    own, rivals = float(contest.values[at]), contest.values[begin:at]
    margin = TIE * abs(own)
    near = begin + np.flatnonzero(np.abs(rivals - own) <= margin)
    if not len(near) or (rivals > own + margin).any():
        return None
    listed = sorted(near.tolist(), key=lambda i: -float(contest.values[i]))[:SHOWN]
    days = ", ".join(f"{d} ({v})" for d, v in map(contest.write, listed))
    return Unknown(
        "adjusted_series",
        f"the prices of {symbol} are adjusted for more than splits, and {days} "
        "is too near to tell which was the record",
        "prices as quoted",
    )


def _rated(
    claim: Claim, contest: Contest, at: int, note: Note, symbol: str, calendar: Calendar
) -> Finding:
    first = scope_start(claim)
    begin = min(at, _scope_row(claim, contest))
    rivals = contest.values[begin:at]
    tie = 2e-4 * abs(float(contest.values[at])) if contest.unit == "fraction" else 0.0
    larger = begin + np.flatnonzero(rivals > contest.values[at] + tie)
    missing = _missing(contest, begin, at, calendar)
    scope = _scope_note(contest, begin, at, missing)
    own = _entry(contest, symbol, at)
    if len(larger):
        order = sorted(larger.tolist(), key=lambda i: -float(contest.values[i]))[:SHOWN]
        listed = notes.larger_days(contest.kind, [contest.write(i) for i in order])
        entries = (own, *(_entry(contest, symbol, i) for i in order))
        refuted = Finding("contradicted", None, None, None, (listed, note, *scope), entries)
        return _refuted(claim, refuted, common=len(larger) > max(SHOWN, COMMON * (at - begin)))
    open_scope = _open_scope(contest, first, begin, at, missing, symbol)
    if open_scope:
        finding = undecided(open_scope, claim, (own,))
        texts = (*finding.notes, note, *scope)
        return Finding("not_checkable", None, None, None, texts, (own,))
    longer = _last_larger(contest, begin, at)
    return Finding("consistent", None, None, None, (note, *scope, *longer), (own,))


def scope_start(claim: Claim) -> np.datetime64 | None:
    """Return the last day before the scope of a record, or None for "ever"."""
    start, day = claim.start, claim.date
    if start is None or day is None:
        return None
    if claim.start_approximate:
        return np.datetime64(start + (day - start) / 10, "D")
    year_end = date(start.year, 12, 31)
    month_end = start.replace(day=months.monthrange(start.year, start.month)[1])
    if (start.month, start.day) == (1, 1) and day > year_end:
        return np.datetime64(year_end, "D")
    if start.day == 1 and day > month_end:
        return np.datetime64(month_end, "D")
    return np.datetime64(start, "D")


def _moves(claim: Claim, kind: str, window: Window, market: Market) -> Contest | Unknown:
    """Return one-day moves in the record's direction; to the extreme for intraday ones."""
    if window.reference is None:
        return no_reference(window)
    series = market.prices[window.symbol]
    close = window.quoted["close"]
    sign = {"fall": -1, "rise": 1}.get(kind) or (
        1 if middle(close) >= middle(window.reference) else -1
    )
    field = ("low" if sign < 0 else "high") if claim.basis == "intraday" else "close"
    if field not in window.quoted:
        return no_column(window, (field,))
    known = series.close > 0  # false for missing ones
    days, closes = series.sessions[known], series.close[known]
    prices = getattr(series, field)[known]
    values = np.full(len(days), np.nan)
    values[1:] = sign * (prices[1:] / closes[:-1] - 1)
    values[1:][~_adjacent(days, market.calendar)] = np.nan
    word = "larger fall" if sign < 0 else "larger rise"
    return Contest(days, values, field, word, "fraction", sign)


def _levels(claim: Claim, kind: str, window: Window, series: Series) -> Contest | Unknown:
    """Return prices, higher or lower ones winning."""
    sign = 1 if kind == "high" else -1
    field = ("high" if sign > 0 else "low") if claim.basis == "intraday" else "close"
    if field not in window.quoted:
        return no_column(window, (field,))
    known = series.close > 0  # false for missing ones
    values = sign * getattr(series, field)[known]
    word = f"{'higher' if sign > 0 else 'lower'} {notes.BASIS_NAMES[field]}"
    unit = "points" if series.symbol.startswith("^") else "USD"
    return Contest(series.sessions[known], values, field, word, unit, sign)


def _adjacent(days: Days, calendar: Calendar) -> NDArray[np.bool_]:
    """Tell for each pair of neighbouring rows whether no session lies between them."""
    near = np.diff(days).astype(int) <= LONGEST_GAP
    sessions = calendar.sessions
    if not len(sessions):
        return near
    inside = (days[:-1] >= sessions[0]) & (days[1:] <= sessions[-1])
    step = np.diff(np.searchsorted(sessions, days))
    return np.where(inside, step == 1, near)


def _missing(contest: Contest, begin: int, at: int, calendar: Calendar) -> int:
    """Count sessions of the scope without a figure, the data's first row excepted.

    ``begin`` is the first row of the scope; sessions after the row before it count.
    """
    rows, sessions = slice(max(begin, 1), at), calendar.sessions
    before, day = contest.days[max(begin - 1, 0)], contest.days[at]
    expected = int(((sessions > before) & (sessions < day)).sum())
    inside = contest.values[rows]
    return int(np.isnan(inside).sum()) + max(0, expected - len(inside))


def _scope_note(contest: Contest, begin: int, at: int, missing: int) -> tuple[Note, ...]:
    if begin >= at:
        return ()
    first, last = (date.fromisoformat(str(contest.days[i])) for i in (begin, at - 1))
    return (notes.scope_checked(contest.kind, first, last, at - begin, missing),)


def _open_scope(
    contest: Contest, first: np.datetime64 | None, begin: int, at: int, missing: int, symbol: str
) -> Unknown | None:
    """Say why a record that nothing refutes cannot be confirmed either."""
    data_start = contest.days[0]
    needed = f"prices of {symbol} for every session of the stated scope"
    if first is None:
        reason = f"prices start {data_start}; nothing in them refutes the record"
        return Unknown("scope_outside", reason, f"prices of {symbol} since its first trading day")
    if first < data_start:
        reason = (
            f"the scope starts {first}, prices {data_start}; nothing in them refutes the record"
        )
        return Unknown("scope_outside", reason, needed)
    if missing:
        return Unknown("scope_gaps", f"{missing} sessions of the scope have no figure", needed)
    if begin >= at:
        return Unknown("empty_scope", "no session lies between the start and the day", "the start")
    return None


def _last_larger(contest: Contest, begin: int, at: int) -> tuple[Note, ...]:
    """Name the last larger day before the scope, where the data hold it."""
    before = np.flatnonzero(contest.values[:begin] > contest.values[at])
    if not len(before):
        return ()
    return (notes.last_larger(contest.kind, *contest.write(int(before[-1]))),)


def _entry(contest: Contest, symbol: str, at: int) -> Evidence:
    value = contest.sign * float(contest.values[at])
    return Evidence(symbol, str(contest.days[at]), contest.basis, round(value, 12))

"""The sentences beside a rating: one function each, and every figure formatted here.

A printed figure never contradicts the rating: digits are added until it lies on
the same side of each limit as the figure itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventstudy.claims.observe import Unknown, Window
from eventstudy.claims.shares import ShareCount
from eventstudy.wording import Quantity

BASIS_NAMES = {
    "close": "close",
    "open": "open",
    "low": "intraday low",
    "high": "intraday high",
}
MOST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its code and figures, from which other languages render."""

    code: str
    text: str
    data: dict[str, Any]

    @property
    def coded(self) -> dict[str, Any]:
        """The note without a language."""
        return {"code": self.code, **self.data}


def printed(value: float, unit: str, digits: int, limits: Sequence[float] = ()) -> str:
    """Write a figure with as many digits as the limits ask for.

    Parameters
    ----------
    value : float
        In ``unit``: fraction (written as percent), points or USD.
    digits : int
        The fewest digits after the point (for large sums, of the scaled figure).
    limits : sequence of float
        The written figure stays on the same side of each of these.
    """
    scale, before, after = _style(value, unit)
    shown = value / scale
    ends = [limit / scale for limit in limits]
    for places in range(digits, MOST_DIGITS + 1):
        text = f"{abs(shown):,.{places}f}"
        if all(_side(float(text.replace(",", "")), e) == _side(abs(shown), e) for e in ends):
            break
    negative = shown < 0 and any(c in "123456789" for c in text)
    return f"{'−' if negative else ''}{before}{text}{after}"


def signed(text: str) -> str:
    """Put a plus before a move that is not a fall."""
    return text if text.startswith("−") or not any(c in "123456789" for c in text) else f"+{text}"


def _side(value: float, limit: float) -> int:
    """Return -1, 0 or 1 for below, at and above the magnitude of a limit."""
    distance = value - abs(limit)
    return 0 if abs(distance) < 1e-9 * max(1.0, abs(limit)) else (1 if distance > 0 else -1)


def _style(value: float, unit: str) -> tuple[float, str, str]:
    """Return divisor, prefix and suffix of a figure."""
    if unit == "fraction":
        return 0.01, "", " %"
    if unit == "points":
        return 1.0, "", " points"
    for scale, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= scale:
            return scale, "$", name
    return 1.0, "$", ""


def stated(quantity: Quantity) -> str:
    """Write the stated magnitude as the text printed it, in the base unit's style."""
    ends = [printed(float(m), quantity.base_unit, 0, [float(m)]) for m in quantity.magnitudes]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def not_checkable(unknown: Unknown) -> Note:
    """Say why the data cannot decide and what is needed."""
    text = f"not checkable: {unknown.reason}; needed: {unknown.needed}"
    data = {"cause": unknown.code, "reason": unknown.reason, "needed": unknown.needed}
    return Note("not_checkable", text, data)


def fits_basis(basis: str, there: str, judged: str, here: str, day: date) -> Note:
    """Say that the figure is right at another moment of the session."""
    text = f"{there} is the {BASIS_NAMES[basis]}; the {judged} was {here}"
    return Note(
        "fits_basis",
        text,
        {"basis": basis, "value": there, "judged": judged, "observed": here, "date": str(day)},
    )


def near_basis(basis: str, there: str, judged: str, here: str, day: date) -> Note:
    """Say that another rounding of another moment of the session gives the figure."""
    text = f"near the {BASIS_NAMES[basis]} ({there}); the {judged} was {here}"
    data = {"basis": basis, "value": there, "judged": judged, "observed": here, "date": str(day)}
    return Note("near_basis", text, data)


def fits_session(day: date, there: str, said: date, why: str) -> Note:
    """Name the other session that the figure belongs to."""
    text = f"the figure fits the session of {day} ({there}), not {said}{why}"
    return Note("fits_session", text, {"session": str(day), "value": there, "stated": str(said)})


def fits_single_day(day: date, there: str, start: date) -> Note:
    """Say that the figure is the last day's move, not that of the whole window."""
    text = f"the figure fits {day} alone ({there}), not the window from the close of {start}"
    return Note("fits_single_day", text, {"session": str(day), "value": there, "start": str(start)})


def fits_sister(symbol: str, there: str, subject: str) -> Note:
    """Name the other share class, or the sister index, that the figure belongs to."""
    text = f"the figure fits {symbol} ({there}), not {subject}"
    return Note("fits_sister", text, {"symbol": symbol, "value": there, "subject": subject})


def fits_other_sign(here: str) -> Note:
    """Say that the figure is right and the direction is not."""
    text = f"the size fits, the direction does not: it moved {here}"
    return Note("fits_other_sign", text, {"observed": here})


def truncated(here: str, figure: str) -> Note:
    """Say that digits were cut where rounding would have gone up."""
    text = f"a digit was cut, not rounded: {here} printed as {figure}"
    return Note("truncated", text, {"observed": here, "stated": figure})


def rounded_twice(here: str, figure: str) -> Note:
    """Say that rounding a rounded figure gives the printed one."""
    text = f"rounded twice: {here} printed as {figure}"
    return Note("rounded_twice", text, {"observed": here, "stated": figure})


def room(kind: str, here: str, figure: str, at: str) -> Note:
    """Say that a bound holds with room to spare."""
    below = kind.startswith(("smaller", "lower"))
    verb = "overstates" if below else "understates"
    text = f"true of a {kind}: {here} at the {at}; {figure} {verb} it"
    return Note("room", text, {"kind": kind, "observed": here, "stated": figure, "at": at})


def between(figure: str, first: tuple[str, str], second: tuple[str, str]) -> Note:
    """Say that the figure lies between two prices of the session."""
    names = [f"the {BASIS_NAMES[b]} ({v})" for b, v in (first, second)]
    text = f"{figure} lies between {names[0]} and {names[1]}"
    data = {"stated": figure, "bases": [first[0], second[0]], "values": [first[1], second[1]]}
    return Note("between", text, data)


def all_bases(day: date, values: dict[str, str], sessions: dict[str, str]) -> Note:
    """List every basis of the session, and its neighbours."""
    bases = ", ".join(f"{BASIS_NAMES[b]} {v}" for b, v in values.items())
    near = ", ".join(f"{d} {v}" for d, v in sessions.items())
    text = f"{day}: {bases}" + (f"; the sessions beside it: {near}" if near else "")
    return Note("all_bases", text, {"date": str(day), "values": values, "sessions": sessions})


def day_range(day: date, low: str, high: str) -> Note:
    """Say what "intraday" was compared with."""
    text = f"compared with all prices of {day}: from {low} to {high}"
    return Note("day_range", text, {"date": str(day), "low": low, "high": high})


def chosen(symbol: str, candidates: Sequence[str], unpriced: Sequence[str]) -> Note:
    """Say which of several possible subjects was taken."""
    without = f"; no prices for {', '.join(unpriced)}" if unpriced else ""
    text = f"the text leaves {' or '.join(candidates)}; read as {symbol}, which fits best{without}"
    data = {"symbol": symbol, "candidates": list(candidates), "without_prices": list(unpriced)}
    return Note("chosen", text, data)


def split_undone(window: Window) -> Note:
    """Say that prices of the file were turned into the money of the day."""
    text = (
        f"in the money of {window.day}: the file's prices times {window.factor:g}, "
        "by which later splits divided them"
    )
    return Note("split_undone", text, {"factor": window.factor, "date": str(window.day)})


def fits_adjusted(there: str, here: str, day: date) -> Note:
    """Say that the figure is today's split-adjusted price, not the one quoted then."""
    text = f"{there} is the price after later splits; quoted on {day} was {here}"
    return Note("fits_adjusted", text, {"value": there, "observed": here, "date": str(day)})


def exceeded(here: str, basis: str, figure: str) -> Note:
    """Say that the day went further than "as much as" allows."""
    text = f"it went further than {figure}: the {BASIS_NAMES[basis]} was {here}"
    return Note("exceeded", text, {"observed": here, "basis": basis, "stated": figure})


def share_count(count: ShareCount) -> Note:
    """Say which share count stands behind a market value."""
    text = f"with {count.value / 1e9:,.5g} billion shares (as of {count.as_of}; {count.source})"
    data = {"shares": count.value, "as_of": str(count.as_of), "source": count.source}
    return Note("share_count", text, data)


def start_moved(stated_start: date, start: date) -> Note:
    """Say that the stated start was no session."""
    text = f"{stated_start} was not a trading session; measured from the close of {start}"
    return Note("start_moved", text, {"stated": str(stated_start), "start": str(start)})


def approximate_start(start: date, slack: int) -> Note:
    """Say that a span in words was read with a tenth of slack."""
    text = f"the start is approximate: every close within {slack} days of {start} counts"
    return Note("approximate_start", text, {"start": str(start), "slack_days": slack})


def moved_otherwise(moves: Sequence[tuple[str, str]], word: str) -> Note:
    """Name the members of a group that are counterexamples."""
    names = ", ".join(f"{s} ({v})" for s, v in moves)
    text = f"not all {word}: {names}"
    return Note("counterexamples", text, {"members": [list(m) for m in moves], "stated": word})


def observed_move(symbol: str, day: date, here: str) -> Note:
    """Give the move that decides a direction or a record."""
    return Note(
        "observed_move",
        f"{symbol} on {day}: {here}",
        {"symbol": symbol, "date": str(day), "observed": here},
    )


def scope_checked(kind: str, first: date, last: date, sessions: int, missing: int) -> Note:
    """Give the days that a record was held against."""
    gaps = f", {missing} of them without a figure" if missing else ""
    text = f"checked for a {kind}: {first} to {last} ({sessions:,} sessions{gaps})"
    return Note(
        "scope",
        text,
        {
            "kind": kind,
            "first": str(first),
            "last": str(last),
            "sessions": sessions,
            "missing": missing,
        },
    )


def larger_days(kind: str, days: Sequence[tuple[str, str]]) -> Note:
    """Name days inside the scope that break the record."""
    names = ", ".join(f"{d} ({v})" for d, v in days)
    text = f"a {kind} inside the stated scope: {names}"
    return Note("larger_days", text, {"kind": kind, "days": [list(d) for d in days]})


def last_larger(kind: str, day: str, here: str) -> Note:
    """Name the last day before the scope that exceeds the record."""
    text = f"the last {kind} before it was {day} ({here})"
    return Note("last_larger", text, {"kind": kind, "date": day, "observed": here})

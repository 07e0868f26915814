"""What the first screen and the figures need, looked up in a result and nothing computed twice.

Language-free: the prose modules turn these facts into sentences, so that two
languages cannot come to different conclusions.
"""

from dataclasses import dataclass

from eventstudy.cautions import waits_for
from eventstudy.inference.result import HypothesisTest
from eventstudy.names import INDICES
from eventstudy.report.quoted import Quoted, quoted_change
from eventstudy.result import AbnormalDay, CarWindow, Case, EventInfo, Results
from eventstudy.standing import (
    benchmark_decides,
    car_window,
    companion,
    main_cases,
    moved_back,
    standing,
)

__all__ = [
    "car_window",
    "main_cases",
    "quoted_change",
]  # used by the figures and the prose beside what is here

ALIKE = 0.0005  # quoted and study returns this close print as the same tenth of a point
RATING_ORDER = ("consistent", "inexact", "inconsistent", "contradicted", "not_checkable")


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a move among ``of`` (the move itself included); 1 is the most extreme."""

    place: int
    of: int

    @property
    def others(self) -> int:
        """Return how many ordinary stretches it was compared with."""
        return self.of - 1


@dataclass(frozen=True, slots=True)
class Lead:
    """The case that leads the page.

    ``case`` is None where it could not be computed; ``window.car`` is None where it
    is not known yet. ``normal`` and ``total`` are sums over the window: of the normal
    returns, and of the returns that the study uses. ``next_day`` is the session after it.
    """

    case: Case | None
    window: CarWindow | None
    other: CarWindow | None
    quoted: Quoted | None
    first: str
    last: str
    normal: float | None
    total: float | None
    rank: Rank | None
    rank_other: Rank | None
    standing: str
    depends: bool
    next_day: AbnormalDay | None


def lead(result: Results) -> Lead:
    """Look up everything that the headline says."""
    head = result.headline
    case = main_case(result, head.event, head.security)
    if case is None:
        return Lead(None, None, None, None, "", "", None, None, None, None, "unknown", False, None)
    window = car_window(case, head.window)
    twin = companion(result, case)
    other = car_window(twin, head.window) if twin else None
    first, last = (session(case, tau) for tau in head.window)
    both = window is not None and other is not None
    alpha = result.study.alpha
    return Lead(
        case=case,
        window=window,
        other=other,
        quoted=quoted_change(result, case.security, first, last),
        first=first,
        last=last,
        normal=_sum(case, head.window, "normal"),
        total=_sum(case, head.window, "actual"),
        rank=rank(window),
        rank_other=rank(other),
        standing=standing(window, alpha) if window else "unknown",
        depends=bool(both and benchmark_decides(window, other, alpha)),  # type: ignore[arg-type]
        next_day=_after(case, head.window[1]),
    )


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The next day's move against the window's, and the CAR that includes it."""

    move: float
    left: CarWindow | None


def taken_back(facts: Lead) -> TakenBack | None:
    """Return what the next session took back of a move that is more than ordinary."""
    win, following = facts.window, facts.next_day
    if facts.case is None or win is None or win.car is None or following is None:
        return None
    plain = facts.standing in {"ordinary", "unknown"} and not facts.depends
    move = following.abnormal or 0.0
    if plain or not moved_back(win.car, move):
        return None
    return TakenBack(move, car_window(facts.case, (win.window[0], win.window[1] + 1)))


def length(facts: Lead) -> int:
    """Return how many sessions the headline's window has."""
    return 0 if facts.window is None else facts.window.window[1] - facts.window.window[0] + 1


def restated(result: Results, facts: Lead) -> str:
    """Say how the study's return of the window differs from the quoted change.

    Returns
    -------
    str
        ``same``; ``dividends`` where a simple return includes them and differs; ``summed``
        for daily returns added over several sessions; ``log``; ``unquoted`` without a price.
    """
    if facts.quoted is None:
        return "unquoted"
    if length(facts) > 1:
        return "summed"
    if result.study.returns == "log":
        return "log"
    alike = facts.total is None or abs(facts.total - facts.quoted.change) < ALIKE
    return "same" if alike else "dividends"


def pending(result: Results, case: Case | None, win: CarWindow | None) -> str | None:
    """Return the session after the data end that a CAR waits for, if that is why it is missing."""
    if case is None or win is None or win.car is not None:
        return None
    return waits_for(result, case, win)


def dividends_known(result: Results) -> bool:
    """Tell whether some price differs from its total-return price anywhere."""
    return any(
        values.get("adj_close") is not None and values["adj_close"] != values.get("close")
        for values in result.prices.values.values()
    )


def main_case(result: Results, event: str, security: str) -> Case | None:
    """Return the case of an event and security against its own benchmark."""
    return next(
        (c for c in result.cases if (c.event, c.security, c.label) == (event, security, "main")),
        None,
    )


def outcome(window: CarWindow | None, name: str) -> HypothesisTest | None:
    """Return a test that could speak, or None."""
    tests = window.tests if window else ()
    return next((t for t in tests if isinstance(t, HypothesisTest) and t.name == name), None)


def rank(window: CarWindow | None, name: str = "sample_quantile") -> Rank | None:
    """Return the rank behind a rank test: p = place / of."""
    test = outcome(window, name)
    return None if test is None else Rank(round(test.p_value * (test.n + 1)), test.n + 1)


def session(case: Case, tau: int) -> str:
    """Return the session of an event time, an ISO date ("" outside the event window)."""
    return next((d.session for d in case.abnormal if d.tau == tau), "")


def event(result: Results, event_id: str) -> EventInfo | None:
    """Return an event by id."""
    return next((e for e in result.events if e.id == event_id), None)


def event_title(result: Results, event_id: str) -> str:
    """Return the title of an event, or its id."""
    found = event(result, event_id)
    return found.title if found else event_id


def name_of(result: Results, symbol: str) -> str:
    """Return the name that readers know: the config's, else an index's, else the symbol."""
    return result.study.names.get(symbol) or INDICES.get(symbol, symbol)


def currency(symbol: str) -> str:
    """Return "$" for a US share; indices have none, other exchanges print no sign."""
    return "" if symbol.startswith("^") or "." in symbol else "$"


def score(result: Results) -> dict[str, int]:
    """Count the verdicts by rating, every rating named."""
    ratings = [c.rating for c in result.claims]
    return {name: ratings.count(name) for name in RATING_ORDER}


def other_events(result: Results) -> list[tuple[EventInfo, Case, CarWindow]]:
    """Return the headline security's other events that were announcements, with their day."""
    head = result.headline
    found = []
    for info in result.events:
        case = main_case(result, info.id, head.security)
        day = car_window(case, (0, 0)) if case else None
        if info.id != head.event and info.chosen_by == "announcement" and case and day:
            found.append((info, case, day))
    return found


def _sum(case: Case, pair: tuple[int, int], name: str) -> float | None:
    days = [getattr(d, name) for d in case.abnormal if pair[0] <= d.tau <= pair[1]]
    known = [d for d in days if d is not None]
    return sum(known) if known and len(known) == len(days) else None


def _after(case: Case, tau: int) -> AbnormalDay | None:
    """Return the session after the window if its abnormal return is known."""
    return next(
        (d for d in case.abnormal if d.tau == tau + 1 and d.abnormal is not None),
        None,
    )


def band(case: Case, alpha: float) -> float:
    """Return the quantile by which the study turns a standard error into a half interval.

    Read off a CAR's own interval, so that pictures and intervals cannot disagree.
    """
    for window in case.windows:
        if window.ci is not None and window.car is not None and window.se:
            return (window.ci[1] - window.car) / window.se
    from scipy.special import stdtrit

    degrees = case.estimation.n - len(case.estimation.coefficients)
    return float(stdtrit(degrees, 1 - alpha / 2))


def ranked(case: Case, move: float) -> int:
    """Count the ordinary days that moved at least as far, up or down."""
    return sum(abs(r) >= abs(move) for r in case.estimation.residuals)


def known_days(case: Case) -> list[tuple[AbnormalDay, float, float]]:
    """Return the days whose own abnormal return is known, with it and its standard error."""
    return [
        (d, d.abnormal, d.se)
        for d in case.abnormal
        if d.abnormal is not None and d.se is not None and d.covers == 1
    ]

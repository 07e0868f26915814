"""A study of several listed events at a glance: one row a case, in the order of its day.

Language-free; the prose modules turn the rows into words.
"""

from dataclasses import dataclass

from eventstudy.report.facts import Rank as Place
from eventstudy.report.facts import event, main_cases, outcome, quoted_change, rank, score, session
from eventstudy.report.quoted import Quoted
from eventstudy.result import CarWindow, Case, Results
from eventstudy.standing import car_window, depends_on_benchmark, standing

FEWEST = 4  # events from which no single one leads the page
KINDS = ("unusual", "depends", "borderline", "ordinary", "unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the overview.

    ``standing`` is one of ``KINDS``. ``placebo`` is the event's place among placebo days,
    ``p`` that of the t test; each None where the test does not apply. ``consistent`` of
    ``claims`` claims of the event's articles hold.
    """

    case: Case
    title: str
    chosen: bool
    window: CarWindow
    quoted: Quoted | None
    p: float | None
    placebo: Place | None
    standing: str
    consistent: int
    claims: int


def is_overview(result: Results) -> bool:
    """Tell whether the study has so many events that the page begins with a table of them."""
    return result.panel is None and len({c.event for c in main_cases(result)}) >= FEWEST


def overview(result: Results) -> tuple[Row, ...]:
    """Return one row for each case against its own benchmark, earliest day first."""
    found = [_row(result, case) for case in main_cases(result)]
    rows = [row for row in found if row is not None]
    return tuple(sorted(rows, key=lambda row: row.case.event_day))


def _row(result: Results, case: Case) -> Row | None:
    window = car_window(case, result.headline.window)
    if window is None:
        return None
    info = event(result, case.event)
    test = outcome(window, "t")
    articles = info.articles if info else ()
    ratings = [c.rating for c in result.claims if c.article in articles]
    first, last = (session(case, tau) for tau in window.window)
    return Row(
        case=case,
        title=info.title if info else case.event,
        chosen=info is not None and info.chosen_by == "price_move",
        window=window,
        quoted=quoted_change(result, case.security, first, last) if first and last else None,
        p=test.p_value if test else None,
        placebo=rank(window, "placebo"),
        standing=_kind(result, case, window),
        consistent=ratings.count("consistent"),
        claims=len(ratings),
    )


def _kind(result: Results, case: Case, window: CarWindow) -> str:
    if depends_on_benchmark(result, case, window):
        return "depends"
    return standing(window, result.study.alpha)


def counts(rows: tuple[Row, ...]) -> dict[str, int]:
    """Count the rows by how they stand, those that occur."""
    found = {kind: sum(row.standing == kind for row in rows) for kind in KINDS}
    return {kind: n for kind, n in found.items() if n}


def largest(rows: tuple[Row, ...]) -> Row | None:
    """Return the row with the largest abnormal return, up or down."""
    known = [row for row in rows if row.window.car is not None]
    return max(known, key=lambda row: abs(row.window.car or 0.0), default=None)


def has_claims(result: Results) -> bool:
    """Tell whether the study checks claims at all."""
    return sum(score(result).values()) > 0

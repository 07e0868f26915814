"""Proposed claims that may have been misread: *cannot tell* before a false alarm.

Rules that read an article can take the wrong day, name or window. Where a claim
that no person has confirmed fails, and another reading of the same words fits the
prices, or the words only half say what is meant, the fault may be the reader's.
Whatever a record states without ``rule`` is judged as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventstudy.article import (
    BESIDE,
    CARRIED,
    NO_DAY,
    ONLY_DAY,
    SESSION_BEFORE,
    TOLD_DAY,
    Article,
    Claim,
)
from eventstudy.claims import notes
from eventstudy.claims.explain import TWO_SIDED, is_precise, see, single_day
from eventstudy.claims.notes import BASIS_NAMES
from eventstudy.claims.observe import CONFIRM, Market, Unknown, middle
from eventstudy.claims.rate import toward
from eventstudy.claims.verdict import Verdict

BAD = {"inconsistent", "contradicted"}
MOVES = {"return", "point_change", "value_change"}
FAR = 2.5  # times the move observed, or its inverse
FAR_LEVEL = 1.5
CLOSE_BOUND = 1.25  # what a bound may be exceeded by and still be meant
NEAR = 80  # characters: of the same sentence
APART = timedelta(7)  # a text dates its own news wrongly by less
_UNNAMED = (NO_DAY, CARRIED, ONLY_DAY, TOLD_DAY, SESSION_BEFORE)
_RELATIVE = re.compile(
    r"전날|전일|전 거래일|\b(?:day|session) (?:before|earlier)\b|\bprevious\b|\bprior\b|['’]s?$"
)


@dataclass(frozen=True, slots=True)
class _Case:
    """One article's claims with their verdicts, and the prices."""

    claims: Sequence[Claim]
    verdicts: Sequence[Verdict]
    days: Sequence[date]
    market: Market


def with_doubts(
    article: Article, verdicts: Sequence[Verdict], market: Market
) -> tuple[Verdict, ...]:
    """Turn the bad ratings of an article's proposed claims that a misreading would explain.

    Parameters
    ----------
    article : Article
    verdicts : sequence of Verdict
        Of its claims, in their order.
    market : Market

    Returns
    -------
    tuple of Verdict
        Doubtful ones are ``not_checkable`` and say what was read and what would fit.
    """
    case = _Case(article.claims, verdicts, _days_spoken_of(article), market)
    return tuple(
        _doubtful(verdict, doubt) if (doubt := _doubt(at, case)) else verdict
        for at, verdict in enumerate(verdicts)
    )


def _days_spoken_of(article: Article) -> list[date]:
    """Return the days of the claims, their starts, and the two on which the text may have been new."""
    published = date.fromisoformat(article.published.isoformat()[:10])
    stated = {d for c in article.claims for d in (c.start, c.date) if d is not None}
    return sorted(stated | {published, published - timedelta(1)})


def _doubtful(verdict: Verdict, doubt: Unknown) -> Verdict:
    note = notes.not_checkable(doubt)
    return replace(
        verdict,
        rating="not_checkable",
        observed=None,
        gap=None,
        notes=(note.text, *verdict.notes),
        note_codes=(note.coded, *verdict.note_codes),
    )


def _doubt(at: int, case: _Case) -> Unknown | None:
    """Say what may have been misread in a claim that fails, or None."""
    claim, verdict = case.claims[at], case.verdicts[at]
    if claim.rule is None or claim.quantity is None or verdict.rating not in BAD:
        return None
    told = {c["code"]: c for c in verdict.note_codes}
    elsewhere = {"fits_session", "fits_single_day"} & set(told)
    if "fits_other_sign" in told and claim.rule.endswith(BESIDE) and not elsewhere:
        return None
    return next(_doubts(at, case, told), None)


def _doubts(at: int, case: _Case, told: dict[str, dict[str, str]]) -> Iterator[Unknown]:
    """Yield the reasons to doubt a reading, the plainest first."""
    claim, verdict = case.claims[at], case.verdicts[at]
    if "fits_single_day" in told:
        yield _window(f"the move of {claim.date} alone ({told['fits_single_day']['value']})")
    yield from _wider(claim, verdict.subject, case)
    yield from _elsewhere(claim, verdict.subject, case)
    yield from _a_day_early(claim, verdict.subject, case)
    if "fits_session" in told:
        yield from _day(told["fits_session"], at, case)
        return
    yield from _moment(claim, verdict)
    carried = (claim.date_because or "").startswith((CARRIED, ONLY_DAY))
    if carried and "fits_basis" not in told and _adrift(claim.date, case):
        said = f"most figures of the article that were read as of {claim.date} do not fit that day"
        yield Unknown("doubtful_day", said, CONFIRM)
    plain = "fits_basis" not in told and _near(claim, verdict)
    if not (plain and _vouched(at, case)):
        yield from _weak(claim, verdict, told)


def _window(fits: str) -> Unknown:
    return Unknown(
        "doubtful_window", f"the words may speak of another span: the figure fits {fits}", CONFIRM
    )


def _wider(claim: Claim, symbol: str | None, case: _Case) -> Iterator[Unknown]:
    """Find a longer move up to the day that the figure fits: a week's, a year's, another claim's."""
    day = claim.date
    if claim.measure not in MOVES or symbol is None or day is None or not _tells(claim):
        return
    if not single_day(claim, symbol, case.market, day):
        return
    for start in (*_period_starts(day), *(d for d in case.days if d < day)):
        there = _fits(claim, symbol, case, start, day)
        if there:
            yield _window(f"the move from the close of {start} ({there})")


def _period_starts(day: date) -> Iterator[date]:
    """Yield the days before the week, the month, the quarter and the year began."""
    yield day - timedelta(day.weekday() + 3)
    yield day.replace(day=1) - timedelta(1)
    yield day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - timedelta(1)
    yield day.replace(month=1, day=1) - timedelta(1)


def _elsewhere(claim: Claim, symbol: str | None, case: _Case) -> Iterator[Unknown]:
    """Take the day for a peak or trough that the text looks back to from a later one."""
    day = claim.date
    if symbol is None or day is None or not single_day(claim, symbol, case.market, day):
        return
    for later in (d for d in case.days if d - day > APART):
        since = claim.measure in MOVES and _fits(claim, symbol, case, day, later)
        if since:
            yield _window(f"the move from the close of {day} to {later} ({since})")
        there = _tells(claim) and _fits(claim, symbol, case, None, later)
        if there:
            yield _other_day(later, there)


def _a_day_early(claim: Claim, symbol: str | None, case: _Case) -> Iterator[Unknown]:
    """Take a move over weeks, without a day of its own, to end the session before: a morning note."""
    day, start = claim.date, claim.start
    if symbol is None or day is None or start is None or claim.measure not in MOVES:
        return
    before = case.market.calendar.on_or_before(day - timedelta(1))
    if _day_named(claim) or before - start < APART:
        return
    there = _fits(claim, symbol, case, start, before)
    if there:
        said = f"no day stands beside the figure, and it fits the move to {before} ({there})"
        yield Unknown("doubtful_day", said, CONFIRM)


def _tells(claim: Claim) -> bool:
    """Tell whether a figure has digits enough not to fit by chance, and no bound that many fit."""
    return claim.hedge in TWO_SIDED and claim.quantity is not None and is_precise(claim.quantity)


def _fits(claim: Claim, symbol: str, case: _Case, start: date | None, day: date) -> str | None:
    """Return what was observed where the figure fits it, and is of its size."""
    seen = see(claim, symbol, case.market, start, day)
    if seen is None or claim.quantity is None or seen[0].rate(seen[1]).rating != "consistent":
        return None
    figure = float(claim.quantity.magnitudes[-1])
    return seen[0].say(seen[1]) if abs(middle(seen[1])) <= CLOSE_BOUND * figure else None


def _other_day(day: date, there: str) -> Unknown:
    said = f"the figure fits {day} ({there}), which the article speaks of too"
    return Unknown("doubtful_day", said, CONFIRM)


def _moment(claim: Claim, verdict: Verdict) -> Iterator[Unknown]:
    """Doubt the moment of a figure that fits another one of the same day."""
    loose = claim.measure == "level" and claim.basis == "unspecified"
    for fits in (c for c in verdict.note_codes if c["code"] == "fits_basis"):
        if loose or (fits["basis"] == "close" and claim.basis != "unspecified"):
            there = f"the {BASIS_NAMES[fits['basis']]} ({fits['value']})"
            yield Unknown("doubtful_basis", f"the figure fits {there}", CONFIRM)


def _day(fits: dict[str, str], at: int, case: _Case) -> Iterator[Unknown]:
    """Doubt a day that the words beside the figure do not name, unless the text as a whole errs."""
    claim = case.claims[at]
    carried = CARRIED in (claim.date_because or "")
    whole = carried and _all_fit(fits["session"], claim.date, case)
    dated = claim.measure == "level" and _vouched(at, case)
    if not _day_named(claim) and not whole and not dated:
        because = claim.date_because or NO_DAY
        none = because.startswith(_UNNAMED)
        beside = "no day stands" if none else f"only {because!r} stands"
        said = f"{beside} beside the figure, and it fits {fits['session']} ({fits['value']})"
        yield Unknown("doubtful_day", said, CONFIRM)


def _vouched(at: int, case: _Case) -> bool:
    """Tell ``fell 1.2% to 5,880`` where one of the two fits: the day and the name are right."""
    claim, symbol = case.claims[at], case.verdicts[at].subject
    return any(
        v.rating == "consistent"
        and v.subject == symbol
        and (c.measure in MOVES) != (claim.measure in MOVES)
        and c.date == claim.date
        and abs((c.at or 0) - (claim.at or 0)) <= NEAR
        for c, v in zip(case.claims, case.verdicts, strict=True)
        if _tells(c)
    )


def _adrift(day: date | None, case: _Case) -> bool:
    """Tell whether a day may be misread: of its figures that were rated, most fail."""
    of_day = [
        v.rating in BAD
        for c, v in zip(case.claims, case.verdicts, strict=True)
        if c.date == day and c.quantity and v.rating != "not_checkable"
    ]
    return 2 * sum(of_day) > len(of_day) > 3


def _day_named(claim: Claim) -> bool:
    """Tell whether words beside the figure name its day: no day before, no "Friday's report"."""
    because = claim.date_because or NO_DAY
    return not because.startswith(_UNNAMED) and not _RELATIVE.search(because)


def _all_fit(session: str, day: date | None, case: _Case) -> bool:
    """Tell whether a text errs in its day: said beside a figure, it fits none, and another fits."""
    of_day = [
        (c, v)
        for c, v in zip(case.claims, case.verdicts, strict=True)
        if c.date == day and c.quantity
    ]
    misses = [
        c
        for c, v in of_day
        for n in v.note_codes
        if n["code"] == "fits_session" and n["session"] == session
    ]
    fitting = any(v.rating == "consistent" for _, v in of_day)
    return len(misses) > 1 and any(_day_named(c) for c in misses) and not fitting


def _weak(claim: Claim, verdict: Verdict, told: dict[str, dict[str, str]]) -> Iterator[Unknown]:
    """Doubt a name or day that was carried over, where nothing near explains the figure."""
    beside = str(claim.rule).endswith(BESIDE)
    firm = _day_named(claim) and claim.measure in {"return", "value_change"}
    if beside and (firm or _near(claim, verdict) or {"fits_adjusted", "fits_basis"} & set(told)):
        return
    nothing = f"nothing near {verdict.subject} on {claim.date} fits it"
    what = "no name" if not beside else "no day" if not _day_named(claim) else ""
    said = f"{what} stands beside the figure, and {nothing}" if what else nothing
    yield Unknown("doubtful_reading", said, CONFIRM)


def _near(claim: Claim, verdict: Verdict) -> bool:
    """Tell whether the observation is of the stated figure's kind: same way, similar size."""
    quantity, seen = claim.quantity, verdict.observed
    if quantity is None or seen is None or not quantity.magnitudes[0]:
        return True
    here = middle(type(seen)(*toward(seen, quantity, claim.measure in MOVES)))
    ratio = here / float(quantity.magnitudes[0])
    far = FAR if claim.measure in MOVES else FAR_LEVEL
    return 1 / far <= ratio <= far

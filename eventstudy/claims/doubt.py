"""Proposed claims that may have been misread: *cannot tell* before a false alarm.

Rules that read an article can take the wrong day, name or window. Where a claim
that no person has confirmed fails, and another reading of the same words fits the
prices, or the words only half say what is meant, the fault may be the reader's.
Whatever a record states without ``rule`` is judged as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from eventstudy.article import Claim
from eventstudy.claims import notes
from eventstudy.claims.explain import TWO_SIDED, is_precise, see, single_day
from eventstudy.claims.observe import Market, Unknown, middle
from eventstudy.claims.rate import toward
from eventstudy.claims.verdict import Verdict
from eventstudy.reading.named_day import CARRIED, NO_DAY

BAD = {"inconsistent", "contradicted"}
MOVES = {"return", "point_change", "value_change"}
FAR = 2.5  # times the move observed, or its inverse
FAR_LEVEL = 1.5
BESIDE = ("name before the figure", "respectively")
_RELATIVE = re.compile(
    r"전날|전일|전 거래일|\b(?:day|session) (?:before|earlier)\b|\bprevious\b|\bprior\b"
)
_CONFIRM = "a person who reads the words; then take `rule` out of the record"


def with_doubts(
    claims: Sequence[Claim], verdicts: Sequence[Verdict], market: Market
) -> tuple[Verdict, ...]:
    """Turn the bad ratings of one article's proposed claims that a misreading would explain.

    Parameters
    ----------
    claims : sequence of Claim
    verdicts : sequence of Verdict
        Of the claims, in their order.
    market : Market

    Returns
    -------
    tuple of Verdict
        Doubtful ones are ``not_checkable`` and say what was read and what would fit.
    """
    return tuple(
        _doubtful(verdict, doubt) if (doubt := _doubt(at, claims, verdicts, market)) else verdict
        for at, verdict in enumerate(verdicts)
    )


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


def _doubt(
    at: int, claims: Sequence[Claim], verdicts: Sequence[Verdict], market: Market
) -> Unknown | None:
    """Say what may have been misread in a claim that fails, or None."""
    claim, verdict = claims[at], verdicts[at]
    if claim.rule is None or claim.quantity is None or verdict.rating not in BAD:
        return None
    told = {c["code"]: c for c in verdict.note_codes}
    if "fits_other_sign" in told and claim.rule.endswith(BESIDE):
        return None
    return next(_doubts(at, claims, verdicts, market, told), None)


def _doubts(
    at: int,
    claims: Sequence[Claim],
    verdicts: Sequence[Verdict],
    market: Market,
    told: dict[str, dict[str, str]],
) -> Iterator[Unknown]:
    """Yield the reasons to doubt a reading, the plainest first."""
    claim, verdict = claims[at], verdicts[at]
    if "fits_single_day" in told:
        yield _window(f"the move of {claim.date} alone ({told['fits_single_day']['value']})")
    yield from _wider(claim, verdict.subject, claims, market)
    if "fits_session" in told:
        yield from _day(told["fits_session"], at, claims, verdicts)
        return
    fits = told.get("fits_basis", {})
    if fits.get("basis") == "close" and claim.basis != "unspecified":
        said = f"the figure fits the close ({fits['value']}), not the {claim.basis}"
        yield Unknown("doubtful_basis", said, _CONFIRM)
    yield from _weak(claim, verdict, told)


def _window(fits: str) -> Unknown:
    return Unknown(
        "doubtful_window", f"the words may speak of another span: the figure fits {fits}", _CONFIRM
    )


def _wider(
    claim: Claim, symbol: str | None, claims: Sequence[Claim], market: Market
) -> Iterator[Unknown]:
    """Find a longer move up to the day that the figure fits: a week's, a year's, another claim's."""
    quantity, day = claim.quantity, claim.date
    if claim.measure not in MOVES or claim.hedge not in TWO_SIDED:
        return
    if symbol is None or day is None or quantity is None or not is_precise(quantity):
        return
    if not single_day(claim, symbol, market, day):
        return
    for start in (*_period_starts(day), *_other_starts(claims, day)):
        seen = see(claim, symbol, market, start, day)
        if seen and seen[0].rate(seen[1]).rating == "consistent":
            there = seen[0].say(seen[1])
            yield _window(f"the move from the close of {seen[0].window.start} ({there})")


def _period_starts(day: date) -> Iterator[date]:
    """Yield the days before the week, the month, the quarter and the year began."""
    yield day - timedelta(day.weekday() + 3)
    yield day.replace(day=1) - timedelta(1)
    yield day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - timedelta(1)
    yield day.replace(month=1, day=1) - timedelta(1)


def _other_starts(claims: Sequence[Claim], day: date) -> list[date]:
    """Return the earlier days that other claims of the article speak of."""
    return sorted({d for c in claims for d in (c.start, c.date) if d is not None and d < day})


def _day(
    fits: dict[str, str], at: int, claims: Sequence[Claim], verdicts: Sequence[Verdict]
) -> Iterator[Unknown]:
    """Doubt a day that the words beside the figure do not name, unless the text as a whole errs."""
    because = claims[at].date_because or NO_DAY
    named = NO_DAY not in because and CARRIED not in because and not _RELATIVE.search(because)
    whole = CARRIED in because and _all_fit_another_day(fits, claims[at].date, claims, verdicts)
    if not named and not whole:
        said = f"no day stands beside the figure, and it fits {fits['session']} ({fits['value']})"
        yield Unknown("doubtful_day", said, _CONFIRM)


def _all_fit_another_day(
    fits: dict[str, str],
    day: date | None,
    claims: Sequence[Claim],
    verdicts: Sequence[Verdict],
) -> bool:
    """Tell whether nothing the text dates to a day fits it, and several figures fit the other."""
    of_day = [v for c, v in zip(claims, verdicts, strict=True) if c.date == day and c.quantity]
    same = [
        v
        for v in of_day
        for c in v.note_codes
        if c["code"] == "fits_session" and c["session"] == fits["session"]
    ]
    return len(same) > 1 and not any(v.rating == "consistent" for v in of_day)


def _weak(claim: Claim, verdict: Verdict, told: dict[str, dict[str, str]]) -> Iterator[Unknown]:
    """Doubt a name or day that was carried over, where nothing near explains the figure."""
    beside = str(claim.rule).endswith(BESIDE)
    because = claim.date_because or NO_DAY
    named = NO_DAY not in because and CARRIED not in because
    if beside and (named or _near(claim, verdict) or {"fits_adjusted", "fits_basis"} & set(told)):
        return
    what = "no day" if beside else "no name"
    nothing = f"nothing near {verdict.subject} on {claim.date} fits it"
    yield Unknown("doubtful_reading", f"{what} stands beside the figure, and {nothing}", _CONFIRM)


def _near(claim: Claim, verdict: Verdict) -> bool:
    """Tell whether the observation is of the stated figure's kind: same way, similar size."""
    quantity, seen = claim.quantity, verdict.observed
    if quantity is None or seen is None or not quantity.magnitudes[0]:
        return True
    here = middle(type(seen)(*toward(seen, quantity, claim.measure in MOVES)))
    ratio = here / float(quantity.magnitudes[0])
    far = FAR if claim.measure in MOVES else FAR_LEVEL
    return 1 / far <= ratio <= far

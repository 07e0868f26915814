"""Days that the whole text gives: what a morning page tells of, headlines, essays on one session."""

import re
from dataclasses import replace
from datetime import date, timedelta

from eventstudy.article import NO_DAY, ONLY_DAY, TOLD_DAY, Claim
from eventstudy.reading.caseless import caseless
from eventstudy.reading.dates import Clock, date_marks
from eventstudy.reading.named_day import COMPARED, WEEK_BEFORE, YEAR_END

LATE = timedelta(5)
OFF_HOURS = frozenset({"premarket", "afterhours"})
_HEAD = 300  # characters of a text that say what kind of page it is
_MORNING = caseless(
    r"\bmorning (?:note|brief|briefing|bid|call|screen|report|update|edition|newsletter|wrap|memo|squawk|line|money|roundup|take|meeting)\b"
    r"|^[^a-z]{0,6}(?:the )?morning (?!trad|session|deal|gain|loss)|\bgood (?:[a-z]+ )?morning\b|\b(?:mon|tues|wednes|thurs|fri)day morning\b"
    r"|^[^\n]{0,60}\b(?:movers|moves|moving)\b[^\n]{0,30}(?:before the (?:opening )?bell|before the open|pre-?market)"
)
_EVENING = caseless(
    r"\bclos(?:ed|es|ing)\b|\bended\b|\bfinish(?:ed)?\b|\bsettled\b|\bafter[- ](?:the (?:closing )?bell|hours)\b"
)


def of_morning(clock: Clock, shown: str) -> Clock:
    """Set the default of an English page of before the open to the session before.

    ``Morning Note | Monday``, ``Stocks moving before the bell`` tell of the last close.
    """
    head = shown[:_HEAD]
    known = clock.instant is not None or clock.language != "en" or clock.default != clock.published
    morning = _MORNING.search(head) and not _EVENING.search(head.split("\n", 1)[0])
    if known or not (morning or _awaits_today(clock, shown)):
        return clock
    return replace(clock, default=clock.before(clock.published))


_TODAY = re.compile(
    r"\b(?:reports?|reporting|due(?: out)?|lands?|arrives?|speaks?|meets?|publishes|releases|begins|debuts|announces|unveils)(?: (?:its|their|the|earnings|results|numbers|figures|[a-z]+-quarter)){0,3}(?: later)? today\b|\blater today\b"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def _awaits_today(clock: Clock, shown: str) -> bool:
    """Tell a page of before the open: ``Rules came on Monday.`` and ``Dell, which reports today``.

    It names the day before and not its own, and what today is still to bring.
    """
    own, last = clock.published.weekday(), clock.before(clock.published).weekday()
    if _WEEKDAYS[last] not in shown or _WEEKDAYS[own] in shown:
        return False
    return _TODAY.search(shown[:20_000]) is not None


def _reports(shown: str, clock: Clock) -> bool:
    """Tell a report of its own day, which its first words name: ``overnight``, ``간밤``."""
    marks = date_marks(shown[:_HEAD], clock, None)
    return any(m.kind == "today" and m.day and clock.default <= m.day for m in marks)


def dated(claims: tuple[Claim, ...], clock: Clock, shown: str) -> tuple[Claim, ...]:
    """Date the claims of headlines and essays that name no day themselves."""
    headline = shown.split("\n", 1)[0]
    told = _as_repeated(claims, clock)
    if "\n" in shown and not headline.rstrip().endswith((".", "!", "?")):
        told = _as_below(told, clock, len(headline))
    return told if _reports(shown, clock) else _with_the_only_day(told, clock)


def _as_below(claims: tuple[Claim, ...], clock: Clock, end: int) -> tuple[Claim, ...]:
    """Date a headline by the day that the text gives the same share's move, the same way."""
    below = [
        c for c in claims if (c.at or 0) >= end and c.start and c.value and c.basis not in OFF_HOURS
    ]
    first = {c.subject: c for c in reversed(below)}
    return tuple(
        _moved(c, same.date, clock, TOLD_DAY)
        if (c.at or 0) < end
        and (c.date_because or "").startswith(NO_DAY)
        and c.value
        and (same := first.get(c.subject)) is not None
        and same.date == clock.before(clock.default)
        and (same.value or "").startswith("-") == c.value.startswith("-")
        else c
        for c in claims
    )


def _as_repeated(claims: tuple[Claim, ...], clock: Clock) -> tuple[Claim, ...]:
    """Give a headline's claim the day of the sentence that repeats its figure."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.value and claim.date and not (claim.date_because or "").startswith(NO_DAY):
            told.setdefault((claim.subject, claim.measure), []).append(claim)
    return tuple(_repeated(claim, told, clock) for claim in claims)


def _repeated(claim: Claim, told: dict[tuple[object, ...], list[Claim]], clock: Clock) -> Claim:
    undated = (claim.date_because or "").startswith(NO_DAY) and claim.date == clock.default
    window = claim.start is not None and claim.start < clock.before(clock.default)
    if not undated or window:
        return claim
    below = told.get((claim.subject, claim.measure), [])
    again = next((c for c in below if (c.at or 0) > (claim.at or 0) and _rounds(claim, c)), None)
    if again is None:
        return claim
    because = f"repeated below, where the day is {again.date}"
    return claim.model_copy(
        update={"date": again.date, "start": again.start, "date_because": because}
    )


def _rounds(headline: Claim, told: Claim) -> bool:
    """Tell whether a figure is another one, rounded or cut: 16% and 16.4%, 17%."""
    digits = len((headline.value or "").partition(".")[2])
    apart = abs(float(headline.value or 0) - float(told.value or 0))
    return apart < 10.0**-digits


def _with_the_only_day(claims: tuple[Claim, ...], clock: Clock) -> tuple[Claim, ...]:
    """Date claims without a day by the one session a late text names.

    A report of the day after needs no date; an essay weeks later that names one
    session speaks of that one.
    """
    open_ = [(c.date_because or "").startswith(NO_DAY) for c in claims]
    named = {
        c.date
        for c, undated in zip(claims, open_, strict=True)
        if not undated and c.date and c.date_because not in {COMPARED, YEAR_END, WEEK_BEFORE}
    }
    only = next(iter(named), None)
    if len(named) != 1 or only is None or clock.default - only < LATE:
        return claims
    return tuple(
        _moved(claim, only, clock, ONLY_DAY)
        if undated and claim.date == clock.default and claim.start != only
        else claim
        for claim, undated in zip(claims, open_, strict=True)
    )


def _moved(claim: Claim, day: date, clock: Clock, why: str) -> Claim:
    """Move a claim to another day; a week, or sessions counted back, cannot follow."""
    start = claim.start
    if start == clock.default:  # after hours
        start = day
    elif start == clock.before(clock.default):
        start = clock.before(day)
    elif start is not None and not (start < day and _stays(claim, start, day, clock)):
        return claim
    because = f"{why} ({day})"
    return claim.model_copy(update={"date": day, "start": start, "date_because": because})


def _stays(claim: Claim, start: date, day: date, clock: Clock) -> bool:
    """Tell a start that does not hang on the last day: a year's beginning, or a day that is named."""
    year = clock.held(date(day.year - 1, 12, 31))
    return start == year or f"since {start}" in (claim.date_because or "")

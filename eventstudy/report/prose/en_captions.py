"""English captions and notes: each states what its figure or row found."""

from typing import Any

from eventstudy.claims.verdict import Verdict
from eventstudy.inference.result import HypothesisTest
from eventstudy.report.claim_view import evidence_value, in_index_points, of_moves, stated
from eventstudy.report.facts import (
    band,
    car_window,
    currency,
    known_days,
    lead,
    main_cases,
    name_of,
    outcome,
    quoted_change,
    rank,
    ranked,
)
from eventstudy.report.format import (
    floor,
    full_day,
    number,
    p_value,
    percent,
    plain_percent,
    points,
    price,
    window,
)
from eventstudy.report.format import short_day as short
from eventstudy.report.prose.en_headline import after_splits, level, ordinal, standing_word
from eventstudy.report.prose.en_models import against, benchmark_name, explained
from eventstudy.result import CarWindow, Case, EventInfo, Results

MOVES = {"return": "", "point_change": "", "value_change": "market value, "}
EVIDENT = "observed_move"  # the evidence beside the verdict gives it already
MEASURES = {"level": "level", "market_value": "market value", "record": "record"}
HEDGES = {
    "plain": "{}",
    "about": "about {}",
    "nearly": "nearly {}",
    "at_least": "at least {}",
    "more_than": "more than {}",
    "at_most": "at most {}",
    "less_than": "less than {}",
    "up_to": "as much as {}",
    "digits": "{} and a fraction",
}
BASES = {
    "close": "at the close",
    "intraday": "during the session",
    "open": "at the open",
    "premarket": "before the open",
    "afterhours": "after the close",
    "unspecified": "judged at the close",
}


def claim_reading(result: Results, claim: Verdict) -> str:
    """Say how a claim was read: subject, measure, figure, days and basis."""
    who = name_of(result, claim.subject) if claim.subject else _group(result, claim)
    parts = [f"{who}: {_said(claim)}"]
    parts += [_when(claim)] if claim.date else []
    return ", ".join([*parts, BASES[claim.basis]])


def _group(result: Results, claim: Verdict) -> str:
    if isinstance(claim.group, str):
        return name_of(result, claim.group)
    return ", ".join(claim.group) if claim.group else "unnamed subject"


def _said(claim: Verdict) -> str:
    """Write the measure with its figure: fall of at least 13 %."""
    falls = (claim.value if claim.value is not None else sum(claim.value_range or (0,))) < 0
    if claim.measure in {"direction", "group_direction"}:
        whole = "all " if claim.measure == "group_direction" else ""
        return f"{whole}{'fell' if falls else 'rose'}"
    figure = HEDGES[claim.hedge].format(stated(claim)) if stated(claim) else ""
    figure += " points" if in_index_points(claim) else ""
    if claim.measure in MOVES:
        return f"{MOVES[claim.measure]}{'fall' if falls else 'rise'} of {figure}"
    return f"{MEASURES[claim.measure]} {figure}".strip()


def _when(claim: Verdict) -> str:
    day = full_day(claim.date or "")
    return f"{full_day(claim.start)} to {day}" if claim.start else day


def amount(text: str) -> str:
    """Leave a printed figure as English writes it."""
    return text


def claim_notes(result: Results, claim: Verdict) -> tuple[str, ...]:
    """List what explains a verdict, without what the evidence beside it gives already."""
    if len(claim.note_codes) != len(claim.notes):
        return claim.notes
    coded = zip(claim.note_codes, claim.notes, strict=True)
    return tuple(text for code, text in coded if code["code"] != EVIDENT)


def claim_evidence(result: Results, claim: Verdict) -> tuple[str, ...]:
    """List the prices or returns that decided a claim, a line for each day."""
    days: dict[str, list[str]] = {}
    moves = of_moves(claim)
    for e in claim.evidence:
        value = evidence_value(claim, e.value)
        name = name_of(result, e.symbol)
        head = f"{short(e.date)}, {e.basis}" if moves else f"{name}, {short(e.date)}"
        days.setdefault(head, []).append(f"{name if moves else e.basis} {value}")
    return tuple(f"{head}: {', '.join(values)}" for head, values in days.items())


def claims_caption(result: Results) -> str:
    """Say how many observations lie in the set that the words allow."""
    drawn = [c for c in result.claims if c.allowed and c.observed]
    inside = sum(c.rating == "consistent" for c in drawn)
    return (
        f"{inside} of {len(drawn)} observations lie where the words allow. Bar: the set the words "
        "allow (filled end included, open end not, arrow without bound). Dot: what the prices say."
    )


def timeline_caption(result: Results) -> str:
    """Say what the price did on the headline day, beside its benchmark."""
    facts = lead(result)
    if facts.case is None or facts.quoted is None:
        return "No price of the headline case to show."
    case, quoted = facts.case, facts.quoted
    sign = currency(case.security)
    market = quoted_change(result, case.benchmark, facts.first, facts.last)
    beside = (
        f"; the {name_of(result, case.benchmark)} moved {percent(market.change)}" if market else ""
    )
    return (
        f"{name_of(result, case.security)} went from {price(quoted.start, sign)} "
        f"({full_day(quoted.before_day)}) to {price(quoted.then, sign)} "
        f"({full_day(quoted.after_day)}{after_splits(quoted, sign, '; ')}), {percent(quoted.change)}{beside}."
    )


def bars_caption(result: Results, case: Case) -> str:
    """Place the event day's abnormal return against the band of ordinary days."""
    days, wide = known_days(case), band(case, result.study.alpha)
    name = name_of(result, case.security)
    event = next(((a, se) for d, a, se in days if d.tau == 0), None)
    if event is None:
        return f"{name}: the event day is not known yet."
    abnormal, se = event
    others = [abs(a) > wide * s for d, a, s in days if d.tau != 0]
    where = "outside" if abs(abnormal) > wide * se else "inside"
    return (
        f"On {full_day(case.event_day)} {name} moved {points(abnormal)} points beyond "
        f"{explained(result, case)}, {where} the {level(result)} band of "
        f"±{points(wide * se, sign=False)} points. {_outside(others)}"
    )


def _outside(others: list[bool]) -> str:
    if not others:
        return ""
    verb = "lies" if sum(others) == 1 else "lie"
    count = number(sum(others)) if any(others) else "None"
    return f"{count} of the other {number(len(others))} sessions {verb} outside."


def path_caption(result: Results, cases: list[Case]) -> str:
    """Say where each path stands at its last known session."""
    return " ".join(_path(result, case) for case in cases if _last(case))


def _last(case: Case) -> dict[str, float] | None:
    known = [row for row in case.path if row.get("car") is not None]
    return known[-1] if known else None


def _path(result: Results, case: Case) -> str:
    row = _last(case) or {}
    half = band(case, result.study.alpha) * row["se"]
    low, high = row["car"] - half, row["car"] + half
    reads = "which includes zero" if low <= 0 <= high else "which does not include zero"
    return (
        f"{name_of(result, case.security)}: by session {number(row['tau'], sign=True)} the abnormal "
        f"returns since session {number(case.abnormal[0].tau, sign=True)} add up to "
        f"{points(row['car'])} points ({level(result)} interval {points(low)} to {points(high)}, {reads})."
    )


def histogram_caption(result: Results, case: Case) -> str:
    """Count the ordinary days that moved at least as far as the event day."""
    day = next((a for d, a, _ in known_days(case) if d.tau == 0), None)
    if day is None:
        return "The event day is not known yet."
    count, n = ranked(case, day), case.estimation.n
    name = name_of(result, case.security)
    how = f"{number(count)} of {number(n)}" if count else f"None of {number(n)}"
    return (
        f"{how} ordinary days ({full_day(case.estimation.first)} to "
        f"{full_day(case.estimation.last)}) moved {name} at least {points(abs(day), sign=False)} "
        f"points away from {explained(result, case)}, up or down; the event day did ({points(day)})."
    )


def windows_caption(result: Results, case: Case) -> str:
    """List how every CAR of a case stands at the study's level."""
    listed = "; ".join(
        f"{window(w.window)} {points(w.car)} {standing_word(result, case, w)}"
        for w in case.windows
        if w.car is not None
    )
    name = name_of(result, case.security)
    return f"{name}, {against(result, case)}: {listed or 'not known yet'}."


def test_note(test: HypothesisTest, alpha: float) -> str:
    """Say what p cannot fall below, what else the test found, and any warning."""
    notes = []
    if test.floor is not None:
        at_floor = abs(test.p_value - test.floor) < 1e-12
        smallest = floor(test.floor)
        notes.append(
            f"{smallest}, its floor: p cannot be smaller"
            if at_floor
            else f"smallest possible p: {smallest}"
        )
    if "raw_rank" in test.details:
        raw = number(test.details["raw_rank"])
        notes.append(f"S {number(test.statistic, 2, sign=True)}; by size alone rank {raw}")
    notes += [
        _span(row, alpha) for row in test.details.get("spans", []) if row["p_value"] is not None
    ]
    return "; ".join([*notes, *([test.warning] if test.warning else [])])


def _span(row: dict[str, float], alpha: float) -> str:
    """Write one searched stretch of max_placebo: 21 sessions 0.035 (0.063 with known dates)."""
    kept = row.get("p_value_known_kept")
    extra = (
        f" ({p_value(kept, alpha)} with known dates kept)"
        if kept is not None and kept != row["p_value"]
        else ""
    )
    return f"{number(row['sessions'])} sessions searched: {p_value(row['p_value'], alpha)}{extra}"


def placebo_note(result: Results, win: CarWindow) -> str:
    """Say how many days the placebo ranks, where the event stands, and what was left out."""
    test = outcome(win, "placebo")
    if test is None:
        return ""
    d, alpha = test.details, result.study.alpha
    text = f"{number(test.n)} earlier days serve as placebo"
    if "first" in d:
        text += f" ({full_day(d['first'])} to {full_day(d['last'])})"
    text += f"; by size over its error the event ranks {number(d.get('rank', 0))} of {number(test.n + 1)}, p = {p_value(test.p_value, alpha)}"
    if "raw_rank" in d:
        text += f"; by size alone {number(d['raw_rank'])}, p = {p_value(d['raw_p'], alpha)}"
    if d.get("excluded"):
        text += f". {number(d['excluded'])} days near listed news were left out"
    return text + "."


def larger_label(shown: int, total: int) -> str:
    """Introduce the placebo days that moved more, saying how many are not listed."""
    if shown < total:
        return f"The {number(shown)} largest of {number(total)} larger moves on placebo days"
    return "Larger moves on placebo days"


def places(result: Results) -> tuple[str, ...]:
    """Place the headline window of each security among its ordinary stretches, a sentence each."""
    head = result.headline
    found = []
    for case in main_cases(result):
        win = car_window(case, head.window) if case.event == head.event else None
        at = rank(win)
        if win is None or win.car is None or at is None:
            continue
        what = "days" if win.window[0] == win.window[1] else "stretches of that length"
        text = f"the {ordinal(at.place)} most extreme of {number(at.of)} {what}"
        if at.place == 1:
            text = f"a larger move than on any of the {number(at.others)} ordinary {what}"
        found.append(
            f"{name_of(result, case.security)}, {against(result, case)}, CAR {window(win.window)}: "
            f"{points(win.car)} points, {text}."
        )
    return tuple(found)


def case_name(result: Results, case: Case) -> str:
    """Name a case: the security, and the index without it where that is the benchmark."""
    name = name_of(result, case.security)
    return (
        name if case.label != "ex_self" else f"{name}, against the {benchmark_name(result, case)}"
    )


def short_day(iso: str) -> str:
    """Write a day for tables and hovers."""
    return short(iso, "en")


def long_day(iso: str) -> str:
    """Write a day in words."""
    return full_day(iso, "en")


def without_column(symbol: str) -> str:
    """Head the column of abnormal returns against the index without the firm."""
    return f"Abnormal, without {symbol}"


def event_reason(info: EventInfo) -> str:
    """Say why the event day is that session."""
    return info.reason + "."


def curve_caption(result: Results, rows: list[dict[str, Any]], same: int, significant: int) -> str:
    """Say how far the headline CAR depends on the design."""
    head = result.headline
    return (
        f"{name_of(result, head.security)}, CAR {window(head.window)}: {number(same)} of "
        f"{number(len(rows))} specifications have the headline's sign, {number(significant)} are "
        f"significant at {plain_percent(result.study.alpha)}. Kinds of benchmark are drawn apart: "
        "one that holds the firm or was hit by the same news answers another question."
    )

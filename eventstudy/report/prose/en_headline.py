"""The first screen in English: results in, text out.

Each public function is one sentence or paragraph. A sentence states what was
measured and never what caused it.
"""

from eventstudy.report.facts import (
    Lead,
    Rank,
    currency,
    event_title,
    lead,
    length,
    name_of,
    other_events,
    outcome,
    pending,
    restated,
    score,
    taken_back,
)
from eventstudy.report.format import (
    confidence,
    full_day,
    p_equals,
    percent,
    plain_percent,
    points,
    price,
    short_day,
)
from eventstudy.report.prose.en_cautions import caution
from eventstudy.report.prose.en_models import against, explainer
from eventstudy.report.quoted import Quoted
from eventstudy.result import CarWindow, Case, Results
from eventstudy.standing import decisive, depends_on_benchmark, leading, standing

Parts = tuple[tuple[str, bool], ...]

RATINGS = {
    "consistent": "consistent",
    "inexact": "inexact",
    "inconsistent": "inconsistent",
    "contradicted": "contradicted",
    "not_checkable": "not checkable",
}
ORDINALS = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def lead_parts(result: Results) -> Parts:
    """Answer for the case that leads the page, in pieces, each with whether it stands out."""
    facts = lead(result)
    if facts.case is None:
        return ((_no_case(result), False),)
    if facts.window is None or facts.window.car is None:
        return (*_move(result, facts), (_not_yet(result, facts), False))
    return (
        *_move(result, facts),
        *_abnormal(result, facts),
        (_how_unusual(result, facts), False),
        (_next_day(facts, result), False),
    )


def _no_case(result: Results) -> str:
    head = result.headline
    reasons = [
        d.reason for d in result.dropped if (d.event_id, d.security) == (head.event, head.security)
    ]
    return (
        f"{event_title(result, head.event)}: {name_of(result, head.security)} could not be "
        f"studied. {' '.join(reasons)}".strip()
    )


def _not_yet(result: Results, facts: Lead) -> str:
    text = "What part of the move is abnormal is not known"
    needs = pending(result, facts.case, facts.window)
    if needs:
        return f"{text} before the close of {full_day(needs)}."
    reason = facts.window.missing if facts.window else None
    return f"{text}{': ' + reason.rstrip('.') if reason else ' yet'}."


def missing(result: Results, case: Case, win: CarWindow) -> str:
    """Say why a CAR is missing, and until when."""
    needs = pending(result, case, win)
    if needs:
        return f"not known before the close of {full_day(needs)}"
    return win.missing or "for a reason not stated"


def _move(result: Results, facts: Lead) -> Parts:
    """On 27 January 2025 NVIDIA closed at $118.42, down 16.97 %."""
    case, quoted = facts.case, facts.quoted
    if case is None or quoted is None:
        day = full_day(facts.case.event_day) if facts.case else ""
        return ((f"The event day is {day}. ", False),)
    name = name_of(result, case.security)
    sign = currency(case.security)
    closed = f"{name} closed at {price(quoted.then, sign)}{after_splits(quoted, sign)}, "
    if facts.first == facts.last:
        return (
            (f"On {full_day(facts.last)} {closed}", False),
            (_direction(quoted.change), True),
            (". ", False),
        )
    return (
        (
            f"{name} went from {price(quoted.start, sign)} ({full_day(quoted.before_day)}) to ",
            False,
        ),
        (
            f"{price(quoted.then, sign)} ({full_day(facts.last)}{after_splits(quoted, sign, '; ')}), ",
            False,
        ),
        (_direction(quoted.change), True),
        (". ", False),
    )


def after_splits(quoted: Quoted, sign: str, opening: str = " (") -> str:
    """Say what a price became by later splits, as a chart of today shows it, or that it is adjusted."""
    if quoted.factor == 1:
        return ""
    text = f"{opening}{price(quoted.after, sign)} after later splits"
    if quoted.factor is None:
        text = f"{opening}adjusted; not the price quoted that day"
    return f"{text})" if opening == " (" else text


def _direction(change: float) -> str:
    if change == 0:
        return "unchanged"
    return f"{'down' if change < 0 else 'up'} {percent(abs(change), sign=False)}"


def _abnormal(result: Results, facts: Lead) -> Parts:
    """Say how much of the return the model explains and how much it does not."""
    case, win = facts.case, facts.window
    if case is None or win is None or win.car is None or facts.normal is None:
        return ()
    if case.model == "raw":
        reads = "No model is used: all of that is taken as abnormal, "
        figure = f"{points(win.car)} points"
    else:
        named = explainer(result, case, "the market ({})")
        reads = f"{named[:1].upper()}{named[1:]} explains {points(facts.normal)} points of that; "
        figure = f"{points(win.car)} points are abnormal"
    return (
        (_return(result, facts) + reads, False),
        (figure, True),
        (f" ({_interval(result, win)}{_without(result, facts)})", False),
    )


def _return(result: Results, facts: Lead) -> str:
    """State the study's return of the window where it is not the quoted change."""
    if facts.total is None:
        return ""
    size, kind = percent(facts.total), "log " if result.study.returns == "log" else ""
    sentences = {
        "same": "",
        "unquoted": f"The {kind}return is {size}. ",
        "dividends": f"With dividends added back the return is {size}. ",
        "log": f"As a log return that is {size}. ",
        "summed": f"The daily {kind}returns of these {length(facts)} sessions add up to {size}. ",
    }
    return sentences[restated(result, facts)]


def _interval(result: Results, win: CarWindow) -> str:
    if win.ci is None:
        return "no interval"
    return f"{level(result)} interval {points(win.ci[0])} to {points(win.ci[1])}"


def level(result: Results) -> str:
    """Write the confidence level of the study: 95 %."""
    return confidence(result.study.alpha)


def _without(result: Results, facts: Lead) -> str:
    """Return the same figure against the index without the firm."""
    if facts.case is None or facts.other is None or facts.other.car is None:
        return ""
    name = name_of(result, facts.case.security)
    return f"; {points(facts.other.car)} against the index without {name}"


def _how_unusual(result: Results, facts: Lead) -> str:
    """Place the move among ordinary days, never more plainly than the tests allow."""
    if facts.depends:
        return _depends(result, facts)
    if facts.rank is None:
        return f". {_by_tests(result, facts)}"
    if facts.rank.place == 1:
        text = (
            f", a larger move than on any of the {facts.rank.others} ordinary {_stretches(facts)}"
        )
        return text + f" ({_span(facts)}){_hedge(result, facts)}."
    text = f", {_place(facts.rank)} most extreme of {facts.rank.of} {_stretches(facts)}"
    return text + f" (the others: {_span(facts)}){_hedge(result, facts)}."


def _hedge(result: Results, facts: Lead) -> str:
    if facts.standing == "ordinary":
        return ": nothing unusual"
    if facts.standing == "borderline":
        return f": borderline, {_p_range(result, facts.window)}"
    return ""


def _by_tests(result: Results, facts: Lead) -> str:
    words = {"unusual": "Unusual", "ordinary": "Nothing unusual", "borderline": "Borderline"}
    known = words.get(facts.standing)
    if known:
        return f"{known}: {_p_range(result, facts.window)}."
    return "Whether that is unusual is not known: no test in the study can tell for a single case."


def _p_range(result: Results, win: CarWindow | None) -> str:
    """Name the smallest and the largest p among the tests that can decide."""
    alpha = result.study.alpha
    values = sorted(decisive(win, alpha).values()) if win else []
    if not values:
        return "no test applies"
    if len(values) == 1:
        return p_equals(values[0], alpha)
    ends = (p_equals(values[0], alpha), p_equals(values[-1], alpha).removeprefix("p = "))
    return f"{ends[0]} to {ends[1]} by {len(values)} tests"


def _depends(result: Results, facts: Lead) -> str:
    """Say that the benchmark decides, with both results."""
    case = facts.case
    if case is None or facts.window is None or facts.other is None:
        return "."
    alpha, name = result.study.alpha, name_of(result, case.security)
    ours = _evidence(facts.window, facts.rank, alpha)
    theirs = _evidence(facts.other, facts.rank_other, alpha)
    return (
        f". Whether that is unusual at the {plain_percent(alpha)} level, {_by(facts, alpha)}, "
        f"depends on the benchmark: {ours} against the {name_of(result, case.benchmark)}, {theirs} against the index "
        f"without {name}."
    )


def _by(facts: Lead, alpha: float) -> str:
    names = {"t": "t", "sample_quantile": "rank"}
    found = leading(facts.window, alpha) if facts.window else {}
    return " and ".join(f"by {names[n]}" for n in found)


def _evidence(win: CarWindow, place: Rank | None, alpha: float) -> str:
    """Write one benchmark's t test and rank: no (p = 0.079, rank 14 of 251)."""
    test = outcome(win, "t")
    found = [p_equals(test.p_value, alpha)] if test else []
    found += [f"rank {place.place} of {place.of}"] if place else []
    decided = leading(win, alpha).values()
    return f"{'yes' if all(p <= alpha for p in decided) else 'no'} ({', '.join(found)})"


def _place(place: Rank) -> str:
    return f"the {ordinal(place.place)}"


def ordinal(n: int) -> str:
    """Write 2 as second and 14 as 14th."""
    if 1 < n < len(ORDINALS):
        return ORDINALS[n]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{ending}"


def _stretches(facts: Lead) -> str:
    return "days" if facts.first == facts.last else "stretches of that length"


def _span(facts: Lead) -> str:
    if facts.case is None:
        return ""
    estimation = facts.case.estimation
    return f"{short_day(estimation.first)} \u2013 {short_day(estimation.last)}"


def _next_day(facts: Lead, result: Results) -> str:
    """Say what the next session took back, and what that leaves."""
    back = taken_back(facts)
    if back is None:
        return ""
    text = f" The next day took back {points(abs(back.move), sign=False)} points"
    if back.left is None or back.left.car is None:
        return text + "."
    word = STANDINGS[standing(back.left, result.study.alpha)]
    return text + f", which leaves {points(back.left.car)}: {word}."


def standing_word(result: Results, case: Case, win: CarWindow) -> str:
    """Name how a CAR stands at the study's level."""
    depends = depends_on_benchmark(result, case, win)
    return STANDINGS[standing(win, result.study.alpha)] + (DEPENDS if depends else "")


DEPENDS = ", depends on the benchmark"
STANDINGS = {
    "unusual": "unusual",
    "ordinary": "nothing unusual",
    "borderline": "borderline",
    "unknown": "not known yet",
}


def claim_score(result: Results) -> str:
    """Count the claims by verdict."""
    counts = score(result)
    total = sum(counts.values())
    if not total:
        return "No claim about prices to check" + (
            ": the study names no article." if not result.articles else " in the articles."
        )
    listed = ", ".join(f"{n} {RATINGS[rating]}" for rating, n in counts.items())
    return f"{total} claim{'s' if total > 1 else ''} checked: {listed}."


def launches(result: Results) -> tuple[str, ...]:
    """Say how the headline security fared on the study's announcement days."""
    sentences = []
    for info, case, day in other_events(result):
        if day.car is None:
            continue
        test = outcome(day, "t")
        p = f", {p_equals(test.p_value, result.study.alpha)} by t" if test else ""
        first = (
            ""
            if info.reason_code == "same_day"
            else f", first session after {_announced(info.announced)}"
        )
        sentences.append(
            f"{info.title} ({full_day(case.event_day)}{first}): "
            f"{standing_word(result, case, day)}, {points(day.car)} points{p}."
        )
    return tuple(sentences)


def _announced(text: str) -> str:
    return full_day(text)


def unfinished(result: Results) -> tuple[str, ...]:
    """Say which CARs of the headline case are not known yet, and until when."""
    return tuple(
        caution(w)
        for w in result.warnings
        if w.code == "unfinished" and w.data.get("event") == result.headline.event
    )


def abnormal_label(result: Results, case: Case, *, without: bool) -> str:
    """Say what a large abnormal figure of the first screen is measured against."""
    if without:
        return f"points abnormal, index without {name_of(result, case.security)}"
    if case.model == "raw":
        return "points, with no model"
    return f"points abnormal, {against(result, case)}"

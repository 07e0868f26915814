"""The first screen of a study of several events in English."""

from eventstudy.report.facts import name_of
from eventstudy.report.format import full_day, plain_percent, points, window
from eventstudy.report.overview import Row, counts, is_overview, largest, overview
from eventstudy.report.prose.en_headline import Parts, lead_parts, level
from eventstudy.result import Results

KINDS = {
    "unusual": "unusual",
    "depends": "unusual or not by the choice of benchmark",
    "borderline": "borderline",
    "ordinary": "nothing unusual",
    "unknown": "not known yet",
}


def headline(result: Results) -> str:
    """Answer the study's question in a paragraph."""
    return "".join(text for text, _ in headline_parts(result))


def headline_parts(result: Results) -> Parts:
    """Return the headline in pieces: of the leading case, or of all where events are many."""
    return _overview_parts(result) if is_overview(result) else lead_parts(result)


def _overview_parts(result: Results) -> Parts:
    rows = overview(result)
    events = len({row.case.event for row in rows})
    found = counts(rows)
    listed = ", ".join(f"{n} {KINDS[kind]}" for kind, n in found.items())
    return (
        (f"{events} events, {len(rows)} cases: ", False),
        (listed, True),
        (f" at the {plain_percent(result.study.alpha)} level, {_measured(result)}.", False),
        (_largest(result, rows), False),
    )


def _measured(result: Results) -> str:
    pair = result.headline.window
    return "on the event day itself" if tuple(pair) == (0, 0) else f"over sessions {window(pair)}"


def _largest(result: Results, rows: tuple[Row, ...]) -> str:
    top = largest(rows)
    if top is None or top.window.car is None:
        return ""
    ends = top.window.ci
    band = f" ({level(result)} interval {points(ends[0])} to {points(ends[1])})" if ends else ""
    return (
        f" The largest: {name_of(result, top.case.security)} on {full_day(top.case.event_day)}, "
        f"{points(top.window.car)} points beyond what the market explains{band}."
    )


def overview_caution(result: Results) -> str:
    """Say how many days were chosen by their move, and that listed events are no sample."""
    rows = overview(result)
    chosen = len({row.case.event for row in rows if row.chosen})
    text = "These events were picked one by one; they are no sample, and no mean is taken."
    if not chosen:
        return text
    were = "One day was" if chosen == 1 else f"{chosen} of the days were"
    return f"{were} chosen because the price moved (marked †): their p has no clean null. {text}"

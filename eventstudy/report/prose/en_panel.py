"""What the English page of a panel says: many events, pooled."""

from typing import Any

from eventstudy.report.format import (
    confidence,
    number,
    p_equals,
    plain_percent,
    points,
    share,
    short_day,
    window,
)
from eventstudy.report.panel_facts import lead_tests, rejecting
from eventstudy.result import Caution, Results

Row = dict[str, Any]

LABELS = {
    "kicker": "Event study of many events",
    "mean_car": "Mean CAR",
    "path": "Mean CAR from day to day",
    "path_table": "The mean CAR as a table",
    "distribution": "How the CARs are spread",
    "tests": "Tests by window",
    "daily": "Tests by day",
    "group": "Group",
    "all": "All events",
    "extremes": "The lowest and the highest CARs",
    "lowest": "Lowest",
    "highest": "Highest",
    "dropped": "Left out",
    "limits": "What this cannot say",
    "method": "Method",
    "data": "Data",
    "event": "Event",
    "security": "Security",
    "day": "Event day",
    "car": "CAR",
    "p_t": "p (t)",
    "window": "Window",
    "n": "N",
    "caar": "Mean CAR",
    "se": "Standard error",
    "interval": "interval",
    "range": "From – to",
    "count": "Cases",
    "test": "Test",
    "null": "What each p assumes: the null hypotheses",
    "distribution_of": "Distribution",
    "statistic": "Statistic",
    "p": "p",
    "holm": "Holm",
    "bh": "BH",
    "may": "May speak here",
    "yes": "yes",
    "no": "no",
    "shared_note": "treats the cases as independent, although their windows share sessions",
    "floor": "floor",
    "not_applicable": "not applicable",
    "reason": "Reason",
    "cases": "cases",
    "beside": "Files beside this page",
    "events_file": "Events file",
    "may_line": "Tests that may speak here",
    "none_may": "No test may speak here.",
    "nothing_dropped": "Nothing was left out.",
    "more_dropped": "All of them are in dropped.csv.",
    "tau": "τ",
    "points_unit": "All figures in percentage points.",
}

KINDS = {
    "no_prices": "no prices",
    "outside": "event day outside the data",
    "repeated": "same security and day under another id",
    "few_returns": "too few returns in the estimation window",
    "hole": "a return missing in the event window",
    "no_model": "the model could not be fitted",
}

NULLS: dict[str, str] = {}  # the tests say theirs in English

METHOD = (
    (
        "mean CAR",
        "The mean over cases of each case's cumulative abnormal return; N counts the cases that have every session of the window.",
    ),
    (
        "interval",
        "Mean ± t(N − 1) · sd/√N; where windows share sessions, times √((1 + (N − 1)r̄)/(1 − r̄)), the correction of kp_bmp (Kolari & Pynnönen 2010).",
    ),
    (
        "may speak",
        "A test that treats cases as independent may not speak where their windows share sessions: on one shared date kp_bmp, adjusted_patell, crude_dependence_1985, calendar_time_portfolio, permutation and the rank tests but grank_z may; where windows partly overlap kp_bmp, adjusted_patell, calendar_time_portfolio and permutation.",
    ),
    (
        "Holm, BH",
        "p adjusted over the windows of one test, after Holm (1979) and Benjamini & Hochberg (1995).",
    ),
    (
        "left out",
        "A case that lacks something is left out with its reason; nothing is filled, moved or set to zero.",
    ),
)


def headline(result: Results) -> str:
    """Say the mean CAR in the first window, how sure it is, and of what."""
    return "".join(text for text, _ in headline_parts(result))


def headline_parts(result: Results) -> list[tuple[str, bool]]:
    """Return the headline in parts; True marks what is printed strong."""
    panel = result.panel or {}
    if not panel["n"]:
        return [(f"None of the {number(panel['listed'])} events could be computed. ", True),
                ("Each has its reason below.", False)]  # fmt: skip
    first = panel["windows"][0]
    scope = f"{_events(panel['n'])} of {_securities(panel['securities'])}, {_days(panel)}: "
    if first["caar"] is None:
        return [(f"{scope}the mean CAR {window(first['window'])} is not known yet.", False)]
    mean = f"mean CAR {window(first['window'])} {points(first['caar'], 2)} points"
    return [
        (scope, False),
        (mean, True),
        (_interval(result, first), False),
        (_judged(result), False),
    ]


def _events(n: int) -> str:
    return "1 event" if n == 1 else f"{number(n)} events"


def _securities(n: int) -> str:
    return "1 security" if n == 1 else f"{number(n)} securities"


def _days(panel: Row) -> str:
    if panel["days"] == 1:
        return f"all on {short_day(panel['first'])}"
    return f"{number(panel['days'])} event days from {short_day(panel['first'])} to {short_day(panel['last'])}"


def _interval(result: Results, row: Row) -> str:
    if row["ci"] is None:
        return "; no interval can be given. "
    low, high = row["ci"]
    text = f" ({confidence(result.study.alpha)} interval {points(low, 2)} to {points(high, 2)}"
    return text + ("; widened for shared sessions). " if row["adjusted"] else "). ")


def _judged(result: Results) -> str:
    tests = lead_tests(result)
    if not tests:
        return "No test may speak here."
    level = plain_percent(result.study.alpha)
    found = rejecting(tests, result.study.alpha)
    verb = "puts" if found == 1 else "put"
    of = f"{number(found)} of {number(len(tests))} tests that may speak here"
    return f"{of} {verb} it beyond chance at {level}."


def lead_line(result: Results) -> str:
    """List the tests that may speak in the first window, with p."""
    tests = lead_tests(result)
    if not tests:
        return LABELS["none_may"]
    alpha = result.study.alpha
    named = "; ".join(f"{t['name']} {p_equals(t['p_value'], alpha)}" for t in tests)
    return f"{LABELS['may_line']}: {named}."


def dropped_line(panel: Row) -> str:
    """Say how many events are left out, and why."""
    lost = sum(row["n"] for row in panel["dropped"])
    if not lost:
        return f"All {number(panel['listed'])} events were computed."
    why = ", ".join(f"{number(row['n'])} {KINDS[row['kind']]}" for row in panel["dropped"])
    return f"{number(lost)} of {number(panel['listed'])} events left out: {why}."


def path_caption(result: Results) -> str:
    """Say where the mean CAR ends."""
    row = (result.panel or {})["path"][-1]
    if row["caar"] is None:
        return "The mean CAR is not known to the end of the event window."
    text = f"By session {number(row['tau'], sign=True)} the mean CAR is {points(row['caar'], 2)} points"
    if row["ci"] is None:
        return f"{text} over {_events(row['n'])}."
    low, high = row["ci"]
    crosses = "the band includes zero" if low <= 0 <= high else "the band lies on one side of zero"
    return f"{text} over {_events(row['n'])}; {crosses}."


def distribution_caption(row: Row) -> str:
    """Say how many CARs are positive, and what the picture leaves out."""
    if not row["n"]:
        return f"No CAR {window(row['window'])} is known yet."
    text = (
        f"{number(row['positive'])} of {number(row['n'])} CARs {window(row['window'])} are positive "
        f"({share(row['positive'] / row['n'])}); the median is {points(row['median'], 2)} points."
    )
    far = row["below"] + row["above"]
    return text + (f" {number(far)} lie beyond the picture." if far else "")


def group_name(name: str | None, n: int) -> str:
    """Name a block of tests."""
    return f"{LABELS['all'] if name is None else name} ({_events(n)})"


def day(iso: str) -> str:
    """Write a day."""
    return short_day(iso)


def caution(found: Caution) -> str:
    """Write the sentence of a caution from its figures."""
    return SENTENCES[found.code](found.data)


def _dropped(d: Row) -> str:
    kinds = ", ".join(f"{number(row['n'])} {KINDS[row['kind']]}" for row in d["kinds"])
    return (
        f"{number(d['dropped'])} of {number(d['listed'])} events ({share(d['dropped'] / d['listed'])}) "
        f"are left out: {kinds}. What is left may not stand for the rest."
    )


def _empty(d: Row) -> str:
    return f"None of the {number(d['listed'])} events could be computed."


def _named(d: Row) -> str:
    """Name the tests that may speak in each window, windows that agree together."""
    by: dict[tuple[str, ...], list[str]] = {}
    for row in d["windows"]:
        by.setdefault(tuple(row["speak"]), []).append(window(row["window"]))
    parts = []
    for names, windows in by.items():
        told = ", ".join(names) if names else "no test"
        parts.append(f"{told} may speak on {', '.join(windows)}")
    return "; ".join(parts)


def _one_date(d: Row) -> str:
    return (
        f"All {number(d['n'])} events share one date, {short_day(d['day'])}: what moved them all that day "
        f"counts once, not {number(d['n'])} times. {_named(d)}; the other tests treat the cases as "
        "independent and are marked."
    )


def _some(d: Row) -> str:
    return (
        f"Windows share sessions ({number(d['n'])} events on {number(d['days'])} days), so the cases "
        f"are not independent. {_named(d)}; the others are marked."
    )


def _one_case(d: Row) -> str:
    return "One case: tests across cases do not apply; its own tests are in windows.csv."


def _calibration(d: Row) -> str:
    """Say which tests reject too often on these securities when nothing happened."""
    where = "all on one session" if d["dates"] == "common" else "each on a session of its own"
    right = d["tests"] - len(d["often"]) - len(d["seldom"])
    text = (
        f"On {number(d['samples'])} samples of {number(d['cases'])} pseudo-events of these securities, "
        f"{where}, window {window(d['window'])}, {number(right)} of {number(d['tests'])} tests reject "
        f"{plain_percent(d['alpha'])} within chance when nothing happened."
    )
    for key, told in (
        ("often", "Too often"),
        ("seldom", "Too seldom"),
        ("noise", "Too often where news doubles the event day's variance"),
    ):
        if d[key]:
            text += f" {told}: {', '.join(_rejects(r) for r in d[key])}."
    return text


def _rejects(row: Row) -> str:
    return f"{row['test']} {share(row['rate'])}"


def _price_defect(d: Row) -> str:
    return f"A defect in the price data: {d['text']}"


SENTENCES = {
    "panel_dropped": _dropped,
    "panel_empty": _empty,
    "panel_one_date": _one_date,
    "panel_some": _some,
    "panel_one_case": _one_case,
    "panel_calibration": _calibration,
    "price_defect": _price_defect,
}

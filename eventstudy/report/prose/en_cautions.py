"""The English sentences of the cautions: one function for each code."""

from typing import Any

from eventstudy.report.format import (
    full_day,
    p_equals,
    percent,
    plain_percent,
    points,
    rate,
    share,
    window,
)
from eventstudy.result import Caution

Data = dict[str, Any]
STRETCHES = {21: "one-month", 63: "three-month", 250: "one-year"}


def caution(found: Caution) -> str:
    """Write the sentence of a caution from its figures."""
    return SENTENCES[found.code](found.data)


def caution_short(found: Caution) -> str:
    """Write a caution for the first screen, where there is little room."""
    return SHORT.get(found.code, SENTENCES[found.code])(found.data)


def stretch(sessions: int) -> str:
    """Name a stretch of sessions: 250 is one-year."""
    return STRETCHES.get(sessions, f"{sessions}-session")


def _chosen_day(d: Data) -> str:
    return _chosen(d, short=False)


def _chosen_short(d: Data) -> str:
    return _chosen(d, short=True)


def _chosen(d: Data, *, short: bool) -> str:
    text = "This day" if short else f"{d['name']}, {d['title']}: {full_day(d['day'])}"
    text += " was chosen because the price moved"
    text += "" if short else ", so its p-values have no clean null"
    searched = [row for row in d.get("spans") or [] if row["p_value"] is not None]
    if not searched:
        reason = d.get("reason")
        return text + (f" ({reason})." if reason else ".")
    longest = searched[-1]
    since = f" since {d['first'][:4]}" if d.get("first") else ""
    return (
        f"{text}: {share(longest['p_value'])} of {stretch(longest['sessions'])} stretches of "
        f"{d['name']}'s history{since} hold an abnormal move at least this large"
        f"{_known(longest, d)}.{'' if short else _shorter(searched[:-1], d)}"
    )


def _known(row: Data, d: Data) -> str:
    kept = _kept(row, d)
    return f", {_days(d)} left out ({kept} with them)" if kept else ""


def _days(d: Data) -> str:
    return "results days" if d["known_are"] == "results" else "listed dates"


def _kept(row: Data, d: Data) -> str:
    """Return the share with the known dates kept, where there are any and it reads differently."""
    kept = row.get("p_value_known_kept") if d.get("known_are") else None
    return "" if kept is None or share(kept) == share(row["p_value"]) else share(kept)


def _shorter(rows: list[Data], d: Data) -> str:
    if not rows:
        return ""
    listed = " and ".join(
        f"{share(r['p_value'])} of {stretch(r['sessions'])}"
        + (f" ({_kept(r, d)} with {_days(d)})" if _kept(r, d) else "")
        for r in rows
    )
    return f" For shorter searches: {listed} stretches."


def _own_benchmark(d: Data) -> str:
    rows = [
        f"{r['title']}, CAR {window(r['window'])}: {points(r['car'])} points with it, "
        f"{points(r['car_without'])} without"
        for r in d["rows"]
    ]
    text = (
        f"{d['name']} is part of its own benchmark: {_weight(d)} of the {d['benchmark_name']}. "
        "Its own move is in the market's, so the market seems to explain part of it."
    )
    return f"{text} {'; '.join(rows)}." if rows else text


def _weight(d: Data) -> str:
    source = d["source"].removeprefix("assumption").lstrip(" ,:;")
    return f"{percent(d['weight'], 1, sign=False)} (an assumption as of {full_day(d['as_of'])}: {source})"


def _other_index(d: Data) -> str:
    return (
        f"{d['name']} is also part of the {d['index_name']}: {_weight(d)}. "
        f"That index's move contains {d['name']}'s own."
    )


def _listed(values: dict[str, float], alpha: float) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {p_equals(p, alpha).removeprefix('p = ')}"
        for name, p in values.items()
    )


def _case(d: Data) -> str:
    return f"{d['name']}, {d['title']}, CAR {window(d['window'])}"


def _benchmark_decides(d: Data) -> str:
    alpha = d["alpha"]
    return (
        f"{_case(d)}: whether it is unusual at {plain_percent(alpha)}, {_by(d)}, depends on the "
        "benchmark. "
        f"Against the {d['benchmark_name']} {points(d['car'])} points (p: {_listed(d['p'], alpha)}); "
        f"against the index without {d['name']} {points(d['car_without'])} points "
        f"(p: {_listed(d['p_without'], alpha)})."
    )


def _by(d: Data) -> str:
    names = {"t": "t", "sample_quantile": "rank"}
    return " and ".join(f"by {names[n]}" for n in names if n in d["p"] and n in d["p_without"])


def _borderline(d: Data) -> str:
    return (
        f"{_case(d)} is borderline: {points(d['car'])} points, p: {_listed(d['p'], d['alpha'])}. "
        f"The tests disagree at {plain_percent(d['alpha'])} or lie near it."
    )


def _reversal(d: Data) -> str:
    left = (
        f", which leaves {points(d['left'])} over the two days" if d.get("left") is not None else ""
    )
    return (
        f"{d['name']}, {d['title']}: the next day ({full_day(d['session'])}) took back "
        f"{points(abs(d['back']), sign=False)} of {points(abs(d['car']), sign=False)} points{left}."
    )


def _overlap(d: Data) -> str:
    return (
        f"The events overlap: \u201c{d['inner_title']}\u201d ({full_day(d['inner_day'])}) is session "
        f"{d['tau']:+d} of \u201c{d['title']}\u201d for {d['name']}. They are not two independent findings."
    )


def _one_case(d: Data) -> str:
    return (
        "Each result rests on one security and one event. Tests that average over many cases do "
        "not apply; the rank tests compare the event with ordinary days of the same security."
    )


def _confounder(d: Data) -> str:
    when = ", after the close" if d["after_close"] else ""
    where = f" (session {d['tau']:+d})" if d.get("tau") is not None else ""
    return (
        f"Other news in the window of \u201c{d['title']}\u201d: {d['what']}, "
        f"{full_day(d['date'])}{when}{where}. The price cannot tell the two apart."
    )


def _unfinished(d: Data) -> str:
    waiting: dict[str, list[str]] = {}
    for row in d["windows"]:
        when = f"before the close of {full_day(row['needs'])}" if row["needs"] else row["reason"]
        waiting.setdefault(when or "for a reason not stated", []).append(window(row["window"]))
    listed = "; ".join(f"{' and '.join(windows)} {when}" for when, windows in waiting.items())
    return (
        f"{d['name']}, {d['title']}: prices end on {full_day(d['data_end'])}, so these CARs are "
        f"not known yet: {listed}."
    )


def _dropped(d: Data) -> str:
    return f"{d['event']}, {d['security']}: left out. {d['reason']}"


def _dropped_many(d: Data) -> str:
    return (
        f"{d['n']:,} cases could not be computed and are left out; dropped.csv says why for each."
    )


def _calibration(d: Data) -> str:
    said = "; ".join(
        f"{row['test'].replace('_', ' ')} {rate(row['rate'], row['ci'])}" for row in d["rows"]
    )
    return (
        f"On {d['rows'][0]['n']:,} pseudo-events of these securities on days when nothing listed "
        f"happened, each test should reject {plain_percent(d['alpha'])}. It rejected: {said}."
    )


def _price_defect(d: Data) -> str:
    return f"A defect in the price data: {d['text']}"


def _weak_data(d: Data) -> str:
    return f"About the prices of {', '.join(d['symbols'])}: {d['note']}"


SENTENCES = {
    "chosen_day": _chosen_day,
    "own_benchmark": _own_benchmark,
    "benchmark_decides": _benchmark_decides,
    "borderline": _borderline,
    "reversal": _reversal,
    "overlap": _overlap,
    "one_case": _one_case,
    "other_index": _other_index,
    "confounder": _confounder,
    "unfinished": _unfinished,
    "dropped": _dropped,
    "dropped_many": _dropped_many,
    "calibration": _calibration,
    "price_defect": _price_defect,
    "weak_data": _weak_data,
}
SHORT = {"chosen_day": _chosen_short}

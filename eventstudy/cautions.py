"""What a reader must know before believing the page, found from the study's own flags.

Each caution is a stable code with the figures of its sentence; the sentence
itself is written by the report, in the reader's language.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from eventstudy.gaps import CROSSED
from eventstudy.inference.result import HypothesisTest
from eventstudy.models.table import WITHOUT_BENCHMARK
from eventstudy.names import INDICES
from eventstudy.result import CarWindow, Case, Caution, Results
from eventstudy.standing import (
    benchmark_decides,
    car_window,
    companion,
    decisive,
    depends_on_benchmark,
    main_cases,
    moved_back,
    standing,
)
from eventstudy.study import Event, Study

Found = Iterator[tuple[str, dict[str, Any]]]

MANY_LOST = 12  # past this many, lost cases are counted instead of listed


def cautions(study: Study, result: Results) -> tuple[Caution, ...]:
    """List what limits the study, gravest first, as codes with figures.

    Parameters
    ----------
    study : Study
        The declared design: weights in indices, confounders, how days were chosen.
    result : Results
        Its outcome; ``warnings`` already in it (price defects) are kept at their place.

    Returns
    -------
    tuple of Caution
        ``text`` is empty: the report fills it. Codes: chosen_day, own_benchmark,
        benchmark_decides, borderline, reversal, overlap, one_case, other_index,
        confounder, unfinished, dropped, dropped_many, calibration, price_defect, weak_data.
    """
    single = () if result.aggregate else _of_single_cases(study, result)
    found = (
        *single,
        *_confounders(study, result),
        *_dropped(result),
        *_calibration(result),
        *_weak_data(result),
    )
    return (*(Caution(code, "", data) for code, data in found), *result.warnings)


def _calibration(result: Results) -> Found:
    """Say how often the tests reject on the study's own securities when nothing happened."""
    found = result.calibration
    if found is None:
        return
    head = result.headline
    main = next((c.benchmark for c in result.cases if c.security == head.security), None)
    rows = [
        row
        for row in found["single"]
        if (row["security"], row["benchmark"]) == (head.security, main)
        and tuple(row["window"]) == tuple(head.window)
    ]
    if found["many"] is not None:
        sizes = found["many"]["size"]
        rows = [r for r in sizes if r["dates"] == "random" and not r["noisy"]]
    kept = [{k: row[k] for k in ("test", "rate", "ci", "n")} for row in rows if row["n"]]
    if kept:
        name = result.study.names.get(head.security, head.security)
        yield "calibration", {"name": name, "alpha": found["alpha"], "rows": kept}


def with_sizes(result: Results) -> Results:
    """Add what a panel's calibration found, before what is said of prices."""
    new = _panel_calibration(result)
    if new is None:
        return result
    said = result.warnings
    at = next((i for i, w in enumerate(said) if w.code == "price_defect"), len(said))
    return replace(result, warnings=(*said[:at], new, *said[at:]))


def _panel_calibration(result: Results) -> Caution | None:
    """Say which tests are off their level on a panel's own securities when nothing happened.

    Sizes are those of cases on one date where the panel's share one, else of cases on dates of their
    own; with the usual variance of the event day and with twice that.
    """
    many = (result.calibration or {}).get("many")
    if many is None or result.calibration is None:
        return None
    dates = "common" if (result.panel or {}).get("days") == 1 else "random"
    sizes = [r for r in many["size"] if r["dates"] == dates and r["n"]]
    usual, noisy = ([r for r in sizes if r["noisy"] is noise] for noise in (False, True))
    alpha = result.calibration["alpha"]
    facts = {
        "alpha": alpha,
        "dates": dates,
        "window": list(many["window"]),
        "cases": many["cases"],
        "samples": many["samples"],
        "tests": len(usual),
        "often": _off(usual, alpha, above=True),
        "seldom": _off(usual, alpha, above=False),
        "noise": _off(noisy, alpha, above=True),
    }
    return Caution("panel_calibration", "", facts)


def _off(rows: list[dict[str, Any]], alpha: float, *, above: bool) -> list[dict[str, Any]]:
    """Keep the tests whose interval of rates lies wholly above the level, or below it."""
    off = [r for r in rows if (r["ci"][0] > alpha if above else r["ci"][1] < alpha)]
    return [{"test": r["test"], "rate": r["rate"]} for r in off]


def _of_single_cases(study: Study, result: Results) -> Found:
    """Chain what is said of each case; a study that pools many speaks of their mean."""
    yield from _chosen_days(study, result)
    yield from _own_benchmarks(study, result)
    yield from _benchmark_decides(study, result)
    yield from _borderline(study, result)
    yield from _reversals(study, result)
    yield from _overlaps(study, result)
    yield from _one_case(result)
    yield from _other_indices(study, result)
    yield from _unfinished(study, result)


def _key(study: Study, case: Case) -> dict[str, Any]:
    """Name a case in symbols, and in the words that a reader knows."""
    return {
        "event": case.event,
        "title": _title(study, case.event),
        "day": case.event_day,
        "security": case.security,
        "name": _name(study, case.security),
        "benchmark": case.benchmark,
        "benchmark_name": _name(study, case.benchmark),
        "alpha": study.alpha,
    }


def _name(study: Study, symbol: str) -> str:
    declared = next((s.name for s in study.securities if s.symbol == symbol and s.name), None)
    return declared or INDICES.get(symbol, symbol)


def _title(study: Study, event: str) -> str:
    return next((e.title for e in study.listed if e.id == event), event)


def _pairs(result: Results, case: Case) -> Iterator[tuple[CarWindow, CarWindow]]:
    """Yield each window beside the same window without the firm in the index."""
    other = companion(result, case)
    for window in case.windows:
        twin = other and car_window(other, window.window)
        if twin and window.car is not None and twin.car is not None:
            yield window, twin


def _chosen_days(study: Study, result: Results) -> Found:
    chosen = {e.id for e in result.events if e.chosen_by == "price_move"}
    for case in main_cases(result):
        day = car_window(case, (0, 0))
        if case.event not in chosen or day is None:
            continue
        test = next((t for t in day.tests if t.name == "max_placebo"), None)
        if isinstance(test, HypothesisTest):
            facts = {"p_value": test.p_value, "known_are": _known_are(study, case.security)}
            yield "chosen_day", _key(study, case) | facts | test.details
        else:
            yield "chosen_day", _key(study, case) | {"reason": test and test.not_applicable}


def _known_are(study: Study, symbol: str) -> str | None:
    """Say what a security's known dates are: results, other, or None without any."""
    dates = [d for s in study.securities if s.symbol == symbol for d in s.known_dates]
    if not dates:
        return None
    return "results" if all(d.what.casefold().startswith("results") for d in dates) else "other"


def _own_benchmarks(study: Study, result: Results) -> Found:
    """Find firms inside their own benchmark, with each event's first window both ways."""
    for security in study.securities:
        weight = security.weight_in.get(security.benchmark)
        cases = [
            c
            for c in main_cases(result)
            if c.security == security.symbol and c.model not in WITHOUT_BENCHMARK
        ]
        if weight is None or not cases:
            continue
        rows = [
            {
                "event": c.event,
                "title": _title(study, c.event),
                "window": list(w.window),
                "car": w.car,
                "car_without": twin.car,
            }
            for c in cases
            for w, twin in list(_pairs(result, c))[:1]
        ]
        facts = {"weight": weight.value, "as_of": weight.as_of.isoformat(), "source": weight.source}
        lead = next((c for c in cases if c.event == result.headline.event), cases[0])
        yield "own_benchmark", _key(study, lead) | facts | {"rows": rows}


def _benchmark_decides(study: Study, result: Results) -> Found:
    alpha = result.study.alpha
    for case in main_cases(result):
        for window, twin in _pairs(result, case):
            if benchmark_decides(window, twin, alpha):
                yield (
                    "benchmark_decides",
                    _key(study, case)
                    | {
                        "window": list(window.window),
                        "car": window.car,
                        "p": decisive(window, alpha),
                        "car_without": twin.car,
                        "p_without": decisive(twin, alpha),
                    },
                )


def _borderline(study: Study, result: Results) -> Found:
    alpha = result.study.alpha
    for case in main_cases(result):
        for window in case.windows:
            if standing(window, alpha) == "borderline":
                yield (
                    "borderline",
                    _key(study, case)
                    | {
                        "window": list(window.window),
                        "car": window.car,
                        "p": decisive(window, alpha),
                    },
                )


def _reversals(study: Study, result: Results) -> Found:
    """Find event days that were unusual and whose next day went the other way."""
    for case in main_cases(result):
        day, after = car_window(case, (0, 0)), car_window(case, (0, 1))
        following = next((d for d in case.abnormal if d.tau == 1), None)
        move = following.abnormal if following else None
        if day is None or day.car is None or following is None or move is None:
            continue
        plain = standing(day, result.study.alpha) in {"ordinary", "unknown"}
        if plain and not depends_on_benchmark(result, case, day):
            continue
        if moved_back(day.car, move):
            yield (
                "reversal",
                _key(study, case)
                | {
                    "session": following.session,
                    "car": day.car,
                    "back": move,
                    "left": after and after.car,
                },
            )


def _overlaps(study: Study, result: Results) -> Found:
    """Find event days inside the event window of an earlier event, per security."""
    for case in main_cases(result):
        for other in main_cases(result):
            if other.security != case.security or other.event_day <= case.event_day:
                continue
            tau = next((d.tau for d in case.abnormal if d.session == other.event_day), None)
            if tau is not None:
                yield (
                    "overlap",
                    _key(study, case)
                    | {
                        "inner": other.event,
                        "inner_title": _title(study, other.event),
                        "inner_day": other.event_day,
                        "tau": tau,
                    },
                )


def _one_case(result: Results) -> Found:
    if result.cases and not result.aggregate:
        yield "one_case", {"cases": sum(1 for _ in main_cases(result))}


def _other_indices(study: Study, result: Results) -> Found:
    """Find indices, studied or used as a benchmark, that hold a studied firm."""
    used = {c.security for c in result.cases} | {c.benchmark for c in result.cases}
    studied = [s for s in study.securities if any(c.security == s.symbol for c in result.cases)]
    for security in studied:
        for index, weight in security.weight_in.items():
            if index in used and index != security.benchmark:
                yield (
                    "other_index",
                    {
                        "security": security.symbol,
                        "name": security.label,
                        "index": index,
                        "index_name": _name(study, index),
                        "weight": weight.value,
                        "as_of": weight.as_of.isoformat(),
                        "source": weight.source,
                    },
                )


def _confounders(study: Study, result: Results) -> Found:
    """List other news, with the event time from which prices can hold it."""
    for event in study.listed:
        for fact in event.confounders:
            day = fact.date.isoformat()
            yield (
                "confounder",
                {
                    "event": event.id,
                    "title": event.title,
                    "date": day,
                    "what": fact.what,
                    "after_close": fact.after_close,
                    "tau": _counts_from(result, event, day, fact.after_close),
                },
            )


def _counts_from(result: Results, event: Event, day: str, after_close: bool) -> int | None:
    """Return the event time of the first session that a day's news can move."""
    days = next((c.abnormal for c in result.cases if c.event == event.id), ())
    if not days or day < days[0].session:
        return None
    reached = (d.session > day if after_close else d.session >= day for d in days)
    return next((d.tau for d, there in zip(days, reached, strict=True) if there), None)


def _unfinished(study: Study, result: Results) -> Found:
    """List CARs that are not known, with the session each waits for."""
    for case in main_cases(result):
        rows = [
            {"window": list(w.window), "needs": waits_for(result, case, w), "reason": w.missing}
            for w in case.windows
            if w.car is None and w.missing != CROSSED
        ]
        if rows:
            facts = {"windows": rows, "data_end": result.study.data_end}
            yield "unfinished", _key(study, case) | facts


def waits_for(result: Results, case: Case, window: CarWindow) -> str | None:
    """Return the session after the data end that a window waits for, if that is why."""
    last = next((d.session for d in case.abnormal if d.tau == window.window[1]), "")
    return last if last > result.study.data_end else None


def _dropped(result: Results) -> Found:
    """List lost cases, or count them where there are many."""
    if len(result.dropped) > MANY_LOST:
        yield "dropped_many", {"n": len(result.dropped)}
        return
    for lost in result.dropped:
        yield (
            "dropped",
            {"event": lost.event_id, "security": lost.security, "reason": lost.reason},
        )


def _weak_data(result: Results) -> Found:
    """Gather the notes on the origin of prices, one each with the symbols it is about."""
    notes: dict[str, list[str]] = {}
    for source in result.prices.sources:
        if source.note:
            notes.setdefault(source.note, []).append(source.symbol)
    for note, symbols in notes.items():
        yield "weak_data", {"symbols": symbols, "note": note}

"""Rows of the page's tables as text, ready for the template."""

from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from eventstudy.claims.verdict import Verdict
from eventstudy.inference.result import HypothesisTest, NotApplicable, Outcome
from eventstudy.report.claim_view import allowed_text, gap_text, observed_text
from eventstudy.report.facts import Lead, lead, name_of, outcome, score
from eventstudy.report.format import number, p_value, percent, points, window
from eventstudy.report.overview import Row, has_claims, is_overview, overview
from eventstudy.report.svg import ClaimMark, claim_row, shape
from eventstudy.result import ArticleInfo, CarWindow, Case, Results
from eventstudy.standing import companion

__all__ = ["page_view", "score"]

View = dict[str, Any]
MOST_CASES = 12
MOST_DROPPED = 50


def page_view(result: Results, words: ModuleType) -> View:
    """Return everything that the template prints, by section."""
    facts = lead(result)
    shown = _shown(result)
    return {
        "overview": _overview(result, words) if is_overview(result) else None,
        "numbers": _numbers(result, facts, words),
        "main_caution": _main_caution(result, facts, words),
        "claims": [_claim(result, c, i, words) for i, c in enumerate(result.claims)],
        "articles": [_article(result, a) for a in result.articles],
        "events": [_event(result, e, words) for e in result.events],
        "windows": [_case_windows(result, c, words) for c in shown],
        "tests": [_case_tests(result, c, words) for c in shown if c is facts.case],
        "other_tests": [_p_values(result, c, words) for c in shown if c is not facts.case],
        "models": [_model(result, c, words) for c in shown],
        "diagnostics": _diagnostics(result, shown, words),
        "placebo": [p for c in _lead_cases(result, facts) if (p := _placebo(result, c, words))],
        "limits": [
            {"text": words.caution(w), "code": w.code, "main": w.code == "chosen_day"}
            for w in result.warnings
        ],
        "sources": [_source(s, words) for s in result.prices.sources],
        "more": len(result.cases) > len(shown),
        "has_twin": any(c.label == "ex_self" for c in shown),
        "dropped": result.dropped[:MOST_DROPPED],
        "dropped_more": max(len(result.dropped) - MOST_DROPPED, 0),
    }


def _overview(result: Results, words: ModuleType) -> View:
    """Return the table that leads a page of several events."""
    return {
        "claims": has_claims(result),
        "rows": [_overview_row(result, row, words) for row in overview(result)],
    }


def _overview_row(result: Results, row: Row, words: ModuleType) -> View:
    win, place = row.window, row.placebo
    return {
        "day": words.short_day(row.case.event_day),
        "title": row.title,
        "chosen": row.chosen,
        "name": name_of(result, row.case.security),
        "moved": "" if row.quoted is None else words.amount(percent(row.quoted.change)),
        "car": words.LABELS["unknown_yet"] if win.car is None else points(win.car),
        "ci": "" if win.ci is None else f"{points(win.ci[0])} … {points(win.ci[1])}",
        "p": "" if row.p is None else p_value(row.p, result.study.alpha),
        "placebo": "" if place is None else f"{number(place.place)} / {number(place.of)}",
        "standing": words.STANDINGS[row.standing],
        "kind": row.standing,
        "claims": f"{row.consistent} / {row.claims}" if row.claims else "",
    }


def _shown(result: Results) -> list[Case]:
    return list(result.cases[: 2 * MOST_CASES])


def _lead_cases(result: Results, facts: Lead) -> list[Case]:
    twin = companion(result, facts.case) if facts.case else None
    return [c for c in (facts.case, twin) if c is not None]


def _numbers(result: Results, facts: Lead, words: ModuleType) -> list[View]:
    """Return the first screen's large figures with what each of them is."""
    case, win, t = facts.case, facts.window, words.LABELS
    if case is None or facts.quoted is None:
        return []
    name = name_of(result, case.security)
    day = words.short_day(facts.last)
    rows = [
        {
            "value": words.amount(percent(facts.quoted.change)),
            "label": f"{name}, {day}, {t['close_to_close']}",
        }
    ]
    if win is not None and win.car is not None:
        label = words.abnormal_label(result, case, without=False)
        rows.append(
            {"value": points(win.car), "label": label, "note": _interval(result, win, words)}
        )
    if facts.other is not None and facts.other.car is not None:
        label = words.abnormal_label(result, case, without=True)
        note = _interval(result, facts.other, words)
        rows.append({"value": points(facts.other.car), "label": label, "note": note})
    if facts.next_day is not None and facts.next_day.abnormal is not None:
        rows.append({"value": points(facts.next_day.abnormal), "label": t["next_day"]})
    return rows


def _interval(result: Results, win: CarWindow, words: ModuleType) -> str:
    if win.ci is None:
        return ""
    return f"{words.level(result)}: {points(win.ci[0])} … {points(win.ci[1])}"


def _main_caution(result: Results, facts: Lead, words: ModuleType) -> str:
    """Return the caution that matters most for the headline case."""
    about = [
        w
        for w in result.warnings
        if facts.case is not None
        and (w.data.get("event"), w.data.get("security")) == (facts.case.event, facts.case.security)
    ]
    order = ("chosen_day", "benchmark_decides", "own_benchmark", "borderline", "confounder")
    found = sorted((w for w in about if w.code in order), key=lambda w: order.index(w.code))
    return words.caution_short(found[0]) if found else ""


def _claim(result: Results, claim: Verdict, at: int, words: ModuleType) -> View:
    article = next((a for a in result.articles if a.id == claim.article), None)
    return {
        "anchor": f"claim-{at + 1}",
        "number": at + 1,
        "quote": claim.quote,
        "lang": article.language if article else "en",
        "outlet": article.outlet if article else claim.article,
        "reading": words.claim_reading(result, claim),
        "allowed": words.amount(allowed_text(claim)),
        "observed": words.amount(observed_text(claim)),
        "gap": gap_text(claim),
        "rating": claim.rating,
        "word": words.RATINGS[claim.rating],
        "shape": Markup(shape(claim.rating)),
        "notes": [
            note.removeprefix(f"{words.RATINGS[claim.rating]}: ")  # the verdict stands above it
            for note in words.claim_notes(result, claim)
        ],
        "evidence": words.claim_evidence(result, claim),
        "plot": _claim_plot(claim, at, words),
    }


def _claim_plot(claim: Verdict, at: int, words: ModuleType) -> Markup | None:
    """Draw a claim that states a figure; magnitudes, since the direction is separate."""
    if claim.allowed is None or claim.observed is None:
        return None
    ends = sorted((abs(claim.observed.lo), abs(claim.observed.hi)))
    word = words.RATINGS[claim.rating]
    mark = ClaimMark(
        text=claim.quote,
        reading="",
        rating=claim.rating,
        lo=claim.allowed.lo,
        hi=claim.allowed.hi,
        lo_closed=claim.allowed.lo_closed,
        hi_closed=claim.allowed.hi_closed,
        observed=(ends[0], ends[1]),
        link=f"claim-{at + 1}",
        title=f"{claim.quote}: {words.amount(f'{allowed_text(claim)}; {observed_text(claim)}')}: {word}",
    )
    return Markup(claim_row(mark))


def _article(result: Results, article: ArticleInfo) -> View:
    answers = [a for a in result.answers if a.article == article.id]
    numbered = {c.id: i + 1 for i, c in enumerate(result.claims)}
    return {
        "info": article,
        "href": safe_link(article.url),
        "claims": [numbered[c] for c in article.claims if c in numbered],
        "answers": answers,
    }


def safe_link(url: str | None) -> str | None:
    """Return an address only if it is http or https; others stay text."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _event(result: Results, event: Any, words: ModuleType) -> View:
    days = [
        (name_of(result, c.security), c.event_day, c.reason)
        for c in result.cases
        if c.event == event.id and c.label == "main"
    ]
    same = event.event_day is not None
    return {
        "title": event.title,
        "announced": event.announced,
        "day": words.long_day(event.event_day) if same else "",
        "days": [] if same else [(n, words.long_day(d), r) for n, d, r in days],
        "reason": words.event_reason(event),
        "chosen_by": words.LABELS[f"chosen_{event.chosen_by}"],
    }


def _case_windows(result: Results, case: Case, words: ModuleType) -> View:
    return {
        "name": words.case_name(result, case),
        "event": _title(result, case.event),
        "caption": words.windows_caption(result, case),
        "rows": [_window_row(result, case, w, words) for w in case.windows],
    }


def _title(result: Results, event: str) -> str:
    return next((e.title for e in result.events if e.id == event), event)


def _window_row(result: Results, case: Case, win: CarWindow, words: ModuleType) -> View:
    if win.car is None:
        return {"window": window(win.window), "missing": words.missing(result, case, win)}
    test = outcome(win, "t")
    return {
        "window": window(win.window),
        "missing": None,
        "car": points(win.car, 2),
        "ci": "" if win.ci is None else f"{points(win.ci[0], 2)} … {points(win.ci[1], 2)}",
        "bhar": "" if win.bhar is None else points(win.bhar, 2),
        "detectable": ""
        if win.minimum_detectable is None
        else points(win.minimum_detectable, 1, sign=False),
        "p": p_value(test.p_value, result.study.alpha) if test else "",
        "standing": words.standing_word(result, case, win),
    }


def _case_tests(result: Results, case: Case, words: ModuleType) -> View:
    return {
        "name": words.case_name(result, case),
        "event": _title(result, case.event),
        "windows": [
            {
                "window": window(w.window),
                "car": points(w.car, 2),
                "rows": [_test_row(result, t, words) for t in w.tests],
            }
            for w in case.windows
            if w.car is not None
        ],
    }


def _p_values(result: Results, case: Case, words: ModuleType) -> View:
    """Return the p of every test by window, for a case that does not lead the page."""
    known = [w for w in case.windows if w.car is not None]
    names = dict.fromkeys(t.name for w in known for t in w.tests)
    alpha = result.study.alpha

    def cell(found: Outcome | None) -> str:
        return p_value(found.p_value, alpha) if isinstance(found, HypothesisTest) else "–"

    rows = [
        (name, *(cell(next((t for t in w.tests if t.name == name), None)) for w in known))
        for name in names
    ]
    cars = tuple(f"CAR {window(w.window)}: {points(w.car or 0.0, 2)}" for w in known)
    head = (words.LABELS["p"], *cars)
    return {
        "name": words.case_name(result, case),
        "event": _title(result, case.event),
        "head": head,
        "rows": rows,
    }


def _test_row(result: Results, test: Outcome, words: ModuleType) -> View:
    if isinstance(test, NotApplicable):
        return {"name": test.name, "reason": test.not_applicable}
    return {
        "name": test.name,
        "reason": None,
        "null": words.NULLS.get(test.name, test.null),
        "statistic": _statistic(test),
        "p": p_value(test.p_value, result.study.alpha),
        "n": number(test.n),
        "note": words.test_note(test, result.study.alpha),
    }


def _statistic(test: HypothesisTest) -> str:
    """Write the rank where the test is one, else the statistic."""
    if "rank" in test.details:
        return f"{number(test.details['rank'])} / {number(test.details['of'])}"
    return number(test.statistic, 2, sign=True)


def _model(result: Results, case: Case, words: ModuleType) -> View:
    fit = case.estimation
    return {
        "name": words.case_name(result, case),
        "event": _title(result, case.event),
        "model": case.model,
        "first": words.short_day(fit.first),
        "last": words.short_day(fit.last),
        "n": number(fit.n),
        "coefficients": [(k, number(v, 5, sign=True)) for k, v in fit.coefficients.items()],
        "sigma": points(fit.sigma, 2, sign=False),
        "r_squared": "" if fit.r_squared is None else number(fit.r_squared, 3),
    }


def _diagnostics(result: Results, cases: list[Case], words: ModuleType) -> View:
    """Return the diagnostics of the fitted models, a row for each case."""
    names = list(dict.fromkeys(name for c in cases for name in c.estimation.diagnostics))
    head = (words.LABELS["security"], words.LABELS["event"], *(n.replace("_", " ") for n in names))
    rows = [
        (
            words.case_name(result, c),
            _title(result, c.event),
            *(_four_digits(c.estimation.diagnostics.get(n)) for n in names),
        )
        for c in cases
    ]
    return {"head": head, "rows": rows}


def _four_digits(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}".replace("-", "\u2212")


def _placebo(result: Results, case: Case, words: ModuleType) -> View | None:
    for win in case.windows:
        test = outcome(win, "placebo")
        if test is None or tuple(win.window) != tuple(result.headline.window):
            continue
        details = test.details
        listed = details.get("larger", [])
        return {
            "label": words.larger_label(len(listed), details.get("larger_count", len(listed))),
            "name": words.case_name(result, case),
            "text": words.placebo_note(result, win),
            "larger": [
                (words.short_day(d["date"]), points(d["car"], 1), number(d["s"], 2, sign=True))
                for d in listed
            ],
            "avoided": [
                (words.short_day(d["date"]), d["what"]) for d in details.get("avoided", [])
            ],
        }
    return None


def _source(source: Any, words: ModuleType) -> View:
    missing = words.LABELS["not_stated"]
    return {
        "symbol": source.symbol,
        "source": source.source,
        "retrieved": words.moment(source.retrieved_at) if source.retrieved_at else missing,
        "licence": source.licence or missing,
        "note": source.note or "",
        "span": f"{words.short_day(source.first)} – {words.short_day(source.last)}",
        "rows": number(source.rows),
        "sha256": source.sha256[:12],
    }

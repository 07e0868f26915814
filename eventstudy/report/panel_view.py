"""What the page of a panel prints, as text ready for its template."""

from types import ModuleType
from typing import Any

from markupsafe import Markup

from eventstudy.report.format import floor, number, p_value, points, window
from eventstudy.report.panel_facts import may_speak
from eventstudy.report.panel_svg import path_picture, spread_picture
from eventstudy.report.prose.panels import PANEL_PROSE
from eventstudy.result import Results

Row = dict[str, Any]
MOST_GROUPS = 12  # blocks of tests on the page; the rest is in results.json
MOST_DROPPED = 100
SMALLEST_FLOOR = 1e-5  # a p cannot fall below it; smaller ones bind nobody
ON_TOP = ("panel_dropped", "panel_empty")
MOST_DEFECTS = 25
MOST_SOURCES = 100


def panel_view(result: Results, lang: str, nulls: dict[str, str]) -> Row:
    """Return everything that the template prints, by section."""
    words, panel = PANEL_PROSE[lang], result.panel or {}
    defects = [w for w in result.warnings if w.code == "price_defect"]
    return {
        "words": words,
        "labels": words.LABELS,
        "numbers": _numbers(panel),
        "on_top": [words.caution(w) for w in _grave(result) if w.code in ON_TOP],
        "cautions": [words.caution(w) for w in _grave(result) if w.code not in ON_TOP],
        "limits": [words.caution(w) for w in _grave(result)],
        "windows": [_mean_row(r) | {"window": window(r["window"])} for r in panel["windows"]],
        "path": _path(result, words),
        "spread": [_spread(row, words) for row in panel["distribution"]],
        "tests": [_block(b, "windows", result, words) for b in result.aggregate[:MOST_GROUPS]],
        "nulls": _nulls(result, nulls, words.NULLS),
        "daily": [_block(b, "daily", result, words) for b in result.aggregate[:1]],
        "extremes": _extremes(result, words),
        "kinds": [(words.KINDS[r["kind"]], number(r["n"])) for r in panel["dropped"]],
        "dropped": result.dropped[:MOST_DROPPED],
        "more_dropped": len(result.dropped) > MOST_DROPPED,
        "defects": [words.caution(w) for w in defects[:MOST_DEFECTS]],
        "more_defects": max(len(defects) - MOST_DEFECTS, 0),
        "sources": result.prices.sources[:MOST_SOURCES],
        "more_sources": max(len(result.prices.sources) - MOST_SOURCES, 0),
        "files": list(panel["files"].items()),
        "events_file": panel["events"],
    }


def _grave(result: Results) -> list[Any]:
    return [w for w in result.warnings if w.code != "price_defect"]


def _numbers(panel: Row) -> list[Row]:
    """Return the large figures of the first screen."""
    rows = [
        {"value": points(r["caar"], 2), "label": f"CAR {window(r['window'])}", "note": _ends(r)}
        for r in panel["windows"][:3]
        if r["caar"] is not None
    ]
    return [*rows, {"value": number(panel["n"]), "label": "N", "note": ""}]


def _ends(row: Row) -> str:
    if row["ci"] is None:
        return ""
    return f"{points(row['ci'][0], 2)} … {points(row['ci'][1], 2)}"


def _mean_row(row: Row) -> Row:
    caar, se = row["caar"], row["se"]
    return {
        "n": number(row["n"]),
        "caar": "" if caar is None else points(caar, 2),
        "se": "" if se is None else points(se, 2, sign=False),
        "ci": _ends(row),
    }


def _path(result: Results, words: ModuleType) -> Row | None:
    rows = (result.panel or {})["path"]
    if not rows:
        return None
    caption = words.path_caption(result)
    return {
        "caption": caption,
        "svg": Markup(path_picture(rows, f"{words.LABELS['path']}. {caption}")),
        "rows": [_mean_row(r) | {"tau": number(r["tau"], sign=True)} for r in rows],
    }


def _spread(row: Row, words: ModuleType) -> Row:
    caption, title = words.distribution_caption(row), f"CAR {window(row['window'])}"
    ends = zip(row["edges"], row["edges"][1:], row["counts"], strict=False)
    return {
        "title": title,
        "caption": caption,
        "svg": Markup(spread_picture(row, f"{title}. {caption}")),
        "rows": [(f"{points(lo, 2)} – {points(hi, 2)}", number(n)) for lo, hi, n in ends],
    }


def _block(block: Row, kind: str, result: Results, words: ModuleType) -> Row:
    mean = "caar" if kind == "windows" else "aar"
    return {
        "name": words.group_name(block["group"], block["n"]),
        "rows": [
            {
                "window": window(r["window"]) if kind == "windows" else _tau(r["tau"]),
                "n": number(r["n"]),
                "mean": "" if r[mean] is None else points(r[mean], 2),
                "warning": next((t["warning"] for t in r["tests"] if t.get("warning")), ""),
                "tests": [_test(t, result, words) for t in _speaking_first(r["tests"])],
            }
            for r in block[kind]
        ],
    }


def _nulls(
    result: Results, nulls: dict[str, str], said: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    """Return what each test of the first block assumes, once: name, words, language, source."""
    rows = result.aggregate[0]["windows"] if result.aggregate else []
    found = {
        t["name"]: (str(t["name"]), *_null(t, nulls, said), str(t["source"]))
        for r in rows
        for t in _speaking_first(r["tests"])
        if "null" in t
    }
    return list(found.values())


def _null(test: Row, nulls: dict[str, str], said: dict[str, str]) -> tuple[str, str]:
    """Return a null in the page's words, or the test's own, with its language ("" for the page's)."""
    own = str(test["null"])
    ours = nulls.get(test["name"]) or said.get(own)
    return (ours, "") if ours else (own, "en")


def _tau(tau: int) -> str:
    return f"τ = {number(tau, sign=True)}"


def _speaking_first(tests: list[Row]) -> list[Row]:
    """Put the tests that may speak first, then the marked ones, then the silent."""
    return sorted(tests, key=lambda t: 2 if "not_applicable" in t else 0 if may_speak(t) else 1)


def _test(test: Row, result: Results, words: ModuleType) -> Row:
    if "not_applicable" in test:
        return {"name": test["name"], "reason": test["not_applicable"]}
    alpha, speaks = result.study.alpha, may_speak(test)
    return {
        "name": test["name"],
        "reason": None,
        "statistic": number(test["statistic"], 3, sign=True),
        "distribution": test["distribution"],
        "p": p_value(test["p_value"], alpha),
        "holm": "" if test["p_holm"] is None else p_value(test["p_holm"], alpha),
        "bh": "" if test["p_bh"] is None else p_value(test["p_bh"], alpha),
        "n": number(test["n"]),
        "speaks": speaks,
        "mark": words.LABELS["yes"] if speaks else words.LABELS["no"],
        "floor": floor(test["floor"]) if (test["floor"] or 0) > SMALLEST_FLOOR else "",
    }


def _extremes(result: Results, words: ModuleType) -> Row | None:
    found = (result.panel or {})["extremes"]
    if found is None:
        return None
    alpha = result.study.alpha
    return {
        "window": window(found["window"]),
        **{
            side: [
                (
                    r["event_id"],
                    r["security"],
                    words.day(r["day"]),
                    points(r["car"], 2),
                    p_value(r["p_t"], alpha),
                )
                for r in found[side]
            ]
            for side in ("low", "high")
        },
    }

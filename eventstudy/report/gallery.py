"""The gallery: one page that lists every study found in a folder of reports."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from eventstudy.errors import EventStudyError
from eventstudy.report.facts import band, lead, name_of, score
from eventstudy.report.format import number, points
from eventstudy.report.jsontext import from_json
from eventstudy.report.overview import is_overview, overview
from eventstudy.report.page import gallery_page, pointer
from eventstudy.report.prose.en import bars_caption, claim_score, long_day
from eventstudy.report.svg import Bar, Dot, bars, dots, score_strip
from eventstudy.result import Results


@dataclass(frozen=True, slots=True)
class Entry:
    """One study of the gallery; ``problem`` says what is wrong with it, or is empty."""

    folder: str
    href: str | None
    title: str
    headline: str
    date: str
    claims: str
    strip: str
    picture: str
    problem: str


def write_index(reports: Path) -> Path:
    """Write ``index.html`` from every ``*/results.json`` below a folder.

    A study that cannot be read is listed as broken, one whose page is missing or
    was made from other results as stale; neither stops the others.
    """
    entries = [
        entry(f)
        for f in sorted(reports.glob("*/results.json"))
        if not f.parent.name.startswith(".")  # left behind by a run that was killed
    ]
    target, part = reports / "index.html", reports / ".index.html.part"
    part.write_bytes(gallery_page(entries).encode("utf-8"))
    part.replace(target)
    return target


def entry(results: Path) -> Entry:
    """Read one study for the gallery."""
    folder = results.parent.name
    page = results.parent / "report.html"
    href = f"{quote(folder)}/report.html" if page.is_file() else None
    try:
        text = results.read_text(encoding="utf-8")
        return _described(from_json(text), folder, href, _problem(page, text))
    except (OSError, UnicodeDecodeError, EventStudyError) as error:
        return Entry(folder, href, folder, "", "", "", "", "", f"broken: {error}")
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        problem = "broken: its results do not fit together; run the study again"
        return Entry(folder, href, folder, "", "", "", "", "", problem)


def _described(result: Results, folder: str, href: str | None, problem: str) -> Entry:
    return Entry(
        folder=folder,
        href=href,
        title=result.study.title,
        headline=result.headline.text.get("en", ""),
        date=_date(result),
        claims=claim_score(result),
        strip=score_strip(score(result)),
        picture=_picture(result),
        problem=problem,
    )


def _picture(result: Results) -> str:
    """Draw the headline case's abnormal returns, every case's CAR, or means over cases, small."""
    if is_overview(result):
        return _many(result)
    case = lead(result).case if result.panel is None else None
    if case is not None:
        wide = band(case, result.study.alpha)
        days = [
            Bar(d.tau, d.abnormal, None if d.se is None else wide * d.se, None, d.session)
            for d in case.abnormal
        ]
        return bars(days, bars_caption(result, case))
    daily = result.aggregate[0]["daily"] if result.aggregate else ()
    means = [Bar(d["tau"], d["aar"], None, None, number(d["tau"], sign=True)) for d in daily]
    return bars(means, result.headline.text.get("en", "")) if means else ""


def _many(result: Results) -> str:
    """Draw the CAR of every case of a study of several events, with its interval."""
    rows = [row for row in overview(result) if row.window.car is not None]
    drawn = [
        Dot(
            "",
            row.window.car or 0.0,
            None if row.window.ci is None else row.window.ci[1] - (row.window.car or 0.0),
            0,
            f"{name_of(result, row.case.security)}, {long_day(row.case.event_day)}: "
            f"{points(row.window.car or 0.0)}",
        )
        for row in rows
    ]
    return dots(drawn, result.study.title) if drawn else ""


def _date(result: Results) -> str:
    """Return the headline's day, or the first and last event day of a study of many."""
    if is_overview(result):
        days = [row.case.event_day for row in overview(result)]
        return " \u2013 ".join(long_day(d) for d in dict.fromkeys((days[0], days[-1])))
    if result.panel is not None:
        ends = (result.panel.get("first"), result.panel.get("last"))
        return " \u2013 ".join(long_day(d) for d in dict.fromkeys(ends) if d)
    day = lead(result).last
    return long_day(day) if day else ""


def _problem(page: Path, text: str) -> str:
    """Compare the page's own results with the file beside it."""
    if not page.is_file():
        return "stale: report.html is missing; run the study again"
    carried, mark = page.read_bytes(), b'id="results">'
    start = carried.find(mark)
    own = carried[start + len(mark) : carried.find(b"</script>", start)]
    body = text.strip("\n")
    made = {body.replace("<", "\\u003c").encode("utf-8"), pointer(body).encode("utf-8")}
    if start < 0 or own not in made:
        return "stale: report.html was made from other results; run the study again"
    return ""

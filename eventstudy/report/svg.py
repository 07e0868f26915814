"""Pictures drawn by us as inline SVG: they need no script and follow the page's colours.

Text goes through ``escape``; everything else is a number formatted here.
"""

from dataclasses import dataclass
from html import escape

from eventstudy.report.format import number, points

WIDTH = 720.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value, held inside the drawing."""
        span = (self.high - self.low) or 1.0
        at = (min(max(value, self.low), self.high) - self.low) / span
        return self.start + at * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Bar:
    """One session of the abnormal-return picture; values are fractions."""

    tau: int
    value: float | None
    band: float | None
    other: float | None
    title: str


def ticks(low: float, high: float, wanted: int = 7) -> list[float]:
    """Return round values between two ends, zero among them where it lies inside."""
    span = max(high - low, 1e-9)
    base = 10.0 ** (len(f"{span / wanted:e}") and int(f"{span / wanted:e}".split("e")[1]))
    step = next(m * base for m in (1, 2, 2.5, 5, 10) if span / (m * base) <= wanted)
    first = -int(-low / step) if low < 0 else int(low / step) + (low > 0)
    return [round(k * step, 12) for k in range(first, int(high / step) + 1) if k * step >= low]


def bars(days: list[Bar], label: str) -> str:
    """Draw abnormal returns by event time over the band of ordinary days."""
    height, top, bottom, left = 210.0, 12.0, 182.0, 46.0
    known = [v for d in days for v in (d.value, d.other, d.band, -(d.band or 0)) if v is not None]
    limit_low, limit_high = min([*known, -0.01]) * 1.08, max([*known, 0.01]) * 1.08
    y = Scale(limit_low, limit_high, bottom, top)
    width = (WIDTH - left - 8) / max(len(days), 1)
    parts = [_grid(ticks(limit_low, limit_high), y, left), _band(days, y, left, width)]
    parts += [_bar(d, i, y, left, width) for i, d in enumerate(days)]
    parts.append(_taus(days, left, width, height))
    parts.append(f'<line class="zero" x1="{left}" x2="{WIDTH}" y1="{y(0):.1f}" y2="{y(0):.1f}"/>')
    return _svg("".join(parts), height, label)


def _grid(values: list[float], y: Scale, left: float) -> str:
    """Draw level lines with their values."""
    lines = "".join(f"M{left:.0f} {y(v):.1f}H{WIDTH:.0f}" for v in values)
    texts = "".join(
        f'<text x="{left - 6:.0f}" y="{y(v) + 4:.1f}">{_level(v)}</text>' for v in values
    )
    return f'<path class="grid" d="{lines}"/><g class="axis" text-anchor="end">{texts}</g>'


def _level(value: float) -> str:
    return points(value, 0 if abs(value * 100 - round(value * 100)) < 1e-9 else 1)


def _band(days: list[Bar], y: Scale, left: float, width: float) -> str:
    """Draw the band as rectangles, one for each run of days that look alike."""
    spans: list[tuple[int, int, str, str]] = []
    for i, day in enumerate(days):
        if day.band is None:
            continue
        upper, lower = f"{y(day.band):.1f}", f"{y(-day.band):.1f}"
        if spans and spans[-1][1:] == (i, upper, lower):
            spans[-1] = (spans[-1][0], i + 1, upper, lower)
        else:
            spans.append((i, i + 1, upper, lower))
    drawn = "".join(
        f"M{left + a * width:.1f} {upper}H{left + b * width:.1f}V{lower}H{left + a * width:.1f}Z"
        for a, b, upper, lower in spans
    )
    return f'<path class="band" d="{drawn}"/>'


def _bar(day: Bar, i: int, y: Scale, left: float, width: float) -> str:
    if day.value is None:
        return ""
    x, w = left + (i + 0.18) * width, 0.64 * width
    upper, lower = sorted((y(day.value), y(0)))
    kind = "bar event" if day.tau == 0 else "bar"
    mark = "" if day.other is None else _tick(x, w, y(day.other))
    return (
        f'<path class="{kind}" d="M{x:.1f} {upper:.1f}h{w:.1f}v{max(lower - upper, 0.5):.1f}'
        f'h-{w:.1f}z"><title>{escape(day.title)}</title></path>{mark}'
    )


def _tick(x: float, width: float, y: float) -> str:
    return (
        f'<line class="other" x1="{x - 2:.1f}" x2="{x + width + 2:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
    )


def _taus(days: list[Bar], left: float, width: float, height: float) -> str:
    texts = "".join(
        f'<text x="{left + (i + 0.5) * width:.1f}" y="{height - 10:.0f}">'
        f"{number(d.tau, 0, sign=True)}</text>"
        for i, d in enumerate(days)
        if d.tau % 5 == 0
    )
    return f'<g class="axis" text-anchor="middle">{texts}</g>'


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """One row of the claims picture, magnitudes in the row's own unit.

    ``lo`` or ``hi`` is None for an end without bound; ``observed`` is the interval
    that the prices give.
    """

    text: str
    reading: str
    rating: str
    lo: float | None
    hi: float | None
    lo_closed: bool
    hi_closed: bool
    observed: tuple[float, float]
    link: str
    title: str


def claim_row(mark: ClaimMark) -> str:
    """Draw the allowed set as a bar with open or closed ends, the observation as a dot."""
    height, y, left, right = 46.0, 24.0, 14.0, WIDTH - 14.0
    ends = [v for v in (mark.lo, mark.hi, *mark.observed) if v is not None]
    pad = (max(ends) - min(ends)) * 0.35 or abs(ends[0]) * 0.1 or 1.0
    x = Scale(max(min(ends) - pad, 0.0), max(ends) + pad, left, right)
    start = left if mark.lo is None else x(mark.lo)
    end = right if mark.hi is None else x(mark.hi)
    low, high = (x(v) for v in mark.observed)
    parts = [
        f'<title>{escape(mark.title)}</title><line class="grid" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>',
        f'<rect class="allowed" x="{start:.1f}" y="{y - 6}" width="{max(end - start, 1):.1f}" height="12"/>',
        _end(start, y, mark.lo_closed, -1, mark.lo is None),
        _end(end, y, mark.hi_closed, 1, mark.hi is None),
        f'<line class="seen" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>',
        f'<circle class="dot {mark.rating}" cx="{(low + high) / 2:.1f}" cy="{y}" r="6"/>',
    ]
    return _svg("".join(parts), height, mark.title, "claimrow")


def _end(x: float, y: float, closed: bool, side: int, unbounded: bool) -> str:
    if unbounded:
        tip = x + side * 9
        return f'<path class="end closed" d="M{x:.1f} {y - 9} L{tip:.1f} {y} L{x:.1f} {y + 9} Z"/>'
    kind = "closed" if closed else "open"
    return f'<circle class="end {kind}" cx="{x:.1f}" cy="{y}" r="4.5"/>'


def score_strip(counts: dict[str, int]) -> str:
    """Draw one segment for each claim in the order of the ratings."""
    total = sum(counts.values())
    if not total:
        return ""
    width, x, parts = WIDTH / total, 0.0, []
    for rating, count in counts.items():
        for _ in range(count):
            parts.append(
                f'<rect class="{rating}" x="{x:.1f}" y="0" width="{max(width - 3, 1):.1f}" height="10"/>'
            )
            x += width
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH:.0f} 10" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


SHAPES = {
    "consistent": '<circle cx="8" cy="8" r="6.5"/>',
    "inexact": '<path d="M8 1.5a6.5 6.5 0 0 1 0 13z"/><circle cx="8" cy="8" r="6" class="ring"/>',
    "inconsistent": '<path d="M8 1 15.5 14.5H.5z"/>',
    "contradicted": '<path d="M3 .8 8 5.8l5-5L15.2 3l-5 5 5 5-2.2 2.2-5-5-5 5L.8 13l5-5-5-5z"/>',
    "not_checkable": '<circle cx="8" cy="8" r="5.5" class="ring"/>',
}


def shape(rating: str) -> str:
    """Draw the shape of a verdict; its word stands beside it."""
    return (
        f'<svg class="shape {rating}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{SHAPES[rating]}</svg>"
    )


def _svg(content: str, height: float, label: str, kind: str = "chart") -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(label, quote=True)}">{content}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Dot:
    """One specification of the curve: a CAR with its half interval, by kind of benchmark."""

    kind: str
    value: float
    half: float | None
    group: int
    title: str


def dots(rows: list[Dot], label: str) -> str:
    """Draw specifications side by side, kinds apart, over a line at zero."""
    height, left, gap = 240.0, 46.0, 1.5
    ends = [v for d in rows for v in (d.value - (d.half or 0), d.value + (d.half or 0))]
    low, high = min([*ends, -0.01]) * 1.05, max([*ends, 0.01]) * 1.05
    y = Scale(low, high, height - 34, 10)
    step = (WIDTH - left - 8) / (len(rows) + gap * len({d.group for d in rows}))
    parts = [_grid(ticks(low, high), y, left)]
    parts.append(f'<line class="zero" x1="{left}" x2="{WIDTH}" y1="{y(0):.1f}" y2="{y(0):.1f}"/>')
    seen: dict[int, float] = {}
    for i, row in enumerate(rows):
        x = left + (i + 0.5 + gap * row.group) * step
        seen.setdefault(row.group, x)
        parts.append(_dot(row, x, y))
    names = {d.group: d.kind for d in rows}
    parts += [
        f'<text class="axis" x="{x:.1f}" y="{height - 8 - 12 * (group % 2)}">{escape(names[group])}</text>'
        for group, x in seen.items()
    ]
    return _svg("".join(parts), height, label)


def _dot(row: Dot, x: float, y: Scale) -> str:
    line = ""
    if row.half is not None:
        top, bottom = y(row.value + row.half), y(row.value - row.half)
        line = f'<line class="whisker" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>'
    return (
        f'<g class="kind{row.group % 4}"><title>{escape(row.title)}</title>{line}'
        f'<circle cx="{x:.1f}" cy="{y(row.value):.1f}" r="3.5"/></g>'
    )

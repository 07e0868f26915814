"""The pictures of a panel as inline SVG: the mean CAR with its band, and the spread of CARs."""

from html import escape
from typing import Any

from eventstudy.report.format import number, points
from eventstudy.report.svg import WIDTH, Scale, ticks

HEIGHT, TOP, BOTTOM, LEFT = 260.0, 12.0, 224.0, 50.0
Row = dict[str, Any]


def path_picture(rows: list[Row], label: str) -> str:
    """Draw the mean CAR from the first session of the event window, with its band."""
    known = [r for r in rows if r["caar"] is not None]
    if not known:
        return ""
    values = [v for r in known for v in (r["caar"], *(r["ci"] or ()))]
    y = Scale(min([*values, -0.001]) * 1.06, max([*values, 0.001]) * 1.06, BOTTOM, TOP)
    x = Scale(rows[0]["tau"], rows[-1]["tau"], LEFT + 10, WIDTH - 12)
    parts = [_grid(v, y(v)) for v in ticks(y.low, y.high)]
    parts.append(_band([r for r in known if r["ci"]], x, y))
    line = " ".join(f"{x(r['tau']):.1f},{y(r['caar']):.1f}" for r in known)
    parts.append(f'<polyline class="meanline" points="{line}"/>')
    parts += [
        f'<g><title>{escape(_hover(r))}</title><circle class="meandot" cx="{x(r["tau"]):.1f}" '
        f'cy="{y(r["caar"]):.1f}" r="3"/></g>'
        for r in known
    ]
    parts.append(f'<line class="zero" x1="{LEFT}" x2="{WIDTH}" y1="{y(0):.1f}" y2="{y(0):.1f}"/>')
    step = max(len(rows) // 12, 1)
    parts += [
        _under(x(r["tau"]), number(r["tau"], sign=True)) for r in rows if r["tau"] % step == 0
    ]
    return _svg("".join(parts), label)


def _band(rows: list[Row], x: Scale, y: Scale) -> str:
    if len(rows) < 2:
        return ""
    upper = [f"{x(r['tau']):.1f},{y(r['ci'][1]):.1f}" for r in rows]
    lower = [f"{x(r['tau']):.1f},{y(r['ci'][0]):.1f}" for r in reversed(rows)]
    return f'<polygon class="meanband" points="{" ".join(upper + lower)}"/>'


def _hover(row: Row) -> str:
    text = f"{number(row['tau'], sign=True)}: {points(row['caar'], 2)}"
    return (
        text
        if row["ci"] is None
        else f"{text} [{points(row['ci'][0], 2)}, {points(row['ci'][1], 2)}]"
    )


def spread_picture(row: Row, label: str) -> str:
    """Draw how many CARs lie in each bin."""
    if not row["counts"]:
        return ""
    edges, counts = row["edges"], row["counts"]
    x = Scale(edges[0], edges[-1], LEFT + 4, WIDTH - 12)
    y = Scale(0, max(counts), BOTTOM, TOP)
    parts = [_grid_count(v, y(v)) for v in ticks(0, max(counts), 5) if v == int(v)]
    for low, high, count in zip(edges, edges[1:], counts, strict=False):
        title = f"{points(low, 2)} – {points(high, 2)}: {number(count)}"
        parts.append(
            f'<g><title>{escape(title)}</title><rect class="bar" x="{x(low):.1f}" y="{y(count):.1f}" '
            f'width="{max(x(high) - x(low) - 1, 0.5):.1f}" height="{BOTTOM - y(count):.1f}"/></g>'
        )
    if edges[0] <= 0 <= edges[-1]:
        parts.append(
            f'<line class="zero" x1="{x(0):.1f}" x2="{x(0):.1f}" y1="{TOP}" y2="{BOTTOM}"/>'
        )
    parts += [_under(x(v), _short(v)) for v in ticks(edges[0], edges[-1])]
    return _svg("".join(parts), label)


def _short(value: float) -> str:
    """Write a round fraction in points with as few digits as it has."""
    digits = next((d for d in range(4) if abs(value * 100 - round(value * 100, d)) < 1e-9), 4)
    return points(value, digits)


def _grid(value: float, y: float) -> str:
    return _line(y) + _aside(y, _short(value))


def _grid_count(value: float, y: float) -> str:
    return _line(y) + _aside(y, number(value))


def _line(y: float) -> str:
    return f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _aside(y: float, text: str) -> str:
    return f'<text class="axis" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{text}</text>'


def _under(x: float, text: str) -> str:
    return f'<text class="axis" x="{x:.1f}" y="{HEIGHT - 16}" text-anchor="middle">{text}</text>'


def _svg(content: str, label: str) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(label, quote=True)}">{content}</svg>'
    )

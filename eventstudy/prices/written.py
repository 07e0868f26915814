"""The prices used, as text: prices.csv and the hashes that name its values."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

import numpy as np
from pydantic_core import to_json

from eventstudy.prices.panel import Floats, PricePanel, Provenance, Series

HEADER = "symbol,date,open,high,low,close,adj_close,volume,source"
PLAIN = (1e-4, 1e15)  # figures that every encoder writes without an exponent
FORMULA_STARTS = ("=", "+", "-", "@")


def prices_csv(panel: PricePanel) -> str:
    """Write a panel as one long table, every float in its shortest exact form.

    Missing figures are empty cells; ``files.read_files`` gives the same values
    back, bit for bit. Lines end with a line feed.
    """
    returns = any(s.returns is not None for s in panel.series.values())
    header = HEADER.replace(",source", ",return,source") if returns else HEADER
    return "\n".join([header, *_panel_lines(panel, returns)]) + "\n"


def prices_bytes(panel: PricePanel) -> bytes:
    """Return prices.csv as it stands on disk: UTF-8 with a byte-order mark."""
    return prices_csv(panel).encode("utf-8-sig")


def panel_sha256(panel: PricePanel) -> str:
    """Return the sha256 of prices.csv as it stands on disk (``sha256sum prices.csv``)."""
    return hashlib.sha256(prices_bytes(panel)).hexdigest()


def series_text(series: Series) -> str:
    """Return a series' lines in prices.csv without their last cell, the source."""
    return "".join(f"{line}\n" for line in _value_lines(series))


def series_sha256(series: Series) -> str:
    """Return the sha256 of ``series_text``."""
    return hashlib.sha256(series_text(series).encode()).hexdigest()


def with_provenance(
    series: Series,
    source: str,
    retrieved_at: str | None = None,
    licence: str | None = None,
    note: str | None = None,
    text: str | None = None,
) -> Series:
    """Return the series with its provenance; dates, rows and hash are taken from its values.

    ``text`` is its ``series_text`` where that is at hand already.
    """
    figures = np.isfinite(series.total_return) | np.isfinite(series.close)
    known = np.flatnonzero(figures if series.returns is None else np.isfinite(series.returns))
    first, last = (
        (str(series.sessions[known[0]]), str(series.sessions[known[-1]]))
        if len(known)
        else ("", "")
    )
    provenance = Provenance(
        symbol=series.symbol,
        source=source,
        retrieved_at=retrieved_at,
        licence=licence,
        note=note,
        first=first,
        last=last,
        rows=len(known),
        sha256=hashlib.sha256((series_text(series) if text is None else text).encode()).hexdigest(),
    )
    return replace(series, provenance=provenance)


def _panel_lines(panel: PricePanel, returns: bool) -> Iterator[str]:
    """Yield the rows; where some series have returns, the others leave that cell empty."""
    for series in panel.series.values():
        source = text_cell(series.provenance.source)
        rest = f",,{source}" if returns and series.returns is None else f",{source}"
        for line in _value_lines(series):
            yield line + rest


def _value_lines(series: Series) -> Iterator[str]:
    values = (
        series.open,
        series.high,
        series.low,
        series.close,
        series.total_return,
        series.volume,
        *(() if series.returns is None else (series.returns,)),
    )
    days = series.sessions.astype(str).tolist()
    return map(",".join, zip(repeat(text_cell(series.symbol)), days, *map(_cells, values)))


def _cells(values: Floats) -> list[str]:
    """Write numbers so that reading them gives the same floats; NaN is an empty cell.

    Both encoders write a float's shortest exact form; the quick one writes very small
    and very large figures without an exponent where ``repr`` has one.
    """
    if np.isnan(values).all():
        return [""] * len(values)
    size = np.abs(values[values != 0])
    plain = not ((size < PLAIN[0]) | (size >= PLAIN[1])).any()
    encode = _quick_json if plain else json.dumps
    text = encode(values.tolist()).replace(" ", "")[1:-1] + ","
    return text.replace("NaN,", ",").replace(".0,", ",")[:-1].split(",")


def _quick_json(values: list[float]) -> str:
    return to_json(values, inf_nan_mode="constants").decode()


def text_cell(text: str) -> str:
    """Quote a text cell where CSV needs it; an apostrophe keeps spreadsheets from computing it."""
    safe = "'" + text if text.startswith(FORMULA_STARTS) else text
    if any(c in safe for c in ',"\r\n'):
        return '"' + safe.replace('"', '""') + '"'
    return safe


def plain_text(cell: str) -> str:
    """Undo the apostrophe of ``text_cell``."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell

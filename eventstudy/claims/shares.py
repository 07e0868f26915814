"""Share counts: what a config declares, else what the filings of large firms printed.

A count is known to half a unit of its last printed digit, and holds for half a year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import prod

from eventstudy.claims.verdict import Observed
from eventstudy.study import Assumption

SHARES_HOLD = 183  # days that a share count speaks for: two quarterly reports
LEAST_DIGITS = 2  # of a declared count: nobody counts shares to one digit

COVER = "cover page of Form {}"
ALL = "cover page of Form {}, all classes"
BALANCE = "Form 20-F, five common shares to an ADS"
Rows = tuple[tuple[str, str, str], ...]  # day, billions of shares as printed or rounded, source

_10K, _10Q = COVER.format("10-K"), COVER.format("10-Q")
_ALPHABET: Rows = (
    ("2023-01-26", "12.8", ALL.format("10-K")),
    ("2024-01-23", "12.43", ALL.format("10-K")),
    ("2024-10-22", "12.24", ALL.format("10-Q")),
    ("2025-01-28", "12.19", ALL.format("10-K")),
)
# Each count in the shares of its own day.
COUNTS: Mapping[str, Rows] = {
    "NVDA": (
        ("2023-02-17", "2.47", _10K),
        ("2023-05-19", "2.47", _10Q),
        ("2023-08-18", "2.47", _10Q),
        ("2023-11-10", "2.47", _10Q),
        ("2024-02-16", "2.5", _10K),
        ("2024-05-24", "2.46", _10Q),
        ("2024-08-23", "24.53", _10Q),
        ("2024-11-15", "24.49", _10Q),
        ("2025-02-21", "24.4", _10K),
        ("2025-05-23", "24.4", _10Q),
        ("2025-08-22", "24.3", _10Q),
    ),
    "AAPL": (
        ("2022-10-14", "15.91", _10K),
        ("2023-01-20", "15.82", _10Q),
        ("2023-04-21", "15.73", _10Q),
        ("2023-07-21", "15.63", _10Q),
        ("2023-10-20", "15.55", _10K),
        ("2024-01-19", "15.44", _10Q),
        ("2024-04-19", "15.33", _10Q),
        ("2024-07-19", "15.20", _10Q),
        ("2024-10-18", "15.12", _10K),
        ("2025-01-17", "15.02", _10Q),
        ("2025-04-18", "14.94", _10Q),
    ),
    "MSFT": (
        ("2023-07-24", "7.43", _10K),
        ("2024-01-25", "7.43", _10Q),
        ("2024-07-25", "7.43", _10K),
        ("2025-01-23", "7.43", _10Q),
        ("2025-07-24", "7.43", _10K),
    ),
    "GOOGL": _ALPHABET,
    "GOOG": _ALPHABET,
    "AMZN": (
        ("2023-01-25", "10.25", _10K),
        ("2024-01-24", "10.39", _10K),
        ("2024-10-24", "10.52", _10Q),
        ("2025-01-24", "10.60", _10K),
    ),
    "META": (
        ("2023-01-27", "2.59", ALL.format("10-K")),
        ("2024-01-26", "2.55", ALL.format("10-K")),
        ("2025-01-24", "2.53", ALL.format("10-K")),
    ),
    "TSLA": (
        ("2023-01-25", "3.16", _10K),
        ("2024-01-22", "3.18", _10K),
        ("2024-10-18", "3.21", _10Q),
        ("2025-01-22", "3.22", _10K),
    ),
    "AVGO": (("2024-11-29", "4.69", _10K),),
    "AMD": (("2025-01-29", "1.62", _10K),),
    "ORCL": (("2025-06-12", "2.81", _10K),),
    "TSM": (("2023-12-31", "5.19", BALANCE), ("2024-12-31", "5.19", BALANCE)),
    "NFLX": (
        ("2023-12-31", "0.4328", _10K),
        ("2024-06-30", "0.4292", _10Q),
        ("2024-12-31", "0.4278", _10K),
    ),
    "INTC": (
        ("2023-01-20", "4.14", _10K),
        ("2024-01-19", "4.23", _10K),
        ("2025-01-24", "4.33", _10K),
    ),
    "IBM": (("2025-09-30", "0.93", _10Q),),
}
# Splits of these firms since the first count: first session at the new price, ratio.
SPLITS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "NVDA": (("2024-06-10", 10),),
    "AVGO": (("2024-07-15", 10),),
    "NFLX": (("2025-11-17", 10),),
}


@dataclass(frozen=True, slots=True)
class ShareCount:
    """Shares outstanding on a session.

    Attributes
    ----------
    value : float
        In the shares of that session.
    interval : Observed
        What the printed digits leave open around it.
    as_of : date
        Day of the count.
    source : str
    tabled : bool
        True if it comes from ``COUNTS``, not from a config.
    """

    value: float
    interval: Observed
    as_of: date
    source: str
    tabled: bool


def declared_count(assumed: Assumption, ratio: float) -> ShareCount:
    """Return a config's count times ``ratio``, known to its last digit that is not a zero."""
    figure = Decimal(repr(assumed.value)).normalize()
    _, digits, exponent = figure.as_tuple()
    last = int(exponent) - max(0, LEAST_DIGITS - len(digits))
    return _count(figure, last, ratio, assumed.as_of, assumed.source, tabled=False)


def tabled_count(symbol: str, day: date, factor: float, as_quoted: bool) -> ShareCount | None:
    """Return the nearest count of ``COUNTS`` in the shares of a session.

    Parameters
    ----------
    symbol : str
    day : date
        The session.
    factor : float
        By which the file's prices were multiplied to be in the money of that day.
    as_quoted : bool
        False where they are adjusted for dividends too: taken as divided by every split.

    Returns
    -------
    ShareCount or None
        None where no count lies within ``SHARES_HOLD`` days, or where the factor is
        not that of the firm's splits.
    """
    near = [(abs((date.fromisoformat(r[0]) - day).days), r) for r in COUNTS.get(symbol, ())]
    distance, row = min(near, default=(SHARES_HOLD + 1, ("", "", "")))
    if distance > SHARES_HOLD or (as_quoted and factor not in {1.0, _splits_after(symbol, day)}):
        return None
    as_of, figure = date.fromisoformat(row[0]), Decimal(row[1])
    then = _splits_after(symbol, day) if as_quoted else 1
    ratio = 1e9 * _splits_after(symbol, as_of) / then
    return _count(figure, int(figure.as_tuple().exponent), ratio, as_of, row[2], tabled=True)


def _splits_after(symbol: str, day: date) -> float:
    return float(prod(k for d, k in SPLITS.get(symbol, ()) if date.fromisoformat(d) > day))


def _count(
    figure: Decimal, last: int, ratio: float, as_of: date, source: str, tabled: bool
) -> ShareCount:
    """Build a count; ``last`` is the power of ten of its last known digit."""
    half = Decimal(5).scaleb(last - 1)
    ends = Observed(float(figure - half) * ratio, float(figure + half) * ratio)
    return ShareCount(float(figure) * ratio, ends, as_of, source, tabled)

"""The price sources by name, each asked the same way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from eventstudy.prices.access import Access
from eventstudy.prices.asked import Asked
from eventstudy.prices.files import read_files
from eventstudy.prices.panel import Series
from eventstudy.sourcing import FileSource, Source

Dividends = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a source said, by symbol.

    Attributes
    ----------
    series : dict of str to Series
    failures : dict of str to str
        Why there is no series, where that is more than its absence.
    warnings : dict of str to tuple of str
        For the page.
    dividends : dict of str to tuple of (date, float)
        Where the source knows them.
    """

    series: dict[str, Series]
    failures: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dividends: dict[str, Dividends] = field(default_factory=dict)

    def with_notes(self, other: "Answers") -> "Answers":
        """Return both sources' remarks, without their series."""
        return Answers(
            {},
            self.failures | other.failures,
            self.warnings | other.warnings,
            self.dividends | other.dividends,
        )


Read = Callable[[Source, Path, Sequence[Asked], Access], Answers]


def _files(source: Source, base: Path, asked: Sequence[Asked], _: Access) -> Answers:
    declared = source if isinstance(source, FileSource) else FileSource(files=source)
    return Answers(read_files(declared, base, [a.symbol for a in asked]))


def _yahoo(_: Source, __: Path, asked: Sequence[Asked], access: Access) -> Answers:
    from eventstudy.prices.fetch import fetch_all  # light until something is downloaded

    entries, failures = fetch_all(asked, access)
    return Answers(
        {s: e.series for s, e in entries.items()},
        {s: str(e) for s, e in failures.items()},
        {s: e.warnings for s, e in entries.items()},
        {s: e.dividends for s, e in entries.items()},
    )


SOURCES: dict[str, Read] = {"files": _files, "yahoo": _yahoo}


def ask(source: Source, base: Path, asked: Sequence[Asked], access: Access) -> Answers:
    """Ask a source for symbols; nothing asked gives nothing."""
    name = source if isinstance(source, str) else "files"
    return SOURCES[name](source, base, asked, access) if asked else Answers({})

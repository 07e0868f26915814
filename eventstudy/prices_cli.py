"""``eventstudy prices``: the cache, by hand."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventstudy.errors import InputError, PriceError

if TYPE_CHECKING:
    from eventstudy.prices.access import Access
    from eventstudy.prices.asked import Asked
    from eventstudy.prices.store import Entry

PATHS = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
SHOWN_ROWS = 5
YEARS_BACK = 10


def tell(line: str) -> None:
    """Say something on stderr that no result depends on."""
    click.echo(line, err=True)


def terminal_step(symbol: str) -> None:
    """Name the symbol being downloaded, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"downloading {symbol} from Yahoo Finance", err=True)


@click.group()
def prices() -> None:
    """List, fill, show and compare the price cache.

    Yahoo's figures are for personal use; this tool is not affiliated with Yahoo.
    """


@prices.command("list")
def list_prices() -> None:
    """List the symbols in the cache with their days and when they were retrieved."""
    from eventstudy.prices.store import cache_folder, read, symbols

    cache = cache_folder()
    for symbol in symbols(cache):
        entry = read(cache, symbol, tell)
        if entry:
            click.echo(f"{symbol:<10} {_line(entry)}")


@prices.command()
@click.argument("symbols", nargs=-1, required=True, metavar="SYMBOL...")
@click.option("--from", "first", type=DAY, help="First day wanted; ten years back by default.")
@click.option("--refresh", is_flag=True, help="Download anew and say what changed.")
def fetch(symbols: tuple[str, ...], first: date | None, refresh: bool) -> None:
    """Download symbols into the cache, up to the last session that has closed."""
    from eventstudy.prices.fetch import fetch_all

    entries, failures = fetch_all(_wanted(symbols, first), _access(refresh=refresh))
    for symbol, entry in entries.items():
        click.echo(f"{symbol:<10} {_line(entry)}")
    faults = [f"{s}: {e}" for s, e in failures.items()]
    faults += [f"{s}: is not in the cache now" for s in entries if not _is_kept(s)]
    if faults:
        raise PriceError("\n".join(faults))


def _is_kept(symbol: str) -> bool:
    from eventstudy.prices.store import cache_folder, read

    return read(cache_folder(), symbol) is not None


@prices.command()
@click.argument("symbol")
def show(symbol: str) -> None:
    """Show a symbol's provenance, requests, splits, dividends and last rows."""
    from eventstudy.prices.panel import PricePanel
    from eventstudy.prices.store import cache_folder, read
    from eventstudy.prices.written import prices_csv

    cache = cache_folder()
    entry = read(cache, symbol, tell)
    if entry is None:
        raise PriceError(
            f"{symbol}: not in the cache {cache}; try: eventstudy prices fetch {symbol}"
        )
    origin = entry.series.provenance
    click.echo(f"{symbol}: {_line(entry)}\n{origin.source}; {origin.note}\n{origin.licence}")
    click.echo(f"sha256 of the values: {origin.sha256}")
    for said in (e for answer in entry.answers for e in answer.exchanges):
        click.echo(
            f"{said['at']} {said['host']}{said['path']} {said['status']} {said['size']:,} bytes"
        )
    for split in entry.series.splits:
        click.echo(f"split {split.session}: {split.ratio:g} for 1")
    click.echo(f"dividends: {len(entry.dividends)}")
    lines = prices_csv(PricePanel({symbol: entry.series})).splitlines()
    click.echo("\n".join([lines[0], *lines[1:][-SHOWN_ROWS:]]))


@prices.command()
@click.argument("folders", nargs=-1, type=PATHS, metavar="[A B [C]]")
def diff(folders: tuple[Path, ...]) -> None:
    """Compare closes: two or three folders, or the cache with a fresh download."""
    from eventstudy.prices.compare import compare_folders, sentence

    if not folders:
        _diff_cache()
        return
    if len(folders) not in {2, 3}:
        raise InputError("prices diff takes two or three folders, or none for the cache")
    names = [f.resolve().name for f in folders]
    names = names if len(set(names)) == len(names) else [str(f) for f in folders]
    for found in compare_folders(folders):
        for difference in found.differences:
            click.echo(sentence(difference, names))
        click.echo(
            f"{found.symbol}: {found.sessions:,} sessions compared, {len(found.differences)} differ, "
            f"{found.rounded} only by rounding",
            err=True,
        )


def _diff_cache() -> None:
    """Download every cached symbol anew, say what changed, and keep the new figures."""
    from eventstudy.prices.asked import Asked
    from eventstudy.prices.fetch import changes, fetch_all
    from eventstudy.prices.store import cache_folder, read, symbols

    cache = cache_folder()
    held = {s: e for s in symbols(cache) if (e := read(cache, s, tell))}
    asked = [Asked(s, e.first, e.through) for s, e in held.items()]
    entries, failures = fetch_all(asked, _access(refresh=True, quiet=True))
    for symbol, entry in entries.items():
        lines = changes(held[symbol].series, entry.series)
        click.echo("\n".join(lines) if lines else f"{symbol}: unchanged")
    if failures:
        raise PriceError("\n".join(f"{s}: {e}" for s, e in failures.items()))


def _wanted(symbols: tuple[str, ...], first: date | None) -> "list[Asked]":
    from eventstudy.prices.asked import Asked
    from eventstudy.prices.fetch import calendar_code, last_closed

    asked = []
    for symbol in dict.fromkeys(symbols):
        last = last_closed(calendar_code(symbol))
        start = date(first.year, first.month, first.day) if first else None
        asked.append(Asked(symbol, start or last.replace(year=last.year - YEARS_BACK, day=1), last))
    return asked


def _access(*, refresh: bool, quiet: bool = False) -> "Access":
    from eventstudy.prices.access import Access, silent
    from eventstudy.prices.store import cache_folder

    say = silent if quiet else tell
    return Access(cache_folder(), refresh=refresh, say=say, step=terminal_step)


def _line(entry: "Entry") -> str:
    origin = entry.series.provenance
    return (
        f"{origin.first} to {origin.last}, {origin.rows:,} sessions, {entry.currency}, "
        f"retrieved {entry.retrieved_at}"
    )

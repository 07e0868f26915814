"""The commands of ``eventstudy``, loaded when one is used. Heavy imports live inside them."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from eventstudy import names, prices_cli
from eventstudy.errors import EventStudyError
from eventstudy.terminal import complain, visible

if TYPE_CHECKING:
    from eventstudy.articles import Read
    from eventstudy.reading.lexicon import Lexicon
    from eventstudy.study import Group

Item = TypeVar("Item")
PATHS = click.Path(path_type=Path)
NAMES = click.option(
    "--names", type=PATHS, metavar="FILE", help="More names of securities: SYMBOL = name; name."
)
URL = click.option("--url", help="Address of the page; its day dates a text that has none.")
RATINGS = tuple(names.RATINGS)
EXPORTS = ("xlsx", "static")


def _ratings(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    wanted = tuple(filter(None, (v.strip() for v in (value or "").split(","))))
    for rating in wanted:
        if rating not in RATINGS:
            raise click.BadParameter(f"{rating!r}; allowed: {', '.join(RATINGS)}")
    return wanted


def _languages(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(filter(None, (v.strip() for v in (value or "").split(",")))))
    for language in wanted:
        if language not in names.LANGUAGES:
            raise click.BadParameter(f"{language!r}; allowed: {', '.join(names.LANGUAGES)}")
    return wanted


def _exports(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    given = (v.strip() for one in value for v in one.split(","))
    wanted = tuple(dict.fromkeys(filter(None, given)))
    for kind in wanted:
        if kind not in EXPORTS:
            raise click.BadParameter(f"{kind!r}; allowed: {', '.join(EXPORTS)}")
    return wanted


@click.command()
@click.argument("configs", nargs=-1, required=True, type=PATHS, metavar="CONFIG...")
@click.option(
    "--out", type=PATHS, default=Path("reports"), show_default=True, help="Folder for the reports."
)
@click.option("--prices", type=PATHS, help="Folder or CSV that replaces every price source.")
@click.option("--offline", is_flag=True, help="Use files and the cache only; never the network.")
@click.option("--refresh", is_flag=True, help="Download anew and say what changed.")
@click.option(
    "--lang",
    callback=_languages,
    metavar="LANGUAGES",
    help="Languages of the page, comma-separated: en, ko. The first is report.html.",
)
@click.option(
    "--fail-on",
    callback=_ratings,
    metavar="RATINGS",
    help="Exit 5 if a claim earns one of these ratings (comma-separated).",
)
@click.option(
    "--export",
    multiple=True,
    callback=_exports,
    metavar="KINDS",
    help="Also write: xlsx, a workbook (extra: excel); static, figures as SVG and PNG (extra: static).",
)
@click.option(
    "--assets",
    type=click.Choice(["inline", "shared"]),
    default="inline",
    show_default=True,
    help="shared: small pages beside one plotly file.",
)
@click.option("--open", "open_", is_flag=True, help="Open the report in the browser.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def run(
    configs: tuple[Path, ...],
    out: Path,
    prices: Path | None,
    offline: bool,
    refresh: bool,
    lang: tuple[str, ...],
    fail_on: tuple[str, ...],
    export: tuple[str, ...],
    assets: str,
    open_: bool,
    quiet: bool,
) -> None:
    """Study and claim check: write OUT/<config>/report.html and the gallery."""
    from eventstudy.prices.access import silent
    from eventstudy.runs import RunOptions, run_configs

    if offline and refresh:
        raise click.UsageError("--offline and --refresh exclude each other; give one")
    step = prices_cli.terminal_step if not quiet else silent
    options = RunOptions(
        out, prices, offline, fail_on, export, assets, refresh, prices_cli.tell, step, lang
    )
    code = 0
    for outcome in run_configs(configs, options):
        complain(outcome.error)
        code = code or outcome.code
        if outcome.report and not quiet:
            click.echo(visible(outcome.summary))
        if outcome.report and open_:
            click.launch(outcome.report.resolve().as_uri())
    sys.exit(code)


@click.command()
@click.argument("configs", nargs=-1, required=True, type=PATHS, metavar="CONFIG...")
@click.option("--prices", type=PATHS, help="Folder or CSV that replaces every price source.")
def check(configs: tuple[Path, ...], prices: Path | None) -> None:
    """Validate only: event days with reasons, windows as dates, prices needed."""
    from eventstudy.checkup import describe_config

    sys.exit(_each(configs, lambda path: click.echo(describe_config(path, prices))))


@click.command()
@click.argument("report", type=PATHS, metavar="REPORT.html")
def verify(report: Path) -> None:
    """Compute a report again from what it carries; exit 4 if anything differs."""
    from eventstudy.verify import verify as check_report

    click.echo(check_report(report))


@click.command()
@click.argument("name")
@click.option(
    "--article", metavar="FILE|-", help="Text or HTML to propose a record and config from."
)
@click.option("--published", metavar="WHEN", help="2025-01-28, or an instant with offset.")
@URL
@NAMES
def new(
    name: str, article: str | None, published: str | None, url: str | None, names: Path | None
) -> None:
    """Write ./NAME/config.yaml, commented, ready to edit; never overwrites.

    With --article also ./NAME/article.yaml, its price claims, and a config that runs as it is.
    """
    from eventstudy.scaffold import write_from_article, write_new

    given = _given(published, url, names)
    if article is None:
        if given:
            raise click.UsageError(f"{' and '.join(given)}: said of an article; add --article FILE")
        click.echo(write_new(name))
        return
    from eventstudy import articles

    articles.check_files([article], given, records=False)
    read = articles.read_article(article, published, url, _lexicon(names))
    click.echo(visible(write_from_article(name, read.extraction.article)))
    click.echo(visible(articles.left_over(read, verbose=True)), err=True)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("--published", metavar="WHEN", help="2025-01-28, or an instant with offset.")
@URL
@NAMES
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="A record, or JSON for programs.",
)
@click.option("-o", "--output", type=PATHS, help="Write to a new file instead of stdout.")
@click.option("--verbose", is_flag=True, help="List the sentences that were not understood.")
def extract(
    files: tuple[str, ...],
    published: str | None,
    url: str | None,
    names: Path | None,
    form: str,
    output: Path | None,
    verbose: bool,
) -> None:
    """Read articles (text or HTML, Korean or English) into proposed records.

    A FILE of - is stdin. What was not understood is counted on stderr.
    """
    from eventstudy import articles

    articles.check_files(files, _given(published, url, names), records=False)
    json = form == "json"
    if output is not None and len(files) > 1 and not json:
        raise click.UsageError("-o: a file holds one record; give one FILE, or --format json")
    lexicon = _lexicon(names)
    reads = _read_all(files, lambda name: articles.read_article(name, published, url, lexicon))
    for read in reads:
        click.echo(visible(articles.left_over(read, verbose)), err=True)
    text = articles.proposal_json(reads) + "\n" if json else articles.proposal_yaml(reads)
    if output is None:
        click.echo(text, nl=False)
    else:
        articles.write_new_file(output, text)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("--published", metavar="WHEN", help="2025-01-28, or an instant with offset.")
@click.option(
    "--prices", type=PATHS, help="Folder or CSV with the prices; default: the cache, then Yahoo."
)
@click.option("--offline", is_flag=True, help="Use files and the cache only; never the network.")
@URL
@NAMES
@click.option(
    "--groups", type=PATHS, metavar="CONFIG", help="Config whose groups the records name."
)
@click.option("--verbose", is_flag=True, help="List the sentences that were not understood.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For people or for programs.",
)
def claims(
    files: tuple[str, ...],
    published: str | None,
    prices: Path | None,
    offline: bool,
    url: str | None,
    names: Path | None,
    groups: Path | None,
    verbose: bool,
    form: str,
) -> None:
    """Rate the claims of articles or records; no event study.

    A FILE of - is stdin; one that ends in .yaml is a record, anything else an article.
    """
    from eventstudy import articles
    from eventstudy.prices.access import access_for
    from eventstudy.prices.store import cache_folder
    from eventstudy.sourcing import Network

    articles.check_files(files, _given(published, url, names))
    if groups is not None and not any(map(articles.is_record, files)):
        raise click.UsageError("--groups: only records name groups, and no record is given")
    access = access_for(Network(), Path(), cache_folder(), offline=offline, say=prices_cli.tell)
    lexicon, named = _lexicon(names), _groups(groups)
    reads = _read_all(files, lambda name: articles.read_any(name, published, url, lexicon))
    rated = [articles.rate(read, prices, access, named) for read in reads]
    for left in filter(None, (articles.left_over(read, verbose) for read in reads)):
        click.echo(visible(left), err=True)
    click.echo(
        articles.verdicts_json(rated) if form == "json" else visible(articles.verdict_table(rated))
    )


def _given(published: str | None, url: str | None, names: Path | None) -> list[str]:
    """Name the options given that say something of an article's text."""
    options = {"--published": published, "--url": url, "--names": names}
    for option, value in options.items():
        if value == "":
            raise click.UsageError(f"{option}: is empty; give a value, or leave it out")
    return [option for option, value in options.items() if value is not None]


def _read_all(files: Sequence[str], read: "Callable[[str], Read]") -> "list[Read]":
    """Read every file, or say what is wrong with each that cannot be read."""
    reads: list[Read] = []

    def keep(name: str) -> None:
        reads.append(read(name))

    code = _each(files, keep)
    if code:
        sys.exit(code)
    return reads


def _lexicon(path: Path | None) -> "Lexicon | None":
    """Return the shipped names with those of a user's file."""
    if path is None:
        return None
    from eventstudy.reading.lexicon import with_file

    return with_file(path)


def _groups(path: Path | None) -> "dict[str, Group]":
    """Return the groups of a config."""
    if path is None:
        return {}
    from eventstudy.config import read_study

    return dict(read_study(path).study.groups)


@click.command()
@click.argument("config", type=PATHS)
@click.option(
    "--draws",
    type=click.IntRange(20, 100_000),
    default=1000,
    show_default=True,
    help="Pseudo-events a security, or samples for an events file.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the draws."
)
@click.option(
    "--out", type=PATHS, default=Path("reports"), show_default=True, help="Folder for the reports."
)
@click.option("--prices", type=PATHS, help="Folder or CSV that replaces every price source.")
@click.option("--offline", is_flag=True, help="Use files and the cache only; never the network.")
def calibrate(
    config: Path, draws: int, seed: int, out: Path, prices: Path | None, offline: bool
) -> None:
    """Size and power of each test on the study's own securities."""
    from eventstudy.runs import RunOptions, calibrate_config

    options = RunOptions(out, prices, offline, say=prices_cli.tell)
    page = calibrate_config(config, options, draws, seed)
    click.echo(
        f"wrote {page} and calibration.json\nnext:  eventstudy run {config}, which then shows a line"
    )


@click.command("list")
@click.argument("what", type=click.Choice(["models", "tests", "providers", "measures"]))
def list_(what: str) -> None:
    """Say what can be named in a config or record, with its source."""
    tables = {
        "models": names.MODELS | names.ROBUSTNESS_MODELS,
        "tests": names.TESTS,
        "providers": names.SOURCES,
        "measures": names.MEASURES,
    }
    for name, entry in tables[what].items():
        source = f"  [{entry.source}]" if entry.source else ""
        click.echo(f"{name:<18} {entry.line}{source}")


@click.command()
@click.argument("what", type=click.Choice(["config", "record", "results"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a config, a record or results.json."""
    from eventstudy.schemas import schema_text

    click.echo(schema_text(what), nl=False)


def _each(paths: Sequence[Item], act: Callable[[Item], None]) -> int:
    """Act on every path; the first failure's exit code wins."""
    code = 0
    for path in paths:
        try:
            act(path)
        except EventStudyError as error:
            complain(error)
            code = code or error.exit_code
    return code


COMMANDS: dict[str, click.Command] = {
    "run": run,
    "check": check,
    "new": new,
    "extract": extract,
    "claims": claims,
    "verify": verify,
    "calibrate": calibrate,
    "prices": prices_cli.prices,
    "list": list_,
    "schema": schema,
}

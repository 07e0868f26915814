"""Running configs from the command line: each is tried, nothing earlier is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eventstudy.config import StudyFile, read_study
from eventstudy.errors import EventStudyError, InputError
from eventstudy.pipeline import run_panel, run_study
from eventstudy.prices.access import Access, Say, access_for, silent
from eventstudy.prices.store import cache_folder
from eventstudy.report.export import write_study
from eventstudy.report.gallery import write_index
from eventstudy.report.workbook import require_excel
from eventstudy.result import StudyResult
from eventstudy.study import EventsFile

FAILED_ON = 5


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The flags of ``eventstudy run``."""

    out: Path
    prices: Path | None = None
    offline: bool = False
    fail_on: tuple[str, ...] = ()
    export: str | None = None
    assets: str = "inline"
    refresh: bool = False
    say: Say = silent
    step: Say = silent
    lang: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one config: a report with a summary, or an error."""

    code: int
    report: Path | None = None
    summary: str = ""
    error: EventStudyError | None = None


def run_configs(configs: Iterable[Path], options: RunOptions) -> Iterator[Outcome]:
    """Run every config in turn; a failure leaves the earlier report and the rest alone."""
    seen: dict[str, Path] = {}
    for config in configs:
        try:
            if options.export == "xlsx":
                require_excel()
            if config.stem in seen:
                raise InputError(
                    f"{config}: {seen[config.stem]} already writes {options.out / config.stem}; "
                    "rename one of the two"
                )
            seen[config.stem] = config
            yield _run(config, options)
        except EventStudyError as error:
            yield Outcome(error.exit_code, error=error)


def _run(config: Path, options: RunOptions) -> Outcome:
    file = read_study(config)
    access = access_for(
        file.study.network,
        file.folder,
        cache_folder(),
        offline=options.offline,
        refresh=options.refresh,
        say=options.say,
        step=options.step,
    )
    result, files = _result(file, options.prices, access)
    folder = options.out / config.stem
    try:
        langs = options.lang or file.study.report.lang
        write_study(result, folder, langs, options.assets, options.export, files)
        write_index(options.out)
    except OSError as error:
        raise InputError(
            f"{folder}: cannot write the report: {error.strerror} ({error.filename}); name "
            "another --out, or move what stands there"
        ) from None
    failed = any(v.rating in options.fail_on for v in result.claims)
    report = folder / "report.html"
    return Outcome(FAILED_ON if failed else 0, report, _summary(result, config, report))


def _result(
    file: StudyFile, prices: Path | None, access: Access
) -> tuple[StudyResult, dict[str, bytes]]:
    """Run a study; many cases come with the files that are too large for the page."""
    if not isinstance(file.study.events, EventsFile):
        return run_study(file, prices, access), {}
    run = run_panel(file, prices, access)
    return run.result, run.files


def _summary(result: StudyResult, config: Path, report: Path) -> str:
    """Say the headline, where the report is, and what to try next."""
    return (
        f"{result.headline.text['en']}\n\n"
        f"report:   {report}\n"
        f"next:     open {report} in a browser, or: eventstudy check {config}"
    )

"""Running configs from the command line: each is tried, nothing earlier is lost."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventstudy.config import StudyFile, read_study
from eventstudy.errors import EventStudyError, InputError
from eventstudy.pipeline import run_panel, run_study
from eventstudy.prices.access import Access, Say, access_for, silent
from eventstudy.prices.store import cache_folder
from eventstudy.report.export import EXPORTS, write_study
from eventstudy.report.gallery import write_index
from eventstudy.result import Results
from eventstudy.study import EventsFile

FAILED_ON = 5
CALIBRATION = "eventstudy/calibration/1"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The flags of ``eventstudy run``."""

    out: Path
    prices: Path | None = None
    offline: bool = False
    fail_on: tuple[str, ...] = ()
    export: tuple[str, ...] = ()
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
            for name in options.export:
                EXPORTS[name]()
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
    folder = options.out / config.stem
    known = stored_calibration(folder, file.sha256)
    result, files = _result(file, options.prices, access, known)
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
    file: StudyFile, prices: Path | None, access: Access, known: dict[str, Any] | None
) -> tuple[Results, dict[str, bytes]]:
    """Run a study; many cases come with the files that are too large for the page."""
    if not isinstance(file.study.events, EventsFile):
        return run_study(file, prices, access, known), {}
    run = run_panel(file, prices, access, known)
    return run.result, run.files


def calibrate_config(config: Path, options: RunOptions, draws: int, seed: int) -> Path:
    """Write calibration.html and calibration.json into a study's folder; return the page.

    Raises
    ------
    ConfigError, InputError, PriceError
        As a run would.
    """
    from eventstudy.calibration import calibrate_study, calibration_text
    from eventstudy.report.page import calibration_page

    file = read_study(config)
    access = access_for(
        file.study.network, file.folder, cache_folder(), offline=options.offline, say=options.say
    )
    found = calibrate_study(file, options.prices, access, draws, seed)
    folder = options.out / config.stem
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "calibration.html": calibration_page(file.study.title, found),
        "calibration.json": calibration_text(found),
    }
    for name, text in texts.items():
        part = folder / f".{name}.part"
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(folder / name)
    return folder / "calibration.html"


def _summary(result: Results, config: Path, report: Path) -> str:
    """Say the headline, where the report is, and what to try next."""
    return (
        f"{result.headline.text['en']}\n\n"
        f"report:   {report}\n"
        f"next:     open {report} in a browser, or: eventstudy check {config}"
    )


def stored_calibration(folder: Path, config_sha256: str) -> dict[str, Any] | None:
    """Read the calibration in a study's folder, if it was made with this config.

    None where there is none, or where it belongs to another config.
    """
    try:
        found = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    same = isinstance(found, dict) and found.get("schema") == CALIBRATION
    return found if same and found.get("config_sha256") == config_sha256 else None

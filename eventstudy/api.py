"""From Python: run a config, or an event study on data frames."""

from pathlib import Path

from eventstudy.config import read_study
from eventstudy.pipeline import run_study
from eventstudy.result import StudyResult


def run(config: str | Path, *, prices: str | Path | None = None) -> StudyResult:
    """Run a study as ``eventstudy run`` does, without writing files.

    Parameters
    ----------
    config : str or Path
        A config file.
    prices : str or Path, optional
        Folder or CSV that replaces every price source of the config.

    Returns
    -------
    StudyResult
        The value that the report is made from; ``windows``,
        ``abnormal_returns`` and ``claims`` are data frames.

    Raises
    ------
    InputError
        If the config or a record is wrong.
    PriceError
        If needed prices are missing or refused.
    """
    return run_study(read_study(config), Path(prices) if prices is not None else None)

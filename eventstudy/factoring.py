"""The factors of a study: read or downloaded, and put beside its returns."""

from typing import Any

import numpy as np

from eventstudy.config import StudyFile
from eventstudy.errors import ConfigError, InputError
from eventstudy.faults import fault
from eventstudy.models.table import FACTORS, RISKLESS
from eventstudy.prices.access import Access
from eventstudy.prices.factors import Factors, french_factors, read_factors
from eventstudy.prices.panel import Days, Floats
from eventstudy.returns import Returns

PREFIX = "factor:"


def study_factors(file: StudyFile, access: Access) -> Factors | None:
    """Return the factors that the study's model needs; None where it needs none.

    Raises
    ------
    ConfigError
        If the config names no source of them, or asks for log returns.
    InputError
        If the source lacks one of the model's factors.
    PriceError
        If the file is no table of factors, or they cannot be downloaded.
    """
    study = file.study
    if study.model not in FACTORS:
        return None
    if study.factors is None:
        problem = (
            f"{study.model} needs factors: {{path: FILE.csv}}, or factors: {{provider: french}}"
        )
        raise ConfigError([fault(file.located, ("model",), problem)])
    if study.returns == "log":
        problem = f"the factors of {study.model} are simple returns; allowed: simple"
        raise ConfigError([fault(file.located, ("returns",), problem)])
    if study.factors.path is None:
        return _complete(french_factors(access), study.model)
    path = file.folder / study.factors.path
    return _complete(read_factors(path, str(path), study.factors.units), study.model)


def _complete(factors: Factors, model: str) -> Factors:
    """Hold factors to the model; a three-factor file's SMB is the three-factor SMB."""
    values = dict(factors.values)
    if "SMB_FF3" not in values and "SMB" in values and not {"RMW", "CMA"} & set(values):
        values["SMB_FF3"] = values["SMB"]
    missing = [c for c in map(_bare, (*FACTORS[model], RISKLESS)) if c not in values]
    if missing:
        raise InputError(
            f"model {model}: {factors.source} has no {', '.join(missing)}; found: "
            f"{', '.join(factors.values)}. SMB_FF3 is the SMB of the three-factor file"
        )
    return Factors(factors.sessions, values, factors.source, factors.retrieved_at, factors.sha256)


def _bare(column: str) -> str:
    return column.removeprefix(PREFIX)


def with_factors(returns: Returns, factors: Factors | None) -> Returns:
    """Put factors beside returns by date; a session without them is missing."""
    if factors is None:
        return returns
    columns = [_on(returns.sessions, factors.sessions, v) for v in factors.values.values()]
    names = tuple(PREFIX + name for name in factors.values)
    return returns.with_columns(names, np.column_stack(columns))


def factor_info(factors: Factors | None, returns: Days) -> dict[str, Any] | None:
    """Carry the factors used, so that the page can be computed again.

    Returns
    -------
    dict or None
        ``{source, retrieved_at, sha256, values: {date, Mkt-RF, …}}`` on the sessions of the
        returns, decimal fractions, null where missing.
    """
    if factors is None:
        return None
    inside = np.isin(factors.sessions, returns)
    values: dict[str, list[Any]] = {"date": factors.sessions[inside].astype(str).tolist()}
    for name, column in factors.values.items():
        values[name] = [v if np.isfinite(v) else None for v in column[inside].tolist()]
    return {
        "source": factors.source,
        "retrieved_at": factors.retrieved_at,
        "sha256": factors.sha256,
        "values": values,
    }


def _on(sessions: Days, known: Days, values: Floats) -> Floats:
    at = np.minimum(np.searchsorted(known, sessions), len(known) - 1)
    return np.asarray(np.where(known[at] == sessions, values[at], np.nan))

"""How prices may be fetched: the network, the cache, and who is told about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from eventstudy.sourcing import Network

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, without cookie or crumb."""

    at: str
    host: str
    path: str
    status: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Access:
    """What a run may do to get prices.

    Attributes
    ----------
    cache : Path
        The cache folder, see ``store.cache_folder``.
    offline : bool
        Use what is in the cache and nothing else.
    refresh : bool
        Download anew, and say what changed.
    network : Network
    say : callable
        Told, a sentence at a time, what a person should know and no result
        depends on: a damaged cache entry, a change, a source passed over.
    step : callable
        Told which symbol is being downloaded.
    """

    cache: Path
    offline: bool = False
    refresh: bool = False
    network: Network = field(default_factory=Network)
    say: Say = silent
    step: Say = silent


def access_for(
    network: Network,
    folder: Path,
    cache: Path,
    *,
    offline: bool = False,
    refresh: bool = False,
    say: Say = silent,
    step: Say = silent,
) -> Access:
    """Return what a study's ``network`` and a run's flags allow.

    ``folder`` is where the config's relative paths start.
    """
    if network.ca_bundle:
        network = network.model_copy(update={"ca_bundle": str(folder / network.ca_bundle)})
    return Access(cache, offline, refresh, network, say, step)

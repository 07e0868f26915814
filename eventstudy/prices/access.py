"""How prices may be fetched: the network, the cache, and who is told about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
class Network:
    """How the network is reached; None leaves it to the usual environment variables."""

    proxy: str | None = None
    ca_bundle: str | None = None
    timeout: float = 30.0


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
    network: Network = Network()
    say: Say = silent
    step: Say = silent

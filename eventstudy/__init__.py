"""Event studies of news, and a check of what articles said about the prices.

>>> import eventstudy as es
>>> result = es.run("configs/deepseek-r1.yaml")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventstudy.api import StudyResult, run

__all__ = ["StudyResult", "run"]


def __getattr__(name: str) -> Any:
    """Load the public functions when they are first used."""
    if name not in __all__:
        raise AttributeError(f"module 'eventstudy' has no attribute {name!r}")
    from eventstudy import api

    return getattr(api, name)

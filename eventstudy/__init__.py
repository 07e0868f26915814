"""Event studies of news, and a check of what articles said about the prices.

>>> import eventstudy as es
>>> result = es.run("configs/deepseek-r1.yaml")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventstudy.api import StudyResult, run
    from eventstudy.panels import PanelResult, event_study

__all__ = ["PanelResult", "StudyResult", "event_study", "run"]

_FRAMES = ("PanelResult", "event_study")


def __getattr__(name: str) -> Any:
    """Load the public functions when they are first used."""
    if name not in __all__:
        raise AttributeError(f"module 'eventstudy' has no attribute {name!r}")
    from importlib import import_module

    module = "eventstudy.panels" if name in _FRAMES else "eventstudy.api"
    return getattr(import_module(module), name)

"""Event studies of news, and a check of what articles said about the prices.

>>> import eventstudy as es
>>> result = es.run("configs/deepseek-r1.yaml")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventstudy.api import StudyResult, extract, run
    from eventstudy.panel_frames import PanelResult
    from eventstudy.panels import event_study

__all__ = ["PanelResult", "StudyResult", "event_study", "extract", "run"]

_MODULES = {"PanelResult": "panel_frames", "event_study": "panels"}


def __getattr__(name: str) -> Any:
    """Load the public functions when they are first used."""
    if name not in __all__:
        raise AttributeError(f"module 'eventstudy' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"eventstudy.{_MODULES.get(name, 'api')}"), name)

"""The declared other choices of a study's design, for its specification curve."""

from typing import Literal

from pydantic import field_validator

from eventstudy.fields import Symbol, Window
from eventstudy.names import MODELS, ROBUSTNESS_MODELS
from eventstudy.wording import Declared

Label = Literal["clean", "holds the firm", "hit by the news"]


class BenchmarkChoice(Declared):
    """Another benchmark, and what it answers."""

    symbol: Symbol
    """Yahoo's symbol."""
    label: Label
    """Kinds are counted and drawn apart: only a clean one asks the same question."""


class Robustness(Declared):
    """The same question under other choices; log returns and left-out known dates are added."""

    models: tuple[str, ...] = ()
    """Other normal-return models (`eventstudy list models`), or huber."""
    benchmarks: tuple[BenchmarkChoice, ...] = ()
    """Other benchmarks, each with its kind."""
    estimation: tuple[Window, ...] = ()
    """Other estimation windows."""

    @field_validator("models")
    @classmethod
    def _known_models(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        table = MODELS | ROBUSTNESS_MODELS
        for model in value:
            if model not in table:
                raise ValueError(f"unknown model {model!r}; allowed: {', '.join(table)}")
        return value

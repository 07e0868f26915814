"""The declared other choices of a study's design, for its specification curve."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from eventstudy.fields import Symbol, Window
from eventstudy.names import MODELS, ROBUSTNESS_MODELS
from eventstudy.wording import Declared

FEWEST_DONORS = 2  # each takes the firm's place in turn and needs another
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
    """Other normal-return models (`eventstudy list models`), huber, or synthetic."""
    benchmarks: tuple[BenchmarkChoice, ...] = ()
    """Other benchmarks, each with its kind."""
    estimation: tuple[Window, ...] = ()
    """Other estimation windows."""
    donors: Annotated[tuple[BenchmarkChoice, ...], Field(validate_default=True)] = ()
    """Securities that the model synthetic is weighted from, each with its kind; at least two."""

    @field_validator("models")
    @classmethod
    def _known_models(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        table = MODELS | ROBUSTNESS_MODELS
        for model in value:
            if model not in table:
                raise ValueError(f"unknown model {model!r}; allowed: {', '.join(table)}")
        return value

    @field_validator("donors")
    @classmethod
    def _donors_of_synthetic(
        cls, value: tuple[BenchmarkChoice, ...], info: ValidationInfo
    ) -> tuple[BenchmarkChoice, ...]:
        wanted = "synthetic" in info.data.get("models", ())
        symbols = [d.symbol for d in value]
        if len(set(symbols)) < len(symbols):
            raise ValueError("a donor stands twice; keep one")
        if wanted and len(value) < FEWEST_DONORS:
            raise ValueError(
                f"the model synthetic needs at least {FEWEST_DONORS} donors, securities that the "
                f"news did not touch; found {len(value)}"
            )
        if value and not wanted:
            raise ValueError("only for the model synthetic; name it under models, or leave it out")
        return value

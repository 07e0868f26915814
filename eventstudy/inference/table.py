"""The tests by name. ``names.TESTS`` has these and those of ``reruns/placebo.py``."""

from collections.abc import Callable

from eventstudy.inference.result import Outcome
from eventstudy.inference.single import (
    SingleCase,
    WindowCar,
    conformal,
    sample_quantile,
    scaled_quantile,
    t,
)

SINGLE: dict[str, Callable[[SingleCase, WindowCar], Outcome]] = {
    "t": t,
    "sample_quantile": sample_quantile,
    "conformal": conformal,
    "scaled_quantile": scaled_quantile,
}

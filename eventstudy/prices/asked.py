"""What a source is asked for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """A symbol and the days it is wanted for, both included."""

    symbol: str
    first: date
    last: date

"""Usable cases in the order of their days, and work on them chunk by chunk."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from eventstudy.abnormal import Window, residuals
from eventstudy.engine import CaseIndex
from eventstudy.models.normal import NormalModel
from eventstudy.prices.panel import Floats
from eventstudy.returns import Ints

BLOCK = 31 << 20  # bytes; glibc learns from freed blocks of up to 32 MiB

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """n usable cases in the order of their event rows, and their fitted model."""

    values: Floats
    cases: CaseIndex
    model: NormalModel
    estimation: Window
    span: Window

    def __len__(self) -> int:
        return len(self.cases)

    def take(self, cases: Ints | slice) -> "Batch":
        """Keep some of the cases."""
        index, model = self.cases.take(cases), self.model.take(cases)
        return Batch(self.values, index, model, self.estimation, self.span)

    def residuals(self, part: Ints | slice) -> Floats:
        """Return abnormal returns over the estimation window, shape (n', L1)."""
        security, row = self.cases.security[part], self.cases.row[part]
        return residuals(self.values, security, row, self.model.take(part), self.estimation)


@dataclass(frozen=True, slots=True)
class Scores:
    """CAR, and CAR over its prediction error, of n cases in W windows: both (n, W).

    The windows are each day of the span, then the CAR windows.
    """

    windows: tuple[Window, ...]
    car: Floats
    score: Floats


def in_chunks(n: int, work: Callable[[slice], T], size: int) -> Iterator[T]:
    """Apply a function to slices of 0..n on all processors, results in order."""
    parts = [slice(at, min(at + size, n)) for at in range(0, n, size)]
    _keep_freed_memory()
    if len(parts) == 1:
        yield work(parts[0])
        return
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        yield from pool.map(work, parts)


def _keep_freed_memory() -> None:
    """Have glibc keep the memory that a chunk frees for the next one.

    Until it has seen a large block freed, it hands every array of a chunk back to the system,
    which clears the pages again for the next chunk: half of the time of a large study. The
    block here is never touched, so it costs nothing; other allocators do not mind it.
    """
    np.empty(BLOCK, dtype=np.uint8)

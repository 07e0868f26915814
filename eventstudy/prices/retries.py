"""Trying again where that can help: three times, and after the wait a server asks for.

The jitter between tries is the one random number of the package that no seed
governs; no figure depends on it.
"""

import random
from collections.abc import Callable
from typing import Any, TypeVar

from eventstudy.prices.access import Say
from eventstudy.prices.failures import KINDS, FetchError

TRIES = 3
FIRST_WAIT = 0.5  # seconds, before the second try; doubled and jittered after
LONGEST_WAIT = 60.0  # seconds that a server may ask for and get
T = TypeVar("T")


def retried(call: Callable[[], T], say: Say) -> T:
    """Call, and call again after a failure that may pass.

    Raises
    ------
    FetchError
        The last try's.
    """
    import tenacity

    tries = tenacity.Retrying(
        retry=tenacity.retry_if_exception(_is_worth_another_try),
        wait=lambda state: _pause(state, say),
        stop=tenacity.stop_after_attempt(TRIES),
        reraise=True,
    )
    return tries(call)


def _is_worth_another_try(error: BaseException) -> bool:
    if not isinstance(error, FetchError):
        return False
    asked = error.kind == "rate_limited" and error.wait is not None
    return KINDS[error.kind].retried or (asked and (error.wait or 0) <= LONGEST_WAIT)


def _pause(state: Any, say: Say) -> float:
    """Return the seconds before the next try: as asked, or doubling with jitter."""
    error = state.outcome.exception()
    if isinstance(error, FetchError) and error.wait is not None:
        say(f"{error.reason}: waiting")
        return error.wait
    return float(FIRST_WAIT * 2 ** (state.attempt_number - 1) * random.uniform(0.5, 1.5))

"""What the first screen of a panel needs, looked up in the result; language-free."""

from typing import Any

from eventstudy.result import Results

Row = dict[str, Any]


def lead_tests(result: Results) -> list[Row]:
    """Return the tests of all cases in the first window that may speak there."""
    if not result.aggregate:
        return []
    tests = result.aggregate[0]["windows"][0]["tests"]
    return [t for t in tests if may_speak(t)]


def may_speak(test: Row) -> bool:
    """Tell whether a test has a figure and no warning."""
    return test.get("p_value") is not None and not test.get("warning")


def rejecting(tests: list[Row], alpha: float) -> int:
    """Count the tests with p at or below alpha."""
    return sum(t["p_value"] <= alpha for t in tests)

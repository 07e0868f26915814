import pytest

from eventstudy.casework import slow_note
from eventstudy.study import Study


@pytest.mark.parametrize(
    ("more", "cases", "said"),
    [
        ({"model": "garch"}, 1, "garch is fitted again on every earlier session"),
        ({"model": "egarch", "tests": ["t", "placebo"]}, 12, "each of 12 cases"),
        ({"model": "garch", "tests": ["t"]}, 12, None),
        ({"model": "market"}, 12, None),
        ({"model": "garch"}, 0, None),
    ],
)
def test_a_run_that_takes_minutes_says_so_first(more, cases, said):
    study = Study.model_validate(
        {
            "title": "x",
            "securities": [{"symbol": "NVDA"}],
            "events": [{"id": "e", "title": "t", "announced": "2025-01-27"}],
            **more,
        }
    )

    note = slow_note(study, cases)

    assert said is None if note is None else said in note

"""Every number of ../shared/reference is met, or explained by a formula to its last digits."""

import json

import numpy as np
import pytest
from conformance import DRAWS, R_DRAWS, comparisons

FORMULA = 1e-10  # the bound that the reference cases set for converted numbers, relative
SMALL = 1e-13  # values that are zero but for rounding, absolute
NOT_DRAWN_AGAIN = {DRAWS, R_DRAWS}


@pytest.fixture(scope="module")
def found(shared):
    return list(comparisons(shared / "reference"))


def test_every_comparison_agrees_or_is_explained_to_the_digit(found):
    for row in found:
        if row.why in NOT_DRAWN_AGAIN:
            continue
        ours = row.converted if row.why else row.ours
        assert ours is not None, row[:4]
        assert np.shape(ours) == np.shape(row.theirs), row[:4]
        assert ours == pytest.approx(row.theirs, rel=FORMULA, abs=SMALL), row[:4]


def test_every_table_of_every_file_has_its_comparison(found, shared):
    tests = {(r.case, r.package.split()[1], r.model, r.test) for r in found}
    for case, name in (
        ("shared_panel", "expected_estudy2_0.10.0.json"),
        ("estudy2_covid", "expected.json"),
    ):
        blocks = json.loads((shared / "reference" / case / name).read_text("utf-8"))
        models = {"sim": "market", "mean_adj": "constant_mean", "mrkt_adj": "market_adjusted"}
        for block, theirs in blocks.items():
            for table in (*theirs["tests"], *theirs["car"]):
                assert (case, "estudy2", models[block], table) in tests


def test_draws_of_another_generator_agree_within_their_own_error(found):
    for row in (r for r in found if r.why == DRAWS):
        error = np.sqrt(row.theirs * (1 - row.theirs) / 999)

        assert np.all(np.abs(row.converted - row.theirs) < 4 * error), row.test

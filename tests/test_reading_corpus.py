"""The reader on sentences of several registers, written here and not tuned to any newspaper."""

import pytest
from reading_corpus import CASES

from eventstudy.reading.extract import extract


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_gives_exactly_its_claims(name):
    published, text, expected = CASES[name]

    article = extract(text, published=published).article

    assert sorted(described(c) for c in article.claims if c.has_figure) == sorted(
        wanted(e) for e in expected
    )


def described(claim):
    basis = claim.basis if claim.basis in {"premarket", "afterhours"} else ""
    return (
        f"{claim.subject} {claim.measure} {claim.value} {claim.date} {claim.hedge} {basis}".strip()
    )


def wanted(line):
    return line.strip()

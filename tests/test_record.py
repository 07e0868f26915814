"""Records are checked before articles are: digits, hedges, units, length."""

import hashlib

import pytest

from eventstudy.errors import ConfigError
from eventstudy.record import parse_record, read_record, record_yaml

HEAD = """\
outlet: o
published: 2025-01-28
published_known_by: date line
language: ko
summary: s
claims:
"""


def record(claim):
    return parse_record(HEAD + f"  - {claim}\n", "r", "r.yaml")


@pytest.mark.parametrize(
    "claim",
    [
        '{quote: "17% 폭락", measure: return, value: "-17", unit: percent}',
        '{quote: "16.97%", measure: return, value: "-16.97", unit: percent}',
        '{quote: "13% 이상", measure: return, value: "-13", unit: percent, hedge: at_least}',
        '{quote: "5,890억 달러", measure: value_change, value: "-5890", unit: 억 USD}',
        '{quote: "2조 9030억 달러", measure: market_value, value: "29030", unit: 억 USD}',
        '{quote: "$589 billion", measure: value_change, value: "-589", unit: billion USD}',
        '{quote: "1만 9341.83", measure: level, value: "19341.83", unit: points}',
        '{quote: "１７％", measure: return, value: "-17", unit: percent}',
        '{quote: "반토막", measure: return, value: "-50", unit: percent}',
        '{quote: "20–30 %", measure: return, value_range: ["-20", "-30"], unit: percent}',
        '{quote: "일제히 하락", measure: group_direction, value: "-1", group: [A, B]}',
        '{quote: "역대 최대", measure: record}',
        '{quote: "17%대", measure: return, value: "-17", unit: percent, hedge: digits}',
        '{quote: "17% 폭락", measure: return, value: "-17", unit: percent, hedge: at_least}',
    ],
)
def test_a_record_whose_figures_stand_in_its_quotes_is_accepted(claim):
    assert len(record(claim).article.claims) == 1


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ('{quote: "16% 폭락", measure: return, value: "-17", unit: percent}', "claims[0].value: '-17' does not stand in the quote"),
        ('{quote: "17% 폭락", measure: return, value: "-17.0", unit: percent}', "'-17.0' does not stand"),
        ('{quote: "16.97%", measure: return, value: "-16.9", unit: percent}', "'-16.9' does not stand"),
        ('{quote: "13% 이상", measure: return, value: "-13", unit: percent}', "claims[0].hedge: 'plain', but the quote '13% 이상' says at_least"),
        ('{quote: "nearly 3%", measure: return, value: "-3", unit: percent, hedge: more_than}', "says nearly"),
        ('{quote: "17%", measure: return, value: "-17"}', "unit: is required for the measure return"),
        ('{quote: "17%", measure: return, value: "-17", unit: USD}', "unit: 'USD'; allowed: percent"),
        ('{quote: "17", measure: level, value: "17", unit: percent}', "allowed: points, USD"),
        ('{quote: "fell", measure: direction, value: "-2"}', "allowed for a direction: 1, -1"),
        ('{quote: "5", measure: record, value: "5"}', "a record states no value"),
        ('{quote: "5", measure: return, unit: percent}', "give value or value_range"),
        ('{quote: "5%", measure: return, value: "five", unit: percent}', "claims[0].value"),
        ('{quote: "5%", measure: retrun, value: "5", unit: percent}', "measure: 'retrun'; allowed: return, level"),
        ('{quote: "5%", measure: return, value: "5", unit: percent, hedge: atleast}', "hedge: 'atleast'; allowed: plain, about"),
        ('{quote: "5%", measure: return, value: "5", unit: percent, date: 27 Jan}', "claims[0].date: a date must be YYYY-MM-DD"),
        (f'{{quote: "{"w " * 13}5%", measure: return, value: "5", unit: percent}}', "14 words; at most 12"),
    ],
)  # fmt: skip
def test_a_record_that_contradicts_itself_is_refused_with_the_place(claim, said):
    with pytest.raises(ConfigError) as error:
        record(claim)

    assert any(said in line for line in error.value.faults), error.value.faults
    assert all(line.startswith("r.yaml:7:") for line in error.value.faults)


def test_writing_a_record_and_reading_it_gives_the_same_article(root):
    for path in sorted((root / "seeds/articles").glob("*.yaml")):
        article = read_record(path).article

        assert parse_record(record_yaml(article), "again", "again").article == article


def test_every_quote_of_the_seed_records_stands_in_its_source_at_its_offset(root, shared):
    texts = {}
    for path in (shared / "seeds").glob("*.txt"):
        texts[hashlib.sha256(path.read_bytes()).hexdigest()] = path.read_text(encoding="utf-8")
    checked = 0

    for path in (root / "seeds/articles").glob("*.yaml"):
        article = read_record(path).article
        if article.source_sha256 is None:
            continue
        text = texts[article.source_sha256]
        rows = (*article.events, *article.claims, *article.questions, *article.not_about_prices)
        for row in rows:
            assert text[row.at : row.at + len(row.quote)] == row.quote
            checked += 1

    assert checked > 25

"""New studies: a commented config, or record and config proposed from an article."""

import pytest

from eventstudy.articles import read_article
from eventstudy.config import read_study
from eventstudy.errors import InputError
from eventstudy.scaffold import study_config, write_from_article, write_new

ARTICLE = """\
Posted Jan. 28, 2025

Nvidia fell 17% on Monday, its worst day since 2020. Broadcom lost 17.4% and the
Nasdaq Composite dropped 3.1%.
"""


def article_of(folder, text=ARTICLE):
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return read_article(str(path)).extraction.article


def test_a_new_config_reads_and_its_schema_stands_beside_it(tmp_path):
    told = write_new("mine", tmp_path)

    file = read_study(tmp_path / "mine/config.yaml")
    assert file.study.events[0].id == "mine"
    assert (tmp_path / "mine/config.schema.json").is_file()
    assert "eventstudy check" in told


def test_an_article_becomes_a_record_and_a_config_that_reads(tmp_path):
    told = write_from_article("fall", article_of(tmp_path), tmp_path)

    file = read_study(tmp_path / "fall/config.yaml")
    assert [s.symbol for s in file.study.securities] == ["NVDA", "^IXIC"]
    assert [(e.id, e.announced.isoformat(), e.chosen_by) for e in file.study.listed] == [
        ("move", "2025-01-27", "price_move")
    ]
    assert len(file.records["article"].article.claims) >= 3
    assert '# - {symbol: "AVGO"}' in (tmp_path / "fall/config.yaml").read_text(encoding="utf-8")
    assert "understood" in told


def test_nothing_is_ever_overwritten(tmp_path):
    write_new("mine", tmp_path)
    before = (tmp_path / "mine/config.yaml").read_bytes()

    for write in (
        lambda: write_new("mine", tmp_path),
        lambda: write_from_article("mine", article_of(tmp_path), tmp_path),
    ):
        with pytest.raises(InputError, match="already there; nothing was written"):
            write()

    assert (tmp_path / "mine/config.yaml").read_bytes() == before


def test_an_article_without_anything_to_measure_is_refused_before_writing(tmp_path):
    article = article_of(
        tmp_path, "Posted Jan. 28, 2025\n\nA model was released. Training cost $5.6 million.\n"
    )

    with pytest.raises(InputError, match="nothing to measure"):
        write_from_article("none", article, tmp_path)

    assert not (tmp_path / "none").exists()


def test_text_from_articles_cannot_break_out_of_the_config(tmp_path):
    article = article_of(tmp_path)
    event = {"date": "2025-01-20", "label": 'x"\n- evil: [&a', "quote": "Jan"}
    hostile = type(article).model_validate({**article.model_dump(), "events": [event]})

    config = study_config(hostile)

    (tmp_path / "c").mkdir()
    (tmp_path / "c/article.yaml").write_text("", encoding="utf-8")
    from eventstudy.located import parse

    events = parse(config, "c").value["events"]
    assert [e["title"] for e in events] == ['x"\n- evil: [&a', "Move of 2025-01-27"]

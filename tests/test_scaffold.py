"""New studies: a commented config, or record and config proposed from an article."""

import shlex

import pytest

from eventstudy.articles import read_article
from eventstudy.config import read_study
from eventstudy.errors import InputError
from eventstudy.scaffold import span_told, study_config, write_from_article, write_new

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
    assert [s.name for s in file.study.securities] == ["Nvidia", "Nasdaq Composite"]
    assert file.study.title == "What did Nvidia and the Nasdaq Composite do on 2025-01-27?"
    assert file.study.report.lang == ("en",)
    assert {t["en"] for t in file.study.translations} == {file.study.title, "Move of 2025-01-27"}
    config = (tmp_path / "fall/config.yaml").read_text(encoding="utf-8")
    assert '# - {symbol: "AVGO", name: "Broadcom"}' in config
    assert "understood" in told


def test_a_korean_article_makes_the_korean_page_first(tmp_path):
    korean = "2025-01-28\n27일(현지시간) 엔비디아 주가는 16.97% 내린 118.42달러에 거래를 마쳤다."
    write_from_article("fall", article_of(tmp_path, korean), tmp_path)

    study = read_study(tmp_path / "fall/config.yaml").study
    assert study.report.lang == ("ko", "en")
    assert [t["ko"] for t in study.translations] == [
        "2025-01-27, 무슨 일이 있었나? (Nvidia)",
        "2025-01-27의 움직임",
    ]


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


def test_an_article_about_the_market_alone_is_measured_against_its_own_days(tmp_path):
    write_from_article(
        "sp",
        article_of(tmp_path, "Posted April 4, 2025\n\nThe S&P 500 fell 4.84% on Thursday.\n"),
        tmp_path,
    )

    study = read_study(tmp_path / "sp/config.yaml").study
    assert ([s.symbol for s in study.securities], study.model) == (["^GSPC"], "constant_mean")


def test_what_cannot_be_measured_is_named(tmp_path):
    article = article_of(tmp_path, "Posted Aug. 6, 2024\n\nThe VIX closed at 38.57 on Monday.\n")

    with pytest.raises(InputError, match=r"about \^VIX, whose abnormal returns mean nothing"):
        study_config(article)


def test_claims_without_a_date_are_named(tmp_path):
    article = article_of(tmp_path)
    undated = tuple(c.model_copy(update={"date": None}) for c in article.claims)

    with pytest.raises(InputError, match=r"NVDA.* have no date, and no event has one"):
        study_config(article.model_copy(update={"claims": undated, "events": ()}))


def test_a_move_after_the_close_belongs_to_the_next_session(tmp_path):
    text = "Posted Feb. 22, 2024\n\nNvidia shares rose 9% in after-hours trading on Wednesday.\n"
    write_from_article("late", article_of(tmp_path, text), tmp_path)

    [event] = read_study(tmp_path / "late/config.yaml").study.listed
    assert event.announced.isoformat() == "2024-02-21T16:05:00-05:00"
    assert event.title == "Move after the close of 2024-02-21"


def test_a_move_after_the_close_is_told_by_the_security_that_is_studied(tmp_path):
    late = "Nvidia shares rose {} in after-hours trading on Wednesday. "
    text = (
        f"Posted Feb. 22, 2024\n\n{late.format('9%')}{late.format('to $740')}"
        "AMD shares fell 0.8% on Wednesday.\n"
    )

    config = study_config(article_of(tmp_path, text))

    assert '# - {symbol: "AMD"' in config
    assert "announced: 2024-02-21T16:05-05:00 " in config


def test_the_day_is_that_of_the_security_that_is_studied(tmp_path):
    text = (
        "Posted Jan. 31, 2025\n\nNvidia fell 16.97% on Jan. 27, 2025. The S&P 500 rose 0.53% on Jan. 30, "
        "2025. The S&P 500 closed at 6,071.17 on Jan. 30, 2025.\n"
    )

    config = study_config(article_of(tmp_path, text))

    assert "announced: 2025-01-27 " in config
    assert "2025-01-27T16:05-05:00" in config


def test_the_example_instant_has_the_offset_of_its_day(tmp_path):
    text = "Posted April 4, 2025\n\nNvidia fell 7.81% on Thursday.\n"

    assert "# or an instant: 2025-04-03T16:05-04:00" in study_config(article_of(tmp_path, text))


def test_the_next_line_can_be_typed_as_it_stands(tmp_path):
    told = write_new("my study", tmp_path)

    line = next(li for li in told.splitlines() if li.startswith("then:"))
    assert shlex.split(line)[3] == str(tmp_path / "my study" / "config.yaml")


def test_only_a_move_of_several_sessions_says_where_it_starts():
    assert span_told("2025-01-24", "2025-01-27") == ""  # a Friday and its Monday
    assert span_told("2025-01-23", "2025-01-27") == " (from the close of 2025-01-23)"
    assert span_told(None, "2025-01-27") == ""

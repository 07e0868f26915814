"""What a user gives beside an article: names, an address, the groups of a config."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventstudy.cli import cli
from eventstudy.errors import InputError
from eventstudy.reading.extract import extract
from eventstudy.reading.lexicon import with_file
from eventstudy.record import parse_record, record_yaml

ROOT = Path(__file__).parents[1]
TEXT = "2025-01-28\nZetaworks fell 12.5% on Monday. Meanwhile shares of Zetaworks had opened 3.5% lower.\n"


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def subjects(text, **given):
    return [c.subject for c in extract(text, **given).article.claims]


def test_a_file_of_names_extends_the_lexicon(tmp_path):
    names = written(tmp_path, "names.txt", "# mine\n[stock]\nZTWX = Zetaworks; 제타웍스\n")

    assert subjects(TEXT) == []
    assert subjects(TEXT, lexicon=with_file(names)) == ["ZTWX", "ZTWX"]
    assert subjects("2025-01-28 Nvidia fell 17%.", lexicon=with_file(names)) == ["NVDA"]


@pytest.mark.parametrize("command", ["extract", "claims"])
def test_names_are_given_on_the_command_line(tmp_path, command):
    names = written(tmp_path, "names.txt", "ZTWX = Zetaworks; 제타웍스\n")
    article = written(tmp_path, "story.txt", TEXT)
    prices = ("--prices", ROOT / "seeds" / "prices") if command == "claims" else ()

    done = run(command, article, "--names", names, "--format", "json", *prices)

    assert done.exit_code == 0, done.output
    assert [c["subject"] for c in json.loads(done.stdout)["claims"]] == ["ZTWX", "ZTWX"]


def test_new_takes_names_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = written(tmp_path, "names.txt", "ZTWX = Zetaworks\n")
    written(tmp_path, "story.txt", TEXT)

    done = run("new", "zeta", "--article", "story.txt", "--names", names)

    assert done.exit_code == 0, done.output
    assert '"ZTWX"' in (tmp_path / "zeta" / "config.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ZTWX Zetaworks\n", "names.txt:1: 'ZTWX Zetaworks'; write SYMBOL = name; name"),
        ("[shares]\nZTWX = Zetaworks\n", "names.txt:1: unknown section [shares]; allowed: stock"),
        ("ZTWX = Z\n", "names.txt: 'Z'; a name has two letters or more"),
        ("# nothing\n", "names.txt: no name in this file; write a line a security"),
    ],
)
def test_a_bad_file_of_names_is_one_clear_error(tmp_path, text, said):
    names = written(tmp_path, "names.txt", text)

    with pytest.raises(InputError) as error:
        with_file(names)

    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_names_that_cannot_be_read_are_one_clear_error(tmp_path):
    (tmp_path / "names.bin").write_bytes(b"\xff\xfe\x00Z")

    for path, said in (
        (tmp_path / "absent.txt", "No such file"),
        (tmp_path, "a folder, not a file of names"),
        (tmp_path / "names.bin", "not UTF-8 text"),
    ):
        with pytest.raises(InputError, match=said):
            with_file(path)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2025/01/28/nvidia", "2025-01-28"),
        ("https://news.example/view/20250128000123", "2025-01-28"),
        ("https://news.example/a-2025-1-28.html", "2025-01-28"),
    ],
)
def test_the_address_dates_a_text_without_a_date_and_says_so(url, day):
    article = extract("Nvidia fell 17% on Monday.", url=url).article

    assert article.published.isoformat() == day
    assert article.published_known_by.startswith("the address of the page: ")
    assert article.claims[0].date.isoformat() == "2025-01-27"


@pytest.mark.parametrize(
    ("text", "given", "known_by"),
    [
        ("2025-02-01\nNvidia fell 17%.", None, "date line of the text: '2025-02-01'"),
        ("Nvidia fell 17%.", "2025-02-02", "given by the user"),
    ],
)
def test_the_address_is_the_weaker_clue(text, given, known_by):
    article = extract(text, published=given, url="https://news.example/2025/01/28/nvidia").article

    assert article.published_known_by == known_by


@pytest.mark.parametrize(
    "url", ["https://news.example/article/1234567", "https://news.example/2025/13/40/x", ""]
)
def test_an_address_without_a_day_dates_nothing(url):
    with pytest.raises(InputError, match="--published"):
        extract("Nvidia fell 17% on Monday.", url=url)


def test_groups_of_a_config_rate_the_group_claims_of_a_record():
    record = ROOT / "seeds" / "articles" / "eurojournal-2025-02-21.yaml"
    config = ROOT / "configs" / "deepseek-r1.yaml"
    prices = ("--prices", ROOT / "seeds" / "prices", "--format", "json")

    without = json.loads(run("claims", record, *prices).stdout)["claims"]
    given = json.loads(run("claims", record, "--groups", config, *prices).stdout)["claims"]

    [before] = [c for c in without if c["measure"] == "group_direction"]
    [after] = [c for c in given if c["measure"] == "group_direction"]
    assert "no group 'us-big-tech' is defined" in before["notes"][0]
    assert not any("no group" in note for note in after["notes"])


RECORD = ROOT / "seeds" / "articles" / "eunso-2025-01-28.yaml"
PRICES = ("--prices", ROOT / "seeds" / "prices")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("claims", RECORD, "--published", "2025-02-02"), "leave out --published"),
        (("claims", RECORD, "--url", "https://x.example"), "leave out --url"),
        (("claims", "story.txt", RECORD, "--names", "n.txt"), "leave out --names"),
        (("claims", "story.txt", "--groups", "g.yaml"), "--groups: only records name groups"),
        (("extract", RECORD), "a record, not an article's text; rate it with: eventstudy claims"),
        (("new", "mine", "--article", RECORD), "a record, not an article's text"),
        (("extract", "-", "-"), "-: given 2 times; stdin can be read once"),
        (("extract", "a.txt", "b.txt", "--url", "https://x.example"), "--url: names one page"),
        (("claims", "REC.YAML", "--published", "2025-02-02"), "leave out --published"),
        (("extract", "story.txt", "--url", ""), "--url: is empty"),
        (("claims", "story.txt", "--published", ""), "--published: is empty"),
        (("extract", "story.txt", "story.txt", "-o", "o.yaml"), "-o: a file holds one record"),
        (("new", "mine", "--published", "2025-01-28"), "--published: said of an article"),
        (("new", "mine", "--url", "x", "--names", "n"), "--url and --names: said of an article"),
    ],
)
def test_what_an_input_cannot_use_is_refused_not_ignored(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "story.txt", TEXT)

    done = run(*arguments)

    assert done.exit_code != 0
    told = done.stderr or str(done.exception)
    assert said in told
    assert done.stdout == ""
    assert "not understood" not in done.stderr  # refused before anything is read
    assert [p.name for p in tmp_path.iterdir()] == ["story.txt"]


def test_every_file_that_cannot_be_read_is_named_and_nothing_is_printed(tmp_path):
    good, bare = written(tmp_path, "a.txt", TEXT), written(tmp_path, "b.txt", "Nvidia fell 17%.")

    done = run("extract", bare, tmp_path / "absent.txt", good)

    assert done.exit_code == 2
    first, second = done.stderr.splitlines()
    assert first.startswith(f"{bare}: the text states no full date")
    assert second.startswith(f"{tmp_path / 'absent.txt'}: cannot read this article")
    assert done.stdout == ""


def test_stdin_is_called_by_its_name_in_errors():
    done = CliRunner().invoke(cli, ["extract", "-"], input="Nvidia fell 17%.")

    assert done.stderr.startswith("stdin: the text states no full date")


def test_a_record_leaves_nothing_to_count():
    assert run("claims", RECORD, *PRICES).stderr == ""


KOREAN = """\
2025-01-28
27일(현지시간) 뉴욕증시 3대 지수가 일제히 하락했다. 엔비디아는 16.97% 내렸다. 엔비디아는 지난주 3.1% 올랐다.
SK하이닉스는 9.86% 급락했다. 비트코인은 5% 빠졌다.
"""


def test_figures_set_aside_are_counted_by_kind_and_listed_on_request(tmp_path):
    article = written(tmp_path, "ko.txt", KOREAN)

    short, long = run("extract", article).stderr, run("extract", article, "--verbose").stderr

    assert "  set aside (a cryptocurrency): 1\n" in short
    assert "  set aside (a share or index outside the United States: not checked): 1\n" in short
    assert "(a share or index outside the United States: not checked): 9.86%\n" in long


def test_the_table_names_groups_spans_and_keeps_its_columns(tmp_path):
    table = run("claims", written(tmp_path, "ko.txt", KOREAN), *PRICES).stdout

    rows = [line for line in table.splitlines() if " 2025-01-" in line and line[2] in "=~≠✗?"]
    assert any("^GSPC, ^IXIC, ^DJI 2025-01-27 일제히 하락" in row for row in rows)
    assert any(row.endswith("3.1% 올랐다 (from the close of 2025-01-17)") for row in rows)
    assert len({row.index(" 2025-01-") for row in rows}) == 1


def test_no_text_of_an_article_reaches_the_terminal_as_a_command(tmp_path):
    article = written(
        tmp_path, "x.txt", "2025-01-28\nZeta corp\x1b[2J rose 12.5%\u202e on Monday.\n"
    )

    for done in (
        run("extract", article, "--verbose"),
        run("claims", article, *PRICES, "--verbose"),
    ):
        assert "\x1b" not in done.output
        assert "\u202e" not in done.output


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia has more than quadrupled since Nov. 30, 2022.",
        "Nvidia trebled in 2023.",
        "엔비디아는 시총 5천890억 달러가 사라졌다.",
        "엔비디아는 2023년 네 배 올랐다.",
    ],
)
def test_a_figure_in_words_gives_a_record_that_reads(text):
    record = record_yaml(extract(f"2025-01-28\n{text}").article)

    assert parse_record(record, "a", "a").article.claims

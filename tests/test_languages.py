"""The languages of the page from the command line."""

import pytest
from click.testing import CliRunner
from studies import CONFIGS

from eventstudy.cli import cli


def run(*arguments):
    return CliRunner().invoke(cli, ["run", *map(str, arguments)])


@pytest.mark.parametrize(
    ("lang", "pages"),
    [("en", {"report.html"}), ("ko,en", {"report.html", "report.en.html"})],
)
def test_the_flag_overrules_the_config(tmp_path, lang, pages):
    done = run(CONFIGS / "nvda-2024-09-03.yaml", "--out", tmp_path, "--lang", lang)

    assert done.exit_code == 0, done.output
    written = (tmp_path / "nvda-2024-09-03").glob("*.html")
    assert {p.name for p in written} == pages


def test_an_unknown_language_is_refused_with_the_known_ones(tmp_path):
    done = run(CONFIGS / "nvda-2024-09-03.yaml", "--out", tmp_path, "--lang", "fr")

    assert done.exit_code == 2
    assert "'fr'; allowed: en, ko" in done.output

"""What the documents say is true: commands exist, examples run, generated pages are current."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from eventstudy.cli import SUMMARIES
from eventstudy.commands import COMMANDS
from eventstudy.config import parse_study

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_config_in_the_readme_is_valid():
    (example,) = blocks(README, "yaml")

    study = parse_study(example, "README.md", ROOT, pytest.fail).study

    assert study.securities[0].benchmark == "^GSPC"
    assert study.events[0].announced.isoformat() == "2025-09-09T16:05:00-04:00"


def test_the_python_in_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    names = {}

    for example in blocks(README, "python"):
        exec(example, names)

    assert {"event_id", "window_start", "car", "p_t"} <= set(names["result"].windows.columns)
    assert "rating" in names["result"].claims.columns


def test_every_command_the_readme_names_exists():
    named = set(re.findall(r"(?:`|^    |^    \.venv/bin/)eventstudy (\w+)", README, re.MULTILINE))

    assert named <= set(COMMANDS), named - set(COMMANDS)


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_line_in_a_document_is_one_that_the_command_takes(page):
    text = page.read_text(encoding="utf-8")
    lines = re.findall(r"(?:`|\$ |^    )(?:\S*/)?eventstudy ([a-z]\w*[^`#\n]*)", text, re.MULTILINE)

    for line in lines:
        words = line.split()
        command = COMMANDS[words[0]]
        known = {option for p in command.params for option in p.opts}
        known |= {
            o for c in getattr(command, "commands", {}).values() for p in c.params for o in p.opts
        }
        given = {w.split("=")[0] for w in words[1:] if w.startswith("--")}
        assert given <= known | {"--help"}, line


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_make_task_script_and_config_in_a_document_exists(page):
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    tasks = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", text, re.MULTILINE)) <= tasks
    for path in re.findall(r"\b(?:configs|docs|benchmarks|seeds|tests)/[\w./-]+\.\w+", text):
        assert (ROOT / path).exists(), path


def test_the_splits_that_the_prices_page_declares_are_read():
    text = (ROOT / "docs" / "prices.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"`(\{files: FOLDER, splits: .*?\}\})`", text)
    config = f"{blocks(README, 'yaml')[0]}\nprices: {{sources: [{example}]}}\n"

    (source,) = parse_study(config, "prices.md", ROOT, pytest.fail).study.prices.sources

    assert source.splits == {"NVDA": {date(2024, 6, 10): 10.0}}


def test_every_command_and_option_explains_itself():
    for name, command in COMMANDS.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.opts}"


def test_the_help_lists_the_first_line_of_every_command():
    assert {
        n: (c.help or "").strip().splitlines()[0].rstrip(".") for n, c in COMMANDS.items()
    } == SUMMARIES


def test_make_help_lists_every_task_a_person_may_want():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))

    assert {"help", "report", "test", "check", "bench"} <= listed


def test_the_generated_pages_are_current():
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_links_between_documents_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_nothing_in_the_repository_names_this_machine_or_an_index():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = [
        ("py" + "pi.org"),
        ("python" + "hosted"),
        ("registry." + "npmjs"),
        ("deb." + "debian.org"),
    ]
    for name in listed.stdout.split("\n"):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".gz", ".parquet"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not [h for h in hosts if h in text], name
            assert path.name not in {"uv.lock", "pylock.toml"}

"""What the documents say is true: commands exist, examples run, generated pages are current."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from eventstudy.cli import cli
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

    assert named <= set(cli.commands), named - set(cli.commands)


def test_every_command_and_option_explains_itself():
    for name, command in cli.commands.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.opts}"


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

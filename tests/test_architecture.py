"""The house keeps its order: imports point upwards, names and tables agree, sizes stay small."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from eventstudy import names

# Top to bottom; a module imports only from modules above it.
ORDER = """
names errors located spelled wording fields exchanges choices article sourcing study sessions faults record config placing
reading
prices.panel prices eventsfile plan
returns models factoring abnormal inference engine gaps batches cellsums pooling aggregate panel_frames holes panels reruns
claims
result standing cautions assemble casework variants describe
panelcases panelplan panelcheck panelsummary panelwork
report
pipeline verify api frames checkup schemas scaffold articles calibration runs prices_cli terminal commands cli __main__
""".split()  # noqa: SIM905

MAX_MODULE, MAX_BODY = 400, 50


def modules(root):
    for path in sorted((root / "eventstudy").rglob("*.py")):
        name = ".".join(path.relative_to(root / "eventstudy").with_suffix("").parts)
        yield name.removesuffix(".__init__").removesuffix("__init__"), path


def rank(module):
    """Return the place of a module, of its package if the module has none of its own."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in ORDER:
            return ORDER.index(name)
    raise AssertionError(f"eventstudy.{module} has no place in the import order")


def imported(path):
    """List the own modules that a file imports, inside functions and TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            if node.module == "eventstudy":
                yield from (alias.name for alias in node.names)
            elif node.module and node.module.startswith("eventstudy."):
                yield node.module.removeprefix("eventstudy.")
        elif isinstance(node, ast.Import):
            yield from (a.name[11:] for a in node.names if a.name.startswith("eventstudy."))


def test_modules_import_only_from_those_above_them(root):
    wrong = [
        f"{module} imports {other}"
        for module, path in modules(root)
        if module
        for other in imported(path)
        if rank(other) > rank(module)
    ]

    assert wrong == []


def test_no_two_modules_import_each_other(root):
    edges = {m: set(imported(p)) for m, p in modules(root)}
    circles = [
        (a, b) for a, found in edges.items() for b in found if a < b and a in edges.get(b, ())
    ]

    assert circles == []


def test_package_inits_are_empty(root):
    inits = list((root / "eventstudy").rglob("*/__init__.py"))

    assert all(not p.read_text(encoding="utf-8").strip() for p in inits if p.parent.name != "prose")


def bodies(root):
    for module, path in modules(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = (
                    node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                )
                yield f"{module}.{node.name}", body[-1].end_lineno - body[0].lineno + 1


def test_functions_and_modules_stay_small(root):
    lengths = dict(bodies(root))
    long_modules = [
        m for m, p in modules(root) if len(p.read_text(encoding="utf-8").splitlines()) > MAX_MODULE
    ]

    assert [f for f, n in lengths.items() if n > MAX_BODY] == []
    assert long_modules == []
    assert sorted(lengths.values())[len(lengths) // 2] <= 8


@pytest.mark.parametrize(
    ("module", "table", "declared"),
    [
        ("eventstudy.models.table", "MODELS", names.MODELS),
        ("eventstudy.prices.load", "SOURCES", names.SOURCES),
        ("eventstudy.claims.check", "CHECKS", names.MEASURES),
    ],
)
def test_tables_have_exactly_the_names_that_can_be_named(module, table, declared):
    assert set(getattr(importlib.import_module(module), table)) == set(declared)


def test_the_types_list_the_names_that_can_be_named():
    from typing import get_args

    from eventstudy.article import Claim
    from eventstudy.study import Event
    from eventstudy.wording import SCALES, Hedge, Unit

    fields = Claim.model_fields
    assert set(get_args(fields["measure"].annotation)) == set(names.MEASURES)
    assert set(get_args(fields["basis"].annotation)) == set(names.BASES)
    assert set(get_args(Hedge)) == set(names.HEDGES)
    assert set(get_args(Unit)) == set(names.UNITS) == set(SCALES)
    assert set(get_args(Event.model_fields["chosen_by"].annotation)) == set(names.CHOSEN_BY)


def loaded_by(*arguments):
    """Return the top-level packages that a command has imported when it ends."""
    code = (
        "import sys\n"
        "from eventstudy.cli import main\n"
        f"sys.argv = ['eventstudy', *{list(arguments)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(' '.join(sorted({m.partition('.')[0] for m in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return set(done.stderr.split())


def test_check_loads_none_of_the_heavy_libraries():
    heavy = {"statsmodels", "scipy", "plotly", "yfinance"}

    assert not heavy & loaded_by("check", "configs/deepseek-r1.yaml")


def test_help_loads_next_to_nothing():
    assert not {"numpy", "pandas", "pydantic", "yaml", "jinja2"} & loaded_by("--help")

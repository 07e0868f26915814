"""Run every benchmark, or those named: ``python -m benchmarks [NAME…] [--peer PYTHON]``.

``--peer`` is the interpreter of an environment that holds the package ``eventstudy`` 0.1a12, for
``events`` to time beside this one: ``python3 -m venv peer && peer/bin/pip install
eventstudy==0.1a12``, then ``--peer peer/bin/python``.
"""

import argparse
import importlib
from pathlib import Path


def main() -> None:
    """Call ``main()`` of each module of this folder."""
    found = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(found))
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter with eventstudy 0.1a12")
    asked = parser.parse_args()
    for name in asked.names or found:
        print(f"== {name}")
        module = importlib.import_module(f"benchmarks.{name}")
        if name == "events":
            module.main(asked.peer)
        else:
            module.main()


main()

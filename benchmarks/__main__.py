"""Run every benchmark, or those named: ``python -m benchmarks [NAME…]``."""

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Call ``main()`` of each module of this folder."""
    found = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))
    for name in sys.argv[1:] or found:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()


main()

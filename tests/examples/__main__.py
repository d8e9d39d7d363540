"""`python -m tests.examples [--period 2026-Q2] [DIR]` writes the example workspace's inputs, into `inputs/` or DIR."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.examples.write import BEFORE, TODAY, write

INPUTS = Path(__file__).parents[2] / "inputs"


def main() -> None:
    """Write the workbooks and say how many; the earlier state needs a folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.examples", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to write; inputs/ if not given")
    parser.add_argument("--period", choices=(TODAY, BEFORE), default=TODAY, help="which state to write")
    given = parser.parse_args()
    if given.period != TODAY and given.folder is None:
        parser.error("name a folder for the earlier state, so that inputs/ keeps today's")
    folder = given.folder or INPUTS
    print(f"{write(folder, given.period)} workbooks of {given.period} written to {folder}")


if __name__ == "__main__":
    main()

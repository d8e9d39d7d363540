"""`python -m tests.bench.roll_up FOLDER`: what rolling up very many accounts' packs costs, in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
COUNTS = (1_000, 10_000)
BEGINS = "- The portfolio's documents and the index page"


def line() -> str:
    """The line of the report: processor time and largest memory by number of accounts."""
    told = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as name:
            folder = str(Path(name) / "many")
            _python("tests.many_packs", folder, str(count))
            took = json.loads(_python("tests.bench.roll_up", folder))
            told.append(f"{took['work']:.1f} s and {took['memory'] / 1024:,.0f} MiB of {count:,} accounts")
    return f"{BEGINS}, from packs that are there, in processor time and largest\n  memory: {', '.join(told)}."


def put_in(text: str, new: str) -> str:
    """The report with this line in place of its own."""
    head, _, tail = text.partition(BEGINS)
    return f"{head}{new}\n{tail.partition('.' + chr(10))[2]}"


def _python(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def main() -> None:
    """Roll up the packs of a workspace and tell what it took, loading the code included."""
    from dataclasses import replace

    from pipeline.documents import PORTFOLIO_DOCUMENTS
    from pipeline.flows.build_all import build_all
    from pipeline.workspace import Workspace
    from tests.conftest import order_of

    order = replace(order_of(Workspace.open(Path(sys.argv[1]))), documents=(), force=True)
    documents = tuple(one for one in PORTFOLIO_DOCUMENTS if one.name == "portfolio")
    outcomes = list(build_all(order, [], documents))
    assert [outcome.state.name for outcome in outcomes] == ["BUILT"], outcomes
    took = os.times()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work = took.user + took.system + took.children_user + took.children_system
    print(json.dumps({"work": work, "memory": memory}))


if __name__ == "__main__":
    main()

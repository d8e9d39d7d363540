"""`python -m tests.bench [--rounds 5] [--copies 4] [--roll-up]`: measure, print the table, write `docs/speed.md`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.many import ACCOUNT_ID, LINES, OTHERS
from tests.bench.roll_up import line, put_in
from tests.bench.ways import LIMIT, MEASURED

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "speed.md"
BEFORE = Path("outputs") / "2026-Q2"
NAMES = {
    "packs": "a full pack: read, check, analyse, compose, all documents, publish",
    "checking": "reading and checking alone",
    "unchanged": "an account that did not change",
    "filling": "the plan, the review and the report alone, from what the pages say",
    "plainly": "the same blocks and tabs with python-docx, python-pptx and openpyxl, straightforwardly",
    LIMIT: "L: checksum, deflate and write the pack's bytes once",
}
PASSES = {"unchanged": 20}  # over the same accounts, where one is too short to be measured


@dataclass(frozen=True)
class Run:
    """What a process took: seconds of processor time and of the clock, and its largest memory in MiB."""

    cpu: float
    clock: float
    memory: float


@dataclass
class Measured:
    """All runs of a measurement: the seconds an account at the margin by way, and the runs by what they were."""

    accounts: int  # of the workspace that is copied
    copies: int
    marginal: dict[str, list[float]]
    runs: dict[str, list[Run]]


def main() -> None:
    """Measure, and tell it on the screen and in the documentation."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, default=4, help="how often the example workspace is copied")
    parser.add_argument("--roll-up", action="store_true", help="measure the roll-up of very many packs alone")
    given = parser.parse_args()
    if given.roll_up:
        REPORT.write_text(put_in(REPORT.read_text(encoding="utf-8"), line()), encoding="utf-8")
        return
    if given.rounds < 1 or given.copies < 2:
        parser.error("it takes a round, and two copies, to measure")
    text = report(measure(given.rounds, given.copies), line())
    print(text)
    REPORT.write_text(text, encoding="utf-8")


def measure(rounds: int, copies: int) -> Measured:
    """Each way with one copy and with all, in turn and in rounds, so that a busy moment falls on all alike."""
    marginal: dict[str, list[float]] = defaultdict(list)
    runs: dict[str, list[Run]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folders = [copied(Path(name) / str(n)) for n in range(copies)]
        single = copied(Path(name) / "single", only=1)
        many = Path(name) / "many"
        worked("made", many)
        accounts = len(list((folders[0] / "inputs" / "accounts").iterdir()))
        ran("packs", folders)  # so that there are packs to leave unchanged, and bytes to compress
        for _ in range(rounds):
            for way in NAMES:
                passes = PASSES.get(way, 1)
                one, all_ = ran(way, folders[:1]), ran(way, folders * passes)
                marginal[way].append((all_.cpu - one.cpu) / (accounts * (copies * passes - 1)))
                runs[f"{way} one"].append(one)
                runs[f"{way} all"].append(all_)
            runs["single"].append(ran("packs", [single]))
            runs["calamine"].append(worked("calamine", many / "tab"))
            for form in ("tab", "text"):
                runs[f"checked {form}"].append(worked("checked", many / form))
            runs["help"].append(timed([str(Path(sys.executable).with_name("planpack")), "--help"])[0])
    return Measured(accounts, copies, marginal, runs)


def copied(folder: Path, only: int | None = None) -> Path:
    """A copy of the example workspace, with the earlier quarter's manifests, of all accounts or the first so many."""
    accounts = sorted(path.name for path in (ROOT / "inputs" / "accounts").iterdir() if path.is_dir())[:only]
    folder.mkdir()
    shutil.copy2(ROOT / "planpack.toml", folder / "planpack.toml")
    for kept in (Path("inputs") / "accounts", BEFORE):
        for account in accounts:
            if (ROOT / kept / account).is_dir():
                shutil.copytree(ROOT / kept / account, folder / kept / account)
    return folder


def ran(way: str, folders: list[Path]) -> Run:
    """A process that does one kind of work on the accounts of these workspaces."""
    run, told = timed([sys.executable, "-m", "tests.bench.ways", way, *map(str, folders)])
    found = json.loads(told)
    return Run(found["work" if way in MEASURED else "process"], run.clock, found["memory"] / 1024)


def worked(way: str, folder: Path) -> Run:
    """A process that writes, reads or checks many rows."""
    account = folder if way == "made" else folder / ACCOUNT_ID
    run, told = timed([sys.executable, "-m", "tests.bench.many", way, str(account)])
    return Run(json.loads(told)["work"], run.clock, 0.0)


def timed(command: list[str]) -> tuple[Run, str]:
    """A process and what it took, with what it printed."""
    start, before = perf_counter(), os.times()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    clock, after = perf_counter() - start, os.times()
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(cpu, clock, 0.0), done.stdout


def report(measured: Measured, roll_up: str) -> str:
    """The table, with what its numbers mean."""
    marginal, runs = measured.marginal, measured.runs
    least = median(marginal[LIMIT])
    rows = [
        f"| {NAMES[way]} | {median(took) * 1000:.2f} | {min(took) * 1000:.2f} | {median(took) / least:.2f} |"
        for way, took in marginal.items()
    ]
    few, many = measured.accounts, measured.accounts * measured.copies
    small, large = (median(run.memory for run in runs[f"packs {n}"]) for n in ("one", "all"))
    quicker = median(marginal["plainly"]) / median(marginal["filling"])
    rounds, single = len(runs["single"]), runs["single"]
    read, checked, text = (median(run.cpu for run in runs[n]) for n in ("calamine", "checked tab", "checked text"))
    return f"""# What a pack costs

Measured by `make bench` on the example accounts, with {os.cpu_count()} cores ({platform.machine()}, Python
{platform.python_version()}). Processor time, user and system, in milliseconds an account, at the margin: what {many}
accounts took in one process less what {few} took, divided by {many - few}. Medians and minima of {rounds} rounds in
which all ways take turns; unchanged accounts are gone through {PASSES["unchanged"]} times. On a busy machine the
ratios say more than the milliseconds.

| way | median ms | least ms | median in L |
|---|---:|---:|---:|
{chr(10).join(rows)}

- One pack in a fresh process: {median(run.clock for run in single):.2f} s by the clock,
  {median(run.cpu for run in single):.2f} s of processor time.
- Reading and checking {LINES:,} invoice lines and {OTHERS:,} rows of the other sheets: {checked:.2f} s of processor
  time where the lines are a tab, {checked / read:.1f} times the {read:.2f} s that calamine alone needs to read the
  same workbooks (at most 3 times are wanted); {text:.2f} s, {text / read:.1f} times, where they are a text file.
- `planpack --help`: {median(run.cpu for run in runs["help"]) * 1000:.0f} ms of processor time.
- Largest memory of a process: {small:.0f} MiB with {few} packs, {large:.0f} MiB with {many}.
{roll_up}

The straightforward way is kept in `tests/bench/plain.py`: it writes the same texts, cell by cell; it measures none,
goes on over no further slide, and draws no org chart and no chart in Word. Filling takes 1/{quicker:.1f} of its time.
L is no program: it takes the finished files' parts from memory, computes a checksum of each, deflates it and writes it,
and `pack.json` as it is. The budget of a full pack is 4 L. Nothing here fails a test.
"""


if __name__ == "__main__":
    main()

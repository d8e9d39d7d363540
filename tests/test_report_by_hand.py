"""Every number of the report's Summary equals what the workbooks give by hand, for every example account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.flows.build import Outcome
from pipeline.workspace import Workspace
from tests import by_hand

pytestmark = [
    pytest.mark.xdist_group("example"),
    # openpyxl reads the cells and says that it can't keep the sparklines.
    pytest.mark.filterwarnings("ignore:.* extension is not supported"),
]
ACCOUNTS = ("brightwell", "calder", "kestrel", "meridian", "pelagia")


def printed(path: Path) -> dict[tuple[str, str], Any]:
    """The summary's cells: (line, column) -> value."""
    table = list(openpyxl.load_workbook(path, data_only=True)["Summary"].iter_rows(values_only=True))
    heads = next(row for row in table if row[0] == "Key figure")
    lines = table[table.index(heads) + 1 :]
    rows = lines[: next(n for n, row in enumerate(lines) if row[0] is None)]
    return {(str(row[0]), str(head)): value for row in rows for head, value in zip(heads, row, strict=True)}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_summary_says_what_the_workbooks_give_by_hand(
    built: tuple[Workspace, dict[str, Outcome]], account: str
) -> None:
    workspace, _ = built
    earlier = json.loads((workspace.outputs("2026-Q2") / account / "pack.json").read_text())
    cells = printed(workspace.outputs("2026-Q3") / account / f"{account}-report-2026-Q3.xlsx")
    due = {
        **{(label, "Value"): value for label, value in by_hand.summary(workspace.inputs(account), earlier).items()},
        **by_hand.Account(workspace.inputs(account)).compared(),
    }
    numbers = {place: value for place, value in cells.items() if isinstance(value, int | float)}
    assert set(numbers) == {place for place, value in due.items() if value is not None}
    for place, value in numbers.items():
        assert value == pytest.approx(due[place], rel=1e-7, abs=1e-9), place

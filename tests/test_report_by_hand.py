"""Every number of the report's Summary equals what the workbooks give a second time, for every example account."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.flows.build import Outcome
from pipeline.workspace import Workspace
from tests.oracle import recomputed
from tests.oracle.workbooks import from_workbooks

pytestmark = [
    pytest.mark.xdist_group("example"),
    # openpyxl reads the cells and says that it can't keep the sparklines.
    pytest.mark.filterwarnings("ignore:.* extension is not supported"),
]
ACCOUNTS = ("brightwell", "calder", "kestrel", "meridian", "pelagia")
# What each cell of the Summary says: line, column -> figure.
SUMMARY = {
    ("Revenue of the quarter", "Value"): "finance.revenue",
    ("Revenue of the quarter", "Target"): "finance.revenue_target",
    ("Revenue of the quarter", "Variance"): "finance.revenue_variance",
    ("Revenue of the quarter", "Variance %"): "finance.revenue_variance_share",
    ("Revenue of the quarter", "Year before"): "finance.revenue_year_before",
    ("Gross margin", "Value"): "finance.margin",
    ("Gross margin", "Target"): "finance.margin_target",
    ("Gross margin", "Variance"): "finance.margin_variance",
    ("Gross margin", "Year before"): "finance.margin_year_before",
    ("Gross margin %", "Value"): "finance.margin_share",
    ("Gross margin %", "Year before"): "finance.margin_share_year_before",
    ("Cost to serve", "Value"): "finance.cost_to_serve",
    ("Cost to serve", "Year before"): "finance.cost_to_serve_year_before",
    ("Account profit", "Value"): "finance.profit",
    ("Account profit", "Year before"): "finance.profit_year_before",
    ("Revenue, year to date", "Value"): "finance.revenue_ytd",
    ("Revenue, four quarters", "Value"): "finance.revenue_rolling",
    ("Revenue, four quarters", "Year before"): "finance.revenue_rolling_before",
    ("Gross margin, four quarters", "Value"): "finance.margin_rolling",
    ("Account profit, four quarters", "Value"): "finance.profit_rolling",
    ("Share of wallet", "Value"): "finance.wallet_share",
    ("Days sales outstanding", "Value"): "finance.dso",
    ("Receivables", "Value"): "finance.receivables",
    ("Overdue", "Value"): "finance.overdue",
    ("Overdue, of receivables", "Value"): "finance.overdue_share",
    ("Revenue retained, with cross-sell", "Value"): "finance.nrr",
    ("Revenue retained, without cross-sell", "Value"): "finance.grr",
    ("Key people covered", "Value"): "people.coverage",
    ("Actions done on time", "Value"): "actions.on_time_share",
    ("Actions overdue", "Value"): "actions.overdue_count",
    ("Value delivered this year", "Value"): "value.delivered_year",
    ("Value confirmed, share", "Value"): "value.confirmed_share",
    ("Exposure of open threats", "Value"): "risks.exposure",
    ("Open pipeline", "Value"): "growth.pipeline_open",
    ("Weighted pipeline", "Value"): "growth.pipeline_weighted",
    ("Asset value of the account", "Value"): "assets.asset_value",
    ("Health score (0-100)", "Value"): "health.score",
    ("Workbooks complete", "Value"): "account.completeness",
}


def printed(path: Path) -> dict[tuple[str, str], Any]:
    """The summary's cells: (line, column) -> value."""
    table = list(openpyxl.load_workbook(path, data_only=True)["Summary"].iter_rows(values_only=True))
    heads = next(row for row in table if row[0] == "Key figure")
    lines = table[table.index(heads) + 1 :]
    rows = lines[: next(n for n, row in enumerate(lines) if row[0] is None)]
    return {(str(row[0]), str(head)): value for row in rows for head, value in zip(heads, row, strict=True)}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_summary_says_what_the_workbooks_give_a_second_time(
    built: tuple[Workspace, dict[str, Outcome]], account: str
) -> None:
    workspace, _ = built
    earlier = json.loads((workspace.outputs("2026-Q2") / account / "pack.json").read_text())
    cells = printed(workspace.outputs("2026-Q3") / account / f"{account}-report-2026-Q3.xlsx")
    figures = recomputed(from_workbooks(workspace.inputs(account), workspace.settings, earlier))
    due = {place: figures[name] for place, name in SUMMARY.items()}
    numbers = {place: value for place, value in cells.items() if isinstance(value, int | float)}
    assert set(numbers) == {place for place, value in due.items() if value is not None}
    for place, value in numbers.items():
        assert value == pytest.approx(due[place], rel=1e-7, abs=1e-9), place


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_sources_name_each_file_with_its_hash(built: tuple[Workspace, dict[str, Outcome]], account: str) -> None:
    workspace, _ = built
    sheet = openpyxl.load_workbook(workspace.outputs("2026-Q3") / account / f"{account}-report-2026-Q3.xlsx")["Sources"]
    rows = {name: list(sheet[sheet.tables[name].ref])[1:] for name in ("Sources", "Files")}
    files = {row[0].value: row[1].value for row in rows["Files"]}
    folder = workspace.inputs(account)
    assert files == {name: hashlib.sha256((folder / str(name)).read_bytes()).hexdigest() for name in files}
    assert set(files) == {row[1].value for row in rows["Sources"]} - {None, ""}

"""`planpack trace`: every name that the example packs print can be traced; unknown ones are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.analyse import declarations
from pipeline.check import check
from pipeline.cli import main
from pipeline.figures import Case
from pipeline.flows.build import Outcome
from pipeline.flows.history import history, manifest_of
from pipeline.read import read
from pipeline.sheets import ACCOUNT
from pipeline.trace.names import PAGE, find, topics
from pipeline.workspace import Workspace
from tests.conftest import ROOT, order_of

pytestmark = pytest.mark.xdist_group("example")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(ROOT), "trace", *arguments])


def test_every_name_printed_in_every_pack_can_be_traced(built: tuple[Workspace, dict[str, Outcome]]) -> None:
    """Left out are numbers that a template wrote by itself (no name), what a page had no room for, and the client's
    files, which are made of other facts."""
    workspace, outcomes = built
    order = order_of(workspace)
    traced = 0
    for account in outcomes:
        manifest = manifest_of(workspace, account, order.period)
        assert manifest
        logs = [log for file, log in manifest.printed.items() if not file.startswith("client/")]
        names = {name for log in logs for name, _ in log if not name.startswith(":")}
        cells = read(workspace.inputs(account))
        checked = check(cells, ACCOUNT, account, order.period, order.as_of, workspace.settings)
        earlier = history(workspace, account, order.period).newest
        case = Case(checked.facts, workspace.settings, declarations(), earlier)
        left_out = (PAGE,) if "feedback" in topics(case) else (PAGE, "feedback.")
        for name in sorted(name for name in names if name and not name.startswith(left_out)):
            assert find(case, name).figure.name == name
            traced += 1
    assert traced > 5_000


def test_a_figure_is_traced_from_the_command_line() -> None:
    done = run("calder", "health.financial")
    assert done.exit_code == 0
    assert "  made of   finance.revenue " in done.output
    assert "  cells     performance.xlsx › " in done.output


def test_json_is_for_programs() -> None:
    told = json.loads(run("calder", "finance.revenue", "--format", "json").stdout)
    assert told["figure"] == "finance.revenue"
    assert told["cells"][0]["sheet"] == "Transactions"
    listed = json.loads(run("calder", "--format", "json").stdout)
    assert {one["figure"] for one in listed["health"]} >= {"health.score", "health.change"}


def test_an_unknown_figure_ends_with_status_2_and_the_nearest_name() -> None:
    done = run("calder", "finance.revenu")
    assert done.exit_code == 2
    assert done.output == "planpack: there is no figure finance.revenu; did you mean finance.revenue?\n"


def test_an_account_whose_data_have_problems_is_traced_without_them(tmp_path: Path) -> None:
    import openpyxl

    (tmp_path / "planpack.toml").write_bytes((ROOT / "planpack.toml").read_bytes())
    folder = tmp_path / "inputs" / "accounts" / "kestrel"
    folder.mkdir(parents=True)
    for path in (ROOT / "inputs" / "accounts" / "kestrel").glob("*.xlsx"):
        (folder / path.name).write_bytes(path.read_bytes())
    book = openpyxl.load_workbook(folder / "performance.xlsx")
    book["Financials"]["B16"] = "about a hundred"
    book.save(folder / "performance.xlsx")
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "trace", "kestrel", "finance.revenue"])
    assert done.exit_code == 0
    assert "kestrel has 1 problem, left out of what is told here: see planpack check kestrel" in done.stderr
    assert done.stdout.splitlines()[0] == "finance.revenue  absent: to confirm"


def test_a_hundred_thousand_invoice_lines_are_told_as_few_ranges_with_a_count() -> None:
    from datetime import date, timedelta

    from pipeline.render.formats import formats
    from pipeline.sheets.performance import Financial, Transaction
    from pipeline.trace import trace
    from tests.analyse.cases import case

    first = date(2023, 10, 1)
    lines = [
        {"day": first + timedelta(days=n % 1096), "revenue": n % 90, "product": f"Product {n % 7}"}
        for n in range(100_000)
    ]
    quarters = [{"quarter": f"{year}-Q{n}", "revenue": None} for year in (2024, 2025, 2026) for n in (1, 2, 3)]
    many = case({Transaction: lines, Financial: quarters})
    assert not many["finance.revenue"].absent
    told = trace(many, "finance.revenue", formats("en_GB", "GBP").figure)
    assert sum(len(source.ranges) for source in told.sources) <= 50
    assert "8,372 cells in these ranges are of 2026-Q3" in told.formula

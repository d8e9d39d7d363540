"""`planpack status`: how complete each account is, its gaps by owner, its last pack, what is stale and due."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.blank import workbook
from pipeline.cli import main
from pipeline.cli.told import in_days, percent
from pipeline.columns import Row
from pipeline.flows.status import Due, Status, status_all
from pipeline.manifest import Manifest
from pipeline.read import read
from pipeline.sheets.account import Contract, Profile, Review
from pipeline.sheets.goals import Action
from pipeline.sheets.risks import Risk
from pipeline.workspace import Workspace
from tests.filled import AS_OF, PERIOD

Rows = dict[type[Row], list[dict[str, Any]]]


def workspace(folder: Path, rows: Rows) -> Workspace:
    """A workspace with one account that holds these rows beside its profile."""
    (folder / "planpack.toml").write_text(f'period = "{PERIOD}"\nas_of = "{AS_OF.isoformat()}"\n')
    account = folder / "inputs" / "accounts" / "northwind"
    account.mkdir(parents=True)
    given: Rows = {Profile: [dict(Profile.examples())]} | rows
    for book in {sheet.book for sheet in given}:
        held = {sheet: many for sheet, many in given.items() if sheet.book == book}
        (account / f"{book}.xlsx").write_bytes(workbook(book, held))
    return Workspace.open(folder)


def status(made: Workspace) -> Status:
    (one,) = status_all(made, ["northwind"], PERIOD, AS_OF)
    return one


def risk(**given: Any) -> dict[str, Any]:
    return dict(Risk.examples()) | {"event": "A pier is closed", "last_reviewed": date(2026, 10, 1)} | given


def test_completeness_is_told_by_component_and_gaps_by_owner(tmp_path: Path) -> None:
    rows = [risk(cause=None), risk(id="R2", event="A ship is lost", owner=None), risk(id="R3", event="Ice")]
    one = status(workspace(tmp_path, {Risk: rows}))
    risks = one.completeness["Risk"]
    assert risks.wanted - risks.filled == 2
    assert one.gaps_by_owner == {"Anna Keller": 1, "Jonas Weber": 1}  # the manager's where nobody owns the row
    assert sum(c.wanted for name, c in one.completeness.items() if name != "total") == one.completeness["total"].wanted
    assert one.share is not None
    assert 0 < one.share < 1


def test_reviews_and_notices_due_are_told_with_their_days(tmp_path: Path) -> None:
    reviews = [
        {"day": date(2026, 4, 1), "type": "team", "next_review": date(2026, 5, 1)},
        {"day": date(2026, 7, 1), "type": "team", "next_review": date(2026, 10, 12)},
        {"day": date(2026, 7, 2), "type": "client", "next_review": date(2026, 11, 14)},
        {"day": date(2026, 7, 2), "type": "management", "next_review": date(2026, 11, 15)},
    ]
    contract = dict(Contract.examples()) | {"contract": "Quay", "notice_by": date(2026, 10, 16)}
    one = status(workspace(tmp_path, {Review: reviews, Contract: [contract]}))
    assert one.reviews == (Due("team", date(2026, 10, 12), -3), Due("client", date(2026, 11, 14), 30))
    assert one.notices == (Due("Quay", date(2026, 10, 16), 1),)


def test_a_sheet_older_than_its_interval_is_stale(tmp_path: Path) -> None:
    old = date(2026, 6, 1)
    row = {name: value for name, value in risk().items() if not isinstance(value, date)} | {"last_reviewed": old}
    one = status(workspace(tmp_path, {Risk: [row]}))
    assert dict(one.stale)["Risks"] == (AS_OF - old).days


@pytest.mark.parametrize("changed", [False, True])
def test_the_last_pack_is_told_and_whether_workbooks_changed_since(tmp_path: Path, changed: bool) -> None:
    made = workspace(tmp_path, {})
    hashes = dict(read(made.inputs("northwind")).hashes)
    for period in ("2026-Q1", "2026-Q2"):
        folder = made.outputs(period) / "northwind"
        folder.mkdir(parents=True)
        (folder / "pack.json").write_bytes(Manifest("northwind", period, "2026-07-15", "", inputs=hashes).to_bytes())
    if changed:
        (made.inputs("northwind") / "risks.xlsx").write_bytes(workbook("risks", {Risk: [risk()]}))
    pack = status(made).pack
    assert pack is not None
    assert (pack.period, pack.as_of, pack.changed) == ("2026-Q2", "2026-07-15", changed)


def test_an_account_without_a_pack_or_a_profile_has_a_status_too(tmp_path: Path) -> None:
    made = workspace(tmp_path, {})
    (made.inputs("northwind") / "account.xlsx").unlink()
    one = status(made)
    assert (one.name, one.pack, one.stale, one.reviews, one.notices) == ("", None, (), (), ())
    assert len(one.problems) == 1
    assert one.share == 0


def test_the_command_prints_a_block_an_account(tmp_path: Path) -> None:
    workspace(tmp_path, {Risk: [risk(cause=None)]})
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "status"])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == "northwind  Northwind Ferries"
    assert re.fullmatch(r"  complete     \d+ % \(Critical intelligence \d+ %, .+, Risk \d+ %\)", lines[1])
    assert lines[2] == "  data         no problems, 1 gap (Jonas Weber 1)"
    assert lines[3] == "  last pack    none yet"


def test_the_same_is_given_as_json(tmp_path: Path) -> None:
    workspace(tmp_path, {Risk: [risk(cause=None)]})
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "status", "northwind", "--format", "json"])
    (one,) = json.loads(done.output)
    assert one["account"] == "northwind"
    assert one["gaps_by_owner"] == {"Jonas Weber": 1}
    assert set(one["completeness"]) == {
        "Critical intelligence", "Relationship map", "Value impacts", "Financial position", "Risk", "total",
    }  # fmt: skip
    assert one["pack"] is None


def test_an_account_that_is_none_ends_with_2(tmp_path: Path) -> None:
    workspace(tmp_path, {})
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "status", "nobody"])
    assert done.exit_code == 2
    assert done.output == "planpack: there is no account nobody; there are northwind\n"


def test_shares_are_rounded_down_and_days_are_said() -> None:
    assert [percent(share) for share in (1, 0.999, 0.29, 0.0)] == ["100 %", "99 %", "29 %", "0 %"]
    assert [in_days(days) for days in (0, 1, 5, -1, -4)] == [
        "today", "in 1 day", "in 5 days", "1 day overdue", "4 days overdue",
    ]  # fmt: skip


def test_the_staff_meeting_is_told_by_account_manager(tmp_path: Path) -> None:
    example = dict(Action.examples())
    late = {"activity": "Call the port", "due": date(2026, 10, 1), "first_due": date(2026, 9, 1)}
    ahead = {"id": "A2", "activity": "Write to them", "due": date(2026, 10, 16), "first_due": None}
    missed = {"id": "A3", "activity": "Send the map", "due": date(2026, 10, 12), "first_due": None}
    rows: Rows = {Action: [example | late, example | ahead, example | missed]}
    made = workspace(tmp_path, rows)
    command = ["--workspace", str(made.root), "status", "--by", "manager"]
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 0, said.output
    assert said.stdout.splitlines()[0] == "Anna Keller: 1 account, 1 due this week, 2 overdue"
    assert "  priorities   Northwind Ferries: " in said.stdout
    assert "  this week    2026-10-16 Northwind Ferries: Write to them" in said.stdout
    assert "14 days overdue, put off 1 time" in said.stdout
    overdue = next(line for line in said.stdout.splitlines() if line.startswith("  overdue      2026-10-12"))
    assert overdue.endswith("3 days overdue)")
    (manager,) = json.loads(CliRunner().invoke(main, [*command, "--format", "json"]).stdout)
    assert manager["manager"] == "Anna Keller"
    assert manager["counts"]["overdue"] == 2
    assert [item["what"] for item in manager["overdue"]] == ["Send the map"]
    assert [item["what"] for item in manager["slipped"]] == ["Call the port"]
    assert manager["slipped"][0]["day"] == "2026-10-01"

"""Two quarters of the example accounts are built, one after the other; their changes are those written down by hand.

The lists beside this file were written from the accounts' definitions in `tests/examples/` and from what `earlier.py`
takes back, not from what the product says. A line is: kind: tab and id, heading: before -> after (times put off).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.analyse.differences import ORDER
from pipeline.documents import DOCUMENTS
from pipeline.flows.build import Order, State, build_account
from pipeline.flows.changes import Changes, changes_of
from pipeline.periods import Period
from pipeline.workspace import Workspace
from tests.conftest import ROOT
from tests.examples.write import ACCOUNTS, AS_OF, BEFORE, TODAY, write

pytestmark = pytest.mark.xdist_group("quarters")
FOLDER = Path(__file__).parent
NOW, THEN = Period.parse(TODAY), Period.parse(BEFORE)


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace in which both quarters' packs were built from the workbooks as they then stood."""
    folder = tmp_path_factory.mktemp("quarters")
    shutil.copy2(ROOT / "planpack.toml", folder / "planpack.toml")
    for period in (BEFORE, TODAY):
        shutil.rmtree(folder / "inputs", ignore_errors=True)
        write(folder / "inputs", period)
        workspace = Workspace.open(folder)
        order = Order(workspace, Period.parse(period), AS_OF[period], DOCUMENTS[:1])
        for account in ACCOUNTS:
            assert build_account(order, account).state is State.BUILT
    return workspace


def compared(workspace: Workspace, account: str, before: Period | None = None, now: Period | None = None) -> Changes:
    return changes_of(workspace, account, NOW, AS_OF[TODAY], before, now)


def written(found: Changes) -> list[str]:
    """What was found, as the lists write it."""
    return [*(_change(one.values) for one in found.changes), *(_ask(one.values) for one in found.asks)]


def _change(values: dict[str, Any]) -> str:
    row = f"{values['kind']}: {values['sheet']} {values['id']}"
    if values["field"] is None:
        return row
    times = f" ({values['times']})" if values["times"] is not None else ""
    return f"{row}, {values['field']}: {_plain(values['before'])} -> {_plain(values['after'])}{times}"


def _ask(values: dict[str, Any]) -> str:
    return f"asked last time: {values['id']} {values['state']}"


def _plain(value: Any) -> str:
    return "-" if value is None else value if isinstance(value, str) else f"{value:,.10g}"


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_changes_of_a_quarter_are_those_written_down_by_hand(quarters: Workspace, account: str) -> None:
    expected = (FOLDER / f"{account}.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(written(compared(quarters, account))) == sorted(expected)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_two_packs_differ_as_the_last_pack_and_the_workbooks_do(quarters: Workspace, account: str) -> None:
    workbooks, packs = compared(quarters, account), compared(quarters, account, THEN, NOW)
    assert packs.now
    assert workbooks.now
    assert (workbooks.now.is_pack, packs.now.is_pack) == (False, True)
    assert written(packs) == written(workbooks)
    assert [one.text for one in packs.changes] == [one.text for one in workbooks.changes]


def test_the_weightiest_kinds_are_told_first(quarters: Workspace) -> None:
    kinds = [one.values["kind"] for one in compared(quarters, "meridian").changes]
    assert kinds == sorted(kinds, key=ORDER.index)
    assert len(set(kinds)) >= 8


def test_a_change_from_the_workbooks_names_its_cells_and_one_between_packs_has_none(quarters: Workspace) -> None:
    found = {one.values["id"]: one.values["cells"] for one in compared(quarters, "kestrel").changes}
    assert found["R2"] == ["risks.xlsx › Risks › F6"]
    assert all(one.values["cells"] == [] for one in compared(quarters, "kestrel", THEN, NOW).changes)


def test_a_manager_reads_it_kind_by_kind_in_sentences(quarters: Workspace) -> None:
    assert compared(quarters, "kestrel").as_text().splitlines() == [
        "kestrel: 11 changes",
        "  from the pack of 2026-Q2 (as of 15 Jul 2026)",
        "  to   the workbooks of 2026-Q3 (as of 15 Oct 2026)",
        "",
        "Status",
        "  G1 Unlock a car in under two seconds, underground too: not started → in progress",
        "",
        "Re-scored",
        "  R2 They take hosting in-house: score 8 → 12",
        "  P1 Marco Bellini: relationship now 2 → 3",
        "",
        "Put off",
        "  G1 Unlock a car in under two seconds, underground too: put off from 31 Dec 2026 to 31 Mar 2027",
        "  A2 Get an hour with Joanna Firth: put off from 31 Jul 2026 to 30 Sept 2026",
        "",
        "New terms",
        "  Booking hosting, rolling order: end 30 Sept 2026 → 31 Dec 2026",
        "",
        "New person",
        "  Dev Anand is new among the customer's people",
        "",
        "Added",
        "  New in Actions: Build a prototype of the edge unlock",
        "  New in Actions: Write the first full account plan",
        "  New in Risks: The spring funding round fails",
        "  New in Asks: A day a week of a data engineer until December",
    ]


def test_what_was_printed_in_the_pack_of_the_quarter_is_the_same_list(quarters: Workspace) -> None:
    from pipeline.flows.history import manifest_of

    for account in ACCOUNTS:
        manifest = manifest_of(quarters, account, NOW)
        assert manifest
        assert manifest.figures["changes.count"] == len(compared(quarters, account).changes)

"""A workspace whose client got its workbook, and the edits that a client makes in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.client_actions import NAME
from pipeline.documents import DOCUMENTS
from pipeline.flows import build as building
from pipeline.flows.accept import Order, Outcome, drafted
from pipeline.periods import Period
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Measure, Value
from pipeline.workspace import Workspace
from tests.filled import AS_OF
from tests.take_in.given import fill
from tests.take_in.given import workspace as blank_workspace

PERIOD = Period(2026, 3)
HEADINGS = 5  # the row of the headings
EMPTY: dict[str, Any] = {"serves_theirs": None, "serves_ours": None}
GOALS = [
    {**Goal.examples(), **EMPTY, "id": "G1", "goal": "Turn a ferry round in 80 minutes", "agreed_on": None},
    {**Goal.examples(), **EMPTY, "id": "G2", "goal": "Fewer calls at night", "whose": "customer"},
    {**Goal.examples(), **EMPTY, "id": "G3", "goal": "Win the whole fleet", "share": None},
]
BARE = {"person": None, "risks": None, "goal": None}
ACTIONS = [
    {**Action.examples(), **BARE, "id": "A1", "activity": "Fit readers at quay 4"},
    {**Action.examples(), **BARE, "id": "A2", "activity": "Move the night shift", "owner": None},
    {**Action.examples(), **BARE, "id": "A3", "activity": "Ask for the whole fleet", "share": None},
]
MEASURES = [{**Measure.examples(), "id": "M1", "measure": "Calls answered", "agreed_on": None}]
VALUES = [{**Value.examples(), "id": "V1", "strategy": None, "overlaps": None, "initiative": "Gates of quay 4"}]


def workspace(folder: Path) -> Workspace:
    """An account with shared and internal rows, formulas and formats of its own, whose pack for the client is built."""
    made = blank_workspace(folder)
    dress(fill(made, {Goal: GOALS, Action: ACTIONS}))
    fill(made, {Measure: MEASURES, Value: VALUES})
    build(made)
    return made


def dress(path: Path) -> None:
    """Give a workbook a tab of formulas, and a cell a look of its own."""
    book = openpyxl.load_workbook(path)
    sums = book.create_sheet("Our sums")
    sums["A1"], sums["B2"] = "=COUNTA(Goals!A5:A40)", "kept"
    book["Goals"]["B5"].font = openpyxl.styles.Font(bold=True, color="AA3311")
    book.save(path)


def build(place: Workspace, period: Period = PERIOD) -> Path:
    """Build the client's workbook alone."""
    documents = tuple(document for document in DOCUMENTS if document.name == NAME)
    (outcome,) = building.build(building.Order(place, period, AS_OF, documents), ["acme"], 1)
    assert outcome.state is not building.State.STOPPED, outcome.problems
    return sent(place, period)


def sent(place: Workspace, period: Period = PERIOD) -> Path:
    """The file that the client got."""
    return place.outputs(str(period)) / "acme" / "client" / f"acme-client-actions-{period}.xlsx"


def headings(tab: Any) -> dict[str, int]:
    """The columns of a tab by heading."""
    return {cell.value: cell.column for cell in tab[HEADINGS] if cell.value}


def row_of(tab: Any, id: str) -> int:
    """The row of an id."""
    return next(row for row in range(1, tab.max_row + 1) if tab.cell(row, 1).value == id)


def edited(place: Workspace, cells: Mapping[tuple[str, str, str], Any], name: str = "back.xlsx") -> Path:
    """A copy of what was sent in which the client changed cells: tab, id and heading -> value."""
    book = openpyxl.load_workbook(sent(place))
    for (tab, id, heading), value in cells.items():
        book[tab].cell(row_of(book[tab], id), headings(book[tab])[heading]).value = value
    path = place.root / name
    book.save(path)
    return path


def add(path: Path, tab: str, said: Mapping[str, Any], below: int = 0) -> None:
    """Write a row of the client's own at the foot of a tab."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    row = next(r for r in range(HEADINGS + 1, 99) if not sheet.cell(r, 1).value and not sheet.cell(r, 2).value) + below
    for heading, value in said.items():
        sheet.cell(row, headings(sheet)[heading]).value = value
    book.save(path)


def returned(place: Workspace, file: Path, *, theirs: bool = False) -> Outcome:
    """What the file would change."""
    return drafted(Order(place, file, PERIOD, AS_OF, theirs), file.name, ())


def cells(data: bytes) -> dict[tuple[str, str], Any]:
    """Every filled cell of a workbook, formulas as formulas."""
    book = openpyxl.load_workbook(BytesIO(data))
    found = ((tab.title, cell) for tab in book for row in tab.iter_rows() for cell in row)
    return {(tab, cell.coordinate): cell.value for tab, cell in found if cell.value is not None}


def looks(data: bytes) -> dict[tuple[str, str], Any]:
    """How every filled cell of a workbook looks."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        (tab.title, c.coordinate): (c.font.b, c.font.color.rgb if c.font.color else None, c.number_format)
        for tab in book
        for row in tab.iter_rows()
        for c in row
        if c.value is not None
    }


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def day(value: Any) -> Any:
    """A date of a cell as a day."""
    return value.date() if isinstance(value, datetime) else value


DAY = date(2026, 11, 26)

"""A small workspace with one account, exports as other systems write them, and the import run on them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.blank import workbook
from pipeline.columns import Row
from pipeline.flows.exports import Order, sheet_of
from pipeline.flows.new import new
from pipeline.flows.take_in import drafted, write
from pipeline.periods import Period
from pipeline.take_in.mapping import Mapped, load
from pipeline.take_in.told import Outcome
from pipeline.workspace import Workspace
from tests.filled import AS_OF

PLANPACK = Path(sys.executable).with_name("planpack")
SETTINGS = 'period = "2026-Q3"\nas_of = "2026-10-15"\ncurrency = "GBP"\n'

OPPORTUNITIES = """\
Opportunity ID,Opportunity Name,Amount,Stage,Close Date
0061,Gate control,"120,000.00",Proposal/Price Quote,28/02/2027
0062,Théâtre scheduling,"45,500.50",Closed Won,30/09/2026
"""
CRM = """\
key = "Opportunity ID"
dates = "dd/mm/yyyy"
[columns]
Opportunity = "Opportunity Name"
Value = "Amount"
Stage = { from = "Stage", words = { "Proposal/Price Quote" = "proposed", "Closed Won" = "won" } }
"Expected close" = "Close Date"
"""


def workspace(folder: Path, settings: str = SETTINGS) -> Workspace:
    """A workspace with the account acme, its workbooks blank."""
    (folder / "planpack.toml").write_text(settings)
    made = Workspace.open(folder)
    new(made, "acme", "Acme")
    return made


def fill(place: Workspace, rows: Mapping[type[Row], Sequence[Mapping[str, Any]]], file: str = "") -> Path:
    """Write a workbook of the account with these rows."""
    book = next(iter(rows)).book
    path = place.inputs("acme") / (file or f"{book}.xlsx")
    path.write_bytes(workbook(book, rows))
    return path


def order(
    place: Workspace, source: Path | str, to: str, mapping: str = "", key: tuple[str, ...] = (), query: str = ""
) -> Order:
    """The order of an import into the account."""
    sheet = sheet_of(to)
    start = place.settings.fiscal_year_start
    mapped = load("map.toml", mapping.encode(), sheet) if mapping else Mapped()
    name = "map" if mapping else ""
    return Order(place, "acme", str(source), sheet, Period(2026, 3, start), AS_OF, query, mapped, name, key)


def imported(one: Order, *, yes: bool = False) -> Outcome:
    """What the import would do; done where it is wanted and may be."""
    outcome = drafted(one, one.account, ())
    if yes:
        assert outcome.sound, "\n".join(outcome.told())
        list(write(one, outcome, AS_OF))
    return outcome


def export(place: Workspace, name: str, text: str | bytes) -> Path:
    """A file beside the workspace's folders."""
    path = place.root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows(path: Path, tab: str) -> list[dict[str, Any]]:
    """The filled rows of a tab below the headings in row 4, by heading."""
    sheet = openpyxl.load_workbook(path)[tab]
    lines = list(sheet.iter_rows(min_row=4, values_only=True))
    headings = [str(heading or "").rstrip("* ") for heading in lines[0]]
    found = [dict(zip(headings, line, strict=True)) for line in lines[1:] if any(value is not None for value in line)]
    return [{heading: value for heading, value in row.items() if value is not None} for row in found]


def changed(path: Path, change: Any) -> None:
    """Change a workbook by hand, as a person would in Excel."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    change(book)
    book.save(path)


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder with its hash and the time it was written."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() + str(path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def planpack(place: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in the workspace's folder."""
    return subprocess.run(
        [PLANPACK, *arguments], cwd=place.root, capture_output=True, text=True, timeout=120, check=False
    )

"""For each message about exports the smallest import that gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet

from pipeline.blank import workbook
from pipeline.problems import Note, Problem
from pipeline.sheets.performance import Opportunity
from tests.take_in.given import changed, export, imported, order, workspace

Input = Callable[[Path], Sequence[Problem | Note]]
BOOK = "performance.xlsx"
DEALS = "Opportunity,Value\nGates,1200\nDoors,50\n"


def csv(
    text: str | bytes, mapping: str = "", to: str = "Opportunities", key: tuple[str, ...] = ("Opportunity",),
    settings: str = "", by_hand: Callable[[openpyxl.Workbook], object] | None = None, name: str = "crm.csv",
) -> Input:  # fmt: skip
    """The import of a file, after its workbook was changed by hand."""

    def said(folder: Path) -> Sequence[Problem | Note]:
        place = workspace(folder, f'period = "2026-Q3"\nas_of = "2026-10-15"\n{settings}')
        if by_hand:
            changed(place.inputs("acme") / BOOK, by_hand)
        return imported(order(place, export(place, name, text), to, mapping, key)).problems

    return said


def parquet(folder: Path) -> Sequence[Problem | Note]:
    """The import of a Parquet file that was altered on its way."""
    place, path = workspace(folder), folder / "crm.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"Opportunity": ["Gates"] * 100}), path)
    data = path.read_bytes()
    path.write_bytes(data[:60] + b"\xff" * 40 + data[100:])
    return imported(order(place, path, "Opportunities", key=("Opportunity",))).problems


def lines_at_fault(folder: Path) -> Sequence[Problem | Note]:
    """The import of invoice lines into a file that somebody spoilt."""
    place = workspace(folder)
    path = place.inputs("acme") / "transactions-crm.csv"
    path.write_text("Date,Product,Revenue\n2026-05-31,Gates,many\n")
    return imported(
        order(place, export(place, "crm.csv", "Date,Product,Revenue\n2026-05-31,Gates,5\n"), "Transactions")
    ).problems


def xlsx(tab: str) -> bytes:
    """A workbook as an export, with one tab of that name."""
    return workbook("performance", {Opportunity: [{"id": "O1", "opportunity": "Gates"}]}) if tab else b""


def note_below(book: openpyxl.Workbook) -> None:
    """A note below the table, with one free row between."""
    book["Opportunities"].move_range("A5:O5", rows=24)
    book["Opportunities"]["A31"] = "Closed deals stand in the archive"


EXPORTS: Mapping[str, Input] = {
    "export-kind": csv(b"%PDF-1.7"),
    "export-encoding": csv("Opportunity\nThéâtre\n".encode("cp1252"), 'encoding = "utf-8"'),
    "export-quote": csv('Opportunity,Value\n"Gates,1200\nDoors,50\n'),
    "export-damaged": parquet,
    "export-too-large": csv(DEALS, settings="[invoice_line_limits]\ncells = 5\n"),
    "export-empty": csv("Opportunity,Value\n"),
    "export-headings": csv("Deal,Amount\nGates,1200\n", key=()),
    "export-heading": csv(DEALS, '[columns]\nOffering = "Product"'),
    "export-heading-twice": csv("Opportunity,Value,Value\nGates,1200,7\n"),
    "export-tab": csv(xlsx("Opportunities"), 'tab = "Deals"', name="crm.xlsx"),
    "export-key": csv("CRM key,Opportunity\n0061,Gates\n0062,Doors\n", key=()),
    "export-columns": csv("Date,Theme\n2026-05-12,Papers\n", to="Feedback", key=()),
    "export-key-empty": csv("Opportunity,Value\nGates,1200\n,50\n"),
    "export-twice": csv("Opportunity,Value\nGates,1200\ngates,50\n"),
    "export-filter": csv("Opportunity,Region\nGates,North\n", '[only]\nRegion = "Nord"'),
    "export-sum": csv("Opportunity,Value,Owner\nGates,1,Anna\nGates,2,Zoë\n", 'sum_by = ["Opportunity"]', key=()),
    "export-date-unclear": csv("Opportunity,Opened\nGates,03/04/2026\nDoors,25/04/2026\n"),
    "export-date": csv("Opportunity,Opened\nGates,31/02/2026\n", 'dates = "dd/mm/yyyy"'),
    "export-number-unclear": csv("Opportunity;Value\nGates;1.234\n"),
    "export-number": csv("Opportunity,Value\nGates,tbc\n"),
    "export-percent": csv("Opportunity,Probability\nGates,45\n"),
    "export-currency": csv("Opportunity,Value\nGates,USD 1200\n"),
    "export-choice": csv("Opportunity,Stage\nGates,Closed Won\n"),
    "import-tab": csv(DEALS, by_hand=lambda book: book.remove(book["Opportunities"])),
    "import-book": csv(DEALS, 'file = "sales.xlsx"'),
    "import-heading": csv(DEALS, by_hand=lambda book: book["Opportunities"].__setitem__("D4", "Worth")),
    "import-room": csv(DEALS, by_hand=note_below),
    "import-cell": csv(f"Opportunity,Value\n{'x' * 40_000},5\n"),
    "import-lines": lines_at_fault,
}

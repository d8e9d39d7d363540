"""`python -m tests.bench.many WAY FOLDER`: what checking many rows costs, beside what reading their files costs.

`made` writes the files: 100,000 invoice lines, as a tab and as a text file, and 5,000 rows over the account's other
sheets. The ways are processes of their own, so that none is warmed by another; each prints the seconds that it took.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from pipeline.columns import Row
from pipeline.kinds import Id, Quarter
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.sheets.performance import Financial, Transaction

LINES, OTHERS = 100_000, 5_000
ACCOUNT_ID = "many"
FIRST_DAY = date(2022, 1, 1)
HEADINGS = [column.heading for column in Transaction.columns]


def made(folder: Path) -> None:
    """Write the folders `tab` and `text`: the same rows, the invoice lines in a tab and in a text file."""
    from pipeline.blank import workbook

    lines = invoice_lines()
    rows = others()
    for name, given in (("tab", {Transaction: lines}), ("text", {})):
        target = folder / name / ACCOUNT_ID
        target.mkdir(parents=True)
        for book in dict.fromkeys(sheet.book for sheet in ACCOUNT):
            (target / f"{book}.xlsx").write_bytes(workbook(book, {**rows, **given}, example=False))
    with (folder / "text" / ACCOUNT_ID / "transactions.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        out.writerows([line.get(column.name) for column in Transaction.columns] for line in lines)


def invoice_lines() -> list[dict[str, Any]]:
    """Invoice lines as a finance system keeps them: several hundred a week, some credits, some without a cost."""
    chance = random.Random(4)
    return [
        {
            "day": FIRST_DAY + timedelta(days=n * 1700 // LINES),
            "product": f"Product {chance.randrange(200)}",
            "revenue": round(chance.gauss(900, 400), 2),
            "cost": round(chance.gauss(500, 200), 2) if n % 50 else None,
            "quantity": chance.randrange(1, 40),
            "unit": chance.choice(("Freight", "Passenger", "Ports")),
            "revenue_type": chance.choice(("recurring", "one-off")),
        }
        for n in range(LINES)
    ]


def others() -> dict[type[Row], list[Mapping[str, Any]]]:
    """Rows for all other sheets, 5,000 in all: each sheet's example with what must differ."""
    sheets = [sheet for sheet in ACCOUNT if not sheet.fields and sheet is not Transaction]
    each = -(-OTHERS // len(sheets))
    rows: dict[type[Row], list[Mapping[str, Any]]] = {Profile: [{**Profile.examples(), "account_id": ACCOUNT_ID}]}
    for sheet in sheets:
        free = [c.name for c in sheet.columns if not (c.identifies or c.wanted or c.example is None)]
        given = {**sheet.examples(), free[-1]: None}  # a row that is the example would not be read
        rows[sheet] = [{**given, **_told_apart(sheet, n)} for n in range(1, each + 1)]
    return rows


def _told_apart(sheet: type[Row], number: int) -> dict[str, Any]:
    """What makes a row one of its own: its id, else a quarter, a person, or a number behind its words."""
    found: dict[str, Any] = {}
    for column in sheet.columns:
        if isinstance(column.kind, Id):
            found[column.name] = f"{str(column.example).rstrip('0123456789')}{number}"
        elif column.identifies and isinstance(column.example, date):
            found[column.name] = column.example - timedelta(days=number)
        elif isinstance(column.kind, Quarter):
            found[column.name] = f"{2026 - (number + 2) // 4}-Q{(number + 2) % 4 + 1}"
        elif column.identifies and isinstance(column.example, str) and "words" not in vars(column.kind):
            found[column.name] = column.example if "to" in vars(column.kind) else f"{column.example} {number}"
    if sheet is RelationshipPlan:
        found["person"] = f"P{number}"
    if sheet is Person:
        found["reports_to"] = None
    if sheet is Financial:
        found |= {"revenue": None, "cost_of_sales": None}
    return found


def calamine(folder: Path) -> None:
    """Read every cell of every workbook, and nothing else."""
    import python_calamine

    for path in sorted(folder.glob("*.xlsx")):
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def checked(folder: Path) -> None:
    """Read and check the folder as `planpack check` does; nothing may be wrong with it."""
    from pipeline.check import check
    from pipeline.engines import garbage_kept
    from pipeline.periods import Period
    from pipeline.read import read
    from pipeline.settings import Settings

    with garbage_kept():
        found = check(read(folder), ACCOUNT, ACCOUNT_ID, Period(2026, 3), date(2026, 10, 15), Settings())
    assert not found.problems, "\n".join(map(str, found.problems[:20]))
    assert len(found.facts.of(Transaction)) == LINES
    assert sum(len(found.facts.of(sheet)) for sheet in ACCOUNT) >= LINES + OTHERS


WAYS = {"made": made, "calamine": calamine, "checked": checked}


def main() -> None:
    """Do one way's work and tell how long it took."""
    way, folder = sys.argv[1], Path(sys.argv[2])
    if way == "checked":
        from pipeline import check, read  # noqa: F401 - loading them is not what is measured
        from pipeline.flows import check as _check  # noqa: F401
    else:
        import python_calamine  # noqa: F401 - nor is that
    start = process_time()
    WAYS[way](folder)
    print(json.dumps({"work": process_time() - start}))


if __name__ == "__main__":
    main()

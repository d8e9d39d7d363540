"""Makes the plan of an import: what would be changed, added and made in the sheet's tabs; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.catalogue.exports import import_book, import_tab
from pipeline.cells import Tab
from pipeline.columns import Row
from pipeline.new_ids import new_ids
from pipeline.problems import Place, Problem
from pipeline.settings import Settings
from pipeline.take_in.changes import Plan
from pipeline.take_in.compare import Comparison, Free
from pipeline.take_in.exports import Export
from pipeline.take_in.rows import Rows
from pipeline.take_in.standing import standing
from pipeline.take_in.targets import Matched, own_id


def plan(
    export: Export,
    found: Matched,
    rows: Rows,
    sheet: type[Row],
    tabs: Sequence[Tab],
    file: str,
    mentioned: Iterable[str],
    free: Free,
    settings: Settings,
) -> Plan:
    """Compare the rows of an export with those that stand; new ones go to `file`, or to the sheet's first tab.

    `mentioned` are texts that may name ids of rows that are gone; `free` finds rows to write in.
    """
    stands, problems = standing(sheet, tabs, settings.locale, settings.fiscal_year_start)
    home = next((each for each in stands if not file or each.tab.file.casefold() == file.casefold()), None)
    if home is None:
        return Plan(problems=(*problems, _homeless(sheet, tabs, file)))
    work = Comparison(export, found, sheet, stands, home)
    ids = new_ids(
        str(sheet.unique[0].example) if own_id(sheet) else "",
        [id for stand in stands for id in stand.ids],
        mentioned,
    )
    work.compare(rows.rows)
    added = work.add(rows.rows, ids, free)
    problems += work.problems
    return Plan(
        tuple(work.headings.values()), tuple(work.changed), tuple(added), work.equal, tuple(work.gone(rows.rows)),
        work.filled, tuple(problems), tuple(work.notes()),
    )  # fmt: skip


def _homeless(sheet: type[Row], tabs: Sequence[Tab], file: str) -> Problem:
    """The problem of a sheet that has no tab where new rows could go."""
    place = Place(file or f"{sheet.book}.xlsx")
    if file and file not in {tab.file for tab in tabs}:
        return import_book.at(place, sheet.tab, list(dict.fromkeys(tab.file for tab in tabs)))
    return import_tab.at(place, sheet.tab, sheet.book)

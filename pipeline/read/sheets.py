"""Turns a guarded workbook into tabs: fast where the cells lie close together, cell by cell where one lies far out."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

import python_calamine

from pipeline.cells import UNSPOKEN, Raw, Tab
from pipeline.read.guard import Container, SheetPart
from pipeline.read.refusals import damaged
from pipeline.read.scan import Scan

Rows = list[tuple[Raw, ...]]


def tabs(file: str, container: Container) -> list[Tab]:
    """The worksheets of a workbook in tab order; raise `Refused` where one can't be read."""
    filled = [sheet for sheet, found in container.sheets.items() if found.filled]
    rows = _all_at_once(container, [sheet for sheet in filled if not container.sheets[sheet].sparse])
    if far := [sheet for sheet in filled if container.sheets[sheet].sparse]:
        rows |= _cell_by_cell(container, far)
    return [_tab(file, sheet, found, rows.get(sheet, [])) for sheet, found in container.sheets.items()]


def _tab(file: str, sheet: SheetPart, found: Scan, rows: Rows) -> Tab:
    """A tab whose error cells and formulas without a value are named."""
    if found.filled and not found.flagged and not any(value is not None for row in rows for value in row):
        raise damaged(f"the tab {sheet.name} reads as empty although it holds values")
    for (i, j), trouble in found.flagged.items():
        while len(rows) <= i:
            rows.append(())
        line = list(rows[i]) + [None] * (j + 1 - len(rows[i]))
        line[j] = trouble
        rows[i] = tuple(line)
    # No tab of Excel's has a name of several lines, and none is to make several of a message.
    return Tab(file, UNSPOKEN.sub("?", sheet.name), tuple(rows), sheet.hidden, found.hidden_rows, found.merged)


def _all_at_once(container: Container, sheets: list[SheetPart]) -> dict[SheetPart, Rows]:
    """The rows of these sheets, read by calamine."""
    found: dict[SheetPart, Rows] = {}
    if not sheets:
        return found
    try:
        with python_calamine.CalamineWorkbook.from_object(BytesIO(container.data)) as book:
            for sheet in sheets:
                raw = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                found[sheet] = [tuple([v if v != "" else None for v in row] if "" in row else row) for row in raw]
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError, ValueError):
        raise damaged("its tabs can't be read") from None
    except BaseException as error:
        # A panic of the parser is no `Exception`; anything else that is none (Ctrl-C) goes its way.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged("its tabs can't be read") from None
    return found


def _cell_by_cell(container: Container, sheets: list[SheetPart]) -> dict[SheetPart, Rows]:
    """The rows of sheets with a stray cell far away, read by openpyxl: empty rows cost nothing."""
    import openpyxl  # few workbooks need it, and it takes longer to load than most take to read

    found: dict[SheetPart, Rows] = {}
    try:
        # openpyxl warns of what it leaves aside (validations, themes), which reading values does not need.
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(BytesIO(container.data), read_only=True, data_only=True, keep_links=False)
            for sheet in sheets:
                tab: Any = book[sheet.name]
                tab.reset_dimensions()
                rows = tab.iter_rows(values_only=True)
                found[sheet] = [tuple(row) if any(value is not None for value in row) else () for row in rows]
    except Exception:  # openpyxl raises what its parsers raise: KeyError, TypeError, ...
        raise damaged("its tabs can't be read") from None
    return found

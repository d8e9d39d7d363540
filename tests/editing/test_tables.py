"""A table grows over the rows written directly beneath it, and over nothing else; its filter with it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pipeline.editing import Change, changed
from tests.editing.seen import changed_parts, in_both
from tests.read.books import rebuilt, unpacked

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


def with_table(
    *, totals: bool = False, beneath: dict[str, Any] | None = None, second: str = "", merged: str = ""
) -> bytes:
    """A tab with a table in B3:D6 (headings, three rows, or two and totals), and what stands beneath it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        tab: Any = made.add_worksheet("Risks")
        headings = [{"header": name} for name in ("Id", "Event", "Score")]
        tab.add_table(
            "B3:D6", {"name": "Risks_now", "columns": headings, "total_row": totals, "data": [["R1", "Fire", 4]]}
        )
        if second:
            tab.add_table(second, {"name": "Others"})
        if merged:
            tab.merge_range(merged, "")
        for cell, value in (beneath or {}).items():
            tab.write(cell, value)
        tab.data_validation("D4:D6", {"validate": "whole", "criteria": ">", "value": 0})
        tab.conditional_format("D4:D6", {"type": "cell", "criteria": ">", "value": 3})
    return out.getvalue()


def table(data: bytes) -> tuple[str, str | None]:
    """The places of the table and of its filter."""
    found = openpyxl.load_workbook(BytesIO(data))["Risks"].tables["Risks_now"]
    return found.ref, found.autoFilter.ref if found.autoFilter else None


@pytest.mark.parametrize(
    ("cells", "ref"),
    [
        (["B7"], "B3:D7"),
        (["D7", "C8", "B9"], "B3:D9"),
        (["B9", "B8", "B7"], "B3:D9"),
        (["B8"], "B3:D6"),  # a row lies between
        (["B7", "B9"], "B3:D7"),
        (["A7", "E7"], "B3:D6"),  # beside
        (["B6"], "B3:D6"),
        (["E6", "B7"], "B3:D7"),
    ],
)
def test_a_table_grows_over_the_rows_written_directly_beneath_it(cells: list[str], ref: str) -> None:
    data = with_table()
    after = changed(data, [Change("Risks", cell, "new") for cell in cells])
    assert table(after) == (ref, ref)
    assert changed_parts(data, after) == {SHEET} | ({TABLE} if ref != "B3:D6" else set())
    assert in_both(after) == in_both(data) | {("Risks", cell): "new" for cell in cells}
    tail = b"<dataValidations"
    assert unpacked(after, SHEET).partition(tail)[2] == unpacked(data, SHEET).partition(tail)[2]


def test_emptying_a_cell_beneath_a_table_does_not_make_it_grow() -> None:
    data = with_table(beneath={"B7": "note"})
    assert table(changed(data, [Change("Risks", "B7", None)]))[0] == "B3:D6"
    assert table(changed(data, [Change("Risks", "B7", "")]))[0] == "B3:D6"


@pytest.mark.parametrize(
    "options",
    [
        {"totals": True},
        {"beneath": {"C7": "a note that stands there"}},
        {"second": "D7:E9"},
        {"merged": "C7:D7"},
        {"merged": "D7:E8"},
    ],
)
def test_a_table_does_not_grow_over_what_is_no_row_of_it(options: dict[str, Any]) -> None:
    data = with_table(**options)
    after = changed(data, [Change("Risks", "B7", "new")])
    assert unpacked(after, TABLE) == unpacked(data, TABLE)
    assert in_both(after)["Risks", "B7"] == "new"


@pytest.mark.parametrize(
    "options",
    [{"beneath": {"A7": "note", "E7": "note"}}, {"second": "E7:F9"}, {"second": "B8:C9"}, {"merged": "E7:F7"}],
)
def test_a_table_grows_beside_its_neighbours(options: dict[str, Any]) -> None:
    after = changed(with_table(**options), [Change("Risks", "B7", "new")])
    assert table(after)[0] == "B3:D7"


def test_all_that_a_table_s_part_says_besides_stays() -> None:
    data = rebuilt(
        with_table(),
        lambda name, part: (
            part.replace(b"<autoFilter ", b'<!-- kept -->\n<autoFilter xr:uid="{0}" xmlns:xr="x"  ')
            if name == TABLE
            else part
        ),
    )
    after = changed(data, [Change("Risks", "B7", "new")])
    assert unpacked(after, TABLE) == unpacked(data, TABLE).replace(b'ref="B3:D6"', b'ref="B3:D7"')


def test_a_table_without_a_filter_grows_too() -> None:
    data = rebuilt(
        with_table(), lambda name, part: part.replace(b'<autoFilter ref="B3:D6"/>', b"") if name == TABLE else part
    )
    assert table(changed(data, [Change("Risks", "B7", "new")])) == ("B3:D7", None)

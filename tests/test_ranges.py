"""Cell addresses folded into ranges."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.cells import column_letters
from pipeline.ranges import column_number, fold


def test_a_column_of_cells_becomes_one_range() -> None:
    assert fold(["B4", "B3", "B5"]) == ("B3:B5",)


def test_a_block_of_cells_becomes_one_range() -> None:
    assert fold(["B3", "C3", "B4", "C4", "B5", "C5"]) == ("B3:C5",)


def test_cells_apart_stay_apart() -> None:
    assert fold(["B3", "B5", "D3", "AA7"]) == ("B3", "B5", "D3", "AA7")


def test_columns_of_other_rows_are_not_joined() -> None:
    assert fold(["B3", "B4", "C3"]) == ("B3:B4", "C3")


def test_a_cell_named_twice_counts_once() -> None:
    assert fold(["F7", "F7"]) == ("F7",)


def test_a_whole_sheet_has_no_range() -> None:
    assert fold(["", "B3"]) == ("B3",)


def corner(address: str) -> tuple[int, int]:
    """An address as column and row."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert found
    return column_number(found[1]), int(found[2])


def unfold(ranges: tuple[str, ...]) -> list[str]:
    """Every cell that the ranges cover, one by one."""
    cells = []
    for text in ranges:
        first, _, last = text.partition(":")
        (left, top), (right, bottom) = corner(first), corner(last or first)
        cells += [
            f"{column_letters(column)}{row}" for column in range(left, right + 1) for row in range(top, bottom + 1)
        ]
    return cells


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=60))
def test_ranges_cover_each_cell_once_and_no_other(cells: set[tuple[int, int]]) -> None:
    names = {f"{column_letters(column)}{row}" for column, row in cells}
    covered = unfold(fold(names))
    assert sorted(covered) == sorted(names)


def test_a_range_of_one_column_is_taken_apart_and_folded_with_its_neighbours() -> None:
    assert fold(["C2:C4", "C5", "D2:D5"]) == ("C2:D5",)

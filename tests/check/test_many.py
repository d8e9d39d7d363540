"""A fault in every cell of a long column is told often enough, and no more; other faults are not lost in it."""

from __future__ import annotations

import pytest

from pipeline.cells import Cells, Tab
from pipeline.check.many import MOST
from pipeline.sheets.performance import Transaction
from tests.check.given import checked


@pytest.mark.parametrize("rows", [1, MOST - 1, MOST])
def test_as_many_faults_as_can_be_read_are_told_one_by_one(rows: int) -> None:
    found = checked(faulty(rows), (Transaction,)).problems
    assert [problem.place.cell for problem in found] == [f"A{n}" for n in range(2, rows + 2)]
    assert not any("more cells" in problem.found for problem in found)


def test_more_of_them_are_counted_and_other_columns_and_kinds_are_told() -> None:
    found = checked(faulty(MOST + 1500, ("never", None, "much"), (None, "Rail", 5)), (Transaction,)).problems
    dates = [problem for problem in found if problem.code == "date-unclear"]
    assert len(dates) == MOST
    assert dates[-1].found.endswith("; 1,500 more cells of this column have a fault of this kind")
    assert len(found) == MOST + 4


def faulty(rows: int, *others: tuple[object, ...]) -> Cells:
    """Invoice lines whose dates can be read in two ways, and others behind them."""
    lines = [("03/04/2026", "Rail", n) for n in range(rows)]
    return Cells((Tab("transactions.csv", "Transactions", (("Date", "Product", "Revenue"), *lines, *others)),))  # type: ignore[arg-type]

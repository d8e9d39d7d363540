"""Each figure declares every column that it reads, also through the figures and tables it is made of."""

from __future__ import annotations

import pytest

from pipeline.columns import Column
from pipeline.figures import Unit
from pipeline.sheets import Financial, Transaction
from tests.analyse.watched import Watch, watched
from tests.generated import generated


@pytest.mark.parametrize("seed", range(20))
def test_a_figure_declares_every_column_it_reads(seed: int) -> None:
    """Of a list, its lines' parts declare what they read beyond the list itself.

    A quarter's cell stands for the quarter's invoice lines: who may see the one may see the sum of the others.
    """
    account = generated(seed)
    for declared, case in watched(account.facts, account.settings, account.earlier):
        said = case.said if declared.unit is Unit.LIST else set(declared.reads)
        if any(column.row_type is Financial for column in said):
            said = said | set(Transaction.columns)
        assert case.seen <= said, f"{declared.name} does not declare {sorted(map(str, case.seen - said))}"


def test_what_is_read_is_noted() -> None:
    """The watch itself: a figure that reads a cell is seen reading it, and one that reads none is not."""
    noted = {declared.name: case.seen for declared, case in watched(generated(3).facts, generated(3).settings)}
    assert {str(column) for column in noted["account.industry"]} == {"Profile.Industry"}
    assert noted["account.period"] == set[Column[object]]()


def test_a_watched_case_hides_nothing() -> None:
    """Otherwise a hidden column would go unread, and unseen."""
    account = generated(3)
    for _, case in watched(account.facts, account.settings):
        assert isinstance(case, Watch)
        assert not case.facts.hidden

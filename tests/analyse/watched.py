"""A case that notes which columns each figure reads, and which it says it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.analyse import declarations
from pipeline.columns import Column, Row
from pipeline.facts import Facts
from pipeline.figures import Case, Declaration
from pipeline.manifest import Manifest
from pipeline.settings import Settings
from pipeline.sharing import shared_rows
from pipeline.sheets import ACCOUNT


class Cells(dict[str, Any]):
    """A row's values that note each column that is asked for; to walk over the names alone reads nothing."""

    def __init__(self, row: Row, seen: set[Column[Any]]) -> None:
        super().__init__(row.values)
        self.row_type, self.seen = type(row), seen

    def _note(self, name: object) -> None:
        column = self.row_type.named.get(str(name))
        if column is not None:
            self.seen.add(column)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def items(self) -> Any:
        for name in self:
            self._note(name)
        return super().items()

    def values(self) -> Any:
        for name in self:
            self._note(name)
        return super().values()


class Watch(Case):
    """A case over rows that note what is read of them; `said` are the columns that figures and their parts declare."""

    def __init__(self, facts: Facts, settings: Settings, earlier: Manifest | None, seen: set[Column[Any]]) -> None:
        super().__init__(facts, settings, declarations(), earlier)
        self.seen, self.said = seen, set[Column[Any]]()

    def hides(self, reads: Iterable[Column[Any]], shared: bool = False) -> bool:
        """Note what is declared; nothing is hidden."""
        self.said |= set(reads)
        return False


def watched(facts: Facts, settings: Settings, earlier: Manifest | None = None) -> Iterator[tuple[Declaration, Watch]]:
    """Each figure with a case of its own in which it alone was computed, with all that it is made of."""
    for declared in declarations().values():
        seen: set[Column[Any]] = set()
        rows = {sheet: tuple(_noting(row, seen) for row in many) for sheet, many in facts.rows.items()}
        own = Facts(facts.account, facts.period, facts.as_of, rows, {}, facts.hidden, facts.gaps, facts.completeness)
        for sheet in ACCOUNT:  # which rows are shared is decided by the sheet, before any figure looks at them
            own.once(shared_rows(sheet))
        seen.clear()
        case = Watch(own, settings, earlier, seen)
        declared.figure(case)
        yield declared, case


def _noting(row: Row, seen: set[Column[Any]]) -> Row:
    return type(row)(Cells(row, seen), row.places, row.own)

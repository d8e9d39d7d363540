"""What was read, clean: typed rows that know their cells, the account, the period and the as-of day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from pipeline.columns import Column, Row
from pipeline.periods import Period
from pipeline.problems import Gap

R = TypeVar("R", bound=Row)
M = TypeVar("M")


@dataclass(frozen=True)
class Completeness:
    """Filled and wanted cells of a component, or of all."""

    filled: int
    wanted: int

    @property
    def share(self) -> float | None:
        """Filled / wanted, 0..1; None where nothing is wanted."""
        return self.filled / self.wanted if self.wanted else None


@dataclass(frozen=True)
class Facts:
    """An account's (or the portfolio's) rows by sheet, for one period and as-of day.

    `later` holds rows dated after the as-of day, kept out of the figures; `hidden` the columns a client's view lacks;
    `completeness` is by component name, with "total"; `hashes` are the SHA-256 of the files read, by name.
    """

    account: str
    period: Period
    as_of: date
    rows: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=dict)
    later: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=dict)
    hidden: frozenset[Column[Any]] = frozenset()
    gaps: tuple[Gap, ...] = ()
    completeness: Mapping[str, Completeness] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    _made: dict[Callable[[Facts], Any], Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def once(self, make: Callable[[Facts], M]) -> M:
        """What `make` makes of these facts, made once: sums over many rows that are asked for row by row."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]  # type: ignore[no-any-return]

    def of(self, row_type: type[R]) -> tuple[R, ...]:
        """The rows of one sheet, in the order of their workbooks."""
        return self.rows.get(row_type, ())  # type: ignore[return-value]

    def one(self, row_type: type[R]) -> R | None:
        """The only row of a field / value sheet; None where it was not filled in."""
        found = self.of(row_type)
        return found[0] if found else None

    def lacking(self, gaps: tuple[Gap, ...], completeness: Mapping[str, Completeness]) -> Facts:
        """The same rows with what they lack; what was made of them once is not made again."""
        other = replace(self, gaps=gaps, completeness=completeness)
        other._made.update(self._made)
        return other

    def with_rows(self, row_type: type[R], rows: tuple[R, ...]) -> Facts:
        """The same facts with other rows of one sheet."""
        return replace(self, rows={**self.rows, row_type: rows})

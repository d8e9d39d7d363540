"""What was found out about a finished file, as lines that people read and as what a program reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.trace import Source
from pipeline.trace.finished.verdicts import Kind, Number

MOST = 3  # ranges of a tab, and tabs, that are named; the rest are counted


@dataclass(frozen=True)
class Checked:
    """A file's numbers, each with what it is, and the cells of their figures.

    `differ` are the figures that the workbooks say otherwise today, as the pack had them and as they are; `notes` what
    bears on all of it.
    """

    file: str
    account: str
    period: str
    as_of: str
    numbers: tuple[Number, ...]
    cells: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    differ: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Number, ...]:
        """The numbers that are not what was printed, or come from nowhere."""
        return tuple(one for one in self.numbers if not one.traced)

    @property
    def holds(self) -> bool:
        """Whether all is as it was built, and as the workbooks say."""
        return not self.faults and not self.differ

    def as_text(self, *, faults_only: bool = False) -> str:
        """For people: every number with its figure and cells, place by place, then what is wrong."""
        lines = [f"{self.file}: the pack of {self.account}, {self.period}, as of {self.as_of}"]
        lines += [f"note: {note}" for note in self.notes]
        lines += [] if faults_only else self._listed()
        if self.faults:
            lines.append("not as it was built:")
            lines += [f"  {self._fault(one)}" for one in self.faults]
        if self.differ:
            lines.append("no longer what the workbooks say:")
            for name, (was, now) in self.differ.items():
                lines.append(f"  {name}: the pack has {_plain(was)}, the workbooks say {_plain(now)}")
        return "\n".join((*lines, self.in_short))

    @property
    def in_short(self) -> str:
        """How many numbers there are, and how many of them are traced; less than all is never 100 %."""
        count = len(self.numbers)
        traced = count - len(self.faults)
        share = f" ({int(1000 * traced / count) / 10:g} %)" if count else ""
        return f"{_counted(count)} printed, {traced:,} traced{share}"

    def _listed(self) -> Iterator[str]:
        """Every number, under its place."""
        for place, group in groupby(self.numbers, key=lambda one: one.place):
            yield place
            for one, _ in groupby(group):  # 15 Oct 2026 is two numbers and said once
                where = self._where(one)
                yield f"  {one.says}  {one.figure or one.kind.value}{f'  {where}' if where else ''}"

    def _fault(self, one: Number) -> str:
        """What is wrong with a number, where it stands and what is due there."""
        if one.kind is Kind.UNKNOWN:
            return (
                f"{one.place}: prints {one.says}, which is no figure, no text of a cell and not among the template's "
                "own words there"
            )
        of = "; ".join(part for part in (one.figure, self._where(one)) if part)
        return f"{one.place}: prints {one.says}, where {one.due} is due{f' ({of})' if of else ''}"

    def _where(self, one: Number) -> str:
        found = self.cells.get(one.figure, ())
        shown = [_cells(source) for source in found[:MOST]]
        rest = len(found) - MOST
        return ", ".join([*shown, f"and cells of {rest} more tab{'s' * (rest > 1)}"] if rest > 0 else shown)

    def as_json(self) -> str:
        """For programs."""
        told: dict[str, Any] = {
            "file": self.file,
            "account": self.account,
            "period": self.period,
            "as_of": self.as_of,
            "printed": len(self.numbers),
            "traced": len(self.numbers) - len(self.faults),
            "notes": list(self.notes),
            "differ": {name: {"pack": was, "workbooks": now} for name, (was, now) in self.differ.items()},
            "numbers": [
                {
                    "place": one.place,
                    "says": one.says,
                    "is": one.kind.value,
                    "figure": one.figure,
                    "due": one.due,
                    "cells": [
                        {"file": s.file, "sheet": s.sheet, "ranges": list(s.ranges), "count": s.count}
                        for s in self.cells.get(one.figure, ())
                    ],
                }
                for one in self.numbers
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def _cells(source: Source) -> str:
    """Cells in short: file, tab and the first ranges."""
    where = " › ".join(part for part in (source.file, source.sheet) if part)
    shown, rest = source.ranges[:MOST], len(source.ranges) - MOST
    more = f" and {rest} more ranges" if rest > 1 else " and 1 more range" if rest == 1 else ""
    return f"{where} {', '.join(shown)}{more}".strip()


def _plain(value: object) -> str:
    """A value as it is kept, without the digits that no workbook holds."""
    return "nothing" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def _counted(count: int) -> str:
    return f"{count:,} {'number' if count == 1 else 'numbers'}" if count else "no numbers"

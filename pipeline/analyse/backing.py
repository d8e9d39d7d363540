"""What an account's figures rest on: how each is defined, and the cells each topic was made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.analyse.lines import Part, line
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, Declaration, Figure, Unit, figure, found
from pipeline.problems import Place
from pipeline.ranges import fold

ABOUT_THE_REST = (
    "account.definitions",
    "account.source_ranges",
    "account.source_sheets",
    "portfolio.definitions",
    "selection.definitions",
)


def _is_worked_out(declared: Declaration) -> bool:
    """Whether a figure is more than rows or a cell quoted, a setting or the day of the run."""
    words = declared.unit in (Unit.TEXT, Unit.DATE) and not declared.reads
    return not words and declared.unit is not Unit.LIST and not declared.formula.startswith("as given in")


@figure(
    "account.definitions",
    Unit.LIST,
    "How each figure is worked out: topic, name, meaning, formula",
    "the figures that are there and are more than quoted rows or cells",
    ours=True,
)
def definitions(case: Case) -> Answer:
    return defined(case, "account.definitions", "")


def defined(case: Case, own: str, begin: str | tuple[str, ...]) -> Answer:
    """How each figure whose name begins so is worked out, as the lines of the list of that name."""
    lines = []
    for name, declared in case.declarations.items():
        if not name.startswith(begin) or name in ABOUT_THE_REST or not _is_worked_out(declared) or case[name].absent:
            continue
        parts: dict[str, Part] = {
            part: (Unit.TEXT, "as declared", found(text))
            for part, text in (
                ("topic", name.partition(".")[0]),
                ("tag", name),
                ("meaning", declared.meaning),
                ("formula", declared.formula),
            )
        }
        lines.append(line(case, f"{own}.{name}", None, parts))
    return found(tuple(lines))


class Backing:
    """The cells that a topic's figures rest on, in the order they are met; a row in many lists is walked once."""

    def __init__(self) -> None:
        self._cells: list[Place] = []
        self._rows: set[int] = set()

    def add(self, quoted: Figure) -> None:
        """The cells of a figure, and for a list those of its lines."""
        self._cells += quoted.sources
        for item in quoted.lines:
            if item.row is not None and id(item.row) not in self._rows:
                self._rows.add(id(item.row))
                self._cells += item.row.place()
            for part in item.computed.values():
                if isinstance(part.value, tuple):
                    self.add(part)
                else:
                    self._cells += part.sources

    def by_sheet(self) -> dict[tuple[str, str], list[str]]:
        """The addresses by file and sheet."""
        sheets: dict[tuple[str, str], list[str]] = {}
        for file, sheet, cell in dict.fromkeys(self._cells):
            sheets.setdefault((file, sheet), []).append(cell)
        return sheets


@figure(
    "account.source_ranges",
    Unit.LIST,
    "The cells that each topic's figures rest on: topic, file, sheet, cells",
    "the source cells of every figure of the topic, side by side ones folded into ranges",
    ours=True,
)
def source_ranges(case: Case) -> Answer:
    sheets = [
        {"topic": topic, "file": file, "sheet": sheet, "cells": ", ".join(fold(addresses))}
        for topic, backing in _backing(case).items()
        for (file, sheet), addresses in backing.by_sheet().items()
    ]
    return _places(case, "account.source_ranges", sheets)


@figure(
    "account.source_sheets",
    Unit.LIST,
    "The cells that all figures rest on: file, sheet, cells",
    "the source cells of every figure, side by side ones folded into ranges",
    ours=True,
)
def source_sheets(case: Case) -> Answer:
    sheets: dict[tuple[str, str], list[str]] = {}
    for backing in _backing(case).values():
        for place, addresses in backing.by_sheet().items():
            sheets.setdefault(place, []).extend(addresses)
    listed = [
        {"file": file, "sheet": sheet, "cells": ", ".join(fold(addresses))}
        for (file, sheet), addresses in sorted(sheets.items())
    ]
    return _places(case, "account.source_sheets", listed)


def _backing(case: Case) -> Mapping[str, Backing]:
    """What the figures of each topic rest on."""

    def walked(_: Facts) -> Mapping[str, Backing]:
        topics: dict[str, Backing] = defaultdict(Backing)
        for name in case.declarations:
            if name not in ABOUT_THE_REST:
                topics[name.partition(".")[0]].add(case[name])
        return topics

    made: Mapping[str, Backing] = case.shared("backing", walked)
    return made


def _places(case: Case, name: str, sheets: Iterable[Mapping[str, str]]) -> Answer:
    """The list of that name: where cells stand, a sheet a line."""
    lines = []
    for number, told in enumerate(sheets, 1):
        parts: dict[str, Part] = {
            part: (Unit.TEXT, "where the cells stand", found(text)) for part, text in told.items()
        }
        lines.append(line(case, f"{name}.{number}", None, parts))
    return found(tuple(lines))

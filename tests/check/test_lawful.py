"""However people arrange their workbooks within the rules, the same facts are read from them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cells import Cells
from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.read import read
from pipeline.sheets import ACCOUNT, PORTFOLIO
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Financial
from pipeline.sheets.risks import Risk
from tests.check.given import OWN, checked, tab

SHEETS: dict[type[Row], list[dict[str, Any]]] = {sheet: [{}] for sheet in (*ACCOUNT, *PORTFOLIO)} | {
    Person: [{"id": f"P{n}", "name": f"Person {n}", "reports_to": "P1" if n > 1 else None} for n in range(1, 6)],
    Goal: [{"id": f"G{n}", "goal": f"Goal {n}"} for n in range(1, 5)],
    Action: [{"id": f"A{n}", "risks": "R1; R2", "person": f"Person {n}"} for n in range(1, 6)],
    Risk: [{"id": f"R{n}", "impact": n % 5 + 1} for n in range(1, 9)],
    Financial: [{"quarter": f"202{n}-Q1", "revenue": 100.5 * n} for n in range(2, 7)],
}
Table = Sequence[Sequence[Any]]


def said(facts: Facts) -> dict[str, list[tuple[dict[str, Any], dict[str, str]]]]:
    """What the rows say, in an order of their own, without where it stands."""
    rows = {
        kind.tab: [(dict(sorted(row.values.items())), {k: v.text for k, v in sorted(row.own.items())}) for row in many]
        for kind, many in facts.rows.items()
    }
    return {name: sorted(many, key=repr) for name, many in rows.items()}


def rearranged(table: Table, chance: random.Random) -> list[list[Any]]:
    """A table with its columns in another order, notes above, blank rows between, totals below, odd headings."""
    order = list(range(len(table[0])))
    chance.shuffle(order)
    empty = chance.sample(range(len(order) + 1), 2)
    lines: list[list[Any]] = []
    for n, line in enumerate(table):
        cells = [odd(line[j], chance) if n == 0 else typed(line[j], chance) for j in order]
        for j in sorted(empty, reverse=True):
            cells.insert(j, None)
        lines.append(cells)
        lines += [[None, "  "]] * chance.randrange(3) if n else []
    if chance.random() < 0.3:
        lines.append(["Total", *[None] * (len(lines[0]) - 2), 12.5])
    above = [["Our own notes"], [], ["Please keep up to date", date(2026, 1, 1), 7]]
    return [*above[: chance.randrange(4)], *lines]


def typed(value: Any, chance: random.Random) -> Any:
    """A cell as people type it: numbers and days as text, text with spaces around it."""
    if chance.random() < 0.7 or isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return chance.choice([value.isoformat(), f"{value.isoformat()} 14:30", datetime.combine(value, time(8, 15))])
    return f" {value}\u00a0" if isinstance(value, str) else str(value)


def odd(heading: str, chance: random.Random) -> str:
    """A heading as people and programs write it."""
    if heading == OWN:
        return heading
    return chance.choice(
        [heading, heading.upper(), f" {heading} *", heading.replace(" ", "\n"), f"{heading} (see help)"]
    )


def fields_rearranged(table: Table, chance: random.Random) -> list[list[Any]]:
    """The profile with its fields in another order, anywhere on the tab."""
    lines = [[None, field, "Help", value] for field, value in table]
    chance.shuffle(lines)
    return [["Profile of ours"], [], [None, "Field", "What is meant", "Value"], *lines]


def write(path: Path, tabs: Sequence[tuple[str, Table]]) -> None:
    """A workbook with these tabs."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in tabs:
            made = book.add_worksheet(name)
            for i, line in enumerate(lines):
                if len(line) == 1 and isinstance(line[0], str):  # a title over the table
                    made.merge_range(i, 0, i, 3, line[0])
                    continue
                for j, value in enumerate(line):
                    if isinstance(value, date):
                        at = value if isinstance(value, datetime) else datetime.combine(value, time())
                        made.write_datetime(i, j, at, day)
                    elif isinstance(value, str):
                        made.write_string(i, j, value)
                    elif value is not None:
                        made.write(i, j, value)


def read_again(books: dict[str, list[tuple[str, Table]]]) -> Cells:
    """What is read of these workbooks."""
    with TemporaryDirectory() as folder:
        for name, tabs in books.items():
            write(Path(folder) / f"{name}.xlsx", tabs)
        return read(Path(folder))


PLAIN = {sheet: tab(sheet, rows).rows for sheet, rows in SHEETS.items()}


@pytest.mark.parametrize("sheets", [ACCOUNT, PORTFOLIO], ids=["account", "portfolio"])
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32).map(random.Random), st.integers(1, 4))
def test_any_lawful_arrangement_says_the_same(sheets: tuple[type[Row], ...], chance: random.Random, files: int) -> None:
    plain = checked(read_again({"all": [(sheet.tab, PLAIN[sheet]) for sheet in sheets]}), sheets)
    books: dict[str, list[tuple[str, Table]]] = {f"book {n}": [] for n in range(files)}
    for sheet in sheets:
        table = PLAIN[sheet]
        if sheet.fields:
            books[chance.choice(list(books))].append((sheet.tab, fields_rearranged(table, chance)))
            continue
        parts: list[list[Any]] = [[] for _ in range(files)]
        for line in table[1:]:
            chance.choice(parts).append(line)
        for tabs, part in zip(books.values(), parts, strict=True):
            if part:
                tabs.append((chance.choice([sheet.tab, sheet.tab.upper()]), rearranged([table[0], *part], chance)))
    found = checked(read_again({name: tabs for name, tabs in books.items() if tabs}), sheets)
    assert not plain.problems
    assert not found.problems, "\n".join(map(str, found.problems))
    assert said(found.facts) == said(plain.facts)
    assert {(gap.heading, gap.row) for gap in found.gaps} == {(gap.heading, gap.row) for gap in plain.gaps}


def test_every_value_keeps_the_cell_it_came_from() -> None:
    chance = random.Random(7)
    lines = rearranged(PLAIN[Risk], chance)
    (row, *_) = checked(read_again({"ours": [("Risks", lines)]}), (Risk,)).facts.of(Risk)
    at = {(i, j): value for i, line in enumerate(lines) for j, value in enumerate(line)}
    for name in ("id", "event", "cause", "impact"):
        place = row.places[name]
        assert (place.file, place.sheet) == ("ours.xlsx", "Risks")
        letter, number = place.cell.rstrip("0123456789"), int(place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        column = sum((ord(c) - 64) * 26**k for k, c in enumerate(reversed(letter))) - 1
        assert str(at[number - 1, column]).strip() == str(row.values[name])

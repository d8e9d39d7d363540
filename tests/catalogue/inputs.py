"""Real faulty inputs, as small as they can be, and what reading and checking them says."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.cells import Cells, Raw, Tab
from pipeline.columns import Column, Row
from pipeline.engines import watched
from pipeline.flows.accounts import Lost, over
from pipeline.flows.history import history
from pipeline.limits import Limits
from pipeline.problems import Note, Problem
from pipeline.publish import MANIFEST
from pipeline.read import read
from pipeline.sheets import ACCOUNT
from pipeline.workspace import Workspace
from tests.check.given import OWN, PERIOD, changed, checked, of, sound, tab

Said = Sequence[Problem | Note]
Input = Callable[[Path], Said]  # told an empty folder, in which it may write


def checking(cells: Cells, sheets: tuple[type[Row], ...] = ACCOUNT) -> Input:
    """Cells, as the check judges them."""

    def said(folder: Path) -> Said:
        found = checked(cells, sheets)
        return [*found.problems, *found.notes]

    return said


def rows(given: Mapping[type[Row], Sequence[Mapping[str, Any]]]) -> Input:
    """A sound account (or portfolio) whose rows of some sheets are these."""
    sheets = of(next(iter(given)))
    return checking(sound(sheets, given), sheets)


def cell(column: Column[Any], raw: Raw) -> Input:
    """A sound account in which one cell holds something else."""
    return rows({column.row_type: [{column.name: raw}]})


def heading(column: Column[Any], written: str) -> Input:
    """A sound account in which one heading is written in another way."""
    sheet = column.row_type
    at = sheet.columns.index(column)
    return checking(changed(sound(of(sheet)), sheet, 0, at, written), of(sheet))


def own_heading(sheet: type[Row], written: str, raw: Raw) -> Input:
    """A sound account in which a tab has a column of people's own."""
    cells = sound(of(sheet), {sheet: [{OWN: raw}]})
    return checking(changed(cells, sheet, 0, len(sheet.columns), written), of(sheet))


def tabs(*more: Tab, instead_of: type[Row] | None = None) -> Input:
    """A sound account with further tabs, or with these in the place of a sheet's own."""
    cells = sound(given={instead_of: []} if instead_of else None)
    return checking(replace(cells, tabs=(*cells.tabs, *more)))


def files(sheet: type[Row], parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Input:
    """A sound account whose rows of one sheet stand in several files."""
    return tabs(*(tab(sheet, many, file) for file, many in parts.items()), instead_of=sheet)


def file(name: str, make: Callable[[], bytes]) -> Input:
    """A file in an account's folder, as it is read."""

    def said(folder: Path) -> Said:
        (folder / name).write_bytes(make())
        cells = read(folder)
        return [*cells.problems, *cells.notes]

    return said


def link(name: str) -> Input:
    """A link in an account's folder."""

    def said(folder: Path) -> Said:
        (folder / name).symlink_to(folder.parent / name)
        return read(folder).problems

    return said


def working(work: Callable[[str, Lost], Lost]) -> Input:
    """An account that is worked on in a process of its own."""

    def said(folder: Path) -> Said:
        ((_, result),) = over(work, ["northwind"], jobs=1)
        return [result] if isinstance(result, Problem) else result

    return said


def deadly(account: str, lost: Lost) -> Lost:
    """A file at which its reader dies."""
    if not lost:
        with watched("risks.xlsx", Limits()):
            os.abort()
    return lost


def slow(account: str, lost: Lost) -> Lost:
    """A file that takes its reader too long."""
    if not lost:
        with watched("risks.xlsx", Limits(seconds=1)):
            time.sleep(60)
    return lost


def ending(account: str, lost: Lost) -> Lost:
    """Work that dies by itself."""
    os.abort()


def pack(manifest: bytes) -> Input:
    """A workspace whose account has such a `pack.json` from the quarter before."""

    def said(folder: Path) -> Said:
        (folder / "planpack.toml").write_text("", encoding="utf-8")
        earlier = folder / "outputs" / str(PERIOD.back(1)) / "northwind"
        earlier.mkdir(parents=True)
        (earlier / MANIFEST).write_bytes(manifest)
        return history(Workspace.open(folder), "northwind", PERIOD).passed_over

    return said

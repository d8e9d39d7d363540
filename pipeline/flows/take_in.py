"""From an export to the rows of an account's sheet: read, matched, compared, checked, and written after a yes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path

from pipeline.blank import workbook
from pipeline.catalogue.exports import import_cell
from pipeline.cells import Cells, Tab
from pipeline.check import Checked, check
from pipeline.editing import Unwritable, changed, free_rows
from pipeline.engines import watched
from pipeline.facts import Facts
from pipeline.flows.accounts import Lost, over
from pipeline.flows.exports import Order, check_source, export_of
from pipeline.kinds import plain
from pipeline.problems import PipelineError, Place, Problem
from pipeline.read import read
from pipeline.read.delimited import transactions
from pipeline.read.guard import opened
from pipeline.read.sheets import tabs
from pipeline.replace import Replacement
from pipeline.replace import replace as put_in_place
from pipeline.sheets.performance import Transaction
from pipeline.take_in import Unusable
from pipeline.take_in.exports import Export
from pipeline.take_in.invoice_lines import file_name, joined
from pipeline.take_in.plan import plan
from pipeline.take_in.refused import without_refused
from pipeline.take_in.rows import Rows, rows_of
from pipeline.take_in.targets import Matched, matched
from pipeline.take_in.told import Draft, Outcome


def take_in(order: Order) -> Outcome:
    """Read the export in a worker, and say what it would change; nothing is written."""
    check_source(order)
    ((_, outcome),) = over(partial(drafted, order), [order.account], 1)
    if isinstance(outcome, Problem):
        return Outcome(order.name, order.sheet.tab, order.account, problems=(outcome,))
    return outcome


def write(order: Order, outcome: Outcome, day: date) -> Iterator[tuple[str, str]]:
    """Write what the outcome holds: each file's name with that of the copy of its original (none of a new file)."""
    folder = order.folder
    there = [
        Replacement(folder / draft.name, draft.was, draft.now) for draft in outcome.drafts if draft.was is not None
    ]
    copies = put_in_place(there, day) if there else ()
    yield from ((file.path.name, copy.name) for file, copy in zip(there, copies, strict=True))
    for draft in outcome.drafts:
        if draft.was is None:
            _create(folder / draft.name, draft.now)
            yield draft.name, ""


def drafted(order: Order, account: str, lost: Lost) -> Outcome:
    """What the import would write, with what the account's check would say of it."""
    settings, name = order.workspace.settings, order.name
    begun = Outcome(name, order.sheet.tab, account)
    if unread := tuple(problem for problem in lost if problem.place.file == name):
        return replace(begun, problems=unread)
    invoices = order.sheet is Transaction
    try:
        export = export_of(order)
        found = matched(export, order.sheet, order.mapped, order.key)
        rows = rows_of(export, found, order.mapped, settings, repeat=invoices and not order.keyed)
    except Unusable as why:
        return replace(begun, problems=(why.problem,))
    begun = replace(
        begun,
        read=(_read(export), *export.notes, *rows.notes),
        used=tuple((target.source.heading or f"“{target.source.fixed}”", target.heading) for target in found.targets),
        unused=found.unused,
        key=() if invoices and not order.keyed else tuple(target.heading for target in found.key),
        problems=rows.problems,
    )
    if rows.problems:
        return begun
    cells = read(order.folder, settings.bounds, watched, lost)
    before = _check(order, cells)
    if invoices:
        outcome = _lines(order, begun, found, rows, cells)
    else:
        outcome = _rows(order, begun, export, found, rows, cells, before.facts)
    return outcome if outcome.problems else _checked(order, outcome, cells, before)


def _read(export: Export) -> str:
    rows = f"{len(export.lines):,} row{'s' if len(export.lines) != 1 else ''}"
    return f"{rows} under the headings in {export.counted} {export.at}" if export.at else rows


def _check(order: Order, cells: Cells) -> Checked:
    settings = order.workspace.settings
    return check(cells, order.sheets, order.account, order.period, order.as_of, settings)


def _rows(
    order: Order, begun: Outcome, export: Export, found: Matched, rows: Rows, cells: Cells, facts: Facts
) -> Outcome:
    """The account's workbooks with the rows of the export."""
    folder, sheet, settings = order.folder, order.sheet, order.workspace.settings
    there = [tab for tab in cells.tabs if plain(tab.name) == plain(sheet.tab)]
    data = {tab.file: _bytes(folder, tab.file, cells) for tab in there}
    new, book = set(), f"{sheet.book}.xlsx"
    if not there and not order.mapped.file and not os.path.lexists(folder / book):
        new.add(book)
        data[book] = workbook(sheet.book)
        there = [tab for tab in tabs(book, opened(data[book], settings.bounds.workbook)) if tab.name == sheet.tab]
    if not there and cells.problems:
        return replace(begun, problems=cells.problems)

    def free(tab: Tab, heading_row: int, letters: Sequence[str], count: int) -> tuple[int, ...]:
        return free_rows(data[tab.file], tab.name, heading_row, letters, count)

    made = plan(export, found, rows, sheet, there, order.mapped.file, _mentioned(order, facts), free, settings)
    if made.problems:
        return replace(begun, plan=made, problems=made.problems)
    try:
        made, stays = without_refused(made, data)
        drafts = [
            Draft(file, None if file in new else data[file], changed(data[file], many))
            for file, many in made.changes().items()
        ]
    except Unwritable as why:
        place = Place(", ".join(data), *((why.change.sheet, why.change.cell) if why.change else ()))
        return replace(begun, plan=made, problems=(import_cell.at(place, str(why)),))
    return replace(begun, plan=made, stays=stays, drafts=tuple(drafts))


def _lines(order: Order, begun: Outcome, found: Matched, rows: Rows, cells: Cells) -> Outcome:
    """The file of invoice lines beside the workbooks, joined with the export."""
    folder = order.folder
    file = file_name(order.mapped.source or order.mapping or Path(order.name).stem)
    former = next((tab for tab in cells.tabs if tab.file == file), None)
    if former is None and os.path.lexists(folder / file):
        return replace(begun, problems=tuple(p for p in cells.problems if p.place.file == file) or cells.problems)
    made = joined(former, found, rows.rows, order.workspace.settings, keyed=order.keyed)
    if made.problems:
        return replace(begun, problems=made.problems)
    was = _bytes(folder, file, cells) if former else None
    return replace(begun, lines=made, drafts=(Draft(file, was, made.data),))


def _checked(order: Order, outcome: Outcome, cells: Cells, before: Checked) -> Outcome:
    """The outcome with the problems and gaps that the account would have after it and hasn't now."""
    settings = order.workspace.settings
    drafts = tuple(draft for draft in outcome.drafts if draft.now != draft.was)
    files = {draft.name for draft in drafts}
    after = [tab for tab in cells.tabs if tab.file not in files]
    for draft in drafts:
        if draft.name.endswith(".csv"):
            limits = settings.bounds.of(draft.name)
            after.append(transactions(draft.name, BufferedReader(BytesIO(draft.now)), limits)[0])
        else:
            after += tabs(draft.name, opened(draft.now, settings.bounds.of(draft.name)))
    then = replace(cells, tabs=tuple(sorted(after, key=lambda tab: tab.file)))
    later = _check(order, then)
    known = {(problem.place, problem.code) for problem in before.problems}
    caused = tuple(problem for problem in later.problems if (problem.place, problem.code) not in known)
    empty = {gap.place for gap in before.gaps}
    gaps = [gap for gap in later.gaps if gap.place not in empty and gap.place.file in files]
    named = tuple(f"{gap.heading} of {gap.row}" if gap.row else gap.heading for gap in gaps)
    return replace(outcome, drafts=drafts, caused=caused, gaps=named)


def _bytes(folder: Path, file: str, cells: Cells) -> bytes:
    """A file's bytes, those that were read."""
    data = (folder / file).read_bytes()
    if hashlib.sha256(data).hexdigest() != cells.hashes[file]:
        raise PipelineError(f"{file} was changed while it was read: import again")
    return data


def _mentioned(order: Order, facts: Facts) -> Iterator[str]:
    """All texts that may name an id which was used once: those of the workbooks and of earlier packs."""
    for rows in (*facts.rows.values(), *facts.later.values()):
        for row in rows:
            for value in row.values.values():
                yield from (word for word in (value if isinstance(value, tuple) else (value,)) if isinstance(word, str))
            yield from (own.text for own in row.own.values())
    for path in order.workspace.packs(order.account).values():
        with suppress(OSError):
            yield path.read_text(encoding="utf-8", errors="replace")


def _create(path: Path, data: bytes) -> None:
    """Make a new file, whole or not at all; raise `PipelineError` where one of that name came in between."""
    building = path.with_name(f".{path.name}.building-{os.getpid()}")
    try:
        with building.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.path.lexists(path):
            raise PipelineError(f"{path.name} was made in the meantime: import again")
        building.rename(path)
    finally:
        building.unlink(missing_ok=True)

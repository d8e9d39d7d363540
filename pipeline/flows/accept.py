"""From a workbook that came back from the client to the account's workbooks: compared, checked, written after a yes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from string import ascii_uppercase

from pipeline.accept import Found, compare, told
from pipeline.accept.returned import codes
from pipeline.cells import Cells, Tab
from pipeline.check import Checked, check
from pipeline.client_actions import Sent, code_of
from pipeline.editing import Unwritable, changed, free_rows
from pipeline.engines import watched
from pipeline.facts import Facts
from pipeline.flows.accounts import Lost, alone
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import PipelineError, Place, Problem
from pipeline.publish import HISTORY, MANIFEST
from pipeline.read import read, read_files
from pipeline.read.guard import opened
from pipeline.read.sheets import tabs
from pipeline.replace import Replacement
from pipeline.replace import replace as put_in_place
from pipeline.sheets import ACCOUNT
from pipeline.workspace import Workspace

FORMATS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Order:
    """A file to take back; `theirs`: where both sides changed a cell, the client's word is written."""

    workspace: Workspace
    file: Path
    period: Period
    as_of: date
    theirs: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a returned file changes in which account, with the workbooks as they would be; or why it is refused."""

    account: str = ""
    code: str = ""
    found: Found = field(default_factory=Found)
    drafts: tuple[Replacement, ...] = ()
    refused: str = ""

    def told(self, *, theirs: bool) -> Iterator[str]:
        """Everything there is to say, line by line."""
        yield f"{self.code} → {self.account}"
        yield from told(self.found, theirs=theirs)


class Refused(Exception):
    """A file that is not taken, and why."""


def accept(order: Order) -> Outcome:
    """Read the file in a worker and say what it would change; nothing is written."""
    if not order.file.is_file():
        raise PipelineError(f"there is no file {order.file.name}")
    outcome = alone(partial(drafted, order), order.file.name)
    return Outcome(refused=str(outcome)) if isinstance(outcome, Problem) else outcome


def write(order: Order, outcome: Outcome, day: date) -> Iterator[tuple[str, str]]:
    """Write what the outcome holds: each workbook's name with that of the copy of its original."""
    copies = put_in_place(outcome.drafts, day) if outcome.drafts else ()
    yield from ((draft.path.name, copy.name) for draft, copy in zip(outcome.drafts, copies, strict=True))


def drafted(order: Order, name: str, lost: Lost) -> Outcome:
    """What the file would change, with the account's workbooks as they would be."""
    try:
        theirs = _returned(order, name, lost)
        account, sent = _sent(order.workspace, theirs)
    except Refused as why:
        return Outcome(refused=f"{name} is not taken: {why}")
    settings = order.workspace.settings
    folder = order.workspace.inputs(account)
    cells = read(folder, settings.bounds, watched, lost)
    before = _check(order, account, cells)
    data = {file: _bytes(folder, file, cells) for file in cells.hashes if file.casefold().endswith(FORMATS)}

    def free(tab: Tab, heading_row: int, letters: Sequence[str], count: int) -> tuple[int, ...]:
        return free_rows(data[tab.file], tab.name, heading_row, letters, count)

    known = tuple(_mentioned(order.workspace, account, before.facts))
    found = compare(sent, theirs.tabs, cells.tabs, before.facts, settings.locale, known, free)
    while True:
        found, after = _written(found, data, theirs=order.theirs)
        caused = _caused(order, account, cells, before, after)
        bad = _rows_of(found, caused)
        if not caused or not bad:
            break
        found = replace(found, dropped=found.dropped | bad, by_hand=(*found.by_hand, *map(str, caused)))
    if caused:
        return Outcome(account, sent.code, found, refused=f"{name} would make a problem: {caused[0]}")
    drafts = tuple(Replacement(folder / file, data[file], now) for file, now in after.items() if now != data[file])
    return Outcome(account, sent.code, found, drafts)


def _returned(order: Order, name: str, lost: Lost) -> Cells:
    """The cells of the returned file; raise `Refused` for one that can't be read."""
    if unread := [problem for problem in lost if problem.place.file == name]:
        raise Refused(f"{unread[0].found}; {unread[0].mend}")
    if order.file.suffix.casefold() not in FORMATS:
        raise Refused("it is no Excel workbook (.xlsx): ask for it as one, saved from Excel or LibreOffice")
    cells = read_files([order.file.resolve()], order.workspace.settings.bounds, watched)
    if cells.problems:
        raise Refused(f"{cells.problems[0].found}; {cells.problems[0].mend}")
    return cells


def _sent(workspace: Workspace, theirs: Cells) -> tuple[str, Sent]:
    """Whose file it is, and what was sent with its code; raise `Refused` where no pack knows it."""
    found = codes(theirs.tabs)
    if not found:
        raise Refused("it shows no code: it is no file of ours, or the code was taken out of every tab")
    if len(found) > 1:
        raise Refused(f"it shows {len(found)} codes, {', '.join(code_of(*one) for one in found)}: tabs were mixed")
    account, period, mark = found[0]
    if account not in workspace.accounts():
        raise Refused(f"it was sent for the account {account}, which this workspace does not have")
    code = code_of(account, period, mark)
    for path in _manifests(workspace, account):
        with suppress(ValueError, TypeError, OSError):
            sent = Sent.of(Manifest.from_bytes(path.read_bytes()).sent)
            if sent and sent.code == code:
                return account, sent
    raise Refused(f"no pack of {account} knows its code {code}: it was sent from elsewhere, or its pack is gone")


def _manifests(workspace: Workspace, account: str) -> Iterator[Path]:
    """The manifests of an account's packs, the newest first, those that were built anew behind."""
    for path in reversed(workspace.packs(account).values()):
        yield path
        yield from sorted((path.parent / HISTORY).glob(f"{Path(MANIFEST).stem}-*.json"), reverse=True)


def _check(order: Order, account: str, cells: Cells) -> Checked:
    return check(cells, ACCOUNT, account, order.period, order.as_of, order.workspace.settings)


def _written(found: Found, data: dict[str, bytes], *, theirs: bool) -> tuple[Found, dict[str, bytes]]:
    """The workbooks with the changes; a cell that must stay as it is goes to what is to be typed in."""
    while True:
        after = {}
        try:
            for file, many in found.changes(theirs=theirs).items():
                after[file] = changed(data[file], many)
        except Unwritable as why:
            if why.change is None:
                raise
            stays = {
                edit.place
                for row in found.rows
                for edit in row.edits
                if edit.place.file == file and edit.place[1:] == (why.change.sheet, why.change.cell)
            }
            if not stays or stays <= found.dropped:
                raise
            found = replace(found, dropped=found.dropped | stays, by_hand=(*found.by_hand, f"{file} › {why}"))
        else:
            return found, after


def _caused(order: Order, account: str, cells: Cells, before: Checked, after: dict[str, bytes]) -> list[Problem]:
    """The problems that the account would have with these workbooks and has not now."""
    bounds = order.workspace.settings.bounds
    others = [tab for tab in cells.tabs if tab.file not in after]
    made = [tab for file, data in after.items() for tab in tabs(file, opened(data, bounds.of(file)))]
    then = replace(cells, tabs=tuple(sorted((*others, *made), key=lambda tab: tab.file)))
    known = {(problem.place, problem.code) for problem in before.problems}
    return [p for p in _check(order, account, then).problems if (p.place, p.code) not in known]


def _rows_of(found: Found, caused: Sequence[Problem]) -> frozenset[Place]:
    """The places of all cells in the rows that would cause these problems, unless they are left out already."""
    wrong = {(p.place.file, p.place.sheet, p.place.cell.lstrip(ascii_uppercase)) for p in caused}
    return frozenset(
        edit.place
        for row in found.rows
        for edit in row.edits
        if edit.place not in found.dropped and (*edit.place[:2], edit.place.cell.lstrip(ascii_uppercase)) in wrong
    )


def _bytes(folder: Path, file: str, cells: Cells) -> bytes:
    """A workbook's bytes, those that were read."""
    data = (folder / file).read_bytes()
    if hashlib.sha256(data).hexdigest() != cells.hashes[file]:
        raise PipelineError(f"{file} was changed while it was read: try again")
    return data


def _mentioned(workspace: Workspace, account: str, facts: Facts) -> Iterator[str]:
    """All texts that may name an id which was used once: those of the workbooks and of earlier packs."""
    for rows in (*facts.rows.values(), *facts.later.values()):
        for row in rows:
            for value in row.values.values():
                yield from (word for word in (value if isinstance(value, tuple) else (value,)) if isinstance(word, str))
            yield from (own.text for own in row.own.values())
    for path in workspace.packs(account).values():
        with suppress(OSError):
            yield path.read_text(encoding="utf-8", errors="replace")

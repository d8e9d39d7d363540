"""An import in the words of who runs it: what was read, what would be written where, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from pipeline.cell_values import spoken
from pipeline.problems import Problem
from pipeline.take_in.changes import Cell, Edited, Plan
from pipeline.take_in.invoice_lines import Joined

SHOWN = 20  # rows of a kind that are told one by one


@dataclass(frozen=True)
class Draft:
    """A file of the account as it would be: its name, its bytes now (none where it is new), its bytes then."""

    name: str
    was: bytes | None
    now: bytes


@dataclass(frozen=True)
class Outcome:
    """What an import found and would write. With `problems`, or where it would make some (`caused`), nothing is."""

    export: str
    sheet: str
    account: str
    read: tuple[str, ...] = ()
    used: tuple[tuple[str, str], ...] = ()  # the export's heading, ours
    unused: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    plan: Plan = field(default_factory=Plan)
    lines: Joined | None = None
    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    caused: tuple[Problem, ...] = ()
    stays: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it may be written."""
        return not self.problems and not self.caused

    def told(self, *, whole: bool = False) -> Iterator[str]:
        """Everything there is to say, line by line; of many rows the first alone unless the whole is wanted."""
        yield f"{self.export} → {self.sheet} of {self.account}"
        pairs = (theirs if theirs == ours else f"{theirs} → {ours}" for theirs, ours in self.used)
        told = {"columns": ", ".join(pairs), "not used": ", ".join(self.unused), "rows by": " and ".join(self.key)}
        yield from (f"  read      {part}" for part in self.read)
        yield from (f"  {word:<9} {said}" for word, said in told.items() if said)
        if not self.problems:
            yield from self._file(self.lines) if self.lines else self._rows(1_000_000 if whole else SHOWN)
        yield from (f"  problem   {problem}" for problem in self.problems)
        yield from (f"  would make a problem: {problem}" for problem in self.caused)

    def _rows(self, most: int) -> Iterator[str]:
        """The rows of workbooks that would change, tab by tab, and how many there are."""
        plan = self.plan
        tabs = dict.fromkeys(cell.place[:2] for cell in plan.headings)
        tabs |= dict.fromkeys(row.cells[0].place[:2] for row in (*plan.changed, *plan.added))
        for tab in tabs:
            yield " › ".join(tab)
            for cell in plan.headings:
                if cell.place[:2] == tab:
                    yield f"  new column {cell.value}, in {cell.place.cell}"
            changed = [row for row in plan.changed if row.cells[0].place[:2] == tab]
            for row in changed[:most]:
                yield f"  change in {row.name}"
                yield from (f"    {cell.place.cell:<5} {_change(cell)}" for cell in row.cells)
            yield from _more(changed, most, "changed row")
            added = [row for row in plan.added if row.cells[0].place[:2] == tab]
            for row in added[:most]:
                yield f"  new in row {row.cells[0].place.cell.lstrip(ascii_uppercase)}: {row.name}"
                yield f"    {'; '.join(f'{cell.heading}: {_short(_said(cell.value))}' for cell in row.cells)}"
            yield from _more(added, most, "new row")
        yield from (f"  stays     {stays}" for stays in self.stays)
        yield from (f"  note      {note}" for note in self._notes(most))
        cells = sum(len(row.cells) for row in plan.changed)
        in_cells = f" ({_count(cells, 'cell')})" if cells else ""
        new, changed_rows = _count(len(plan.added), "row"), _count(len(plan.changed), "row")
        yield f"{new} new, {changed_rows} changed{in_cells}, {plan.equal:,} as they are"

    def _notes(self, most: int) -> Iterator[str]:
        """What is worth knowing of the rows that stand, and what would still be missing."""
        yield from self.plan.notes
        if gone := self.plan.gone:
            said = "1 row is not in the export and stays as it is"
            if len(gone) > 1:
                said = f"{len(gone):,} rows are not in the export and stay as they are"
            yield f"{said}: {_listed(gone, most)}"
        if filled := self.plan.filled:
            are = "1 cell is" if filled == 1 else f"{filled:,} cells are"
            yield f"{are} empty in the export and filled in the workbook: what the workbook says stays"
        if gaps := self.gaps:
            are = "1 wanted cell is" if len(gaps) == 1 else f"{len(gaps):,} wanted cells are"
            yield f"{are} empty in what would be written: {_listed(gaps, most)}"

    def _file(self, lines: Joined) -> Iterator[str]:
        """The file of invoice lines that would be written."""
        for draft in self.drafts:
            yield f"{draft.name}{' (a new file beside the workbooks)' if draft.was is None else ''}"
        if lines.gone:
            stay = "1 line is not in the export and stays" if lines.gone == 1 else ""
            yield f"  note      {stay or f'{lines.gone:,} lines are not in the export and stay'} in the file"
        yield f"{_count(lines.added, 'line')} new, {lines.changed:,} changed, {lines.equal:,} as they are"


def _change(cell: Cell) -> str:
    return f"{cell.heading}: {_short(cell.old) or '(empty)'} → {_short(_said(cell.value))}"


def _said(value: object) -> str:
    """A value in words, the thousands of a number apart."""
    return spoken(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}..."


def _listed(names: Sequence[str], most: int) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def _more(rows: Sequence[Edited], most: int, word: str) -> Iterator[str]:
    if len(rows) > most:
        yield f"  and {_count(len(rows) - most, word)} more; --all prints them"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}" if number else f"no {word}s"

"""Turns cells into facts, and says what is wrong, what is missing and what is worth knowing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.catalogue.rows import rows_later
from pipeline.catalogue.sense import quarter_sum, weights_sum
from pipeline.catalogue.tabs import account_id, profile_missing
from pipeline.cells import Cells
from pipeline.check.copies import repeated, without_copies, without_doubles
from pipeline.check.declared import declared
from pipeline.check.doubles import nearly_twice
from pipeline.check.gaps import completeness, gaps, lacking
from pipeline.check.many import not_too_many
from pipeline.check.owners import nearly_known
from pipeline.check.references import resolve
from pipeline.check.rows import Reader, Sheet
from pipeline.check.tabs import claimed
from pipeline.columns import Column, Row
from pipeline.facts import Facts
from pipeline.kinds import Day, plain
from pipeline.periods import Period
from pipeline.problems import Gap, Note, Place, Problem
from pipeline.settings import Settings
from pipeline.sheets.account import Profile
from pipeline.sheets.scoring import VOTE

# A sum is not judged while a cell that goes into it is faulty: the fault is told once, where it stands.
SUMS = {weights_sum.code: "Criteria", quarter_sum.code: "Transactions"}


@dataclass(frozen=True)
class Checked:
    """The facts, as far as they can be trusted, and everything there is to say about the data."""

    facts: Facts
    problems: tuple[Problem, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]


def check(
    cells: Cells, sheets: tuple[type[Row], ...], account: str, period: Period, as_of: date, settings: Settings
) -> Checked:
    """Check the cells of an account (or of the portfolio) against its sheets.

    A bad cell is left blank in the facts and a row that can't be identified is left out, so that a draft can be built.
    """
    tabs, notes = claimed(cells.tabs, sheets)
    read: dict[type[Row], Sheet] = {}
    for kind in sheets:
        columns = (*kind.columns, *_headings_from(kind, read))
        read[kind] = Reader(kind, columns, settings.locale, settings.fiscal_year_start).read(tabs[kind])
    found = list(read.values())
    problems = [*cells.problems, *(problem for sheet in found for problem in sheet.problems)]
    # Copies go first, or each of their rows would be a double; references next, since they may identify a row.
    problems += without_copies(found)
    problems += resolve(found, unsure=bool(cells.problems))
    problems += without_doubles(found)
    if Profile in read:
        problems += _profile(read[Profile], account, files_missing=bool(cells.problems))
    later = {kind: many for kind, sheet in read.items() if (many := _later_rows(sheet, as_of))}
    rows = {kind: _without(sheet.rows, later.get(kind, ())) for kind, sheet in read.items()}
    facts = Facts(account, period, as_of, rows, later, hashes=cells.hashes)
    said = [*declared(facts), *_rules(facts, sheets), *_later(facts)]
    said += [*repeated(facts), *nearly_twice(facts), *nearly_known(facts)]
    judged = [s for s in said if isinstance(s, Problem)]
    faulty = {plain(one.place.sheet) for one in (*problems, *judged) if one.code not in SUMS}
    problems += [s for s in judged if s.code not in SUMS or not (cells.problems or plain(SUMS[s.code]) in faulty)]
    notes = [*cells.notes, *notes, *(note for sheet in found for note in sheet.notes)]
    notes += [s for s in said if isinstance(s, Note)]
    lacks = {kind: lacking(kind, facts) for kind in sheets}
    missing = gaps(facts, lacks, {problem.place for problem in problems})
    facts = facts.lacking(missing, completeness(facts, lacks))
    return Checked(facts, tuple(not_too_many(problems)), missing, tuple(notes))


def _later_rows(sheet: Sheet, as_of: date) -> tuple[Row, ...]:
    """The rows that tell of what happens after the as-of day."""
    days = [column.name for column in sheet.type.columns if column.identifies and isinstance(column.kind, Day)]
    if sheet.type.is_later is not Row.is_later or len(days) > 1:
        return tuple(row for row in sheet.rows if row.is_later(as_of))
    return tuple(row for row in sheet.rows if row.values[days[0]] > as_of) if days else ()


def _without(rows: Sequence[Row], others: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that are none of the others."""
    left_out = set(map(id, others))
    return tuple(row for row in rows if id(row) not in left_out) if left_out else tuple(rows)


def _headings_from(kind: type[Row], read: dict[type[Row], Sheet]) -> Sequence[Column[Any]]:
    """Columns whose headings are the rows of another sheet: the criteria of the votes."""
    source = getattr(kind, "headings_from", None)
    if source is None or source.row_type not in read:
        return ()
    columns = []
    for row in read[source.row_type].rows:
        column: Column[Any] = Column(row.values[source.name], kind.vote)  # type: ignore[attr-defined]
        column.name, column.row_type = f"{VOTE}{column.heading}", kind
        columns.append(column)
    return columns


def _profile(sheet: Sheet, account: str, *, files_missing: bool) -> list[Problem]:
    """The profile is there and belongs to this account; nothing is said of it while a file can't be read."""
    for row in sheet.rows[:1]:
        given = row.values[Profile.account_id.name]
        if given != account:
            return [account_id.at(row.places[Profile.account_id.name], given, account)]
    if sheet.rows or sheet.lost or sheet.problems or files_missing:
        return []
    return [profile_missing.at(Place(f"{Profile.book}.xlsx", Profile.tab))]


def _rules(facts: Facts, sheets: tuple[type[Row], ...]) -> list[Problem | Note]:
    """What the sheets' own rules say."""
    return [said for kind in sheets for rule in kind.rules for said in rule(facts)]


def _later(facts: Facts) -> list[Note]:
    """A note for each tab with rows that are dated after the as-of day."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for rows in facts.later.values():
        for row in rows:
            first = row.place(*(column for column in row.columns if column.identifies))[0]
            places[row.file, first.sheet].append(first)
    return [rows_later.at(many[0], len(many), facts.as_of) for many in places.values()]

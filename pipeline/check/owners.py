"""Notes owners whose name is nearly that of somebody on Team or People."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.near import same_person
from pipeline.facts import Facts
from pipeline.kinds import Names
from pipeline.problems import Note
from pipeline.sheets.account import TeamMember
from pipeline.sheets.people import Person


def nearly_known(facts: Facts) -> Iterator[Note]:
    """A note for each cell that names somebody who is nearly known; roles and teams may own too."""
    known = [*(row.name for row in facts.of(TeamMember)), *(row.name for row in facts.of(Person))]
    by_case = {name.casefold() for name in known}
    for sheet, rows in facts.rows.items():
        columns = [column for column in sheet.columns if isinstance(column.kind, Names)]
        for row in rows:
            for column in columns:
                for name in row.values.get(column.name, ()):
                    near = (
                        None if name.casefold() in by_case else next((k for k in known if same_person(name, k)), None)
                    )
                    if near is not None:
                        yield Note(row.places[column.name], f"{column.heading} “{name}”: did you mean {near}?")

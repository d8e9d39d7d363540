"""Notes owners whose name is nearly that of somebody on Team or People."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.catalogue.rows import owner_near
from pipeline.check.near import Names as Known
from pipeline.check.near import same_person
from pipeline.facts import Facts
from pipeline.kinds import Names
from pipeline.problems import Note
from pipeline.sheets.account import TeamMember
from pipeline.sheets.people import Person


def nearly_known(facts: Facts) -> Iterator[Note]:
    """A note for each cell that names somebody who is nearly known; roles and teams may own too."""
    known = Known([*(row.name for row in facts.of(TeamMember)), *(row.name for row in facts.of(Person))])
    near: dict[str, str | None] = dict.fromkeys(known.names)
    by_case = {name.casefold() for name in known.names}
    for sheet, rows in facts.rows.items():
        for column in (column for column in sheet.columns if isinstance(column.kind, Names)):
            for row in rows:
                for name in row.values.get(column.name, ()):
                    if name not in near:
                        others = () if name.casefold() in by_case else known.like(name)
                        near[name] = next((other for other in others if same_person(name, other)), None)
                    if (meant := near[name]) is not None:
                        yield owner_near.at(row.places[column.name], column.heading, name, meant)

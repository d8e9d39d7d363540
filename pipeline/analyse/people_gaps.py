"""What our relationships with the customer's people lack, the structural gaps first."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.relations import (
    COVERED,
    CROWDED,
    KEY,
    NOBODY,
    STRONG,
    decides,
    is_close,
    key_people,
    overdue_days,
    still_there,
)
from pipeline.columns import places
from pipeline.figures import Answer, Case, Unit, figure, found, missing, quote
from pipeline.sheets.people import Person
from pipeline.sheets.words import SUPPORT
from pipeline.theme import Tone


class Hole(NamedTuple):
    """Something missing in our relationships: its kind, the person or owner it is about, how much."""

    kind: str
    person: Person | None = None
    owner: str = ""
    days: int | None = None
    number: int | None = None


STRUCTURAL = ("no decision maker", "single thread", "strong opponent", "key person without owner")


def structural_gaps(case: Case) -> list[Hole]:
    """What makes the relationship as a whole fragile."""
    rows, keys = still_there(case.facts), key_people(case)
    holes = [] if any(decides(row) for row in rows) else [Hole("no decision maker")]
    close = sum(is_close(row) for row in keys)
    if close < 2:
        holes.append(Hole("single thread", number=close))
    holes += [
        Hole("strong opponent", row) for row in rows if row.support == SUPPORT.low and (row.influence or 0) >= STRONG
    ]
    return holes + [Hole("key person without owner", row) for row in keys if not row.owner]


def other_gaps(case: Case) -> list[Hole]:
    """What each relationship lacks: contacts in time, evidence for ratings, owners with room."""
    keys = key_people(case)
    late = [(overdue_days(case, row), row) for row in keys]
    holes = [Hole("never contacted", row) for days, row in late if days is None]
    holes += [
        Hole("contact overdue", row, days=days)
        for days, row in sorted(late, key=lambda pair: (-(pair[0] or 0), pair[1].name))
        if days
    ]
    owned = Counter(owner for row in keys for owner in row.owner or ())
    holes += [Hole("crowded owner", owner=owner, number=n) for owner, n in owned.items() if n > CROWDED]
    return holes + [
        Hole("rating without evidence", row)
        for row in still_there(case.facts)
        if not row.how_known and any(value is not None for value in (row.influence, row.support, row.now))
    ]


GAP_COLUMNS = (*COVERED, Person.support, Person.how_known)


@figure(
    "people.gaps",
    Unit.LIST,
    "What our relationships lack, the structural gaps first: kind, person, owner, days, number",
    "structural: no approver or decision maker known, fewer than 2 key people at 3 or more, an opponent with influence "
    "4 or more, a key person without our owner; others: contact overdue, an owner with over 6 key people, a rating "
    "without How do you know",
    GAP_COLUMNS,
)
def gaps(case: Case) -> Answer:
    if not case.facts.of(Person):
        return missing(NOBODY)
    lines = []
    for hole in (*structural_gaps(case), *other_gaps(case)):
        about = hole.person.id if hole.person else hole.owner or "all"
        name = f"people.gaps.{hole.kind.replace(' ', '_')}.{about}"
        structural = hole.kind in STRUCTURAL
        at = hole.person.place() if hole.person else ()
        who = quote(name, hole.person, Person.name) if hole.person else None
        parts: dict[str, Part] = {
            "kind": (Unit.TEXT, "the rule it fails", found(hole.kind, at, Tone.BAD if structural else Tone.WATCH)),
            "structural": (Unit.TEXT, "yes where it makes the whole fragile", found("yes" if structural else "no")),
            "person": (Unit.TEXT, "Name in People", said(str(who.value), who.sources) if who else missing("nobody")),
            "owner": (Unit.TEXT, "Our owner in People", _hole_owner(hole)),
            "days": (Unit.DAYS, "days overdue", missing("no days") if hole.days is None else found(hole.days, at)),
            "number": (Unit.COUNT, "how many", missing("no number") if hole.number is None else found(hole.number)),
        }
        lines.append(line(case, name, hole.person, parts))
    return found(tuple(lines), (place for item in lines for place in item.kind.sources))


def _hole_owner(hole: Hole) -> Answer:
    if hole.owner:
        return found(hole.owner)
    if hole.person and hole.person.owner:
        return found("; ".join(hole.person.owner), hole.person.place(Person.owner))
    return missing("nobody")


@figure(
    "people.structural_count",
    Unit.COUNT,
    "Structural gaps in our relationships",
    "no approver or decision maker known; fewer than 2 key people at 3 or more; opponents with influence 4 or more; "
    "key people without our owner",
    (*KEY, Person.owner, Person.now, Person.support),
)
def structural_count(case: Case) -> Answer:
    if not case.facts.of(Person):
        return missing(NOBODY)
    holes = structural_gaps(case)
    at = places(key_people(case), Person.influence, Person.role, Person.owner, Person.now, Person.support)
    return found(len(holes), at, Tone.BAD if holes else Tone.GOOD)

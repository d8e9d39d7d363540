"""Who of the customer's people counts, how close we are to them, and when we last met."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pipeline.facts import Facts
from pipeline.figures import Case
from pipeline.problems import Place
from pipeline.sheets.people import Interaction, Person

DECIDES = frozenset({"approver", "decision maker"})
CLOSE = 3  # a relationship counts from "regular" on
STRONG = 4  # influence that makes somebody a key person
CROWDED = 6  # key people one owner can look after

NOBODY = "no people given"
ALL_LEFT = "everyone on People has left"
NO_KEY = "no key person given"


class Contact(NamedTuple):
    """The last contact with somebody, and the cells that say so."""

    day: date
    places: tuple[Place, ...]


def still_there(facts: Facts) -> list[Person]:
    """Everyone who has not left by the as-of day."""
    return [row for row in facts.of(Person) if row.left_on is None or row.left_on > facts.as_of]


def nobody_there(facts: Facts) -> str:
    """Why nobody is there: none given, or all have left; empty where somebody is."""
    if still_there(facts):
        return ""
    return ALL_LEFT if facts.of(Person) else NOBODY


def is_key(row: Person) -> bool:
    """Whether somebody has influence 4-5 or approves or decides."""
    return (row.influence or 0) >= STRONG or decides(row)


def decides(row: Person) -> bool:
    """Whether somebody approves or decides."""
    return bool(DECIDES.intersection(row.role or ()))


def is_close(row: Person) -> bool:
    """Whether the relationship is regular or better."""
    return row.now is not None and row.now >= CLOSE


def key_people(case: Case) -> list[Person]:
    """The key people, most influence first."""
    rows = [row for row in still_there(case.facts) if is_key(row)]
    return sorted(rows, key=lambda row: (-(row.influence or 0), row.name))


def last_contacts(facts: Facts) -> dict[str, Contact]:
    """By person: the newest interaction, or Last contact where that is later."""
    newest: dict[str, Contact] = {}
    for row in facts.of(Person):
        if row.last_contact is not None and row.last_contact <= facts.as_of:
            newest[row.id] = Contact(row.last_contact, row.place(Person.last_contact))
    for met in facts.of(Interaction):
        for person in met.people:
            if person not in newest or met.day >= newest[person].day:
                newest[person] = Contact(met.day, met.place(Interaction.day))
    return newest


def contact_with(case: Case, row: Person) -> Contact | None:
    """The last contact with somebody."""
    contacts: dict[str, Contact] = case.shared("last contacts", last_contacts)
    return contacts.get(row.id)


def contact_due(case: Case, row: Person) -> date | None:
    """The day by which somebody is to be contacted again; None where no contact is known."""
    contact = contact_with(case, row)
    return contact.day + timedelta(days=row.contact_every or case.settings.contact_days) if contact else None


def overdue_days(case: Case, row: Person) -> int | None:
    """Days by which a contact is overdue, 0 where it is not; None where no contact is known."""
    due = contact_due(case, row)
    return None if due is None else max((case.facts.as_of - due).days, 0)


def is_covered(case: Case, row: Person) -> bool:
    """Whether a key person has an owner of ours, a regular relationship and a contact in time."""
    return bool(row.owner) and is_close(row) and overdue_days(case, row) == 0


# What these read: for a figure over key people, and for one over their coverage.
KEY = (Person.id, Person.name, Person.influence, Person.role, Person.left_on)
COVERED = (
    *KEY,
    Person.owner,
    Person.now,
    Person.last_contact,
    Person.contact_every,
    Interaction.day,
    Interaction.people,
)

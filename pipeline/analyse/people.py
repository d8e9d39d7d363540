"""The customer's people: who counts, how close we are, and whether those who decide are with us."""

from __future__ import annotations

from pipeline.analyse.lines import Part, line_once
from pipeline.analyse.people_gaps import structural_gaps
from pipeline.analyse.relations import (
    COVERED,
    KEY,
    NO_KEY,
    NOBODY,
    contact_due,
    contact_with,
    decides,
    is_close,
    is_covered,
    is_key,
    key_people,
    nobody_there,
    overdue_days,
    still_there,
)
from pipeline.columns import places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.problems import Place
from pipeline.sheets.people import Interaction, Person
from pipeline.sheets.words import INFLUENCE, RELATIONSHIP, SUPPORT
from pipeline.theme import Tone


def _person_line(case: Case, row: Person) -> Line:
    return line_once(case, f"people.{row.id}", row, lambda: _person_parts(case, row))


def _person_parts(case: Case, row: Person) -> dict[str, Part]:
    """What is computed about a person."""
    contact, late = contact_with(case, row), overdue_days(case, row)
    at = (*(contact.places if contact else ()), *row.place(Person.contact_every))
    if contact is None or late is None:
        state = found("never", at, Tone.BAD)
    else:
        state = found("overdue", at, Tone.WATCH) if late else found("kept", at, Tone.GOOD)
    covered = is_covered(case, row)
    rests = (*row.place(Person.owner, Person.now), *at)
    return {
        "contacted_on": (
            Unit.DATE,
            "newest Date in Interactions, or Last contact where that is later",
            found(contact.day, contact.places) if contact else missing("no contact recorded", at),
        ),
        "contact_due": (
            Unit.DATE,
            "last contact + Contact every (days), the setting contact_days when empty",
            found(due, at) if (due := contact_due(case, row)) else missing("no contact recorded", at),
        ),
        "contact_state": (Unit.TEXT, "kept, overdue or never, by Contact every (days)", state),
        "days_overdue": (
            Unit.DAYS,
            "days since the last contact - Contact every (the setting contact_days when empty)",
            found(late, at, Tone.WATCH) if late else missing("not overdue" if contact else "no contact recorded", at),
        ),
        "covered": (
            Unit.TEXT,
            "yes with our owner, a relationship of 3 or more, and a contact in time",
            found("yes" if covered else "no", rests, Tone.GOOD if covered else Tone.WATCH),
        ),
        "key_person": (
            Unit.TEXT,
            "yes with influence 4-5 or the role approver or decision maker",
            found("yes" if is_key(row) else "no", row.place(Person.influence, Person.role)),
        ),
        "support_word": (Unit.TEXT, "the scale's own words", _word(row, "support")),
        "support_moved": (
            Unit.TEXT,
            "Support now against Support in the last pack: up, down, same or new",
            _support_moved(case, row),
        ),
        "influence_word": (Unit.TEXT, "the scale's own words", _word(row, "influence")),
        "now_word": (Unit.TEXT, "the scale's own words", _word(row, "now")),
        "target_word": (Unit.TEXT, "the scale's own words", _word(row, "target")),
        "contacts": (
            Unit.COUNT,
            "rows of Interactions in the quarter that name the person",
            _contacts_of(case, row),
        ),
        "superior": (Unit.TEXT, "the name of whom Reports to names", _superior(case, row)),
    }


PERSON = (*COVERED, Person.support, Person.target, Person.reports_to)
SCALES = {"support": SUPPORT, "influence": INFLUENCE, "now": RELATIONSHIP, "target": RELATIONSHIP}


def support_tone(row: Person) -> Tone:
    """How somebody's support is marked; muted where nobody rated it."""
    if row.support is None:
        return Tone.MUTED
    return Tone.GOOD if row.support > 0 else Tone.BAD if row.support < 0 else Tone.NEUTRAL


def _word(row: Person, name: str) -> Answer:
    """A rating in the scale's words."""
    value, at = row.values.get(name), row.place(Person.column(name))
    if value is None:
        return missing("to confirm", at)
    return found(SCALES[name].word(value), at, support_tone(row) if name == "support" else None)


def _support_moved(case: Case, row: Person) -> Answer:
    """Which way somebody's support moved since the last pack."""
    if case.earlier is None:
        return missing("no earlier pack")
    kept = case.earlier.rows.get(Person.tab, {}).get(row.id)
    if kept is None:
        return found("new", row.place(Person.id))
    then = kept.get(Person.support.name)
    if row.support is None or not isinstance(then, int):
        return missing("not rated in both packs")
    way, tone = (
        ("up", Tone.GOOD) if row.support > then else ("down", Tone.BAD) if row.support < then else ("same", None)
    )
    return found(way, row.place(Person.support), tone)


def _contacts_of(case: Case, row: Person) -> Answer:
    quarter = case.facts.period
    met = [i for i in case.facts.of(Interaction) if row.id in i.people and quarter.start <= i.day <= quarter.end]
    return found(len(met), places(met, Interaction.day, Interaction.people))


def _superior(case: Case, row: Person) -> Answer:
    names = {other.id: other for other in case.facts.of(Person)}
    other = names.get(row.reports_to or "")
    return found(other.name, other.place(Person.name)) if other else missing("not given")


@figure(
    "people.all",
    Unit.LIST,
    "Everyone at the customer, key people first",
    "rows of People without those who left",
    PERSON,
)
def everyone(case: Case) -> Answer:
    rows = sorted(still_there(case.facts), key=lambda row: (not is_key(row), -(row.influence or 0), row.name))
    if not rows:
        return missing(nobody_there(case.facts))
    lines = tuple(_person_line(case, row) for row in rows)
    return found(lines, (place for row in rows for place in row.place()))


@figure(
    "people.key",
    Unit.LIST,
    "The key people, most influence first",
    "people with influence 4-5 or the role approver or decision maker, without those who left",
    PERSON,
)
def key(case: Case) -> Answer:
    rows = key_people(case)
    if not rows:
        return missing(nobody_there(case.facts) or NO_KEY)
    lines = tuple(_person_line(case, row) for row in rows)
    return found(lines, (place for row in rows for place in row.place()))


@figure("people.count", Unit.COUNT, "People known to us", "rows of People without those who left",
        (Person.id, Person.left_on))  # fmt: skip
def count(case: Case) -> Answer:
    everybody = case.facts.of(Person)
    if not everybody:
        return missing(NOBODY)
    rows = still_there(case.facts)
    return found(len(rows), places(rows, Person.id) or places(everybody, Person.left_on))


@figure("people.key_count", Unit.COUNT, "Key people", "people with influence 4-5, or who approve or decide", KEY)
def key_count(case: Case) -> Answer:
    rows = key_people(case)
    if not case.facts.of(Person):
        return missing(NOBODY)
    return found(len(rows), places(rows, Person.influence, Person.role))


@figure(
    "people.covered_count",
    Unit.COUNT,
    "Key people who are covered",
    "key people with our owner, a relationship of 3 or more, and a contact within their interval",
    COVERED,
)
def covered_count(case: Case) -> Answer:
    if not case.facts.of(Person):
        return missing(NOBODY)
    covered = [row for row in key_people(case) if is_covered(case, row)]
    return found(len(covered), _coverage_places(case, covered))


def _coverage_places(case: Case, rows: list[Person]) -> list[Place]:
    at = list(places(rows, Person.influence, Person.role, Person.owner, Person.now, Person.contact_every))
    return at + [place for row in rows if (contact := contact_with(case, row)) for place in contact.places]


@figure(
    "people.coverage",
    Unit.PERCENT,
    "The share of key people who are covered",
    "key people with our owner, a relationship of 3 or more and a contact within their interval / key people",
    COVERED,
)
def coverage(case: Case) -> Answer:
    rows = key_people(case)
    if not rows:
        return missing(nobody_there(case.facts) or NO_KEY)
    share = sum(is_covered(case, row) for row in rows) / len(rows)
    tone = Tone.GOOD if share == 1 else Tone.WATCH if share >= 0.5 else Tone.BAD
    return found(share, _coverage_places(case, rows), tone)


VERDICTS = {"green": Tone.GOOD, "amber": Tone.WATCH, "red": Tone.BAD}


@figure(
    "people.verdict",
    Unit.TEXT,
    "Whether the people who decide are with us: green, amber or red",
    "green: an approver or decision maker supports us (1 or more) at 3 or more, and no structural gap; "
    "amber: some key person supports us; red: none",
    (*KEY, Person.owner, Person.now, Person.support),
)
def verdict(case: Case) -> Answer:
    if not case.facts.of(Person):
        return missing(NOBODY)
    keys = key_people(case)
    supportive = [row for row in keys if (row.support or 0) >= 1]
    decided = any(decides(row) and is_close(row) for row in supportive)
    word = "green" if decided and not structural_gaps(case) else "amber" if supportive else "red"
    at = places(keys, Person.role, Person.influence, Person.support, Person.now, Person.owner)
    return found(word, at, VERDICTS[word])

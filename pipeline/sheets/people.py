"""people.xlsx: the customer's people, the plans made with its key executives, and our contacts with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pipeline.catalogue.rows import reports_circle
from pipeline.columns import Component, Dated, Free, Key, Order, Row, Shared, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Choices, Day, Id, Long, Names, Ref, Refs, Text, Whole
from pipeline.problems import Problem
from pipeline.sharing import Audience
from pipeline.sheets.words import INFLUENCE, RELATIONSHIP, SUPPORT


class Person(Row):
    """A person of the customer; those who left keep their row."""

    tab, book, component = "People", "people", Component.RELATIONSHIPS
    about = "Everyone at the customer who decides, influences or blocks, and who of us owns the relationship."
    minimum, shared = 3, Shared.RULE

    id = Key("Id", Id(), "Short and lasting, such as P1.", example="P1", client=True)
    name = Key("Name", Text(), "First and last name.", example="Ingrid Solberg", client=True)
    title = Wanted("Title", Text(), "The person's position.", example="Chief operating officer", client=True)
    unit = Wanted("Business unit", Text(), "Where the person works.", example="Operations", client=True)
    reports_to = Free("Reports to", Ref(("People",)), "The superior's id; empty at the top.", client=True)
    role = Wanted("Buying role", Choices(("approver", "decision maker", "evaluator", "influencer", "user", "champion", "gatekeeper", "blocker")), "The part the person plays when the customer buys from us.", example="decision maker")
    influence = Wanted("Influence", INFLUENCE, "How much weight the person's word has.", example=5)
    support = Wanted("Support", SUPPORT, "How the person stands towards us.", example=1)
    now = Wanted("Relationship now", RELATIONSHIP, "How close we are today.", example=3)
    target = Wanted("Relationship target", RELATIONSHIP, "How close we want to be.", example=4)
    owner = Wanted("Our owner", Names(), "Who of us owns the relationship.", example="Martin Osei", client=True)
    last_contact = Free("Last contact", Day(), "The last real conversation; newer rows of Interactions win.", example=date(2026, 6, 3))
    how_known = Wanted("How do you know", Text(), "What the ratings rest on.", example="Defended our contract in the March board meeting")
    influences = Free("Influences", Refs(("People",)), "Whom this person sways, besides those who report to them.", more=True)
    backup = Free("Backup owner", Text(), "Who steps in for our owner.", example="Anna Keller", more=True)
    contact_every = Free("Contact every", Whole(1, 730), "In days; 90 when empty.", example=60, more=True)
    priorities = Free("Priorities", Long(), "What the person has to achieve this year.", example="Turnaround in port", more=True)
    personal_win = Free("Personal win", Long(), "What the person gains when we succeed.", example="A seat on the group board", more=True)
    concerns = Free("Concerns", Long(), "What keeps the person from us.", example="Dependence on one supplier", more=True)
    how_to_work = Free("How to work with them", Long(), "What helps in talks.", example="Figures first, no slides", more=True)
    competitor_tie = Free("Competitor tie", Text(), "Ties to a competitor of ours.", example="None known", more=True)
    left_on = Free("Left on", Day(), "The day the person left; the row stays.", more=True)

    unique = (id,)
    orders = (Order(last_contact, left_on, sure=False),)
    past = (last_contact,)

    @staticmethod
    def nobody_reports_in_a_circle(facts: Facts) -> Iterator[Problem]:
        """`Reports to` never leads back to the person."""
        circles = _circles({row.id: row.reports_to for row in facts.of(Person) if row.reports_to})
        for row in facts.of(Person):
            if row.id in circles and row.reports_to:
                yield reports_circle.at(row.place(Person.reports_to)[0], row.name, row.reports_to)

    rules = (nobody_reports_in_a_circle,)

    def is_shown(self, audience: Audience) -> bool:
        """Whoever a row that the client sees names, by id or by a name that no other person has."""
        return audience.names(self.id, self.name)


def _circles(superiors: Mapping[str, str]) -> set[str]:
    """Those who in the end report to themselves; each line of superiors is walked once."""
    begun: dict[str, str] = {}  # person -> from whom the walk began that met the person first
    found: set[str] = set()
    for start in superiors:
        person = start
        while person in superiors and person not in begun:
            begun[person] = start
            person = superiors[person]
        if begun.get(person) == start:
            while person not in found:
                found.add(person)
                person = superiors[person]
    return found


class RelationshipPlan(Row):
    """The plan made with one key executive."""

    tab, book, component = "Relationship plans", "people", Component.RELATIONSHIPS
    about = "One plan for each key executive, made with that executive."
    minimum, shared = 1, Shared.RULE

    person = Key("Person", Ref(("People",)), "The executive's id.", example="P1", client=True)
    been = Wanted("Where we have been", Long(), "The story of the relationship.", example="Met at the go-live in 2019; open words since.", client=True)
    want = Wanted("Where we want to be", Long(), "Where both want it to stand.", example="First call before a tender is written.", client=True)
    they_expect = Wanted("They expect of us", Long(), "In the executive's words.", example="No surprises in the season", client=True)
    we_expect = Wanted("We expect of them", Long(), "What we asked for.", example="An early look at the fleet plan", client=True)
    review_every = Wanted("Review every", Whole(1, 36), "In months.", example=3, client=True)
    last_reviewed = Wanted("Last reviewed", Day(), "When both last looked at it.", example=date(2026, 5, 20), client=True)
    agreed_on = Free("Agreed with executive on", Day(), "The day the executive agreed.", example=date(2026, 2, 18), client=True)
    status = Wanted("Status", Choice(("draft", "agreed", "paused", "ended")), "How the plan stands.", example="agreed", client=True)
    resources = Free("Resources", Long(), "What it takes from us.", example="A day a month of our chief engineer", more=True)
    get_together = Free("Next get-together", Text(), "What, where, who joins.", example="Visit of the Hook terminal in August", client=True, more=True)
    why_ended = Free("Why ended", Text(), "Why a plan was ended.", more=True)

    unique = (person,)
    orders = (Order(agreed_on, last_reviewed, sure=False),)
    past = (last_reviewed, agreed_on)
    dated = (Dated(status, ("agreed",), (agreed_on,)), Dated(status, ("ended",), (why_ended,)))

    def is_shown(self, audience: Audience) -> bool:
        """An agreed one, in that executive's own hand-out alone."""
        return self.status == "agreed" and self.person == audience.person


class Interaction(Row):
    """One contact with one or several people of the customer."""

    tab, book, component = "Interactions", "people", Component.RELATIONSHIPS
    about = "Our contacts with the customer's people: when, who, about what."
    minimum = 2

    day = Key("Date", Day(), "When it took place.", example=date(2026, 6, 3))
    people = Key("Person", Refs(("People",)), "Ids of those who took part, separated by ;", example="P1")
    ours = Wanted("Ours", Names(), "Who of us took part.", example="Martin Osei")
    kind = Wanted("Kind", Choice(("meeting", "call", "e-mail", "event", "visit", "workshop")), "How we met.", example="meeting")
    topic = Wanted("Topic", Text(), "What it was about.", example="Season readiness")
    outcome = Free("Outcome", Long(), "What came of it.", example="Wants a test week in May", more=True)
    follow_up = Free("Follow-up", Ref(("Actions",)), "The action that follows.", example="A1", more=True)

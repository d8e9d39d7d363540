"""swot.xlsx: strengths, weaknesses, opportunities and threats, each with where it leads."""

from __future__ import annotations

from datetime import date

from pipeline.columns import Component, Free, Key, Order, Row, Wanted
from pipeline.kinds import Choice, Day, Long, Names, Ref, Text
from pipeline.sheets.words import WEIGHT


class Point(Row):
    """A point of the SWOT."""

    tab, book, component = "SWOT", "swot", Component.INTELLIGENCE
    about = "Our position with this customer: at most a handful a quadrant, each with an answer."
    minimum, interval = 4, 180

    quadrant = Key("Quadrant", Choice(("strength", "weakness", "opportunity", "threat")), "Strength and weakness are ours; opportunity and threat come from outside.", example="strength")
    point = Key("Point", Long(), "One sentence.", example="Our people know the port's work by heart.")
    impact = Wanted("Impact", WEIGHT, "How much it weighs.", example=4)
    answer = Wanted("Our answer", Long(), "What we do about it.", example="Offer the test week in May.")
    leads_to = Free("Leads to", Ref(("Goals", "Actions", "Risks")), "The id of the goal, action or risk it leads to.", example="G1")
    last_reviewed = Wanted("Last reviewed", Day(), "When the team last looked at it.", example=date(2026, 4, 2))
    evidence = Free("Evidence", Text(), "What shows it.", example="Survey of March", more=True)
    owner = Free("Owner", Names(), "Who follows it up.", example="Anna Keller", more=True)
    first_noted = Free("First noted", Day(), "When it was first written down.", example=date(2025, 10, 6), more=True)

    orders = (Order(first_noted, last_reviewed),)
    past = (last_reviewed, first_noted)

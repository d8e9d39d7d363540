"""risks.xlsx: the risk register, threats and opportunities alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.catalogue.sense import residual_above, residual_half, response_kind
from pipeline.columns import Component, Dated, Free, Key, Order, Row, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Long, Money, Names, Text, Whole
from pipeline.problems import Note, Problem
from pipeline.sheets.words import IMPACT, LIKELIHOOD

RESPONSES = {
    "threat": ("avoid", "mitigate", "transfer", "accept", "escalate"),
    "opportunity": ("exploit", "enhance", "share", "accept", "escalate"),
}


class Risk(Row):
    """A threat or an opportunity, rated before and after our response."""

    tab, book, component = "Risks", "risks", Component.RISK
    about = "What could harm or help the account, how likely and how much, and what we do about it."
    minimum = 3

    id = Key("Id", Id(), "Short and lasting, such as R1.", example="R1")
    kind = Wanted("Kind", Choice(("threat", "opportunity")), "Harm or help.", example="threat")
    category = Wanted("Category", Choice(("relationship", "commercial", "delivery", "competitor", "customer's finances", "customer preference", "market", "regulation", "supply", "our capacity")), "Where it comes from.", example="delivery")
    event = Key("Event", Text(), "What could happen.", example="Gate readers fail in the season")
    cause = Wanted("Cause", Text(), "Why it could happen.", example="Salt water in the housings")
    likelihood = Wanted("Likelihood", LIKELIHOOD, "Before our response.", example=3)
    impact = Wanted("Impact", IMPACT, "Before our response.", example=4)
    revenue = Free("Revenue at risk", Money(0), "In the next 12 months.", example=180_000)
    response = Wanted("Response", Choice(tuple(dict.fromkeys(RESPONSES["threat"] + RESPONSES["opportunity"]))), "How we answer it.", example="mitigate")
    action = Wanted("Response action", Text(), "What we do.", example="Sealed housings, spare readers on site")
    contingency = Free("Contingency plan", Text(), "What we do if it happens.", example="Hand scanners within the hour")
    trigger = Free("Trigger", Text(), "How we see that it begins.", example="Two failures in a week")
    owner = Wanted("Owner", Names(), "Who watches it.", example="Jonas Weber")
    residual_likelihood = Free("Residual likelihood", LIKELIHOOD, "After our response.", example=2)
    residual_impact = Free("Residual impact", IMPACT, "After our response.", example=3)
    status = Wanted("Status", Choice(("open", "happening", "happened", "closed")), "How it stands.", example="open")
    last_reviewed = Wanted("Last reviewed", Day(), "When the team last looked at it.", example=date(2026, 6, 15))
    consequence = Free("Consequence", Text(), "What it would lead to.", example="Queues at the gate", more=True)
    closed_on = Free("Closed on", Day(), "When it was closed.", more=True)
    how_ended = Free("How it ended", Long(), "How a closed or happened one ended.", more=True)
    lesson = Free("Lesson", Long(), "What we learned.", more=True)
    due = Free("Due", Day(), "When the response is to be in place.", example=date(2026, 7, 31), more=True)
    target_score = Free("Target score", Whole(1, 25), "Where we want the score.", example=4, more=True)
    raised = Free("Raised", Day(), "When it was first written down.", example=date(2026, 1, 12), more=True)
    next_review = Free("Next review", Day(), "When it is looked at next.", example=date(2026, 9, 15), more=True)

    unique = (id,)
    orders = (Order(raised, last_reviewed), Order(raised, closed_on), Order(raised, due), Order(last_reviewed, next_review, sure=False))
    past = (last_reviewed, closed_on, raised)
    dated = (Dated(status, ("closed",), (closed_on,), still=("open", "happening")),)

    @staticmethod
    def response_fits_the_kind(facts: Facts) -> Iterator[Problem]:
        """A threat is avoided, an opportunity exploited, never the other way round."""
        for row in facts.of(Risk):
            if row.kind and row.response and row.response not in RESPONSES[row.kind]:
                yield response_kind.at(row.place(Risk.response)[0], row.response, row.kind, RESPONSES[row.kind])

    @staticmethod
    def residual_is_not_above_inherent(facts: Facts) -> Iterator[Note]:
        """A response that makes things worse is worth a second look."""
        for row in facts.of(Risk):
            if row.likelihood and row.impact and row.residual_likelihood and row.residual_impact:
                before, after = row.likelihood * row.impact, row.residual_likelihood * row.residual_impact
                if after > before:
                    yield residual_above.at(row.place(Risk.residual_likelihood)[0], row.id, after, before)

    @staticmethod
    def residual_is_whole(facts: Facts) -> Iterator[Note]:
        """Residual likelihood and impact stand together."""
        for given, other in ((Risk.residual_likelihood, Risk.residual_impact), (Risk.residual_impact, Risk.residual_likelihood)):
            half = [row for row in facts.of(Risk) if given.name in row.values and other.name not in row.values]
            for row in half[:1]:
                yield residual_half.at(row.place(other)[0], given.heading, other.heading, len(half) - 1)

    rules = (response_fits_the_kind, residual_is_not_above_inherent, residual_is_whole)

"""scoring.xlsx: the selection scoring system: criteria, candidates and votes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.catalogue.sense import weights_sum
from pipeline.catalogue.tabs import vote_without_criterion
from pipeline.columns import Component, Dated, Free, Key, OwnField, Row, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Long, Money, Percent, Ref, Scale, Text
from pipeline.problems import Note, Place, Problem
from pipeline.sheets.words import LEVEL, TIERS


class Criterion(Row):
    """What an account is scored on, with written anchors."""

    tab, book, component = "Criteria", "scoring", Component.PORTFOLIO
    about = "What an account is scored on; the weights sum to 100 %."
    minimum = 2

    criterion = Key("Criterion", Text(), "Its name, also the heading on the tab Scores.", example="Revenue potential")
    axis = Wanted("Axis", Choice(("attractiveness", "fit")), "How attractive the account is, or how well it fits us.", example="attractiveness")
    weight = Wanted("Weight", Percent(), "All weights sum to 100 %.", example=1.0)
    anchor_1 = Wanted("Anchor 1", Text(), "What a 1 means.", example="Shrinking need")
    anchor_3 = Wanted("Anchor 3", Text(), "What a 3 means.", example="Steady need")
    anchor_5 = Wanted("Anchor 5", Text(), "What a 5 means.", example="Fast growing need")
    why = Free("Why it counts", Text(), "Why the criterion is there.", example="Growth pays for attention", more=True)

    unique = (criterion,)

    @staticmethod
    def weights_sum_to_one(facts: Facts) -> Iterator[Problem]:
        """The weights sum to 100 %."""
        rows = facts.of(Criterion)
        total = sum(row.weight or 0 for row in rows)
        if rows and all(row.weight is not None for row in rows) and abs(total - 1) > 0.0005:
            place = rows[-1].place(Criterion.weight)
            yield weights_sum.at(place[0] if place else Place(""), total)

    rules = (weights_sum_to_one,)


class Candidate(Row):
    """An account that may be selected."""

    tab, book, component = "Candidates", "scoring", Component.PORTFOLIO
    about = "The accounts that stand for selection."
    minimum = 1

    account = Key("Account", Id(), "The account's id.", example="northwind")
    name = Wanted("Name", Text(), "What the customer calls itself.", example="Northwind Ferries")
    industry = Wanted("Industry", Text(), "Its line of business.", example="Passenger shipping")
    region = Wanted("Region", Text(), "Where it is.", example="North Sea")
    tier = Wanted("Current tier", Choice((*TIERS, "none")), "As of today.", example="Key")
    revenue = Wanted("Current revenue", Money(), "Per year.", example=440_000)
    potential = Wanted("Potential revenue", Money(0), "Per year, within three years.", example=900_000)
    sponsor = Free("Sponsor", Text(), "Who of management proposes it.", example="Martin Osei")
    rationale = Free("Rationale", Long(), "Why it should be selected.", example="Shipping is our next market.")
    decision = Free("Decision", Choice(("select", "keep", "watch", "decline")), "What was decided.", example="keep")
    decided_on = Free("Decided on", Day(), "When.", example=date(2026, 1, 28))

    unique = (account,)
    past = (decided_on,)
    dated = (Dated(decision, ("select", "keep", "watch", "decline"), (decided_on,)),)


class Score(Row):
    """The vote of one rater on one account, a column a criterion."""

    tab, book, component = "Scores", "scoring", Component.PORTFOLIO
    about = "The votes: one row a rater and account, one column a criterion."
    minimum = 1

    account = Key("Account", Ref(("Candidates",)), "The account's id.", example="northwind")
    rater = Key("Rater", Text(), "Who votes.", example="Martin Osei")
    department = Wanted("Department", Text(), "The rater's department.", example="Management")
    day = Key("Date", Day(), "When; a rater's newest vote counts.", example=date(2026, 1, 21))
    evidence = Wanted("Evidence", Long(), "What the votes rest on.", example="Two years of accounts, the March visit")
    confidence = Free("Confidence", LEVEL, "How sure the rater is.", example="medium")

    unique = (account, rater, day)
    # The headings of the votes are the rows of another tab; a vote is read with this scale into `values["votes"]`.
    headings_from = Criterion.criterion
    vote = Scale(1, 5)

    @property
    def votes(self) -> dict[str, int]:
        """Criterion -> vote, 1..5, those that were given."""
        return self.values.get("votes", {})  # type: ignore[no-any-return]

    @staticmethod
    def votes_are_on_criteria(facts: Facts) -> Iterator[Note]:
        """A number under a heading that is no criterion was probably meant as a vote."""
        first: dict[str, OwnField] = {}
        for row in facts.of(Score):
            for heading, field in row.own.items():
                if field.text in ("1", "2", "3", "4", "5"):
                    first.setdefault(heading, field)
        criteria = ", ".join(row.criterion for row in facts.of(Criterion)) or "still to be named on the tab Criteria"
        for heading, field in first.items():
            yield vote_without_criterion.at(field.place, heading, criteria)

    rules = (votes_are_on_criteria,)

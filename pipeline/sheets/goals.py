"""goals.xlsx: SMART goals, their progress, and the actions that reach them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.catalogue.days import date_early
from pipeline.catalogue.sense import achieved_unread, share_without_effect, target_side
from pipeline.columns import Component, Dated, Free, Key, Order, Row, Shared, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Long, Names, Number, Percent, Ref, Refs, Text, YesNo
from pipeline.problems import Note, Problem
from pipeline.sharing import Audience
from pipeline.sheets.words import INITIATIVES, LEVEL


class Goal(Row):
    """A goal: specific, measured, achievable, relevant, dated."""

    tab, book, component = "Goals", "goals", Component.VALUE
    about = "What both sides want to reach: measured, dated, owned on both sides."
    minimum, shared = 2, Shared.RULE

    id = Key("Id", Id(), "Short and lasting, such as G1.", example="G1", client=True)
    goal = Key("Goal", Long(), "One sentence.", example="Turn a ferry round in 90 minutes", client=True)
    whose = Wanted("Whose", Choice(("customer", "ours", "mutual")), "Goals that are ours alone never reach the client.", example="mutual")
    horizon = Wanted("Horizon", Choice(("short", "long")), "Short is within a year.", example="short", client=True)
    metric = Wanted("Metric", Text(), "What is measured.", example="Average turnaround", client=True)
    unit = Wanted("Unit", Text(), "The unit of the metric.", example="minutes", client=True)
    direction = Wanted("Direction", Choice(("increase", "decrease", "maintain")), "Where the metric should go.", example="decrease", client=True)
    baseline = Wanted("Baseline", Number(), "The metric's value at the start.", example=125, client=True)
    baseline_date = Wanted("Baseline date", Day(), "When the baseline was measured.", example=date(2026, 1, 1), client=True)
    target = Wanted("Target", Number(), "The metric's value at the end.", example=90, client=True)
    target_date = Wanted("Target date", Day(), "When the target is due.", example=date(2026, 12, 31), client=True)
    path = Free("Path", Choice(("steady", "at the end")), "Steady progress (also when empty), or all at the end.", example="steady", client=True)
    owner = Wanted("Owner", Names(), "Who of us answers for it.", example="Anna Keller", client=True)
    customer_owner = Wanted("Customer owner", Names(), "Who answers for it at the customer.", example="Ingrid Solberg", client=True)
    agreed_on = Free("Agreed with customer on", Day(), "The day the customer agreed.", example=date(2026, 1, 20), client=True)
    status = Wanted("Status", Choice(("not started", "in progress", "deferred", "achieved", "cancelled")), "How it stands.", example="in progress", client=True)
    share = Free("Share with client", YesNo(), "Yes lets the client see it, unless it is ours alone.", example="yes")
    achievable = Free("Achievable because", Long(), "Why we can reach it.", example="The pilot quay already does 95", more=True)
    serves_ours = Free("Serves our objective", Text(), "Which of our objectives it serves.", example="Sole supplier of port systems", more=True)
    serves_theirs = Free("Serves customer objective", Text(), "Which of theirs it serves.", example="Cut turnaround in port", client=True, more=True)
    comment = Free("Customer comment", Long(), "What the customer says about it.", client=True, more=True)

    unique = (id,)
    orders = (Order(baseline_date, target_date, apart=True), Order(agreed_on, target_date, sure=False))
    past = (agreed_on,)

    @staticmethod
    def target_lies_ahead(facts: Facts) -> Iterator[Problem]:
        """The target is on the right side of the baseline."""
        for row in facts.of(Goal):
            if row.baseline is not None and row.target is not None:
                wrong = (row.direction == "increase" and row.target <= row.baseline) or (row.direction == "decrease" and row.target >= row.baseline)
                if wrong:
                    yield target_side.at(row.place(Goal.target)[0], row.target, row.baseline, row.direction or "")

    @staticmethod
    def what_is_ours_alone_is_not_shared(facts: Facts) -> Iterator[Note]:
        """A goal that is ours alone stays internal, whatever is said of sharing it."""
        kept = [row for row in facts.of(Goal) if row.share and row.whose == "ours"]
        for row in kept[:1]:
            yield share_without_effect.at(row.place(Goal.share)[0], "Whose is ours", len(kept) - 1)

    @staticmethod
    def achieved_goals_were_read_at_their_target(facts: Facts) -> Iterator[Note]:
        """Some reading of an achieved goal reaches its target."""
        readings: dict[str, list[float]] = {}
        for reading in facts.of(Progress):
            if reading.value is not None:
                readings.setdefault(reading.goal, []).append(reading.value)
        for row in facts.of(Goal):
            if row.status != "achieved" or row.target is None or row.direction not in ("increase", "decrease"):
                continue
            rises = row.direction == "increase"
            best = (max if rises else min)(readings.get(row.id, []), default=None)
            if best is None or (best < row.target if rises else best > row.target):
                yield achieved_unread.at(row.place(Goal.status)[0], row.id, row.target, best)

    rules = (target_lies_ahead, what_is_ours_alone_is_not_shared, achieved_goals_were_read_at_their_target)

    def is_shown(self, audience: Audience) -> bool:
        """Shared, and the customer's too; one of which nobody says whose it is stays with us."""
        return self.share is True and self.whose in ("customer", "mutual")


class Progress(Row):
    """A reading of a goal's metric."""

    tab, book, component = "Progress", "goals", Component.VALUE
    about = "Readings of the goals' metrics, newest at the end."
    minimum, shared = 1, Shared.FOLLOWS

    goal = Key("Goal", Ref(("Goals",)), "The goal's id.", example="G1", client=True)
    day = Key("Date", Day(), "When it was measured.", example=date(2026, 6, 30), client=True)
    value = Wanted("Value", Number(), "The metric's value that day.", example=108, client=True)
    comment = Free("Comment", Text(), "What to know about it.", example="Two quays of three", more=True)

    unique = (goal, day)


class Action(Row):
    """Something that somebody does by a day."""

    tab, book, component = "Actions", "goals", Component.VALUE
    about = "Who does what by when, on both sides, and what it should bring."
    minimum, shared = 3, Shared.MARKED

    id = Key("Id", Id(), "Short and lasting, such as A1.", example="A1", client=True)
    activity = Key("Activity", Long(), "What is done, beginning with a verb.", example="Fit gate readers at quay 3", client=True)
    goal = Free("Goal", Ref(("Goals",)), "The goal it serves.", example="G1", client=True)
    person = Free("Person", Ref(("People",)), "The person it is about, if any.", example="P1")
    risks = Free("Risk", Refs(("Risks",)), "The risks it lowers, if any.", example="R1")
    department = Free("Department", Text(), "The owner's department when empty.", example="Delivery", client=True)
    owner = Wanted("Owner", Names(), "Who of us does it; or fill in Customer owner.", example="Anna Keller", client=True)
    customer_owner = Wanted("Customer owner", Names(), "Who at the customer does it; or fill in Owner.", example="Ingrid Solberg", client=True)
    start = Free("Start", Day(), "When it begins.", example=date(2026, 6, 1), client=True)
    due = Wanted("Due", Day(), "When it is to be done.", example=date(2026, 8, 31), client=True)
    repeats = Free("Repeats", Choice(("none", "weekly", "bi-weekly", "monthly", "quarterly")), "Whether it comes again.", example="none", client=True)
    status = Wanted("Status", Choice(("open", "in progress", "done", "blocked", "dropped")), "How it stands.", example="in progress", client=True)
    expected = Wanted("Expected outcome", Long(), "What it should bring.", example="Ten minutes less at the gate", client=True)
    share = Free("Share with client", YesNo(), "Yes lets the client see it.", example="yes")
    priority = Free("Priority", LEVEL, "How much it matters.", example="high", more=True)
    agreed_in = Free("Agreed in", Text(), "The meeting it was agreed in.", example="Service review, May", more=True)
    initiative = Free("Initiative type", Choice(INITIATIVES), "What kind of initiative it is.", example="efficiency", more=True)
    first_due = Free("First due", Day(), "When it was due at first.", example=date(2026, 7, 31), more=True)
    complete = Free("% complete", Percent(), "How far it is.", example=0.4, client=True, more=True)
    outcome = Free("Outcome", Long(), "What it brought.", client=True, more=True)
    yields = Free("Yields", Choice(("yes", "not yet", "no")), "Whether it brings what was expected.", example="not yet", client=True, more=True)
    done_on = Free("Done on", Day(), "When it was done.", client=True, more=True)
    comment = Free("Customer comment", Long(), "What the customer says about it.", client=True, more=True)

    unique = (id,)
    either = ((owner, customer_owner),)
    orders = (Order(start, due), Order(start, done_on, sure=False))
    past = (done_on,)
    dated = (Dated(status, ("done",), (done_on,)),)

    @staticmethod
    def what_was_done_is_not_open(facts: Facts) -> Iterator[Note]:
        """An action with a day on which it was done is not open, unless it comes again."""
        early = [row for row in facts.of(Action) if row.done_on and row.status in ("open", "in progress", "blocked") and row.repeats in (None, "none")]
        for row in early[:1]:
            if row.done_on and row.status:
                yield date_early.at(row.place(Action.done_on)[0], "Status", row.status, "Done on", row.done_on, len(early) - 1)

    rules = (what_was_done_is_not_open,)

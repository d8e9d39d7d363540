"""The customer's needs and our answers to them: how far each has come, its goal, and the value it brought."""

from __future__ import annotations

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.value import DELIVERED, READS, ledger, sum_of
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing
from pipeline.sheets.account import Strategy
from pipeline.sheets.goals import Goal
from pipeline.sheets.performance import Value

STAGES = ("developed", "communicated", "accepted", "rewarded")
LEDGER = (*READS, Value.strategy)
NONE = "no answers to the customer's needs given"


@figure(
    "value.strategies",
    Unit.LIST,
    "The customer's needs and our answers: stage, goal, and the value each brought",
    "rows of Strategy; delivered = sum of the entries that count and name it",
    (Strategy.id, Strategy.stage, Strategy.goal, Goal.id, Goal.goal),
    shared=True,
)
def strategies(case: Case) -> Answer:
    """Put the answers that came furthest first."""
    rows = case.facts.of(Strategy)
    if not rows:
        return missing(NONE)
    known = not case.hides(LEDGER)
    delivered = ledger(case).of(DELIVERED) if known else []
    goals = {goal.id: goal for goal in case.facts.of(Goal)}
    lines = []
    for row in sorted(rows, key=lambda r: -STAGES.index(r.stage) if r.stage else 1):
        own = [entry for entry in delivered if entry.strategy == row.id]
        named = [entry for entry in case.facts.of(Value) if entry.strategy == row.id] if known else []
        named.sort(key=lambda entry: natural(entry.id))
        goal = goals.get(row.goal or "")
        parts: dict[str, Part] = {
            "goal_text": (
                Unit.TEXT, "the goal that makes it happen",
                said(goal.goal if goal else None, goal.place(Goal.goal) if goal else ()),
            ),
            "delivered": (
                Unit.MONEY, "sum of the entries that count",
                sum_of(case, own) if own else missing("no value delivered yet"), LEDGER,
            ),
            "entries": (
                Unit.TEXT, "the entries that name it",
                said("; ".join(entry.id for entry in named), places(named, Value.id), "none yet"), LEDGER,
            ),
        }  # fmt: skip
        lines.append(line(case, f"value.strategies.{row.id}", row, parts))
    return found(tuple(lines))


def _at_stage(stage: str) -> Declaration:
    """Declare how many answers stand at a stage."""

    @figure(f"value.{stage}_count", Unit.COUNT, f"Answers that are {stage}", f"rows of Strategy with Stage {stage}",
            (Strategy.stage,))  # fmt: skip
    def count(case: Case) -> Answer:
        rows = case.facts.of(Strategy)
        if not rows:
            return missing(NONE)
        here = [row for row in rows if row.stage == stage]
        return found(len(here), places(here, Strategy.stage))

    return count


developed_count, communicated_count, accepted_count, rewarded_count = (_at_stage(stage) for stage in STAGES)

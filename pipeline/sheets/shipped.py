"""What workbooks come with: the default criteria of the selection, and the questions about the account programme."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.columns import Row
from pipeline.sheets.scoring import Criterion


def _criterion(name: str, axis: str, weight: float, anchors: tuple[str, str, str], why: str) -> Mapping[str, object]:
    """A row of Criteria; the anchors say what a 1, a 3 and a 5 mean."""
    one, three, five = anchors
    return {"criterion": name, "axis": axis, "weight": weight, "anchor_1": one, "anchor_3": three, "anchor_5": five,
            "why": why}  # fmt: skip


CRITERIA = (
    _criterion(
        "Revenue potential", "attractiveness", 0.18,
        ("Less than today within three years", "Up to half as much again within three years", "More than double within three years"),
        "Attention costs the same for a small account",
    ),
    _criterion(
        "Market influence", "attractiveness", 0.10,
        ("Nobody in its industry looks at it", "Its peers quote it now and then", "Its peers wait for its choice of supplier"),
        "A known name opens doors",
    ),
    _criterion(
        "Profitability after cost to serve", "attractiveness", 0.15,
        ("Loses money after cost to serve", "Earns as much as our average account", "Earns clearly more than average, and rising"),
        "Large and lossmaking is worse than small",
    ),
    _criterion(
        "Financial viability", "attractiveness", 0.12,
        ("Payment within the year is in doubt", "Pays in full, often late", "Strong balance sheet, pays on time"),
        "A plan needs a customer that lasts",
    ),
    _criterion(
        "Strategic fit", "fit", 0.15,
        ("Wants what we are giving up", "Uses some of what we want to grow", "Needs for years what we want to be best at"),
        "We can't be good at everything",
    ),
    _criterion(
        "Geographic fit", "fit", 0.08,
        ("Its sites are where we have nobody", "Half of its sites are within our regions", "All of its sites are near a team of ours"),
        "Distance is cost to serve",
    ),
    _criterion(
        "Innovation and openness to partnership", "fit", 0.10,
        ("Buys by tender, line by line", "Has done a joint project with a supplier", "Shares its plans and builds with suppliers"),
        "A partnership needs two",
    ),
    _criterion(
        "Access to executives", "fit", 0.12,
        ("We know procurement alone", "We know one executive well", "Several of its executives call us"),
        "Without it a plan stays paper",
    ),
)  # fmt: skip

SHIPPED: Mapping[type[Row], tuple[Mapping[str, object], ...]] = {Criterion: CRITERIA}

# The questions of an assessment where none were asked before: three a practice.
QUESTIONS = (
    ("profit measurement", "Is the profit of each account measured after the cost to serve it?"),
    ("profit measurement", "Do account managers know what each of their accounts earns?"),
    ("profit measurement", "Is what the customer gains from us measured, and confirmed by the customer?"),
    ("long-term strategy", "Does each account have goals for three years that the customer shares?"),
    ("long-term strategy", "Do the customer's own objectives stand in the plan, with their source?"),
    ("long-term strategy", "Are plans reviewed each quarter, and changed where the facts have changed?"),
    ("asset protection", "Would the account survive the loss of one sponsor?"),
    ("asset protection", "Are risks to the account known, owned and acted on before they happen?"),
    ("asset protection", "Are contract ends and notices dealt with long before their day?"),
    ("communication", "Does each executive hear from us as often, and in the way, that they want?"),
    ("communication", "Do our functions know what each account expects of them?"),
    ("communication", "Are agreements followed up in writing, and promises kept?"),
    ("third-party assessment", "Are plans looked at by somebody who does not own them?"),
    ("third-party assessment", "Does somebody from outside ask the customers what they think of us?"),
    ("third-party assessment", "Does what was found by assessors lead to changes that can be named?"),
)

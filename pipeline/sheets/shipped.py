"""The rows that blank workbooks come with: the default criteria of the selection, with written anchors."""

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

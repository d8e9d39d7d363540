"""The closed lists that several sheets share."""

from pipeline.kinds import Choice, Scale

TIERS = ("Strategic", "Key", "Core", "Prospect")
INITIATIVES = ("product", "service", "joint venture", "co-marketing", "joint R&D", "efficiency", "sustainability")
LEVEL = Choice(("high", "medium", "low"))
LIKELIHOOD = Scale(1, 5, anchors=("rare", "unlikely", "possible", "likely", "almost certain"))
IMPACT = Scale(1, 5, anchors=("minor", "low", "moderate", "high", "critical"))
RELATIONSHIP = Scale(0, 5, anchors=("none", "knows us", "occasional", "regular", "trusted", "confidant"))
STANDING = Scale(
    1, 5, anchors=("commodity", "approved supplier", "preferred supplier", "trusted adviser", "partner in their strategy")
)
INFLUENCE = Scale(1, 5, anchors=("none", "little", "some", "strong", "decisive"))
SUPPORT = Scale(-2, 2, anchors=("opponent", "critic", "neutral", "supporter", "advocate"))
WEIGHT = Scale(1, 5, anchors=("minor", "low", "moderate", "high", "critical"))
MATURITY = Scale(0, 4, anchors=("not at all", "starting", "in part", "mostly", "fully"))
FREQUENCY = Scale(0, 4, anchors=("never", "sometimes", "usually", "most times", "always"))

"""What a client may see, written down a second time, by hand, from the data contract: columns and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.sheets import (
    ACCOUNT,
    Action,
    Ask,
    Comment,
    Contract,
    Financial,
    Goal,
    Measure,
    Message,
    Person,
    Profile,
    Progress,
    Reading,
    RelationshipPlan,
    Review,
    Strategy,
    TeamMember,
    Value,
)

# The columns marked [c]; whatever is not named here is internal.
MARKED: dict[type[Row], str] = {
    Profile: "Account id; Name; Industry; Headquarters; Customer since; Account manager; Executive sponsor (ours); "
    "Executive sponsor (customer); Customer's strategic objectives; Where we serve them; Value we bring; "
    "What they gain; Where we have been; Where we want to be; Legal name; Regions",
    TeamMember: "Name; Role; Department; Responsible for; E-mail; Phone",
    Strategy: "Id; Customer need; Our answer; Goal; Stage; Owner; Initiative type",
    Contract: "Contract; Start; End; Annual value",
    Message: "Audience; Purpose; Channel; Frequency; Owner; Next date; What; Last done",
    Review: "Next review",
    Ask: "Id; Ask; Why; Of whom; By; Raised on; Outcome; Outcome date",
    Comment: "Quarter; Topic; Text",
    Person: "Id; Name; Title; Business unit; Reports to; Our owner",
    RelationshipPlan: "Person; Where we have been; Where we want to be; They expect of us; We expect of them; "
    "Review every; Last reviewed; Agreed with executive on; Status; Next get-together",
    Goal: "Id; Goal; Horizon; Metric; Unit; Direction; Baseline; Baseline date; Target; Target date; Path; Owner; "
    "Customer owner; Agreed with customer on; Status; Serves customer objective; Customer comment",
    Progress: "Goal; Date; Value",
    Action: "Id; Activity; Goal; Department; Owner; Customer owner; Start; Due; Repeats; Status; Expected outcome; "
    "% complete; Outcome; Yields; Done on; Customer comment",
    Financial: "Quarter; Revenue",
    Measure: "Id; Measure; Definition; Unit; Direction; Area; Target; Agreed by us; Agreed by customer; Agreed on; "
    "Owner; Due",
    Reading: "Quarter; Measure; Value; Source; Responses; As of",
    Value: "Id; Date; Initiative; Strategy; Type; Baseline; Method; Amount; State; Confirmed by; Confirmed on; "
    "Overlaps with",
}
COLUMNS: dict[type[Row], frozenset[str]] = {
    sheet: frozenset(c.name for c in sheet.columns if c.heading in MARKED.get(sheet, "").split("; "))
    for sheet in ACCOUNT
}

# By which rows are told: cells that stay as they are where the others are replaced.
DECIDING: dict[type[Row], frozenset[str]] = {
    TeamMember: frozenset({"share"}), Strategy: frozenset({"stage"}), Message: frozenset({"side"}),
    Review: frozenset({"day", "type", "next_review"}), Ask: frozenset({"share", "directed_at"}),
    Comment: frozenset({"share"}), RelationshipPlan: frozenset({"status"}), Goal: frozenset({"share", "whose"}),
    Action: frozenset({"share"}), Measure: frozenset({"share"}), Value: frozenset({"share"}),
}  # fmt: skip


def _ids(rows: list[Any]) -> set[str]:
    return {row.values["id"] for row in rows}


def visible(facts: Facts, person: str = "") -> dict[type[Row], list[Row]]:
    """The rows that the client may see; `person` is the executive whose hand-out it is."""
    shared: Callable[[type[Row]], list[Any]] = lambda sheet: [r for r in facts.of(sheet) if r.values.get("share")]  # noqa: E731
    seen: dict[type[Row], list[Any]] = {sheet: [] for sheet in ACCOUNT}
    seen |= {sheet: list(facts.of(sheet)) for sheet in (Profile, Contract, Financial)}
    seen |= {sheet: shared(sheet) for sheet in (TeamMember, Comment, Action, Measure, Value)}
    seen[Strategy] = [r for r in facts.of(Strategy) if r.stage not in (None, "developed")]
    seen[Message] = [r for r in facts.of(Message) if r.side == "customer"]
    seen[Ask] = [r for r in shared(Ask) if r.directed_at == "client"]
    seen[Goal] = [r for r in shared(Goal) if r.whose not in (None, "ours")]
    seen[Progress] = [r for r in facts.of(Progress) if r.goal in _ids(seen[Goal])]
    seen[Reading] = [r for r in facts.of(Reading) if r.measure in _ids(seen[Measure])]
    seen[Review] = list(_next_review(facts))
    seen[RelationshipPlan] = [r for r in facts.of(RelationshipPlan) if r.person == person and r.status == "agreed"]
    named = set(_named(seen))
    names = Counter(r.name for r in facts.of(Person))
    seen[Person] = [r for r in facts.of(Person) if r.id in named or (r.name in named and names[r.name] == 1)]
    return seen


def _next_review(facts: Facts) -> Iterator[Review]:
    newest = []
    for kind in ("client", "facilitated"):
        newest += sorted((r for r in facts.of(Review) if r.type == kind), key=lambda row: row.day)[-1:]
    ahead = [r for r in newest if r.next_review and r.next_review >= facts.as_of]
    yield from sorted(ahead, key=lambda row: row.values["next_review"])[:1]


def _named(seen: dict[type[Row], list[Row]]) -> Iterator[str]:
    for sheet, rows in seen.items():
        for row in rows:
            for name in COLUMNS[sheet] & row.values.keys():
                value = row.values[name]
                yield from value if isinstance(value, tuple) else (str(value),)

"""What the people's tags say: exact sentences for none, one, many and missing; the map's nodes and lines."""

from datetime import date
from typing import Any

import pytest

from pipeline.blocks import PeopleMap
from pipeline.sheets.goals import Action
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.theme import Tone
from tests.analyse.cases import pack
from tests.compose.sayings import say
from tests.compose.speaking import cells, made, points, sentence

ADA: dict[str, Any] = {
    "id": "P1",
    "name": "Ada Lund",
    "title": "Chief executive",
    "influence": 5,
    "role": "approver",
    "support": 2,
    "now": 4,
    "target": 5,
    "owner": "Jo Berg",
    "last_contact": date(2026, 10, 1),
    "how_known": "Told us",
}
BEN: dict[str, Any] = {**ADA, "id": "P2", "name": "Ben Moe", "influence": 4, "role": "user", "reports_to": "P1"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "Nobody at the customer is registered yet"),
        (({**ADA, "influence": 1, "role": "user"},), "We know nobody who decides"),
        ((ADA,), "We have support, but one gap makes it fragile; the one key person is covered"),
        ((ADA, BEN), "Those who decide are with us; both key people are covered"),
        (
            (ADA, BEN, {**BEN, "id": "P3", "owner": None}),
            "We have support, but one gap makes it fragile; 2 of 3 key people are covered",
        ),
        (
            ({**ADA, "support": 0}, {**BEN, "support": 0, "now": 1}),
            "No key person supports us; 1 of 2 key people is covered",
        ),
        (
            ({**ADA, "now": 2}, BEN, {**BEN, "id": "P3"}),
            "We have support, but not yet from those who decide; 2 of 3 key people are covered",
        ),
        (
            ({**ADA, "now": 1}, {**BEN, "now": 1, "owner": None}),
            "We have support, but 2 gaps make it fragile; neither of the 2 key people is covered",
        ),
    ],
)
def test_the_headline_is_a_sentence_for_none_one_many_and_missing(rows: tuple[dict[str, Any], ...], said: str) -> None:
    assert sentence("people.headline", {Person: rows}) == said


def people_map(*rows: dict[str, Any]) -> PeopleMap:
    block = made("people.map", {Person: rows})
    assert isinstance(block, PeopleMap)
    return block


def test_the_map_has_reporting_and_influence_lines_only_to_those_who_are_there() -> None:
    gone = {**BEN, "id": "P9", "left_on": date(2026, 1, 1)}
    drawn = people_map({**ADA, "influences": "P2; P9"}, BEN, {**BEN, "id": "P3", "reports_to": "P9"}, gone)
    assert [node.id for node in drawn.nodes] == ["P1", "P2", "P3"]
    assert [node.superior for node in drawn.nodes] == ["", "P1", ""]
    assert drawn.influences == (("P1", "P2"),)


def test_a_node_tells_support_influence_and_whether_somebody_of_ours_owns_it() -> None:
    drawn = people_map({**ADA, "support": -1, "owner": None}, {**BEN, "influence": 2, "support": None})
    ada, ben = drawn.nodes
    assert (ada.support, ada.owned, ada.key) == (Tone.BAD, False, True)
    assert (ben.support, ben.owned, ben.key) == (Tone.MUTED, True, False)
    assert ada.support_word is not None
    assert say(ada.support_word) == "critic"
    assert ada.badge is not None
    assert say(ada.badge) == "5"


def test_the_map_tells_its_finding_to_those_who_cannot_see_it() -> None:
    assert say(people_map().alt) == "People map without anyone on it"
    assert say(people_map(ADA).alt).startswith("People map of one person: we have support")
    assert say(people_map(ADA, BEN).alt).startswith("People map of 2 people: those who decide are with us")


def test_each_gap_is_a_sentence() -> None:
    opponent = {
        **BEN,
        "id": "P3",
        "name": "Cleo Dahl",
        "support": -2,
        "owner": None,
        "last_contact": None,
        "how_known": None,
    }
    late = {**BEN, "last_contact": date(2026, 7, 1), "now": 2}
    assert points("people.gaps_list", {Person: [late, opponent]}) == [
        "Nobody who approves or decides is known",
        "All hangs on one key person: no other relationship is regular",
        "Cleo Dahl opposes us and has strong influence",
        "None of us owns the relationship with Cleo Dahl",
        "No contact with Cleo Dahl is recorded",
        "Contact with Ben Moe is overdue by 16 days (Jo Berg)",
        "The rating of Cleo Dahl rests on nothing written down",
    ]


def test_without_a_close_relationship_nothing_hangs_on_one_person() -> None:
    assert "No regular relationship with any key person" in points("people.gaps_list", {Person: [{**ADA, "now": 1}]})


def test_an_owner_with_too_many_is_named() -> None:
    many = [{**ADA, "id": f"P{n}", "name": f"N{n}"} for n in range(7)]
    assert points("people.gaps_list", {Person: many}) == ["Jo Berg owns 7 key people, more than one can look after"]


def test_no_gap_and_nobody_known_are_told_apart() -> None:
    assert points("people.gaps_list", {Person: [ADA, BEN]}) == ["Those who decide are known, owned and in touch."]
    assert points("people.gaps_list", {}) == [
        "Nobody at the customer is registered yet, so nothing can be said of gaps."
    ]


PLAN: dict[str, Any] = {
    "person": "P1",
    "status": "agreed",
    "agreed_on": date(2026, 2, 18),
    "last_reviewed": date(2026, 9, 20),
    "review_every": 3,
}


def test_executives_stand_with_their_plan_or_without_one() -> None:
    action = {"id": "A1", "activity": "Send the fleet plan", "person": "P1", "status": "open", "due": date(2026, 11, 2)}
    board = [ADA, {**BEN, "role": "decision maker", "target": 4}]
    rows = cells("people.plans_table", {Person: board, RelationshipPlan: [PLAN], Action: [action]})
    assert rows == [
        [
            "Ada Lund / Chief executive",
            "Jo Berg",
            "4 trusted → 5 confidant",
            "agreed",
            "20 Dec 2026",
            "Send the fleet plan (2 Nov 2026)",
        ],
        ["Ben Moe / Chief executive", "Jo Berg", "4 trusted, to be kept", "no plan", "–", "no open action"],
    ]


@pytest.mark.parametrize(
    ("board", "plans", "said"),
    [
        ([], [], "No executive is registered yet"),
        ([ADA], [PLAN], "Every executive who decides has a relationship plan"),
        ([ADA], [], "Ada Lund has no relationship plan"),
        ([ADA, {**BEN, "role": "approver"}], [], "Ada Lund and Ben Moe have no relationship plan"),
        (
            [{**ADA, "id": f"P{n}"} for n in range(4)],
            [],
            "4 executives who decide have no relationship plan",
        ),
        (
            [ADA],
            [{**PLAN, "agreed_on": None}],
            "Every executive who decides has a relationship plan; the plan with Ada Lund needs attention",
        ),
    ],
)
def test_the_plans_are_told_in_a_sentence(board: list[Any], plans: list[Any], said: str) -> None:
    assert sentence("people.plans_line", {Person: board, RelationshipPlan: plans}) == said


def test_the_key_people_show_what_coverage_asks_for() -> None:
    late = {**BEN, "last_contact": date(2026, 1, 1), "now": None, "target": None}
    rows = cells("people.coverage_table", {Person: [ADA, late]})
    assert rows[0][1:] == ["5", "advocate", "4 trusted → 5 confidant", "Jo Berg", "1 Oct 2026", "covered"]
    assert rows[1][1:] == ["4", "advocate", "To confirm", "Jo Berg", "1 Jan 2026", "not covered"]


def test_what_we_put_in_is_told() -> None:
    met = [{"day": date(2026, 9, 1), "people": "P1", "ours": "Jo Berg"}]
    assert sentence("people.effort_line", {Person: [ADA], Interaction: met}) == (
        "Our days on the account are not given; 1 contact in the quarter"
    )
    assert cells("people.contacts_table", {Interaction: met}) == [["Jo Berg", "1", "0"]]


def test_executives_beyond_the_page_stand_in_the_list_of_people() -> None:
    board = [{**ADA, "id": f"P{n}", "name": f"N{n}"} for n in range(10)]
    rows = cells("people.plans_table", {Person: board})
    assert len(rows) == 9
    assert rows[-1][0] == "and 2 more in the annex"
    register = cells(
        "people.register", {Person: [*board, {**BEN, "id": "P10"}], RelationshipPlan: [{**PLAN, "person": "P0"}]}
    )
    assert [row[7] for row in register] == ["agreed", *["no plan"] * 9, ""]


def test_an_arrow_tells_which_way_support_moved_since_the_last_pack() -> None:
    rows = {Person: (ADA, {**BEN, "support": 0})}
    earlier = pack({Person: [{**ADA, "support": 1}, {**BEN, "support": 1}]})
    drawn = made("people.map", rows, None, earlier)
    assert isinstance(drawn, PeopleMap)
    assert [say(node.support_word) for node in drawn.nodes if node.support_word] == ["advocate ↑", "neutral ↓"]
    assert [row[3] for row in cells("people.register", rows, earlier)] == ["advocate ↑", "neutral ↓"]
    assert [row[3] for row in cells("people.register", rows)] == ["advocate", "neutral"]

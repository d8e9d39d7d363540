"""The blocks and findings of the people: the map, what our relationships lack, the executives' plans, the register."""

from __future__ import annotations

from pipeline.blocks import Align, Block, Bullets, Entry, Finding, Head, Label, Node, PeopleMap, Table, Words
from pipeline.compose.rows import cell, first, with_rest, worded
from pipeline.figures import Figures, Line
from pipeline.tags import block, finding
from pipeline.theme import Tone

SHOWN = 8  # executives on the plan's page; all stand in the annex's list of people
MOVED = {"up": "people_support_up", "down": "people_support_down"}
HEADLINE = ("verdict", "coverage", "key_count", "covered_count", "structural_count")


def _headline(figures: Figures) -> Finding:
    return Finding("people_headline", {name: figures[f"people.{name}"] for name in HEADLINE})


@finding("people.headline", "Whether those who decide are with us, and how many key people are covered")
def headline(figures: Figures) -> Finding:
    """Say how our relationships stand."""
    return _headline(figures)


@finding("people.effort_line", "Our days on the account, our contacts in the quarter, and what a day earns")
def effort_line(figures: Figures) -> Finding:
    """Say what we put in."""
    names = ("days", "contacts_quarter", "profit_per_day")
    return Finding("people_effort_line", {name: figures[f"people.{name}"] for name in names})


@finding("people.plans_line", "How many executives have no plan, and which plans need us")
def plans_line(figures: Figures) -> Finding:
    """Say how the executives' plans stand."""
    return _plans_line(figures)


def _plans_line(figures: Figures) -> Finding:
    without, needing = (
        tuple(line["name"] for line in figures[f"people.{name}"].lines) for name in ("without_plan", "plan_gaps")
    )
    told = {"executives": figures["people.executives"], "without": without, "needing": needing}
    return Finding("people_plans_line", told)


@block("people.map", "Everyone at the customer by reporting line, with support, influence and our owner")
def people_map(figures: Figures) -> Block:
    """Draw all who are still there; a line of influence only to somebody who is there too."""
    lines = figures["people.all"].lines
    there = {str(line["id"].value) for line in lines}
    influences = tuple(
        (str(line["id"].value), other)
        for line in lines
        for other in str(line["influences"].value or "").split("; ")
        if other in there
    )
    alt = {"everyone": figures["people.all"], **{name: figures[f"people.{name}"] for name in HEADLINE}}
    return PeopleMap(
        tuple(_node(line, there) for line in lines), influences, Finding("people_map_alt", alt), Label("no_people")
    )


def _node(line: Line, there: set[str]) -> Node:
    """A person: edge by support, with its word; badge by influence; dashed where nobody of ours owns them."""
    superior, owner = str(line["reports_to"].value), line["owner"]
    return Node(
        id=str(line["id"].value),
        name=line["name"],
        title=line["title"],
        superior=superior if superior in there else "",
        support=line["support_word"].tone or Tone.MUTED,
        support_word=_support(line),
        badge=line["influence"],
        ours=owner,
        key=line["key_person"].value == "yes",
        owned=not owner.absent,
    )


def _support(line: Line) -> Words:
    """How somebody stands towards us, with an arrow where that moved since the last pack."""
    macro = MOVED.get(str(line["support_moved"].value))
    return Finding(macro, {"support": line["support_word"]}) if macro else line["support_word"]


@block("people.gaps_list", "What our relationships lack, the structural gaps first")
def gaps_list(figures: Figures) -> Block:
    """Say each gap in a sentence."""
    gaps = figures["people.gaps"]
    empty = Finding("people_no_gaps", {"gaps": gaps})
    return Bullets(tuple(_gap(gap) for gap in gaps.lines), empty, tuple(gap["kind"].tone for gap in gaps.lines))


def _gap(gap: Line) -> Finding:
    kind = str(gap["kind"].value).replace(" ", "_")
    return Finding(f"people_gap_{kind}", {name: gap[name] for name in ("person", "owner", "days", "number")})


EXECUTIVES = (
    Head(Label("executive"), width=1.8),
    Head(Label("our_owner"), width=1.1),
    Head(Label("relationship_now_target"), width=1.4),
    Head(Label("relationship_plan"), width=1.2),
    Head(Label("next_review"), width=0.9),
    Head(Label("next_step"), width=2),
)


@block("people.plans_table", "The executives: relationship now and target, how the plan with each stands, next review")
def plans_table(figures: Figures) -> Block:
    """List the executives, also those without a plan; say how many more stand in the annex's list of people."""
    listed = figures["people.executives"]
    rows = with_rest(map(_executive, first(listed, SHOWN)), listed, SHOWN)
    return Table(EXECUTIVES, rows, _plans_line(figures), Label("no_executives"))


@block("people.executives_table", "All executives: relationship now and target, how each plan stands, next review")
def executives_table(figures: Figures) -> Block:
    """List every executive, also those without a plan."""
    rows = tuple(map(_executive, figures["people.executives"].lines))
    return Table(EXECUTIVES, rows, _plans_line(figures), Label("no_executives"))


def _executive(line: Line) -> tuple[Entry, ...]:
    steps = line["actions"].lines
    step: Words = (
        Finding("people_step", {"activity": steps[0]["activity"], "due": steps[0]["due"]})
        if steps
        else Label("no_step")
    )
    return (
        cell(line["name"], line["title"], strong=True),
        cell(line["owner"]),
        cell(_level(line)),
        worded("plan", line["state"]),
        Entry((line["review_due"],), line["review_overdue"].tone),
        cell(step),
    )


def _level(line: Line) -> Finding:
    """The relationship now and where it should go."""
    names = ("now", "now_word", "target", "target_word")
    return Finding("people_level", {name: line[name] for name in names})


@block("people.coverage_table", "The key people: influence, support, relationship, owner, last contact, covered or not")
def coverage_table(figures: Figures) -> Block:
    """List the key people with what coverage asks for."""
    heads = (
        Head(Label("key_person"), width=1.8),
        Head(Label("influence"), Align.CENTRE, 0.8),
        Head(Label("support"), width=0.9),
        Head(Label("relationship_now_target"), width=1.4),
        Head(Label("our_owner"), width=1.1),
        Head(Label("last_contact"), width=1),
        Head(Label("covered"), width=0.8),
    )
    rows = tuple(
        (
            cell(line["name"], line["title"], strong=True),
            cell(line["influence"]),
            Entry((_support(line),), line["support_word"].tone),
            cell(_level(line)),
            cell(line["owner"]),
            Entry((line["contacted_on"],), line["contact_state"].tone),
            worded("covered", line["covered"]),
        )
        for line in figures["people.key"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_key_people"))


@block("people.register", "Everyone at the customer, key people first, with the state of the executives' plans")
def register(figures: Figures) -> Block:
    """List all who are still there."""
    plans = {line["id"].value: line["state"] for line in figures["people.executives"].lines}
    heads = (
        Head(Label("person"), width=2),
        Head(Label("buying_role"), width=1.1),
        Head(Label("influence"), Align.CENTRE, 0.8),
        Head(Label("support"), width=1),
        Head(Label("relationship_now_target"), width=1.2),
        Head(Label("our_owner"), width=1),
        Head(Label("last_contact"), width=1),
        Head(Label("relationship_plan"), width=1.1),
        Head(Label("how_known"), width=2),
    )
    rows = tuple(
        (
            cell(line["name"], line["title"], line["unit"], strong=line["key_person"].value == "yes"),
            cell(line["role"]),
            cell(line["influence"]),
            Entry((_support(line),), line["support_word"].tone),
            cell(_level(line)),
            cell(line["owner"]),
            Entry((line["contacted_on"],), line["contact_state"].tone),
            worded("plan", plans[line["id"].value]) if line["id"].value in plans else Entry(()),
            cell(line["how_known"]),
        )
        for line in figures["people.all"].lines
    )
    return Table(heads, rows, _headline(figures), Label("no_people"))


@block("people.days_table", "Our days on the account in a quarter, by department")
def days_table(figures: Figures) -> Block:
    """List the departments with their days."""
    heads = (Head(Label("department"), width=2), Head(Label("days_per_quarter"), Align.RIGHT))
    rows = tuple((cell(line["department"]), cell(line["days"])) for line in figures["people.days_by_department"].lines)
    return Table(heads, rows, Finding("people_days_alt", {"days": figures["people.days"]}), Label("no_days"))


@block("people.contacts_table", "Our contacts with the customer by each of us, this quarter and the one before")
def contacts_table(figures: Figures) -> Block:
    """List who of us met the customer how often."""
    heads = (
        Head(Label("owner"), width=2),
        Head(Label("this_quarter"), Align.RIGHT),
        Head(Label("prior_quarter"), Align.RIGHT),
    )
    rows = tuple(
        (cell(line["owner"]), cell(line["quarter"]), cell(line["prior"]))
        for line in figures["people.contacts_by_owner"].lines
    )
    alt = Finding("people_contacts_alt", {"contacts": figures["people.contacts_quarter"]})
    return Table(heads, rows, alt, Label("no_contacts"))

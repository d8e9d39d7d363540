"""The account plan as a Word template: what to decide, what we do, people, position; an annex with all in full.

Only page 1 stands alone. What follows flows, so that a short section leaves no page half empty.
"""

from __future__ import annotations

from pipeline.design.page import Page, begin, finish

SIGNATORIES = (
    ("Account manager", "{{ account.manager }}"),
    ("Executive sponsor (ours)", "{{ account.sponsor_ours }}"),
    ("Executive sponsor (customer)", "{{ account.sponsor_customer }}"),
)
SIGNATURE_HEIGHT = 0.85  # cm: room for a signature by hand

# The registers, each where there is something to list: heading, block, list tag.
REGISTERS = (
    ("Goals", "goals.register", "goals.all"),
    ("Actions", "actions.register", "actions.all"),
    ("People", "people.register", "people.all"),
    ("Risks and opportunities", "risks.register", "risks.all"),
    ("Value delivered", "value.register", "value.entries"),
    ("Agreed measures", "scorecard.table", "scorecard.measures"),
    ("Opportunities for growth", "growth.register", "growth.opportunities"),
    ("Contracts", "assets.contracts_table", "assets.contracts"),
    ("Reviews", "account.reviews_table", "account.reviews"),
    ("Intelligence", "intelligence.register", "intelligence.newest"),
    ("Strengths, weaknesses, opportunities, threats", "swot.register", "swot.all"),
    ("Changes since the last pack", "changes.register", "changes.all"),
)

# What closes the annex whatever the account: heading, block.
REFERENCES = (
    ("Still to confirm", "account.gaps_table"),
    ("Definitions", "account.definitions_table"),
    ("Sources", "account.sources_table"),
)

LOW = "height(1.3)"  # cm: rows of the front pages; what is cut stands in full in the annex


def draw() -> bytes:
    """Draw `plan.docx`."""
    document = begin(
        "Account plan",
        ("{{ account.name | short(60) }} · {{ account.period }}", "{{ account.confidentiality }}"),
        "{{ account.company }} · data as of {{ account.as_of }}",
    )
    page = Page(document)
    _to_decide(page)
    _doing(page)
    _people_and_value(page)
    _position_and_risk(page)
    _annex(page)
    return finish(document)


def _to_decide(page: Page) -> None:
    page.title("{{ account.name | short(80) }}: account plan {{ account.period }}")
    page.heading(1, "{{ account.headline }}", space=2)
    page.slot("account.tiles")
    (left, right), (left_below, right_below) = page.columns(rows=2)
    left.heading(2, "Where we stand")
    left.slot("account.snapshot")
    right.heading(2, "{{ health.headline }}")
    right.slot("health.parts_table")
    left_below.heading(2, "What they gain")
    left_below.text("{{ account.what_they_gain | short(260) }}")
    right_below.heading(2, "What we gain")
    right_below.text("{{ account.what_we_gain | short(260) }}")
    page.heading(2, "The objectives that matter most")
    page.loop(
        "The objectives that matter most: owner on both sides, where they stand, and when they are due",
        "goal",
        "goals.top",
        (
            ("Objective", "{{ goal.goal | short(110) }}", 6.6),
            ("Owner, ours", "{{ goal.owner }}", 2.7),
            ("Owner, theirs", "{{ goal.customer_owner }}", 2.7),
            ("Now → target", "{{ goal.current }} → {{ goal.target }} {{ goal.unit }}", 2.9),
            ("Due", "{{ goal.target_date }}", 2.1),
        ),
        "No objective is set yet.",
    )
    page.note("{{ goals.headline }}")
    ((left, right),) = page.columns()
    left.heading(2, "{{ asks.headline }}")
    left.slot("asks.short | height(0.9)")
    right.heading(2, "{% if changes.all %}{{ changes.headline }}{% else %}What changed{% endif %}")
    right.slot("changes.top | height(0.9)")
    page.note("{{ account.approval_line }} · {{ account.components_line }} · {{ account.gaps_line }}")
    page.table(
        "Sign-off: who agrees to this plan",
        ("Sign-off", *(role for role, _ in SIGNATORIES)),
        (("Name", *(name for _, name in SIGNATORIES)), ("Signature, date", "", "", "")),
        (2.6, 4.8, 4.8, 4.8),
        last_height=SIGNATURE_HEIGHT,
    )


def _doing(page: Page) -> None:
    page.heading(1, "What we do, and who does it", new_page=True)
    page.heading(2, "{{ goals.headline }}")
    page.slot(f"goals.table | {LOW}")
    page.heading(2, "{{ actions.headline }}")
    page.slot(f"actions.table | {LOW}")
    page.heading(2, "Our team and its days")
    page.slot(f"account.team_table | {LOW}")


def _people_and_value(page: Page) -> None:
    page.heading(1, "People and value")
    page.heading(2, "{{ people.headline }}")
    page.slot("people.map | height(7)")
    page.slot("people.gaps_list")
    page.heading(3, "Relationship plans")
    page.slot(f"people.plans_table | {LOW}")
    page.heading(2, "{{ value.headline }}")
    page.slot(f"value.ledger_table | {LOW}")
    page.heading(3, "Their needs and our answers")
    page.slot(f"value.strategy_table | {LOW}")
    page.heading(2, "How we stay in touch")
    page.slot(f"account.communication_table | {LOW}")


def _position_and_risk(page: Page) -> None:
    page.heading(1, "Position and risk")
    page.heading(2, "What {{ account.name }} wants to reach")
    page.text("{{ account.customer_objectives }}", keep=True)
    page.note("Source: {{ account.objectives_source }}")
    page.heading(2, "What we learned, and what follows")
    page.slot(f"intelligence.table | {LOW}")
    page.heading(2, "{{ swot.headline }}")
    page.slot("swot.matrix")
    ((left, right),) = page.columns()
    left.heading(2, "{{ finance.headline }}")
    left.slot("finance.trend_chart | height(4.5)")
    right.heading(2, "{{ assets.headline }}")
    right.slot("assets.tiles")
    page.text("{%p if finance.quarters %}")
    page.slot("finance.table")
    page.text("{%p endif %}")
    page.heading(2, "{{ growth.headline }}")
    page.slot("growth.whitespace_grid")
    page.heading(2, "{{ risks.headline }}")
    page.slot(f"risks.top_table | {LOW}")


def _annex(page: Page) -> None:
    page.heading(1, "Annex")
    for heading, tag, items in REGISTERS:
        page.text(f"{{%p if {items} %}}")
        page.heading(2, heading)
        page.slot(tag)
        page.text("{%p endif %}")
    for heading, tag in REFERENCES:
        page.heading(2, heading)
        page.slot(tag)

"""The account plan as a Word template: what to decide, what we do, people, position; an annex with all in full.

Page 1 stands alone. What follows has a page each where there is enough of it, and flows where there is not, so that a
short part leaves no page half empty.
"""

from __future__ import annotations

from pipeline.design.opened import BrandFile
from pipeline.design.page import Page, begin
from pipeline.design.words import Words

SIGNATORIES = (
    ("plan.account_manager", "{{ account.manager }}"),
    ("plan.sponsor_ours", "{{ account.sponsor_ours }}"),
    ("plan.sponsor_customer", "{{ account.sponsor_customer }}"),
)
SIGNATURE_HEIGHT = 0.85  # cm: room for a signature by hand

# The registers, each where there is something to list: block, list tag; headings by the block's name.
REGISTERS = (
    ("finance.table", "finance.quarters"),
    ("goals.register", "goals.all"),
    ("actions.register", "actions.all"),
    ("people.register", "people.all"),
    ("risks.register", "risks.all"),
    ("value.register", "value.entries"),
    ("scorecard.table", "scorecard.measures"),
    ("growth.register", "growth.opportunities"),
    ("assets.contracts_table", "assets.contracts"),
    ("account.reviews_table", "account.reviews"),
    ("intelligence.register", "intelligence.newest"),
    ("swot.register", "swot.all"),
    ("changes.register", "changes.all"),
)

# What closes the annex whatever the account: blocks.
REFERENCES = (
    "account.gaps_table",
    "account.definitions_table",
    "account.sources_table",
)

# What fills a page: where one of the lists is empty, or all are short, the part goes on below the one before it.
PEOPLE_ENOUGH = (
    "people.all and value.entries and account.communication"
    " and people.all | length + value.entries | length + account.communication | length > 6"
)
POSITION_ENOUGH = "swot.all and risks.all and growth.whitespace"

# Rows of the front pages are two lines high, in cm; what is cut stands in full in the annex.
TIGHT = 4  # points before a heading of a full page
TWO = "height(0.8)"


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the plan in the language of the words, on a brand's document or our own."""
    page = begin(
        words("plan.name"),
        (words("plan.header"), "{{ account.confidentiality }}"),
        words("plan.footer"),
        words,
        brand,
    )
    _to_decide(page, words)
    _doing(page, words)
    _people_and_value(page, words)
    _position_and_risk(page, words)
    _annex(page, words)
    return page.finish()


def _to_decide(page: Page, words: Words) -> None:
    page.title(words("plan.title"))
    page.heading(1, "{{ account.headline }}", space=2)
    page.slot("account.tiles")
    (left, right), (left_below, right_below) = page.columns(rows=2)
    left.heading(2, words("plan.where_we_stand"))
    left.slot("account.snapshot")
    right.heading(2, "{{ health.headline }}")
    right.slot("health.parts_table")
    left_below.heading(2, words("plan.they_gain"))
    left_below.text("{{ account.what_they_gain | short(260) }}")
    right_below.heading(2, words("plan.we_gain"))
    right_below.text("{{ account.what_we_gain | short(260) }}")
    page.heading(2, words("plan.objectives"))
    page.loop(
        words("plan.objectives_alt"),
        "goal",
        "goals.top",
        (
            (words("plan.objective"), "{{ goal.goal | short(110) }}", 6.6),
            (words("plan.owner_ours"), "{{ goal.owner }}", 2.7),
            (words("plan.owner_theirs"), "{{ goal.customer_owner }}", 2.7),
            (words("plan.now_target"), "{{ goal.current }} → {{ goal.target }} {{ goal.unit }}", 2.9),
            (words("plan.due"), "{{ goal.target_date }}", 2.1),
        ),
        words("plan.no_objective"),
    )
    page.note("{{ goals.headline }}")
    ((left, right),) = page.columns()
    left.heading(2, "{{ asks.headline }}")
    left.slot("asks.short | top(3) | height(0.9)")
    right.heading(2, words("plan.changes"))
    right.slot("changes.top | top(4) | height(0.9)")
    page.note("{{ account.approval_line }} · {{ account.components_line }} · {{ account.gaps_line }}")
    page.table(
        words("plan.sign_off_alt"),
        (words("plan.sign_off"), *(words(role) for role, _ in SIGNATORIES)),
        ((words("plan.signatory"), *(name for _, name in SIGNATORIES)), (words("plan.signature"), "", "", "")),
        (2.6, 4.8, 4.8, 4.8),
        last_height=SIGNATURE_HEIGHT,
    )


def _doing(page: Page, words: Words) -> None:
    page.heading(1, words("plan.doing"), new_page=True)
    page.heading(2, "{{ goals.headline }}")
    page.slot(f"goals.table | top(6) | {TWO}")
    page.heading(2, "{{ actions.headline }}")
    page.slot(f"actions.table | top(8) | {TWO}")
    page.heading(2, words("plan.team"))
    page.slot(f"account.team_table | top(6) | {TWO}")


def _people_and_value(page: Page, words: Words) -> None:
    page.part(words("plan.people_and_value"), PEOPLE_ENOUGH)
    page.heading(2, "{{ people.headline }}", space=TIGHT)
    page.slot("people.map | height(5)")
    page.slot("people.gaps_list | top(2)")
    page.heading(3, words("plan.relationship_plans"), space=TIGHT)
    page.slot(f"people.plans_table | top(3) | {TWO}")
    page.heading(2, "{{ value.headline }}", space=TIGHT)
    page.slot(f"value.ledger_table | top(3) | {TWO}")
    page.heading(3, words("plan.needs"), space=TIGHT)
    page.slot(f"value.strategy_table | top(3) | {TWO}")
    page.heading(2, words("plan.in_touch"), space=TIGHT)
    page.slot(f"account.communication_table | top(3) | {TWO}")


def _position_and_risk(page: Page, words: Words) -> None:
    page.part(words("plan.position"), f"{PEOPLE_ENOUGH} and {POSITION_ENOUGH}")
    ((left, right),) = page.columns()
    left.heading(2, words("plan.customer_objectives"))
    left.text("{{ account.customer_objectives | short(170) }}")
    left.note(words("plan.objectives_source"))
    right.heading(2, "{{ finance.headline }}")
    right.slot("finance.trend_chart | height(2.7)")
    page.note("{{ assets.headline }}")
    page.heading(2, words("plan.learned"), space=TIGHT)
    page.slot(f"intelligence.table | top(2) | {TWO}")
    page.heading(2, "{{ swot.headline }}", space=TIGHT)
    page.slot("swot.matrix | top(2) | height(1.5)")
    page.heading(2, "{{ growth.headline }}", space=TIGHT)
    page.slot("growth.whitespace_grid | height(3)")
    page.heading(2, "{{ risks.headline }}", space=TIGHT)
    page.slot(f"risks.top_table | top(3) | {TWO}")


def _annex(page: Page, words: Words) -> None:
    page.heading(1, words("plan.annex"), new_page=not page.lie_on_side())
    for tag, items in REGISTERS:
        page.text(f"{{%p if {items} %}}")
        page.heading(2, words(f"plan.titles.{tag}"))
        page.slot(tag)
        page.text("{%p endif %}")
    for tag in REFERENCES:
        page.heading(2, words(f"plan.titles.{tag}"))
        page.slot(tag)

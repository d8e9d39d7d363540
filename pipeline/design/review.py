"""The quarterly review as a slide template: twelve slides, a finding each, and an appendix."""

from __future__ import annotations

from pipeline.design.deck import ACCENT, STRONG, SUBTITLE, TOP, WHOLE, Deck, Frame

FOOTER = "{{ account.name | short(60) }} · {{ account.period }} · {{ account.confidentiality }}"
UNDER_HEAD = TOP + 0.4  # where a block begins that has a heading of its own

IN_FULL = "in full in the plan's annex"

# Registers of the appendix, a slide each where there is something to list: list tag, block, title, topic.
REGISTERS = (
    ("goals.all", "goals.register", "Register of goals", "goals"),
    ("actions.all", "actions.register", "Register of actions", "actions"),
    ("people.all", "people.register", "Register of people", "people"),
    ("risks.open_threats", "risks.register", "Register of risks and opportunities", "risks"),
    ("value.entries", "value.register", "Value ledger", "value"),
    ("growth.opportunities", "growth.register", "Register of opportunities for growth", "growth"),
    ("changes.all", "changes.register", "Changes since {{ changes.since }}", "changes"),
)

# What closes the appendix whatever the account: block, title, scope.
REFERENCES = (
    ("account.gaps_table", "Still to confirm", f"What the workbooks lack, and who is to fill it in; {IN_FULL}"),
    ("account.definitions_table", "Definitions", "How the figures of the front pages are worked out"),
    (
        "account.sources_table | top(16)",
        "Sources",
        f"The sheets and cells that the figures of this pack come from; {IN_FULL}",
    ),
)


def draw() -> bytes:
    """Draw `review.pptx`."""
    deck = Deck("Account review", FOOTER)
    _title(deck)
    _headline(deck)
    _since_last_review(deck)
    _scorecard(deck)
    _what_drove_it(deck)
    _value(deck)
    _people(deck)
    _growth(deck)
    _goals(deck)
    _risks(deck)
    _next_90_days(deck)
    _decisions(deck)
    _appendix(deck)
    return deck.finish()


def _title(deck: Deck) -> None:
    slide = deck.slide(
        "title",
        "{{ account.name | short(90) }}",
        "{% if account.tier %}{{ account.tier }} account{% else %}Tier to confirm{% endif %} · "
        "{{ account.edition }} edition · {{ account.company }}\n"
        "Account manager: {{ account.manager | short(60) }}\n"
        "Data as of {{ account.as_of }}\n"
        "{{ account.approval_line }}\n"
        "{{ account.components_line }}",
    )
    slide.fill(SUBTITLE, "Account review {{ account.period }}")
    slide.notes("Say: {{ account.headline }}. {{ account.gaps_line }}\nSources: {{ account.sources }}")


def _headline(deck: Deck) -> None:
    slide = deck.finding(
        "account.headline", "{{ account.period }}, against target and a year before", "finance", "{{ health.headline }}"
    )
    slide.say("Revenue of the quarter", Frame(1, 4, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say("{{ finance.revenue }}", Frame(1, 4, TOP + 0.35, TOP + 1.35), 60, ACCENT, strong=True)
    slide.say(
        "{% if finance.revenue_target %}Target {{ finance.revenue_target }}: {{ finance.revenue_variance }} "
        "({{ finance.revenue_variance_share }}){% else %}No target given{% endif %}\n"
        "{% if finance.revenue_year_before %}A year before {{ finance.revenue_year_before }}: "
        "{{ finance.revenue_growth }}{% else %}Nothing given for a year before{% endif %}",
        Frame(1, 4, TOP + 1.45, TOP + 2.05),
    )
    slide.slot("finance.trend_chart", Frame(1, 4, TOP + 2.25))
    slide.say("Health, 0 to 100", Frame(5, 8, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say("{{ health.score }}", Frame(5, 8, TOP + 0.35, TOP + 1.35), 60, ACCENT, strong=True)
    slide.say(
        "{% if health.change %}Change since the last pack: {{ health.change }}"
        "{% else %}No earlier pack to compare with{% endif %}\n"
        "{{ account.level_line }}",
        Frame(5, 8, TOP + 1.45, TOP + 2.05),
    )
    slide.slot("health.parts_table | top(8)", Frame(5, 8, TOP + 2.25))
    slide.say("Decisions asked today", Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("asks.short | top(4)", Frame(9, 12, UNDER_HEAD))


def _since_last_review(deck: Deck) -> None:
    slide = deck.finding(
        "actions.promises_headline",
        "Promises kept since the last review, and those missed"
        "{% if changes.since %}; what changed since {{ changes.since }}{% endif %}",
        "actions",
        "{{ changes.headline }}",
        when="actions.done_since or actions.missed or changes.all",
    )
    slide.slot("actions.promises | top(10)", Frame(1, 8))
    slide.say("What changed", Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("changes.top | top(6)", Frame(9, 12, UNDER_HEAD))


def _scorecard(deck: Deck) -> None:
    slide = deck.finding(
        "scorecard.headline",
        "{{ account.period }} against target, the prior quarter and a year before; a variance above zero is better",
        "scorecard",
        when="scorecard.measures",
    )
    slide.slot("scorecard.table | top(16)", WHOLE)


def _what_drove_it(deck: Deck) -> None:
    slide = deck.finding(
        "finance.bridge_headline",
        "From the same quarter a year before to {{ account.period }}",
        "finance",
        "{{ finance.headline }}",
        when="finance.revenue or finance.margin or finance.comment",
    )
    slide.say("{{ finance.drivers_title }}", Frame(1, 6, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("finance.drivers_chart", Frame(1, 6, UNDER_HEAD, 5.3))
    slide.say("{{ finance.margin_bridge_title }}", Frame(7, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("finance.margin_bridge", Frame(7, 12, UNDER_HEAD, 5.3))
    manager = "{% if account.manager %}{{ account.manager | short(60) }}{% else %}The account manager{% endif %}"
    slide.say(f"{manager} on the result", Frame(1, 12, 5.4, 5.7), strong=True, colour=STRONG)
    slide.say(
        "{% if finance.comment %}{{ finance.comment | short(400) }}{% else %}"
        "No comment given: it goes on the tab Commentary of account.xlsx.{% endif %}",
        Frame(1, 12, 5.72),
    )


def _value(deck: Deck) -> None:
    slide = deck.finding(
        "value.headline",
        "Value to {{ account.name | short(60) }}, by what became of it; expected value is shown apart",
        "value",
        when="value.entries",
    )
    slide.slot("value.by_state_chart", Frame(1, 5))
    slide.slot("value.ledger_table | top(8)", Frame(6, 12))


def _people(deck: Deck) -> None:
    slide = deck.finding(
        "people.headline",
        "Edge: support; badge: influence; dashed: nobody of ours; curved lines: informal influence",
        "people",
        when="people.all",
    )
    slide.slot("people.map", Frame(1, 8))
    slide.say("Gaps in our coverage", Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("people.gaps_list | top(6)", Frame(9, 12, UNDER_HEAD))


def _growth(deck: Deck) -> None:
    slide = deck.finding(
        "growth.headline",
        "What each unit buys from us, from others or not yet; our pipeline and its coverage",
        "growth",
        when="growth.whitespace or growth.opportunities",
    )
    slide.slot("growth.whitespace_grid", Frame(1, 6))
    slide.slot("growth.pipeline_tiles", Frame(7, 12, TOP, TOP + 1.2))
    slide.slot("growth.pipeline_table | top(8)", Frame(7, 12, TOP + 1.4))


def _goals(deck: Deck) -> None:
    slide = deck.finding("goals.headline", "Pace: attainment against the share of time gone", "goals", when="goals.all")
    slide.slot("goals.table | top(12)", WHOLE)


def _risks(deck: Deck) -> None:
    slide = deck.finding(
        "risks.headline",
        "Likelihood and impact, each 1 to 5; arrows: moved since the last pack",
        "risks",
        when="risks.all",
    )
    slide.slot("risks.heat_map", Frame(1, 5))
    slide.slot("risks.top_table | top(6)", Frame(6, 12))


def _next_90_days(deck: Deck) -> None:
    slide = deck.finding(
        "actions.headline", "What is overdue; then the next 90 days, by week", "actions", when="actions.all"
    )
    slide.slot("actions.weeks | top(14)", WHOLE)


def _decisions(deck: Deck) -> None:
    slide = deck.finding(
        "asks.headline",
        "What we ask, why, what it costs, of whom, by when, and what follows if refused",
        "asks",
        when="asks.all",
    )
    slide.slot("asks.table | top(6)", WHOLE)


def _appendix(deck: Deck) -> None:
    slide = deck.slide("section", "Appendix", "Position, finance, contracts, registers, definitions and sources")
    slide.notes("Say: What follows is for reference.\nSources: on each slide.")
    slide = deck.finding(
        "swot.headline", "Strengths, weaknesses, opportunities, threats: two of each", "swot", when="swot.all"
    )
    slide.slot("swot.matrix", WHOLE)
    slide = deck.finding(
        "finance.trend_headline",
        "Eight quarters against plan",
        "finance",
        "{{ finance.headline }}",
        when="finance.quarters",
    )
    slide.slot("finance.trend_chart", Frame(1, 5))
    slide.slot("finance.table | top(8)", Frame(6, 12))
    slide = deck.finding(
        "assets.headline",
        "The account as an asset: what it will bring, and how sure that is",
        "assets",
        when="assets.asset_value or assets.contracts",
    )
    slide.slot("assets.tiles", Frame(1, 12, TOP, TOP + 1.3))
    slide.slot("assets.contracts_table", Frame(1, 12, TOP + 1.5))
    _receivables(deck)
    slide = deck.slide("finding", "What we learned, and what follows", "Newest first", "intelligence")
    slide.slot("intelligence.table | top(8)", WHOLE)
    slide.notes(
        "{% if intelligence.newest %}\nSay: What we learned, and what follows.\nSources: {{ intelligence.sources }}"
    )
    for items, block, title, topic in REGISTERS:
        slide = deck.slide("finding", title, f"As of {{{{ account.as_of }}}}; {IN_FULL}", topic)
        slide.slot(block, WHOLE)
        slide.notes(f"{{% if {items} %}}\nSay: {title}, for reference.\nSources: {{{{ {topic}.sources }}}}")
    for block, title, scope in REFERENCES:
        slide = deck.slide("finding", title, scope)
        slide.slot(block, WHOLE)
        slide.notes(f"Say: {title}, for reference.\nSources: {{{{ account.sources }}}}")


def _receivables(deck: Deck) -> None:
    slide = deck.finding(
        "finance.receivables_headline",
        "Receivables by age at the end of {{ account.period }}",
        "finance",
        when="finance.receivables",
    )
    slide.slot("finance.ageing_chart", Frame(1, 8))
    slide.say("Overdue", Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say("{{ finance.overdue }}", Frame(9, 12, TOP + 0.35, TOP + 1.35), 48, ACCENT, strong=True)
    slide.say(
        "{{ finance.overdue_share }} of {{ finance.receivables }} receivables\n"
        "Days sales outstanding: {{ finance.dso }}",
        Frame(9, 12, TOP + 1.45, TOP + 2.2),
    )

"""The quarterly review as a slide template: twelve slides, a finding each, and an appendix."""

from __future__ import annotations

from pipeline.design.brand_deck import BrandDeck
from pipeline.design.deck import ACCENT, STRONG, SUBTITLE, Deck
from pipeline.design.grid import BOTTOM, TOP, WHOLE, Frame
from pipeline.design.opened import BrandFile
from pipeline.design.words import Words

FOOTER = "{{ account.name | short(60) }} · {{ account.period }} · {{ account.confidentiality }}"
UNDER_HEAD = TOP + 0.4  # where a block begins that has a heading of its own

# Registers of the appendix, a slide each where there is something to list: list tag, block (names the title), topic.
# What the slide has no room for stands in the plan's annex: an appendix is leafed through, not read.
REGISTERS = (
    ("goals.all", "goals.register", "goals"),
    ("actions.all", "actions.register", "actions"),
    ("people.all", "people.register", "people"),
    ("risks.open_threats", "risks.register", "risks"),
    ("value.entries", "value.register", "value"),
    ("growth.opportunities", "growth.register", "growth"),
    ("changes.all", "changes.register", "changes"),
)
MOST = 24  # rows, more than a slide holds at its smallest size: the tag keeps the table on one slide

# What closes the appendix: list tag or nothing, block.
REFERENCES = (
    ("account.gaps or account.missing_rows", "account.gaps_table"),
    ("", "account.definitions_table"),
    ("", "account.sources_table"),
)


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the review in the language of the words, on a brand's slides or our own."""
    name = words("review.name")
    deck = Deck(name, FOOTER, words) if brand is None else BrandDeck(name, FOOTER, words, brand)
    _title(deck, words)
    _headline(deck, words)
    _since_last_review(deck, words)
    _scorecard(deck, words)
    _what_drove_it(deck, words)
    _value(deck, words)
    _people(deck, words)
    _growth(deck, words)
    _goals(deck, words)
    _risks(deck, words)
    _next_90_days(deck, words)
    _decisions(deck, words)
    _appendix(deck, words)
    return deck.finish()


def _title(deck: Deck, words: Words) -> None:
    slide = deck.slide(
        "title",
        words("review.cover_name"),
        words("review.cover_details"),
    )
    slide.fill(SUBTITLE, words("review.cover"))
    slide.notes(words("review.cover_notes"))


def _headline(deck: Deck, words: Words) -> None:
    slide = deck.finding("account.headline", words("review.headline_scope"), "finance", "{{ health.headline }}")
    slide.say(words("review.revenue"), Frame(1, 4, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say("{{ finance.revenue }}", Frame(1, 4, TOP + 0.35, TOP + 1.35), 60, ACCENT, strong=True)
    slide.say(
        words("review.against"),
        Frame(1, 4, TOP + 1.45, TOP + 2.05),
    )
    slide.slot("finance.trend_chart", Frame(1, 4, TOP + 2.25))
    slide.say(words("review.health"), Frame(5, 8, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say("{{ health.score }}", Frame(5, 8, TOP + 0.35, TOP + 1.35), 60, ACCENT, strong=True)
    slide.say(
        words("review.health_change"),
        Frame(5, 8, TOP + 1.45, TOP + 2.05),
    )
    slide.slot("health.parts_table | top(8)", Frame(5, 8, TOP + 2.25))
    slide.say(words("review.decisions"), Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("asks.short | top(4)", Frame(9, 12, UNDER_HEAD))


def _since_last_review(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "actions.promises_headline",
        words("review.promises_scope"),
        "actions",
        "{{ changes.headline }}",
        when="actions.done_since or actions.missed or changes.all",
    )
    slide.slot("actions.promises | top(10)", Frame(1, 8, TOP, BOTTOM - 0.65))
    slide.say(words("review.changed"), Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("changes.top | top(6)", Frame(9, 12, UNDER_HEAD, BOTTOM - 0.65))
    slide.say("{{ changes.client_line }}", Frame(1, 12, BOTTOM - 0.5, BOTTOM), colour=STRONG)


def _scorecard(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "scorecard.headline",
        words("review.scorecard_scope"),
        "scorecard",
        when="scorecard.measures",
    )
    slide.slot("scorecard.table | top(16)", WHOLE)


def _what_drove_it(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "finance.bridge_headline",
        words("review.bridge_scope"),
        "finance",
        "{{ finance.headline }}",
        when="finance.revenue or finance.margin or finance.comment",
    )
    slide.say("{{ finance.drivers_title }}", Frame(1, 6, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("finance.drivers_chart", Frame(1, 6, UNDER_HEAD, 5.3))
    slide.say("{{ finance.margin_bridge_title }}", Frame(7, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("finance.margin_bridge", Frame(7, 12, UNDER_HEAD, 5.3))
    slide.say(words("review.comment_by"), Frame(1, 12, 5.4, 5.7), strong=True, colour=STRONG)
    slide.say(
        words("review.comment"),
        Frame(1, 12, 5.72),
    )


def _value(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "value.headline",
        words("review.value_scope"),
        "value",
        when="value.entries",
    )
    slide.slot("value.by_state_chart", Frame(1, 5))
    slide.slot("value.ledger_table | top(8)", Frame(6, 12))


def _people(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "people.headline",
        words("review.people_scope"),
        "people",
        when="people.all",
    )
    slide.slot("people.map", Frame(1, 9))
    slide.say(words("review.people_gaps"), Frame(10, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("people.gaps_list | top(6)", Frame(10, 12, UNDER_HEAD))


def _growth(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "growth.headline",
        words("review.growth_scope"),
        "growth",
        when="growth.whitespace or growth.opportunities",
    )
    slide.slot("growth.whitespace_grid", Frame(1, 6))
    slide.slot("growth.pipeline_tiles", Frame(7, 12, TOP, TOP + 1.2))
    slide.slot("growth.pipeline_table | top(8)", Frame(7, 12, TOP + 1.4))


def _goals(deck: Deck, words: Words) -> None:
    slide = deck.finding("goals.headline", words("review.goals_scope"), "goals", when="goals.all")
    slide.slot("goals.table | top(12)", WHOLE)


def _risks(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "risks.headline",
        words("review.risks_scope"),
        "risks",
        when="risks.all",
    )
    slide.slot("risks.heat_map", Frame(1, 5))
    slide.slot("risks.top_table | top(6)", Frame(6, 12))


def _next_90_days(deck: Deck, words: Words) -> None:
    slide = deck.finding("actions.headline", words("review.actions_scope"), "actions", when="actions.all")
    slide.slot("actions.weeks | top(14)", WHOLE)


def _decisions(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "asks.headline",
        words("review.asks_scope"),
        "asks",
        when="asks.all",
    )
    slide.slot("asks.table | top(6)", WHOLE)


def _appendix(deck: Deck, words: Words) -> None:
    slide = deck.slide("section", words("review.appendix"), words("review.appendix_scope"))
    slide.notes(words("review.appendix_notes"))
    slide = deck.finding("swot.headline", words("review.swot_scope"), "swot", when="swot.all")
    slide.slot("swot.matrix", WHOLE)
    slide = deck.finding(
        "finance.trend_headline",
        words("review.trend_scope"),
        "finance",
        "{{ finance.headline }}",
        when="finance.quarters",
    )
    slide.slot("finance.trend_chart", Frame(1, 5))
    slide.slot("finance.table | top(8)", Frame(6, 12))
    slide = deck.finding(
        "assets.headline",
        words("review.assets_scope"),
        "assets",
        when="assets.asset_value or assets.contracts",
    )
    slide.slot("assets.tiles", Frame(1, 12, TOP, TOP + 1.3))
    slide.slot("assets.contracts_table", Frame(1, 12, TOP + 1.5))
    _receivables(deck, words)
    slide = deck.slide("finding", words("review.learned"), words("review.learned_scope"), "intelligence")
    slide.slot("intelligence.table | top(8)", WHOLE)
    slide.notes(words("review.learned_notes"))
    for items, block, topic in REGISTERS:
        title = words(f"review.titles.{block}")
        slide = deck.slide("finding", title, words("review.register_scope"), topic)
        slide.slot(f"{block} | top({MOST})", WHOLE)
        slide.notes(f"{{% if {items} %}}\n{_reference(words, title, topic)}")
    for items, block in REFERENCES:
        title = words(f"review.titles.{block}")
        slide = deck.slide("finding", title, words(f"review.scopes.{block}"))
        slide.slot(f"{block} | top({MOST})", WHOLE)
        when = f"{{% if {items} %}}\n" if items else ""
        slide.notes(f"{when}{_reference(words, title, 'account')}")


def _reference(words: Words, title: str, topic: str) -> str:
    """The notes of a slide that is for reference."""
    return (
        f"{words('common.say')} {title}{words('review.for_reference')}\n"
        f"{words('common.sources')} {{{{ {topic}.sources }}}}"
    )


def _receivables(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "finance.receivables_headline",
        words("review.receivables_scope"),
        "finance",
        when="finance.receivables",
    )
    slide.slot("finance.ageing_chart", Frame(1, 8))
    slide.say(words("review.overdue"), Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say("{{ finance.overdue }}", Frame(9, 12, TOP + 0.35, TOP + 1.35), 48, ACCENT, strong=True)
    slide.say(
        words("review.overdue_details"),
        Frame(9, 12, TOP + 1.45, TOP + 2.2),
    )

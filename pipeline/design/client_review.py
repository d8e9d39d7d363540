"""The review that we hold with the client, as a slide template: eight slides, a finding each, and no notes.

A slide's notes hold its condition alone; a filled deck for a client has no notes at all.
"""

from __future__ import annotations

from pipeline.design.brand_deck import BrandDeck
from pipeline.design.deck import STRONG, SUBTITLE, Deck, Slide
from pipeline.design.grid import TOP, WHOLE, Frame
from pipeline.design.opened import BrandFile
from pipeline.design.words import Words

FOOTER = "{{ account.name | short(60) }} · {{ account.company | short(40) }} · {{ account.period }}"
UNDER_HEAD = TOP + 0.4  # where a block begins that has a heading of its own
UNDER_TILES = TOP + 1.7
MIDDLE = TOP + 2.2


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the review in the language of the words, on a brand's slides or our own."""
    name = words("client_review.name")
    deck = Deck(name, FOOTER, words) if brand is None else BrandDeck(name, FOOTER, words, brand)
    title = deck.slide("title", "{{ account.name | short(90) }}", words("client_review.cover_details"))
    title.fill(SUBTITLE, words("client_review.cover"))
    _together(deck, words)
    _promises(deck, words)
    _goals(deck, words)
    _measures(deck, words)
    _value(deck, words)
    _next_steps(deck, words)
    _closing(deck, words)
    return deck.finish()


def _finding(deck: Deck, words: Words, name: str, when: str = "") -> Slide:
    """A slide that says a finding, where there is anything to say."""
    slide = deck.slide("finding", f"{{{{ client.{name}headline }}}}", words(f"client_review.{name}scope"))
    if when:
        slide.notes(f"{{% if {when} %}}")
    return slide


def _together(deck: Deck, words: Words) -> None:
    slide = _finding(deck, words, "")
    slide.slot("client.tiles", Frame(1, 12, TOP, TOP + 1.4))
    slide.say(
        words("client_review.objectives"), Frame(1, 6, UNDER_TILES, UNDER_TILES + 0.35), strong=True, colour=STRONG
    )
    slide.say("{{ account.customer_objectives | short(600) }}", Frame(1, 6, UNDER_TILES + 0.4))
    slide.say(words("client.want"), Frame(7, 12, UNDER_TILES, UNDER_TILES + 0.35), strong=True, colour=STRONG)
    slide.say("{{ account.where_we_want_to_be | short(600) }}", Frame(7, 12, UNDER_TILES + 0.4))


def _promises(deck: Deck, words: Words) -> None:
    slide = _finding(
        deck, words, "promises_", "actions.shared_overdue or actions.shared_done or finance.comment_hard"
    )  # fmt: skip
    slide.slot("client.promises | top(9)", Frame(1, 8))
    slide.say(words("client.hard"), Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("client.hard", Frame(9, 12, UNDER_HEAD))


def _goals(deck: Deck, words: Words) -> None:
    slide = _finding(deck, words, "goals_", "goals.open")
    slide.slot("client.goals_table | top(10)", WHOLE)


def _measures(deck: Deck, words: Words) -> None:
    slide = _finding(deck, words, "measures_", "scorecard.measures")
    slide.slot("client.measures_table | top(10)", WHOLE)


def _value(deck: Deck, words: Words) -> None:
    slide = _finding(deck, words, "value_", "value.shared")
    slide.slot("client.value_tiles", Frame(1, 12, TOP, TOP + 1.2))
    slide.slot("client.value_table | top(8)", Frame(1, 12, TOP + 1.45))


def _next_steps(deck: Deck, words: Words) -> None:
    slide = _finding(deck, words, "steps_", "actions.shared_next_90_days")
    slide.slot("client.next_steps | top(12)", WHOLE)


def _closing(deck: Deck, words: Words) -> None:
    slide = _finding(deck, words, "closing_")
    slide.slot("client.asks_table | top(4)", Frame(1, 12, TOP, MIDDLE - 0.15))
    slide.say(words("client.in_touch"), Frame(1, 12, MIDDLE, MIDDLE + 0.35), strong=True, colour=STRONG)
    slide.slot("client.meetings_table | top(5)", Frame(1, 12, MIDDLE + 0.4))

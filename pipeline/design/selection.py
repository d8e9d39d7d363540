"""The selection as a slide template: why these accounts, one slide each that is proposed, the decisions to take."""

from __future__ import annotations

from pipeline.design.brand_deck import BrandDeck
from pipeline.design.deck import STRONG, SUBTITLE, Deck
from pipeline.design.grid import TOP, WHOLE, Frame
from pipeline.design.opened import BrandFile
from pipeline.design.words import Words

FOOTER = "{{ portfolio.company | short(60) }} · {{ portfolio.period }} · {{ portfolio.confidentiality }}"
UNDER_HEAD = TOP + 0.4  # where a block begins that has a heading of its own
EACH = "{% for candidate in selection.proposed_pages %}"


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the selection in the language of the words, on a brand's slides or our own."""
    name = words("selection.name")
    deck = Deck(name, FOOTER, words) if brand is None else BrandDeck(name, FOOTER, words, brand)
    slide = deck.slide("title", words("portfolio.cover_name"), words("selection.cover_details"))
    slide.fill(SUBTITLE, words("selection.cover"))
    slide.notes(words("selection.cover_notes"))
    slide = deck.finding("selection.headline", words("selection.tiers_scope"), "selection")
    slide.slot("selection.tiers_table", WHOLE)
    _method(deck, words)
    slide = deck.finding("selection.ranking_headline", words("selection.ranking_scope"), "selection")
    slide.slot("selection.ranking_table", WHOLE)
    slide = deck.finding(
        "selection.grid_headline", words("selection.grid_scope"), "selection", when="selection.ranking"
    )
    slide.slot("selection.grid", Frame(1, 8))
    slide.slot("selection.fields_table", Frame(9, 12, TOP, TOP + 2.6))
    _votes(deck, words)
    slide = deck.finding(
        "selection.stability_headline", words("selection.stability_scope"), "selection", when="selection.by_stability"
    )
    slide.slot("selection.stability_table | top(14)", WHOLE)
    slide = deck.finding(
        "selection.movers_headline",
        words("selection.movers_scope"),
        "selection",
        when="selection.movers or selection.newcomers or selection.gone",
    )
    slide.slot("selection.movers_table | top(12)", Frame(1, 8))
    slide.say(words("selection.came_and_went"), Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("selection.newcomers_list", Frame(9, 12, UNDER_HEAD))
    _proposed(deck, words)
    _decisions(deck, words)
    return deck.finish()


def _method(deck: Deck, words: Words) -> None:
    slide = deck.finding("selection.method_headline", words("selection.method_scope"), "selection")
    slide.slot("selection.criteria_table", Frame(1, 8))
    slide.say(words("selection.method"), Frame(9, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.slot("selection.method_points", Frame(9, 12, UNDER_HEAD))


def _votes(deck: Deck, words: Words) -> None:
    """Where departments disagree, and what is missing."""
    slide = deck.finding(
        "selection.apart_headline", words("selection.apart_scope"), "selection", when="selection.scores"
    )
    slide.slot("selection.disagreements_table | top(14)", Frame(1, 8))
    slide.slot("selection.departments_table | top(10)", Frame(9, 12))
    slide = deck.finding(
        "selection.missing_headline", words("selection.missing_scope"), "selection", when="selection.raters"
    )
    slide.slot("selection.raters_table | top(10)", Frame(1, 6))
    slide.slot("selection.missing_table | top(12)", Frame(7, 12))


def _proposed(deck: Deck, words: Words) -> None:
    """Those that are proposed: all on one slide, then a slide each."""
    slide = deck.finding("selection.proposed_headline", words("selection.proposed_scope"), "selection")
    slide.slot("selection.proposed_table | top(14)", WHOLE)
    slide = deck.slide("finding", words("selection.candidate"), words("selection.candidate_scope"), "selection")
    slide.slot("selection.scores_table | of(candidate) | top(12)", Frame(1, 7, TOP, 5.35))
    slide.slot("selection.candidate_points | of(candidate)", Frame(1, 7, 5.5))
    slide.say(words("selection.why"), Frame(8, 12, TOP, TOP + 0.35), strong=True, colour=STRONG)
    slide.say(words("selection.rationale"), Frame(8, 12, UNDER_HEAD, TOP + 1.45))
    slide.slot("selection.evidence_table | of(candidate) | top(8)", Frame(8, 12, TOP + 1.6))
    said, sources = words("selection.candidate_notes"), "{{ selection.sources }}"
    slide.notes(f"{EACH}\n{words('common.say')} {said}\n{words('common.sources')} {sources}")


def _decisions(deck: Deck, words: Words) -> None:
    slide = deck.finding("selection.decide_headline", words("selection.decide_scope"), "selection")
    slide.slot("selection.to_decide_table | top(12)", WHOLE)
    slide = deck.finding(
        "selection.taken_headline", words("selection.taken_scope"), "selection", when="selection.decisions"
    )
    slide.slot("selection.decisions_table | top(12)", WHOLE)

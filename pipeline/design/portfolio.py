"""The portfolio as a slide template: at most fifteen slides, a finding each, however many accounts there are."""

from __future__ import annotations

from pipeline.design.brand_deck import BrandDeck
from pipeline.design.deck import SUBTITLE, Deck
from pipeline.design.grid import TOP, WHOLE, Frame
from pipeline.design.opened import BrandFile
from pipeline.design.words import Words

FOOTER = "{{ portfolio.company | short(60) }} · {{ portfolio.period }} · {{ portfolio.confidentiality }}"


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the portfolio in the language of the words, on a brand's slides or our own."""
    name = words("portfolio.name")
    deck = Deck(name, FOOTER, words) if brand is None else BrandDeck(name, FOOTER, words, brand)
    slide = deck.slide("title", words("portfolio.cover_name"), words("portfolio.cover_details"))
    slide.fill(SUBTITLE, words("portfolio.cover"))
    slide.notes(words("portfolio.cover_notes"))
    slide = deck.finding("portfolio.headline", words("portfolio.headline_scope"), "portfolio")
    slide.slot("portfolio.tiles", Frame(1, 12, TOP, TOP + 1.4))
    slide = deck.finding("portfolio.accounts_headline", words("portfolio.accounts_scope"), "portfolio")
    slide.slot("portfolio.accounts_table | top(12)", WHOLE)
    return deck.finish()

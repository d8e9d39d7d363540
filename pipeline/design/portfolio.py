"""The portfolio as a slide template: at most fifteen slides, a finding each, however many accounts there are."""

from __future__ import annotations

from pipeline.design.brand_deck import BrandDeck
from pipeline.design.deck import STRONG, SUBTITLE, Deck, Slide
from pipeline.design.grid import TOP, WHOLE, Frame
from pipeline.design.opened import BrandFile
from pipeline.design.words import Words

FOOTER = "{{ portfolio.company | short(60) }} · {{ portfolio.period }} · {{ portfolio.confidentiality }}"
UNDER_HEAD = TOP + 0.4  # where a block begins that has a heading of its own
FEW = 5  # account managers that the staff meeting's slide has room for; more stand beside the owners of what is overdue
MANY = f"(portfolio.managers | length > {FEW})"
HALF = 4.6  # where the lower half of a slide begins

# The slides of a chart or grid beside a table: name, when it stays, the chart, its last column, the table.
BESIDE = (
    ("target", "portfolio.target_steps", "target_chart", 6, "variance_table | top(8)"),
    ("concentration", "portfolio.concentration", "concentration_chart", 7, "concentration_table"),
    ("assets", "portfolio.asset_value", "assets_chart", 6, "at_risk_table | top(8)"),
    ("contracts", "portfolio.contract_dates", "contracts_chart", 7, "contract_dates_table | top(12)"),
    ("overdue", f"portfolio.overdue_items and not {MANY}", "owners_chart", 5, "overdue_table | top(8)"),
    ("overdue", f"portfolio.overdue_items and {MANY}", "owners_chart", 4, "managers_table | top(16)"),
    ("receivables", "portfolio.receivables", "receivables_chart", 6, "receivables_table | top(8)"),
)  # fmt: skip


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the portfolio in the language of the words, on a brand's slides or our own."""
    name = words("portfolio.name")
    deck = Deck(name, FOOTER, words) if brand is None else BrandDeck(name, FOOTER, words, brand)
    _title(deck, words)
    _headline(deck, words)
    _meeting(deck, words)
    _accounts(deck, words)
    _asks(deck, words)
    _health(deck, words)
    for slide, when, left, last, right in BESIDE[:4]:
        _beside(deck, words, slide, when, left, last, right)
    _threads(deck, words)
    for slide, when, left, last, right in BESIDE[4:]:
        _beside(deck, words, slide, when, left, last, right)
    _programme(deck, words)
    _check(deck, words)
    return deck.finish()


def _title(deck: Deck, words: Words) -> None:
    slide = deck.slide("title", words("portfolio.cover_name"), words("portfolio.cover_details"))
    slide.fill(SUBTITLE, words("portfolio.cover"))
    slide.notes(words("portfolio.cover_notes"))


def _headline(deck: Deck, words: Words) -> None:
    slide = deck.finding(
        "portfolio.headline", words("portfolio.headline_scope"), "portfolio", "{{ portfolio.built_line }}"
    )
    slide.slot("portfolio.tiles", Frame(1, 12, TOP, TOP + 1.25))
    slide.slot("portfolio.totals_table | top(10)", Frame(1, 7, TOP + 1.45))
    slide.slot("portfolio.health_chart", Frame(8, 12, TOP + 1.45, 5.65))
    slide.say("{{ portfolio.built_line }}", Frame(8, 12, 5.75))


def _meeting(deck: Deck, words: Words) -> None:
    slide = deck.finding("portfolio.meeting_headline", words("portfolio.meeting_scope"), "portfolio")
    lists = (("priorities", 1, 3), ("week", 4, 6), ("slipped", 7, 9), ("notices", 10, 12))
    for name, first, last in lists:
        _head(slide, words(f"portfolio.{name}"), Frame(first, last, TOP, TOP + 0.35))
        slide.slot(f"portfolio.{name}_list | top(3)", Frame(first, last, UNDER_HEAD, HALF))
    slide.slot(f"portfolio.managers_table | top({FEW})", Frame(1, 12, HALF + 0.15))


def _accounts(deck: Deck, words: Words) -> None:
    slide = deck.finding("portfolio.accounts_headline", words("portfolio.accounts_scope"), "portfolio")
    slide.slot("portfolio.accounts_table | top(12)", WHOLE)


def _asks(deck: Deck, words: Words) -> None:
    when = "portfolio.asks_open or portfolio.asks_decided"
    slide = deck.finding("portfolio.asks_headline", words("portfolio.asks_scope"), "portfolio", when=when)
    slide.slot("portfolio.asks_table | top(5)", Frame(1, 12, TOP, HALF))
    _head(slide, words("portfolio.decided"), Frame(1, 12, HALF + 0.1, HALF + 0.4))
    slide.slot("portfolio.decided_table | top(5)", Frame(1, 12, HALF + 0.45))


def _health(deck: Deck, words: Words) -> None:
    when = "portfolio.healthy_share"
    slide = deck.finding("portfolio.health_headline", words("portfolio.health_scope"), "portfolio", when=when)
    slide.slot("portfolio.health_grid", WHOLE)


def _beside(deck: Deck, words: Words, name: str, when: str, left: str, last: int, right: str) -> None:
    """A slide with a chart on the left, and what stands behind it on the right."""
    slide = deck.finding(f"portfolio.{name}_headline", words(f"portfolio.{name}_scope"), "portfolio", when=when)
    slide.slot(f"portfolio.{left}", Frame(1, last))
    slide.slot(f"portfolio.{right}", Frame(last + 1, 12))


def _threads(deck: Deck, words: Words) -> None:
    """What hangs on one person, and which contacts are overdue."""
    when = "portfolio.single_threads or portfolio.contacts_overdue"
    slide = deck.finding("portfolio.threads_headline", words("portfolio.threads_scope"), "portfolio", when=when)
    _head(slide, words("portfolio.threads"), Frame(1, 7, TOP, TOP + 0.35))
    slide.slot("portfolio.threads_table | top(10)", Frame(1, 7, UNDER_HEAD))
    _head(slide, words("portfolio.contacts"), Frame(8, 12, TOP, TOP + 0.35))
    slide.slot("portfolio.contacts_table | top(8)", Frame(8, 12, UNDER_HEAD))


def _programme(deck: Deck, words: Words) -> None:
    when = "programme.practices or programme.self_checks"
    slide = deck.finding("programme.headline", words("portfolio.programme_scope"), "programme", when=when)
    slide.slot("programme.grid", Frame(1, 7))
    slide.say("{{ programme.checks_line }}", Frame(8, 12, TOP, TOP + 0.55), strong=True, colour=STRONG)
    slide.slot("programme.self_checks_table | top(8)", Frame(8, 12, TOP + 0.65))


def _check(deck: Deck, words: Words) -> None:
    slide = deck.finding("portfolio.check_headline", words("portfolio.check_scope"), "portfolio")
    slide.slot("portfolio.check_table | top(13)", Frame(1, 8))
    slide.slot("portfolio.not_built_table | top(8)", Frame(9, 12))


def _head(slide: Slide, words: str, frame: Frame) -> None:
    """A heading above a block."""
    slide.say(words, frame, strong=True, colour=STRONG)

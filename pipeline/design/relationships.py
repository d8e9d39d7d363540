"""The relationship plans as a Word template: who is covered and who has no plan, then a page for each key executive."""

from __future__ import annotations

from pipeline.design.opened import BrandFile
from pipeline.design.page import Page, begin
from pipeline.design.words import Words

QUESTIONS = ("been", "want", "they_expect", "we_expect", "what_it_takes", "how_often")  # what a plan settles
KNOWN = ("priorities", "personal_win", "concerns", "how_to_work", "competitor_tie")  # what we know of an executive
EACH = "person"  # the name of an executive's line in the tags of its page


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the relationship plans in the language of the words, on a brand's document or our own."""
    page = begin(
        words("relationships.name"),
        (words("plan.header"), "{{ account.confidentiality }}"),
        words("plan.footer"),
        words,
        brand,
    )
    _opening(page, words)
    page.text(f"{{%p for {EACH} in people.executives %}}")
    _executive(page, words)
    page.text("{%p endfor %}")
    return page.finish()


def _opening(page: Page, words: Words) -> None:
    page.title(words("relationships.title"))
    page.heading(1, "{{ people.headline }}", space=2)
    page.text("{{ people.plans_line }}.")
    page.heading(2, words("relationships.executives"))
    page.slot("people.executives_table | height(0.8)")
    page.heading(2, words("relationships.gaps"))
    page.slot("people.gaps_list")
    page.heading(2, words("relationships.coverage"))
    page.slot("people.coverage_table | height(0.8)")
    page.note("{{ people.effort_line }}")


def _executive(page: Page, words: Words) -> None:
    """The page of one executive; one without a plan has what is known, and what is to be asked."""
    page.heading(1, words("relationships.person"), new_page=True)
    page.text(words("relationships.standing"))
    page.text('{%p if person.state == "no plan" %}')
    page.text(words("relationships.no_plan"))
    page.table(
        words("relationships.to_settle_alt"),
        (words("relationships.to_settle"), words("relationships.as_settled")),
        [(words(f"relationships.{question}"), "") for question in QUESTIONS],
        (5, 12),
        last_height=1.6,
        high=len(QUESTIONS),
    )
    page.text("{%p else %}")
    page.text(words("relationships.planned"))
    for pair in (("been", "want"), ("they_expect", "we_expect")):
        ((left, right),) = page.columns()
        for side, name in zip((left, right), pair, strict=True):
            side.heading(2, words(f"relationships.{name}"))
            side.text(f"{{{{ person.{name} | short(600) }}}}")
    page.heading(2, words("relationships.what_it_takes"))
    page.text(words("relationships.resources"))
    page.text("{%p if person.get_together %}")
    page.text(words("relationships.get_together"))
    page.text("{%p endif %}")
    page.text("{%p endif %}")
    page.text(f"{{%p if {' or '.join(f'person.{name}' for name in KNOWN)} %}}")
    page.heading(2, words("relationships.known"))
    for name in KNOWN:
        page.text(f"{{%p if person.{name} %}}")
        page.text(words(f"relationships.{name}"))
        page.text("{%p endif %}")
    page.text("{%p endif %}")
    _actions(page, words)
    _contacts(page, words)


def _actions(page: Page, words: Words) -> None:
    page.heading(2, words("relationships.actions"))
    page.loop(
        words("relationships.actions_alt"),
        "action",
        "person.actions",
        (
            (words("relationships.activity"), "{{ action.activity | short(110) }}", 6.0),
            (words("plan.owner_ours"), "{{ action.owner }}", 3.0),
            (words("plan.owner_theirs"), "{{ action.customer_owner }}", 3.0),
            (words("plan.due"), words("relationships.due"), 3.1),
            (words("relationships.status"), "{{ action.status }}", 1.9),
        ),
        words("relationships.no_action"),
    )


def _contacts(page: Page, words: Words) -> None:
    page.heading(2, words("relationships.contacts"))
    page.text(words("relationships.rhythm"))
    page.loop(
        words("relationships.contacts_alt"),
        "contact",
        "person.recent",
        (
            (words("relationships.day"), "{{ contact.day }}", 2.3),
            (words("relationships.kind"), "{{ contact.kind }}", 1.9),
            (words("relationships.ours"), "{{ contact.ours }}", 3.4),
            (words("relationships.topic"), "{{ contact.topic | short(80) }}", 4.4),
            (words("relationships.outcome"), "{{ contact.outcome | short(90) }}", 5.0),
        ),
        words("relationships.no_contact"),
    )
    page.text("{%p if person.earlier %}")
    page.note(words("relationships.earlier"))
    page.text("{%p endif %}")
    page.heading(2, words("relationships.told"))
    page.loop(
        words("relationships.told_alt"),
        "told",
        "person.told",
        (
            (words("relationships.day"), "{{ told.day }}", 2.3),
            (words("relationships.kind"), "{{ told.kind }}", 1.9),
            (words("relationships.said"), "{{ told.said | short(240) }}", 12.8),
        ),
        words("relationships.nothing_told"),
    )

"""The brief as a Word template: one page for those who deliver, on what counts and what each department does next."""

from __future__ import annotations

from pipeline.design.opened import BrandFile
from pipeline.design.page import Page, begin
from pipeline.design.words import Words

# So many open actions leave room on the page for nothing else.
CROWDED = "actions.open and actions.open | length > 12"


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the brief in the language of the words, on a brand's document or our own."""
    page = begin(
        words("brief.name"),
        (words("plan.header"), "{{ account.confidentiality }}"),
        words("plan.footer"),
        words,
        brand,
    )
    page.title(words("brief.title"))
    page.heading(1, "{{ actions.headline }}", space=2)
    ((left, right),) = page.columns()
    left.heading(2, words("plan.customer_objectives"))
    _as_room(left, "account.customer_objectives", 260, 420)
    right.heading(2, words("brief.they_gain"))
    _as_room(right, "account.what_they_gain", 200, 400)
    page.heading(2, words("brief.priorities"))
    page.loop(
        words("brief.priorities_alt"),
        "goal",
        "goals.top",
        (
            (words("plan.objective"), "{{ goal.goal | short(110) }}", 7.4),
            (words("plan.now_target"), "{{ goal.current }} → {{ goal.target }} {{ goal.unit }}", 4.0),
            (words("plan.owner_ours"), "{{ goal.owner }}", 3.3),
            (words("plan.due"), "{{ goal.target_date }}", 2.3),
        ),
        words("plan.no_objective"),
    )
    page.heading(2, words("brief.departments"))
    page.slot("actions.departments_table | top(7) | height(2.4)")
    page.text(f"{{%p if risks.open_threats and not ({CROWDED}) %}}")
    page.heading(2, words("brief.in_the_way"))
    page.slot("risks.top_table | top(3) | height(1.2)")
    page.text("{%p endif %}")
    page.note(words("brief.contact"))
    return page.finish()


def _as_room(page: Page, tag: str, crowded: int, roomy: int) -> None:
    """A long text with at most so many letters on a crowded page, and on one with room."""
    page.text(f"{{%p if {CROWDED} %}}")
    page.text(f"{{{{ {tag} | short({crowded}) }}}}")
    page.text("{%p else %}")
    page.text(f"{{{{ {tag} | short({roomy}) }}}}")
    page.text("{%p endif %}")

"""The brief as a Word template: one page for those who deliver, on what counts and what each department does next."""

from __future__ import annotations

from pipeline.design.opened import BrandFile
from pipeline.design.page import begin
from pipeline.design.words import Words


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
    left.text("{{ account.customer_objectives | short(260) }}")
    right.heading(2, words("brief.they_gain"))
    right.text("{{ account.what_they_gain | short(200) }}")
    page.heading(2, words("brief.priorities"))
    page.loop(
        words("brief.priorities_alt"),
        "goal",
        "goals.top",
        (
            (words("plan.objective"), "{{ goal.goal | short(90) }}", 7.4),
            (words("plan.now_target"), "{{ goal.current }} → {{ goal.target }} {{ goal.unit }}", 4.0),
            (words("plan.owner_ours"), "{{ goal.owner }}", 3.3),
            (words("plan.due"), "{{ goal.target_date }}", 2.3),
        ),
        words("plan.no_objective"),
    )
    page.heading(2, words("brief.departments"))
    page.slot("actions.departments_table | top(7) | height(2.4)")
    page.note(words("brief.contact"))
    return page.finish()

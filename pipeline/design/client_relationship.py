"""The plan made with one executive of the client, as a Word template of a page: to work on together, and to sign."""

from __future__ import annotations

from pipeline.design.client_plan import sign_off
from pipeline.design.opened import BrandFile
from pipeline.design.page import begin
from pipeline.design.words import Words

NOTED = 5  # rows for what is agreed in the talk
MOST = 600  # letters of a text: four of them, a table and the signatures stand on one page


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the page in the language of the words, on a brand's document or our own."""
    header = ("{{ account.company }} · {{ account.period }}", words("client_relationship.header"))
    page = begin(words("client_relationship.name"), header, words("client.footer"), words, brand)
    page.text("{%p for plan in people.agreed_plans %}")
    page.title(words("client_relationship.title"))
    page.note("{{ plan.title }}{% if plan.unit %}, {{ plan.unit }}{% endif %} · {{ account.name }}")
    page.heading(1, words("client_relationship.headline"), space=6)
    for left_name, left_tag, right_name, right_tag in (
        ("been", "been", "want", "want"),
        ("you_expect", "they_expect", "we_expect", "we_expect"),
    ):
        ((left, right),) = page.columns()
        for column, name, tag in ((left, left_name, left_tag), (right, right_name, right_tag)):
            column.heading(2, words(f"client.{name}"))
            column.text(f"{{{{ plan.{tag} | short({MOST}) }}}}")
    page.heading(2, words("client_relationship.next"))
    page.table(
        words("client_relationship.next_alt"),
        tuple(words(f"client_relationship.{name}") for name in ("agreed_on", "last_reviewed", "review_due", "owner")),
        (("{{ plan.agreed_on }}", "{{ plan.last_reviewed }}", "{{ plan.review_due }}", "{{ plan.owner }}"),),
        (4, 4, 4, 5),
    )
    page.text("{%p if plan.get_together %}")
    page.heading(2, words("client_relationship.get_together"))
    page.text("{{ plan.get_together | short(300) }}")
    page.text("{%p endif %}")
    page.heading(2, words("client_relationship.today"))
    page.table(
        words("client_relationship.today_alt"),
        tuple(words(f"client_relationship.{name}") for name in ("what", "who", "by_when")),
        [("", "", "")] * NOTED,
        (10, 4, 3),
        last_height=0.9,
        high=NOTED,
        whole=True,
    )
    page.heading(2, words("client.agreed"))
    sign_off(
        page,
        words,
        (("{{ account.name | short(50) }}", "{{ plan.name }}"), ("{{ account.company }}", "{{ plan.owner }}")),
    )
    page.text("{%p endfor %}")
    return page.finish()

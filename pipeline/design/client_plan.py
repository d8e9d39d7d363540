"""The plan that a client works on with us, as a Word template: what we want, what we do, what came of it, who meets.

What there is nothing to say of is left out, so that a short plan is a page that says something.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.design.opened import BrandFile
from pipeline.design.page import Page, begin
from pipeline.design.words import Words

HEADER = ("{{ account.name | short(50) }} · {{ account.period }}", "client.header")
TWO, THREE = "height(0.8)", "height(1.35)"  # rows of the tables, in cm
SIGNATURE_HEIGHT = 0.85  # cm: room for a signature by hand
PARTIES = (
    ("{{ account.name | short(50) }}", "{{ account.sponsor_customer }}"),
    ("{{ account.company }}", "{{ account.sponsor_ours }}"),
)


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the plan in the language of the words, on a brand's document or our own."""
    page = begin(
        words("client_plan.name"), (HEADER[0], words(HEADER[1])), words("client.footer"), words, brand
    )  # fmt: skip
    page.title(words("client_plan.title"))
    _together(page, words)
    _doing(page, words)
    _gained(page, words)
    _meeting(page, words)
    return page.finish()


@contextmanager
def _where(page: Page, condition: str) -> Iterator[None]:
    """What is written inside stands where the condition holds."""
    page.text(f"{{%p if {condition} %}}")
    yield
    page.text("{%p endif %}")


def _together(page: Page, words: Words) -> None:
    page.heading(1, "{{ client.headline }}", space=2)
    page.slot("client.tiles")
    with _where(page, "account.customer_objectives"):
        page.heading(2, words("client_plan.objectives"))
        page.text("{{ account.customer_objectives | short(500) }}")
    with _where(page, "account.where_we_have_been or account.where_we_want_to_be"):
        ((left, right),) = page.columns()
        left.heading(2, words("client.been"))
        left.text("{{ account.where_we_have_been | short(600) }}")
        right.heading(2, words("client.want"))
        right.text("{{ account.where_we_want_to_be | short(600) }}")
    with _where(page, "goals.open"):
        page.heading(2, "{{ client.goals_headline }}")
        page.slot(f"client.goals_table | top(8) | {THREE}")
    with _where(page, "scorecard.measures"):
        page.heading(2, "{{ client.measures_headline }}")
        page.slot(f"client.measures_table | top(6) | {TWO}")


def _doing(page: Page, words: Words) -> None:
    with _where(page, "actions.shared_open or actions.shared_done"):
        page.heading(1, words("client_plan.doing"))
        with _where(page, "actions.shared_open"):
            page.heading(2, "{{ client.actions_headline }}")
            page.slot(f"client.actions_table | top(8) | {TWO}")
        with _where(page, "actions.shared_overdue or actions.shared_done"):
            page.heading(2, "{{ client.promises_headline }}")
            page.slot(f"client.promises | top(5) | {TWO}")
    with _where(page, "asks.open"):
        page.heading(2, "{{ client.asks_headline }}")
        page.slot(f"client.asks_table | top(5) | {TWO}")


def _gained(page: Page, words: Words) -> None:
    with _where(page, "value.shared or value.strategies or finance.comment_hard"):
        page.heading(1, words("client_plan.gained"))
        with _where(page, "value.shared"):
            page.heading(2, "{{ client.value_headline }}")
            page.slot(f"client.value_table | top(5) | {TWO}")
        with _where(page, "value.strategies"):
            page.heading(2, words("client_plan.needs"))
            page.slot(f"client.needs_table | top(3) | {TWO}")
        with _where(page, "finance.comment_hard"):
            page.heading(2, words("client.hard"))
            page.slot("client.hard")


def _meeting(page: Page, words: Words) -> None:
    page.heading(1, "{{ client.next_review }}")
    with _where(page, "account.team"):
        page.slot(f"client.team_table | top(5) | {TWO}")
    with _where(page, "account.communication"):
        page.heading(2, words("client.in_touch"))
        page.slot(f"client.meetings_table | top(4) | {TWO}")
    page.heading(2, words("client.agreed"))
    sign_off(page, words, PARTIES)


def sign_off(page: Page, words: Words, parties: tuple[tuple[str, str], ...]) -> None:
    """A table in which both sides sign: whose side it is, who signs, the signature with its day."""
    page.table(
        words("client.sign_off_alt"),
        (words("client.side"), *(side for side, _ in parties)),
        ((words("client.signatory"), *(name for _, name in parties)), (words("client.signature"), "", "")),
        (3, 7, 7),
        last_height=SIGNATURE_HEIGHT,
        whole=True,
    )

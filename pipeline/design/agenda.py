"""The agenda of a joint planning workshop as a Word template: the facilitator's steps, and what is still open."""

from __future__ import annotations

from pipeline.design.opened import BrandFile
from pipeline.design.page import Page, begin
from pipeline.design.words import Words

STEPS = ("welcome", "past", "objectives", "goals", "expectations", "questions", "next_steps")
AGREED = 6  # rows to write in what was agreed
BY_HAND = 0.9  # cm: room for a line by hand


def draw(words: Words, brand: BrandFile | None = None) -> bytes:
    """Draw the agenda in the language of the words, on a brand's document or our own."""
    page = begin(
        words("agenda.name"),
        (words("plan.header"), "{{ account.confidentiality }}"),
        words("plan.footer"),
        words,
        brand,
    )
    page.title(words("agenda.title"))
    page.text(words("agenda.aim"))
    page.heading(1, words("agenda.direction"))
    ((left, right),) = page.columns()
    left.heading(2, words("plan.customer_objectives"))
    left.text("{{ account.customer_objectives | short(300) }}")
    right.heading(2, words("agenda.both_want"))
    right.text("{{ account.where_we_want_to_be | short(300) }}")
    page.heading(1, words("agenda.steps"))
    page.table(
        words("agenda.steps_alt"),
        (words("agenda.minutes"), words("agenda.step"), words("agenda.outcome"), words("agenda.leads")),
        [tuple(words(f"agenda.{step}_{part}") for part in ("minutes", "step", "outcome", "leads")) for step in STEPS],
        (1.8, 5.2, 6.6, 3.4),
    )
    _to_agree(page, words)
    _of_both_sides(page, words)
    _open(page, words)
    page.heading(1, words("agenda.agreed"))
    blank = ("",) * 4
    page.table(
        words("agenda.agreed_alt"),
        (words("agenda.what"), words("plan.owner_ours"), words("plan.owner_theirs"), words("plan.due")),
        [blank] * AGREED,
        (8.2, 3.3, 3.3, 2.2),
        last_height=BY_HAND,
        high=AGREED,
        whole=True,
    )
    return page.finish()


def _to_agree(page: Page, words: Words) -> None:
    """Goals and measures that the customer has not agreed to."""
    page.heading(1, words("agenda.to_agree"))
    page.heading(2, words("agenda.goals"))
    page.loop(
        words("agenda.goals_alt"),
        "goal",
        "goals.not_agreed",
        (
            (words("agenda.goal"), "{{ goal.goal | short(140) }}", 6.2),
            (words("agenda.from_to"), "{{ goal.baseline }} → {{ goal.target }} {{ goal.unit }}", 3.6),
            (words("plan.owner_ours"), "{{ goal.owner }}", 2.6),
            (words("plan.owner_theirs"), "{{ goal.customer_owner }}", 2.6),
            (words("plan.due"), "{{ goal.target_date }}", 2.0),
        ),
        words("agenda.no_goal"),
    )
    page.heading(2, words("agenda.measures"))
    page.loop(
        words("agenda.measures_alt"),
        "measure",
        "scorecard.not_agreed",
        (
            (words("agenda.measure"), "{{ measure.measure }}", 4.2),
            (words("agenda.definition"), "{{ measure.definition | short(140) }}", 6.2),
            (words("agenda.target"), "{{ measure.target }} {{ measure.unit }}", 2.4),
            (words("agenda.agreed_by"), words("agenda.agreed_by_both"), 4.2),
        ),
        words("agenda.no_measure"),
    )
    page.heading(2, words("agenda.value"))
    page.loop(
        words("agenda.value_alt"),
        "entry",
        "value.stale",
        (
            (words("agenda.initiative"), "{{ entry.initiative | short(140) }}", 11.0),
            (words("agenda.amount"), "{{ entry.amount }}", 3.0),
            (words("agenda.claimed_on"), "{{ entry.day }}", 3.0),
        ),
        words("agenda.no_value"),
    )


def _of_both_sides(page: Page, words: Words) -> None:
    """What each side expects and asks of the other."""
    page.heading(1, words("agenda.both_sides"))
    page.heading(2, words("agenda.expectations"))
    page.loop(
        words("agenda.expectations_alt"),
        "person",
        "people.plans",
        (
            (words("agenda.executive"), '{{ person["name"] }}', 3.4),
            (words("agenda.they_expect"), "{{ person.they_expect | short(180) }}", 6.8),
            (words("agenda.we_expect"), "{{ person.we_expect | short(180) }}", 6.8),
        ),
        words("agenda.no_expectation"),
    )
    page.heading(2, words("agenda.asks"))
    page.loop(
        words("agenda.asks_alt"),
        "ask",
        'asks.open if ask.directed_at == "client"',
        (
            (words("agenda.ask"), "{{ ask.ask | short(140) }}", 7.0),
            (words("agenda.why"), "{{ ask.why | short(120) }}", 5.2),
            (words("agenda.of_whom"), "{{ ask.of_whom | short(60) }}", 2.8),
            (words("plan.due"), "{{ ask.by }}", 2.0),
        ),
        words("agenda.no_ask"),
    )
    page.heading(2, words("agenda.inside"))
    page.loop(
        words("agenda.inside_alt"),
        "ask",
        'asks.open if ask.directed_at != "client"',
        (
            (words("agenda.ask"), "{{ ask.ask | short(140) }}", 7.0),
            (words("agenda.why"), "{{ ask.why | short(120) }}", 5.2),
            (words("agenda.of_whom"), "{{ ask.of_whom | short(60) }}", 2.8),
            (words("plan.due"), "{{ ask.by }}", 2.0),
        ),
        words("agenda.no_ask_inside"),
    )


def _open(page: Page, words: Words) -> None:
    """Promises past their day, what the customer said that nobody followed up, and what we don't know."""
    page.heading(1, words("agenda.questions"))
    page.heading(2, words("agenda.promises"))
    page.loop(
        words("agenda.promises_alt"),
        "action",
        "actions.overdue",
        (
            (words("agenda.promise"), "{{ action.activity | short(140) }}", 7.8),
            (words("plan.owner_ours"), "{{ action.owner }}", 3.4),
            (words("plan.owner_theirs"), "{{ action.customer_owner }}", 3.4),
            (words("plan.due"), "{{ action.due }}", 2.4),
        ),
        words("agenda.no_promise"),
    )
    page.heading(2, words("agenda.said"))
    page.text("{{ feedback.follow_up_line }}.")
    page.loop(
        words("agenda.said_alt"),
        "one",
        "feedback.unanswered",
        (
            (words("agenda.day"), "{{ one.day }}", 2.4),
            (words("agenda.who"), "{{ one.who }}", 3.4),
            (words("agenda.what_said"), "{{ one.said | short(200) }}", 11.2),
        ),
        words("agenda.nothing_said"),
    )
    page.heading(2, words("agenda.unknown"))
    page.slot("account.gaps_table | top(12) | height(0.8)")

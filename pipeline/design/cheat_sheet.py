"""The cheat sheet of tags as a Word file: by topic each tag ready to copy, what it means, and an example."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.design.page import begin
from pipeline.design.words import read_words
from pipeline.tag_list import ToldTag

TITLE = "Tags to copy"
INTRODUCTION = (
    "Copy a tag into a template in Word or PowerPoint; it takes the format of the text it stands in. "
    "Values print themselves; sentences are findings in words; a block is drawn where its tag stands alone; "
    "a list is walked.",
    "The examples are those of an example account; `planpack tags ID` prints what they say of yours. The last topics, "
    "from selection on, are for the portfolio's decks alone; `planpack tags portfolio` prints what they say of yours.",
)
# How tags are written: what is typed, and what comes of it.
WAYS = (
    ("{{ finance.revenue }}", "a value, in the format of its kind and your locale"),
    ("{{ finance.revenue | full }}", "money in full; also money, percent(1), whole, decimals(2), day, month, short(9)"),
    ("{%tr for goal in goals.open %}", "a table row of its own: the next row repeats for each goal"),
    ("{{ goal.goal }} · {{ goal.owner }} · {{ goal.target_date }}", "in the repeated row: what the goal says"),
    ("{%tr else %}", "a table row of its own: the next row stands where there is none"),
    ("{%tr endfor %}", "a table row of its own: the end"),
    ("{%p for risk in risks.top %} … {%p endfor %}", "paragraphs that repeat, each mark in a paragraph of its own"),
    ("{% if growth.opportunities %} … {% endif %}", "what stands between, where there is something to say"),
    ("{% for person in people.executives %}", "at the beginning of a slide's notes: the slide repeats for each"),
    ("{{ goals.table | top(8) }}", "a block alone: at most eight rows; without top it goes on on copies of the slide"),
)  # fmt: skip
WIDTHS = (7.0, 6.2, 3.8)  # cm


def draw(tags: Sequence[ToldTag]) -> bytes:
    """Draw `tags.docx`."""
    page = begin(TITLE, (TITLE, ""), "planpack", read_words("en"))
    page.title(TITLE)
    for words in INTRODUCTION:
        page.text(words)
    page.heading(1, "How tags are written")
    page.table("How tags are written", ("You write", "You get"), WAYS, (8.5, 8.5))
    for topic, listed in groupby(tags, lambda tag: tag.name.partition(".")[0]):
        page.heading(1, topic.capitalize())
        rows = [(tag.written, tag.meaning, f"{tag.kind}: {tag.example}") for tag in listed]
        page.table(f"The tags of {topic}", ("Tag", "Meaning", "Example"), rows, WIDTHS)
    return page.finish()

"""docs/tags.md: every tag of a template by topic, with its kind, meaning and example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pipeline.flows.templates import example_tags, example_tags_of_portfolio
from pipeline.tag_list import ToldTag
from tests.docs.markdown import WRITTEN, anchor, joined, plain, table

OPENING = """
What a template can say, by topic; [the guide to templates](templates.md) shows how tags are written, and
`templates/tags.docx` has them all ready to copy. Examples are those of the example account Calder Water; `planpack
tags ID` prints what they say of another. How figures are worked out stands in [figures.md](figures.md).

- A **value** prints itself. A **sentence** is a finding in the words of `templates/wording.en.j2`. A **list** is
  walked: `{%tr for line in goals.open %}`, and its lines know the words named behind it. A **block** is drawn where
  its tag stands alone.
- **Client**: whether a template for the client (`client-plan.docx` and the like) may use it; one that uses any other
  is refused. Blocks and sentences of the topic [client](#client) are in the words of `templates/wording.client.en.j2`
  and stand in such documents alone.
- Templates of an account's documents use the tags of the first table, those of the portfolio's (`portfolio.pptx`,
  `selection.pptx`) those of the second.
"""
OF_PORTFOLIO = """
Examples are what the five example accounts and the portfolio's workbooks say; `planpack tags portfolio` prints what
they say of yours. A **block of a line** is drawn for one line of a list that a slide repeats for.
"""


def page() -> str:
    """The page."""
    return joined(_parts())


def _parts() -> Iterator[str]:
    yield WRITTEN
    yield "# The tags of templates"
    yield OPENING.strip()
    account, portfolio = (_by_topic(tags) for tags in (example_tags(), example_tags_of_portfolio()))
    for heading, topics in (("Of an account's documents", account), ("Of the portfolio's documents", portfolio)):
        rows = ((f"[{topic}](#{anchor(topic)})", str(len(tags))) for topic, tags in topics.items())
        yield f"**{heading}**\n\n{table(('topic', 'tags'), rows)}"
    yield from _topics(account)
    yield "# The tags of the portfolio's templates"
    yield OF_PORTFOLIO.strip()
    yield from _topics(portfolio)


def _by_topic(tags: Iterable[ToldTag]) -> dict[str, list[ToldTag]]:
    return {topic: list(listed) for topic, listed in groupby(tags, lambda one: one.name.partition(".")[0])}


def _topics(by_topic: Mapping[str, list[ToldTag]]) -> Iterator[str]:
    for topic, tags in by_topic.items():
        yield f"## {topic}"
        yield table(("tag", "kind", "what it says", "client", "example"), map(_row, tags))


def _row(one: ToldTag) -> tuple[str, ...]:
    meaning = plain(one.meaning)
    if one.kind == "list" and one.parts:
        meaning += ". Each: " + ", ".join(f"`{part}`" for part in one.parts)
    return f"`{one.name}`", one.kind, meaning, one.client, plain(one.example)

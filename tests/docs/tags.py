"""docs/tags.md: every tag of a template by topic, with its kind, meaning and example."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.flows.templates import example_tags
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
"""


def page() -> str:
    """The page."""
    return joined(_parts())


def _parts() -> Iterator[str]:
    by_topic = {topic: list(tags) for topic, tags in groupby(example_tags(), lambda one: one.name.partition(".")[0])}
    yield WRITTEN
    yield "# The tags of templates"
    yield OPENING.strip()
    yield table(
        ("topic", "tags"), ((f"[{topic}](#{anchor(topic)})", str(len(tags))) for topic, tags in by_topic.items())
    )
    for topic, tags in by_topic.items():
        yield f"## {topic}"
        yield table(("tag", "kind", "what it says", "client", "example"), map(_row, tags))


def _row(one: ToldTag) -> tuple[str, ...]:
    meaning = plain(one.meaning)
    if one.kind == "list" and one.parts:
        meaning += ". Each: " + ", ".join(f"`{part}`" for part in one.parts)
    return f"`{one.name}`", one.kind, meaning, one.client, plain(one.example)

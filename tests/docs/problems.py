"""docs/problems.md: each message of the check, when it arises, and what it says of a real faulty input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.catalogue import TOPICS
from pipeline.catalogue.entry import Entry
from pipeline.problems import Note, Problem
from tests.catalogue.faulty import FAULTY
from tests.docs.markdown import WRITTEN, anchor, joined, plain, table

OPENING = """
`planpack check` reads your workbooks and says what it finds in three strengths.

- A **problem** is wrong data. It names file, sheet and cell, what is there, what is due and how to mend it. Any problem
  stops the account's pack; the other accounts go on. `planpack check --mark` writes copies of the workbooks with a
  comment on each faulty cell.
- A **gap** is missing data: a cell marked `*` that is still empty. It never stops a pack; the document prints
  "To confirm" in its place. Gaps need no page of their own: each names its cell, its row and its owner.
- A **note** is worth knowing and stops nothing. Where many rows have the same, the note stands at the first of them and
  says how many there are.

Each message has a code, by which programs know it (`planpack check --format json`) and this page lists it. The examples
are real: each was said of a faulty cell of an otherwise sound account.
"""


def page() -> str:
    """The page."""
    return joined(_parts())


def _parts() -> Iterator[str]:
    yield WRITTEN
    yield "# What the check says, and how to mend it"
    yield OPENING.strip()
    for topic, entries in TOPICS.items():
        name, _, about = topic.partition(": ")
        yield f"## {name}"
        yield about[:1].upper() + about[1:]
        yield table(
            ("code", "", ""),
            ((f"[`{one.code}`](#{anchor(_title(one))})", _strength(one), plain(one.title)) for one in entries),
        )
        for entry in entries:
            yield f"### {_title(entry)}"
            yield f"`{entry.code}`, a {_strength(entry)}. {entry.when}"
            yield _example(entry)


def _title(entry: Entry) -> str:
    return entry.title


def _strength(entry: Entry) -> str:
    return "problem" if entry.stops else "note"


def _example(entry: Entry) -> str:
    """What is said of the smallest input that gives the message."""
    with TemporaryDirectory() as folder:
        said = next(one for one in FAULTY[entry.code](Path(folder)) if one.code == entry.code)
    return "\n".join(f"> {line}" for line in _lines(said))


def _lines(said: Problem | Note) -> Iterator[str]:
    """A message with its place, a line a part."""
    yield f"**{plain(str(said.place))}**  "
    if isinstance(said, Note):
        yield plain(said.text) + ("" if said.text.endswith("?") else ".")
        return
    yield f"There: {plain(said.found)}.  "
    yield f"Due: {plain(said.due)}.  "
    yield f"To mend: {plain(said.mend)}."

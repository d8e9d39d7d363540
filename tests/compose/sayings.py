"""Says what a finding or a block's words say, in the shipped wording, for figures worked out from a few cells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.blocks import Block, Entry, Finding, Matrix, Table, Tiles, Words
from pipeline.figures import Case, Figures
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.tags import Composed

WORDING = Path(__file__).parent.parent.parent / "templates" / "wording.en.j2"


def figures(case: Case, *topics: str) -> Figures:
    """The figures of these topics, and of finance, which they quote."""
    names = [name for name in case.declarations if name.partition(".")[0] in (*topics, "finance")]
    return Figures({name: case[name] for name in names}, case.facts, case.settings)


def printer() -> Printer:
    """The shipped English wording, in pounds."""
    return Printer(read_wording(WORDING), formats("en_GB", "GBP"))


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def say(words: Words) -> str:
    """The words as they are printed."""
    return plain(printer().show(words).text)


def sentence(composed: Composed, case: Case) -> str:
    """What a finding says."""
    made = composed.make(figures(case, composed.tag.name.partition(".")[0]))
    assert isinstance(made, Finding)
    return say(made)


def block(composed: Composed, case: Case) -> Block:
    """The block as composed."""
    made = composed.make(figures(case, composed.tag.name.partition(".")[0]))
    assert not isinstance(made, Finding)
    return made


def rows(made: Block) -> list[list[str]]:
    """The cells of a table or grid, the words of each joined by " / "."""
    assert isinstance(made, Table | Matrix)
    return [[joined(entry) for entry in row] for row in (made.rows if isinstance(made, Table) else made.entries)]


def joined(entry: Entry) -> str:
    """The words of a cell."""
    return " / ".join(say(words) for words in entry.words)


def every_word(made: Block) -> Iterable[str]:
    """All that a table, grid or row of tiles says, its alternative text and empty words too."""
    if isinstance(made, Tiles):
        for tile in made.tiles:
            yield from (say(words) for words in (tile.label, tile.value, tile.note) if words)
    elif isinstance(made, Table | Matrix):
        heads = (head.label for head in made.heads) if isinstance(made, Table) else (*made.rows, *made.columns)
        yield from (say(words) for words in heads)
        for row in rows(made):
            yield from row
        yield say(made.empty)
    if alt := made.alt if isinstance(made, Table | Matrix | Tiles) else None:
        yield say(alt)

"""What the wording file makes of findings and blocks, as plain text, for tests of whole sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pipeline.blocks import Block, Chart, Finding, Table, Words
from pipeline.columns import Row
from pipeline.figures import Figures
from pipeline.manifest import Manifest
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.settings import Settings
from pipeline.tags import Composed
from pipeline.workspace import SHIPPED
from tests.analyse.given import given

Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]
NBSP = "\u00a0"


@cache
def printer() -> Printer:
    """A printer of the shipped wording, in pounds."""
    return Printer(read_wording(SHIPPED / "templates" / "wording.en.j2"), formats("en_GB", "GBP"))


def figures(sheets: Sheets, topics: Sequence[str], earlier: Manifest | None = None) -> Figures:
    """The figures of these topics over rows that hold only what the test names."""
    case = given(sheets, earlier=earlier)
    names = [name for name in case.declarations if name.partition(".")[0] in topics]
    return Figures({name: case[name] for name in names}, case.facts, Settings())


def text(words: Words) -> str:
    """Words as they are printed, with plain spaces."""
    return printer().show(words).text.replace(NBSP, " ")


def said(composed: Composed, of: Figures) -> str:
    """A finding's sentence."""
    made = composed.make(of)
    assert isinstance(made, Finding)
    return text(made)


def table(composed: Composed, of: Figures) -> list[list[str]]:
    """A table's cells with its headings; the words of a cell with " / " between them. Its alt text is said too."""
    made = composed.make(of)
    assert isinstance(made, Table)
    assert text(made.alt)
    assert text(made.empty)
    heads = [text(head.label) for head in made.heads]
    return [heads, *([" / ".join(text(words) for words in entry.words) for entry in row] for row in made.rows)]


def chart(composed: Composed, of: Figures) -> tuple[list[str], dict[str, list[Any]]]:
    """A chart's categories, and its values by series. Its alt text is said too."""
    made = composed.make(of)
    assert isinstance(made, Chart)
    assert text(made.alt)
    assert text(made.empty)
    for series in made.series:
        assert len(series.values) == len(made.categories)
    return [text(words) for words in made.categories], {
        text(series.label): [value.value for value in series.values] for series in made.series
    }


def block(composed: Composed, of: Figures) -> Block:
    """A block as made."""
    made = composed.make(of)
    assert not isinstance(made, Finding)
    return made

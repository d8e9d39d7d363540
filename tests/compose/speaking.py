"""All that a tag says, in the shipped wording: findings and blocks of every kind, with their alternative text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.blocks import Block, Bullets, Chart, Finding, Matrix, PeopleMap, Table, Text, Tiles, Words
from pipeline.columns import Row
from pipeline.compose import composed
from pipeline.figures import Case, Figures
from pipeline.manifest import Manifest
from tests.analyse.given import given
from tests.compose.sayings import say

Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]


def figures_of(case: Case) -> Figures:
    """All figures of a case."""
    return Figures({name: case[name] for name in case.declarations}, case.facts, case.settings)


def made(
    tag: str, sheets: Sheets, figures: Mapping[str, Any] | None = None, earlier: Manifest | None = None
) -> Block | Finding:
    """What a tag stands for, over rows that hold only the named cells."""
    (one,) = (one for one in composed() if one.tag.name == tag)
    return one.make(figures_of(given(sheets, figures, earlier=earlier)))


def sentence(
    tag: str, sheets: Sheets, figures: Mapping[str, Any] | None = None, earlier: Manifest | None = None
) -> str:
    """What a finding says."""
    finding = made(tag, sheets, figures, earlier)
    assert isinstance(finding, Finding)
    return say(finding)


def cells(tag: str, sheets: Sheets, earlier: Manifest | None = None) -> list[list[str]]:
    """The cells of a table or matrix, the words of each joined by " / "."""
    block = made(tag, sheets, None, earlier)
    assert isinstance(block, Table | Matrix)
    rows = block.rows if isinstance(block, Table) else block.entries
    return [[" / ".join(say(words) for words in entry.words) for entry in row] for row in rows]


def points(tag: str, sheets: Sheets, earlier: Manifest | None = None) -> list[str]:
    """The points of a list; what it says instead where it has none."""
    block = made(tag, sheets, None, earlier)
    assert isinstance(block, Bullets)
    assert block.empty is not None
    return [say(item) for item in block.items] or [say(block.empty)]


def spoken(said: Block | Finding) -> list[str]:
    """Every word of a block or finding as printed."""
    return [say(words) for words in words_of(said)]


def words_of(said: Block | Finding) -> Iterator[Words]:
    """Every word of a block or finding."""
    match said:
        case Finding():
            yield said
        case Text():
            yield from said.paragraphs
        case Bullets():
            yield from said.items
        case Table():
            yield from (head.label for head in said.heads)
            yield from (words for row in said.rows for entry in row for words in entry.words)
            yield said.alt
        case Chart():
            yield from said.categories
            yield from (series.label for series in said.series)
            yield said.alt
        case Matrix():
            yield from (*said.rows, *said.columns)
            yield from (words for row in said.entries for entry in row for words in entry.words)
            yield said.alt
        case PeopleMap():
            for node in said.nodes:
                yield from (word for word in (node.name, node.title, node.support_word, node.badge, node.ours) if word)
            yield said.alt
        case Tiles():
            for tile in said.tiles:
                yield from (word for word in (tile.label, tile.value, tile.note) if word)
            yield said.alt
    empty = getattr(said, "empty", None)
    if empty is not None:
        yield empty

"""The registry of tags: what a template can say, by topic; templates are compiled and checked against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pipeline.blocks import Block, Each, Finding
from pipeline.figures import Declaration, Figure, Figures, Line, Unit


class TagKind(Enum):
    """What a tag stands for."""

    VALUE = "value"
    LIST = "list"
    BLOCK = "block"
    EACH = "block of a line"
    FINDING = "finding"


@dataclass(frozen=True)
class Tag:
    """A tag: `topic.name`, its kind and its meaning; of a list also what its lines know, where that is known.

    `refused` says why a template may not use it, though there is such a tag; empty for one that it may. `hidden` are
    what the lines of a list know and a client may not see, `walked` what they know that is a list itself.
    """

    name: str
    kind: TagKind
    meaning: str
    parts: tuple[str, ...] = ()
    refused: str = ""
    hidden: frozenset[str] = frozenset()
    walked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Composed:
    """A block or finding as declared in `compose/`: its tag and the function that makes it from figures."""

    tag: Tag
    make: Callable[[Figures], Block | Each | Finding]


def block(name: str, meaning: str) -> Callable[[Callable[[Figures], Block]], Composed]:
    """Declare the decorated function as the block of that tag."""
    return lambda make: Composed(Tag(name, TagKind.BLOCK, meaning), make)


def each(name: str, meaning: str) -> Callable[[Callable[[Figures, Line], Block]], Composed]:
    """Declare the decorated function as the block that each line of a list has."""

    def declare(make: Callable[[Figures, Line], Block]) -> Composed:
        return Composed(Tag(name, TagKind.EACH, meaning), lambda figures: Each(lambda line: make(figures, line)))

    return declare


def finding(name: str, meaning: str) -> Callable[[Callable[[Figures], Finding]], Composed]:
    """Declare the decorated function as the finding of that tag."""
    return lambda make: Composed(Tag(name, TagKind.FINDING, meaning), make)


def registry(declarations: Iterable[Declaration], composed: Iterable[Composed]) -> dict[str, Tag]:
    """All tags by name; raise `ValueError` where a name is declared twice."""
    tags: dict[str, Tag] = {}
    figures = (Tag(d.name, TagKind.LIST if d.unit is Unit.LIST else TagKind.VALUE, d.meaning) for d in declarations)
    for tag in (*figures, *(c.tag for c in composed)):
        if tag.name in tags:
            raise ValueError(f"the tag {tag.name} is declared twice")
        tags[tag.name] = tag
    return tags


class Topic:
    """The tags of one topic as attributes: `finance.revenue` in a template."""

    def __init__(self, name: str, names: Mapping[str, str], said: Mapping[str, Said]) -> None:
        self._name, self._names, self._said = name, names, said

    def __getattr__(self, attribute: str) -> Said:
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        name = self._names.get(attribute)
        if name is None:
            raise AttributeError(f"{self._name} has no {attribute}")
        return self._said[name]


Said = Figure | Block | Each | Finding


class Pages(Mapping[str, Any]):
    """What the documents of one account can say: figures, blocks and findings by tag name, and by topic."""

    def __init__(self, said: Mapping[str, Said], figures: Figures) -> None:
        self._said, self.figures = said, figures
        topics: dict[str, dict[str, str]] = {}
        for name in said:
            topic, _, rest = name.partition(".")
            topics.setdefault(topic, {})[rest] = name
        self.topics = {topic: Topic(topic, names, said) for topic, names in topics.items()}

    def __getitem__(self, name: str) -> Said:
        return self._said[name]

    def __iter__(self) -> Any:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

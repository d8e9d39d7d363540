"""The place a block is drawn in, and what a `draw` function may ask of the document that is being filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.blocks import Words

if TYPE_CHECKING:
    from pipeline.render.designed import Design
    from pipeline.render.said import Said

M = TypeVar("M")
EMU_PER_CM = 360_000
EMU_PER_POINT = 12_700


@dataclass(frozen=True, slots=True)
class Slot:
    """A frame in EMU. In Word `width` is the column's text width and `height` what the tag asks for (0: as needed).

    `top` is how many rows or points the tag asks for at most (0: all); a block that `continues` goes on on a copy of
    the slide where it doesn't fit.
    """

    tag: str
    x: int
    y: int
    width: int
    height: int
    top: int = field(default=0, kw_only=True)
    continues: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class SlotTag:
    """What a slot's tag asks for: the block, a height in cm (None: the frame's), rows or points at most (0: all).

    `of` is the name of the line whose block it is, empty for a block that stands alone.
    """

    tag: str
    height: float | None = None
    top: int = 0
    of: str = ""

    @property
    def said(self) -> str:
        """The block as an expression."""
        return f"{self.tag} | of({self.of})" if self.of else self.tag


class Page(Protocol):
    """The page (document body, or slide) that a block is drawn on."""

    def read(self, words: Words) -> Said:
        """The words as plain text, formatted, not logged: to find what fits before anything is printed."""
        ...

    def log(self, entries: Iterable[tuple[str, str]]) -> None:
        """Log what stands in the file: names of figures and their texts, as read or as a chart's cell has them."""
        ...

    def next_id(self) -> int:
        """A drawing id that no other shape of this part has."""
        ...

    def begun(self, slot: Slot) -> int:
        """How many rows or points of a slot's block stand on the slides before, of which this one is a copy."""
        ...

    def go_on(self, slot: Slot, begun: int) -> bool:
        """Let a block go on on a copy of this slide, after so many of it; False where there are enough copies."""
        ...

    def once(self, block: object, slot: Slot, make: Callable[[], M]) -> M:
        """What is made of a block for a slot, made once for all copies of the slide."""
        ...

    def recoloured(self, xml: str) -> str:
        """A drawing's XML in the colours of the template's brand."""
        ...

    def add_chart(self, xml: str, workbook: bytes, design: Design | None = None) -> str:
        """Add a chart part with its embedded workbook; the relationship id to refer to it.

        `xml` holds `{workbook_id}` where the chart names its workbook's relationship (`c:externalData r:id`); a chart
        of a template's `design` has its style, colours and pictures, too.
        """
        ...

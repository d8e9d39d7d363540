"""The place a block is drawn in, and what a `draw` function may ask of the document that is being filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipeline.blocks import Words

if TYPE_CHECKING:
    from pipeline.render.designed import Design

EMU_PER_CM = 360_000
EMU_PER_POINT = 12_700


@dataclass(frozen=True, slots=True)
class Slot:
    """A frame in EMU. In Word `width` is the column's text width and `height` what the tag asks for (0: as needed)."""

    tag: str
    x: int
    y: int
    width: int
    height: int


class Page(Protocol):
    """The page (document body, or slide) that a block is drawn on."""

    def say(self, words: Words) -> str:
        """The words as plain text, formatted, and logged as printed."""
        ...

    def measure(self, words: Words) -> str:
        """The same text without logging it: to find what fits before anything is printed."""
        ...

    def next_id(self) -> int:
        """A drawing id that no other shape of this part has."""
        ...

    def add_chart(self, xml: str, workbook: bytes, design: Design | None = None) -> str:
        """Add a chart part with its embedded workbook; the relationship id to refer to it.

        `xml` holds `{workbook_id}` where the chart names its workbook's relationship (`c:externalData r:id`); a chart
        of a template's `design` has its style, colours and pictures, too.
        """
        ...

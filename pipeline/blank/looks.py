"""What the fill-in workbooks look like: the formats of headings, cells and examples, by what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pipeline.blank.guidance import number_format
from pipeline.columns import Column
from pipeline.kinds import Kind, Rule, Scale
from pipeline.theme import BODY_FONT, BRAND, TINTS, Tone


class Look(Enum):
    """What a heading's colour says, in the words of the Read me."""

    KEY = "identifies the row: a row without it can't be read"
    WANTED = "wanted: an empty cell is listed as to be confirmed"
    FREE = "may stay empty"
    MORE = "optional, folded away at the right"

    @classmethod
    def of(cls, column: Column[Any]) -> Look:
        """The look of a column's heading."""
        if column.more:
            return cls.MORE
        return cls.KEY if column.identifies else cls.WANTED if column.wanted else cls.FREE


FILLS = {
    Look.KEY: (BRAND["dk2"], BRAND["lt1"]),
    Look.WANTED: (BRAND["accent1"], BRAND["lt1"]),
    Look.FREE: (BRAND["accent6"], BRAND["lt1"]),
    Look.MORE: (TINTS[Tone.NEUTRAL], BRAND["dk1"]),
}


@dataclass(frozen=True)
class Pens:
    """The book's formats by what they look like, each made once."""

    book: Any
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def __call__(self, **looks: object) -> Any:
        """The format with these properties on top of the house's own."""
        key = tuple(sorted(looks.items()))
        if key not in self.made:
            base = {"font_name": BODY_FONT, "font_size": 11, "font_color": f"#{BRAND['dk1']}", "valign": "top"}
            self.made[key] = self.book.add_format(base | looks)
        return self.made[key]

    def title(self) -> Any:
        """A tab's title."""
        return self(bold=True, font_size=18, font_color=f"#{BRAND['dk2']}", valign="vcenter")

    def heading(self, look: Look) -> Any:
        """A heading: darkest where it identifies the row, light where it is optional."""
        fill, ink = FILLS[look]
        white = f"#{BRAND['lt1']}"
        return self(
            bold=True,
            text_wrap=True,
            bg_color=f"#{fill}",
            font_color=f"#{ink}",
            border=1,
            border_color=white,
            valign="vcenter",
        )

    def shade(self, tone: Tone) -> Any:
        """The background of a cell that is still to be filled in."""
        key = (("shade", tone),)
        if key not in self.made:
            self.made[key] = self.book.add_format({"bg_color": f"#{TINTS[tone]}"})
        return self.made[key]

    def swatch(self, tone: Tone) -> Any:
        """A cell that shows the shade itself."""
        return self(bg_color=f"#{TINTS[tone]}", border=1, border_color=f"#{BRAND['lt1']}")

    def cell(self, kind: Kind[Any], *, example: bool = False, ruled: bool = False) -> Any:
        """A cell in its kind's number format; an example in grey italics; with lines around it where wanted."""
        looks: dict[str, object] = {"num_format": number_format(kind), "text_wrap": True, "align": "left"}
        if isinstance(kind, Scale):
            looks["align"] = "center"
        elif kind.restrict().rule in (Rule.WHOLE, Rule.DECIMAL):
            looks |= {"align": "right", "indent": 1}
        if ruled:
            looks |= {"align": "left", "indent": 0, "border": 1, "border_color": f"#{BRAND['accent2']}"}
        if example:
            looks |= {"italic": True, "font_color": f"#{BRAND['accent6']}", "bg_color": f"#{TINTS[Tone.MUTED]}"}
        return self(**looks)

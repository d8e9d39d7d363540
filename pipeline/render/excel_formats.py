"""Cell formats of the report workbook: one look, number formats by unit."""

from __future__ import annotations

from typing import Any

from pipeline.figures import Unit
from pipeline.theme import BODY_FONT, BRAND, RULE

NUMBER_FORMATS = {
    Unit.MONEY: "#,##0;-#,##0",
    Unit.CHANGE: "+#,##0;-#,##0;0",
    Unit.PERCENT: "0.0%",
    Unit.CHANGE_PERCENT: "+0.0%;-0.0%;0.0%",
    Unit.POINTS: "+0.0%;-0.0%;0.0%",
    Unit.NUMBER: "#,##0",
    Unit.RATIO: "0.00",
    Unit.COUNT: "#,##0",
    Unit.DAYS: "#,##0",
    Unit.SCORE: "0",
    Unit.DATE: "d mmm yyyy",
}
WITH_DECIMALS = {Unit.NUMBER: "#,##0.00", Unit.SCORE: "0.0", Unit.DAYS: "#,##0.0"}
NUMERIC = frozenset(NUMBER_FORMATS)
WORDS = {"text_wrap": True, "align": "left", "indent": 1}  # apart from the numbers to the left of them


class CellFormats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._units: dict[str, Any] = {}
        self._tints: dict[str, Any] = {}
        base = {"font_name": BODY_FONT, "font_size": 10, "valign": "vcenter"}
        dark, grey = f"#{BRAND['dk2']}", f"#{BRAND['accent6']}"
        self._base = base
        self.title = book.add_format({**base, "font_size": 16, "bold": True, "font_color": dark})
        self.section = book.add_format({**base, "font_size": 12, "bold": True, "font_color": dark})
        self.muted = book.add_format({**base, "font_color": grey})
        self.absent = book.add_format({**base, "font_color": grey, "italic": True, "align": "left"})
        self.label = book.add_format({**base, "bold": True})
        self.rule = book.add_format({"bottom": 1, "bottom_color": f"#{RULE}"})
        self.finding = book.add_format({**base, "text_wrap": True})
        self.link = book.add_format({**base, "font_color": f"#{BRAND['hlink']}", "underline": 1})
        head = {**base, "bold": True, "font_color": dark, "bottom": 1, "bottom_color": dark, "text_wrap": True}
        self.head = book.add_format({**head, "align": "left", "indent": 1})
        self.head_right = book.add_format({**head, "align": "right"})
        self._heads = {True: self.head_right, False: self.head}

    def heading(self, unit: Unit) -> Any:
        """The heading of a column, over its values."""
        return self._heads[unit in NUMERIC and unit is not Unit.DATE]

    def unit(self, unit: Unit, value: object = None) -> Any:
        """The format of a value; numbers that are not whole show their decimals."""
        number_format = NUMBER_FORMATS.get(unit, "")
        if unit in WITH_DECIMALS and isinstance(value, float) and round(value, 2) != int(value):
            number_format = WITH_DECIMALS[unit]
        if number_format not in self._units:
            look = {**self._base, "num_format": number_format} if number_format else {**self._base, **WORDS}
            if unit is Unit.DATE:
                look |= {"align": "left", "indent": 1}
            self._units[number_format] = self._book.add_format(look)
        return self._units[number_format]

    def tint(self, colour: str) -> Any:
        """A tinted cell with dark text."""
        if colour not in self._tints:
            look = {"bg_color": f"#{colour}", "font_color": f"#{BRAND['dk1']}"}
            self._tints[colour] = self._book.add_format(look)
        return self._tints[colour]

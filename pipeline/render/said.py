"""The words of blocks as drawings take them: printed text, muted where a figure is absent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.blocks import Entry, Finding, Words
from pipeline.figures import Figure, Unit
from pipeline.printed import STEP
from pipeline.render.drawing import escaped
from pipeline.render.slots import Page
from pipeline.render.workbook import cell_number


class Said(NamedTuple):
    """A piece of printed text; `muted` where it stands for something absent or not shown; `log` as the page logs it.

    `xml` is the text where XML holds it as it stands, else empty.
    """

    text: str
    muted: bool = False
    log: tuple[tuple[str, str], ...] = ()
    xml: str = ""

    def cut(self, text: str) -> Said:
        """The beginning of the text in its place."""
        return self if text == self.text else Said(text, self.muted, self.log)

    @property
    def lines(self) -> list[str]:
        """The text's own lines."""
        return self.text.split("\n")

    def between(self, line_break: str) -> str:
        """The text as XML holds it, its lines with the XML of a break between them."""
        return self.xml or escaped(self.text).replace("\n", line_break)


def say(page: Page, words: Words) -> Said:
    """Print the words (the page logs them)."""
    said = page.read(words)
    page.log(said.log)
    return said


def measure(page: Page, words: Words) -> str:
    """The text that `say` would print, not logged."""
    return page.read(words).text


def log_cells(page: Page, figures: Sequence[Figure], cells: Sequence[float | None]) -> None:
    """Log the numbers of a series as its cells hold them: Office prints them from there, as labels or on the axis.

    Those that are no figure's size are the levels of a bridge.
    """
    for figure, cell in zip(figures, cells, strict=False):  # a series may have more values than there are categories
        if cell is not None:
            own = math.isclose(abs(cell), abs(figure.number), rel_tol=1e-9, abs_tol=1e-9)
            page.log(((figure.name if own else STEP, cell_number(cell)),))


def more(what: str, count: int) -> Finding:
    """How many are not shown, by the wording file's `more_rows`, `more_points`, `more_people` or `more_in_cell`."""
    left_out = Figure(f"page.more_{what}", count, Unit.COUNT, "what the page has no room for")
    return Finding(f"more_{what}", {"count": left_out})


def spans(row: Sequence[Entry]) -> bool:
    """Whether a row says one thing only, such as "and 3 more in the annex", and may use the whole width."""
    return len(row) > 1 and bool(row[0].words) and not any(entry.words for entry in row[1:])

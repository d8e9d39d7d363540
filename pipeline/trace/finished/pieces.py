"""What a file prints, in order: pieces of text or numbers, each with its place in words, section by section."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Piece:
    """A paragraph, a cell, a name or a number.

    `raw` is a number as a cell or chart holds it. `same_as` is the piece that this one repeats: a cell of a chart's
    workbook what the chart remembers of it. `data` is what a chart or workbook holds, which no template's words are.
    """

    place: str
    text: str = ""
    raw: bool = False
    data: bool = False
    same_as: Piece | None = None


@dataclass(slots=True)
class Section:
    """A slide with its notes, a part of a Word document, or a tab: `name` is its part's, or the tab's."""

    name: str
    pieces: list[Piece] = field(default_factory=list)

    def add(self, place: str, text: str = "", *, raw: bool = False, data: bool = False) -> Piece:
        """A further piece, behind the others."""
        piece = Piece(place, text, raw, data)
        self.pieces.append(piece)
        return piece


def quoted(text: str, letters: int = 40) -> str:
    """The beginning of a text, to find it by."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= letters else text[: letters - 1] + '…'}”"

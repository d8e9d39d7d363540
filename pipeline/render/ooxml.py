"""Hands on the names of Office's XML that a template's parts are read by."""

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
XML = "http://www.w3.org/XML/1998/namespace"

# What drawn blocks may use without declaring it, by the prefixes that Office itself writes.
PREFIXES = {
    "docx": {
        "w": W,
        "r": R,
        "wp": WP,
        "a": A,
        "c": C,
        "mc": MC,
        "pic": PIC,
        "wps": WPS,
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    },
    "pptx": {"p": P, "a": A, "r": R, "c": C, "mc": MC},
}

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml"
SLIDE_TYPE, NOTES_TYPE = f"{_SLIDES}.slide+xml", f"{_SLIDES}.notesSlide+xml"
LAYOUT_TYPE, MASTER_TYPE = f"{_SLIDES}.slideLayout+xml", f"{_SLIDES}.slideMaster+xml"
BODY_TYPE = f"{_WORD}.document.main+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The parts that may hold tags, in the order they are read in.
TAGGED_TYPES = (
    BODY_TYPE,
    f"{_WORD}.header+xml",
    f"{_WORD}.footer+xml",
    f"{_WORD}.footnotes+xml",
    f"{_WORD}.endnotes+xml",
    SLIDE_TYPE,
    NOTES_TYPE,
    LAYOUT_TYPE,
    MASTER_TYPE,
    CHART_TYPE,
)


@dataclass(frozen=True)
class Dialect:
    """The names of paragraphs, runs, texts, tables and rows in WordprocessingML or DrawingML."""

    space: str

    def name(self, local: str) -> str:
        """A name in Clark notation."""
        return f"{{{self.space}}}{local}"

    @property
    def paragraph(self) -> str:
        """The paragraph."""
        return self.name("p")

    @property
    def run(self) -> str:
        """The run of text in one format."""
        return self.name("r")

    @property
    def properties(self) -> str:
        """The properties of a run."""
        return self.name("rPr")

    @property
    def text(self) -> str:
        """The text of a run."""
        return self.name("t")

    @property
    def row(self) -> str:
        """The table row."""
        return self.name("tr")


WORD, DRAWING = Dialect(W), Dialect(A)

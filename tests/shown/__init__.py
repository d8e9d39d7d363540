"""What a reader of a finished file sees, as plain text that can be read and compared line by line."""

from __future__ import annotations

import re

from pipeline.trace.finished import LIMITS
from pipeline.trace.finished.opened import Opened
from tests.shown import book, calendar, page, slides, word

OFFICE = {"docx": word.lines, "pptx": slides.lines, "xlsx": book.lines}
PLAIN = {"ics": calendar.lines, "html": page.lines}
SPACES = re.compile(r"[\u00a0\u202f\u2009]")


def shown(name: str, data: bytes) -> str:
    """The words and numbers of a file as they stand on its pages, a paragraph or a row a line; all spaces plain."""
    ending = name.rpartition(".")[2]
    lines = PLAIN[ending](data.decode("utf-8")) if ending in PLAIN else OFFICE[ending](Opened(name, data, LIMITS))
    return SPACES.sub(" ", "".join(f"{line}\n" for line in lines))

"""Logs what a drawn workbook prints: tab by tab the cells row by row, then what stands below and beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pipeline.figures import Unit
from pipeline.printed import NUMBER, PART, WORDS, Log
from pipeline.render.excel_formats import NUMBER_FORMATS

DAY_ZERO = date(1899, 12, 30)  # days are numbers in a workbook, counted from here


@dataclass
class Places:
    """What is known of a workbook: by tab, row and column the figure that a cell shows; by tab what no cell holds."""

    names: dict[tuple[str, int, int], str] = field(default_factory=dict)
    beside: dict[str, Log] = field(default_factory=lambda: defaultdict(list))


def log_of(book: Any, places: Places) -> tuple[tuple[str, str], ...]:
    """The log of a workbook that is drawn and not closed yet; numbers as they stand in its cells, days as ISO text."""
    texts = {index: text for text, index in book.str_table.string_table.items()}
    log: Log = []
    for sheet in book.worksheets():
        log.append((PART, sheet.name))
        log += _cells(sheet, texts, places)
        log += places.beside.get(sheet.name, ())
    return tuple(log)


def _cells(sheet: Any, texts: dict[int, str], places: Places) -> Iterator[tuple[str, str]]:
    """Figure and text of each cell of a tab that shows a figure, and the numbers of other texts alone."""
    names, tab = places.names, sheet.name
    for row, cells in sorted(sheet.table.items()):
        for column, cell in sorted(cells.items()):
            name, text = names.get((tab, row, column)), _text(cell, texts)
            if name is None:
                name, text = WORDS, _numbers(text)
            if text:
                yield (name, text)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> str:
    """The numbers in a text; the same words stand in very many cells."""
    return " ".join(NUMBER.findall(text))


def _text(cell: Any, texts: dict[int, str]) -> str:
    """What a cell holds; nothing where it is empty."""
    kind = cell.__class__.__name__
    if kind == "String":
        return texts[cell.string]
    if kind == "Number":
        return f"{cell.number:.16G}"
    if kind == "Datetime":
        return _day(cell.number)
    if kind == "Formula":
        shown = cell.format.num_format if cell.format else ""
        return _day(cell.value) if shown == NUMBER_FORMATS[Unit.DATE] and cell.value != "" else _number(cell.value)
    return ""


def _number(value: object) -> str:
    """A number as the file has it; words as they are."""
    return f"{value:.16G}" if isinstance(value, int | float) else str(value)


@lru_cache(maxsize=4096)
def _day(number: float | str) -> str:
    """A day as ISO text; what a formula gives in place of one as it stands."""
    return number if isinstance(number, str) else (DAY_ZERO + timedelta(days=number)).isoformat()

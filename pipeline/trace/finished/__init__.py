"""Hands on what a finished file prints, number by number, each with the figure it is or what should stand there."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.documents import Format
from pipeline.limits import Limits
from pipeline.printed import PART
from pipeline.trace.finished import books, slides, word
from pipeline.trace.finished.numbers import numbers_of
from pipeline.trace.finished.opened import Opened
from pipeline.trace.finished.own import patterns_of
from pipeline.trace.finished.parts import Entries, parts_of, placed
from pipeline.trace.finished.pieces import Section
from pipeline.trace.finished.verdicts import Number, Verdicts

READERS = {Format.WORD: word.sections, Format.SLIDES: slides.sections, Format.EXCEL: books.sections}
LIMITS = Limits(unpacked_mib=128, part_mib=24)  # a tree takes ten times its part


def is_finished(name: str) -> bool:
    """Whether a name is that of a file such as a pack holds."""
    return _format_of(name) is not None


def _format_of(name: str) -> Format | None:
    ending = name.rpartition(".")[2].casefold()
    return next((form for form in Format if form.value == ending), None)


def read_finished(name: str, data: bytes, limits: Limits = LIMITS) -> list[Section]:
    """What a file prints; raise `PipelineError` in one sentence for one that can't be read."""
    package = Opened(name, data, limits)
    found = _format_of(name)
    if found is None:
        raise package.refused("is no file of a pack: name a .docx, .pptx or .xlsx")
    try:
        return READERS[found](package)
    except (ValueError, LookupError, RecursionError):  # numbers that are none, elements inside each other without end
        raise package.damaged() from None


def has_parts(log: Entries) -> bool:
    """Whether a log says where it was printed; those of a planpack before 0.2 do not."""
    return any(entry[0] == PART for entry in log)


def numbers(file: Iterable[Section], log: Entries, template: Iterable[Section] = ()) -> list[Number]:
    """Every number of a file in its order, laid beside the log of what was printed in it."""
    sections, patterns = list(file), patterns_of(template)
    printed = [[one for piece in section.pieces for one in numbers_of(piece)] for section in sections]
    verdicts = Verdicts()
    for section, mine, part in zip(sections, printed, placed(sections, printed, parts_of(log)), strict=True):
        verdicts.judge(mine, part, patterns.get(part.name if part else section.name, []))
    return [verdicts.of(one) for mine in printed for one in mine]

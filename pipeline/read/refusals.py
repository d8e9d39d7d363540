"""Says in one sentence why a file is not read."""

from __future__ import annotations

from dataclasses import replace

from pipeline.catalogue import files
from pipeline.problems import Place, Problem

HERE = Place("")  # a file that its reader does not know by name


class Refused(Exception):
    """A file that is not read, with the problem that says so; its file is named when it is caught."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.found)
        self.said, self.code = problem, problem.code

    def problem(self, file: str, sheet: str = "") -> Problem:
        """The refusal as a problem of that file."""
        return replace(self.said, place=Place(file, sheet))


def damaged(what: str) -> Refused:
    """A refusal of a file that does not hold together."""
    return Refused(files.file_damaged.at(HERE, what))


def too_large(what: str) -> Refused:
    """A refusal of a file beyond the limits."""
    return Refused(files.file_too_large.at(HERE, what))


def no_workbook(found: str) -> Refused:
    """A refusal of a file of another kind."""
    return Refused(files.file_kind.at(HERE, found))


def protected(found: str) -> Refused:
    """A refusal of a file that can't be opened without its password."""
    return Refused(files.file_encrypted.at(HERE, found))

"""Says in one sentence why a file is not read."""

from __future__ import annotations

from pipeline.problems import Place, Problem


class Refused(Exception):
    """A file that is not read; says what is found, what is due, how to mend it, and the problem's code."""

    def __init__(self, found: str, due: str, mend: str, code: str) -> None:
        super().__init__(found)
        self.found, self.due, self.mend, self.code = found, due, mend, code

    def problem(self, file: str, sheet: str = "") -> Problem:
        """The refusal as a problem of that file."""
        return Problem(Place(file, sheet), self.found, self.due, self.mend, self.code)


def damaged(what: str) -> Refused:
    """A refusal of a file that does not hold together."""
    mend = "open it in Excel, save it under its name again, or take the last good copy"
    return Refused(f"the file is damaged: {what}", "a whole Excel workbook", mend, "file-damaged")


def too_large(what: str) -> Refused:
    """A refusal of a file beyond the limits."""
    mend = "delete unused rows, columns, tabs and pictures, or split the workbook"
    return Refused(f"the file is too large: {what}", "a workbook of ordinary size", mend, "file-too-large")


def no_workbook(found: str) -> Refused:
    """A refusal of a file of another kind."""
    mend = "save it from Excel as Excel workbook (.xlsx)"
    return Refused(found, "an Excel workbook (.xlsx)", mend, "file-kind")


def protected(found: str) -> Refused:
    """A refusal of a file that can't be opened without its password."""
    mend = "open it in Excel, remove the password and save it as Excel workbook (.xlsx)"
    return Refused(found, "a workbook saved as .xlsx without a password", mend, "file-encrypted")

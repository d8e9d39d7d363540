"""How large a file of the inputs may be, and what reading it may cost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may be and cost; reading one beyond them is refused, or stopped."""

    file_mib: float = 50
    unpacked_mib: float = 256
    part_mib: float = 128
    parts: float = 10_000
    ratio: float = 250  # how far a part may be packed, once it is large
    tabs: float = 500
    cells: float = 5_000_000  # of a tab
    used_range: float = 8_000_000  # rows x columns of a tab, from which it is read cell by cell
    merged_cells: float = 2_000_000
    linked_cells: float = 200_000
    memory_mib: float = 512
    seconds: float = 10


# Invoice lines are many; a file of them is named for it.
INVOICE_LINES = Limits(
    file_mib=250, unpacked_mib=1024, part_mib=512, cells=12_000_000, used_range=24_000_000, memory_mib=3072, seconds=60
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of ordinary workbooks, and those of files of invoice lines."""

    workbook: Limits = Limits()
    invoice_lines: Limits = INVOICE_LINES

    def of(self, file: str) -> Limits:
        """The limits of a file, by its name."""
        return self.invoice_lines if file.casefold().startswith("transactions") else self.workbook


# Stands around the reading of a file: told its name and limits, it sees to it that they are kept.
Watch = Callable[[str, Limits], AbstractContextManager[None]]


def unwatched(file: str, limits: Limits) -> AbstractContextManager[None]:
    """Let a file be read without a watch on time and memory."""
    return nullcontext()

"""How an export writes its dates: a pattern in Excel's letters, such as `dd/mm/yyyy`, and the days it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

# Longest first; m is a month, or the minutes behind an hour.
LETTERS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "m": "%m", "dddd": "%A", "ddd": "%a", "dd": "%d",
    "d": "%d", "hh": "%H", "h": "%H", "ss": "%S", "s": "%S", "am/pm": "%p",
}  # fmt: skip
TOKEN = re.compile("|".join((*map(re.escape, LETTERS), "[a-z]+", ".")), re.IGNORECASE | re.DOTALL)
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?")
USUAL = (
    "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "mm.dd.yyyy", "dd-mm-yyyy", "mm-dd-yyyy", "yyyy/mm/dd", "yyyy.mm.dd",
    "yyyymmdd", "dd/mm/yy", "mm/dd/yy", "dd.mm.yy", "dd-mmm-yyyy", "dd-mmm-yy", "dd mmm yyyy", "dd mmmm yyyy",
    "dd/mm/yyyy hh:mm", "mm/dd/yyyy hh:mm", "dd.mm.yyyy hh:mm", "dd/mmm/yy hh:mm am/pm", "mm/dd/yyyy hh:mm am/pm",
)  # fmt: skip


@dataclass(frozen=True)
class Pattern:
    """A pattern of dates in Excel's letters; one that begins with `%` is in strptime's."""

    written: str

    @cached_property
    def code(self) -> str:
        """The pattern in strptime's letters; raise `ValueError` in one sentence for letters that mean nothing."""
        if "%" in self.written:
            return self.written
        found, hours = [], False
        for token in TOKEN.findall(self.written):
            letters = token.casefold()
            if letters not in LETTERS:
                if letters.isalpha():
                    raise ValueError(
                        f"{token} in {self.written} means nothing: write days, months and years as dd/mm/yyyy"
                    )
                found.append(token)
                continue
            found.append("%M" if hours and letters in ("mm", "m") else LETTERS[letters])
            hours = letters in ("hh", "h") or (hours and letters not in ("mm", "m"))
        code = "".join(found)
        if not {"%d", "%m", "%b", "%B"} & set(re.findall("%.", code)) or not re.search("%[yY]", code):
            raise ValueError(f"{self.written} names no day: write days, months and years as dd/mm/yyyy")
        return code.replace("%H", "%I") if "%p" in code else code

    def day(self, text: str) -> date | None:
        """The day that a text names; None where it isn't written so."""
        try:
            return datetime.strptime(text, self.code).date()  # noqa: DTZ007 - the export's own day is meant
        except ValueError:
            return None


def iso_day(text: str) -> date | None:
    """The day of an ISO date, with or without a time; that day of the export's own clock."""
    found = ISO.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def fitting(texts: Iterable[str]) -> list[str]:
    """The usual patterns in which every one of these texts is a day."""
    many = [text for text in texts if iso_day(text) is None]
    return [usual for usual in USUAL if many and all(Pattern(usual).day(text) for text in many)]

"""Gives new rows their ids: the sheet's own letters and the next number, never one that was used before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

NUMBERED = re.compile(r"(.*?)(\d+)")


def new_ids(example: str, there: Iterable[str], mentioned: Iterable[str]) -> Iterator[str]:
    """The ids for new rows, one after the other: R15 after R14.

    `there` are the ids of the sheet, whose commonest letters are gone on with (the example's, where there is none);
    `mentioned` are texts that may name ids of rows that are gone, in the workbooks or in earlier packs.
    """
    ids = list(there)
    letters = Counter(found[1] for id in ids if (found := NUMBERED.fullmatch(id)))
    example_letters = NUMBERED.fullmatch(example)
    begin = letters.most_common(1)[0][0] if letters else example_letters[1] if example_letters else ""
    word = re.compile(rf"(?<![\w.\-/]){re.escape(begin)}(\d{{1,9}})(?![\w\-/])", re.IGNORECASE)
    numbers = [found for text in mentioned for found in word.findall(text)]
    numbers += [found[2] for id in ids if (found := NUMBERED.fullmatch(id)) and found[1].casefold() == begin.casefold()]
    width = max((len(number) for number in numbers if number.startswith("0")), default=0)
    last = max(map(int, numbers), default=0)
    while True:
        last += 1
        yield f"{begin}{last:0{width}}"

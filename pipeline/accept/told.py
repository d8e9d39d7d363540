"""A returned workbook in the words of who takes it in: each change with what was sent, theirs and ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.accept.rows import Edit, Edited, Found
from pipeline.cell_values import spoken


def told(found: Found, *, theirs: bool) -> Iterator[str]:
    """Everything there is to say, line by line."""
    taken = {edit.place for _, edit in found.taken(theirs=theirs)}
    for (file, sheet), rows in _by_tab(found.rows).items():
        yield f"{file} › {sheet}"
        for row in rows:
            yield f"  {'new' if row.new else 'change in'} {_short(row.name)}"
            for edit in row.edits:
                if edit.place not in found.dropped:
                    yield from _cell(edit, row.new, edit.place in taken)
    yield from (f"type in: {sentence}" for sentence in found.by_hand)
    yield from (f"note: {note}" for note in found.notes)
    yield _counts(found, len(taken))


def _cell(edit: Edit, new: bool, taken: bool) -> Iterator[str]:
    at = f"    {edit.place.cell:<6} {edit.heading}: "
    if new:
        yield f"{at}{_said(edit.theirs)}"
        return
    yield f"{at}sent {_said(edit.sent)}, theirs {_said(edit.theirs)}, ours {_said(edit.ours)}"
    if edit.conflict:
        yield f"           conflict: both sides changed it; {'theirs is written' if taken else 'ours stays'}"


def _by_tab(rows: tuple[Edited, ...]) -> dict[tuple[str, str], list[Edited]]:
    found: dict[tuple[str, str], list[Edited]] = {}
    for row in rows:
        found.setdefault((row.place().file, row.place().sheet), []).append(row)
    return found


def _counts(found: Found, taken: int) -> str:
    conflicts = f", {_count(found.conflicts, 'conflict')}" if found.conflicts else ""
    hand = f", {len(found.by_hand)} to type in" if found.by_hand else ""
    return f"{_count(taken, 'cell')} to write{conflicts}{hand}"


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _said(value: Any) -> str:
    """A value of JSON in words."""
    if value is None:
        return "(empty)"
    return _short("; ".join(map(str, value)) if isinstance(value, list) else spoken(value))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}..."

"""Cuts what a cell says to the lines that its row has room for; nothing is left out without a sign."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.render.fit import ELLIPSIS, line_count, shortened
from pipeline.render.said import Said


def cut(said: Sequence[Said], lead: str, room: int, width: int, points: float, bold: bool) -> list[Said]:
    """What stands in `room` lines of a width in EMU: each piece keeps a line if it can, cut at a word where it needs
    more; `…` ends the last one where others are left out. `lead` stands before the first."""
    kept: list[Said] = []
    for n, one in enumerate(said):
        before, rest = lead if not n else "", len(said) - n - 1
        most = max(room - rest, min(room, 2))
        text = shortened(one.text, width, most, points, bold, before)
        room -= line_count(before + text, width, points, bold)
        if room <= 0 and rest and not text.endswith(ELLIPSIS):
            text = shortened(f"{text} {ELLIPSIS}", width, most, points, bold, before)
        kept.append(one.cut(text))
        if room <= 0:
            break
    return kept

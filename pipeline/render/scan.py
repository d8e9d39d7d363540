"""Hands on the tags that stand in a text, read with straight quotes whatever Office made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

# One for one, so that places in the text stay what they are.
STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'",
     "\u00a0": " ", "\n": " ", "\t": " "}
)  # fmt: skip
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))  # where a word may break, or not
_FRENCH = re.compile("(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›])")  # the spaces that belong to French quotes
_INSIDE = r"""(?:"[^"]*"|'[^']*'|[^"'])*?"""
_TAG = re.compile(rf"\{{\{{(?P<value>{_INSIDE})\}}\}}|\{{%(?P<word>{_INSIDE})%\}}|\{{#.*?#\}}", re.DOTALL)
_LEVEL = re.compile(r"(tr|p)\s+(.*)", re.DOTALL)


class Level(Enum):
    """What a tag governs: text, a whole paragraph, a whole table row."""

    TEXT = "text"
    PARAGRAPH = "p"
    ROW = "tr"


@dataclass(frozen=True, slots=True)
class Found:
    """A tag as it stands in a text: from, to, what it says; `word` is for, if, endif ... and empty for a value."""

    start: int
    end: int
    says: str
    word: str = ""
    level: Level = Level.TEXT
    comment: bool = False


def has_tags(text: str) -> bool:
    """Whether a text may hold a tag."""
    return "{{" in text or "{%" in text or "{#" in text


def tags_in(text: str) -> Iterator[Found]:
    """The tags of a text in order; raise `ValueError` for one that is begun and not ended."""
    plain = text.translate(STRAIGHT)
    end = 0
    for match in _TAG.finditer(plain):
        _closed(plain[end : match.start()])
        end = match.end()
        if match["value"] is not None:
            yield Found(match.start(), end, _read(text[slice(*match.span("value"))]).strip())
        elif match["word"] is not None:
            says = _read(text[slice(*match.span("word"))]).strip("-+ ")
            leveled = _LEVEL.fullmatch(says)
            level = Level(leveled[1]) if leveled else Level.TEXT
            says = leveled[2].strip() if leveled else says
            yield Found(match.start(), end, says, says.split(" ")[0] or "?", level)
        else:
            yield Found(match.start(), end, "", comment=True)
    _closed(plain[end:])


def _read(text: str) -> str:
    """What a tag says: quotes straight, nothing unseen."""
    return _FRENCH.sub("", text).translate(_UNSEEN).translate(STRAIGHT)


def only_tag(text: str) -> Found | None:
    """The tag that is all of a text; None where it says anything else."""
    try:
        found = list(tags_in(text))
    except ValueError:
        return None
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def _closed(rest: str) -> None:
    """Raise `ValueError` where text between tags still begins one."""
    begun = min((at for at in (rest.find("{{"), rest.find("{%")) if at >= 0), default=-1)
    if begun >= 0:
        raise ValueError(f"the tag “{rest[begun : begun + 40].strip()}” is not ended")

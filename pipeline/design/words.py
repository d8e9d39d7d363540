"""The words that templates are drawn with, in one language: a key and its words, tags among them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.problems import PipelineError

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Words:
    """The words of a language; `tag` is its name as Office has it, such as en-GB."""

    tag: str
    texts: Mapping[str, str]

    def __call__(self, key: str) -> str:
        """The words under a key, such as `plan.annex`."""
        return self.texts[key]


@cache
def read_words(language: str) -> Words:
    """The words of a language such as "fr"; raise `PipelineError` where templates have none."""
    path = FOLDER / f"words.{language}.toml"
    if language not in languages():
        raise PipelineError(f"templates can't be drawn in {language!r}: there are words in {', '.join(languages())}")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words(table.pop("tag"), dict(_flat(table)))


def languages() -> tuple[str, ...]:
    """The languages that templates can be drawn in."""
    return tuple(sorted(path.name.split(".")[1] for path in FOLDER.glob("words.*.toml")))


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """The table's words under dotted keys."""
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{before}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, Mapping) else [(name, value)]
    return found

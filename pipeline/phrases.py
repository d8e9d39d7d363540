"""The phrases that code makes, in the language of the documents: words of closed lists, reasons, units, definitions."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.problems import PipelineError


@dataclass(frozen=True)
class Phrases:
    """Phrases by their English; `language` is that of the documents, such as "fr"."""

    language: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()  # phrases with `{}` where a number or name stands

    def word(self, text: str) -> str:
        """A word of a closed list in the language; any other text as it stands."""
        return self.texts.get(text, text)

    def __call__(self, phrase: str) -> str:
        """The phrase in the language; as it stands where the table lacks it."""
        known = self.texts.get(phrase)
        if known is not None or not self.patterns:
            return known if known is not None else phrase
        for pattern, words in self.patterns:
            if match := pattern.fullmatch(phrase):
                return words.format(*(self.texts.get(part, part) for part in match.groups()))
        return phrase


ENGLISH = Phrases()
_read: dict[Path, tuple[bytes, Phrases]] = {}


def read_phrases(path: Path, language: str) -> Phrases:
    """Read `phrases.fr.toml`, once for each content; raise `PipelineError` where it can't be read.

    Its tables only sort the phrases for who edits them; a phrase has the same words in each of them.
    """
    if language == "en":
        return ENGLISH
    try:
        data = path.read_bytes()
        tables = tomllib.loads(data.decode("utf-8"))
    except FileNotFoundError:
        return Phrases(language)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PipelineError(f"the phrases of {path.name} can't be read: {error}") from None
    digest = hashlib.sha256(data).digest()
    known = _read.get(path)
    if known is None or known[0] != digest:
        texts: dict[str, str] = {}
        for name, table in tables.items():
            if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
                raise PipelineError(f'{path.name}: {name} is no table of phrases such as "yes" = "oui"')
            texts |= table
        patterns = tuple((_pattern(phrase), words) for phrase, words in texts.items() if "{}" in phrase)
        known = _read[path] = (digest, Phrases(language, texts, patterns))
    return known[1]


def _pattern(phrase: str) -> re.Pattern[str]:
    """What a phrase with `{}` fits."""
    return re.compile("(.+)".join(re.escape(part) for part in phrase.split("{}")))

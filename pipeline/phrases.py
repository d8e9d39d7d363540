"""The phrases that code makes, in the language of the documents: words of closed lists, reasons, units, definitions."""

from __future__ import annotations

import hashlib
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

    def __call__(self, phrase: str) -> str:
        """The phrase in the language; as it stands where the table lacks it, such as a name or a cell's own text."""
        return self.texts.get(phrase, phrase)


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
        known = _read[path] = (digest, Phrases(language, texts))
    return known[1]

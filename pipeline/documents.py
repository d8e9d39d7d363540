"""The documents of a pack: name, format and template."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Format(Enum):
    """An Office format, by the ending of its files."""

    WORD = "docx"
    SLIDES = "pptx"
    EXCEL = "xlsx"


@dataclass(frozen=True)
class Document:
    """A document of an account's pack; `template` is empty for one that is drawn without."""

    name: str
    format: Format
    template: str = ""

    def file_name(self, account: str, period: str) -> str:
        """The file's name, which says what it is in a mailbox."""
        return f"{account}-{self.name}-{period}.{self.format.value}"


DOCUMENTS: tuple[Document, ...] = (
    Document("plan", Format.WORD, "plan.docx"),
    Document("review", Format.SLIDES, "review.pptx"),
    Document("report", Format.EXCEL),
)


def in_language(template: str, language: str) -> str:
    """A template's file name in a language: plan.docx in English, plan.fr.docx in French."""
    stem, _, ending = template.rpartition(".")
    return template if language == "en" else f"{stem}.{language}.{ending}"

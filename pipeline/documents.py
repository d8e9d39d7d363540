"""The documents of a pack: name, format, template, and whom each is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.client_actions import NAME as CLIENT_ACTIONS

CLIENT = "client"  # the folder, inside an account's pack, of what may go to the client


class Format(Enum):
    """A format, by the ending of its files."""

    WORD = "docx"
    SLIDES = "pptx"
    EXCEL = "xlsx"
    CALENDAR = "ics"


PRINTED = (Format.WORD, Format.SLIDES)  # what has pages, and so may have a PDF beside it


@dataclass(frozen=True)
class Document:
    """A document of an account's pack; `template` is empty for one that is drawn without.

    One that is `for_client` stands apart from the internal ones, and is made from restricted facts alone.
    """

    name: str
    format: Format
    template: str = ""
    for_client: bool = False

    def file_name(self, account: str, period: str) -> str:
        """The file's name, which says what it is in a mailbox; those for the client stand in a folder of their own."""
        folder = f"{CLIENT}/" if self.for_client else ""
        return f"{folder}{account}-{self.name}-{period}.{self.format.value}"


DOCUMENTS: tuple[Document, ...] = (
    Document("plan", Format.WORD, "plan.docx"),
    Document("review", Format.SLIDES, "review.pptx"),
    Document("report", Format.EXCEL),
    Document("relationships", Format.WORD, "relationships.docx"),
    Document("brief", Format.WORD, "brief.docx"),
    Document("calendar", Format.CALENDAR),
    Document(CLIENT_ACTIONS, Format.EXCEL, for_client=True),
)


def in_language(template: str, language: str) -> str:
    """A template's file name in a language: plan.docx in English, plan.fr.docx in French."""
    stem, _, ending = template.rpartition(".")
    return template if language == "en" else f"{stem}.{language}.{ending}"

"""The documents of an account's pack and of the portfolio's: name, format, template, and whom each is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.client_actions import NAME as CLIENT_ACTIONS

CLIENT = "client"  # the folder, inside an account's pack, of what may go to the client
PORTFOLIO = "portfolio"  # in place of an account: the folder of the portfolio's pack


class Format(Enum):
    """An Office format, by the ending of its files."""

    WORD = "docx"
    SLIDES = "pptx"
    EXCEL = "xlsx"


@dataclass(frozen=True)
class Document:
    """A document of a pack; `template` is empty for one that is drawn without.

    One that is `for_client` stands apart from the internal ones, and is made from restricted facts alone. One of the
    portfolio rests on the accounts' packs, and on `books`: problems in these workbooks stop it, those in others don't.
    """

    name: str
    format: Format
    template: str = ""
    for_client: bool = False
    books: tuple[str, ...] = ()
    rest: str = "annex"

    def file_name(self, account: str, period: str) -> str:
        """The file's name, which says what it is in a mailbox; those for the client stand in a folder of their own."""
        if account == PORTFOLIO:
            return f"{self.name}-{period}.{self.format.value}"
        folder = f"{CLIENT}/" if self.for_client else ""
        return f"{folder}{account}-{self.name}-{period}.{self.format.value}"


DOCUMENTS: tuple[Document, ...] = (
    Document("plan", Format.WORD, "plan.docx"),
    Document("review", Format.SLIDES, "review.pptx"),
    Document("report", Format.EXCEL),
    Document(CLIENT_ACTIONS, Format.EXCEL, for_client=True),
)

PORTFOLIO_DOCUMENTS: tuple[Document, ...] = (
    Document("selection", Format.SLIDES, "selection.pptx", books=("scoring",), rest="workbook"),
    Document("selection", Format.EXCEL, books=("scoring",)),
    Document("portfolio", Format.SLIDES, "portfolio.pptx", books=("programme",), rest="workbook"),
    Document("portfolio", Format.EXCEL, books=("programme",)),
)


def is_of_portfolio(template: str) -> bool:
    """Whether a template is the portfolio's, in whatever language."""
    stem, _, ending = template.rpartition(".")
    name = f"{stem.partition('.')[0]}.{ending}"
    return any(name == document.template for document in PORTFOLIO_DOCUMENTS)


def in_language(template: str, language: str) -> str:
    """A template's file name in a language: plan.docx in English, plan.fr.docx in French."""
    stem, _, ending = template.rpartition(".")
    return template if language == "en" else f"{stem}.{language}.{ending}"

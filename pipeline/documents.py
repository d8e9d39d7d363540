"""The documents of an account's pack and of the portfolio's: name, format, template, and whom each is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.client_actions import NAME as CLIENT_ACTIONS

CLIENT = "client"  # the folder, inside an account's pack, of what may go to the client
PORTFOLIO = "portfolio"  # in place of an account: the folder of the portfolio's pack


class Format(Enum):
    """A format, by the ending of its files."""

    WORD = "docx"
    SLIDES = "pptx"
    EXCEL = "xlsx"
    CALENDAR = "ics"


PRINTED = (Format.WORD, Format.SLIDES)  # what LibreOffice can make a PDF of
PDF = ".pdf"


@dataclass(frozen=True)
class Document:
    """A document of a pack; `template` is empty for one that is drawn without.

    One that is `for_client` stands apart from the internal ones, and is made from restricted facts alone; one that is
    `per_person` is made once for each executive with whom a plan is agreed, whose id its file's name ends with. One of
    the portfolio rests on the accounts' packs, and on `books`: problems in these workbooks stop it, those in others
    don't. `rest` names the macro `more_in_<rest>` that says where what has no room in it stands.
    """

    name: str
    format: Format
    template: str = ""
    for_client: bool = False
    per_person: bool = False
    books: tuple[str, ...] = ()
    rest: str = "annex"

    def file_name(self, account: str, period: str, person: str = "") -> str:
        """The file's name, which says what it is in a mailbox; those for the client stand in a folder of their own."""
        return f"{self.stem(account, period, person)}.{self.format.value}"

    def stem(self, account: str, period: str, person: str = "") -> str:
        """The file's name without its ending."""
        return f"{self._begins(account)}{f'-{person}' if person else ''}-{period}"

    def person_of(self, file: str, account: str, period: str) -> str | None:
        """Of a file of a pack whose it is, an id, or empty; None where the file is another document's.

        The file may be of another format: a PDF stands beside what it was made of.
        """
        stem, begins, ends = file.rpartition(".")[0], self._begins(account), f"-{period}"
        if not self.per_person:
            return "" if stem == begins + ends else None
        person = stem.removeprefix(f"{begins}-").removesuffix(ends)
        return person if stem == f"{begins}-{person}{ends}" and person else None

    def _begins(self, account: str) -> str:
        if account == PORTFOLIO:
            return self.name
        return f"{f'{CLIENT}/' if self.for_client else ''}{account}-{self.name}"


DOCUMENTS: tuple[Document, ...] = (
    Document("plan", Format.WORD, "plan.docx"),
    Document("review", Format.SLIDES, "review.pptx", rest="plans_annex"),
    Document("report", Format.EXCEL),
    Document("relationships", Format.WORD, "relationships.docx", rest="plan"),
    Document("brief", Format.WORD, "brief.docx", rest="plan"),
    Document("agenda", Format.WORD, "agenda.docx", rest="plan"),
    Document("calendar", Format.CALENDAR),
    Document("client-plan", Format.WORD, "client-plan.docx", for_client=True),
    Document("client-review", Format.SLIDES, "client-review.pptx", for_client=True),
    Document(CLIENT_ACTIONS, Format.EXCEL, for_client=True),
    Document("client-relationship", Format.WORD, "client-relationship.docx", for_client=True, per_person=True),
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


def is_printed(file: str) -> bool:
    """Whether a file is one that a PDF is made of."""
    return file.rpartition(".")[2] in {kind.value for kind in PRINTED}


def is_for_client(template: str) -> bool:
    """Whether a template's file name, in whatever language, is that of a document for the client."""
    stem = template.partition(".")[0]
    return any(one.for_client and one.template.partition(".")[0] == stem for one in DOCUMENTS if one.template)


def names_file(person: str) -> bool:
    """Whether an id can stand in a file's name: ids may have a slash, which would lead into a folder."""
    return "/" not in person and not person.startswith(".")


def in_any_language(template: str) -> str:
    """The pattern of a template's file names in all languages: client-plan.*docx."""
    stem, _, ending = template.rpartition(".")
    return f"{stem}.*{ending}"


def in_language(template: str, language: str) -> str:
    """A template's file name in a language: plan.docx in English, plan.fr.docx in French."""
    stem, _, ending = template.rpartition(".")
    return template if language == "en" else f"{stem}.{language}.{ending}"

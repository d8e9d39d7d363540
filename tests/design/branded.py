"""Every document drawn on every brand's file of its kind, and filled with little and with much, once a test run."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.analyse import analyse
from pipeline.check import check
from pipeline.compose import compose
from pipeline.design import draw_all
from pipeline.documents import DOCUMENTS as ACCOUNT_KINDS
from pipeline.documents import PORTFOLIO_DOCUMENTS, Document, Format, in_language
from pipeline.facts import Facts
from pipeline.flows.client import client_of, client_vocabulary
from pipeline.flows.pack import vocabulary
from pipeline.flows.portfolio import portfolio_vocabulary
from pipeline.periods import Period
from pipeline.read import read
from pipeline.render import render
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.sheets.goals import Goal
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.tags import Pages
from pipeline.workspace import SHIPPED, Workspace
from tests import edges
from tests.design.brands import DECKS, DOCUMENTS
from tests.design.portfolios import bare, crowded, pages
from tests.filled import filled

KINDS = {
    f"{one.name}.{one.format.value}": one for one in (*ACCOUNT_KINDS, *PORTFOLIO_DOCUMENTS) if one.template
}  # fmt: skip
LENGTHS = ("short", "long")
SETTINGS = Settings(company="Halden")


class Case(NamedTuple):
    """A document on a brand's file."""

    kind: str
    brand: str

    @property
    def document(self) -> Document:
        """What is drawn."""
        return KINDS[self.kind]

    def __str__(self) -> str:
        return f"{self.document.name} on {self.brand}"


def _cases(brands: dict[str, object], format_: Format) -> list[Case]:
    return [Case(name, brand) for brand in brands for name, kind in KINDS.items() if kind.format is format_]


DECK_CASES = _cases({**DECKS}, Format.SLIDES)
PAGE_CASES = _cases({**DOCUMENTS}, Format.WORD)


@cache
def brand_file(folder: Path, brand: str) -> Path:
    """A brand's file."""
    ending = ".docx" if brand in DOCUMENTS else ".potx" if brand == "other language" else ".pptx"
    path = folder / f"{brand} brand{ending}"
    path.write_bytes((DECKS.get(brand) or DOCUMENTS[brand])())
    return path


@cache
def all_drawn(folder: Path, brand: str, language: str = "en") -> dict[str, bytes]:
    """All templates that a brand's file is for."""
    return draw_all(language, (brand_file(folder, brand),))


@cache
def drawn(folder: Path, case: Case, language: str = "en") -> Path:
    """A default template drawn on a brand's file."""
    file = in_language(case.document.template, language)
    path = folder / f"{case.brand} {file}"
    path.write_bytes(all_drawn(folder, case.brand, language)[file])
    return path


@cache
def _facts(folder: Path, length: str) -> Facts:
    """An account with a profile and what a client must share to have documents; or with more than any has."""
    if length == "short":
        return filled(
            {Profile: [{}], Goal: [{"share": "yes", "whose": "mutual"}], Person: [{}], RelationshipPlan: [{}]}
        )
    edges.write(folder / "crowded", edges.the_most())
    cells = read(folder / "crowded", SETTINGS.bounds)
    return check(cells, ACCOUNT, "crowded", Period(2026, 3), date(2026, 10, 15), SETTINGS).facts


@cache
def _said(folder: Path, whom: str, length: str) -> Pages:
    """What the pages of an account, a client, an executive or the portfolio say."""
    if whom == "portfolio":
        return pages(bare(), programme=False) if length == "short" else pages(crowded(), candidates=60)
    if whom == "account":
        facts = filled({Profile: [{}]}) if length == "short" else _facts(folder, length)
        return compose(analyse(facts, SETTINGS))
    client = client_of(_facts(folder, length), Workspace(SHIPPED, SETTINGS))
    return client.pages if whom == "client" else client.pages_of(next(iter(client.people.values())))


@cache
def made(folder: Path, case: Case, length: str) -> Path:
    """The template filled: with next to nothing, or with more than any page has room for."""
    kind, template = case.document, drawn(folder, case)
    path = folder / f"{case.brand} {kind.name} {length}{template.suffix}"
    wording = SHIPPED / "templates" / ("wording.client.en.j2" if kind.for_client else "wording.en.j2")
    if kind in PORTFOLIO_DOCUMENTS:
        whom, known = "portfolio", portfolio_vocabulary()
    elif kind.for_client:
        whom, known = "executive" if kind.per_person else "client", client_vocabulary()
    else:
        whom, known = "account", vocabulary()
    path.write_bytes(render(kind, template, wording, known, _said(folder, whom, length)).data)
    return path

"""The default templates filled: nothing of a tag is left, and slides without anything to show are gone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from pipeline.analyse import analyse, declarations
from pipeline.columns import Row
from pipeline.compose import compose, composed
from pipeline.design import draw_all
from pipeline.documents import DOCUMENTS, Document
from pipeline.render import render
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.tags import registry
from pipeline.workspace import SHIPPED
from tests.design.said import cells_of_deck, deck, words_of_deck, words_of_document
from tests.filled import filled

WORDING = SHIPPED / "templates" / "wording.en.j2"
PLAN, REVIEW = (next(kind for kind in DOCUMENTS if kind.name == name) for name in ("plan", "review"))
PROFILE_ONLY: tuple[type[Row], ...] = (Profile,)


@cache
def made(document: Document, sheets: tuple[type[Row], ...]) -> bytes:
    """The document of an account with one row, the example, in each of these sheets."""
    path = SHIPPED / "templates" / document.template
    assert path.read_bytes() == draw_all()[document.template], "run `planpack templates draw`"
    figures = analyse(filled({sheet: [{}] for sheet in sheets}), Settings(company="Halden"))
    known = registry(declarations().values(), composed())
    return render(document, path, WORDING, known, compose(figures)).data


def titles(data: bytes) -> list[str]:
    """The titles of a deck's slides."""
    return [slide.shapes.title.text_frame.text for slide in deck(data).slides]


@pytest.mark.parametrize("sheets", [PROFILE_ONLY, ACCOUNT], ids=["profile only", "all sheets"])
@pytest.mark.parametrize("document", [PLAN, REVIEW], ids=lambda d: d.name)
def test_no_tag_is_left(document: Document, sheets: Any) -> None:
    data = made(document, tuple(sheets))
    words = (words_of_document if document is PLAN else words_of_deck)(data)
    assert len(words) > 50
    assert not [text for text in words if "{{" in text or "{%" in text]


def test_every_page_says_whose_it_is_and_that_it_is_internal() -> None:
    words = words_of_document(made(PLAN, PROFILE_ONLY))
    assert "Northwind Ferries · 2026-Q3INTERNAL - not for the client" in words
    for slide in deck(made(REVIEW, PROFILE_ONLY)).slides:
        footers = [s.text_frame.text for s in slide.placeholders if s.name == "Footer"]
        assert footers == ["Northwind Ferries · 2026-Q3 · INTERNAL - not for the client"]


def test_slides_without_anything_to_show_are_gone() -> None:
    few, all_ = titles(made(REVIEW, PROFILE_ONLY)), titles(made(REVIEW, tuple(ACCOUNT)))
    registers = [title for title in all_ if title.startswith("Register of ")]
    assert registers == [f"Register of {what}" for what in (
        "goals", "actions", "people", "risks and opportunities", "opportunities for growth",
    )]  # fmt: skip
    assert not set(registers) & set(few)
    assert {"Still to confirm", "Definitions", "Sources"} < {title.partition(" (")[0] for title in few}
    assert len(few) < len(all_) - len(registers)  # the scorecard, value, growth and others are gone too


def test_what_is_not_given_is_said_so_and_not_left_blank() -> None:
    words = words_of_deck(made(REVIEW, PROFILE_ONLY))
    assert "No target given" in words
    assert "No earlier pack to compare with" in words
    assert "Nothing is asked at present: what the account needs goes on the tab Asks of account.xlsx." in words
    assert "All rows, 3 at least" in cells_of_deck(made(REVIEW, PROFILE_ONLY))
    assert "No objective is set yet." in words_of_document(made(PLAN, PROFILE_ONLY))

"""Accounts at the edges of what people fill in: a profile alone, a name alone, one row a sheet, more than any has."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pptx
import pytest
from pptx.util import Inches

from pipeline.flows.build import Outcome, State, build_account
from pipeline.workspace import Workspace
from tests import edges
from tests.conftest import ROOT, order_of
from tests.design.said import cells_of_deck, words_of_deck, words_of_document
from tests.office import findings, pdf_pages, requires_office, requires_ooxml_check
from tests.places import out_of_place

pytestmark = pytest.mark.xdist_group("edges")
Built = tuple[Workspace, dict[str, Outcome]]
ACCOUNTS = ("alone", "blank", "single", "crowded")
FOOT = Inches(6.95)  # where the footer's rule stands
# What no document may say: counts of nothing, holes of the wording, values that slipped through.
ABSURD = re.compile(
    r"\b0 (actions?|asks?|deals?|goals?|measures?|people|risks?|rows?|tabs?|threats?)\b"
    r"|\b1 (actions|asks|deals|goals|measures|rows|tabs|threats)\b"
    r"|^None$|\b(nan|inf|Undefined)\b|To confirm (account|on the)|\(\s*\)| ,|,,|;;|;\s*$|: *\.|\.\.$"
)


@pytest.fixture(scope="module")
def edge_packs(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The packs of the accounts at the edges, through the real flow."""
    folder = tmp_path_factory.mktemp("edges")
    shutil.copy2(ROOT / "planpack.toml", folder / "planpack.toml")
    accounts = folder / "inputs" / "accounts"
    edges.write(accounts / "alone", edges.profile_only(), ("account",))
    edges.write(accounts / "blank", edges.nothing_but_a_name())
    edges.write(accounts / "single", edges.one_row_each())
    edges.write(accounts / "crowded", edges.the_most())
    workspace = Workspace.open(folder)
    return workspace, {account: build_account(order_of(workspace), account) for account in ACCOUNTS}


def pack(built: Built, account: str, ending: str) -> Path:
    """The account's own document with that ending."""
    workspace, outcomes = built
    name = next(name for name in outcomes[account].files if name.endswith(ending) and not name.startswith("client/"))
    return workspace.outputs("2026-Q3") / account / name


def said(built: Built, account: str) -> list[str]:
    """Every paragraph of the account's plan and review."""
    return [
        *words_of_document(pack(built, account, ".docx").read_bytes()),
        *words_of_deck(pack(built, account, ".pptx").read_bytes()),
    ]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_document_is_built(edge_packs: Built, account: str) -> None:
    outcome = edge_packs[1][account]
    assert outcome.state is State.BUILT, outcome.problems
    assert {Path(name).suffix for name in outcome.files} == {".docx", ".pptx", ".xlsx", ".ics"}


@requires_ooxml_check
def test_office_opens_them_without_a_repair(edge_packs: Built) -> None:
    workspace, outcomes = edge_packs
    files = [workspace.outputs("2026-Q3") / account / name for account in ACCOUNTS for name in outcomes[account].files]
    assert findings([file for file in files if file.suffix != ".ics"]) == []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_nothing_leaves_its_slide_or_covers_another(edge_packs: Built, account: str) -> None:
    deck = pptx.Presentation(str(pack(edge_packs, account, ".pptx")))
    assert out_of_place(deck, FOOT) == []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_sentence_is_absurd(edge_packs: Built, account: str) -> None:
    texts = said(edge_packs, account)
    assert [text for text in texts if ABSURD.search(text)] == []
    assert not [text for text in texts if "{{" in text or "{%" in text]


@pytest.mark.parametrize("account", ["alone", "blank", "single"])
def test_titles_stay_within_two_lines(edge_packs: Built, account: str) -> None:
    deck = pptx.Presentation(str(pack(edge_packs, account, ".pptx")))
    assert [t for t in (slide.shapes.title.text_frame.text for slide in deck.slides) if len(t) > 115] == []


@pytest.mark.parametrize("account", ["alone", "blank"])
def test_an_empty_account_has_only_slides_that_say_something_and_is_told_what_to_fill_in(
    edge_packs: Built, account: str
) -> None:
    path = pack(edge_packs, account, ".pptx")
    titles = [slide.shapes.title.text_frame.text for slide in pptx.Presentation(str(path)).slides]
    assert titles[1].startswith("The plan is still to be filled in")
    rest = dict.fromkeys(title.partition(" (")[0] for title in titles[2:])
    assert list(rest) == ["Appendix", "Still to confirm", "Definitions", "Sources"]
    assert {"All rows, 3 at least", "people.xlsx › People"} <= set(cells_of_deck(path.read_bytes()))
    texts = said(edge_packs, account)
    assert any("rows are missing on 23 tabs" in text for text in texts)
    assert "No goal is open: goals go on the tab Goals of goals.xlsx." in texts


def test_long_texts_leave_room_for_several_rows(edge_packs: Built) -> None:
    """A row of a slide's table is cut rather than the rows behind it left out."""
    path = pack(edge_packs, "crowded", ".pptx")
    deck = pptx.Presentation(str(path))
    tables = {
        slide.shapes.title.text_frame.text: len(shape.table.rows)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.name.startswith("Table")
    }
    assert len(tables) > 15
    last = re.compile(r"\((\d+)/\1\)$")  # what is left over for the last slide of several may be little
    assert {title: rows for title, rows in tables.items() if rows < 5 and not last.search(title)} == {}
    texts = [
        cell.text_frame.text for s in deck.slides[3].shapes if s.has_table for row in s.table.rows for cell in row.cells
    ]
    assert any(text.endswith("…") for text in texts)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_report_s_columns_are_wide_enough_for_their_numbers(edge_packs: Built) -> None:
    """Office shows a number that doesn't fit as ###."""
    book = openpyxl.load_workbook(pack(edge_packs, "crowded", ".xlsx"), data_only=True)
    seen = 0
    for tab in book:
        if tab.title == "Summary":
            continue
        for cell in (cell for row in tab.iter_rows() for cell in row if isinstance(cell.value, int | float)):
            seen += 1
            wide = next(d.width for d in tab.column_dimensions.values() if d.min <= cell.column <= d.max)
            assert wide > len(f"{cell.value:,.0f}"), f"{tab.title}!{cell.coordinate}"
    assert seen > 300


@requires_office
def test_the_plan_of_an_account_with_little_is_short_and_its_first_page_one_page(
    edge_packs: Built, tmp_path: Path
) -> None:
    files = [pack(edge_packs, account, ".docx") for account in ("alone", "single")]
    pages = pdf_pages(files, tmp_path)
    assert pages[files[0].name] <= 4
    assert pages[files[1].name] <= 10
    for file in files:
        assert "What we do, and who does it" in lines_of_page(tmp_path / f"{file.stem}.pdf", 2)[:6]


def lines_of_page(pdf: Path, page: int) -> list[str]:
    """The lines of text on a page."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line for line in told.splitlines() if line]

"""The portfolio's pack: built after the accounts, left where nothing changed, stopped by its own workbooks alone."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.account_packs import AccountPack
from pipeline.cli import main
from pipeline.documents import PORTFOLIO, PORTFOLIO_DOCUMENTS
from pipeline.flows.build import Order, Outcome, State
from pipeline.flows.index import write_index
from pipeline.flows.packs import packs_of
from pipeline.flows.portfolio import build_portfolio
from pipeline.manifest import Manifest
from pipeline.workspace import Workspace
from tests.conftest import example_workspace, order_of
from tests.design.said import deck, words_of_deck
from tests.many_packs import written
from tests.office import findings, formulas_recalculated, pdf_pages, requires_office, requires_ooxml_check

pytestmark = pytest.mark.xdist_group("example")
DECK, BOOK = "portfolio-2026-Q3.pptx", "portfolio-2026-Q3.xlsx"
NAMES = [document.file_name(PORTFOLIO, "2026-Q3") for document in PORTFOLIO_DOCUMENTS]


def few(folder: Path, accounts: int = 2) -> Workspace:
    """A workspace of few accounts, so that it is built quickly."""
    workspace = example_workspace(folder)
    for account in workspace.accounts()[accounts:]:
        shutil.rmtree(workspace.inputs(account))
    return workspace


def run(workspace: Workspace, *words: str) -> Result:
    """`planpack build` with a plan alone, so that it is quick."""
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), "build", "--jobs", "1", *words])


def emptied(folder: Path) -> None:
    """Take an account's workbooks away, so that a pack made of none is true."""
    for path in folder.iterdir():
        path.unlink()


def order_of_portfolio(workspace: Workspace) -> Order:
    """The order of the portfolio's documents."""
    order = order_of(workspace)
    return Order(order.workspace, order.period, order.as_of, PORTFOLIO_DOCUMENTS)


def outcome_of(workspace: Workspace) -> Outcome:
    """What becomes of the portfolio's pack."""
    order = order_of_portfolio(workspace)
    return build_portfolio(order, packs_of(order, {}))[0]


def broken(workspace: Workspace, book: str, tab: str, heading: str, value: object) -> None:
    """Write something wrong under a heading of one of the portfolio's workbooks."""
    path = workspace.portfolio_inputs / f"{book}.xlsx"
    opened = openpyxl.load_workbook(path)
    cell = next(cell for row in opened[tab].iter_rows() for cell in row if str(cell.value).startswith(heading))
    opened[tab].cell(cell.row + 1, cell.column).value = value
    opened.save(path)


def test_the_portfolio_follows_the_accounts_and_is_left_where_nothing_changed(tmp_path: Path) -> None:
    workspace = few(tmp_path)
    first = run(workspace, "--only", "plan,selection,portfolio")
    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines()[-2:] == [f"portfolio: built: {', '.join(NAMES)}", "index: index.html"]
    folder = workspace.outputs("2026-Q3") / PORTFOLIO
    assert sorted(path.name for path in folder.iterdir()) == sorted(["pack.json", *NAMES])
    manifest = Manifest.from_bytes((folder / "pack.json").read_bytes())
    assert sorted(manifest.files) == sorted(NAMES)
    assert manifest.figures["portfolio.built_count"] == 2
    assert all(manifest.printed[name] for name in NAMES)

    again = run(workspace, "--only", "plan,selection,portfolio")
    assert f"portfolio: unchanged: {', '.join(NAMES)}" in again.stdout
    forced = run(workspace, "--only", "selection,portfolio", "--force")
    assert f"portfolio: built: {', '.join(NAMES)}" in forced.stdout
    assert "plan" not in forced.stdout


def test_a_changed_pack_or_workbook_of_the_portfolio_builds_it_anew(tmp_path: Path) -> None:
    workspace = few(tmp_path, 1)
    (account,) = workspace.accounts()
    pack = workspace.outputs("2026-Q3") / account / "pack.json"
    pack.parent.mkdir(parents=True)
    sold = partial(Manifest, account, "2026-Q3", "2026-10-15", "x")
    emptied(workspace.inputs(account))
    pack.write_bytes(sold(figures={"finance.revenue": 5.0}).to_bytes())
    assert outcome_of(workspace).state is State.BUILT
    assert outcome_of(workspace).state is State.UNCHANGED
    pack.write_bytes(sold(figures={"finance.revenue": 6.0}).to_bytes())
    assert outcome_of(workspace).state is State.BUILT
    (workspace.portfolio_inputs / "programme.xlsx").unlink()
    assert outcome_of(workspace).state is not State.UNCHANGED


def test_an_account_whose_workbooks_changed_since_its_pack_is_in_no_total(tmp_path: Path) -> None:
    workspace = few(tmp_path)
    assert run(workspace, "--only", "plan,portfolio").exit_code == 0
    first, second = workspace.accounts()
    (workspace.inputs(first) / "goals.xlsx").touch()
    assert "portfolio: unchanged" in run(workspace, "--only", "portfolio").stdout
    path = workspace.inputs(second) / "goals.xlsx"
    opened = openpyxl.load_workbook(path)
    opened["Goals"].cell(5, 2).value = "A goal in other words"
    opened.save(path)
    assert run(workspace, "--only", "portfolio").exit_code == 0
    folder = workspace.outputs("2026-Q3") / PORTFOLIO
    manifest = Manifest.from_bytes((folder / "pack.json").read_bytes())
    assert manifest.figures["portfolio.built_count"] == 1
    assert any("its workbooks changed since its pack was made" in text for text in cells(folder / DECK))
    assert run(workspace, "--only", "plan,portfolio").exit_code == 0
    assert Manifest.from_bytes((folder / "pack.json").read_bytes()).figures["portfolio.built_count"] == 2


def test_a_wrong_cell_of_the_programme_stops_the_portfolio_alone(tmp_path: Path) -> None:
    workspace = few(tmp_path, 1)
    assert run(workspace, "--only", "plan,portfolio").exit_code == 0
    folder = workspace.outputs("2026-Q3") / PORTFOLIO
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    broken(workspace, "programme", "Assessment", "Score", 9)
    stopped = run(workspace, "--only", "plan,portfolio")
    assert stopped.exit_code == 1
    assert "portfolio: not built, 1 problem" in stopped.stdout
    assert "programme.xlsx › Assessment" in stopped.stdout
    assert ": unchanged: " in stopped.stdout.splitlines()[0]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert run(workspace, "--only", "plan,portfolio").exit_code == 1


def test_a_wrong_cell_of_the_scoring_leaves_the_portfolio_s_own_documents(tmp_path: Path) -> None:
    workspace = few(tmp_path, 1)
    broken(workspace, "scoring", "Criteria", "Weight", "heavy")
    done = run(workspace, "--only", "plan,selection,portfolio")
    assert done.exit_code == 1
    assert "portfolio: built, in part: 1 problem" in done.stdout
    assert "scoring.xlsx › Criteria" in done.stdout
    made = {path.name for path in (workspace.outputs("2026-Q3") / PORTFOLIO).iterdir()}
    assert {"portfolio-2026-Q3.pptx", "portfolio-2026-Q3.xlsx"} <= made
    assert not [name for name in made if name.startswith("selection")]


def test_an_account_that_was_stopped_is_told_by_what_its_last_pack_says(tmp_path: Path) -> None:
    workspace = few(tmp_path)
    order = order_of_portfolio(workspace)
    first, second = workspace.accounts()
    packs = packs_of(order, {first: 3}).by_account
    assert packs[first].why == "not built: 3 problems"
    assert packs[first].period == "2026-Q2"
    assert packs[second].why == "not built"
    assert packs_of(order, {first: 3}).hash != packs_of(order, {first: 2}).hash


def test_packs_are_read_without_the_texts_they_printed(tmp_path: Path) -> None:
    made = Manifest("a", "2026-Q3", "2026-10-15", "x", figures={"finance.revenue": 5.0}, printed={"a": [["b", "c"]]})
    long = Manifest("a", "2026-Q3", "2026-10-15", "x", printed={"a": [["b", "c" * 200_000]]})
    workspace = few(tmp_path, 1)
    (account,) = workspace.accounts()
    emptied(workspace.inputs(account))
    pack = workspace.outputs("2026-Q3") / account / "pack.json"
    pack.parent.mkdir(parents=True)
    for manifest in (made, long):
        pack.write_bytes(manifest.to_bytes())
        read = packs_of(order_of_portfolio(workspace), {}).by_account[account]
        assert read == AccountPack.of(manifest)
        assert json.loads(pack.read_bytes())["printed"]


@pytest.fixture(scope="module")
def five(built: tuple[Workspace, dict[str, Outcome]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the portfolio's pack of the five example accounts."""
    workspace = example_workspace(tmp_path_factory.mktemp("five"))
    return made_of(workspace, built[0])


@pytest.fixture(scope="module")
def many(built: tuple[Workspace, dict[str, Outcome]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the portfolio's pack of two thousand accounts."""
    workspace = example_workspace(tmp_path_factory.mktemp("many"))
    paths = sorted(built[0].outputs("2026-Q3").glob("*/pack.json"))
    written(
        workspace, [Manifest.from_bytes(path.read_bytes()) for path in paths if path.parent.name != PORTFOLIO], 2000
    )
    begun = perf_counter()
    assert outcome_of(workspace).state is State.BUILT
    assert perf_counter() - begun < 120, "two thousand accounts roll up in seconds"
    return workspace.outputs("2026-Q3") / PORTFOLIO


def made_of(workspace: Workspace, source: Workspace) -> Path:
    """Build the portfolio of packs that another workspace holds."""
    for account in workspace.accounts():
        folder = workspace.outputs("2026-Q3") / account
        folder.mkdir(parents=True)
        shutil.copy2(source.outputs("2026-Q3") / account / "pack.json", folder)
    assert outcome_of(workspace).state is State.BUILT
    return workspace.outputs("2026-Q3") / PORTFOLIO


@cache
def titles(path: Path) -> list[str]:
    """The titles of a deck's slides."""
    return [slide.shapes.title.text_frame.text for slide in deck(path.read_bytes()).slides]


def test_the_deck_has_a_finding_on_each_of_at_most_fifteen_slides(five: Path, many: Path) -> None:
    for folder in (five, many):
        said = titles(folder / DECK)
        assert 10 < len(said) <= 15
        assert len(set(said)) == len(said)
        assert not [text for text in words_of_deck((folder / DECK).read_bytes()) if "{{" in text or "{%" in text]
    assert "Revenue is 4\u00a0% below target; 2 of 5 accounts are healthy" in titles(five / DECK)
    assert "Every total equals the sum of its accounts; all 2,000 accounts are in them" in titles(many / DECK)
    assert any("1,99" in text and "more in the workbook" in text for text in cells(many / DECK))


def test_the_example_portfolio_says_what_changed_since_the_committed_quarter_before(five: Path) -> None:
    """After a change of the data: `python -m tests.examples.packs`."""
    shown = cells(five / DECK)
    assert "Last portfolio" in shown
    assert any("refused" in text for text in shown)
    assert any("(1.77 last time)" in title for title in titles(five / DECK))
    movers = next(title for title in titles(five / "selection-2026-Q3.pptx") if "changed tier" in title)
    assert movers.startswith("Thornbury Rail, Brightwell Retail Group, Kestrel Mobility and one more changed tier")
    assert movers.endswith("since the last selection; 4 candidates are new")


def cells(path: Path) -> list[str]:
    """The cells of a deck's tables."""
    return [
        cell.text
        for slide in deck(path.read_bytes()).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]


def test_the_workbook_has_a_row_for_every_account(many: Path) -> None:
    with ZipFile(many / BOOK) as package:
        table = package.read("xl/tables/table1.xml").decode()
    assert 'name="Accounts"' in table
    assert f'ref="A5:U{5 + 2000 + 1}"' in table  # the heading, a row each, the totals


@requires_ooxml_check
def test_office_opens_the_portfolio_without_a_repair(five: Path, many: Path) -> None:
    assert findings([folder / name for folder in (five, many) for name in NAMES]) == []


@requires_office
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl knows no data bars' extras
def test_recalculating_the_workbook_changes_no_cell(five: Path, tmp_path: Path) -> None:
    assert formulas_recalculated(five / BOOK, tmp_path) > 40


@requires_office
def test_the_portfolio_turns_into_pages(five: Path, tmp_path: Path) -> None:
    assert pdf_pages([five / DECK], tmp_path)[DECK] == len(titles(five / DECK))


def test_a_deck_of_one_account_says_so_in_the_singular(tmp_path: Path, five: Path) -> None:
    workspace = few(tmp_path, 1)
    (account,) = workspace.accounts()
    (workspace.outputs("2026-Q3") / account).mkdir(parents=True)
    shutil.copy2(five.parent / account / "pack.json", workspace.outputs("2026-Q3") / account)
    assert outcome_of(workspace).state is State.BUILT
    said = titles(workspace.outputs("2026-Q3") / PORTFOLIO / DECK)
    assert "Every total equals the sum of its accounts; the one account is in them" in said
    assert "All revenue comes from Brightwell Retail Group" in said


def test_the_same_packs_make_the_same_bytes(five: Path, tmp_path: Path) -> None:
    again = example_workspace(tmp_path)
    for account in again.accounts():
        folder = again.outputs("2026-Q3") / account
        folder.mkdir(parents=True)
        shutil.copy2(five.parent / account / "pack.json", folder)
    assert outcome_of(again).state is State.BUILT
    for name in (*NAMES, "pack.json"):
        assert (again.outputs("2026-Q3") / PORTFOLIO / name).read_bytes() == (five / name).read_bytes(), name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_table_has_headings_of_its_own_and_sentences_are_spaced(language: str, five: Path, tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    path = workspace.root / "planpack.toml"
    path.write_text(f'{path.read_text(encoding="utf-8")}\nlanguage = "{language}"\n', encoding="utf-8")
    folder = made_of(Workspace.open(tmp_path), Workspace.open(five.parents[2]))
    with ZipFile(folder / BOOK) as package, ZipFile(five / BOOK) as english:
        tables, ours = ([n for n in one.namelist() if n.startswith("xl/tables/")] for one in (package, english))
        assert len(tables) == len(ours) > 15
    if language == "fr":
        assert all(" ;" in one or ";" not in one for one in titles(folder / DECK))


def test_the_index_page_links_to_each_file_of_the_portfolio_once(five: Path) -> None:
    workspace = Workspace.open(five.parents[2])
    page = write_index(order_of(workspace), packs_of(order_of(workspace), {})).read_text(encoding="utf-8")
    links = re.findall(r'<a href="portfolio/([^"]+)" title="[^"]+">([^<]+)</a>', page)
    assert links == [
        ("selection-2026-Q3.pptx", "Selection"),
        ("selection-2026-Q3.xlsx", "Selection (XLSX)"),
        ("portfolio-2026-Q3.pptx", "Portfolio"),
        ("portfolio-2026-Q3.xlsx", "Portfolio (XLSX)"),
    ]


def decide(workspace: Workspace, account: str, decision: str, day: date) -> None:
    """Write a decision about a candidate into scoring.xlsx, as a person would in Excel."""
    path = workspace.portfolio_inputs / "scoring.xlsx"
    opened = openpyxl.load_workbook(path)
    sheet = opened["Candidates"]
    head = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("Account"))
    columns = {str(cell.value).rstrip(" *"): cell.column for cell in head if cell.value}
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == account)
    sheet.cell(row, columns["Decision"]).value = decision
    sheet.cell(row, columns["Decided on"]).value = day
    opened.save(path)


def test_a_decision_written_on_candidates_is_history_at_the_next_selection(tmp_path: Path) -> None:
    """Two builds a quarter apart; between them the workbook's cell is written over."""
    workspace = few(tmp_path, 1)
    command = ("--only", "selection")
    decide(workspace, "lumen-media", "watch", date(2026, 10, 1))
    assert run(workspace, *command).exit_code == 0
    decide(workspace, "lumen-media", "decline", date(2026, 12, 1))
    later = run(workspace, *command, "--period", "2026-Q4", "--as-of", "2027-01-15")
    assert later.exit_code == 0, later.output
    file = workspace.outputs("2026-Q4") / PORTFOLIO / "selection-2026-Q4.pptx"
    newest = "The newest decision: Lumen Media, decline, 1 Dec 2026"
    assert newest in [title.replace("\u00a0", " ") for title in titles(file)]
    taken = [
        [cell.text.replace("\u00a0", " ") for cell in row.cells]
        for slide in deck(file.read_bytes()).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    rows = [row[:3] for row in taken if row[1] == "Lumen Media" and row[0][:1].isdigit() and "20" in row[0]]
    assert rows == [["1 Dec 2026", "Lumen Media", "decline"], ["1 Oct 2026", "Lumen Media", "watch"]]

"""The main job on the example accounts: every document is built, valid, the same each time, and turns into PDF."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.flows.build import Outcome, State, build_account
from pipeline.workspace import Workspace
from tests.conftest import example_workspace, order_of
from tests.office import findings, formulas_recalculated, pdf_pages, requires_office, requires_ooxml_check

pytestmark = pytest.mark.xdist_group("example")
Built = tuple[Workspace, dict[str, Outcome]]
DOCUMENTS = {
    "plan.docx",
    "review.pptx",
    "report.xlsx",
    "relationships.docx",
    "brief.docx",
    "agenda.docx",
    "calendar.ics",
}
FOR_CLIENT = {"client-plan.docx", "client-review.pptx", "client-actions.xlsx"}
# The executives whose plan is agreed: a page each.
EXECUTIVES = {
    "brightwell": {"P2"}, "calder": {"P1", "P3"}, "kestrel": set(), "pelagia": {"P1", "P2"},
    "meridian": {"P1", "P3", "P4", "P9", "P10", "P11", "P19"},
}  # fmt: skip


# Least and most pages of documents whose length is bound.
PAGES = {
    "client-plan": (1, 3), "client-review": (5, 8), "client-relationship": (1, 1), "brief": (1, 1),
    "relationships": (2, 99), "agenda": (2, 4),
}  # fmt: skip


def packs(built: Built) -> list[Path]:
    """All files of all packs."""
    workspace, outcomes = built
    folder = workspace.outputs("2026-Q3")
    return [folder / account / name for account, outcome in outcomes.items() for name in outcome.files]


def office(files: list[Path]) -> list[Path]:
    """Those of the files that are of Office."""
    return [path for path in files if path.suffix != ".ics"]


def test_every_example_account_has_its_plan_review_and_report(built: Built) -> None:
    _, outcomes = built
    assert len(outcomes) >= 5
    for account, outcome in outcomes.items():
        assert outcome.state is State.BUILT, outcome.problems
        assert set(outcome.files) == {
            *(f"{account}-{name.replace('.', '-2026-Q3.')}" for name in DOCUMENTS),
            *(f"client/{account}-{name.replace('.', '-2026-Q3.')}" for name in FOR_CLIENT),
            *(f"client/{account}-client-relationship-{one}-2026-Q3.docx" for one in EXECUTIVES[account]),
        }
    assert all(path.stat().st_size > 5_000 for path in packs(built) if path.suffix != ".ics")


@requires_ooxml_check
def test_office_would_open_every_file_without_a_repair(built: Built) -> None:
    assert findings(office(packs(built))) == []


def test_no_tag_and_no_placeholder_is_left_in_a_finished_file(built: Built) -> None:
    from zipfile import ZipFile

    for path in office(packs(built)):
        with ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith(".xml"):
                    text = package.read(name).decode()
                    assert "{{" not in text, f"{path.name}: {name}"
                    assert "{%" not in text, f"{path.name}: {name}"
                    assert "Click to" not in text, f"{path.name}: {name}"


def test_the_same_inputs_make_the_same_bytes_in_another_folder(built: Built, tmp_path: Path) -> None:
    workspace, outcomes = built
    again = example_workspace(tmp_path)
    account = min(outcomes)
    build_account(order_of(again), account)
    for name in (*outcomes[account].files, "pack.json"):
        one, other = (w.outputs("2026-Q3") / account / name for w in (workspace, again))
        assert one.read_bytes() == other.read_bytes(), name


def test_an_account_that_did_not_change_is_not_built_again(built: Built) -> None:
    workspace, outcomes = built
    assert build_account(order_of(workspace), min(outcomes)).state is State.UNCHANGED


def test_a_wrong_cell_stops_its_own_account_alone_and_is_named(built: Built, tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    first, second, *_ = workspace.accounts()
    path = workspace.inputs(first) / "risks.xlsx"
    book = openpyxl.load_workbook(path)
    tab = book["Risks"]
    heading = next(cell for row in tab.iter_rows() for cell in row if str(cell.value).startswith("Likelihood"))
    tab.cell(heading.row + 1, heading.column).value = 9
    book.save(path)
    done = CliRunner().invoke(
        main, ["--workspace", str(tmp_path), "build", first, second, "--jobs", "1", "--only", "plan"]
    )
    assert done.exit_code == 1, done.output
    address = f"{heading.column_letter}{heading.row + 1}"
    assert f"{first}: not built, 1 problem" in done.output
    assert f"risks.xlsx › Risks › {address}" in done.output
    assert "Likelihood" in done.output
    assert "9" in done.output
    assert "1 (rare) to 5 (almost certain)" in done.output
    assert "write a whole number, 1 to 5" in done.output
    assert f"{second}: built" in done.output
    assert not (workspace.outputs("2026-Q3") / first).exists()


@requires_office
def test_every_document_turns_into_pages(built: Built, tmp_path: Path) -> None:
    files = office(packs(built))
    pages = pdf_pages(files, tmp_path)
    for path in files:
        least, most = next((pair for name, pair in PAGES.items() if f"-{name}-" in path.name), (4, 99))
        if path.suffix == ".pptx" and "client" not in path.name:
            least = 12
        assert least <= pages[path.name] <= most, (path.name, pages[path.name])


@requires_office
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl knows no sparklines
def test_recalculating_a_report_changes_no_cell(built: Built, tmp_path: Path) -> None:
    for path in packs(built):
        if "-report-" not in path.name:
            continue
        assert formulas_recalculated(path, tmp_path) > 10, path.name


def test_the_example_workspace_of_the_wheel_is_what_the_repository_holds(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", "--example", str(tmp_path / "work")])
    assert done.exit_code == 0, done.output
    here = Path(__file__).parent.parent
    for name in ("planpack.toml", "inputs/scoring.xlsx"):
        assert (tmp_path / "work" / name).read_bytes() == (here / name).read_bytes()
    assert {p.name for p in (tmp_path / "work" / "inputs" / "accounts").iterdir()} == {
        p.name for p in (here / "inputs" / "accounts").iterdir()
    }
    shutil.rmtree(tmp_path / "work")

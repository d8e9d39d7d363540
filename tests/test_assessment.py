"""The assessment of the programme: a questionnaire goes out, is answered, comes back, and shows where views differ."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.analyse import analyse_portfolio
from pipeline.blank import workbook
from pipeline.check import check
from pipeline.cli import main
from pipeline.read import read
from pipeline.sheets import PORTFOLIO
from pipeline.sheets.programme import Assessment
from pipeline.sheets.shipped import QUESTIONS
from pipeline.workspace import Workspace
from tests.filled import AS_OF, PERIOD
from tests.office import convert, findings, requires_office, requires_ooxml_check

SETTINGS = 'company = "Halden"\nperiod = "2026-Q3"\nas_of = "2026-10-15"\n'
FILE = "assessment-gilmore-sons-2026-Q3.xlsx"
ASKED = ("communication", "Do functions know what each account expects?")
FIRST = 5  # the row of the first question


def place(folder: Path, *rows: dict[str, object]) -> Workspace:
    """A workspace with a programme workbook of these rows, or with none."""
    (folder / "planpack.toml").write_text(SETTINGS)
    (folder / "inputs").mkdir()
    if rows:
        (folder / "inputs" / "programme.xlsx").write_bytes(workbook("programme", {Assessment: rows}, example=False))
    return Workspace.open(folder)


def answer(practice: str, question: str, score: int, kind: str, assessor: str = "Ann") -> dict[str, object]:
    """An answer of some day before."""
    return {"practice": practice, "question": question, "score": score, "assessor": assessor, "assessor_type": kind,
            "evidence": "Seen", "day": date(2026, 9, 1)}  # fmt: skip


def run(folder: Path, *words: str) -> Result:
    """The command, from the workspace's folder."""
    return CliRunner().invoke(main, ["--workspace", str(folder), *words])


def filled_in(file: Path, *answers: tuple[int | None, str]) -> None:
    """Answer the first questions of a questionnaire."""
    book = openpyxl.load_workbook(file)
    headings = {str(cell.value): cell.column for cell in book["Assessment"][FIRST - 1]}
    for n, (score, evidence) in enumerate(answers, FIRST):
        book["Assessment"].cell(n, headings["Score *"]).value = score
        book["Assessment"].cell(n, headings["Evidence *"]).value = evidence
    book.save(file)


def rows_of(file: Path) -> list[tuple[object, ...]]:
    """The rows of a tab Assessment."""
    sheet = openpyxl.load_workbook(file)["Assessment"]
    rows = (row for row in sheet.iter_rows(min_row=FIRST, max_col=7, values_only=True) if any(row))
    return [tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row) for row in rows]


def test_without_questions_of_our_own_the_shipped_ones_are_asked(tmp_path: Path) -> None:
    place(tmp_path)
    made = run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons")
    assert made.exit_code == 0, made.output
    assert f"planpack import assessments/{FILE} portfolio --to Assessment" in made.stderr
    rows = rows_of(tmp_path / "assessments" / FILE)
    assert [row[:2] for row in rows] == list(QUESTIONS)
    assert {row[2:] for row in rows} == {(None, "Gilmore & Sons", "third party", None, AS_OF)}


def test_the_questions_that_were_asked_before_are_asked_again_once_each(tmp_path: Path) -> None:
    place(
        tmp_path,
        answer(*ASKED, 3, "own team"),
        answer("communication", "do functions know what each account expects?", 2, "management", "Bob"),
    )
    assert run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons", "--type", "customer").exit_code == 0
    assert [row[:5] for row in rows_of(tmp_path / "assessments" / FILE)] == [
        (*ASKED, None, "Gilmore & Sons", "customer")
    ]


def test_what_comes_back_stands_row_for_row_in_the_programme_and_shows_the_gaps(tmp_path: Path) -> None:
    workspace = place(
        tmp_path,
        answer(*ASKED, 4, "own team"),
        answer(*ASKED, 3, "management", "Bob"),
        answer(*ASKED, 2, "customer", "Cy"),
    )
    run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons")
    file = tmp_path / "assessments" / FILE
    filled_in(file, (1, "Two interviews"))
    words = ("import", str(file), "portfolio", "--to", "Assessment")
    before = (tmp_path / "inputs" / "programme.xlsx").read_bytes()
    dry = run(tmp_path, *words)
    assert dry.exit_code == 0, dry.output
    assert "1 row new" in dry.stdout
    assert (tmp_path / "inputs" / "programme.xlsx").read_bytes() == before
    written = run(tmp_path, *words, "--yes")
    assert written.exit_code == 0, written.output
    assert "written: inputs/programme.xlsx; the original is kept as .backup/" in written.stderr
    assert rows_of(tmp_path / "inputs" / "programme.xlsx")[3:] == [
        (*ASKED, 1, "Gilmore & Sons", "third party", "Two interviews", AS_OF)
    ]
    assert "no rows new" in run(tmp_path, *words, "--yes").stdout

    cells = read(workspace.portfolio_inputs, workspace.settings.bounds)
    checked = check(cells, PORTFOLIO, "portfolio", PERIOD, AS_OF, workspace.settings)
    assert checked.problems == ()
    figures = analyse_portfolio(checked.facts, workspace.settings, {})
    (line,) = (line for line in figures["programme.practices"].lines if line["practice"].value == "communication")
    gaps = {view: line[f"gap_{view}"].value for view in ("management", "customer", "third_party")}
    assert gaps == {"management": 1.0, "customer": 2.0, "third_party": 3.0}


def test_a_score_out_of_range_stops_the_import_and_names_the_cell(tmp_path: Path) -> None:
    place(tmp_path, answer(*ASKED, 4, "own team"))
    run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons")
    file = tmp_path / "assessments" / FILE
    filled_in(file, (7, "Interviews"))
    refused = run(tmp_path, "import", str(file), "portfolio", "--to", "Assessment", "--yes")
    assert refused.exit_code == 1
    assert "C5" in refused.stdout
    assert len(rows_of(tmp_path / "inputs" / "programme.xlsx")) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--assessment", "--name", "&&&"), "write who assesses, in letters"),
        (("acme", "--assessment", "--name", "Gilmore"), "leave out acme"),
        (("--name", "Acme"), "write the account's id"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    place(tmp_path)
    told = run(tmp_path, "new", *words)
    assert told.exit_code == 2
    assert said in told.stderr


def test_a_questionnaire_that_stands_there_is_not_written_over(tmp_path: Path) -> None:
    place(tmp_path)
    run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons")
    before = (tmp_path / "assessments" / FILE).read_bytes()
    again = run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons")
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert (tmp_path / "assessments" / FILE).read_bytes() == before


@requires_office
def test_questionnaires_saved_by_libreoffice_come_back_from_every_side(tmp_path: Path) -> None:
    """Each answers a questionnaire of their own; the portfolio tells the views apart."""
    workspace = place(tmp_path, answer(*ASKED, 4, "own team"))
    saved = tmp_path / "saved"
    saved.mkdir()
    for who, kind, score in (("Gil", "third party", 1), ("Bo", "management", 3), ("Cy", "customer", 2)):
        made = run(tmp_path, "new", "--assessment", "--name", who, "--type", kind)
        assert made.exit_code == 0, made.output
        name = f"assessment-{who.lower()}-2026-Q3.xlsx"
        filled_in(tmp_path / "assessments" / name, (score, "Interviews"))
        convert([tmp_path / "assessments" / name], "xlsx:Calc MS Excel 2007 XML", saved)
        back = run(tmp_path, "import", str(saved / name), "portfolio", "--to", "Assessment", "--yes")
        assert back.exit_code == 0, back.output
        assert "1 row new" in back.stdout
    assert run(tmp_path, "new", "acme", "--name", "Acme").exit_code == 0
    done = run(tmp_path, "build", "--only", "portfolio")
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(workspace.outputs("2026-Q3") / "portfolio" / "portfolio-2026-Q3.xlsx")
    rows = [row for row in book["Programme"].iter_rows(values_only=True) if row[0] == "Communication"]
    assert rows[0][1:5] == (4, 3, 2, 1)
    assert rows[0][6:9] == (3, 1, 2)  # own view less that of the third party, of management, of customers


@requires_ooxml_check
def test_office_opens_the_questionnaire_without_a_repair(tmp_path: Path) -> None:
    place(tmp_path)
    run(tmp_path, "new", "--assessment", "--name", "Gilmore & Sons")
    assert findings([tmp_path / "assessments" / FILE]) == []

"""`planpack import` as it is run: a dry run first, then a yes, then nothing more to do; status 0, 1 and 2."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.sheets.performance import Financial, Opportunity
from pipeline.workspace import Workspace
from tests.take_in.given import CRM, OPPORTUNITIES, changed, export, fill, planpack, rows, state, workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path)
    export(made, "crm.csv", OPPORTUNITIES)
    export(made, "crm.toml", CRM)
    return made


def test_a_dry_run_says_what_would_be_written_and_touches_nothing(place: Workspace) -> None:
    before = state(place.root)
    done = planpack(place, "import", "crm.csv", "acme", "--to", "Opportunities", "--map", "crm.toml")
    assert (done.returncode, done.stderr) == (0, "nothing is written yet; add --yes to write it\n")
    assert done.stdout.splitlines() == [
        "crm.csv → Opportunities of acme",
        "  read      2 rows under the headings in line 1",
        "  read      cells separated by a comma",
        "  columns   Opportunity Name → Opportunity, Amount → Value, Stage, Close Date → Expected close, "
        "Opportunity ID",
        "  rows by   Opportunity ID",
        "performance.xlsx › Opportunities",
        "  new column Opportunity ID, in P4",
        "  new in row 6: O2 · Gate control",
        "    Id: O2; Opportunity: Gate control; Value: 120,000; Stage: proposed; Expected close: 2027-02-28; "
        "Opportunity ID: 0061",
        "  new in row 7: O3 · Théâtre scheduling",
        "    Id: O3; Opportunity: Théâtre scheduling; Value: 45,500.5; Stage: won; Expected close: 2026-09-30; "
        "Opportunity ID: 0062",
        "  note      9 wanted cells are empty in what would be written: Offering of O2, Probability of O2, "
        "Opened of O2, Owner of O2, Offering of O3, Probability of O3, Opened of O3, Owner of O3, Closed on of O3",
        "2 rows new, no rows changed, 0 as they are",
    ]
    assert state(place.root) == before


def test_a_yes_writes_it_with_a_copy_of_the_original_and_a_second_one_writes_nothing(place: Workspace) -> None:
    original = (place.inputs("acme") / "performance.xlsx").read_bytes()
    line = ("import", "crm.csv", "acme", "--to", "Opportunities", "--map", "crm.toml", "--yes")
    done = planpack(place, *line)
    assert done.returncode == 0
    copy = next((place.inputs("acme") / ".backup").iterdir())
    assert (
        done.stderr == f"written: inputs/accounts/acme/performance.xlsx; the original is kept as .backup/{copy.name}\n"
    )
    assert copy.read_bytes() == original
    written = rows(place.inputs("acme") / "performance.xlsx", "Opportunities")[1:]
    assert [(row["Id"], row["Opportunity"], row["Value"], row["Opportunity ID"]) for row in written] == [
        ("O2", "Gate control", 120000, "0061"),
        ("O3", "Théâtre scheduling", 45500.5, "0062"),
    ]
    before = state(place.root)
    again = planpack(place, *line)
    assert (again.returncode, again.stderr) == (0, "nothing to write\n")
    assert again.stdout.splitlines()[-1] == "no rows new, no rows changed, 2 as they are"
    assert state(place.root) == before


def test_a_wrong_cell_is_named_with_its_line_and_nothing_is_written(place: Workspace) -> None:
    export(place, "crm.csv", OPPORTUNITIES.replace("28/02/2027", "31/02/2027").replace("Closed Won", "Won it"))
    before = state(place.root)
    done = planpack(place, "import", "crm.csv", "acme", "--to", "Opportunities", "--map", "crm.toml", "--yes")
    assert (done.returncode, done.stderr) == (1, "nothing is written: mend the problems first\n")
    assert [line for line in done.stdout.splitlines() if "problem" in line] == [
        "  problem   crm.csv › line 3 › Stage: Stage is “Won it”. Due: one of identified, qualified, proposed, "
        'negotiating, won, lost. To mend: translate it in the mapping file: words = { "Won it" = "won" }.',
        "  problem   crm.csv › line 2 › Close Date: Expected close: “31/02/2027” is not a date written as dd/mm/yyyy. "
        "Due: a date. To mend: correct it, or dates in the mapping file.",
    ]
    assert state(place.root) == before


def test_what_would_make_a_problem_is_said_before_and_refused_after_a_yes(place: Workspace) -> None:
    fill(place, {Financial: [{"quarter": "2026-Q1", "revenue": 100.0, "receivables": 50.0}]})
    export(place, "aged.csv", "Quarter,Overdue over 90\n2026-Q1,80\n")
    before = state(place.root)
    for yes in ((), ("--yes",)):
        done = planpack(place, "import", "aged.csv", "acme", "--to", "Financials", *yes)
        assert done.returncode == 1
        assert "  would make a problem: performance.xlsx › Financials › J5: Receivables are 50, but 80 are overdue" in (
            done.stdout
        )
    assert state(place.root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no.csv", "acme", "--to", "Risks"), "there is no file no.csv"),
        (("crm.csv", "acm", "--to", "Risks"), "there is no account acm; there are acme"),
        (("crm.csv", "acme", "--to", "Oportunities"), "there is no sheet Oportunities; did you mean Opportunities?"),
        (("crm.csv", "acme", "--to", "Profile"), "Profile is filled in field by field: rows can't be imported into it"),
        (("crm.csv", "acme", "--to", "Scores"), "there is no sheet Scores; "),
        (("crm.csv", "acme", "--to", "Risks", "--map", "no.toml"), "there is no mapping file no.toml"),
        (("crm.csv", "acme", "--to", "Risks", "--query", "select 1"), "--query is for the address of a database"),
        (("https://example.com/x.csv", "acme", "--to", "Risks"), "https addresses are not read: download the export"),
        (
            ("crm.csv", "acme", "--to", "Opportunities", "--map", "crm.toml", "--key", "Oportunity ID"),
            "Oportunity ID is no column of the export: did you mean Opportunity ID?",
        ),
    ],
)
def test_wrong_use_is_one_sentence_and_status_2(place: Workspace, arguments: tuple[str, ...], said: str) -> None:
    done = planpack(place, "import", *arguments)
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith(f"planpack: {said}")
    assert done.stderr.count("\n") == 1


def test_the_example_map_is_printed_and_imports_what_it_speaks_of(place: Workspace) -> None:
    printed = planpack(place, "import", "--example-map")
    assert printed.returncode == 0
    export(place, "example.toml", printed.stdout)
    head = (
        "Opportunity ID,Opportunity Name,Account Name,Product Family,Amount,Forecast Category,Probability (%),"
        "Close Date,Created Date,Opportunity Owner,Stage,Next Step,Competitor,Record Type\n"
    )
    line = (
        "7,Gate control,Meridian Trust,Gates,1200,Commit,45,28/02/2027,02/09/2026 10:12,Anna Keller,Prospecting,"
        "Call,Rival,New\n"
    )
    export(place, "all.csv", head + line + line.replace("7,", "8,", 1).replace("New\n", "Internal\n"))
    done = planpack(place, "import", "all.csv", "acme", "--to", "Opportunities", "--map", "example.toml", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    (row,) = rows(place.inputs("acme") / "performance.xlsx", "Opportunities")[1:]
    assert (row["Probability"], row["Business unit"], row["CRM next step"]) == (0.45, "Acute hospitals", "Call")
    assert (row["Opened"].date().isoformat(), row["Stage"]) == ("2026-09-02", "identified")
    assert "Competitor" not in row


def test_an_import_leaves_everything_else_of_the_workbook_as_it_was(place: Workspace) -> None:
    path = fill(place, {Opportunity: [dict(Opportunity.examples()) | {"id": "O4", "opportunity": "Kept"}]})
    changed(path, lambda book: book["Feedback"].__setitem__("M20", "my own note"))
    before = {tab: list(openpyxl.load_workbook(path)[tab].values) for tab in openpyxl.load_workbook(path).sheetnames}
    done = planpack(place, "import", "crm.csv", "acme", "--to", "Opportunities", "--map", "crm.toml", "--yes")
    assert done.returncode == 0, done.stdout
    after = {tab: list(openpyxl.load_workbook(path)[tab].values) for tab in openpyxl.load_workbook(path).sheetnames}
    assert {tab for tab in before if before[tab] != after[tab]} == {"Opportunities"}
    written = rows(path, "Opportunities")
    assert written[0]["Opportunity"] == "Kept"
    assert [row["Id"] for row in written] == ["O4", "O5", "O6"]

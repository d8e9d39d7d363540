"""Rows of exports in the account's sheets: compared by key, changed where they differ, added, never taken away."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.sheets.goals import Action
from pipeline.sheets.performance import Feedback, Financial, Opportunity
from pipeline.workspace import Workspace
from tests.take_in.given import CRM, OPPORTUNITIES, changed, export, fill, imported, order, rows, state, workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def opportunities(place: Workspace) -> Path:
    """Three opportunities by hand, O2 tied to the CRM."""
    made = [
        dict(Opportunity.examples()) | {"id": id, "opportunity": name}
        for id, name in (("O1", "Gates"), ("O2", "Doors"), ("O14", "Walls"))
    ]
    path = fill(place, {Opportunity: made})

    def tie(book: openpyxl.Workbook) -> None:
        book["Opportunities"]["P4"] = "Opportunity ID"
        book["Opportunities"]["P6"] = "0061"

    changed(path, tie)
    return path


def test_a_row_is_found_by_its_key_and_only_what_differs_is_written(place: Workspace) -> None:
    path = opportunities(place)
    outcome = imported(order(place, export(place, "crm.csv", OPPORTUNITIES), "Opportunities", CRM), yes=True)
    (row,) = outcome.plan.changed
    assert row.name == "O2 · Doors"
    assert [(cell.place.cell, cell.heading, cell.old, cell.value) for cell in row.cells] == [
        ("B6", "Opportunity", "Doors", "Gate control"),
        ("D6", "Value", "240,000", 120000),
        ("G6", "Expected close", "2026-10-31", outcome.plan.changed[0].cells[2].value),
    ]
    assert [row.name for row in outcome.plan.added] == ["O15 · Théâtre scheduling"]
    assert [row["Id"] for row in rows(path, "Opportunities")] == ["O1", "O2", "O14", "O15"]
    assert rows(path, "Opportunities")[1]["Owner"] == "Anna Keller"


def test_rows_without_the_key_are_told_and_left_alone(place: Workspace) -> None:
    opportunities(place)
    told = "\n".join(imported(order(place, export(place, "crm.csv", OPPORTUNITIES), "Opportunities", CRM)).told())
    assert "2 rows have no Opportunity ID and can't be compared: O1 · Gates, O14 · Walls" in told


def test_rows_gone_from_the_export_are_told_and_stay(place: Workspace) -> None:
    path = opportunities(place)
    short = OPPORTUNITIES.replace('0061,Gate control,"120,000.00",Proposal/Price Quote,28/02/2027\n', "")
    outcome = imported(order(place, export(place, "crm.csv", short), "Opportunities", CRM), yes=True)
    assert outcome.plan.gone == ("O2 · Doors",)
    assert "1 row is not in the export and stays as it is: O2 · Doors" in "\n".join(outcome.told())
    assert rows(path, "Opportunities")[1]["Opportunity"] == "Doors"


def test_an_empty_cell_of_the_export_empties_nothing(place: Workspace) -> None:
    path = opportunities(place)
    empty = OPPORTUNITIES.replace('"120,000.00"', "")
    outcome = imported(order(place, export(place, "crm.csv", empty), "Opportunities", CRM), yes=True)
    assert outcome.plan.filled == 1
    assert rows(path, "Opportunities")[1]["Value"] == 240000


def test_a_formula_is_never_written_over_and_is_told_each_time(place: Workspace) -> None:
    path = opportunities(place)
    changed(path, lambda book: book["Opportunities"].__setitem__("D6", "=200000*1.2"))
    source = export(place, "crm.csv", OPPORTUNITIES)
    outcome = imported(order(place, source, "Opportunities", CRM), yes=True)
    assert [stays.split(",")[0] for stays in outcome.stays] == ["performance.xlsx › Opportunities › D6 holds a formula"]
    assert openpyxl.load_workbook(path)["Opportunities"]["D6"].value == "=200000*1.2"
    again = imported(order(place, source, "Opportunities", CRM))
    assert (again.drafts, len(again.stays)) == ((), 1)


def test_text_that_looks_like_a_formula_is_written_as_text(place: Workspace) -> None:
    text = OPPORTUNITIES.replace("Gate control", "\"=cmd|'/C calc'!A0\"")
    imported(order(place, export(place, "crm.csv", text), "Opportunities", CRM), yes=True)
    cell = openpyxl.load_workbook(place.inputs("acme") / "performance.xlsx")["Opportunities"]["B6"]
    assert (cell.value, cell.data_type) == ("=cmd|'/C calc'!A0", "s")


def test_without_a_key_the_columns_are_named_that_may_be_one(place: Workspace) -> None:
    source = export(place, "crm.csv", OPPORTUNITIES)
    (problem,) = imported(order(place, source, "Opportunities", CRM.replace('key = "Opportunity ID"', ""))).problems
    assert problem.found == "Opportunities gives its rows ids of its own, and the export has no column Id"
    assert problem.mend == 'add --key "Opportunity ID" (or Opportunity Name, Amount)'


def test_a_column_of_the_sheet_may_be_the_key(place: Workspace) -> None:
    path = opportunities(place)
    source = export(place, "names.csv", "Opportunity,Value\ngates,5\nRoofs,6\n")
    outcome = imported(order(place, source, "Opportunities", key=("Opportunity",)), yes=True)
    assert ([row.name for row in outcome.plan.changed], [row.name for row in outcome.plan.added]) == (
        ["O1 · Gates"],
        ["O15 · Roofs"],
    )
    assert [row["Value"] for row in rows(path, "Opportunities")] == [5, 240000, 240000, 6]


def test_the_sheet_s_own_ids_are_the_key_where_the_export_has_them(place: Workspace) -> None:
    path = opportunities(place)
    outcome = imported(
        order(place, export(place, "ids.csv", "ID;Probability\nO1;70 %\no2;50 %\n"), "Opportunities"), yes=True
    )
    assert [row.name for row in outcome.plan.changed] == ["O1 · Gates"]
    assert [row["Probability"] for row in rows(path, "Opportunities")] == [0.7, 0.5, 0.5]


def test_an_id_that_was_used_once_is_not_given_again(place: Workspace) -> None:
    fill(place, {Action: [dict(Action.examples()) | {"id": "A3", "goal": None, "person": None, "risks": None}]})
    fill(
        place, {Feedback: [dict(Feedback.examples()) | {"person": None, "follow_up": None, "said": "as A17 was done"}]}
    )
    source = export(place, "jira.csv", "Issue key,Summary,Due\nGATE-7,Fit readers,2026-12-01\n")
    mapping = 'key = "Issue key"\n[columns]\nActivity = "Summary"\n'
    outcome = imported(order(place, source, "Actions", mapping))
    assert [row.name for row in outcome.plan.added] == ["A18 · Fit readers"]


def test_a_new_row_without_what_identifies_it_is_a_problem_at_its_line(place: Workspace) -> None:
    source = export(place, "jira.csv", "Issue key,Summary\nGATE-7,Fit readers\nGATE-8,\n")
    mapping = 'key = "Issue key"\n[columns]\nActivity = "Summary"\n'
    (problem,) = imported(order(place, source, "Actions", mapping)).problems
    assert (str(problem.place), problem.found) == (
        "jira.csv › line 3 › Summary",
        "Activity is empty",
    )


def test_a_key_twice_in_the_export_is_a_problem_at_its_line(place: Workspace) -> None:
    source = export(place, "crm.csv", OPPORTUNITIES + "0061,Again,5,Closed Won,30/09/2026\n")
    (problem,) = imported(order(place, source, "Opportunities", CRM)).problems
    assert (str(problem.place), problem.found) == (
        "crm.csv › line 4 › Opportunity ID",
        "Opportunity ID 0061 stands already in line 2",
    )


def test_a_key_twice_in_the_workbook_is_a_problem_at_its_cell(place: Workspace) -> None:
    path = opportunities(place)
    changed(path, lambda book: book["Opportunities"].__setitem__("P7", "0061"))
    (problem,) = imported(order(place, export(place, "crm.csv", OPPORTUNITIES), "Opportunities", CRM)).problems
    assert str(problem.place) == "performance.xlsx › Opportunities › P7"


def test_a_workbook_that_is_missing_is_made_from_the_blank_one(place: Workspace) -> None:
    path = place.inputs("acme") / "performance.xlsx"
    path.unlink()
    source = export(place, "crm.csv", OPPORTUNITIES)
    outcome = imported(order(place, source, "Opportunities", CRM), yes=True)
    assert [draft.was for draft in outcome.drafts] == [None]
    assert [row["Id"] for row in rows(path, "Opportunities")[1:]] == ["O2", "O3"]
    assert not imported(order(place, source, "Opportunities", CRM)).drafts


def test_a_tab_or_heading_that_is_missing_is_said_with_what_to_do(place: Workspace) -> None:
    path = opportunities(place)
    source = export(place, "crm.csv", OPPORTUNITIES)
    changed(path, lambda book: book["Opportunities"].__setitem__("D4", "Worth"))
    (problem,) = imported(order(place, source, "Opportunities", CRM)).problems
    assert (str(problem.place), problem.found) == ("performance.xlsx › Opportunities", "the heading Value is missing")
    assert problem.mend == 'add the heading Value to the tab, or write skip = ["Value"] in the mapping file'
    changed(path, lambda book: book.remove(book["Opportunities"]))
    (problem,) = imported(order(place, source, "Opportunities", CRM)).problems
    assert (problem.found, problem.mend) == (
        "there is no tab Opportunities",
        "copy the tab Opportunities from the blank workbook performance.xlsx in templates/",
    )


def test_changed_rows_stay_in_their_file_and_new_ones_go_to_the_first_or_the_named_one(place: Workspace) -> None:
    opportunities(place)
    other = fill(
        place, {Opportunity: [dict(Opportunity.examples()) | {"id": "O20", "opportunity": "Roofs"}]}, "sales.xlsx"
    )
    source = export(place, "names.csv", "Opportunity,Value\nRoofs,5\nCellars,6\n")
    for mapping, home in (("", "performance.xlsx"), ('file = "sales.xlsx"', "sales.xlsx")):
        outcome = imported(order(place, source, "Opportunities", mapping, ("Opportunity",)))
        assert outcome.plan.changed[0].cells[0].place.file == other.name
        assert outcome.plan.added[0].cells[0].place.file == home
        assert outcome.plan.added[0].name == "O21 · Cellars"
    (problem,) = imported(order(place, source, "Opportunities", 'file = "no.xlsx"', ("Opportunity",))).problems
    assert problem.mend == "name another as file in the mapping file: there are performance.xlsx, sales.xlsx"


def test_a_workbook_that_is_an_export_is_read_where_its_headings_are(place: Workspace) -> None:
    book = openpyxl.Workbook()
    book.active.append(["About this report"])  # type: ignore[union-attr]
    tab = book.create_sheet("Report")
    tab.append(["Pipeline, October"])
    tab.append(["Opportunity", "Value", "Opened"])
    tab.append(["Gates", 5, None])
    tab.append(["Doors", "many", None])
    book.save(place.root / "crm.xlsx")
    (problem,) = imported(order(place, place.root / "crm.xlsx", "Opportunities", key=("Opportunity",))).problems
    assert (str(problem.place), problem.found) == ("crm.xlsx › Report › B4", "Value is “many”")
    tab["B4"] = 6
    book.save(place.root / "crm.xlsx")
    outcome = imported(order(place, place.root / "crm.xlsx", "Opportunities", key=("Opportunity",)))
    assert [row.name for row in outcome.plan.added] == ["O2 · Gates", "O3 · Doors"]
    assert "the tab Report is read, of 2" in outcome.read
    (problem,) = imported(
        order(place, place.root / "crm.xlsx", "Opportunities", 'tab = "Raport"', ("Opportunity",))
    ).problems
    assert problem.mend == 'write tab = "Report" in the mapping file'


def test_unclear_dates_are_one_problem_that_proposes_the_patterns_which_fit(place: Workspace) -> None:
    source = export(
        place, "crm.csv", "Opportunity,Expected close\nGates,03/04/2026\nDoors,05/04/2026\nWalls,25/04/2026\n"
    )
    (problem,) = imported(order(place, source, "Opportunities", key=("Opportunity",))).problems
    assert problem.found == "Expected close: “03/04/2026” can be read as 2026-04-03 or 2026-03-04, and so on in 2 more"
    assert problem.mend == 'write dates = "dd/mm/yyyy" or dates = "dd/mm/yyyy hh:mm" in the mapping file' or (
        problem.mend == 'write dates = "dd/mm/yyyy" in the mapping file'
    )


def test_an_unclear_number_is_refused_until_it_is_told(place: Workspace) -> None:
    source = export(place, "crm.csv", "Opportunity;Value\nGates;1.234\nDoors;950\n")
    (problem,) = imported(order(place, source, "Opportunities", key=("Opportunity",))).problems
    assert problem.found == "Value: “1.234” can be read as 1.234 or 1,234"
    for more in ("decimal = ','", "[columns]\nValue = { from = 'Value', decimal = ',' }"):
        outcome = imported(order(place, source, "Opportunities", more, ("Opportunity",)))
        assert [cell.value for row in outcome.plan.added for cell in row.cells if cell.heading == "Value"] == [
            1234,
            950,
        ]
    export(place, "crm.csv", "Opportunity;Value\nGates;1.234\nDoors;950,5\n")
    outcome = imported(order(place, source, "Opportunities", key=("Opportunity",)))
    assert outcome.sound
    assert "numbers read with “,” before the decimals, as the export writes them" in outcome.read


LEDGER = """\
Kontenblatt Müller & Söhne;;;;
Buchungsdatum;Konto;Kontobezeichnung;Betrag;Beleg
15.01.2026;400000;Erlöse;12.500,50-;1001
31.03.2026;400100;Erlöse Ausland;1.000,00-;1002
02.02.2026;500000;Wareneinsatz;7.250,25;1003
01.04.2026;400000;Erlöse;9.000,00-;1004
03.05.2026;400000;Storno;500,00;1005
05.05.2026;610000;Miete;800,00;1006
;;;-13.950,25;
"""
SAP = """\
dates = "dd.mm.yyyy"
sum_by = ["Quarter"]
[columns]
Quarter = "Buchungsdatum"
Revenue = { from = "Betrag", times = -1, where = { Konto = "4*" } }
"Cost of sales" = { from = "Betrag", where = { Konto = ["500000"] } }
Source = { fixed = "SAP ledger" }
"""


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_ledger_is_added_up_by_fiscal_quarter(place: Workspace, end: str) -> None:
    path = fill(place, {Financial: [{"quarter": "2026-Q1", "revenue": 13_500.5, "revenue_target": 14_000.0}]})
    source = export(place, "ledger.csv", LEDGER.replace("\n", end).encode("cp1252"))
    outcome = imported(order(place, source, "Financials", SAP), yes=True)
    assert [(row["Quarter"], row["Revenue"], row.get("Cost of sales")) for row in rows(path, "Financials")] == [
        ("2026-Q1", 13500.5, 7250.25),
        ("2026-Q2", 8500, None),
    ]
    assert rows(path, "Financials")[0]["Revenue target"] == 14000
    assert "6 lines added up to 2 rows by Quarter" in outcome.read
    assert "line 9 left out: a line of totals" in outcome.read
    assert not imported(order(place, source, "Financials", SAP)).drafts


def test_quarters_follow_the_fiscal_year(tmp_path: Path) -> None:
    place = workspace(tmp_path, 'period = "2026-Q3"\nas_of = "2026-10-15"\ncurrency = "EUR"\nfiscal_year_start = 4\n')
    source = export(place, "ledger.csv", LEDGER.encode("cp1252"))
    outcome = imported(order(place, source, "Financials", SAP))
    assert [row.name for row in outcome.plan.added] == ["2026-Q4", "2027-Q1"]


def test_lines_that_differ_where_nothing_can_be_added_are_a_problem(place: Workspace) -> None:
    source = export(place, "ledger.csv", LEDGER.encode("cp1252"))
    mapping = SAP.replace('{ fixed = "SAP ledger" }', '"Kontobezeichnung"')
    problem = imported(order(place, source, "Financials", mapping)).problems[0]
    assert problem.found == "Source is Erlöse Ausland here and Erlöse in line 3"


def test_tickets_become_feedback_known_by_their_key(place: Workspace) -> None:
    tickets = (
        "Summary;Issue key;Issue Type;Created;Reporter\n"
        '"Gates freeze, again";SUP-12;Bug;2026-09-30T08:15:00.000+0200;i.solberg\n'
        "Thanks for the quick fix;SUP-14;Praise;2026-10-02T08:15:00.000+0200;j.berg\n"
    )
    mapping = (
        'key = "Issue key"\n[columns]\n"What they said" = "Summary"\nDate = "Created"\n'
        'Kind = { from = "Issue Type", words = { Bug = "complaint" } }\n'
    )
    source = export(place, "jira.csv", tickets)
    imported(order(place, source, "Feedback", mapping), yes=True)
    path = place.inputs("acme") / "performance.xlsx"
    assert [(r["Date"].date().isoformat(), r["Kind"], r["Issue key"]) for r in rows(path, "Feedback")[1:]] == [
        ("2026-09-30", "complaint", "SUP-12"),
        ("2026-10-02", "praise", "SUP-14"),
    ]
    before = state(place.root)
    assert not imported(order(place, source, "Feedback", mapping)).drafts
    assert state(place.root) == before


def test_a_filter_that_leaves_nothing_names_what_is_there(place: Workspace) -> None:
    mapping = CRM.replace("[columns]", '[only]\nStage = "Closed Wan"\n[columns]')
    source = export(place, "crm.csv", OPPORTUNITIES)
    (problem,) = imported(order(place, source, "Opportunities", mapping)).problems
    assert (problem.found, problem.mend) == ("Stage is nowhere Closed Wan", "write Closed Won in the mapping file")


def test_a_heading_of_the_mapping_that_the_export_lacks_is_a_problem_with_the_nearest(place: Workspace) -> None:
    source = export(place, "crm.csv", OPPORTUNITIES)
    (problem,) = imported(order(place, source, "Opportunities", CRM.replace('"Amount"', '"Amont"'))).problems
    assert (problem.found, problem.mend) == (
        "the export has no column Amont, which the mapping file names",
        "write Amount in the mapping file",
    )


def test_an_amount_in_another_currency_is_a_problem(place: Workspace) -> None:
    source = export(place, "crm.csv", OPPORTUNITIES.replace('"120,000.00"', '"USD 120,000.00"'))
    (problem,) = imported(order(place, source, "Opportunities", CRM)).problems
    assert problem.found == "Value: “USD 120,000.00” is in USD, and the workspace's money is GBP"

"""Invoice lines go to a file of their own beside the workbooks; the same export twice adds nothing."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from babel import localedata

from pipeline.kinds import Money, decimal_sign
from pipeline.limits import INVOICE_LINES
from pipeline.read.delimited import transactions
from pipeline.sheets.performance import Financial
from pipeline.take_in.invoice_lines import _text, file_name
from pipeline.workspace import Workspace
from tests.take_in.given import SETTINGS, export, fill, imported, order, planpack, state, workspace

LINES = (
    "Posting date,Product,Net,Cost,Document\n"
    "2026-05-31,Ticketing,98000.00,61000,9001\n"
    "2026-05-31,Ticketing,98000.00,61000,9002\n"
    "2026-02-28,=Gates,-500.255,,9003\n"
)
MAPPING = 'source = "SAP"\n[columns]\nDate = "Posting date"\nRevenue = "Net"\n'


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def content(place: Workspace) -> list[list[str]]:
    data = (place.inputs("acme") / "transactions-sap.csv").read_bytes()
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_lines_are_written_in_a_stable_order_and_read_back(place: Workspace) -> None:
    outcome = imported(order(place, export(place, "fi.csv", LINES), "Transactions", MAPPING), yes=True)
    assert content(place) == [
        ["Date", "Product", "Revenue", "Cost"],
        ["2026-02-28", "\u00a0=Gates", "-500.255", ""],
        ["2026-05-31", "Ticketing", "98000", "61000"],
        ["2026-05-31", "Ticketing", "98000", "61000"],
    ]
    told = list(outcome.told())
    assert told[-2:] == [
        "transactions-sap.csv (a new file beside the workbooks)",
        "3 lines new, 0 changed, 0 as they are",
    ]
    assert "  not used  Document" in told


def test_the_same_lines_twice_add_nothing_and_later_lines_are_added(place: Workspace) -> None:
    source = export(place, "fi.csv", LINES)
    imported(order(place, source, "Transactions", MAPPING), yes=True)
    before = state(place.root)
    again = imported(order(place, source, "Transactions", MAPPING), yes=True)
    assert (again.drafts, again.lines and again.lines.equal) == ((), 3)
    assert state(place.root) == before
    later = LINES.splitlines(keepends=True)
    export(place, "fi.csv", later[0] + later[2] + "2026-08-01,Ticketing,7,,9004\n")
    outcome = imported(order(place, source, "Transactions", MAPPING), yes=True)
    assert outcome.lines
    assert (outcome.lines.added, outcome.lines.equal, outcome.lines.gone) == (1, 1, 2)
    assert len(content(place)) == 5
    assert (place.inputs("acme") / ".backup").is_dir()


def test_lines_with_a_key_are_changed_in_their_place(place: Workspace) -> None:
    source = export(place, "fi.csv", LINES)
    imported(order(place, source, "Transactions", MAPPING, ("Document",)), yes=True)
    assert content(place)[0] == ["Date", "Product", "Revenue", "Cost", "Document"]
    export(place, "fi.csv", LINES.replace("-500.255", "-400"))
    outcome = imported(order(place, source, "Transactions", MAPPING, ("Document",)), yes=True)
    assert outcome.lines
    assert (outcome.lines.added, outcome.lines.changed, outcome.lines.equal) == (0, 1, 2)
    assert content(place)[1] == ["2026-02-28", "\u00a0=Gates", "-400", "", "9003"]


def test_lines_that_contradict_a_quarter_s_revenue_are_refused(place: Workspace) -> None:
    fill(place, {Financial: [{"quarter": "2026-Q2", "revenue": 100.0}]})
    export(place, "fi.csv", LINES)
    export(place, "map.toml", MAPPING)
    done = planpack(place, "import", "fi.csv", "acme", "--to", "Transactions", "--map", "map.toml", "--yes")
    assert done.returncode == 1
    assert "would make a problem: performance.xlsx › Financials › B5: Revenue of 2026-Q2 is 100" in done.stdout
    assert not (place.inputs("acme") / "transactions-sap.csv").exists()


def test_a_line_without_a_date_is_a_problem_of_the_export(place: Workspace) -> None:
    source = export(place, "fi.csv", LINES.replace("2026-02-28", ""))
    (problem,) = imported(order(place, source, "Transactions", MAPPING)).problems
    assert (str(problem.place), problem.found) == ("fi.csv › line 4 › Posting date", "Date is empty")


@pytest.mark.parametrize("locale", ["de_DE", "fr_FR", "sv_SE", "de_CH", "en_US"])
def test_the_file_reads_back_in_every_locale_and_a_second_import_adds_nothing(tmp_path: Path, locale: str) -> None:
    place = workspace(tmp_path, f'{SETTINGS}locale = "{locale}"\n')
    source = export(place, "fi.csv", LINES)
    imported(
        order(place, source, "Transactions", 'decimal = "."\n' + MAPPING),
        yes=True,
    )
    assert not imported(order(place, source, "Transactions", 'decimal = "."\n' + MAPPING)).drafts
    with (place.inputs("acme") / "transactions-sap.csv").open("rb") as file:
        tab, _ = transactions("t.csv", file, INVOICE_LINES)
    assert [Money().read(row[2], locale) for row in tab.rows[1:]] == [-500.255, 98000.0, 98000.0]


def test_amounts_read_back_as_the_same_numbers_in_the_locales_that_read_digits() -> None:
    for name in localedata.locale_identifiers():
        if name.split("_")[0] in (
            "en",
            "de",
            "fr",
            "it",
            "es",
            "pt",
            "nl",
            "sv",
            "da",
            "nb",
            "fi",
            "pl",
            "cs",
            "hu",
            "tr",
        ):
            for amount in (-0.1, 1 / 3, 1234567.89, 1e-7, 123456789012.25):
                assert Money().read(_text(amount, decimal_sign(name)), name) == amount, name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("SAP FI/CO", "sap-fi-co"),
        ("transactions-sap", "sap"),
        ("Müller", "muller"),
        ("..", "import"),
        ("日本", "import"),
    ],
)
def test_the_file_s_name_is_safe(source: str, name: str) -> None:
    assert file_name(source) == f"transactions-{name}.csv"


def test_many_lines_are_taken_in_at_once(place: Workspace) -> None:
    many = "".join(f"{date.fromordinal(738000 + n % 700)},P{n % 9},{n}.5,,{n}\n" for n in range(20_000))
    outcome = imported(order(place, export(place, "fi.csv", LINES + many), "Transactions", MAPPING))
    assert outcome.lines
    assert outcome.lines.added == 20_003
    assert outcome.sound

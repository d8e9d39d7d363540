"""The fill-in workbooks hold what the sheets declare, and what is filled in comes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.blank import workbook
from pipeline.blank.guidance import HEADING_ROW, headed
from pipeline.check import Checked, check
from pipeline.columns import Component, Row
from pipeline.kinds import Long, Text
from pipeline.periods import Period
from pipeline.read import read
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT, ALL, BOOKS, PORTFOLIO, READ_ME, in_book
from pipeline.sheets.account import Profile
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Person
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Criterion, Score

TABLES = [sheet for sheet in ALL if not sheet.fields]


def opened(data: bytes) -> openpyxl.Workbook:
    """A workbook as Excel would open it."""
    return openpyxl.load_workbook(BytesIO(data))


def filled(folder: Path, rows: dict[type[Row], list[dict[str, Any]]] | None = None) -> dict[str, bytes]:
    """Write all workbooks into a folder; each sheet holds its rows, else its example."""
    files = {}
    for book in BOOKS:
        files[book] = workbook(book, {sheet: many for sheet, many in (rows or {}).items() if sheet.book == book})
        (folder / f"{book}.xlsx").write_bytes(files[book])
    return files


def checked(folder: Path, sheets: tuple[type[Row], ...]) -> Checked:
    """Read a folder and check it."""
    return check(read(folder), sheets, "northwind", Period(2026, 3), date(2026, 10, 15), Settings())


def no_example(sheet: type[Row]) -> dict[str, Any]:
    """The example row with a word more in an optional or wanted text, so that it is read."""
    row: dict[str, Any] = dict(sheet.examples())
    texts = [c.name for c in sheet.columns if isinstance(c.kind, Text | Long) and c.name in row]
    last = [name for name in texts if not sheet.column(name).identifies] or texts
    return row | {last[-1]: f"{row[last[-1]]} indeed"}


@pytest.mark.parametrize("sheets", [ACCOUNT, PORTFOLIO], ids=["account", "portfolio"])
def test_what_is_filled_in_comes_back_without_a_problem(sheets: tuple[type[Row], ...], tmp_path: Path) -> None:
    rows = {sheet: [no_example(sheet)] for sheet in ALL} | {
        Score: [no_example(Score) | {"votes": {"Revenue potential": 5}}]
    }
    filled(tmp_path, rows)
    found = checked(tmp_path, sheets)
    assert not found.problems, "\n".join(map(str, found.problems))
    assert not found.gaps
    for sheet in sheets:
        (row,) = found.facts.of(sheet)
        expected = {name: sheet.column(name).kind.read(raw, "en_GB") for name, raw in no_example(sheet).items()}
        expected |= {"votes": {"Revenue potential": 5}} if sheet is Score else {}
        assert _plain(row.values) == _plain(expected), sheet.tab


def _plain(values: Any) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Period) else value for name, value in values.items()}


def test_a_blank_workbook_holds_no_data_when_it_is_read(tmp_path: Path) -> None:
    filled(tmp_path)
    for sheets in (ACCOUNT, PORTFOLIO):
        found = checked(tmp_path, sheets)
        assert all(not rows for sheet, rows in found.facts.rows.items()), found.facts.rows
        assert not found.gaps
        assert {problem.place.sheet for problem in found.problems} <= {Profile.tab}


@pytest.mark.parametrize("book", BOOKS)
def test_a_workbook_has_the_same_bytes_each_time_and_no_authors_name(book: str) -> None:
    assert workbook(book) == workbook(book)
    properties = opened(workbook(book)).properties
    assert (properties.creator, properties.lastModifiedBy) in ((None, None), ("", ""))
    assert properties.created.year == 2026


@pytest.mark.parametrize("book", BOOKS)
def test_tabs_stand_in_order_behind_a_read_me(book: str) -> None:
    made = opened(workbook(book))
    visible = [tab.title for tab in made if tab.sheet_state == "visible"]
    assert visible == [READ_ME, *(sheet.tab for sheet in in_book(book))]
    said = " ".join(str(cell.value) for row in made[READ_ME] for cell in row if cell.value)
    assert BOOKS[book] in said
    assert all(sheet.about in said for sheet in in_book(book))


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.tab)
def test_each_heading_bears_its_mark_and_a_note(sheet: type[Row]) -> None:
    tab = opened(workbook(sheet.book))[sheet.tab]
    for column, cell in zip(sheet.columns, tab[HEADING_ROW + 1], strict=False):
        assert cell.value == headed(column)
        assert cell.value.endswith(" *") is bool(column.mark)
        assert cell.comment is not None
        assert column.help in cell.comment.text
        assert cell.comment.text.endswith("The client may see it.") is column.client
        folded = tab.column_dimensions[cell.column_letter]
        assert not column.more or _folded(tab, cell.column) or folded.hidden, column


def _folded(tab: Any, column: int) -> bool:
    """Whether a column is grouped and hidden; openpyxl keeps a run of like columns under its first."""
    return any(d.min <= column <= d.max and d.hidden and d.outlineLevel == 1 for d in tab.column_dimensions.values())


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.tab)
def test_the_example_is_grey_and_reads_as_declared(sheet: type[Row]) -> None:
    tab = opened(workbook(sheet.book))[sheet.tab]
    for column, cell in zip(sheet.columns, tab[HEADING_ROW + 2], strict=False):
        assert cell.font.italic
        assert (cell.value is None) == (column.example is None)
    assert tab.freeze_panes is not None
    assert tab[HEADING_ROW + 2][0].row == tab.max_row


def validations(tab: Any, address: str) -> list[Any]:
    """The rules that Excel puts on a cell."""
    return [rule for rule in tab.data_validations.dataValidation if address in rule.sqref]


def test_choices_scales_dates_and_numbers_are_restricted_in_plain_words() -> None:
    tab = opened(workbook("risks"))["Risks"]
    letters = {column.name: tab.cell(HEADING_ROW + 1, n).column_letter for n, column in enumerate(Risk.columns, 1)}
    (kind,) = validations(tab, f"{letters['kind']}9")
    assert (kind.type, kind.formula1) == ("list", '"threat,opportunity"')
    (impact,) = validations(tab, f"{letters['impact']}9")
    assert (impact.type, impact.formula1, impact.formula2) == ("whole", "1", "5")
    assert impact.error == "Due here: a whole number, 1 (minor) to 5 (critical)."
    (day,) = validations(tab, f"{letters['last_reviewed']}9")
    assert day.type == "date"
    (money,) = validations(tab, f"{letters['revenue']}9")
    assert money.type == "decimal"
    assert not validations(tab, f"{letters['cause']}9")


def test_references_offer_the_ids_of_a_tab_in_the_same_workbook() -> None:
    made = opened(workbook("goals"))
    (rule,) = validations(made["Progress"], "A9")
    assert (rule.type, rule.formula1) == ("list", "'Goals'!$A$5:$A$1000")
    assert not rule.showErrorMessage  # a name may stand there too


@pytest.mark.parametrize("book", BOOKS)
def test_messages_and_lists_keep_to_excels_limits(book: str) -> None:
    for tab in opened(workbook(book)):
        for rule in tab.data_validations.dataValidation:
            assert all(len(text or "") <= 255 for text in (rule.prompt, rule.error))
            assert all(len(text or "") <= 32 for text in (rule.promptTitle, rule.errorTitle))
            assert rule.type != "list" or rule.formula1.startswith("'") or len(rule.formula1) <= 257


def test_a_list_too_long_for_a_cell_stands_on_a_hidden_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.blank.guidance.INLINE_LIST", 40)
    made = opened(workbook("risks"))
    assert made["Lists"].sheet_state == "hidden"
    tab = made["Risks"]
    at = [column.name for column in Risk.columns].index("category") + 1
    (rule,) = validations(tab, f"{tab.cell(1, at).column_letter}9")
    first = [cell.value for cell in made["Lists"]["A"]]
    assert rule.formula1 == f"Lists!$A$1:$A${len(first)}"
    assert first == list(Risk.category.kind.restrict().items)


EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.com", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", EVIL)
def test_text_is_text_never_a_formula_or_a_link(text: str, tmp_path: Path) -> None:
    rows: dict[type[Row], list[dict[str, Any]]] = {Risk: [no_example(Risk) | {"event": text}]}
    cell = opened(workbook("risks", rows))["Risks"].cell(HEADING_ROW + 2, 4)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    (tmp_path / "risks.xlsx").write_bytes(workbook("risks", rows))
    assert [row.event for row in checked(tmp_path, (Risk,)).facts.of(Risk)] == [text]


def test_rows_take_every_kind_of_value() -> None:
    rows: dict[type[Row], list[dict[str, Any]]] = {
        Goal: [{"id": "G1", "goal": "x", "baseline": 1.5, "baseline_date": date(2026, 1, 2), "share": True,
                "owner": ("Anna", "Odd")}],
        Action: [{"id": "A1", "activity": "y", "complete": 0.25, "due": "03/04/2026"}],
        Progress: [{"goal": "G1", "day": date(2026, 1, 2), "value": 0}],
    }  # fmt: skip
    made = opened(workbook("goals", rows))
    goal = {c.name: made["Goals"].cell(HEADING_ROW + 2, n).value for n, c in enumerate(Goal.columns, 1)}
    assert (goal["baseline"], goal["share"], goal["owner"]) == (1.5, "yes", "Anna; Odd")
    assert goal["baseline_date"].date() == date(2026, 1, 2)
    assert goal["customer_owner"] is None
    action = {c.name: made["Actions"].cell(HEADING_ROW + 2, n).value for n, c in enumerate(Action.columns, 1)}
    assert (action["complete"], action["due"]) == (0.25, "03/04/2026")
    assert made["Progress"].cell(HEADING_ROW + 2, 3).value == 0


def test_a_name_that_no_column_has_is_refused() -> None:
    with pytest.raises(KeyError, match="likelyhood"):
        workbook("risks", {Risk: [{"likelyhood": 3}]})


def test_the_votes_have_a_column_for_each_criterion(tmp_path: Path) -> None:
    criteria = [no_example(Criterion) | {"criterion": name, "weight": 0.5} for name in ("Growth", "Fit")]
    votes = no_example(Score) | {"votes": {"Growth": 5, "Fit": 2}}
    (tmp_path / "scoring.xlsx").write_bytes(workbook("scoring", {Criterion: criteria, Score: [votes]}))
    found = checked(tmp_path, (Criterion, Score))
    assert [row.votes for row in found.facts.of(Score)] == []  # the account stands nowhere
    assert [problem.code for problem in found.problems] == ["reference"]
    (tmp_path / "scoring.xlsx").write_bytes(
        workbook("scoring", {Criterion: criteria, Score: [votes], **{s: [no_example(s)] for s in _others(PORTFOLIO)}})
    )
    found = checked(tmp_path, PORTFOLIO)
    assert [row.votes for row in found.facts.of(Score)] == [{"Growth": 5, "Fit": 2}]


def _others(sheets: Iterable[type[Row]]) -> list[type[Row]]:
    return [sheet for sheet in sheets if sheet.book == "scoring" and sheet not in (Criterion, Score)]


def test_optional_columns_are_open_once_one_is_filled_in() -> None:
    bare = {
        column.name: value for column in Person.columns if (value := column.example) is not None and not column.more
    }
    assert _folded(opened(workbook("people", {Person: [bare]}))["People"], len(Person.columns))
    open_again = opened(workbook("people", {Person: [bare | {"concerns": "Price"}]}))["People"]
    assert not _folded(open_again, len(Person.columns))


def test_the_optional_fields_of_the_profile_are_folded_until_one_is_filled_in(tmp_path: Path) -> None:
    first = next(n for n, column in enumerate(Profile.columns) if column.more) + HEADING_ROW + 2
    assert opened(workbook("account"))[Profile.tab].row_dimensions[first].hidden
    (tmp_path / "account.xlsx").write_bytes(workbook("account", {Profile: [dict(Profile.examples())]}))
    found = checked(tmp_path, ACCOUNT)
    assert not found.notes  # of hidden rows
    profile = found.facts.one(Profile)
    assert profile is not None
    assert profile.employees == 2100


def test_every_component_has_its_own_tab_colour() -> None:
    colours: dict[Component, set[str]] = {}
    for sheet in ALL:
        colour = opened(workbook(sheet.book))[sheet.tab].sheet_properties.tabColor
        colours.setdefault(sheet.component, set()).add(colour.rgb)
    assert all(len(each) == 1 for each in colours.values())
    assert len(set.union(*colours.values())) == len(Component)

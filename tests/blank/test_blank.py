"""The fill-in workbooks hold what the sheets declare, and what is filled in comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange

from pipeline.blank import workbook
from pipeline.blank.guidance import HEADING_ROW, headed
from pipeline.blank.heights import lines_of
from pipeline.cells import column_letters
from pipeline.check import Checked, check
from pipeline.columns import Component, Row
from pipeline.kinds import Long, Scale, Text
from pipeline.periods import Period
from pipeline.read import read
from pipeline.settings import Settings
from pipeline.sheets import ACCOUNT, ALL, BOOKS, PORTFOLIO, READ_ME, in_book
from pipeline.sheets.account import Profile, Strategy
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Financial, Transaction
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Criterion, Score
from pipeline.sheets.shipped import SHIPPED
from tests.office import findings, recalculated, requires_office, requires_ooxml_check

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
        assert [sheet for sheet, rows in found.facts.rows.items() if rows and sheet not in SHIPPED] == []
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
        assert not column.more or _folded(tab, cell.column) or sheet in SHIPPED, column


def _folded(tab: Any, column: int) -> bool:
    """Whether a column is grouped and hidden; openpyxl keeps a run of like columns under its first."""
    return any(d.min <= column <= d.max and d.hidden and d.outlineLevel == 1 for d in tab.column_dimensions.values())


@pytest.mark.parametrize("sheet", [each for each in TABLES if each not in SHIPPED], ids=lambda sheet: sheet.tab)
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
    assert (rule.type, rule.formula1) == ("list", "Goals_id")
    assert made.defined_names["Goals_id"].attr_text == (
        "'Goals'!$A$5:INDEX('Goals'!$A$5:$A$504,MAX(1,COUNTA('Goals'!$A$5:$A$504)))"
    )
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


def shades(tab: Any) -> dict[str, tuple[str, str]]:
    """The conditional fills of a tab: formula and colour by range."""
    return {
        str(ranges.sqref): (rule.formula[0], rule.dxf.fill.bgColor.rgb[-6:])
        for ranges, rules in tab.conditional_formatting._cf_rules.items()
        for rule in rules
    }


def test_wanted_cells_of_a_begun_row_are_shaded_while_they_are_empty() -> None:
    found = shades(opened(workbook("swot"))["SWOT"])
    assert found["A5:B504"] == ("AND(LEN(TRIM(A5))=0,COUNTA($A5:$I5)>0)", "F7DED6")
    assert found["C5:D504"] == ("AND(LEN(TRIM(C5))=0,COUNTA($A5:$I5)>0)", "F8EBD0")
    assert not any(area.startswith("E5") for area in found)  # Leads to may stay empty


def test_a_shade_knows_that_one_owner_suffices_and_that_a_stage_decides() -> None:
    actions = shades(opened(workbook("goals"))["Actions"])
    (either,) = [formula for formula, _ in actions.values() if formula.count("LEN(TRIM") == 3]
    letters = [column_letters(Action.columns.index(column)) for column in Action.either[0]]
    assert all(f"LEN(TRIM(${letter}5))=0" in either for letter in letters)
    deals = shades(opened(workbook("performance"))["Opportunities"])
    assert [area for area, (formula, _) in deals.items() if 'OR($E5="won",$E5="lost")' in formula] == ["K5:K504"]


def test_no_shade_stands_on_a_quarters_revenue_that_its_invoices_may_hold() -> None:
    shaded = shades(opened(workbook("performance"))["Financials"])
    at = column_letters(Financial.columns.index(Financial.revenue))
    assert not any(f"{at}5" in CellRange(area) for area in shaded)


@requires_office
def test_shades_and_totals_work_in_another_program(tmp_path: Path) -> None:
    """LibreOffice recalculates the sum of the weights and the anchors above the votes to what was saved."""
    (tmp_path / "scoring.xlsx").write_bytes(workbook("scoring"))
    again = openpyxl.load_workbook(recalculated(tmp_path / "scoring.xlsx", tmp_path), data_only=True)
    saved = openpyxl.load_workbook(tmp_path / "scoring.xlsx", data_only=True)
    assert again["Criteria"]["C3"].value == saved["Criteria"]["C3"].value == 1
    anchors = [cell.value for cell in again["Scores"][3] if cell.value]
    assert len(anchors) == 8
    assert anchors == [cell.value for cell in saved["Scores"][3] if cell.value]
    assert anchors[0].startswith("1 Less than today")


def test_the_shipped_criteria_are_read_and_weigh_100_percent(tmp_path: Path) -> None:
    (tmp_path / "scoring.xlsx").write_bytes(workbook("scoring"))
    found = checked(tmp_path, PORTFOLIO)
    rows = found.facts.of(Criterion)
    assert len(rows) == 8
    assert sum(row.weight or 0 for row in rows) == pytest.approx(1)
    assert {row.axis for row in rows} == {"attractiveness", "fit"}
    assert not found.problems
    assert not found.gaps


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.tab)
def test_the_meaning_of_each_scale_stands_above_its_heading(sheet: type[Row]) -> None:
    tab = opened(workbook(sheet.book))[sheet.tab]
    for n, column in enumerate(sheet.columns, 1):
        if isinstance(column.kind, Scale) and column.kind.anchors:
            said = tab.cell(HEADING_ROW, n).value
            assert said.split("\n") == [f"{i} {word}" for i, word in enumerate(column.kind.anchors, column.kind.low)]


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.tab)
def test_rows_stand_in_a_table_with_room_to_grow(sheet: type[Row]) -> None:
    tab = opened(workbook(sheet.book))[sheet.tab]
    (table,) = tab.tables.values()
    area = CellRange(table.ref)
    assert (area.min_row, area.min_col) == (HEADING_ROW + 1, 1)
    assert area.max_row >= HEADING_ROW + 26
    assert [column.name for column in table.tableColumns][: len(sheet.columns)] == [headed(c) for c in sheet.columns]
    assert tab.protection.sheet is False


def test_dropdowns_checks_and_shades_reach_500_rows_and_more_where_more_are_filled_in() -> None:
    tab = opened(workbook("risks"))["Risks"]
    assert validations(tab, "B504")
    many = [{"day": date(2026, 1, 1), "product": f"Product {n}", "revenue": 1.0} for n in range(700)]
    tab = opened(workbook("performance", {Transaction: many}))["Transactions"]
    assert validations(tab, "C714")
    assert "C5:C714" in shades(tab)


def test_owners_in_account_are_offered_from_the_team() -> None:
    made = opened(workbook("account"))
    at = column_letters(Strategy.columns.index(Strategy.owner))
    (rule,) = validations(made[Strategy.tab], f"{at}9")
    assert rule.formula1 == "Team_name"
    assert made.defined_names["Team_name"].attr_text.startswith("'Team'!$A$5:INDEX(")


def test_rows_grow_when_more_is_typed_and_headings_keep_their_height() -> None:
    with ZipFile(BytesIO(workbook("account"))) as package:
        text = package.read("xl/worksheets/sheet2.xml").decode()
    rows = {int(n): rest for n, rest in re.findall(r'<row r="(\d+)"([^>]*)>', text)}
    assert 'customHeight="1"' in rows[1]
    assert all("ht=" in rest and "customHeight" not in rest for n, rest in rows.items() if n in (5, 26, 27))


@pytest.mark.parametrize(
    ("text", "wide", "lines"),
    [
        ("", 10, 1),
        ("one two", 10, 1),
        ("one two three", 8, 2),
        ("a\n\nb", 10, 3),
        ("W" * 25, 10, 3),
        ("漢字漢字漢字", 8, 2),
    ],
)
def test_lines_are_counted_at_words(text: str, wide: int, lines: int) -> None:
    assert lines_of(text, wide) == lines


@pytest.mark.parametrize("book", BOOKS)
def test_every_tab_prints_at_a_size_that_can_be_read(book: str) -> None:
    for tab in opened(workbook(book)):
        if tab.sheet_state == "visible":
            assert tab.sheet_properties.pageSetUpPr is not None or int(tab.page_setup.scale or 100) >= 65


def test_a_wide_tab_prints_on_several_pages_that_name_their_rows() -> None:
    example = {c.name: c.example for c in Person.columns if c.example is not None}
    tab = opened(workbook("people", {Person: [example]}))["People"]
    breaks = [each.id for each in tab.col_breaks.brk]
    first_more = next(n for n, column in enumerate(Person.columns) if column.more)
    assert len(breaks) >= 2
    assert first_more in breaks
    assert tab.print_title_cols == "$A:$B"


def test_the_read_me_says_who_and_how_long_and_an_account_takes_an_hour() -> None:
    minutes = {}
    for book in BOOKS:
        said = opened(workbook(book))[READ_ME]["A3"].value
        found = re.fullmatch(r"Filled in by .+\. A first version takes about (\d+) minutes\.", said)
        assert found, said
        minutes[book] = int(found[1])
    assert sum(minutes[book] for book in {sheet.book for sheet in ACCOUNT}) <= 60


def test_the_read_me_leads_to_each_tab() -> None:
    tab = opened(workbook("goals"))[READ_ME]
    links = {cell.value: cell.hyperlink.location for row in tab for cell in row if cell.hyperlink}
    assert links == {"Goals": "'Goals'!A1", "Progress": "'Progress'!A1", "Actions": "'Actions'!A1"}


@requires_ooxml_check
def test_office_would_open_every_workbook_without_a_repair(tmp_path: Path) -> None:
    filled(tmp_path)
    rows = {sheet: [no_example(sheet)] for sheet in ALL}
    (tmp_path / "rows").mkdir()
    filled(tmp_path / "rows", rows)
    assert findings(sorted(tmp_path.rglob("*.xlsx"))) == []


@pytest.mark.parametrize("book", BOOKS)
def test_the_workbook_in_templates_is_what_is_drawn(book: str) -> None:
    """After a change: `planpack templates draw`."""
    templates = Path(__file__).parents[2] / "templates"
    assert (templates / f"{book}.xlsx").read_bytes() == workbook(book)

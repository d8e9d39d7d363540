"""Marked copies: a comment on each faulty cell, issues that link to the cells, and the original left as it was."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment

from pipeline.blank import workbook
from pipeline.check import Checked, check
from pipeline.flows.check import Report, readable
from pipeline.flows.mark import Marking, mark_all
from pipeline.mark import Issue, Unmarkable, mark
from pipeline.problems import Gap, Note, PipelineError, Place, Problem
from pipeline.read import read
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.sheets.risks import Risk
from pipeline.workspace import Workspace
from tests.filled import AS_OF, PERIOD
from tests.office import findings, requires_ooxml_check

PROBLEM = Problem(Place("risks.xlsx", "Risks", "F5"), "Impact is 9", "a number, 1 to 5", "write 1 to 5", "scale")
GAP = Gap(Place("risks.xlsx", "Risks", "G5"), "Owner", "R1", "Anna Keller", "Risk")
NOTE = Note(Place("risks.xlsx", "Risks"), "row 9 is hidden; it is read all the same", "rows-hidden")


def risks(**given: Any) -> bytes:
    """A workbook of risks with one row."""
    return workbook("risks", {Risk: [dict(Risk.examples()) | given]})


def changed(data: bytes, change: Any) -> bytes:
    """A workbook after a change made with openpyxl."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    """A workbook with one part more, or another content of one."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


def marked(data: bytes, *issues: Issue, file: str = "risks.xlsx") -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(mark(file, data, issues).data))


def test_a_faulty_cell_bears_a_comment_in_the_managers_words_and_a_fill() -> None:
    cell = marked(risks(), PROBLEM, GAP)["Risks"]["F5"]
    assert cell.comment.author == "planpack"
    assert cell.comment.text == "Impact is 9.\nDue: a number, 1 to 5.\nTo mend: write 1 to 5."
    assert cell.fill.start_color.rgb.endswith("F7DED6")


def test_a_gap_is_filled_and_not_commented_and_other_cells_stay_as_they_were() -> None:
    tab = marked(risks(), PROBLEM, GAP)["Risks"]
    before = openpyxl.load_workbook(BytesIO(risks()))["Risks"]
    assert tab["G5"].comment is None
    assert tab["G5"].fill.start_color.rgb.endswith("F8EBD0")
    for row in before.iter_rows():
        for cell in row:
            assert tab[cell.coordinate].value == cell.value
            if cell.coordinate not in ("F5", "G5"):
                assert tab[cell.coordinate].fill.start_color.rgb == cell.fill.start_color.rgb
    assert tab["A4"].comment.text == before["A4"].comment.text
    assert len(tab.data_validations.dataValidation) == len(before.data_validations.dataValidation)


def test_two_problems_of_a_cell_and_its_own_comment_stand_together() -> None:
    def comment(book: Any) -> None:
        book["Risks"]["F5"].comment = Comment("Ask Odd", "Anna")

    other = Problem(PROBLEM.place, "Impact is too high", "less", "lower it", "rule")
    text = marked(changed(risks(), comment), PROBLEM, other)["Risks"]["F5"].comment.text
    assert [part.split("\n")[0] for part in text.split("\n\n")] == ["Impact is 9.", "Impact is too high.", "Ask Odd"]


def test_the_issues_stand_first_and_link_to_their_cells() -> None:
    book = marked(risks(), NOTE, PROBLEM, GAP)
    assert book.sheetnames[0] == "Issues"
    assert book.active.title == "Issues"
    rows = [[cell.value for cell in row] for row in book["Issues"].iter_rows(min_row=2)]
    assert rows[1] == [
        "problem", "risks.xlsx", "Risks", "F5", "Impact is 9", "a number, 1 to 5", "write 1 to 5", None,
    ]  # fmt: skip
    assert rows[2][:5] == ["gap", "risks.xlsx", "Risks", "G5", "Owner is missing for R1"]
    assert rows[2][7] == "Anna Keller"
    assert rows[0][3:5] == ["tab", "row 9 is hidden; it is read all the same"]
    links = [row[3].hyperlink.location for row in book["Issues"].iter_rows(min_row=2)]
    assert links == ["'Risks'!A1", "'Risks'!F5", "'Risks'!G5"]
    assert next(iter(book["Issues"].tables.values())).ref == "A1:H4"


def test_issues_of_a_file_without_a_copy_are_listed_last_and_link_nowhere() -> None:
    lost = Problem(Place("people.xlsx"), "the file is damaged", "a workbook", "save it again", "damaged")
    tab = marked(risks(), lost, PROBLEM)["Issues"]
    assert [tab["B2"].value, tab["B3"].value] == ["risks.xlsx", "people.xlsx"]
    assert tab["D3"].hyperlink is None


def test_a_copy_that_is_marked_again_has_one_issues_tab() -> None:
    once = mark("risks.xlsx", risks(), [PROBLEM]).data
    book = marked(once, GAP)
    assert book.sheetnames.count("Issues") == 1
    assert [row[0].value for row in book["Issues"].iter_rows(min_row=2)] == ["gap"]


def test_a_fault_in_merged_cells_is_marked_on_the_one_that_shows() -> None:
    data = changed(risks(), lambda book: book["Risks"].merge_cells("E5:F5"))
    assert marked(data, PROBLEM)["Risks"]["E5"].comment.text.startswith("Impact is 9.")


@pytest.mark.parametrize("evil", ["=1+1", "+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a\x07b"])
def test_peoples_words_stay_text_in_the_copy(evil: str) -> None:
    issue = Problem(PROBLEM.place, evil, evil, evil, "kind")
    data = risks() if "\x07" in evil else risks(event=evil)
    book = marked(data, issue)
    for cell in (book["Issues"]["E2"], book["Issues"]["F2"], book["Issues"]["G2"]):
        assert (cell.value, cell.data_type) == (evil.replace("\x07", "?"), "s")
    if "\x07" not in evil:
        assert (book["Risks"]["D5"].value, book["Risks"]["D5"].data_type) == (evil, "s")


def test_formulas_stay_and_those_that_follow_other_files_become_their_values() -> None:
    data = risks()
    with ZipFile(BytesIO(data)) as package:
        text = package.read("xl/worksheets/sheet2.xml").decode()
    cells = '<c r="AB5"><f>[1]Other!A1</f><v>7</v></c><c r="AC5"><f>1+1</f><v>2</v></c></row>'
    head, row5, rest = re.split(r'(<row r="5".*?)</row>', text, maxsplit=1, flags=re.DOTALL)
    result = mark("risks.xlsx", with_part(data, "xl/worksheets/sheet2.xml", (head + row5 + cells + rest).encode()), [])
    tab = openpyxl.load_workbook(BytesIO(result.data))["Risks"]
    assert (tab["AB5"].value, tab["AC5"].value) == (7, "=1+1")
    assert any(said.startswith("the saved values of formulas") for said in result.lacks)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/media/image1.png", "pictures"),
        ("xl/charts/chart1.xml", "charts"),
        ("xl/threadedComments/threadedComment1.xml", "conversations in comments (their text stays)"),
        ("xl/embeddings/oleObject1.bin", "embedded objects and form controls"),
    ],
)
def test_what_the_copy_lacks_is_said_and_is_not_in_it(part: str, words: str) -> None:
    result = mark("risks.xlsx", with_part(risks(), part), [PROBLEM])
    assert result.lacks == (words,)
    with ZipFile(BytesIO(result.data)) as package:
        assert part not in package.namelist()


def test_sparklines_and_links_to_the_web_are_dropped_and_said() -> None:
    data = changed(risks(), lambda book: setattr(book["Risks"]["D5"], "hyperlink", "https://example.com"))
    with ZipFile(BytesIO(data)) as package:
        text = package.read("xl/worksheets/sheet2.xml").decode()
    sparks = (
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="x"><x14:sparklineGroups/></ext></extLst>'
    )
    data = with_part(data, "xl/worksheets/sheet2.xml", text.replace("</worksheet>", f"{sparks}</worksheet>").encode())
    result = mark("risks.xlsx", data, [])
    assert result.lacks == ("sparklines", "links to the web and to files")
    assert b"https://example.com" not in b"".join(_parts(result.data))


def _parts(data: bytes) -> list[bytes]:
    with ZipFile(BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]


def test_an_ordinary_workbook_lacks_nothing_and_names_nobody() -> None:
    result = mark("risks.xlsx", risks(), [PROBLEM])
    assert result.lacks == ()
    properties = openpyxl.load_workbook(BytesIO(result.data)).properties
    assert (properties.creator, properties.lastModifiedBy) == ("planpack", None)
    assert mark("risks.xlsx", risks(), [PROBLEM]).data == result.data


def test_a_workbook_that_openpyxl_cannot_open_is_said() -> None:
    with pytest.raises(Unmarkable, match="can't be opened for marking"):
        mark("risks.xlsx", with_part(risks(), "xl/worksheets/sheet2.xml", b"<worksheet"), [PROBLEM])
    with pytest.raises(Unmarkable, match="saved in a form"):
        mark("risks.xlsx", with_part(risks(), "xl/workbook.xml", b"<nothing/>"), [PROBLEM])


def test_a_workbook_too_large_for_marking_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.mark.MOST_BYTES", 1000)
    with pytest.raises(Unmarkable, match="too large"):
        mark("risks.xlsx", risks(), [PROBLEM])


@requires_ooxml_check
def test_office_would_open_a_marked_copy_without_a_repair(tmp_path: Path) -> None:
    for book in ("risks", "account", "performance"):
        place = Place(f"{book}.xlsx", "Risks" if book == "risks" else "Read me", "F5")
        issues = [Problem(place, "Impact is 9", "less", "lower it", "scale"), GAP, NOTE]
        (tmp_path / f"{book}.xlsx").write_bytes(mark(f"{book}.xlsx", workbook(book), issues).data)
    assert findings(sorted(tmp_path.glob("*.xlsx"))) == []


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with an account whose risk has a wrong impact and no owner."""
    (tmp_path / "planpack.toml").write_text("")
    folder = tmp_path / "inputs" / "accounts" / "northwind"
    folder.mkdir(parents=True)
    (folder / "account.xlsx").write_bytes(workbook("account", {Profile: [dict(Profile.examples())]}))
    row = dict(Risk.examples()) | {"impact": 9, "owner": None, "event": "Another event"}
    (folder / "risks.xlsx").write_bytes(workbook("risks", {Risk: [row]}))
    return Workspace.open(tmp_path)


def checked(workspace: Workspace) -> Report:
    cells = read(workspace.inputs("northwind"))
    found: Checked = check(cells, ACCOUNT, "northwind", PERIOD, AS_OF, workspace.settings)
    return Report("northwind", found, readable(cells))


def marking(workspace: Workspace) -> Marking:
    (one,) = mark_all(workspace, [checked(workspace)])
    return one


def test_only_workbooks_with_something_to_mark_are_copied_and_originals_stay(workspace: Workspace) -> None:
    folder = workspace.inputs("northwind")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    made = marking(workspace)
    assert [copy.name for copy in made.copies] == ["risks.xlsx"]
    assert [path.name for path in (workspace.root / "outputs/marked/northwind").iterdir()] == ["risks.xlsx"]
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_marked_copy_reads_as_its_original(workspace: Workspace, tmp_path: Path) -> None:
    marking(workspace)
    original = checked(workspace)
    data = (workspace.root / "outputs/marked/northwind/risks.xlsx").read_bytes()
    (workspace.inputs("northwind") / "risks.xlsx").write_bytes(data)
    again = checked(workspace)
    assert again.checked.problems == original.checked.problems
    assert again.checked.gaps == original.checked.gaps
    assert again.checked.notes == original.checked.notes


def test_copies_of_an_earlier_check_go(workspace: Workspace) -> None:
    marking(workspace)
    (workspace.inputs("northwind") / "risks.xlsx").write_bytes(workbook("risks"))
    assert marking(workspace).copies == ()
    assert list((workspace.root / "outputs/marked/northwind").iterdir()) == []


def test_a_file_that_cannot_be_read_is_not_marked_and_is_listed_in_a_copy(workspace: Workspace) -> None:
    (workspace.inputs("northwind") / "people.xlsx").write_bytes(b"PK\x03\x04 and no more")
    made = marking(workspace)
    assert made.unmarked == (("people.xlsx", "it can't be read"),)
    book = openpyxl.load_workbook(made.folder / "risks.xlsx")
    assert "people.xlsx" in [cell.value for cell in book["Issues"]["B"]]


def test_a_file_that_changed_while_it_was_checked_is_not_opened(workspace: Workspace) -> None:
    report = checked(workspace)
    (workspace.inputs("northwind") / "risks.xlsx").write_bytes(workbook("risks"))
    (made,) = mark_all(workspace, [report])
    assert made.unmarked == (("risks.xlsx", "it was changed while it was checked"),)


def test_no_copy_is_written_through_a_link(workspace: Workspace) -> None:
    (workspace.root / "outputs" / "marked").mkdir(parents=True)
    (workspace.root / "outputs" / "marked" / "northwind").symlink_to(workspace.inputs("northwind"))
    before = (workspace.inputs("northwind") / "risks.xlsx").read_bytes()
    with pytest.raises(PipelineError, match="outputs/marked/northwind is a link"):
        marking(workspace)
    assert (workspace.inputs("northwind") / "risks.xlsx").read_bytes() == before

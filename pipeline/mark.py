"""Writes a workbook's marked copy: a comment on each faulty cell, and a tab of issues whose rows link to the cells."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo

from pipeline.kinds import CONTROL
from pipeline.problems import Gap, Note, Place, Problem
from pipeline.sheets import ISSUES
from pipeline.theme import BODY_FONT, BRAND, TINTS, Tone

AUTHOR = "planpack"
Issue = Problem | Gap | Note
MOST_BYTES = 10 * 1024 * 1024  # of tabs unpacked: openpyxl holds some fifty times as much in memory
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - one day for all: the same workbook has the same copy
HEADINGS = (
    ("Kind", 9), ("File", 17), ("Sheet", 17), ("Cell", 7), ("What is there", 42), ("What is due", 38),
    ("How to mend it", 38), ("Owner", 18),
)  # fmt: skip
TONES = {Problem: Tone.BAD, Gap: Tone.WATCH, Note: Tone.MUTED}
# What a copy lacks, by the parts or the marks in its tabs that tell of it.
PARTS = (
    (r"xl/vbaProject", "macros"),
    (r"xl/media/", "pictures"),
    (r"xl/charts/", "charts"),
    (r"xl/drawings/drawing\d", "drawings"),
    (r"xl/(embeddings|activeX|ctrlProps)/", "embedded objects and form controls"),
    (r"xl/pivotTables/", "pivot tables"),
    (r"xl/(slicers|slicerCaches|timelines)/", "slicers"),
    (r"xl/externalLinks/", "links to other workbooks"),
    (r"xl/(connections|queryTables|model)\b", "data connections"),
    (r"xl/threadedComments/", "conversations in comments (their text stays)"),
    (r"xl/richData/", "linked data types"),
    (r"customUI/|xl/webextensions/", "add-ins"),
)
EXTENSIONS = (
    (b"x14:sparkline", "sparklines"),
    (b"x14:conditionalFormatting", "some newer conditional formats"),
    (b"x14:dataValidation", "some newer dropdowns"),
)
ELSEWHERE = re.compile(r"\[\d+\]")


class Unmarkable(Exception):
    """A workbook of which no copy can be made; the message is the end of a sentence."""


@dataclass(frozen=True)
class Marked:
    """A marked copy: its file name, its bytes, what it lacks of the original."""

    name: str
    data: bytes
    lacks: tuple[str, ...]


def mark(file: str, data: bytes, issues: Sequence[Issue]) -> Marked:
    """Mark a copy of a workbook that was read; raise `Unmarkable` where openpyxl can't open it.

    `issues` are those of this file, and those of files of which there is no copy, so that they stand somewhere.
    """
    lacks = _lacks(data)
    book = _opened(data, rich_text=True)
    if not book.worksheets:
        raise Unmarkable("it is saved in a form that can't be marked; save it as Excel workbook (.xlsx)")
    if _strip(book, data):
        lacks.append("links to the web and to files")
    ordered = sorted(issues, key=lambda issue: issue.place.file != file)
    _mark_cells(book, [issue for issue in ordered if issue.place.file == file])
    _write_issues(book, _issues_tab(book), file, ordered)
    book.properties = DocumentProperties(creator=AUTHOR, created=MADE, modified=MADE, title=f"{file}, marked")
    out = BytesIO()
    book.save(out)
    return Marked(copy_name(file), _undated(out.getvalue()), tuple(lacks))


def copy_name(file: str) -> str:
    """The file name of a workbook's copy: macros are not copied, so that it never ends in .xlsm."""
    return f"{PurePath(file).stem}.xlsx"


def _lacks(data: bytes) -> list[str]:
    """What the copy will lack, in words."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = [info.filename for info in package.infolist()]
        tabs = [info for info in package.infolist() if info.filename.startswith("xl/worksheets/sheet")]
        if sum(info.file_size for info in tabs) > MOST_BYTES:
            raise Unmarkable("it is too large to be marked")
        found = [words for pattern, words in PARTS if any(re.match(pattern, name) for name in names)]
        inside = [package.read(info) for info in tabs]
    found += [words for sign, words in EXTENSIONS if any(sign in part for part in inside)]
    if any(b"<f>" in part or b"<f " in part for part in inside):
        found.append("the saved values of formulas (Excel works them out again when it opens the copy)")
    return found


def _opened(data: bytes, **how: bool) -> Any:
    """The workbook as openpyxl opens it; raise `Unmarkable` where it can't."""
    try:
        # openpyxl warns of what it leaves aside; that is told in our own words.
        with warnings.catch_warnings(action="ignore"):
            return openpyxl.load_workbook(BytesIO(data), keep_links=False, **how)
    except Exception:  # openpyxl raises what its parsers raise: KeyError, ParseError, ...
        raise Unmarkable("it can't be opened for marking") from None


def _strip(book: Any, data: bytes) -> bool:
    """Leave out what is never copied on, such as pictures and links elsewhere; return whether cells held such links."""
    linked, values = False, None
    for name in [name for name, defined in book.defined_names.items() if ELSEWHERE.search(defined.attr_text or "")]:
        del book.defined_names[name]
    for tab in book.worksheets:
        tab._images, tab._charts, tab._pivots = [], [], []
        for cell in list(tab._cells.values()):  # only those that are there: a used range may be vast
            if cell.data_type == "f" and ELSEWHERE.search(str(getattr(cell.value, "text", cell.value))):
                values = values or _opened(data, data_only=True)
                _say(cell, values[tab.title][cell.coordinate].value)
            if cell.hyperlink is not None and cell.hyperlink.target:
                cell.hyperlink, linked = None, True
    return linked


def _mark_cells(book: Any, issues: Sequence[Issue]) -> None:
    """Fill the cells of problems and gaps, and say what is wrong in comments."""
    said: dict[Place, list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.place.cell and not isinstance(issue, Note):
            said[issue.place].append(issue)
    for place, many in said.items():
        cell = _cell(book, place)
        if cell is None:
            continue
        problems = [issue for issue in many if isinstance(issue, Problem)]
        tone = Tone.BAD if problems else Tone.WATCH
        cell.fill = PatternFill("solid", start_color=TINTS[tone])
        if problems:
            former = f"\n\n{cell.comment.text}" if cell.comment else ""
            text = "\n\n".join(map(_comment, problems)) + former
            cell.comment = Comment(CONTROL.sub("?", text), AUTHOR, width=340, height=40 + 18 * (len(text) // 45 + 3))


def _cell(book: Any, place: Place) -> Cell | None:
    """The cell of a place; of merged cells the one that shows; None where the tab is no worksheet."""
    tab = next((tab for tab in book.worksheets if tab.title == place.sheet), None)
    if tab is None:
        return None
    cell = tab[place.cell]
    if isinstance(cell, Cell):
        return cell
    area = next(area for area in tab.merged_cells.ranges if place.cell in area)
    return tab.cell(area.min_row, area.min_col)  # type: ignore[no-any-return]


def _comment(problem: Problem) -> str:
    return f"{_sentence(problem.found)}\nDue: {problem.due}.\nTo mend: {problem.mend}."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _issues_tab(book: Any) -> Any:
    """A new first tab; one that an earlier marking left gives way to it."""
    if ISSUES in book.sheetnames and book[ISSUES]["A1"].value == HEADINGS[0][0]:
        del book[ISSUES]
    tab = book.create_sheet(ISSUES, 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is tab
    book.active = 0
    return tab


def _write_issues(book: Any, tab: Any, file: str, issues: Sequence[Issue]) -> None:
    """Write a row an issue, this file's first, each with a link to its cell."""
    plain = Alignment(wrap_text=True, vertical="top")
    for j, (heading, wide) in enumerate(HEADINGS, 1):
        tab.column_dimensions[get_column_letter(j)].width = wide
        cell = tab.cell(1, j, heading)
        cell.font = Font(name=BODY_FONT, bold=True, color=BRAND["lt1"])
        cell.fill = PatternFill("solid", start_color=BRAND["dk2"])
        cell.alignment = plain
    for i, issue in enumerate(issues, 2):
        said = list(_row(issue))
        lines = max(-(-len(words) // (wide - 3)) for words, (_, wide) in zip(said, HEADINGS, strict=True))
        tab.row_dimensions[i].height = 15.0 * max(1, lines)
        for j, words in enumerate(said, 1):
            cell = tab.cell(i, j)
            _say(cell, words)
            cell.font, cell.alignment = Font(name=BODY_FONT, color=BRAND["dk1"]), plain
        tab.cell(i, 1).fill = PatternFill("solid", start_color=TINTS[TONES[type(issue)]])
        if issue.place.file == file and issue.place.sheet in book.sheetnames:
            _link(tab.cell(i, 4), issue.place)
    last = f"{get_column_letter(len(HEADINGS))}{max(2, len(issues) + 1)}"
    table = Table(displayName=_free_name(book), ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    tab.add_table(table)
    tab.freeze_panes = "A2"
    tab.page_setup.orientation, tab.page_setup.paperSize = "landscape", 9
    tab.page_setup.fitToHeight, tab.sheet_properties.pageSetUpPr.fitToPage = 0, True
    tab.print_title_rows = "1:1"


def _row(issue: Issue) -> Iterator[str]:
    """An issue's cells, under the headings."""
    if isinstance(issue, Problem):
        return iter(("problem", *issue.place, issue.found, issue.due, issue.mend, ""))
    if isinstance(issue, Gap):
        about = f" for {issue.row}" if issue.row else ""
        mend = "fill it in when you know"
        return iter(("gap", *issue.place, f"{issue.heading} is missing{about}", "", mend, issue.owner))
    return iter(("note", *issue.place, issue.text, "", "", ""))


def _link(cell: Any, place: Place) -> None:
    """Link an issue's row to its cell, or to its tab."""
    at = f"'{place.sheet.replace(chr(39), chr(39) * 2)}'!{place.cell or 'A1'}"
    if not place.cell:
        _say(cell, "tab")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=at)
    cell.font = Font(name=BODY_FONT, color=BRAND["hlink"], underline="single")


def _say(cell: Any, value: Any) -> None:
    """Write people's words as text, never as a formula."""
    cell.value = (CONTROL.sub("?", value) or None) if isinstance(value, str) else value
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _free_name(book: Any) -> str:
    """A name for the table that nothing in the workbook bears."""
    taken = {name.casefold() for tab in book.worksheets for name in tab.tables} | {
        n.casefold() for n in book.defined_names
    }
    return next(name for name in (ISSUES, *(f"{ISSUES}_{n}" for n in range(2, 10_000))) if name.casefold() not in taken)


def _undated(data: bytes) -> bytes:
    """The same package with the same day on every part, so that the same workbook has the same copy."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

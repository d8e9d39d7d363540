"""What people type into workbooks is text in every document: never a tag, never a formula."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pptx
import pytest

from pipeline.flows.build import State, build_account
from tests.conftest import example_workspace, order_of

TYPED = ("{{ 7*7 }}", "{% for x in goals.open %}", "{{ account.name.__class__ }}", "=1+1", "{# gone #}")


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_tags_and_formulas_in_cells_print_as_they_stand(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    path = workspace.inputs("kestrel") / "goals.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Goals"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Id *" for cell in row))
    column = next(cell.column for cell in head if cell.value == "Goal *")
    words = " ".join(TYPED)
    cell = sheet.cell(head[0].row + 1, column)
    cell.value, cell.data_type = words, "s"
    book.save(path)
    outcome = build_account(order_of(workspace), "kestrel")
    assert outcome.state is State.BUILT, outcome.problems
    folder = workspace.outputs("2026-Q3") / "kestrel"
    document = docx.Document(str(folder / "kestrel-plan-2026-Q3.docx"))
    in_word = "\n".join(element.text or "" for element in document.element.body.iter() if element.text)
    assert "{{ 7*7 }}" in in_word
    assert "49" not in in_word.replace("49.1", "")
    deck = pptx.Presentation(str(folder / "kestrel-review-2026-Q3.pptx"))
    cells = [
        one.text_frame.text
        for slide in deck.slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for one in row.cells
    ]  # fmt: skip
    assert any("{{ 7*7 }} {% for x in goals.open %}" in text for text in cells)
    report = openpyxl.load_workbook(folder / "kestrel-report-2026-Q3.xlsx")
    values = [one for tab in report for row in tab.iter_rows() for one in row if isinstance(one.value, str)]
    typed = [one for one in values if "{{ 7*7 }}" in one.value]
    assert typed
    assert all(one.data_type == "s" for one in typed)
    for file in folder.glob("*.*x"):
        with ZipFile(file) as package:
            assert not any("=1+1</c:f>" in package.read(name).decode("utf-8", "ignore") for name in package.namelist())

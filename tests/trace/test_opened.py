"""Files that came from anywhere: refused in one sentence where they are no Office file or would cost too much."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.limits import Limits
from pipeline.problems import PipelineError
from pipeline.trace.finished import read_finished

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WHOLE = f"<w:document {W}><w:body><w:p><w:r><w:t>12 days</w:t></w:r></w:p></w:body></w:document>"


def package(document: str | bytes, target: str = "word/document.xml", **others: str) -> bytes:
    """A Word file of one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("_rels/.rels", RELS.format(target))
        made.writestr("word/document.xml", document)
        for name, text in others.items():
            made.writestr(name, text)
    return file.getvalue()


def refused(data: bytes, name: str = "plan.docx", limits: Limits | None = None) -> str:
    """Why a file is not read."""
    with pytest.raises(PipelineError) as caught:
        read_finished(name, data, *([limits] if limits else []))
    return str(caught.value)


def test_a_whole_file_is_read() -> None:
    (section,) = read_finished("plan.docx", package(WHOLE))
    assert [(piece.place, piece.text) for piece in section.pieces] == [("paragraph 1", "12 days")]


def test_what_is_no_office_file_is_refused_in_a_sentence() -> None:
    assert refused(b"") == "plan.docx is no Word, PowerPoint or Excel file, whatever its name says"
    assert "protected by a password" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert refused(b"PK\3\4" + b"\0" * 200) == "plan.docx is damaged: open it in Office and save it anew"
    assert "is damaged" in refused(package(WHOLE)[:-40])
    assert "is damaged" in refused(package(WHOLE, target="word/nothing.xml"))
    assert "is damaged" in refused(package("<w:document"))
    assert "name a .docx, .pptx or .xlsx" in refused(package(WHOLE), "plan.odt")


@pytest.mark.parametrize("name", ["plan.pptx", "plan.xlsx"])
def test_a_file_that_is_another_kind_inside_prints_nothing(name: str) -> None:
    assert read_finished(name, package(WHOLE)) == []


def test_entities_are_refused_and_never_expanded() -> None:
    lines = ['<!DOCTYPE d [<!ENTITY a "9999999999">', *(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(3)), "]>"]
    bomb = "".join(lines) + WHOLE.replace("12 days", "&a1;")
    assert refused(package(bomb)) == "plan.docx declares a DOCTYPE, which no Office file has"
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + WHOLE.replace("12 days", "&x;")
    assert "DOCTYPE" in refused(package(outside))


def test_what_would_cost_too_much_is_refused_before_it_is_unpacked() -> None:
    assert "suspicious size" in refused(package(b" " * (64 << 20)))
    assert "of 2 MiB" in refused(package(WHOLE + " " * (2 << 20)), limits=Limits(part_mib=1))
    assert "unpacks to more than" in refused(package(WHOLE), limits=Limits(unpacked_mib=0.0001))
    assert "at most" in refused(package(WHOLE), limits=Limits(file_mib=0.0001))
    assert "holds 2 parts" in refused(package(WHOLE), limits=Limits(parts=1))


def test_elements_inside_each_other_without_end_are_refused() -> None:
    deep = f"<w:document {W}>{'<w:sdt>' * 5_000}{'</w:sdt>' * 5_000}</w:document>"
    assert "is damaged" in refused(package(deep))


def test_a_part_that_leads_outside_is_not_followed() -> None:
    away = RELS.format("https://example.com/a.xml").replace('Target="', 'TargetMode="External" Target="')
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("_rels/.rels", away)
    assert "is damaged" in refused(file.getvalue())


def test_numbers_that_are_none_are_refused() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" r:id="b"/></sheets></workbook>'
    rels = RELS.format("sheet1.xml").replace('Id="a"', 'Id="b"').replace("officeDocument", "worksheet")
    rels = rels.replace("worksheet/2006", "officeDocument/2006")
    sheet = f'<worksheet xmlns="{main}"><sheetData><row><c r="A1" s="x"><v>5</v></c></row></sheetData></worksheet>'
    data = package(WHOLE, target="xl/workbook.xml", **{
        "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "xl/sheet1.xml": sheet,
    })  # fmt: skip
    assert "is damaged" in refused(data, "report.xlsx")

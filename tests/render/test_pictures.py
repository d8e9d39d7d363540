"""Pictures of the workspace stand where a template says, whole, in their proportions, and never from elsewhere."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.shared import Cm as WordCm
from pptx.util import Cm, Emu

from pipeline.documents import Document, Format
from pipeline.render import render
from pipeline.render.compile import WrongTemplate
from pipeline.render.pictures import WrongPicture, picture_of, read_picture
from pipeline.workspace import Workspace
from tests.office import findings, requires_ooxml_check
from tests.render.filling import WORDING, fill, pages, part, parts, saved
from tests.render.test_word_templates import drawing

TAG = '{{ picture("logo.png") }}'
BLANK = 6


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 200, height: int = 100, dots: int = 0, red: int = 200) -> bytes:
    """A PNG of one colour."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = b"\0" + bytes((red, 40, 40)) * width
    metre = chunk(b"pHYs", struct.pack(">IIB", round(dots / 0.0254), round(dots / 0.0254), 1)) if dots else b""
    body = chunk(b"IHDR", head) + metre + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG: all that is read of one."""
    start = b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x101, 1, 150, 150, 0, 0)
    return b"\xff\xd8" + start + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0\xff\xd9"


def gif(width: int, height: int) -> bytes:
    """The beginning of a GIF."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a logo twice as wide as high."""
    made = tmp_path / "pictures"
    made.mkdir()
    (made / "logo.png").write_bytes(png())
    (made / "tall.png").write_bytes(png(50, 200, dots=100))
    return made


def deck() -> tuple[Any, Any]:
    """A deck of one empty slide, and the slide."""
    made = pptx.Presentation()
    return made, made.slides.add_slide(made.slide_layouts[BLANK])


def shown(made: Any, folder: Path) -> Any:
    """The one slide of a filled deck."""
    return pptx.Presentation(io.BytesIO(fill(saved(made), "review.pptx", pictures=folder))).slides[0]


def test_a_shape_that_says_only_the_tag_becomes_the_picture_as_large_as_its_frame_has_room(folder: Path) -> None:
    made, slide = deck()
    box = slide.shapes.add_textbox(Cm(1), Cm(2), Cm(10), Cm(10))
    box.text_frame.text, box.name = TAG, "The logo"
    box._element.nvSpPr.cNvPr.set("descr", "Our company's logo")
    (picture,) = shown(made, folder).shapes
    assert (picture.left, picture.top, picture.width, picture.height) == (Cm(1), Cm(4.5), Cm(10), Cm(5))
    assert picture.image.blob == png()
    assert (picture.name, picture._element.nvPicPr.cNvPr.get("descr")) == ("The logo", "Our company's logo")


@pytest.mark.parametrize(
    ("text", "descr", "alt"),
    [
        (TAG, "", "logo"),
        ('{{ picture("logo.png", "The ship") }}', "", "The ship"),
        ("", TAG, "logo"),
        ("", f"{TAG} Halden's ship", "Halden's ship"),
        ("", TAG + " Seen by {{ account.name }}", "Seen by Northwind Ferries"),
        ("", '{{ picture("logo.png", "The ship") }}', "The ship"),
        ("", "{{ picture(“logo.png”) }} smart", "smart"),
    ],
)
def test_it_always_has_words_for_who_can_not_see_it(folder: Path, text: str, descr: str, alt: str) -> None:
    made, slide = deck()
    box = slide.shapes.add_textbox(0, 0, Cm(4), Cm(2))
    box.text_frame.text = text
    box._element.nvSpPr.cNvPr.set("descr", descr)
    (picture,) = shown(made, folder).shapes
    assert picture._element.nvPicPr.cNvPr.get("descr") == alt


def test_a_picture_whose_alternative_text_is_the_tag_shows_the_other_in_its_frame(folder: Path) -> None:
    made, slide = deck()
    sample = slide.shapes.add_picture(io.BytesIO(png(10, 10, red=1)), Cm(2), Cm(2), Cm(4), Cm(4))
    sample.crop_left = 0.2
    sample._element.nvPicPr.cNvPr.set("descr", '{{ picture("tall.png") }} A tower')
    data = fill(saved(made), "review.pptx", pictures=folder)
    (picture,) = pptx.Presentation(io.BytesIO(data)).slides[0].shapes
    assert picture.image.blob == (folder / "tall.png").read_bytes()
    assert (picture.left, picture.top, picture.width, picture.height) == (Cm(3.5), Cm(2), Cm(1), Cm(4))
    assert picture.crop_left == 0
    assert len([name for name in parts(data) if "/media/" in name]) == 1, "the sample stays in the file"


def test_a_placeholder_takes_its_frame_from_the_layout_and_a_group_its_own(folder: Path) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "x"
    slide.placeholders[1].text = TAG
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Cm(4), Cm(2)).text_frame.text = TAG
    shapes = list(shown(made, folder).shapes)
    assert shapes[1].height > 0
    assert round(shapes[1].width / shapes[1].height, 3) == 2
    assert (shapes[2].shapes[0].width, shapes[2].shapes[0].height) == (Cm(4), Cm(2))


def test_a_logo_of_a_master_is_filled_too(folder: Path) -> None:
    made, _ = deck()
    picture = made.slides[0].shapes.add_textbox(0, 0, Cm(4), Cm(2))
    picture.text_frame.text = TAG
    made.slide_master._element.cSld.spTree.append(picture._element)
    data = fill(saved(made), "review.pptx", pictures=folder)
    master = pptx.Presentation(io.BytesIO(data)).slide_master
    assert next(s for s in master.shapes if s.shape_type == 13).image.blob == png()


def document(text: str = TAG) -> Any:
    """A Word document with the tag as its paragraph."""
    made = docx.Document()
    made.add_paragraph(text)
    return made


def word(made: Any, folder: Path) -> Any:
    """A filled document opened again."""
    return docx.Document(io.BytesIO(fill(saved(made), "plan.docx", pictures=folder)))


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        (TAG, (Emu(200 * 9525), Emu(100 * 9525))),
        ('{{ picture("tall.png") }}', (Emu(457_200), Emu(1_828_800))),
        ('{{ picture("logo.png") | height(1.5) }}', (WordCm(3), WordCm(1.5))),
        ('{{ picture("logo.png", "x") | width(3) }}', (WordCm(3), WordCm(1.5))),
        ('{{ picture("logo.png") | width(3) | height(1) }}', (WordCm(2), WordCm(1))),
    ],
)
def test_a_paragraph_takes_a_picture_in_the_size_it_was_made_for_or_asked_for(
    folder: Path, tag: str, size: Any
) -> None:
    (shape,) = word(document(tag), folder).inline_shapes
    assert (round(shape.width, -2), round(shape.height, -2)) == (round(size[0], -2), round(size[1], -2))


def test_a_picture_is_no_wider_than_its_cell(folder: Path) -> None:
    made = docx.Document()
    cell = made.add_table(1, 2).cell(0, 0)
    cell.width = WordCm(2)
    cell.text = TAG
    (shape,) = word(made, folder).inline_shapes
    assert shape.width <= WordCm(2)
    assert shape.width == pytest.approx(2 * shape.height, abs=2)


def test_a_header_and_a_line_of_text_take_pictures(folder: Path) -> None:
    made = document(f"before {TAG} after {{{{ account.name }}}}")
    made.sections[0].header.paragraphs[0].text = TAG
    opened = word(made, folder)
    assert [run.text for run in opened.paragraphs[0].runs if run.text] == ["before ", " after Northwind Ferries"]
    assert len(opened.inline_shapes) == 1
    header = opened.sections[0].header
    (relation,) = header._element.xpath(".//a:blip/@r:embed")
    assert header.part.related_parts[relation].blob == png()
    ids = opened.element.xpath("//wp:docPr/@id") + header._element.xpath("//wp:docPr/@id")
    assert len(set(ids)) == 2


def test_a_picture_in_a_loop_has_an_id_of_its_own_each_time_and_one_file(folder: Path) -> None:
    made = document("{%p for goal in goals.open %}")
    made.add_paragraph(TAG)
    made.add_paragraph("{%p endfor %}")
    data = fill(saved(made), "plan.docx", pictures=folder)
    opened = docx.Document(io.BytesIO(data))
    assert len(set(opened.element.xpath("//wp:docPr/@id"))) == len(opened.inline_shapes) == 2
    assert len([name for name in parts(data) if "/media/" in name]) == 1


def test_word_drawings_take_pictures_by_their_alternative_text(folder: Path) -> None:
    made = document("x")
    made.add_picture(io.BytesIO(png(10, 10, red=1)), WordCm(4), WordCm(4))
    next(made.element.body.iter("{*}docPr")).set("descr", TAG)
    made.element.body.insert(0, drawing(77, "sample", "{{ picture('tall.png') }} A tower"))
    data = fill(saved(made), "plan.docx", pictures=folder)
    first, second = docx.Document(io.BytesIO(data)).inline_shapes
    assert (second.width, second.height) == (WordCm(4), WordCm(2))
    assert (first.width, first.height) == (225_000, 900_000)
    xml = part(data, "word/document.xml")
    assert "AlternateContent" not in xml
    assert "sample" not in xml
    assert 'descr="A tower"' in xml
    assert len([name for name in parts(data) if "/media/" in name]) == 2


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ('picture("lgo.png")', r"there is no picture lgo\.png in templates/pictures\. Did you mean logo\.png\?"),
        ('picture("none-of-them.png")', "there is no picture none-of-them.png in templates/pictures. Save it there"),
        ('picture("../secret.png")', "is no picture's name"),
        ('picture("/etc/passwd")', "is no picture's name"),
        ('picture("a/logo.png")', "is no picture's name"),
        ('picture("a\\logo.png")', "is no picture's name"),
        ('picture("C:logo.png")', "is no picture's name"),
        ('picture(".logo.png")', "is no picture's name"),
        ('picture("logo.svg")', "is no picture's name"),
        ('picture("")', "is no picture's name"),
        ("picture(account.name)", "names no picture"),
        ('picture("logo.png", account.name)', "names no picture"),
        ('picture("link.png")', "there is no picture link.png"),
        ('picture("fake.png")', r"fake\.png can't be read as a picture"),
        ('picture("jpeg.png")', r"jpeg\.png is a JPEG by its content"),
    ],
)
@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_what_is_no_picture_of_the_folder_is_told(folder: Path, tag: str, told: str, kind: str) -> None:
    (folder.parent / "secret.png").write_bytes(png())
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "fake.png").write_bytes(b"<svg/>")
    (folder / "jpeg.png").write_bytes(jpeg(3, 4))
    made, slide = deck()
    slide.shapes.add_textbox(0, 0, Cm(4), Cm(2)).text_frame.text = f"{{{{ {tag} }}}}"
    template = made if kind == "pptx" else document(f"{{{{ {tag} }}}}")
    with pytest.raises(WrongTemplate, match=told) as caught:
        fill(saved(template), f"own.{kind}", pictures=folder)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].code == "wrong-picture"
    assert "slide 1" in str(caught.value) or "paragraph 1" in str(caught.value)


def test_a_picture_among_a_shapes_words_is_told(folder: Path) -> None:
    made, slide = deck()
    slide.shapes.add_textbox(0, 0, Cm(4), Cm(2)).text_frame.text = f"see {TAG}"
    with pytest.raises(WrongTemplate, match=r"a picture can't stand here, in .*Give it a shape"):
        shown(made, folder)


def test_a_workspace_without_the_folder_says_so() -> None:
    with pytest.raises(WrongPicture, match=r"there is no picture logo\.png"):
        read_picture(None, "logo.png")
    with pytest.raises(WrongPicture, match=r"there is no picture logo\.png"):
        read_picture(Path("/nowhere"), "logo.png")


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", png(96, 48), (914_400, 457_200)),
        ("a.png", png(300, 150, dots=300), (914_400, 457_200)),
        ("a.jpg", jpeg(150, 75), (914_400, 457_200)),
        ("a.JPEG", jpeg(150, 75), (914_400, 457_200)),
        ("a.gif", gif(96, 48), (914_400, 457_200)),
    ],
)
def test_the_size_a_picture_was_made_for(name: str, data: bytes, size: tuple[int, int]) -> None:
    found = picture_of(name, data)
    assert (round(found.width, -3), round(found.height, -3)) == (round(size[0], -3), round(size[1], -3))


@pytest.mark.parametrize("cut", [0, 3, 8, 16, 20])
def test_a_picture_that_is_cut_off_is_told(cut: int) -> None:
    for name, data in (("a.png", png()), ("a.gif", gif(2, 2)), ("a.jpg", jpeg(2, 2))):
        with pytest.raises(WrongPicture):
            picture_of(name, data[: min(cut, 9)] if name == "a.gif" else data[:cut])


def test_a_picture_of_too_many_points_is_told() -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    with pytest.raises(WrongPicture, match="60000 x 60000 points"):
        picture_of("a.png", b"\x89PNG\r\n\x1a\n" + head + chunk(b"IEND", b""))


def test_the_same_template_and_picture_give_the_same_bytes_and_another_picture_others(folder: Path) -> None:
    template = saved(document())
    first = fill(template, "plan.docx", pictures=folder)
    assert fill(template, "plan.docx", pictures=folder) == first
    (folder / "logo.png").write_bytes(png(red=7))
    assert fill(template, "plan.docx", pictures=folder) != first


def test_a_picture_that_changed_is_seen_by_a_running_process(folder: Path) -> None:
    template, wording = folder.parent / "own.docx", folder.parent / "wording.en.j2"
    template.write_bytes(saved(document()))
    wording.write_text(WORDING.replace('"owner"', '"document_own": "Own", "owner"'), encoding="utf-8")
    said, tags = pages()
    own = Document("own", Format.WORD, "own.docx")
    assert "picture-" in str(parts(render(own, template, wording, tags, said).data))
    (folder / "logo.png").write_bytes(png(300, 50))
    after = render(own, template, wording, tags, said).data
    (shape,) = docx.Document(io.BytesIO(after)).inline_shapes
    assert shape.width == pytest.approx(6 * shape.height, abs=6)


def test_pictures_decide_what_a_pack_is_made_of(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "planpack.toml").write_text('company = "Halden"\ncurrency = "GBP"\n', encoding="utf-8")
    (tmp_path / "templates").mkdir()
    assert Workspace.open(tmp_path).pictures() == []
    folder.rename(tmp_path / "templates" / "pictures")
    assert [path.name for path in Workspace.open(tmp_path).pictures()] == ["logo.png", "tall.png"]


@requires_ooxml_check
def test_files_with_pictures_are_sound(tmp_path: Path, folder: Path) -> None:
    made, slide = deck()
    slide.shapes.add_textbox(0, 0, Cm(4), Cm(2)).text_frame.text = TAG
    written = document(f"a {TAG} z")
    written.sections[0].header.paragraphs[0].text = TAG
    written.element.body.insert(0, drawing(77, "sample", "{{ picture('logo.png') }}"))
    (tmp_path / "a.pptx").write_bytes(fill(saved(made), "a.pptx", pictures=folder))
    (tmp_path / "b.docx").write_bytes(fill(saved(written), "b.docx", pictures=folder))
    (tmp_path / "c.pptx").write_bytes(saved(deck()[0]))
    (tmp_path / "d.docx").write_bytes(saved(document("x")))
    files = [tmp_path / name for name in ("a.pptx", "b.docx", "c.pptx", "d.docx")]
    usual = {found.partition("!")[2] for found in findings(files[2:])}
    assert [found for found in findings(files[:2]) if found.partition("!")[2] not in usual] == []

"""A document for the client carries what its pages show and nothing else, whatever its template carried."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pptx
import pytest

from pipeline.documents import DOCUMENTS
from pipeline.flows.client import Client, client_of
from pipeline.render.bare_pictures import without_metadata
from pipeline.settings import Settings
from pipeline.workspace import SHIPPED, Workspace
from tests.generated import generated
from tests.office import findings, requires_ooxml_check
from tests.render.laden import LADEN, opened, photo, picture

TEMPLATED = [one for one in DOCUMENTS if one.for_client and one.template]
CANARY = re.compile(rb"QZ[A-Z]+QZ")
REVISION = re.compile(rb"rsid|paraId|textId|creationId")


def inside(data: bytes) -> Iterator[bytes]:
    """All bytes of a file, and of all packages in it, to any depth."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield package.comment
            for info in package.infolist():
                yield info.filename.encode()
                yield info.comment + info.extra
                yield from inside(package.read(info))


@cache
def seed() -> int:
    """An account of which much is shared, and with an executive's plan."""
    for number in range(200):
        facts = generated(number).facts
        client = client_of(facts, Workspace(SHIPPED, Settings()))
        if client.people and all(
            client.facts.of(s) for s in client.facts.rows if s.tab in ("Goals", "Actions", "Value")
        ):
            return number
    raise AssertionError("no account has it all")


def client(folder: Path) -> Client:
    """The client in a workspace whose own templates are laden."""
    (folder / "templates").mkdir()
    for name, laden in LADEN.items():
        (folder / "templates" / name).write_bytes(laden((SHIPPED / "templates" / name).read_bytes()))
    return client_of(generated(seed()).facts, Workspace(folder, Settings(company="Halden Systems")))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The client's documents made from laden templates."""
    one = client(tmp_path_factory.mktemp("laden"))
    return {document.template: next(iter(one.draw(document).values())).data for document in TEMPLATED}


@pytest.mark.parametrize("name", LADEN)
def test_the_templates_are_laden(name: str) -> None:
    laden = LADEN[name]((SHIPPED / "templates" / name).read_bytes())
    words = {word for data in inside(laden) for word in CANARY.findall(data)}
    assert len(words) > 14, words


@pytest.mark.parametrize("name", LADEN)
def test_nothing_of_it_travels(files: dict[str, bytes], name: str) -> None:
    found = b"\0".join(inside(files[name]))
    assert CANARY.findall(found) == []
    assert REVISION.findall(found) == []
    assert b"ABCDE1" not in found
    assert not re.search(rb"file:///|[A-Z]:\\\\?Users", found)


@pytest.mark.parametrize("name", LADEN)
def test_a_file_holds_only_parts_that_its_pages_are_made_of(files: dict[str, bytes], name: str) -> None:
    kept = (
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|(.*/)?_rels/.*\.rels|ppt/presentation\.xml|"
        r"ppt/(presProps|tableStyles)\.xml|ppt/(slides|slideLayouts|slideMasters)/[a-zA-Z]+\d+\.xml|ppt/theme/.*|"
        r"(word|ppt)/media/.*|word/(document|styles|settings|numbering|fontTable|header\d|footer\d)\.xml|word/theme/.*"
    )
    assert [part for part in opened(files[name]) if not re.fullmatch(kept, part)] == []


def test_a_deck_has_no_notes_and_no_hidden_slide(files: dict[str, bytes]) -> None:
    deck = pptx.Presentation(io.BytesIO(files["client-review.pptx"]))
    assert len(deck.slides) >= 4
    assert not [slide for slide in deck.slides if slide.has_notes_slide or slide._element.get("show") == "0"]
    ids = set(re.findall(rb"<p:sldId [^>]*>", opened(files["client-review.pptx"])["ppt/presentation.xml"]))
    assert len(ids) == len(deck.slides)


def test_what_is_seen_stays(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["client-plan.docx"]))
    assert "A link that stays a text" in document.element.xpath("string(.)")
    assert len(document.inline_shapes) == 1
    deck = pptx.Presentation(io.BytesIO(files["client-review.pptx"]))
    assert [shape for shape in deck.slides[0].shapes if shape.shape_type == 13]


def test_the_properties_say_the_title_and_the_company_alone(files: dict[str, bytes]) -> None:
    for data in files.values():
        core = opened(data)["docProps/core.xml"].decode()
        assert set(re.findall(r"<(?:dc|cp|dcterms):(\w+)", core)) == {
            "coreProperties", "title", "creator", "lastModifiedBy", "created", "modified", "language",
        }  # fmt: skip
        assert re.search("<dc:creator>Halden Systems</dc:creator>", core)


@requires_ooxml_check
def test_the_files_are_as_the_schema_says(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert findings(sorted(tmp_path.iterdir())) == []


def test_pictures_keep_what_they_show() -> None:
    assert without_metadata(picture("QZ")) == without_metadata(picture(""))
    assert b"IDAT" in without_metadata(picture("QZ"))
    assert b"QZ" not in without_metadata(photo("QZ"))
    assert without_metadata(photo("QZ")).startswith(b"\xff\xd8\xff\xe0")
    assert without_metadata(photo("QZ")).endswith(b"\x11\x22\xff\xd9")
    for broken in (b"GIF89a", b"\x89PNG\r\n\x1a\n\0", b"\xff\xd8\0\0", b""):
        assert without_metadata(broken) == broken

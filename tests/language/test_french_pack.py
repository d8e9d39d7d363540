"""A whole pack in French: built by the command's own flow, and read back for what is left in English."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from pipeline.analyse import declarations
from pipeline.documents import DOCUMENTS, in_any_language
from pipeline.flows.build import Order, State, build_account
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.trace.finished import numbers, read_finished
from pipeline.trace.finished.pieces import Section
from pipeline.trace.finished.verdicts import Kind
from pipeline.workspace import SHIPPED, Workspace

ACCOUNT, PERIOD, AS_OF = "calder", Period.parse("2026-Q3"), date(2026, 10, 15)
PLAIN = re.compile(r"[\W\d_]+")
# Words of no language, file names, and what the business itself says: the setting confidentiality.
NAMES = {"", "planpack", "internalnotfortheclient", "qinternalnotfortheclient"}
SAME = {"total", "signaturedate", "date", "type", "actions", "source", "sources", "impact", "point", "initiative"}
CELLS = re.compile(r"[A-Z]{1,2}\d+(:[A-Z]{1,2}\d+)?(, [A-Z]{1,2}\d+(:[A-Z]{1,2}\d+)?)*")
ID = re.compile(r"^[A-Z]\d+ ")  # before the event of a risk
TECHNICAL = re.compile(r"[a-z]+\.[a-z_]+|[0-9a-f]{64}")  # the name of a figure, the hash of a file


def built(folder: Path, settings: str, language: str) -> Path:
    """The folder of a pack that is built in a workspace with these settings, for a client of this language."""
    inputs = folder / "inputs" / "accounts" / ACCOUNT
    shutil.copytree(SHIPPED / "inputs" / "accounts" / ACCOUNT, inputs)
    book = openpyxl.load_workbook(inputs / "account.xlsx")
    asked = next(row for row in book["Profile"].iter_rows(max_col=2) if row[0].value == "Language of client editions")
    asked[1].value = language
    book.save(inputs / "account.xlsx")
    (folder / "planpack.toml").write_text(settings, encoding="utf-8")
    workspace = Workspace.open(folder)
    outcome = build_account(Order(workspace, PERIOD, AS_OF), ACCOUNT)
    assert outcome.state is State.BUILT, outcome.problems
    return workspace.outputs(str(PERIOD)) / ACCOUNT


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The account's pack in French and in English."""
    french = 'company = "Halden Systems"\nlanguage = "fr"\nlocale = "fr_FR"\ncurrency = "EUR"\n'
    english = 'company = "Halden Systems"\nlocale = "en_GB"\ncurrency = "EUR"\n'
    return built(tmp_path_factory.mktemp("fr"), french, "fr"), built(tmp_path_factory.mktemp("en"), english, "en")


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """The XML parts of an Office file."""
    with ZipFile(path) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))


def paragraphs(path: Path) -> set[str]:
    """The text of a file, paragraph by paragraph, its charts' words and alternative texts too."""
    found: set[str] = set()
    for name, data in parts(path):
        if "/theme/" in name or "Layout" in name or "Master" in name:
            continue
        root = etree.fromstring(data)
        for p in root.iter("{*}p"):
            found.add("".join(t.text or "" for t in p.iter("{*}t")))
        found |= {v.text or "" for v in root.iter("{*}v")} if "/charts/" in name else set()
        found |= {e.get("descr") or "" for e in root.iter("{*}docPr", "{*}cNvPr")}
    return found


def cells(path: Path) -> set[str]:
    """The words in a workbook's cells."""
    book = openpyxl.load_workbook(path, read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return {value for row in rows for value in row if isinstance(value, str) and not value.startswith("=")}


def plain(text: str) -> str:
    """The letters of a text."""
    return PLAIN.sub("", text).lower()


def own_text() -> str:
    """All that the account's workbooks say, headings and tabs too: it stays in the language it is typed in."""
    said = []
    for path in sorted((SHIPPED / "inputs" / "accounts" / ACCOUNT).glob("*.xlsx")):
        said += [path.name, *openpyxl.load_workbook(path, read_only=True).sheetnames, *cells(path)]
    return "\n".join(map(plain, said))


def is_own(text: str, own: str) -> bool:
    """Whether a text is of the account's own words, a name, or a word that both languages write alike."""
    pieces = [plain(piece) for piece in (ID.sub("", text), *re.split(r"[;,·()|\n]|\s→\s", text))]
    return pieces[0] in SAME or pieces[0] in own or all(p in own or p in NAMES or p in SAME for p in pieces[1:])


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_nothing_of_the_pack_is_left_in_english(packs: tuple[Path, Path]) -> None:
    french, english = packs
    own = own_text()
    # The report defines every figure there is; French has the definitions of the front pages' figures (see below).
    defined = tuple({text for one in declarations().values() for text in (one.meaning, one.formula) if text})
    left = set()
    for path in sorted(french.glob("*.*x")):
        read = cells if path.suffix == ".xlsx" else paragraphs
        for text in read(path) & read(english / path.name):
            if path.suffix == ".xlsx" and (text.startswith(defined) or TECHNICAL.fullmatch(text)):
                continue
            if not CELLS.fullmatch(text) and not is_own(text, own):
                left.add(f"{path.name}: {text}")
    assert sorted(left) == []


def test_numbers_days_and_money_are_french(packs: tuple[Path, Path]) -> None:
    said = "\n".join(sorted(paragraphs(packs[0] / f"{ACCOUNT}-plan-2026-Q3.docx")))
    assert re.search(r"\d,\d+\u00a0[Mk]€", said)
    assert re.search(r"\d\u00a0(janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\b", said)
    assert re.search(r"\d\u00a0jours\b", said)
    assert not re.search(r"€\d|\d(st|nd|rd|th)\b|\b\d+\u00a0days?\b", said)


def test_every_run_and_the_files_own_language_are_french(packs: tuple[Path, Path]) -> None:
    for path in (packs[0] / f"{ACCOUNT}-plan-2026-Q3.docx", packs[0] / f"{ACCOUNT}-review-2026-Q3.pptx"):
        for name, data in parts(path):
            assert b"en-GB" not in data, f"{path.name}: {name}"
        with ZipFile(path) as archive:
            assert b"<dc:language>fr-FR<" in archive.read("docProps/core.xml")


def own_words(manifest: Manifest, name: str) -> list[Section]:
    """What the templates that a file may be filled from say by themselves, in any language; nothing without one."""
    made = (d for d in DOCUMENTS if d.person_of(name, ACCOUNT, str(PERIOD)) is not None)
    document = next(d for d in made if name.endswith(d.format.value))
    if not document.template:
        return []
    pattern = in_any_language(document.template)
    named = [one for one in manifest.templates if fnmatch(one, pattern)]
    assert named
    return [part for one in named for part in read_finished(one, (SHIPPED / "templates" / one).read_bytes())]


def test_every_number_of_the_french_pack_is_traced(packs: tuple[Path, Path]) -> None:
    folder = packs[0]
    manifest = Manifest.from_bytes((folder / "pack.json").read_bytes())
    office = [name for name in manifest.files if name.endswith((".docx", ".pptx", ".xlsx"))]
    assert {Path(name).suffix for name in office} == {".docx", ".pptx", ".xlsx"}
    assert any(template.endswith(".fr.docx") for template in manifest.templates)
    for name in office:
        found = numbers(
            read_finished(name, (folder / name).read_bytes()), manifest.printed[name], own_words(manifest, name)
        )
        assert [(one.place, one.says, one.due) for one in found if not one.traced] == [], name
        assert sum(one.kind is Kind.FIGURE for one in found) > 3, name


def test_french_templates_are_used_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "planpack.toml").write_text('language = "fr"\n', encoding="utf-8")
    workspace = Workspace.open(tmp_path)
    assert workspace.document_template("plan.docx").name == "plan.fr.docx"
    assert workspace.document_template("plan.docx").is_file()
    assert workspace.wording.name == "wording.fr.j2"


def test_a_language_follows_the_locale_where_there_are_words_in_it(tmp_path: Path) -> None:
    for locale, language in (("fr_CA", "fr"), ("en_US", "en"), ("de_DE", "en")):
        (tmp_path / "planpack.toml").write_text(f'locale = "{locale}"\n', encoding="utf-8")
        assert Workspace.open(tmp_path).language == language

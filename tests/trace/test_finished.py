"""A finished file's numbers: all of every example file are traced; one that is changed is told, and that one alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.flows.build import Outcome
from pipeline.flows.history import manifest_of
from pipeline.manifest import Manifest
from pipeline.trace.finished import numbers, read_finished
from pipeline.trace.finished.pieces import Section
from pipeline.trace.finished.verdicts import Kind, Number
from pipeline.workspace import Workspace
from tests.conftest import ROOT, order_of
from tests.examples.write import ACCOUNTS
from tests.office import convert, requires_office
from tests.trace.changing import Spot, changed, spots

pytestmark = pytest.mark.xdist_group("example")
Built = tuple[Workspace, dict[str, Outcome]]
# In each format every kind of place where a number can stand.
KINDS = {
    "docx": ("text", "table", "text box", "chart", "workbook of a chart", "alternative text", "header or footer"),
    "pptx": ("text", "table", "notes", "chart", "workbook of a chart", "alternative text"),
    "xlsx": ("cell", "text cell", "chart", "alternative text"),
}
CASES = [(ending, kind) for ending, kinds in KINDS.items() for kind in kinds]
WORKED_ON = "kestrel"  # the account whose files are changed


def packed(built: Built, account: str) -> tuple[Path, Manifest]:
    """The folder of an account's pack, and its manifest."""
    workspace, _ = built
    period = order_of(workspace).period
    manifest = manifest_of(workspace, account, period)
    assert manifest
    return workspace.outputs(str(period)) / account, manifest


@cache
def template(name: str, account: str, period: str) -> list[Section]:
    """What the template of a file says by itself; nothing of a file without one."""
    leaf, _, ending = name.rpartition("/")[2].rpartition(".")
    path = ROOT / "templates" / f"{leaf.removeprefix(f'{account}-').removesuffix(f'-{period}')}.{ending}"
    return read_finished(path.name, path.read_bytes()) if path.is_file() else []


def traced(manifest: Manifest, name: str, data: bytes) -> list[Number]:
    """The numbers of a file of a pack."""
    log, own = manifest.printed[name], template(name, manifest.account, manifest.period)
    return numbers(read_finished(name, data), log, own)


def places(data: bytes, name: str) -> list[tuple[str, str]]:
    """Each piece of a file: its place and its text."""
    return [(piece.place, piece.text) for section in read_finished(name, data) for piece in section.pieces]


def is_office(name: str) -> bool:
    """Whether a file is of Office."""
    return name.endswith((".docx", ".pptx", ".xlsx"))


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_number_of_every_file_is_traced(built: Built, account: str) -> None:
    folder, manifest = packed(built, account)
    assert set(manifest.printed) == set(manifest.files)
    for name in filter(is_office, manifest.files):
        found = traced(manifest, name, (folder / name).read_bytes())
        assert [one for one in found if not one.traced] == [], name
        figures = sum(one.kind is Kind.FIGURE for one in found)
        assert figures > 3, name
        by_template = sum(one.kind in (Kind.TEMPLATE, Kind.WORDS) for one in found)
        most = 0.5 if name.endswith(".xlsx") else 0.1  # definitions of all figures, and hashes of files
        assert by_template <= max(most * len(found), 45), f"{name}: the most are of figures, not of words"


@pytest.mark.parametrize(("ending", "kind"), CASES)
@settings(max_examples=8)
@given(chosen=st.randoms(use_true_random=False), by=st.integers(1, 9))
def test_a_changed_digit_is_told_at_its_place_and_nothing_else_is(
    built: Built, ending: str, kind: str, chosen: object, by: int
) -> None:
    folder, manifest = packed(built, WORKED_ON)
    here = [(name, spot) for name in manifest.files if name.endswith(ending) for spot in spots_of(folder / name, kind)]
    assert here, f"no {kind} holds a number"
    name, spot = chosen.choice(here)  # type: ignore[attr-defined]
    before = (folder / name).read_bytes()
    after = changed(before, spot, by)
    pairs = zip(places(before, name), places(after, name), strict=True)
    told = [place for (place, text), (_, other) in pairs if text != other]
    assert told, f"{spot} is not read"
    faults = [one for one in traced(manifest, name, after) if not one.traced]
    assert list(dict.fromkeys(one.place for one in faults)) == told  # another day may be another month, too
    assert len(faults) <= 3 * len(told)
    assert all(one.due or one.kind is Kind.UNKNOWN for one in faults)


@cache
def spots_of(path: Path, kind: str) -> list[Spot]:
    """The numbers of a kind of place in a file."""
    return [spot for spot in spots(path.read_bytes(), path.suffix[1:]) if spot.kind == kind]


def test_the_same_digits_with_another_unit_are_told(built: Built) -> None:
    from tests.trace.changing import members_of, zipped

    folder, manifest = packed(built, WORKED_ON)
    name = f"{WORKED_ON}-plan-{manifest.period}.docx"
    members = members_of((folder / name).read_bytes())
    text = members["word/document.xml"].decode()
    amount = next(said for figure, said in manifest.printed[name] if figure == "finance.revenue")
    assert amount.endswith("\u00a0k")
    stands = amount.encode("ascii", "xmlcharrefreplace").decode()
    assert stands in text
    members["word/document.xml"] = text.replace(stands, f"{stands[:-1]}m", 1).encode()
    faults = [one for one in traced(manifest, name, zipped(members)) if not one.traced]
    assert [(one.figure, one.due) for one in faults] == [("finance.revenue", amount.replace("\u00a0", " "))]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_number_that_is_written_in_comes_from_nowhere(built: Built) -> None:
    import openpyxl

    folder, manifest = packed(built, WORKED_ON)
    name = f"{WORKED_ON}-report-{manifest.period}.xlsx"
    book = openpyxl.load_workbook(folder / name)
    book["Summary"]["M40"] = 123456
    path = folder.parent / "written.xlsx"
    book.save(path)
    faults = [one for one in traced(manifest, name, path.read_bytes()) if one.kind is Kind.UNKNOWN]
    assert ("Summary, M40", "123456") in [(one.place, one.says) for one in faults]
    path.unlink()


def test_slides_in_another_order_are_the_same_slides(built: Built) -> None:
    from lxml import etree

    from tests.trace.changing import members_of, zipped

    folder, manifest = packed(built, WORKED_ON)
    name = f"{WORKED_ON}-review-{manifest.period}.pptx"
    members = members_of((folder / name).read_bytes())
    root = etree.fromstring(members["ppt/presentation.xml"])
    listed = next(root.iter("{*}sldIdLst"))
    listed.append(listed[4])  # the fifth is the last one now
    listed.remove(listed[9])
    members["ppt/presentation.xml"] = etree.tostring(root)
    assert [one for one in traced(manifest, name, zipped(members)) if not one.traced] == []


@requires_office
def test_what_libreoffice_saves_again_is_traced_too(built: Built, tmp_path: Path) -> None:
    folder, manifest = packed(built, WORKED_ON)
    for name in manifest.files:
        if "/" not in name and is_office(name):
            convert([folder / name], name.rpartition(".")[2], tmp_path)
            saved = (tmp_path / name).read_bytes()
            assert saved != (folder / name).read_bytes()
            found = traced(manifest, name, saved)
            assert [one for one in found if not one.traced] == [], name
            assert len(found) > 20

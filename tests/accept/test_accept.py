"""A returned file changes exactly the cells that the client changed, whatever else was done to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.periods import Period
from pipeline.problems import PipelineError
from pipeline.replace import replace as put_in_place
from pipeline.workspace import Workspace
from tests.accept.given import (
    DAY,
    HEADINGS,
    add,
    build,
    cells,
    day,
    edited,
    looks,
    parts,
    returned,
    row_of,
    sent,
    workspace,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One that no test writes to."""
    return workspace(tmp_path_factory.mktemp("accept"))


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """One to write to."""
    return workspace(tmp_path)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "S")), min_size=1, max_size=30).filter(
    lambda text: text.strip() and not text.startswith("=")
)
DAYS = st.dates(date(2026, 9, 1), date(2026, 10, 14))
LATER = st.dates(date(2026, 11, 1), date(2028, 1, 1))
# Tab, id, heading there, workbook, tab, heading of ours, what the client may write.
LAWFUL: dict[tuple[str, str, str], tuple[str, str, st.SearchStrategy[Any]]] = {
    ("Goals", "G1", "Status"): ("goals.xlsx", "Status", st.sampled_from(["not started", "deferred"])),
    ("Goals", "G2", "Target date"): ("goals.xlsx", "Target date", LATER),
    ("Goals", "G1", "You agreed on"): ("goals.xlsx", "Agreed with customer on", DAYS),
    ("Goals", "G2", "Your comment"): ("goals.xlsx", "Customer comment", WORDS),
    ("Goals", "G1", "Your owner"): ("goals.xlsx", "Customer owner", WORDS),
    ("Actions", "A1", "Due"): ("goals.xlsx", "Due", LATER),
    ("Actions", "A2", "Status"): ("goals.xlsx", "Status", st.sampled_from(["open", "blocked", "dropped"])),
    ("Actions", "A2", "Your comment"): ("goals.xlsx", "Customer comment", WORDS),
    ("Measures", "M1", "Agreed on"): ("performance.xlsx", "Agreed on", DAYS),
    ("Value", "V1", "State"): ("performance.xlsx", "State", st.sampled_from(["client confirmed", "disputed"])),
    ("Value", "V1", "Confirmed by"): ("performance.xlsx", "Confirmed by", WORDS),
}


@st.composite
def edits(draw: st.DrawFn) -> dict[tuple[str, str, str], Any]:
    chosen = draw(st.sets(st.sampled_from(sorted(LAWFUL)), max_size=6))
    return {where: draw(LAWFUL[where][2]) for where in sorted(chosen)}


def _place_of(data: bytes, tab: str, id: str, heading: str) -> str:
    """Where a cell of a row of ours stands."""
    found = cells(data)
    head = next(at for (name, at), value in found.items() if name == tab and str(value).rstrip(" *") == heading)
    row = next(at for (name, at), value in found.items() if name == tab and value == id and at.startswith("A"))
    return head.rstrip("0123456789") + row.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@settings(max_examples=25, deadline=None)
@given(made=edits(), shuffled=st.booleans(), as_text=st.booleans())
def test_exactly_the_cells_that_the_client_changed_are_changed(
    place: Workspace, made: dict[tuple[str, str, str], Any], shuffled: bool, as_text: bool
) -> None:
    """Also where it sorted rows, put a column in between and typed dates as text; all other parts are as they were."""
    given_cells = {k: v.isoformat() if as_text and isinstance(v, date) else v for k, v in made.items()}
    file = edited(place, given_cells)
    if shuffled:
        _shuffle(file)
    outcome = returned(place, file)
    assert (outcome.refused, outcome.found.by_hand, outcome.found.conflicts) == ("", (), 0)
    expected: dict[str, dict[tuple[str, str], Any]] = {"goals.xlsx": {}, "performance.xlsx": {}}
    originals = {name: (place.inputs("acme") / name).read_bytes() for name in expected}
    for (tab, id, heading), value in made.items():
        book, ours, _ = LAWFUL[tab, id, heading]
        said = " ".join(value.split()) if isinstance(value, str) and heading != "Your comment" else value
        at = _place_of(originals[book], tab, id, ours)
        if day(cells(originals[book]).get((tab, at))) != said:
            expected[book][tab, at] = said
    drafts = {draft.path.name: draft for draft in outcome.drafts}
    assert set(drafts) == {book for book, changed in expected.items() if changed}
    for book, draft in drafts.items():
        was, now = cells(draft.was), cells(draft.now)
        differing = {at: day(now.get(at)) for at in was.keys() | now.keys() if was.get(at) != now.get(at)}
        told = {at: _normal(value) for at, value in differing.items()}
        assert told == {at: _normal(value) for at, value in expected[book].items()}
        before, after = looks(draft.was), looks(draft.now)
        assert {at for at in before if after.get(at) != before[at]} <= set(expected[book])
        tabs = len({tab for tab, _ in expected[book]})
        one, other = parts(draft.was), parts(draft.now)
        changed = {name for name in one if one[name] != other[name]}
        assert {name for name in changed if "worksheets" in name and name.endswith(".xml")} == {
            name for name in changed if name not in ("xl/workbook.xml", "xl/styles.xml")
        }
        assert len([name for name in changed if "worksheets" in name]) == tabs
        assert one.keys() == other.keys()


def _normal(value: Any) -> Any:
    """Texts are compared as the reader normalises them."""
    import unicodedata

    return unicodedata.normalize("NFC", value).replace("\u00a0", " ").strip() if isinstance(value, str) else value


def _shuffle(file: Path) -> None:
    """Turn the two goals round, and put a column in between."""
    book = openpyxl.load_workbook(file)
    tab = book["Goals"]
    first, then = HEADINGS + 1, HEADINGS + 2
    for column in range(1, tab.max_column + 1):
        one, other = tab.cell(first, column), tab.cell(then, column)
        one.value, other.value = other.value, one.value
    tab.insert_cols(3)
    tab.cell(HEADINGS, 3).value = "What our board says"
    tab.cell(then, 3).value = "fine"
    book.save(file)


def test_a_new_row_goes_into_a_free_row_with_an_id_of_ours(own: Workspace) -> None:
    file = edited(own, {})
    add(file, "Actions", {"Action": "Bring the night plan", "Goal": "G1", "Your owner": "Ingrid Solberg", "Due": DAY})
    outcome = returned(own, file)
    (row,) = outcome.found.rows
    said = {edit.heading: edit.theirs for edit in row.edits}
    assert row.new
    assert said == {
        "Id": "A4", "Activity": "Bring the night plan", "Goal": "G1", "Customer owner": ["Ingrid Solberg"],
        "Due": "2026-11-26", "Share with client": True,
    }  # fmt: skip
    put_in_place(outcome.drafts, DAY)
    again = returned(own, file)
    assert (again.drafts, again.found.rows) == ((), ())


def test_a_second_time_there_is_nothing_to_do_and_the_original_is_kept(own: Workspace) -> None:
    file = edited(own, {("Goals", "G1", "Status"): "deferred", ("Value", "V1", "State"): "disputed"})
    original = (own.inputs("acme") / "goals.xlsx").read_bytes()
    copies = put_in_place(returned(own, file).drafts, DAY)
    assert sorted(copy.name for copy in copies) == ["goals-2026-11-26.xlsx", "performance-2026-11-26.xlsx"]
    assert (own.inputs("acme") / ".backup" / "goals-2026-11-26.xlsx").read_bytes() == original
    assert returned(own, file).drafts == ()


def test_a_file_of_an_earlier_quarter_is_taken_after_a_newer_pack(own: Workspace) -> None:
    file = edited(own, {("Goals", "G1", "Status"): "deferred"})
    build(own, Period(2026, 4))
    assert len(returned(own, file).drafts) == 1


def test_a_pack_built_anew_leaves_the_former_code_known(own: Workspace) -> None:
    file = edited(own, {("Goals", "G1", "Status"): "deferred"})
    mine = edited(own, {("Goals", "G2", "Your comment"): "ours"}, "mine.xlsx")
    put_in_place(returned(own, mine).drafts, DAY)
    build(own)
    assert len(returned(own, file).drafts) == 1


def test_what_both_sides_changed_is_a_conflict_and_stays_ours_unless_theirs_is_wanted(own: Workspace) -> None:
    file = edited(own, {("Goals", "G1", "Status"): "deferred"})
    other = edited(own, {("Goals", "G1", "Status"): "cancelled"}, "other.xlsx")
    put_in_place(returned(own, other).drafts, DAY)
    outcome = returned(own, file)
    assert (outcome.found.conflicts, outcome.drafts) == (1, ())
    told = "\n".join(outcome.told(theirs=False))
    assert "sent in progress, theirs deferred, ours cancelled" in told
    assert "conflict: both sides changed it; ours stays" in told
    assert len(returned(own, file, theirs=True).drafts) == 1


HARD: list[tuple[tuple[str, str, str], Any, str]] = [
    (("Goals", "G1", "Target date"), "03/04/2027", "where a date is due"),
    (("Goals", "G1", "Goal"), "Something else", "not the client's to change"),
    (("Value", "V1", "State"), "expected", "not the client's to say"),
    (("Value", "V1", "Amount"), 5, "not the client's to change"),
    (("Goals", "G1", "Your comment"), "=1+1", "where text is due"),
]


@pytest.mark.parametrize(("where", "value", "why"), HARD, ids=lambda part: str(part)[:20])
def test_what_cannot_be_placed_is_listed_to_type_in(
    place: Workspace, where: tuple[str, str, str], value: Any, why: str
) -> None:
    outcome = returned(place, edited(place, {where: value, ("Actions", "A1", "Due"): date(2027, 5, 5)}))
    (told,) = outcome.found.by_hand
    assert why in told
    assert [draft.path.name for draft in outcome.drafts] == ["goals.xlsx"]  # the rest is written


def test_an_id_that_was_not_sent_never_leads_to_an_internal_row(place: Workspace) -> None:
    """A client that types G3 gets a row of its own, not our internal goal."""
    file = edited(place, {})
    add(file, "Goals", {"Id": "G3", "Goal": "Quieter nights", "Status": "not started"})
    (row,) = returned(place, file).found.rows
    assert (row.new, row.name) == (True, "G4 · Quieter nights")


def test_a_change_that_would_make_a_problem_is_told_and_the_others_are_written(place: Workspace) -> None:
    begun = date(2026, 6, 1) - timedelta(30)
    outcome = returned(place, edited(place, {("Actions", "A1", "Due"): begun, ("Goals", "G1", "Status"): "deferred"}))
    assert any("Due" in told for told in outcome.found.by_hand)
    assert [edit.heading for _, edit in outcome.found.taken(theirs=False)] == ["Status"]


def test_a_deleted_tab_and_row_are_told_and_nothing_is_taken_of_them(place: Workspace) -> None:
    file = edited(place, {("Goals", "G1", "Status"): "deferred"})
    book = openpyxl.load_workbook(file)
    del book["Measures"], book["About"]
    book["Goals"].delete_rows(row_of(book["Goals"], "G2"))
    book.save(file)
    outcome = returned(place, file)
    assert set(outcome.found.notes) == {
        "the tab Measures is not in the file: nothing of it is taken",
        "G2 is not in Goals any more: it stays as it is",
    }
    assert len(outcome.drafts) == 1


def _refusals() -> Iterator[tuple[str, str, str]]:
    yield "acme / 2026-Q3 / ", "other / 2026-Q3 / ", "the account other, which this workspace does not have"
    yield "acme / 2026-Q3 / ", "acme / 2025-Q1 / ", "no pack of acme knows its code"
    yield "acme / 2026-Q3 / ", "", "it shows no code"


@pytest.mark.parametrize(("was", "now", "why"), [*_refusals()])
def test_a_file_of_another_account_or_of_an_unknown_code_is_refused(
    place: Workspace, was: str, now: str, why: str
) -> None:
    book = openpyxl.load_workbook(sent(place))
    for tab in book:
        for row in tab.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace(was, now)
    file = place.root / "strange.xlsx"
    book.save(file)
    outcome = returned(place, file)
    assert why in outcome.refused
    assert outcome.drafts == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"hello"])
def test_a_broken_file_is_refused_with_a_sentence(place: Workspace, data: bytes) -> None:
    file = place.root / "broken.xlsx"
    file.write_bytes(data)
    assert returned(place, file).refused.startswith("broken.xlsx is not taken: ")


def test_killed_half_way_the_originals_are_whole(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    file = edited(own, {("Goals", "G1", "Status"): "deferred", ("Value", "V1", "State"): "disputed"})
    drafts = returned(own, file).drafts
    before = {draft.path: draft.was for draft in drafts}
    renamed: list[Path] = []
    real = Path.replace

    def failing(self: Path, target: Any) -> Any:
        renamed.append(self)
        if len(renamed) == 2:
            raise OSError("the power went")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((PipelineError, OSError)):
        put_in_place(drafts, DAY)
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in before} == before

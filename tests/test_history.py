"""What a pack is compared with: the newest earlier pack that can be read, of whatever form, and all before it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.analyse import declarations
from pipeline.cli import main
from pipeline.columns import Row
from pipeline.figures import Case
from pipeline.flows.history import history, manifest_of
from pipeline.manifest import Manifest, compared_rows, read_head, read_quoted
from pipeline.migrations import MIGRATIONS, VERSION, Newer, Unreadable
from pipeline.periods import Period
from pipeline.settings import Settings
from pipeline.sheets.account import Ask
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Opportunity
from pipeline.sheets.risks import Risk
from pipeline.trail import extended, past_of
from pipeline.workspace import Workspace
from tests.conftest import ROOT, example_workspace
from tests.filled import filled

FROZEN = ROOT / "tests" / "frozen"
Sheets = dict[type[Row], list[dict[str, Any]]]
# The last four packs' days, the newest first.
DAYS = {
    "2026-Q2": date(2026, 7, 15), "2026-Q1": date(2026, 4, 15), "2025-Q4": date(2026, 1, 15),
    "2025-Q3": date(2025, 10, 15),
}  # fmt: skip


def written(sheets: Sheets, period: str, earlier: Manifest | None = None, version: int = VERSION) -> Manifest:
    """The manifest of a pack of these rows, as a planpack of that version wrote it."""
    facts = filled(sheets, period=Period.parse(period), as_of=DAYS[period], examples=False)
    trail = extended(earlier) if version > 1 else {}
    rows = compared_rows(facts)
    return Manifest("northwind", period, DAYS[period].isoformat(), "c", rows=rows, trail=trail, version=version)


def chain(*states: Sheets) -> Manifest:
    """The newest of the packs that were made of these states one after the other, the newest state last."""
    earlier = None
    for period, sheets in zip(sorted(DAYS)[-len(states) :], states, strict=True):
        earlier = written(sheets, period, earlier)
    assert earlier
    return earlier


def today(sheets: Sheets, *states: Sheets) -> Case:
    """A case of today's rows, after packs of these earlier states."""
    return Case(filled(sheets, examples=False), Settings(), declarations(), chain(*states))


def workspace_of(folder: Path, *manifests: Manifest) -> Workspace:
    """A workspace that holds these packs of northwind."""
    (folder / "planpack.toml").write_text("")
    for manifest in manifests:
        put(folder, manifest.period, as_written(manifest))
    return Workspace.open(folder)


def as_written(manifest: Manifest) -> bytes:
    """A manifest's file; one of version 1 has no trail."""
    said = json.loads(manifest.to_bytes())
    if manifest.version == 1:
        del said["trail"]
    return json.dumps(said).encode()


def put(folder: Path, period: str, data: bytes) -> None:
    path = folder / "outputs" / period / "northwind" / "pack.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


NOW = Period(2026, 3)


def action(due: date, **more: Any) -> Sheets:
    return {Action: [{"id": "A1", "activity": "Call", "due": due, "status": "open", **more}]}


# Versions


@pytest.mark.parametrize("path", sorted(FROZEN.glob("pack-version-*.json")), ids=lambda path: path.stem)
def test_a_pack_of_every_older_version_still_reads(path: Path) -> None:
    """The frozen files are real ones, written by the planpack of their time."""
    manifest = Manifest.from_bytes(path.read_bytes())
    assert manifest.version == int(path.stem.rpartition("-")[2])
    assert (manifest.account, manifest.period, manifest.as_of) == ("kestrel", "2026-Q2", "2026-07-15")
    assert manifest.figures["health.score"] == pytest.approx(61.076923)
    assert set(manifest.rows["Goals"]) == {"G1", "G2"}
    assert "actions.open" in manifest.rows or manifest.version == 1
    assert len(manifest.printed) >= 3


def test_a_version_without_a_frozen_file_would_be_missed() -> None:
    kept = {int(path.stem.rpartition("-")[2]) for path in FROZEN.glob("pack-version-*.json")}
    assert kept == set(MIGRATIONS)


def test_what_a_pack_was_made_of_reads_without_the_rest_in_every_version() -> None:
    for path in FROZEN.glob("pack-version-*.json"):
        head = Manifest.head_from_bytes(path.read_bytes())
        assert set(head.inputs) >= {"goals.xlsx", "people.xlsx"}
        assert head.rows == {}


def test_a_manifest_reads_back_as_it_was_written() -> None:
    manifest = chain(action(date(2026, 6, 1)), action(date(2026, 9, 1)))
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b'{"version": "1"}', b'{"version": true}', b'{"version": 0}', b'{"version": 2}',
        b"\xff\xfe", b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_damaged(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^is damaged: "):
        Manifest.from_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        {"rows": []},
        {"rows": {"Goals": []}},
        {"rows": {"Goals": {"G1": 1}}},
        {"figures": 1},
        {"as_of": "?"},
        {"quoted": 1},
        {"quoted": {"figures": []}},
        {"quoted": {"rows": {"asks.all": []}}},
        {"quoted": {"files": {}}},
    ],
)
def test_a_manifest_whose_parts_are_not_what_they_should_be_is_damaged(damage: dict[str, Any]) -> None:
    said = json.loads(chain(action(date(2026, 6, 1))).to_bytes())
    with pytest.raises(Unreadable, match=r"^is damaged: "):
        Manifest.from_bytes(json.dumps(said | damage).encode())


def test_what_the_portfolio_quotes_stands_before_the_rest_and_is_read_alone(tmp_path: Path) -> None:
    rows = {"actions.open": {"A1": {"order": 0}}, "Actions": {"A1": {"due": "2026-09-01"}}}
    figures = {"finance.revenue": 5.0, "finance.own": 6.0}
    whole = Manifest(
        "a", "2026-Q3", "2026-10-15", "x", figures=figures, rows=rows, printed={"a": [["b", "c" * 200_000]]}
    )
    path = tmp_path / "pack.json"
    path.write_bytes(whole.to_bytes())
    assert Manifest.from_bytes(path.read_bytes()) == whole
    assert len(read_quoted(path)) < 500
    quoted = replace(whole, figures={"finance.revenue": 5.0}, rows={"actions.open": rows["actions.open"]}, printed={})
    assert Manifest.from_bytes(read_quoted(path)) == quoted
    assert Manifest.from_bytes(read_head(path)) == replace(whole, figures={}, rows={}, printed={})


@pytest.mark.parametrize("path", sorted(FROZEN.glob("pack-version-*.json")), ids=lambda path: path.stem)
def test_what_an_older_pack_says_to_the_portfolio_is_read_from_all_of_it_but_its_texts(path: Path) -> None:
    assert Manifest.from_bytes(read_quoted(path)) == replace(Manifest.from_bytes(path.read_bytes()), printed={})


def test_a_newer_manifest_says_that_it_is_newer() -> None:
    said = json.loads(chain(action(date(2026, 6, 1))).to_bytes()) | {"version": VERSION + 1, "unheard_of": 1}
    with pytest.raises(Newer, match=f"^was made by a newer planpack: it is of form {VERSION + 1}"):
        Manifest.from_bytes(json.dumps(said).encode())


# Which pack is compared with


def test_the_newest_earlier_pack_is_compared_with(tmp_path: Path) -> None:
    packs = [written(action(date(2026, 6, 1)), period) for period in DAYS]
    workspace = workspace_of(tmp_path, *packs)
    assert history(workspace, "northwind", NOW).newest == packs[0]
    assert history(workspace, "northwind", Period(2026, 2)).newest == packs[1]
    assert history(workspace, "northwind", Period(2025, 3)).newest is None


def test_a_pack_by_a_newer_planpack_is_passed_over_and_said(tmp_path: Path) -> None:
    older = written(action(date(2026, 6, 1)), "2026-Q1")
    workspace = workspace_of(tmp_path, older)
    put(tmp_path, "2026-Q2", json.dumps({"version": VERSION + 1}).encode())
    found = history(workspace, "northwind", NOW)
    assert found.newest == older
    assert [str(note) for note in found.passed_over] == [
        f"2026-Q2/northwind/pack.json: was made by a newer planpack: it is of form {VERSION + 1}, and this one "
        f"reads up to form {VERSION}; it is passed over; update planpack to compare with it"
    ]


def test_a_damaged_pack_is_passed_over_and_said(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    put(tmp_path, "2026-Q2", b"{")
    found = history(workspace, "northwind", NOW)
    assert found.newest is None
    assert [note.place.file for note in found.passed_over] == ["2026-Q2/northwind/pack.json"]
    assert manifest_of(workspace, "northwind", Period(2026, 2)) is None


def test_a_damaged_pack_older_than_the_one_that_is_compared_with_is_not_said(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, written(action(date(2026, 6, 1)), "2026-Q2", version=1))
    put(tmp_path, "2026-Q1", b"{")
    found = history(workspace, "northwind", NOW)
    assert (found.newest is not None, found.passed_over) == (True, ())


def test_a_build_says_which_pack_it_passed_over_and_builds(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    path = workspace.outputs("2026-Q2") / "kestrel" / "pack.json"
    path.write_bytes(b"{")
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "build", "kestrel", "--only", "plan"])
    assert done.exit_code == 0
    assert done.stderr.startswith(
        "2026-Q2/kestrel/pack.json: is damaged: it can't be read to its end; it is passed over"
    )
    assert path.read_bytes() == b"{"


# What earlier packs said of rows


def test_the_trail_tells_what_each_pack_said_and_leaves_out_repetitions() -> None:
    first, second = date(2026, 6, 1), date(2026, 9, 1)
    case = today(action(second), action(first), action(first), action(second))
    past = past_of(case.earlier, case.facts.of(Action)[0])
    assert [(one.period, one.as_of, one.cells["due"]) for one in past] == [
        ("2025-Q4", DAYS["2025-Q4"], "2026-06-01"),
        ("2026-Q2", DAYS["2026-Q2"], "2026-09-01"),
    ]


def test_a_row_that_was_away_for_a_quarter_keeps_its_past() -> None:
    case = today(action(date(2026, 12, 1)), action(date(2026, 6, 1)), {Action: []})
    assert len(past_of(case.earlier, case.facts.of(Action)[0])) == 1


def test_the_trail_outlives_the_packs_it_came_from(tmp_path: Path) -> None:
    oldest = written(action(date(2026, 6, 1)), "2026-Q1")
    workspace = workspace_of(tmp_path, written(action(date(2026, 9, 1)), "2026-Q2", oldest))
    newest = history(workspace, "northwind", NOW).newest
    assert newest
    assert [record["due"] for record in newest.trail["Actions"]["A1"]] == ["2026-06-01"]


def test_of_packs_by_an_older_planpack_all_are_read(tmp_path: Path) -> None:
    days = {"2025-Q3": date(2026, 3, 1), "2025-Q4": date(2026, 6, 1), "2026-Q1": date(2026, 6, 1)}
    old = [written(action(day), period, version=1) for period, day in days.items()]
    workspace = workspace_of(tmp_path, *old, written(action(date(2026, 9, 1)), "2026-Q2", version=1))
    newest = history(workspace, "northwind", NOW).newest
    assert newest
    records = newest.trail["Actions"]["A1"]
    assert [(record["period"], record["due"]) for record in records] == [
        ("2025-Q3", "2026-03-01"),
        ("2025-Q4", "2026-06-01"),
    ]


def test_an_older_planpack_s_packs_are_read_back_to_the_first_that_carries_a_trail(tmp_path: Path) -> None:
    first = written(action(date(2026, 3, 1)), "2025-Q3")
    second = written(action(date(2026, 6, 1)), "2025-Q4", first)
    third = replace(written(action(date(2026, 9, 1)), "2026-Q1"), version=1, trail={})
    workspace = workspace_of(tmp_path, second, third)
    newest = history(workspace, "northwind", Period(2026, 2)).newest
    assert newest
    assert [record["due"] for record in newest.trail["Actions"]["A1"]] == ["2026-03-01", "2026-06-01"]


# Figures that need more than the last pack


@pytest.mark.parametrize(
    ("listed", "sheet", "day", "row"),
    [
        ("actions.all", Action, "due", {"activity": "Call", "status": "open"}),
        ("goals.all", Goal, "target_date", {"goal": "Faster", "status": "in progress"}),
        ("growth.opportunities", Opportunity, "expected_close", {"opportunity": "Deal"}),
        ("asks.all", Ask, "by", {"ask": "Money", "outcome": "open"}),
    ],
)
def test_slips_are_counted_over_all_packs(listed: str, sheet: type[Row], day: str, row: dict[str, Any]) -> None:
    def state(month: int) -> Sheets:
        return {sheet: [{"id": "X1", **row, day: date(2026, month, 1)}]}

    assert today(state(12), state(6), state(9), state(9))[listed].lines[0].slips.value == 2
    assert today(state(9), state(6), state(9), state(9))[listed].lines[0].slips.value == 1
    assert today(state(8), state(6), state(9), state(8))[listed].lines[0].slips.value == 1
    assert today(state(6), state(6), state(6), state(6))[listed].lines[0].slips.value == 0


def test_an_action_s_first_due_counts_before_the_first_pack() -> None:
    first = {"first_due": date(2026, 3, 1)}
    case = today(action(date(2026, 9, 1), **first), action(date(2026, 6, 1), **first))
    assert case["actions.all"].lines[0].slips.value == 2


def risk(reviewed: date, likelihood: int = 4, **more: Any) -> Sheets:
    cells = {"likelihood": likelihood, "impact": 2, "status": "open", "kind": "threat", "event": "Strike"}
    return {Risk: [{"id": "R1", "last_reviewed": reviewed, "next_review": date(2026, 12, 1), **cells}], **more}


def unchanged(case: Case) -> bool:
    flags = case["risks.all"].lines[0].flags.value
    return isinstance(flags, tuple) and "unchanged" in flags


JANUARY, APRIL, JULY = date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10)


def test_two_reviews_that_changed_nothing_are_seen_though_the_last_pack_is_of_the_same_review() -> None:
    assert unchanged(today(risk(APRIL), risk(JANUARY), risk(APRIL)))
    assert not unchanged(today(risk(APRIL), risk(APRIL), risk(APRIL)))


def test_a_review_that_changed_the_score_starts_anew() -> None:
    assert not unchanged(today(risk(APRIL, 3), risk(JANUARY), risk(APRIL, 3)))
    assert unchanged(today(risk(JULY, 3), risk(JANUARY), risk(APRIL, 3)))
    assert not unchanged(today(risk(JULY, 4), risk(JANUARY, 4), risk(APRIL, 3)))


def test_an_action_added_since_the_first_of_the_two_reviews_is_an_answer() -> None:
    acting = {Action: [{"id": "A1", "activity": "Train", "risks": ("R1",)}]}
    before = {Action: [{"id": "A1", "activity": "Train"}]}
    assert not unchanged(today({**risk(APRIL), **acting}, risk(JANUARY), {**risk(APRIL), **acting}))
    assert unchanged(today({**risk(APRIL), **acting}, {**risk(JANUARY), **before}, {**risk(APRIL), **acting}))


def test_a_risk_moved_since_the_newest_pack_that_rated_it() -> None:
    unrated: Sheets = {Risk: [{"id": "R1", "kind": "threat", "event": "Strike", "status": "open"}]}
    assert today(risk(APRIL, 5), risk(JANUARY, 4), unrated)["risks.all"].lines[0].movement.value == "up"
    assert today(risk(APRIL, 5), unrated)["risks.all"].lines[0].movement.reason == "not rated in both packs"


def to_end(*states: str | None) -> bool:
    """Whether an initiative is proposed for ending whose Yields stood like this in each pack, the newest last."""
    *before, now = ({Action: [{"id": "A1", "activity": "Fair", "status": "open", "yields": word}]} for word in states)
    return len(today(now, *before)["actions.to_end"]) == 1


def test_what_yields_nothing_twice_is_proposed_for_ending_though_a_pack_in_between_says_nothing() -> None:
    assert to_end("no", "no")
    assert to_end("no", None, "no")
    assert not to_end("no", "not yet", "no")
    assert not to_end("no", "no", "yes")
    assert not to_end(None, "no")

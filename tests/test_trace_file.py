"""`planpack trace FILE`: a file finds its pack wherever it was moved to; what was changed ends with status 1."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.flows.build import Outcome
from pipeline.workspace import Workspace
from tests.conftest import ROOT, order_of
from tests.trace.changing import changed, members_of, spots, zipped

pytestmark = pytest.mark.xdist_group("example")
Built = tuple[Workspace, dict[str, Outcome]]
ACCOUNT = "kestrel"
PLAN, REVIEW = f"{ACCOUNT}-plan-2026-Q3.docx", f"{ACCOUNT}-review-2026-Q3.pptx"


@pytest.fixture
def place(built: Built, tmp_path: Path) -> Workspace:
    """A workspace with one account and its pack."""
    workspace, _ = built
    for inside in (Path("inputs") / "accounts" / ACCOUNT, Path("outputs") / "2026-Q3" / ACCOUNT):
        shutil.copytree(workspace.root / inside, tmp_path / inside)
    shutil.copytree(workspace.root / "outputs" / "2026-Q2" / ACCOUNT, tmp_path / "outputs" / "2026-Q2" / ACCOUNT)
    shutil.copy2(ROOT / "planpack.toml", tmp_path)
    return Workspace.open(tmp_path)


def pack(place: Workspace) -> Path:
    """The folder of the account's pack."""
    return place.outputs(str(order_of(place).period)) / ACCOUNT


def trace(place: Workspace, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place.root), "trace", *map(str, arguments)])


def test_a_finished_file_is_told_number_by_number_with_figures_and_cells(place: Workspace) -> None:
    done = trace(place, pack(place) / PLAN)
    assert done.exit_code == 0
    first, *lines, last = done.stdout.splitlines()
    assert first == f"{PLAN}: the pack of {ACCOUNT}, 2026-Q3, as of 2026-10-15"
    assert last.endswith("traced (100 %)")
    assert any(line.startswith("  £113 k  finance.revenue  performance.xlsx › Financials ") for line in lines)
    assert "  15 Oct 2026  account.as_of" in lines
    assert not any(line.startswith("note") for line in lines)


def test_json_is_for_programs(place: Workspace) -> None:
    told = json.loads(trace(place, pack(place) / f"{ACCOUNT}-report-2026-Q3.xlsx", "--format", "json").stdout)
    assert told["printed"] == told["traced"] == len(told["numbers"]) > 400
    (revenue,) = (one for one in told["numbers"] if one["place"] == "Summary, B5")
    assert (revenue["figure"], revenue["is"], revenue["says"]) == ("finance.revenue", "figure", "112960")
    assert {cell["file"] for cell in revenue["cells"]} == {"performance.xlsx"}


def test_a_changed_number_is_told_with_its_place_and_what_is_due_there(place: Workspace) -> None:
    path = pack(place) / REVIEW
    members = members_of(path.read_bytes())
    amount = "&#163;113&#160;k"
    part, slide = next((name, data) for name, data in members.items() if amount.encode() in data and "/slides/" in name)
    members[part] = slide.replace(amount.encode(), b"&#163;118&#160;k", 1)
    path.write_bytes(zipped(members))
    done = trace(place, path, "--faults")
    assert done.exit_code == 1
    _, head, fault, last = done.stdout.splitlines()
    assert head == "not as it was built:"
    assert fault.startswith("  slide ")
    assert ": prints £118 k, where £113 k is due (finance." in fault
    assert "; performance.xlsx › Financials " in fault
    printed, traced = (int(number) for number in re.findall(r"\d+(?= numbers| traced)", last))
    assert traced == printed - 1 > 500


@pytest.mark.parametrize(
    "name", [PLAN, "kestrel-plan-2026-Q3 (1).docx", "Copy of kestrel-plan-2026-Q3.docx", "KESTREL-plan-2026-Q3.docx"]
)
def test_a_file_in_the_downloads_finds_its_pack_by_its_name(place: Workspace, tmp_path: Path, name: str) -> None:
    away = tmp_path / "downloads" / name
    away.parent.mkdir()
    data = (pack(place) / PLAN).read_bytes()
    away.write_bytes(changed(data, next(one for one in spots(data, "docx") if one.kind == "text"), 1))
    done = trace(place, away, "--faults")
    assert done.exit_code == 1
    assert "the pack of kestrel, 2026-Q3" in done.stdout


def test_a_renamed_file_finds_its_pack_by_its_bytes(place: Workspace, tmp_path: Path) -> None:
    away = tmp_path / "for the board.docx"
    shutil.copy2(pack(place) / PLAN, away)
    assert trace(place, away, "--faults").exit_code == 0
    (inner,) = (pack(place) / "client").glob("*.xlsx")
    shutil.copy2(inner, tmp_path / "actions.xlsx")
    assert trace(place, tmp_path / "actions.xlsx").exit_code == 0


def test_a_file_of_no_pack_and_one_that_is_not_there_end_with_one_sentence(place: Workspace, tmp_path: Path) -> None:
    strange = tmp_path / "strange-plan-2026-Q3.docx"
    data = members_of((pack(place) / PLAN).read_bytes())
    strange.write_bytes(zipped(data))
    done = trace(place, strange)
    assert done.exit_code == 2
    assert done.output == (
        "planpack: strange-plan-2026-Q3.docx is of no pack in outputs/: name it as it was built, such as "
        "acme-plan-2026-Q3.docx, or build its pack\n"
    )
    assert (
        trace(place, tmp_path / "nothing.docx").output
        == "planpack: nothing.docx can't be read: No such file or directory\n"
    )
    assert trace(place, strange, "finance.revenue").output.startswith("planpack: a file says itself what it is of")


def test_the_file_of_a_former_build_is_of_the_former_manifest(place: Workspace, tmp_path: Path) -> None:
    folder = pack(place)
    shutil.copy2(folder / PLAN, tmp_path / PLAN)
    (folder / "history").mkdir(exist_ok=True)
    manifest = (folder / "pack.json").read_text(encoding="utf-8")
    (folder / "history" / "pack-0001.json").write_text(manifest, encoding="utf-8")
    now = json.loads(manifest)
    now["printed"] = {name: [[":part", "word/document.xml"]] for name in now["printed"]}
    now["files"] = dict.fromkeys(now["files"], "0" * 64)
    (folder / "pack.json").write_text(json.dumps(now, sort_keys=False), encoding="utf-8")
    assert trace(place, tmp_path / PLAN, "--faults").exit_code == 0


def test_a_pack_of_an_older_planpack_is_to_be_built_again(place: Workspace) -> None:
    path = pack(place) / "pack.json"
    old = json.loads(path.read_text(encoding="utf-8"))
    old["printed"] = {name: [e for e in log if not e[0].startswith(":")] for name, log in old["printed"].items()}
    path.write_text(json.dumps(old), encoding="utf-8")
    done = trace(place, pack(place) / PLAN)
    assert done.exit_code == 2
    assert "build it again" in done.output


def test_workbooks_that_changed_since_are_told_with_what_they_say_now(place: Workspace) -> None:
    import openpyxl

    file = place.inputs(ACCOUNT) / "performance.xlsx"
    book = openpyxl.load_workbook(file)
    heads = [cell.value for cell in book["Financials"][4]]
    cell = book["Financials"].cell(16, heads.index("Revenue *") + 1)
    assert cell.value == 112960
    cell.value = 120000
    book.save(file)
    done = trace(place, pack(place) / PLAN, "--faults")
    assert done.exit_code == 1
    assert "note: changed since the pack was built: performance.xlsx" in done.stdout
    assert "  finance.revenue: the pack has 112960, the workbooks say 120000" in done.stdout
    assert "not as it was built" not in done.stdout
    assert done.stdout.splitlines()[-1].endswith("traced (100 %)")


def test_a_pack_whose_account_is_gone_is_checked_without_cells(place: Workspace) -> None:
    shutil.rmtree(place.inputs(ACCOUNT))
    done = trace(place, pack(place) / PLAN, "--faults")
    assert done.exit_code == 0
    assert f"note: no cells are named: inputs/ has no account {ACCOUNT}" in done.stdout


def test_a_template_that_changed_since_is_told(place: Workspace) -> None:
    own = place.root / "templates" / "review.pptx"
    own.parent.mkdir()
    members = members_of((ROOT / "templates" / "review.pptx").read_bytes())
    own.write_bytes(zipped(members))
    done = trace(place, pack(place) / REVIEW, "--faults")
    assert done.exit_code == 0
    assert "note: the template review.pptx changed since: " in done.stdout

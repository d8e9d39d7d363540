"""`planpack tags`: every tag with its kind, meaning, formula and what it says of an account."""

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from pipeline.analyse import declarations, portfolio_declarations
from pipeline.cli import main
from pipeline.compose import client_composed, composed, composed_of_portfolio
from pipeline.flows.templates import example_tags, example_tags_of_portfolio, templates
from tests.conftest import ROOT, example_workspace


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, object]]:
    """The tags of the example account, for programs."""
    done = CliRunner().invoke(main, ["tags", "--format", "json"])
    assert done.exit_code == 0, done.output
    return {one["name"]: one for one in json.loads(done.stdout)}


def test_every_tag_is_listed_once_with_what_it_means(told: dict[str, dict[str, object]]) -> None:
    assert set(told) == {*declarations(), *(one.tag.name for one in (*composed(), *client_composed()))}
    assert all(one["meaning"] and one["example"] for one in told.values())
    assert told["finance.revenue"]["formula"]
    assert told["finance.revenue"]["example"] == "£1.23 m"
    assert told["goals.table"]["kind"] == "block"
    assert told["goals.headline"]["example"] == "5 of 7 open goals are on track, 2 need watching"
    assert {"goal", "owner", "pace"} <= set(told["goals.open"]["parts"])  # type: ignore[call-overload]


def test_it_says_what_a_client_may_see(told: dict[str, dict[str, object]]) -> None:
    assert told["health.score"]["client"] == "no"
    assert told["account.name"]["client"] == "yes"
    assert told["account.tiles"]["client"] == "no"
    assert told["account.confidentiality"]["client"] == "no"
    assert told["client.goals_headline"]["client"] == "yes"
    assert told["client.goals_headline"]["example"] == "6 goals are open between us; the pace is 91 % of what it…"
    assert {"serves_ours", "share", "whose"} <= set(told["goals.open"]["hidden"])  # type: ignore[call-overload]
    assert told["goals.table"]["hidden"] == []


def test_a_topic_of_an_account_with_todays_values(tmp_path: Path) -> None:
    example_workspace(tmp_path)
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "tags", "kestrel", "--topic", "health"])
    assert done.exit_code == 0, done.output
    assert "{{ health.score }}  value: 49.1" in done.stdout
    assert "    How many sheets are older than their interval\n    = stale sheets\n    not for clients\n" in done.stdout
    assert "{{ finance" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


def test_an_unknown_topic_or_account_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["tags", "--topic", "fnance"])
    assert (done.exit_code, "there is no topic fnance" in done.output) == (2, True)
    example_workspace(tmp_path)
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "tags", "kestrl"])
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_the_cheat_sheet_is_current_and_has_every_tag() -> None:
    path = ROOT / "templates" / "tags.docx"
    assert path.read_bytes() == templates()["tags.docx"], "run `planpack templates draw`"
    cells = {cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells}
    assert {one.written for one in (*example_tags(), *example_tags_of_portfolio())} <= cells


def test_the_portfolio_has_tags_of_its_own_with_the_gaps_between_views(tmp_path: Path) -> None:
    example_workspace(tmp_path)
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "tags", "portfolio", "--format", "json"])
    assert done.exit_code == 0, done.output
    told = {one["name"]: one for one in json.loads(done.stdout)}
    assert set(told) == {*portfolio_declarations(), *(one.tag.name for one in composed_of_portfolio())}
    gaps = {"gap_management", "gap_customer", "gap_third_party"}
    assert gaps | {"own_team", "third_party"} <= set(told["programme.practices"]["parts"])
    assert told["selection.scores_table"]["written"] == "{{ selection.scores_table | of(line) }}"
    assert told["selection.candidate_count"]["example"] == "13"
    assert {one["client"] for one in told.values()} == {"no"}
    one_topic = CliRunner().invoke(main, ["--workspace", str(tmp_path), "tags", "portfolio", "--topic", "programme"])
    assert "{{ programme.headline }}" in one_topic.stdout
    assert "{{ selection" not in one_topic.stdout
    wrong = CliRunner().invoke(main, ["--workspace", str(tmp_path), "tags", "portfolio", "--topic", "finance"])
    assert (wrong.exit_code, "there is no topic finance" in wrong.output) == (2, True)

"""The index page as text: what each account's row says, what is left out, and that no name is ever markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account_packs import AccountPack
from pipeline.cli import main
from pipeline.flows.build import Outcome
from pipeline.flows.index import write_index
from pipeline.flows.packs import packs_of
from pipeline.workspace import Workspace
from tests.conftest import example_workspace, order_of
from tests.index.pages import pack, page


class Reader(HTMLParser):
    """The page's cells as text, its links and its elements."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.inside = False
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.inside = True
            self.rows[-1].append("")
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def test_a_row_says_what_the_pack_says() -> None:
    read = Reader(
        page(pack("north", health__score=80.0, finance__revenue=1200.0, account__tier="Key", people__verdict="amber"))
    )
    heads, row = read.rows
    said = dict(zip(heads, row, strict=True))
    assert said["Account"] == "North"
    assert said["Tier"] == "Key"
    assert said["Health"] == "● 80 on track"
    assert said["People"] == "▲ watch"
    assert said["Gaps"] == "–"
    assert said["Parts of health"].startswith(
        "Financial 80, Relationships 60, Value delivered 100, Goals and actions 0"
    )
    assert said["Revenue by quarter"].startswith("2026-Q1 ")
    assert read.links == ["north/north-plan-2026-Q3.docx", "north/north-plan-2026-Q3.pdf"]
    assert said["Documents"] == "Account plan Account plan (PDF)"


def test_the_worst_stand_first_and_those_not_built_apart() -> None:
    packs = [pack("well", health__score=90.0), pack("ill", health__score=10.0), AccountPack.stopped("gone", 3)]
    data = page(*packs).decode()
    assert [row[0] for row in Reader(data.encode()).rows[1:]] == ["Ill", "Well"]
    assert "Not built in this run" in data
    assert "not built: 3 problems" in data
    assert "One of 2 accounts" in data or "1 of 2 accounts is healthy" in data


def test_without_any_pack_the_page_says_so() -> None:
    assert "No pack of this quarter is built yet." in page().decode()


def test_an_account_with_a_single_quarter_has_no_line() -> None:
    assert "<polyline" not in page(pack("new", revenues=(5.0,))).decode()


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "‮evil", "</title>", "' onload='x"]
)


@settings(max_examples=60)
@given(name=TEXTS, manager=TEXTS, tier=TEXTS)
def test_whatever_people_are_called_the_page_has_the_same_elements(name: str, manager: str, tier: str) -> None:
    plain = Reader(page(pack("a", account__name="A", account__manager="B", account__tier="C", health__score=1.0)))
    hostile = page(pack("a", account__name=name, account__manager=manager, account__tier=tier, health__score=1.0))
    read = Reader(hostile)
    assert read.tags == plain.tags
    assert read.links == plain.links
    assert hostile.count(b"<script") == 1
    assert b" on" + b"error=" not in re.sub(rb'"[^"]*"|>[^<]*<', b"", hostile)


def test_the_page_needs_no_network_and_runs_only_its_own_script() -> None:
    data = page(pack("a", health__score=1.0)).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', data)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "://" not in data.replace("http-equiv", "")
    assert " style=" not in data
    assert not re.search(r"<[^>]* on\w+=", data)


def test_a_build_writes_the_page_beside_the_packs_and_its_links_lead_to_files(
    built: tuple[Workspace, dict[str, Outcome]],
) -> None:
    workspace, _ = built
    path = write_index(order_of(workspace), packs_of(order_of(workspace), {}))
    read = Reader(path.read_bytes())
    assert len(read.rows) == 1 + len(workspace.accounts())
    assert len(read.links) >= 3 * len(workspace.accounts())
    assert all((path.parent / link).is_file() for link in read.links)
    before = path.stat().st_mtime_ns
    assert write_index(order_of(workspace), packs_of(order_of(workspace), {})).stat().st_mtime_ns == before


def test_an_account_with_problems_stands_on_the_page_as_not_built(tmp_path: Path) -> None:
    workspace = example_workspace(tmp_path)
    for account in workspace.accounts()[1:]:
        for path in workspace.inputs(account).iterdir():
            path.unlink()
        workspace.inputs(account).rmdir()
    (alone,) = workspace.accounts()
    (workspace.inputs(alone) / "account.xlsx").write_bytes(b"no workbook")
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "build"])
    assert done.exit_code == 1
    assert "index: index.html" in done.output
    assert "not built: 1 problem" in (tmp_path / "outputs" / "2026-Q3" / "index.html").read_text(encoding="utf-8")

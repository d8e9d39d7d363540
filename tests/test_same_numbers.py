"""What is printed in more than one place says the same in all: in every file of a pack, the portfolio and the index."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime

import pytest

from pipeline.documents import PORTFOLIO
from pipeline.flows.history import manifest_of
from pipeline.workspace import Workspace
from tests.conftest import order_of
from tests.examples.write import ACCOUNTS
from tests.golden.documents import index_of

pytestmark = pytest.mark.xdist_group("example")

UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9, "%": 0.01, "point": 0.01, "points": 0.01, "day": 1.0, "days": 1.0}
ITEMS = (".sources",)
NUMBER = re.compile(r"([+−-]?)[£$€]?(\d[\d,]*)(?:\.(\d+))?[\u00a0 ]?(k|m|bn|%|points?|days?|)")
PLAIN = re.compile(r"-?\d+(?:\.\d{3,})?(?:[eE][+-]?\d+)?")  # as a cell holds a number: in full
FIGURE = re.compile(r"[a-z_]+\.")
Said = dict[str, dict[str, set[str]]]


def interval(text: str) -> tuple[float, float] | None:
    """Between which sizes a number lies that is printed so; None for what is no number.

    Its sign is left out: "slipped by 12 days" prints the size of a change.
    """
    if PLAIN.fullmatch(text):
        size = abs(float(text))
        slack = 1e-9 * max(size, 1) if "." in text else 0.050001  # a score of 43.97 is printed as 44
        return size - slack, size + slack
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    _, whole, rest, unit = found.groups()
    size = float(f"{whole.replace(',', '')}.{rest or 0}")
    slack = 0.5 * 10.0 ** -len(rest or "") * 1.000001
    if unit == "%" and size == 99.9:
        slack = 0.4  # a share that lacks a little is never 100 %
    return (size - slack) * UNITS[unit], (size + slack) * UNITS[unit]


def day(text: str) -> date | None:
    """The day that a text says."""
    for form in ("%Y-%m-%d", "%d %b %Y"):
        try:
            return datetime.strptime(text.replace("\u00a0", " ").replace("Sept", "Sep"), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def differs(texts: set[str]) -> bool:
    """Whether texts of one figure do not say the same number, the same day or the same words."""
    if all(sizes := [interval(text) for text in texts]):
        return max(one[0] for one in sizes if one) > min(one[1] for one in sizes if one)
    if all(days := [day(text) for text in texts]):
        return len(set(days)) > 1
    plain = (QUESTION.sub(r"\1\2", text).casefold().rstrip("…") for text in texts)
    short, *longer = sorted((" ".join(text.split()) for text in plain), key=len)
    return not all(text.startswith(short) for text in longer)


# What a decision asks about a tier: "Take in as Key?", "Key instead of Core?".
QUESTION = re.compile(r"^(\S+) instead of \S+\?$|^.* (\S+)\?$")
NUMBERED = re.compile(r"\.\d+(\.|$)")  # a line that is named by its place in a list
UNKNOWN = ("to be agreed",)  # a client's words for what is still to confirm


def said(workspace: Workspace, pack: str) -> Said:
    """What a pack prints of each figure: by its name, by file the texts."""
    manifest = manifest_of(workspace, pack, order_of(workspace).period)
    assert manifest
    texts: Said = defaultdict(lambda: defaultdict(set))
    for file, log in manifest.printed.items():
        for name, text in log:
            if FIGURE.match(name) and not name.startswith("page."):
                # A client has shorter lists: their third line may be another row. What is lacking has its own words.
                of_client = file.startswith("client/")
                if not (of_client and text in UNKNOWN):
                    texts[f"{name} (client)" if of_client and NUMBERED.search(name) else name][file].add(text)
    return texts


def in_all(found: Said) -> dict[str, set[str]]:
    """All texts of each figure; lists are printed item by item, all under the list's name, and are left out."""
    return {name: set().union(*texts.values()) for name, texts in found.items() if not name.endswith(ITEMS)}


@pytest.mark.parametrize(("pack", "figures", "numbers"), [*((one, 400, 80) for one in ACCOUNTS), (PORTFOLIO, 250, 60)])
def test_a_figure_that_is_printed_in_several_places_says_the_same_in_all(
    whole: Workspace, pack: str, figures: int, numbers: int
) -> None:
    found = said(whole, pack)
    single = in_all(found)
    assert {name: texts for name, texts in single.items() if differs(texts)} == {}
    in_several = [name for name in single if len(found[name]) > 1]
    assert len(in_several) > figures
    assert sum(all(map(interval, single[name])) for name in in_several) > numbers


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_file_that_prints_figures_prints_some_that_others_print(whole: Workspace, account: str) -> None:
    """Otherwise a file could say anything, and nothing would differ."""
    found = said(whole, account)
    alone = {file for texts in found.values() for file in texts}
    shared = {file for texts in found.values() if len(texts) > 1 for file in texts}
    assert alone - shared == set()
    assert {name.split("-", 1)[1] for name in shared if "/" not in name} >= {
        f"{one}-2026-Q3.{ending}"
        for one, ending in (
            ("plan", "docx"), ("review", "pptx"), ("report", "xlsx"), ("relationships", "docx"), ("brief", "docx"),
            ("agenda", "docx"), ("calendar", "ics"),
        )
    }  # fmt: skip


# How the portfolio calls what an account's pack calls otherwise; "*" stands for a row's id.
SAME = {
    **{f"accounts.{part}": f"account.{part}" for part in ("name", "tier", "manager", "completeness", "gap_count")},
    **{
        f"accounts.{part}": f"finance.{part}"
        for part in (
            "revenue", "revenue_target", "revenue_variance", "revenue_variance_share", "revenue_rolling", "margin",
            "margin_share", "margin_target", "profit", "receivables", "overdue",
        )
    },
    "accounts.health": "health.score",
    "accounts.health_change": "health.change",
    **{
        f"accounts.health_{part}": f"health.part.{part}.score"
        for part in ("financial", "relationships", "value", "goals", "risk", "freshness")
    },
    "accounts.asset_value": "assets.asset_value",
    "accounts.at_risk": "assets.at_risk",
    "accounts.contract_end": "assets.next_end",
    "accounts.contract": "assets.next_end_contract",
    "accounts.exposure": "risks.exposure",
    "accounts.overdue_actions": "actions.overdue_count",
    "concentration.revenue": "finance.revenue_rolling",
    **{f"asks_open.*.{part}": f"asks.*.{part}" for part in ("ask", "of_whom", "by", "cost")},
    "contract_dates.*.end.day": "assets.*.end",
    "contract_dates.*.notice.day": "assets.*.notice_by",
    "contract_dates.*.end.value": "assets.*.annual_value",
}  # fmt: skip


def in_the_account(name: str, account: str) -> str:
    """What a figure of the portfolio is called in an account's own pack; empty where it is not the account's."""
    found = re.fullmatch(rf"portfolio\.(\w+)\.{re.escape(account)}\.(.+)", name)
    if found is None:
        return ""
    kind, rest = found.groups()
    for ours, theirs in SAME.items():
        row = re.fullmatch(re.escape(ours).replace(r"\*", "(.+)"), f"{kind}.{rest}")
        if row:
            return theirs.replace("*", row[1]) if row.groups() else theirs
    return ""


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_portfolio_says_of_an_account_what_its_own_files_say(whole: Workspace, account: str) -> None:
    own, portfolio = in_all(said(whole, account)), in_all(said(whole, PORTFOLIO))
    pairs = {(name, in_the_account(name, account)) for name in portfolio}
    both = {name: portfolio[name] | own[theirs] for name, theirs in pairs if theirs in own}
    assert {name: texts for name, texts in both.items() if differs(texts)} == {}
    assert len(both) > 24
    assert sum(all(map(interval, texts)) for texts in both.values()) > 12


# The headings of the index page's table whose cells are one figure of an account.
COLUMNS = {
    "Account": "account.name",
    "Tier": "account.tier",
    "Account manager": "account.manager",
    "Health": "health.score",
    "Change": "health.change",
    "Revenue": "finance.revenue",
    "Against target": "finance.revenue_variance_share",
    "Overdue actions": "actions.overdue_count",
    "Gaps": "account.gap_count",
    "Next contract end": "assets.next_end",
}
VERDICT = re.compile(r"^[●▲◆○] | (on track|watch|off track)$")


def row_of(page: str, name: str) -> dict[str, str]:
    """An account's row of the index page, by heading; marks and verdicts beside a number are left out."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    cells = next(row for row in rows if row[0] == name)
    return {head: VERDICT.sub("", VERDICT.sub("", cell)) for head, cell in zip(rows[0], cells, strict=True)}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_index_page_says_of_an_account_what_its_files_say(whole: Workspace, account: str) -> None:
    own = in_all(said(whole, account))
    row = row_of(index_of(whole)[1], max(own["account.name"], key=len))  # headers may cut it
    both = {head: {row[head]} | own[figure] for head, figure in COLUMNS.items() if figure in own and row[head]}
    assert {head: texts for head, texts in both.items() if differs(texts)} == {}
    assert len(both) > 7


def test_what_differs_is_seen() -> None:
    assert not differs({"£1.24\u00a0m", "1240123.5", "£1,240,124", "−£1.24\u00a0m"})
    assert differs({"£1.24\u00a0m", "1250000"})
    assert differs({"12\u00a0%", "0.135"})
    assert not differs({"12\u00a0%", "0.1234", "12.3\u00a0%"})
    assert not differs({"15\u00a0Oct\u00a02026", "2026-10-15"})
    assert differs({"15\u00a0Oct\u00a02026", "2026-10-16"})
    assert differs({"43.8", "44"})
    assert not differs({"43.97", "44"})
    assert differs({"on track", "late"})
    assert differs({"Stay Core?", "Key"})
    assert differs({"Key instead of Core?", "Core"})
    assert not differs({"Take in as Key?", "Key"})
    assert not differs({"Warn of blockages before…", "warn of blockages before they spill"})

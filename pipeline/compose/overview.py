"""Composes the index page from the portfolio's figures: the totals, an account a row, those that were not built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.account_packs import AccountPack
from pipeline.blocks import Finding, Label, Words
from pipeline.columns import natural
from pipeline.documents import PORTFOLIO, Document
from pipeline.figures import Case, Figure, Figures, Line
from pipeline.overview import File, Overview, Row
from pipeline.quoted import HEALTH_PARTS

COLUMNS = (
    "name", "tier", "manager", "health", "health_change", "revenue", "revenue_variance_share", "verdict", "top_risk",
    "overdue_actions", "gap_count", "contract_end",
)  # fmt: skip
Numbered = tuple[int, Document]  # a document with its place among all
TREND = 8  # quarters of the small chart
PARTS = {part: Label(f"health_{part}") for part in HEALTH_PARTS}
LEFT_OUT = ("account", "name", "why", "last_period", "last_day")


def overview(
    case: Case | Figures,
    packs: Mapping[str, AccountPack],
    documents: tuple[Document, ...],
    of_portfolio: tuple[Document, ...] = (),
    made: Iterable[str] = (),
) -> Overview:
    """The index page of a period's packs; a row links to the documents that its pack says it has.

    `made` are the names of the portfolio's files, which are linked as far as they are documents `of_portfolio`.
    """
    total = {name: case[f"portfolio.{name}"] for name in ("account_count", "built_count", "healthy_count")}
    rows = tuple(_row(line, packs[str(line["account"].value)], documents) for line in case["portfolio.accounts"].lines)
    left_out = tuple({name: line[name] for name in LEFT_OUT} for line in case["portfolio.not_built"].lines)
    files = _files(PORTFOLIO, str(case.facts.period), made, of_portfolio)
    return Overview(str(case.facts.period), Finding("index_title", total), _totals(case), rows, left_out, files)


def _totals(case: Case | Figures) -> tuple[tuple[Label, Figure, Words | None], ...]:
    """The numbers on top, those that are known."""
    named = (
        ("revenue", "revenue", ("revenue_variance_share",), "index_against_target"),
        ("healthy", "healthy_share", ("healthy_count", "watch_count", "unhealthy_count"), "index_health_counts"),
        ("asset_value", "asset_value", ("at_risk", "at_risk_share"), "index_at_risk"),
        ("overdue", "overdue", ("receivables", "overdue_share"), "index_of_receivables"),
    )
    found = (
        (Label(f"index_{label}"), case[f"portfolio.{name}"], Finding(macro, _named(case, *told)))
        for label, name, told, macro in named
    )
    return tuple(one for one in found if not one[1].absent)


def _named(case: Case | Figures, *names: str) -> dict[str, Figure]:
    return {name: case[f"portfolio.{name}"] for name in names}


def _row(line: Line, pack: AccountPack, documents: tuple[Document, ...]) -> Row:
    """An account as its pack tells it."""
    parts = [(label, line[f"health_{part}"]) for part, label in PARTS.items()]
    quarters = [(str(one["quarter"]), one["revenue"]) for one in pack.lines("finance.quarters")]
    trend = tuple((quarter, float(revenue)) for quarter, revenue in quarters if revenue is not None)
    return Row(
        pack.account,
        {name: line[name] for name in COLUMNS},
        tuple((label, figure) for label, figure in parts if not figure.absent),
        trend[-TREND:],
        _files(pack.account, pack.period, pack.files, documents),
    )


def _files(folder: str, period: str, made: Iterable[str], documents: tuple[Document, ...]) -> tuple[File, ...]:
    """A pack's documents in their order, each with its kind of file; a PDF stands behind what it was made of."""
    found = []
    once, several = _by_stem(documents, folder, period)
    for name in made:
        stem, _, kind = name.rpartition(".")
        told = [(kind != document.format.value, at, "") for at, document in once.get(stem, ())]
        told += [
            (kind != document.format.value, at, person)
            for at, document in several
            if (person := document.person_of(name, folder, period)) is not None
        ]
        if told:  # a deck and a workbook may share their name: the file is the one's of its own kind
            other, at, person = min(told)
            found.append((at, natural(person), other, kind, name, person))
    return tuple(
        File(_label(documents[at].name), kind.upper(), f"{folder}/{name}", person)
        for at, _, _, kind, name, person in sorted(found)
    )


def _by_stem(
    documents: tuple[Document, ...], folder: str, period: str
) -> tuple[dict[str, list[Numbered]], list[Numbered]]:
    """The documents that are made once, by their files' names without the ending, and those made for each person."""
    once: dict[str, list[Numbered]] = {}
    several = []
    for at, document in enumerate(documents):
        if document.per_person:
            several.append((at, document))
        else:
            once.setdefault(document.stem(folder, period), []).append((at, document))
    return once, several


@cache
def _label(document: str) -> Label:
    """What a document is called, the same label on every row."""
    return Label(f"document_{document}")

"""Index pages for tests: packs made of a few figures, written as a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse import portfolio_declarations
from pipeline.compose.overview import overview
from pipeline.documents import DOCUMENTS
from pipeline.facts import Facts
from pipeline.figures import Case
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.render.html import index_page
from pipeline.settings import Settings

WORDING = Path(__file__).parent.parent.parent / "templates" / "wording.en.j2"
AS_OF = date(2026, 10, 15)
HEALTHS = {"financial": 80.0, "relationships": 60.0, "value": 100.0, "goals": 0.0, "risk": 45.5, "freshness": 90.0}
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


def pack(account: str, *, revenues: Iterable[float] = (100.0, 120.0, 90.0), **figures: Any) -> AccountPack:
    """A pack of three quarters' revenue, with its plan; figures are named with two underscores for the dot."""
    values = {"account.name": account.title(), **{f"health.{part}": score for part, score in HEALTHS.items()}}
    values |= {name.replace("__", "."): value for name, value in figures.items()}
    lines = {
        quarter: {"quarter": quarter, "revenue": revenue, "order": n}
        for n, (quarter, revenue) in enumerate(zip(QUARTERS, revenues, strict=False))
    }
    files = {f"{account}-plan-2026-Q3.docx": "", f"{account}-plan-2026-Q3.pdf": "", f"{account}-notes.txt": ""}
    about = Manifest(
        account, "2026-Q3", "2026-10-15", "test", figures=values, rows={"finance.quarters": lines}, files=files
    )
    return AccountPack.of(about)


def page(*packs: AccountPack, settings: Settings | None = None) -> bytes:
    """The page of these packs."""
    settings = settings or Settings()
    by_account = {one.account: one for one in packs}
    facts = Facts("portfolio", Period(2026, 3), AS_OF)
    case = Case(facts, settings, portfolio_declarations(), None, by_account)
    return index_page(overview(case, by_account, DOCUMENTS), WORDING, settings, AS_OF)


def many(count: int) -> list[AccountPack]:
    """So many accounts of differing health, tier and manager."""
    return [
        pack(
            f"a{n:05}",
            health__score=float(n % 101),
            finance__revenue=1000.0 * n,
            account__tier=("Strategic", "Key", "Core")[n % 3],
            account__manager=f"Manager {n % 40}",
        )
        for n in range(count)
    ]

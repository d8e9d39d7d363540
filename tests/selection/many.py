"""A scoring workbook of as many candidates as wanted, with ties, missing votes, old votes and several departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from pipeline.blank import workbook
from pipeline.columns import Row
from pipeline.sheets.scoring import VOTE, Candidate, Criterion, Score
from pipeline.sheets.shipped import CRITERIA

Sheets = Mapping[type[Row], Sequence[Mapping[str, Any]]]
RATERS = (
    ("Ada Byron", "Sales"), ("Ben Okri", "Sales"), ("Cleo Hart", "Delivery"), ("Dov Levi", "Finance"),
    ("Eve Moss", "Technology"), ("Finn Ray", "Legal"), ("Gita Rao", "Marketing"),
)  # fmt: skip
TRADES = ("Water utility", "Home and garden retail", "Public healthcare", "Ports and inland terminals", "Insurance")
REGIONS = ("North", "South", "Midlands", "Mediterranean")
TIERS = ("Strategic", "Key", "Core", "Prospect", "none")


def candidates(count: int, chance: Random) -> list[dict[str, Any]]:
    """Candidates, some decided."""
    rows = []
    for n in range(count):
        row: dict[str, Any] = {
            "account": f"account-{n:03}", "name": f"{chance.choice(TRADES)} of {chance.choice(REGIONS)} {n}",
            "industry": chance.choice(TRADES), "region": chance.choice(REGIONS), "tier": chance.choice(TIERS),
            "revenue": chance.randrange(0, 9_000_000, 1000), "potential": chance.randrange(0, 12_000_000, 1000),
            "sponsor": chance.choice(RATERS)[0],
            "rationale": "It buys from three of our units and has asked for one plan with one owner on either side.",
        }  # fmt: skip
        if chance.random() < 0.3:
            row |= {"decision": chance.choice(("select", "keep", "watch", "decline")), "decided_on": date(2026, 9, 18)}
        rows.append(row)
    return rows


def votes(rows: list[dict[str, Any]], chance: Random, criteria: list[str]) -> list[dict[str, Any]]:
    """A row of each rater on most candidates, now and then an older one, too; some votes are missing."""
    cast = []
    for row in rows:
        level = chance.uniform(1.6, 4.6)
        for rater, department in RATERS:
            if chance.random() < 0.12:
                continue
            days = (date(2025, 9, 3), date(2026, 9, 9)) if chance.random() < 0.1 else (date(2026, 9, 9),)
            for day in days:
                given = {
                    name: max(1, min(5, round(chance.gauss(level, 0.8)))) for name in criteria if chance.random() > 0.06
                }
                cast.append(
                    {"account": row["account"], "rater": rater, "department": department, "day": day, "votes": given,
                     "evidence": f"{rater} met the board of {row['name']} and read two years of its accounts",
                     "confidence": chance.choice(("high", "medium", "low"))}
                )  # fmt: skip
    return cast


def rows(count: int, seed: int = 1) -> Sheets:
    """Criteria, candidates and votes."""
    chance = Random(seed)
    listed = candidates(count, chance)
    return {
        Criterion: CRITERIA,
        Candidate: listed,
        Score: votes(listed, chance, [str(row["criterion"]) for row in CRITERIA]),
    }


def scoring(count: int, seed: int = 1) -> bytes:
    """The workbook scoring.xlsx."""
    return book_of(rows(count, seed))


def book_of(sheets: Sheets) -> bytes:
    """A workbook of these rows: a vote stands under its criterion."""
    cast = [
        {**{k: v for k, v in row.items() if k != "votes"}, **{f"{VOTE}{k}": v for k, v in row["votes"].items()}}
        for row in sheets[Score]
    ]
    return workbook("scoring", {**sheets, Score: cast})

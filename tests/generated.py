"""A random but lawful account for each seed: its cells, the facts the real check makes of them, and an earlier pack.

The same seed gives the same account on every machine. `generated(7).facts` has all 25 sheets with none to many rows;
about a third of the accounts have many wanted cells empty. Change `sheets` with `with_sheets` to see what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from pipeline.analyse import analyse
from pipeline.cells import Cells, Tab
from pipeline.check import Checked, check
from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.figures import Figures
from pipeline.manifest import Manifest, compared_rows
from pipeline.periods import Period
from pipeline.record import kept
from pipeline.settings import Settings
from pipeline.sheets import (
    ACCOUNT,
    Action,
    Ask,
    Contract,
    Financial,
    Goal,
    Measure,
    Opportunity,
    Person,
    Risk,
    Strategy,
    Transaction,
    Value,
)
from tests.generated_rows import Chance, Rows, account_rows

ACCOUNT_ID = "generated"
# What may differ in the earlier pack: cells that stand for themselves, so that the row stays lawful.
CHANGING: Mapping[type[Row], tuple[str, ...]] = {
    Goal: ("status", "owner", "agreed_on"), Action: ("status", "owner", "yields"),
    Person: ("left_on", "owner", "support", "now"),
    Risk: ("status", "likelihood", "impact", "residual_likelihood", "residual_impact", "owner"),
    Measure: ("agreed_on",), Value: ("state", "amount"),
    Opportunity: ("stage", "value", "probability", "expected_close"),
    Ask: ("outcome", "by"), Contract: ("renewal", "annual_value"), Strategy: ("stage", "owner"),
    Financial: ("revenue_target", "cost_to_serve", "receivables"),
}  # fmt: skip


@dataclass(frozen=True)
class Generated:
    """An account as its people filled it in; a row is what they typed, by column name."""

    sheets: Rows
    period: Period
    as_of: date
    settings: Settings
    before: Generated | None = None

    @cached_property
    def checked(self) -> Checked:
        """What the real check makes of the cells; it finds nothing wrong."""
        cells = Cells(tuple(_tab(sheet, rows) for sheet, rows in self.sheets.items() if rows))
        checked = check(cells, ACCOUNT, ACCOUNT_ID, self.period, self.as_of, self.settings)
        assert not checked.problems, "\n".join(map(str, checked.problems))
        return checked

    @property
    def facts(self) -> Facts:
        """The facts."""
        return self.checked.facts

    @cached_property
    def earlier(self) -> Manifest | None:
        """The manifest of the pack of an earlier quarter, where there is one."""
        if self.before is None:
            return None
        figures, then = self.before.figures, self.before
        rows = compared_rows(then.facts)
        return Manifest(ACCOUNT_ID, str(then.period), then.as_of.isoformat(), "test", figures=kept(figures), rows=rows)

    @cached_property
    def figures(self) -> Figures:
        """All figures."""
        return analyse(self.facts, self.settings, self.earlier)

    def with_sheets(self, sheets: Rows) -> Generated:
        """The same account with other rows in these sheets."""
        return replace(self, sheets={**self.sheets, **sheets})


@lru_cache(maxsize=256)
def generated(seed: int) -> Generated:
    """The account of a seed."""
    chance = Chance(seed)
    settings = _settings(chance)
    full = account_rows(chance, ACCOUNT_ID)
    before = _before(chance, full, settings) if chance.often(0.6) else None
    drawn = _thinned(chance, full)
    return Generated(drawn, chance.period, chance.as_of, settings, before)


def _settings(chance: Chance) -> Settings:
    """The defaults in most workspaces, other thresholds in some, currencies with and without decimals."""
    settings = Settings(currency=chance.choice(("EUR", "GBP", "JPY")), fiscal_year_start=chance.period.first_month)
    if chance.often(0.7):
        return settings
    return replace(
        settings,
        contact_days=chance.choice((30, 120)),
        review_days=chance.choice((30, 180)),
        register_stale_days=chance.choice((90, 365)),
        claim_stale_days=chance.choice((60, 365)),
        notice_days=chance.choice((30, 365)),
        green_from=1.05,
        amber_from=0.8,
        pace_green=0.9,
        pace_amber=0.5,
        aged_days=chance.choice((60, 365)),
        win_rate_deals=chance.choice((1, 3)),
        growth_cap=0.3,
        discount_rate=0.08,
        health_green=75.0,
        health_amber=50.0,
        health_weights={**settings.health_weights, "risk": 30.0, "freshness": 0.0},
    )


def _thinned(chance: Chance, full: Rows) -> Rows:
    """Leave cells empty: wanted ones at a rate of the account, others column by column, and at times whole sheets."""
    gaps = chance.choice((0.0, 0.0, 0.02, 0.25))
    thinned: Rows = {}
    for sheet, rows in full.items():
        kept_share = {
            column.name: 1 - gaps if column.wanted else chance.choice((0.0, 0.9, 1.0, 1.0))
            for column in sheet.columns
            if not column.identifies
        }
        thinned[sheet] = [
            {n: value for n, value in row.items() if value is not None and chance.random() < kept_share.get(n, 1.0)}
            for row in rows
        ]
    # A quarter's sum is not typed beside invoice lines that lack theirs: the two would differ.
    lacking = {
        Period.of(line["day"], chance.period.first_month) for line in thinned[Transaction] if "revenue" not in line
    }
    for row in thinned[Financial]:
        if Period.parse(row["quarter"], chance.period.first_month) in lacking:
            row.pop("revenue", None)
    return thinned


def _before(chance: Chance, full: Rows, settings: Settings) -> Generated:
    """The account one or two quarters earlier: fewer rows, some that are gone since, some cells that were others."""
    back = chance.choice((1, 1, 2))
    period, as_of = chance.period.back(back), chance.as_of - timedelta(91 * back)
    other = account_rows(chance, ACCOUNT_ID)
    sheets: Rows = {}
    for sheet, rows in full.items():
        values = {name: [row.get(name) for row in other[sheet]] for name in CHANGING.get(sheet, ())}
        sheets[sheet] = [
            {**row, **{n: chance.choice(v) for n, v in values.items() if v and chance.often(0.15)}} for row in rows
        ]
    sheets |= {
        sheet: [row for row in sheets[sheet] if chance.often(0.9)] for sheet in (Value, Contract, Opportunity, Ask)
    }
    sheets[Ask] += [{**row, "id": f"{row['id']}9"} for row in sheets[Ask] if chance.often(0.15)]
    for row in sheets[Action]:  # a day put off since
        row["due"] = max(row["start"], row["due"] - timedelta(chance.choice((0, 0, 20, 60))))
    for row in sheets[Transaction]:  # an invoice line corrected since
        row["revenue"] += chance.choice((0, 0, 0, 500))
    held = {Value: "overlaps"}
    for sheet, name in held.items():  # nothing refers to a row that was not there
        known = {row["id"] for row in sheets[sheet]}
        for row in sheets[sheet]:
            told = [x for x in str(row.get(name) or "").split("; ") if x in known]
            row[name] = "; ".join(told) or None
    if sheets[Transaction]:  # sums that were typed beside the invoice lines no longer agree
        sheets[Financial] = [{**row, "revenue": None} for row in sheets[Financial]]
    for row in sheets[Financial]:  # as receivables may have been others, no bands
        row |= {"overdue_30": None, "overdue_60": None, "overdue_90": None, "overdue_more": None}
    return Generated(_thinned(chance, sheets), period, as_of, settings)


def _tab(sheet: type[Row], rows: list[dict[str, Any]]) -> Tab:
    """The sheet's tab: headings in the first row, or a profile's fields one below the other."""
    file = f"{sheet.book}.xlsx"
    if sheet.fields:
        return Tab(file, sheet.tab, tuple((column.heading, rows[0].get(column.name)) for column in sheet.columns))
    heads = tuple(column.heading for column in sheet.columns)
    return Tab(file, sheet.tab, (heads, *(tuple(row.get(c.name) for c in sheet.columns) for row in rows)))

"""Shows that each total equals the sum of its accounts, names those it lacks, and compares it with the last pack."""

from __future__ import annotations

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.portfolio import TOTALS
from pipeline.analyse.portfolio_packs import (
    NO_PACKS,
    built,
    holding,
    not_built,
    number_of,
    sources,
    sum_of,
    why_absent,
)
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.theme import Tone

NAMED = 12  # accounts told with their reasons; more are counted


def cents(number: float) -> int:
    """An amount as it is printed in full, in cents."""
    return round(number * 100)


def _reasons(case: Case, figure: str, counted: list[AccountPack]) -> str:
    """The built accounts that a total lacks, each with why."""
    ids = {pack.account for pack in counted}
    lacking = [pack for pack in built(case) if pack.account not in ids]
    return _told([f"{pack.account} ({why_absent(pack, figure)})" for pack in lacking])


def _told(accounts: list[str]) -> str:
    more = f" and {len(accounts) - NAMED:,} more" if len(accounts) > NAMED else ""
    return ", ".join(accounts[:NAMED]) + more


def _left_out(pack: AccountPack) -> str:
    last = f"last pack {pack.period} of {pack.as_of}" if pack.period else "never built"
    return f"{pack.account} ({pack.why}; {last})"


def _reconciled(case: Case, name: str) -> Line:
    unit, meaning, added = TOTALS[name]
    packs, out = holding(case, added), not_built(case)
    total = case[f"portfolio.{name}"]
    parts_sum = sum(cents(number_of(pack, added) or 0.0) for pack in packs) / 100
    last_known = [pack for pack in out if number_of(pack, added) is not None]
    before = case.earlier.figures.get(f"portfolio.{name}") if case.earlier else None
    none, signed = missing(total.reason), unit if unit is Unit.COUNT else Unit.CHANGE
    rounding = none if total.absent else found(cents(total.number - parts_sum) / 100, total.sources)
    earlier, change = missing("no earlier portfolio pack"), missing("no earlier portfolio pack")
    if case.earlier is not None:
        earlier = change = missing("the earlier portfolio pack does not hold it")
    if isinstance(before, int | float) and not isinstance(before, bool):
        earlier = found(before)
        change = none if total.absent else found(total.number - before, total.sources)
    total_answer = none if total.value is None else Answer(total.value, total.sources)
    parts: dict[str, Part] = {
        "total_of": (Unit.TEXT, "what is added up", found(meaning)),
        "total": (unit, f"portfolio.{name}", total_answer),
        "accounts_sum": (
            unit,
            f"sum of {added} as each account prints it, to the cent",
            found(parts_sum, sources(packs, added)) if packs else none,
        ),
        "rounding": (signed, "total - sum of the accounts", rounding),
        "counted": (Unit.COUNT, "accounts in the total", found(len(packs), sources(packs, added))),
        "lacking_count": (Unit.COUNT, "built accounts that lack it", found(len(built(case)) - len(packs))),
        "lacking": (
            Unit.TEXT,
            "built accounts that lack it, with why",
            said(_reasons(case, added, packs), (), "every built account is in it"),
        ),
        "left_out": (
            Unit.TEXT,
            "accounts that were not built, with the day of the last pack",
            said(_told([_left_out(pack) for pack in out]), (), "every account was built"),
        ),
        "left_out_last": (
            unit,
            "what the last packs of the accounts left out held",
            found(sum_of(last_known, added), sources(last_known, added))
            if last_known
            else missing("no last pack holds it" if out else "every account was built"),
        ),
        "before": (unit, "in the earlier portfolio pack", earlier),
        "change": (signed, "total - total in the earlier portfolio pack", change),
    }  # fmt: skip
    return line(case, f"portfolio.reconciliation.{name}", None, parts)


@figure(
    "portfolio.reconciliation",
    Unit.LIST,
    "Each total beside the sum of its accounts: total, sum, rounding, accounts counted, accounts lacking it and why, "
    "accounts not built, the earlier pack's total",
    "total - sum of what each account prints; they differ by the rounding of each to the cent alone",
)
def reconciliation(case: Case) -> Answer:
    if not built(case):
        return missing(NO_PACKS)
    lines = tuple(_reconciled(case, name) for name in TOTALS)
    return found(lines)


@figure(
    "portfolio.reconciled",
    Unit.TEXT,
    "Whether every total equals the sum of its accounts",
    "yes where no total differs from the sum of its accounts by more than half a cent an account",
)
def reconciled(case: Case) -> Answer:
    every = case["portfolio.reconciliation"]
    if every.absent:
        return missing(every.reason)
    off = [
        item for item in every.lines if item.rounding and abs(item.rounding.number) > 0.005 * item.counted.number + 0.01
    ]
    return found("no" if off else "yes", (), Tone.BAD if off else Tone.GOOD)

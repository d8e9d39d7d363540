"""How much of the account's revenue stays: retention of products, recurring revenue, and our share of its spend."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from pipeline.analyse.quarters import NOT_MEANINGFUL, difference, growth, quarters, share
from pipeline.analyse.sales import LINES, Sales, apart
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing
from pipeline.periods import Period, months_later
from pipeline.sheets.performance import Financial
from pipeline.theme import Tone

STALE_MONTHS = 12
RECURRING = "recurring"
NOW, BASE = "the last four quarters", "the four quarters before"
SOLD = (Financial.quarter, *LINES)
SPEND = (Financial.quarter, Financial.category_spend)
YEARLY = (Financial.quarter, Financial.recurring)


class Eight:
    """Eight quarters of transactions: the last four and the four before, and why they can't be compared if so."""

    def __init__(self, case: Case) -> None:
        known, period = quarters(case), case.facts.period
        span = [period.back(n) for n in range(7, -1, -1)]
        self.reason = ""
        if not known.sales_of:
            self.reason = "no transactions given"
        else:
            lacking = [str(quarter) for quarter in span if not known.sales(quarter)]
            if lacking:
                self.reason = f"eight quarters of transactions are needed; none in {', '.join(lacking)}"
        halves = {str(quarter): NOW if n >= 4 else BASE for n, quarter in enumerate(span)}
        sold = [sold for quarter in span for sold in known.sales(quarter).sold]
        typed = all(each.revenue_type is not None for each in sold)
        self.recurring = typed and any(each.revenue_type == RECURRING and halves[each.quarter] == BASE for each in sold)
        kept = apart(
            case,
            lambda sold: halves.get(sold.quarter) if not self.recurring or sold.revenue_type == RECURRING else None,
        )
        self.now, self.base = kept.get(NOW, Sales()), kept.get(BASE, Sales())
        self.reason = self.reason or self.now.revenue.reason or self.base.revenue.reason

    def products(self) -> list[tuple[float, float]]:
        """Revenue of each product: the last four quarters, and the four before."""
        now, base = self.now.by_product, self.base.by_product
        none = Sales()
        return [
            (now.get(p, none).revenue.value or 0.0, base.get(p, none).revenue.value or 0.0)
            for p in sorted({*now, *base})
        ]

    def answer(self, value: float) -> Answer:
        """A value with the cells of all eight quarters."""
        return found(value, (*self.now.revenue.places, *self.base.revenue.places))


def _eight(case: Case) -> Eight:
    made: Eight = case.shared("eight quarters", lambda facts: Eight(case))
    return made


@figure(
    "finance.nrr",
    Unit.PERCENT,
    "Net revenue retention: what the account's revenue of the year before became, cross-sell in",
    "revenue of the last four quarters / revenue of the four before; recurring revenue where every transaction "
    "says its type",
    SOLD,
)
def nrr(case: Case) -> Answer:
    """Compare four quarters with the four before; absent together with gross retention."""
    return _net_and_gross(case)[0]


@figure(
    "finance.grr",
    Unit.PERCENT,
    "Gross revenue retention: how much of each product's revenue of the year before stayed",
    "sum over products with a base above 0 of min(max(now, 0), base) / sum of their bases, four quarters each",
    SOLD,
)
def grr(case: Case) -> Answer:
    """Count what stayed of each product; growth of one does not make up for the loss of another."""
    return _net_and_gross(case)[1]


def _net_and_gross(case: Case) -> tuple[Answer, Answer]:
    """Both retentions, or one reason for both: they are printed together."""
    eight = _eight(case)
    if eight.reason:
        return missing(eight.reason), missing(eight.reason)
    base = eight.base.revenue.value or 0.0
    bases = [(now, before) for now, before in eight.products() if before > 0]
    if base <= 0 or not bases:
        return missing(NOT_MEANINGFUL), missing(NOT_MEANINGFUL)
    kept = fsum(min(max(now, 0.0), before) for now, before in bases)
    return eight.answer((eight.now.revenue.value or 0.0) / base), eight.answer(kept / fsum(b for _, b in bases))


@figure(
    "finance.retention_basis",
    Unit.TEXT,
    "Whether retention is of recurring revenue (NRR and GRR) or of all revenue",
    "recurring where every transaction of the eight quarters says its revenue type, else all",
    SOLD,
)
def retention_basis(case: Case) -> Answer:
    """Say which revenue it is; only retention of recurring revenue is called NRR and GRR."""
    if case["finance.nrr"].absent:
        return missing(case["finance.nrr"].reason)
    return found("recurring" if _eight(case).recurring else "all")


def _recurring_moved(name: str, meaning: str, formula: str, moved: Callable[[float, float], float]) -> Declaration:
    """Declare recurring revenue that came or went with whole products."""

    @figure(f"finance.{name}", Unit.MONEY, meaning, formula, SOLD)
    def answer(case: Case) -> Answer:
        eight = _eight(case)
        if eight.reason or not eight.recurring:
            return missing(eight.reason or "not every transaction says its revenue type")
        return eight.answer(fsum(moved(now, base) for now, base in eight.products()))

    return answer


recurring_new = _recurring_moved(
    "recurring_new",
    "Recurring revenue of four quarters with products that had none in the four before",
    "sum of recurring revenue of products with a base of zero or below",
    lambda now, base: now if base <= 0 < now else 0.0,
)
recurring_lost = _recurring_moved(
    "recurring_lost",
    "Recurring revenue of the four quarters before with products that have none since",
    "sum of bases of products without recurring revenue now",
    lambda now, base: base if now <= 0 < base else 0.0,
)


def _recurring_at(name: str, words: str, of: Callable[[Period], Period]) -> Declaration:
    """Declare the recurring revenue per year at the end of a quarter."""

    @figure(
        f"finance.{name}",
        Unit.MONEY,
        f"Recurring revenue per year at the end of {words}",
        "recurring revenue per year, as given for the quarter",
        YEARLY,
    )
    def amount(case: Case) -> Answer:
        return quarters(case).cell(of(case.facts.period), Financial.recurring).answer()

    return amount


recurring = _recurring_at("recurring", "the quarter", lambda period: period)
recurring_year_before = _recurring_at(
    "recurring_year_before", "the same quarter a year before", lambda period: period.back(4)
)


@figure("finance.recurring_growth", Unit.CHANGE_PERCENT, "Growth of recurring revenue in a year",
        "(now - base) / base; n/m on a base of zero or below", YEARLY)  # fmt: skip
def recurring_growth(case: Case) -> Answer:
    """Compare with the same quarter a year before."""
    return growth(case["finance.recurring"], case["finance.recurring_year_before"])


@figure("finance.recurring_change", Unit.CHANGE, "Change of recurring revenue in a year", "now - a year before",
        YEARLY)  # fmt: skip
def recurring_change(case: Case) -> Answer:
    """Compare with the same quarter a year before."""
    return difference(case["finance.recurring"], case["finance.recurring_year_before"])


def _newest_spend(case: Case) -> Financial | None:
    """The newest quarter up to this one that knows what the customer spends."""
    period = (case.facts.period.year, case.facts.period.quarter)
    rows = [row for row in case.facts.of(Financial) if row.category_spend is not None]
    past = [row for row in rows if (row.quarter.year, row.quarter.quarter) <= period]
    return max(past, key=lambda row: str(row.quarter), default=None)


@figure("finance.category_spend", Unit.MONEY, "What the customer spends a year on what we could supply",
        "newest category spend per year", SPEND)  # fmt: skip
def category_spend(case: Case) -> Answer:
    """Quote the newest one."""
    row = _newest_spend(case)
    if row is None or row.category_spend is None:
        return missing("no category spend given")
    return found(row.category_spend, row.place(Financial.category_spend))


@figure("finance.spend_source", Unit.TEXT, "Where the category spend comes from", "spend source beside it",
        (*SPEND, Financial.spend_source))  # fmt: skip
def spend_source(case: Case) -> Answer:
    """Quote the source."""
    row = _newest_spend(case)
    if row is None or row.spend_source is None:
        return missing("no source given" if row else "no category spend given")
    return found(row.spend_source, row.place(Financial.spend_source))


@figure("finance.spend_date", Unit.DATE, "The day the category spend is true of; to be watched after 12 months",
        "As of beside it, else the quarter's end", (*SPEND, Financial.as_of_date))  # fmt: skip
def spend_date(case: Case) -> Answer:
    """Date the spend, with a warning where it is stale."""
    row = _newest_spend(case)
    if row is None:
        return missing("no category spend given")
    end = Period(row.quarter.year, row.quarter.quarter, case.facts.period.first_month).end
    day = row.as_of_date or end
    cells = row.place(Financial.as_of_date if row.as_of_date else Financial.quarter)
    return found(day, cells, Tone.WATCH if case.facts.as_of > months_later(day, STALE_MONTHS) else None)


@figure("finance.wallet_share", Unit.PERCENT, "Our share of what the customer spends on what we could supply",
        "revenue of four quarters / newest category spend per year", (Financial.revenue, *SPEND))  # fmt: skip
def wallet_share(case: Case) -> Answer:
    """Compare what the customer bought from us with what it spends."""
    return share(case["finance.revenue_rolling"], case["finance.category_spend"])

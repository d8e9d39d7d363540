"""What drove the change against the same quarter a year before: revenue and profit, product by product where known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from pipeline.analyse.amounts import CENT, Amount, less, summed
from pipeline.analyse.lines import Part, line
from pipeline.analyse.quarters import Quarters, difference, growth, quarters, share
from pipeline.analyse.sales import LINES, Sales
from pipeline.figures import Answer, Case, Figure, Unit, figure, found, missing
from pipeline.problems import Place
from pipeline.sheets.performance import Financial

STEPS = 6  # steps by product that stand alone; the rest are taken together, so that a bridge stays readable
ORDER = ("lost", "shrunk", "grown", "new", "other products", "not by product", "volume and price", "margin rate",
         "cost to serve")  # fmt: skip
BY_PRODUCT = (Financial.quarter, *LINES)


@dataclass(frozen=True)
class Step:
    """A change on the way from a year before to now: its kind, the product where it is one's, and the amount."""

    kind: str
    amount: Amount
    product: str = ""

    @property
    def size(self) -> float:
        """The amount as a number."""
        return self.amount.value or 0.0


def kind_of(now: float, base: float) -> str:
    """What became of a product: new, lost, grown, shrunk or unchanged."""
    if base <= 0 < now:
        return "new"
    if now <= 0 < base:
        return "lost"
    if abs(now - base) < CENT:
        return "unchanged"
    return "grown" if now > base else "shrunk"


@figure(
    "finance.products",
    Unit.LIST,
    "Revenue and gross margin by product in the quarter and a year before, the largest first",
    "sum of Transactions by product; lost, shrunk, grown or new by its revenue",
    BY_PRODUCT,
)
def products(case: Case) -> Answer:
    """Put each product's two quarters side by side."""
    now, base = _two_quarters(case)
    if not now and not base:
        return missing(f"no transactions given for {case.facts.period} or the year before")
    lines = []
    for product, (sold, before) in _side_by_side(now, base).items():
        parts: dict[str, Part] = {"product": (Unit.TEXT, "product", found(product, _named(sold, before)))}
        for part, this, then in (
            ("revenue", sold.revenue, before.revenue), ("margin", sold.margin, before.margin),
        ):  # fmt: skip
            ending = "" if part == "revenue" else "margin_"
            parts |= {
                part: (Unit.MONEY, f"{part} in the quarter", this.answer()),
                f"{ending}year_before": (Unit.MONEY, f"{part} a year before", then.answer()),
                f"{ending}change": (Unit.CHANGE, "now - a year before", difference(this.figure(), then.figure())),
            }
        parts["growth"] = (
            Unit.CHANGE_PERCENT, "(now - base) / base", growth(sold.revenue.figure(), before.revenue.figure()),
        )  # fmt: skip
        parts["margin_share"] = (
            Unit.PERCENT, "margin / revenue", share(sold.margin.figure(), sold.revenue.figure()),
        )  # fmt: skip
        parts["kind"] = (Unit.TEXT, "lost, shrunk, grown, new or unchanged", _kind(sold.revenue, before.revenue))
        lines.append(line(case, f"finance.products.{product}", None, parts))
    lines.sort(key=lambda item: -item.revenue.number if not item.revenue.absent else 0.0)
    return found(tuple(lines))


@figure(
    "finance.revenue_changes",
    Unit.LIST,
    "The steps from revenue a year before to revenue now, product by product",
    "revenue now - revenue a year before, by product; products beyond the six largest steps together",
    (Financial.revenue, *BY_PRODUCT),
)
def revenue_changes(case: Case) -> Answer:
    """Take the change of revenue apart by product."""
    change = case["finance.revenue_change"]
    if change.absent:
        return missing(change.reason)
    now, base = _two_quarters(case)
    lacking = _without_lines(case, now, base)
    if lacking:
        return missing(lacking)
    steps = []
    for product, (sold, before) in _side_by_side(now, base).items():
        step = less(sold.revenue, before.revenue)
        if step.value is None:
            return missing(step.reason, step.places)
        kind = kind_of(sold.revenue.value or 0.0, before.revenue.value or 0.0)
        steps.append(Step(kind, step, product))
    return _lines(case, "finance.revenue_changes", _readable(steps, change))


@figure(
    "finance.profit_changes",
    Unit.LIST,
    "The steps from account profit a year before to account profit now; gross margin where cost to serve is not given",
    "gross margin by product where every transaction has its cost; else volume and price = change of revenue x old "
    "margin %, margin rate = new revenue x change of margin %; then the change of cost to serve",
    (Financial.revenue, Financial.cost_of_sales, Financial.cost_to_serve, *BY_PRODUCT),
)
def profit_changes(case: Case) -> Answer:
    """Take the change of gross margin and account profit apart."""
    change = case["finance.margin_change"]
    if change.absent:
        return missing(change.reason)
    steps = _margin_by_product(case) or _volume_and_rate(case)
    if not steps:
        return missing("n/m")
    if not case["finance.profit_change"].absent:
        known, period = quarters(case), case.facts.period
        served = less(known.cost_to_serve(period.back(4)), known.cost_to_serve(period))
        steps = (*steps, Step("cost to serve", served))
    return _lines(case, "finance.profit_changes", steps)


def _margin_by_product(case: Case) -> tuple[Step, ...]:
    """The change of gross margin by product; none where a transaction lacks its revenue or cost."""
    now, base = _two_quarters(case)
    if _without_lines(case, now, base) or now.margin.value is None or base.margin.value is None:
        return ()
    steps = [
        Step(_margin_kind(sold, before), less(sold.margin, before.margin), product)
        for product, (sold, before) in _side_by_side(now, base).items()
    ]
    return _readable(steps, case["finance.margin_change"])


def _margin_kind(sold: Sales, before: Sales) -> str:
    """Lost and new by the product's revenue; else by which way its margin moved."""
    kind = kind_of(sold.revenue.value or 0.0, before.revenue.value or 0.0)
    if kind in ("lost", "new"):
        return kind
    return "grown" if (sold.margin.value or 0.0) >= (before.margin.value or 0.0) else "shrunk"


def _volume_and_rate(case: Case) -> tuple[Step, ...]:
    """Volume and price together, and the margin rate; none where a margin % can't be told."""
    now, base = case["finance.margin_share"], case["finance.margin_share_year_before"]
    change = case["finance.revenue_change"]
    if now.absent or base.absent or change.absent:
        return ()
    cells = tuple(dict.fromkeys((*now.sources, *base.sources)))
    rate = case["finance.revenue"].number * (now.number - base.number)
    return (
        Step("volume and price", Amount(change.number * base.number, cells)),
        Step("margin rate", Amount(rate, cells)),
    )


def _readable(steps: Iterable[Step], change: Figure) -> tuple[Step, ...]:
    """The largest steps, the smaller ones together, and what no product explains, in the order of a bridge."""
    moved = sorted((s for s in steps if abs(s.size) >= CENT), key=lambda s: (-abs(s.size), s.product))
    shown = moved if len(moved) <= STEPS + 1 else moved[:STEPS]
    rest = moved[len(shown) :]
    if rest:
        shown = [*shown, Step("other products", summed(step.amount for step in rest))]
    unexplained = change.number - fsum(step.size for step in shown)
    if abs(unexplained) >= CENT:  # the quarter's own cell and its invoice lines may differ by half a percent
        shown = [*shown, Step("not by product", Amount(unexplained, change.sources))]
    return tuple(sorted(shown, key=lambda step: (ORDER.index(step.kind), -abs(step.size), step.product)))


def _lines(case: Case, name: str, steps: Sequence[Step]) -> Answer:
    """The steps as lines: kind, product, amount."""
    lines = []
    for step in steps:
        parts: dict[str, Part] = {
            "kind": (Unit.TEXT, "what kind of step it is", found(step.kind)),
            "product": (Unit.TEXT, "product", found(step.product) if step.product else missing("not one product")),
            "amount": (Unit.CHANGE, "now - a year before", step.amount.answer()),
        }
        lines.append(line(case, f"{name}.{step.product or step.kind}", None, parts))
    return found(tuple(lines))


def _two_quarters(case: Case) -> tuple[Sales, Sales]:
    """The transactions of the quarter and of the same quarter a year before."""
    known: Quarters = quarters(case)
    return known.sales(case.facts.period), known.sales(case.facts.period.back(4))


def _without_lines(case: Case, now: Sales, base: Sales) -> str:
    """Why there is nothing to take apart by product; empty where there is."""
    lacking = [str(p) for p, sales in ((case.facts.period, now), (case.facts.period.back(4), base)) if not sales]
    return f"no transactions given for {' and '.join(lacking)}" if lacking else ""


def _side_by_side(now: Sales, base: Sales) -> dict[str, tuple[Sales, Sales]]:
    """Each product's transactions in both quarters; a product not sold in one has an empty side, which sums to 0."""
    sold, before = now.by_product, base.by_product
    return {p: (sold.get(p, Sales()), before.get(p, Sales())) for p in sorted({*sold, *before})}


def _named(sold: Sales, before: Sales) -> tuple[Place, ...]:
    return (sold.sold or before.sold)[0].named


def _kind(now: Amount, base: Amount) -> Answer:
    if now.value is None or base.value is None:
        return missing(now.reason or base.reason)
    return found(kind_of(now.value, base.value), (*now.places, *base.places))

"""Sums what each unit of the customer buys from us, from others, or not yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.analyse.lines import Part, line
from pipeline.analyse.sales import LINES, apart
from pipeline.columns import Column, natural, places
from pipeline.figures import Answer, Case, Unit, figure, found, missing
from pipeline.kinds import plain
from pipeline.sheets.account import Whitespace
from pipeline.theme import Tone

STATUSES = {
    "ours": Tone.GOOD, "in pipeline": Tone.NEUTRAL, "open": Tone.WATCH, "competitor": Tone.BAD,
    "in-house": Tone.NEUTRAL, "no need": Tone.MUTED,
}  # fmt: skip
REACHABLE = ("open", "in pipeline", "competitor", "in-house")  # not ours, but there is a need
UNITS_SHOWN, OFFERINGS_SHOWN = 8, 6
GRID = (Whitespace.unit, Whitespace.offering, Whitespace.status, Whitespace.potential)


def amount(rows: Iterable[Whitespace], column: Column[float], nothing: str) -> Answer:
    """The sum of a column over the rows that hold it."""
    held = [row for row in rows if column.name in row.values]
    if not held:
        return missing(nothing)
    return found(sum(row.values[column.name] for row in held), places(held, column))


def _largest_first(rows: Iterable[Whitespace]) -> list[Whitespace]:
    return sorted(rows, key=lambda r: (-(r.potential or 0.0), natural(r.unit), natural(r.offering)))


@figure(
    "growth.whitespace",
    Unit.LIST,
    "What each unit could buy, and from whom it buys today, the largest potential first",
    "rows of Whitespace, by Potential per year",
    GRID,
)
def whitespace(case: Case) -> Answer:
    """A cell of the grid a line."""
    rows = _largest_first(case.facts.of(Whitespace))
    return found(
        tuple(
            line(case, f"growth.{row.key}", row, {
                "standing": (Unit.TEXT, "Status",
                             found(row.status, row.place(Whitespace.status), STATUSES[row.status])
                             if row.status else missing("to confirm", row.place(Whitespace.status))),
            })
            for row in rows
        ),
        places(rows, *GRID),
    )  # fmt: skip


@figure(
    "growth.statuses",
    Unit.LIST,
    "Potential per year by status",
    "sum of Potential per year by Status, in the order ours, in pipeline, open, competitor, in-house, no need",
    (Whitespace.status, Whitespace.potential),
)
def statuses(case: Case) -> Answer:
    """Only statuses that stand somewhere."""
    lines = []
    for status, tone in STATUSES.items():
        rows = [row for row in case.facts.of(Whitespace) if row.status == status]
        if rows:
            sources = places(rows, Whitespace.status)
            lines.append(
                line(case, f"growth.status.{status}", None, {
                    "status": (Unit.TEXT, "Status", found(status, sources, tone)),
                    "count": (Unit.COUNT, "rows of that status", found(len(rows), sources)),
                    "potential": (Unit.MONEY, "sum of Potential per year",
                                  amount(rows, Whitespace.potential, "no potential given")),
                })
            )  # fmt: skip
    return found(tuple(lines), places(case.facts.of(Whitespace), Whitespace.status, Whitespace.potential))


@figure(
    "growth.open_potential",
    Unit.MONEY,
    "Potential per year that is not ours yet",
    "sum of Potential per year where Status is open, in pipeline, competitor or in-house",
    (Whitespace.status, Whitespace.potential),
)
def open_potential(case: Case) -> Answer:
    """What there is a need for and we do not serve."""
    rows = case.facts.of(Whitespace)
    if not rows:
        return missing("no whitespace given")
    reachable = [row for row in rows if row.status in REACHABLE]
    if not reachable:
        return found(0.0, places(rows, Whitespace.status))
    total = amount(reachable, Whitespace.potential, "no potential given")
    return total if total.value is None else found(total.value, (*total.sources, *places(reachable, Whitespace.status)))


@figure(
    "growth.open_count",
    Unit.COUNT,
    "How many places are not ours yet",
    "rows of Whitespace where Status is open, in pipeline, competitor or in-house",
    (Whitespace.status,),
)
def open_count(case: Case) -> Answer:
    """A place is a unit and an offering."""
    rows = case.facts.of(Whitespace)
    if not rows:
        return missing("no whitespace given")
    return found(sum(row.status in REACHABLE for row in rows), places(rows, Whitespace.status))


@figure(
    "growth.open_largest",
    Unit.LIST,
    "The place with the largest potential that is not ours yet",
    "the largest Potential per year where Status is open, in pipeline, competitor or in-house",
    GRID,
)
def open_largest(case: Case) -> Answer:
    """One line, or none."""
    lines = [item for item in case["growth.whitespace"].lines if item.status.value in REACHABLE]
    return found(tuple(item for item in lines[:1] if not item.potential.absent))


def _grouped(
    case: Case, name: str, column: Column[str], parts: Callable[[str, list[Whitespace]], dict[str, Part]]
) -> Answer:
    """A line for each value of a column, the largest potential first; `all` comes last."""
    groups: dict[str, list[Whitespace]] = {}
    for row in case.facts.of(Whitespace):
        groups.setdefault(row.values[column.name], []).append(row)
    order = sorted(
        groups, key=lambda key: (plain(key) == "all", -sum(row.potential or 0.0 for row in groups[key]), natural(key))
    )
    return found(
        tuple(
            line(case, f"growth.{name}.{key}", None, {
                name: (Unit.TEXT, column.heading, found(key, places(groups[key], column))),
                "potential": (Unit.MONEY, "sum of Potential per year",
                              amount(groups[key], Whitespace.potential, "no potential given")),
                **parts(key, groups[key]),
            })
            for key in order
        ),
        places(case.facts.of(Whitespace), column),
    )  # fmt: skip


@figure(
    "growth.units",
    Unit.LIST,
    "The customer's units: potential, what is not ours yet, our revenue as stated and as invoiced",
    "Whitespace by Business unit; invoiced is the revenue of Transactions of that unit in four quarters",
    (*GRID, Whitespace.revenue, *LINES),
)
def units(case: Case) -> Answer:
    """Stated and invoiced revenue stand side by side where both are given."""
    span = {str(period) for period in case.facts.period.rolling()}
    sales = apart(case, lambda sold: plain(sold.unit) if sold.unit and sold.quarter in span else None)

    def parts(unit: str, rows: list[Whitespace]) -> dict[str, Part]:
        stated = amount(rows, Whitespace.revenue, "no revenue given")
        sold = sales.get(plain(unit))
        billed = sold.revenue_given.answer() if sold else missing("no transactions of this unit")
        reachable = [row for row in rows if row.status in REACHABLE]
        return {
            "open_potential": (Unit.MONEY, "Potential per year not ours yet",
                               amount(reachable, Whitespace.potential, "none")),
            "revenue": (Unit.MONEY, "sum of Our revenue per year", stated),
            "invoiced": (Unit.MONEY, "revenue of Transactions of the unit, four quarters", billed),
            "difference": (Unit.CHANGE, "our revenue per year as stated - invoiced", _difference(stated, billed)),
        }  # fmt: skip

    return _grouped(case, "unit", Whitespace.unit, parts)


@figure(
    "growth.offerings",
    Unit.LIST,
    "Our offerings, the largest potential first",
    "Whitespace by Offering; all comes last",
    GRID,
)
def offerings(case: Case) -> Answer:
    """The columns of the grid."""
    return _grouped(case, "offering", Whitespace.offering, lambda _offering, _rows: {})


def _difference(stated: Answer, billed: Answer) -> Answer:
    if isinstance(stated.value, float | int) and isinstance(billed.value, float | int):
        return found(stated.value - billed.value, (*stated.sources, *billed.sources))
    return missing(stated.reason or billed.reason)


FIGURES = (whitespace, statuses, units, offerings, open_potential, open_count, open_largest)

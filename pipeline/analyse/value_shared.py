"""The value that both sides see: the entries shared with the client, each gain once among them, and their sums."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.value import DELIVERED, READS, Ledger, fiscal_year, ledger_of
from pipeline.columns import natural, places
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, Declaration, Line, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sharing import shared_rows
from pipeline.sheets.performance import Value

NONE = "no value entry is shared with the client"
RANK = {"counted": 0, "apart": 1, "overlap": 2, "incomplete": 3}


def shared_ledger(facts: Facts) -> Ledger:
    """The ledger of the entries that the client may see; what overlaps with others alone counts here."""
    return ledger_of(facts.with_rows(Value, facts.once(shared_rows(Value))))


def _entry(case: Case, row: Value) -> Line:
    known = case.facts.once(shared_ledger)
    other = known.instead.get(row.id)
    counts = "counted" if row.state in DELIVERED else "apart"
    standing = counts if row.id in known.counted else "overlap" if other else "incomplete"
    parts: dict[str, Part] = {
        "standing": (
            Unit.TEXT, "counted, apart, in an overlap or incomplete, among the shared entries",
            found(standing, row.place(Value.state)),
        ),
        "counted_as": (
            Unit.TEXT, "the shared entry that counts for the same gain",
            said(other.id if other else None, row.place(Value.overlaps), "counts itself"),
        ),
    }  # fmt: skip
    return line(case, f"value.shared.{row.id}", row, parts)


@figure(
    "value.shared",
    Unit.LIST,
    "The value entries shared with the client: what is delivered and counts first, the largest first",
    "rows of Value with Share with client yes: those that count, by amount; then the others",
    READS,
    shared=True,
)
def entries(case: Case) -> Answer:
    rows = case.facts.once(shared_rows(Value))
    if not rows:
        return missing(NONE)

    def order(item: Line) -> tuple[int, float, object]:
        amount = 0.0 if item.amount.absent else item.amount.number
        return RANK[str(item.standing.value)], -amount, natural(str(item.id.value))

    return found(tuple(sorted((_entry(case, row) for row in rows), key=order)), places(rows, *READS))


def _total(
    name: str, meaning: str, states: tuple[str, ...], of: Callable[[Period], tuple[Period, ...]] | None
) -> Declaration:
    """Declare the sum of the shared entries that count in these states."""
    when = "dated in the fiscal year" if of else "of all time"
    formula = f"sum of Amount of shared entries {' or '.join(states)}, {when}; each group of overlaps once"

    @figure(f"value.{name}", Unit.MONEY, meaning, formula, READS, shared=True)
    def total(case: Case) -> Answer:
        known = case.facts.once(shared_ledger)
        if not known.counted:
            return missing("no shared value entry has an amount and a state" if known.rows else NONE)
        rows = known.of(states, of(case.facts.period) if of else None)
        return found(fsum(row.amount or 0.0 for row in rows), places(rows, Value.amount, Value.state, Value.day))

    return total


delivered_year = _total("shared_delivered_year", "Shared value delivered this fiscal year", DELIVERED, fiscal_year)
delivered_total = _total("shared_delivered_total", "Shared value delivered since the start", DELIVERED, None)
confirmed_total = _total(
    "shared_confirmed_total", "Shared value that the client confirmed since the start", ("client confirmed",), None
)
expected = _total("shared_expected", "Shared value hoped for, not delivered", ("expected",), None)

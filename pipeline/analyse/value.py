"""What the customer gained by us: the ledger summed by state, each overlapping gain once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import fsum

from pipeline.analyse.finance import REVENUE_READS
from pipeline.analyse.lines import Part, line, said
from pipeline.columns import natural, places
from pipeline.facts import Facts
from pipeline.figures import Answer, Case, Declaration, Line, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.performance import Value
from pipeline.theme import Tone

DELIVERED = ("client confirmed", "validated", "claimed")  # the best first
STATES = (*DELIVERED, "expected", "disputed")
ONCE = (
    "each connected group of overlaps counts once, in its best state and there its largest; as expected only where "
    "nothing of it is delivered"
)
READS = (Value.id, Value.day, Value.amount, Value.state, Value.overlaps)


@dataclass(frozen=True)
class Ledger:
    """The entries that count, one of each connected group of overlaps, and for each that does not, why."""

    rows: tuple[Value, ...]
    counted: dict[str, Value]  # by id
    instead: dict[str, Value]  # by the id of an entry that stands back: the entry that counts for the same gain

    def of(self, states: Iterable[str], period: tuple[Period, ...] | None = None) -> list[Value]:
        """The entries that count in these states, of these quarters or of all time."""
        wanted = set(states)
        return [
            row
            for row in self.counted.values()
            if row.state in wanted and (period is None or any(p.start <= row.day <= p.end for p in period))
        ]


def ledger_of(facts: Facts) -> Ledger:
    """Choose what counts.

    A connected group of overlaps counts once: as the best delivered state in it, then the largest amount. An expected
    entry counts only in a group where nothing is delivered; the largest disputed entry of a group always shows apart.
    """
    rows = facts.of(Value)
    counted: dict[str, Value] = {}
    instead: dict[str, Value] = {}
    for group in connected(rows):
        summable = [row for row in group if row.amount is not None and row.state is not None]
        chosen = _best(summable, DELIVERED) or _best(summable, ("expected",))
        disputed = _best(summable, ("disputed",))
        kept = [row for row in (chosen, disputed) if row is not None]
        counted |= {row.id: row for row in kept}
        for row in summable:
            if row not in kept:
                same = disputed if row.state == "disputed" else chosen
                assert same is not None, "an entry stands back only behind one of its group"
                instead[row.id] = same
    return Ledger(rows, {row.id: row for row in rows if row.id in counted}, instead)


def _best(rows: Iterable[Value], states: tuple[str, ...]) -> Value | None:
    """The entry of the best of these states; of several the largest, then the oldest, then the first id."""
    chosen = [row for row in rows if row.state in states]
    order = {state: n for n, state in enumerate(states)}
    return min(chosen, key=lambda r: (order[r.state or ""], -(r.amount or 0.0), r.day, natural(r.id)), default=None)


def connected(rows: Iterable[Value]) -> list[list[Value]]:
    """Group the entries that overlap, directly or through others; an overlap named on one side holds for both."""
    by_id = {row.id: row for row in rows}
    beside: dict[str, set[str]] = defaultdict(set)
    for row in by_id.values():
        for other in row.overlaps or ():
            if other in by_id:
                beside[row.id].add(other)
                beside[other].add(row.id)
    groups, seen = [], set()
    for start in by_id:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            here = waiting.pop()
            group.append(by_id[here])
            new = beside[here] - seen
            seen |= new
            waiting += sorted(new, key=natural)
        groups.append(group)
    return groups


def ledger(case: Case) -> Ledger:
    """The account's ledger, made once a case."""
    made: Ledger = case.shared("value ledger", ledger_of)
    return made


def fiscal_year(period: Period) -> tuple[Period, ...]:
    """All quarters of the fiscal year."""
    return Period(period.year, 4, period.first_month).rolling()


def sum_of(case: Case, rows: list[Value]) -> Answer:
    """The sum of entries; 0 is a sum only where some entry of the ledger can be summed."""
    known = ledger(case)
    if not known.counted:
        reason = "no entry of the value ledger has an amount and a state" if known.rows else "no value entries given"
        return missing(reason)
    cells = places(rows, Value.amount, Value.state, Value.day)
    return found(fsum(row.amount or 0.0 for row in rows), cells)


def _total(
    name: str, meaning: str, states: tuple[str, ...], of: Callable[[Period], tuple[Period, ...]] | None
) -> Declaration:
    """Declare the sum of the entries that count in these states."""
    when = (
        "dated in the fiscal year" if of is fiscal_year else "dated in the last four quarters" if of else "of all time"
    )
    formula = f"sum of Amount of entries {' or '.join(states)}, {when}; {ONCE}"

    @figure(f"value.{name}", Unit.MONEY, meaning, formula, READS)
    def total(case: Case) -> Answer:
        return sum_of(case, ledger(case).of(states, of(case.facts.period) if of else None))

    return total


delivered_year = _total("delivered_year", "Value delivered this fiscal year", DELIVERED, fiscal_year)
delivered_total = _total("delivered_total", "Value delivered since the start", DELIVERED, None)
delivered_rolling = _total("delivered_rolling", "Value delivered in four quarters", DELIVERED, Period.rolling)
confirmed_year = _total(
    "confirmed_year", "Value delivered this fiscal year that the client confirmed", ("client confirmed",), fiscal_year
)
validated_year = _total(
    "validated_year",
    "Value delivered this fiscal year, confirmed or validated",
    ("client confirmed", "validated"),
    fiscal_year,
)
expected = _total("expected", "Value hoped for, not delivered", ("expected",), None)
disputed = _total("disputed", "Value that the client disputes", ("disputed",), None)


PARTS = {
    "value.confirmed_year": "value the client confirmed this fiscal year",
    "value.validated_year": "value confirmed or validated this fiscal year",
    "value.delivered_year": "value delivered this fiscal year",
    "value.delivered_rolling": "value delivered in four quarters",
    "finance.revenue_rolling": "our revenue of the same four quarters",
}  # what a share is made of, in the words of its formula


def _part(name: str, meaning: str, part: str, whole: str, unit: Unit = Unit.PERCENT) -> Declaration:
    """Declare one sum as a share of another."""
    reads = (*READS, *REVENUE_READS) if whole.startswith("finance.") else READS

    @figure(f"value.{name}", unit, meaning, f"{PARTS[part]} / {PARTS[whole]}", reads)
    def answer(case: Case) -> Answer:
        top, bottom = case[part], case[whole]
        lacking = top if top.absent else bottom
        if lacking.absent:
            return missing(lacking.reason)
        if bottom.number <= 0:
            return missing("nothing delivered this fiscal year" if whole.startswith("value.") else "n/m")
        return found(top.number / bottom.number, top.sources + bottom.sources)

    return answer


confirmed_share = _part(
    "confirmed_share",
    "Share of this year's value that the client confirmed",
    "value.confirmed_year",
    "value.delivered_year",
)
validated_share = _part(
    "validated_share",
    "Share of this year's value confirmed or validated",
    "value.validated_year",
    "value.delivered_year",
)
per_revenue = _part(
    "per_revenue",
    "Value delivered per unit of our revenue, over the same four quarters",
    "value.delivered_rolling",
    "finance.revenue_rolling",
    Unit.RATIO,
)


def _is_stale(case: Case, row: Value) -> bool:
    """Whether a claim has waited too long for a confirmation."""
    return row.state == "claimed" and case.facts.as_of - row.day > timedelta(case.settings.claim_stale_days)


def _entry(case: Case, row: Value) -> Line:
    """An entry with how it counts, its age, and whether it is stale."""
    known = ledger(case)
    other = known.instead.get(row.id)
    if row.id in known.counted:
        standing = "counted" if row.state in DELIVERED else "apart"
    else:
        standing = "overlap" if other else "incomplete"
    stale = _is_stale(case, row)
    parts: dict[str, Part] = {
        "standing": (Unit.TEXT, "counted, apart, in an overlap or incomplete", found(standing, row.place(Value.state))),
        "counted_as": (
            Unit.TEXT,
            "the entry that counts for the same gain",
            said(other.id if other else None, row.place(Value.overlaps), "counts itself"),
        ),
        "age": (Unit.DAYS, "as-of day - Date", found((case.facts.as_of - row.day).days, row.place(Value.day))),
        "stale": (
            Unit.TEXT,
            f"claimed, and Date over {case.settings.claim_stale_days} days ago",
            found("yes", row.place(Value.state, Value.day), Tone.WATCH) if stale else missing("not stale"),
        ),
    }
    return line(case, f"value.entries.{row.id}", row, parts)


@figure(
    "value.entries",
    Unit.LIST,
    "The value ledger: what is delivered and counts first, the largest first",
    "rows of Value: those that count, by amount; then those apart, in an overlap or incomplete",
    READS,
)
def entries(case: Case) -> Answer:
    """List all entries."""
    rows = ledger(case).rows
    if not rows:
        return missing("no value entries given")
    rank = {"counted": 0, "apart": 1, "overlap": 2, "incomplete": 3}
    lines = [_entry(case, row) for row in rows]

    def order(item: Line) -> tuple[int, float, object]:
        amount = 0.0 if item.amount.absent else item.amount.number
        return rank[str(item.standing.value)], -amount, natural(str(item.id.value))

    return found(tuple(sorted(lines, key=order)))


@figure(
    "value.stale",
    Unit.LIST,
    "Claims that nobody confirmed for too long, the oldest first",
    "entries in the state claimed whose Date is more than 180 days (a setting) before the as-of day",
    (entries,),
)
def stale(case: Case) -> Answer:
    """List the claims to confirm or give up."""
    listed = case["value.entries"]
    if listed.absent:
        return missing(listed.reason)
    return found(tuple(sorted((i for i in listed.lines if not i.stale.absent), key=lambda item: -item.age.number)))


@figure(
    "value.stale_count",
    Unit.COUNT,
    "How many claims nobody confirmed for too long",
    "lines of value.stale",
    (stale,),
)
def stale_count(case: Case) -> Answer:
    """Count the stale claims."""
    listed = case["value.stale"]
    if listed.absent:
        return missing(listed.reason)
    cells = (place for item in listed.lines for place in item.stale.sources)
    return found(len(listed.lines), cells, Tone.WATCH if listed.lines else None)


@figure(
    "value.by_state",
    Unit.LIST,
    "The ledger by state: this fiscal year, since the start, and how many entries count",
    "sum of Amount by State; each connected group of overlaps once",
    READS,
)
def by_state(case: Case) -> Answer:
    """Sum each state that has entries that count; delivered states always, so that a missing one is seen as 0."""
    known = ledger(case)
    if not known.counted:
        return missing(sum_of(case, []).reason)
    lines = []
    for state in STATES:
        rows = known.of((state,))
        if not rows and state not in DELIVERED:
            continue
        parts: dict[str, Part] = {
            "state": (Unit.TEXT, "state", found(state, places(rows, Value.state))),
            "this_year": (
                Unit.MONEY, "dated in the fiscal year",
                sum_of(case, known.of((state,), fiscal_year(case.facts.period))),
            ),
            "total": (Unit.MONEY, "of all time", sum_of(case, rows)),
            "count": (Unit.COUNT, "entries that count", found(len(rows), places(rows, Value.id))),
        }  # fmt: skip
        lines.append(line(case, f"value.by_state.{state}", None, parts))
    return found(tuple(lines))

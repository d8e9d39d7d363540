"""What the customer owes us at quarter end: days outstanding, overdue by age, and the share of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pipeline.analyse.amounts import Amount, summed
from pipeline.analyse.lines import Part, line
from pipeline.analyse.quarters import quarters, share
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing
from pipeline.periods import Period
from pipeline.sheets.performance import Financial
from pipeline.theme import Tone

# Age of a band -> its column and the tone of what stands there.
BANDS: dict[str, tuple[Column[float], Tone]] = {
    "1-30": (Financial.overdue_30, Tone.WATCH),
    "31-60": (Financial.overdue_60, Tone.WATCH),
    "61-90": (Financial.overdue_90, Tone.BAD),
    "over 90": (Financial.overdue_more, Tone.BAD),
}
ALL_BANDS = tuple(column for column, _ in BANDS.values())
LONG = (Financial.overdue_90, Financial.overdue_more)  # overdue by more than 60 days
OWED = (Financial.quarter, Financial.receivables)
DSO_READS = (*OWED, Financial.credit_sales, Financial.revenue)


def _owed(case: Case, *columns: Column[float]) -> Amount:
    """The sum of these cells of the quarter."""
    return summed(quarters(case).cell(case.facts.period, column) for column in columns)


@figure("finance.receivables", Unit.MONEY, "What the customer owes us at quarter end", "receivables of the quarter",
        OWED)  # fmt: skip
def receivables(case: Case) -> Answer:
    """Quote the quarter's receivables."""
    return _owed(case, Financial.receivables).answer()


@figure("finance.overdue", Unit.MONEY, "Receivables that are overdue", "sum of the four overdue bands",
        (Financial.quarter, *ALL_BANDS))  # fmt: skip
def overdue(case: Case) -> Answer:
    """Sum the bands; an empty band leaves the sum open, a 0 closes it."""
    return _owed(case, *ALL_BANDS).answer()


@figure("finance.overdue_long", Unit.MONEY, "Receivables overdue by more than 60 days",
        "overdue 61-90 days + over 90 days", (Financial.quarter, *LONG))  # fmt: skip
def overdue_long(case: Case) -> Answer:
    """Sum the two oldest bands."""
    return _owed(case, *LONG).answer()


def _of_receivables(name: str, meaning: str, part: str, columns: Iterable[Column[Any]]) -> Declaration:
    """Declare a part of the receivables as a share of them; 0 where nothing is owed at all."""

    @figure(
        f"finance.{name}",
        Unit.PERCENT,
        meaning,
        f"{part} / receivables; 0 where nothing is owed",
        (*OWED, *columns),
    )
    def answer(case: Case) -> Answer:
        late, owed = case[f"finance.{part}"], case["finance.receivables"]
        if not late.absent and not owed.absent and late.number == owed.number == 0:
            return found(0.0, late.sources + owed.sources)
        return share(late, owed)

    return answer


overdue_share = _of_receivables("overdue_share", "Overdue, as a share of receivables", "overdue", ALL_BANDS)
overdue_long_share = _of_receivables(
    "overdue_long_share", "Overdue by more than 60 days, as a share of receivables", "overdue_long", LONG
)


def _sales_basis(case: Case, period: Period) -> tuple[Amount, str]:
    """What receivables are compared with: credit sales, or revenue where they are empty."""
    known = quarters(case)
    credit = known.cell(period, Financial.credit_sales)
    return (credit, "credit sales") if credit.value is not None else (known.revenue(period), "revenue")


def _days(case: Case, period: Period) -> Answer:
    """Days of sales outstanding at the end of a quarter."""
    owed = quarters(case).cell(period, Financial.receivables)
    sales, _ = _sales_basis(case, period)
    answer = share(owed.figure(), sales.figure())
    if isinstance(answer.value, float):
        return answer._replace(value=answer.value * period.days)
    reason = f"no sales in {period}" if sales.value is not None and sales.value <= 0 else answer.reason
    return missing(reason, answer.sources)


def _outstanding(name: str, words: str, of: Callable[[Period], Period]) -> Declaration:
    """Declare the days outstanding at the end of a quarter."""

    @figure(
        f"finance.{name}",
        Unit.DAYS,
        f"Days sales outstanding at the end of {words}",
        "receivables / credit sales x days in the quarter (revenue where credit sales are empty)",
        DSO_READS,
    )
    def days(case: Case) -> Answer:
        return _days(case, of(case.facts.period))

    return days


dso = _outstanding("dso", "the quarter", lambda period: period)
dso_prior = _outstanding("dso_prior", "the prior quarter", lambda period: period.back(1))
dso_year_before = _outstanding("dso_year_before", "the same quarter a year before", lambda period: period.back(4))


@figure("finance.dso_basis", Unit.TEXT, "What the days outstanding are based on: credit sales or revenue",
        "credit sales where given, else revenue", DSO_READS)  # fmt: skip
def dso_basis(case: Case) -> Answer:
    """Say which of the two it is, so that days based on revenue are labelled so."""
    outstanding = case["finance.dso"]
    if outstanding.absent:
        return missing(outstanding.reason)
    sales, basis = _sales_basis(case, case.facts.period)
    return found(basis, sales.places)


@figure("finance.ageing", Unit.LIST, "Receivables by age: not yet due, then each overdue band, with its share",
        "receivables - overdue; then each band", (*OWED, *ALL_BANDS))  # fmt: skip
def ageing(case: Case) -> Answer:
    """Put the bands side by side; absent where none is given."""
    known, period = quarters(case), case.facts.period
    owed = known.cell(period, Financial.receivables)
    bands = {band: known.cell(period, column) for band, (column, _) in BANDS.items()}
    if all(amount.value is None for amount in bands.values()):
        return missing(f"no overdue bands given for {period}")
    late = summed(bands.values())
    whole = {} if owed.value is None or late.value is None else {
        "not due": Amount(owed.value - late.value, (*owed.places, *late.places))
    }  # fmt: skip
    lines = []
    for band, amount in {**whole, **bands}.items():
        tone = BANDS[band][1] if band in BANDS and amount.value else None
        parts: dict[str, Part] = {
            "band": (Unit.TEXT, "age of what is owed", found(band)),
            "amount": (Unit.MONEY, "amount of that age", amount.answer()._replace(tone=tone)),
            "share": (Unit.PERCENT, "amount / receivables", share(amount.figure(), owed.figure())),
        }
        lines.append(line(case, f"finance.ageing.{band}", None, parts))
    return found(tuple(lines))

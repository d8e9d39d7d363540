"""Tells which contracts run today, what each is expected to keep, and which notices are due."""

from __future__ import annotations

from datetime import timedelta

from pipeline.analyse.finance import revenue_rolling
from pipeline.analyse.lines import Part, line
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Figure, Line, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.sheets.account import Contract
from pipeline.theme import Tone

RENEWALS = {"secure": Tone.GOOD, "in talks": Tone.WATCH, "at risk": Tone.BAD, "lost": Tone.BAD}
VALUED = (Contract.contract, Contract.annual_value, Contract.renewal, Contract.start, Contract.end)
DATED = (Contract.contract, Contract.start, Contract.end)
RENEWED = (Contract.annual_value, Contract.renewal)
NONE = "no contracts given"


def running(case: Case) -> list[Contract]:
    """Contracts that began and have not ended, the first to end first; one without an end comes last."""
    today = case.facts.as_of
    rows = [
        r for r in case.facts.of(Contract) if (r.end is None or r.end >= today) and (not r.start or r.start <= today)
    ]
    return sorted(rows, key=lambda row: (row.end is None, row.end, natural(row.contract)))


def valued(case: Case) -> list[Contract]:
    """Current contracts whose value, end and renewal are known; the revenue of others counts as uncovered."""
    return [row for row in running(case) if (row.annual_value or 0) > 0 and row.renewal and row.end]


def kept(case: Case, row: Contract) -> float:
    """What is expected to stay of a contract's yearly value."""
    return (row.annual_value or 0.0) * case.settings.retention_rates[row.renewal or "lost"]


def _contract(case: Case, row: Contract) -> Line:
    rate, stays, left = missing("to confirm"), missing("to confirm"), missing("no end given")
    if row.renewal:
        rate = found(case.settings.retention_rates[row.renewal], row.place(Contract.renewal), RENEWALS[row.renewal])
        if row.annual_value is not None:
            stays = found(kept(case, row), row.place(Contract.annual_value, Contract.renewal))
    if row.end:
        left = found((row.end - case.facts.as_of).days, row.place(Contract.end))
    notice = missing("no notice date given")
    if row.notice_by:
        days = (row.notice_by - case.facts.as_of).days
        soon = Tone.WATCH if days <= case.settings.notice_days else None
        passed = missing("the notice date has passed", row.place(Contract.notice_by))
        notice = found(days, row.place(Contract.notice_by), soon) if days >= 0 else passed
    parts: dict[str, Part] = {
        "rate": (Unit.PERCENT, "share expected to stay a year, by Renewal", rate, RENEWED),
        "kept": (Unit.MONEY, "Annual value x rate", stays, RENEWED),
        "days_left": (Unit.DAYS, "days to End", left),
        "notice_in": (Unit.DAYS, "days to Notice by", notice, (Contract.notice_by,)),
    }
    return line(case, f"assets.{row.contract}", row, parts)


def _listed(lines: tuple[Line, ...]) -> Answer:
    return found(lines, (place for item in lines if item.row for place in item.row.place()))


@figure("assets.contracts", Unit.LIST, "Current contracts, the first to end first", "Start to End holds today", DATED)
def contracts(case: Case) -> Answer:
    """A contract without an end counts as current."""
    return _listed(tuple(_contract(case, row) for row in running(case)))


@figure("assets.ended", Unit.LIST, "Contracts that have ended, the newest first", "End before today", DATED)
def ended(case: Case) -> Answer:
    """They count nowhere."""
    rows = [row for row in case.facts.of(Contract) if row.end and row.end < case.facts.as_of]
    rows.sort(key=lambda row: (row.end, natural(row.contract)), reverse=True)
    return _listed(tuple(line(case, f"assets.{row.contract}", row, {}) for row in rows))


@figure(
    "assets.coming",
    Unit.LIST,
    "Contracts that have not begun, the first first",
    "Start after today",
    DATED,
)
def coming(case: Case) -> Answer:
    """They count from the day they begin."""
    rows = [row for row in case.facts.of(Contract) if row.start and row.start > case.facts.as_of]
    rows.sort(key=lambda row: (row.start, natural(row.contract)))
    return _listed(tuple(line(case, f"assets.{row.contract}", row, {}) for row in rows))


@figure(
    "assets.notices",
    Unit.LIST,
    "Notices due in the next 180 days, the first first",
    "Notice by from today on, within the settings' days, of current contracts",
    (*DATED, *RENEWED, Contract.notice_by),
)
def notices(case: Case) -> Answer:
    """The last days on which a contract can be ended or must be talked about."""
    until = case.facts.as_of + timedelta(days=case.settings.notice_days)
    rows = [row for row in running(case) if row.notice_by and case.facts.as_of <= row.notice_by <= until]
    rows.sort(key=lambda row: (row.notice_by, natural(row.contract)))
    return _listed(tuple(_contract(case, row) for row in rows))


@figure("assets.contract_count", Unit.COUNT, "How many contracts are current", "current contracts", DATED)
def contract_count(case: Case) -> Answer:
    """None is a count too, once the sheet is begun."""
    return found(len(running(case)), places(running(case), Contract.end)) if case.facts.of(Contract) else missing(NONE)


@figure(
    "assets.notice_count",
    Unit.COUNT,
    "How many notices are due in the next 180 days",
    "notices",
    (notices,),
)
def notice_count(case: Case) -> Answer:
    """As many as are listed."""
    listed = case["assets.notices"]
    return found(len(listed), places(running(case), Contract.notice_by)) if case.facts.of(Contract) else missing(NONE)


@figure("assets.next_end", Unit.DATE, "When the next contract ends", "earliest End of current contracts", DATED)
def next_end(case: Case) -> Answer:
    """Today is still in time."""
    if not case.facts.of(Contract):
        return missing(NONE)
    dated = [row for row in running(case) if row.end]
    if not dated or dated[0].end is None:
        return missing("no contract is current" if not running(case) else "no end given")
    return found(dated[0].end, dated[0].place(Contract.end))


@figure("assets.next_end_contract", Unit.TEXT, "Which contract ends next", "the contract with the earliest End", DATED)
def next_end_contract(case: Case) -> Answer:
    """Its name."""
    end: Figure = case["assets.next_end"]
    if end.absent:
        return missing(end.reason)
    row = next(row for row in running(case) if row.end)
    return found(row.contract, row.place(Contract.contract))


@figure(
    "assets.next_notice",
    Unit.DATE,
    "The next day by which notice must be given",
    "earliest Notice by from today on, of current contracts",
    (*DATED, Contract.notice_by),
)
def next_notice(case: Case) -> Answer:
    """However far it is away."""
    if not case.facts.of(Contract):
        return missing(NONE)
    dates = [(r.notice_by, r) for r in running(case) if r.notice_by and r.notice_by >= case.facts.as_of]
    if not dates:
        return missing("no notice date ahead")
    day, row = min(dates, key=lambda pair: (pair[0], natural(pair[1].contract)))
    return found(day, row.place(Contract.notice_by))


@figure(
    "assets.cover",
    Unit.MONEY,
    "Revenue under contract beyond 12 months",
    "sum of Annual value of current contracts with End more than 12 months away",
    (Contract.annual_value, *DATED),
)
def cover(case: Case) -> Answer:
    """A year's revenue that no renewal can take away within the year; 0 where no contract runs any more."""
    current, every = running(case), case.facts.of(Contract)
    rows = [row for row in current if row.annual_value is not None and row.end]
    if not every or (current and not rows):
        return missing("no current contract has a value and an end" if every else NONE)
    beyond = months_later(case.facts.as_of, 12)
    long = [row for row in rows if row.end and row.end > beyond]
    return found(
        sum(row.annual_value or 0.0 for row in long), places(long or rows or every, Contract.annual_value, Contract.end)
    )


@figure(
    "assets.cover_share",
    Unit.PERCENT,
    "Contract cover: the share of revenue under contract beyond 12 months",
    "revenue under contract beyond 12 months / rolling four-quarter revenue, at most 100 %",
    (cover, revenue_rolling),
)
def cover_share(case: Case) -> Answer:
    """Contracts worth more than today's revenue cover all of it."""
    covered, revenue = case["assets.cover"], case["finance.revenue_rolling"]
    if covered.absent or revenue.absent:
        return missing(covered.reason if covered.absent else revenue.reason)
    if revenue.number <= 0:
        return missing("no revenue in the last four quarters", revenue.sources)
    return found(min(1.0, covered.number / revenue.number), (*covered.sources, *revenue.sources))


FIGURES = (
    contracts, ended, coming, notices, contract_count, notice_count, next_end, next_end_contract, next_notice, cover,
    cover_share,
)  # fmt: skip

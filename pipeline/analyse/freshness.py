"""Tells how fresh each sheet is: its newest date, else when its content last differed from a pack's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.analyse.lines import Part, line
from pipeline.columns import Row
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.kinds import Day, Quarter
from pipeline.manifest import COMPARED, compared_rows
from pipeline.periods import months_later
from pipeline.problems import Place
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Review
from pipeline.sheets.performance import Transaction
from pipeline.theme import Tone

DATES = tuple(c for sheet in ACCOUNT for c in sheet.columns if isinstance(c.kind, Day | Quarter))
TOLD: tuple[type[Row], ...] = (*COMPARED, Transaction)
READS = (*DATES, *(column for sheet in TOLD for column in sheet.columns))
FRESH = "newest date up to the as-of day, else the day the content last differed from a pack's; 90 days, SWOT 180"


def _newest_cell(case: Case, sheet: type[Row]) -> tuple[date, Place] | None:
    """The newest day that a sheet's rows state, up to the as-of day, and its cell; a quarter states its last day."""
    first_month, as_of = case.facts.period.first_month, case.facts.as_of
    newest: tuple[date, Place] | None = None
    for name in (column.name for column in sheet.columns if column in DATES):
        rows = case.facts.of(sheet)
        stated = {row.values[name] for row in rows if name in row.values}  # judged once, however many rows state it
        ends = {day: day if isinstance(day, date) else replace(day, first_month=first_month).end for day in stated}
        last = max((day for day in ends.values() if day <= as_of), default=None)
        newest_of_it = {day for day, end in ends.items() if end == last}
        cells = [row.places[name] for row in rows if row.values.get(name) in newest_of_it and name in row.places]
        if last and cells:
            newest = max(newest or (last, max(cells)), (last, max(cells)))
    return newest


def _newest(case: Case, sheet: type[Row]) -> Answer:
    """When a sheet was last true; absent where nothing tells."""
    dated = _newest_cell(case, sheet)
    if dated:
        day, place = dated
        return found(day, (place,))
    kept = case.earlier.rows.get(sheet.tab) if case.earlier else None
    if case.earlier is None or kept is None:
        return missing("no date in the sheet and no earlier pack to compare with")
    now = case.facts.once(compared_rows)
    return found(date.fromisoformat(case.earlier.as_of) if now.get(sheet.tab) == kept else case.facts.as_of)


def _sheet(case: Case, sheet: type[Row]) -> Line:
    newest, interval = _newest(case, sheet), timedelta(days=sheet.interval)
    age = missing(newest.reason)
    if isinstance(newest.value, date):
        old = case.facts.as_of - newest.value
        age = found(old.days, newest.sources, Tone.WATCH if old > interval else Tone.GOOD)
    parts: dict[str, Part] = {
        "sheet": (Unit.TEXT, "the tab's name", found(sheet.tab)),
        "newest": (Unit.DATE, FRESH, newest),
        "age": (Unit.DAYS, "as-of day - newest", age),
        "interval": (Unit.DAYS, "how long the sheet stays fresh", found(sheet.interval)),
    }
    return line(case, f"health.sheet.{sheet.tab}", None, parts)


@figure("health.sheets", Unit.LIST, "The sheets that are filled in, each with its newest date", FRESH, READS)
def sheets(case: Case) -> Answer:
    """In the order of the tabs."""
    return found(tuple(_sheet(case, sheet) for sheet in ACCOUNT if case.facts.of(sheet)))


@figure("health.stale_sheets", Unit.LIST, "Sheets that are older than their interval, the oldest first", FRESH, READS)
def stale_sheets(case: Case) -> Answer:
    """What to open next."""
    stale = [item for item in case["health.sheets"].lines if item.age.tone is Tone.WATCH]
    return found(tuple(sorted(stale, key=lambda item: -item.age.number)))


@figure("health.stale_count", Unit.COUNT, "How many sheets are older than their interval", "stale sheets", READS)
def stale_count(case: Case) -> Answer:
    """As many as are listed."""
    return found(len(case["health.stale_sheets"])) if case["health.sheets"] else missing("no sheet is filled in")


@figure(
    "health.fresh_share",
    Unit.PERCENT,
    "Share of sheets within their interval",
    f"fresh sheets / dated sheets; {FRESH}",
    READS,
)
def fresh_share(case: Case) -> Answer:
    """Sheets that nothing dates are left out."""
    dated = [item for item in case["health.sheets"].lines if not item.age.absent]
    if not dated:
        return missing("no sheet holds a date")
    fresh = [item for item in dated if item.age.tone is Tone.GOOD]
    return found(len(fresh) / len(dated), (place for item in dated for place in item.newest.sources))


@figure("health.last_review", Unit.DATE, "When the plan was last reviewed", "newest Date of Reviews", (Review.day,))
def last_review(case: Case) -> Answer:
    """A review of any type; a plan is stale when its last one is over a quarter old."""
    done = [row for row in case.facts.of(Review) if row.day <= case.facts.as_of]
    if not done:
        return missing("no review given")
    newest = max(done, key=lambda row: row.day)
    stale = months_later(newest.day, 3) < case.facts.as_of
    return found(newest.day, newest.place(Review.day), Tone.WATCH if stale else Tone.GOOD)


@figure(
    "health.review_overdue",
    Unit.DAYS,
    "How old the last review is, where it is over a quarter old",
    "as-of day - last review, where more than three months",
    (Review.day,),
)
def review_overdue(case: Case) -> Answer:
    """Absent while the plan is reviewed in time."""
    last = case["health.last_review"]
    if not isinstance(last.value, date):
        return missing(last.reason)
    if last.tone is not Tone.WATCH:
        return missing("reviewed within a quarter", last.sources)
    return found((case.facts.as_of - last.value).days, last.sources, last.tone)


FIGURES = (sheets, stale_sheets, stale_count, fresh_share, last_review, review_overdue)

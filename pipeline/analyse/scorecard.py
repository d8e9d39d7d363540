"""The measures of success: actual against target, the verdict, and which are not agreed or not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.analyse.lines import Part, line, said
from pipeline.columns import Column
from pipeline.figures import Answer, Case, Declaration, Line, Unit, figure, found, missing
from pipeline.periods import Period, months_later
from pipeline.settings import Settings
from pipeline.sheets.performance import Measure, Reading
from pipeline.theme import Tone

AGREEMENT_MONTHS = 12  # an agreement older than this is listed, to be renewed
FEWEST_RESPONSES = 3  # below, a survey's value is shown with its n and has no verdict
IN_WORDS = "yes/no"  # the unit of a success in words: 1 is yes
AGREED = (Measure.agreed_by_us, Measure.agreed_by_customer, Measure.agreed_on)
READ = (Reading.quarter, Reading.measure, Reading.value)
THRESHOLDS = (Measure.green_from, Measure.red_from)  # ours alone, and with them the verdict
SCALE = (Measure.direction, Measure.target, *THRESHOLDS)
MEASURED = (
    Measure.id, Measure.unit, Measure.area, Measure.direction, Measure.target, *AGREED, *READ, Reading.source,
    Reading.responses, Reading.as_of_date,
)  # fmt: skip


def _readings(case: Case) -> dict[tuple[str, str], Reading]:
    """All readings by measure and quarter."""
    made: dict[tuple[str, str], Reading] = case.shared(
        "readings by measure", lambda facts: {(row.measure, str(row.quarter)): row for row in facts.of(Reading)}
    )
    return made


def _reading(case: Case, measure: Measure, period: Period) -> Reading | None:
    return _readings(case).get((measure.id, str(period)))


def _value(measure: Measure, reading: Reading | None, period: Period) -> tuple[Unit, Answer]:
    """What was measured in a quarter; yes or no where the success is one in words."""
    if reading is None or reading.value is None:
        return Unit.NUMBER, missing(f"not read in {period}")
    cells = reading.place(Reading.value)
    if measure.unit == IN_WORDS:
        return Unit.TEXT, found("yes" if reading.value >= 1 else "no", cells)
    return Unit.NUMBER, found(reading.value, cells)


def better_by(measure: Measure, value: float) -> float | None:
    """How much better than target a value is, below zero where worse; None without a target or a direction."""
    if measure.target is None or measure.direction is None:
        return None
    return value - measure.target if measure.direction == "increase" else measure.target - value


def verdict_of(measure: Measure, value: float, settings: Settings) -> Tone | None:
    """Good, watch or bad: by Green from and Red from where given, else by the share of the target that is reached."""
    sign = {"increase": 1.0, "decrease": -1.0}.get(measure.direction or "")
    if sign is None:
        return None
    target = measure.target

    def reached(threshold: float) -> bool:
        return sign * value >= sign * threshold

    def of_target(least: float) -> float | None:
        return None if target is None else target - sign * (1 - least) * abs(target)

    green = measure.green_from if measure.green_from is not None else of_target(settings.green_from)
    if green is None:
        return None
    if reached(green):
        return Tone.GOOD
    if measure.red_from is not None:
        return Tone.BAD if sign * value <= sign * measure.red_from else Tone.WATCH
    amber = of_target(settings.amber_from)
    if amber is None:
        return None
    return Tone.WATCH if reached(amber) else Tone.BAD


def _verdict(case: Case, measure: Measure, reading: Reading | None) -> Answer:
    """The verdict on this quarter's reading, or why there is none."""
    if reading is None or reading.value is None:
        return missing(f"not read in {case.facts.period}")
    if reading.responses is not None and reading.responses < FEWEST_RESPONSES:
        return missing(f"fewer than {FEWEST_RESPONSES} responses", reading.place(Reading.responses))
    tone = verdict_of(measure, reading.value, case.settings)
    if tone is None:
        return missing("no target or direction given")
    return found(tone.value, (*reading.place(Reading.value), *measure.place(*SCALE)), tone)


def is_agreed(measure: Measure) -> bool:
    """Whether both names and the date stand."""
    return all(measure.values.get(column.name) is not None for column in AGREED)


def _aged(case: Case, measure: Measure) -> bool:
    """Whether the agreement is over a year old."""
    return measure.agreed_on is not None and case.facts.as_of > months_later(measure.agreed_on, AGREEMENT_MONTHS)


def _measure(case: Case, measure: Measure) -> Line:
    """A measure with what was read of it and what that means."""
    period = case.facts.period
    reading = _reading(case, measure, period)
    in_words = measure.unit == IN_WORDS
    unit, actual = _value(measure, reading, period)
    prior_unit, prior = _value(measure, _reading(case, measure, period.back(1)), period.back(1))
    before_unit, before = _value(measure, _reading(case, measure, period.back(4)), period.back(4))
    ahead = None if reading is None or reading.value is None else better_by(measure, reading.value)
    verdict = _verdict(case, measure, reading)
    tone = None if case.hides(THRESHOLDS) else verdict.tone
    variance = missing("no number") if in_words else missing(actual.reason or "no target or direction given")
    if ahead is not None and not in_words:
        variance = found(ahead, (*actual.sources, *measure.place(Measure.target, Measure.direction)), tone)
    agreed = is_agreed(measure)
    parts: dict[str, Part] = {
        "actual": (unit, "value read in the quarter", actual._replace(tone=tone)),
        "variance": (Unit.NUMBER, "actual - target, above 0 where better", variance),
        "prior": (prior_unit, "value read in the prior quarter", prior),
        "year_before": (before_unit, "value read in the same quarter a year before", before),
        "verdict": (
            Unit.TEXT,
            "by Green from and Red from, else by the share of the target reached",
            verdict,
            THRESHOLDS,
        ),
        "agreed": (
            Unit.TEXT,
            "both names and the date stand",
            found("yes" if agreed else "no", measure.place(*AGREED), None if agreed else Tone.WATCH),
        ),
        "responses": (Unit.COUNT, "responses of the reading", _of(reading, Reading.responses)),
        "source": (Unit.TEXT, "source of the reading", _of(reading, Reading.source)),
        "read_on": (Unit.DATE, "as-of day of the reading", _of(reading, Reading.as_of_date)),
        "comment": (Unit.TEXT, "comment on the reading", _of(reading, Reading.comment), (Reading.comment,)),
    }
    if in_words and measure.target is not None:
        words = "yes" if measure.target >= 1 else "no"
        parts["target"] = (Unit.TEXT, "target", said(words, measure.place(Measure.target)))
    return line(case, f"scorecard.measures.{measure.id}", measure, parts)


def _of(reading: Reading | None, column: Column[Any]) -> Answer:
    """A cell of the reading."""
    value = None if reading is None else reading.values.get(column.name)
    if reading is None or value is None:
        return missing("to confirm" if reading is not None and column.wanted else "not given")
    return found(value, reading.place(column))


@figure(
    "scorecard.measures",
    Unit.LIST,
    "The agreed measures, profit first: target, actual, variance, prior quarter, a year before, verdict, agreed or not",
    "Measures with their Readings; variance above 0 is better, whichever way the measure goes",
    MEASURED,
    shared=True,
)
def measures(case: Case) -> Answer:
    """Put the measures of profit first, the others in the order of the sheet."""
    rows = sorted(case.facts.of(Measure), key=lambda measure: measure.area != "profit")
    if not rows:
        return missing("no measures given")
    return found(tuple(_measure(case, row) for row in rows))


def _listed(
    name: str, meaning: str, formula: str, belongs: Callable[[Case, Line], bool], *reads: Column[Any]
) -> Declaration:
    """Declare the measures of which something holds, which is told by these columns beside those of every measure."""

    @figure(f"scorecard.{name}", Unit.LIST, meaning, formula, (measures, *reads), shared=True)
    def chosen(case: Case) -> Answer:
        listed = case["scorecard.measures"]
        if listed.absent:
            return missing(listed.reason)
        return found(tuple(item for item in listed.lines if belongs(case, item)))

    return chosen


def _counted(name: str, meaning: str, formula: str, belongs: Callable[[Line], bool], tone: Tone | None) -> Declaration:
    """Declare how many measures there are of which something holds."""

    @figure(f"scorecard.{name}", Unit.COUNT, meaning, formula, (measures, *THRESHOLDS, Reading.comment))
    def count(case: Case) -> Answer:
        listed = case["scorecard.measures"]
        if listed.absent:
            return missing(listed.reason)
        chosen = [item for item in listed.lines if belongs(item)]
        cells = (place for item in chosen for place in item.verdict.sources)
        return found(len(chosen), cells, tone if chosen else None)

    return count


def _judged(word: str) -> Callable[[Line], bool]:
    return lambda item: item.verdict.value == word


RULE = "Green from and Red from where given, else green at 100 % of target, amber at 90 % (110 % where less is better)"
count = _counted("count", "Measures", "rows of Measures", lambda item: True, None)
green = _counted("green", "Measures on track", f"verdict green: {RULE}", _judged("good"), Tone.GOOD)
amber = _counted("amber", "Measures to watch", f"verdict amber: {RULE}", _judged("watch"), Tone.WATCH)
red = _counted("red", "Measures off track", f"verdict red: {RULE}", _judged("bad"), Tone.BAD)
judged_count = _counted(
    "judged_count", "Measures with a verdict", "green + amber + red", lambda item: not item.verdict.absent, None
)
agreed_count = _counted(
    "agreed_count",
    "Measures agreed by both sides",
    "measures where both names and the date stand",
    lambda item: item.agreed.value == "yes",
    None,
)
off_track = _listed(
    "off_track", "Measures off track", f"verdict red: {RULE}", lambda _, m: m.verdict.value == "bad", *THRESHOLDS
)
not_agreed = _listed(
    "not_agreed",
    "Measures not agreed by both sides",
    "measures that lack a name or the date of the agreement",
    lambda _, item: item.agreed.value == "no",
)
not_read = _listed(
    "not_read",
    "Measures not read in the quarter",
    "measures without a value in Readings for the quarter",
    lambda _, item: item.actual.absent,
)
agreed_long_ago = _listed(
    "agreed_long_ago",
    "Measures agreed over a year ago",
    "measures whose Agreed on is over 12 months before the as-of day",
    lambda case, item: isinstance(item.row, Measure) and _aged(case, item.row),
)


def _how_many(name: str, of: str, meaning: str) -> Declaration:
    """Declare how many measures a list holds."""

    @figure(
        f"scorecard.{name}", Unit.COUNT, meaning, f"lines of scorecard.{of}", (measures, *THRESHOLDS, Reading.comment)
    )
    def count(case: Case) -> Answer:
        listed = case[f"scorecard.{of}"]
        return missing(listed.reason) if listed.absent else found(len(listed.lines))

    return count


not_agreed_count = _how_many("not_agreed_count", "not_agreed", "Measures not agreed by both sides")
not_read_count = _how_many("not_read_count", "not_read", "Measures not read in the quarter")
agreed_long_ago_count = _how_many("agreed_long_ago_count", "agreed_long_ago", "Measures agreed over a year ago")

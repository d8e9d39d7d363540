"""Ranks the open threats, the worst first, and says what they may cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.analyse.finance import revenue_rolling
from pipeline.analyse.lines import line
from pipeline.analyse.ratings import ENDED, EXPOSURE, FLAGS, HIGH, RATED, SCORE, band, rated, residual
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.risks import Risk

TOP = 5
SCALE = (1, 2, 3, 4, 5)


def _worst_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By score, then exposure, then id; what is not rated comes last."""

    def rank(item: Line) -> tuple[float, float, object]:
        score = -1.0 if item.current_score.absent else item.current_score.number
        return -score, 0.0 if item.exposure.absent else -item.exposure.number, natural(str(item.id.value))

    return tuple(sorted(lines, key=rank))


def _listed(lines: tuple[Line, ...]) -> Answer:
    return found(lines, (place for item in lines if item.row for place in item.row.place()))


def _open(case: Case, kind: str) -> Answer:
    """The open ones of a kind; what is not said to help is taken for a threat, so that none is lost."""
    rows = [row for row in case.facts.of(Risk) if (row.kind or "threat") == kind and row.status not in ENDED]
    return _listed(_worst_first(rated(case, row) for row in rows))


@figure(
    "risks.all",
    Unit.LIST,
    "Every risk and opportunity, the worst first",
    "rows of Risks",
    RATED,
)
def every(case: Case) -> Answer:
    """The whole register."""
    return _listed(_worst_first(rated(case, row) for row in case.facts.of(Risk)))


@figure(
    "risks.open_threats",
    Unit.LIST,
    "Threats that are open or happening, the worst first",
    "Kind is threat or not given, Status neither happened nor closed, by score, then exposure",
    RATED,
)
def open_threats(case: Case) -> Answer:
    """A threat whose status is blank counts as open."""
    return _open(case, "threat")


@figure(
    "risks.opportunities",
    Unit.LIST,
    "Opportunities that are open or happening, the largest first",
    "Kind is opportunity, Status neither happened nor closed, by score",
    RATED,
)
def opportunities(case: Case) -> Answer:
    """Opportunities stand apart from threats."""
    return _open(case, "opportunity")


@figure("risks.top", Unit.LIST, "The five worst open threats", "first five of the open threats", RATED)
def top(case: Case) -> Answer:
    """What a page has room for."""
    return _listed(case["risks.open_threats"].lines[:TOP])


@figure(
    "risks.ended",
    Unit.LIST,
    "Risks that happened or were closed: how each ended, what was learned",
    "Status is happened or closed, newest first",
    (*RATED, Risk.closed_on),
)
def ended(case: Case) -> Answer:
    """History, which counts in no score."""
    rows = [row for row in case.facts.of(Risk) if row.status in ENDED]
    rows.sort(key=lambda row: natural(row.id))
    rows.sort(key=lambda row: row.closed_on.isoformat() if row.closed_on else "", reverse=True)
    return _listed(tuple(rated(case, row) for row in rows))


@figure(
    "risks.flagged",
    Unit.LIST,
    "Open risks with something to mend",
    FLAGS,
    RATED,
)
def flagged(case: Case) -> Answer:
    """Threats first, then opportunities."""
    both = (*case["risks.open_threats"].lines, *case["risks.opportunities"].lines)
    return _listed(tuple(item for item in both if not item.flags.absent))


@figure(
    "risks.unrated",
    Unit.LIST,
    "Open threats whose likelihood or impact is not rated",
    "open threats without a score",
    RATED,
)
def unrated(case: Case) -> Answer:
    """They stand on no heat map."""
    return _listed(tuple(item for item in case["risks.open_threats"].lines if item.current_score.absent))


def _counted(case: Case, lines: tuple[Line, ...]) -> Answer:
    if not case.facts.of(Risk):
        return missing("no risks given")
    return found(len(lines), (place for item in lines if item.row for place in item.row.place(Risk.id)))


@figure("risks.open_count", Unit.COUNT, "How many threats are open", "open threats", RATED)
def open_count(case: Case) -> Answer:
    """None is a count too, once the register is begun."""
    return _counted(case, case["risks.open_threats"].lines)


@figure("risks.opportunity_count", Unit.COUNT, "How many opportunities are open", "open opportunities", RATED)
def opportunity_count(case: Case) -> Answer:
    """As many as are listed."""
    return _counted(case, case["risks.opportunities"].lines)


@figure(
    "risks.high_count",
    Unit.COUNT,
    "How many open threats are high or critical",
    f"open threats with a score of {HIGH} or more",
    RATED,
)
def high_count(case: Case) -> Answer:
    """High and critical together."""
    lines = case["risks.open_threats"].lines
    return _counted(
        case, tuple(item for item in lines if not item.current_score.absent and item.current_score.number >= HIGH)
    )


@figure(
    "risks.flagged_count",
    Unit.COUNT,
    "How many open risks have something to mend",
    "flagged risks",
    RATED,
)
def flagged_count(case: Case) -> Answer:
    """As many as are listed."""
    return _counted(case, case["risks.flagged"].lines)


@figure("risks.unrated_count", Unit.COUNT, "How many open threats are not rated", "open threats without a score", RATED)
def unrated_count(case: Case) -> Answer:
    """As many as are listed."""
    return _counted(case, case["risks.unrated"].lines)


@figure(
    "risks.unpriced_count",
    Unit.COUNT,
    "How many open threats have no exposure",
    "open threats without revenue at risk or likelihood",
    RATED,
)
def unpriced_count(case: Case) -> Answer:
    """They are left out of the exposure."""
    return _counted(case, tuple(item for item in case["risks.open_threats"].lines if item.exposure.absent))


@figure("risks.highest_score", Unit.SCORE, "The highest score of an open threat", f"largest of: {SCORE}", RATED)
def highest_score(case: Case) -> Answer:
    """The worst of the open threats."""
    if not case.facts.of(Risk):
        return missing("no risks given")
    if not case["risks.open_threats"].lines:
        return missing("no threat is open")
    worst = case["risks.open_threats"].lines[0].current_score
    return missing("no open threat is rated") if worst.absent else found(worst.number, worst.sources, worst.tone)


@figure(
    "risks.exposure_sum",
    Unit.MONEY,
    "Exposure of the open threats before the cap",
    f"sum over open threats of {EXPOSURE}",
    RATED,
)
def exposure_sum(case: Case) -> Answer:
    """Threats without revenue at risk are left out, and counted apart."""
    if not case.facts.of(Risk):
        return missing("no risks given")
    threats = case["risks.open_threats"].lines
    priced = [item.exposure for item in threats if not item.exposure.absent]
    if threats and not priced:
        return missing("no revenue at risk given")
    return found(sum(one.number for one in priced), (place for one in priced for place in one.sources))


@figure(
    "risks.exposure",
    Unit.MONEY,
    "Exposure of the open threats (risks may overlap)",
    f"sum over open threats of {EXPOSURE}, at most rolling four-quarter revenue; risks may overlap",
    (exposure_sum, revenue_rolling),
)
def exposure(case: Case) -> Answer:
    """No more can be lost in a year than is earned in one."""
    total, revenue = case["risks.exposure_sum"], case["finance.revenue_rolling"]
    if total.absent:
        return missing(total.reason)
    if revenue.absent or total.number <= revenue.number:
        return found(total.number, total.sources)
    return found(max(revenue.number, 0.0), (*total.sources, *revenue.sources))


@figure(
    "risks.exposure_share",
    Unit.PERCENT,
    "Exposure as a share of rolling revenue",
    "exposure / rolling four-quarter revenue",
    (exposure, revenue_rolling),
)
def exposure_share(case: Case) -> Answer:
    """How much of a year is at stake."""
    total, revenue = case["risks.exposure"], case["finance.revenue_rolling"]
    if total.absent or revenue.absent:
        return missing(total.reason if total.absent else revenue.reason)
    if revenue.number <= 0:
        return missing("no revenue in the last four quarters")
    return found(total.number / revenue.number, (*total.sources, *revenue.sources))


@figure(
    "risks.map",
    Unit.LIST,
    "The cells of the heat map: each likelihood and impact with its band and the threats there",
    SCORE,
    RATED,
)
def cells(case: Case) -> Answer:
    """Twenty-five cells, likelihood from 5 down, impact from 1 up."""
    standing: dict[tuple[int | None, int | None], list[Risk]] = defaultdict(list)
    for item in case["risks.open_threats"].lines:
        if isinstance(item.row, Risk):
            now = residual(item.row)
            standing[now.likelihood, now.impact].append(item.row)
    lines = []
    for likelihood in reversed(SCALE):
        for impact in SCALE:
            word, tone = band(likelihood * impact)
            here = standing[likelihood, impact]
            sources = places(here, Risk.id)
            lines.append(
                line(case, f"risks.map.{likelihood}x{impact}", None, {
                    "likelihood": (Unit.SCORE, "the row", found(likelihood)),
                    "impact": (Unit.SCORE, "the column", found(impact)),
                    "band": (Unit.TEXT, SCORE, found(word, (), tone)),
                    "count": (Unit.COUNT, "threats in the cell", found(len(here), sources)),
                })
            )  # fmt: skip
    return found(tuple(lines))

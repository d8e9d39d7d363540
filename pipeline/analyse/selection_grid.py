"""The candidates by tier and by field of the grid, who moved since the last selection, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from math import fsum
from typing import Any

from pipeline.analyse.lines import Part, line, said
from pipeline.analyse.moves import NO_SELECTION, RANKING, has_earlier, same_selection
from pipeline.analyse.selection import FIELDS, NOBODY, VOTES
from pipeline.analyse.weighing import Tiers, results_of
from pipeline.columns import natural, places
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.sheets.scoring import Candidate

DECISIONS = "selection.decisions"


def _group(
    case: Case, name: str, kind: str, formula: str, lines: list[Line], more: Mapping[str, Part] | None = None
) -> Line:
    """Some lines of the ranking as one: how many, who, their revenue, how stable their tier is."""
    rows = [item.row for item in lines if isinstance(item.row, Candidate)]
    revenue, potential = (
        found(fsum(v for row in rows if (v := row.values.get(column.name)) is not None), places(rows, column))
        if any(column.name in row.values for row in rows)
        else missing("no revenue given")
        for column in (Candidate.revenue, Candidate.potential)
    )
    shares = [item.stability for item in lines if not item.stability.absent]
    none = missing("no candidate in it")
    parts: dict[str, Part] = {
        kind: (Unit.TEXT, formula, found(name)),
        "count": (Unit.COUNT, "candidates in it", found(len(lines), places(rows, Candidate.account))),
        "candidates": (
            Unit.TEXT,
            "their names, by rank",
            said(", ".join(row.name or row.account for row in rows), places(rows, Candidate.name), none.reason),
        ),
        "revenue": (Unit.MONEY, "sum of Current revenue where given", revenue if lines else none),
        "potential": (Unit.MONEY, "sum of Potential revenue where given", potential if lines else none),
        "stability": (
            Unit.PERCENT,
            "mean share of draws in which a tier of theirs stays",
            found(fsum(share.number for share in shares) / len(shares)) if shares else none,
        ),
        "least_stable": (
            Unit.PERCENT,
            "lowest share of draws in which a tier of theirs stays",
            found(min(share.number for share in shares)) if shares else none,
        ),
    }
    return line(case, f"selection.{kind}.{name}", None, {**parts, **(more or {})})


@figure(
    "selection.tiers",
    Unit.LIST,
    "The tiers, the highest first: how many candidates, who, their revenue, how stable",
    "candidates with a total, by the settings' cut-offs",
    (*VOTES, Candidate.name, Candidate.revenue, Candidate.potential),
)
def tiers(case: Case) -> Answer:
    ranked = case["selection.ranking"]
    if ranked.absent:
        return missing(ranked.reason)
    tiers = Tiers.of(case.settings)
    lines = []
    for name, begin in zip(tiers.names, tiers.begins, strict=True):
        rule = f"total from {begin / 100:.2f}" if begin else "below the others"
        edge = missing("below the others") if begin == 0 else found(begin / 100)
        begins: dict[str, Part] = {"begins": (Unit.RATIO, "the settings' cut-off", edge)}
        held = [item for item in ranked.lines if item.tier.value == name]
        lines.append(_group(case, name, "tier", rule, held, begins))
    return found(tuple(lines), ranked.sources)


@figure(
    "selection.fields",
    Unit.LIST,
    "The four fields of the grid attractiveness x fit: how many candidates, who, their revenue",
    "attractiveness and fit, each high from the settings' midline (3.0) on",
    (*VOTES, Candidate.name, Candidate.revenue, Candidate.potential),
)
def fields(case: Case) -> Answer:
    ranked = case["selection.ranking"]
    if ranked.absent:
        return missing(ranked.reason)
    midline, lines = f"{case.settings.grid_midline:g}", []
    for (attractive, fits), name in FIELDS.items():
        level = {True: f"from {midline}", False: f"below {midline}"}
        rule = f"attractiveness {level[attractive]} and fit {level[fits]}"
        lines.append(_group(case, name, "field", rule, [item for item in ranked.lines if item.field.value == name]))
    return found(tuple(lines), ranked.sources)


# Movement


@figure(
    "selection.movers",
    Unit.LIST,
    "Candidates that moved since the last selection, those with another tier first, then the largest change first",
    "lines of the ranking whose total or tier is another than in the last selection",
    VOTES,
)
def movers(case: Case) -> Answer:
    if not has_earlier(case):
        return missing(NO_SELECTION)
    moved = [item for item in case[RANKING].lines if item.tier_moved or (item.total_change and item.total_change.value)]
    moved.sort(key=lambda item: (not item.tier_moved, -abs(item.total_change.number) if item.total_change else 0))
    return found(tuple(moved), (place for item in moved for place in item.total.sources))


@figure(
    "selection.newcomers",
    Unit.LIST,
    "Candidates that were not in the last selection, by rank",
    "lines of the ranking that the last selection does not have",
    VOTES,
)
def newcomers(case: Case) -> Answer:
    if not has_earlier(case):
        return missing(NO_SELECTION)
    new = [item for item in case[RANKING].lines if not item.rank.absent and item.rank_before.absent]
    return found(tuple(new), (place for item in new for place in item.total.sources))


@figure(
    "selection.gone",
    Unit.LIST,
    "Candidates of the last selection that are none any more: candidate, account, total, tier",
    "accounts of the last selection without a row in Candidates",
    (Candidate.account,),
)
def gone(case: Case) -> Answer:
    """Known as long as the pack of that selection is the newest earlier one."""
    if not has_earlier(case) or case.earlier is None or same_selection(case):
        return missing(NO_SELECTION)
    now = {row.account for row in case.facts.of(Candidate)}
    lines = [
        line(case, f"selection.gone.{account}", None, {
            "candidate": (Unit.TEXT, "Name in the last selection", said(was.get("name") or account)),
            "account": (Unit.TEXT, "Account", found(account)),
            "total": (Unit.RATIO, "as the last selection had it", _kept(was, "total")),
            "tier": (Unit.TEXT, "as the last selection had it", _kept(was, "tier")),
        })
        for account, was in sorted(case.earlier.rows[RANKING].items(), key=lambda pair: natural(pair[0]))
        if account not in now
    ]  # fmt: skip
    return found(tuple(lines))


def _kept(was: Mapping[str, Any], name: str) -> Answer:
    value = was.get(name)
    return missing("it had none") if value is None else found(value)


# What was decided


@figure(
    DECISIONS,
    Unit.LIST,
    "What was decided about each candidate, now and before, the newest first: account, name, decision, decided on",
    "Decision and Decided on of Candidates, and those that earlier packs kept",
    (Candidate.account, Candidate.decision, Candidate.decided_on, *VOTES),
)
def decisions(case: Case) -> Answer:
    """A decision is known by account and day; what the workbook says of it goes before what a pack kept."""
    kept = case.earlier.rows.get(DECISIONS, {}) if case.earlier else {}
    known: dict[str, tuple[date, str, Line]] = {}
    for row in case.facts.of(Candidate):
        if row.decision is not None:
            key = f"{row.account}.{row.decided_on or 'undated'}"
            parts = _decided(case, row, kept.get(f"decisions.{key}", {}))
            known[key] = (row.decided_on or date.max, row.account, line(case, f"{DECISIONS}.{key}", row, parts))
    for name, was in kept.items():
        key = name.removeprefix("decisions.")
        if key not in known and "decided_on" in was:
            day = date.fromisoformat(was["decided_on"])
            known[key] = (
                day,
                str(was.get("account")),
                line(case, f"{DECISIONS}.{key}", None, _decided_before(was, day)),
            )
    if not known:
        return missing("no decision given" if case.facts.of(Candidate) else NOBODY)
    newest = sorted(known.values(), key=lambda one: (date.max - one[0], natural(one[1])))
    lines = tuple(item for *_, item in newest)
    return found(lines, (place for item in lines for place in item.decision.sources))


def _decided(case: Case, row: Candidate, was: Mapping[str, Any]) -> dict[str, Part]:
    """A decision of the workbook; its total and tier are those of the pack that told it first, else today's."""
    result = next(one for one in results_of(case) if one.candidate is row)
    at, first = row.place(Candidate.decision, Candidate.decided_on), "when a pack first told the decision"
    score, tier = missing(result.reason), missing(result.reason)
    if result.total is not None:
        score, tier = found(result.total / 100), found(Tiers.of(case.settings).tier(result.total))
    return {
        "account": (Unit.TEXT, "Account", found(row.account, row.place(Candidate.account))),
        "name": (Unit.TEXT, "Name, else Account", found(row.name or row.account, row.place(Candidate.name))),
        "decision": (Unit.TEXT, "Decision", found(row.decision or "", at)),
        "decided_on": (
            Unit.DATE,
            "Decided on",
            found(row.decided_on, at) if row.decided_on else missing("to confirm", at),
        ),
        "total": (Unit.RATIO, first, _kept(was, "total") if "total" in was else score),
        "tier": (Unit.TEXT, first, _kept(was, "tier") if "tier" in was else tier),
    }


def _decided_before(was: Mapping[str, Any], day: date) -> dict[str, Part]:
    """A decision that only an earlier pack tells of."""
    then = "as the earlier pack kept it"
    return {
        "account": (Unit.TEXT, then, _kept(was, "account")),
        "name": (Unit.TEXT, then, _kept(was, "name")),
        "decision": (Unit.TEXT, then, _kept(was, "decision")),
        "decided_on": (Unit.DATE, then, found(day)),
        "total": (Unit.RATIO, then, _kept(was, "total")),
        "tier": (Unit.TEXT, then, _kept(was, "tier")),
    }


@figure(
    "selection.newest_decisions",
    Unit.LIST,
    "How the newest decisions went, most first: decision, count, the day that all of them were taken on",
    "lines of selection.decisions of the newest Decided on, by Decision",
    (Candidate.decision, Candidate.decided_on),
)
def newest_decisions(case: Case) -> Answer:
    every = case[DECISIONS]
    if every.absent:
        return missing(every.reason)
    dated = [item for item in every.lines if not item.decided_on.absent]
    if not dated:
        return found(())
    day = dated[0].decided_on
    newest = [item.decision for item in dated if item.decided_on.value == day.value]
    counted = Counter(str(one.value) for one in newest)
    lines = []
    for word, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        at = tuple(place for one in newest if one.value == word for place in one.sources)
        parts: dict[str, Part] = {
            "decision": (Unit.TEXT, "Decision", found(word, at)),
            "count": (Unit.COUNT, "candidates decided on so that day", found(count, at)),
            "day": (Unit.DATE, "Decided on", Answer(day.value, day.sources)),
        }
        lines.append(line(case, f"selection.newest_decisions.{word}", None, parts))
    return found(tuple(lines), (place for one in newest for place in one.sources))


@figure(
    "selection.undecided",
    Unit.LIST,
    "Candidates that nothing was decided about, by rank",
    "lines of the ranking without a Decision",
    (*VOTES, Candidate.decision),
)
def undecided(case: Case) -> Answer:
    ranked = case[RANKING]
    if ranked.absent:
        return missing(ranked.reason)
    lines = [item for item in ranked.lines if isinstance(item.row, Candidate) and item.row.decision is None]
    return found(tuple(lines), (place for item in lines if item.row for place in item.row.place()))

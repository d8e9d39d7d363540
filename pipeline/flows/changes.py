"""From two packs, or from a pack and today's workbooks, to what changed between them, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from pipeline.analyse import declarations
from pipeline.blocks import Words
from pipeline.check import check
from pipeline.compose.changes import same_again, sentence
from pipeline.engines import watched
from pipeline.figures import Case, Figure, Line
from pipeline.flows.accounts import Lost, alone
from pipeline.flows.history import history, manifest_of
from pipeline.kept_rows import facts_of
from pipeline.manifest import json_value
from pipeline.periods import Period
from pipeline.problems import Note, PipelineError, Problem
from pipeline.read import read
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.sheets import ACCOUNT
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Side:
    """One side of the comparison: a quarter, the day it is true of, its pack or the workbooks; also in words."""

    period: str
    as_of: str
    is_pack: bool
    words: str


@dataclass(frozen=True)
class Told:
    """A change, or an ask of last time, in words and in values for programs."""

    heading: str
    text: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """What changed in an account from one side to the other; without an earlier side nothing can be told."""

    account: str
    before: Side | None = None
    now: Side | None = None
    changes: tuple[Told, ...] = ()
    likely_same: tuple[Told, ...] = ()
    asks: tuple[Told, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Note, ...] = ()

    def as_text(self) -> str:
        """For people: kind by kind, the weightiest first."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.before is None or self.now is None:
            yield f"{self.account}: there is no earlier pack to compare with"
            return
        number = len(self.changes)
        yield f"{self.account}: {number or 'no'} {'change' if number == 1 else 'changes'}"
        yield f"  from {self.before.words}"
        yield f"  to   {self.now.words}"
        for heading, told in groupby(self.changes, lambda change: change.heading):
            yield from ("", heading[:1].upper() + heading[1:], *(f"  {change.text}" for change in told))
        if self.likely_same:
            yield from ("", "Likely the same under a new id", *(f"  {one.text}" for one in self.likely_same))
        if self.asks:
            yield from ("", "What became of last time's asks", *(f"  {ask.text}" for ask in self.asks))

    def as_json(self) -> str:
        """For programs."""
        found = {
            "account": self.account,
            "from": vars(self.before) if self.before else None,
            "to": vars(self.now) if self.now else None,
            **{
                name: [{**one.values, "text": one.text} for one in told]
                for name, told in (("changes", self.changes), ("likely_same", self.likely_same), ("asks", self.asks))
            },
        }
        return json.dumps(found, ensure_ascii=False, indent=1)


def changes_of(
    workspace: Workspace, account: str, period: Period, as_of: date, before: Period | None, now: Period | None
) -> Changes:
    """What changed from the pack of `before` to that of `now`.

    Without `now`, or where its pack is not built and it is the current `period`, today's workbooks are compared;
    without `before` the newest pack before it. Raise `PipelineError` for a pack that is not there.
    """
    if before is not None and before >= (now or period):
        raise PipelineError(f"--from {before} is not before --to {now or period}")
    made = alone(partial(_compared, workspace, period, as_of, before, now), account)
    if isinstance(made, Problem):
        return Changes(account, problems=(made,))
    return made


def _compared(
    workspace: Workspace,
    period: Period,
    as_of: date,
    before: Period | None,
    now: Period | None,
    account: str,
    lost: Lost,
) -> Changes:
    settings = workspace.settings
    problems: tuple[Problem, ...] = ()
    pack = manifest_of(workspace, account, now) if now else None
    if pack is not None:
        facts = facts_of(pack, settings.fiscal_year_start)
    elif now in (None, period):
        cells = read(workspace.inputs(account), settings.bounds, watched, lost)
        checked = check(cells, ACCOUNT, account, period, as_of, settings)
        facts, problems = checked.facts, checked.problems
    else:
        raise _no_pack(workspace, account, now)
    # The newest pack up to `before`, or earlier than what is compared, with all that the packs before it said.
    known = history(workspace, account, before.back(-1) if before else facts.period)
    earlier = known.newest
    if before and (earlier is None or earlier.period != str(before)):
        raise _no_pack(workspace, account, before)
    if earlier is None:
        return Changes(account, problems=problems, passed_over=known.passed_over)
    wording = read_wording(workspace.template("wording.en.j2"))
    printer = Printer(wording, formats(settings.locale, settings.currency, "en"))
    case = Case(facts, settings, declarations(), earlier)
    return Changes(
        account,
        _side(printer, earlier.period, date.fromisoformat(earlier.as_of), is_pack=True),
        _side(printer, str(facts.period), facts.as_of, is_pack=pack is not None),
        tuple(_change(printer, line) for line in case["changes.all"].lines),
        tuple(_told(printer, "", same_again(line), line) for line in case["changes.likely_same"].lines),
        tuple(_ask(printer, line) for line in case["asks.last_time"].lines),
        problems,
        known.passed_over,
    )


def _no_pack(workspace: Workspace, account: str, period: Period | None) -> PipelineError:
    there = ", ".join(workspace.packs(account)) or "none yet"
    return PipelineError(f"there is no pack of {period} of {account} that can be read; there is {there}")


def _side(printer: Printer, period: str, as_of: date, *, is_pack: bool) -> Side:
    of = "the pack" if is_pack else "the workbooks"
    return Side(period, as_of.isoformat(), is_pack, f"{of} of {period} (as of {_plain(printer.formats.day(as_of))})")


def _plain(text: str) -> str:
    """A text with ordinary spaces alone."""
    return text.replace("\u00a0", " ")


def _change(printer: Printer, line: Line) -> Told:
    kind = str(line["kind"].value)
    return _told(printer, printer.label(f"change_{kind.replace('-', '_')}"), sentence(line), line)


def _ask(printer: Printer, line: Line) -> Told:
    state = str(line["state"].value or "to_confirm")
    said = printer.label(f"ask_{state.replace(' ', '_')}") if not line["state"].absent else printer.label("to_confirm")
    made = _told(printer, "", line["ask"], line)
    values = {part: _value(line[part]) for part in ("id", "ask", "of_whom", "state")}
    return Told("", f"{made.text}: {said}", values)


def _told(printer: Printer, heading: str, words: Words, line: Line) -> Told:
    """Words in print, with the line's own figures and their cells as values."""
    cells = dict.fromkeys(str(place) for figure in line.computed.values() for place in figure.sources)
    values = {part: _value(figure) for part, figure in line.computed.items()}
    return Told(heading, _plain(printer.show(words).text), {**values, "cells": list(cells)})


def _value(figure: Figure) -> Any:
    return json_value(figure.value)

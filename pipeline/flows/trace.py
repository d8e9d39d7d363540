"""From an account's workbooks to where a figure comes from: its formula, its figures, its cells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.analyse import declarations
from pipeline.check import check
from pipeline.engines import watched
from pipeline.figures import Case
from pipeline.flows.accounts import Lost, alone
from pipeline.flows.history import history
from pipeline.periods import Period
from pipeline.problems import Note, Problem
from pipeline.read import read
from pipeline.render.formats import formats
from pipeline.sheets import ACCOUNT
from pipeline.trace import Trace, listing, trace
from pipeline.trace.names import topics
from pipeline.trace.text import as_json, as_text, listed_as_text
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Traced:
    """One figure's trace, or all figures by topic; with the data's problems, which leave their cells out of it."""

    one: Trace | None
    by_topic: dict[str, tuple[Trace, ...]]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Note, ...] = ()

    def as_text(self) -> str:
        """For people."""
        return "\n".join(as_text(self.one) if self.one else listed_as_text(self.by_topic))

    def as_json(self) -> str:
        """For programs."""
        listed = {topic: [as_json(figure) for figure in figures] for topic, figures in self.by_topic.items()}
        return json.dumps(as_json(self.one) if self.one else listed, ensure_ascii=False, indent=1)


def trace_figure(
    workspace: Workspace, account: str, period: Period, as_of: date, name: str, *, deep: bool = False
) -> Traced:
    """Trace a figure of an account; a topic's name, or none, lists figures instead.

    Raise `PipelineError` with the nearest known name for an unknown one.
    """
    traced = alone(partial(_traced, workspace, period, as_of, name, deep), account)
    return Traced(None, {}, (traced,)) if isinstance(traced, Problem) else traced


def _traced(
    workspace: Workspace, period: Period, as_of: date, name: str, deep: bool, account: str, lost: Lost
) -> Traced:
    settings = workspace.settings
    cells = read(workspace.inputs(account), settings.bounds, watched, lost)
    checked = check(cells, ACCOUNT, account, period, as_of, settings)
    known = history(workspace, account, period)
    case = Case(checked.facts, settings, declarations(), known.newest)
    say = formats(settings.locale, settings.currency, "en").figure
    if not name or name in topics(case):
        return Traced(None, listing(case, say, name), checked.problems, known.passed_over)
    return Traced(trace(case, name, say, deep=deep), {}, checked.problems, known.passed_over)

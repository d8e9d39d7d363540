"""From the questions asked so far to a questionnaire for an assessor: the practices of our account programme."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.blank import questionnaire as workbook
from pipeline.check import check
from pipeline.documents import PORTFOLIO
from pipeline.engines import watched
from pipeline.flows.accounts import Lost, alone
from pipeline.kinds import CONTROL, plain
from pipeline.periods import Period
from pipeline.problems import PipelineError, Problem
from pipeline.read import read
from pipeline.sheets import PORTFOLIO as SHEETS
from pipeline.sheets.programme import PRACTICES, Assessment
from pipeline.sheets.shipped import QUESTIONS
from pipeline.workspace import Workspace

FOLDER = "assessments"  # beside inputs and outputs: what is sent out and comes back
LONGEST = 60  # letters of an assessor's name in a file's name
Asked = tuple[tuple[str, str], ...]  # practice and question


def questionnaire(workspace: Workspace, assessor: str, kind: str, period: Period, day: date) -> Path:
    """Write the questionnaire for an assessor of a kind; raise `PipelineError` where it stands there already."""
    name = " ".join(assessor.split())
    slug = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name.casefold())).strip("-")[:LONGEST].strip("-")
    if not slug or CONTROL.search(name):
        raise PipelineError("write who assesses, in letters: --name NAME")
    file = workspace.root / FOLDER / f"assessment-{slug}-{period}.xlsx"
    if os.path.lexists(file):
        raise PipelineError(f"{FOLDER}/{file.name} is there already: send that one, or move it away first")
    asked = alone(partial(_asked, workspace, period, day), PORTFOLIO)
    if isinstance(asked, Problem):
        raise PipelineError(str(asked))
    rows = [
        {
            Assessment.practice.name: practice,
            Assessment.question.name: question,
            Assessment.assessor.name: name,
            Assessment.assessor_type.name: kind,
            Assessment.day.name: day,
        }
        for practice, question in asked or QUESTIONS
    ]
    file.parent.mkdir(exist_ok=True)
    with file.open("xb") as made:
        made.write(workbook(rows))
    return file


def _asked(workspace: Workspace, period: Period, day: date, name: str, lost: Lost) -> Asked:
    """The questions of the tab Assessment, practice by practice, each once, as it was asked first."""
    cells = read(workspace.portfolio_inputs, workspace.settings.bounds, watched, lost)
    facts = check(cells, SHEETS, name, period, day, workspace.settings).facts
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in facts.of(Assessment):
        found.setdefault((row.practice, plain(row.question)), (row.practice, row.question))
    return tuple(sorted(found.values(), key=lambda one: PRACTICES.index(one[0])))

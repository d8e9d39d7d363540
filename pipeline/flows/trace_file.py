"""From a finished file to what each number in it is: its figure and cells, or that it was changed, with its place."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.analyse import declarations
from pipeline.check import check
from pipeline.documents import DOCUMENTS, PORTFOLIO, PORTFOLIO_DOCUMENTS
from pipeline.engines import watched
from pipeline.figures import Case
from pipeline.flows.accounts import Lost, alone
from pipeline.flows.history import history
from pipeline.flows.pack_of import Found, pack_of
from pipeline.limits import MIB
from pipeline.manifest import Manifest, json_value
from pipeline.periods import Period
from pipeline.problems import PipelineError, Problem
from pipeline.publish import sha256
from pipeline.read import read
from pipeline.record import made_of
from pipeline.sheets import ACCOUNT
from pipeline.trace import Source, cells_of, sources
from pipeline.trace.finished import LIMITS, has_parts, numbers, read_finished
from pipeline.trace.finished.pieces import Section
from pipeline.trace.finished.told import Checked
from pipeline.trace.names import find
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class _Today:
    """What the workbooks say today of the figures that a file prints: their cells, and the values of those that differ.

    `changed` are the workbooks that are not those of the pack.
    """

    cells: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    differ: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    changed: tuple[str, ...] = ()


def trace_file(workspace: Workspace, file: Path) -> Checked:
    """Lay a finished file beside what its pack printed in it; raise `PipelineError` where it is of no pack."""
    data = _bytes(file)
    sections = read_finished(file.name, data)
    found = pack_of(workspace, file, data)
    log = found.manifest.printed.get(found.name, [])
    if not has_parts(log):
        raise PipelineError(
            f"the pack of {file.name} was built by an older planpack, which kept no places: build it again"
        )
    template, note = _template(workspace, found)
    printed = numbers(sections, log, template)
    names = frozenset(one.figure for one in printed if one.figure)
    today = _today(workspace, found.manifest, names)
    notes = [note] if note else []
    if isinstance(today, str):
        notes.append(today)
        today = _Today()
    elif today.changed:
        notes.append(f"changed since the pack was built: {', '.join(today.changed)}")
    return Checked(
        file.name,
        found.manifest.account,
        found.manifest.period,
        found.manifest.as_of,
        tuple(printed),
        today.cells,
        today.differ,
        tuple(notes),
    )


def _bytes(file: Path) -> bytes:
    """The file; raise `PipelineError` where there is none, or one far larger than any of a pack."""
    try:
        if file.stat().st_size > LIMITS.file_mib * MIB:
            raise PipelineError(f"{file.name} has more than {LIMITS.file_mib:,.0f} MiB, which no file of a pack has")
        return file.read_bytes()
    except OSError as error:
        raise PipelineError(f"{file.name} can't be read: {error.strerror}") from error


def _template(workspace: Workspace, found: Found) -> tuple[list[Section], str]:
    """What the template of a file says by itself, and a note where it isn't the one that was filled."""
    manifest = found.manifest
    whose = manifest.account, manifest.period
    every = DOCUMENTS if manifest.account != PORTFOLIO else PORTFOLIO_DOCUMENTS
    documents = [one for one in every if one.person_of(found.name, *whose) is not None and one.template]
    stems = {one.template.split(".")[0]: one.format.value for one in documents if found.name.endswith(one.format.value)}
    name = next((t for t in manifest.templates if stems.get(t.split(".")[0]) == t.rpartition(".")[2]), "")
    if not name:
        return [], ""
    path = workspace.template(name)
    data = path.read_bytes() if path.is_file() else b""
    changed = sha256(data) != manifest.templates[name]
    note = f"the template {name} changed since: numbers among its own words may be told as untraced" if changed else ""
    with suppress(PipelineError):
        return read_finished(name, data), note
    return [], note


def _today(workspace: Workspace, manifest: Manifest, names: frozenset[str]) -> _Today | str:
    """What the account's workbooks say today; why that can't be told, where they are gone or can't be read."""
    with suppress(PipelineError):
        if manifest.account in workspace.accounts():
            worked = alone(partial(_worked, workspace, manifest, names), manifest.account)
            return f"no cells can be named: {worked}" if isinstance(worked, Problem) else worked
    return f"no cells are named: inputs/ has no account {manifest.account}"


def _worked(workspace: Workspace, manifest: Manifest, names: frozenset[str], account: str, lost: Lost) -> _Today:
    settings = workspace.settings
    period, as_of = Period.parse(manifest.period, settings.fiscal_year_start), date.fromisoformat(manifest.as_of)
    inputs = workspace.inputs(account)
    now = made_of(account, period, as_of, settings, inputs, (), b"").inputs
    changed = [name for name in {**manifest.inputs, **now} if manifest.inputs.get(name) != now.get(name)]
    checked = check(read(inputs, settings.bounds, watched, lost), ACCOUNT, account, period, as_of, settings)
    case = Case(checked.facts, settings, declarations(), history(workspace, account, period).newest)
    cells: dict[str, tuple[Source, ...]] = {}
    differ: dict[str, tuple[object, object]] = {}
    for name in sorted(names):
        with suppress(PipelineError):  # what a page counts by itself rests on no cell
            figure = find(case, name).figure
            cells[name] = sources(cells_of(case, figure))
            was, value = manifest.figures.get(name), json_value(figure.value)
            if changed and was is not None and was != value and not figure.lines:
                differ[name] = was, value
    return _Today(cells, differ, tuple(sorted(changed)))

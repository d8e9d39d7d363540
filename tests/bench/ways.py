"""`python -m tests.bench.ways WAY WORKSPACE...`: does one kind of work on all accounts of these workspaces.

It is a process of its own, so that what is measured has not been warmed by what was measured before. It prints the
seconds of processor time that the work took and that the whole process took, and its largest memory in KiB.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from time import process_time
from typing import Any

from pipeline.flows.build import Order, State, build_account
from pipeline.periods import Period
from pipeline.tags import Pages
from pipeline.workspace import Workspace


def order(workspace: Workspace, *, force: bool = False) -> Order:
    """The order that the workspace's settings make."""
    settings = workspace.settings
    assert settings.period_day
    period = Period.parse(settings.period, settings.fiscal_year_start)
    return Order(workspace, period, settings.period_day, force=force)


def packs(workspace: Workspace) -> None:
    """Every document of each account, from reading its workbooks to seeing the pack on the disk."""
    made = order(workspace, force=True)
    for account in workspace.accounts():
        for cached in _kept_by_text():
            cached.cache_clear()
        assert build_account(made, account).state is State.BUILT, account


def _kept_by_text() -> Sequence[Any]:
    """The caches of what was worked out of texts and numbers: copies of an account share them, real accounts do not."""
    if not _caches and "pipeline.flows.pack" in sys.modules:
        kind = type(lru_cache(lambda: None))
        _caches.extend(
            one for one in gc.get_objects() if isinstance(one, kind) and (one.cache_parameters()["maxsize"] or 0) > 1024
        )
    return _caches


_caches: list[Any] = []


def unchanged(workspace: Workspace) -> None:
    """Accounts whose packs are there already."""
    made = order(workspace)
    for account in workspace.accounts():
        assert build_account(made, account).state is State.UNCHANGED, account


def checking(workspace: Workspace) -> None:
    """Reading and checking the workbooks alone."""
    from pipeline.check import check
    from pipeline.read import read
    from pipeline.sheets import ACCOUNT

    made = order(workspace)
    for account in workspace.accounts():
        cells = read(workspace.inputs(account))
        assert not check(cells, ACCOUNT, account, made.period, made.as_of, workspace.settings).problems, account


WAYS: dict[str, Callable[[Workspace], None]] = {"packs": packs, "checking": checking, "unchanged": unchanged}
LIMIT = "limit"
OFFICE = (".docx", ".pptx", ".xlsx")


def limit(workspaces: Sequence[Workspace]) -> float:
    """The least that the packs' bytes could cost: checksum, deflate and write what their files hold, once."""
    total = 0.0
    for workspace in workspaces:
        for folder in sorted(workspace.outputs(str(order(workspace).period)).iterdir()):
            files = {path.name: _contents(path) for path in sorted(folder.rglob("*")) if path.is_file()}
            target = workspace.root / "limit"
            target.mkdir(exist_ok=True)
            start = process_time()
            for name, parts in files.items():
                with (target / name).open("wb") as file:
                    for part in parts:
                        zlib.crc32(part)
                        file.write(zlib.compress(part, 6) if name.endswith(OFFICE) else part)
            total += process_time() - start
    return total


def filling(workspaces: Sequence[Workspace]) -> float:
    """The plan, the review and the report of each account, from what its pages say."""
    from pipeline.compose.report import report
    from pipeline.documents import DOCUMENTS, Format
    from pipeline.flows.pack import draw
    from pipeline.render.excel import draw_report

    def fill(workspace: Workspace, pages: Pages) -> None:
        for document in DOCUMENTS:
            if document.format is Format.EXCEL and not document.for_client:
                draw_report(report(pages), workspace.wording, pages)
            elif document.name in ("plan", "review"):
                draw(document, workspace, pages)

    return _of_pages(workspaces, fill)


def plainly(workspaces: Sequence[Workspace]) -> float:
    """The same blocks and tabs with python-docx, python-pptx and openpyxl as their guides show it."""
    from pipeline.compose.report import report
    from pipeline.flows.pack import vocabulary
    from pipeline.phrases import ENGLISH
    from pipeline.render import compiled_template
    from pipeline.render.formats import formats
    from pipeline.render.words import Printer, read_wording
    from tests.bench import plain

    def write(workspace: Workspace, pages: Pages) -> None:
        settings = workspace.settings
        said = formats(settings.locale, settings.currency, ENGLISH.language)
        printer = Printer(read_wording(workspace.wording), said, ENGLISH)
        for make, template in ((plain.plan, "plan.docx"), (plain.review, "review.pptx")):
            compiled = compiled_template(workspace.document_template(template), vocabulary())
            make(pages, [tag for tag in compiled.slots if tag in pages], printer.print)
        plain.report(report(pages), printer.print)

    return _of_pages(workspaces, write)


def _of_pages(workspaces: Sequence[Workspace], work: Callable[[Workspace, Pages], None]) -> float:
    """The seconds that this work takes on the pages of all accounts; only it is measured."""
    from pipeline.analyse import analyse
    from pipeline.check import check
    from pipeline.compose import compose
    from pipeline.read import read
    from pipeline.sheets import ACCOUNT

    total = 0.0
    for workspace in workspaces:
        made = order(workspace)
        for account in workspace.accounts():
            cells = read(workspace.inputs(account))
            facts = check(cells, ACCOUNT, account, made.period, made.as_of, workspace.settings).facts
            pages = compose(analyse(facts, workspace.settings))
            for cached in _kept_by_text():
                cached.cache_clear()
            start = process_time()
            work(workspace, pages)
            total += process_time() - start
    return total


def _contents(path: Path) -> list[bytes]:
    """What a file of a pack holds: its parts, or itself where it is no package."""
    if path.suffix not in OFFICE:
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as package:
        return [package.read(name) for name in package.namelist()]


# What measures itself, so that only a part of its work counts.
MEASURED: dict[str, Callable[[Sequence[Workspace]], float]] = {LIMIT: limit, "filling": filling, "plainly": plainly}


def main() -> None:
    """Do the work and tell what it took."""
    way, *folders = sys.argv[1:]
    workspaces = [Workspace.open(Path(folder)) for folder in folders]
    start = process_time()
    if way in MEASURED:
        took = MEASURED[way](workspaces)
    else:
        for workspace in workspaces:
            WAYS[way](workspace)
        took = process_time() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"work": took, "process": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss}))


if __name__ == "__main__":
    main()

"""What an import is asked to do, and the way from a file or a database to the table that stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.catalogue.exports import export_too_large
from pipeline.columns import Row
from pipeline.documents import PORTFOLIO
from pipeline.engines import watched
from pipeline.kinds import plain
from pipeline.limits import MIB, Bounds
from pipeline.near import nearest
from pipeline.periods import Period
from pipeline.problems import PipelineError, Place
from pipeline.read import WORKBOOKS, read_files
from pipeline.sheets import ACCOUNT
from pipeline.sheets import PORTFOLIO as PORTFOLIO_SHEETS
from pipeline.take_in import Unusable, from_file, from_rows, from_workbook
from pipeline.take_in.database import check_query, database_export, is_address, label
from pipeline.take_in.exports import Export
from pipeline.take_in.mapping import Mapped, load
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Order:
    """What is imported into which sheet of which account (or of the portfolio), and how.

    `mapping` is the mapping file's bare name.
    """

    workspace: Workspace
    account: str
    source: str  # a file or an address
    sheet: type[Row]
    period: Period
    as_of: date
    query: str = ""
    mapped: Mapped = field(default_factory=Mapped)
    mapping: str = ""
    key: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages call the export; of an address neither user nor password."""
        return label(self.source) if is_address(self.source) else Path(self.source).name

    @property
    def folder(self) -> Path:
        """Where the workbooks lie that the rows go into: the account's, or the portfolio's own."""
        if self.account == PORTFOLIO:
            return self.workspace.portfolio_inputs
        return self.workspace.inputs(self.account)

    @property
    def sheets(self) -> tuple[type[Row], ...]:
        """The sheets of those workbooks."""
        return sheets_of(self.account)

    @property
    def bounds(self) -> Bounds:
        """Exports of any kind may be as large as files of invoice lines."""
        limits = self.workspace.settings.bounds.invoice_lines
        return Bounds(limits, limits)

    @property
    def keyed(self) -> bool:
        """Whether it was said what tells rows apart."""
        return bool(self.key or self.mapped.key or self.mapped.sum_by)


def sheets_of(account: str) -> tuple[type[Row], ...]:
    """The sheets of an account's workbooks, or of the portfolio's."""
    return PORTFOLIO_SHEETS if account == PORTFOLIO else ACCOUNT


def sheet_of(name: str, account: str = "") -> type[Row]:
    """The account's sheet of that name, or the portfolio's; raise `PipelineError` for none that is a table of rows."""
    for sheet in sheets_of(account):
        if plain(sheet.tab) == plain(name):
            if sheet.fields:
                raise PipelineError(f"{sheet.tab} is filled in field by field: rows can't be imported into it")
            return sheet
    known = [sheet.tab for sheet in sheets_of(account) if not sheet.fields]
    near = nearest(name, known)
    hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
    raise PipelineError(f"there is no sheet {name}; {hint}")


def mapping_of(path: Path, sheet: type[Row]) -> Mapped:
    """The mapping in a file; raise `PipelineError` where it can't be read."""
    if not path.is_file():
        raise PipelineError(f"there is no mapping file {path.name}")
    if path.stat().st_size > MIB:
        raise PipelineError(f"{path.name} is too large for a mapping file")
    return load(path.name, path.read_bytes(), sheet)


def check_source(order: Order) -> None:
    """Raise `PipelineError` for an order that can't be carried out, before anything is begun."""
    if is_address(order.source):
        order.name  # noqa: B018 - an address that is none is told
        check_query(order.query)
    elif order.query:
        raise PipelineError("--query is for the address of a database")
    elif not Path(order.source).is_file():
        raise PipelineError(f"there is no file {order.name}")


def export_of(order: Order) -> Export:
    """The export's table, read under watch; raise `Unusable` where there is none."""
    limits, path = order.bounds.workbook, Path(order.source)
    if is_address(order.source):
        with watched(order.name, limits):
            return from_rows(database_export(order.source, order.query, limits))
    if path.suffix.casefold() in WORKBOOKS:
        cells = read_files([path.resolve()], order.bounds, watched)
        return from_workbook(path.name, cells, order.sheet, order.mapped, order.key)
    if path.stat().st_size > limits.file_mib * MIB:
        raise _too_large(path.name, f"at most {limits.file_mib:,.0f} MiB")
    try:
        with watched(path.name, limits):
            return from_file(path.name, path.read_bytes(), order.sheet, order.mapped, order.key, limits)
    except MemoryError:
        raise _too_large(path.name, f"a file that takes at most {limits.memory_mib:,.0f} MiB of memory") from None


def _too_large(name: str, due: str) -> Unusable:
    return Unusable(export_too_large.at(Place(name), "the file is too large", due))

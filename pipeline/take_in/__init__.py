"""Turns an export from elsewhere into what it would change in an account's sheet: cells, new rows, problems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.catalogue.exports import export_empty, export_tab, export_too_large
from pipeline.cells import Cells, Tab
from pipeline.columns import Row
from pipeline.headings import Words
from pipeline.kinds import is_blank, plain
from pipeline.limits import Limits
from pipeline.near import nearest
from pipeline.problems import Place
from pipeline.take_in.exports import Export, Known, Unusable, table, table_of
from pipeline.take_in.mapping import Mapped
from pipeline.take_in.parquet import MAGIC, parquet_export
from pipeline.take_in.texts import text_export

__all__ = ["EXAMPLE", "Unusable", "from_file", "from_rows", "from_workbook"]

EXAMPLE = Path(__file__).with_name("example.toml")  # a mapping file in which every word is explained


def from_file(file: str, data: bytes, sheet: type[Row], mapped: Mapped, key: Sequence[str], limits: Limits) -> Export:
    """The table in a file of text or Parquet; raise `Unusable` where there is none."""
    known = _known(sheet, mapped, key)
    if data.startswith(MAGIC) and data.endswith(MAGIC):
        return from_rows(parquet_export(file, data, limits))
    export = text_export(file, data, known, mapped.encoding, mapped.separator)
    _check_size(export, limits)
    return table(export, known, [column.heading for column in sheet.columns])


def from_rows(export: Export) -> Export:
    """The table of rows that come with their headings; raise `Unusable` where there are none."""
    if not export.lines:
        raise Unusable(export_empty.at(Place(export.file), "the export holds no row"))
    return export


def from_workbook(file: str, cells: Cells, sheet: type[Row], mapped: Mapped, key: Sequence[str]) -> Export:
    """The table in a workbook that was read: on the tab that the mapping names, else where most headings are known."""
    if cells.problems:
        raise Unusable(cells.problems[0])
    known = _known(sheet, mapped, key)
    wanted = [column.heading for column in sheet.columns]
    tabs = [tab for tab in cells.tabs if any(not is_blank(raw) for row in tab.rows for raw in row)]
    if mapped.tab:
        named = [tab for tab in tabs if plain(tab.name) == plain(mapped.tab)]
        if not named:
            names = [tab.name for tab in tabs]
            near = nearest(mapped.tab, names) or (names[0] if names else "")
            raise Unusable(export_tab.at(Place(file), mapped.tab, near))
        return table(table_of(named[0], file), known, wanted)
    if not tabs:
        raise Unusable(export_empty.at(Place(file), "the workbook is empty"))
    best = max(tabs, key=lambda tab: _most_known(tab, known))
    export = table(table_of(best, file), known, wanted)
    return export if len(tabs) == 1 else export.noting(f"the tab {best.name} is read, of {len(tabs)}")


def _known(sheet: type[Row], mapped: Mapped, key: Sequence[str]) -> Known:
    """Tell whether a text is a heading that the sheet or the mapping knows."""
    words = Words(sheet.columns)
    sources = [*mapped.columns.values(), *mapped.own.values()]
    named = {*(source.heading for source in sources), *key, *mapped.key, *mapped.only, *mapped.without}
    named |= {heading for source in sources for heading in source.where}
    plains = {plain(heading) for heading in named if heading}

    def known(text: str) -> bool:
        return bool(text) and (plain(text) in plains or words.column(text) is not None)

    return known


def _most_known(tab: Tab, known: Known) -> int:
    """How many headings that are known stand in one row of a tab's beginning."""
    return max((sum(isinstance(raw, str) and known(raw) for raw in row) for row in tab.rows[:60]), default=0)


def _check_size(export: Export, limits: Limits) -> None:
    """Raise `Unusable` for a text of more cells than are read."""
    cells = sum(len(values) for _, values in export.lines)
    if cells > limits.cells:
        most = f"at most {limits.cells:,.0f} cells"
        raise Unusable(export_too_large.at(Place(export.file), f"the export holds {cells:,} cells", most))

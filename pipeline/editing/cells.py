"""Writes changed cells into a tab's XML, each in the format that its place calls for; all else stays as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.editing.areas import Area, address
from pipeline.editing.formats import Formats
from pipeline.editing.markup import YES, Edit, Node, attribute, edited, with_attribute
from pipeline.editing.refusals import Change, Value
from pipeline.editing.sheet import Cell, Sheet, number
from pipeline.editing.tables import Table
from pipeline.editing.values import content

NEAR = 20  # rows up to which a new cell looks for one to be like


class Writer:
    """The tab's XML in the making: what is exchanged in it, and the formats of the cells written so far."""

    def __init__(self, sheet: Sheet, tables: Sequence[Table], formats: Formats, *, date_1904: bool) -> None:
        self.sheet, self.tables, self.formats, self.date_1904 = sheet, tables, formats, date_1904
        self.edits: list[Edit] = []
        self.styles: dict[tuple[int, int], int] = {}  # of the cells written here
        self.outermost: Area | None = None  # of the new cells

    def written(self, changes: Mapping[tuple[int, int], Change]) -> bytes:
        """The part with these changes, by row and column."""
        by_row: dict[int, dict[int, Change]] = {}
        for (row, column), change in sorted(changes.items(), key=lambda item: item[0]):
            by_row.setdefault(row, {})[column] = change
        new_rows: dict[int, list[bytes]] = {}  # by the place where they go in
        for row, line in by_row.items():
            if node := self.sheet.rows.node(row):
                self._change_row(row, node, line)
            elif made := b"".join(self._new(row, column, change) for column, change in line.items()):
                p = self.sheet.data.prefix
                whole = b'<%brow r="%d">%b</%brow>' % (p, row, made, p)
                new_rows.setdefault(self.sheet.rows.end_above(row), []).append(whole)
        data = self.sheet.data
        if data.empty and new_rows:
            inside = b"".join(made for rows in new_rows.values() for made in rows)
            self.edits.append((data.start, data.end, data.tag(data.raw) + inside + data.end_tag))
        else:
            self.edits += [(place, place, b"".join(made)) for place, made in new_rows.items()]
        self._widen()
        return edited(self.sheet.part, self.edits)

    def _change_row(self, row: int, node: Node, line: Mapping[int, Change]) -> None:
        """Exchange cells of a row that stands, and put new ones among them."""
        cells = {cell.column: cell for cell in self.sheet.cells(row)}
        place, added, waiting, columns = node.inner, [], sorted(cells), []
        for column, change in line.items():
            if column in cells:
                old = cells[column]
                self.edits.append((old.node.start, old.node.end, self._again(row, old, change)))
                continue
            while waiting and waiting[0] < column:
                place = cells[waiting.pop(0)].node.end
            if made := self._new(row, column, change):
                added.append((place, made))
                columns.append(column)
        raw = _with_spans(_with_free_height(node.raw, line), columns)
        if node.empty and added:
            inside = b"".join(made for _, made in added)
            self.edits.append((node.start, node.end, node.tag(raw) + inside + node.end_tag))
            return
        if raw != node.raw:
            self.edits.append((node.start, node.inner, node.tag(raw, empty=node.empty)))
        self.edits += [(place, place, made) for place, made in added]

    def _again(self, row: int, old: Cell, change: Change) -> bytes:
        """A cell that stands, with another value: its format and its other attributes are kept."""
        style = old.style
        raw = old.node.raw
        if not self.formats.suits(style, change.value):
            style = self._suited(row, old.column, style, change.value)
            raw = with_attribute(raw, "s", str(style))
        for name in ("t", "cm", "vm"):  # the type of the former value, and what Excel knew about it
            raw = with_attribute(raw, name, None)
        self.styles[row, old.column] = style
        kept = b"".join(
            self.sheet.part[child.start : child.end] for child in old.node.children if child.local == b"extLst"
        )
        return self._cell(old.node.prefix, raw, change, kept)

    def _new(self, row: int, column: int, change: Change) -> bytes:
        """A cell where none stood; nothing where there is nothing to write."""
        if change.value is None or change.value == "":
            return b""
        style = self._like(row, column)
        if not self.formats.suits(style, change.value):
            style = self._suited(row, column, style, change.value)
        self.styles[row, column] = style
        raw = b' r="%b"' % address(row, column).encode() + (b' s="%d"' % style if style else b"")
        area = self.outermost or Area(row, column, row, column)
        self.outermost = area.with_cell(row, column)
        return self._cell(self.sheet.data.prefix, raw, change, b"")

    def _cell(self, prefix: bytes, raw: bytes, change: Change, kept: bytes) -> bytes:
        """A cell's XML."""
        kind, inside = content(change, prefix, date_1904=self.date_1904)
        raw = with_attribute(raw, "t", kind or None)
        name = prefix + b"c"
        if not inside and not kept:
            return b"<" + name + raw.rstrip() + b"/>"
        # What a part in US-ASCII can't spell out goes in as a numbered character.
        told = inside.encode(self.sheet.codec, "xmlcharrefreplace")
        return b"<" + name + raw.rstrip() + b">" + told + kept + b"</" + name + b">"

    def _like(self, row: int, column: int) -> int:
        """The format of a new cell: that of the cells above it where they agree, else its column's or its row's."""
        above = self._above(row, column)
        if len(above) > 1 and above[0] == above[1]:
            return above[0]
        if style := self.sheet.column_style(column):
            return style
        if above:
            return above[0]
        node = self.sheet.rows.node(row)
        return number(node.get("s")) if node else 0

    def _suited(self, row: int, column: int, style: int, value: Value) -> int:
        """A format that shows the value: that of a cell above or of the column, else one like this."""
        known = [*self._above(row, column), self.sheet.column_style(column)]
        fitting = next((one for one in known if one and self.formats.suits(one, value)), None)
        return self.formats.suited(style, value) if fitting is None else fitting

    def _above(self, row: int, column: int) -> list[int]:
        """The formats of the nearest cells above, at most two; headings are left out."""
        first = next((table.body.top for table in self.tables if self._belongs(table, row, column)), None)
        found: list[int] = []
        for near in range(row - 1, max(0, row - NEAR - 1, (first or 1) - 1), -1):
            if (near, column) in self.styles:
                found.append(self.styles[near, column])
            elif cell := self.sheet.cell(near, column):
                if first is None and self._is_head(near, column):
                    break
                found.append(cell.style)
            if len(found) == 2:
                break
        return found

    @staticmethod
    def _belongs(table: Table, row: int, column: int) -> bool:
        """Whether a cell stands in a table or beneath it."""
        return table.area.left <= column <= table.area.right and table.body.top <= row

    def _is_head(self, row: int, column: int) -> bool:
        """Whether a cell is the first of those that stand under each other, most likely their heading."""
        above = self.sheet.cell(row - 1, column) if row > 1 else None
        return (row - 1, column) not in self.styles and (above is None or not self.sheet.holds(above))

    def _widen(self) -> None:
        """Let the tab's extent hold the new cells."""
        node = self.sheet.root.child(b"dimension")
        area = Area.of(node.get("ref")) if node else None
        if node is None or area is None or self.outermost is None:
            return
        new = area.with_cell(*self.outermost[:2]).with_cell(*self.outermost[2:])
        if new != area:
            self.edits.append((node.start, node.inner, _with_ref(node, new)))


def _with_ref(node: Node, area: Area) -> bytes:
    return node.tag(with_attribute(node.raw, "ref", str(area)), empty=node.empty)


def _with_spans(raw: bytes, columns: Sequence[int]) -> bytes:
    """A row's attributes whose spans (the columns it uses) hold new columns; they may be missing."""
    spans = attribute(raw, "spans").split()
    known = [[number(part) for part in span.split(":")] for span in spans]
    if not columns or not known or all(any(s[0] <= c <= s[-1] for s in known) for c in columns):
        return raw
    used = [*columns, *(column for span in known for column in span)]
    return with_attribute(raw, "spans", f"{min(used)}:{max(used)}")


def _with_free_height(raw: bytes, line: Mapping[int, Change]) -> bytes:
    """A row's attributes without the height that Excel last measured, so that a new text is not cut off.

    A height that a person set stays, as does that of a hidden row.
    """
    fixed = any(attribute(raw, name) in YES for name in ("customHeight", "hidden"))
    if fixed or not any(isinstance(change.value, str) and change.value for change in line.values()):
        return raw
    return with_attribute(raw, "ht", None)

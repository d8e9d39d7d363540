"""Small workbooks for tests of the reader: sound ones, and what people and machines do to them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

Change = Callable[[str, bytes], bytes | None]


def book(tabs: Mapping[str, Sequence[Sequence[Any]]] | None = None, **options: Any) -> bytes:
    """A workbook with these tabs; text is written as text, `=...` as a formula whose value is 2."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd", **options}) as made:
        for name, rows in (tabs or {"Risks": [["Id", "Event"], ["R1", "Fire"]]}).items():
            tab = made.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if isinstance(value, str) and value.startswith("="):
                        tab.write_formula(i, j, value, None, 2)
                    else:
                        tab.write(i, j, value)
    return out.getvalue()


def rebuilt(data: bytes, change: Change, extra: Mapping[str, bytes] | None = None) -> bytes:
    """The same package with changed parts; a part that becomes None is left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def unpacked(data: bytes, name: str) -> bytes:
    """A part of the package."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def in_sheet(data: bytes, was: str, now: str) -> bytes:
    """The same workbook with a changed text in the XML of its first tab; the text must stand there."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        assert re.search(was, part.decode()), part.decode()
        return re.sub(was, now, part.decode()).encode()

    return rebuilt(data, change)

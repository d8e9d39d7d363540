"""Hands on a workbook that says its title, whose it is, its day and its language, which XlsxWriter can't write."""

from __future__ import annotations

import io
from zipfile import ZipFile

from pipeline.render.package import kept, member, write_zip
from pipeline.render.properties import CORE, Properties


def with_properties(data: bytes, properties: Properties) -> bytes:
    """The workbook with these properties in place of its own; all other parts stay packed as they are."""
    with ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    core = member(CORE, properties.core())
    return write_zip(core if entry.filename == CORE else kept(data, entry) for entry in entries)

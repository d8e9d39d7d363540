"""Turns a workbook that came back from the client into what it changes: row by row, three-way, nothing written here."""

from __future__ import annotations

from pipeline.accept.compare import compare
from pipeline.accept.rows import Edit, Edited, Found
from pipeline.accept.told import told

__all__ = ["Edit", "Edited", "Found", "compare", "told"]

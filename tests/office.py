"""The outside tools that look at finished files, the shared checks and LibreOffice; where absent, their tests skip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

SHARED_TOOLS = Path(__file__).parent.parent.parent / "shared" / "tools"
OOXML_CHECK = SHARED_TOOLS / "ooxml_check.py"
SOFFICE = shutil.which("soffice")

requires_ooxml_check = pytest.mark.skipif(
    not OOXML_CHECK.is_file(), reason="the shared schema check does not stand beside this checkout"
)
requires_office = pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdfinfo") is None, reason="LibreOffice or poppler is not installed"
)

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def findings(files: Sequence[Path]) -> list[str]:
    """What the schema and package check finds in these files, a line a finding."""
    done = subprocess.run(
        [sys.executable, str(OOXML_CHECK), *map(str, files)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


def convert(files: Sequence[Path], ending: str, folder: Path, *, recalculate: bool = False) -> None:
    """Convert files in one call of LibreOffice with a profile of its own; recalculate workbooks on opening if asked."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    if recalculate:
        (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    assert SOFFICE
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        capture_output=True,
        timeout=400,
        check=False,
        env={**os.environ, "HOME": str(folder)},
    )


def pdf_pages(files: Sequence[Path], folder: Path) -> dict[str, int]:
    """Turn files into PDF; how many pages each has."""
    convert(files, "pdf", folder)
    pages = {}
    for file in files:
        pdf = folder / f"{file.stem}.pdf"
        assert pdf.is_file(), f"{file.name}: no PDF came out"
        told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
        found = re.search(r"^Pages:\s+(\d+)", told, re.MULTILINE)
        assert found
        pages[file.name] = int(found[1])
    return pages


def recalculated(file: Path, folder: Path) -> Path:
    """A copy of a workbook as LibreOffice saves it after recalculating every formula."""
    inside = folder / file.stem
    inside.mkdir(exist_ok=True)
    convert([file], "xlsx:Calc MS Excel 2007 XML", inside, recalculate=True)
    assert (inside / file.name).is_file(), f"{file.name}: LibreOffice saved nothing"
    return inside / file.name


def formulas_recalculated(path: Path, folder: Path) -> int:
    """How many formulas a workbook has; assert that each, recalculated, says what is saved with it."""
    saved, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    again = openpyxl.load_workbook(recalculated(path, folder), data_only=True)
    seen = 0
    for tab in formulas:
        for cell in (cell for row in tab.iter_rows() for cell in row if cell.data_type == "f"):
            seen += 1
            one, other = (book[tab.title][cell.coordinate].value for book in (saved, again))
            where = f"{path.name}, {tab.title}!{cell.coordinate} {cell.value}"
            if isinstance(one, int | float) and isinstance(other, int | float):
                assert other == pytest.approx(one, rel=1e-9, abs=1e-9), where
            else:
                assert (other or "") == (one or ""), where
    return seen

"""Makes PDF files of Word and PowerPoint files with LibreOffice, where it is installed: same files, same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pipeline.problems import PipelineError

PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
START, EACH = 90, 30  # seconds that a run, and each of its files, may take
MADE = re.compile(rb"/CreationDate\(D:\d{14}[^)]*\)")
IDS = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


def office() -> str:
    """The program that makes them; raise `PipelineError` where LibreOffice is not installed."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), "")
    found = found or next((path for path in USUAL_PLACES if Path(path).is_file()), "")
    if not found:
        raise PipelineError("PDF files can't be made: LibreOffice is not installed (its program soffice is not found)")
    return found


def as_pdf(files: Mapping[str, bytes], as_of: date) -> dict[str, bytes]:
    """The PDF of each of the files, by the file's name with another ending; all in one run with a profile of its own.

    Raise `PipelineError` where a file does not come out, or the run takes too long.
    """
    if not files:
        return {}
    program = office()
    with tempfile.TemporaryDirectory(prefix="planpack-pdf-") as folder:
        inside, outside = Path(folder) / "in", Path(folder) / "out"
        inside.mkdir()
        for number, (name, data) in enumerate(files.items()):
            (inside / f"{number}.{name.rpartition('.')[2]}").write_bytes(data)
        _run(program, sorted(inside.iterdir()), outside, Path(folder))
        made = {}
        for number, name in enumerate(files):
            pdf = outside / f"{number}.pdf"
            if not pdf.is_file():
                raise PipelineError(f"LibreOffice made no PDF of {name}")
            made[f"{name.rpartition('.')[0]}.pdf"] = _settled(pdf.read_bytes(), as_of)
    return made


def _run(program: str, files: list[Path], outside: Path, home: Path) -> None:
    """Run LibreOffice once over the files; whatever it leaves stays in the folder `home`."""
    options = [f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore"]
    try:
        subprocess.run(
            [program, *options, "--convert-to", "pdf", "--outdir", str(outside), *map(str, files)],
            capture_output=True,
            check=False,
            timeout=START + EACH * len(files),
            env={**os.environ, "HOME": str(home), "TZ": "UTC"},
        )
    except subprocess.TimeoutExpired:
        raise PipelineError(f"LibreOffice took more than {START + EACH * len(files)} s to make PDF files") from None
    except OSError as error:
        raise PipelineError(f"LibreOffice could not be started: {error.strerror}") from error


def _settled(data: bytes, as_of: date) -> bytes:
    """A PDF that says the pack's day in place of the hour, and names itself by what it holds: as long as before."""

    def day(found: re.Match[bytes]) -> bytes:
        told = found[0]
        start = told.index(b"D:") + 2
        return told[:start] + f"{as_of:%Y%m%d}000000".encode() + told[start + 14 :]

    data = MADE.sub(day, data)
    name = hashlib.md5(IDS.sub(b"0" * 32, data), usedforsecurity=False).hexdigest().upper().encode()
    return IDS.sub(name, data)

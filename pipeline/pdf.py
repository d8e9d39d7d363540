"""Makes PDF files of Word and PowerPoint files with LibreOffice, where it is installed: same files, same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

from pipeline.documents import PDF
from pipeline.problems import PipelineError

NAMES = ("soffice", "libreoffice")
PLACES = (  # where it is installed without being on the path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", "--convert-to", "pdf")
# Its settings: what is a heading, a table or an alternative text in the document is one in the PDF, too.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">
<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
# What differs from run to run, each of a fixed length: the hour, and two hashes of it.
_HOUR = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}")
_HASHES = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


@dataclass(frozen=True)
class PdfFiles:
    """The PDF files by name, and which files have none and why, a sentence each."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


def office() -> str:
    """The program that makes them; raise `PipelineError` where LibreOffice is not installed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    found = found or next((path for path in PLACES if Path(path).is_file()), "")
    if not found:
        raise PipelineError("PDF files can't be made: LibreOffice is not installed (its program soffice is not found)")
    return found


def as_pdf(files: Mapping[str, bytes], as_of: date, seconds: float) -> PdfFiles:
    """Make a PDF of each file, by name, all in one call; what that leaves out is tried again alone.

    A call may take `seconds` for each of its files. A PDF bears the as-of day, not the hour it was made.
    """
    if not files:
        return PdfFiles()
    program = office()
    made, _ = _called(program, files, seconds)
    lacking = []
    for name in files:
        if name not in made:
            alone, ended = _called(program, {name: files[name]}, seconds)
            made |= alone
            why = "LibreOffice made none of it" if ended else f"LibreOffice took more than {seconds:g} seconds"
            lacking += [] if alone else [f"{name} has no PDF: {why}"]
    named = {f"{name.rpartition('.')[0]}{PDF}": made[name] for name in files if name in made}
    return PdfFiles({name: as_of_day(data, as_of) for name, data in named.items()}, tuple(lacking))


def as_of_day(pdf: bytes, day: date) -> bytes:
    """A PDF without its hour and the hashes that rest on it, so that the same document makes the same bytes."""
    pdf = _HOUR.sub(rb"\g<1>" + f"{day:%Y%m%d}000000".encode(), pdf)
    body, trailer, end = pdf.rpartition(b"trailer")
    own = hashlib.sha256(body + _HASHES.sub(b"", end)).hexdigest()[:32].upper().encode()
    return body + trailer + _HASHES.sub(own, end)


def _called(program: str, files: Mapping[str, bytes], seconds: float) -> tuple[dict[str, bytes], bool]:
    """The PDFs that one call made, by the name of what each was made of, and whether the call ended in time.

    It has a profile and a home of its own, so that it neither waits for another nor reads a user's settings; files
    are numbered there, whatever their names.
    """
    with tempfile.TemporaryDirectory(prefix="planpack-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        paths = [folder / f"{n}.{name.rpartition('.')[2]}" for n, name in enumerate(files)]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", *OPTIONS, "--outdir", str(folder)]
        ended = _ran(
            [*command, *map(str, paths)], {**os.environ, "HOME": str(folder), "TZ": "UTC"}, seconds * len(paths)
        )
        found = {name: _whole(path.with_suffix(PDF)) for name, path in zip(files, paths, strict=True)}
    return {name: pdf for name, pdf in found.items() if pdf}, ended


def _whole(path: Path) -> bytes:
    """A PDF that was written to its end; nothing where there is none."""
    data = path.read_bytes() if path.is_file() else b""
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else b""


def _ran(command: list[str], environment: Mapping[str, str], seconds: float) -> bool:
    """Run a program; whether it ended in time. Raise `PipelineError` where it can't be started."""
    try:
        with _ended_with_us(command, environment) as process:
            process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    except OSError as error:
        raise PipelineError(f"LibreOffice could not be started: {error.strerror}") from error
    return True


@contextmanager
def _ended_with_us(command: list[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program that ends with all it began when its time is up, also where this process is told to end."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, env=environment, start_new_session=True
    )
    told = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, _leave) if told else None
    try:
        yield process
    finally:
        _end(process)
        if told:
            signal.signal(signal.SIGTERM, before)


def _leave(number: int, _: FrameType | None) -> NoReturn:
    """End this process as the signal asks, but by way of what is still to be tidied up."""
    raise SystemExit(128 + number)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and those that it began; one that has ended is left alone."""
    if process.poll() is not None:
        return
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()

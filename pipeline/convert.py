"""Turns finished Word and PowerPoint files into PDFs by LibreOffice, where it is installed."""

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
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

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
class Converted:
    """The PDFs by file name, and why a file has none, a sentence each."""

    files: Mapping[str, bytes]
    lacking: tuple[str, ...] = ()


def find_office() -> Path | None:
    """The program that converts; None where it is not installed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else next((path for path in map(Path, PLACES) if path.is_file()), None)


def convert(office: Path, files: Mapping[str, bytes], as_of: date, seconds: float) -> Converted:
    """Turn files, by name, into PDFs in one call; what that leaves out is tried again alone.

    A call may take `seconds` for each of its files. A PDF bears the as-of day, not the hour it was made.
    """
    made, _ = _called(office, files, seconds)
    lacking = []
    for name in files:
        if name not in made:
            alone, ended = _called(office, {name: files[name]}, seconds)
            made |= alone
            why = "LibreOffice made none of it" if ended else f"LibreOffice took more than {seconds:g} seconds"
            lacking += [] if alone else [f"{name} has no PDF: {why}"]
    return Converted({pdf_of(name): as_of_day(made[name], as_of) for name in files if name in made}, tuple(lacking))


def pdf_of(name: str) -> str:
    """The name of a file's PDF, which stands beside it."""
    return f"{name.rpartition('.')[0]}.pdf"


def as_of_day(pdf: bytes, day: date) -> bytes:
    """A PDF without its hour and the hashes that rest on it, so that the same document makes the same bytes."""
    pdf = _HOUR.sub(rb"\g<1>" + f"{day:%Y%m%d}000000".encode(), pdf)
    body, trailer, end = pdf.rpartition(b"trailer")
    own = hashlib.sha256(body + _HASHES.sub(b"", end)).hexdigest()[:32].upper().encode()
    return body + trailer + _HASHES.sub(own, end)


def _called(office: Path, files: Mapping[str, bytes], seconds: float) -> tuple[dict[str, bytes], bool]:
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
        command = [str(office), f"-env:UserInstallation={profile.as_uri()}", *OPTIONS, "--outdir", str(folder)]
        ended = _ran(
            [*command, *map(str, paths)], {**os.environ, "HOME": str(folder), "TZ": "UTC"}, seconds * len(paths)
        )
        found = {name: _whole(path.with_suffix(".pdf")) for name, path in zip(files, paths, strict=True)}
    return {name: pdf for name, pdf in found.items() if pdf}, ended


def _whole(path: Path) -> bytes:
    """A PDF that was written to its end; nothing where there is none."""
    data = path.read_bytes() if path.is_file() else b""
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else b""


def _ran(command: list[str], environment: Mapping[str, str], seconds: float) -> bool:
    """Run a program; whether it ended in time."""
    with _ended_with_us(command, environment) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
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

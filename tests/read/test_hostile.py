"""Files made to harm cost their account one sentence, in little time and memory; the other accounts go on."""

from __future__ import annotations

import resource
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.cells import Cells
from pipeline.engines import watched
from pipeline.flows.accounts import Lost, over
from pipeline.limits import Bounds, Limits
from pipeline.read import read
from tests.read.books import book, in_sheet, rebuilt

STRAY = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SOUND = book({"Risks": [["Id", "Event"], ["R1", "Fire"]]})
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def laughing(name: str, part: bytes) -> bytes:
    """A tab whose first text would be a thousand million words."""
    if not name.endswith("sheet1.xml"):
        return part
    text = part.decode().replace("<worksheet", f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><worksheet', 1)
    return text.replace('<c r="A2" t="s"><v>2</v>', '<c r="A2" t="str"><v>&l9;</v>').encode()


def bombed(name: str, part: bytes) -> bytes:
    return part + b" " * 100_000_000 if name.endswith("sheet1.xml") else part


def rows_of(element: str, count: int) -> str:
    return "".join(element.format(n=n) for n in range(3, count + 1))


def with_rows(element: str, count: int = 1_048_576) -> bytes:
    return in_sheet(SOUND, "</sheetData>", rows_of(element, count) + "</sheetData>")


# How a file is made, and the code of its one problem; lawful ones have none and are read.
FILES = {
    "bomb": (partial(rebuilt, SOUND, bombed), "file-too-large"),
    "billion laughs": (partial(rebuilt, SOUND, laughing), "file-damaged"),
    "truncated": (lambda: SOUND[: len(SOUND) // 3], "file-damaged"),
    "encrypted": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "file-encrypted"),
    "far cells in every row": (
        partial(with_rows, '<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>', 300_000), "file-too-large|file-damaged",
    ),
    "a stray far cell": (partial(in_sheet, SOUND, "</sheetData>", f"{STRAY}</sheetData>"), ""),
    "formatted rows": (partial(with_rows, '<row r="{n}" s="1" customFormat="1"/>'), ""),
    "formatted cells": (partial(with_rows, '<row r="{n}"><c r="B{n}" s="1"/></row>'), ""),
}  # fmt: skip


PATIENT = Bounds(Limits(seconds=60))


def reading(root: Path, account: str, lost: Lost) -> tuple[Cells, float, int]:
    """Read an account in a worker; say how long it took, and how much memory on top of what was there."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    cells = read(root / account, PATIENT, watched, lost)
    return cells, time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_one_sentence_and_its_neighbours_nothing(name: str, tmp_path: Path) -> None:
    make, code = FILES[name]
    for account in ("acme", "brook"):
        (tmp_path / account).mkdir()
        (tmp_path / account / "goals.xlsx").write_bytes(book({"Goals": [["Id"], ["G1"]]}))
    (tmp_path / "acme" / "risks.xlsx").write_bytes(make())
    started = time.monotonic()
    found = dict(over(partial(reading, tmp_path), ["acme", "brook"], jobs=1))
    took = time.monotonic() - started
    acme, brook = found["acme"], found["brook"]
    assert isinstance(acme, tuple)
    assert isinstance(brook, tuple)
    assert took < 90  # the starts of the workers included
    assert acme[1] < 10  # seconds of a processor: what a busy machine adds is not the reader's
    assert acme[2] < 512 * 1024  # KiB
    assert not brook[0].problems
    assert [tab.name for tab in brook[0].tabs] == ["Goals"]
    tabs = {tab.name: tab for tab in acme[0].tabs}
    assert tabs["Goals"].rows[1] == ("G1",)
    if code:
        (problem,) = acme[0].problems
        assert problem.code in code.split("|")
        assert problem.place.file == "risks.xlsx"
        assert "\n" not in str(problem)
    else:
        assert not acme[0].problems
        assert tabs["Risks"].rows[1][:2] == ("R1", "Fire")

"""Untouched parts stay in the zip file as they lie there, however it was written; a broken file is a sentence."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.editing import Change, Unwritable, changed, formula_tabs, free_rows
from tests.editing.seen import changed_parts, packed
from tests.read.books import book, rebuilt
from tests.read.test_equals_openpyxl import by_us

SOUND = book({"Risks": [["Id", "Event"], ["R1", "Fire"]]})
SHEET = "xl/worksheets/sheet1.xml"
CHANGE = [Change("Risks", "B2", "Flood")]


class Unseekable(BytesIO):
    """A stream that can't go back: zipfile then writes sizes behind the parts."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def zipped(out: BytesIO, *, method: int = zipfile.ZIP_DEFLATED, zip64: bool = False, extra: bytes = b"") -> bytes:
    """The sound workbook, its zip file written in another way; parts in reverse, with comments and a stamp each."""
    with zipfile.ZipFile(BytesIO(SOUND)) as old, zipfile.ZipFile(out, "w") as new:
        new.comment = b"by hand"
        for name in reversed(old.namelist()):
            info = zipfile.ZipInfo(name, (2025, 3, 4, 5, 6, 8))
            info.compress_type, info.comment, info.extra, info.external_attr = method, name.encode(), extra, 0o644 << 16
            with new.open(info, "w", force_zip64=zip64) as part:
                part.write(old.read(name))
    return out.getvalue()


def with_ending_64(data: bytes) -> bytes:
    """The same zip file with its directory told in the long form, as .NET and Java do."""
    at = data.rindex(b"PK\x05\x06")
    count, length, directory = struct.unpack_from("<HLL", data, at + 10)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, directory)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    short = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:at] + end + locator + short


def with_offsets_64(data: bytes) -> bytes:
    """The same zip file with the places of its parts told in the long form."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        start, count = package.start_dir, len(package.infolist())
    at, records = start, []
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        end = at + 46 + name + extra + comment
        (offset,) = struct.unpack_from("<L", data, at + 42)
        long = struct.pack("<HHQ", 1, 8, offset)
        head = bytearray(data[at : at + 46])
        struct.pack_into("<H", head, 30, extra + len(long))
        struct.pack_into("<L", head, 42, 0xFFFFFFFF)
        records.append(bytes(head) + data[at + 46 : at + 46 + name + extra] + long + data[end - comment : end])
        at = end
    directory = b"".join(records)
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + ending


WAYS: dict[str, Callable[[], bytes]] = {
    "plain": lambda: zipped(BytesIO()),
    "stored": lambda: zipped(BytesIO(), method=zipfile.ZIP_STORED),
    "sizes behind the parts": lambda: zipped(Unseekable()),
    "long sizes": lambda: zipped(BytesIO(), zip64=True),
    "long sizes behind the parts": lambda: zipped(Unseekable(), zip64=True),
    "extra fields": lambda: zipped(BytesIO(), extra=struct.pack("<HHL", 0x5455, 4, 7)),
    "long ending": lambda: with_ending_64(zipped(BytesIO())),
    "long places": lambda: with_offsets_64(zipped(BytesIO())),
    "bytes between the parts": lambda: padded(zipped(BytesIO())),
}


def padded(data: bytes) -> bytes:
    """The same zip file with unused bytes in front of its directory."""
    at = data.rindex(b"PK\x05\x06")
    with zipfile.ZipFile(BytesIO(data)) as package:
        start = package.start_dir
    end = bytearray(data[at:])
    struct.pack_into("<L", end, 16, start + 16)
    return data[:start] + bytes(16) + data[start:at] + bytes(end)


@pytest.mark.parametrize("way", WAYS)
def test_untouched_parts_are_copied_as_they_lie_there(way: str) -> None:
    data = WAYS[way]()
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
    after = changed(data, CHANGE)
    assert by_us(after)["Risks", "B2"] == "Flood"
    with zipfile.ZipFile(BytesIO(after)) as package, zipfile.ZipFile(BytesIO(data)) as former:
        assert package.testzip() is None
        assert package.comment == former.comment
        for info in former.infolist():
            new = package.getinfo(info.filename)
            assert (new.comment, new.date_time, new.external_attr) == (info.comment, info.date_time, info.external_attr)
            assert new.compress_type == info.compress_type
    if way == "long places":  # where a part begins stands in its record, in a field of its own
        assert {name for name in packed(data) if packed(data)[name].raw != packed(after)[name].raw} == {SHEET}
    else:
        assert changed_parts(data, after) == {SHEET}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_changed_is_the_same_file(way: str) -> None:
    data = WAYS[way]()
    assert changed(data, [Change("Risks", "D9", None)]) == data


def encrypted(data: bytes) -> bytes:
    """The workbook with its first tab marked as locked by a password of the zip file."""
    at = data.index(SHEET.encode(), data.index(b"PK\x01\x02")) - 46
    return data[: at + 8] + b"\x01" + data[at + 9 :]


def rewritten(name: str, write: Callable[[bytes], bytes | None]) -> bytes:
    """The workbook with one part written anew, or left out."""
    return rebuilt(SOUND, lambda other, part: write(part) if other == name else part)


SIGNATURE = (
    b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    b'digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
)
NO_WORKBOOK = "the file is no Excel workbook (.xlsx)"
REFUSED = {
    "empty": (b"", NO_WORKBOOK),
    "text": (b"Id;Event\nR1;Fire\n", NO_WORKBOOK),
    "another zip file": (rewritten("_rels/.rels", lambda _: None), NO_WORKBOOK),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "the workbook is protected by a password"),
    "password of the zip file": (encrypted(SOUND), "the workbook is protected by a password"),
    "cut off": (SOUND[: len(SOUND) // 2], "the workbook is damaged: it was cut off"),
    "a byte off": (SOUND.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "the workbook is damaged: its list of parts"),
    "two parts of one name": (
        rebuilt(SOUND, lambda _, part: part, {"XL/Worksheets/Sheet1.xml": b"<a/>"}),
        "the workbook is damaged: two of its parts are one",
    ),
    "signed": (
        rewritten("_rels/.rels", lambda part: part.replace(b"</Relationships>", SIGNATURE)),
        "the workbook carries a digital signature",
    ),
    "doctype": (
        rewritten(SHEET, lambda part: part.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet')),
        "the workbook is damaged: a part declares a DOCTYPE",
    ),
    "no cells": (rewritten(SHEET, lambda _: None), f"the workbook is damaged: the part {SHEET} is missing"),
    "broken": (rewritten(SHEET, lambda part: part[:-9]), "the workbook is damaged: a part of it can't be read"),
    "utf-16": (
        rewritten(SHEET, lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "the workbook is written in a way that can't be changed safely: a part is in another encoding than UTF-8",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_changed_is_told_in_a_sentence(name: str) -> None:
    data, sentence = REFUSED[name]
    for call in (lambda: changed(data, CHANGE), lambda: free_rows(data, "Risks", 1, ["A"], 1)):
        with pytest.raises(Unwritable) as told:
            call()
        assert str(told.value).startswith(sentence)
        assert told.value.change is None


PARTS = (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
PIECES = (b"<row>", b"<c>", b'"', b"", b"/", b"<!--", b"9", b"<![CDATA[", b"r", b" ")


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_file_is_a_sentence_or_changed_but_never_a_crash(data: st.DataObject) -> None:
    """Bytes of the file, or of a part behind a good checksum, are exchanged."""
    if data.draw(st.booleans()):
        broken = bytearray(SOUND)
        for at in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=4)):
            broken[at] = data.draw(st.integers(0, 255))
        hostile = bytes(broken)
    else:
        at, piece = data.draw(st.integers(0, 900)), data.draw(st.sampled_from(PIECES))
        hostile = rewritten(data.draw(st.sampled_from(PARTS)), lambda part: part[:at] + piece + part[at + 1 :])
    changes = [*CHANGE, Change("Risks", "D7", 4), Change("Risks", "A1", date(2026, 3, 31))]
    for call in (lambda: changed(hostile, changes), lambda: formula_tabs(hostile)):
        with suppress(Unwritable):
            call()

"""Parts are compressed in either way, so that every reader has them back."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from types import ModuleType

import pytest

from pipeline.render import package
from pipeline.render.package import deflated, fast_deflate, member, write_zip

PART = b"<w:p><w:t>Goals of the quarter</w:t></w:p>" * 2_000


def unpacked(name: str, data: bytes) -> bytes:
    """A part as a reader of the file has it."""
    with zipfile.ZipFile(io.BytesIO(write_zip([member(name, data), member("b.xml", data, lasting=True)]))) as file:
        assert file.testzip() is None
        assert file.read("b.xml") == data
        return file.read(name)


@pytest.mark.parametrize("size", [0, 1, 8_000, 8_193, 16_385, len(PART)])
def test_a_part_of_any_size_comes_back(size: int) -> None:
    assert unpacked("a.xml", PART[:size]) == PART[:size]


def test_what_is_compressed_already_is_stored() -> None:
    assert member("a.png", PART).packed == len(PART)
    assert member("a.xml", PART).packed < len(PART) / 20


def test_isa_l_is_taken_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def compress(data: bytes, level: int, window: int) -> bytes:
        asked.append((level, window))
        return zlib.compress(data, 1, window)

    isal = ModuleType("isal")
    isal.isal_zlib = ModuleType("isal.isal_zlib")  # type: ignore[attr-defined]
    isal.isal_zlib.compress = compress  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "isal", isal)
    monkeypatch.setattr(package, "_deflate", fast_deflate())
    assert unpacked("a.xml", PART) == PART
    assert asked == [(2, -zlib.MAX_WBITS)]
    monkeypatch.setitem(sys.modules, "isal", None)
    assert fast_deflate() is deflated

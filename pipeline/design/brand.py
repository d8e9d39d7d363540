"""The brand's theme and the packages that templates are drawn on: our own clean parts, not a library's defaults."""

from __future__ import annotations

from pathlib import Path
from string import Template

from pipeline.design.seal import zipped
from pipeline.theme import BODY_FONT, BRAND, HEADING_FONT

BASE = Path(__file__).parent / "base"


def base_package(kind: str, language: str) -> bytes:
    """The empty package of a kind ("word" or "slides"), in the brand's colours and fonts and a language (en-GB)."""
    folder = BASE / kind
    words = {**BRAND, "body_font": BODY_FONT, "heading_font": HEADING_FONT, "language": language}
    parts = {
        path.relative_to(folder).as_posix().removesuffix(".part"): _filled(path, words)
        for path in sorted(folder.rglob("*.part"))
    }
    theme = _filled(BASE / "theme.xml.part", words)
    where = {"word": ("word/theme/theme1.xml",), "slides": ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml")}
    # The notes' theme is a part of its own: PowerPoint repairs a file whose masters share one.
    return zipped({**parts, **dict.fromkeys(where[kind], theme)})


def _filled(path: Path, words: dict[str, str]) -> bytes:
    return Template(path.read_text(encoding="utf-8")).substitute(words).encode()

"""Reads the colours that a template's blocks are drawn in: of each slide, or of all pages of a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.grounds import palette_of_pages, palette_of_slides
from pipeline.palette import Palette, theme_colours
from pipeline.render.ooxml import P
from pipeline.render.package import Package, parse
from pipeline.render.slideshow import Slide, led

SIZE = (12192000, 6858000)  # EMU, of a deck that doesn't say


def palettes_of(package: Package, parts: Sequence[str], slides: Sequence[Slide]) -> Mapping[str, Palette]:
    """By part, the brand's colours in place of those that drawings name; no entry where they are the same."""
    if not slides:
        palette = _of_pages(package)
        return dict.fromkeys(parts, palette) if palette else {}
    size = _size(package)

    @cache
    def of_layout(layout: str, master: str) -> Palette | None:
        theme = theme_colours(_text(package, led(package, master, "theme")))
        return palette_of_slides(_text(package, layout), _text(package, master), theme, size)

    found = {slide.part: of_layout(*slide.outlines) for slide in slides}
    return {part: palette for part, palette in found.items() if palette}


def _of_pages(package: Package) -> Palette | None:
    theme = _text(package, led(package, package.main, "theme"))
    return (
        palette_of_pages(_text(package, led(package, package.main, "settings")), theme_colours(theme))
        if theme
        else None
    )


def _text(package: Package, part: str) -> str:
    return package.parts.get(part, b"").decode("utf-8", "replace")


def _size(package: Package) -> tuple[int, int]:
    found = parse(package, package.main).find(f"{{{P}}}sldSz")
    return SIZE if found is None else (int(found.get("cx", SIZE[0])), int(found.get("cy", SIZE[1])))

"""The Word pages on companies' own files: in the brand's fonts, readable on their ground, within their column."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from pipeline.palette import TEXT_CONTRAST, contrast, shaded
from tests.design.branded import LENGTHS, PAGE_CASES, Case, brand_file, made
from tests.design.brands import unzipped
from tests.design.said import document

pytestmark = pytest.mark.xdist_group("brands")  # so that one process draws them, once
SLOTS = {"text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2", "dark1": "dk1", "light1": "lt1",
         "dark2": "dk2", "light2": "lt2"}  # fmt: skip
LARGE = 14  # points: from so large bold text on, a contrast that shapes have is enough (WCAG 2.2, 1.4.3 and 1.4.11)
SEEN = 3.0
SIGNS = "●◆▲■○◇△–"  # of tones, beside the word that says the same
HAIR = 20  # twips
PAPER = "FFFFFF"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files lie."""
    return tmp_path_factory.mktemp("pages on brands")


@cache
def opened(folder: Path, case: Case, length: str) -> Any:
    """A filled document."""
    return document(made(folder, case, length).read_bytes())


@cache
def theme_of(path: Path) -> dict[str, str]:
    """The colours of a file's theme by slot, and its fonts as `major` and `minor`."""
    xml = next((body.decode() for part, body in unzipped(path.read_bytes()).items() if "/theme/theme" in part), "")
    colours = re.findall(
        r"<a:(dk1|lt1|dk2|lt2|accent\d|hlink)>\s*<a:(?:srgbClr val|sysClr [^>]*?lastClr)=\"(\w{6})", xml
    )
    fonts = re.findall(r'<a:(major|minor)Font>\s*<a:latin typeface="([^"]*)"', xml)
    return {**dict(colours), **dict(fonts)}


def lightened(rgb: str, kept: float) -> str:
    """A colour of whose darkness a part is kept, as Word applies a tint: hue and saturation stay."""
    hue, light, full = colorsys.rgb_to_hls(*(int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    parts = colorsys.hls_to_rgb(hue, light * kept + 1 - kept, full)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def colour_of(element: Any, theme: dict[str, str], value: str, named: str) -> str:
    """The colour that an element names by the theme's slot, or as it is; empty for none and for automatic."""
    slot = element.get(qn(f"w:theme{named}"))
    rgb = theme.get(SLOTS.get(slot, slot or ""), "")
    kind = "" if named == "Color" else "Fill"
    shade, tint = (element.get(qn(f"w:theme{kind}{name}")) for name in ("Shade", "Tint"))
    if rgb:
        rgb = shaded(rgb, int(shade, 16) / 2.55) if shade else rgb
        return lightened(rgb, int(tint, 16) / 255) if tint else rgb
    written = element.get(qn(f"w:{value}")) or ""
    return written if re.fullmatch(r"[0-9A-Fa-f]{6}", written) else ""


class Looks:
    """What the styles of a document give to its text: colours, sizes, fonts."""

    def __init__(self, made: Any, theme: dict[str, str]) -> None:
        self.theme = theme
        self.styles = {style.style_id: style.element for style in made.styles}
        self.default = made.styles.element.find(qn("w:docDefaults"))
        normal = next(s.element for s in made.styles if s.element.get(qn("w:default")) and s.type == 1)
        self.normal = normal.get(qn("w:styleId"))

    def chain(self, name: str | None) -> Iterator[Any]:
        """A style and those that it is based on, the nearest first."""
        style = self.styles.get(name)
        while style is not None:
            yield style
            base = style.find(qn("w:basedOn"))
            style = self.styles.get(base.get(qn("w:val"))) if base is not None else None

    def holders(self, run: Any) -> Iterator[Any]:
        """Where the letters of a run may be described: the run, its style, its paragraph's, the default."""
        yield run
        paragraph = next(run.iterancestors(qn("w:p")))
        named = [run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"), paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")]
        yield from self.chain(named[0].get(qn("w:val")) if named[0] is not None else None)
        yield from self.chain(named[1].get(qn("w:val")) if named[1] is not None else self.normal)
        if self.default is not None:
            yield from self.default.iter(qn("w:rPrDefault"))

    def said(self, run: Any, name: str) -> Any:
        """The nearest description of one quality."""
        found = (holder.find(f"{qn('w:rPr')}/{qn(name)}") for holder in self.holders(run))
        return next((one for one in found if one is not None), None)

    def ink(self, run: Any) -> str:
        """The colour of a run's letters; black where nothing says it."""
        said = self.said(run, "w:color")
        return (colour_of(said, self.theme, "val", "Color") if said is not None else "") or "000000"

    def points(self, run: Any) -> float:
        """The size of a run's letters."""
        said = self.said(run, "w:sz")
        return int(said.get(qn("w:val"))) / 2 if said is not None else 10

    def ground(self, run: Any) -> str:
        """What a run stands on: the nearest shading of run, paragraph, its style or cell, else paper."""
        paragraph = next(run.iterancestors(qn("w:p")))
        cell = next(run.iterancestors(qn("w:tc")), None)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        holders = [run.find(qn("w:rPr")), paragraph.find(qn("w:pPr")),
                   *(s.find(qn("w:pPr")) for s in self.chain(style.get(qn("w:val")) if style is not None else None)),
                   cell.find(qn("w:tcPr")) if cell is not None else None]  # fmt: skip
        for holder in holders:
            shading = holder.find(qn("w:shd")) if holder is not None else None
            if shading is not None and (rgb := colour_of(shading, self.theme, "fill", "Fill")):
                return rgb
        return PAPER


def runs_of(made: Any) -> Iterator[Any]:
    """Each run with words, of the body, headers and footers; not those in shapes, which have a fill of their own."""
    parts = [made.element.body]
    for section in made.sections:
        parts += [section.header._element, section.footer._element]
    for part in parts:
        for run in part.iter(qn("w:r")):
            words = "".join(t.text or "" for t in run.iterchildren(qn("w:t"))).strip()
            if words and next(run.iterancestors(qn("w:txbxContent")), None) is None:
                yield run


@pytest.mark.parametrize("case", PAGE_CASES, ids=str)
def test_words_are_in_the_fonts_of_the_brand(folder: Path, case: Case) -> None:
    """No run and no style in use names a font that neither the brand's theme nor its own styles have."""
    page = opened(folder, case, "long")
    file = brand_file(folder, case.brand)
    lawful = {theme_of(file).get("major"), theme_of(file).get("minor")}
    lawful |= set(re.findall(r'w:ascii="([^"]*)"', unzipped(file.read_bytes())["word/styles.xml"].decode()))
    looks = Looks(page, theme_of(made(folder, case, "long")))
    fonts = [looks.said(run, "w:rFonts") for run in runs_of(page)]
    named = {font.get(qn("w:ascii")) for font in fonts if font is not None and not font.get(qn("w:asciiTheme"))}
    assert named - {None} <= lawful
    themed = {looks.theme.get(font.get(qn("w:asciiTheme"))[:5], "") for font in fonts
              if font is not None and font.get(qn("w:asciiTheme"))}  # fmt: skip
    assert themed <= lawful
    assert named | themed
    assert len(fonts) > 20


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("case", PAGE_CASES, ids=str)
def test_words_can_be_read_on_what_they_stand_on(folder: Path, case: Case, length: str) -> None:
    page = opened(folder, case, length)
    looks = Looks(page, theme_of(made(folder, case, length)))
    seen = 0
    for run in runs_of(page):
        ink, ground = looks.ink(run), looks.ground(run)
        text = "".join(t.text or "" for t in run.iter(qn("w:t")))
        large = looks.points(run) >= LARGE or text.strip() in SIGNS
        least = SEEN if large else TEXT_CONTRAST
        assert contrast(ink, ground) >= least - 0.05, (text, ink, ground)
        seen += 1
    assert seen > 10


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("case", PAGE_CASES, ids=str)
def test_no_table_is_wider_than_its_column(folder: Path, case: Case, length: str) -> None:
    page = opened(folder, case, length)
    body = page.element.body
    sections = list(body.iter(qn("w:sectPr")))
    seen = 0
    for table in body.iterchildren(qn("w:tbl")):
        behind = [one for sibling in table.itersiblings() for one in sibling.iter(qn("w:sectPr"))]
        section = behind[0] if behind else sections[-1]
        size, margins, columns = (section.find(qn(f"w:{name}")) for name in ("pgSz", "pgMar", "cols"))
        room = int(size.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))
        many = int(columns.get(qn("w:num"), 1)) if columns is not None else 1
        room = (room - (many - 1) * int(columns.get(qn("w:space"), 720))) // many if many > 1 else room
        indent = table.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}")
        least = int(indent.get(qn("w:w"))) if indent is not None else 0
        for row in table.iterchildren(qn("w:tr")):
            widths = [int(w.get(qn("w:w"))) for cell in row.iterchildren(qn("w:tc")) for w in cell.iter(qn("w:tcW"))
                      if next(w.iterancestors(qn("w:tc"))) is cell]  # fmt: skip
            assert least + sum(widths) <= room + HAIR, (widths, room)
            seen += 1
    assert seen > 0 or not list(body.iter(qn("w:tbl")))

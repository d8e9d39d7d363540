"""Gives a brand's layouts the places for footer and number that they lack, so that new slides have them, too."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from pipeline.design.layouts import Box, Layout, kind_of
from pipeline.palette import Palette

FOOT_POINTS = 10.0
FIELD = "{B2F7A1C4-5D60-4E6B-9C3E-1A2B3C4D5E6F}"
NAMES = {"ftr": "Footer", "sldNum": "Slide number"}


def give_furniture(one: Layout, language: str) -> None:
    """Put the placeholders for footer and number on a layout that has none, where a slide's own go."""
    held = {kind_of(shape) for shape in one.layout.placeholders}
    for kind, place in (("ftr", one.foot), ("sldNum", one.number)):
        if kind not in held:
            tree = one.layout.shapes._spTree
            last = tree.find(qn("p:extLst"))
            made = _placeholder(kind, place, one, language)
            if last is None:
                tree.append(made)
            else:
                last.addprevious(made)


def number_field(palette: Palette | None, language: str) -> Any:
    """The field that shows a slide's number."""
    look = f'<a:rPr lang="{language}" sz="{FOOT_POINTS * 100:.0f}">{_fill(palette)}</a:rPr>'
    return parse_xml(f'<a:fld {nsdecls("a")} id="{FIELD}" type="slidenum">{look}<a:t>‹#›</a:t></a:fld>')


def _placeholder(kind: str, place: Box, one: Layout, language: str) -> Any:
    tree = one.layout.shapes._spTree
    identity = 1 + max(int(found.get("id")) for found in tree.iter(qn("p:cNvPr")))
    index = 1 + max([90, *(int(found.get("idx", "0")) for found in tree.iter(qn("p:ph")) if _small(found))])
    left, top, width, height = (
        Inches(side) for side in (place.left, place.top, place.right - place.left, place.bottom - place.top)
    )
    end = f'<a:endParaRPr lang="{language}"/>'
    said = f'<a:fld id="{FIELD}" type="slidenum"><a:rPr lang="{language}"/><a:t>‹#›</a:t></a:fld>{end}'
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{identity}" name="{NAMES[kind]}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr algn="{"l" if kind == "ftr" else "r"}"><a:defRPr sz="{FOOT_POINTS * 100:.0f}">'
        f"{_fill(one.palette)}</a:defRPr></a:lvl1pPr></a:lstStyle>"
        f"<a:p>{end if kind == 'ftr' else said}</a:p></p:txBody></p:sp>"
    )


def _small(found: Any) -> bool:
    """Whether a placeholder's index is one that can be counted on from: Office gives none the largest number."""
    return int(found.get("idx", "0")) < 4_000_000_000


def _fill(palette: Palette | None) -> str:
    colour = palette.drawing("accent6") if palette else '<a:schemeClr val="accent6"/>'
    return f"<a:solidFill>{colour}</a:solidFill>"

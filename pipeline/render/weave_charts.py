"""Weaves the blocks into native charts that a template designs: a chart whose alternative text is one tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.render.designed import (
    ChartSlot,
    Design,
    charts_of,
    companions_of,
    parts_behind,
    take_apart,
)
from pipeline.render.frames import frame_of
from pipeline.render.marks import TOKEN, TOKEN_END
from pipeline.render.ooxml import DRAWING, WP, A, C, P, R
from pipeline.render.package import Package, parse
from pipeline.render.pairs import finish
from pipeline.render.program import compile_program
from pipeline.render.scan import only_tag
from pipeline.render.slots import Slot, SlotTag
from pipeline.render.weave import simplify, weave_paragraphs
from pipeline.render.woven import OURS, Element, Woven, block_source, print_source, program_of
from pipeline.tags import Tag

BlockOf = Callable[[str], SlotTag | None]
Where = Callable[[Element], str]
SHAPE = f"{{{P}}}graphicFrame"


def weave_charts(
    package: Package, part: str, woven: Woven, slots: list[Slot], where: Where, block: BlockOf, tags: Mapping[str, Tag]
) -> frozenset[str]:
    """Weave blocks into a part's charts; the relationships that it no longer needs, since each account has its own."""
    leads = {r.id: r.part for r in package.relationships.get(part, ())}
    done: set[str] = set()
    frames = [*charts_of(woven.root, SHAPE, f"{{{P}}}cNvPr")]
    for kind in ("inline", "anchor"):
        frames += charts_of(woven.root, f"{{{WP}}}{kind}", f"{{{WP}}}docPr")
    for frame, named, relationship in frames:
        found = only_tag(named.get("descr", "").strip())
        named_block = block(found.says) if found else None
        if found is None or named_block is None or leads.get(relationship) not in package.parts:
            continue
        place = where(frame)
        design = design_of(package, leads[relationship], place, woven, tags)
        if design is not None:
            _weave(
                woven,
                frame,
                named,
                ChartSlot(named_block.said, *frame_of(frame), design, frame.tag != SHAPE),
                place,
                slots,
            )
        done.add(relationship)
    return frozenset(done)


def design_of(package: Package, part: str, place: str, told: Woven, tags: Mapping[str, Tag]) -> Design | None:
    """The design of a chart's part; None where it has faults, which are told."""
    root = parse(package, part)
    simplify(root)
    woven = Woven(root)
    weave_paragraphs(woven, DRAWING, lambda element: place)
    finish(woven)
    plots, looks = take_apart(root, woven, place)
    told.faults += woven.faults
    if woven.faults:
        return None
    source, lines = program_of(woven, {"c": C, "a": A, "r": R})
    program, faults = compile_program(package.name, part, source, lines, tags)
    told.faults += faults
    companions = tuple(companions_of(package, part))
    return Design(program, plots, looks, companions, parts_behind(package, companions)) if program else None


def _weave(woven: Woven, frame: Element, named: Element, slot: ChartSlot, place: str, slots: list[Slot]) -> None:
    """Let a frame stand where its block has data, with its own chart and alternative text, else the block's words."""
    number = len(slots)
    slots.append(slot)

    def mark(source: str) -> int:
        return woven.mark(place, slot.tag, source)

    def printed(name: str) -> int:
        return mark(print_source(f"{slot.tag} | {OURS}{name}({number})"))

    named.set("descr", f"{TOKEN}{printed('finding')}{TOKEN_END}")
    chart = next(frame.iter(f"{{{C}}}chart"))
    chart.set(f"{{{R}}}id", f"{TOKEN}{printed('chart')}{TOKEN_END}")
    outer = frame.getparent() if slot.in_line else frame
    if outer is None:
        return
    rest = [mark(block_source("else")), printed("instead"), mark(block_source("endif"))]
    outer.addprevious(woven.instruction(mark(block_source(f"if {slot.tag} | {OURS}shows({number})"))))
    for one in reversed(rest):
        outer.addnext(woven.instruction(one))

"""Hands on a part's compiled program and runs it: values in the places of tags, blocks in the places of slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context, LoopContext

from pipeline.blocks import Block, Chart
from pipeline.problems import PipelineError
from pipeline.render.assembled import assembled
from pipeline.render.chart_data import filled_chart
from pipeline.render.charts import is_empty
from pipeline.render.comparing import PLAIN, compare_values, plain
from pipeline.render.designed import ChartSlot
from pipeline.render.filters import FILTERS, PRINTER
from pipeline.render.marks import (
    BLOCK,
    BLOCK_END,
    COMMENT,
    COMMENT_END,
    PRINT,
    PRINT_END,
    Xml,
    in_attribute,
    in_text,
)
from pipeline.render.meaning import faults_of, nearest
from pipeline.render.portions import topped
from pipeline.render.sandbox import BUDGET, EXPRESSION_ERRORS, Budget, Sandbox, TooMuch, count_steps, line_of, why
from pipeline.render.shrink import fitted
from pipeline.render.slots import Page, Slot
from pipeline.render.spoken import in_language
from pipeline.render.text_frames import TextSlot
from pipeline.render.told_formats import told_wrong
from pipeline.render.words import Printer
from pipeline.render.woven import OPENS, OURS, Fault, Mark, block_source, print_source
from pipeline.tags import Pages, Tag

Draw = Callable[[Block, Slot, Page], str]
Bound = Mapping[str, Any]
NONE: Bound = MappingProxyType({})
NOTHING = Xml("")
LOOSE = ("unknown-tag", "internal-tag", "topic-alone", "refused")
LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
_SURPLUS = re.compile(r"expected token 'end of [^']*', got '([^']+)'")
RUN = "the run"  # under this name, which no expression can write, the context holds the running program


@dataclass(frozen=True)
class Run:
    """What a running program draws with: its page, its slots and the function that draws a block."""

    page: Page
    slots: tuple[Slot, ...]
    draw: Draw
    pages: Pages
    items: list[dict[str, Any]] = field(default_factory=list)


@pass_context
def _print_xml(context: Context, value: Any) -> str:
    budget: Budget = context[BUDGET]
    if type(value) is Xml:
        return budget.print(value)
    printer: Printer = context[PRINTER]
    return budget.print(in_text(printer.print(value)))


@pass_context
def _print_attribute(context: Context, value: Any) -> Xml:
    printer: Printer = context[PRINTER]
    return in_attribute(printer.print(value))


@pass_context
def _next_id(context: Context, _: int) -> Xml:
    run: Run = context[RUN]
    return Xml(run.page.next_id())


class DrawingError(Exception):
    """A block's drawing failed: a fault of ours, not of the template; its cause tells more."""


@pass_context
def _draw(context: Context, block: Block, number: int) -> Xml:
    run: Run = context[RUN]
    slot = run.slots[number]
    if run.page.begun(slot) < 0:  # all of it stands on the slides before
        return Xml("")
    try:
        drawn = run.draw(topped(block, slot.top) if slot.top else block, slot, run.page)
        return Xml(in_language(run.page.recoloured(drawn), context[PRINTER].formats.tag))
    except PipelineError:
        raise
    except Exception as error:
        raise DrawingError(f"{slot.tag} can't be drawn") from error


@pass_context
def _shows(context: Context, block: Block, number: int) -> bool:
    """Whether a designed chart's block has data; raise `PipelineError` for a block that is no chart."""
    run: Run = context[RUN]
    if not isinstance(block, Chart):
        kind = type(block).__name__.lower()
        raise PipelineError(f"{run.slots[number].tag} is a {kind}, which the template's chart can't show")
    return not is_empty(block)


@pass_context
def _finding(context: Context, block: Chart, number: int) -> Xml:
    """What a designed chart says, as its alternative text."""
    printer: Printer = context[PRINTER]
    return in_attribute(printer.print(block.alt))


@pass_context
def _chart(context: Context, block: Chart, number: int) -> Xml:
    """The relationship of a designed chart with the block's data."""
    run: Run = context[RUN]
    slot = run.slots[number]
    assert isinstance(slot, ChartSlot)
    xml = slot.design.program.run(run.pages, context[PRINTER], run.page, run.draw)
    filled, workbook = filled_chart(slot.design, block, xml, run.page, slot.tag)
    return Xml(run.page.add_chart(filled, workbook, slot.design))


@pass_context
def _instead(context: Context, block: Chart, number: int) -> Xml:
    """What is said where a designed chart has nothing to show: on a slide in its frame, in Word in its line."""
    run: Run = context[RUN]
    slot = run.slots[number]
    if isinstance(slot, ChartSlot) and slot.in_line:
        printer: Printer = context[PRINTER]
        return Xml(f'<w:t xml:space="preserve">{in_text(printer.print(block.empty))}</w:t>')
    return _draw(context, block, number)


@pass_context
def _fit(context: Context, xml: str, number: int) -> str:
    """A frame whose text fits; where some of it was cut, that is told."""
    run: Run = context[RUN]
    slot = run.slots[number]
    assert isinstance(slot, TextSlot)
    text, cut = fitted(xml, slot)
    if cut:
        printer: Printer = context[PRINTER]
        printer.told.append(f"{slot.where}: the text has more than its frame holds at {slot.floor:g} points: it is cut")
    return text


@pass_context
def _keep(context: Context, value: Any, name: str) -> Xml:
    """Keep what a slide's loop gives to each of its copies; of the loop itself what it says now."""
    run: Run = context[RUN]
    if isinstance(value, LoopContext):
        value = {said: getattr(value, said) for said in LOOP}
    if name == "loop":
        run.items.append({})
    run.items[-1][name] = value
    return NOTHING


def _asked(value: Any, most: float) -> Any:
    """What a slot's tag asks for is read when the template is compiled; the value itself stays what it is."""
    return value


ENVIRONMENT = Sandbox(
    {
        **FILTERS,
        "height": _asked,
        "top": _asked,
        f"{OURS}keep": _keep,
        f"{OURS}slot": _draw,
        f"{OURS}id": _next_id,
        f"{OURS}attribute": _print_attribute,
        f"{OURS}shows": _shows,
        f"{OURS}finding": _finding,
        f"{OURS}chart": _chart,
        f"{OURS}instead": _instead,
        f"{OURS}fit": _fit,
        PLAIN: plain,
    },
    _print_xml,
    variable_start_string=PRINT,
    variable_end_string=PRINT_END,
    block_start_string=BLOCK,
    block_end_string=BLOCK_END,
    comment_start_string=COMMENT,
    comment_end_string=COMMENT_END,
)


@dataclass(frozen=True)
class Program:
    """A part's program.

    `file` and `part` name it, `lines` tells the tag of a line, `slots` the frames of its blocks.
    """

    file: str
    part: str
    template: Template
    lines: Mapping[int, Mark]
    slots: tuple[Slot, ...] = ()
    first_id: int = 1

    def run(self, pages: Pages, printer: Printer, page: Page, draw: Draw, bound: Bound = NONE) -> str:
        """The part filled; raise `PipelineError` naming the place and the tag that can't be printed.

        `bound` is what a slide that repeats knows of the item it stands for.
        """
        return assembled(self._printed(Run(page, self.slots, draw, pages), printer, bound))

    def items(self, pages: Pages, printer: Printer, page: Page, draw: Draw) -> list[dict[str, Any]]:
        """What the loop of a slide's notes gives to each copy of the slide."""
        run = Run(page, self.slots, draw, pages)
        self._printed(run, printer, NONE)
        return run.items

    def _printed(self, run: Run, printer: Printer, bound: Bound) -> list[str]:
        values = {**run.pages.topics, **bound, PRINTER: printer, RUN: run, BUDGET: Budget()}
        context = self.template.new_context(values)
        try:
            return list(self.template.root_render_func(context))
        except (*EXPRESSION_ERRORS, TooMuch) as error:
            line = line_of(error, self.template)
            mark = self.lines.get(line) or self.lines.get(max((n for n in self.lines if n <= line), default=0))
            where = f"{self.file}, {mark.where}: “{mark.says}”" if mark else f"{self.file}, {self.part}"
            raise PipelineError(f"{where} can't be printed: {why(error)}") from error


def compile_program(
    file: str,
    part: str,
    source: str,
    lines: Mapping[int, Mark],
    tags: Mapping[str, Tag],
    slots: tuple[Slot, ...] = (),
    first_id: int = 1,
    bound: frozenset[str] = frozenset(),
) -> tuple[Program | None, list[Fault]]:
    """Compile a part's source; None with what is wrong where it can't be.

    `bound` are the names that the loop of a slide's notes gives to its tags.
    """
    try:
        tree = ENVIRONMENT.parse(source, part, part)
        faults = list(faults_of(tree, lines, tags, bound))
        compare_values(tree)
        count_steps(tree)
        template = Template.from_code(ENVIRONMENT, ENVIRONMENT.compile(tree), {})
    except TemplateSyntaxError as error:
        mark = lines.get(error.lineno) or lines.get(max((n for n in lines if n <= error.lineno), default=0))
        unknown = why(error).partition("No filter named ")[2].strip("'")
        known = [name for name in ENVIRONMENT.filters if not name.startswith(OURS)]
        mend = nearest(unknown, known) if unknown else "write the tag as the guide to templates shows it"
        where, says = (mark.where, mark.says) if mark else ("", "")
        reason = f"there is no format {unknown}" if unknown else _plainly(why(error))
        return None, [Fault(where, f"“{says}” can't be read: {reason}", mend, "syntax")]
    return (None if faults else Program(file, part, template, lines, slots, first_id)), faults


def _plainly(reason: str) -> str:
    """Why a tag can't be read, without a word about how tags are kept."""
    if "special loop variable" in reason:
        return "loop is how a loop tells of itself, its lines need another name"
    surplus = _SURPLUS.search(reason)
    if surplus and not surplus[1].startswith("end of"):
        return f"“{surplus[1]}” can't stand there"
    if "unexpected char" in reason or "end of print" in reason or "end of statement" in reason:
        return "it ends too early"
    return reason


def wrong_amounts(says: str) -> bool:
    """Whether a block's tag asks for a number of lines or a height that no page could have."""
    tree = ENVIRONMENT.parse(print_source(says))
    return any(True for output in tree.find_all(nodes.Output) for part in output.nodes for _ in told_wrong(part))


def loose_faults(marks: Iterable[Mark], tags: Mapping[str, Tag], bound: frozenset[str]) -> list[Fault]:
    """The unknown names of a part's tags, each tag read by itself: of a part that can't be read as a whole."""
    found: list[Fault] = []
    marks = list(marks)
    loops = [f"{block_source(mark.says)}{block_source('endfor')}" for mark in marks if mark.word == "for"]
    for source in loops:
        with suppress(TemplateSyntaxError):
            for loop in ENVIRONMENT.parse(source).find_all(nodes.For):
                targets = (loop.target, *loop.target.find_all(nodes.Name))
                bound |= {name.name for name in targets if isinstance(name, nodes.Name)} | {"loop"}
    for mark in marks:
        end = f"{block_source(f'end{mark.word}')}" if mark.word in OPENS else ""
        source = mark.source if not mark.word else f"{block_source(mark.says)}{end}" if end else ""
        with suppress(TemplateSyntaxError):
            tree = ENVIRONMENT.parse(source)
            found += [one for one in faults_of(tree, {2: mark}, tags, bound) if one.code in LOOSE]
    return found


def compile_loop(
    file: str, part: str, says: str, mark: Mark, tags: Mapping[str, Tag]
) -> tuple[Program | None, frozenset[str], list[Fault]]:
    """Compile the loop that a slide's notes begin with: its program, the names it gives, what is wrong."""
    head, end = block_source(says), block_source("endfor")
    program, faults = compile_program(file, part, f"{head}{end}", {2: mark}, tags)
    if program is None:
        return None, frozenset(), faults
    loop = next(iter(ENVIRONMENT.parse(f"{head}{end}").find_all(nodes.For)))
    names = frozenset(
        name.name for name in (loop.target, *loop.target.find_all(nodes.Name)) if isinstance(name, nodes.Name)
    )
    kept = "".join(print_source(f'{name} | {OURS}keep("{name}")') for name in ("loop", *sorted(names)))
    program, faults = compile_program(file, part, f"{head}{kept}{end}", {2: mark}, tags)
    return program, names | {"loop"}, faults

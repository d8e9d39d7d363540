"""Makes sure that what tags open they close, that what they repeat may stand twice, and that cells end as Word asks."""

from __future__ import annotations

from lxml import etree

from pipeline.render.marks import DUE, PRINT, PRINT_END, TOKEN, TOKEN_END
from pipeline.render.ooxml import DRAWING, WORD, WP, A, P
from pipeline.render.woven import CLOSES, OPENS, OURS, TURNS, Element, Mark, Woven, remove


def finish(woven: Woven) -> None:
    """Check that what opens also closes beside it; give repeated drawings ids of their own; end cells as Word asks."""
    parents = dict.fromkeys(e.getparent() for e in woven.root.iter(etree.ProcessingInstruction))
    for parent in parents:
        if parent is not None:
            _check_pairs(woven, parent)
    for table in woven.root.iter(WORD.name("tbl"), DRAWING.name("tbl")):
        if table in parents and not _always(woven, table):
            number = next(int(e.text or 0) for e in table if isinstance(e, etree._ProcessingInstruction))
            mend = "keep a row, such as its headings"
            woven.fault(woven.marks[number].where, "every row of the table may go", mend, "no-rows-left")
    for cell in woven.root.iter(WORD.name("tc"), WORD.name("txbxContent"), WORD.name("hdr"), WORD.name("ftr")):
        if cell in parents:
            cell.append(woven.instruction(woven.mark("", "", DUE)))


def _numbers(woven: Woven, parent: Element) -> list[tuple[Element, Mark]]:
    """The tags between the children of an element."""
    return [(e, woven.marks[int(e.text or 0)]) for e in parent if isinstance(e, etree._ProcessingInstruction)]


def _always(woven: Woven, table: Element) -> bool:
    """Whether a table has a row outside of every condition and loop."""
    depth = 0
    for child in table:
        if isinstance(child, etree._ProcessingInstruction):
            word = woven.marks[int(child.text or 0)].word
            depth += (word in OPENS) - (word in CLOSES)
        elif depth == 0 and child.tag in (WORD.row, DRAWING.row):
            return True
    return False


def _check_pairs(woven: Woven, parent: Element) -> None:
    """Check that each for and if has its end among the same children; make what a loop repeats repeatable."""
    open_: list[tuple[Element, Mark]] = []
    for element, mark in _numbers(woven, parent):
        if mark.word in OPENS:
            open_.append((element, mark))
        elif mark.word in TURNS and not open_:
            woven.fault(mark.where, f"{{% {mark.says} %}} has no if", "begin it in the same place", "no-begin")
        elif mark.word in CLOSES:
            if not open_ or OPENS[open_[-1][1].word] != mark.word:
                begin = mark.word.removeprefix("end")
                woven.fault(mark.where, f"{{% {mark.says} %}} has no {begin} beside it", f"begin the {begin} in the "
                            "same paragraph, or use {%p and {%tr for paragraphs and rows", "no-begin")  # fmt: skip
                continue
            begun, opening = open_.pop()
            if opening.word == "for":
                _make_repeatable(woven, begun, element)
    for _, mark in open_:
        end = OPENS[mark.word]
        woven.fault(mark.where, f"{{% {mark.says} %}} has no {end} beside it", f"end it with {{% {end} %}} in the same "
                    "paragraph, or use {%p and {%tr for paragraphs and rows", "no-end")  # fmt: skip


def _make_repeatable(woven: Woven, begun: Element, ended: Element) -> None:
    """Between two marks: new ids for drawings, no bookmarks, no row ids."""
    element = begun.getnext()
    while element is not None and element is not ended:
        following = element.getnext()
        for drawing in element.iter(f"{{{WP}}}docPr", f"{{{P}}}cNvPr"):
            number = woven.mark("", "", f"{PRINT}0 | {OURS}id{PRINT_END}")
            drawing.set("id", f"{TOKEN}{number}{TOKEN_END}")
        doomed = [WORD.name("bookmarkStart"), WORD.name("bookmarkEnd")]
        for inner in list(element.iter(*doomed)):
            remove(inner)
        if element.tag == DRAWING.row:
            for extension in element.findall(f"{{{A}}}extLst"):
                element.remove(extension)
        element = following

"""Every renderer draws every block, short, long, empty or hostile: well formed, in its slot, with nothing unsaid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import etree

from pipeline.blocks import BLOCKS, Block, Bullets, Chart, Entry, Head, Label, Matrix, PeopleMap, Table, Text, Tiles
from pipeline.figures import Figure
from pipeline.render import slides, word
from pipeline.render.slots import Slot
from pipeline.theme import SIGNS, Tone
from tests.render import samples
from tests.render.plain_page import PlainPage

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = (
    '<root xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
)
FULL = Slot("topic.block", 457_200, 1_371_600, 11_277_600, 4_800_000)
HALF = Slot("topic.block", 6_300_000, 1_371_600, 5_400_000, 3_600_000)
COLUMN = Slot("topic.block", 0, 0, 6_120_000, 0)
RENDERERS: dict[str, tuple[Any, tuple[Slot, ...]]] = {"slides": (slides, (FULL, HALF)), "word": (word, (COLUMN,))}
SETS: dict[str, Callable[[], dict[str, Block]]] = {
    "ordinary": samples.ordinary, "long": samples.long, "empty": samples.empty, "hostile": samples.hostile,
}  # fmt: skip
CASES = [
    pytest.param(renderer, slot, block, id=f"{name}-{n}-{kind}-{key}")
    for name, (renderer, slots) in RENDERERS.items()
    for n, slot in enumerate(slots)
    for kind, make in SETS.items()
    for key, block in make().items()
]
ON_SLIDES = [case for case in CASES if case.values[0] is slides]


def drawn(renderer: Any, block: Block, slot: Slot) -> tuple[etree._Element, PlainPage]:
    """The XML that a renderer makes, parsed, and the page it was drawn on."""
    page = PlainPage()
    return etree.fromstring(f"{ROOT}{renderer.draw(block, slot, page)}</root>".encode()), page


def texts(root: etree._Element) -> list[str]:
    """The texts of all runs."""
    return [node.text or "" for node in root.iter(f"{A}t", f"{W}t")]


@pytest.mark.parametrize("renderer", [slides, word])
def test_each_renderer_has_a_drawer_for_each_block_and_samples_cover_all(renderer: Any) -> None:
    assert set(renderer.DRAWERS) == set(BLOCKS)
    for make in (samples.ordinary, samples.hostile):
        assert {type(block) for block in make().values()} == set(BLOCKS)


@pytest.mark.parametrize(("renderer", "slot", "block"), CASES)
def test_a_block_is_drawn_as_well_formed_xml_with_ids_of_its_own(renderer: Any, slot: Slot, block: Block) -> None:
    root, _ = drawn(renderer, block, slot)
    assert len(root) > 0
    ids = Counter(node.get("id") for node in root.iter() if etree.QName(node).localname in ("cNvPr", "docPr"))
    assert not [one for one, times in ids.items() if times > 1]


@pytest.mark.parametrize(("renderer", "slot", "block"), CASES)
def test_pictures_and_tables_say_their_finding_in_alt_text(renderer: Any, slot: Slot, block: Block) -> None:
    if not isinstance(block, Table | Chart | Matrix | PeopleMap | Tiles) or block in samples.empty().values():
        return
    root, page = drawn(renderer, block, slot)
    alt = " ".join(page.measure(block.alt).split())
    found = [node.get("descr") for node in root.iter()] + [n.get(f"{W}val") for n in root.iter(f"{W}tblDescription")]
    assert alt in found


@pytest.mark.parametrize(("renderer", "slot", "block"), CASES)
def test_colours_are_the_themes(renderer: Any, slot: Slot, block: Block) -> None:
    root, page = drawn(renderer, block, slot)
    assert not list(root.iter(f"{A}srgbClr"))
    for node in root.iter(f"{W}color", f"{W}shd"):
        assert node.get(f"{W}themeColor") or node.get(f"{W}themeFill"), etree.tostring(node)
    assert not any("srgbClr" in xml for xml, _ in page.charts)


@pytest.mark.parametrize(("renderer", "slot", "block"), CASES)
def test_what_is_printed_was_said_and_what_was_said_is_printed(renderer: Any, slot: Slot, block: Block) -> None:
    root, page = drawn(renderer, block, slot)
    charts = "".join("".join(etree.fromstring(xml.encode()).itertext()) for xml, _ in page.charts)
    names = " ".join(value for node in root.iter() for value in node.attrib.values())
    printed = _plain("".join(root.itertext()) + charts + names)
    for words in page.said:
        if page.charts and isinstance(words, Figure) and isinstance(words.value, int | float):
            continue  # printed by Office from the chart's cache
        beginning = _plain(page.measure(words))[:3]
        assert beginning in printed, f"{page.measure(words)!r} was logged, but isn't on the page"


@pytest.mark.parametrize(("renderer", "slot", "block"), CASES)
def test_nobody_s_words_become_markup(renderer: Any, slot: Slot, block: Block) -> None:
    root, page = drawn(renderer, block, slot)
    names = {node.tag for node in root.iter() if isinstance(node.tag, str) and "}" not in node.tag}
    assert names == {"root"}
    for xml, _ in page.charts:
        assert xml.count("{workbook_id}") == 1


@pytest.mark.parametrize(("renderer", "slot", "block"), ON_SLIDES)
def test_nothing_on_a_slide_stands_outside_its_slot(renderer: Any, slot: Slot, block: Block) -> None:
    root, _ = drawn(renderer, block, slot)
    frames = list(_frames(root))
    assert frames
    for x, y, width, height in frames:
        assert x >= slot.x - 1
        assert y >= slot.y - 1
        assert x + width <= slot.x + slot.width + 12_700
        assert y + height <= slot.y + slot.height + 1
    for table in root.iter(f"{A}tbl"):
        assert sum(int(row.get("h", 0)) for row in table.iter(f"{A}tr")) <= slot.height
        assert sum(int(column.get("w", 0)) for column in table.iter(f"{A}gridCol")) <= slot.width


@pytest.mark.parametrize(("renderer", "slot", "block"), ON_SLIDES)
def test_no_text_on_a_slide_is_smaller_than_ten_points(renderer: Any, slot: Slot, block: Block) -> None:
    root, page = drawn(renderer, block, slot)
    charts = [etree.fromstring(xml.encode()) for xml, _ in page.charts]
    for tree in (root, *charts):
        for node in tree.iter(f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"):
            assert int(node.get("sz") or 1000) >= 1000


@pytest.mark.parametrize(("renderer", "slot", "block"), [case for case in CASES if case.values[0] is word])
def test_no_text_in_word_is_smaller_than_eight_points(renderer: Any, slot: Slot, block: Block) -> None:
    root, _ = drawn(renderer, block, slot)
    for node in root.iter(f"{W}sz"):
        assert int(node.get(f"{W}val") or 16) >= 16


@pytest.mark.parametrize("slot", [FULL, HALF])
@pytest.mark.parametrize("rows", [1, 5, 12, 60])
@pytest.mark.parametrize("total", [False, True])
def test_rows_of_a_slides_table_are_shown_or_counted(slot: Slot, rows: int, total: bool) -> None:
    root, page = drawn(slides, samples.table(rows, total), slot)
    shown = len(list(root.iter(f"{A}tr"))) - 1
    told = _told(page)
    if told:
        shown -= 1
        assert rows == 60 or slot is HALF
    assert shown + told == rows + total
    if total:
        last = list(root.iter(f"{A}tr"))[-1]
        assert "Total" in "".join(last.itertext())


@pytest.mark.parametrize("slot", [FULL, HALF])
def test_points_are_shown_or_counted(slot: Slot) -> None:
    block = samples.long()["bullets"]
    root, page = drawn(slides, block, slot)
    told = _told(page)
    assert told > 0
    assert len(list(root.iter(f"{A}p"))) - 1 + told == 40


def test_a_single_row_longer_than_the_slide_is_cut_at_a_word() -> None:
    root, page = drawn(slides, samples.long()["one_row"], FULL)
    text = max(texts(root), key=len)
    assert re.search(r"(so|much|to|say)…$", text)
    assert _told(page) == 0


def test_the_whole_table_stands_in_word_with_its_heading_repeated() -> None:
    root, _ = drawn(word, samples.table(60), COLUMN)
    rows = list(root.iter(f"{W}tr"))
    assert len(rows) == 61
    assert [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None] == rows[:1]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    widths = [int(column.get(f"{W}w", 0)) for column in root.iter(f"{W}gridCol")]
    assert sum(widths) == COLUMN.width // 635


def test_rows_and_points_in_word_are_no_higher_than_the_tag_asks() -> None:
    low = Slot(COLUMN.tag, 0, 0, COLUMN.width, 400_000)
    points = Bullets((samples.text("so much to say " * 500),), samples.EMPTY)
    for block in (samples.long()["one_row"], points):
        whole, cut = (max(texts(drawn(word, block, slot)[0]), key=len) for slot in (COLUMN, low))
        assert cut.endswith("…")
        assert whole.startswith(cut[:-1])
        assert len(cut) < len(whole) / 10


@pytest.mark.parametrize("renderer", [slides, word])
def test_a_row_that_says_one_thing_takes_the_whole_width(renderer: Any) -> None:
    heads, blank = (Head(Label("goal")), Head(Label("owner"))), Entry(())
    told, named = Entry((samples.text("and 3 more"),)), Entry((samples.text("G1"),))
    block = Table(heads, ((named, named), (told, blank)), samples.ALT, samples.EMPTY)
    root, _ = drawn(renderer, block, FULL if renderer is slides else COLUMN)
    across = [c.get("gridSpan") for c in root.iter(f"{A}tc")] + [c.get(f"{W}val") for c in root.iter(f"{W}gridSpan")]
    assert [one for one in across if one] == ["2"]


@pytest.mark.parametrize("renderer", [slides, word])
def test_a_tone_is_a_sign_beside_its_colour(renderer: Any) -> None:
    slot = FULL if renderer is slides else COLUMN
    root, _ = drawn(renderer, samples.table(3), slot)
    printed = "".join(texts(root))
    for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD):
        assert printed.count(SIGNS[tone]) == 1


@pytest.mark.parametrize("renderer", [slides, word])
@pytest.mark.parametrize("key", list(samples.empty()))
def test_an_empty_block_says_so(renderer: Any, key: str) -> None:
    root, _ = drawn(renderer, samples.empty()[key], FULL if renderer is slides else COLUMN)
    assert texts(root) == ["Nothing is planned yet: fill in the sheet Goals"]


@pytest.mark.parametrize("renderer", [slides, word])
def test_an_absent_value_is_printed_and_muted(renderer: Any) -> None:
    block = Text((samples.text(None), samples.text("known")))
    root, _ = drawn(renderer, block, FULL if renderer is slides else COLUMN)
    absent, known = [node.getparent() for node in root.iter(f"{A}t", f"{W}t")]
    assert absent is not None
    assert known is not None
    assert "To confirm" in "".join(absent.itertext())
    assert etree.tostring(absent[0]) != etree.tostring(known[0])


@pytest.mark.parametrize("renderer", [slides, word])
def test_people_who_are_not_on_the_map_are_counted(renderer: Any) -> None:
    root, page = drawn(renderer, samples.people_map(60), FULL if renderer is slides else COLUMN)
    boxes = [n for n in root.iter() if str(n.get("name")).startswith("Person: ")]
    assert len(boxes) + _told(page) == 60
    assert _told(page) > 0
    assert len(boxes) >= 12


@pytest.mark.parametrize("renderer", [slides, word])
def test_a_map_of_few_shows_all_with_dashes_for_those_nobody_owns(renderer: Any) -> None:
    root, page = drawn(renderer, samples.people_map(9), FULL if renderer is slides else COLUMN)
    dashes = Counter(node.get("val") for node in root.iter(f"{A}prstDash"))
    assert dashes == {"dash": 3, "solid": 6}
    assert _told(page) == 0
    assert sum(str(node.get("name")).startswith("Influence ") for node in root.iter()) == 3 + 5  # lines and badges


@pytest.mark.parametrize("renderer", [slides, word])
def test_the_same_block_gives_the_same_bytes(renderer: Any) -> None:
    slot = FULL if renderer is slides else COLUMN
    for block in samples.ordinary().values():
        first, second = PlainPage(), PlainPage()
        assert renderer.draw(block, slot, first) == renderer.draw(block, slot, second)
        assert first.charts == second.charts


def _told(page: PlainPage) -> int:
    """How many a page says it doesn't show, in all."""
    return sum(
        int(words.figures["count"].number)
        for words in page.said
        if not isinstance(words, Figure)
        and getattr(words, "macro", "").startswith("more_")
        and words.macro != "more_in_cell"
    )


def _frames(root: etree._Element) -> Iterator[tuple[float, float, float, float]]:
    """The frames of all shapes, as they stand after a turn."""
    for node in root.iter(f"{A}xfrm", f"{P}xfrm"):
        place, size = node.find(f"{A}off"), node.find(f"{A}ext")
        assert place is not None
        assert size is not None
        x, y = int(place.get("x", 0)), int(place.get("y", 0))
        width, height = int(size.get("cx", 0)), int(size.get("cy", 0))
        assert width >= 0
        assert height >= 0
        if int(node.get("rot", 0)) in (5_400_000, 16_200_000):
            x, y, width, height = x + (width - height) // 2, y + (height - width) // 2, height, width
        yield x, y, width, height


def _plain(text: str) -> str:
    """A text without spaces and what XML can't hold, to compare."""
    return re.sub(r"[\s\u0000-\u001f\ud800-\udfff]+", "", text)

"""Layouts chosen by what they hold and where, and the room that a brand's own shapes leave."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pptx
from pptx.util import Inches

from pipeline.design.grid import BOTTOM, OWN, SOURCE, TOP, WHOLE, Frame, Grid
from pipeline.design.layouts import Box, Chosen, choose
from tests.design.brands import a_deck, band, saved, two_masters


def chosen(deck: Any) -> Chosen:
    """The layouts of a deck as it is opened anew."""
    return choose(pptx.Presentation(BytesIO(saved(deck))), "corp.pptx")


def test_the_plainest_layout_with_a_title_on_top_is_for_findings() -> None:
    found = chosen(a_deck())
    names = [one.layout.name for one in (found.title, found.section, found.finding)]
    assert names == ["Title Slide", "Section Header", "Title Only"]


def test_content_ends_above_what_the_brand_shows_at_the_foot() -> None:
    deck = a_deck()
    band(deck.slide_master, 0, 4.6, 13.333, 2.9, "accent1")
    grid = chosen(deck).finding.grid
    assert 3.5 < grid.bottom < 4.6


def test_content_stands_beside_panels_at_the_sides_and_below_bands_under_the_title() -> None:
    deck = a_deck()
    band(deck.slide_master, 0, 0, 1.5, 7.5, "accent1")
    band(deck.slide_master, 12.5, 0, 0.833, 7.5, "accent1")
    band(deck.slide_master, 0, 1.9, 13.333, 0.3, "accent1")
    grid = chosen(deck).finding.grid
    assert grid.left > 1.5
    assert grid.left + grid.width < 12.5
    assert grid.top > 2.2


def test_content_stays_on_a_card_and_takes_its_colour_as_ground() -> None:
    deck = a_deck()
    band(deck.slide_master, 0.5, 0.2, 12.333, 6.4, "tx2")
    one = chosen(deck).finding
    assert one.ground == "1F497D"
    assert one.palette
    assert one.palette.dark
    assert one.grid.bottom < 6.6
    assert one.grid.left + one.grid.width < 12.833


def test_masters_are_ranked_by_their_use_and_then_by_their_room() -> None:
    used = choose(pptx.Presentation(BytesIO(two_masters())), "corp.pptx")
    assert used.finding.layout.slide_master.part.partname.endswith("slideMaster21.xml")
    alike = pptx.Presentation(BytesIO(two_masters()))
    for entry in list(alike.slides._sldIdLst):
        alike.slides._sldIdLst.remove(entry)
    band(alike.slide_masters[0], 0, 4.6, 13.333, 2.9, "accent1")
    assert choose(alike, "corp.pptx").finding.layout.slide_master.part.partname.endswith("slideMaster21.xml")


def test_the_foot_takes_the_date_s_room_and_leaves_a_logo_alone() -> None:
    deck = a_deck()
    wide = chosen(deck).finding
    assert wide.foot.left == wide.grid.left
    assert wide.foot.right <= wide.number.left
    logo = deck.slide_master.shapes
    band(deck.slide_master, 0.3, 6.9, 1.2, 0.5, "accent1")
    assert len(logo) == 6
    assert chosen(deck).finding.foot.left >= 1.5


def test_a_box_covers_what_lies_inside() -> None:
    box = Box(0, 0, 2, 2)
    assert box.covers(Box(0.5, 0.5, 1.5, 2.05))
    assert not box.covers(Box(0.5, 0.5, 2.5, 1))


def test_our_own_grid_is_where_our_own_slides_have_room() -> None:
    left, top, width, height = OWN.place(WHOLE)
    assert (left, top) == (0.5, TOP)
    assert abs(left + width - 12.833) < 1e-9
    assert top + height == BOTTOM
    assert OWN.scale == 1


def test_frames_keep_their_order_on_any_grid() -> None:
    small = Grid(0.4, 9.0, 1.5, 4.4)
    above, below = small.place(Frame(1, 4, TOP, 3.0)), small.place(Frame(1, 4, 3.2))
    assert above[1] + above[3] < below[1]
    assert below[1] + below[3] == 4.4
    assert small.place(Frame(5, 8))[0] > above[0] + above[2]
    assert small.place(SOURCE)[1] > 4.4
    assert small.scale == 0.75
    assert Inches(small.place(WHOLE)[2]) == Inches(9)

"""Boxes of the people map never overlap, whatever the tree."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render.map_layout import Layout, lay_out, most_that_fit, superiors
from pipeline.render.map_trees import Box, Side

BOX = Box(1_500_000, 500_000, 120_000, 200_000)
FRAME = (11_000_000, 4_500_000)


@st.composite
def organisations(draw: st.DrawFn) -> list[tuple[str, str]]:
    """People with superiors of any kind: earlier, later, themselves, nobody, strangers."""
    count = draw(st.integers(0, 40))
    return [(f"P{n}", draw(st.sampled_from(["", "stranger", *(f"P{m}" for m in range(count))]))) for n in range(count)]


def overlapping(layout: Layout, box: Box) -> list[tuple[str, str]]:
    """Pairs of people whose boxes touch."""
    return [
        (one, other)
        for (one, (x1, y1)), (other, (x2, y2)) in combinations(layout.places.items(), 2)
        if abs(x1 - x2) < box.width and abs(y1 - y2) < box.height
    ]


@given(organisations(), st.integers(1_500_000, 20_000_000), st.integers(500_000, 20_000_000))
@settings(max_examples=150, deadline=None)
def test_no_two_boxes_overlap_and_everybody_is_placed(people: list[tuple[str, str]], width: int, height: int) -> None:
    layout = lay_out(people, BOX, width, height)
    assert set(layout.places) == {person for person, _ in people}
    assert not overlapping(layout, BOX)
    for x, y in layout.places.values():
        assert 0 <= x <= layout.width - BOX.width
        assert 0 <= y <= layout.height - BOX.height


@given(organisations(), st.integers(1_500_000, 12_000_000), st.integers(500_000, 6_000_000))
@settings(max_examples=150, deadline=None)
def test_as_many_as_fit_stand_inside_the_frame(people: list[tuple[str, str]], width: int, height: int) -> None:
    layout, shown = most_that_fit(people, [person for person, _ in people], BOX, width, height)
    assert set(shown) == set(layout.places)
    assert layout.width <= width
    assert layout.height <= height
    assert not overlapping(layout, BOX)
    assert bool(shown) == bool(people)


@given(organisations())
@settings(max_examples=100, deadline=None)
def test_each_line_leads_from_a_superior_down_to_a_report(people: list[tuple[str, str]]) -> None:
    layout = lay_out(people, BOX, *FRAME)
    above = superiors(people)
    assert {(line.report, line.superior) for line in layout.lines} == {(p, s) for p, s in above.items() if s}
    for line in layout.lines:
        (x1, y1), (x2, y2) = layout.places[line.superior], layout.places[line.report]
        assert y2 >= y1 + BOX.height + BOX.gap_y
        if line.side is Side.LEFT:
            assert x2 > x1 + BOX.width // 2
        if line.side is Side.RIGHT:
            assert x2 + BOX.width < x1 + BOX.width // 2
        if line.side is Side.OUTLINE:
            assert x2 > x1


@given(st.integers(4, 40), st.integers(0, 30), st.integers(3_000_000, 12_000_000))
@settings(max_examples=100, deadline=None)
def test_the_trunks_of_a_comb_run_between_the_boxes(reports: int, below: int, width: int) -> None:
    people = [
        ("boss", ""),
        *[(f"P{n}", "boss") for n in range(reports)],
        *[(f"Q{n}", f"P{n % reports}") for n in range(below)],
    ]
    layout = lay_out(people, BOX, width, 20_000_000)
    for line in layout.lines:
        if line.side is Side.COMB:
            (_, y1), (x2, y2) = layout.places[line.superior], layout.places[line.report]
            assert line.trunk <= x2 - BOX.gap_x
            for x, y in layout.places.values():
                beside = line.trunk <= x or line.trunk >= x + BOX.width
                assert beside or y + BOX.height <= y1 + BOX.height or y >= y2 + BOX.height // 2


def test_who_has_room_stands_though_one_ranked_higher_has_none() -> None:
    chain = [("c0", ""), *[(f"c{n}", f"c{n - 1}") for n in range(1, 12)]]
    people = [*chain, ("head", ""), ("report", "head")]
    _, shown = most_that_fit(people, ["c0", "c11", "head", "report"], BOX, *FRAME)
    assert shown == ("c0", "head", "report"), "twelve levels are too high for the frame"


def test_a_large_team_makes_a_comb_that_fills_the_frame() -> None:
    people = [("boss", ""), *[(f"P{n}", "boss") for n in range(24)]]
    layout, shown = most_that_fit(people, ["boss"], BOX, *FRAME)
    assert shown == ("boss",)
    layout, shown = most_that_fit(people, [person for person, _ in people], BOX, *FRAME)
    assert len(shown) == 25
    assert {line.side for line in layout.lines} == {Side.COMB}


def test_the_first_ranked_and_their_superiors_come_first() -> None:
    people = [("boss", ""), *[(f"P{n}", "boss") for n in range(60)], ("late", "P59")]
    layout, shown = most_that_fit(people, ["late", *[f"P{n}" for n in range(60)], "boss"], BOX, *FRAME)
    assert {"late", "P59", "boss"} <= set(shown)
    assert 10 < len(shown) < 62
    assert layout.height <= FRAME[1]


def test_a_chain_deeper_than_the_frame_is_cut_from_the_person_upwards() -> None:
    people = [(f"P{n}", f"P{n - 1}" if n else "") for n in range(60)]
    _, shown = most_that_fit(people, ["P59"], BOX, *FRAME)
    assert "P59" in shown
    assert 3 < len(shown) < 60


def test_people_who_report_in_a_ring_stand_without_a_superior() -> None:
    assert superiors([("A", "B"), ("B", "A"), ("C", "A"), ("D", "D")]) == {"A": "", "B": "", "C": "A", "D": ""}

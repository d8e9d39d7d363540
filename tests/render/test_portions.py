"""What a tag's `top` does to a grid, and how a grid's cell counts what has no room in it."""

from pipeline.blocks import Entry, Finding, Label, Matrix
from pipeline.render.portions import in_annex, topped
from pipeline.render.slide_matrix import matrix_cell
from pipeline.render.slots import EMU_PER_CM
from tests.render.plain_page import PlainPage

ALT = Label("grid")


def said(entry: Entry) -> list[str]:
    """What a cell says."""
    return [PlainPage().measure(words) for words in entry.words]


def points(count: int, rest: int = 0) -> Entry:
    """A cell of so many points, and how many composing left to the annex."""
    more = (in_annex(rest),) if rest else ()
    return Entry((*(Finding("point", {"text": f"Point {n}"}) for n in range(1, count + 1)), *more))


def grid(*entries: Entry, square: bool = False) -> Matrix:
    """A grid of one row."""
    return Matrix((), (), (entries,), ALT, ALT, square=square)


def test_top_leaves_so_many_points_a_cell_and_counts_the_others() -> None:
    cut = topped(grid(points(5), points(5, 3), points(2), points(2, 4)), 2)
    assert isinstance(cut, Matrix)
    assert [said(entry) for entry in cut.entries[0]] == [
        ["Point 1", "Point 2", "and 3 more in the annex"],
        ["Point 1", "Point 2", "and 6 more in the annex"],
        ["Point 1", "Point 2"],
        ["Point 1", "Point 2", "and 4 more in the annex"],
    ]


def test_top_leaves_a_heat_map_as_it_is() -> None:
    whole = grid(points(5), square=True)
    assert topped(whole, 2) == whole


def test_a_cell_adds_what_has_no_room_to_what_was_left_to_the_annex() -> None:
    wide, high = 8 * EMU_PER_CM, round(1.5 * EMU_PER_CM)  # three lines of 10 points
    cell = matrix_cell(points(5, 3), PlainPage(), wide, high, 10.0, False)
    assert [one.text for one in cell.words] == ["Point 1", "Point 2", "and 6 more in the annex"]
    full = matrix_cell(points(3), PlainPage(), wide, high, 10.0, False)
    assert [one.text for one in full.words] == ["Point 1", "Point 2", "Point 3"]

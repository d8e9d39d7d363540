"""What a cell says is cut to its row's lines, and whatever is left out has a sign."""

from __future__ import annotations

from pipeline.render.cell_room import cut
from pipeline.render.fit import in_emu, text_width
from pipeline.render.said import Said

NAMES = (Said("Rory Kinnear-Bell"), Said("Gareth Blewitt"))
WIDE = in_emu(20_000, 9, False)


def texts(said: tuple[Said, ...], room: int, width: int, lead: str = "") -> list[str]:
    return [one.text for one in cut(said, lead, room, width, 9, False)]


def test_what_has_room_stands_as_it_is() -> None:
    assert texts(NAMES, 2, WIDE) == ["Rory Kinnear-Bell", "Gareth Blewitt"]


def test_a_piece_that_takes_all_lines_says_that_another_is_left_out() -> None:
    narrow = text_width("Kinnear-Bell", 9) * 4 // 3
    assert texts(NAMES, 2, narrow) == ["Rory Kinnear-Bell …"]
    assert texts(NAMES, 3, narrow) == ["Rory Kinnear-Bell", "Gareth Blewitt"]
    assert texts(NAMES[:1], 2, narrow) == ["Rory Kinnear-Bell"]


def test_the_sign_takes_the_place_of_words_where_there_is_no_room_for_it() -> None:
    narrow = text_width("Kinnear-Bell", 9) + 1
    (kept,) = texts(NAMES, 2, narrow)
    assert kept.startswith("Rory Kinnear-")
    assert kept.endswith("…")
    assert kept != "Rory Kinnear-Bell …"


def test_a_piece_that_is_cut_has_its_sign_once() -> None:
    (kept,) = texts((Said("so much to say " * 40), NAMES[0]), 1, WIDE)
    assert kept.count("…") == 1

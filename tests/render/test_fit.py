"""Texts are measured as they stand, cut at words, and widths sum to what there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.fit import (
    column_widths,
    fitting,
    line_count,
    line_height,
    shares,
    shortened,
    text_width,
    wrapped,
)

INCH = 914_400
WORDS = "Revenue beat plan by six per cent while margin slipped two points after the winter outage"


def test_a_longer_a_larger_and_a_bolder_text_is_wider() -> None:
    assert text_width("mm", 10) > text_width("m", 10) > text_width("i", 10) > 0
    assert text_width("plan", 12) > text_width("plan", 10)
    assert text_width("plan", 10, bold=True) > text_width("plan", 10)


def test_east_asian_letters_and_emoji_are_wide_and_marks_have_no_width() -> None:
    assert text_width("語", 10) == text_width("😀", 10) > text_width("W", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)


def test_a_text_wraps_at_words_and_a_word_too_long_is_broken() -> None:
    lines = wrapped(WORDS, 2 * INCH, 12)
    assert len(lines) > 2
    assert " ".join(lines) == WORDS
    assert all(text_width(line, 12) <= 2 * INCH for line in lines)
    assert "".join(wrapped("x" * 200, INCH, 12)) == "x" * 200


def test_a_no_break_space_holds_words_together() -> None:
    assert line_count("R2\u00a0↑", text_width("R2", 10) + 1, 10) >= 1
    assert wrapped("aaa R2\u00a0↑", text_width("aaa R2 ", 10), 10)[-1] == "R2\u00a0↑"


def test_line_breaks_count() -> None:
    assert line_count("a\nb\nc", INCH, 10) == 3


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_cut_text_ends_at_a_word_with_an_ellipsis_and_fits(lines: int) -> None:
    cut = shortened(WORDS, INCH, lines, 12)
    assert cut.endswith("…")
    assert WORDS.startswith(cut[:-1])
    assert WORDS[len(cut) - 1] == " "
    assert line_count(cut, INCH, 12) <= lines


@given(st.text(max_size=80), st.integers(INCH // 4, 4 * INCH), st.integers(1, 4))
def test_a_shortened_text_never_takes_more_lines_than_it_may(text: str, width: int, lines: int) -> None:
    cut = shortened(text, width, lines, 10)
    assert cut == text or line_count(cut, width, 10) <= lines


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=9), st.integers(1000, 12_000_000))
def test_shares_sum_to_the_total(weights: list[float], total: int) -> None:
    widths = shares(weights, total)
    assert sum(widths) == total
    assert all(width >= 0 for width in widths)


@given(st.lists(st.tuples(st.floats(0.1, 10), st.integers(0, 900)), min_size=1, max_size=8), st.integers(1000, 9000))
def test_a_column_gets_what_it_needs_where_there_is_room(columns: list[tuple[float, int]], total: int) -> None:
    weights, least = [weight for weight, _ in columns], [need for _, need in columns]
    widths = column_widths(weights, least, total)
    assert sum(widths) == total
    if sum(least) <= total:
        assert all(width >= need - 1 for width, need in zip(widths, least, strict=True))


def test_where_not_all_have_what_they_need_the_widest_give_way_and_days_stay_whole() -> None:
    widths = column_widths([3, 1, 1, 1], [200, 300, 300, 120], 800)
    assert sum(widths) == 800
    assert widths[0] >= 200
    assert widths[3] >= 120
    assert widths[1] < 300
    assert widths[1] == pytest.approx(widths[2], abs=1)


def test_the_largest_size_that_fits_is_taken_and_the_rest_is_left_a_line() -> None:
    assert fitting(["short"] * 3, 4 * INCH, INCH, (16.0, 10.0)) == (16.0, 3)
    points, count = fitting(["short"] * 30, 4 * INCH, INCH, (16.0, 10.0))
    assert points == 10.0
    assert (count + 1) * line_height(10) <= INCH
    assert (count + 2) * line_height(10) > INCH

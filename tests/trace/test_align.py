"""Laying numbers beside each other: as few differences as a plain count of them finds, and pairs in order."""

from __future__ import annotations

import operator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.trace.finished.align import laid
from pipeline.trace.finished.numbers import Printed, logged, same
from pipeline.trace.finished.own import is_own, own_numbers, patterns_of
from pipeline.trace.finished.pieces import Piece, Section

LISTS = st.lists(st.integers(0, 4), max_size=24)


def distance(left: list[int], right: list[int]) -> int:
    """How many differences two lists have at least."""
    row = list(range(len(right) + 1))
    for n, one in enumerate(left, 1):
        before, row = row, [n]
        for m, other in enumerate(right, 1):
            row.append(min(before[m] + 1, row[-1] + 1, before[m - 1] + (one != other)))
    return row[-1]


@given(LISTS, LISTS)
def test_the_pairs_have_as_few_differences_as_there_can_be(left: list[int], right: list[int]) -> None:
    pairs = laid(left, right, operator.eq)
    assert all(n < k and m < j for (n, m), (k, j) in pairwise(pairs))
    differ = sum(left[n] != right[m] for n, m in pairs)
    assert differ + len(left) + len(right) - 2 * len(pairs) == distance(left, right)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=200), st.data())
def test_one_that_changed_stands_beside_what_it_was(numbers: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(numbers) - 1))
    changed = [*numbers[:at], 9, *numbers[at + 1 :]]
    assert laid(changed, numbers, operator.eq) == [(n, n) for n in range(len(numbers))]


def test_far_more_than_can_be_laid_exactly_is_laid_in_a_moment() -> None:
    left, right = list(range(5_000)), list(range(10_000, 15_000))
    assert laid(left, right, operator.eq) == []


def matches(text: str, entry: str) -> bool:
    """Whether the first number of a text is that of a log's entry."""
    piece = Piece("here", text)
    start = next(n for n, c in enumerate(text) if c.isdigit())
    (one, *_) = logged([("a.b", entry)])
    end = start + len(one.digits)
    return same(Printed(piece, start, end), one)


def test_sign_currency_and_unit_belong_to_a_number() -> None:
    assert matches("Revenue was £1.24\u00a0m", "£1.24\u00a0m")
    assert matches("Revenue was £1.24 m, more", "£1.24\u00a0m")
    assert not matches("Revenue was £1.24\u00a0k", "£1.24\u00a0m")
    assert not matches("Revenue was €1.24\u00a0m", "£1.24\u00a0m")
    assert not matches("Revenue changed by £1.24\u00a0m", "−£1.24\u00a0m")
    assert not matches("Revenue was 12 points", "12\u00a0%")


def test_a_text_that_was_cut_is_the_beginning_of_what_was_logged() -> None:
    assert matches("due in 30…", "30\u00a0days")
    assert not matches("due in 30 weeks", "30\u00a0days")


def test_a_cell_is_the_number_that_was_logged_however_it_is_written() -> None:
    (one,) = logged([("a.b", "0.3333333333333333")])
    for text, is_same in (("0.333333333333333", True), ("0.33333333333333331", True), ("0.3334", False), ("3", False)):
        assert same(Printed(Piece("B2", text, raw=True), 0, len(text)), one) is is_same


def test_the_templates_words_are_known_around_its_tags() -> None:
    template = Section(
        "slide1.xml", [Piece("", "The next 90 days: {{ goals.count | size }} of {% if x == 5 %}12{% endif %}")]
    )
    patterns = patterns_of([template])["slide1.xml"]
    piece = Piece("", "The next 90 days: 7 of 12")
    stretches = own_numbers(piece, patterns)
    own = [is_own(Printed(piece, at, at + 1), stretches) for at in (9, 18, 23)]
    assert own == [True, False, True]
    assert own_numbers(Piece("", "The next 80 days: 7 of 12"), patterns) == []

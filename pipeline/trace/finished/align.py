"""Lays the numbers of a section beside those of the log, so that as few as can be differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
MOST = 1_000_000  # steps of the exact way; beyond them, that is where nearly nothing is the same, a rougher one


def laid(left: Sequence[A], right: Sequence[B], alike: Callable[[A, B], bool]) -> list[tuple[int, int]]:
    """The pairs of places that belong together, alike or one in the other's stead, with the fewest differences."""
    start, most = 0, min(len(left), len(right))
    while start < most and alike(left[start], right[start]):
        start += 1
    end = 0
    while end < most - start and alike(left[-1 - end], right[-1 - end]):
        end += 1
    inner = _inner(left[start : len(left) - end], right[start : len(right) - end], alike)
    pairs = [(n, n) for n in range(start)]
    pairs += [(n + start, m + start) for n, m in inner]
    return pairs + [(len(left) - n, len(right) - n) for n in range(end, 0, -1)]


def _inner(left: Sequence[A], right: Sequence[B], alike: Callable[[A, B], bool]) -> list[tuple[int, int]]:
    """The pairs between the first and the last difference."""
    if not left or not right:
        return []
    width = abs(len(left) - len(right)) + 8
    while True:
        pairs, cost = _banded(left, right, alike, width)
        if cost <= width - abs(len(left) - len(right)) or width >= len(left) + len(right):
            return pairs
        width *= 2
        if width * len(left) > MOST:
            return _rough(left, right, alike)


def _banded(
    left: Sequence[A], right: Sequence[B], alike: Callable[[A, B], bool], width: int
) -> tuple[list[tuple[int, int]], int]:
    """The cheapest pairs no further than `width` from each other's place, and what they cost, a difference each."""
    far = len(left) + len(right) + 1
    before = {m: m for m in range(min(width, len(right)) + 1)}
    steps: list[dict[int, int]] = []  # 0: a pair; 1: left alone; 2: right alone
    for n in range(1, len(left) + 1):
        now: dict[int, int] = {}
        step: dict[int, int] = {}
        for m in range(max(0, n - width), min(len(right), n + width) + 1):
            best, how = before.get(m, far) + 1, 1
            if m:
                pair = before.get(m - 1, far) + (not alike(left[n - 1], right[m - 1]))
                if pair <= best:
                    best, how = pair, 0
                alone = now.get(m - 1, far) + 1
                if alone < best:
                    best, how = alone, 2
            now[m], step[m] = best, how
        before = now
        steps.append(step)
    n, m, pairs = len(left), len(right), list[tuple[int, int]]()
    cost = before.get(m, far)
    if cost >= far:
        return [], far
    while n:
        how = steps[n - 1][m]
        if how == 0:
            pairs.append((n - 1, m - 1))
        n, m = n - (how < 2), m - (how != 1)
    return pairs[::-1], cost


def _rough(left: Sequence[A], right: Sequence[B], alike: Callable[[A, B], bool]) -> list[tuple[int, int]]:
    """The pairs of the longest runs that are the same, where two sequences have little in common."""
    keys_left, keys_right = ([getattr(one, "digits", one) for one in side] for side in (left, right))
    blocks = SequenceMatcher(None, keys_left, keys_right, autojunk=False).get_matching_blocks()
    return [(one.a + k, one.b + k) for one in blocks for k in range(one.size)]

"""Keeps the same fault in all cells of a long column from hiding everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from string import digits

from pipeline.problems import Problem

MOST = 200  # problems of one kind in one column that are told one by one


def not_too_many(problems: Sequence[Problem]) -> Sequence[Problem]:
    """The problems, of each kind in each column the first so many; the last of these says how many more there are."""
    if len(problems) <= MOST:
        return problems
    counted = Counter(map(_column, problems))
    told: Counter[tuple[str, str, str, str]] = Counter()
    kept = []
    for problem in problems:
        column = _column(problem)
        told[column] += 1
        if told[column] < MOST or counted[column] == MOST:
            kept.append(problem)
        elif told[column] == MOST:
            more = f"{counted[column] - MOST:,} more cells of this column have a fault of this kind"
            kept.append(replace(problem, found=f"{problem.found}; {more}"))
    return kept


def _column(problem: Problem) -> tuple[str, str, str, str]:
    """What problems share that are told together: file, sheet, column and kind."""
    place = problem.place
    return place.file, place.sheet, place.cell.rstrip(digits), problem.code

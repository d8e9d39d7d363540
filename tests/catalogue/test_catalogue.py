"""The catalogue is closed: each of its messages comes from a real input, and no message comes from elsewhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.catalogue import CATALOGUE, TOPICS
from pipeline.problems import Note, Problem
from tests.catalogue.faulty import FAULTY

PACKAGE = Path(__file__).parent.parent.parent / "pipeline"
# What templates say is no fault of the data: they are judged by their own compiler.
ELSEWHERE = {"render/compile.py", "flows/templates_check.py"}  # faults of templates, not of the data


def test_each_message_has_an_input_that_gives_it_and_each_input_a_message() -> None:
    assert FAULTY.keys() == CATALOGUE.keys()


@pytest.mark.parametrize("code", FAULTY)
def test_a_faulty_input_gives_its_message_and_no_other(code: str, tmp_path: Path) -> None:
    entry, said = CATALOGUE[code], FAULTY[code](tmp_path)
    problems = [one for one in said if isinstance(one, Problem)]
    if not entry.stops:
        assert [(type(one), one.code) for one in said] == [(Note, code)], "\n".join(map(str, said))
        return
    expected = 2 if code == "reports-circle" else 1  # each of a circle is told
    assert [one.code for one in problems] == [code] * expected, "\n".join(map(str, said))
    assert all(one.found and one.due and one.mend for one in problems)


@pytest.mark.parametrize("code", FAULTY)
def test_a_message_reads_as_part_of_a_sentence_and_holds_no_word_of_a_programmer(code: str, tmp_path: Path) -> None:
    for one in FAULTY[code](tmp_path):
        parts = (one.found, one.due, one.mend) if isinstance(one, Problem) else (one.text,)
        for part in parts:
            assert part == part.strip()
            assert not part.endswith("."), part
            assert not {"None", "NaN", "nan", "True", "False", "dtype", "str"} & set(part.split()), part


def test_each_message_says_when_it_arises_and_has_a_code_and_a_title_of_its_own() -> None:
    entries = [entry for topic in TOPICS.values() for entry in topic]
    assert len(CATALOGUE) == len(entries) == len({entry.title for entry in entries})
    for entry in entries:
        assert entry.when.endswith((".", "!", "?")), entry.code
        assert not entry.title.endswith("."), entry.code


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_problem_and_no_note_is_worded_outside_the_catalogue(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    if name.startswith("catalogue/") or name in ELSEWHERE:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("Problem", "Note"), f"{name}, line {node.lineno}"

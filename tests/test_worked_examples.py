"""Every declared figure has a worked example: a test of its topic that asserts what it says of a table made by hand.

Nothing is run here: each test of `tests/analyse` is read, with the helpers and the tables of its file that it names,
for the names of figures in it, spelled out or put together (`f"people.{name}"` beside "coverage").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.analyse import declarations
from pipeline.sheets import Profile

EXAMPLES = Path(__file__).parent / "analyse"
# Figures that quote a cell, each the same way: one test asserts them all (tests/analyse/test_account.py).
QUOTED = {f"account.{column.name}" for column in Profile.columns}
Named = dict[str, ast.AST]


def asserted(source: str) -> set[str]:
    """The names of figures that the tests of a file assert."""
    module = ast.parse(source)
    named = dict(_named(module))
    tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {name for test in tests if _asserts(test) for name in _figures(_scope(test, named))}


def _named(module: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """What a file names: its functions, and its tables with their values."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, node


def _asserts(test: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(test))


def _scope(test: ast.AST, named: Named) -> list[ast.AST]:
    """The test, and what it names, and what that names."""
    scope, waiting = [], [test]
    while waiting:
        node = waiting.pop()
        if node not in scope:
            scope.append(node)
            used = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
            waiting += [named[name] for name in used if name in named]
    return scope


def _figures(scope: list[ast.AST]) -> set[str]:
    """The figures named in these parts of a file."""
    nodes = [node for part in scope for node in ast.walk(part)]
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    patterns = [_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    return {
        name
        for name in declarations()
        if name in words
        or any(found and set(found.groups()) <= words for p in patterns if (found := p.fullmatch(name)))
    }


def _pattern(text: ast.JoinedStr) -> re.Pattern[str]:
    """What a text with places to fill in can spell."""
    return re.compile(
        "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in text.values)
    )


def test_every_figure_has_a_worked_example() -> None:
    found = {name for path in EXAMPLES.rglob("test_*.py") for name in asserted(path.read_text(encoding="utf-8"))}
    lacking = [name for name in declarations() if name not in found | QUOTED]
    assert not lacking, "these figures have no worked example in tests/analyse: " + ", ".join(lacking)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('def test_a():\n    assert case["people.coverage"]', {"people.coverage"}),
        (
            'def test_a():\n    for n in ("coverage", "count"):\n        assert case[f"people.{n}"]',
            {"people.coverage", "people.count"},
        ),
        ('def of(n):\n    return case[f"people.{n}"]\ndef test_a():\n    assert of("coverage")', {"people.coverage"}),
        ('ALL = ("coverage",)\ndef test_a():\n    assert [case[f"people.{n}"] for n in ALL]', {"people.coverage"}),
        ('def test_a():\n    case["people.coverage"]', set()),
        ('def of(n):\n    return case[f"people.{n}"]\ndef test_a():\n    assert "coverage"', set()),
    ],
)
def test_a_figure_is_asserted_where_a_test_with_an_assertion_names_it(source: str, names: set[str]) -> None:
    assert asserted(source) == names

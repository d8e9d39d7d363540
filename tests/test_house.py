"""The house rules: who may import whom, one door a library, one sentence on top of each module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
FILES = sorted(PACKAGE.rglob("*.py"))

# A noun is handed on; a step hands on. Whatever is no step, no flow and not the command line is a noun.
STEPS = {
    "read", "check", "analyse", "compose", "render", "publish", "blank", "restrict", "mark", "record", "design",
    "engines", "accept", "take_in", "renew", "trace", "replace", "template_check", "pdf",
}  # fmt: skip

DOORS = {
    "click": {"cli"},
    "rich": {"cli"},
    "docx": {"design", "template_check"},
    "pptx": {"design", "template_check"},
    "jinja2": {"render"},
    "xlsxwriter": {"render/excel", "blank"},
    "python_calamine": {"read"},
    "openpyxl": {"read", "mark"},
    "icalendar": {"render/calendar"},
    "sqlalchemy": {"take_in"},
    "pyarrow": {"read", "take_in"},
    "babel": {"kinds", "render/formats"},
    "pandas": {"analyse", "facts"},
    "lxml": {"render", "design", "read", "trace/finished"},
    "fontTools": {"render/fonts"},
}


def parts(path: Path) -> tuple[str, ...]:
    """The module's path inside the package, without `__init__`: ("render", "word")."""
    names = path.relative_to(PACKAGE).with_suffix("").parts
    return names[:-1] if names[-1] == "__init__" else names


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """The dotted names that a module imports, at the top or inside functions, as parts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield tuple(node.module.split("."))
            yield from ((*node.module.split("."), alias.name) for alias in node.names)


def role(name: str) -> str:
    """What a top-level module of the package is."""
    return "step" if name in STEPS else name if name in ("flows", "cli") else "noun"


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(parts(p)) or "package")
def test_nouns_import_nouns_and_a_step_no_other_step(path: Path) -> None:
    own = parts(path)[0] if parts(path) else "__init__"
    for target in imports(path):
        if target[0] != "pipeline" or len(target) < 2 or not _is_module(target[1]):
            continue
        other = target[1]
        if role(own) == "noun":
            assert role(other) == "noun", f"the noun {own} imports {role(other)} {other}"
        elif role(own) == "step":
            assert role(other) == "noun" or other == own, f"the step {own} imports {role(other)} {other}"
        elif role(own) == "flows":
            assert other != "cli", "a flow imports the command line"


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(parts(p)) or "package")
def test_each_library_has_one_door(path: Path) -> None:
    inside = "/".join(parts(path))
    for target in imports(path):
        doors = DOORS.get(target[0])
        if doors is not None:
            allowed = any(inside == door or inside.startswith((f"{door}/", f"{door}_")) for door in doors)
            assert allowed, f"{inside} imports {target[0]}, whose door is {' or '.join(sorted(doors))}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(parts(p)) or "package")
def test_each_module_opens_with_one_sentence(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc, f"{path.name} has no docstring"
    assert doc.splitlines()[0].endswith((".", ":", ";")) or len(doc.splitlines()[0]) > 70, doc.splitlines()[0]


@pytest.mark.parametrize("path", FILES, ids=lambda p: "/".join(parts(p)) or "package")
def test_only_the_command_line_asks_for_today(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in ("today", "now", "utcnow"):
            assert parts(path) == ("cli", "asked"), f"{path.name} asks for {called.attr}()"


def _is_module(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()

"""The committed pages are what the code says of itself today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import DOCS
from tests.docs.markdown import WRITTEN, plain

FOLDER = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize("name", DOCS)
def test_the_committed_page_is_current(name: str) -> None:
    """After a change: `make docs`."""
    assert (FOLDER / name).read_text(encoding="utf-8") == DOCS[name]()


def test_every_page_that_says_it_is_written_is_written() -> None:
    said = {path.name for path in FOLDER.glob("*.md") if path.read_text(encoding="utf-8").startswith(WRITTEN)}
    assert said == DOCS.keys()


@pytest.mark.parametrize("name", DOCS)
def test_the_readme_leads_to_each_page(name: str) -> None:
    assert f"(docs/{name})" in (FOLDER.parent / "README.md").read_text(encoding="utf-8")


def test_what_a_person_wrote_is_no_markup() -> None:
    assert plain("a | b\n*c* <d> `e` [f](g)") == "a \\| b \\*c\\* \\<d\\> \\`e\\` \\[f\\](g)"

"""The committed pages are what the code says of itself today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.documents import DOCUMENTS, PORTFOLIO_DOCUMENTS, is_for_client, is_of_portfolio
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


def test_the_guide_to_templates_lists_each_template_of_the_declared_documents_and_no_other() -> None:
    guide = (FOLDER / "templates.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+\.(?:docx|pptx))` \| .+ \| (.+) \|$", guide, re.MULTILINE))
    declared = [one.template for one in (*DOCUMENTS, *PORTFOLIO_DOCUMENTS) if one.template]
    assert sorted(rows) == sorted(declared)
    for name, whom in rows.items():
        assert ("client" in whom or whom == "that executive") == is_for_client(name), name
        assert not (is_for_client(name) and is_of_portfolio(name))


@pytest.mark.parametrize("name", DOCS)
def test_the_readme_leads_to_each_page(name: str) -> None:
    assert f"(docs/{name})" in (FOLDER.parent / "README.md").read_text(encoding="utf-8")


def test_what_a_person_wrote_is_no_markup() -> None:
    assert plain("a | b\n*c* <d> `e` [f](g)") == "a \\| b \\*c\\* \\<d\\> \\`e\\` \\[f\\](g)"

"""The pages of `docs/` that are written from what the code declares, never by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.docs import commands, figures, problems, tags, visibility, workbooks

# Page -> what writes it. `make docs` writes them all; a test fails while one is out of date.
DOCS: Mapping[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "figures.md": figures.page,
    "problems.md": problems.page,
    "tags.md": tags.page,
    "visibility.md": visibility.page,
    "workbooks.md": workbooks.page,
}

"""From the sheets and the design to the files of `templates/`; a file that was edited by hand is left alone."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pipeline.blank import workbook
from pipeline.design import draw_all, draw_cheat_sheet, is_as_drawn
from pipeline.flows.tags import EXAMPLE, example_portfolio_tags, example_workspace, tags_of
from pipeline.periods import Period
from pipeline.sheets import BOOKS
from pipeline.tag_list import ToldTag
from pipeline.workspace import Workspace


def draw_templates(
    workspace: Workspace, *, force: bool, language: str = "", brands: tuple[Path, ...] = ()
) -> dict[str, str]:
    """Draw the default templates in a language, or the workspace's, and blank workbooks; each file's name with what
    became of it; raise `PipelineError` for a language that there are no words in.

    With brand files, only the documents that they are for are drawn; raise `PipelineError` for one that can't be used.
    """
    drawn = draw_all(language or workspace.language, brands) if brands else templates(language or workspace.language)
    folder = workspace.root / "templates"
    folder.mkdir(exist_ok=True)
    told: dict[str, str] = {}
    for name, data in drawn.items():
        path = folder / name
        old = path.read_bytes() if path.is_file() else b""
        if old == data:
            told[name] = "is current"
        elif old and path.suffix != ".xlsx" and not is_as_drawn(old) and not force:
            told[name] = "was edited and is left alone; --force draws it anew and keeps a copy"
        else:
            if old and path.suffix != ".xlsx" and not is_as_drawn(old):
                path.with_name(f"{path.stem}.edited{path.suffix}").write_bytes(old)
            path.write_bytes(data)
            told[name] = "drawn"
    return told


@cache
def example_tags_of_portfolio() -> tuple[ToldTag, ...]:
    """Every tag of the portfolio's documents, with what it says of all shipped example accounts."""
    return tuple(example_portfolio_tags(*_example_time()))


@cache
def example_tags() -> tuple[ToldTag, ...]:
    """Every tag, with what it says of the shipped example account, which stays what it is."""
    return tuple(tags_of(example_workspace(), EXAMPLE, *_example_time()))


def _example_time() -> tuple[Period, date]:
    """The quarter and the day of the shipped examples."""
    settings = example_workspace().settings
    assert settings.period_day, "the shipped settings fix the day"
    return Period.parse(settings.period, settings.fiscal_year_start), settings.period_day


def templates(language: str = "en") -> dict[str, bytes]:
    """The files of `templates/` that code draws: document templates, the sheet of tags, and blank workbooks."""
    books = {f"{book}.xlsx": workbook(book) for book in BOOKS}
    return {**draw_all(language), **draw_cheat_sheet((*example_tags(), *example_tags_of_portfolio())), **books}

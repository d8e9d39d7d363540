"""docs/figures.md: every figure by topic: what it says, how it is worked out, from which columns and settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from pipeline.analyse import declarations, portfolio_declarations
from pipeline.asked_settings import asked_settings
from pipeline.columns import Column, Row, Shared
from pipeline.figures import Declaration, Unit
from pipeline.settings import Settings
from tests.docs.markdown import WRITTEN, anchor, joined, plain, table

OPENING = """
Every number, list and verdict that a page quotes is one of these figures: computed once, and the same in every file.
`planpack trace ID FIGURE` prints what a figure says today, from which figures and from which cells, or why it is absent
and how to mend that; `planpack trace ID` lists them all with their values. `planpack trace FILE` goes the other way:
every number that a finished file prints, with its figure and cells, and those that were changed by hand since.

- A figure that can't be computed is absent and says why; nothing is taken as 0 in its place.
- A **list** has lines, each with figures of its own: `goals.G1.pace` is the pace of goal G1. The cells of a line's row
  are known by the same name: `goals.G1.owner`.
- **Client**: whether a client edition may ever show the figure. It may where the client may see all columns that the
  figure reads; a figure that reads none says nothing of the data.
- Figures of `selection`, `programme` and `portfolio` are the whole portfolio's; no client edition shows them.
- Settings stand in `planpack.toml`. Those of the figures that a figure is made of count for it, too.
"""


def page() -> str:
    """The page."""
    return joined(_parts())


def _parts() -> Iterator[str]:
    by_topic: dict[str, list[Declaration]] = defaultdict(list)
    for declared in (*declarations().values(), *portfolio_declarations().values()):
        by_topic[declared.name.partition(".")[0]].append(declared)
    yield WRITTEN
    yield "# The figures, and how each is worked out"
    yield OPENING.strip()
    yield table(
        ("topic", "figures"),
        ((f"[{topic}](#{anchor(topic)})", str(len(figures))) for topic, figures in by_topic.items()),
    )
    for topic, figures in by_topic.items():
        yield f"## {topic}"
        yield table(("figure", "what it says", "how it is worked out", "reads", "client"), map(_row, figures))
    yield "## The settings behind them"
    yield table(("setting", "default", "what it sets", "figures"), _settings())


def _row(declared: Declaration) -> tuple[str, ...]:
    kind = "a list" if declared.unit is Unit.LIST else declared.unit.value
    settings = asked_settings(declared.compute)
    how = plain(declared.formula) + (f" ({', '.join(f'`{name}`' for name in settings)})" if settings else "")
    shown = declared.name in declarations() and all(may_see(column) for column in declared.reads)
    said = f"{plain(declared.meaning)} ({kind})"
    return f"`{declared.name}`", said, how, _reads(declared.reads), "yes" if shown else "no"


def may_see(column: Column[Any]) -> bool:
    """Whether a client may see the column in any row."""
    return column.client and column.row_type.shared is not Shared.NONE


def _reads(columns: Iterable[Column[Any]]) -> str:
    """The columns by tab; a tab of which all are read is named alone."""
    by_tab: dict[type[Row], list[Column[Any]]] = defaultdict(list)
    for column in columns:
        by_tab[column.row_type].append(column)
    return "; ".join(
        plain(sheet.tab)
        if set(read) == set(sheet.columns)
        else f"{plain(sheet.tab)}: {', '.join(plain(column.heading) for column in read)}"
        for sheet, read in by_tab.items()
    )


def _settings() -> Iterator[tuple[str, ...]]:
    readers: dict[str, list[str]] = defaultdict(list)
    for declared in (*declarations().values(), *portfolio_declarations().values()):
        for name in asked_settings(declared.compute):
            readers[name].append(declared.name)
    defaults = Settings()
    for setting in fields(Settings):
        if setting.name in readers:
            read_by = ", ".join(f"`{name}`" for name in readers[setting.name])
            default = _value(getattr(defaults, setting.name))
            yield f"`{setting.name}`", default, plain(setting.metadata["meaning"]), read_by


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{plain(part)} {number:g}" for part, number in value.items())
    return plain(value) if isinstance(value, str) else f"{value:g}"

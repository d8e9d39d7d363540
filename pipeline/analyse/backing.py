"""What an account's figures rest on: how each is defined, and the cells each topic was made from."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analyse.lines import Part, line
from pipeline.figures import Answer, Case, Declaration, Figure, Unit, figure, found
from pipeline.problems import Place
from pipeline.ranges import fold

ABOUT_THE_REST = ("account.definitions", "account.source_ranges")


def _is_worked_out(declared: Declaration) -> bool:
    """Whether a figure is more than rows or a cell quoted, a setting or the day of the run."""
    words = declared.unit in (Unit.TEXT, Unit.DATE) and not declared.reads
    return not words and declared.unit is not Unit.LIST and not declared.formula.startswith("as given in")


@figure(
    "account.definitions",
    Unit.LIST,
    "How each figure is worked out: topic, name, meaning, formula",
    "the figures that are there and are more than quoted rows or cells",
)
def definitions(case: Case) -> Answer:
    lines = []
    for name, declared in case.declarations.items():
        if name in ABOUT_THE_REST or not _is_worked_out(declared) or case[name].absent:
            continue
        parts: dict[str, Part] = {
            part: (Unit.TEXT, "as declared", found(text))
            for part, text in (
                ("topic", name.partition(".")[0]),
                ("tag", name),
                ("meaning", declared.meaning),
                ("formula", declared.formula),
            )
        }
        lines.append(line(case, f"account.definitions.{name}", None, parts))
    return found(tuple(lines))


def _rests_on(quoted: Figure) -> Iterator[Place]:
    """The cells of a figure, and for a list those of its lines."""
    yield from quoted.sources
    for item in quoted.lines:
        if item.row is not None:
            yield from item.row.place()
        for part in item.computed.values():
            yield from _rests_on(part)


@figure(
    "account.source_ranges",
    Unit.LIST,
    "The cells that each topic's figures rest on: topic, file, sheet, cells",
    "the source cells of every figure of the topic, side by side ones folded into ranges",
)
def source_ranges(case: Case) -> Answer:
    cells: dict[tuple[str, str, str], set[str]] = {}
    for name in case.declarations:
        if name not in ABOUT_THE_REST:
            for place in _rests_on(case[name]):
                cells.setdefault((name.partition(".")[0], place.file, place.sheet), set()).add(place.cell)
    lines = []
    for number, ((topic, file, sheet), addresses) in enumerate(cells.items(), 1):
        parts: dict[str, Part] = {
            part: (Unit.TEXT, "where the cells stand", found(text))
            for part, text in (
                ("topic", topic),
                ("file", file),
                ("sheet", sheet),
                ("cells", ", ".join(fold(addresses))),
            )
        }
        lines.append(line(case, f"account.source_ranges.{number}", None, parts))
    return found(tuple(lines))

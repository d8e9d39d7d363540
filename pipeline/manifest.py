"""`pack.json`: what a pack was made of and printed, and what the next quarter compares itself with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.migrations import VERSION, Unreadable, migrated
from pipeline.periods import Period
from pipeline.quoted import QUOTED, QUOTED_FIGURES, QUOTED_ROWS
from pipeline.sheets.account import Ask, Contract, Strategy
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person, RelationshipPlan
from pipeline.sheets.performance import Financial, Measure, Opportunity, Value, invoiced
from pipeline.sheets.risks import Risk

# Sheet tab -> row id -> what earlier packs said, oldest first: period, as_of, and the cells that are tracked.
Trail = dict[str, dict[str, list[dict[str, Any]]]]

LONG = ("figures", "rows", "trail", "sent", "printed")
# Where a part of the file begins: no string holds a line end.
_QUOTED = ',\n "quoted": '  # what the portfolio reads of a pack stands before all else that is long
_BODY = ',\n "figures": '
_PRINTED = ',\n "printed": '  # the texts
_CHUNK = 1 << 15  # bytes read at a time

# The sheets whose rows are known from one quarter to the next.
COMPARED: tuple[type[Row], ...] = (
    Goal, Action, Risk, Person, Measure, Value, Opportunity, Ask, Contract, Strategy, Financial,
    RelationshipPlan,
)  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """The record of one account's pack.

    `documents` are those that were asked for, also those of which the account's data made no file or several.
    `rows` is sheet -> row key -> column name -> value as text or number, for the sheets that are compared; `trail` what
    the packs before said of such rows; `sent` what the client was given to edit; `figures` figure name -> value;
    `printed` file -> [figure name, text as printed] in order; `version` the form in which it was written.
    """

    account: str
    period: str
    as_of: str
    code: str
    inputs: dict[str, str] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    settings: str = ""
    earlier: str = ""
    files: dict[str, str] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    trail: Trail = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)
    printed: dict[str, list[list[str]]] = field(default_factory=dict)
    version: int = VERSION

    def to_bytes(self) -> bytes:
        """The manifest as JSON in a fixed order: what it was made of, then a line for each figure, row and text.

        What the portfolio quotes of them stands first and nowhere else.
        """
        head = {name: value for name, value in vars(self).items() if name not in LONG}
        quoted = _json_text({name: self.figures[name] for name in QUOTED if name in self.figures})
        kept = _by_tab({tab: rows for tab, rows in self.rows.items() if tab in QUOTED_ROWS})
        figures = _json_text(
            {name: value for name, value in self.figures.items() if name not in QUOTED_FIGURES},
            separators=(",\n  ", ": "),
        )
        rows = _by_tab({tab: rows for tab, rows in self.rows.items() if tab not in QUOTED_ROWS})
        trail = _by_tab(self.trail)
        printed = _nested({name: f"[{_pairs(log)}]" for name, log in sorted(self.printed.items())}, 2)
        made_of = _json_text(head, indent=1).removesuffix("\n}")
        long = f'{figures},\n "rows": {rows},\n "trail": {trail},\n "sent": {_json_text(self.sent)}{_PRINTED}{printed}'
        first = f'{{"figures": {quoted},\n  "rows": {kept}}}'
        return f"{made_of}{_QUOTED}{first}{_BODY}{long}\n}}\n".encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read a manifest of any version up to this one's; raise `Unreadable`, which says why, for anything else."""
        try:
            read = cls(**_joined(migrated(json.loads(data))))
            date.fromisoformat(read.as_of)
        except Unreadable:
            raise
        except (ValueError, TypeError, RecursionError):
            raise Unreadable("is damaged: it can't be read to its end") from None
        if (
            not _is_by_tab(read.rows, dict)
            or not _is_by_tab(read.trail, list)
            or not isinstance(read.figures, dict)
            or not isinstance(read.sent, dict)
        ):
            raise Unreadable("is damaged: its rows and figures are not in their places")
        return read

    @classmethod
    def head_from_bytes(cls, data: bytes) -> Manifest:
        """Read what a pack was made of, without its figures, rows and texts, which are nearly all of a manifest."""
        for part in (_QUOTED, _BODY):
            head, found, _ = data.partition(part.encode())
            if found:
                return cls.from_bytes(head + b"}")
        return cls.from_bytes(data)


def _joined(found: dict[str, Any]) -> dict[str, Any]:
    """A manifest's JSON with the figures and rows that stand apart in the file put with the others.

    Raise `ValueError` where they are not in their places.
    """
    quoted = found.pop("quoted", {})
    for name in quoted:
        apart, others = quoted[name], found.get(name, {})
        if name not in ("figures", "rows") or not isinstance(apart, dict) or not isinstance(others, dict):
            raise ValueError(f"{name} is not in its place")
        found[name] = apart | others
    return found


def _by_tab(tabs: Mapping[str, Mapping[str, object]]) -> str:
    """What stands by tab and row, a row a line."""
    return _nested(
        {
            tab: _nested({key: _json_text(said) for key, said in sorted(rows.items())}, 3)
            for tab, rows in sorted(tabs.items())
        },
        2,
    )


def _is_by_tab(tabs: object, kind: type) -> bool:
    """Whether something of a kind stands by tab and row."""
    return isinstance(tabs, dict) and all(
        isinstance(rows, dict) and all(isinstance(said, kind) for said in rows.values()) for rows in tabs.values()
    )


def _json_text(value: object, **options: Any) -> str:
    """A value as JSON, in a fixed order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, **options)


def _nested(values: Mapping[str, str], depth: int) -> str:
    """A JSON object of values that are JSON already, each on a line."""
    between = "\n" + " " * depth
    return "{" + ",".join(f"{between}{_json_text(key)}: {text}" for key, text in values.items()) + "}"


def _pairs(log: Iterable[Iterable[str]]) -> str:
    """Name and text of what was printed, a pair a line; encoded all at once, which is much the quickest."""
    flat = _json_text([text for pair in log for text in pair], separators=("\n", ""))[1:-1].split("\n")
    pairs = zip(flat[::2], flat[1::2], strict=True) if flat[0] else ()
    return ",".join(f"\n   [{name}, {text}]" for name, text in pairs)


def compared_rows(facts: Facts) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows that the next quarter compares itself with: sheet tab -> row id -> column name -> JSON value.

    Dates are ISO text, several values a list, quarters text. A quarter whose revenue stands in Transactions has their
    sum, so that a restated invoice line is seen as the quarter's change.
    """
    rows = {sheet.tab: {row_id(row): _json(row) for row in facts.of(sheet)} for sheet in COMPARED}
    lines = facts.once(invoiced)
    for row in facts.of(Financial):
        held = lines.get((row.quarter.year, row.quarter.quarter))
        if held is not None and held.revenue is not None:
            rows[Financial.tab][row_id(row)].setdefault("revenue", held.revenue)
    return rows


def row_id(row: Row) -> str:
    """What a row is known by from one quarter to the next: its id, or the columns that no two rows share."""
    named = [row.values.get(column.name) for column in row.unique]
    return " / ".join(str(value) for value in named if value is not None) if named else row.key


def read_quoted(path: Path) -> bytes:
    """The bytes of a manifest's file as far as the portfolio quotes it, of which no more is read than must be.

    Of a file in an older form, which has that here and there, all but the texts that were printed.
    """
    data = _up_to(path, _BODY)
    return data if _QUOTED.encode() in data else _up_to(path, _PRINTED)


def read_head(path: Path) -> bytes:
    """The bytes of a manifest's file that say what the pack was made of; of a file in an older form, all."""
    return _up_to(path, _QUOTED)


def _up_to(path: Path, part: str) -> bytes:
    """The bytes of a manifest's file before a part of it, as a manifest of their own; all where it has no such part."""
    held, marker = b"", part.encode()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            begun = max(len(held) - len(marker), 0)
            held += chunk
            if (end := held.find(marker, begun)) >= 0:
                return held[:end] + b"}"
    return held


def json_value(value: Any) -> Any:
    """A cell's value as JSON knows it: dates as ISO text, tuples as lists, quarters as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _json(row: Row) -> dict[str, Any]:
    return {name: json_value(value) for name, value in row.values.items()}

"""`pack.json`: what a pack was made of and printed, and what the next quarter compares itself with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.columns import Row
from pipeline.facts import Facts
from pipeline.periods import Period
from pipeline.sheets.account import Ask, Contract, Strategy
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.people import Person
from pipeline.sheets.performance import Financial, Measure, Opportunity, Value, invoiced
from pipeline.sheets.risks import Risk

VERSION = 1
_BODY = ',\n "figures": '  # where the long part begins: no string holds a line end

_PRINTED = ',\n "printed": '  # where the texts begin

# The sheets whose rows are known from one quarter to the next.
COMPARED: tuple[type[Row], ...] = (
    Goal, Action, Risk, Person, Measure, Value, Opportunity, Ask, Contract, Strategy, Financial,
)  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """The record of one account's pack.

    `rows` is sheet -> row key -> column name -> value as text or number, for the sheets that are compared;
    `figures` figure name -> value; `printed` file -> [figure name, text as printed] in order.
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
    figures: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    printed: dict[str, list[list[str]]] = field(default_factory=dict)
    version: int = VERSION

    def to_bytes(self) -> bytes:
        """The manifest as JSON in a fixed order: what it was made of, then a line for each figure, row and text."""
        head = {name: value for name, value in vars(self).items() if name not in ("figures", "rows", "printed")}
        figures = _json_text(self.figures, separators=(",\n  ", ": "))
        rows = _nested({tab: _nested({key: _json_text(row) for key, row in sorted(rows.items())}, 3)
                        for tab, rows in sorted(self.rows.items())}, 2)  # fmt: skip
        printed = _nested({name: f"[{_pairs(log)}]" for name, log in sorted(self.printed.items())}, 2)
        made_of = _json_text(head, indent=1).removesuffix("\n}")
        return f'{made_of}{_BODY}{figures},\n "rows": {rows}{_PRINTED}{printed}\n}}\n'.encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read a manifest; raise `ValueError` for what is none."""
        found = json.loads(data)
        if not isinstance(found, dict) or found.get("version") != VERSION:
            raise ValueError(f"not a manifest of version {VERSION}")
        return cls(**found)

    @classmethod
    def head_from_bytes(cls, data: bytes) -> Manifest:
        """Read what a pack was made of, without its figures, rows and texts, which are nearly all of a manifest."""
        head, found, _ = data.partition(_BODY.encode())
        return cls.from_bytes(head + b"}" if found else data)


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


def without_texts(data: bytes) -> bytes:
    """A manifest's bytes without the texts that were printed: the longest part, which only a trace reads."""
    before, found, _ = data.partition(_PRINTED.encode())
    return before + b"}" if found else data


def json_value(value: Any) -> Any:
    """A cell's value as JSON knows it: dates as ISO text, tuples as lists, quarters as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _json(row: Row) -> dict[str, Any]:
    return {name: json_value(value) for name, value in row.values.items()}

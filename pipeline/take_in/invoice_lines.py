"""Invoice lines go to a file of their own beside the workbooks: an export joined with what stands there already."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from pipeline.catalogue.exports import import_lines
from pipeline.cells import Tab
from pipeline.kinds import Fault, decimal_sign
from pipeline.problems import Place, Problem
from pipeline.settings import Settings
from pipeline.sheets.performance import Transaction
from pipeline.take_in.standing import standing
from pipeline.take_in.taken import Taken, key_of
from pipeline.take_in.targets import Matched
from pipeline.take_in.values import own_name

BEGINS = "transactions-"
# A spreadsheet takes a text that begins so for a formula; reading the file leaves the space in front out again.
LIVE = ("=", "+", "-", "@", "\t", "\r")
HARD_SPACE = "\u00a0"


@dataclass(frozen=True)
class Joined:
    """The file's new content, how many lines are new, changed, as they were, and in the file alone; or problems."""

    data: bytes = b""
    added: int = 0
    changed: int = 0
    equal: int = 0
    gone: int = 0
    problems: tuple[Problem, ...] = ()


def file_name(source: str) -> str:
    """The name of the file for the lines of a source, such as `transactions-sap.csv`."""
    letters = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().casefold()
    word = re.sub(r"[^a-z0-9]+", "-", letters).strip("-").removeprefix(BEGINS)[:40]
    return f"{BEGINS}{word or 'import'}.csv"


def joined(former: Tab | None, found: Matched, rows: Sequence[Taken], settings: Settings, *, keyed: bool) -> Joined:
    """Join the lines of an export with those of the file; no line is ever taken out.

    `keyed` lines are told apart by their key. Others have none: of lines that say the same, as many are kept as the
    export or the file holds, whichever holds more, so that the same export joined twice adds nothing.
    """
    former_lines: list[Mapping[str, Any]] = []
    headings = {target.name: target.heading for target in found.targets if target.column is None}
    if former is not None:
        stands, problems = standing(Transaction, [former], settings.locale, settings.fiscal_year_start)
        lines = [held for stand in stands for held in stand.rows]
        bad = next((h for h in lines if any(isinstance(v, Fault) for v in h.values.values())), None)
        if bad is not None:
            place = Place(former.file, former.name, f"line {bad.number}")
            problems.append(import_lines.at(place))
        if problems:
            return Joined(problems=tuple(problems))
        former_lines = [held.values for held in lines]
        for raw in former.rows[stands[0].heading_row - 1]:
            if isinstance(raw, str) and own_name(raw) in stands[0].letters:
                headings.setdefault(own_name(raw), raw.strip())
    names = [target.name for target in found.key] if keyed else _shared(former_lines, rows)
    left: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for line in reversed(former_lines):
        left[key_of(line, names)].append(line)
    made: list[Mapping[str, Any]] = []
    added = changed = equal = 0
    for row in rows:
        met = left[key_of(row.values, names)]
        old = met.pop() if met else None
        line = {**(old or {}), **row.values}
        made.append(line)
        added += old is None
        equal += old is not None and line == old
        changed += old is not None and line != old
    gone = [line for many in left.values() for line in many]
    data = _written([*made, *gone], headings, settings.locale)
    return Joined(data, added, changed, equal, len(gone))


def _shared(former: Sequence[Mapping[str, Any]], rows: Sequence[Taken]) -> list[str]:
    """The columns by which lines without a key are compared: those that both sides fill."""
    ours = {name for row in rows for name in row.values}
    theirs = {name for line in former for name in line} if former else ours
    return sorted(ours & theirs)


def _written(lines: Sequence[Mapping[str, Any]], own: Mapping[str, str], locale: str) -> bytes:
    """The file: UTF-8 with its mark, so that Excel reads it right; declared headings first; the oldest line first."""
    filled = {name for line in lines for name in line}
    columns = {
        column.name: column.heading for column in Transaction.columns if column.identifies or column.name in filled
    }
    columns |= {name: heading for name, heading in sorted(own.items()) if name in filled}
    sign = decimal_sign(locale)
    texts = sorted([_text(line.get(name), sign) for name in columns] for line in lines)
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if sign == "," else ",", lineterminator="\n")
    writer.writerow(columns.values())
    writer.writerows(texts)
    return out.getvalue().encode("utf-8-sig")


def _text(value: Any, sign: str) -> str:
    """A value as the file holds it and reading it finds it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")  # every digit, so that it reads back as the same number
        return text.removesuffix(".0").replace(".", sign)
    return f"{HARD_SPACE}{value}" if str(value).startswith(LIVE) else str(value)

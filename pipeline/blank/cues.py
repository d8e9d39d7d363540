"""What the workbook shows while it is filled in: cells still wanted, the meaning of scales, the sum of the weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipeline.blank.guidance import FIRST_ROW, HEADING_ROW, ROOM
from pipeline.blank.looks import Pens
from pipeline.cells import column_letters
from pipeline.columns import Column, Row
from pipeline.kinds import Scale
from pipeline.sheets.scoring import VOTE, Criterion
from pipeline.theme import BRAND, Tone

Rows = Sequence[Mapping[str, object]]
ANCHOR_ROW = HEADING_ROW - 1
ANCHORS = (Criterion.anchor_1, Criterion.anchor_3, Criterion.anchor_5)


def shade_wanted(tab: Any, pens: Pens, sheet: type[Row], columns: Sequence[Column[Any]], last_row: int) -> None:
    """Shade the cells that are still to be filled in, in rows that are begun."""
    letters = {column.name: column_letters(j) for j, column in enumerate(columns)}
    row = FIRST_ROW + 1
    begun = f"COUNTA(${column_letters(0)}{row}:${column_letters(len(columns) - 1)}{row})>0"
    for tone, condition, first, last in _runs(sheet, columns, letters, row):
        at = column_letters(first)
        rule = {
            "type": "formula",
            "criteria": f"=AND(LEN(TRIM({at}{row}))=0,{begun}{condition})",
            "format": pens.shade(tone),
        }
        tab.conditional_format(FIRST_ROW, first, last_row, last, rule)


def _runs(
    sheet: type[Row], columns: Sequence[Column[Any]], letters: dict[str, str], row: int
) -> Iterator[tuple[Tone, str, int, int]]:
    """Neighbouring columns that are wanted alike: tone of the shade, further condition, first and last column."""
    alike = [_want(sheet, column, letters, row) for column in columns]
    for want, group in groupby(range(len(columns)), key=lambda j: alike[j]):
        if want is not None:
            many = list(group)
            yield *want, many[0], many[-1]


def _want(sheet: type[Row], column: Column[Any], letters: dict[str, str], row: int) -> tuple[Tone, str] | None:
    """How a column is wanted: the tone of its shade and a further condition; None where its cell may be empty."""
    if column.identifies:
        return Tone.BAD, ""
    for first, second in sheet.either:
        if column in (first, second):
            return Tone.WATCH, "".join(f",LEN(TRIM(${letters[each.name]}{row}))=0" for each in (first, second))
    for wanted, deciding, words in sheet.wanted_when:
        if column in wanted:
            listed = ",".join(f'${letters[deciding.name]}{row}="{word}"' for word in words)
            return Tone.WATCH, f",OR({listed})"
    return (Tone.WATCH, "") if column.wanted and column not in sheet.may_wait else None


def shade_fields(tab: Any, pens: Pens, columns: Sequence[Column[Any]]) -> None:
    """Shade the values that are still to be filled in, once a field is."""
    values = f"$B${FIRST_ROW + 1}:$B${FIRST_ROW + len(columns)}"
    for i, column in enumerate(columns, FIRST_ROW):
        if column.identifies or column.wanted:
            rule = {
                "type": "formula",
                "criteria": f"=AND(LEN(TRIM($B${i + 1}))=0,COUNTA({values})>0)",
                "format": pens.shade(Tone.BAD if column.identifies else Tone.WATCH),
            }
            tab.conditional_format(i, 1, i, 1, rule)


def show_scales(tab: Any, pens: Pens, columns: Sequence[Column[Any]], criteria: Rows, last_row: int) -> None:
    """Write what the numbers of a scale mean above its heading, where it stays in view."""
    look = pens(font_size=9, text_wrap=True, valign="bottom", font_color=f"#{BRAND['accent6']}")
    lines = 1
    for j, column in enumerate(columns):
        if column.name.startswith(VOTE):
            formula, value = _vote_anchors(column.heading, criteria)
            tab.write_formula(ANCHOR_ROW, j, formula, look, value)
            lines = max(lines, 7)
        elif isinstance(column.kind, Scale) and column.kind.anchors:
            said = [f"{n} {word}" for n, word in enumerate(column.kind.anchors, column.kind.low)]
            tab.write_string(ANCHOR_ROW, j, "\n".join(said), look)
            lines = max(lines, len(said))
        elif column is Criterion.weight:
            _total(tab, pens, j, criteria, last_row)
            lines = max(lines, 2)
    if lines > 1:
        tab.set_row(ANCHOR_ROW, 12.5 * lines + 3)


def _vote_anchors(criterion: str, criteria: Rows) -> tuple[str, str]:
    """The anchors of a criterion as they stand on the tab Criteria: a formula, and what it says today."""
    at = {c.name: column_letters(j) for j, c in enumerate(Criterion.columns)}
    tab, first, last = Criterion.tab, FIRST_ROW + 1, FIRST_ROW + ROOM
    found = f"MATCH({_quoted(criterion)},{tab}!${at['criterion']}${first}:${at['criterion']}${last},0)"
    parts = [f"INDEX({tab}!${at[a.name]}${first}:${at[a.name]}${last},{found})" for a in ANCHORS]
    said = "&CHAR(10)&".join(f'"{number} "&{part}' for number, part in zip((1, 3, 5), parts, strict=True))
    row: Mapping[str, object] = next((row for row in criteria if row.get("criterion") == criterion), {})
    value = "\n".join(f"{n} {row.get(a.name) or ''}" for n, a in zip((1, 3, 5), ANCHORS, strict=True))
    return f'=IFERROR({said},"")', value if row else ""


def _quoted(text: str) -> str:
    """A text as a formula quotes it."""
    return '"' + text.replace('"', '""') + '"'


def _total(tab: Any, pens: Pens, at: int, criteria: Rows, last_row: int) -> None:
    """The sum of the weights, live, above their heading."""
    letters = column_letters(at)
    weights = [row.get(Criterion.weight.name) for row in criteria]
    total = round(sum(weight for weight in weights if isinstance(weight, int | float)), 4)
    look = pens(
        num_format='[=1]"✓ total "0%;[=0]"total "0%;"✗ total "0.0%',
        text_wrap=True,
        font_size=9,
        align="right",
        valign="bottom",
    )
    formula = f"=ROUND(SUM({letters}{FIRST_ROW + 1}:{letters}{last_row + 1}),4)"
    tab.write_formula(ANCHOR_ROW, at, formula, look, total)
    rule = {"type": "formula", "criteria": f"=AND({letters}{ANCHOR_ROW + 1}<>0,{letters}{ANCHOR_ROW + 1}<>1)"}
    tab.conditional_format(ANCHOR_ROW, at, ANCHOR_ROW, at, rule | {"format": pens.shade(Tone.BAD)})

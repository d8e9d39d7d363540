"""Reads an export's cells as the columns they are for: its dates, numbers and words become the sheet's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.catalogue.exports import (
    export_choice,
    export_currency,
    export_date,
    export_date_unclear,
    export_number,
    export_number_unclear,
    export_percent,
)
from pipeline.catalogue.values import date_unclear
from pipeline.cells import Raw
from pipeline.columns import Column
from pipeline.kinds import (
    Choice,
    Choices,
    Day,
    Fault,
    Kind,
    Long,
    Money,
    Number,
    Percent,
    Quarter,
    Whole,
    YesNo,
    clean,
    is_blank,
    misread,
    plain,
    shown,
)
from pipeline.near import nearest
from pipeline.periods import Period
from pipeline.take_in.dates import fitting, iso_day
from pipeline.take_in.mapping import Source
from pipeline.take_in.numbers import OtherMoney, bare, decimal_signs, number

NUMBERS = (Number, Percent, Whole)
TRUTHS = {"true": True, "false": False, "1": True, "0": False}


def own_name(heading: str) -> str:
    """What the values under a heading of people's own are kept by."""
    return f"own:{plain(heading)}"


@dataclass(frozen=True, eq=False)
class Target:
    """What an export's column is for: a column of the sheet, or one of people's own; and where its values come from."""

    heading: str
    column: Column[Any] | None
    source: Source

    @property
    def name(self) -> str:
        """What its values are kept by: the column's name, or the own heading."""
        return self.column.name if self.column else own_name(self.heading)

    @property
    def kind(self) -> Kind[Any]:
        """What its cells hold; people's own columns hold text."""
        return self.column.kind if self.column else Long()

    @property
    def adds_up(self) -> bool:
        """Whether values of many lines may be added: amounts and numbers, no shares and no scales."""
        return isinstance(self.kind, Number)


@dataclass(frozen=True)
class Writing:
    """How an export writes: the sign before its decimals, and whether that could be told; and what it is read for."""

    decimal: str
    sure: bool
    currency: str
    locale: str
    first_month: int


def read_values(target: Target, raws: Sequence[Raw], writing: Writing) -> list[Any]:
    """The values of a column of the export, blank ones as None; what can't be taken is a `Fault`."""
    known: dict[tuple[type, Raw], Any] = {}
    words = {plain(theirs): ours for theirs, ours in target.source.words.items()}
    found = []
    for raw in raws:
        key = (type(raw), raw)
        if key not in known:
            known[key] = _read(target, raw, words, writing)
        found.append(known[key])
    return found


def _read(target: Target, raw: Raw, words: dict[str, str], writing: Writing) -> Any:
    """The value of one cell."""
    if is_blank(raw):
        return None
    kind, source = target.kind, target.source
    if words and (ours := words.get(plain(shown(raw)))) is not None:
        raw = ours
        if is_blank(raw):
            return None
    if isinstance(kind, Day | Quarter):
        return _day_or_quarter(kind, raw, source, writing)
    if isinstance(kind, NUMBERS):
        return _number(kind, raw, source, writing)
    if isinstance(kind, YesNo) and isinstance(raw, str | int) and str(raw).strip().casefold() in TRUTHS:
        raw = TRUTHS[str(raw).strip().casefold()]
    if isinstance(raw, bool) and not isinstance(kind, YesNo):
        raw = "yes" if raw else "no"
    value = kind.read(raw, writing.locale)
    if isinstance(value, Fault) and isinstance(kind, Choice | Choices):
        ours = nearest(shown(raw), kind.words) or "..."
        return misread(export_choice, raw, f'"{shown(raw)}" = "{ours}"')
    return value


def _day_or_quarter(kind: Day | Quarter, raw: Raw, source: Source, writing: Writing) -> Any:
    """A day as the export writes it; a quarter may be told by any of its days."""
    day: date | None = raw.date() if isinstance(raw, datetime) else raw if isinstance(raw, date) else None
    if isinstance(raw, int | float) and not isinstance(raw, bool) and source.dates and float(raw).is_integer():
        raw = str(int(raw))  # 20260331
    if isinstance(raw, str):
        text = " ".join(clean(raw).split())
        day = iso_day(text) or next((day for pattern in source.dates if (day := pattern.day(text))), None)
        if day is None and source.dates:
            patterns = " or ".join(pattern.written for pattern in source.dates)
            if not (isinstance(kind, Quarter) and not isinstance(kind.read(raw, writing.locale), Fault)):
                return misread(export_date, raw, patterns)
    if isinstance(kind, Day):
        read = kind.read(raw if day is None else day, writing.locale)
        unclear = isinstance(read, Fault) and read.entry is date_unclear
        return replace(read, entry=export_date_unclear) if unclear else read  # type: ignore[type-var]
    if day is not None:
        return Period.of(day, writing.first_month)
    value = kind.read(raw, writing.locale)
    return replace(value, first_month=writing.first_month) if isinstance(value, Period) else value


def _number(kind: Kind[Any], raw: Raw, source: Source, writing: Writing) -> Any:
    """A number as the export writes it, multiplied as the mapping says."""
    value: float | None
    share = False
    if isinstance(raw, str):
        text = clean(raw)
        spoken = kind.read(raw, writing.locale) if isinstance(kind, Whole) else None
        if spoken is not None and not isinstance(spoken, Fault) and not text[-1:].isdigit():
            return spoken  # a scale's own words
        share = isinstance(kind, Percent) and text.endswith("%")
        try:
            currency = writing.currency if isinstance(kind, Money) else ""
            digits = bare(text.removesuffix("%") if share else text, currency)
        except OtherMoney as other:
            return misread(export_currency, raw, f"{other.currency}|{writing.currency}")
        decimal = source.decimal or writing.decimal
        if not source.decimal and not writing.sure and decimal in digits and len(decimal_signs(digits)) == 2:
            both = " or ".join(f"{n:,.15g}" for n in (number(digits, "."), number(digits, ",")) if n is not None)
            return misread(export_number_unclear, raw, both)
        value = number(digits, decimal)
        if value is None:
            return misread(export_number, raw, decimal)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        value = raw
    else:
        return misread(export_number, raw, source.decimal or writing.decimal)
    if source.times != 1 and not share:
        value = float(Decimal(repr(value)) * Decimal(repr(source.times)))
    read = kind.read(value / 100 if share else value, writing.locale)
    if isinstance(read, Fault) and isinstance(kind, Percent):
        return misread(export_percent, raw)
    return read


def dates_to_propose(raws: Sequence[Raw]) -> str:
    """What to write in a mapping file for dates that could be read in several ways."""
    fit = fitting({" ".join(clean(raw).split()) for raw in raws if isinstance(raw, str) and not is_blank(raw)})
    if not fit:
        return 'say how dates are written, such as dates = "dd/mm/yyyy", in the mapping file'
    proposed = " or ".join(f'dates = "{each}"' for each in fit[:2])
    return f"write {proposed} in the mapping file"

"""The kinds of cell value: how each is read, what is due in the cell, how Excel restricts it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from typing import Generic, TypeVar

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, parse_decimal

from pipeline.catalogue import values
from pipeline.cells import ExcelError, Raw, Uncalculated
from pipeline.periods import Period
from pipeline.problems import Place, Problem

T = TypeVar("T", covariant=True)

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
IDENTIFIER = re.compile(r"[\w.\-/]{1,40}")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell can't be taken: an entry of the catalogue, what is there as a message quotes it, and a way to mend it
    where the value suggests one."""

    entry: values.CellEntry
    there: str
    way: str = ""

    def at(self, place: Place, heading: str, due: str) -> Problem:
        """The fault as the problem of a cell under that heading."""
        return self.entry.at(place, heading, self.there, due, self.way)


class Rule(Enum):
    """Excel's own words for what a cell may hold."""

    ANY = "any"
    LIST = "list"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Restriction:
    """A data validation: the rule, its bounds or its list, and Excel's number format of the cell."""

    rule: Rule = Rule.ANY
    low: float | date | None = None
    high: float | date | None = None
    items: tuple[str, ...] = ()
    number_format: str = "General"


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What a cell of a column holds. `read` takes a raw value that is not blank and returns the value or a `Fault`."""

    @property
    def due(self) -> str:
        """What the cell should hold, as the end of "Due: ..."."""
        return "text"

    def read(self, raw: Raw, locale: str) -> T | Fault:
        """Read a raw cell; `locale` tells how numbers are written in text."""
        raise NotImplementedError

    def read_all(self, raws: Sequence[Raw], locale: str) -> list[T | Fault | None]:
        """Read a column of cells, blank ones as None; what stands in many cells is read once."""
        if bool in set(map(type, raws)):  # to a set, True is 1
            return [None if is_blank(raw) else self.read(raw, locale) for raw in raws]
        known = {raw: None if is_blank(raw) else self.read(raw, locale) for raw in set(raws)}
        return [known[raw] for raw in raws]

    def restrict(self) -> Restriction:
        """How Excel restricts the cell."""
        return Restriction()


def is_blank(raw: Raw) -> bool:
    """Whether a cell holds nothing but white space."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def clean(text: str) -> str:
    """Normalise a person's text (NFC, no spaces around it, one kind of line end)."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def shown(raw: Raw) -> str:
    """A raw value in the words of a message, cut to a length that can be read."""
    if isinstance(raw, ExcelError):
        return raw.text
    if isinstance(raw, Uncalculated):
        return f"the formula {raw.formula}" if raw.formula else "a formula"
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(sep=" ", timespec="minutes")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    text = " ".join(CONTROL.sub("?", str(raw)).split())
    return text if len(text) <= 60 else text[:57] + "..."


def misread(entry: values.CellEntry, raw: Raw, way: str = "") -> Fault:
    """A fault of a cell that holds another kind of value, Excel's own troubles first."""
    if isinstance(raw, ExcelError):
        return Fault(values.excel_error, raw.text)
    if isinstance(raw, Uncalculated):
        return Fault(values.no_value, shown(raw))
    return Fault(entry, f"“{shown(raw)}”" if isinstance(raw, str) else shown(raw), way)


def _text(raw: Raw) -> str | Fault:
    """Read words; a whole number is taken as it is written, a date or a yes/no value is not."""
    if isinstance(raw, str):
        if not raw.isprintable() and CONTROL.search(raw):  # a line break is neither
            return Fault(values.control_character, "")
        return clean(raw)
    if isinstance(raw, float | int) and not isinstance(raw, bool) and math.isfinite(raw):
        return str(int(raw)) if float(raw).is_integer() else repr(raw)
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    return misread(values.text, raw)


def _number(raw: Raw, locale: str) -> float | Fault:
    """Read a number from a number, or from text that can be read in only one way in the locale."""
    if isinstance(raw, bool | ExcelError | Uncalculated | date | time | timedelta):
        return misread(values.number, raw)
    if isinstance(raw, int | float):
        return float(raw) if math.isfinite(raw) else misread(values.number, raw)
    text = clean(raw or "").replace("\u202f", " ").replace("−", "-")
    try:
        return float(parse_decimal(text.replace(" ", "\u00a0") if " " in text else text, locale=locale, strict=True))
    except (NumberFormatError, ValueError):
        pass
    try:
        if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) and "." not in text:
            return float(text)
        return float(parse_decimal(text.replace(" ", ""), locale=locale, strict=True))
    except (NumberFormatError, ValueError):
        return misread(values.number, raw)


@dataclass(frozen=True)
class Text(Kind[str]):
    """Words on one line."""

    def read(self, raw: Raw, locale: str) -> str | Fault:
        """Read words; line breaks become spaces."""
        text = _text(raw)
        return text if isinstance(text, Fault) else " ".join(text.split())


@dataclass(frozen=True)
class Long(Kind[str]):
    """Words on several lines."""

    def read(self, raw: Raw, locale: str) -> str | Fault:
        """Read words and keep their lines."""
        return _text(raw)


@dataclass(frozen=True)
class Id(Kind[str]):
    """A short id: letters, digits, `-`, `.`, `_` or `/`, at most 40."""

    @property
    def due(self) -> str:
        """What is due."""
        return "a short id such as R1: letters, digits and hyphens, no spaces"

    def read(self, raw: Raw, locale: str) -> str | Fault:
        """Read an id."""
        text = _text(raw)
        if isinstance(text, Fault) or IDENTIFIER.fullmatch(text):
            return text
        return misread(values.id, raw)


@dataclass(frozen=True)
class Names(Kind[tuple[str, ...]]):
    """One or several names, roles or teams, separated by `;`."""

    def read(self, raw: Raw, locale: str) -> tuple[str, ...] | Fault:
        """Read the names in their order, each once."""
        text = _text(raw)
        return text if isinstance(text, Fault) else split_several(text)


def split_several(text: str) -> tuple[str, ...]:
    """Split what a cell lists, at `;`, each value once and in order."""
    return tuple(dict.fromkeys(part for part in (" ".join(piece.split()) for piece in text.split(";")) if part))


@dataclass(frozen=True)
class Day(Kind[date]):
    """A calendar day."""

    @property
    def due(self) -> str:
        """What is due."""
        return "a date"

    def read(self, raw: Raw, locale: str) -> date | Fault:
        """Read an Excel date or ISO text; never guess the order of day and month."""
        day: date | None = None
        if isinstance(raw, datetime):
            day = raw.date()
        elif isinstance(raw, date):
            day = raw
        elif isinstance(raw, str):
            text = clean(raw)
            if found := ISO_DAY.fullmatch(text):
                try:
                    day = date(int(found[1]), int(found[2]), int(found[3]))
                except ValueError:
                    return Fault(values.date_impossible, f"“{text}”")
            elif found := SLASHED.fullmatch(text):
                readings = _readings(*found.groups())
                entry = values.date_unclear if readings else values.date_impossible
                return Fault(entry, f"“{text}”", readings)
        if day is None:
            return misread(values.date, raw)
        if not EARLIEST <= day <= LATEST:
            return Fault(values.date_year, day.isoformat())
        return day

    def restrict(self) -> Restriction:
        """A date from 1900 on."""
        return Restriction(Rule.DATE, EARLIEST, LATEST, number_format="yyyy-mm-dd")


def _readings(first: str, second: str, year: str) -> str:
    """Say which days a date such as 03/04/2026 could mean; empty where it can mean none."""
    full = int(year) + (2000 if len(year) == 2 else 0)
    readings = []
    for day, month in ((int(first), int(second)), (int(second), int(first))):
        try:
            readings.append(date(full, month, day).isoformat())
        except ValueError:
            continue
    return " or ".join(dict.fromkeys(readings))


@dataclass(frozen=True)
class Quarter(Kind[Period]):
    """A fiscal quarter, written `2026-Q1`."""

    @property
    def due(self) -> str:
        """What is due."""
        return "a quarter such as 2026-Q1"

    def read(self, raw: Raw, locale: str) -> Period | Fault:
        """Read a quarter; the fiscal year's first month is set by the account's facts."""
        if isinstance(raw, str):
            try:
                return Period.parse(clean(raw).replace(" ", "-"))
            except ValueError:
                pass
        return misread(values.quarter, raw)


@dataclass(frozen=True)
class Number(Kind[float]):
    """A number."""

    @property
    def due(self) -> str:
        """What is due."""
        return "a number"

    def read(self, raw: Raw, locale: str) -> float | Fault:
        """Read a number."""
        return _number(raw, locale)

    def read_all(self, raws: Sequence[Raw], locale: str) -> list[float | Fault | None]:
        """Read a column of cells; one of plain numbers, as most are, at once."""
        if set(map(type, raws)) <= {int, float, type(None)}:
            numbers = [None if raw is None else float(raw) for raw in raws]  # type: ignore[arg-type]
            if math.isfinite(sum(filter(None, numbers))):  # as no sum is that holds a number that is none
                return numbers  # type: ignore[return-value]
        return super().read_all(raws, locale)

    def restrict(self) -> Restriction:
        """Any decimal number."""
        return Restriction(Rule.DECIMAL, -1e15, 1e15, number_format="#,##0.##")


@dataclass(frozen=True)
class Money(Number):
    """An amount in the workspace's currency, without a symbol; `low` is the least that it can be."""

    low: float = -math.inf

    @property
    def due(self) -> str:
        """What is due."""
        return "an amount of money, without a currency symbol" + (", 0 or more" if self.low == 0 else "")

    def read(self, raw: Raw, locale: str) -> float | Fault:
        """Read an amount."""
        value = _number(raw, locale)
        return misread(values.below_least, raw) if not isinstance(value, Fault) and value < self.low else value

    def read_all(self, raws: Sequence[Raw], locale: str) -> list[float | Fault | None]:
        """Read a column of cells."""
        read = super().read_all(raws, locale)
        if self.low == -math.inf or all(
            value is None or isinstance(value, Fault) or value >= self.low for value in read
        ):
            return read
        return [None if is_blank(raw) else self.read(raw, locale) for raw in raws]

    def restrict(self) -> Restriction:
        """A decimal number, shown without decimals."""
        return Restriction(Rule.DECIMAL, max(self.low, -1e15), 1e15, number_format="#,##0")


@dataclass(frozen=True)
class Percent(Kind[float]):
    """A share, as a fraction of 1."""

    low: float = 0.0
    high: float = 1.0

    @property
    def due(self) -> str:
        """What is due."""
        return f"a percentage from {self.low:.0%} to {self.high:.0%}"

    def read(self, raw: Raw, locale: str) -> float | Fault:
        """Read `0.12` or `12 %`; 12 alone is a fault, since it could mean either."""
        if isinstance(raw, str) and clean(raw).endswith("%"):
            number = _number(clean(raw)[:-1].strip(), locale)
            value = number if isinstance(number, Fault) else number / 100
        else:
            value = _number(raw, locale)
        if isinstance(value, Fault):
            return misread(values.percent, raw)
        if not self.low <= value <= self.high:
            return misread(values.percent, raw)
        return value

    def restrict(self) -> Restriction:
        """A fraction within the bounds, shown as a percentage."""
        return Restriction(Rule.DECIMAL, self.low, self.high, number_format="0%")


@dataclass(frozen=True)
class Whole(Kind[int]):
    """A whole number within bounds."""

    low: int = 0
    high: int = 1_000_000

    @property
    def due(self) -> str:
        """What is due."""
        return f"a whole number from {self.low} to {self.high:,}"

    def read(self, raw: Raw, locale: str) -> int | Fault:
        """Read a whole number; 3.0 is 3, 3.5 is a fault."""
        value = _number(raw, locale)
        if isinstance(value, Fault):
            return misread(values.whole_number, raw)
        if value != int(value) or not self.low <= value <= self.high:
            return misread(values.whole_number, raw)
        return int(value)

    def restrict(self) -> Restriction:
        """A whole number within the bounds."""
        return Restriction(Rule.WHOLE, self.low, self.high, number_format="0")


@dataclass(frozen=True)
class Scale(Whole):
    """A whole number whose meaning is written down; the words are accepted in its place."""

    anchors: tuple[str, ...] = ()

    @property
    def due(self) -> str:
        """What is due, with the meaning of the ends."""
        if not self.anchors:
            return f"a whole number, {self.low} to {self.high}"
        return f"a whole number, {self.low} ({self.anchors[0]}) to {self.high} ({self.anchors[-1]})"

    def read(self, raw: Raw, locale: str) -> int | Fault:
        """Read the number, its words, or both (`4 likely`)."""
        if isinstance(raw, str):
            number = _spoken(self.anchors, self.low).get(clean(raw).casefold())
            if number is not None:
                return number
        value = super().read(raw, locale)
        if isinstance(value, Fault):
            return misread(values.scale, raw, f"{self.low} to {self.high}")
        return value

    def word(self, value: int) -> str:
        """The written meaning of a value; empty where the scale has none."""
        return self.anchors[value - self.low] if self.anchors else ""


@lru_cache(maxsize=256)
def _spoken(anchors: tuple[str, ...], low: int) -> dict[str, int]:
    """The numbers of a scale by all the ways of writing their words."""
    written = ((n, anchor.casefold()) for n, anchor in enumerate(anchors, low))
    return {words: n for n, anchor in written for words in (anchor, f"{n} {anchor}", f"{n} - {anchor}")}


@dataclass(frozen=True)
class YesNo(Kind[bool]):
    """Yes or no."""

    @property
    def due(self) -> str:
        """What is due."""
        return "yes or no"

    def read(self, raw: Raw, locale: str) -> bool | Fault:
        """Read yes or no; Excel's own TRUE and FALSE are taken too."""
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and clean(raw).casefold() in ("yes", "no", "y", "n"):
            return clean(raw).casefold()[0] == "y"
        return misread(values.choice, raw, "yes or no")

    def restrict(self) -> Restriction:
        """A list of two."""
        return Restriction(Rule.LIST, items=("yes", "no"))


@dataclass(frozen=True)
class Choice(Kind[str]):
    """One word of a closed list."""

    words: tuple[str, ...]

    @property
    def due(self) -> str:
        """What is due."""
        return "one of " + ", ".join(self.words)

    def read(self, raw: Raw, locale: str) -> str | Fault:
        """Read a word of the list, whatever its case and spaces."""
        if isinstance(raw, str):
            found = pick(self.words, raw)
            if found is not None:
                return found
        return misread(values.choice, raw, _nearest_choice(self.words, raw))

    def restrict(self) -> Restriction:
        """The list."""
        return Restriction(Rule.LIST, items=self.words)


@dataclass(frozen=True)
class Choices(Kind[tuple[str, ...]]):
    """Several words of a closed list, separated by `;`."""

    words: tuple[str, ...]

    @property
    def due(self) -> str:
        """What is due."""
        return "one or several of " + ", ".join(self.words) + ", separated by ;"

    def read(self, raw: Raw, locale: str) -> tuple[str, ...] | Fault:
        """Read the words in their order."""
        text = _text(raw)
        if isinstance(text, Fault):
            return text
        found = []
        for part in split_several(text):
            word = pick(self.words, part)
            if word is None:
                return misread(values.choice, part, _nearest_choice(self.words, part))
            found.append(word)
        return tuple(dict.fromkeys(found))


def pick(words: tuple[str, ...], text: str) -> str | None:
    """The word of the list that the text means, whatever its case, spaces and hyphens."""
    return text if text in words else _by_plain(words).get(plain(text))


@lru_cache(maxsize=256)
def _by_plain(words: tuple[str, ...]) -> dict[str, str]:
    """The words by what is compared of them; of two that are alike the first."""
    return {plain(word): word for word in reversed(words)}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text as it is compared: no case, no spaces, hyphens, curly quotes or trailing star."""
    return re.sub(r"[\s\-_‐‑–]+", "", clean(text).rstrip("*").casefold().replace("’", "'"))


def _nearest_choice(words: tuple[str, ...], raw: Raw) -> str:
    """Name the word that was probably meant, or all of them."""
    from difflib import get_close_matches

    near = get_close_matches(plain(shown(raw)), [plain(word) for word in words], n=1, cutoff=0.6)
    meant = pick(words, near[0]) if near else None
    return f"“{meant}”, or another of: {', '.join(words)}" if meant else "one of: " + ", ".join(words)


@dataclass(frozen=True)
class Ref(Kind[str]):
    """The id (or the unambiguous name) of a row of another sheet; `to` names its tabs."""

    to: tuple[str, ...]

    @property
    def due(self) -> str:
        """What is due."""
        return f"an id that stands on the tab {' or '.join(self.to)}"

    def read(self, raw: Raw, locale: str) -> str | Fault:
        """Read the id or name; whether it exists is checked when all tabs are read."""
        text = _text(raw)
        return text if isinstance(text, Fault) else " ".join(text.split())


@dataclass(frozen=True)
class Refs(Kind[tuple[str, ...]]):
    """Several references, separated by `;`."""

    to: tuple[str, ...]

    @property
    def due(self) -> str:
        """What is due."""
        return f"ids that stand on the tab {' or '.join(self.to)}, separated by ;"

    def read(self, raw: Raw, locale: str) -> tuple[str, ...] | Fault:
        """Read the ids or names; whether they exist is checked when all tabs are read."""
        text = _text(raw)
        return text if isinstance(text, Fault) else split_several(text)


def known_locale(name: str) -> None:
    """Raise `ValueError` for a locale that is not known."""
    try:
        Locale.parse(name)
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from None

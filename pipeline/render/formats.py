"""Hands on values as people read them: money, shares, counts and days in the words of a locale and a currency."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import (
    format_compact_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from pipeline.figures import Figure, Line, Unit

NBSP = "\u00a0"  # a number and its unit stay on one line
MINUS = "−"
# English business writing has small letters and a space where CLDR has 1.2M and 312K.
ENGLISH = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 3, "k"))
ALMOST = Decimal("0.9995")  # from here on a number rounds to the next unit: 999,600 is 1 m, not 1,000 k
ALMOST_ALL = Decimal("99.5")  # a share from here on isn't rounded up to all: two gaps in 3,748 cells are 99.9 %

Number = float | int


@lru_cache(maxsize=8)
def formats(locale: str, currency: str, language: str = "") -> Formats:
    """The formats of a locale, a currency and a language; they keep what they have looked up."""
    return Formats(locale, currency, language)


class Formats:
    """How values are written in one locale and currency; words among them in the language, or in the locale's.

    Numbers are rounded half up, as Excel does, so that a page and a workbook say the same; a number that rounds to
    zero has no sign.
    """

    def __init__(self, locale: str, currency: str, language: str = "") -> None:
        self.locale, self.currency = locale, currency
        known = Locale.parse(locale)
        self._words = locale if language in ("", known.language) else _likely(language)
        self.tag = self._words.replace("_", "-")  # as Office and browsers name the language
        self._english = known.language == "en"
        self._french = self._words.startswith("fr")
        self._decimal, self._group = get_decimal_symbol(locale), get_group_symbol(locale)
        self._plain_groups = known.decimal_formats[None].grouping == (3, 3)
        pattern = known.currency_formats["standard"]
        symbol = get_currency_symbol(currency, locale)
        self._coins = get_currency_precision(currency)  # decimals: 2 of most currencies, 0 of the yen, 3 of the dinar
        self._before, self._after = pattern.prefix[0].replace("¤", symbol), pattern.suffix[0].replace("¤", symbol)
        if self._before[-1:].isalpha():
            self._before += NBSP
        percent = known.percent_formats[None].pattern
        self._percent = ("%", "") if percent.startswith("%") else ("", f"{NBSP}%")
        thousands = known.compact_currency_formats["short"].get("other", {}).get("1000")
        self._says_thousands = thousands is not None and "".join(thousands.pattern.split()).strip("¤") != "0"
        self._number_of = lru_cache(maxsize=16_384)(self._make_number)
        self._compact = lru_cache(maxsize=4096)(self._make_compact)
        self._days = lru_cache(maxsize=4096)(self._make_days)
        self._date = lru_cache(maxsize=4096)(self._make_date)
        self._month = lru_cache(maxsize=512)(self._make_month)

    def figure(self, figure: Figure) -> str:
        """A figure's value by its unit, as plain text; raise `ValueError` for an absent one."""
        if figure.value is None:
            raise ValueError(f"{figure.name} is absent: {figure.reason}")
        return self.value(figure.value, figure.unit)

    def value(self, value: object, unit: Unit) -> str:
        """A value of a unit, as plain text."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return self._number_of(value, unit)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, tuple):
            return self.list_of([_named(item) for item in value])
        return str(value)

    def _make_number(self, value: Number, unit: Unit) -> str:
        """A number by its unit."""
        match unit:
            case Unit.MONEY:
                return self.money(value)
            case Unit.CHANGE:
                return self.money(value, signed=True)
            case Unit.PERCENT:
                return self.percent(value)
            case Unit.CHANGE_PERCENT:
                return self.percent(value, signed=True)
            case Unit.POINTS:
                return self.points(value)
            case Unit.RATIO:
                return self.decimals(value, 2)
            case Unit.COUNT:
                return self.whole(value)
            case Unit.DAYS:
                return self.days(value)
            case Unit.SCORE:
                return self.trimmed(value, 1)
            case _:
                return self.trimmed(value, 2)

    def money(self, value: Number, *, signed: bool = False) -> str:
        """Money in short: £1.24 m, £312 k, £840."""
        return self._sign(value, self._compact(abs(value)), signed)

    def full(self, value: Number, *, signed: bool = False) -> str:
        """Money in full: £1,240,000; pence only below a hundred."""
        return self._sign(value, self._amount(abs(value)), signed)

    def percent(self, value: Number, *, signed: bool = False, places: int | None = None) -> str:
        """A fraction in percent: 12 %, and below ten with a decimal: 4.5 %; or with exactly so many decimals."""
        share = abs(_exact(value)) * 100
        before, after = self._percent
        if places is None and ALMOST_ALL <= share < 100:
            text = self._fixed(min(share, Decimal("99.9")), 1)
        else:
            text = self._trim(share, 1 if share < 10 else 0) if places is None else self._fixed(share, places)
        return self._sign(value, before + text + after, signed)

    def points(self, value: Number, *, signed: bool = True) -> str:
        """A difference of two fractions in percentage points: +2.1 points."""
        text = self._trim(abs(_exact(value)) * 100, 1)
        # In French what is below two is still of one: 1,9 point.
        one = text == "1" or (self._french and text.partition(self._decimal)[0] in ("0", "1"))
        return self._sign(value, f"{text}{NBSP}{'point' if one else 'points'}", signed)

    def whole(self, value: Number, *, signed: bool = False) -> str:
        """A whole number with its thousands marked."""
        return self.decimals(value, 0, signed=signed)

    def decimals(self, value: Number, places: int, *, signed: bool = False) -> str:
        """A number with exactly so many decimals."""
        return self._sign(value, self._fixed(abs(_exact(value)), places), signed)

    def trimmed(self, value: Number, places: int) -> str:
        """A number with at most so many decimals and no zeros at their end."""
        return self._sign(value, self._trim(abs(_exact(value)), places), signed=False)

    def days(self, value: Number) -> str:
        """A count of days: 12 days, 1 day."""
        return self._sign(value, self._days(int(_round(abs(_exact(value)), 0))), signed=False)

    def day(self, value: date) -> str:
        """A day: 15 Oct 2026."""
        return self._date(value.date() if isinstance(value, datetime) else value)

    def month(self, value: date) -> str:
        """A month: October 2026."""
        return self._month(value.year, value.month)

    def list_of(self, texts: Sequence[str]) -> str:
        """Texts as people list them: A, B and C."""
        return str(format_list(list(texts), locale=self._words)) if texts else ""

    def _sign(self, value: Number, text: str, signed: bool) -> str:
        """The text of a size with its sign; none where it reads as zero."""
        if not any(character in "123456789" for character in text):
            return text
        return MINUS + text if value < 0 else "+" + text if signed and value > 0 else text

    def _fixed(self, size: Decimal, places: int) -> str:
        """A size with exactly so many decimals, in the locale's signs."""
        size = _round(size, places)
        if not self._plain_groups:
            pattern = Locale.parse(self.locale).decimal_formats[None].pattern.split(".")[0]
            return str(format_decimal(size, f"{pattern}.{'0' * places}" if places else pattern, locale=self.locale))
        whole, _, rest = f"{size:,.{places}f}".partition(".")
        return whole.replace(",", self._group) + (self._decimal + rest if rest else "")

    def _trim(self, size: Decimal, places: int) -> str:
        """A size with at most so many decimals, without zeros at their end."""
        size = _round(size, places)
        while places and size == _round(size, places - 1):
            places -= 1
        return self._fixed(size, places)

    def _amount(self, size: Number) -> str:
        """An amount in full with its currency."""
        exact = _exact(size)
        places = self._coins if exact < 100 and exact != _round(exact, 0) else 0
        return f"{self._before}{self._fixed(exact, places)}{self._after}"

    def _make_compact(self, size: Number) -> str:
        """An amount in short with its currency: three digits that count, no more than two decimals."""
        exact = _exact(size)
        if exact < 1000 * ALMOST:
            return self._amount(size)
        if not self._english:
            if exact < 1_000_000 and not self._says_thousands:
                return self._amount(size)
            digits = 1 if exact < 1_000_000 else 2
            short = format_compact_currency(exact, self.currency, locale=self.locale, fraction_digits=digits)
            text = str(short).replace(f"{self._decimal}{'0' * digits}", "", 1)
            # French business writing sets the unit and the sign of the euro together: 1,2 M€.
            return text.removesuffix(f"{NBSP}€") + "€" if self._french and text.endswith(f"{NBSP}€") else text
        for unit, letter in ENGLISH:
            if exact >= unit * ALMOST:
                scaled = exact / unit
                places = 2 if scaled < 10 else 1 if scaled < 100 else 0
                text = self._trim(scaled, places if letter != "k" else int(scaled < 10))
                return f"{self._before}{text}{NBSP}{letter}{self._after}"
        return self._amount(size)

    def _make_days(self, count: int) -> str:
        """So many days, in the locale's plural."""
        words = str(format_timedelta(timedelta(days=count), granularity="day", threshold=math.inf, locale=self._words))
        return words.replace(str(count), self.whole(count), 1).replace(" ", NBSP)

    def _make_date(self, day: date) -> str:
        """A day in the locale's middle length."""
        return str(format_date(day, "medium", locale=self._words)).replace(" ", NBSP)

    def _make_month(self, year: int, month: int) -> str:
        """A month and its year."""
        return str(format_skeleton("yMMMM", date(year, month, 1), locale=self._words))


def is_language(code: str) -> bool:
    """Whether there are words of dates and numbers in a language of this code."""
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _likely(language: str) -> str:
    """The locale that a language is most likely written in: fr_FR for fr."""
    known = Locale.parse(language)
    script_and_land = get_global("likely_subtags").get(language, "").split("_")
    return f"{known.language}_{script_and_land[-1]}" if len(script_and_land) == 3 else known.language


def _named(item: object) -> str:
    """A line by the end of its name (goals.G1 is G1), a text as it is."""
    return item.name.rpartition(".")[2] if isinstance(item, Line) else str(item)


def _exact(value: Number) -> Decimal:
    """The number as it would be typed: 0.285 is 0.285, not the nearest binary fraction."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _round(size: Decimal, places: int) -> Decimal:
    """Round half up."""
    return size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

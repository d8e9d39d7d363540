"""Values as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.figures import Figure, Unit
from pipeline.render.formats import formats

BRITISH = formats("en_GB", "GBP")
GERMAN = formats("de_DE", "EUR")


def plain(text: str) -> str:
    """The text with ordinary spaces, as a reader sees it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "£0"),
        (0.5, "£0.50"),
        (840, "£840"),
        (999.4, "£999"),
        (999.6, "£1 k"),
        (3_400, "£3.4 k"),
        (12_400, "£12 k"),
        (312_000, "£312 k"),
        (999_499, "£999 k"),
        (999_500, "£1 m"),
        (1_240_000, "£1.24 m"),
        (12_440_000, "£12.4 m"),
        (999_600_000, "£1 bn"),
        (-3_000, "−£3 k"),
    ],
)
def test_money_is_written_short(amount: float, text: str) -> None:
    assert plain(BRITISH.money(amount)) == text


@pytest.mark.parametrize(
    ("currency", "amount", "text"),
    [
        ("JPY", 12.4, "JP¥12"), ("JPY", 0.5, "JP¥1"), ("JPY", -3_000, "−JP¥3 k"), ("KRW", 99.6, "₩100"),
        ("KWD", 12.345, "KWD 12.345"), ("KWD", 0.5, "KWD 0.500"), ("KWD", 120.345, "KWD 120"), ("KWD", 12, "KWD 12"),
    ],
)  # fmt: skip
def test_a_small_amount_has_the_decimals_of_its_currency(currency: str, amount: float, text: str) -> None:
    """None of the yen and the won, three of the Kuwaiti dinar."""
    assert plain(formats("en_GB", currency).money(amount)) == text


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (Unit.CHANGE, 12_000, "+£12 k"),
        (Unit.CHANGE, -3_000, "−£3 k"),
        (Unit.CHANGE, 0, "£0"),
        (Unit.PERCENT, 0.12, "12 %"),
        (Unit.PERCENT, 0.045, "4.5 %"),
        (Unit.PERCENT, 0.0997, "10 %"),
        (Unit.PERCENT, 0.125, "13 %"),
        (Unit.CHANGE_PERCENT, 0.06, "+6 %"),
        (Unit.CHANGE_PERCENT, -0.0001, "0 %"),
        (Unit.POINTS, 0.021, "+2.1 points"),
        (Unit.POINTS, -0.01, "−1 point"),
        (Unit.NUMBER, 1234.5, "1,234.5"),
        (Unit.NUMBER, 2.0, "2"),
        (Unit.RATIO, 1.2, "1.20"),
        (Unit.SCORE, 72.0, "72"),
        (Unit.SCORE, 71.25, "71.3"),
        (Unit.COUNT, 1200, "1,200"),
        (Unit.PERCENT, 3746 / 3748, "99.9 %"),
        (Unit.PERCENT, 0.9949, "99 %"),
        (Unit.PERCENT, 1.004, "100 %"),
        (Unit.DAYS, 12, "12 days"),
        (Unit.DAYS, 1719, "1,719 days"),
        (Unit.DAYS, 1, "1 day"),
        (Unit.DATE, date(2026, 10, 15), "15 Oct 2026"),
        (Unit.TEXT, "as it is", "as it is"),
        (Unit.TEXT, ("one", "two", "three"), "one, two and three"),
    ],
)
def test_a_figure_is_written_by_its_unit(unit: Unit, value: object, text: str) -> None:
    assert plain(BRITISH.figure(Figure("a.b", value, unit))) == text  # type: ignore[arg-type]


def test_numbers_and_their_units_never_part_at_a_line_end() -> None:
    assert " " not in BRITISH.money(1_240_000) + BRITISH.percent(0.12) + BRITISH.days(12) + BRITISH.day(
        date(2026, 1, 2)
    )


def test_money_in_full_names_every_pound() -> None:
    assert BRITISH.full(1_240_000.4) == "£1,240,000"
    assert BRITISH.full(-12.5) == "−£12.50"


def test_a_german_reader_gets_german_numbers() -> None:
    assert plain(GERMAN.money(1_240_000)) == "1,24 Mio. €"
    assert plain(GERMAN.money(312_000)) == "312.000 €"
    assert plain(GERMAN.percent(0.045)) == "4,5 %"
    assert GERMAN.day(date(2026, 10, 15)) == "15.10.2026"
    assert plain(GERMAN.days(3)) == "3 Tage"
    assert GERMAN.list_of(["A", "B", "C"]) == "A, B und C"


def test_an_indian_reader_gets_lakhs_grouped() -> None:
    assert formats("en_IN", "INR").full(1_234_567) == "₹12,34,567"


def test_an_absent_figure_has_no_text_of_its_own() -> None:
    with pytest.raises(ValueError, match="absent: to confirm"):
        BRITISH.figure(Figure("a.b", None, Unit.MONEY, reason="to confirm"))


def test_formats_are_made_once_for_a_locale_and_currency() -> None:
    assert formats("en_GB", "GBP") is BRITISH

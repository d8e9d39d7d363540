"""How exports write numbers and dates: what is told by the file, what has to be said, what is refused as unclear."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.take_in.dates import Pattern, fitting, iso_day
from pipeline.take_in.numbers import OtherMoney, bare, decimal_signs, number, told_by


@pytest.mark.parametrize(
    ("written", "sign", "value"),
    [
        ("1234.5", ".", 1234.5),
        ("1,234.50", ".", 1234.5),
        ("12,34,567.8", ".", 1234567.8),
        ("1.234,50", ",", 1234.5),
        ("1 234,50", ",", 1234.5),
        ("1\u202f234,50", ",", 1234.5),
        ("1'234.50", ".", 1234.5),
        ("1’234.50", ".", 1234.5),
        ("1.234,50-", ",", -1234.5),
        ("(1,234.50)", ".", -1234.5),
        ("−5", ".", -5.0),
        ("+5", ",", 5.0),
        ("1.2E3", ".", 1200.0),
        ("EUR 1.234,50", ",", 1234.5),
        ("1.234,50 €", ",", 1234.5),
        ("1.234,50 EUR", ",", 1234.5),
        ("EUR -12", ".", -12.0),
        ("1,23,4", ".", None),
        ("1.2.3", ",", None),
        ("1,234.5", ",", None),
        ("n/a", ".", None),
        ("", ".", None),
        ("--5", ".", None),
        ("1e400", ".", None),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, sign: str, value: float | None) -> None:
    assert number(bare(written, "EUR"), sign) == value


@pytest.mark.parametrize("written", ["USD 5", "5 USD", "$5", "£5"])
def test_an_amount_in_another_currency_is_refused(written: str) -> None:
    with pytest.raises(OtherMoney):
        bare(written, "EUR")


@pytest.mark.parametrize(
    ("written", "signs"),
    [
        ("12,5", {","}), ("12.55", {"."}), ("1.234,5", {","}), ("1,234.5", {"."}), ("1.234.567", {","}),
        ("1,234,567", {"."}), ("1234.500", {"."}), ("0.125", {"."}), ("0,125", {","}), ("1.234", {",", "."}),
        ("950", {",", "."}), ("n/a", {",", "."}),
    ],
)  # fmt: skip
def test_a_number_tells_its_decimal_sign_or_leaves_it_open(written: str, signs: set[str]) -> None:
    assert decimal_signs(written) == signs


def test_all_numbers_of_an_export_tell_together() -> None:
    assert told_by(["1.234", "950", "12,50"]) == {","}
    assert told_by(["1.234", "950"]) == set()
    assert told_by(["12,5", "12.5"]) == {",", "."}


@pytest.mark.parametrize(
    ("pattern", "written", "day"),
    [
        ("dd/mm/yyyy", "03/04/2026", date(2026, 4, 3)),
        ("mm/dd/yyyy", "03/04/2026", date(2026, 3, 4)),
        ("d.m.yy", "3.4.26", date(2026, 4, 3)),
        ("yyyymmdd", "20260403", date(2026, 4, 3)),
        ("dd mmm yyyy", "03 Apr 2026", date(2026, 4, 3)),
        ("dd/mmm/yy h:mm am/pm", "03/Apr/26 2:05 PM", date(2026, 4, 3)),
        ("dd/mm/yyyy hh:mm:ss", "03/04/2026 23:59:01", date(2026, 4, 3)),
        ("%d.%m.%Y", "03.04.2026", date(2026, 4, 3)),
        ("dd/mm/yyyy", "31/02/2026", None),
        ("dd/mm/yyyy", "2026-04-03", None),
    ],
)
def test_a_date_is_read_by_its_pattern(pattern: str, written: str, day: date | None) -> None:
    assert Pattern(pattern).day(written) == day


@pytest.mark.parametrize("pattern", ["tt/mm/jjjj", "yyyy", "hh:mm", "day"])
def test_a_pattern_that_names_no_day_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"means nothing|names no day"):
        Pattern(pattern).code  # noqa: B018


@pytest.mark.parametrize(
    "written",
    ["2026-04-03", "2026-04-03T10:12:13.000+0000", "2026-04-03 10:12", "2026-04-03T10:12:13Z", "2026-04-03 10:12:13+02"
     .replace("+02", "+02:00")],
)  # fmt: skip
def test_iso_dates_need_no_pattern(written: str) -> None:
    assert iso_day(written) == date(2026, 4, 3)


@pytest.mark.parametrize("written", ["2026-02-31", "2026-4-3", "03/04/2026", "2026-04-03 soon"])
def test_what_is_no_iso_date_is_none(written: str) -> None:
    assert iso_day(written) is None


def test_patterns_are_proposed_that_fit_every_date() -> None:
    assert fitting(["03/04/2026", "25/04/2026"])[0] == "dd/mm/yyyy"
    assert "mm/dd/yyyy" not in fitting(["03/04/2026", "25/04/2026"])
    assert fitting(["03/04/2026"])[:2] == ["dd/mm/yyyy", "mm/dd/yyyy"]
    assert fitting(["03/04/2026", "soon"]) == []

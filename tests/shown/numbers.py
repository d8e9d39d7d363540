"""Shows a number as a cell or a chart's label with a number format shows it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

DAY_ZERO = date(1899, 12, 30)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = {"yyyy-mm-dd": "{0:%Y-%m-%d}", "d mmm yyyy": "{0.day} {1} {0.year}"}
# Before the digits, the digits, decimals that must and that may stand, thousands left out, behind them.
CODE = re.compile(
    r"(?P<before>[+−-]?)(?P<whole>#,##0|0)(?:\.(?P<must>0*)(?P<may>#*))?(?P<commas>,*)(?P<behind>%|\"\w+\")?"
)


def as_shown(text: str, code: str) -> str:
    """A number's text under a format code; raise `ValueError` for a code that no file of ours has."""
    if code in ("", "General", "@"):
        return _plain(text)
    if code in DAYS:
        day = DAY_ZERO + timedelta(days=int(text))
        return DAYS[code].format(day, MONTHS[day.month - 1])
    number = Decimal(text)
    sections = code.split(";")
    if number == 0 and len(sections) > 2:
        return _under(sections[2], number)
    if number < 0:
        return _under(sections[1], -number) if len(sections) > 1 else f"-{_under(code, -number)}"
    return _under(sections[0], number)


def _plain(text: str) -> str:
    """A number without a format: ten digits at the most."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text


def _under(code: str, number: Decimal) -> str:
    found = CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"the number format {code} is not known here")
    must, may = len(found["must"] or ""), len(found["may"] or "")
    number = number.scaleb(-3 * len(found["commas"])) * (100 if found["behind"] == "%" else 1)
    rounded = number.quantize(Decimal(1).scaleb(-must - may), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if found["whole"] == "#,##0" else f"{rounded:f}"
    for _ in range(may):
        digits = digits.removesuffix("0")
    return f"{found['before']}{digits}{(found['behind'] or '').strip(chr(34))}"

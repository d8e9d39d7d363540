"""Values as a cell's XML: text as inline text, dates as serial numbers, exactly or not at all."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time

from pipeline.editing.markup import escaped
from pipeline.editing.refusals import Change, at

LONGEST = 32_767  # characters of a cell, as Excel counts them: in UTF-16
GREATEST, LEAST = 9.99999999999999e307, 2.2250738585072014e-308  # beyond these Excel reads text, or zero
WHOLE = 2**53  # beyond it not every whole number is a cell's number
# Excel reads `_x0041_` in a cell as A; what only looks so has its first character written that way itself.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FIRST_DAY = {False: date(1900, 1, 1), True: date(1904, 1, 1)}
LAST_OF_FEBRUARY = date(1900, 2, 28)  # Excel counts a 29th after it, which there was not


def content(change: Change, prefix: bytes, *, date_1904: bool) -> tuple[str, str]:
    """The type and the XML inside a cell (`prefix` as in `x:`); raise `Unwritable` for what no cell can hold."""
    value, p = change.value, prefix.decode()
    if value is None or value == "":
        return "", ""
    if isinstance(value, str):
        return "inlineStr", f"<{p}is><{p}t{_space(value)}>{_text(change, value)}</{p}t></{p}is>"
    if isinstance(value, bool):
        return "b", f"<{p}v>{int(value)}</{p}v>"
    told = _serial(change, value, date_1904=date_1904) if isinstance(value, date) else _number(change, value)
    return "", f"<{p}v>{told}</{p}v>"


def _text(change: Change, value: str) -> str:
    """A text as XML, its line breaks Excel's own."""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if UNSPEAKABLE.search(text):
        raise at(change, "would hold a control character, which a cell can't hold: take it out of the text")
    if len(text.encode("utf-16-le")) > 2 * LONGEST:
        raise at(change, f"would hold {len(text):,} characters, and a cell holds at most {LONGEST:,}: shorten the text")
    return escaped(LOOKS_ESCAPED.sub("_x005F_", text))


def _space(value: str) -> str:
    """What keeps spaces and line breaks that XML readers may drop."""
    return ' xml:space="preserve"' if value != value.strip() or re.search(r"\s\s|[\t\r\n]", value) else ""


def _number(change: Change, value: int | float) -> str:
    """A number, in the digits that give it back exactly."""
    if isinstance(value, int):
        if abs(value) > WHOLE:
            raise at(
                change, f"would hold {value}, which has more digits than a number of Excel keeps: write it as text"
            )
        return str(value)
    if not math.isfinite(value):
        raise at(change, "would hold a number that is none: leave it empty")
    if abs(value) > GREATEST or 0 < abs(value) < LEAST:
        raise at(change, f"would hold {value!r}, which is beyond Excel's numbers")
    return repr(value).removesuffix(".0") if value else "0"


def _serial(change: Change, value: date, *, date_1904: bool) -> str:
    """A day (or a time of a day) as Excel counts: days since the start of the workbook's calendar."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    day = moment.date()
    first = FIRST_DAY[date_1904]
    if moment.tzinfo is not None:
        raise at(change, "would hold a time of a time zone, which a cell can't hold: give the local time")
    if day < first:
        raise at(change, f"would hold {day}, and this workbook's dates begin with {first}: write it as text")
    number = (day - first).days + (0 if date_1904 else 1 + (day > LAST_OF_FEBRUARY))
    seconds = (moment - datetime.combine(day, time())).total_seconds()
    return repr(number + seconds / 86_400) if seconds else str(number)

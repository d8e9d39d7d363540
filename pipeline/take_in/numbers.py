"""How an export writes its numbers: which of comma and point stands before the decimals, and the numbers they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SPACES = re.compile("[ \u00a0\u202f'’]")
SEPARATED = re.compile(r"[+-]?\d[\d.,]*")
CODE = re.compile(r"([A-Z]{3})\s?(?=[\d.(+−-])|(?<=[\d)−-])\s?([A-Z]{3})$")
SIGNS = {"€": ("EUR",), "£": ("GBP",), "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD"), "¥": ("JPY", "CNY")}


@dataclass(frozen=True, slots=True)
class OtherMoney(ValueError):
    """An amount in another currency than the workspace's."""

    currency: str


def bare(text: str, currency: str = "") -> str:
    """A number's digits and separators with its sign in front; raise `OtherMoney` for an amount in another currency.

    A minus may stand behind, as SAP writes it, or be a pair of brackets, as accountants do.
    """
    text = text.strip()
    if currency:
        found = CODE.search(text)
        if found:
            code = found[1] or found[2]
            if code != currency:
                raise OtherMoney(code)
            text = (text[: found.start()] + text[found.end() :]).strip()
        for sign, codes in SIGNS.items():
            if sign in text:
                if currency not in codes:
                    raise OtherMoney(sign)
                text = text.replace(sign, "", 1).strip()
    text = SPACES.sub("", text).replace("−", "-")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    return f"-{text[:-1]}" if text.endswith("-") and not text.startswith("-") else text


def decimal_signs(text: str) -> set[str]:
    """Which of `,` and `.` may stand before the decimals of a bare number; both where it can't be told."""
    if not SEPARATED.fullmatch(text):
        return {",", "."}
    comma, point = text.count(","), text.count(".")
    if comma and point:
        return {max(",.", key=text.rindex)}
    if not comma and not point:
        return {",", "."}
    here, other = (",", ".") if comma else (".", ",")
    if max(comma, point) > 1:
        return {other}
    before, _, after = text.lstrip("+-").partition(here)
    return {",", "."} if len(after) == 3 and len(before) <= 3 and before != "0" else {here}


def told_by(texts: Iterable[str]) -> set[str]:
    """What the bare numbers of an export tell of its decimal sign: one, none, or both where they contradict."""
    return {sign for text in texts for signs in (decimal_signs(text),) if len(signs) == 1 for sign in signs}


def number(text: str, decimal: str) -> float | None:
    """The number that a bare text says with that decimal sign; None where it isn't written so."""
    groups = "." if decimal == "," else ","
    whole, _, rest = text.partition(decimal)
    if groups in whole:
        if not re.fullmatch(rf"[+-]?\d{{1,3}}(?:[{groups}]\d{{2,3}})*[{groups}]\d{{3}}", whole):
            return None
        whole = whole.replace(groups, "")
    plain = f"{whole}.{rest}" if rest else whole
    return float(plain) if re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", plain) else None

"""Hands on the filters of templates and wording: other ways to print a figure, all of them logged as that figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jinja2.runtime import Context

from pipeline.blocks import Block, Each
from pipeline.figures import Figure, Line, Unit
from pipeline.printed import UNNAMED

if TYPE_CHECKING:
    from pipeline.render.words import Printer

PRINTER = "the printer"  # under this name, which no expression can write, the context holds the printer

UNSIGNED = {Unit.CHANGE: Unit.MONEY, Unit.CHANGE_PERCENT: Unit.PERCENT}


@dataclass(slots=True)
class Shown:
    """Text that a filter made, and what it printed: figure names and texts."""

    text: str
    log: tuple[tuple[str, str], ...] = ()


def _printer(context: Context) -> Printer:
    printer: Printer = context[PRINTER]
    return printer


def _as(context: Context, value: Any, write: Callable[[Printer, Any], str]) -> Any:
    """The value written another way; a figure that is absent, or no number or day, stays what it is."""
    printer = _printer(context)
    if isinstance(value, Figure):
        if isinstance(value.value, bool) or not isinstance(value.value, int | float | date):
            return value
        text = write(printer, value.value)
        return Shown(text, ((value.name, text),))
    if isinstance(value, int | float | date):
        text = write(printer, value)
        return Shown(text, ((UNNAMED, text),))
    return value


def _is_change(value: Any) -> bool:
    return isinstance(value, Figure) and value.unit in (Unit.CHANGE, Unit.CHANGE_PERCENT, Unit.POINTS)


@pass_context
def size(context: Context, value: Any) -> Any:
    """The value without its sign: "slipped by {{ change | size }}"."""
    if not isinstance(value, Figure):
        return _as(context, value, lambda printer, number: printer.formats.trimmed(abs(number), 2))
    if value.unit is Unit.POINTS:
        return _as(context, value, lambda printer, number: printer.formats.points(abs(number), signed=False))
    if isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return value
    return replace(value, value=abs(value.value), unit=UNSIGNED.get(value.unit, value.unit))


@pass_context
def full(context: Context, value: Any) -> Any:
    """Money in full: £1,240,000."""
    signed = _is_change(value)
    return _as(context, value, lambda printer, number: printer.formats.full(number, signed=signed))


@pass_context
def money(context: Context, value: Any) -> Any:
    """Money in short: £1.24 m."""
    signed = _is_change(value)
    return _as(context, value, lambda printer, number: printer.formats.money(number, signed=signed))


@pass_context
def percent(context: Context, value: Any, places: int | None = None) -> Any:
    """A fraction in percent: 12 %; with exactly so many decimals where asked: 12.0 %."""
    signed = _is_change(value)
    return _as(context, value, lambda printer, number: printer.formats.percent(number, signed=signed, places=places))


@pass_context
def points(context: Context, value: Any) -> Any:
    """A fraction in signed percentage points: +2.1 points."""
    return _as(context, value, lambda printer, number: printer.formats.points(number))


@pass_context
def whole(context: Context, value: Any) -> Any:
    """A whole number."""
    return _as(context, value, lambda printer, number: printer.formats.whole(number))


@pass_context
def decimals(context: Context, value: Any, places: int = 1) -> Any:
    """A number with exactly so many decimals."""
    return _as(context, value, lambda printer, number: printer.formats.decimals(number, places))


@pass_context
def days(context: Context, value: Any) -> Any:
    """A number of days: 12 days."""
    return _as(context, value, lambda printer, number: printer.formats.days(number))


@pass_context
def day(context: Context, value: Any) -> Any:
    """A day: 15 Oct 2026."""
    return _as(context, value, lambda printer, when: printer.formats.day(when))


@pass_context
def month(context: Context, value: Any) -> Any:
    """The month of a day: October 2026."""
    return _as(context, value, lambda printer, when: printer.formats.month(when))


@pass_context
def list_of(context: Context, values: Any) -> Shown:
    """Several values as a list in a sentence: A, B and C."""
    printer = _printer(context)
    shown = [printer.show(value) for value in _several(values)]
    return Shown(printer.formats.list_of([s.text for s in shown]), _logs(shown))


@pass_context
def join(context: Context, values: Any, between: str = "") -> Shown:
    """Several values with a text between them."""
    shown = [_printer(context).show(value) for value in _several(values)]
    return Shown(between.join(s.text for s in shown), _logs(shown))


def _several(values: Any) -> Iterable[Any]:
    """What is to be listed: the items of a list figure or tuple; anything else alone; lines by their key."""
    if isinstance(values, Figure) and not values.absent and not isinstance(values.value, tuple):
        return (values,)
    if isinstance(values, str | Shown) or (isinstance(values, Figure) and values.absent):
        return (values,)
    return [value["key"] if isinstance(value, Line) else value for value in values]


def _logs(shown: Iterable[Shown]) -> tuple[tuple[str, str], ...]:
    return tuple(entry for one in shown for entry in one.log)


@pass_context
def reason(context: Context, value: Any) -> Any:
    """Why a figure is absent; nothing where it is there."""
    return value.reason if isinstance(value, Figure) and value.absent else ""


@pass_context
def short(context: Context, value: Any, letters: int) -> Any:
    """The beginning of a long text, up to a whole word and at most so many letters, and `…`."""
    shown = _printer(context).show(value)
    if len(shown.text) <= letters:
        return value
    cut = shown.text[:letters]
    whole = cut.rpartition(" ")[0]  # an unbroken name is cut inside it, rather than at its first word
    cut = (whole if len(whole) > letters * 0.6 else cut).rstrip(" ,;:.–-") + "…"
    return Shown(cut, tuple((name, cut if text == shown.text else text) for name, text in shown.log))


def _cased(change: Callable[[str], str]) -> Callable[..., Shown]:
    """A filter that changes the case of what is printed; the log keeps the figure's own text changed the same way."""

    @pass_context
    def filter_case(context: Context, value: Any) -> Shown:
        shown = _printer(context).show(value)
        return Shown(change(shown.text), tuple((name, change(text)) for name, text in shown.log))

    return filter_case


def of(each: Each, line: Line) -> Block:
    """The block of a line: {{ selection.scores_table | of(candidate) }}."""
    if not isinstance(each, Each) or not isinstance(line, Line):
        raise TypeError("of() takes the line of a list, and stands behind a tag that has a block for each line")
    return each.make(line)


def plural(value: Any, one: str, many: str) -> str:
    """The word that goes with a number or with how many a list has: {{ n }} {{ n | plural("risk", "risks") }}."""
    number = value.value if isinstance(value, Figure) else value
    return one if (len(number) if isinstance(number, tuple | list) else number) == 1 else many


FILTERS: dict[str, Callable[..., Any]] = {
    "size": size, "full": full, "money": money, "percent": percent, "points": points, "whole": whole,
    "decimals": decimals, "days": days, "day": day, "month": month, "list_of": list_of, "join": join,
    "of": of, "reason": reason, "short": short, "plural": plural,
    "lower": _cased(str.lower), "upper": _cased(str.upper),
    "capitalize": _cased(lambda text: text[:1].upper() + text[1:]),
    "uncapitalize": _cased(lambda text: text[:1].lower() + text[1:]),
}  # fmt: skip

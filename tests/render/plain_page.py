"""A page for tests: prints values plainly, keeps what was said and the charts that were added."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pipeline.blocks import Finding, Label, Words
from pipeline.figures import Figure, Unit
from pipeline.render.drawing import printable
from pipeline.render.said import Said
from pipeline.render.slots import Slot


class PlainPage:
    """A `Page` without a document around it."""

    def __init__(self) -> None:
        self.said: list[Words] = []
        self.logged: list[tuple[str, str]] = []
        self.charts: list[tuple[str, bytes]] = []
        self.last_id = 100
        self.before: dict[Slot, int] = {}
        self.going_on: dict[Slot, int] = {}
        self.may_go_on = True

    def read(self, words: Words) -> Said:
        """The words, not remembered; what is logged of them is themselves."""
        log: Any = (words,)
        return Said(printable(self.measure(words)), isinstance(words, Figure) and words.absent, log)

    def log(self, entries: Iterable[Any]) -> None:
        """Remember the words, and apart from them what a chart's cells hold for a figure."""
        for entry in entries:
            (self.logged if isinstance(entry, tuple) else self.said).append(entry)

    def measure(self, words: Words) -> str:
        """The words as text."""
        if isinstance(words, Label):
            return words.key.replace("_", " ").capitalize()
        if isinstance(words, Finding):
            if words.macro == "more_in_annex":
                return f"and {self.measure(words.figures['rest'])} more in the annex"
            if words.macro.startswith("more_"):
                return f"and {self.measure(words.figures['count'])} more"
            return str(words.figures.get("text", words.macro))
        if words.absent:
            return "To confirm"
        return _printed(words)

    def next_id(self) -> int:
        """The next drawing id."""
        self.last_id += 1
        return self.last_id

    def begun(self, slot: Slot) -> int:
        """What a test says stands on the slides before."""
        return self.before.get(slot, 0)

    def go_on(self, slot: Slot, begun: int) -> bool:
        """Remember where a block goes on."""
        if self.may_go_on:
            self.going_on[slot] = begun
        return self.may_go_on

    def once(self, block: object, slot: Slot, make: Callable[[], Any]) -> Any:
        """Make it."""
        return make()

    def add_chart(self, xml: str, workbook: bytes) -> str:
        """Keep the chart."""
        self.charts.append((xml, workbook))
        return f"rIdChart{len(self.charts)}"


def _printed(figure: Figure) -> str:
    """A figure's value, about as long as the real formats make it."""
    value = figure.value
    if figure.unit in (Unit.PERCENT, Unit.CHANGE_PERCENT):
        return f"{figure.number:.0%}"
    if figure.unit in (Unit.MONEY, Unit.CHANGE):
        sign = "−" if figure.number < 0 else "+" if figure.unit is Unit.CHANGE else ""
        return f"{sign}£{abs(figure.number) / 1000:,.0f} k"
    return f"{value:%d %b %Y}" if isinstance(value, date) else str(value)


def figure(value: Any, unit: Unit = Unit.TEXT, name: str = "test.value") -> Figure:
    """A figure of a value; None is absent."""
    return Figure(name, value, unit, reason="" if value is not None else "to confirm")


def text(words: str | None) -> Figure:
    """People's words."""
    return figure(words)


def money(amount: float | None) -> Figure:
    """An amount."""
    return figure(amount, Unit.MONEY)


def finding(words: str) -> Finding:
    """A sentence of ours."""
    return Finding("test_sentence", {"text": words})

"""Draws the index page: one HTML file that needs no network, runs nothing but its own script, and escapes all text."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.blocks import Words
from pipeline.figures import Figure
from pipeline.overview import File, Overview, Row
from pipeline.phrases import ENGLISH, Phrases
from pipeline.render.drawing import printable
from pipeline.render.formats import formats
from pipeline.render.words import Printer, read_wording
from pipeline.settings import Settings
from pipeline.theme import SIGNS, Tone

FILES = Path(__file__).parent / "xml" / "html"
WORDS = (
    "index_accounts", "index_any", "index_clear", "index_count", "index_last_pack", "index_more", "index_no_accounts",
    "index_none_found", "index_not_built", "index_portfolio", "index_search", "index_search_hint", "index_sort_hint",
)  # fmt: skip
PART_HEIGHT = 20  # of a part of the health at 100 points
WIDTH, HEIGHT, EDGE = 80, 22, 3  # of the small chart


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its label, whether it is aligned as a number, sorts, and sorts by a number that stands behind it."""

    name: str
    label: str
    number: bool = False
    sorts: bool = True
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it is drawn: its text, what it sorts by where that is not the text, its tone or its small drawing."""

    label: str
    text: str
    key: str | float = ""
    number: bool = False
    tone: Tone | None = None
    parts: Sequence[float] = ()
    line: str = ""
    end: tuple[float, float] = (0, 0)
    files: Sequence[dict[str, str]] = ()


# The columns in their order: name, label, aligned as a number, sorts, by the figure's value.
COLUMNS = (
    ("name", "index_account", False, True, False),
    ("tier", "tier", False, True, False),
    ("manager", "account_manager", False, True, False),
    ("health", "health", False, True, True),
    ("health_change", "index_health_change", True, True, True),
    ("parts", "index_parts", False, False, False),
    ("revenue", "revenue", True, True, True),
    ("revenue_variance_share", "index_variance", True, True, True),
    ("trend", "index_trend", False, False, False),
    ("verdict", "index_people", False, True, True),
    ("top_risk", "index_top_risk", False, True, False),
    ("overdue_actions", "index_overdue_actions", True, True, True),
    ("gap_count", "index_gaps", True, True, True),
    ("contract_end", "index_contract_end", False, True, True),
    ("files", "index_files", False, False, False),
)
ORDER = {Tone.BAD: 0, Tone.WATCH: 1, Tone.GOOD: 2}


def index_page(overview: Overview, wording: Path, settings: Settings, as_of: date, phrases: Phrases = ENGLISH) -> bytes:
    """The index page's bytes, in the words of the wording file and the formats of the settings' locale."""
    printer = Printer(read_wording(wording), formats(settings.locale, settings.currency, phrases.language), phrases)
    page = _Page(printer)
    style, script = (FILES.joinpath(f"index.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    html = _template().render(
        language=printer.formats.tag,
        style=Markup(style),  # our own file
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        words={key: printer.label(key) for key in WORDS},
        page=page.content(overview, settings, as_of),
    )
    return html.encode("utf-8", "replace")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FILES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["SIGNS"] = SIGNS
    return environment.get_template("index.html.j2")


def _hash(text: str) -> str:
    """What the page's policy knows a style or script by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class _Page:
    """The content as words."""

    def __init__(self, printer: Printer) -> None:
        self.printer = printer
        self.columns = [_Column(n, printer.label(key), *rest) for n, key, *rest in COLUMNS]
        self.other = printer.label("index_other")

    def say(self, words: Words) -> str:
        """Words as plain text."""
        return printable(self.printer.show(words).text)

    def content(self, overview: Overview, settings: Settings, as_of: date) -> dict[str, Any]:
        """Everything that the template prints."""
        rows = [self.row(row) for row in overview.rows]
        return {
            "company": settings.company,
            "period": overview.period,
            "as_of": self.say_day(as_of),
            "confidentiality": settings.confidentiality,
            "title": self.say(overview.title),
            "totals": [
                (self.say(label), self.say(figure), note and self.say(note)) for label, figure, note in overview.totals
            ],
            "not_built": [self.left_out(one) for one in overview.not_built],
            "files": self.links(overview.files),
            "columns": self.columns,
            "filters": self.filters(rows),
            "rows": rows,
        }

    def say_day(self, day: date) -> str:
        """A day in the locale's form."""
        return self.printer.formats.day(day)

    def left_out(self, one: Any) -> dict[str, str]:
        """An account without a pack of this run."""
        last = [self.say(one[name]) for name in ("last_period", "last_day") if not one[name].absent]
        return {"name": self.say(one["name"]), "why": self.say(one["why"]), "last": ", ".join(last)}

    def row(self, row: Row) -> dict[str, Any]:
        """An account's cells, and what it is filtered by."""
        drawn: dict[str, Callable[[str], _Cell]] = {
            "parts": lambda label: self.parts(row, label),
            "trend": lambda label: self.trend(row, label),
            "files": lambda label: self.files(row, label),
        }
        cells = [
            drawn[column.name](column.label) if column.name in drawn else self.cell(row.cells[column.name], column)
            for column in self.columns
        ]
        by_name = {column.name: cell for column, cell in zip(self.columns, cells, strict=True)}
        choices = {
            name: by_name[name].text if not row.cells[name].absent else self.other for name in ("manager", "tier")
        }
        choices |= {name: self.verdict(row.cells[name]) for name in ("health", "verdict")}
        return {"cells": cells, "choices": list(choices.items())}

    def verdict(self, figure: Figure) -> str:
        """A figure's tone in our word."""
        return self.printer.label(figure.tone.value) if figure.tone in ORDER else self.other

    def cell(self, figure: Figure, column: _Column) -> _Cell:
        """A figure's cell: as printed, with the tone's word where it has a tone."""
        text = self.say(figure)
        if figure.absent:
            return _Cell(column.label, text, number=column.number)
        if column.name == "verdict":
            return _Cell(
                column.label, self.verdict(figure), ORDER.get(figure.tone, 3) if figure.tone else 3, tone=figure.tone
            )
        if column.name == "health" and figure.tone:
            text = f"{text} {self.verdict(figure)}"
        key: str | float = ""
        if column.by_value:
            key = figure.value.toordinal() if isinstance(figure.value, date) else round(figure.number, 6)
        return _Cell(column.label, text, key, column.number, figure.tone)

    def parts(self, row: Row, label: str) -> _Cell:
        """The parts of the health as small bars, their numbers in words beside them for who can't see them."""
        bars = [round(min(max(figure.number, 0), 100) / 100 * PART_HEIGHT, 1) for _, figure in row.parts]
        text = ", ".join(f"{self.say(name)} {self.say(figure)}" for name, figure in row.parts)
        return _Cell(label, text, parts=bars)

    def trend(self, row: Row, label: str) -> _Cell:
        """The revenue by quarter as a small line from zero up; its ends in words."""
        if len(row.trend) < 2:
            return _Cell(label, "")
        most, least = max(max(v for _, v in row.trend), 0.0), min(*(v for _, v in row.trend), 0.0)
        span, step = (most - least) or 1.0, (WIDTH - 2 * EDGE) / (len(row.trend) - 1)
        points = [
            (round(EDGE + n * step, 1), round(HEIGHT - EDGE - (v - least) / span * (HEIGHT - 2 * EDGE), 1))
            for n, (_, v) in enumerate(row.trend)
        ]
        money = self.printer.formats.money
        text = " → ".join(f"{quarter} {money(value)}" for quarter, value in (row.trend[0], row.trend[-1]))
        return _Cell(label, text, line=" ".join(f"{x},{y}" for x, y in points), end=points[-1])

    def files(self, row: Row, label: str) -> _Cell:
        """The links to an account's documents."""
        return _Cell(label, "", files=self.links(row.files))

    def links(self, files: Sequence[File]) -> list[dict[str, str]]:
        """Links to documents, each with whom it is for; of two that are called the same, the second says its kind."""
        said: set[str] = set()
        links = []
        for file in files:
            name = f"{self.say(file.name)} {file.person}".strip()
            links.append(
                {"name": f"{name} ({file.kind})" if name in said else name, "kind": file.kind, "path": file.path}
            )
            said.add(name)
        return links

    def filters(self, rows: Sequence[dict[str, Any]]) -> list[tuple[str, str, list[str]]]:
        """What the page is filtered by: key, label, the choices that occur."""
        labels = {column.name: column.label for column in self.columns}
        order = [self.printer.label(tone.value) for tone in ORDER]
        found: dict[str, set[str]] = {}
        for row in rows:
            for key, value in row["choices"]:
                found.setdefault(key, set()).add(value)

        def rank(value: str) -> tuple[bool, int, str]:
            return value == self.other, order.index(value) if value in order else -1, value.casefold()

        return [(key, labels[key], sorted(values, key=rank)) for key, values in found.items()]

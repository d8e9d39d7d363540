"""What tests of filling need: pages of a few figures, a wording, and a drawing that tells its slot."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.blocks import Block, Each, Finding, Label, Text
from pipeline.figures import Figure, Figures, Line, Unit
from pipeline.render.compile import compile_template
from pipeline.render.formats import formats
from pipeline.render.properties import Properties
from pipeline.render.said import say
from pipeline.render.slots import Page, Slot
from pipeline.render.words import Printer, compile_wording
from pipeline.settings import Settings
from pipeline.sheets.people import Person
from pipeline.tags import Pages, Tag, TagKind
from tests.filled import AS_OF, filled, row

WORDING = """
{% set labels = {"to_confirm": "To confirm", "internal": "internal", "not_meaningful": "n/m", "owner": "Owner"} %}
{% macro finance_headline(revenue, change) %}
Revenue was {{ revenue }}, {{ "up" if change.number >= 0 else "down" }} {{ change | size }}.
{% endmacro %}
{% macro continued(page, pages) %}({{ page }}/{{ pages }}){% endmacro %}
{% macro more_in_annex(rest) %}and {{ rest }} more in the annex{% endmacro %}
{% macro more_rows(count) %}and {{ count }} more rows{% endmacro %}
{% macro more_points(count) %}and {{ count }} more points{% endmacro %}
{% macro risks_names(risks) %}{{ risks | map(attribute="title") | list_of }}{% endmacro %}
"""

KINDS = {Unit.LIST: TagKind.LIST}


def fig(name: str, value: Any, unit: Unit = Unit.TEXT, reason: str = "") -> Figure:
    """A figure with what a test is about."""
    return Figure(name, value, unit, reason=reason)


def line(name: str, **values: Any) -> Line:
    """A line whose figures are texts."""
    return Line(name, None, {key: fig(f"{name}.{key}", value) for key, value in values.items()})


def pages(**topics: Mapping[str, Any]) -> tuple[Pages, dict[str, Tag]]:
    """Pages and their registry: finance and goals with the usual things, and what a test adds or replaces."""
    said: dict[str, Any] = {
        "finance.revenue": fig("finance.revenue", 1_240_000.0, Unit.MONEY),
        "finance.change": fig("finance.change", -0.02, Unit.CHANGE_PERCENT),
        "finance.target": fig("finance.target", None, Unit.MONEY, "to confirm"),
        "finance.trend_chart": Text((Label("owner"),)),
        "account.name": fig("account.name", "Northwind Ferries"),
        "goals.open": fig(
            "goals.open",
            (line("goals.G1", goal="On time", owner="Ana"), line("goals.G2", goal="Less waste", owner="Ben & Co <x>")),
            Unit.LIST,
        ),
        "goals.none": fig("goals.none", (), Unit.LIST),
    }
    said["finance.headline"] = Finding(
        "finance_headline", {"revenue": said["finance.revenue"], "change": said["finance.change"]}
    )
    for topic, values in topics.items():
        said |= {f"{topic}.{name}": value for name, value in values.items()}
    tags = {name: Tag(name, _kind(value), "") for name, value in said.items()}
    return Pages(said, Figures({}, filled({}), Settings(company="Halden Systems", currency="GBP"))), tags


def _kind(value: Any) -> TagKind:
    if isinstance(value, Figure):
        return KINDS.get(value.unit, TagKind.VALUE)
    if isinstance(value, Each):
        return TagKind.EACH
    return TagKind.FINDING if isinstance(value, Finding) else TagKind.BLOCK


def printer(wording: str = WORDING, locale: str = "en_GB") -> Printer:
    """A printer of the tests' wording."""
    return Printer(compile_wording(wording, "wording.en.j2"), formats(locale, "GBP"))


def figures_in(printed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A log without what it says of parts and of our own words."""
    return [(name, text) for name, text in printed if not name.startswith(":")]


def draw_word(block: Block, slot: Slot, page: Page) -> str:
    """A table that says its slot, with a drawing id."""
    words = say(page, block.paragraphs[0]).text if isinstance(block, Text) else ""
    return (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p><w:r>'
        f"<w:t>{words} {slot.tag} {slot.width} {slot.height} id{page.next_id()}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )


def draw_slide(block: Block, slot: Slot, page: Page) -> str:
    """A shape in the slot's frame."""
    words = say(page, block.paragraphs[0]).text if isinstance(block, Text) else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{page.next_id()}" name="drawn"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{slot.x}" y="{slot.y}"/><a:ext cx="{slot.width}" cy="{slot.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r>'
        f"<a:t>{words} {slot.tag}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


PROPERTIES = Properties("Northwind Ferries – Account plan 2026-Q3", "Halden Systems", AS_OF, "en_GB")


def fill(
    template: bytes,
    name: str,
    draw: Any = None,
    to: Printer | None = None,
    pictures: Path | None = None,
    **topics: Mapping[str, Any],
) -> bytes:
    """Compile a template and fill it with the tests' pages."""
    said, tags = pages(**topics)
    compiled = compile_template(template, name, tags, pictures)
    used = draw or (draw_word if name.endswith("docx") else draw_slide)
    return compiled.fill(said, to or printer(), PROPERTIES, used)


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document or python-pptx presentation."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    """A part of an Office file as text, with letters in the place of references to them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(name).decode()
    return re.sub(r"&#(\d{3,});", lambda found: chr(int(found[1])), xml)


def parts(data: bytes) -> list[str]:
    """The names of an Office file's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def person(**given: Any) -> Line:
    """A line that quotes a row of People."""
    return Line("people.P1", row(Person, 1, given))

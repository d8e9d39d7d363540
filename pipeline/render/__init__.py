"""Fills one document of an account: a template, the wording and what the account's pages say become a file's bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import Document, Format
from pipeline.phrases import ENGLISH, Phrases
from pipeline.problems import PipelineError
from pipeline.render.compile import compile_template
from pipeline.render.engine import Compiled
from pipeline.render.formats import formats
from pipeline.render.pictures import standing
from pipeline.render.portions import ANNEX
from pipeline.render.program import Draw
from pipeline.render.properties import Properties
from pipeline.render.words import Printer, read_wording
from pipeline.tags import Pages, Tag
from pipeline.workspace import PICTURES


@dataclass(frozen=True)
class Rendered:
    """A document's bytes, what was printed in it, in order: figure names and texts, and what was cut, by place."""

    data: bytes
    printed: tuple[tuple[str, str], ...]
    told: tuple[str, ...] = ()


def render(
    document: Document, template: Path, wording: Path, tags: Mapping[str, Tag], pages: Pages, phrases: Phrases = ENGLISH
) -> Rendered:
    """Fill a Word or PowerPoint template; raise `PipelineError` for a template or wording that can't be filled."""
    settings, facts = pages.figures.settings, pages.figures.facts
    compiled = compiled_template(template, tags, for_client=document.for_client)
    instead = {ANNEX: f"more_in_{document.rest}"}
    say = formats(settings.locale, settings.currency, phrases.language)
    printer = Printer(read_wording(wording), say, phrases, instead, for_client=document.for_client)
    name = pages.get("account.name") or pages.get("portfolio.company")
    account = printer.show(name).text if name else facts.account
    told_of = [account, printer.label(f"document_{document.name}")]
    if document.per_person and (plans := pages.get("people.agreed_plans")):
        told_of += [printer.show(plan["name"]).text for plan in plans.lines]
    title = f"{' – '.join(told_of)} {facts.period}"
    properties = Properties(title, settings.company, facts.as_of, printer.formats.tag)
    data = compiled.fill(pages, printer, properties, _draw_of(document.format))
    told = tuple(f"{template.name}, {one}" for one in dict.fromkeys(printer.told))
    return Rendered(data, tuple(printer.printed), told)


def _draw_of(kind: Format) -> Draw:
    """The function that draws the blocks of a format; imported when first needed, since a report needs neither."""
    if kind is Format.WORD:
        from pipeline.render import word

        return word.draw
    if kind is Format.SLIDES:
        from pipeline.render import slides

        return slides.draw
    raise ValueError(f"{kind} has no templates")


_compiled: dict[Path, tuple[bytes, Mapping[str, Tag], Compiled, object]] = {}


def compiled_template(path: Path, tags: Mapping[str, Tag], *, for_client: bool = False) -> Compiled:
    """The template compiled against the registry and the pictures beside it, once a process for each content."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PipelineError(f"the template {path.name} can't be read: {error.strerror}") from error
    digest = hashlib.sha256(data).digest()
    known, folder = _compiled.get(path), path.parent / PICTURES
    pictures = standing(folder)
    if known is None or known[0] != digest or known[1] != tags or known[3] != pictures:
        compiled = compile_template(data, path.name, tags, folder, for_client=for_client)
        known = _compiled[path] = (digest, tags, compiled, pictures)
    return known[2]

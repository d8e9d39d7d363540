"""Hands on the parts that say what a document is: its title, whose it is, its day and language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.render.marks import in_attribute
from pipeline.render.package import DECLARATION, OFFICE, Relationship

CORE, APP = "docProps/core.xml", "docProps/app.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
APP_RELATIONSHIP = f"{OFFICE}/extended-properties"
# What a template's own file says about itself, which a filled document must not say.
OWN = frozenset(
    {
        CORE_RELATIONSHIP,
        APP_RELATIONSHIP,
        f"{OFFICE}/custom-properties",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    }
)
RELATIONSHIPS = (
    Relationship("rIdCore", CORE_RELATIONSHIP, CORE, CORE),
    Relationship("rIdApp", APP_RELATIONSHIP, APP, APP),
)
APP_XML = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>planpack</Application></Properties>"
).encode()


@dataclass(frozen=True)
class Properties:
    """A document's title, company, as-of day and language."""

    title: str
    company: str
    as_of: date
    language: str  # such as fr-FR, or a locale's name

    def core(self) -> bytes:
        """The part with the core properties."""
        company, moment = in_attribute(self.company), f"{self.as_of.isoformat()}T00:00:00Z"
        return (
            f"{DECLARATION}<cp:coreProperties"
            ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{in_attribute(self.title)}</dc:title><dc:creator>{company}</dc:creator>"
            f"<cp:lastModifiedBy>{company}</cp:lastModifiedBy>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
            f"<dc:language>{self.language.replace('_', '-')}</dc:language></cp:coreProperties>"
        ).encode()

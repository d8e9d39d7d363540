"""Closes a drawn Office file: fixed bytes, and a hash of its content that tells an edited file from a drawn one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

CUSTOM = "docProps/custom.xml"
CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "_rels/.rels"
HASH_NAME = "planpack drawn"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
# The id that Office gives to every custom property set by its user.
USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package, the content types first as readers expect; the same parts give the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != CONTENT_TYPES, part != RELATIONSHIPS, part)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def sealed(package: bytes) -> bytes:
    """The package with the hash of its content in its custom properties, in fixed bytes."""
    parts = _parts(package)
    parts[CUSTOM] = _custom(_content_hash(parts))
    return zipped(parts)


def drawn_hash(data: bytes) -> str | None:
    """The hash that a drawn file carries; none in a file that was never drawn or is no Office file."""
    try:
        custom = _parts(data).get(CUSTOM)
        root = etree.fromstring(custom) if custom else None
    except (BadZipFile, etree.XMLSyntaxError):
        return None
    if root is None:
        return None
    found: str | None = root.findtext(f"{{{PROPERTIES}}}property[@name='{HASH_NAME}']/{{{VARIANT}}}lpwstr")
    return found


def is_as_drawn(data: bytes) -> bool:
    """Whether the file is as it was drawn: nobody has saved it since."""
    carried = drawn_hash(data)
    return carried is not None and carried == _content_hash(_parts(data))


def _parts(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _content_hash(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over every part but the one that carries it."""
    digest = hashlib.sha256()
    for name in sorted(set(parts) - {CUSTOM}):
        body = parts[name]
        digest.update(f"{name}\0{len(body)}\0".encode() + body)
    return digest.hexdigest()


def _custom(content_hash: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{PROPERTIES}" xmlns:vt="{VARIANT}">'
        f'<property fmtid="{USER_PROPERTIES}" pid="2" name={quoteattr(HASH_NAME)}>'
        f"<vt:lpwstr>{content_hash}</vt:lpwstr></property></Properties>"
    ).encode()

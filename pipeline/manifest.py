"""`pack.json`: what a pack was made of and printed, and what the next quarter compares itself with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = 1


@dataclass(frozen=True)
class Manifest:
    """The record of one account's pack.

    `rows` is sheet -> row key -> column name -> value as text or number, for the sheets that are compared;
    `figures` figure name -> value; `printed` file -> [figure name, text as printed] in order.
    """

    account: str
    period: str
    as_of: str
    code: str
    inputs: dict[str, str] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    settings: str = ""
    earlier: str = ""
    files: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    printed: dict[str, list[list[str]]] = field(default_factory=dict)
    version: int = VERSION

    def to_bytes(self) -> bytes:
        """The manifest as JSON, keys in a fixed order."""
        return (json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read a manifest; raise `ValueError` for what is none."""
        found = json.loads(data)
        if not isinstance(found, dict) or found.get("version") != VERSION:
            raise ValueError(f"not a manifest of version {VERSION}")
        return cls(**found)

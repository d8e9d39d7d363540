"""Brings the manifest of an older planpack into today's form, one version after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Found = dict[str, Any]  # a manifest as its JSON says it


def _to_2(found: Found) -> Found:
    """Version 2 carries what earlier packs said of rows; one of version 1 knew the newest pack alone."""
    return {"trail": {}, **found}


def _to_3(found: Found) -> Found:
    """Version 3 has the figures and rows that the portfolio quotes apart from the others, before them."""
    return {"quoted": {}, **found}


MIGRATIONS: Mapping[int, Callable[[Found], Found]] = {1: _to_2, 2: _to_3}
VERSION = max(MIGRATIONS) + 1


class Unreadable(ValueError):
    """A manifest that can't be read: why, in words that follow its name."""


class Newer(Unreadable):
    """A manifest of a version that only a newer planpack knows."""


def migrated(found: object) -> Found:
    """A manifest's JSON in today's form; `version` goes on saying in which form it was written.

    Raise `Unreadable` for what is no manifest, and `Newer` for one of a version yet unknown.
    """
    version = found.get("version") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Unreadable("is damaged: it does not say of what form it is")
    if version > VERSION:
        raise Newer(f"was made by a newer planpack: it is of form {version}, and this one reads up to form {VERSION}")
    for older in range(version, VERSION):
        found = MIGRATIONS[older](found)
    return found

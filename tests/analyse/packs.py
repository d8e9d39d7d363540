"""Accounts' packs for tests of the portfolio: what a manifest would hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.manifest import Manifest
from pipeline.quoted import KEPT_LISTS

Lists = Mapping[str, Mapping[str, Mapping[str, Any]]]
EMPTY: Lists = {name: {} for name in KEPT_LISTS if not name.startswith("selection.")}


def manifest(account: str, figures: Mapping[str, Any], lists: Lists | None = None, **head: str) -> Manifest:
    """The manifest of a pack with these figures and kept lists; a list that is not named is kept and empty."""
    about = {"period": "2026-Q3", "as_of": "2026-10-15", **head}
    kept = {**EMPTY, **(lists or {})}
    rows = {name: {key: dict(line) for key, line in lines.items()} for name, lines in kept.items()}
    return Manifest(account, about["period"], about["as_of"], "test", figures=dict(figures), rows=rows)


def pack(account: str, lists: Lists | None = None, **figures: Any) -> AccountPack:
    """A pack; figures are named with two underscores for the dot: `finance__revenue=100`."""
    return AccountPack.of(manifest(account, {name.replace("__", "."): value for name, value in figures.items()}, lists))

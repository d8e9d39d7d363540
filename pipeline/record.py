"""What a pack is made of and what it leaves behind for the next quarter: its fingerprint and its manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.client_actions import Sent
from pipeline.figures import Figure, Figures, Line
from pipeline.manifest import Manifest, compared_rows, json_value
from pipeline.periods import Period
from pipeline.quoted import KEPT_LISTS, ORDER, PORTFOLIO_TOPICS, QUOTED, REASONS
from pipeline.settings import Settings
from pipeline.trail import extended
from pipeline.workspace import PACKAGE


@dataclass(frozen=True)
class Made:
    """All that decides what a pack holds: when it is the same, the pack is the same."""

    account: str
    period: str
    as_of: str
    code: str
    inputs: dict[str, str]
    templates: dict[str, str]
    settings: str
    earlier: str

    def same_as(self, manifest: Manifest) -> bool:
        """Whether a pack's manifest was made of the same."""
        return all(getattr(manifest, name) == getattr(self, name) for name in self.__dataclass_fields__)


def made_of(
    account: str,
    period: Period,
    as_of: date,
    settings: Settings,
    inputs: Path,
    templates: Iterable[Path],
    earlier: bytes,
) -> Made:
    """Take the fingerprint of a pack before anything is read; `earlier` is the earlier manifest's file."""
    return Made(
        account,
        str(period),
        as_of.isoformat(),
        code_version(),
        {path.name: _hash_of_input(path) for path in sorted(inputs.iterdir()) if _counts(path)},
        {path.name: _hash_of_file(path, path.stat().st_mtime_ns) for path in templates},
        _hash(repr(astuple(settings)).encode()),
        _hash(earlier) if earlier else "",
    )


def is_outdated(inputs: Path, made_of: Mapping[str, str], since: float) -> bool:
    """Whether a folder's files are others than those that a pack was made of, by name and hash.

    Files that were not touched `since` then (seconds since 1970) are not read again.
    """
    files = {path.name: path for path in inputs.iterdir() if _counts(path)}
    return files.keys() != made_of.keys() or any(
        _touched(path) >= since and _hash_of_input(path) != made_of[name] for name, path in files.items()
    )


def _touched(path: Path) -> float:
    """When a file was written, or put where it is with an older date."""
    told = path.stat()
    return max(told.st_mtime, told.st_ctime)


def record(
    made: Made,
    figures: Figures,
    files: Mapping[str, bytes],
    printed: Mapping[str, Iterable[tuple[str, str]]],
    earlier: Manifest | None = None,
    sent: Sent | None = None,
    documents: Iterable[str] = (),
) -> Manifest:
    """The manifest of a finished pack, which carries on the trail of the earlier one."""
    return Manifest(
        **vars(made),
        files={name: _hash(data) for name, data in files.items()},
        documents=list(documents),
        figures=kept(figures),
        rows={**figures.facts.once(compared_rows), **kept_lists(figures)},
        trail=extended(earlier),
        sent=sent.as_json() if sent else {},
        printed={name: [[figure, text] for figure, text in log] for name, log in printed.items()},
    )


def kept(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """The values of all figures, and the numbers that were computed about the lines of lists, by figure name.

    Of the portfolio's lists, which may be ten thousand lines long, `kept_lists` keeps what is needed.
    """
    values: dict[str, Any] = {}
    for name, figure in figures.items():
        if isinstance(figure.value, tuple):
            if name.startswith(PORTFOLIO_TOPICS):
                continue
            lines = (line for line in figure.value if isinstance(line, Line))
            values |= {f.name: f.value for line in lines for f in line.computed.values() if _is_number(f)}
        elif figure.value is not None:
            values[name] = figure.value.isoformat() if isinstance(figure.value, date) else figure.value
    return values


def kept_lists(figures: Mapping[str, Figure]) -> dict[str, dict[str, dict[str, Any]]]:
    """The lines of the lists that a pack keeps, by list and line; under `REASONS` why quoted figures are absent."""
    rows = {
        name: {
            line.name.partition(".")[2]: {ORDER: n, **_said(line, attributes)}
            for n, line in enumerate(figures[name].lines)
        }
        for name, attributes in KEPT_LISTS.items()
        if name in figures
    }
    lacking = {name: {"reason": figures[name].reason} for name in QUOTED if name in figures and figures[name].absent}
    return {**rows, REASONS: lacking} if lacking else dict(rows)


def _said(line: Line, attributes: Iterable[str]) -> dict[str, Any]:
    """What a line says under these names, without what is absent."""
    said = {name: json_value(line[name].value) for name in attributes}
    return {name: value for name, value in said.items() if value is not None}


@cache
def code_version() -> str:
    """The version of the code, with a hash of what it is made of."""
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2", ".css", ".js") and path.is_file():
            total.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _is_number(figure: Figure) -> bool:
    return isinstance(figure.value, int | float) and not isinstance(figure.value, bool)


def _counts(path: Path) -> bool:
    """Whether a file of the inputs decides what is read: lock files and hidden files do not."""
    return path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~$"))


@lru_cache(maxsize=32)
def _hash_of_file(path: Path, _changed: int) -> str:
    """The hash of a file that many accounts share."""
    return _hash(path.read_bytes())


def _hash_of_input(path: Path) -> str:
    """The hash of an input, whatever its size; empty where it can't be opened, which reading it will tell."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
